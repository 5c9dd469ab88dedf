/* upgrade.c - see upgrade.h.  Must never: drop a table that is not one of the program's, or change an act. */
#include "journal/schema.h"
#include <string.h>

#define OLD_NAME "upgrade_old"

extern size_t journal__schemas_n;
const char *journal__guards(const struct db *db);
bool journal__make_tables(struct db_write *w, size_t skip);
bool journal__make_guards(struct db_write *w);
bool journal__schema_note(struct db_write *w, struct instant now);


/* What changed in the journal's own tables, oldest first; a step is never edited once it was released. */
const struct schema_step schema__steps[] = {
        { "which release made the tables is written down",
          "CREATE TABLE journal_schema (version BIGINT NOT NULL, program TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (digest, at))",
          "CREATE TABLE journal_schema (version BIGINT NOT NULL, program TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (digest, at))" },
};
const int64_t schema__steps_n = sizeof schema__steps / sizeof *schema__steps;

/* Tables of earlier releases that none has any more. */
static const char *const retired[] = { "case_recording" };

struct upgrade { struct db_write *w; struct db *db; struct arena *mem; struct why *why; const char *kept[SCHEMA_TABLES_MAX]; size_t n_kept; };

static bool script(struct upgrade *u, const char *sql)
{
        return db_script(u->w, sql);
}

/* The columns both have; new ones that may not be empty get "" or 0. */
static bool rows_back(struct upgrade *u, const char *table, int64_t *rows)
{
        struct schema_columns now, was;
        const char *old = text_make(u->mem, OLD_NAME "_%s", table);
        struct rows r;

        if (!schema__columns_of(u->db, u->why, table, &now) || !schema__columns_of(u->db, u->why, old, &was) ||
            !script(u, text_make(u->mem, "INSERT INTO %s SELECT %s FROM %s", table, schema__selected(u->mem, &now, &was), old)))
                return false;
        r = db_ask_sql(u->db, u->why, text_make(u->mem, "SELECT COUNT(*) FROM %s", old));
        if (db_next(&r))
                *rows += db_int(&r, 0);
        return db_done(&r) && script(u, text_make(u->mem, "DROP TABLE %s", old));
}

static bool table_drop(struct upgrade *u, const char *table)
{
        return script(u, text_make(u->mem, "DROP TABLE IF EXISTS %s%s", table, db_is_postgres(u->db) ? " CASCADE" : ""));
}

/* What no act fills is put aside before its table goes. */
static bool tables_drop(struct upgrade *u, const char *const *tables, size_t n)
{
        for (size_t i = n; i--;) {
                bool there;

                if (!schema__table_there(u->db, u->why, tables[i], &there))
                        return false;
                if (there && schema__is_kept(tables[i])) {
                        if (!script(u, text_make(u->mem, "CREATE TABLE " OLD_NAME "_%s AS SELECT * FROM %s", tables[i], tables[i])))
                                return false;
                        u->kept[u->n_kept++] = tables[i];
                }
                if (!table_drop(u, tables[i]))
                        return false;
        }
        return true;
}

static bool retired_drop(struct upgrade *u)
{
        for (size_t i = 0; i < sizeof retired / sizeof *retired; i++)
                if (!table_drop(u, retired[i]))
                        return false;
        return true;
}

static bool functions_drop(struct upgrade *u)
{
        const char *guards = journal__guards(u->db), *names[SCHEMA_TABLES_MAX];
        size_t n = db_is_postgres(u->db) && guards ? schema__names_after(u->mem, guards, "CREATE FUNCTION ", names, 0) : 0;

        for (size_t i = 0; i < n; i++)
                if (!script(u, text_make(u->mem, "DROP FUNCTION IF EXISTS %s() CASCADE", names[i])))
                        return false;
        return true;
}

static bool steps_take(struct upgrade *u, int64_t version)
{
        for (int64_t i = version; i < schema__steps_n; i++)
                if (!script(u, db_is_postgres(u->db) ? schema__steps[i].postgres : schema__steps[i].sqlite))
                        return false;
        return true;
}

static bool strangers(struct upgrade *u, const char *const *ours, size_t n, const char **out)
{
        struct buffer b = { .mem = u->mem };
        struct rows r = db_ask_sql(u->db, u->why, db_is_postgres(u->db) ?
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename" :
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");

        while (db_next(&r)) {
                const char *name = db_text_in(u->mem, &r, 0);

                if (!schema__one_of(name, ours, n) && !text_starts(name, "pub_index_"))
                        buffer_make(&b, "%s%s", b.n ? " " : "", name);
        }
        *out = buffer_done(&b);
        return db_done(&r);
}

static bool upgrade_do(struct upgrade *u, struct instant now, int64_t version, struct upgraded *out)
{
        const char *journal[SCHEMA_TABLES_MAX], *others[SCHEMA_TABLES_MAX], *all[SCHEMA_TABLES_MAX];
        size_t n_journal = schema__tables_of(u->mem, u->db, 0, 1, journal), n = schema__tables_of(u->mem, u->db, 1, journal__schemas_n, others);
        struct ctx c = { .mem = u->mem, .why = { .mem = u->mem }, .db = u->db };

        must(n_journal + n < SCHEMA_TABLES_MAX);
        memcpy(all, journal, n_journal * sizeof *all);
        memcpy(all + n_journal, others, n * sizeof *all);
        if (!steps_take(u, version) || !tables_drop(u, others, n) || !retired_drop(u) || !functions_drop(u) || !journal__make_tables(u->w, 1) ||
            !journal__make_guards(u->w))
                return false;
        for (size_t i = u->n_kept; i--;)
                if (!rows_back(u, u->kept[i], &out->kept))
                        return false;
        if (!rebuild_into(&c, u->w, &out->acts)) {
                *u->why = c.why;
                return false;
        }
        return journal__schema_note(u->w, now) && strangers(u, all, n_journal + n, &out->strangers);
}

bool journal_upgrade(const char *url, struct instant now, struct why *why, struct upgraded *out)
{
        struct db *db = db_open(url, DB_WRITE, why);
        struct upgrade u = { .db = db, .mem = why->mem, .why = why };
        struct schema_state s;
        struct site site;
        bool ok;

        *out = (struct upgraded){ .strangers = "" };
        ok = db && site_load(db, why->mem, &site, why) && schema_look(db, why, &s);
        if (ok && s.fit == SCHEMA_NEW)
                ok = schema_right(db, why);
        if (ok && s.fit == SCHEMA_OLD) {
                u.w = db_begin(db, why);
                ok = u.w && upgrade_do(&u, now, s.version, out);
                ok = u.w && db_end(u.w, ok) && ok;
        }
        db_close(db);
        return ok;
}
