/* db_postgres.h - private to the three db_postgres*.c: one connection to PostgreSQL, always in pipeline mode.
 *
 * Everything is sent ahead and answered in order; `line` remembers what was sent, so that an error finds its query.
 *   db_postgres_line.c   sending, reading what comes back, what went wrong
 *   db_postgres.c        connecting and reading rows
 *   db_postgres_write.c  transactions, and plain statements that are kept and sent as one
 * They must never repeat a write: a lost connection is made anew only outside a transaction, and only once per call.
 */
#ifndef DB_DB_POSTGRES_H
#define DB_DB_POSTGRES_H
#include "db/db_batch.h"
#include "db/db_impl.h"
#include <libpq-fe.h>

#define LINE_MOST 1024u                 /* commands sent and not yet answered */
#define KEPT_MAX 16                     /* plain statements whose rows may wait at the same time, each for another table */

enum sent_kind { SENT_PLAIN, SENT_ASK, SENT_SYNC };
struct sent { const char *name; enum sent_kind kind; };

/* What is known of one registered query: batch is NULL if its executions cannot be kept. */
struct plain { struct batch *batch; bool known; struct query *one, many; };

struct pg {
        struct db base;
        PGconn *c;
        bool *prepared;                 /* by query id; the second half: the same over arrays */
        struct plain *plain;            /* by query id */
        struct plain *kept[KEPT_MAX];   /* those that hold rows, by when they got the first */
        size_t kept_n;
        bool ahead;                     /* the write was begun ahead and has sent nothing, not even BEGIN */
        bool flying, asked, landed;     /* a commit is under way; COMMIT itself was sent; how the last one ended */
        unsigned behind;                /* commands of the next write that were sent behind the commit under way */
        struct sent line[LINE_MOST];
        unsigned first, waiting;
        size_t unflushed;
        PGresult *answer;               /* of the last SENT_ASK */
        bool failed;                    /* since the transaction (or the single question) began; the first reason is kept: */
        enum trouble trouble;
        const char *culprit;
        char words[400];
        bool stale;                     /* after a failure nobody knows which statements the server has prepared */
        int streams;
        unsigned cursors;
};

static inline struct pg *pg_of(const struct db *db) { return (struct pg *)db; }
static inline const char *pg_words(const struct query *q) { return q->postgres ? q->postgres : q->sql; }
static inline bool pg_lost(const struct pg *p) { return PQstatus(p->c) == CONNECTION_BAD; }

/* What went wrong: the first reason stays.  All return false. */
bool pg_note(struct pg *p, enum trouble t, const char *culprit, const char *words);
bool pg_note_lost(struct pg *p);
bool pg_note_result(struct pg *p, const char *culprit, const PGresult *res);
bool pg_fail(struct pg *p, struct why *why);            /* says it */

/* Sending.  Nothing waits, unless the line is full. */
bool pg_line_room(struct pg *p);                        /* before libpq is given something … */
bool pg_line_push(struct pg *p, int sent, const char *name, enum sent_kind kind);      /* … and after */
bool pg_send_sql(struct pg *p, const char *name, const char *sql, const struct val *args, enum sent_kind kind);
bool pg_send_prepare(struct pg *p, const struct query *q);
bool pg_send(struct pg *p, const struct question *a, enum sent_kind kind);
void pg_prepared_forget(struct pg *p);

/* Reading. */
bool pg_flush(struct pg *p);                            /* everything to the server */
bool pg_take(struct pg *p);                             /* reads one result; a SENT_ASK's goes to p->answer */
bool pg_settle(struct pg *p, unsigned leave);           /* reads until no more than `leave` commands are unanswered */
bool pg_sync_mark(struct pg *p);                        /* the server answers up to here, and errors end here */
bool pg_sync(struct pg *p);                             /* the same, and reads it all */

/* Connecting. */
bool pg_refresh(struct pg *p);                          /* clears what the last failure left; only outside a transaction */
bool pg_attempt(struct pg *p, bool (*what)(struct pg *, const struct question *), const struct question *a);

/* Writing. */
void pg_transaction_end(struct pg *p, const char *how);
bool pg_caught_up(struct pg *p);                        /* before anything is asked within a write */
bool pg_land(struct pg *p);                             /* waits for the commit under way */
void pg_plain_forget(struct pg *p);
bool pg_begin(struct db *db, struct why *why);
void pg_begin_ahead(struct db *db);
bool pg_end(struct db *db, bool commit);
void pg_end_start(struct db *db);
bool pg_end_ready(struct db *db);
int pg_end_fd(struct db *db);
bool pg_end_wait(struct db *db);
void pg_push(struct db *db);
bool pg_run(struct db *db, const struct question *a, int64_t *count);
bool pg_script(struct db *db, const char *sql);

#endif
