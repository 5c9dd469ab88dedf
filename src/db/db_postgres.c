/* db_postgres.c - PostgreSQL through libpq, always in pipeline mode.
 *
 * Everything is sent ahead and answered in order; `line` remembers what was sent, so that an error finds its query.
 * db_run() only sends.  A question sends, marks a sync point and reads all answers up to it.  Output is never waited for without
 * reading too: otherwise a server that waits for us to read and we who wait for it to read would wait for ever.
 * This file must never repeat a write: a lost connection is made anew only outside a transaction, and only once per call.
 */
#include "db/db_impl.h"
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST 1024u                 /* commands sent and not yet answered */
#define UNFLUSHED_MOST ((size_t)1 << 20)        /* bytes handed to libpq that may still be in our memory */
#define FETCH_FIRST 16                  /* rows of the first piece of a stream; later pieces aim at FETCH_BYTES */
#define FETCH_MOST 1024
#define FETCH_BYTES ((size_t)1 << 20)
#define WRITE_LOCK "5570193308023522"   /* the site's one write lock: any constant, the same in every process */
#define OID_BOOL 16
#define OID_BYTEA 17

enum sent_kind { SENT_PLAIN, SENT_ASK, SENT_SYNC };
struct sent { const char *name; enum sent_kind kind; };

