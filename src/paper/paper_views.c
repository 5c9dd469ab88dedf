/* paper_views.c - the papers of a case as a list, and one paper line by line with where each word comes from. */
#include "db/db.h"
#include "paper/paper_inner.h"
#include <string.h>

static const struct arg papers_params[] = { { "case", ARG_REF, ARG_REQUIRED, "案件", "案件的编号。", "case", 0, 0 }, ARG_END };
static const struct column papers_columns[] = {
        { "seq", "日志编号", CELL_INT }, { "id", "文书代码", CELL_TEXT }, { "name", "文书", CELL_TEXT }, { "number", "文号", CELL_TEXT },
        { "at", "制作时间", CELL_INSTANT }, { "by", "制作人", CELL_TEXT }, { "missing", "尚未签名、盖章", CELL_TEXT }, { "sealed", "签章文件", CELL_TEXT },
        { "voided", "作废原因", CELL_TEXT }, { "stale", "已变动的栏目", CELL_TEXT }, COLUMN_END
};

static bool view_papers(struct ctx *c, const struct args *a, struct table *out)
{
        struct papers l;

        if (!papers_of(c, arg_int(a, "case"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct paper *p = &l.at[i];
                struct buffer missing = { .mem = c->mem };

                for (size_t k = 0; k < p->missing.n; k++)
                        buffer_make(&missing, "%s%s", k ? "、" : "", p->missing.at[k]);
                table_row(out, (const char *[]){ text_make(c->mem, "%lld", (long long)p->seq), p->kind->id, p->kind->name, p->number,
                        instant_text(c->mem, p->at), p->by, buffer_done(&missing), p->sealed, p->voided, p->stale });
        }
        out->total = (int64_t)l.n;
        return true;
}

static const struct arg paper_params[] = {
        { "case", ARG_REF, ARG_REQUIRED, "案件", "案件的编号。", "case", 0, 0 },
        { "seq", ARG_INT, ARG_REQUIRED, "日志编号", "制作文书的动作。", NULL, 0, INT64_MAX },
        { "paper", ARG_CODE, ARG_REQUIRED, "文书代码", "策略包中的代码。", "papers", 0, 0 }, ARG_END
};
static const struct column paper_columns[] = {
        { "line", "行", CELL_INT }, { "text", "内容", CELL_TEXT }, { "word", "栏目", CELL_TEXT }, { "label", "名称", CELL_TEXT },
        { "value", "取值", CELL_TEXT }, { "seq", "来自日志", CELL_INT }, COLUMN_END
};

static void line_rows(struct ctx *c, const struct paper_case *pc, size_t i, const struct paper_line *l, struct table *out)
{
        const char *n = text_make(c->mem, "%zu", i + 1);

        if (!l->pieces.n)
                table_row(out, (const char *[]){ n, l->text, NULL, NULL, NULL, NULL });
        for (size_t k = 0; k < l->pieces.n; k++) {
                const struct template_piece *p = &l->pieces.at[k];

                table_row(out, (const char *[]){ n, k ? NULL : l->text, p->word, paper__word_label(pc, p->word),
                        text_copy_n(c->mem, l->text + p->from, p->to - p->from),
                        p->value.seq < 0 ? NULL : text_make(c->mem, "%lld", (long long)p->value.seq) });
        }
}

static bool view_paper(struct ctx *c, const struct args *a, struct table *out)
{
        struct paper_lines lines;
        struct paper_case *pc;
        struct paper p;
        struct doc *d;

        if (!paper_find(c, arg_int(a, "case"), arg_int(a, "seq"), arg_text(a, "paper"), &p) || !paper__case_of(c, &p, &pc) ||
            !paper_compose(c, p.kind, pc, &d, &lines))
                return false;
        for (size_t i = 0; i < lines.n; i++)
                line_rows(c, pc, i, &lines.at[i], out);
        return true;
}

/* ---- the book of numbers ---- */

QUERY(numbers_rows, "SELECT number, series, n, case_id, seq, field, verb, at, voided FROM paper_number WHERE " SEES_AGENCY("$1", "agency")
                    " AND ($2 = '' OR number LIKE '%' || $2 || '%') AND ($3 = 0 OR voided <> '') AND ($4 = -1 OR seq < $4)"
                    " ORDER BY seq DESC, number LIMIT $5");

static const struct arg numbers_params[] = {
        { "q", ARG_TEXT, 0, "查找", "文号中的文字，如：罚决〔2024〕。", NULL, 1, 60 }, { "voided", ARG_BOOL, 0, "只看作废", "作废的文号和原因。", NULL, 0, 0 },
        { "before", ARG_INT, 0, "接着", "上一页最后一行的日志编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "每页行数。", NULL, 1, 1000 }, ARG_END
};
static const struct column numbers_columns[] = {
        { "number", "文号", CELL_TEXT }, { "n", "顺序号", CELL_INT }, { "what", "文书或者编号", CELL_TEXT }, { "case", "案件编号", CELL_INT }, { "seq", "日志编号", CELL_INT },
        { "at", "取号时间", CELL_INSTANT }, { "voided", "作废原因", CELL_TEXT }, COLUMN_END
};

/* number_decision -> 行政处罚决定书; a handler's own field is told by what took it. */
static const char *number_of_what(struct ctx *c, const char *field, const char *verb)
{
        const struct pack_paper *p = text_starts(field, "number_") ? pack_paper(c->pack, field + strlen("number_")) : NULL;
        const struct command *k = command_find(verb);

        return p ? p->name : k ? k->label : verb;
}

static bool view_numbers(struct ctx *c, const struct args *a, struct table *out)
{
        struct narrowing n = access_narrowing(c);
        int64_t limit = arg_given(a, "limit") ? arg_int(a, "limit") : 200;
        struct rows r = db_ask(c->db, &c->why, &numbers_rows, ARGS(T(n.agencies), T(arg_text(a, "q")), I(arg_given(a, "voided") && arg_bool(a, "voided")),
                                                                   I(arg_given(a, "before") ? arg_int(a, "before") : -1), I(limit)));

        while (db_next(&r))
                table_row(out, (const char *[]){ db_text(&r, 0), db_text(&r, 2), number_of_what(c, db_text(&r, 5), db_text(&r, 6)), db_text(&r, 3),
                        db_text(&r, 4), db_text(&r, 7), *db_text(&r, 8) ? db_text(&r, 8) : NULL });
        return db_done(&r);
}

static const struct arg no_params[] = { ARG_END };
static const struct column signing_columns[] = {
        { "case", "案件编号", CELL_INT }, { "title", "案件", CELL_TEXT }, { "paper", "文书", CELL_TEXT }, { "number", "文号", CELL_TEXT }, { "as", "身份", CELL_TEXT },
        { "at", "制作时间", CELL_INSTANT }, { "link", "去处", CELL_TEXT }, COLUMN_END
};

const struct view paper_views[] = {
        { "signing", "待我签名的文书", "本人范围内最近的案件里，等本人签名的文书。", "", no_params, signing_columns, paper__view_signing },
        { "papers", "案件的文书", "一个案件的全部文书：文号、签名盖章情况、是否作废、是否已有变动。", "", papers_params, papers_columns, view_papers },
        { "numbers", "号簿", "取过的全部文号、案号，新的在前；作废的写明原因。", "head|team_leader|reviewer|editor|archivist|supervisor", numbers_params,
          numbers_columns, view_numbers },
        { "paper", "一份文书", "一份文书的每一行，以及每一栏从哪里来。", "", paper_params, paper_columns, view_paper },
};
const size_t paper_views_n = sizeof paper_views / sizeof *paper_views;
