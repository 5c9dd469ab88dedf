/* db_sqlite.c - SQLite: one file, WAL, every commit on disk (synchronous=FULL).
 *
 * A connection keeps one prepared statement for each query.  A statement belongs to one struct rows while that is live; asking
 * the same query again meanwhile prepares a second one.  The writer never checkpoints inside a commit: db_idle() does, between
 * groups.
 * This file must never change what a value is: text stays text, bytes stay bytes, NULL stays NULL.
 */
#include "base/hash.h"
#include "db/db_impl.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WAL_PAGES_CHECKPOINT 1000       /* 4 MB of new pages: copied into the file at the next idle moment */
#define WAL_PAGES_TRUNCATE 16000        /* 64 MB: the WAL file is also cut back to nothing when no reader needs it */

struct statement {
        sqlite3_stmt *s;
        const char *name;               /* of the query, for failures */
        bool live, kept;
        int params;
        uint8_t at[DB_ARGS_MAX];        /* SQLite's index of $1, $2 … */
        struct arena *mem;              /* hex of bytes that were read as text; made on first use */
};

struct sqlite {
        struct db base;
        sqlite3 *c;
        struct statement **kept;        /* by query id */
        int wal_pages, wal_copied;      /* in the WAL now; of them already in the file */
};

static struct sqlite *sqlite_of(const struct db *db)
{
        return (struct sqlite *)db;
}

static enum trouble constraint_trouble(int code)
{
        switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
                return TROUBLE_UNIQUE;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
                return TROUBLE_FOREIGN;
        case SQLITE_CONSTRAINT_NOTNULL:
                return TROUBLE_NOT_NULL;
        default:
                return TROUBLE_CHECK;
        }
}

static enum trouble trouble_of(int code)
{
        switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
                return TROUBLE_LOCKED;
        case SQLITE_FULL:
                return TROUBLE_FULL;
        case SQLITE_NOTADB:
                return TROUBLE_NOT_DATABASE;
        case SQLITE_CORRUPT:
                return TROUBLE_CORRUPT;
        case SQLITE_PERM:
        case SQLITE_AUTH:
                return TROUBLE_PERMISSION;
        case SQLITE_READONLY:
                return TROUBLE_READ_ONLY;
        case SQLITE_CONSTRAINT:
                return constraint_trouble(code);
        case SQLITE_IOERR:
                return TROUBLE_IO;
        case SQLITE_NOMEM:
                return TROUBLE_MEMORY;
        case SQLITE_ERROR:
                return TROUBLE_STATEMENT;
        default:
                return TROUBLE_OTHER;
        }
}

static bool lite_fail(struct sqlite *s, struct why *why, const char *what)
{
        int code = sqlite3_extended_errcode(s->c);

        return db_fail(why, trouble_of(code), what, sqlite3_errmsg(s->c));
}

/* Statements */

static void statement_free(struct statement *st)
{
        if (!st)
                return;
        sqlite3_finalize(st->s);
        arena_free(st->mem);
        memory_free(st);
}

/* $1 … $n, each used, nothing else: what PostgreSQL wants too. */
static bool params_find(struct statement *st)
{
        st->params = sqlite3_bind_parameter_count(st->s);
        must(st->params <= DB_ARGS_MAX);
        for (int i = 1; i <= st->params; i++) {
                const char *name = sqlite3_bind_parameter_name(st->s, i);
                int64_t n;

                if (!name || *name != '$' || !text_int(name + 1, 1, st->params, &n))
                        return false;
                st->at[n - 1] = (uint8_t)i;
        }
        return true;
}

static bool tail_empty(const char *tail)
{
        return !tail[strspn(tail, " \t\r\n;")];
}

static struct statement *statement_make(struct sqlite *s, struct why *why, const struct query *q)
{
        struct statement *st = memory_take(sizeof *st);
        const char *tail = "";
        unsigned flags = q->id >= 0 ? SQLITE_PREPARE_PERSISTENT : 0;

        st->name = q->name;
        if (sqlite3_prepare_v3(s->c, q->sql, -1, flags, &st->s, &tail) != SQLITE_OK)
                lite_fail(s, why, q->name);
        else if (!st->s || !tail_empty(tail))
                db_fail(why, TROUBLE_STATEMENT, q->name, "a query is one statement");
        else if (!params_find(st))
                db_fail(why, TROUBLE_STATEMENT, q->name, "parameters are $1 to $n without gaps");
        else
                return st;
        statement_free(st);
        return NULL;
}

