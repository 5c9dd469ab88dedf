/* intake_inner.h - private to the folder: what can be taken in from workbooks, how their rows are read, what came of it. */
#ifndef INTAKE_INTAKE_INNER_H
#define INTAKE_INTAKE_INNER_H
#include "intake/intake.h"
#include "sheet/sheet.h"

#define INTAKE_ROWS_MAX 50000           /* rows of one workbook: each becomes an act */
#define INTAKE_COLUMNS_MAX 60
#define INTAKE_PROBLEMS_MAX 2000        /* that are kept; the rest is counted */
#define INTAKE_ADMINS "admin|security"

/* One column of the template: an argument of the command. */
struct intake_column { const struct arg *arg; const char *label /* as the workbook calls it */; const char *value /* the same for all rows; NULL */; };
struct intake_plan { const struct importable *what; const struct command *command; struct intake_column columns[INTAKE_COLUMNS_MAX]; size_t n; };
bool intake__plan(struct ctx *c, const char *name, const char *mapping, struct intake_plan *out);       /* refuses INTAKE_UNKNOWN, ARG_TYPE, ROLE */

/* What is wrong: row of the sheet, index of the column or -1, words. */
struct problem { int64_t row; int column; const char *text; };
struct problems { struct problem *at; size_t n, room; int64_t wrong /* rows */; };
const char *intake__problems_text(struct arena *mem, const struct problems *p);
void intake__problems_read(struct arena *mem, const char *text, struct problems *out);
const struct problem *intake__problem(const struct problems *p, int64_t row);   /* the first of that row; NULL: none */

/* Row by row: number of the row, its raw cells in the plan's order, and pairs for the command.  Pairs live until the next row. */
typedef bool intake_row_fn(void *to, int64_t row, const struct sheet_cell *cells, const struct pair *pairs, size_t n, const struct problems *of_cells);
bool intake__each(struct ctx *c, const struct intake_plan *p, const char *digest, const char *name, intake_row_fn *each, void *to);
/* All rows checked as the person who is in c->who: the command's own checks and a dry run of its handler. */
struct intake_report { int64_t rows, good; struct problems problems; };
bool intake__check(struct ctx *c, const struct intake_plan *p, const char *digest, const char *name, struct intake_report *out);
bool intake__row_try(struct ctx *c, const struct intake_plan *p, const struct pair *pairs, size_t n, struct problem *out, bool *good);
size_t intake__choices(struct ctx *c, const struct arg *g, const char *const **labels, const char *const **values);  /* 0: anything may be typed */

/* One workbook that was brought. */
struct intake {
        int64_t id, rows, good, wrong, done, failed;
        const char *what, *file, *file_name, *mapping, *mode /* check | all | good */, *state /* checked | wrong | running | done */, *login, *problems;
        struct instant at;
};
bool intake__load(struct ctx *c, int64_t id, struct intake *out);       /* refuses SUBJECT_UNKNOWN */
bool intake__running(struct ctx *c, struct intake **out, size_t *n);
bool intake__recent(struct ctx *c, const char *login, struct intake **out, size_t *n);
const char *intake__state(const char *state);
const char *intake__key(struct arena *mem, int64_t id, int64_t row);
bool intake__template(struct ctx *c, const char *name, int fd);
bool intake__errors(struct ctx *c, int64_t id, int fd);

extern command_fn intake__start, intake__end, intake__take, old_case__add;
extern prepare_fn intake__start_prepare, intake__end_prepare;
extern apply_fn intake__apply_start, intake__apply_end, intake__apply_take, old_case__apply;
bool intake__due(struct ctx *c, struct requests *out);
bool intake__page_list(struct ctx *c, const struct page_in *in, struct html *h);
bool intake__page_one(struct ctx *c, const struct page_in *in, struct html *h);
bool old_case__page_list(struct ctx *c, const struct page_in *in, struct html *h);
bool old_case__page_one(struct ctx *c, const struct page_in *in, struct html *h);
bool old_case__view(struct ctx *c, const struct args *a, struct table *t), old_case__view_counts(struct ctx *c, const struct args *a, struct table *t);
bool intake__view(struct ctx *c, const struct args *a, struct table *t), intake__view_taken(struct ctx *c, const struct args *a, struct table *t);

#endif
