/* table_csv.c - a table for spreadsheets: RFC 4180 with a BOM.  A text that a spreadsheet would take for a formula gets an apostrophe
 * in front, because a file of ours must never run anything on the desk of whoever opens it. */
#include "ui/view.h"
#include <string.h>

/* Full-width signs too: Chinese and Japanese spreadsheets read them like the narrow ones. */
static bool formula_like(const char *s)
{
        static const char *const signs[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };

        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
                if (text_starts(s, signs[i]))
                        return true;
        return false;
}

static void field_put(struct buffer *b, const char *s)
{
        buffer_text(b, "\"");
        for (; *s; s++) {
                if (*s == '"')
                        buffer_text(b, "\"");
                buffer_put(b, s, 1);
        }
        buffer_text(b, "\"");
}

static void text_put(struct buffer *b, const char *s)
{
        if (formula_like(s))
                s = text_make(b->mem, "'%s", s);
        if (strpbrk(s, ",\"\r\n") || *s == ' ')
                field_put(b, s);
        else
                buffer_text(b, s);
}

static void money_put(struct buffer *b, int64_t fen)
{
        uint64_t n = fen < 0 ? -(uint64_t)fen : (uint64_t)fen;

        buffer_make(b, "%s%llu.%02llu", fen < 0 ? "-" : "", (unsigned long long)(n / 100), (unsigned long long)(n % 100));
}

static const char *plain(struct arena *a, const struct column *k, const char *cell)
{
        struct instant at;

        switch (k->type) {
        case CELL_BOOL: return text_in(cell, "true|1", '|') ? "是" : "否";
        case CELL_LINK: return text_copy_n(a, cell, strcspn(cell, "\t"));
        case CELL_INSTANT: return instant_parse(cell, &at) ? instant_local(a, at) : cell;
        default: return cell;
        }
}

void table_csv_cell(struct buffer *b, const struct column *k, const char *cell)
{
        int64_t v;

        if (!cell)
                return;
        if (k->type == CELL_MONEY && text_int(cell, INT64_MIN, INT64_MAX, &v))
                money_put(b, v);
        else if (k->type == CELL_INT && text_int(cell, INT64_MIN, INT64_MAX, &v))
                buffer_make(b, "%lld", (long long)v);
        else
                text_put(b, plain(b->mem, k, cell));
}

void table_csv_head(struct buffer *b, const struct column *columns, size_t n)
{
        buffer_text(b, "\xEF\xBB\xBF");
        for (size_t i = 0; i < n; i++) {
                buffer_text(b, i ? "," : "");
                text_put(b, columns[i].type == CELL_MONEY ? text_make(b->mem, "%s（元）", columns[i].label) : columns[i].label);
        }
        buffer_text(b, "\r\n");
}

const char *table_csv(struct arena *a, const struct table *t)
{
        struct buffer b = { .mem = a };

        table_csv_head(&b, t->columns, t->n_columns);
        for (size_t r = 0; r < t->n_rows; r++) {
                for (size_t i = 0; i < t->n_columns; i++) {
                        buffer_text(&b, i ? "," : "");
                        table_csv_cell(&b, &t->columns[i], t->rows[r][i]);
                }
                buffer_text(&b, "\r\n");
        }
        return buffer_done(&b);
}
