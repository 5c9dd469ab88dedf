/* portal_procedure.c - how enforcement goes, before it happens to anybody: the flowchart of each procedure with its periods, posts and
 * recording points, drawn from the pack that is in force (事前公示: 执法程序、流程图).  Says nothing that the program does not do. */
#include "portal/portal.h"
#include "ui/basis.h"
#include "ui/flow.h"

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "执法程序", "/procedures" } };

bool portal_procedures(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "执法程序", .crumbs = crumbs, .n_crumbs = 1,
                .lead = "每一步由谁办、期限多长、哪里必须录音录像，与本机关正在使用的办案程序一致。" });
        ui_grid_begin(h, 2);
        for (size_t i = 0; i < c->pack->n_procedures; i++) {
                const struct pack_procedure *p = &c->pack->procedures[i];

                ui_card_begin(h, &(struct ui_card){ .title = p->label, .more_url = url(c->mem, "/procedure/%s", p->id), .more_label = "流程图" });
                html(h, "<p class=\"small muted\">依据：");
                ui_basis(h, p->law);
                html(h, "</p>");
                ui_card_end(h);
        }
        ui_grid_end(h);
        page_end_public(c, in, h);
        return true;
}

static void periods_put(struct ctx *c, struct html *h, const struct pack_procedure *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = "期限", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"期限\"><table class=\"table\">"
             "<thead><tr><th>期限</th><th>谁的</th><th>多长</th><th>依据</th></tr></thead><tbody>");
        for (size_t i = 0; i < c->pack->n_clocks; i++) {
                const struct pack_clock *k = &c->pack->clocks[i];

                if (!flow_has_clock(p, k))
                        continue;
                html(h, "<tr><td>%s</td><td>%s</td><td>%s</td><td>", k->label, *k->who == 'p' ? "当事人" : "行政机关", flow_length(c->mem, k));
                ui_basis(h, k->law);
                html(h, "</td></tr>");
        }
        html(h, "</tbody></table></div>");
        ui_card_end(h);
}

static void records_put(struct ctx *c, struct html *h, const struct pack_procedure *p)
{
        struct flow_records l = flow_records(c->mem, c->pack, p);

        ui_card_begin(h, &(struct ui_card){ .title = "记录点", .note = "每一步留下什么记录", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"记录点\"><table class=\"table\">"
             "<thead><tr><th>步骤</th><th>文字记录（文书）</th><th>音像记录</th><th>依据</th></tr></thead><tbody>");
        for (size_t i = 0; i < l.n; i++)
                html(h, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>", l.at[i].label, *l.at[i].papers ? l.at[i].papers : "—",
                     *l.at[i].media ? l.at[i].media : "—", l.at[i].law);
        html(h, "</tbody></table></div>");
        ui_card_end(h);
}

bool portal_procedure(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_procedure *p = pack_procedure(c->pack, in->args[0]);

        if (!p)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个执法程序");
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s流程图", p->label), .crumbs = crumbs, .n_crumbs = 2, .crumb = p->label,
                .current = "/procedures", .lead = text_make(c->mem, "依据：%s。【录】：这一步必须音像记录；虚线：退回。", p->law) });
        ui_card_begin(h, &(struct ui_card){ .title = "流程图", .flush = true });
        ui_flow(h, flow_make(c->mem, c->pack, p), text_make(c->mem, "%s流程图", p->label));
        ui_card_end(h);
        records_put(c, h, p);
        periods_put(c, h, p);
        page_end_public(c, in, h);
        return true;
}
