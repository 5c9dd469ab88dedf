/* upgrade.c - see upgrade.h.  Must never: drop a table that is not one of the program's, or change an act. */
#include "journal/upgrade.h"
#include "base/version.h"
#include <stdio.h>
#include <string.h>

#define TABLES_MAX 512
#define OLD_NAME "upgrade_old"

extern const char *journal__schemas[];
extern size_t journal__schemas_n;
extern struct shadow journal__shadows[];
extern size_t journal__shadows_n;
const char *journal__guards(const struct db *db);
const char *journal__schema_for(struct arena *mem, const struct db *db, const char *sql);
bool journal__make_tables(struct db_write *w, size_t skip);
bool journal__make_guards(struct db_write *w);
bool journal__is_derived(const char *table);

QUERY(schema_newest, "SELECT version, program, digest FROM journal_schema ORDER BY at DESC, digest DESC LIMIT 1");
QUERY(schema_put, "INSERT INTO journal_schema (version, program, digest, at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest, at) DO NOTHING");

/* What changed in the journal's own tables, oldest first; a step is never edited once it was released. */
static const struct step { const char *what, *sqlite, *postgres; } steps[] = {
        { "which release made the tables is written down",
          "CREATE TABLE journal_schema (version BIGINT NOT NULL, program TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (digest, at))",
          "CREATE TABLE journal_schema (version BIGINT NOT NULL, program TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (digest, at))" },
};
/* Tables of earlier releases that none has any more. */
static const char *const retired[] = { "case_recording" };

#define STEPS_N ((int64_t)(sizeof steps / sizeof *steps))

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
static size_t names_after(struct arena *mem, const char *sql, const char *word, const char **out, size_t n)
{
        size_t len = strlen(word);

        for (const char *p = strstr(sql, word); p; p = strstr(p + len, word)) {
                must(n < TABLES_MAX);
                out[n++] = text_copy_n(mem, p + len, strspn(p + len, "abcdefghijklmnopqrstuvwxyz_0123456789"));
        }
        return n;
}

static size_t tables_of(struct arena *mem, const struct db *db, size_t first, size_t end, const char **out)
{
        size_t n = 0;

        for (size_t i = first; i < end; i++) {
                struct buffer b = { .mem = mem };

                schema_plain(&b, journal__schema_for(mem, db, journal__schemas[i]));
                n = names_after(mem, buffer_done(&b), "CREATE TABLE ", out, n);
                n = names_after(mem, buffer_done(&b), "CREATE VIRTUAL TABLE ", out, n);
        }
        return n;
}

static bool one_of(const char *name, const char *const *names, size_t n)
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
static bool is_kept(const char *table)
{
        return !is_shadow(table) && !journal__is_derived(table);
}

/* Columns of a table in this database, in order; 0 where there is no such table. */
struct columns { const char *name[128]; bool text[128]; size_t n; };

static bool columns_of(struct db *db, struct why *why, const char *table, struct columns *out)
{
        struct arena *mem = why->mem;
        struct rows r = db_ask_sql(db, why, db_is_postgres(db) ?
                text_make(mem, "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '%s' ORDER BY ordinal_position", table) :
                text_make(mem, "SELECT name, lower(type) FROM pragma_table_info('%s') ORDER BY cid", table));

        out->n = 0;
        while (db_next(&r)) {
                must(out->n < 128);
                out->text[out->n] = !text_same(db_text(&r, 1), "bigint") && !text_same(db_text(&r, 1), "integer");
                out->name[out->n++] = db_text_in(mem, &r, 0);
        }
        return db_done(&r);
}

