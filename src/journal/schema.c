/* schema.c - which tables this program has, which a database has, and whether the two fit (upgrade.h).  Only looks.  Must never: write. */
#include "journal/schema.h"
#include "base/version.h"
#include <stdio.h>
#include <string.h>

extern const char *journal__schemas[];
extern size_t journal__schemas_n;
extern struct shadow journal__shadows[];
extern size_t journal__shadows_n;
const char *journal__guards(const struct db *db);
const char *journal__schema_for(struct arena *mem, const struct db *db, const char *sql);
bool journal__is_derived(const char *table);

QUERY(schema_newest, "SELECT version, program, digest FROM journal_schema ORDER BY at DESC, digest DESC LIMIT 1");
QUERY(schema_put, "INSERT INTO journal_schema (version, program, digest, at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest, at) DO NOTHING");

/* ---- which tables ---- */

/* Comments and layout are no difference. */
static void schema_plain(struct buffer *b, const char *sql)
{
        bool space = false;

        for (const char *p = sql; *p; p++) {
                if (text_starts(p, "--"))
                        p += strcspn(p, "\n");
                if (!*p)
                        break;
                if (strchr(" \t\r\n", *p)) {
                        space = true;
                        continue;
                }
                if (space && b->n)
                        buffer_text(b, " ");
                buffer_put(b, p, 1);
                space = false;
        }
}

static const char *schema_digest(struct arena *mem, const struct db *db)
{
        struct buffer b = { .mem = mem };
        const char *guards = journal__guards(db);
        struct hash h;

        for (size_t i = 0; i < journal__schemas_n; i++)
                schema_plain(&b, journal__schema_for(mem, db, journal__schemas[i]));
        schema_plain(&b, guards ? guards : "");
        h = hash_bytes(HASH_SHA256, buffer_done(&b), b.n);
        return hex_text(mem, h.b, 32);
}

/* Names behind "CREATE … word" in a schema, as they stand. */
size_t schema__names_after(struct arena *mem, const char *sql, const char *word, const char **out, size_t n)
{
        size_t len = strlen(word);

        for (const char *p = strstr(sql, word); p; p = strstr(p + len, word)) {
                must(n < SCHEMA_TABLES_MAX);
                out[n++] = text_copy_n(mem, p + len, strspn(p + len, "abcdefghijklmnopqrstuvwxyz_0123456789"));
        }
        return n;
}

size_t schema__tables_of(struct arena *mem, const struct db *db, size_t first, size_t end, const char **out)
{
        size_t n = 0;

        for (size_t i = first; i < end; i++) {
                struct buffer b = { .mem = mem };

                schema_plain(&b, journal__schema_for(mem, db, journal__schemas[i]));
                n = schema__names_after(mem, buffer_done(&b), "CREATE TABLE ", out, n);
                n = schema__names_after(mem, buffer_done(&b), "CREATE VIRTUAL TABLE ", out, n);
        }
        return n;
}

bool schema__one_of(const char *name, const char *const *names, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(name, names[i]))
                        return true;
        return false;
}

static bool is_shadow(const char *table)
{
        for (size_t i = 0; i < journal__shadows_n; i++)
                if (!strcmp(journal__shadows[i].table, table))
                        return true;
        return false;
}

/* Made from the tables by derived_bind()'s owners: the index and what looks into it. */
bool schema__is_kept(const char *table)
{
        return !is_shadow(table) && !journal__is_derived(table);
}

bool schema__columns_of(struct db *db, struct why *why, const char *table, struct schema_columns *out)
{
        struct arena *mem = why->mem;
        struct rows r = db_ask_sql(db, why, db_is_postgres(db) ?
                text_make(mem, "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '%s' ORDER BY ordinal_position", table) :
                text_make(mem, "SELECT name, lower(type) FROM pragma_table_info('%s') ORDER BY cid", table));

        out->n = 0;
        while (db_next(&r)) {
                must(out->n < SCHEMA_COLUMNS_MAX);
                out->text[out->n] = !text_same(db_text(&r, 1), "bigint") && !text_same(db_text(&r, 1), "integer");
                out->name[out->n++] = db_text_in(mem, &r, 0);
        }
        return db_done(&r);
}

