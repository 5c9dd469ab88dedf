/* complaint_views.c - reports and questions as lists.  Who reported stands in none of them; the data scope is part of every query. */
#include "complaint/complaint_inner.h"
#include <string.h>

static const char *int_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *tagged(struct arena *mem, const char *state)
{
        return text_make(mem, "%s:%s", complaint__tone(state), complaint__state(state));
}

static const char *due_cell(struct arena *mem, const struct ask_clock *k)
{
        return k->seq && day_is(k->due) ? day_text(mem, k->due) : NULL;
}

static bool view_complaints(struct ctx *c, const struct args *a, struct table *out)
{
        struct complaint_wish w = { .state = arg_text(a, "state"), .kind = arg_text(a, "kind"), .unit = arg_text(a, "unit"), .q = arg_text(a, "q"),
                                    .due = arg_bool(a, "due"), .limit = arg_int(a, "limit") };
        struct complaints l;

        if (!complaint__list(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct complaint *k = &l.at[i];

                table_row(out, (const char *[]){ int_text(c->mem, k->id), k->number, complaint__kind(k->kind), utf8_head(c->mem, k->facts, 40), k->place,
                        complaint__channel(k->channel), tagged(c->mem, k->state), complaint__place(c->pack, k->agency, k->unit),
                        complaint__place(c->pack, k->first_agency, k->first_unit), *k->owner ? user_name(c, k->owner) : NULL, instant_text(c->mem, k->filed),
                        l.next[i].seq ? l.next[i].label : NULL, due_cell(c->mem, &l.next[i]), k->case_id ? int_text(c->mem, k->case_id) : NULL });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static bool view_consultations(struct ctx *c, const struct args *a, struct table *out)
{
        struct questions l;

        if (!question__list(c, arg_text(a, "state"), arg_int(a, "limit"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct question *q = &l.at[i];

                table_row(out, (const char *[]){ int_text(c->mem, q->id), q->number, q->topic, utf8_head(c->mem, q->question, 60),
                        strcmp(q->state, "new") ? "ok:已答复" : "info:待答复", instant_text(c->mem, q->asked), due_cell(c->mem, &l.next[i]),
                        q->agreed ? "true" : "false", *q->public_question ? "true" : "false" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static bool view_questions(struct ctx *c, const struct args *a, struct table *out)
{
        struct questions l;

        if (!question__published(c, arg_int(a, "limit"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ day_text(c->mem, day_of(l.at[i].answered)), complaint__place(c->pack, l.at[i].agency, ""),
                        l.at[i].public_question, l.at[i].public_answer });
        out->total = (int64_t)out->n_rows;
        return true;
}

static const struct arg complaints_params[] = {
        { "state", ARG_CHOICE, 0, "状态", "办理到哪一步。", "open=没有办完|new=已收到|accepted=办理中|declined=不予受理|moving=移送中|answered=已答复|closed=已办结", 0, 0 },
        { "kind", ARG_CHOICE, 0, "反映什么", "违法行为、执法人员，或者不作为。", "violation=违法行为|officer=执法人员|inaction=不作为", 0, 0 },
        { "unit", ARG_CODE, 0, "机构", "现在由谁办理。", "units", 0, 0 },
        { "due", ARG_BOOL, 0, "快到期和超期", "只看期限紧的。", NULL, 0, 0 },
        { "q", ARG_TEXT, 0, "查找", "编号、经过、地点中的文字。", NULL, 1, 60 },
        { "limit", ARG_INT, 0, "行数", "最多 500。", NULL, 1, 500 }, ARG_END
};
static const struct arg consultations_params[] = {
        { "state", ARG_CHOICE, 0, "状态", "是否答复。", "new=待答复|answered=已答复", 0, 0 }, { "limit", ARG_INT, 0, "行数", "最多 500。", NULL, 1, 500 }, ARG_END
};
static const struct arg questions_params[] = { { "limit", ARG_INT, 0, "行数", "最多 500。", NULL, 1, 500 }, ARG_END };

static const struct column complaints_columns[] = {
        { "id", "序号", CELL_INT }, { "number", "编号", CELL_TEXT }, { "kind", "反映什么", CELL_TEXT }, { "facts", "经过", CELL_TEXT },
        { "place", "地点", CELL_TEXT }, { "channel", "来源", CELL_TEXT }, { "state", "状态", CELL_TEXT }, { "unit", "现在的单位", CELL_TEXT },
        { "first", "首问单位", CELL_TEXT }, { "owner", "承办人", CELL_TEXT }, { "filed_at", "收到时间", CELL_INSTANT }, { "step", "下一步", CELL_TEXT },
        { "due", "期限", CELL_DUE }, { "case", "案件", CELL_INT }, COLUMN_END
};
static const struct column consultations_columns[] = {
        { "id", "序号", CELL_INT }, { "number", "编号", CELL_TEXT }, { "topic", "问什么", CELL_TEXT }, { "question", "问题", CELL_TEXT },
        { "state", "状态", CELL_TEXT }, { "asked_at", "收到时间", CELL_INSTANT }, { "due", "期限", CELL_DUE }, { "agreed", "同意公开", CELL_BOOL },
        { "published", "已公开", CELL_BOOL }, COLUMN_END
};
static const struct column questions_columns[] = {
        { "day", "答复日期", CELL_DAY }, { "agency", "机关", CELL_TEXT }, { "question", "问题", CELL_TEXT }, { "answer", "答复", CELL_TEXT }, COLUMN_END
};

const struct view complaint_views[] = {
        { "complaints", "投诉举报", "本单位办理的投诉举报：状态、下一步和期限；不列反映人。", HANDLERS, complaints_params, complaints_columns, view_complaints },
        { "consultations", "咨询", "收到的咨询和答复期限；不列提问人。", HANDLERS "|reviewer|editor", consultations_params, consultations_columns, view_consultations },
        { "questions", "公开问答", "提问人同意公开的问答，不含个人信息。", "public", questions_params, questions_columns, view_questions },
};
const size_t complaint_views_n = sizeof complaint_views / sizeof *complaint_views;
