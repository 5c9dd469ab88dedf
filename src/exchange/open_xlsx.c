/* open_xlsx.c - open data as a workbook, by libxlsxwriter in constant memory: rows go to a temporary file of its own as they come.
 * Texts are written as texts, so that no cell is ever a formula.  Its days are fixed by the signed head: the same log gives the same bytes.
 */
#include "exchange/open.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define SHEET_ROWS 1000000              /* a sheet holds 1,048,576 at most */

struct book { lxw_workbook *book; lxw_worksheet *sheet; lxw_format *head, *money; lxw_row_t row; int sheets; };

/* The library writes to a name; a nameless file has one under /proc. */
static const char *name_of(struct open_data *o)
{
        return text_make(o->c->mem, "/proc/self/fd/%d", o->fd);
}

static struct tm *made(struct open_data *o, struct tm *out)
{
        struct instant at = { 0 };
        int year, month, day;

        if (!instant_parse(o->head.at, &at))
                at = instant_at(day_make(2000, 1, 1), 0, 0);
        day_split(day_of(at), &year, &month, &day);
        *out = (struct tm){ .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };
        return out;
}

static bool good(struct open_data *o, lxw_error e)
{
        return e == LXW_NO_ERROR || fail(&o->c->why, "写工作簿出错：%s", lxw_strerror(e));
}

static bool sheet_begin(struct open_data *o, struct book *b)
{
        bool ok = true;

        b->sheet = workbook_add_worksheet(b->book, text_make(o->row, b->sheets ? "公示信息 %d" : "公示信息", b->sheets + 1));
        b->sheets++;
        b->row = 0;
        if (!b->sheet)
                return fail(&o->c->why, "写工作簿出错：不能建立工作表");
        for (lxw_col_t i = 0; ok && open_columns[i].name; i++) {
                const struct open_column *k = &open_columns[i];

                worksheet_set_column(b->sheet, i, i, k->type == CELL_TEXT ? 24 : 12, NULL);
                ok = good(o, worksheet_write_string(b->sheet, 0, i, k->type == CELL_MONEY ? text_make(o->row, "%s（元）", k->label) : k->label, b->head));
        }
        worksheet_freeze_panes(b->sheet, 1, 2);
        return ok;
}

static void properties_put(struct open_data *o, struct book *b)
{
        struct tm tm;
        lxw_doc_properties p = {
                .title = text_copy(o->c->mem, o->name), .company = text_copy(o->c->mem, o->c->pack->portal),
                .comments = text_make(o->c->mem, "log size %lld root %s", (long long)o->head.size, o->head.root),
                .created = timegm(made(o, &tm)),
        };

        workbook_set_properties(b->book, &p);
}

bool open_xlsx_begin(struct open_data *o)
{
        lxw_workbook_options options = { .constant_memory = LXW_TRUE };
        struct book *b = TAKE(o->c->mem, struct book);

        b->book = workbook_new_opt(name_of(o), &options);
        if (!b->book)
                return fail(&o->c->why, "写工作簿出错：不能建立文件");
        o->impl = b;
        b->head = workbook_add_format(b->book);
        format_set_bold(b->head);
        b->money = workbook_add_format(b->book);
        format_set_num_format(b->money, "#,##0.00");
        properties_put(o, b);
        return sheet_begin(o, b);
}

static lxw_error cell_write(struct book *b, lxw_col_t i, const char *cell)
{
        enum cell_type type = open_columns[i].type;
        int64_t v;

        if (text_empty(cell))
                return LXW_NO_ERROR;
        if (type == CELL_MONEY && text_int(cell, INT64_MIN, INT64_MAX, &v))
                return worksheet_write_number(b->sheet, b->row, i, (double)v / 100, b->money);
        if (type == CELL_INT && text_int(cell, INT64_MIN, INT64_MAX, &v))
                return worksheet_write_number(b->sheet, b->row, i, (double)v, NULL);
        return worksheet_write_string(b->sheet, b->row, i, cell, NULL);
}

bool open_xlsx_row(struct open_data *o, const char *const *cells)
{
        struct book *b = o->impl;
        bool ok = b->row < SHEET_ROWS || sheet_begin(o, b);

        b->row++;
        for (lxw_col_t i = 0; ok && open_columns[i].name; i++)
                ok = good(o, cell_write(b, i, cells[i]));
        return ok;
}

/* Closing writes the file, also one that nobody will have. */
bool open_xlsx_end(struct open_data *o, bool well)
{
        struct book *b = o->impl;

        if (!b)
                return false;
        return good(o, workbook_close(b->book)) && well;
}
