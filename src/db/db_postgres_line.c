/* db_postgres_line.c - see db_postgres.h: what is sent, what comes back, what went wrong.
 *
 * Output is never waited for without reading too: otherwise a server that waits for us to read and we who wait for it to read would
 * wait for ever.
 */
#include "db/db_postgres.h"
#include <poll.h>
#include <stdio.h>
#include <string.h>

#define UNFLUSHED_MOST ((size_t)1 << 20)        /* bytes handed to libpq that may still be in our memory */

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

bool pg_note(struct pg *p, enum trouble t, const char *culprit, const char *words)
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

bool pg_note_lost(struct pg *p)
{
        return pg_note(p, TROUBLE_LOST, NULL, PQerrorMessage(p->c));
}

bool pg_note_result(struct pg *p, const char *culprit, const PGresult *res)
{
        const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *words = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

        if (!state)
                return pg_note_lost(p);
        return pg_note(p, trouble_of(state), culprit, words);
}

bool pg_fail(struct pg *p, struct why *why)
{
        return db_fail(why, p->trouble, p->culprit, *p->words ? p->words : NULL);
}

void pg_prepared_forget(struct pg *p)
{
        memset(p->prepared, 0, sizeof *p->prepared * 2 * (size_t)db_query_count());
}

/* The line: sending and reading */

bool pg_flush(struct pg *p)
{
        int rc;

        p->unflushed = 0;
        while ((rc = PQflush(p->c)) == 1) {
                struct pollfd f = { PQsocket(p->c), POLLIN | POLLOUT, 0 };

                poll(&f, 1, -1);
                if ((f.revents & (POLLIN | POLLERR | POLLHUP)) && !PQconsumeInput(p->c))
                        return pg_note_lost(p);
        }
        return rc == 0 || pg_note_lost(p);
}

static void line_pop(struct pg *p)
{
        p->first = (p->first + 1) % LINE_MOST;
        p->waiting--;
}

/* Reads one result.  A command gives its results and then NULL; a sync point gives one result and no NULL. */
bool pg_take(struct pg *p)
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
                if (!res && !pg_lost(p))
                        line_pop(p);
                break;
        default:
                pg_note_result(p, s->name, res);
        }
        PQclear(res);
        return !pg_lost(p) || pg_note_lost(p);
}

bool pg_settle(struct pg *p, unsigned leave)
{
        if (!pg_flush(p))
                return false;
        while (p->waiting > leave)
                if (!pg_take(p))
                        return false;
        return true;
}

/* Before something is sent: room in the line, and not too much in memory. */
bool pg_line_room(struct pg *p)
{
        if (p->unflushed > UNFLUSHED_MOST && !pg_flush(p))
                return false;
        if (p->waiting < LINE_MOST - 1)
                return true;
        if (p->flying)                  /* answers of the next write must not be taken for the commit's */
                return pg_land(p);
        return PQsendFlushRequest(p->c) ? pg_settle(p, LINE_MOST / 2) : pg_note_lost(p);
}

bool pg_line_push(struct pg *p, int sent, const char *name, enum sent_kind kind)
{
        if (!sent)
                return pg_note_lost(p);
        p->line[(p->first + p->waiting++) % LINE_MOST] = (struct sent){ name, kind };
        p->behind += p->flying;
        return true;
}

bool pg_sync_mark(struct pg *p)
{
        return pg_line_room(p) && pg_line_push(p, PQpipelineSync(p->c), NULL, SENT_SYNC);
}

/* Marks a sync point and reads everything up to it. */
bool pg_sync(struct pg *p)
{
        return pg_sync_mark(p) && pg_settle(p, 0) && !p->failed;
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

bool pg_send_sql(struct pg *p, const char *name, const char *sql, const struct val *args, enum sent_kind kind)
{
        struct params a;

        params_set(&a, args);
        p->unflushed += a.bytes + strlen(sql);
        return pg_line_room(p) && pg_line_push(p, PQsendQueryParams(p->c, sql, a.n, NULL, a.v, a.len, a.format, 0), name, kind);
}

bool pg_send_prepare(struct pg *p, const struct query *q)
{
        char name[24];

        if (p->prepared[q->id])
                return true;
        snprintf(name, sizeof name, "q%d", q->id);
        p->prepared[q->id] = pg_line_room(p) && pg_line_push(p, PQsendPrepare(p->c, name, pg_words(q), 0, NULL), q->name, SENT_PLAIN);
        return p->prepared[q->id];
}

bool pg_send(struct pg *p, const struct question *a, enum sent_kind kind)
{
        char name[24];
        struct params v;

        if (a->q->id < 0)
                return pg_send_sql(p, a->q->name, pg_words(a->q), a->args, kind);
        if (!pg_send_prepare(p, a->q))
                return false;
        snprintf(name, sizeof name, "q%d", a->q->id);
        params_set(&v, a->args);
        p->unflushed += v.bytes;
        return pg_line_room(p) && pg_line_push(p, PQsendQueryPrepared(p->c, name, v.n, v.v, v.len, v.format, 0), a->q->name, kind);
}
