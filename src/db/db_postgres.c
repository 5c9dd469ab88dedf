/* db_postgres.c - see db_postgres.h: connecting to PostgreSQL, and reading rows.
 *
 * A question sends, marks a sync point and reads all answers up to it.
 */
#include "db/db_postgres.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FETCH_FIRST 16                  /* rows of the first piece of a stream; later pieces aim at FETCH_BYTES */
#define FETCH_MOST 1024
#define FETCH_BYTES ((size_t)1 << 20)
#define OID_BOOL 16
#define OID_BYTEA 17

/* One live answer: all of it, or the present piece of a stream. */
struct answer { PGresult *res; int row; unsigned cursor; int fetch; bool last; const char *name; struct arena *mem; };

static bool in_transaction(const struct pg *p)
{
        return p->base.write.open || p->streams > 0;
}

/* The connection */

static void notice_ignore(void *arg, const char *message)
{
        (void)arg;
        (void)message;                  /* "table does not exist, skipping": nothing anybody must act on */
}

static bool settings(struct pg *p)
{
        /* A writer finds rows by their keys, and so may plan once: a plan made while a table was small must not go on reading all of it
         * when it is large.  Where there is no other way the server reads it all the same, but thinks that so dear that it would
         * compile the plan. */
        static const char by_key[] = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; "
                                     "SET plan_cache_mode = force_generic_plan; SET jit = off";
        char sql[700];
        PGresult *res;
        bool good;

        /* Both kinds of connection only read outside db_begin(), which says READ WRITE.  Each thing that a BEGIN says besides costs every group. */
        snprintf(sql, sizeof sql,
                 "SET default_transaction_read_only = on; SET default_transaction_isolation = 'read committed'; SET synchronous_commit = on; "
                 "SET bytea_output = hex; "
                 "SET standard_conforming_strings = on; SET lock_timeout = %d; SET statement_timeout = %d; "
                 "SET idle_in_transaction_session_timeout = %d; %s", db_lock_wait_ms, p->base.mode == DB_READ ? DB_READ_LIMIT_MS : 0,
                 p->base.mode == DB_READ ? 0 : 2 * DB_READ_LIMIT_MS,    /* a frozen writer must not keep the site's lock */
                 p->base.mode == DB_READ ? "" : by_key);
        res = PQexec(p->c, sql);
        good = PQresultStatus(res) == PGRES_COMMAND_OK;
        if (!good)
                pg_note_result(p, NULL, res);
        PQclear(res);
        return good;
}

static bool encoding_good(struct pg *p)
{
        const char *server = PQparameterStatus(p->c, "server_encoding");

        return text_same(server, "UTF8") || pg_note(p, TROUBLE_CONNECT, NULL, "server_encoding must be UTF8");
}

/* Also replaces a lost connection: whatever it held is gone, on the server too. */
static bool connect_to(struct pg *p, const char *url)
{
        /* What stands before dbname may be said otherwise in the URL; what stands after it may not.
         * Of several hosts in the URL a writer takes the primary. */
        static const char *const names[] = { "application_name", "connect_timeout", "keepalives_idle", "keepalives_interval",
                "keepalives_count", "tcp_user_timeout", "target_session_attrs", "dbname", "client_encoding", NULL };
        const char *const values[] = { "mingjing", "10", "30", "10", "3", "120000",
                p->base.mode == DB_WRITE ? "primary" : "any", url, "UTF8", NULL };

        PQfinish(p->c);
        PQclear(p->answer);
        p->answer = NULL;
        p->first = p->waiting = 0;
        p->failed = p->stale = false;
        pg_prepared_forget(p);
        p->c = PQconnectdbParams(names, values, 1);
        must(p->c != NULL);
        PQsetNoticeProcessor(p->c, notice_ignore, NULL);
        if (pg_lost(p))
                return pg_note(p, TROUBLE_CONNECT, NULL, PQerrorMessage(p->c));
        if (!encoding_good(p) || !settings(p))
                return false;
        return (PQenterPipelineMode(p->c) && !PQsetnonblocking(p->c, 1)) || pg_note_lost(p);
}

