/* db_batch.c - see db_batch.h.  Reads the few forms of statement that it knows and nothing else: what it does not know is not plain. */
#include "db/db_batch.h"
#include "db/db_impl.h"
#include <ctype.h>
#include <endian.h>
#include <stdio.h>
#include <string.h>

enum column_type { TYPE_UNKNOWN, TYPE_BIGINT, TYPE_TEXT, TYPE_BYTEA, TYPE__MAX };

static const struct { const char *name; uint32_t oid; } types[TYPE__MAX] = {
        [TYPE_BIGINT] = { "bigint", 20 }, [TYPE_TEXT] = { "text", 25 }, [TYPE_BYTEA] = { "bytea", 17 },
};

struct batch {
        struct arena *mem, *row_mem;    /* row_mem: of what is collected now */
        const char *table;
        const char *head, *tail;        /* the statement over arrays, before and after their list */
        int params, key;                /* key: the parameter by which an UPDATE finds its row; -1 for INSERT */
        const char *columns[DB_ARGS_MAX];
        enum column_type types[DB_ARGS_MAX];
        const char *sql;
        const struct val *rows[BATCH_ROWS_MAX];
        size_t n, bytes;
};

/* Reading a statement */

struct reader { const char *at; struct batch *b; };

static bool is_name(char c)
{
        return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_';
}

static bool sign(struct reader *r, char c)
{
        r->at += strspn(r->at, " ");
        if (*r->at != c)
                return false;
        r->at++;
        return true;
}

static bool words(struct reader *r, const char *w)
{
        size_t n = strlen(w);

        r->at += strspn(r->at, " ");
        if (strncmp(r->at, w, n) || isalnum((unsigned char)r->at[n]))
                return false;
        r->at += n;
        return true;
}

static const char *name(struct reader *r)
{
        const char *from;

        r->at += strspn(r->at, " ");
        for (from = r->at; is_name(*r->at); r->at++)
                ;
        return r->at > from ? text_copy_n(r->b->mem, from, (size_t)(r->at - from)) : NULL;
}

/* $n: which column it fills is kept, for its type. */
static bool param(struct reader *r, const char *column, int *n)
{
        int at = 0;

        if (!sign(r, '$'))
                return false;
        for (; isdigit((unsigned char)*r->at) && at < DB_ARGS_MAX; r->at++)
                at = at * 10 + (*r->at - '0');
        if (at < 1 || at > DB_ARGS_MAX)
                return false;
        r->b->columns[at - 1] = column;
        if (at > r->b->params)
                r->b->params = at;
        *n = at;
        return true;
}

/* A parameter, a number, a plain text or NULL: into the list of what is selected. */
static bool value(struct reader *r, const char *column, struct buffer *to)
{
        const char *from;
        int n;

        r->at += strspn(r->at, " ");
        from = r->at;
        if (*from == '$') {
                if (!param(r, column, &n))
                        return false;
                buffer_make(to, "v.p%d", n);
                return true;
        }
        if (words(r, "NULL"))
                ;
        else if (isdigit((unsigned char)*from))
                r->at += strspn(from, "0123456789");
        else if (*from == '\'' && from[1 + strcspn(from + 1, "'\\")] == '\'')
                r->at += strcspn(from + 1, "'") + 2;
        buffer_put(to, from, (size_t)(r->at - from));
        return r->at > from;
}

static bool read_insert(struct reader *r)
{
        struct batch *b = r->b;
        const char *columns[DB_ARGS_MAX];
        struct buffer head = { .mem = b->mem }, values = { .mem = b->mem };
        size_t n = 0, i = 0;

        b->table = words(r, "INSERT INTO") ? name(r) : NULL;
        if (!b->table || !sign(r, '('))
                return false;
        buffer_make(&head, "INSERT INTO %s (", b->table);
        do {
                if (n == DB_ARGS_MAX || !(columns[n] = name(r)))
                        return false;
                buffer_make(&head, "%s%s", n ? ", " : "", columns[n]);
                n++;
        } while (sign(r, ','));
        if (!sign(r, ')') || !words(r, "VALUES") || !sign(r, '('))
                return false;
        do {
                buffer_text(&values, i ? ", " : "");
                if (i == n || !value(r, columns[i++], &values))
                        return false;
        } while (sign(r, ','));
        buffer_make(&head, ") SELECT %s FROM (SELECT ", buffer_done(&values));
        b->head = buffer_done(&head);
        return sign(r, ')') && i == n;
}