static struct statement *statement_take(struct sqlite *s, struct why *why, const struct query *q)
{
        struct statement **slot = q->id >= 0 ? &s->kept[q->id] : NULL, *st = slot ? *slot : NULL;

        if (!st || st->live) {
                st = statement_make(s, why, q);
                if (!st)
                        return NULL;
                if (slot && !*slot) {
                        st->kept = true;
                        *slot = st;
                }
        }
        st->live = true;
        return st;
}

static void statement_give(struct statement *st)
{
        st->live = false;
        if (!st->kept) {
                statement_free(st);
                return;
        }
        sqlite3_reset(st->s);
        sqlite3_clear_bindings(st->s);
        arena_free(st->mem);
        st->mem = NULL;
}

static int bind_one(sqlite3_stmt *s, int at, const struct val *v, sqlite3_destructor_type life)
{
        switch (v->kind) {
        case VAL_INT:
                return sqlite3_bind_int64(s, at, v->i);
        case VAL_TEXT:
                return v->s ? sqlite3_bind_text(s, at, v->s, -1, life) : sqlite3_bind_null(s, at);
        case VAL_BYTES:
                return v->b.n ? sqlite3_bind_blob64(s, at, v->b.p, v->b.n, life) : sqlite3_bind_zeroblob(s, at, 0);
        default:
                return sqlite3_bind_null(s, at);
        }
}

/* Makes the statement of a question ready to run.  life: whether the arguments outlive the statement's use. */
static struct statement *statement_ready(struct sqlite *s, struct why *why, const struct question *a,
                                         sqlite3_destructor_type life)
{
        struct statement *st = statement_take(s, why, a->q);

        if (!st)
                return NULL;
        must(db_args_count(a->args) == st->params);
        for (int i = 0; i < st->params; i++)
                if (bind_one(st->s, st->at[i], &a->args[i], life) != SQLITE_OK) {
                        lite_fail(s, why, a->q->name);
                        statement_give(st);
                        return NULL;
                }
        return st;
}

/* Reading */

static bool lite_ask(struct rows *r, const struct question *a)
{
        struct statement *st = statement_ready(sqlite_of(r->db), r->why, a, SQLITE_TRANSIENT);

        if (!st)
                return false;
        if (!sqlite3_stmt_readonly(st->s)) {
                statement_give(st);
                return db_fail(r->why, TROUBLE_READ_ONLY, a->q->name, NULL);
        }
        r->impl = st;
        r->columns = sqlite3_column_count(st->s);
        return true;
}

static bool lite_next(struct rows *r)
{
        struct statement *st = r->impl;
        int rc;

        if (st->mem)
                arena_reset(st->mem);
        rc = sqlite3_step(st->s);
        if (rc == SQLITE_ROW)
                return true;
        if (rc != SQLITE_DONE)
                r->ok = lite_fail(sqlite_of(r->db), r->why, st->name);
        return false;
}

static void lite_release(struct rows *r)
{
        statement_give(r->impl);
        r->impl = NULL;
}

static sqlite3_stmt *row_of(const struct rows *r)
{
        return ((struct statement *)r->impl)->s;
}

static const char *lite_column(const struct rows *r, int col)
{
        return sqlite3_column_name(row_of(r), col);
}

static bool lite_is_null(const struct rows *r, int col)
{
        return sqlite3_column_type(row_of(r), col) == SQLITE_NULL;
}

static int64_t lite_integer(const struct rows *r, int col)
{
        return sqlite3_column_int64(row_of(r), col);
}

static const char *lite_text(const struct rows *r, int col)
{
        struct statement *st = r->impl;
        const char *s;

        if (sqlite3_column_type(st->s, col) == SQLITE_BLOB) {
                if (!st->mem)
                        st->mem = arena_new();
                s = hex_text(st->mem, sqlite3_column_blob(st->s, col), (size_t)sqlite3_column_bytes(st->s, col));
                return text_make(st->mem, "\\x%s", s);
        }
        s = (const char *)sqlite3_column_text(st->s, col);
        return s ? s : "";
}

static struct bytes lite_bytes(const struct rows *r, int col)
{
        const uint8_t *p;