/* Clears what the last failure left; only outside a transaction. */
bool pg_refresh(struct pg *p)
{
        bool stale = p->stale;

        if (pg_lost(p) || p->waiting || PQpipelineStatus(p->c) == PQ_PIPELINE_OFF || PQtransactionStatus(p->c) != PQTRANS_IDLE)
                return connect_to(p, p->base.url);
        p->failed = p->stale = false;
        if (!stale)
                return true;
        pg_prepared_forget(p);
        return pg_send_sql(p, NULL, "DEALLOCATE ALL", ARGS(), SENT_PLAIN) && pg_sync(p);
}

/* Outside a transaction a connection that turns out to be lost is made anew and the attempt repeated, once.  The attempt must be
 * one that changes nothing: a read, or the beginning of a transaction. */
bool pg_attempt(struct pg *p, bool (*what)(struct pg *, const struct question *), const struct question *a)
{
        if (in_transaction(p))
                return !p->failed && what(p, a);
        if (pg_refresh(p) && what(p, a))
                return true;
        return p->trouble != TROUBLE_CONNECT && pg_lost(p) && connect_to(p, p->base.url) && what(p, a);
}

/* Reading */

static bool ask_whole(struct pg *p, const struct question *a)
{
        return pg_send(p, a, SENT_ASK) && pg_sync(p);
}

static bool stream_fetch(struct pg *p, const char *name, unsigned cursor, int rows)
{
        char sql[64];

        snprintf(sql, sizeof sql, "FETCH %d FROM stream%u", rows, cursor);
        return pg_send_sql(p, name, sql, ARGS(), SENT_ASK) && pg_sync(p);
}

static bool ask_stream(struct pg *p, const struct question *a)
{
        struct arena *mem = arena_new();
        char *sql = text_make(mem, "DECLARE stream%u NO SCROLL CURSOR FOR %s", ++p->cursors, pg_words(a->q));
        bool outer = !in_transaction(p), good;

        good = (!outer || pg_send_sql(p, NULL, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ARGS(), SENT_PLAIN)) &&
               pg_send_sql(p, a->q->name, sql, a->args, SENT_PLAIN) && stream_fetch(p, a->q->name, p->cursors, FETCH_FIRST);
        arena_free(mem);
        if (!good && outer)
                pg_transaction_end(p, "ROLLBACK");
        return good;
}

static bool pg_ask(struct rows *r, const struct question *a)
{
        struct pg *p = pg_of(r->db);
        struct answer *to;

        if (!pg_caught_up(p) || !pg_attempt(p, a->stream ? ask_stream : ask_whole, a))
                return pg_fail(p, r->why);
        to = memory_take(sizeof *to);
        *to = (struct answer){ .res = p->answer, .row = -1, .name = a->q->name, .last = true };
        p->answer = NULL;
        if (a->stream) {
                p->streams++;
                to->cursor = p->cursors;
                to->fetch = FETCH_FIRST;
                to->last = PQntuples(to->res) < FETCH_FIRST;
        }
        r->impl = to;
        r->columns = PQnfields(to->res);
        return true;
}

/* The next piece: as many rows as should fill FETCH_BYTES, by the size of those before. */
static bool stream_more(struct rows *r)
{
        struct pg *p = pg_of(r->db);
        struct answer *a = r->impl;
        size_t size = PQresultMemorySize(a->res);

        if (size < FETCH_BYTES / 2 && a->fetch < FETCH_MOST)
                a->fetch *= 2;
        else if (size > FETCH_BYTES * 2 && a->fetch > 1)
                a->fetch = (int)((size_t)a->fetch * FETCH_BYTES / size) + 1;
        PQclear(a->res);
        a->res = NULL;
        if (p->failed || !stream_fetch(p, a->name, a->cursor, a->fetch)) {
                r->ok = pg_fail(p, r->why);
                return false;
        }
        a->res = p->answer;
        p->answer = NULL;
        a->row = 0;
        a->last = PQntuples(a->res) < a->fetch;
        return PQntuples(a->res) > 0;
}

static bool pg_next(struct rows *r)
{
        struct answer *a = r->impl;

        if (a->mem)
                arena_reset(a->mem);
        if (++a->row < PQntuples(a->res))
                return true;
        return !a->last && stream_more(r);
}

static void stream_close(struct pg *p, unsigned cursor)
{
        char sql[48];

        snprintf(sql, sizeof sql, "CLOSE stream%u", cursor);
        p->streams--;
        if (in_transaction(p)) {
                if (!p->failed)
                        pg_send_sql(p, NULL, sql, ARGS(), SENT_PLAIN);
                return;
        }
        pg_transaction_end(p, p->failed ? "ROLLBACK" : "COMMIT");
}

