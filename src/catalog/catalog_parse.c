/* catalog_parse.c - what a person pastes becomes rows of a list: CSV (RFC 4180), a table copied from a spreadsheet (tabs), or JSON.
 * Every complaint names line and column; nothing is guessed and nothing is cut. */
#include "base/json.h"
#include "catalog/catalog_inner.h"
#include <stdlib.h>
#include <string.h>

#define FIELDS_MAX 64

/* ---- lines of fields ---- */

struct cursor { const char *s; char sep; int line; struct why *w; struct arena *mem; };

static bool quoted(struct cursor *k, const char **out)
{
        struct buffer b = { .mem = k->mem };
        int began = k->line;

        for (k->s++; *k->s; k->s++) {
                k->line += *k->s == '\n';
                if (*k->s != '"')
                        buffer_put(&b, k->s, 1);
                else if (k->s[1] == '"')
                        buffer_put(&b, ++k->s, 1);
                else
                        break;
        }
        if (*k->s != '"')
                return refuse(k->w, R_LIST_ROWS, "rows", "第 %d 行的引号没有收尾", began);
        k->s++;
        if (*k->s && *k->s != k->sep && *k->s != '\n')
                return refuse(k->w, R_LIST_ROWS, "rows", "第 %d 行的引号后面应当是分隔符", k->line);
        *out = buffer_done(&b);
        return true;
}

/* A text that our own export marked with an apostrophe, so that a spreadsheet does not take it for a formula, is taken back as it was. */
static const char *unmarked(const char *s)
{
        return s[0] == '\'' && s[1] && strchr("=+-@", s[1]) ? s + 1 : s;
}

static bool line_read(struct cursor *k, const char *fields[FIELDS_MAX], size_t *n)
{
        *n = 0;
        for (;;) {
                const char *field = "", stops[] = { k->sep, '\n', 0 };
                size_t len;

                if (*n == FIELDS_MAX)
                        return refuse(k->w, R_LIST_ROWS, "rows", "第 %d 行超过 %d 个栏目", k->line, FIELDS_MAX);
                if (*k->s == '"') {
                        if (!quoted(k, &field))
                                return false;
                } else {
                        len = strcspn(k->s, stops);
                        field = text_copy_n(k->mem, k->s, len);
                        k->s += len;
                }
                fields[(*n)++] = unmarked(text_trim(k->mem, field));
                if (*k->s != k->sep)
                        break;
                k->s++;
        }
        k->line += *k->s == '\n';
        k->s += *k->s == '\n';
        return true;
}

/* ---- a table ---- */

static const char *column_id(const struct pack_list *kind, const char *head)
{
        for (size_t i = 0; i < kind->n_columns; i++)
                if (!strcmp(kind->columns[i].label, head) || !strcmp(kind->columns[i].id, head))
                        return kind->columns[i].id;
        return NULL;
}

static const char *labels(struct arena *mem, const struct pack_list *kind)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < kind->n_columns; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", kind->columns[i].label);
        return buffer_done(&b);
}

static bool head_read(struct cursor *k, const struct pack_list *kind, const char *ids[FIELDS_MAX], size_t *n)
{
        const char *heads[FIELDS_MAX];

        if (!line_read(k, heads, n))
                return false;
        for (size_t i = 0; i < *n; i++) {
                ids[i] = column_id(kind, heads[i]);
                if (!ids[i])
                        return refuse(k->w, R_LIST_ROWS, "rows", "第一行应当是栏目名称，没有栏目“%s”；这份清单的栏目：%s", utf8_head(k->mem, heads[i], 20),
                                      labels(k->mem, kind));
                for (size_t e = 0; e < i; e++)
                        if (ids[e] == ids[i])
                                return refuse(k->w, R_LIST_ROWS, "rows", "第一行有两个“%s”", heads[i]);
        }
        return true;
}

static bool row_put(struct cursor *k, struct grid *g, const char *const *ids, size_t columns, const char *const *fields, size_t n, int line)
{
        const char **row;
        bool empty = true;

        for (size_t i = 0; i < n; i++)
                empty &= !*fields[i];
        if (empty)
                return true;
        if (n > columns)
                return refuse(k->w, R_LIST_ROWS, "rows", "第 %d 行有 %zu 个栏目，第一行只有 %zu 个", line, n, columns);
        if (g->n == LIST_ROWS_MAX)
                return refuse(k->w, R_LIST_ROWS, "rows", "清单最多 %d 行", LIST_ROWS_MAX);
        row = grid__row(g);
        for (size_t i = 0; i < n; i++)
                grid__put(g, row, ids[i], fields[i]);
        return true;
}

