/* admin_people.c - /desk/people: everybody with an account; /desk/people/{login}: one of them, what may be changed and what was.  Pages show. */
#include "admin/admin_inner.h"
#include <stdlib.h>
#include <string.h>

#define PAGE_ROWS 50
#define ACTS_SHOWN 40

static const struct arg people_params[] = {
        { "agency", ARG_CODE, 0, "机关", "所在机关。", "agencies", 0, 0 }, { "unit", ARG_CODE, 0, "机构", "所在机构。", "units", 0, 0 },
        { "role", ARG_CODE, 0, "岗位", "有这个岗位的。", "roles", 0, 0 }, { "q", ARG_TEXT, 0, "姓名或者登录名", "部分即可。", NULL, 1, 40 },
        { "enabled", ARG_CHOICE, 0, "状态", "在用或者停用。", "1=在用|0=停用", 0, 0 }, { "page", ARG_INT, 0, "页", "从 1 起。", NULL, 1, 100000 },
        { "limit", ARG_INT, 0, "最多几行", "不写为 50。", NULL, 1, 100000 }, ARG_END
};
static const struct column people_columns[] = {
        { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "unit", "机构", CELL_TEXT },
        { "roles", "岗位", CELL_TEXT }, { "post", "职务", CELL_TEXT }, { "certificate", "有效执法证件", CELL_TEXT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};

static bool view_people(struct ctx *c, const struct args *a, struct table *t)
{
        int64_t limit = arg_given(a, "limit") ? arg_int(a, "limit") : PAGE_ROWS, page = arg_given(a, "page") ? arg_int(a, "page") : 1;
        struct people_wish w = { arg_text(a, "agency"), arg_text(a, "unit"), arg_text(a, "role"), arg_text(a, "q"),
                                 arg_given(a, "enabled") ? !strcmp(arg_text(a, "enabled"), "1") : -1, limit, (page - 1) * limit };
        struct people l;

        if (!people_find(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct person *p = &l.at[i];

                table_row(t, (const char *[]){ p->login, p->name, admin__name(c->pack, p->agency), admin__name(c->pack, p->unit),
                                               admin__roles(c->mem, c->pack, p->roles), p->post, p->certificate, p->enabled ? "ok:在用" : "bad:停用" });
        }
        t->total = l.total;
        return true;
}

extern const struct view admin_views[];
extern const size_t admin_views_n;
const struct view admin_views[] = {
        { "people", "人员", "有账号的人员：机构、岗位、证件和状态。", WHO_SEES_PEOPLE, people_params, people_columns, view_people },
};
const size_t admin_views_n = sizeof admin_views / sizeof *admin_views;

static bool options(void *to, const struct arg *g, struct ui_options *out)
{
        const struct pack *p = ((struct ctx *)to)->pack;

        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "agencies") && i < p->n_agencies; i++)
                ui_option(out, p->agencies[i].id, p->agencies[i].name, NULL);
        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "units") && i < p->n_units; i++)
                ui_option(out, p->units[i].id, p->units[i].name, NULL);
        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "roles") && i < p->n_roles; i++)
                ui_option(out, p->roles[i].id, p->roles[i].label, NULL);
        return out->n > 0;
}

bool admin__page_people(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button add = { "增加人员", "/desk/act/user.add?back=/desk/people", "plus", BUTTON_PRIMARY };
        const char *seq = page_query(in, "done");
        struct pair *query = TAKE_N(c->mem, struct pair, in->n + 1);
        struct table t;
        int64_t page = 1;
        size_t n = 0;

        for (size_t i = 0; i < in->n; i++)
                if (strcmp(in->query[i].name, "done") && *in->query[i].value)
                        query[n++] = in->query[i];
        if (!view_run(c, "people", query, n, &t))
                return false;
        text_int(page_query(in, "page"), 1, 100000, &page);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "人员", .lead = "账号、机构和岗位；证件另在证件管理中登记", .buttons = &add,
                                                      .n_buttons = ui_may(c, command_find("user.add")->roles) ? 1 : 0 });
        if (*seq)
                ui_done(h, "已登记", strtoll(seq, NULL, 10), NULL);
        ui_card_begin(h, &(struct ui_card){ .title = "人员名册", .flush = true, .more_url = "/api/views/people?format=csv&limit=100000", .more_label = "导出" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/people", .label = "筛选人员", .params = people_params, .query = query, .n = n, .options = options, .to = c,
                                            .skip = "page|limit", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "人员", .path = "/desk/people", .query = query, .n_query = n, .link = "login", .link_to = "login",
                                            .link_base = "/desk/people/", .sub = "post", .tags = "state", .empty = "没有符合条件的人员", .empty_when = "换一个条件试试。" });
        ui_pager(h, "/desk/people", query, n, page, PAGE_ROWS, t.total);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one person ---- */

