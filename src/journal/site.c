/* site.c - making a site, and what is known of it before the first act: origin, hash, pack sources, which clock it runs on. */
#include "db/db.h"
#include "journal/head.h"
#include "journal/proof.h"
#include <string.h>
#include <unistd.h>

#define SCHEMAS_MAX 64
#define SHADOWS_MAX 128

QUERY(site_get, "SELECT origin, hash, pack, clock, made FROM site WHERE one = 1");
QUERY(site_put, "INSERT INTO site (one, origin, hash, pack, made, clock) VALUES (1, $1, $2, $3, $4, '')");

const char *journal__schemas[SCHEMAS_MAX];
size_t journal__schemas_n;
struct shadow journal__shadows[SHADOWS_MAX];
size_t journal__shadows_n;

void schemas_bind(const char *const *sql, size_t n)
{
        must(journal__schemas_n + n <= SCHEMAS_MAX);
        for (size_t i = 0; i < n; i++)
                journal__schemas[journal__schemas_n++] = sql[i];
}

bool journal__schema_note(struct db_write *w, struct instant now);

static const char *guards[2];           /* SQLite, PostgreSQL; NULL: none */

void guards_bind(const char *sqlite, const char *postgres)
{
        guards[0] = sqlite;
        guards[1] = postgres;
}

const char *journal__guards(const struct db *db)
{
        return guards[db_is_postgres(db)];
}

bool journal__make_guards(struct db_write *w)
{
        const char *sql = journal__guards(db_reader(w));

        return !sql || db_script(w, sql);
}

void shadows_bind(const struct shadow *rows, size_t n)
{
        must(journal__shadows_n + n <= SHADOWS_MAX);
        for (size_t i = 0; i < n; i++)
                journal__shadows[journal__shadows_n++] = rows[i];
}

/* Full-text indexes are the one thing without common words: a line that ends in --sqlite is SQLite's, one that begins with --postgresql
 * the other's.  As it stands, a schema is SQLite's. */
static const char *schema_of_postgres(struct arena *mem, const char *sql)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **line = text_split(mem, sql, '\n', &n);

        for (size_t i = 0; i < n; i++) {
                size_t len = strlen(line[i]);

                if (len < 8 || strcmp(line[i] + len - 8, "--sqlite"))
                        buffer_make(&b, "%s\n", line[i] + (text_starts(line[i], "--postgresql ") ? 13 : 0));
        }
        return buffer_done(&b);
}

/* In SQLite only the words INTEGER PRIMARY KEY make the key the row's own number; without them every insert keeps two trees. */
const char *journal__schema_for(struct arena *mem, const struct db *db, const char *sql)
{
        return db_is_postgres(db) ? schema_of_postgres(mem, sql) : text_replace(mem, sql, "BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
}

bool journal__make_tables(struct db_write *w, size_t skip)
{
        struct arena *mem = arena_new();
        bool ok = true;

        for (size_t i = skip; i < journal__schemas_n && ok; i++)
                ok = db_script(w, journal__schema_for(mem, db_reader(w), journal__schemas[i]));
        arena_free(mem);
        return ok;
}

/* A database without tables of ours may take a site; anything else is left alone. */
static bool site_absent(const char *url, struct why *why)
{
        struct db *db = db_open(url, DB_WRITE, why);
        struct why probe = { .mem = why->mem };
        struct rows r;

        if (!db)
                return false;
        r = db_ask_sql(db, &probe, "SELECT one FROM site");
        while (db_next(&r))
                ;
        if (db_done(&r))
                refuse(why, R_SITE_EXISTS, NULL, NULL);
        db_close(db);
        return why->kind == WHY_NOTHING;
}

static bool site_write(struct db_write *w, const char *origin, enum hash_kind hash, const char *pack, struct instant now)
{
        struct arena *mem = arena_new();
        bool ok = journal__make_tables(w, 0) && journal__make_guards(w) &&
                  db_run(w, &site_put, ARGS(T(origin), T(hash_name(hash)), T(pack), T(instant_text(mem, now)))) && journal__schema_note(w, now);

        arena_free(mem);
        return ok;
}

bool journal_init(const char *url, const char *origin, enum hash_kind hash, const char *pack, struct instant now, struct why *why)
{
        const char *keys = keys_path(why->mem, url);
        struct db *db;
        struct db_write *w;
        bool ok;

        if (!site_absent(url, why) || !keys_make(keys, origin, why))
                return false;
        db = db_open(url, DB_WRITE, why);
        w = db ? db_begin(db, why) : NULL;
        ok = w && site_write(w, origin, hash, pack, now);
        ok = w && db_end(w, ok) && ok;
        db_close(db);
        if (!ok)
                unlink(keys);                   /* made by this very call: keys without a site are of no use */
        return ok;
}

bool site_load(struct db *db, struct arena *mem, struct site *out, struct why *why)
{
        struct why probe = { .mem = mem };
        struct rows r = db_ask(db, &probe, &site_get, ARGS());
        struct site s = { 0 };
        bool found = db_next(&r);

        if (found) {
                s.origin = db_text_in(mem, &r, 0);
                found = hash_by_name(db_text(&r, 1), &s.hash) && instant_parse(db_text(&r, 4), &s.made);
                s.pack = db_text_in(mem, &r, 2);
                s.clock = db_text_in(mem, &r, 3);
        }
        if (!db_done(&r) || !found)
                return refuse(why, R_SITE_MISSING, NULL, "%s", probe.detail ? probe.detail : db_url(db));
        *out = s;
        return true;
}
