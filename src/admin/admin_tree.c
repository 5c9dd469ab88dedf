/* admin_tree.c - /desk/organisation: who stands where, on any day, and how it came about; /desk/organisation/{code}: one agency or unit.
 * Pages show; what may be done is asked of the commands. */
#include "admin/admin_inner.h"
#include <stdlib.h>
#include <string.h>

#define DEEP 16
#define PEOPLE_SHOWN 500

struct tree { struct ctx *c; struct html *h; const struct pack *p; const struct people *people; };

static size_t people_in(const struct tree *t, const char *agency, const char *unit)
{
        size_t n = 0;

        for (size_t i = 0; i < t->people->n; i++)
                n += !strcmp(t->people->at[i].agency, agency) && !strcmp(t->people->at[i].unit, unit);
        return n;
}

static void head_count(const struct tree *t, const char *agency, const char *unit)
{
        size_t n = people_in(t, agency, unit);

        if (n)
                html(t->h, " <span class=\"muted small\">%zu 人</span>", n);
}

static void units_put(const struct tree *t, const char *agency, const char *above, int deep)
{
        bool open = false;

        for (size_t i = 0; i < t->p->n_units && deep < DEEP; i++) {
                const struct pack_unit *u = &t->p->units[i];

                if (strcmp(u->agency, agency) || strcmp(u->above ? u->above : "", above))
                        continue;
                html_raw(t->h, open ? "" : "<ul>");
                open = true;
                html(t->h, "<li><a href=\"/desk/organisation/%s\">%s</a>", u->id, u->name);
                head_count(t, agency, u->id);
                units_put(t, agency, u->id, deep + 1);
                html(t->h, "</li>\n");
        }
        html_raw(t->h, open ? "</ul>\n" : "");
}

static void agency_put(const struct tree *t, const struct pack_agency *g, int deep)
{
        bool open = false;

        html(t->h, "<li><a href=\"/desk/organisation/%s\"><b>%s</b></a> ", g->id, g->name);
        ui_tag(t->h, "", agency_level_label(agency_level(g)));
        html(t->h, " <span class=\"muted small\">%s</span>", g->region ? g->region : "");
        if (text_same(g->sort, "entrusted") || text_same(g->sort, "authorised"))
                ui_tag(t->h, "note", agency_sort_label(g->sort));
        head_count(t, g->id, "");
        units_put(t, g->id, "", 0);
        for (size_t i = 0; i < t->p->n_agencies && deep < DEEP; i++)
                if (text_same(t->p->agencies[i].above, g->id)) {
                        html_raw(t->h, open ? "" : "<ul>");
                        open = true;
                        agency_put(t, &t->p->agencies[i], deep + 1);
                }
        html_raw(t->h, open ? "</ul>\n" : "");
        html(t->h, "</li>\n");
}

static void tree_put(const struct tree *t)
{
        html(t->h, "<ul class=\"org-tree\">\n");
        for (size_t i = 0; i < t->p->n_agencies; i++)
                if (text_empty(t->p->agencies[i].above))
                        agency_put(t, &t->p->agencies[i], 0);
        html(t->h, "</ul>\n");
        if (!t->p->n_agencies)
                ui_empty(t->h, "还没有机关", "策略包没有写明机关；由系统管理员登记。", "设立机关", "/desk/act/agency.add?back=/desk/organisation");
}

void admin__history(struct ctx *c, struct html *h, const struct pack *p, const struct org_changes *l, const char *code)
{
        struct ui_event *events = TAKE_N(c->mem, struct ui_event, l->n + 1);
        size_t n = 0;

        for (size_t i = l->n; i-- > 0;) {
                const struct org_change *k = &l->at[i];
                bool about = !*code || !strcmp(k->code, code) || !strcmp(k->heir, code) || text_in(code, k->successors, ',');

                if (about)
                        events[n++] = (struct ui_event){ .kind = *k->heir ? "bad" : "ok", .text = k->reason,
                                .title = text_make(c->mem, "%s：%s", admin__name(p, k->code), admin__said(c->mem, p, k)),
                                .link_label = text_make(c->mem, "日志第 %lld 条", (long long)k->seq),
                                .link = text_make(c->mem, "/desk/journal/%lld", (long long)k->seq), .meta = { k->since, *k->document ? k->document : NULL } };
        }
        if (n)
                ui_timeline(h, "沿革", events, n);
        else
                ui_empty(h, "没有变更", "设立、更名、合并、分立、撤销以后记在这里。", NULL, NULL);
}

