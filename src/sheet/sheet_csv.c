/* sheet_csv.c - CSV as offices have it: UTF-8 with or without BOM, UTF-16 as spreadsheets save "Unicode text", GB18030 otherwise.
 * A text that our own writer kept from being a formula comes back as it was. */
#include "sheet/sheet_inner.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

#define PIECE 65536
#define FIELD_MAX (1 << 20)             /* bytes of one field */

struct csv {
        struct book *book;
        int fd;
        int64_t at;                     /* in the file */
        iconv_t turn;                   /* (iconv_t)-1: UTF-8 as it is */
        const char *from;
        char separator;
        char raw[PIECE]; size_t n_raw;  /* read, not yet turned */
        char text[PIECE * 2]; size_t i, n;      /* UTF-8 */
        int64_t line;
        bool ended;
};

/* Is all of it UTF-8?  A character may be cut at the end of a piece. */
static bool all_utf8(int fd, bool *out)
{
        char s[PIECE + 4];
        size_t kept = 0;
        ssize_t n;

        *out = true;
        for (int64_t at = 0; *out && (n = pread(fd, s + kept, PIECE, at)) > 0; at += n) {
                size_t have = kept + (size_t)n, whole = have;

                while (whole && have - whole < 4 && ((unsigned char)s[whole - 1] & 0xC0) == 0x80)
                        whole--;
                if (whole && ((unsigned char)s[whole - 1] & 0xC0) == 0xC0)
                        whole--;
                else
                        whole = have;
                /* What is cut is looked at again with the next piece; three bytes at most. */
                if (have - whole > 3 || utf8_valid(s, have))
                        whole = have;
                *out = utf8_valid(s, whole);
                kept = have - whole;
                memmove(s, s + whole, kept);
        }
        *out = *out && !kept;
        return n >= 0;
}

static bool encoding_find(struct csv *c)
{
        unsigned char head[3] = { 0 };
        ssize_t n = pread(c->fd, head, sizeof head, 0);
        bool utf8;

        c->turn = (iconv_t)-1;
        if (n >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3))
                return c->at = 3, c->from = "UTF-8", true;
        if (n >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) {
                c->at = 2;
                c->from = head[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
        } else {
                if (n < 0 || !all_utf8(c->fd, &utf8))
                        return fail(c->book->why, "读 %s：%s", c->book->name, strerror(errno));
                c->from = utf8 ? "UTF-8" : "GB18030";
                if (utf8)
                        return true;
        }
        c->turn = iconv_open("UTF-8", c->from);
        return c->turn != (iconv_t)-1 || fail(c->book->why, "这台机器不能读 %s 编码", c->from);
}

static bool wrong_code(struct csv *c)
{
        return refuse(c->book->why, R_SHEET_BROKEN, NULL, "%s：第 %lld 行的文字既不是 UTF-8 也不是 GB18030，或者不是文本文件", c->book->name, (long long)c->line + 1);
}

static bool text_turn(struct csv *c, bool last)
{
        char *in = c->raw, *out = c->text;
        size_t n_in = c->n_raw, room = sizeof c->text;

        if (c->turn == (iconv_t)-1) {
                memcpy(c->text, c->raw, c->n_raw);
                c->n = c->n_raw;
                c->n_raw = 0;
                return true;
        }
        if (iconv(c->turn, &in, &n_in, &out, &room) == (size_t)-1 && errno != E2BIG && (errno != EINVAL || last))
                return wrong_code(c);
        memmove(c->raw, in, n_in);
        c->n_raw = n_in;
        c->n = (size_t)(out - c->text);
        return true;
}

static bool more_read(struct csv *c)
{
        c->i = c->n = 0;
        while (!c->n && !c->ended) {
                ssize_t n = pread(c->fd, c->raw + c->n_raw, sizeof c->raw - c->n_raw, c->at);

                if (n < 0)
                        return fail(c->book->why, "读 %s：%s", c->book->name, strerror(errno));
                c->at += n;
                c->n_raw += (size_t)n;
                c->ended = !n && !c->n_raw;
                if (!c->ended && !text_turn(c, !n))
                        return false;
        }
        return true;
}

/* The next byte, -1 at the end, -2 on trouble. */
static int peek(struct csv *c)
{
        if (c->i == c->n && !more_read(c))
                return -2;
        return c->i < c->n ? (unsigned char)c->text[c->i] : -1;
}

/* What the first line has most of. */
static char separator_find(const struct csv *c)
{
        size_t commas = 0, tabs = 0, semicolons = 0;

        for (size_t i = 0; i < c->n && c->text[i] != '\n'; i++) {
                commas += c->text[i] == ',';
                tabs += c->text[i] == '\t';
                semicolons += c->text[i] == ';';
        }
        if (tabs > commas && tabs >= semicolons)
                return '\t';
        return semicolons > commas ? ';' : ',';
}

struct csv *csv__open(struct book *b, int fd)
{
        struct csv *c = TAKE(b->mem, struct csv);

