/* task_pages_one.c - one task of publication: its last day explained, who was told and when; and how often an agency was late.  Only shows. */
#include "publicity/task.h"
#include <string.h>

/* ---- one task ---- */

const char *task__state(const char *state)
{
        static const struct { const char *state, *label; } at[] = {
                { "open", "未完成" }, { "entered", "已录入，待核对" }, { "done", "已完成" }, { "waived", "依法不公开" }, { "lapsed", "不再需要" },
        };

        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
                if (!strcmp(at[i].state, state))
                        return at[i].label;
        return state;
}

static void facts_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        const struct pack_agency *g = pack_agency(c->pack, d->agency);
        const struct pack_unit *u = pack_unit(c->pack, d->unit);
        const char *thing = task__thing_url(c->mem, d);

        ui_card_begin(h, &(struct ui_card){ .title = "任务" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv_open(h, "名称");
        if (thing)
                ui_link(h, thing, *d->title ? d->title : "未编号");
        else
                html(h, "%s", *d->title ? d->title : "未编号");
        ui_kv_close(h);
        ui_kv(h, "状态", task__state(d->state));
        ui_kv(h, "执法机关", g ? g->name : d->agency);
        ui_kv(h, "承办机构", u ? u->name : "");
        ui_kv_open(h, "起因");
        ui_link(h, text_make(c->mem, "/desk/act/%lld", (long long)d->cause), text_make(c->mem, "日志第 %lld 条", (long long)d->cause));
        ui_kv_close(h);
        ui_kv(h, "依据", d->law);
        ui_kv(h, "录入人", *d->entered_by ? user_name(c, d->entered_by) : "");
        ui_kv(h, "核对人", *d->checked_by ? user_name(c, d->checked_by) : "");
        if (*d->carrier)
                ui_kv(h, "公开的载体", d->carrier);
        if (*d->note)
                ui_kv(h, "不公开的理由", d->note);
        ui_kv_open(h, "完成日期");
        ui_day(h, d->done_on);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void clock_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        struct explanation e = clock_explain(c->mem, c->pack->calendar, &d->rule, d->since);
        struct ui_clock k[2] = { { .title = "本机关期限", .note = "比法定期限短，先到这一天预警" }, { .title = "期限", .note = d->law, .explanation = &e } };
        bool alarm = day_is(d->alarm);
        struct disclosure local = *d;

        k[1].why = text_make(c->mem, "为什么是 %s", day_is(d->due) ? day_text(c->mem, d->due) : "待公布");
        task__due(c, d, &k[0].due);
        local.alarm = DAY_NONE;
        task__due(c, &local, &k[1].due);
        ui_card_begin(h, &(struct ui_card){ .title = "期限", .flush = true });
        ui_clocks(h, alarm ? k : k + 1, alarm ? 2 : 1);
        ui_card_end(h);
}

QUERY(warnings_of, "SELECT seq, label, told, on_day FROM pub_warning WHERE cause = $1 AND task = $2 ORDER BY seq");

static const char *roles_said(struct ctx *c, const char *ids)
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **at = text_split(c->mem, ids, ',', &n);

        for (size_t i = 0; i < n; i++) {
                const struct pack_role *role = pack_role(c->pack, at[i]);

                buffer_make(&b, "%s%s", i ? "、" : "", role ? role->label : at[i]);
        }
        return buffer_done(&b);
}

static bool ladder_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        struct rows r = db_ask(c->db, &c->why, &warnings_of, ARGS(I(d->cause), T(d->task)));
        struct ui_event e[16];
        size_t n = 0;

        while (db_next(&r) && n < sizeof e / sizeof *e)
                e[n++] = (struct ui_event){ .kind = "bad", .title = db_text_in(c->mem, &r, 1), .text = text_make(c->mem, "告知：%s", roles_said(c, db_text(&r, 2))),
                                            .meta = { db_text_in(c->mem, &r, 3) } };
        ui_card_begin(h, &(struct ui_card){ .title = "预警", .note = "到了哪一级就出现在谁的工作台上" });
        if (n)
                ui_timeline(h, "预警记录", e, n);
        html(h, "<ul class=\"plain small\">");
        for (size_t i = 0; i < c->pack->n_rungs; i++) {
                const struct pack_rung *k = &c->pack->rungs[i];

                html(h, "<li>%s<b>%s</b>（%s）：%s</li>", d->rung == k ? "▶ " : "", k->label,
                     k->left > 0 ? text_make(c->mem, "剩 %d 个工作日", k->left) : k->left ? text_make(c->mem, "超期 %d 个工作日", -k->left) : "最后一天",
                     disclosure_roles(c->mem, c->pack, k));
        }
        html(h, "</ul>");
        ui_card_end(h);
        return db_done(&r);
}

static void buttons_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        const char *label, *act;

        if (!text_in(d->state, "open|entered", '|'))
                return;
        ui_row_begin(h);
        if (disclosure_action(c, d, &label, &act))
                ui_button(h, &(struct ui_button){ label, act, NULL, BUTTON_PRIMARY });
        if (ui_may(c, "head"))
                ui_button(h, &(struct ui_button){ "依法不予公开", text_make(c->mem, "/desk/act/disclosure.waive?cause=%lld&task=%s&back=%s", (long long)d->cause, d->task,
                                                  task__url(c->mem, d)), "eye-off", BUTTON_PLAIN });
        ui_row_end(h);
}

bool task__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        struct disclosure d;
        int64_t cause;

        if (!text_int(in->args[0], 0, INT64_MAX, &cause))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "公示任务 %s", in->args[0]);
        if (!disclosure_load(c, cause, in->args[1], &d) || !access_may_see(c, &(struct place){ d.agency, d.unit, NULL }))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = d.label, .crumbs = crumbs, .n_crumbs = 1, .crumb = *d.title ? d.title : d.label, .lead = d.title,
                                                      .current = "/desk/publicity" });
        task__done(in, h);
        buttons_put(c, h, &d);
        ui_split_begin(h);
        facts_put(c, h, &d);
        ui_split_aside(h);
        clock_put(c, h, &d);
        if (!ladder_put(c, h, &d))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- lateness ---- */

static bool lateness_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        (void)to;
        if (strcmp(t->columns[column].name, "link") != 0)
                return false;
        ui_link(h, t->rows[row][column], "看明细");
        return true;
}

bool task__page_lateness(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        const struct view *v = view_find("disclosure_lateness");
        struct table t;

        if (!view_run(c, "disclosure_lateness", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公示及时率", .lead = "按任务到期的月份统计；超期日数为工作日", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/publicity" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/publicity/lateness", .label = "筛选", .params = v->params, .query = in->query, .n = in->n, .total = -1 });
        ui_table(h, &t, &(struct ui_table){ .caption = "公示及时率", .path = "/desk/publicity/lateness", .query = in->query, .n_query = in->n, .hide = "agency",
                .cell = lateness_cell, .empty = "还没有到期的公示任务", .empty_when = "作出决定以后自动计时，到期后列在这里。" });
        page_end_desk(c, in, h);
        return true;
}
