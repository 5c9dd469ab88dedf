/* task_views.c - tasks of publication and lateness as lists: the same rows as on screen, for the API and exports, within the viewer's scope. */
#include "publicity/task.h"
#include <string.h>

static const char *number(struct arena *mem, int64_t n)
{
        return n < 0 ? NULL : text_make(mem, "%lld", (long long)n);
}

static bool view_tasks(struct ctx *c, const struct args *a, struct table *t)
{
        struct narrowing n = access_narrowing(c);
        int64_t size = arg_given(a, "size") ? arg_int(a, "size") : 50, page = arg_given(a, "page") ? arg_int(a, "page") : 1;
        struct disclosure_wish w = { .places = n.places, .agency = arg_text(a, "agency"), .state = arg_text(a, "state"),
                                     .task = arg_text(a, "task"), .month = arg_text(a, "month"), .skip = (page - 1) * size, .limit = size };
        struct disclosures l;

        if (!disclosures_find(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct disclosure *d = &l.at[i];
                const struct pack_agency *g = pack_agency(c->pack, d->agency);

                table_row(t, (const char *[]){ number(c->mem, d->cause), d->task, d->label, d->title, d->noun, number(c->mem, d->subject),
                        g ? g->name : d->agency, d->unit, day_text(c->mem, d->opened_on), day_text(c->mem, d->due), day_text(c->mem, d->alarm),
                        d->left_known ? text_make(c->mem, "%d", d->left) : NULL, d->rung ? d->rung->label : "", disclosure_roles(c->mem, c->pack, d->rung),
                        *d->entered_by ? user_name(c, d->entered_by) : "", *d->checked_by ? user_name(c, d->checked_by) : "", d->carrier, d->state,
                        day_text(c->mem, d->done_on), d->note });
        }
        t->total = l.total;
        return true;
}

static bool view_lateness(struct ctx *c, const struct args *a, struct table *t)
{
        const char *year = arg_given(a, "year") ? arg_text(a, "year") : "";
        struct latenesses l;

        if (!lateness_load(c, arg_text(a, "agency"), year, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct lateness *m = &l.at[i];
                const struct pack_agency *g = pack_agency(c->pack, m->agency);

                table_row(t, (const char *[]){ m->agency, g ? g->name : m->agency, m->month, number(c->mem, m->on_time), number(c->mem, m->late),
                        number(c->mem, m->days_late), number(c->mem, m->overdue),
                        text_make(c->mem, "/desk/publicity/tasks?agency=%s&month=%s", m->agency, m->month) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static bool view_warnings(struct ctx *c, const struct args *a, struct table *t);

static const struct arg tasks_params[] = {
        { "agency", ARG_CODE, 0, "执法机关", "任务是哪个机关的。", "agencies", 0, 0 },
        { "state", ARG_CHOICE, 0, "状态", "未完成的，已超期的，或已完成的。", "open=未完成|late=超期未完成|done=已完成|waived=依法不公开|lapsed=不再需要", 0, 0 },
        { "task", ARG_TEXT, 0, "任务", "公示任务的代号，如 decision。", NULL, 1, 60 },
        { "month", ARG_TEXT, 0, "到期月份", "如 2026-11。", NULL, 7, 7 },
        { "page", ARG_INT, 0, "第几页", "从 1 起。", NULL, 1, 1000000 },
        { "size", ARG_INT, 0, "每页条数", "不超过 200。", NULL, 1, 200 },
        ARG_END
};
static const struct column tasks_columns[] = {
        { "cause", "起因", CELL_INT }, { "task", "代号", CELL_TEXT }, { "label", "公示任务", CELL_TEXT }, { "title", "名称", CELL_TEXT }, { "noun", "对象", CELL_TEXT },
        { "subject", "对象编号", CELL_INT }, { "agency", "执法机关", CELL_TEXT }, { "unit", "承办机构", CELL_TEXT }, { "opened_on", "产生日期", CELL_DAY },
        { "due", "期限", CELL_DAY }, { "alarm", "本机关期限", CELL_DAY }, { "left", "剩余工作日", CELL_TEXT }, { "rung", "预警", CELL_TEXT },
        { "told", "告知", CELL_TEXT }, { "entered_by", "录入人", CELL_TEXT }, { "checked_by", "核对人", CELL_TEXT }, { "carrier", "公开的载体", CELL_TEXT },
        { "state", "状态", CELL_TEXT }, { "done_on", "完成日期", CELL_DAY }, { "note", "说明", CELL_TEXT }, COLUMN_END
};

static const struct arg lateness_params[] = {
        { "agency", ARG_CODE, 0, "执法机关", "统计哪个机关。", "agencies", 0, 0 }, { "year", ARG_TEXT, 0, "年份", "如 2026。", NULL, 4, 4 }, ARG_END
};
static const struct column lateness_columns[] = {
        { "agency", "机关代号", CELL_TEXT }, { "agency_name", "执法机关", CELL_TEXT }, { "month", "到期月份", CELL_TEXT }, { "on_time", "按期公示", CELL_INT },
        { "late", "超期公示", CELL_INT }, { "days_late", "超期工作日合计", CELL_INT }, { "overdue", "超期未公示", CELL_INT }, { "link", "明细", CELL_TEXT },
        COLUMN_END
};

QUERY(warnings_list, "SELECT w.seq, w.on_day, w.label, t.label, t.title, w.told, t.agency FROM pub_warning w JOIN pub_task t ON t.cause = w.cause AND t.task ="
        " w.task WHERE " SEES_PLACE("$1", "t.agency", "t.unit") " ORDER BY w.seq DESC LIMIT 200");

static bool view_warnings(struct ctx *c, const struct args *a, struct table *t)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &warnings_list, ARGS(T(n.places)));

        (void)a;
        while (db_next(&r))
                table_row(t, (const char *[]){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                               db_text_in(c->mem, &r, 4), db_text_in(c->mem, &r, 5), db_text_in(c->mem, &r, 6) });
        t->total = (int64_t)t->n_rows;
        return db_done(&r);
}

static const struct arg none[] = { ARG_END };
static const struct column warnings_columns[] = {
        { "seq", "日志编号", CELL_INT }, { "on_day", "日期", CELL_DAY }, { "rung", "预警", CELL_TEXT }, { "label", "公示任务", CELL_TEXT }, { "title", "名称", CELL_TEXT },
        { "told", "告知的岗位", CELL_TEXT }, { "agency", "执法机关", CELL_TEXT }, COLUMN_END
};

QUERY(repairs_rows, "SELECT id, case_id, number, state, asked_on, answered_on, agency FROM pub_repair WHERE " SEES_AGENCY("$1", "agency") " ORDER BY id DESC LIMIT 500");

static bool view_repairs(struct ctx *c, const struct args *a, struct table *t)
{
        struct rows r = db_ask(c->db, &c->why, &repairs_rows, ARGS(T(access_narrowing(c).agencies)));

        (void)a;
        while (db_next(&r)) {
                const struct pack_agency *g = pack_agency(c->pack, db_text(&r, 6));

                table_row(t, (const char *[]){ number(c->mem, db_int(&r, 0)), number(c->mem, db_int(&r, 1)), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                               db_text_in(c->mem, &r, 4), db_text_in(c->mem, &r, 5), g ? g->name : db_text_in(c->mem, &r, 6) });
        }
        t->total = (int64_t)t->n_rows;
        return db_done(&r);
}

static const struct column repairs_columns[] = {
        { "id", "编号", CELL_INT }, { "case", "公示", CELL_INT }, { "number", "决定文号", CELL_TEXT }, { "state", "状态", CELL_TEXT }, { "asked_on", "申请日期", CELL_DAY },
        { "answered_on", "答复日期", CELL_DAY }, { "agency", "执法机关", CELL_TEXT }, COLUMN_END
};

/* ---- the public: by which rules, and until when ---- */

static bool view_rules(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        for (size_t i = 0; i < c->pack->n_publish_rules; i++) {
                const struct pack_publish_rule *r = &c->pack->publish_rules[i];
                const struct pack_agency *g = pack_agency(c->pack, r->agency);

                table_row(t, (const char *[]){ r->agency, g ? g->name : r->agency, r->scope, r->content, r->carrier, r->procedure, r->limits, r->supervision,
                                               r->safeguards, r->law });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}
static const struct column rules_columns[] = {
        { "agency", "机关代号", CELL_TEXT }, { "agency_name", "执法机关", CELL_TEXT }, { "scope", "范围", CELL_TEXT }, { "content", "内容", CELL_TEXT },
        { "carrier", "载体", CELL_TEXT }, { "procedure", "程序", CELL_TEXT }, { "limits", "时限", CELL_TEXT }, { "supervision", "监督", CELL_TEXT },
        { "safeguards", "保障", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};

static bool view_periods(struct ctx *c, const struct args *a, struct table *t)
{
        struct publication record;
        struct period p;
        bool found;

        if (!publication_load(c, arg_int(a, "case"), &record) || !period_load(c, arg_int(a, "case"), &p, &found))
                return false;
        if (found)
                table_row(t, (const char *[]){ p.number, p.class, p.label, day_text(c->mem, p.decided_on), day_text(c->mem, p.least), day_text(c->mem, p.until),
                                               p.repair ? "true" : "false", p.ended_seq >= 0 ? "true" : "false", p.law });
        t->total = (int64_t)t->n_rows;
        return true;
}
static const struct arg periods_params[] = { { "case", ARG_REF, ARG_REQUIRED, "公示编号", "公示页地址里的编号。", "case", 0, 0 }, ARG_END };
static const struct column periods_columns[] = {
        { "number", "决定文号", CELL_TEXT }, { "class", "类别代号", CELL_TEXT }, { "label", "类别", CELL_TEXT }, { "decided_on", "作出日期", CELL_DAY },
        { "least", "最短到", CELL_DAY }, { "until", "公示到", CELL_DAY }, { "repair", "可以申请修复", CELL_BOOL }, { "ended", "已停止", CELL_BOOL },
        { "law", "依据", CELL_TEXT }, COLUMN_END
};

const struct view task_views[] = {
        { "disclosure_tasks", "公示任务", "要公示的事：期限、预警到哪一级、谁录入、谁核对。", "", tasks_params, tasks_columns, view_tasks },
        { "disclosure_lateness", "公示及时率", "每个机关每月到期的公示任务：按期、超期、超期几个工作日、还没有公示的。", "", lateness_params, lateness_columns, view_lateness },
        { "disclosure_warnings", "公示预警记录", "哪一天到了哪一级，告知了哪些岗位。", "", none, warnings_columns, view_warnings },
        { "repairs", "信用修复申请", "当事人申请提前结束公示的：什么时候提出，办到哪一步。", "", none, repairs_columns, view_repairs },
        { "publication_rules", "公示规则", "每个机关公示的范围、内容、载体、程序、时限、监督和保障。", "public", none, rules_columns, view_rules },
        { "publication_period", "公示期", "一条公示的类别、最短和最长公示到哪一天。", "public", periods_params, periods_columns, view_periods },
};
const size_t task_views_n = sizeof task_views / sizeof *task_views;