struct history { struct ctx *c; struct ui_event at[ACTS_SHOWN]; size_t n; };

static const char *changed(struct arena *mem, const struct pack *p, const struct act *a)
{
        static const struct { const char *field, *label; } fields[] = {
                { "name", "姓名" }, { "to_agency", "机关" }, { "unit", "机构" }, { "roles", "岗位" }, { "post", "职务" }, { "enabled", "启用" },
        };
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                if (act_has(a, fields[i].field)) {
                        const char *value = act_text(a, fields[i].field);

                        value = !strcmp(fields[i].field, "roles") ? admin__roles(mem, p, value) : !strcmp(fields[i].field, "enabled")
                                ? (act_bool(a, "enabled") ? "是" : "否") : strcmp(fields[i].field, "post") && strcmp(fields[i].field, "name") ? admin__name(p, value) : value;
                        buffer_make(&b, "%s%s：%s", b.n ? "；" : "", fields[i].label, value);
                }
        return buffer_done(&b);
}

/* The newest stand first: older ones make room. */
static bool history_add(void *to, const struct act *a)
{
        struct history *l = to;
        struct arena *mem = l->c->mem;
        const struct command *k = command_find(a->verb);
        size_t kept = l->n < ACTS_SHOWN ? l->n : ACTS_SHOWN - 1;

        memmove(l->at + 1, l->at, kept * sizeof *l->at);
        l->at[0] = (struct ui_event){ .kind = "", .title = k ? k->label : text_copy(mem, a->verb), .text = changed(mem, l->c->pack, a),
                .link_label = text_make(mem, "日志第 %lld 条", (long long)a->seq), .link = text_make(mem, "/desk/journal/%lld", (long long)a->seq),
                .meta = { text_copy(mem, act_text(a, "actor_name")), instant_local(mem, a->at) } };
        l->n = kept + 1;
        return true;
}

static void do_put(struct ctx *c, struct html *h, const struct person *p)
{
        static const char *const verbs[] = { "user.change", "user.reset", "user.password" };
        struct ui_action a[3];
        size_t n = 0;

        for (size_t i = 0; i < 3; i++) {
                const struct command *k = command_find(verbs[i]);

                if (ui_may(c, *k->roles ? k->roles : "admin|security"))
                        a[n++] = (struct ui_action){ .title = k->label, .help = k->help, .button = k->label,
                                .url = text_make(c->mem, "/desk/act/%s?subject=%lld&back=/desk/people/%s", verbs[i], (long long)p->id, p->login) };
        }
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "变更", .flush = true });
        ui_actions(h, a, n);
        ui_card_end(h);
}

bool admin__page_person(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "人员", "/desk/people" } };
        struct ui_tag state;
        struct history l = { .c = c };
        const char *seq = page_query(in, "done");
        struct person p;

        if (!person_load(c, in->args[0], &p) || !acts_on(c, (struct subject){ "user", p.id }, history_add, &l))
                return false;
        state = p.enabled ? (struct ui_tag){ "ok", "在用", NULL } : (struct ui_tag){ "bad", "停用", NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = p.name, .crumbs = crumbs, .n_crumbs = 1, .tags = &state, .n_tags = 1, .current = "/desk/people" });
        if (*seq)
                ui_done(h, "已登记", strtoll(seq, NULL, 10), NULL);
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "账号" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "登录名", p.login);
        ui_kv(h, "机关", admin__name(c->pack, p.agency));
        ui_kv(h, "机构", *p.unit ? admin__name(c->pack, p.unit) : "机关领导");
        ui_kv(h, "岗位", admin__roles(c->mem, c->pack, p.roles));
        ui_kv(h, "职务", p.post);
        ui_kv(h, "有效执法证件", p.certificate);
        ui_kv(h, "密码", p.secret ? "已设置" : "没有设置，不能用密码登录");
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "变更记录" });
        ui_timeline(h, "变更记录", l.at, l.n);
        ui_card_end(h);
        ui_split_aside(h);
        do_put(c, h, &p);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