        if (lite_is_null(r, col))
                return (struct bytes){ 0 };
        p = sqlite3_column_blob(row_of(r), col);
        return (struct bytes){ p ? p : (const uint8_t *)"", (size_t)sqlite3_column_bytes(row_of(r), col) };
}

/* Writing */

static bool lite_begin(struct db *db, struct why *why)
{
        struct sqlite *s = sqlite_of(db);

        return sqlite3_exec(s->c, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK || lite_fail(s, why, NULL);
}

/* The file deleted, or another put in its place, while we hold it open: what is written now would be lost with it. */
static bool file_there(struct sqlite *s, struct why *why)
{
        int moved = 0;

        sqlite3_file_control(s->c, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
        return !moved || db_fail(why, TROUBLE_MOVED, NULL, NULL);
}

static bool lite_end(struct db *db, bool commit)
{
        struct sqlite *s = sqlite_of(db);
        bool good = !commit || file_there(s, db->write.why);

        if (commit && good && sqlite3_exec(s->c, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
                good = lite_fail(s, db->write.why, NULL);
        if (!sqlite3_get_autocommit(s->c))      /* a full disk may have rolled back already */
                sqlite3_exec(s->c, "ROLLBACK", NULL, NULL, NULL);
        return good;
}

static bool lite_run(struct db *db, const struct question *a, int64_t *count)
{
        struct sqlite *s = sqlite_of(db);
        struct statement *st = statement_ready(s, db->write.why, a, SQLITE_STATIC);
        int rc = SQLITE_ROW;

        if (!st)
                return false;
        while (rc == SQLITE_ROW)
                rc = sqlite3_step(st->s);
        if (rc != SQLITE_DONE)
                lite_fail(s, db->write.why, a->q->name);
        else if (count)
                *count = sqlite3_changes64(s->c);
        statement_give(st);
        return rc == SQLITE_DONE;
}

static bool lite_script(struct db *db, const char *sql)
{
        struct sqlite *s = sqlite_of(db);

        return sqlite3_exec(s->c, sql, NULL, NULL, NULL) == SQLITE_OK || lite_fail(s, db->write.why, NULL);
}

static bool lite_check(struct db *db, struct why *why, struct query *q)
{
        struct statement *st = statement_take(sqlite_of(db), why, q);

        if (st)
                statement_give(st);
        return st != NULL;
}

/* After each commit SQLite says how many pages the WAL holds; fewer than were copied means that it started anew. */
static int wal_grown(void *to, sqlite3 *c, const char *schema, int pages)
{
        struct sqlite *s = to;

        (void)c;
        (void)schema;
        if (pages < s->wal_copied)
                s->wal_copied = 0;
        s->wal_pages = pages;
        return SQLITE_OK;
}

/* Never waits: a checkpoint that readers hold up is finished at a later idle moment.  A failure loses nothing, for the pages
 * stay in the WAL; if it lasts, the next commit says so. */
static void lite_idle(struct db *db)
{
        struct sqlite *s = sqlite_of(db);
        bool large = s->wal_pages > WAL_PAGES_TRUNCATE;
        int pages = 0, copied = 0;

        if (s->wal_pages - s->wal_copied <= WAL_PAGES_CHECKPOINT)
                return;
        sqlite3_busy_timeout(s->c, 0);
        sqlite3_wal_checkpoint_v2(s->c, "main", large ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
        sqlite3_busy_timeout(s->c, db_lock_wait_ms);
        if (pages >= 0 && copied >= 0) {
                s->wal_pages = pages;
                s->wal_copied = copied;
        }
}

/* Opening and closing */

static void lite_close(struct db *db)
{
        struct sqlite *s = sqlite_of(db);

        for (int i = 0; i < db_query_count(); i++)
                statement_free(s->kept[i]);
        memory_free(s->kept);
        must(sqlite3_close(s->c) == SQLITE_OK); /* no rows may be live any more */
        memory_free(s);
}

static const struct db_engine engine = {
        .postgres = false, .close = lite_close, .ask = lite_ask, .next = lite_next, .release = lite_release,
        .column = lite_column, .is_null = lite_is_null, .integer = lite_integer, .text = lite_text, .bytes = lite_bytes,
        .begin = lite_begin, .end = lite_end, .run = lite_run, .script = lite_script, .check = lite_check, .idle = lite_idle,
};

/* Why can this path not be opened?  SQLite itself only says that it cannot. */
static enum trouble path_trouble(const char *path, enum db_mode mode)
{
        const char *slash = strrchr(path, '/');
        char folder[4096] = ".";

        if (slash && slash - path < (ptrdiff_t)sizeof folder) {
                memcpy(folder, path, (size_t)(slash - path));
                folder[slash - path] = 0;
        }
        if (slash && slash != path && eaccess(folder, F_OK))
                return TROUBLE_NO_FOLDER;
        if (mode == DB_READ && eaccess(path, F_OK))
                return TROUBLE_NO_FILE;
        return eaccess(path, R_OK | W_OK) ? TROUBLE_PERMISSION : TROUBLE_OTHER;
}

static bool setting(struct sqlite *s, const char *sql)
{
        return sqlite3_exec(s->c, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* PRAGMA journal_mode=WAL answers with the mode it got: some network disks cannot do it. */
static bool wal_set(struct sqlite *s, struct why *why, const char *path)
{
        sqlite3_stmt *st = NULL;
        bool wal = false, asked = sqlite3_prepare_v2(s->c, "PRAGMA journal_mode=WAL", -1, &st, NULL) == SQLITE_OK &&
                                  sqlite3_step(st) == SQLITE_ROW;

        if (asked)
                wal = text_in((const char *)sqlite3_column_text(st, 0), "wal|memory", '|');
        else
                lite_fail(s, why, path);
        sqlite3_finalize(st);
        return wal || db_fail(why, TROUBLE_IO, path, "this disk cannot keep a write-ahead log");
}

static bool settings(struct sqlite *s, enum db_mode mode, struct why *why, const char *path)
{
        bool common;

        sqlite3_extended_result_codes(s->c, 1);
        sqlite3_busy_timeout(s->c, db_lock_wait_ms);
        db_functions_make(s->c);
        sqlite3_db_config(s->c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(s->c, SQLITE_DBCONFIG_DQS_DML, 0, NULL);      /* "x" is a name, never a text: as PostgreSQL reads it */
        sqlite3_db_config(s->c, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        common = setting(s, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0");
        if (common && mode == DB_READ)
                common = setting(s, "PRAGMA cache_size=-4096; PRAGMA query_only=ON");
        else if (common)
                common = setting(s, "PRAGMA cache_size=-8192; PRAGMA synchronous=FULL");
        if (!strcmp(path, ":memory:"))          /* nobody finds there what was deleted */
                common = common && setting(s, "PRAGMA secure_delete=OFF");
        if (!common || !setting(s, "SELECT count(*) FROM sqlite_schema"))       /* reads the head: wrong or cut files show here */
                return lite_fail(s, why, path);
        if (mode == DB_READ)
                return true;
        if (sqlite3_db_readonly(s->c, "main") == 1)
                return db_fail(why, TROUBLE_PERMISSION, path, NULL);
        sqlite3_wal_hook(s->c, wal_grown, s);   /* takes the place of the automatic checkpoint */
        return wal_set(s, why, path);
}

static bool file_open(struct sqlite *s, const char *path, enum db_mode mode, struct why *why)
{
        bool create = mode == DB_WRITE || !strcmp(path, ":memory:");
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
        int rc = sqlite3_open_v2(path, &s->c, flags, NULL);

        must(s->c != NULL);
        if (rc == SQLITE_OK)
                return settings(s, mode, why, path);
        if ((rc & 0xff) == SQLITE_CANTOPEN)
                return db_fail(why, path_trouble(path, mode), path, sqlite3_errmsg(s->c));
        return db_fail(why, trouble_of(rc), path, sqlite3_errmsg(s->c));
}

static void memory_statistics_off(void)
{
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);     /* their one lock is shared by all connections; nobody reads them */
}

struct db *db_sqlite_open(const char *path, enum db_mode mode, struct why *why)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        struct sqlite *s = memory_take(sizeof *s);

        pthread_once(&once, memory_statistics_off);
        s->base.engine = &engine;
        s->kept = memory_take(sizeof *s->kept * (size_t)db_query_count());
        if (file_open(s, path, mode, why))
                return &s->base;
        lite_close(&s->base);
        return NULL;
}
