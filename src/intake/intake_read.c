/* intake_read.c - from the rows of a workbook to requests: cells become what a form would send, and every row is tried without writing. */
#include "blob/blob.h"
#include "intake/intake_inner.h"
#include "org/access.h"
#include <ctype.h>
#include <string.h>
#include <unistd.h>

/* ---- problems ---- */

static void problem_add(struct arena *mem, struct problems *p, int64_t row, int column, const char *text)
{
        if (p->n == p->room) {
                size_t room = p->room ? p->room * 2 : 16;

                p->at = arena_grow(mem, p->at, p->room * sizeof *p->at, room * sizeof *p->at);
                p->room = room;
        }
        p->at[p->n++] = (struct problem){ row, column, text_copy(mem, text) };
}

const char *intake__problems_text(struct arena *mem, const struct problems *p)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < p->n && i < INTAKE_PROBLEMS_MAX; i++)
                buffer_make(&b, "%lld\t%d\t%s\n", (long long)p->at[i].row, p->at[i].column, utf8_head(mem, text_replace(mem, p->at[i].text, "\n", " "), 200));
        return buffer_done(&b);
}

void intake__problems_read(struct arena *mem, const char *text, struct problems *out)
{
        size_t n, k;
        char **lines = text_split(mem, text, '\n', &n);

        *out = (struct problems){ 0 };
        for (size_t i = 0; i < n; i++) {
                char **parts = text_split(mem, lines[i], '\t', &k);
                int64_t row, column;

                if (k >= 3 && text_int(parts[0], 1, INT64_MAX, &row) && text_int(parts[1], -1, INTAKE_COLUMNS_MAX, &column))
                        problem_add(mem, out, row, (int)column, parts[2]);
        }
}

const struct problem *intake__problem(const struct problems *p, int64_t row)
{
        size_t low = 0, high = p->n;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (p->at[middle].row < row)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < p->n && p->at[low].row == row ? &p->at[low] : NULL;
}

/* ---- cells ---- */

/* "2024/1/5", "2024.1.5", "2024年1月5日" and "20240105" are days that people write. */
static const char *day_written(struct arena *mem, const char *s)
{
        int part[3] = { 0 }, n = 0;
        struct day d;

        if (day_parse(s, &d))
                return s;
        if (strlen(s) == 8 && strspn(s, "0123456789") == 8)
                return text_make(mem, "%.4s-%.2s-%s", s, s + 4, s + 6);
        for (const char *p = s; *p && n < 3;) {
                if (!isdigit((unsigned char)*p))
                        return s;
                for (; isdigit((unsigned char)*p) && part[n] < 10000; p++)
                        part[n] = part[n] * 10 + (*p - '0');
                n++;
                p += text_starts(p, "年") || text_starts(p, "月") || text_starts(p, "日") ? 3 : *p && strchr("/.-", *p) ? 1 : 0;
                if (n == 3 && *p)
                        return s;
        }
        return n == 3 ? text_make(mem, "%04d-%02d-%02d", part[0], part[1], part[2]) : s;
}

static const char *stored_of(struct ctx *c, const struct arg *g, const char *label)
{
        const char *const *labels, *const *values;
        size_t n = intake__choices(c, g, &labels, &values);

        for (size_t i = 0; i < n; i++)
                if (!strcmp(labels[i], label) || !strcmp(values[i], label))
                        return values[i];
        return label;
}

static const char *several(struct ctx *c, const struct arg *g, const char *s)
{
        static const char *const separators[] = { "、", "，", "；", ";", "\n" };
        struct buffer b = { .mem = c->mem };
        size_t n;

        for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
                s = text_replace(c->mem, s, separators[i], ",");
        char **each = text_split(c->mem, s, ',', &n);

        for (size_t i = 0; i < n; i++) {
                const char *one = text_trim(c->mem, each[i]);

                if (*one)
                        buffer_make(&b, "%s%s", b.n ? "," : "", stored_of(c, g, one));
        }
        return buffer_done(&b);
}