struct pg {
        struct db base;
        PGconn *c;
        bool *prepared;                 /* by query id */
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

/* One live answer: all of it, or the present piece of a stream. */
struct answer { PGresult *res; int row; unsigned cursor; int fetch; bool last; const char *name; struct arena *mem; };

static struct pg *pg_of(const struct db *db)
{
        return (struct pg *)db;
}

static bool in_transaction(const struct pg *p)
{
        return p->base.write.open || p->streams > 0;
}

/* What went wrong */

static enum trouble trouble_of(const char *state)
{
        static const struct { const char *state; enum trouble t; } known[] = {
                { "23505", TROUBLE_UNIQUE },    { "23503", TROUBLE_FOREIGN },   { "23514", TROUBLE_CHECK },
                { "23502", TROUBLE_NOT_NULL },  { "53100", TROUBLE_FULL },      { "53200", TROUBLE_MEMORY },
                { "55P03", TROUBLE_LOCKED },    { "40P01", TROUBLE_LOCKED },    { "57014", TROUBLE_SLOW },
                { "25006", TROUBLE_READ_ONLY }, { "42501", TROUBLE_PERMISSION }, { "58030", TROUBLE_IO },
                { "XX001", TROUBLE_CORRUPT },   { "XX002", TROUBLE_CORRUPT },   { "57P", TROUBLE_LOST },
                { "08", TROUBLE_LOST },         { "42", TROUBLE_STATEMENT },
        };

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (text_starts(state, known[i].state))
                        return known[i].t;
        return TROUBLE_OTHER;
}

static bool note(struct pg *p, enum trouble t, const char *culprit, const char *words)
{
        if (p->failed)
                return false;
        p->failed = p->stale = true;
        p->trouble = t;
        p->culprit = culprit;
        snprintf(p->words, sizeof p->words, "%s", words ? words : "");
        p->words[strcspn(p->words, "\n")] = 0;
        for (size_t n = strlen(p->words); !utf8_valid(p->words, n); n--)
                p->words[n - 1] = 0;    /* cut within a character */
        return false;
}

static bool note_lost(struct pg *p)
{
        return note(p, TROUBLE_LOST, NULL, PQerrorMessage(p->c));
}

static bool note_result(struct pg *p, const char *culprit, const PGresult *res)
{
        const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *words = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

        if (!state)
                return note_lost(p);
        return note(p, trouble_of(state), culprit, words);
}

static bool pg_fail(struct pg *p, struct why *why)
{
        return db_fail(why, p->trouble, p->culprit, *p->words ? p->words : NULL);
}

static bool lost(const struct pg *p)
{
        return PQstatus(p->c) == CONNECTION_BAD;
}

/* The line: sending and reading */

static bool flush(struct pg *p)
{
        int rc;

        p->unflushed = 0;
        while ((rc = PQflush(p->c)) == 1) {
                struct pollfd f = { PQsocket(p->c), POLLIN | POLLOUT, 0 };

                poll(&f, 1, -1);
                if ((f.revents & (POLLIN | POLLERR | POLLHUP)) && !PQconsumeInput(p->c))
                        return note_lost(p);
        }
        return rc == 0 || note_lost(p);
}

static void line_pop(struct pg *p)
{
        p->first = (p->first + 1) % LINE_MOST;
        p->waiting--;
}

/* Reads one result.  A command gives its results and then NULL; a sync point gives one result and no NULL. */
static bool take_one(struct pg *p)
{
        const struct sent *s = &p->line[p->first];
        PGresult *res = PQgetResult(p->c);

        switch (res ? PQresultStatus(res) : PGRES_EMPTY_QUERY) {
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
                if (s->kind != SENT_ASK)
                        break;
                PQclear(p->answer);
                p->answer = res;
                return true;
        case PGRES_PIPELINE_SYNC:
                line_pop(p);
                break;
        case PGRES_PIPELINE_ABORTED:
                break;
        case PGRES_EMPTY_QUERY:
                if (!res && !lost(p))
                        line_pop(p);
                break;
        default:
                note_result(p, s->name, res);
        }
        PQclear(res);
        return !lost(p) || note_lost(p);
}

static bool settle(struct pg *p, unsigned leave)
{
        if (!flush(p))
                return false;
        while (p->waiting > leave)
                if (!take_one(p))
                        return false;
        return true;
}

/* Before something is sent: room in the line, and not too much in memory. */
static bool line_room(struct pg *p)
{
        if (p->unflushed > UNFLUSHED_MOST && !flush(p))
                return false;
        if (p->waiting < LINE_MOST - 1)
                return true;
        return PQsendFlushRequest(p->c) ? settle(p, LINE_MOST / 2) : note_lost(p);
}

static bool line_push(struct pg *p, int sent, const char *name, enum sent_kind kind)
{
        if (!sent)
                return note_lost(p);
        p->line[(p->first + p->waiting++) % LINE_MOST] = (struct sent){ name, kind };
        return true;
}

/* Marks a sync point and reads everything up to it. */
static bool sync_line(struct pg *p)
{
        return line_room(p) && line_push(p, PQpipelineSync(p->c), NULL, SENT_SYNC) && settle(p, 0) && !p->failed;
}

struct params {
        int n;
        const char *v[DB_ARGS_MAX];
        int len[DB_ARGS_MAX], format[DB_ARGS_MAX];      /* format 1: bytes as they are */
        char digits[DB_ARGS_MAX][24];
        size_t bytes;
};

static void params_set(struct params *to, const struct val *args)
{
        to->n = db_args_count(args);
        to->bytes = 0;
        for (int i = 0; i < to->n; i++) {
                const struct val *a = &args[i];

                to->v[i] = NULL;
                to->len[i] = 0;
                to->format[i] = a->kind == VAL_BYTES;
                if (a->kind == VAL_INT) {
                        snprintf(to->digits[i], sizeof to->digits[i], "%lld", (long long)a->i);
                        to->v[i] = to->digits[i];
                } else if (a->kind == VAL_TEXT) {
                        to->v[i] = a->s;
                        to->bytes += a->s ? strlen(a->s) : 0;
                } else if (a->kind == VAL_BYTES) {
                        must(a->b.n <= INT32_MAX);
                        to->v[i] = a->b.n ? (const char *)a->b.p : "";
                        to->len[i] = (int)a->b.n;
                        to->bytes += a->b.n;
                }
        }
}

static bool send_sql(struct pg *p, const char *name, const char *sql, const struct val *args, enum sent_kind kind)
{
        struct params a;

        params_set(&a, args);
        p->unflushed += a.bytes + strlen(sql);
        return line_room(p) && line_push(p, PQsendQueryParams(p->c, sql, a.n, NULL, a.v, a.len, a.format, 0), name, kind);
}

static bool send_prepare(struct pg *p, const struct query *q)
{
        char name[24];

        if (p->prepared[q->id])
                return true;
        snprintf(name, sizeof name, "q%d", q->id);
        p->prepared[q->id] = line_room(p) && line_push(p, PQsendPrepare(p->c, name, q->sql, 0, NULL), q->name, SENT_PLAIN);
        return p->prepared[q->id];
}

static bool send_query(struct pg *p, const struct question *a, enum sent_kind kind)
{
        char name[24];
        struct params v;

        if (a->q->id < 0)
                return send_sql(p, a->q->name, a->q->sql, a->args, kind);
        if (!send_prepare(p, a->q))
                return false;
        snprintf(name, sizeof name, "q%d", a->q->id);
        params_set(&v, a->args);
        p->unflushed += v.bytes;
        return line_room(p) && line_push(p, PQsendQueryPrepared(p->c, name, v.n, v.v, v.len, v.format, 0), a->q->name, kind);
}

/* The connection */

static void notice_ignore(void *arg, const char *message)
{
        (void)arg;
        (void)message;                  /* "table does not exist, skipping": nothing anybody must act on */
}

static bool settings(struct pg *p)
{
        char sql[600];
        PGresult *res;
        bool good;

        /* Both kinds of connection only read outside db_begin(), which says READ WRITE. */
        snprintf(sql, sizeof sql,
                 "SET default_transaction_read_only = on; SET synchronous_commit = on; SET bytea_output = hex; "
                 "SET standard_conforming_strings = on; SET lock_timeout = %d; SET statement_timeout = %d; "
                 "SET idle_in_transaction_session_timeout = %d", db_lock_wait_ms, p->base.mode == DB_READ ? DB_READ_LIMIT_MS : 0,
                 p->base.mode == DB_READ ? 0 : 2 * DB_READ_LIMIT_MS);   /* a frozen writer must not keep the site's lock */
        res = PQexec(p->c, sql);
        good = PQresultStatus(res) == PGRES_COMMAND_OK;
        if (!good)
                note_result(p, NULL, res);
        PQclear(res);
        return good;
}

static bool encoding_good(struct pg *p)
{
        const char *server = PQparameterStatus(p->c, "server_encoding");

        return text_same(server, "UTF8") || note(p, TROUBLE_CONNECT, NULL, "server_encoding must be UTF8");
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
        memset(p->prepared, 0, sizeof *p->prepared * (size_t)db_query_count());
        p->c = PQconnectdbParams(names, values, 1);
        must(p->c != NULL);
        PQsetNoticeProcessor(p->c, notice_ignore, NULL);
        if (lost(p))
                return note(p, TROUBLE_CONNECT, NULL, PQerrorMessage(p->c));
        if (!encoding_good(p) || !settings(p))
                return false;
        return (PQenterPipelineMode(p->c) && !PQsetnonblocking(p->c, 1)) || note_lost(p);
}

/* Clears what the last failure left; only outside a transaction. */
static bool refresh(struct pg *p)
{
        bool stale = p->stale;

        if (lost(p) || p->waiting || PQpipelineStatus(p->c) == PQ_PIPELINE_OFF || PQtransactionStatus(p->c) != PQTRANS_IDLE)
                return connect_to(p, p->base.url);
        p->failed = p->stale = false;
        if (!stale)
                return true;
        memset(p->prepared, 0, sizeof *p->prepared * (size_t)db_query_count());
        return send_sql(p, NULL, "DEALLOCATE ALL", ARGS(), SENT_PLAIN) && sync_line(p);
}

/* Outside a transaction a connection that turns out to be lost is made anew and the attempt repeated, once.  The attempt must be
 * one that changes nothing: a read, or the beginning of a transaction. */
static bool attempt(struct pg *p, bool (*what)(struct pg *, const struct question *), const struct question *a)
{
        if (in_transaction(p))
                return !p->failed && what(p, a);
        if (refresh(p) && what(p, a))
                return true;
        return p->trouble != TROUBLE_CONNECT && lost(p) && connect_to(p, p->base.url) && what(p, a);
}

/* Reading */

static bool ask_whole(struct pg *p, const struct question *a)
{
        return send_query(p, a, SENT_ASK) && sync_line(p);
}

static bool stream_fetch(struct pg *p, const char *name, unsigned cursor, int rows)
{
        char sql[64];

        snprintf(sql, sizeof sql, "FETCH %d FROM stream%u", rows, cursor);
        return send_sql(p, name, sql, ARGS(), SENT_ASK) && sync_line(p);
}

static void transaction_end(struct pg *p, const char *how)
{
        if (!lost(p))
                sync_line(p);           /* ends the failed part of a pipeline, in which the server skips everything */
        if (!lost(p) && send_sql(p, NULL, how, ARGS(), SENT_ASK))
                sync_line(p);
}

static bool ask_stream(struct pg *p, const struct question *a)
{
        struct arena *mem = arena_new();
        char *sql = text_make(mem, "DECLARE stream%u NO SCROLL CURSOR FOR %s", ++p->cursors, a->q->sql);
        bool outer = !in_transaction(p), good;

        good = (!outer || send_sql(p, NULL, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ARGS(), SENT_PLAIN)) &&
               send_sql(p, a->q->name, sql, a->args, SENT_PLAIN) && stream_fetch(p, a->q->name, p->cursors, FETCH_FIRST);
        arena_free(mem);
        if (!good && outer)
                transaction_end(p, "ROLLBACK");
        return good;
}

static bool pg_ask(struct rows *r, const struct question *a)
{
        struct pg *p = pg_of(r->db);
        struct answer *to;

        if (!attempt(p, a->stream ? ask_stream : ask_whole, a))
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
                        send_sql(p, NULL, sql, ARGS(), SENT_PLAIN);
                return;
        }
        transaction_end(p, p->failed ? "ROLLBACK" : "COMMIT");
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

/* Writing */

static bool begin(struct pg *p, const struct question *a)
{
        (void)a;
        return send_sql(p, NULL, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", ARGS(), SENT_PLAIN) &&
               send_sql(p, NULL, "SELECT pg_advisory_xact_lock(" WRITE_LOCK ")", ARGS(), SENT_PLAIN) && sync_line(p);
}

static bool pg_begin(struct db *db, struct why *why)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        if (attempt(p, begin, NULL))
                return true;
        transaction_end(p, "ROLLBACK");
        return pg_fail(p, why);
}

/* COMMIT of a transaction that had failed answers ROLLBACK: only the server's own word counts. */
static bool commit(struct pg *p)
{
        bool sent = !p->failed && send_sql(p, NULL, "COMMIT", ARGS(), SENT_ASK);

        if (sent && sync_line(p) && p->answer && !strcmp(PQcmdStatus(p->answer), "COMMIT"))
                return true;
        if (sent && lost(p) && p->trouble == TROUBLE_LOST)
                p->trouble = TROUBLE_COMMIT_LOST;
        return note(p, TROUBLE_OTHER, NULL, NULL);
}

static bool pg_end(struct db *db, bool wanted)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        if (wanted && commit(p))
                return true;
        if (wanted)
                pg_fail(p, db->write.why);
        transaction_end(p, "ROLLBACK");
        return !wanted;
}