static bool table_read(struct why *w, const struct pack_list *kind, const char *text, struct grid *g)
{
        const char *ids[FIELDS_MAX], *fields[FIELDS_MAX];
        struct cursor k = { .s = text, .sep = memchr(text, '\t', strcspn(text, "\n")) ? '\t' : ',', .line = 1, .w = w, .mem = g->mem };
        size_t columns, n;

        if (!head_read(&k, kind, ids, &columns))
                return false;
        while (*k.s) {
                int line = k.line;

                if (!line_read(&k, fields, &n) || !row_put(&k, g, ids, columns, fields, n, line))
                        return false;
        }
        return true;
}

/* ---- JSON ---- */

static bool object_put(struct why *w, const struct pack_list *kind, json_t *o, size_t at, struct grid *g)
{
        const char **row, *key;
        json_t *value;

        if (!json_is_object(o))
                return refuse(w, R_LIST_ROWS, "rows", "第 %zu 项不是对象", at + 1);
        row = grid__row(g);
        json_object_foreach(o, key, value) {
                if (!column_id(kind, key) || !json_is_string(value))
                        return refuse(w, R_LIST_ROWS, "rows", column_id(kind, key) ? "第 %zu 项的“%s”应当是文字" : "第 %zu 项有不认识的栏目“%s”", at + 1,
                                      utf8_head(g->mem, key, 20));
                grid__put(g, row, column_id(kind, key), text_trim(g->mem, json_string_value(value)));
        }
        return true;
}

static bool objects_read(struct why *w, const struct pack_list *kind, const char *text, struct grid *g)
{
        json_t *list = json_parse(w, text, strlen(text));
        bool good = json_is_array(list) && json_array_size(list) <= LIST_ROWS_MAX;

        if (list && !good)
                refuse(w, R_LIST_ROWS, "rows", "应当是列表，最多 %d 项", LIST_ROWS_MAX);
        for (size_t i = 0; good && i < json_array_size(list); i++)
                good = object_put(w, kind, json_array_get(list, i), i, g);
        json_decref(list);
        return good;
}

bool grid__parse(struct why *w, struct arena *mem, const struct pack_list *kind, const char *text, struct grid *out)
{
        struct grid g;

        grid__start(&g, mem, kind);
        text = text_starts(text, "\xEF\xBB\xBF") ? text + 3 : text;
        text = text_replace(mem, text, "\r\n", "\n");
        if (*text == '[' ? !objects_read(w, kind, text, &g) : !table_read(w, kind, text, &g))
                return false;
        *out = g;
        return grid__check(w, kind, out);
}

/* ---- what a list may hold ---- */

/* A tag of a web page: shown it would be harmless, for every cell is escaped; but no list has one, and other programs read our open data. */
static bool has_markup(const char *s)
{
        for (; (s = strchr(s, '<')); s++)
                if (s[1] == '/' || s[1] == '!' || (s[1] >= 'a' && s[1] <= 'z') || (s[1] >= 'A' && s[1] <= 'Z'))
                        return true;
        return false;
}

static bool cell_check(struct why *w, const struct grid *g, size_t r, size_t i)
{
        const char *cell = g->rows[r][i], *wrong = *cell ? text_check(cell, strlen(cell)) : NULL;

        if (wrong)
                return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行“%s”：%s", r + 1, g->columns[i].label, wrong);
        if (has_markup(cell))
                return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行“%s”里有网页代码：%s", r + 1, g->columns[i].label, utf8_head(g->mem, strchr(cell, '<'), 20));
        return utf8_length(cell) <= LIST_CELL_MAX ||
               refuse(w, R_LIST_ROWS, "rows", "第 %zu 行“%s”超过 %d 个字", r + 1, g->columns[i].label, LIST_CELL_MAX);
}

static bool row_check(struct why *w, const struct pack_list *kind, const struct grid *g, size_t r)
{
        for (size_t i = 0; i < g->n_columns; i++) {
                if (!*g->rows[r][i] && (!i || names_have(&kind->required, g->columns[i].id)))
                        return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行%s%s%s缺少“%s”", r + 1, i ? "（" : "", i ? g->rows[r][0] : "", i ? "）" : "",
                                      g->columns[i].label);
                if (!cell_check(w, g, r, i))
                        return false;
        }
        return true;
}

static int by_text(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool grid__check(struct why *w, const struct pack_list *kind, const struct grid *g)
{
        const char **names = TAKE_N(g->mem, const char *, g->n + 1);

        if (!g->n)
                return refuse(w, R_LIST_ROWS, "rows", "没有一行内容");
        for (size_t r = 0; r < g->n; r++) {
                if (!row_check(w, kind, g, r))
                        return false;
                names[r] = g->rows[r][0];
        }
        qsort(names, g->n, sizeof *names, by_text);
        for (size_t r = 1; r < g->n; r++)
                if (!strcmp(names[r], names[r - 1]))
                        return refuse(w, R_LIST_ROWS, "rows", "有两行的“%s”都是“%s”", g->columns[0].label, names[r]);
        return true;
}
