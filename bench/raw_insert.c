/* raw_insert.c - the peer of our benchmarks: how many durable rows does the bare engine take, with nothing of ours around it?
 *
 *   raw_insert sqlite   PATH --rows N --callers 64 --bytes B     N callers, one writer thread, group commit, WAL, synchronous=FULL
 *   raw_insert postgres URL  --rows N --group 64   --bytes B     one connection, pipelined groups, synchronous_commit=on
 *
 * A row is a number, an owner (with an index) and B bytes.  Prints "name value" lines: rows per second, rows per
 * group, CPU of this process per row, and for SQLite how long a caller waited until its row was on disk.  It must stay free of src/: a peer that shares our code
 * measures nothing.
 */
#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OWNERS 1000
#define WAL_PAGES 1000          /* pages in the log after which the writer copies them into the file, between two groups */

struct plan { const char *where; long rows, callers, group, bytes; };

static _Noreturn void die(const char *what, const char *why)
{
        fprintf(stderr, "raw_insert: %s: %s\n", what, why);
        exit(1);
}

static double clock_seconds(clockid_t which)
{
        struct timespec t;

        clock_gettime(which, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now(void)
{
        return clock_seconds(CLOCK_MONOTONIC);
}

static void *take(size_t n)
{
        void *p = calloc(1, n);

        if (!p)
                die("memory", "none left");
        return p;
}

/* Bytes that do not compress, the same in every run. */
static void body_fill(uint8_t *p, long n, uint64_t seed)
{
        uint64_t x = seed * 0x9E3779B97F4A7C15u + 1;

        for (long i = 0; i < n; i++) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                p[i] = (uint8_t)x;
        }
}

static void report(const struct plan *p, long groups, double seconds)
{
        printf("rows_per_second %.0f\nrows_per_group %.1f\ncpu_us_per_row %.1f\n", (double)p->rows / seconds, (double)p->rows / (double)groups,
               clock_seconds(CLOCK_PROCESS_CPUTIME_ID) * 1e6 / (double)p->rows);
}

/* SQLite: callers queue a row each and sleep until the group that holds it is committed. */

struct caller { struct queue *q; struct caller *next; pthread_cond_t woken; bool done; int64_t id; uint8_t *body; };

struct queue {
        const struct plan *plan;
        pthread_mutex_t lock;
        pthread_cond_t filled;
        struct caller *waiting;
        long handed, running;
        double *waits;
};

struct writer { sqlite3 *c; sqlite3_stmt *insert, *begin, *commit; int wal_pages; long groups; };

static void lite_check(struct writer *w, int rc, const char *what)
{
        if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
                die(what, sqlite3_errmsg(w->c));
}

static void lite_step(struct writer *w, sqlite3_stmt *s)
{
        lite_check(w, sqlite3_step(s), sqlite3_sql(s));
        sqlite3_reset(s);
}

static int wal_grown(void *to, sqlite3 *c, const char *schema, int pages)
{
        (void)c;
        (void)schema;
        ((struct writer *)to)->wal_pages = pages;
        return SQLITE_OK;
}

static void lite_open(struct writer *w, const char *path)
{
        static const char setup[] =
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192; PRAGMA mmap_size=268435456;"
                "DROP TABLE IF EXISTS raw_row;"
                "CREATE TABLE raw_row (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, body BLOB NOT NULL);"
                "CREATE INDEX raw_row_owner ON raw_row (owner)";

        lite_check(w, sqlite3_open_v2(path, &w->c, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL), path);
        lite_check(w, sqlite3_exec(w->c, setup, NULL, NULL, NULL), "setup");
        sqlite3_wal_hook(w->c, wal_grown, w);
        lite_check(w, sqlite3_prepare_v2(w->c, "INSERT INTO raw_row VALUES (?1, ?2, ?3)", -1, &w->insert, NULL), "insert");
        lite_check(w, sqlite3_prepare_v2(w->c, "BEGIN IMMEDIATE", -1, &w->begin, NULL), "begin");
        lite_check(w, sqlite3_prepare_v2(w->c, "COMMIT", -1, &w->commit, NULL), "commit");
}

static void group_write(struct writer *w, struct caller *group, long bytes)
{
        lite_step(w, w->begin);
        for (struct caller *c = group; c; c = c->next) {
                sqlite3_bind_int64(w->insert, 1, c->id);
                sqlite3_bind_int64(w->insert, 2, c->id % OWNERS);
                sqlite3_bind_blob(w->insert, 3, c->body, (int)bytes, SQLITE_STATIC);
                lite_step(w, w->insert);
        }
        lite_step(w, w->commit);
        w->groups++;
}

static void group_answer(struct queue *q, struct caller *group)
{
        pthread_mutex_lock(&q->lock);
        for (struct caller *c = group, *next; c; c = next) {
                next = c->next;
                c->done = true;
                pthread_cond_signal(&c->woken);
        }
        pthread_mutex_unlock(&q->lock);
}

/* Takes whatever is queued, NULL when all callers have gone. */
static struct caller *group_take(struct queue *q)
{
        struct caller *group;

        pthread_mutex_lock(&q->lock);
        while (!q->waiting && q->running)
                pthread_cond_wait(&q->filled, &q->lock);
        group = q->waiting;
        q->waiting = NULL;
        pthread_mutex_unlock(&q->lock);
        return group;
}

static void write_all(struct writer *w, struct queue *q)
{
        struct caller *group;

        while ((group = group_take(q))) {
                group_write(w, group, q->plan->bytes);
                group_answer(q, group);
                if (w->wal_pages > WAL_PAGES) {
                        sqlite3_wal_checkpoint_v2(w->c, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
                        w->wal_pages = 0;
                }
        }
}

/* Hands in one row and waits until it is on disk.  Called with the lock held. */
static void row_submit(struct caller *c)
{
        struct queue *q = c->q;

        c->done = false;
        c->next = q->waiting;
        q->waiting = c;
        pthread_cond_signal(&q->filled);
        while (!c->done)
                pthread_cond_wait(&c->woken, &q->lock);
}

static void *caller_run(void *to)
{
        struct caller *c = to;
        struct queue *q = c->q;
        double start;

        pthread_mutex_lock(&q->lock);
        while (q->handed < q->plan->rows) {
                c->id = q->handed++;
                pthread_mutex_unlock(&q->lock);
                memcpy(c->body, &c->id, q->plan->bytes < 8 ? (size_t)q->plan->bytes : 8);
                start = now();
                pthread_mutex_lock(&q->lock);
                row_submit(c);
                q->waits[c->id] = now() - start;
        }
        q->running--;
        pthread_cond_signal(&q->filled);
        pthread_mutex_unlock(&q->lock);
        return NULL;
}

static int shorter(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

static void run_sqlite(const struct plan *p)
{
        struct queue q = { .plan = p, .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER, .running = p->callers };
        struct caller *callers = take(sizeof *callers * (size_t)p->callers);
        pthread_t *threads = take(sizeof *threads * (size_t)p->callers);
        struct writer w = { 0 };
        double start;

        q.waits = take(sizeof *q.waits * (size_t)p->rows);
        lite_open(&w, p->where);
        start = now();
        for (long i = 0; i < p->callers; i++) {
                callers[i] = (struct caller){ .q = &q, .woken = PTHREAD_COND_INITIALIZER, .body = take((size_t)p->bytes) };
                body_fill(callers[i].body, p->bytes, (uint64_t)i);
                if (pthread_create(&threads[i], NULL, caller_run, &callers[i]))
                        die("thread", "cannot be started");
        }
        write_all(&w, &q);
        for (long i = 0; i < p->callers; i++)
                pthread_join(threads[i], NULL);
        report(p, w.groups, now() - start);
        qsort(q.waits, (size_t)p->rows, sizeof *q.waits, shorter);
        printf("p50_ms %.2f\np99_ms %.2f\n", q.waits[p->rows / 2] * 1e3, q.waits[p->rows * 99 / 100] * 1e3);
}

/* PostgreSQL: BEGIN, a group of inserts, COMMIT, one round trip. */

static void pg_check(PGconn *c, bool good, const char *what)
{
        if (!good)
                die(what, PQerrorMessage(c));
}

static void pg_setup(PGconn *c)
{
        PGresult *r = PQexec(c, "SET client_min_messages = error; SET synchronous_commit = on; DROP TABLE IF EXISTS raw_row; "
                                "CREATE TABLE raw_row (id BIGINT PRIMARY KEY, owner BIGINT NOT NULL, body BYTEA NOT NULL);"
                                "CREATE INDEX raw_row_owner ON raw_row (owner)");

        pg_check(c, PQresultStatus(r) == PGRES_COMMAND_OK, "setup");
        PQclear(r);
        r = PQprepare(c, "row", "INSERT INTO raw_row VALUES ($1, $2, $3)", 0, NULL);
        pg_check(c, PQresultStatus(r) == PGRES_COMMAND_OK, "prepare");
        PQclear(r);
        pg_check(c, PQenterPipelineMode(c) == 1, "pipeline");
}

static void row_send(PGconn *c, int64_t id, uint8_t *body, long bytes)
{
        char number[24], owner[24];
        const char *values[] = { number, owner, (const char *)body };
        const int lengths[] = { 0, 0, (int)bytes }, formats[] = { 0, 0, 1 };

        snprintf(number, sizeof number, "%lld", (long long)id);
        snprintf(owner, sizeof owner, "%lld", (long long)(id % OWNERS));
        memcpy(body, &id, bytes < 8 ? (size_t)bytes : 8);
        pg_check(c, PQsendQueryPrepared(c, "row", 3, values, lengths, formats, 0) == 1, "insert");
}

/* The results of one group, up to its sync point. */
static void group_read(PGconn *c)
{
        for (;;) {
                PGresult *r = PQgetResult(c);
                ExecStatusType s = r ? PQresultStatus(r) : PGRES_COMMAND_OK;

                PQclear(r);
                if (s == PGRES_PIPELINE_SYNC)
                        return;
                pg_check(c, s == PGRES_COMMAND_OK && PQstatus(c) == CONNECTION_OK, "group");
        }
}

static void run_postgres(const struct plan *p)
{
        PGconn *c = PQconnectdb(p->where);
        uint8_t *body = take((size_t)p->bytes);
        long groups = 0;
        double start;

        pg_check(c, PQstatus(c) == CONNECTION_OK, "connect");
        pg_setup(c);
        body_fill(body, p->bytes, 1);
        start = now();
        for (long at = 0; at < p->rows; groups++) {
                pg_check(c, PQsendQueryParams(c, "BEGIN", 0, NULL, NULL, NULL, NULL, 0) == 1, "begin");
                for (long i = 0; i < p->group && at < p->rows; i++)
                        row_send(c, at++, body, p->bytes);
                pg_check(c, PQsendQueryParams(c, "COMMIT", 0, NULL, NULL, NULL, NULL, 0) == 1 && PQpipelineSync(c) == 1, "commit");
                group_read(c);
        }
        report(p, groups, now() - start);
        PQfinish(c);
}

/* The command line */

static int usage(void)
{
        fputs("usage: raw_insert sqlite PATH --rows N --callers N --bytes N\n"
              "       raw_insert postgres URL --rows N --group N --bytes N\n", stderr);
        return 2;
}

static bool option(struct plan *p, const char *name, const char *value)
{
        struct { const char *name; long *to, most; } known[] = {
                { "--rows", &p->rows, 1000000000 }, { "--callers", &p->callers, 10000 },
                { "--group", &p->group, 100000 }, { "--bytes", &p->bytes, 100000000 },
        };
        char *end;

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (!strcmp(name, known[i].name)) {
                        *known[i].to = strtol(value, &end, 10);
                        return !*end && *known[i].to > 0 && *known[i].to <= known[i].most;
                }
        return false;
}

int main(int argc, char **argv)
{
        struct plan p = { .rows = 100000, .callers = 64, .group = 64, .bytes = 500 };

        if (argc < 3 || argc % 2 == 0)
                return usage();
        p.where = argv[2];
        for (int i = 3; i < argc; i += 2)
                if (!option(&p, argv[i], argv[i + 1]))
                        return usage();
        if (!strcmp(argv[1], "sqlite"))
                run_sqlite(&p);
        else if (!strcmp(argv[1], "postgres"))
                run_postgres(&p);
        else
                return usage();
        return 0;
}
