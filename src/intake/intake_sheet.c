/* intake_sheet.c - the workbooks that go out: a template with help and lists to choose from, and the rows that were wrong with why. */
#include "base/json.h"
#include "intake/intake_inner.h"
#include "law/pack.h"
#include "org/access.h"
#include <string.h>

static const char *type_words(enum arg_type t)
{
        switch (t) {
        case ARG_DAY: return "日期，如 2024-10-29";
        case ARG_INSTANT: return "时间，如 2024-10-29 10:31";
        case ARG_MONEY: return "金额，单位元";
        case ARG_INT: return "整数";
        case ARG_BOOL: return "是或否";
        case ARG_CHOICE: case ARG_CODE: return "从列表中选择";
        case ARG_CHOICES: case ARG_CODES: return "可以有几个，用、隔开";
        case ARG_LOGIN: return "登录名";
        case ARG_LOGINS: return "登录名，可以有几个，用、隔开";
        case ARG_USCC: return "统一社会信用代码，18 位";
        case ARG_IDNO: return "公民身份号码，18 位";
        case ARG_POINTS: return "几点，每点一行";
        default: return "文字";
        }
}

static const char *note_of(struct arena *mem, const struct arg *g)
{
        return text_make(mem, "%s。%s%s", type_words(g->type), g->flags & ARG_REQUIRED ? "必填。" : "可以不填。", g->help);
}

static bool one_choice(const struct arg *g)
{
        return g->type == ARG_CHOICE || g->type == ARG_CODE || g->type == ARG_BOOL;
}

static void columns_make(struct ctx *c, const struct intake_plan *p, struct sheet_column *out)
{
        const char *const *labels, *const *values;

        for (size_t i = 0; i < p->n; i++) {
                const struct arg *g = p->columns[i].arg;

                out[i] = (struct sheet_column){ .label = p->columns[i].label, .type = SHEET_TEXT, .width = g->type == ARG_LONG ? 40 : 18, .note = note_of(c->mem, g),
                                                .required = g->flags & ARG_REQUIRED };
                if (one_choice(g) && intake__choices(c, g, &labels, &values))
                        out[i].choices = labels;
        }
}

static const char *example_of(struct ctx *c, const struct arg *g)
{
        const char *const *labels, *const *values;

        if (intake__choices(c, g, &labels, &values))
                return labels[0];
        switch (g->type) {
        case ARG_DAY: return "2024-10-29";
        case ARG_INSTANT: return "2024-10-29 10:31";
        case ARG_MONEY: return "1000.00";
        case ARG_INT: return g->min > 1 ? text_make(c->mem, "%lld", (long long)g->min) : "1";
        case ARG_LOGIN: case ARG_LOGINS: return "zhangsan";
        case ARG_USCC: return "（18 位代码）";
        case ARG_IDNO: return "（18 位号码）";
        default: return utf8_head(c->mem, g->help, 16);
        }
}

/* Help as a sheet of its own: a comment is not printed. */
static bool help_write(struct sheet_writer *w, struct ctx *c, const struct intake_plan *p)
{
        static const struct sheet_column columns[] = { { .label = "列", .type = SHEET_TEXT, .width = 18 }, { .label = "必填", .type = SHEET_TEXT, .width = 8 },
                { .label = "填写什么", .type = SHEET_TEXT, .width = 26 }, { .label = "说明", .type = SHEET_TEXT, .width = 60 }, { .label = "可选的值", .type = SHEET_TEXT, .width = 60 } };
        bool ok = sheet_writer_sheet(w, "说明", columns, 5);

        for (size_t i = 0; ok && i < p->n; i++) {
                const struct arg *g = p->columns[i].arg;
                const char *const *labels, *const *values;
                size_t n = intake__choices(c, g, &labels, &values);

                ok = sheet_writer_row(w, (const char *const[]){ g->label, g->flags & ARG_REQUIRED ? "必填" : "", type_words(g->type), g->help,
                                                                n && n <= 200 ? text_replace(c->mem, text_join(c->mem, labels, n, '|'), "|", "、") : "" });
        }
        return ok;
}

