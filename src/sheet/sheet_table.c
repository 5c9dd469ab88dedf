/* sheet_table.c - a sheet as a table with named columns: finds the head, says which columns are missing, gives rows in the order wanted. */
#include "sheet/sheet_inner.h"
#include <string.h>

#define HEAD_ROWS 10

/* "姓名*", "罚款（元）" and "姓 名" are the labels 姓名, 罚款（元）, 姓名: blanks and a mark for "required" do not count. */
static const char *label_clean(struct arena *mem, const char *s)
{
        static const char *const nothing[] = { " ", "\n", "\r", "\t", "\xE3\x80\x80", "\xC2\xA0", "*", "＊" };

        for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
                s = text_replace(mem, s, nothing[i], "");
        s = text_replace(mem, s, "(", "（");
        return text_replace(mem, s, ")", "）");
}

static int label_find(struct arena *mem, const struct sheet_row *row, const char *label)
{
        const char *wanted = label_clean(mem, label);

        for (size_t i = 0; i < row->n; i++)
                if (!strcmp(label_clean(mem, row->cells[i].text), wanted))
                        return (int)i;
        return -1;
}

/* Half of the columns that must be there make a row the head; of those that need not be, a ledger may have few. */
static bool is_head(const struct sheet_table *t, const struct sheet_row *row, int *at)
{
        struct arena *mem = arena_new();
        size_t found = 0, needed = 0, there = 0;

        for (size_t i = 0; i < t->n; i++) {
                at[i] = label_find(mem, row, t->want[i].label);
                found += at[i] >= 0;
                needed += t->want[i].required;
                there += t->want[i].required && at[i] >= 0;
        }
        arena_free(mem);
        return needed ? there * 2 >= needed : found * 2 >= t->n;
}

/* The first rows as somebody sees them, for a message. */
static const char *row_shown(struct arena *mem, const struct sheet_row *row)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < row->n && i < 8; i++)
                if (*row->cells[i].text)
                        buffer_make(&b, "%s%s", b.n ? "、" : "", utf8_head(mem, row->cells[i].text, 12));
        return buffer_done(&b);
}

/* Merged cells are said at the end of a sheet only. */
static const char *merged_note(struct book *b)
{
        struct sheet_row row = { .number = 1 };
        struct why kept = *b->why, own = { .mem = b->mem };

        *b->why = own;
        while (row.number && book_row(b, &row))
                ;
        *b->why = kept;
        return *b->merged ? text_make(b->mem, "；表中有合并单元格 %s，请取消合并，表头只留一行", b->merged) : "";
}

static bool head_missing(struct sheet_table *t, const char *seen)
{
        struct book *b = t->book;
        const char *merged = merged_note(b);

        return refuse(b->why, R_SHEET_HEAD, NULL, "工作表“%s”的前 %d 行里找不到表头（%s、%s……）；第一行是：%s%s", b->sheet, HEAD_ROWS, t->want[0].label,
                      t->want[t->n > 1].label, *seen ? seen : "（空）", merged);
}

static bool columns_missing(struct sheet_table *t)
{
        struct buffer b = { .mem = t->book->mem };

        for (size_t i = 0; i < t->n; i++)
                if (t->at[i] < 0 && t->want[i].required)
                        buffer_make(&b, "%s%s", b.n ? "、" : "", t->want[i].label);
        if (!b.n)
                return true;
        const char *names = buffer_done(&b), *merged = merged_note(t->book);

        return refuse(t->book->why, R_SHEET_HEAD, NULL, "工作表“%s”第 %lld 行的表头缺少必填的列：%s%s", t->book->sheet, (long long)t->head, names, merged);
}

static bool wanted_at(const struct sheet_table *t, size_t column)
{
        for (size_t i = 0; i < t->n; i++)
                if (t->at[i] == (int)column)
                        return true;
        return false;
}

/* What else the head says; the same label twice would leave one of them unread. */
static bool head_look(struct sheet_table *t, const struct sheet_row *row)
{
        struct book *b = t->book;

        t->extra = TAKE_N(b->mem, const char *, row->n + 1);
        for (size_t i = 0; i < row->n; i++) {
                const char *label = label_clean(b->row, row->cells[i].text);

                if (wanted_at(t, i) || !*label || !strcmp(label, SHEET_PROBLEM))
                        continue;
                for (size_t k = 0; k < i; k++)
                        if (!strcmp(label_clean(b->row, row->cells[k].text), label))
                                return refuse(b->why, R_SHEET_HEAD, book_at(b, b->mem, row->number, i), "表头里有两列都叫“%s”", label);
                t->extra[t->n_extra++] = utf8_head(b->mem, row->cells[i].text, 60);
        }
        return true;
}

bool sheet_table_begin(struct book *b, const char *sheet, const struct sheet_want *want, size_t n, struct sheet_table *out)
{
        struct sheet_table t = { .book = b, .want = want, .n = n };
        const char *seen = NULL;
        struct sheet_row row;

        t.at = TAKE_N(b->mem, int, n);
        t.cells = TAKE_N(b->mem, struct sheet_cell, n);
        if (!book_start(b, sheet))
                return false;
        for (int i = 0; i < HEAD_ROWS; i++) {
                if (!book_row(b, &row))
                        return false;
                if (!row.number)
                        break;
                if (!seen)
                        seen = row_shown(b->mem, &row);
                if (!is_head(&t, &row, t.at))
                        continue;
                t.head = row.number;
                if (!head_look(&t, &row) || !columns_missing(&t))
                        return false;
                *out = t;
                return true;
        }
        return head_missing(&t, seen ? seen : "");
}

/* "A5:C5" touches rows below the head. */
static bool merged_below(const struct sheet_table *t)
{
        const char *m = t->book->merged, *colon = strchr(m, ':'), *last = colon ? colon + 1 : m;
        int64_t row;

        last += strspn(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$");
        return *m && text_int(last, 1, INT32_MAX, &row) && row >= t->head;
}

static bool row_end(struct sheet_table *t)
{
        if (!merged_below(t))
                return true;
        return refuse(t->book->why, R_SHEET_HEAD, NULL, "工作表“%s”里有合并单元格 %s，合并以后看不出内容属于哪一行；请取消合并，每行填全", t->book->sheet, t->book->merged);
}

bool sheet_table_row(struct sheet_table *t, int64_t *number, const struct sheet_cell **cells)
{
        static const struct sheet_cell nothing = { SHEET_EMPTY, "", 0 };
        struct sheet_row row;
        bool any;

        do {
                if (!book_row(t->book, &row))
                        return false;
                any = false;
                for (size_t i = 0; i < t->n; i++) {
                        bool there = t->at[i] >= 0 && (size_t)t->at[i] < row.n;

                        t->cells[i] = there ? row.cells[t->at[i]] : nothing;
                        any |= t->cells[i].type != SHEET_EMPTY;
                }
                if (any && row.n && text_starts(row.cells[0].text, SHEET_EXAMPLE))
                        any = false;
        } while (row.number && !any);
        if (!row.number && !row_end(t))
                return false;
        *number = row.number;
        *cells = t->cells;
        return true;
}

const char *sheet_cell_wrong(struct arena *mem, const struct sheet_cell *c, bool formulas)
{
        if (c->type == SHEET_ERROR)
                return text_make(mem, "是错误值 %s", utf8_head(mem, c->text, 20));
        if ((c->flags & SHEET_FORMULA) && !formulas)
                return "是公式；请复制后“选择性粘贴”为数值";
        if (c->flags & SHEET_LOSSY)
                return "的数字超过 15 位，已被表格软件改写；请把这一列设成文本格式后重新填写";
        return NULL;
}
