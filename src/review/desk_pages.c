/* desk_pages.c - the review desk on screen: the queue with its clocks, who has how much and who stands in; two submissions side by side; who is
 * responsible for what.  The page of one review is desk_pages_case.c.  Shows; decides nothing. */
#include "review/desk_inner.h"
#include "ui/ui.h"
#include <string.h>

#define WHO "reviewer|committee|head|team_leader|supervisor"

static bool view_table(struct ctx *c, const char *name, const struct pair *pairs, size_t n, struct table *t)
{
        return view_run(c, name, pairs, n, t);
}

/* ---- the queue ---- */

static void queue_stats(struct ctx *c, struct html *h, const struct table *load)
{
        int64_t waiting = 0, overdue = 0, nobody = 0, mine = 0, n;

        for (size_t i = 0; i < load->n_rows; i++) {
                const char **row = load->rows[i];

                must(text_int(row[2], 0, INT64_MAX, &n));
                waiting += n;
                nobody += *row[0] ? 0 : n;
                mine += strcmp(row[0], c->who->login) ? 0 : n;
                must(text_int(row[3], 0, INT64_MAX, &n));
                overdue += n;
        }
        ui_stats(h, "待审汇总", (struct ui_stat[]){
                { text_make(c->mem, "%lld", (long long)waiting), "待审", "送来还没有结论的", NULL, "" },
                { text_make(c->mem, "%lld", (long long)mine), "由我审核", NULL, NULL, "" },
                { text_make(c->mem, "%lld", (long long)nobody), "还没有人承担", NULL, NULL, nobody ? "warn" : "" },
                { text_make(c->mem, "%lld", (long long)overdue), "已超期", "须写明原因", NULL, overdue ? "bad" : "" } }, 4);
}

