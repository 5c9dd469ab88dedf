/* table_text.c - a table for the terminal: columns aligned, East Asian wide characters counted as two, control characters shown as
 * "?" so that a stored text cannot move the cursor or colour the screen. */
#include "ui/view.h"
#include <string.h>

#define GAP 2

struct range { uint32_t from, to; };

/* East_Asian_Width W and F, in blocks (Unicode 15, rounded to whole blocks where all of a block is wide). */
static const struct range wide[] = {
        { 0x1100, 0x115F }, { 0x231A, 0x231B }, { 0x2329, 0x232A }, { 0x23E9, 0x23EC }, { 0x23F0, 0x23F0 }, { 0x23F3, 0x23F3 },
        { 0x25FD, 0x25FE }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x26A1, 0x26A1 }, { 0x26AA, 0x26AB }, { 0x2705, 0x2705 },
        { 0x274C, 0x274C }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 }, { 0x2B1B, 0x2B1C }, { 0x2B50, 0x2B50 },
        { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xA000, 0xA4CF }, { 0xA960, 0xA97F },
        { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE19 }, { 0xFE30, 0xFE6F }, { 0xFF01, 0xFF60 }, { 0xFFE0, 0xFFE6 },
        { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x2FFFD }, { 0x30000, 0x3FFFD },
};
static const struct range nothing[] = {         /* combining marks, joiners, variation selectors */
        { 0x0300, 0x036F }, { 0x200B, 0x200F }, { 0x20D0, 0x20FF }, { 0x302A, 0x302D }, { 0x3099, 0x309A }, { 0xFE00, 0xFE0F },
        { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF }, { 0xE0100, 0xE01EF },
};

static bool in(const struct range *r, size_t n, uint32_t c)
{
        for (size_t i = 0; i < n; i++)
                if (c >= r[i].from && c <= r[i].to)
                        return true;
        return false;
}

static size_t width_of(const char *s)
{
        size_t n = 0;

        for (uint32_t c; (c = utf8_next(&s));)
                if (!in(nothing, sizeof nothing / sizeof *nothing, c))
                        n += in(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
        return n;
}

static const char *tame(struct arena *a, const char *s)
{
        char *out = text_copy(a, s);

        for (char *p = out; *p; p++)
                if ((unsigned char)*p < 0x20 || *p == 0x7F)
                        *p = *p == '\n' || *p == '\t' ? ' ' : '?';
        return out;
}

static const char *shown(struct arena *a, const struct column *k, const char *cell)
{
        struct instant at;
        int64_t v;

        if (!cell)
                return "-";
        switch (k->type) {
        case CELL_MONEY: return text_int(cell, 0, INT64_MAX, &v) ? money_text(a, v) : tame(a, cell);
        case CELL_BOOL: return text_in(cell, "true|1", '|') ? "是" : "否";
        case CELL_LINK: return tame(a, text_copy_n(a, cell, strcspn(cell, "\t")));
        case CELL_INSTANT: return instant_parse(cell, &at) ? instant_local(a, at) : tame(a, cell);
        default: return tame(a, cell);
        }
}

static bool to_the_right(const struct column *k)
{
        return k->type == CELL_INT || k->type == CELL_MONEY;
}

static void pad(struct buffer *b, size_t n)
{
        while (n--)
                buffer_put(b, " ", 1);
}

static void cell_put(struct buffer *b, const struct column *k, const char *s, size_t width, bool last)
{
        size_t room = width - width_of(s);

        if (to_the_right(k))
                pad(b, room);
        buffer_text(b, s);
        if (last)
                return;
        pad(b, (to_the_right(k) ? 0 : room) + GAP);
}

static void line_put(struct buffer *b, const struct table *t, const char *const *cells, const size_t *widths)
{
        for (size_t i = 0; i < t->n_columns; i++)
                cell_put(b, &t->columns[i], cells[i], widths[i], i + 1 == t->n_columns);
        buffer_text(b, "\n");
}

static void rule_put(struct buffer *b, const struct table *t, const size_t *widths)
{
        for (size_t i = 0; i < t->n_columns; i++) {
                for (size_t k = 0; k < widths[i]; k++)
                        buffer_text(b, "-");
                if (i + 1 < t->n_columns)
                        pad(b, GAP);
        }
        buffer_text(b, "\n");
}

static const char ***all_shown(struct arena *a, const struct table *t, size_t *widths)
{
        const char ***rows = TAKE_N(a, const char **, t->n_rows + 1);

        for (size_t r = 0; r <= t->n_rows; r++) {
                rows[r] = TAKE_N(a, const char *, t->n_columns);
                for (size_t i = 0; i < t->n_columns; i++) {
                        size_t w;

                        rows[r][i] = r ? shown(a, &t->columns[i], t->rows[r - 1][i]) : t->columns[i].label;
                        w = width_of(rows[r][i]);
                        if (w > widths[i])
                                widths[i] = w;
                }
        }
        return rows;
}

const char *table_text(struct arena *a, const struct table *t)
{
        struct buffer b = { .mem = a };
        size_t *widths = TAKE_N(a, size_t, t->n_columns);
        const char ***rows = all_shown(a, t, widths);

        line_put(&b, t, rows[0], widths);
        rule_put(&b, t, widths);
        for (size_t r = 1; r <= t->n_rows; r++)
                line_put(&b, t, rows[r], widths);
        if (t->total > (int64_t)t->n_rows)
                buffer_make(&b, "共 %lld 行，这里是 %zu 行\n", (long long)t->total, t->n_rows);
        else
                buffer_make(&b, "共 %zu 行\n", t->n_rows);
        return buffer_done(&b);
}
