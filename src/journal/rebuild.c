/* rebuild.c - the tables are the journal's shadow: replay all acts into an empty database and compare, or put the replay in place. */
#include "db/db.h"
#include "journal/head.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEYS_MAX 4

extern struct shadow journal__shadows[];
extern size_t journal__shadows_n;
bool journal__make_tables(struct db_write *w, size_t skip);

#define DERIVED_MAX 8

static const struct derived *derived[DERIVED_MAX];
static size_t derived_n;

void derived_bind(const struct derived *rows, size_t n)
{
        must(derived_n + n <= DERIVED_MAX);
        for (size_t i = 0; i < n; i++)
                derived[derived_n++] = &rows[i];
}

/* The index itself and whatever its owner keeps beside it under its name. */
bool journal__is_derived(const char *table)
{
        for (size_t i = 0; i < derived_n; i++)
                if (text_starts(table, derived[i]->name))
                        return true;
        return false;
}

static bool derived_clear(struct db_write *w)
{
        for (size_t i = 0; i < derived_n; i++)
                if (!derived[i]->clear(w))
                        return false;
        return true;
}

bool derived_tidy(struct db_write *w, bool *more)
{
        *more = false;
        for (size_t i = 0; i < derived_n; i++) {
                bool again = false;

                if (derived[i]->tidy && !derived[i]->tidy(w, &again))
                        return false;
                *more = *more || again;
        }
        return true;
}

bool derived_check(struct ctx *c, differs_fn *differs, void *to, int64_t *differences)
{
        for (size_t i = 0; i < derived_n; i++) {
                const char *why_not = "";
                int64_t rows;

                if (!derived[i]->compare(c, &rows, &why_not))
                        return false;
                if (*why_not) {
                        ++*differences;
                        differs(to, derived[i]->name, "*", why_not);
                }
        }
        return true;
}

struct replay { struct db_write *w; struct why *why; int64_t n; bool ok; };

static bool replay_one(void *to, const struct act *a)
{
        struct replay *p = to;
        const struct command *cmd = command_find(a->verb);

        if (!cmd)
                p->ok = fail(p->why, "第 %lld 条的动作“%s”本程序不认识，可能由更新的版本写入", (long long)a->seq, a->verb);
        else
                p->ok = cmd->apply(p->w, a) && noun_apply(p->w, a->subject.noun, a);
        p->n++;
        return p->ok;
}

bool rebuild_into(struct ctx *c, struct db_write *w, int64_t *acts)
{
        struct replay p = { .w = w, .why = &c->why, .ok = true };

        if (!acts_from(c, 0, replay_one, &p) || !p.ok) {
                const char *engine = c->why.kind == WHY_FAILED ? c->why.detail : db_why(w)->detail;

                if (c->why.kind != WHY_REFUSED) {       /* which act it was says more than which table */
                        why_clear(&c->why);
                        fail(&c->why, "重放到第 %lld 条时不成立，这一条不是本程序写入的：%s", (long long)p.n - 1, engine ? engine : "");
                }
                return false;
        }
        *acts = p.n;
        return true;
}

/* ---- comparing ---- */

struct compare { struct ctx *c; differs_fn *differs; void *to; int64_t differences; };

/* "case_id,name$" -> columns for SELECT and ORDER BY; how many keys there are comes back. */
static int key_columns(const char *key, bool postgres, struct buffer *select, struct buffer *order)
{
        size_t n;
        char **parts = text_split(select->mem, key, ',', &n);

        must(n >= 1 && n <= KEYS_MAX);
        for (size_t i = 0; i < n; i++) {
                size_t len = strlen(parts[i]);
                bool text = parts[i][len - 1] == '$';

                if (text)
                        parts[i][len - 1] = '\0';
                buffer_make(select, "%s, ", parts[i]);
                buffer_make(order, "%s%s%s", i ? ", " : "", parts[i], text && postgres ? " COLLATE \"C\"" : "");
        }
        return (int)n;
}

static struct rows shadow_rows(struct ctx *c, struct db *db, const struct shadow *s, int *keys)
{
        struct buffer select = { .mem = c->mem }, order = { .mem = c->mem };

        *keys = key_columns(s->key, db_is_postgres(db), &select, &order);
        return db_ask_sql(db, &c->why, text_make(c->mem, "SELECT %s%s.* FROM %s ORDER BY %s", buffer_done(&select), s->table, s->table,
                                                 buffer_done(&order)));
}