static void ended_put(struct ctx *c, struct html *h, const struct pack *p)
{
        if (p->n_agencies_all <= p->n_agencies && p->n_units_all <= p->n_units)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "不再存续", .note = "旧案照旧可查，新的由承接者办理" });
        ui_kv_begin(h, 0);
        for (size_t i = p->n_agencies; i < p->n_agencies_all; i++)
                ui_kv(h, p->agencies[i].name, text_make(c->mem, "%s 起由%s承接", p->agencies[i].until, admin__name(p, p->agencies[i].heir)));
        for (size_t i = p->n_units; i < p->n_units_all; i++)
                ui_kv(h, p->units[i].name, text_make(c->mem, "%s 起由%s承接", p->units[i].until, admin__name(p, p->units[i].heir)));
        ui_kv_end(h);
        ui_card_end(h);
}

static void day_form(struct html *h, const char *on)
{
        html(h, "<form class=\"org-day\" action=\"/desk/organisation\"><label for=\"on\">哪一天的组织机构</label> <input class=\"in\" type=\"date\" id=\"on\" name=\"on\""
             " value=\"%s\"> <button class=\"btn\" type=\"submit\">查看</button></form>\n", on);
}

bool admin__page_tree(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button buttons[] = {
                { "设立机关", "/desk/act/agency.add?back=/desk/organisation", "plus", BUTTON_PLAIN },
                { "设立机构", "/desk/act/unit.add?back=/desk/organisation", "plus", BUTTON_PRIMARY },
        };
        struct day day = day_of(c->now);
        const char *asked = page_query(in, "on"), *seq = page_query(in, "done");
        struct org_changes l;
        struct people people;
        const struct pack *p;
        struct tree t;

        if (*asked && !day_parse(asked, &day))
                return refuse(&c->why, R_ARG_TYPE, "on", "日期应为 2026-11-23 这样");
        if (!org_pack_on(c, day, &p) || !org_changes(c->db, c->mem, &c->why, -1, DAY_NONE, &l) ||
            !people_find(c, &(struct people_wish){ "", "", "", "", 1, 100000, 0 }, &people))
                return false;
        t = (struct tree){ c, h, p, &people };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "组织机构", .lead = text_make(c->mem, "%s的机关和机构；人数是现在的", day_chinese(c->mem, day)),
                                                      .buttons = buttons, .n_buttons = ui_may(c, "admin") ? 2 : 0 });
        if (*seq)
                ui_done(h, "已登记", strtoll(seq, NULL, 10), NULL);
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "机关和机构" });
        day_form(h, day_text(c->mem, day));
        tree_put(&t);
        ui_card_end(h);
        ended_put(c, h, p);
        ui_split_aside(h);
        ui_card_begin(h, &(struct ui_card){ .title = "沿革", .more_url = "/desk/entrustments", .more_label = "委托" });
        admin__history(c, h, c->pack, &l, "");
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one of them ---- */

static void agency_facts(struct ctx *c, struct html *h, const struct pack_agency *g)
{
        ui_kv(h, "层级", agency_level_label(agency_level(g)));
        ui_kv(h, "行政区划代码", g->region);
        ui_kv(h, "上级机关", text_empty(g->above) ? "" : admin__name(c->pack, g->above));
        ui_kv(h, "主体类型", agency_sort_label(g->sort));
        ui_kv(h, "执法主体依据", g->basis);
        ui_kv(h, "统一社会信用代码", g->uscc);
        ui_kv(h, "复议机关", g->superior);
        ui_kv(h, "诉讼法院", g->court);
        ui_kv(h, "联系电话", g->phone);
        ui_kv(h, "地址", g->address);
        ui_kv(h, "联络员", text_empty(g->liaison) ? "" : text_make(c->mem, "%s　%s", user_name(c, g->liaison), g->liaison_phone ? g->liaison_phone : ""));
}