static const char *value_of(struct ctx *c, const struct arg *g, const char *s)
{
        s = text_trim(c->mem, text_replace(c->mem, text_replace(c->mem, s, "\r\n", "\n"), "\r", "\n"));
        switch (g->type) {
        case ARG_DAY: return day_written(c->mem, s);
        case ARG_CHOICE: case ARG_CODE: case ARG_BOOL: return stored_of(c, g, s);
        case ARG_CHOICES: case ARG_CODES: case ARG_LOGINS: case ARG_REFS: return several(c, g, s);
        case ARG_LONG: case ARG_POINTS: return s;
        default: return text_replace(c->mem, s, "\n", " ");
        }
}

static size_t pairs_make(struct ctx *c, const struct intake_plan *p, int64_t row, const char *digest, const struct sheet_cell *cells, struct pair *out,
                         struct problems *wrong)
{
        size_t n = 0;

        for (size_t i = 0; i < p->n; i++) {
                const char *says = sheet_cell_wrong(c->mem, &cells[i], false), *v = p->columns[i].value;

                if (says)
                        problem_add(c->mem, wrong, row, (int)i, text_make(c->mem, "%s%s", p->columns[i].label, says));
                v = value_of(c, p->columns[i].arg, v ? v : cells[i].text);
                if (*v)
                        out[n++] = (struct pair){ p->columns[i].arg->name, v };
        }
        if (p->what->from) {
                out[n++] = (struct pair){ "source", digest };
                out[n++] = (struct pair){ "source_row", text_make(c->mem, "%lld", (long long)row) };
        }
        return n;
}

/* ---- rows ---- */

/* Columns with a value for all rows are asked of nobody. */
static bool table_begin(struct ctx *c, const struct intake_plan *p, struct book *b, struct sheet_table *t)
{
        struct sheet_want *want = TAKE_N(c->mem, struct sheet_want, p->n);
        bool theirs = false;

        for (size_t i = 0; i < p->n; i++) {
                theirs |= strcmp(p->columns[i].label, p->columns[i].arg->label) != 0;
                want[i] = (struct sheet_want){ p->columns[i].arg->name, p->columns[i].label, (p->columns[i].arg->flags & ARG_REQUIRED) && !p->columns[i].value };
        }
        /* A ledger of theirs has the sheets it has: the first counts. */
        if (!sheet_table_begin(b, theirs ? NULL : p->what->label, want, p->n, t))
                return false;
        if (!theirs && t->n_extra)
                return refuse(&c->why, R_SHEET_HEAD, NULL, "表头里有模板没有的列：%s", text_join(c->mem, t->extra, t->n_extra, ' '));
        return true;
}

static bool rows_read(struct ctx *c, const struct intake_plan *p, const char *digest, struct book *b, intake_row_fn *each, void *to)
{
        struct sheet_table t;
        int64_t row = 1, rows = 0;
        bool ok = table_begin(c, p, b, &t);

        while (ok && row) {
                struct ctx of_row = *c;
                struct pair pairs[INTAKE_COLUMNS_MAX + 2];
                struct problems wrong = { 0 };
                const struct sheet_cell *cells;

                ok = sheet_table_row(&t, &row, &cells);
                if (ok && row && ++rows > INTAKE_ROWS_MAX)
                        ok = refuse(&c->why, R_SHEET_LIMIT, NULL, "多于 %d 行；请分成几个文件导入", INTAKE_ROWS_MAX);
                if (!ok || !row)
                        break;
                of_row.mem = arena_new();
                ok = each(to, row, cells, pairs, pairs_make(&of_row, p, row, digest, cells, pairs, &wrong), &wrong);
                arena_free(of_row.mem);
        }
        if (ok && !rows)
                return refuse(&c->why, R_SHEET_HEAD, NULL, "表头下面没有要导入的行");
        return ok;
}

bool intake__each(struct ctx *c, const struct intake_plan *p, const char *digest, const char *name, intake_row_fn *each, void *to)
{
        int fd = c->blobs ? blob_open(c->blobs, digest, &c->why) : -1;
        struct book *b = fd >= 0 ? book_open(c->mem, &c->why, fd, name) : NULL;
        bool ok = b && rows_read(c, p, digest, b, each, to);

        book_close(b);
        if (fd >= 0)
                close(fd);
        return ok || (c->why.kind == WHY_NOTHING ? fail(&c->why, "没有文件库，不能读取工作簿") : false);
}