/* ON CONFLICT (a, b) DO NOTHING, or nothing at all. */
static bool read_conflict(struct reader *r)
{
        const char *from = r->at;

        if (words(r, "ON CONFLICT")) {
                if (!sign(r, '('))
                        return false;
                do {
                        if (!name(r))
                                return false;
                } while (sign(r, ','));
                if (!sign(r, ')') || !words(r, "DO NOTHING"))
                        return false;
        }
        r->b->tail = from;
        return !*r->at;
}

static bool read_update(struct reader *r)
{
        struct batch *b = r->b;
        const char *column, *set[DB_ARGS_MAX];
        struct buffer head = { .mem = b->mem };
        size_t n = 0;

        b->table = words(r, "UPDATE") ? name(r) : NULL;
        if (!b->table || !words(r, "SET"))
                return false;
        buffer_make(&head, "UPDATE %s SET ", b->table);
        do {
                column = name(r);
                if (n == DB_ARGS_MAX || !column || !sign(r, '='))
                        return false;
                buffer_make(&head, "%s%s = ", n ? ", " : "", column);
                if (!value(r, column, &head))
                        return false;
                set[n++] = column;
        } while (sign(r, ','));
        if (!words(r, "WHERE") || !(column = name(r)) || !sign(r, '=') || !param(r, column, &b->key))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!strcmp(set[i], column))
                        return false;
        buffer_text(&head, " FROM (SELECT ");
        b->head = buffer_done(&head);
        b->tail = text_make(b->mem, " WHERE %s.%s = v.p%d", b->table, column, b->key--);
        return !*r->at;
}

static bool read_statement(struct batch *b, const char *sql)
{
        struct reader insert = { sql, b }, update = { sql, b };
        bool plain = text_starts(sql, "UPDATE") ? read_update(&update) : read_insert(&insert) && read_conflict(&insert);

        for (int i = 0; i < b->params; i++)
                plain = plain && b->columns[i];
        return plain && b->params;
}

struct batch *batch_new(const struct query *q)
{
        struct batch *b = memory_take(sizeof *b);

        b->mem = arena_new();
        b->row_mem = arena_new();
        b->key = -1;
        if (!q->postgres && read_statement(b, q->sql))
                return b;
        batch_free(b);
        return NULL;
}

void batch_free(struct batch *b)
{
        if (!b)
                return;
        arena_free(b->mem);
        arena_free(b->row_mem);
        memory_free(b);
}

const char *batch_table(const struct batch *b)
{
        return b->table;
}

/* Types */

void batch_type(struct batch *b, const char *column, int64_t type_oid)
{
        for (int i = 0; i < b->params; i++)
                for (int t = 0; t < TYPE__MAX && !strcmp(b->columns[i], column); t++)
                        if (types[t].oid && types[t].oid == type_oid)
                                b->types[i] = (enum column_type)t;
}

bool batch_ready(struct batch *b)
{
        struct buffer sql = { .mem = b->mem };

        buffer_text(&sql, b->head);
        for (int i = 0; i < b->params; i++) {
                if (b->types[i] == TYPE_UNKNOWN)
                        return false;
                buffer_make(&sql, "%sunnest($%d::%s[]) AS p%d", i ? ", " : "", i + 1, types[b->types[i]].name, i + 1);
        }
        buffer_make(&sql, ") v%s", b->tail);
        b->sql = buffer_done(&sql);
        return true;
}

const char *batch_sql(const struct batch *b)
{
        return b->sql;
}

/* Rows */

static size_t val_size(const struct val *v)
{
        return v->kind == VAL_TEXT ? (v->s ? strlen(v->s) : 0) : v->kind == VAL_BYTES ? v->b.n : 24;
}

static bool val_fits(const struct val *v, enum column_type t)
{
        switch (v->kind) {
        case VAL_NULL:
                return true;
        case VAL_INT:
                return t != TYPE_BYTEA;
        case VAL_TEXT:
                return t == TYPE_TEXT || !v->s;
        default:
                return v->kind == VAL_BYTES && t == TYPE_BYTEA;
        }
}