static void ended_callout(struct ctx *c, struct html *h, const char *until, const char *heir)
{
        if (!text_empty(until))
                ui_callout(h, "warn", text_make(c->mem, "自 %s 起不再存续", until),
                           text_make(c->mem, "由%s承接。以前的案件和文书照旧可查，名称不变。", admin__name(c->pack, heir)));
}

static void do_put(struct ctx *c, struct html *h, const char *code, bool agency)
{
        static const char *const of_agency[] = { "agency.rename", "agency.change", "agency.liaison", "agency.merge", "agency.split", "agency.abolish", NULL };
        static const char *const of_unit[] = { "unit.rename", "unit.move", "unit.merge", "unit.abolish", NULL };
        struct ui_action a[8];
        size_t n = 0;

        for (const char *const *v = agency ? of_agency : of_unit; *v; v++) {
                const struct command *k = command_find(*v);

                a[n++] = (struct ui_action){ .title = k->label, .help = k->help, .button = k->label,
                                             .url = text_make(c->mem, "/desk/act/%s?code=%s&back=/desk/organisation/%s", *v, code, code) };
        }
        ui_card_begin(h, &(struct ui_card){ .title = "变更", .flush = true });
        ui_actions(h, a, n);
        ui_card_end(h);
}

static void people_put(struct ctx *c, struct html *h, const struct people *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "人员（%lld）", (long long)l->total) });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l->n; i++) {
                ui_kv_open(h, l->at[i].name);
                html(h, "<a href=\"%s\">%s</a> %s", url(c->mem, "/desk/people/%s", l->at[i].login), l->at[i].login, admin__roles(c->mem, c->pack, l->at[i].roles));
                ui_kv_close(h);
        }
        ui_kv_end(h);
        if (!l->n)
                ui_empty(h, "没有人员", "登记以后列在这里。", NULL, NULL);
        ui_card_end(h);
}

bool admin__page_body(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "组织机构", "/desk/organisation" } };
        const struct pack_agency *g = pack_agency(c->pack, in->args[0]);
        const struct pack_unit *u = g ? NULL : pack_unit(c->pack, in->args[0]);
        const char *until = g ? g->until : u ? u->until : "", *seq = page_query(in, "done");
        struct org_changes l;
        struct people people;

        if (!g && !u)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个机关或者机构");
        if (!org_changes(c->db, c->mem, &c->why, -1, DAY_NONE, &l) ||
            !people_find(c, &(struct people_wish){ g ? g->id : "", u ? u->id : "", "", "", 1, PEOPLE_SHOWN, 0 }, &people))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = g ? g->name : u->name, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/organisation" });
        if (*seq)
                ui_done(h, "已登记", strtoll(seq, NULL, 10), NULL);
        ended_callout(c, h, until, g ? g->heir : u->heir);
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "现在的情况" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "代号", g ? g->id : u->id);
        if (g)
                agency_facts(c, h, g);
        else {
                ui_kv(h, "所属机关", admin__name(c->pack, u->agency));
                ui_kv(h, "上级机构", text_empty(u->above) ? "" : admin__name(c->pack, u->above));
        }
        ui_kv_end(h);
        ui_card_end(h);
        if (ui_may(c, WHO_SEES_PEOPLE))
                people_put(c, h, &people);
        ui_split_aside(h);
        if (ui_may(c, "admin") && text_empty(until))
                do_put(c, h, in->args[0], g != NULL);
        ui_card_begin(h, &(struct ui_card){ .title = "沿革" });
        admin__history(c, h, c->pack, &l, in->args[0]);
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
