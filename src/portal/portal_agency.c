/* portal_agency.c - who enforces the law here: every agency of the pack with its lists, officers, guides, boards and decisions, and where to
 * complain of them. */
#include "portal/portal_advance.h"
#include <string.h>

#define PEOPLE_SHOWN 6

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "执法机关", "/agencies" } };

static const char *or_nothing(const char *s)
{
        return s ? s : "";
}

/* Who goes on for an agency that is no more: after a split more than one. */
static void heirs_put(struct ctx *c, struct html *h, const struct pack_agency *g)
{
        html(h, "自 %s 起不再存续，由", g->until);
        for (size_t i = 0; i < g->successors.n; i++) {
                const struct pack_agency *to = pack_agency(c->pack, g->successors.at[i]);

                html(h, "%s<a href=\"%s\">%s</a>", i ? "、" : "", url(c->mem, "/agency/%s", g->successors.at[i]), to ? to->name : g->successors.at[i]);
        }
        html(h, "承接");
}

static bool ended_put(struct ctx *c, struct html *h)
{
        const struct pack *p = c->pack;

        if (p->n_agencies_all <= p->n_agencies)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "不再存续的机关", .id = "ended", .note = "以前的决定照旧可查，仍用作出时的名称" });
        html(h, "<ul class=\"kinds flat\">");
        for (size_t i = p->n_agencies; i < p->n_agencies_all; i++) {
                const struct pack_agency *g = &p->agencies[i];
                struct publication_counts n;

                if (!publications_count(c, g->id, &n))
                        return false;
                html(h, "<li><span><b><a href=\"%s\">%s</a></b><span class=\"n\">公示中 %lld 件</span><small>", url(c->mem, "/agency/%s", g->id), g->name, (long long)n.shown);
                heirs_put(c, h, g);
                html(h, "</small></span></li>");
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

bool portal_agencies(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "执法机关", .crumbs = crumbs, .n_crumbs = 1 });
        ui_grid_begin(h, 2);
        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];
                struct publication_counts n;

                if (!publications_count(c, g->id, &n))
                        return false;
                ui_card_begin(h, &(struct ui_card){ .title = g->name, .more_url = url(c->mem, "/agency/%s", g->id),
                        .more_label = "查看" });
                html(h, "<p>正在公示 <b>%lld</b> 件，已撤下 %lld 件。</p>", (long long)n.shown, (long long)n.withdrawn);
                if (*or_nothing(g->phone))
                        html(h, "<p class=\"small muted\">电话：%s</p>", g->phone);
                ui_card_end(h);
        }
        ui_grid_end(h);
        if (!ended_put(c, h))
                return false;
        page_end_public(c, in, h);
        return true;
}

static void facts_put(struct ctx *c, struct html *h, const struct pack_agency *g)
{
        struct buffer units = { .mem = c->mem };

        for (size_t i = 0; i < c->pack->n_units; i++)
                if (!strcmp(c->pack->units[i].agency, g->id))
                        buffer_make(&units, "%s%s", units.n ? "、" : "", c->pack->units[i].name);
        ui_card_begin(h, &(struct ui_card){ .title = "执法主体", .id = "subject" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "名称", g->name);
        ui_kv(h, "统一社会信用代码", g->uscc);
        ui_kv(h, "承办机构", buffer_done(&units));
        ui_kv(h, "法制审核", c->pack->review.body);
        ui_kv(h, "地址", g->address);
        ui_kv(h, "电话", g->phone);
        ui_kv(h, "行政复议机关", g->superior);
        ui_kv(h, "管辖法院", g->court);
        ui_kv_end(h);
        ui_card_end(h);
}

static void people_put(struct ctx *c, struct html *h, const struct pack_agency *g, const struct officers *l)
{
        struct day today = day_of(c->now), soon = day_plus(today, 60);
        struct officer *shown = TAKE_N(c->mem, struct officer, l->n + 1);
        size_t n = 0, ending = 0;

        for (size_t i = 0; i < l->n; i++)
                if (certificate_validity(&l->at[i].certificate, today) == CERTIFICATE_VALID) {
                        shown[n++] = l->at[i];
                        ending += day_compare(l->at[i].certificate.until, soon) <= 0;
                }
        ui_card_begin(h, &(struct ui_card){ .title = "执法人员", .id = "people", .more_url = url(c->mem, "/officers?agency=%s", g->id), .more_label = "全部人员",
                .note = ending ? text_make(c->mem, "%zu 人持有效证件，%zu 人的证件将在 60 日内到期", n, ending) : text_make(c->mem, "%zu 人持有效证件", n) });
        if (n)
                advance__officer_cards(c, h, shown, n > PEOPLE_SHOWN ? PEOPLE_SHOWN : n);
        else
                ui_empty(h, "没有公示的持证人员", NULL, NULL, NULL);
        ui_card_end(h);
}

static void kind_row(struct ctx *c, struct html *h, const struct pack_agency *g, const struct pack_list *k, const struct list *l)
{
        if (!l)
                html(h, "<li><span><b>%s</b><small>还没有公布</small></span></li>", k->label);
        else
                html(h, "<li><a href=\"%s\"><b>%s</b><span class=\"n\">%lld 条</span><small>第 %lld 版，%s 起施行</small></a></li>", url(c->mem, "/list/%s/%s", g->id, k->id),
                     k->label, (long long)l->rows, (long long)l->version, day_text(c->mem, l->effective));
}

static void lists_put(struct ctx *c, struct html *h, const struct pack_agency *g, const struct lists *in)
{
        ui_card_begin(h, &(struct ui_card){ .title = "事前公开的清单", .id = "lists", .note = "今天有效的版本", .more_url = url(c->mem, "/lists?agency=%s&q=", g->id),
                                            .more_label = "在清单里查找" });
        html(h, "<ul class=\"kinds flat\">");
        for (size_t i = 0; i < c->pack->n_lists; i++) {
                const struct list *one = NULL;

                for (size_t x = 0; x < in->n; x++)
                        if (!strcmp(in->at[x].kind, c->pack->lists[i].id))
                                one = &in->at[x];
                if (one)
                        kind_row(c, h, g, &c->pack->lists[i], one);
        }
        html(h, "</ul>");
        if (!in->n)
                ui_empty(h, "还没有公布清单", "公布以后列在这里。", "看本站有哪些清单", "/lists");
        ui_card_end(h);
}

static void link_row(struct html *h, const char *address, const char *title, const char *note)
{
        html(h, "<li><a href=\"%s\"><b>%s</b><small>%s</small></a></li>", address, title, note);
}

static void services_put(struct ctx *c, struct html *h, const struct pack_agency *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "服务指南、流程图和公示牌", .id = "services" });
        html(h, "<ul class=\"kinds flat\">");
        for (size_t i = 0; i < c->pack->n_guides; i++)
                if (!strcmp(c->pack->guides[i].agency, g->id))
                        link_row(h, url(c->mem, "/guide/%s", c->pack->guides[i].id), c->pack->guides[i].name, "服务指南：条件、材料、时限");
        for (size_t i = 0; i < c->pack->n_procedures; i++)
                link_row(h, url(c->mem, "/procedure/%s", c->pack->procedures[i].id), c->pack->procedures[i].label, "流程图：由正在运行的程序画出");
        for (size_t i = 0; i < c->pack->n_boards; i++) {
                const struct pack_board *b = &c->pack->boards[i];
                const struct pack_unit *u = pack_unit(c->pack, b->unit);

                if (u && !strcmp(u->agency, g->id))
                        link_row(h, url(c->mem, "/board/%s", b->id), *b->window ? b->window : u->name, "岗位信息公示牌");
        }
        html(h, "</ul>");
        ui_card_end(h);
}