static bool table_there(struct db *db, struct why *why, const char *table, bool *there)
{
        struct columns k;
        bool ok = columns_of(db, why, table, &k);

        *there = ok && k.n;
        return ok;
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

        if (!table_there(db, why, "journal_schema", &there))
                return false;
        if (there) {
                r = db_ask(db, why, &schema_newest, ARGS());
                if (db_next(&r)) {
                        s.version = db_int(&r, 0);
                        s.program = db_text_in(why->mem, &r, 1);
                        s.fit = s.version > STEPS_N || newer(s.program) ? SCHEMA_NEW :
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
        bool ok = db_run(w, &schema_put, ARGS(I(STEPS_N), T(MINGJING_VERSION), T(schema_digest(mem, db_reader(w))), T(instant_text(mem, now))));

        arena_free(mem);
        return ok;
}

/* ---- upgrading ---- */

struct upgrade { struct db_write *w; struct db *db; struct arena *mem; struct why *why; const char *kept[TABLES_MAX]; size_t n_kept; };

static bool script(struct upgrade *u, const char *sql)
{
        return db_script(u->w, sql);
}

/* The columns both have; new ones that may not be empty get "" or 0. */
static bool rows_back(struct upgrade *u, const char *table, int64_t *rows)
{
        struct buffer to = { .mem = u->mem }, from = { .mem = u->mem };
        struct columns now, was;
        const char *old = text_make(u->mem, OLD_NAME "_%s", table);
        struct rows r;

        if (!columns_of(u->db, u->why, table, &now) || !columns_of(u->db, u->why, old, &was))
                return false;
        for (size_t i = 0; i < now.n; i++) {
                buffer_make(&to, "%s%s", i ? ", " : "", now.name[i]);
                buffer_make(&from, "%s%s", i ? ", " : "", one_of(now.name[i], was.name, was.n) ? now.name[i] : now.text[i] ? "''" : "0");
        }
        if (!script(u, text_make(u->mem, "INSERT INTO %s (%s) SELECT %s FROM %s", table, buffer_done(&to), buffer_done(&from), old)))
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

                if (!table_there(u->db, u->why, tables[i], &there))
                        return false;
                if (there && is_kept(tables[i])) {
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
        const char *guards = journal__guards(u->db), *names[TABLES_MAX];
        size_t n = db_is_postgres(u->db) && guards ? names_after(u->mem, guards, "CREATE FUNCTION ", names, 0) : 0;

        for (size_t i = 0; i < n; i++)
                if (!script(u, text_make(u->mem, "DROP FUNCTION IF EXISTS %s() CASCADE", names[i])))
                        return false;
        return true;
}

static bool steps_take(struct upgrade *u, int64_t version)
{
        for (int64_t i = version; i < STEPS_N; i++)
                if (!script(u, db_is_postgres(u->db) ? steps[i].postgres : steps[i].sqlite))
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

                if (!one_of(name, ours, n) && !text_starts(name, "pub_index_"))
                        buffer_make(&b, "%s%s", b.n ? " " : "", name);
        }
        *out = buffer_done(&b);
        return db_done(&r);
}

static bool upgrade_do(struct upgrade *u, struct instant now, int64_t version, struct upgraded *out)
{
        const char *journal[TABLES_MAX], *others[TABLES_MAX], *all[TABLES_MAX];
        size_t n_journal = tables_of(u->mem, u->db, 0, 1, journal), n = tables_of(u->mem, u->db, 1, journal__schemas_n, others);
        struct ctx c = { .mem = u->mem, .why = { .mem = u->mem }, .db = u->db };

        must(n_journal + n < TABLES_MAX);
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

/* ---- carrying the log ---- */

QUERY(carry_site, "SELECT origin, hash, pack, made, clock FROM site WHERE one = 1");
QUERY(carry_site_put, "INSERT INTO site (one, origin, hash, pack, made, clock) VALUES (1, $1, $2, $3, $4, $5)");
QUERY(carry_acts, "SELECT seq, at, verb, noun, subject, body, fields FROM journal_act WHERE seq < $1 ORDER BY seq");
QUERY(carry_act_put, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(carry_tiles, "SELECT level, n, hashes, root FROM journal_tile ORDER BY level, n");
QUERY(carry_tile_put, "INSERT INTO journal_tile (level, n, hashes, root) VALUES ($1, $2, $3, $4)");
QUERY(carry_heads, "SELECT size, note, at FROM journal_checkpoint WHERE size <= $1 ORDER BY size");
QUERY(carry_head_put, "INSERT INTO journal_checkpoint (size, note, at) VALUES ($1, $2, $3)");
QUERY(carry_keys, "SELECT key, digest, seq FROM journal_key WHERE seq < $1 ORDER BY seq");
QUERY(carry_key_put, "INSERT INTO journal_key (key, digest, seq) VALUES ($1, $2, $3)");

struct carry { struct db *from; struct db_write *w; struct why *why; struct arena *row; int64_t size; };

static struct val text_of(const struct carry *k, const struct rows *r, int col)
{
        return T(db_text_in(k->row, r, col));
}

static struct val bytes_of(const struct carry *k, const struct rows *r, int col)
{
        struct bytes b = db_bytes_in(k->row, r, col);

        return B(b.p, b.n);
}

static bool site_carry(struct carry *k)
{
        struct rows r = db_ask(k->from, k->why, &carry_site, ARGS());
        bool ok = db_next(&r) && db_run(k->w, &carry_site_put, ARGS(text_of(k, &r, 0), text_of(k, &r, 1), text_of(k, &r, 2), text_of(k, &r, 3), text_of(k, &r, 4)));

        return db_done(&r) && ok;
}

static bool acts_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_acts, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_act_put, ARGS(I(db_int(&r, 0)), text_of(k, &r, 1), text_of(k, &r, 2), text_of(k, &r, 3), I(db_int(&r, 4)),
                                                       text_of(k, &r, 5), bytes_of(k, &r, 6)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

/* Tiles of acts that came in meanwhile are left behind: each covers 256^(level + 1) acts. */
static bool tile_inside(int64_t level, int64_t n, int64_t size)
{
        return level >= 0 && level < 7 && (n + 1) <= size >> (8 * (level + 1));
}

static bool tiles_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_tiles, ARGS());
        bool ok = true;

        while (ok && db_next(&r)) {
                if (tile_inside(db_int(&r, 0), db_int(&r, 1), k->size))
                        ok = db_run(k->w, &carry_tile_put, ARGS(I(db_int(&r, 0)), I(db_int(&r, 1)), bytes_of(k, &r, 2), bytes_of(k, &r, 3)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

static bool heads_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_heads, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_head_put, ARGS(I(db_int(&r, 0)), text_of(k, &r, 1), text_of(k, &r, 2)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

static bool keys_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_keys, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_key_put, ARGS(text_of(k, &r, 0), text_of(k, &r, 1), I(db_int(&r, 2))));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

static bool target_empty(struct db *db, struct why *why)
{
        bool there;

        return table_there(db, why, "site", &there) && (!there || refuse(why, R_SITE_EXISTS, NULL, NULL));
}

static bool carry_into(struct carry *k, struct instant now, bool replay)
{
        struct ctx c = { .mem = k->why->mem, .why = { .mem = k->why->mem }, .db = k->from };
        int64_t acts;
        bool ok;

        if (!journal_size(&c, &k->size)) {
                *k->why = c.why;
                return false;
        }
        ok = journal__make_tables(k->w, 0) && journal__make_guards(k->w) && site_carry(k) && acts_carry(k) && tiles_carry(k) && heads_carry(k) &&
               keys_carry(k) && journal__schema_note(k->w, now);
        c.db = db_reader(k->w);
        if (ok && replay && !rebuild_into(&c, k->w, &acts)) {
                *k->why = c.why;
                return false;
        }
        return ok;
}

bool journal_carry(const char *from, const char *to, struct instant now, bool replay, struct why *why, int64_t *acts)
{
        struct carry k = { .from = db_open(from, DB_READ, why), .why = why, .row = arena_new() };
        struct db *db = k.from ? db_open(to, DB_WRITE, why) : NULL;
        bool ok = db && target_empty(db, why) && (k.w = db_begin(db, why)) != NULL && carry_into(&k, now, replay);

        ok = k.w && db_end(k.w, ok) && ok;
        db_close(db);
        db_close(k.from);
        arena_free(k.row);
        *acts = k.size;
        return ok;
}

/* ---- the gate in the database ---- */

bool guards_missing(struct db *db, struct why *why, const char **names)
{
        const char *guards = journal__guards(db), *want[TABLES_MAX], *have[TABLES_MAX];
        struct buffer b = { .mem = why->mem };
        size_t n = guards ? names_after(why->mem, guards, "TRIGGER ", want, 0) : 0, there = 0;
        struct rows r = db_ask_sql(db, why, db_is_postgres(db) ?
                "SELECT t.tgname FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid JOIN pg_namespace s ON s.oid = k.relnamespace "
                "WHERE s.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'D'" :
                "SELECT name FROM sqlite_master WHERE type = 'trigger'");

        while (db_next(&r) && there < TABLES_MAX)
                have[there++] = db_text_in(why->mem, &r, 0);
        for (size_t i = 0; i < n; i++)
                if (!one_of(want[i], have, there))
                        buffer_make(&b, "%s%s", b.n ? " " : "", want[i]);
        *names = buffer_done(&b);
        return db_done(&r);
}
