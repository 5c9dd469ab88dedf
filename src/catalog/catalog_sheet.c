/* catalog_sheet.c - a list's rows from a workbook (XLSX, CSV): the columns by their labels, every cell as it was typed; a formula, a lost digit or an unknown
 * column refuses the whole, with sheet and cell.  Reads the store; never writes. */
#include "blob/blob.h"
#include "catalog/catalog_inner.h"
#include "sheet/sheet.h"
#include <string.h>
#include <unistd.h>

static struct sheet_want *wants_of(struct arena *mem, const struct pack_list *kind)
{
        struct sheet_want *want = TAKE_N(mem, struct sheet_want, kind->n_columns);

        for (size_t i = 0; i < kind->n_columns; i++)
                want[i] = (struct sheet_want){ kind->columns[i].id, kind->columns[i].label, !i || names_have(&kind->required, kind->columns[i].id) };
        return want;
}

static bool row_take(struct ctx *c, const struct pack_list *kind, int64_t number, const struct sheet_cell *cells, struct grid *g)
{
        const char **row = grid__row(g);

        for (size_t i = 0; i < kind->n_columns; i++) {
                const char *wrong = sheet_cell_wrong(c->mem, &cells[i], false);

                if (wrong)
                        return refuse(&c->why, R_LIST_ROWS, "workbook", "工作表第 %lld 行“%s”：%s", (long long)number, kind->columns[i].label, wrong);
                row[i] = text_trim(g->mem, cells[i].text);
        }
        return g->n <= LIST_ROWS_MAX || refuse(&c->why, R_LIST_ROWS, "workbook", "最多 %d 行", LIST_ROWS_MAX);
}

static bool book_take(struct ctx *c, const struct pack_list *kind, struct book *b, struct grid *g)
{
        const struct sheet_cell *cells;
        struct sheet_table t;
        int64_t number;

        if (!sheet_table_begin(b, NULL, wants_of(c->mem, kind), kind->n_columns, &t))
                return false;
        if (t.n_extra)
                return refuse(&c->why, R_LIST_ROWS, "workbook", "%s没有“%s”这一栏", kind->label, t.extra[0]);
        while (sheet_table_row(&t, &number, &cells)) {
                if (!number)
                        return true;
                if (!row_take(c, kind, number, cells, g))
                        return false;
        }
        return false;
}

bool list__sheet_read(struct ctx *c, const struct pack_list *kind, const char *digest, struct grid *out)
{
        int fd = c->blobs ? blob_open(c->blobs, digest, &c->why) : -1;
        struct book *b = fd >= 0 ? book_open(c->mem, &c->why, fd, kind->label) : NULL;
        struct grid g;
        bool good;

        grid__start(&g, c->mem, kind);
        good = b && book_take(c, kind, b, &g);
        book_close(b);
        if (fd >= 0)
                close(fd);
        if (!good)
                return c->why.kind != WHY_NOTHING ? false : refuse(&c->why, R_LIST_ROWS, "workbook", "没有可以读取的文件");
        *out = g;
        return grid__check(&c->why, kind, out);
}
