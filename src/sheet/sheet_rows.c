/* sheet_rows.c - the rows of one sheet, one at a time, as the XML goes by.  Cells that say nothing of their place follow each other; a place
 * that goes backwards, or beyond the end of a sheet, is refused. */
#include "sheet/sheet_inner.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { W_ROW, W_C, W_V, W_T, W_F, W_RPH, W_MERGE, W_DATA };
static const char *const words[] = { "row", "c", "v", "t", "f", "rPh", "mergeCell", "sheetData" };

bool book__rows_start(struct book *b, const struct sheet_name *sheet)
{
        book__part_close(&b->part);
        b->sheet = sheet->name;
        if (!book__part_open(b, &b->part, sheet->part))
                return false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                b->words[i] = xmlTextReaderConstString(b->part.xml, (const xmlChar *)words[i]);
        return true;
}

/* The cell being read. */
struct reading {
        struct book *b;
        size_t column;
        const char *type;               /* of the attribute t: "n" by default; lives in the node, copied by its first letters */
        char kind[12];
        enum date_kind date;
        bool formula, collects, phonetic, in_cell;
        struct buffer text;
        int64_t row;
        size_t next;                    /* the column after the last one */
        bool any;
};

/* "AB12" -> 27, 12.  Longer than a place can be: false. */
static bool place_parse(const char *s, size_t *column, int64_t *row)
{
        int64_t c = 0;
        size_t i = 0;

        for (; s[i] >= 'A' && s[i] <= 'Z' && i < 4; i++)
                c = c * 26 + (s[i] - 'A' + 1);
        *column = (size_t)(c - 1);
        return i && c <= 16384 && text_int(s + i, 1, 99999999, row);
}

static bool place_wrong(struct reading *r, const char *says)
{
        return refuse(r->b->why, R_SHEET_BROKEN, NULL, "%s：工作表“%s”第 %lld 行附近%s", r->b->name, r->b->sheet, (long long)r->b->last, says);
}

static bool row_begin(struct reading *r, const xmlNode *node)
{
        const char *at = book__attribute(node, "r");
        int64_t number = r->b->last + 1;

        if (at && !text_int(at, 1, INT32_MAX, &number))
                return place_wrong(r, "的行号不是数字");
        if (number > SHEET_ROW_LAST)
                return refuse(r->b->why, R_SHEET_LIMIT, NULL, "工作表“%s”有第 %lld 行，超过一个工作表的 %d 行；请分成几个文件", r->b->sheet, (long long)number, SHEET_ROW_LAST);
        if (number <= r->b->last)
                return place_wrong(r, "的行号倒退，文件已损坏");
        r->b->last = r->row = number;
        r->b->n_cells = r->next = 0;
        r->any = false;
        arena_reset(r->b->row);
        return true;
}

static bool cell_begin(struct reading *r, const xmlNode *node)
{
        const char *at = book__attribute(node, "r"), *t = book__attribute(node, "t"), *s = book__attribute(node, "s");
        int64_t row = r->row, style;

        r->column = r->next;
        if (at && (!place_parse(at, &r->column, &row) || row != r->row || r->column < r->next))
                return place_wrong(r, "的单元格位置不对，文件已损坏");
        r->next = r->column + 1;
        snprintf(r->kind, sizeof r->kind, "%s", t ? t : "n");
        r->date = s && text_int(s, 0, INT32_MAX, &style) && (uint64_t)style < r->b->n_styles ? (enum date_kind)r->b->styles[style] : DATE_NOT;
        r->formula = false;
        r->in_cell = true;
        r->text = (struct buffer){ .mem = r->b->row };
        return true;
}

static void number_read(struct reading *r, struct sheet_cell *out, const char *s)
{
        char *end;
        double v = strtod(s, &end);

        *out = (struct sheet_cell){ SHEET_NUMBER, s, 0 };
        if (*end || end == s || !isfinite(v)) {
                out->type = SHEET_TEXT;
                return;
        }
        if (r->date != DATE_NOT && sheet__serial_text(r->b->row, v, r->b->since_1904, r->date, out))
                return;
        if (fabs(v) < 1e15 && v == nearbyint(v))
                out->text = text_make(r->b->row, "%lld", (long long)v);
        else
                out->text = text_make(r->b->row, "%.15g", v);
        if (fabs(v) >= 1e15)
                out->flags |= SHEET_LOSSY;
}

static bool shared_read(struct reading *r, struct sheet_cell *out, const char *s)
{
        int64_t i;

        if (!text_int(s, 0, INT64_MAX, &i) || (uint64_t)i >= r->b->n_strings)
                return place_wrong(r, "引用了不存在的文字，文件已损坏");
        *out = (struct sheet_cell){ SHEET_TEXT, r->b->strings[i], 0 };
        return true;
}

