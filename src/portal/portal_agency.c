/* portal_agency.c - who enforces the law here: every agency of the pack with its decisions and where to complain of them. */
#include "portal/portal.h"

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "执法机关", "/agencies" } };

static const char *or_nothing(const char *s)
{
        return s ? s : "";
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
        page_end_public(c, in, h);
        return true;
}

static void facts_put(struct html *h, const struct pack_agency *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "机关信息" });
        ui_kv_begin(h, 0);
        ui_kv(h, "名称", g->name);
        ui_kv(h, "统一社会信用代码", g->uscc);
        ui_kv(h, "地址", g->address);
        ui_kv(h, "电话", g->phone);
        ui_kv(h, "行政复议机关", g->superior);
        ui_kv(h, "管辖法院", g->court);
        ui_kv_end(h);
        ui_card_end(h);
}

bool portal_agency(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_agency *g = pack_agency(c->pack, in->args[0]);
        struct publication_wish wish = { .agency = in->args[0], .from = DAY_NONE, .to = DAY_NONE, .limit = 10 };
        struct publication_counts n;
        struct publications l;

        if (!g)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个执法机关");
        if (!publications_find(c, &wish, &l) || !publications_count(c, g->id, &n))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = g->name, .crumbs = crumbs, .n_crumbs = 2,
                .current = "/agencies" });
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "最新执法决定", .more_url = url(c->mem, "/search?agency=%s", g->id),
                .more_label = "全部决定", .note = text_make(c->mem, "公示中 %lld 件，已撤下 %lld 件", (long long)n.shown,
                (long long)n.withdrawn), .flush = true });
        if (!l.n)
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++)
                portal_row(h, &l.at[i], "");
        html_raw(h, l.n ? "</ul>" : "");
        ui_card_end(h);
        ui_split_aside(h);
        facts_put(h, g);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}