bool intake__template(struct ctx *c, const char *name, int fd)
{
        struct sheet_column columns[INTAKE_COLUMNS_MAX];
        const char *cells[INTAKE_COLUMNS_MAX];
        struct sheet_writer *w;
        struct intake_plan p;
        bool ok;

        if (!intake__plan(c, name, "", &p))
                return false;
        columns_make(c, &p, columns);
        for (size_t i = 0; i < p.n; i++)
                cells[i] = text_make(c->mem, "%s%s", i ? "" : SHEET_EXAMPLE, example_of(c, p.columns[i].arg));
        w = sheet_writer_open(c->mem, &c->why, fd, &(struct sheet_about){ .title = p.what->label, .comments = p.what->help, .form = true });
        ok = w && sheet_writer_sheet(w, p.what->label, columns, p.n) && sheet_writer_marked(w, cells, NULL, true) && help_write(w, c, &p);
        return sheet_writer_close(w) && ok;
}

/* ---- what was wrong ---- */

struct errors { struct ctx *c; const struct intake_plan *p; const struct problems *problems; struct sheet_writer *w; bool only_wrong; };

static bool error_row(void *to, int64_t row, const struct sheet_cell *cells, const struct pair *pairs, size_t n, const struct problems *of_cells)
{
        struct errors *e = to;
        const struct problem *first = intake__problem(e->problems, row), *end = e->problems->at + e->problems->n;
        const char *texts[INTAKE_COLUMNS_MAX + 1], *notes[INTAKE_COLUMNS_MAX + 1] = { NULL };
        struct arena *mem;
        struct buffer all;
        bool ok;

        (void)pairs, (void)n, (void)of_cells;
        if (e->only_wrong && !first)
                return true;
        mem = arena_new();
        all = (struct buffer){ .mem = mem };
        for (const struct problem *x = first; x && x < end && x->row == row; x++) {
                buffer_make(&all, "%s%s", all.n ? "；" : "", x->text);
                notes[x->column >= 0 && (size_t)x->column < e->p->n ? (size_t)x->column : e->p->n] = x->text;
        }
        for (size_t i = 0; i < e->p->n; i++)
                texts[i] = cells[i].text;
        texts[e->p->n] = buffer_done(&all);
        ok = sheet_writer_marked(e->w, texts, notes, false);
        arena_free(mem);
        return ok;
}

bool intake__errors(struct ctx *c, int64_t id, int fd)
{
        struct sheet_column columns[INTAKE_COLUMNS_MAX + 1];
        struct problems problems;
        struct intake_plan p;
        struct intake k;
        struct errors e = { .c = c, .p = &p, .problems = &problems };
        bool ok;

        if (!intake__load(c, id, &k) || !intake__plan(c, k.what, k.mapping, &p))
                return false;
        intake__problems_read(c->mem, k.problems, &problems);
        columns_make(c, &p, columns);
        columns[p.n] = (struct sheet_column){ .label = SHEET_PROBLEM, .type = SHEET_TEXT, .width = 60 };
        e.only_wrong = !strcmp(k.mode, "good");
        e.w = sheet_writer_open(c->mem, &c->why, fd, &(struct sheet_about){ .title = p.what->label, .form = true, .at = k.at });
        ok = e.w && sheet_writer_sheet(e.w, p.what->label, columns, p.n + 1) && intake__each(c, &p, k.file, k.file_name, error_row, &e);
        return sheet_writer_close(e.w) && ok;
}

bool intake_outcome(struct ctx *c, int64_t id, struct intake_outcome *out)
{
        struct problems l;
        struct intake k;

        if (!intake__load(c, id, &k))
                return false;
        intake__problems_read(c->mem, k.problems, &l);
        *out = (struct intake_outcome){ k.state, k.rows, k.wrong, k.done, k.failed, "" };
        if (l.n)
                out->first = text_make(c->mem, "第 %lld 行，%s", (long long)l.at[0].row, l.at[0].text);
        return true;
}

bool intake_write(struct ctx *c, const char *path, const char *const args[4], int fd, const char **name)
{
        int64_t id;

        if (text_starts(path, "/desk/admin/import/template/")) {
                const struct importable *what = importable_find(args[0]);

                *name = text_make(c->mem, "%s模板.xlsx", what ? what->label : "");
                return intake__template(c, args[0], fd);
        }
        *name = "错误清单.xlsx";
        return (text_int(args[0], 0, INT64_MAX, &id) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "导入 %s", args[0])) && intake__errors(c, id, fd);
}