/* "2024-10-29T00:00:00" as newer programs may write. */
static void iso_read(struct reading *r, struct sheet_cell *out, const char *s)
{
        bool day = strlen(s) == 10 || strstr(s, "T00:00:00");

        *out = (struct sheet_cell){ day ? SHEET_DAY : SHEET_INSTANT, text_copy_n(r->b->row, s, strnlen(s, day ? 10 : 16)), 0 };
}

static bool blank(const char *s)
{
        for (; *s; s++)
                if (!strchr(" \t\r\n", *s)) {
                        if (strncmp(s, "\xE3\x80\x80", 3) && strncmp(s, "\xC2\xA0", 2))
                                return false;
                        s += (unsigned char)*s == 0xE3 ? 2 : 1;
                }
        return true;
}

static bool cell_read(struct reading *r, struct sheet_cell *out)
{
        const char *s = buffer_done(&r->text);

        if (!strcmp(r->kind, "s"))
                return !*s || shared_read(r, out, s);
        if (!strcmp(r->kind, "inlineStr") || !strcmp(r->kind, "str"))
                *out = (struct sheet_cell){ SHEET_TEXT, book__text_decode(r->b->row, s), 0 };
        else if (!strcmp(r->kind, "b"))
                *out = (struct sheet_cell){ SHEET_BOOL, !strcmp(s, "1") || !strcmp(s, "true") ? "true" : "false", 0 };
        else if (!strcmp(r->kind, "e"))
                *out = (struct sheet_cell){ SHEET_ERROR, s, 0 };
        else if (!strcmp(r->kind, "d"))
                iso_read(r, out, s);
        else if (*s)
                number_read(r, out, s);
        return true;
}

static bool cell_end(struct reading *r)
{
        struct sheet_cell cell = { SHEET_EMPTY, "", 0 };
        struct book *b = r->b;

        r->in_cell = r->collects = false;
        if (!cell_read(r, &cell))
                return false;
        if (r->formula)
                cell.flags |= SHEET_FORMULA;
        if (blank(cell.text) && !r->formula)
                return true;
        if (r->column >= SHEET_COLUMNS_MAX)
                return refuse(b->why, R_SHEET_LIMIT, book_at(b, b->mem, r->row, r->column), "第 %zu 列有内容，超过 %d 列", r->column + 1, SHEET_COLUMNS_MAX);
        while (b->n_cells < r->column)
                b->cells[b->n_cells++] = (struct sheet_cell){ SHEET_EMPTY, "", 0 };
        b->cells[b->n_cells++] = cell;
        r->any = true;
        return true;
}

static void merge_note(struct book *b, const xmlNode *node)
{
        const char *ref = book__attribute(node, "ref");

        if (ref && !*b->merged)
                b->merged = utf8_head(b->mem, ref, 30);
}

static bool element(struct reading *r, const xmlNode *node, bool empty)
{
        const xmlChar *const *w = r->b->words, *name = node->name;

        if (name == w[W_C])
                return r->row && cell_begin(r, node) && (!empty || cell_end(r));
        if (name == w[W_ROW])
                return row_begin(r, node);
        if (name == w[W_MERGE])
                merge_note(r->b, node);
        if (!r->in_cell)
                return true;
        if (name == w[W_F])
                r->formula = true;
        else if (name == w[W_RPH])
                r->phonetic = !empty;
        else if (name == w[W_V] || name == w[W_T])
                r->collects = !empty && !r->phonetic;
        return true;
}

/* 1: the row is complete and holds something. */
static int element_end(struct reading *r, const xmlChar *name)
{
        const xmlChar *const *w = r->b->words;

        if (name == w[W_C])
                return cell_end(r) ? 0 : -1;
        if (name == w[W_V] || name == w[W_T])
                r->collects = false;
        else if (name == w[W_RPH])
                r->phonetic = false;
        else if (name == w[W_ROW])
                return r->any;
        return 0;
}

bool book__rows_next(struct book *b, struct sheet_row *out)
{
        struct reading r = { .b = b };
        int more, whole = 0;

        while (!whole && (more = book__part_next(&b->part)) > 0) {
                const xmlNode *node = xmlTextReaderCurrentNode(b->part.xml);

                switch (xmlTextReaderNodeType(b->part.xml)) {
                case XML_READER_TYPE_ELEMENT:
                        if (!element(&r, node, xmlTextReaderIsEmptyElement(b->part.xml)))
                                return b->why->kind != WHY_NOTHING ? false : place_wrong(&r, "有不在任何一行里的单元格");
                        break;
                case XML_READER_TYPE_END_ELEMENT:
                        whole = element_end(&r, node->name);
                        break;
                case XML_READER_TYPE_TEXT: case XML_READER_TYPE_CDATA: case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: case XML_READER_TYPE_WHITESPACE:
                        if (r.collects && node->content)
                                buffer_text(&r.text, (const char *)node->content);
                        break;
                default:
                        break;
                }
        }
        if (whole < 0 || (!whole && more < 0))
                return false;
        *out = whole ? (struct sheet_row){ r.row, b->cells, b->n_cells } : (struct sheet_row){ 0 };
        return true;
}