static const char *row_name(struct arena *mem, const struct rows *r, int keys)
{
        struct buffer b = { .mem = mem };

        for (int i = 0; i < keys; i++)
                buffer_make(&b, "%s%s", i ? "/" : "", db_text(r, i));
        return buffer_done(&b);
}

/* Numbers sort as numbers, the rest bytewise, as ORDER BY did. */
static int key_order(const struct rows *a, const struct rows *b, int keys)
{
        for (int i = 0; i < keys; i++) {
                const char *x = db_text(a, i), *y = db_text(b, i);
                int64_t m, n;
                int d = text_int(x, INT64_MIN, INT64_MAX, &m) && text_int(y, INT64_MIN, INT64_MAX, &n) ? (m > n) - (m < n) : strcmp(x, y);

                if (d)
                        return d;
        }
        return 0;
}

static void row_compare(struct compare *k, const struct shadow *s, const struct rows *is, const struct rows *should, int keys)
{
        for (int i = keys; i < is->columns; i++) {
                const char *a = db_null(is, i) ? "（空）" : db_text(is, i), *b = db_null(should, i) ? "（空）" : db_text(should, i);

                if (!strcmp(a, b))
                        continue;
                k->differences++;
                k->differs(k->to, s->table, row_name(k->c->mem, is, keys),
                           text_make(k->c->mem, "第 %d 列（%s）现为“%s”，按日志应为“%s”", i - keys + 1, db_column(is, i), utf8_head(k->c->mem, a, 60),
                                     utf8_head(k->c->mem, b, 60)));
        }
}

static bool table_compare(struct compare *k, struct db *scratch, const struct shadow *s)
{
        int keys;
        struct rows is = shadow_rows(k->c, k->c->db, s, &keys), should = shadow_rows(k->c, scratch, s, &keys);
        bool a = db_next(&is), b = db_next(&should);

        while (a || b) {
                int d = !a ? 1 : !b ? -1 : key_order(&is, &should, keys);

                if (d) {
                        k->differences++;
                        k->differs(k->to, s->table, row_name(k->c->mem, d < 0 ? &is : &should, keys),
                                   d < 0 ? "多出这一行，日志中没有" : "缺少这一行，日志中有");
                } else {
                        row_compare(k, s, &is, &should, keys);
                }
                if (d <= 0)
                        a = db_next(&is);
                if (d >= 0)
                        b = db_next(&should);
        }
        return db_done(&is) & db_done(&should);
}

static bool scratch_fill(struct ctx *c, struct db *scratch)
{
        struct db_write *w = db_begin(scratch, &c->why);
        int64_t acts;
        bool ok = w && journal__make_tables(w, 0) && rebuild_into(c, w, &acts);

        return w && db_end(w, ok) && ok;
}

bool rebuild_check(struct ctx *c, differs_fn *differs, void *to, int64_t *differences)
{
        char path[] = "/var/tmp/mingjing-rebuild-XXXXXX";
        struct compare k = { .c = c, .differs = differs, .to = to };
        int fd = mkstemp(path);
        struct db *scratch;
        bool ok;

        if (fd < 0)
                return fail(&c->why, "不能建立临时文件 %s", path);
        close(fd);
        scratch = db_open(text_make(c->mem, "sqlite:%s", path), DB_WRITE, &c->why);
        ok = scratch && scratch_fill(c, scratch);
        for (size_t i = 0; i < journal__shadows_n && ok; i++)
                ok = table_compare(&k, scratch, &journal__shadows[i]);
        ok = ok && derived_check(c, differs, to, &k.differences);
        db_close(scratch);
        unlink(path);
        unlink(text_make(c->mem, "%s-wal", path));
        unlink(text_make(c->mem, "%s-shm", path));
        *differences = k.differences;
        return ok;
}

bool rebuild(const char *url, struct why *why, int64_t *acts)
{
        struct db *db = db_open(url, DB_WRITE, why);
        struct db_write *w = db ? db_begin(db, why) : NULL;
        struct ctx c = { .mem = why->mem, .why = { .mem = why->mem }, .db = w ? db_reader(w) : NULL };
        bool ok = w && derived_clear(w);

        for (size_t i = journal__shadows_n; i-- && ok;)
                ok = db_script(w, text_make(c.mem, "DELETE FROM %s", journal__shadows[i].table));
        ok = ok && rebuild_into(&c, w, acts);
        if (c.why.kind != WHY_NOTHING)
                *why = c.why;
        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}