        *c = (struct csv){ .book = b, .fd = fd, .turn = (iconv_t)-1 };
        return encoding_find(c) ? c : NULL;
}

bool csv__rows_start(struct book *b)
{
        struct csv *c = b->csv;

        c->at = !strcmp(c->from, "UTF-8") ? 0 : text_starts(c->from, "UTF-16") ? 2 : 0;
        c->i = c->n = c->n_raw = 0;
        c->ended = false;
        c->line = 0;
        if (c->turn != (iconv_t)-1)
                iconv(c->turn, NULL, NULL, NULL, NULL);
        if (!more_read(c))
                return false;
        if (c->n >= 3 && !memcmp(c->text, "\xEF\xBB\xBF", 3))
                c->i = 3;
        c->separator = separator_find(c);
        return true;
}

void csv__close(struct csv *c)
{
        if (c && c->turn != (iconv_t)-1)
                iconv_close(c->turn);
}

static bool too_long(struct csv *c, int64_t line)
{
        return refuse(c->book->why, R_SHEET_LIMIT, NULL, "%s：从第 %lld 行开始的一格没有结束（缺少引号），或者太长", c->book->name, (long long)line);
}

/* A quoted field; the opening quote is already past.  Line ends inside become LF. */
static bool quoted(struct csv *c, struct buffer *b)
{
        int64_t line = c->line;
        int k;

        for (;;) {
                if ((k = peek(c)) == -2)
                        return false;
                if (k == -1 || b->n > FIELD_MAX)
                        return too_long(c, line);
                c->i++;
                if (k == '"') {
                        if ((k = peek(c)) != '"')
                                return k != -2;
                        c->i++;
                        k = '"';
                } else if (k == '\r')
                        continue;
                c->line += k == '\n';
                if (!k)
                        return wrong_code(c);
                buffer_put(b, (char[]){ (char)k }, 1);
        }
}

static bool plain(struct csv *c, struct buffer *b)
{
        int k;

        while ((k = peek(c)) >= 0 && k != c->separator && k != '\n') {
                c->i++;
                if (!k)
                        return wrong_code(c);
                if (k != '\r')
                        buffer_put(b, (char[]){ (char)k }, 1);
                if (b->n > FIELD_MAX)
                        return too_long(c, c->line);
        }
        return k != -2;
}

/* '=1+1 was written so that it is no formula (ui/table_csv.c). */
static const char *without_guard(const char *s)
{
        static const char *const signs[] = { "'=", "'+", "'-", "'@", "'＝", "'＋", "'－", "'＠" };

        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
                if (text_starts(s, signs[i]))
                        return s + 1;
        return s;
}

static bool field_read(struct csv *c, struct sheet_cell *out)
{
        struct buffer b = { .mem = c->book->row };
        int k = peek(c);

        if (k == '"') {
                c->i++;
                if (!quoted(c, &b))
                        return false;
        }
        if (k == -2 || !plain(c, &b))
                return false;
        const char *s = without_guard(text_trim(c->book->row, buffer_done(&b)));

        if (!utf8_valid(s, strlen(s)))
                return wrong_code(c);
        *out = (struct sheet_cell){ *s ? SHEET_TEXT : SHEET_EMPTY, s, 0 };
        return true;
}

static bool line_read(struct csv *c, bool *any)
{
        struct book *b = c->book;
        int k;

        arena_reset(b->row);
        b->n_cells = 0;
        *any = false;
        for (;;) {
                struct sheet_cell cell;

                if (!field_read(c, &cell))
                        return false;
                if (cell.type != SHEET_EMPTY && b->n_cells >= SHEET_COLUMNS_MAX)
                        return refuse(b->why, R_SHEET_LIMIT, NULL, "%s：第 %lld 行多于 %d 列", b->name, (long long)c->line + 1, SHEET_COLUMNS_MAX);
                if (b->n_cells < SHEET_COLUMNS_MAX)
                        b->cells[b->n_cells++] = cell;
                *any |= cell.type != SHEET_EMPTY;
                if ((k = peek(c)) == c->separator)
                        c->i++;
                else
                        break;
        }
        if (k == '\n')
                c->i++;
        return k != -2;
}

bool csv__rows_next(struct book *b, struct sheet_row *out)
{
        struct csv *c = b->csv;
        bool any = false;
        int k = 0;

        while (!any && (k = peek(c)) >= 0) {
                if (c->line >= SHEET_ROW_LAST)
                        return refuse(b->why, R_SHEET_LIMIT, NULL, "%s：多于 %d 行；请分成几个文件", b->name, SHEET_ROW_LAST);
                int64_t first = c->line + 1;

                if (!line_read(c, &any))
                        return false;
                c->line++;
                b->last = first;
        }
        if (k == -2)
                return false;
        *out = any ? (struct sheet_row){ b->last, b->cells, b->n_cells } : (struct sheet_row){ 0 };
        return true;
}