static bool pg_run(struct db *db, const struct question *a, int64_t *count)
{
        struct pg *p = pg_of(db);

        if (p->failed || !send_query(p, a, count ? SENT_ASK : SENT_PLAIN) || (count && !sync_line(p)))
                return pg_fail(p, db->write.why);
        if (count)
                *count = strtoll(PQcmdTuples(p->answer), NULL, 10);
        return true;
}

/* Several statements in one text need the simple protocol, which a pipeline does not have.  The schema may change: what was
 * prepared against the old one is forgotten. */
static bool script(struct pg *p, const char *sql)
{
        PGresult *res;
        ExecStatusType status;

        if (!sync_line(p) || !PQexitPipelineMode(p->c) || PQsetnonblocking(p->c, 0))
                return note_lost(p);
        res = PQexec(p->c, sql);
        status = PQresultStatus(res);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
                note_result(p, NULL, res);
        PQclear(res);
        if (!p->failed) {
                PQclear(PQexec(p->c, "DEALLOCATE ALL"));
                memset(p->prepared, 0, sizeof *p->prepared * (size_t)db_query_count());
        }
        if (!PQenterPipelineMode(p->c) || PQsetnonblocking(p->c, 1))
                return note_lost(p);
        return !p->failed;
}

static bool pg_script(struct db *db, const char *sql)
{
        struct pg *p = pg_of(db);

        return (!p->failed && script(p, sql)) || pg_fail(p, db->write.why);
}

