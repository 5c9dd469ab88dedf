/* open_xlsx.c - open data as a workbook (sheet/sheet.h): rows go out as they come, and every text is a text.
 * Its day is that of the signed head: the same log gives the same bytes.
 */
#include "exchange/open.h"
#include "sheet/sheet.h"
#include <string.h>

static struct instant made(const struct open_data *o)
{
        struct instant at;

        return instant_parse(o->head.at, &at) ? at : (struct instant){ 0 };
}

static struct sheet_column *columns_of(struct open_data *o, size_t *n)
{
        struct sheet_column *at;

        for (*n = 0; open_columns[*n].name;)
                ++*n;
        at = TAKE_N(o->c->mem, struct sheet_column, *n);
        for (size_t i = 0; i < *n; i++) {
                const struct open_column *k = &open_columns[i];
                bool money = k->type == CELL_MONEY;

                at[i] = (struct sheet_column){ .label = money ? text_make(o->c->mem, "%s（元）", k->label) : k->label,
                                               .type = money ? SHEET_MONEY : k->type == CELL_INT ? SHEET_NUMBER : SHEET_TEXT };
        }
        return at;
}

bool open_xlsx_begin(struct open_data *o)
{
        struct arena *mem = o->c->mem;
        size_t n;
        const struct sheet_column *columns = columns_of(o, &n);
        struct sheet_about about = { .title = text_copy(mem, o->name), .company = text_copy(mem, o->c->pack->portal), .at = made(o),
                                     .comments = text_make(mem, "log size %lld root %s", (long long)o->head.size, o->head.root) };

        o->impl = sheet_writer_open(mem, &o->c->why, o->fd, &about);
        return o->impl && sheet_writer_sheet(o->impl, "公示信息", columns, n);
}

bool open_xlsx_row(struct open_data *o, const char *const *cells)
{
        return sheet_writer_row(o->impl, cells);
}

/* Closing writes the file, also one that nobody will have. */
bool open_xlsx_end(struct open_data *o, bool well)
{
        return o->impl && sheet_writer_close(o->impl) && well;
}
