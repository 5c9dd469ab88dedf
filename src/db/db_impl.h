/* db_impl.h - what db.c and the two engines share.  Nobody outside src/db/ includes this.
 *
 * struct db is the first member of each engine's own connection.  An engine fills one table of functions; db.c checks the calls,
 * keeps the state of the transaction and words the failures, so that both engines say the same in the same situation.
 */
#ifndef DB_DB_IMPL_H
#define DB_DB_IMPL_H
#include "db/db.h"

#define DB_ARGS_MAX 64
#define DB_READ_LIMIT_MS 30000          /* PostgreSQL: the longest statement of a reader */
extern int db_lock_wait_ms;             /* how long a write waits for another, for connections opened from now on; tests set it */

struct db_write { struct db *db; struct why *why; bool open, broken; struct db_write *also; };

struct db {
        const struct db_engine *engine;
        char *url;
        enum db_mode mode;
        struct db_write write;
        struct { bool open, underway, good; struct why *why; } commit;  /* from db_end_start() to db_end_wait(); underway: the engine's */
};

struct question { struct query *q; const struct val *args; bool stream; };

struct db_engine {
        bool postgres;
        void (*close)(struct db *db);
        /* Rows.  ask fills r->impl and r->columns; next says false at the end and, with r->ok cleared, on failure;
         * release gives r->impl back and may clear r->ok. */
        bool (*ask)(struct rows *r, const struct question *a);
        bool (*next)(struct rows *r);
        void (*release)(struct rows *r);
        const char *(*column)(const struct rows *r, int col);
        bool (*is_null)(const struct rows *r, int col);
        int64_t (*integer)(const struct rows *r, int col);
        const char *(*text)(const struct rows *r, int col);
        struct bytes (*bytes)(const struct rows *r, int col);
        /* Writing.  end(commit = false) rolls back whatever state the connection is in.  The last six are NULL where a commit is
         * no journey: db_begin_ahead() then begins, db_end_start() commits.  end_ready may say false for ever. */
        bool (*begin)(struct db *db, struct why *why);
        bool (*end)(struct db *db, bool commit);
        void (*begin_ahead)(struct db *db);
        void (*end_start)(struct db *db);
        bool (*end_ready)(struct db *db);
        int (*end_fd)(struct db *db);
        bool (*end_wait)(struct db *db);
        void (*push)(struct db *db);
        bool (*run)(struct db *db, const struct question *a, int64_t *count);   /* count may be NULL */
        bool (*script)(struct db *db, const char *sql);
        bool (*check)(struct db *db, struct why *why, struct query *q);
        void (*idle)(struct db *db);
};

struct sqlite3;
void db_functions_make(struct sqlite3 *c);      /* on a connection just opened */
struct db *db_sqlite_open(const char *path, enum db_mode mode, struct why *why);
struct db *db_postgres_open(const char *url, enum db_mode mode, struct why *why);

int db_query_count(void);               /* how many QUERYs the program has: ids are 0 … count - 1 */
int db_args_count(const struct val *args);

/* What can break, worded once for both engines. */
enum trouble {
        TROUBLE_OTHER, TROUBLE_LOCKED, TROUBLE_FULL, TROUBLE_NOT_DATABASE, TROUBLE_CORRUPT, TROUBLE_NO_FOLDER, TROUBLE_NO_FILE,
        TROUBLE_PERMISSION, TROUBLE_READ_ONLY, TROUBLE_UNIQUE, TROUBLE_FOREIGN, TROUBLE_CHECK, TROUBLE_NOT_NULL, TROUBLE_SLOW,
        TROUBLE_CONNECT, TROUBLE_LOST, TROUBLE_COMMIT_LOST, TROUBLE_IO, TROUBLE_MEMORY, TROUBLE_STATEMENT, TROUBLE_MOVED, TROUBLE__MAX
};
/* what: the query's name or the file; engine: the engine's own words.  Either may be NULL.  Always false. */
bool db_fail(struct why *why, enum trouble t, const char *what, const char *engine);

#endif