/* ---- trying ---- */

static int column_of(const struct intake_plan *p, const char *field)
{
        for (size_t i = 0; field && i < p->n; i++)
                if (!strcmp(p->columns[i].arg->name, field))
                        return (int)i;
        return -1;
}

bool intake__row_try(struct ctx *c, const struct intake_plan *p, const struct pair *pairs, size_t n, struct problem *out, bool *good)
{
        const struct command *k = command_for(c->mem, p->what->verb, pairs, n);
        struct ctx one = *c;
        struct args a;

        one.why = (struct why){ .mem = c->mem };
        *good = args_check(&one, k, pairs, n, &a) && draft_make(&one, &a, SUBJECT_NEW, draft_new(c->mem, k->verb, k->noun, SUBJECT_NEW));
        if (*good)
                return true;
        if (one.why.kind == WHY_FAILED) {
                c->why = one.why;
                return false;
        }
        out->column = column_of(p, one.why.field);
        out->text = text_make(c->mem, "%s%s%s", refusal_of(one.why.code)->what, text_empty(one.why.detail) ? "" : "：", one.why.detail ? one.why.detail : "");
        return true;
}

struct checking { struct ctx *c; const struct intake_plan *p; struct intake_report *out; struct arena *keys; const char **seen; int64_t *rows; size_t room; };

/* An open table of the keys so far: which row had this one first; 0: none. */
static int64_t seen_before(struct checking *k, const char *key, int64_t row)
{
        uint64_t h = 1469598103934665603ULL;

        for (const char *s = key; *s; s++)
                h = (h ^ (unsigned char)*s) * 1099511628211ULL;
        for (size_t i = h % k->room;; i = (i + 1) % k->room) {
                if (!k->seen[i]) {
                        k->seen[i] = text_copy(k->keys, key);
                        k->rows[i] = row;
                        return 0;
                }
                if (!strcmp(k->seen[i], key))
                        return k->rows[i];
        }
}

static bool row_check(void *to, int64_t row, const struct sheet_cell *cells, const struct pair *pairs, size_t n, const struct problems *of_cells)
{
        struct checking *k = to;
        struct problems *all = &k->out->problems;
        struct ctx one = *k->c;
        struct problem found = { 0 };
        bool good = !of_cells->n;
        int64_t before = 0;

        (void)cells;
        k->out->rows++;
        for (size_t i = 0; i < of_cells->n; i++)
                problem_add(k->keys, all, row, of_cells->at[i].column, of_cells->at[i].text);
        one.mem = arena_new();
        for (size_t i = 0; good && k->p->what->key && i < n; i++)
                if (!strcmp(pairs[i].name, k->p->what->key))
                        before = seen_before(k, pairs[i].value, row);
        if (before) {
                good = false;
                problem_add(k->keys, all, row, column_of(k->p, k->p->what->key), text_make(one.mem, "与第 %lld 行重复", (long long)before));
        } else if (good) {
                if (!intake__row_try(&one, k->p, pairs, n, &found, &good)) {
                        fail(&k->c->why, "第 %lld 行检查时出错：%s", (long long)row, one.why.detail ? one.why.detail : "");
                        return arena_free(one.mem), false;
                }
                if (!good)
                        problem_add(k->keys, all, row, found.column, found.text);
        }
        k->out->good += good;
        all->wrong += !good;
        arena_free(one.mem);
        return true;
}

bool intake__check(struct ctx *c, const struct intake_plan *p, const char *digest, const char *name, struct intake_report *out)
{
        struct checking k = { .c = c, .p = p, .out = out, .keys = c->mem, .room = 2 * INTAKE_ROWS_MAX };

        *out = (struct intake_report){ 0 };
        k.seen = TAKE_N(c->mem, const char *, k.room);
        k.rows = TAKE_N(c->mem, int64_t, k.room);
        return intake__each(c, p, digest, name, row_check, &k);
}
