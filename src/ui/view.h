/* view.h - a view is described once; the ledger on screen, GET /api/views/{name}, `mingjing view NAME` and every export come from
 * that row.  To add a view: a row and one function that fills a table.
 *
 * A view only reads.  Rows a person may not see are never fetched: the function applies the data scope (org/access.h).
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H
#include "journal/command.h"

enum cell_type { CELL_TEXT, CELL_INT, CELL_MONEY, CELL_DAY, CELL_INSTANT, CELL_BOOL, CELL_LINK /* text "label\turl" */, CELL_DUE /* day; shown as a clock */ };
struct column { const char *name, *label; enum cell_type type; };
#define COLUMN_END { .name = NULL }

/* Filled row by row: cells are canonical text in column order (fen for money, YYYY-MM-DD, RFC 3339); NULL = empty. */
struct table { struct arena *mem; const struct column *columns; size_t n_columns; const char ***rows; size_t n_rows, room; int64_t total; /* rows there are in all, -1 if not counted */
                bool uncounted;                         /* nobody asks for the total: a view that counts need not */
                const char *view; const struct pair *asked; size_t n_asked; /* what it was made from, by view_run(); NULL: not by it */ };
void table_start(struct table *t, struct arena *mem, const struct column *columns);
void table_row(struct table *t, const char *const *cells);              /* n_columns cells, copied */

/* view_run() has started `out` with the view's columns; refuse()/fail() on false. */
typedef bool view_fn(struct ctx *c, const struct args *a, struct table *out);
struct view {
        const char *name;               /* "cases" */
        const char *label, *help;
        const char *roles;              /* "a|b"; "" any signed-in person; "public" anyone */
        const struct arg *params;       /* filters and paging: as a command's args */
        const struct column *columns;
        view_fn *run;
};
void views_bind(const struct view *rows, size_t n);
/* Who may use what roles name: org/access' access_may_use, bound from main so that this layer knows no people.  Refuses LOGIN, ROLE. */
void views_access_bind(bool (*may)(struct ctx *c, const char *roles));
/* Columns kept from this person (org/access' access_hides_column): they are not in the table at all, in none of its dresses. */
void views_hide_bind(bool (*hides)(const struct ctx *c, const char *column));
const struct view *view_find(const char *name);
const struct view *view_at(size_t i);                   /* NULL past the end */
/* Checks rights and parameters, runs.  Refuses VIEW_UNKNOWN, LOGIN, ROLE, ARG_…. */
bool view_run(struct ctx *c, const char *name, const struct pair *pairs, size_t n, struct table *out);

/* All rows of a view as its filters say, one after the other: what pages it (before, limit, page, size) is given page by page, so that memory
 * holds one page however many rows there are.  A view with `before` goes on after its column id (or seq).  Rights are asked by view_run(),
 * for each page.  t: the columns; cells live until the function returns. */
typedef bool view_row_fn(void *to, const struct table *t, const char *const *cells);
bool view_stream(struct ctx *c, const char *name, const struct pair *pairs, size_t n, view_row_fn *row, void *to, int64_t *rows);
/* The same as a file: "csv" or "xlsx", into an empty regular file, the caller's.  A view that cannot give all its rows says so in a last row. */
bool view_export(struct ctx *c, const char *name, const struct pair *pairs, size_t n, const char *format, int fd, int64_t *rows);
const char *export_filters(struct arena *mem, const struct pair *pairs, size_t n);      /* "stage=closed；q=垃圾", for the log */
const char *view_export_type(const char *format);       /* the content type */
const char *view_export_name(struct arena *mem, const struct view *v, struct day on, const char *format);      /* 案件台账-2026-11-23.xlsx */

/* The same table in three dresses. */
const char *table_json(struct arena *a, const struct table *t);         /* {"columns":[…],"rows":[{…}],"total":n} ; money in fen as integer */
const char *table_csv(struct arena *a, const struct table *t);          /* RFC 4180, UTF-8 with BOM, Chinese heads, yuan; a leading = + - @ is defused */
void table_csv_cell(struct buffer *b, const struct column *k, const char *cell);          /* one cell of such a file, for those too long for memory */
void table_csv_head(struct buffer *b, const struct column *columns, size_t n);            /* BOM and labels */
const char *table_text(struct arena *a, const struct table *t);         /* aligned for a terminal, wide characters counted as two */

#endif