bool desk__page_queue(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button buttons[] = { { "委托代行", "/desk/act/review.delegate?back=/desk/review", "arrows-exchange", BUTTON_PLAIN } };
        struct table queue, load, away, order;

        if (!view_table(c, "review_queue", NULL, 0, &queue) || !view_table(c, "review_load", NULL, 0, &load) ||
            !view_table(c, "review_stand_ins", NULL, 0, &away))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "法制审核", .lead = c->pack->review.body, .buttons = buttons, .n_buttons = 1 });
        queue_stats(c, h, &load);
        if (ui_may(c, "reviewer|committee|head|supervisor|archivist") && view_table(c, "review_order", NULL, 0, &order) && order.n_rows)
                ui_callout(h, "bad", "有先批后审的决定", "按存证日志的顺序，下列决定作出时没有有效的审核；见“先批后审”视图。");
        ui_card_begin(h, &(struct ui_card){ .title = "待审", .flush = true, .note = "期限从送审之日起算" });
        ui_table(h, &queue, &(struct ui_table){ .caption = "待审案件", .link = "number", .link_to = "case", .link_base = "/desk/review/", .hide = "case",
                                                .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_WORKING, .empty = "没有待审的案件",
                                                .empty_when = "承办机构送审以后会出现在这里。" });
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "工作量", .flush = true });
        ui_table(h, &load, &(struct ui_table){ .caption = "审核人员的工作量", .hide = "login", .empty = "没有登记审核人员" });
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "委托代行", .flush = true, .note = "不在岗期间，由受委托的审核人员承担" });
        ui_table(h, &away, &(struct ui_table){ .caption = "委托代行", .hide = "id", .empty = "没有委托代行" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- what all pages of one case need ---- */

static bool case_of(struct ctx *c, const struct page_in *in, struct case_facts *f)
{
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", in->args[0]);
        return case_facts_load(c, id, f) && case_may_see(c, f);
}

static const char *name_of(const struct case_facts *f)
{
        return *f->title ? f->title : *f->number ? f->number : f->source_number;
}

static void begin(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f, const char *what)
{
        const struct ui_crumb crumbs[] = { { "法制审核", "/desk/review" }, { *f->number ? f->number : f->source_number, text_make(c->mem, "/desk/review/%lld", (long long)f->id) } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s：%s", what, name_of(f)), .crumb = what, .crumbs = crumbs, .n_crumbs = 2,
                                                      .current = "/desk/review" });
}

/* ---- two submissions side by side ---- */

static const char *asked(const struct page_in *in, const char *name, int64_t otherwise, struct arena *mem)
{
        const char *s = page_query(in, name);

        return *s ? s : text_make(mem, "%lld", (long long)otherwise);
}

/* One side, line by line: what the other side does not have is marked. */
static void side_put(struct html *h, const char *tag, const char *says, const char *text, const char *other)
{
        size_t n, m;
        char **lines = text_split(h->b.mem, text, '\n', &n), **others = text_split(h->b.mem, other, '\n', &m);

        for (size_t i = 0; i < n; i++) {
                bool same = false;

                for (size_t k = 0; k < m && !same; k++)
                        same = !strcmp(lines[i], others[k]);
                if (same)
                        html(h, "<p>%s</p>", lines[i]);
                else
                        html(h, "<p><%s><span class=\"vh\">%s</span>%s</%s></p>", tag, says, lines[i], tag);
        }
        if (!n)
                html(h, "<p class=\"muted\">没有</p>");
}

static void sides_put(struct html *h, const struct table *t)
{
        for (size_t i = 0; i < t->n_rows; i++) {
                const char **row = t->rows[i];

                html(h, "<section class=\"sides\"><h3><span class=\"muted\">%s</span> %s</h3>", row[0], row[1]);
                html(h, "<div class=\"difference\"><p class=\"small muted\">前一次</p>");
                side_put(h, "del", "原为：", row[2] ? row[2] : "", row[3] ? row[3] : "");
                html(h, "</div><div class=\"difference\"><p class=\"small muted\">后一次</p>");
                side_put(h, "ins", "现为：", row[3] ? row[3] : "", row[2] ? row[2] : "");
                html(h, "</div></section>");
        }
}

bool desk__page_compare(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct submissions l;
        struct case_facts f;
        struct table t;

        if (!case_of(c, in, &f) || !desk__submissions(c, f.id, &l))
                return false;
        begin(c, in, h, &f, "送审版本比较");
        if (l.n < 2) {
                ui_empty(h, "只送审过一次，没有可以比较的", "退回以后再次送审，两次之间的变化会出现在这里。", NULL, NULL);
                page_end_desk(c, in, h);
                return true;
        }
        const struct pair pairs[] = { { "case", text_make(c->mem, "%lld", (long long)f.id) }, { "from", asked(in, "from", (int64_t)l.n - 1, c->mem) },
                                      { "to", asked(in, "to", (int64_t)l.n, c->mem) } };

        if (!view_run(c, "review_versions", pairs, 3, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "第 %s 次与第 %s 次送审", pairs[1].value, pairs[2].value),
                                            .note = text_make(c->mem, "%zu 处变化", t.n_rows) });
        sides_put(h, &t);
        if (!t.n_rows)
                ui_empty(h, "两次送审的事实、材料和文稿相同", NULL, NULL, NULL);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- responsibility ---- */

static void duty_put(struct ctx *c, struct html *h, const struct duty_row *d)
{
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "负责的事项", d->for_what);
        ui_kv_open(h, "办理");
        ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)d->seq), text_make(c->mem, "%s，日志第 %lld 条", command_find(d->verb) ? command_find(d->verb)->label : d->verb, (long long)d->seq));
        html(h, "　");
        ui_instant(h, d->at);
        ui_kv_close(h);
        ui_kv(h, "所见", d->saw_to < 0 ? "" : text_make(c->mem, "本案日志第 %lld 条至第 %lld 条", (long long)d->saw_from, (long long)d->saw_to));
        if (*d->seen)
                ui_kv(h, "所见的校验值", d->seen);
        ui_kv(h, "签名", *d->signature ? d->signature : "以本人账号办理，动作在签名头之下；文书没有另行签名");
        ui_kv_end(h);
}

bool desk__page_duty(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct duty_rows l;
        struct case_facts f;

        if (!case_of(c, in, &f) || !desk__duties(c, &f, &l))
                return false;
        begin(c, in, h, &f, "责任");
        ui_callout(h, "info", "谁对什么负责", "承办人对送审材料和事实、证据、法律适用、程序负责，审核人对审核意见负责，批准人对决定负责。每一行写明各人办理时看到的是日志中的哪一段。");
        for (size_t i = 0; i < l.n; i++) {
                ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%s　%s", l.at[i].role, l.at[i].name) });
                duty_put(c, h, &l.at[i]);
                ui_card_end(h);
        }
        if (!l.n)
                ui_empty(h, "还没有调查终结、送审、审核、决定的动作", NULL, NULL, NULL);
        page_end_desk(c, in, h);
        return true;
}

const struct page desk_pages[] = {
        { "/desk/review", "法制审核", WHO, desk__page_queue, false },
        { "/desk/review/{case}", "审核", "", desk__page_review, false },
        { "/desk/review/{case}/compare", "送审版本比较", "", desk__page_compare, false },
        { "/desk/review/{case}/duty", "责任", "", desk__page_duty, false },
};
const size_t desk_pages_n = sizeof desk_pages / sizeof *desk_pages;
