/* table_xlsx.c - a view as a file for spreadsheets, CSV or a workbook, written while it is read.  Holds no more than a page of rows. */
#include "base/file.h"
#include "sheet/sheet.h"
#include "ui/view_inner.h"
#include <errno.h>
#include <string.h>

#define BLOCK 65536

struct out {
        struct ctx *c;
        const struct view *v;
        struct sheet_writer *writer;            /* of a workbook; NULL: CSV */
        struct arena *mem;                      /* of what is not written yet */
        struct buffer text;
        const char **cells;                     /* of the row at hand */
        int fd;
};

static enum sheet_type type_of(enum cell_type t)
{
        switch (t) {
        case CELL_INT: return SHEET_NUMBER;
        case CELL_MONEY: return SHEET_MONEY;
        case CELL_DAY: case CELL_DUE: return SHEET_DAY;
        case CELL_INSTANT: return SHEET_INSTANT;
        case CELL_BOOL: return SHEET_BOOL;
        default: return SHEET_TEXT;
        }
}

static bool csv_flush(struct out *o)
{
        bool ok = write_all(o->fd, buffer_done(&o->text), o->text.n) || fail(&o->c->why, "写文件出错：%s", strerror(errno));

        arena_reset(o->mem);
        o->text = (struct buffer){ .mem = o->mem };
        return ok;
}

static bool csv_row(void *to, const struct table *t, const char *const *cells)
{
        struct out *o = to;

        for (size_t i = 0; i < t->n_columns; i++) {
                buffer_text(&o->text, i ? "," : "");
                table_csv_cell(&o->text, &t->columns[i], cells[i]);
        }
        buffer_text(&o->text, "\r\n");
        return o->text.n < BLOCK || csv_flush(o);
}

static bool xlsx_row(void *to, const struct table *t, const char *const *cells)
{
        struct out *o = to;

        if (arena_used(o->mem) > BLOCK)
                arena_reset(o->mem);
        for (size_t i = 0; i < t->n_columns; i++) {
                o->cells[i] = cells[i];
                if (t->columns[i].type == CELL_LINK && cells[i])
                        o->cells[i] = text_copy_n(o->mem, cells[i], strcspn(cells[i], "\t"));
        }
        return sheet_writer_row(o->writer, o->cells);
}

/* What is missing is said where the rows end, not passed over. */
static bool cut_note(struct out *o, const struct table *t, view_row_fn *row, int64_t rows)
{
        const char **cells = TAKE_N(o->c->mem, const char *, t->n_columns + 1);
        size_t i = 0;

        while (i + 1 < t->n_columns && t->columns[i].type != CELL_TEXT)
                i++;
        cells[i] = text_make(o->c->mem, "（只列出前 %lld 行；请用筛选条件缩小范围后再导出其余的行）", (long long)rows);
        return row(o, t, cells);
}

static bool workbook_begin(struct out *o, const struct table *t)
{
        struct sheet_column *columns = TAKE_N(o->c->mem, struct sheet_column, t->n_columns + 1);

        for (size_t i = 0; i < t->n_columns; i++) {
                columns[i].type = type_of(t->columns[i].type);
                columns[i].label = t->columns[i].type == CELL_MONEY ? text_make(o->c->mem, "%s（元）", t->columns[i].label) : t->columns[i].label;
        }
        o->cells = TAKE_N(o->c->mem, const char *, t->n_columns + 1);
        o->writer = sheet_writer_open(o->c->mem, &o->c->why, o->fd, &(struct sheet_about){ .title = o->v->label, .at = o->c->now });
        return o->writer && sheet_writer_sheet(o->writer, o->v->label, columns, t->n_columns);
}

bool view_export(struct ctx *c, const char *name, const struct pair *pairs, size_t n, const char *format, int fd, int64_t *rows)
{
        struct out o = { .c = c, .v = view_find(name), .fd = fd, .mem = arena_new() };
        bool workbook = !strcmp(format, "xlsx"), ok = true, cut = false;
        view_row_fn *row = workbook ? xlsx_row : csv_row;
        struct table t = { 0 };

        o.text.mem = o.mem;
        if (o.v) {
                table_start(&t, c->mem, o.v->columns);
                if (workbook)
                        ok = workbook_begin(&o, &t);
                else
                        table_csv_head(&o.text, t.columns, t.n_columns);
        }
        ok = ok && view__rows(c, name, pairs, n, row, &o, rows, &cut) && (!cut || cut_note(&o, &t, row, *rows));
        if (o.writer)
                ok = sheet_writer_close(o.writer) && ok;
        else if (ok)
                ok = csv_flush(&o);
        arena_free(o.mem);
        return ok;
}

const char *export_filters(struct arena *mem, const struct pair *pairs, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                if (!text_empty(pairs[i].value))
                        buffer_make(&b, "%s%s=%s", b.n ? "；" : "", pairs[i].name, pairs[i].value);
        return utf8_head(mem, buffer_done(&b), 500);
}

const char *view_export_type(const char *format)
{
        return !strcmp(format, "xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
}

const char *view_export_name(struct arena *mem, const struct view *v, struct day on, const char *format)
{
        return text_make(mem, "%s-%s.%s", v->label, day_text(mem, on), format);
}