static bool val_same(const struct val *a, const struct val *b)
{
        if (a->kind != b->kind)
                return false;
        return a->kind == VAL_INT ? a->i == b->i : a->kind == VAL_TEXT && a->s && text_same(a->s, b->s);
}

static struct val val_copy(struct arena *mem, const struct val *v)
{
        struct val copy = *v;

        if (v->kind == VAL_TEXT && v->s)
                copy.s = text_copy(mem, v->s);
        else if (v->kind == VAL_BYTES)
                copy.b.p = arena_copy(mem, v->b.p, v->b.n);
        return copy;
}

/* Where these arguments go: in the place of those with the same key, or at the end. */
static size_t place_of(const struct batch *b, const struct val *args)
{
        size_t i = b->key < 0 ? b->n : 0;

        while (i < b->n && !val_same(&b->rows[i][b->key], &args[b->key]))
                i++;
        return i;
}

bool batch_add(struct batch *b, const struct val *args)
{
        size_t at = place_of(b, args), size = 0;
        struct val *row;

        must(db_args_count(args) == b->params);
        for (int i = 0; i < b->params; i++) {
                if (!val_fits(&args[i], b->types[i]))
                        return false;
                size += val_size(&args[i]);
        }
        if (at == BATCH_ROWS_MAX || (b->n && b->bytes + size > BATCH_BYTES_MAX))
                return false;
        row = TAKE_N(b->row_mem, struct val, b->params + 1);
        for (int i = 0; i <= b->params; i++)
                row[i] = val_copy(b->row_mem, &args[i]);
        b->rows[at] = row;
        b->n += at == b->n;
        b->bytes += size;
        return true;
}

size_t batch_rows(const struct batch *b)
{
        return b->n;
}

void batch_clear(struct batch *b)
{
        arena_reset(b->row_mem);
        b->n = b->bytes = 0;
}

const struct val *batch_row(const struct batch *b, size_t i)
{
        must(i < b->n);
        return b->rows[i];
}

/* Arrays: dimensions, whether NULLs follow, type, length, first index; then each element's length (-1: NULL) and bytes. */

static uint8_t *put_32(uint8_t *to, uint32_t v)
{
        v = htobe32(v);
        memcpy(to, &v, sizeof v);
        return to + sizeof v;
}

static uint8_t *put_bytes(uint8_t *to, const void *p, size_t n)
{
        must(n <= INT32_MAX);
        to = put_32(to, (uint32_t)n);
        if (n)
                memcpy(to, p, n);
        return to + n;
}

static uint8_t *put_val(uint8_t *to, const struct val *v, enum column_type t)
{
        uint64_t wide = htobe64((uint64_t)v->i);
        char digits[24];

        if (v->kind == VAL_INT && t == TYPE_BIGINT)
                return put_bytes(to, &wide, sizeof wide);
        if (v->kind == VAL_INT)
                return put_bytes(to, digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)v->i));
        if (v->kind == VAL_BYTES)
                return put_bytes(to, v->b.p, v->b.n);
        return v->kind == VAL_TEXT && v->s ? put_bytes(to, v->s, strlen(v->s)) : put_32(to, UINT32_MAX);
}

static struct val array_of(struct batch *b, int param)
{
        size_t size = 20;
        uint8_t *from, *to;

        for (size_t i = 0; i < b->n; i++)
                size += 4 + val_size(&b->rows[i][param]);
        from = to = arena_take(b->row_mem, size);
        to = put_32(to, 1);
        to = put_32(to, 1);
        to = put_32(to, types[b->types[param]].oid);
        to = put_32(to, (uint32_t)b->n);
        to = put_32(to, 1);
        for (size_t i = 0; i < b->n; i++)
                to = put_val(to, &b->rows[i][param], b->types[param]);
        return B(from, to - from);
}

const struct val *batch_arrays(struct batch *b)
{
        struct val *to = TAKE_N(b->row_mem, struct val, b->params + 1);

        must(b->n > 0);
        for (int i = 0; i < b->params; i++)
                to[i] = array_of(b, i);
        to[b->params] = (struct val){ .kind = VAL_END };
        return to;
}
