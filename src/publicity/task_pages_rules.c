/* task_pages_rules.c - by which rules agencies publish and how long, for anyone; and requests that a publication end earlier.  Only shows. */
#include "org/attempt.h"
#include "publicity/task.h"
#include <string.h>

/* ---- an agency's rules, for anyone ---- */

static void rule_put(struct html *h, const struct pack *p, const struct pack_publish_rule *r)
{
        const struct pack_agency *g = pack_agency(p, r->agency);
        const struct { const char *label, *text; } rows[] = {
                { "公示范围", r->scope }, { "公示内容", r->content }, { "公示载体", r->carrier }, { "公示程序", r->procedure }, { "公示时限", r->limits },
                { "监督方式", r->supervision }, { "保障措施", r->safeguards }, { "依据", r->law },
        };

        ui_card_begin(h, &(struct ui_card){ .title = g ? g->name : r->agency, .id = r->agency });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                ui_kv(h, rows[i].label, rows[i].text);
        ui_kv_end(h);
        ui_card_end(h);
}

static const char *months(struct arena *mem, int n)
{
        return n ? n % 12 ? text_make(mem, "%d 个月", n) : text_make(mem, "%d 年", n / 12) : "—";
}

static void periods_put(struct html *h, const struct pack *p)
{
        struct arena *mem = h->b.mem;

        if (!p->n_periods)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "公示多久", .note = "自决定文书作出之日起计算，到期自动停止展示", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"公示多久\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">公示多久</caption><thead><tr><th scope=\"col\">类别</th>"
                "<th scope=\"col\">最短</th><th scope=\"col\">最长</th><th scope=\"col\">自何日施行</th><th scope=\"col\">依据</th></tr></thead><tbody>");
        for (size_t i = 0; i < p->n_periods; i++) {
                const struct pack_period *k = &p->periods[i];

                html(h, "<tr><td data-l=\"类别\"><div>%s</div></td><td data-l=\"最短\" class=\"nb\"><div>%s</div></td><td data-l=\"最长\" class=\"nb\"><div>%s</div></td>",
                     k->label, months(mem, k->least), months(mem, k->most));
                html(h, "<td data-l=\"自何日施行\" class=\"nb\"><div>%s</div></td><td data-l=\"依据\"><div>%s</div></td></tr>", day_text(mem, k->since), k->law);
        }
        html(h, "</tbody></table></div>");
        ui_card_end(h);
}

void task_rules_put(struct ctx *c, struct html *h)
{
        for (size_t i = 0; i < c->pack->n_publish_rules; i++)
                rule_put(h, c->pack, &c->pack->publish_rules[i]);
        periods_put(h, c->pack);
}

/* ---- requests for repair ---- */

QUERY(repairs_list, "SELECT id, case_id, number, state, statement, answer, asked_on, answered_on, answered_by FROM pub_repair WHERE " SEES_AGENCY("$1", "agency")
        " AND ($2 < 0 OR id = $2) ORDER BY CASE WHEN state = 'asked' THEN 0 ELSE 1 END, id DESC LIMIT 100");

static void repair_put(struct ctx *c, struct html *h, const struct rows *r)
{
        long long id = db_int(r, 0);
        bool open = !strcmp(db_text(r, 3), "asked"), granted = !strcmp(db_text(r, 3), "granted");

        ui_card_begin(h, &(struct ui_card){ .title = db_text_in(c->mem, r, 2), .note = open ? "等待答复" : granted ? "已同意，公示已提前结束" : "已答复，不予修复" });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "公示");
        ui_link(h, text_make(c->mem, "/decision/%lld", (long long)db_int(r, 1)), "打开公示页");
        ui_kv_close(h);
        ui_kv(h, "申请理由", db_text_in(c->mem, r, 4));
        ui_kv(h, "申请日期", db_text_in(c->mem, r, 6));
        if (!open) {
                ui_kv(h, "答复", db_text_in(c->mem, r, 5));
                ui_kv(h, "答复日期", db_text_in(c->mem, r, 7));
                ui_kv(h, "答复人", user_name(c, db_text_in(c->mem, r, 8)));
        }
        ui_kv_end(h);
        if (open && ui_may(c, "editor|head")) {
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "同意修复", text_make(c->mem, "/desk/act/repair.grant?subject=%lld&back=/desk/repairs", id), NULL, BUTTON_PRIMARY });
                ui_button(h, &(struct ui_button){ "不予修复", text_make(c->mem, "/desk/act/repair.refuse?subject=%lld&back=/desk/repairs", id), NULL, BUTTON_PLAIN });
                ui_row_end(h);
        }
        ui_card_end(h);
}

bool task__page_repairs(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        struct narrowing n = access_narrowing(c);
        int64_t id = -1;
        struct rows r;
        bool any = false;

        if (in->args[0] && *in->args[0] && !text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "修复申请 %s", in->args[0]);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "信用修复申请", .lead = "最短公示期满、义务履行完毕的，可以提前结束公示", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/publicity" });
        task__done(in, h);
        r = db_ask(c->db, &c->why, &repairs_list, ARGS(T(n.agencies), I(id)));
        for (; db_next(&r); any = true)
                repair_put(c, h, &r);
        if (!db_done(&r))
                return false;
        if (id >= 0 && any)
                look_let(c, "repair", id);
        if (!any)
                ui_empty(h, "没有信用修复申请", "当事人提出以后列在这里，并开始计时。", "返回公示核对", "/desk/publicity");
        page_end_desk(c, in, h);
        return true;
}