static void decisions_put(struct ctx *c, struct html *h, const struct pack_agency *g, const struct publications *l, const struct publication_counts *n)
{
        ui_card_begin(h, &(struct ui_card){ .title = "最新执法决定", .id = "decisions", .more_url = url(c->mem, "/search?agency=%s", g->id),
                .more_label = "全部决定", .note = text_make(c->mem, "公示中 %lld 件，已撤下 %lld 件", (long long)n->shown, (long long)n->withdrawn), .flush = true });
        if (!l->n)
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l->n; i++)
                portal_row(h, &l->at[i], "");
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
}

static void contents_put(struct html *h, const struct lists *in, size_t officers, const struct publication_counts *n)
{
        struct arena *mem = h->b.mem;
        const struct { const char *to, *label, *count; } rows[] = {
                { "#subject", "执法主体", "" }, { "#people", "执法人员", text_make(mem, "%zu", officers) }, { "#lists", "清单", text_make(mem, "%zu", in->n) },
                { "#services", "指南与流程", "" }, { "#decisions", "执法决定", text_make(mem, "%lld", (long long)n->shown) },
        };

        html(h, "<nav class=\"contents card\" aria-label=\"本页目录\"><ul>");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                html(h, "<li><a href=\"%s\">%s<small>%s</small></a></li>", rows[i].to, rows[i].label, rows[i].count);
        html(h, "</ul></nav>\n");
}

/* What is left of an agency that is no more: who goes on, and its decisions. */
static bool ended_show(struct ctx *c, const struct page_in *in, struct html *h, const struct pack_agency *g, const struct publications *l,
                       const struct publication_counts *n)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = g->name, .crumbs = crumbs, .n_crumbs = 2, .current = "/agencies", .lead = "不再存续" });
        html(h, "<div class=\"stack\">");
        ui_callout_begin(h, "info", "这个机关已经不再存续");
        html(h, "<p>");
        heirs_put(c, h, g);
        html(h, "。以前作出的决定照旧有效、照旧可查；执行、查询、复议和诉讼，请找承接的机关（行政诉讼法第二十六条第六款）。</p>");
        ui_callout_end(h);
        decisions_put(c, h, g, l, n);
        html(h, "</div>\n");
        page_end_public(c, in, h);
        return true;
}

bool portal_agency(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_agency *g = pack_agency(c->pack, in->args[0]);
        struct publication_wish wish = { .agency = in->args[0], .from = DAY_NONE, .to = DAY_NONE, .limit = 8 };
        struct publication_counts n;
        struct publications l;
        struct officers people;
        struct lists lists;

        if (!g)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个执法机关");
        if (!publications_find(c, &wish, &l) || !publications_count(c, g->id, &n) || !lists_on(c, g->id, day_of(c->now), &lists) ||
            !officers_find(c, &(struct officer_wish){ .agency = g->id }, &people))
                return false;
        if (!text_empty(g->until))
                return ended_show(c, in, h, g, &l, &n);
        page_begin_public(c, in, h, &(struct ui_frame){ .title = g->name, .crumbs = crumbs, .n_crumbs = 2, .current = "/agencies",
                .lead = text_make(c->mem, "统一社会信用代码 %s", g->uscc) });
        html(h, "<div class=\"with-contents\">");
        contents_put(h, &lists, people.n, &n);
        html(h, "<div class=\"stack\">");
        facts_put(c, h, g);
        people_put(c, h, g, &people);
        lists_put(c, h, g, &lists);
        services_put(c, h, g);
        decisions_put(c, h, g, &l, &n);
        html(h, "</div></div>\n");
        page_end_public(c, in, h);
        return true;
}