static void pg_release(struct rows *r)
{
        struct answer *a = r->impl;

        PQclear(a->res);
        arena_free(a->mem);
        if (a->cursor)
                stream_close(pg_of(r->db), a->cursor);
        memory_free(a);
        r->impl = NULL;
}

static const char *pg_column(const struct rows *r, int col)
{
        const struct answer *a = r->impl;

        return PQfname(a->res, col);
}

static bool pg_is_null(const struct rows *r, int col)
{
        const struct answer *a = r->impl;

        return PQgetisnull(a->res, a->row, col);
}

/* true and false read as 1 and 0, as in SQLite. */
static const char *pg_text(const struct rows *r, int col)
{
        const struct answer *a = r->impl;
        const char *s = PQgetvalue(a->res, a->row, col);

        if (PQftype(a->res, col) == OID_BOOL && *s)
                return *s == 't' ? "1" : "0";
        return s;
}

static int64_t pg_integer(const struct rows *r, int col)
{
        return strtoll(pg_text(r, col), NULL, 10);
}

static uint8_t hex_digit(char c)
{
        return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static struct bytes hex_bytes(struct answer *a, const char *s, size_t n)
{
        uint8_t *to;

        must(n >= 2 && s[0] == '\\' && s[1] == 'x');
        if (!a->mem)
                a->mem = arena_new();
        n = n / 2 - 1;
        to = arena_take(a->mem, n + 1);
        for (size_t i = 0; i < n; i++)
                to[i] = (uint8_t)(hex_digit(s[2 * i + 2]) << 4 | hex_digit(s[2 * i + 3]));
        return (struct bytes){ to, n };
}

static struct bytes pg_bytes(const struct rows *r, int col)
{
        struct answer *a = r->impl;
        const char *s = pg_text(r, col);

        if (pg_is_null(r, col))
                return (struct bytes){ 0 };
        if (PQftype(a->res, col) == OID_BYTEA)
                return hex_bytes(a, s, (size_t)PQgetlength(a->res, a->row, col));
        return (struct bytes){ (const uint8_t *)s, strlen(s) };
}

/* Checking one query, registered or not, leaves nothing behind on the server but what later use would prepare too. */
static bool prepare_only(struct pg *p, const struct question *a)
{
        if (a->q->id >= 0)
                return pg_send_prepare(p, a->q) && pg_sync(p);
        return pg_line_room(p) && pg_line_push(p, PQsendPrepare(p->c, "", pg_words(a->q), 0, NULL), a->q->name, SENT_PLAIN) && pg_sync(p);
}

static bool pg_check(struct db *db, struct why *why, struct query *q)
{
        struct pg *p = pg_of(db);

        return (pg_caught_up(p) && pg_attempt(p, prepare_only, &(struct question){ q, ARGS(), false })) || pg_fail(p, why);
}

static void pg_idle(struct db *db)
{
        (void)db;                       /* the server keeps its own house */
}

/* Opening and closing */

static void pg_close(struct db *db)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        PQclear(p->answer);
        PQfinish(p->c);
        pg_plain_forget(p);
        memory_free(p->plain);
        memory_free(p->prepared);
        memory_free(p);
}

static const struct db_engine engine = {
        .postgres = true, .close = pg_close, .ask = pg_ask, .next = pg_next, .release = pg_release,
        .column = pg_column, .is_null = pg_is_null, .integer = pg_integer, .text = pg_text, .bytes = pg_bytes,
        .begin = pg_begin, .end = pg_end, .begin_ahead = pg_begin_ahead, .end_start = pg_end_start, .end_ready = pg_end_ready, .end_fd = pg_end_fd,
        .end_wait = pg_end_wait, .push = pg_push, .run = pg_run, .script = pg_script, .check = pg_check, .idle = pg_idle,
};

struct db *db_postgres_open(const char *url, enum db_mode mode, struct why *why)
{
        struct pg *p = memory_take(sizeof *p);

        p->base.engine = &engine;
        p->base.mode = mode;
        p->prepared = memory_take(sizeof *p->prepared * 2 * (size_t)db_query_count());
        p->plain = memory_take(sizeof *p->plain * (size_t)db_query_count());
        if (connect_to(p, url))
                return &p->base;
        pg_fail(p, why);
        pg_close(&p->base);
        return NULL;
}