bool schema__table_there(struct db *db, struct why *why, const char *table, bool *there)
{
        struct schema_columns k;
        bool ok = schema__columns_of(db, why, table, &k);

        *there = ok && k.n;
        return ok;
}

const char *schema__selected(struct arena *mem, const struct schema_columns *now, const struct schema_columns *was)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < now->n; i++)
                buffer_make(&b, "%s%s", i ? ", " : "", schema__one_of(now->name[i], was->name, was->n) ? now->name[i] : now->text[i] ? "''" : "0");
        return buffer_done(&b);
}

/* ---- does it fit ---- */

static bool version_numbers(const char *version, int64_t out[3])
{
        int a, b, c;
        char rest;

        if (sscanf(version, "%d.%d.%d%c", &a, &b, &c, &rest) != 3)
                return false;
        out[0] = a, out[1] = b, out[2] = c;
        return true;
}

static bool newer(const char *program)
{
        int64_t theirs[3], ours[3];

        if (!version_numbers(program, theirs) || !version_numbers(MINGJING_VERSION, ours))
                return false;
        for (int i = 0; i < 3; i++)
                if (theirs[i] != ours[i])
                        return theirs[i] > ours[i];
        return false;
}

bool schema_look(struct db *db, struct why *why, struct schema_state *out)
{
        struct schema_state s = { .fit = SCHEMA_OLD, .program = "" };
        struct rows r;
        bool there;

        if (!schema__table_there(db, why, "journal_schema", &there))
                return false;
        if (there) {
                r = db_ask(db, why, &schema_newest, ARGS());
                if (db_next(&r)) {
                        s.version = db_int(&r, 0);
                        s.program = db_text_in(why->mem, &r, 1);
                        s.fit = s.version > schema__steps_n || newer(s.program) ? SCHEMA_NEW :
                                text_same(db_text(&r, 2), schema_digest(why->mem, db)) ? SCHEMA_FITS : SCHEMA_OLD;
                }
                if (!db_done(&r))
                        return false;
        }
        *out = s;
        return true;
}

bool schema_right(struct db *db, struct why *why)
{
        struct schema_state s;

        if (!schema_look(db, why, &s))
                return false;
        if (s.fit == SCHEMA_NEW)
                return refuse(why, R_SCHEMA_NEW, NULL, "数据库由 %s 升级过，本程序是 %s", s.program, MINGJING_VERSION);
        return s.fit == SCHEMA_FITS ||
               refuse(why, R_SCHEMA_OLD, NULL, "数据库的表由 %s 建立，本程序是 %s", *s.program ? s.program : "更早的版本", MINGJING_VERSION);
}

bool journal__schema_note(struct db_write *w, struct instant now)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &schema_put, ARGS(I(schema__steps_n), T(MINGJING_VERSION), T(schema_digest(mem, db_reader(w))), T(instant_text(mem, now))));

        arena_free(mem);
        return ok;
}

/* ---- the gate in the database ---- */

bool guards_missing(struct db *db, struct why *why, const char **names)
{
        const char *guards = journal__guards(db), *want[SCHEMA_TABLES_MAX], *have[SCHEMA_TABLES_MAX];
        struct buffer b = { .mem = why->mem };
        size_t n = guards ? schema__names_after(why->mem, guards, "TRIGGER ", want, 0) : 0, there = 0;
        struct rows r = db_ask_sql(db, why, db_is_postgres(db) ?
                "SELECT t.tgname FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid JOIN pg_namespace s ON s.oid = k.relnamespace "
                "WHERE s.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'D'" :
                "SELECT name FROM sqlite_master WHERE type = 'trigger'");

        while (db_next(&r) && there < SCHEMA_TABLES_MAX)
                have[there++] = db_text_in(why->mem, &r, 0);
        for (size_t i = 0; i < n; i++)
                if (!schema__one_of(want[i], have, there))
                        buffer_make(&b, "%s%s", b.n ? " " : "", want[i]);
        *names = buffer_done(&b);
        return db_done(&r);
}

