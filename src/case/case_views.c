/* case_views.c - ledgers of cases: one row and one function each.  The data scope is part of every one. */
#include "case/case_inner.h"
#include "case/case_args.h"
#include "db/db.h"
#include <string.h>

#define PAGE_MAX 1000

QUERY(ledger_rows,
      "SELECT f.id, f.number, f.source_number, f.title, f.party, f.cause, f.procedure,"
      " (SELECT s.stage FROM case_standing s WHERE s.id = f.id), f.officers, f.registered_at, f.filed_at, f.fine,"
      " (SELECT min(k.due) FROM case_clock k WHERE k.case_id = f.id AND k.ended IS NULL AND k.due <> '') AS next_due, f.decision_number"
      " FROM case_file f WHERE f.id IN " IDS_OF("$1") " ORDER BY f.id DESC");

/* ---- cases ---- */

static const struct arg cases_params[] = {
        { "stage", ARG_TEXT, 0, "环节", "策略包中的环节编号。", NULL, 1, 40 }, { "q", ARG_TEXT, 0, "查找", "案号、案由、当事人中的文字。", NULL, 1, 60 },
        { "before", ARG_INT, 0, "接着", "上一页最后一行的编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "每页行数。", NULL, 1, PAGE_MAX }, ARG_END
};
static const struct column cases_columns[] = {
        { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "source_number", "案源号", CELL_TEXT }, { "title", "案件", CELL_TEXT },
        { "party", "当事人", CELL_TEXT }, { "cause", "案由", CELL_TEXT }, { "procedure", "程序", CELL_TEXT }, { "stage", "环节", CELL_TEXT },
        { "officers", "承办人", CELL_TEXT }, { "registered_at", "登记时间", CELL_INSTANT }, { "filed_at", "立案时间", CELL_INSTANT },
        { "fine", "罚款", CELL_MONEY }, { "next_due", "最近期限", CELL_DUE }, { "decision_number", "决定文号", CELL_TEXT }, COLUMN_END
};

static void ledger_row(struct ctx *c, const struct rows *r, struct table *t)
{
        const char *cells[14];
        const struct pack_procedure *p = pack_procedure(c->pack, db_text(r, 6));
        const struct pack_stage *s = p ? pack_stage(p, db_text(r, 7)) : NULL;

        for (int i = 0; i < 14; i++)
                cells[i] = db_null(r, i) || !*db_text(r, i) ? NULL : db_text_in(c->mem, r, i);
        cells[6] = p ? p->label : cells[6];
        cells[7] = s ? s->label : cells[7];
        if (cells[8]) {
                size_t n;
                char **logins = text_split(c->mem, cells[8], ',', &n);
                struct buffer names = { .mem = c->mem };

                for (size_t i = 0; i < n; i++)
                        buffer_make(&names, "%s%s", i ? "、" : "", user_name(c, logins[i]));
                cells[8] = buffer_done(&names);
        }
        table_row(t, cells);
}

static bool view_cases(struct ctx *c, const struct args *a, struct table *out)
{
        struct ledger_wish w = { .stage = arg_text(a, "stage"), .words = arg_text(a, "q"), .before = arg_given(a, "before") ? arg_int(a, "before") : -1,
                                 .limit = arg_given(a, "limit") ? arg_int(a, "limit") : 50, .uncounted = out->uncounted };
        struct ledger l;
        struct rows r;

        if (!case__ledger(c, &w, &l))
                return false;
        if (!w.uncounted)
                out->total = l.total;
        if (!l.n)
                return true;
        r = db_ask(c->db, &c->why, &ledger_rows, ARGS(T(case__ids_padded(c->mem, l.ids, l.n))));
        while (db_next(&r))
                ledger_row(c, &r, out);
        return db_done(&r);
}

/* ---- one case ---- */

static const struct arg one_params[] = { { "case", ARG_REF, ARG_REQUIRED, "案件", "案件编号。", "case", 0, 0 }, ARG_END };

static bool one(struct ctx *c, const struct args *a, struct case_facts *f)
{
        return case_facts_load(c, arg_int(a, "case"), f) && case_may_see(c, f);
}

static const struct column pair_columns[] = { { "name", "项目", CELL_TEXT }, { "value", "内容", CELL_TEXT }, COLUMN_END };

static void pair(struct table *t, const char *name, const char *value)
{
        if (!text_empty(value))
                table_row(t, (const char *[]){ name, value });
}

static void pair_int(struct table *t, const char *name, int64_t v)
{
        if (v >= 0)
                pair(t, name, text_make(t->mem, "%lld", (long long)v));
}

static bool view_case(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_facts f;

        if (!one(c, a, &f))
                return false;
        pair_int(t, "id", f.id);
        pair(t, "kind", f.kind);
        pair(t, "number", f.number);
        pair(t, "source_number", f.source_number);
        pair(t, "title", f.title);
        pair(t, "procedure", f.standing.procedure);
        pair(t, "stage", f.standing.stage);
        pair(t, "flags", flags_text(c->mem, f.standing.flags, ','));
        pair(t, "agency", f.agency);
        pair(t, "unit", f.unit);
        pair(t, "owner", f.owner);
        pair(t, "officers", text_join(c->mem, f.officers.at, f.officers.n, ','));
        pair(t, "item", f.item);
        pair(t, "cause", f.cause);
        pair(t, "party_kind", f.party_kind);
        pair(t, "party", f.party);
        pair(t, "party_id", access_hides(c, "party_id") ? "" : f.party_id);
        pair_int(t, "draft_fine", f.draft_fine);
        pair_int(t, "noticed_fine", f.noticed_fine);
        pair_int(t, "reviewed_fine", f.reviewed_fine);
        pair_int(t, "fine", f.fine);
        pair(t, "decision_number", f.decision_number);
        pair_int(t, "decide_seq", f.decide_seq);
        pair(t, "decided_on", day_text(c->mem, f.decided_on));
        pair(t, "served_on", day_text(c->mem, f.served_on));
        pair_int(t, "paid", f.paid);
        pair_int(t, "surcharge", f.surcharge);
        pair(t, "points", f.points);
        pair_int(t, "last_seq", f.last_seq);
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column clock_columns[] = {
        { "clock", "编号", CELL_TEXT }, { "label", "期限", CELL_TEXT }, { "since", "起算", CELL_INSTANT }, { "length", "长度", CELL_INT },
        { "unit", "单位", CELL_TEXT }, { "due", "到期", CELL_DUE }, { "state", "状态", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};

static bool view_clocks(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_facts f;
        struct case_clocks l;

        if (!one(c, a, &f) || !case_clocks_load(c, f.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct case_clock *k = &l.at[i];

                table_row(t, (const char *[]){ k->id, k->label, instant_text(c->mem, k->since), text_make(c->mem, "%lld", (long long)k->rule.length),
                                               clock_unit_name(k->rule.unit), k->determined ? day_text(c->mem, k->due) : "UNDETERMINED",
                                               k->ended ? "ended" : "running", k->law });
        }
        t->total = (int64_t)l.n;
        return true;
}

static const struct column timeline_columns[] = {
        { "seq", "日志", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "verb", "动作", CELL_TEXT }, { "label", "名称", CELL_TEXT },
        { "actor", "办理人", CELL_TEXT }, { "stage", "环节", CELL_TEXT },
        { "name", "办理人姓名", CELL_TEXT }, COLUMN_END
};

struct timeline { struct ctx *c; struct table *t; };

static bool timeline_row(void *to, const struct act *a)
{
        struct timeline *l = to;
        const struct command *cmd = command_find(a->verb);

        table_row(l->t, (const char *[]){ text_make(l->c->mem, "%lld", (long long)a->seq), instant_text(l->c->mem, a->at), a->verb,
                                          cmd ? cmd->label : "", act_text(a, "actor"), act_text(a, "stage"), act_text(a, "actor_name") });
        return true;
}

static bool view_timeline(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_facts f;
        struct timeline l = { c, t };

        if (!one(c, a, &f) || !acts_on(c, (struct subject){ "case", f.id }, timeline_row, &l))
                return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column next_columns[] = {
        { "verb", "动作", CELL_TEXT }, { "label", "名称", CELL_TEXT }, { "may", "可以办理", CELL_BOOL }, { "code", "原因编号", CELL_TEXT },
        { "why", "原因", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};

static bool view_next(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_facts f;
        struct next_acts l;

        if (!one(c, a, &f) || !case_next(c, &f, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct next_act *n = &l.at[i];

                table_row(t, (const char *[]){ n->command->verb, n->command->label, n->may ? "true" : "false",
                                               n->may ? NULL : refusal_of(n->why->code)->code, n->may ? NULL : why_sentence(n->why), n->law });
        }
        t->total = (int64_t)l.n;
        return true;
}

static const struct column material_columns[] = {
        { "id", "编号", CELL_INT }, { "kind", "种类", CELL_TEXT }, { "title", "名称", CELL_TEXT }, { "at", "入卷时间", CELL_INSTANT },
        { "by", "入卷人", CELL_TEXT }, { "digest", "指纹", CELL_TEXT }, COLUMN_END
};

static bool view_materials(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_materials l;
        struct case_facts f;

        if (!one(c, a, &f) || !case_materials_load(c, f.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)l.at[i].id), l.at[i].kind, l.at[i].title,
                                               instant_text(c->mem, l.at[i].at), l.at[i].by, l.at[i].digest });
        t->total = (int64_t)l.n;
        return true;
}

static const struct arg no_params[] = { ARG_END };
static const struct column desk_columns[] = {
        { "case", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "title", "案件", CELL_TEXT }, { "stage", "环节", CELL_TEXT },
        { "clock", "期限", CELL_TEXT }, { "due", "到期", CELL_DUE }, { "left", "剩余工作日", CELL_INT }, { "mine", "等我办理", CELL_BOOL }, COLUMN_END
};

static bool view_desk(struct ctx *c, const struct args *a, struct table *t)
{
        struct desk d;

        (void)a;
        if (!case_desk(c, &d))
                return false;
        for (size_t i = 0; i < d.n; i++) {
                const struct desk_row *r = &d.at[i];

                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)r->case_id), r->number, r->title, r->stage_label, r->clock_label,
                                               r->clock.determined ? day_text(c->mem, r->clock.due) : "UNDETERMINED",
                                               r->clock.left_known ? text_make(c->mem, "%d", r->clock.left) : NULL, r->mine ? "true" : "false" });
        }
        t->total = (int64_t)d.n;
        return true;
}

static const struct column deviation_columns[] = { { "case", "案件", CELL_INT }, { "number", "案号", CELL_TEXT }, { "title", "案由", CELL_TEXT },
        { "grade", "裁量阶次", CELL_TEXT }, { "reason", "偏离的理由", CELL_TEXT }, COLUMN_END };

const struct view case_views[] = {
        { "cases", "案件台账", "按登记先后倒序；只列出您的数据范围内的案件。", "", cases_params, cases_columns, view_cases },
        { "case", "案件要素", "一个案件的全部要素，金额以分为单位。", "", one_params, pair_columns, view_case },
        { "clocks", "期限", "一个案件的各项期限。", "", one_params, clock_columns, view_clocks },
        { "timeline", "经过", "一个案件的全部动作。", "", one_params, timeline_columns, view_timeline },
        { "next", "下一步", "现在能办什么，不能办的为什么。", "", one_params, next_columns, view_next },
        { "materials", "材料", "一个案件的材料。", "", one_params, material_columns, view_materials },
        { "deviations", "偏离裁量基准", "罚款数额不在公布的裁量阶次幅度内的案件和理由；只列出您的数据范围内的，最多 500 件。", "", no_params, deviation_columns,
          case__view_deviations },
        { "desk", "我的工作台", "按到期先后列出待办。", "", no_params, desk_columns, view_desk },
};
const size_t case_views_n = sizeof case_views / sizeof *case_views;