/* Checking one query, registered or not, leaves nothing behind on the server but what later use would prepare too. */
static bool prepare_only(struct pg *p, const struct question *a)
{
        if (a->q->id >= 0)
                return send_prepare(p, a->q) && sync_line(p);
        return line_room(p) && line_push(p, PQsendPrepare(p->c, "", a->q->sql, 0, NULL), a->q->name, SENT_PLAIN) && sync_line(p);
}

static bool pg_check(struct db *db, struct why *why, struct query *q)
{
        struct pg *p = pg_of(db);

        return attempt(p, prepare_only, &(struct question){ q, ARGS(), false }) || pg_fail(p, why);
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
        memory_free(p->prepared);
        memory_free(p);
}

static const struct db_engine engine = {
        .postgres = true, .close = pg_close, .ask = pg_ask, .next = pg_next, .release = pg_release,
        .column = pg_column, .is_null = pg_is_null, .integer = pg_integer, .text = pg_text, .bytes = pg_bytes,
        .begin = pg_begin, .end = pg_end, .run = pg_run, .script = pg_script, .check = pg_check, .idle = pg_idle,
};

struct db *db_postgres_open(const char *url, enum db_mode mode, struct why *why)
{
        struct pg *p = memory_take(sizeof *p);

        p->base.engine = &engine;
        p->base.mode = mode;
        p->prepared = memory_take(sizeof *p->prepared * (size_t)db_query_count());
        if (connect_to(p, url))
                return &p->base;
        pg_fail(p, why);
        pg_close(&p->base);
        return NULL;
}
