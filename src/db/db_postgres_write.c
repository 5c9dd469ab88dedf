/* db_postgres_write.c - see db_postgres.h: transactions, and plain statements that are kept and sent as one (db_batch.h).
 *
 * `kept` is what the next statement sent must send first.  While the commit of one write is under way the next may keep, and send
 * behind it; if that commit fails the server throws away what came behind.  Whoever asks waits for the commit first: then no answer can
 * be taken for another.  COMMIT of a write is sent when the one before is known to be done, once, and only the server's word counts.
 */
#include "db/db_postgres.h"
#include <stdlib.h>
#include <string.h>

#define WRITE_LOCK "5570193308023522"   /* the site's one write lock: any constant, the same in every process */

/* Beginning and ending on the wire */

void pg_transaction_end(struct pg *p, const char *how)
{
        if (!pg_lost(p))
                pg_sync(p);           /* ends the failed part of a pipeline, in which the server skips everything */
        if (!pg_lost(p) && pg_send_sql(p, NULL, how, ARGS(), SENT_ASK))
                pg_sync(p);
}

/* Prepared like any query, for every group needs them; scratch, because only this engine knows them. */
SCRATCH_QUERY(write_begin, "BEGIN READ WRITE");
SCRATCH_QUERY(write_lock, "SELECT pg_advisory_xact_lock(" WRITE_LOCK ")");
SCRATCH_QUERY(write_commit, "COMMIT");

static bool begin_send(struct pg *p)
{
        return pg_send(p, &(struct question){ &write_begin, ARGS(), false }, SENT_PLAIN) &&
               pg_send(p, &(struct question){ &write_lock, ARGS(), false }, SENT_PLAIN);
}

/* COMMIT of a transaction that had failed answers ROLLBACK: only the server's own word counts. */
static bool commit_read(struct pg *p)
{
        if (p->asked && pg_settle(p, p->behind) && !p->failed && p->answer && !strcmp(PQcmdStatus(p->answer), "COMMIT"))
                return true;
        if (p->asked && pg_lost(p) && p->trouble == TROUBLE_LOST)
                p->trouble = TROUBLE_COMMIT_LOST;
        return pg_note(p, TROUBLE_OTHER, NULL, NULL);
}

bool pg_land(struct pg *p)
{
        p->landed = commit_read(p);
        p->flying = false;
        p->behind = 0;
        if (!p->landed)
                pg_transaction_end(p, "ROLLBACK");
        return p->landed;
}

/* A write begun ahead begins in earnest. */
static bool live(struct pg *p)
{
        if (!p->ahead)
                return !p->failed;
        if (p->flying && p->failed)
                return false;
        p->ahead = false;
        return (p->flying || pg_refresh(p)) && begin_send(p);
}

/* Plain statements: kept, then sent as one */

static bool kept_send(struct pg *p, struct plain *k)
{
        struct question one = { .q = k->one }, many = { .q = &k->many };
        bool single = batch_rows(k->batch) == 1, sent;

        if (!batch_rows(k->batch))
                return true;
        if (single)
                one.args = batch_row(k->batch, 0);
        else
                many.args = batch_arrays(k->batch);
        sent = pg_send(p, single ? &one : &many, SENT_PLAIN);
        batch_clear(k->batch);
        return sent;
}

static bool kept_send_all(struct pg *p)
{
        bool good = true;

        for (size_t i = 0; i < p->kept_n; i++)
                good = good && kept_send(p, p->kept[i]);
        for (size_t i = 0; i < p->kept_n; i++)
                batch_clear(p->kept[i]->batch);
        p->kept_n = 0;
        return good;
}

/* Whatever is sent next finds the transaction begun and all that was kept before it. */
static bool all_sent(struct pg *p)
{
        return live(p) && kept_send_all(p);
}

bool pg_caught_up(struct pg *p)
{
        return !p->base.write.open || ((!p->flying || pg_land(p)) && all_sent(p));
}

/* The types of its columns, and whether the table is one where only the rows themselves matter. */
static bool plain_ask(struct pg *p, struct plain *k)
{
        static const char sql[] =
                "SELECT a.attname, a.atttypid, c.relkind <> 'r' OR c.relhasrules OR EXISTS"
                " (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tginitdeferred) FROM pg_class c"
                " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.oid = to_regclass($1)";
        bool simple = true;

        if ((p->flying && !pg_land(p)) || !live(p) || !pg_send_sql(p, k->one->name, sql, ARGS(T(batch_table(k->batch))), SENT_ASK) || !pg_sync(p))
                return false;
        for (int i = 0; i < PQntuples(p->answer); i++) {
                batch_type(k->batch, PQgetvalue(p->answer, i, 0), strtoll(PQgetvalue(p->answer, i, 1), NULL, 10));
                simple = simple && *PQgetvalue(p->answer, i, 2) == 'f';
        }
        k->known = true;
        if (simple && batch_ready(k->batch)) {
                k->many = (struct query){ k->one->name, batch_sql(k->batch), db_query_count() + k->one->id, false, NULL };
                return true;
        }
        batch_free(k->batch);
        k->batch = NULL;
        return true;
}

static bool plain_learn(struct pg *p, struct plain *k, struct query *q)
{
        k->one = q;
        if (!k->batch)
                k->batch = batch_new(q);
        k->known = !k->batch;
        return k->known || plain_ask(p, k);
}

/* What is kept for its table by another statement goes first; then there is a place for this one. */
static bool place_make(struct pg *p, struct plain *k)
{
        if (batch_rows(k->batch))
                return true;
        for (size_t i = 0; i < p->kept_n; i++) {
                if (strcmp(batch_table(p->kept[i]->batch), batch_table(k->batch)))
                        continue;
                if (!live(p) || !kept_send(p, p->kept[i]))
                        return false;
                memmove(&p->kept[i], &p->kept[i + 1], (--p->kept_n - i) * sizeof *p->kept);
                break;
        }
        if (p->kept_n == KEPT_MAX && !all_sent(p))
                return false;
        p->kept[p->kept_n++] = k;
        return true;
}

/* kept: the arguments wait in p->kept; otherwise the statement is to be sent by itself. */
static bool keep(struct pg *p, const struct question *a, bool *kept)
{
        struct plain *k = a->q->id >= 0 ? &p->plain[a->q->id] : NULL;

        *kept = false;
        if (!k || (!k->known && !plain_learn(p, k, a->q)))
                return !k;
        if (!k->batch)
                return true;
        if (!place_make(p, k))
                return false;
        *kept = batch_add(k->batch, a->args);
        if (*kept)
                return true;
        if (!all_sent(p) || !place_make(p, k))
                return false;
        *kept = batch_add(k->batch, a->args);   /* else of other types than the columns: the server may know what to do */
        return true;
}

void pg_plain_forget(struct pg *p)
{
        for (int i = 0; i < db_query_count(); i++)
                batch_free(p->plain[i].batch);
        memset(p->plain, 0, sizeof *p->plain * (size_t)db_query_count());
        p->kept_n = 0;
}

/* Writing */

static bool begin(struct pg *p, const struct question *a)
{
        (void)a;
        return begin_send(p) && pg_sync(p);
}

bool pg_begin(struct db *db, struct why *why)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        if (pg_attempt(p, begin, NULL))
                return true;
        pg_transaction_end(p, "ROLLBACK");
        return pg_fail(p, why);
}

void pg_begin_ahead(struct db *db)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        p->ahead = true;
        p->failed = p->failed && p->flying;     /* an older failure is seen to when the write begins in earnest */
}

static bool commit_ask(struct pg *p)
{
        p->asked = pg_caught_up(p) && pg_send(p, &(struct question){ &write_commit, ARGS(), false }, SENT_ASK);
        return p->asked && pg_sync_mark(p);
}

static void rollback(struct pg *p)
{
        for (size_t i = 0; i < p->kept_n; i++)
                batch_clear(p->kept[i]->batch);
        p->kept_n = 0;
        if (!p->ahead)
                pg_transaction_end(p, "ROLLBACK");
        p->ahead = false;
}

bool pg_end(struct db *db, bool wanted)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        if (wanted) {
                commit_ask(p);
                if (commit_read(p))
                        return true;
                pg_fail(p, db->write.why);
        }
        rollback(p);
        return !wanted;
}

void pg_end_start(struct db *db)
{
        struct pg *p = pg_of(db);

        must(!p->streams);
        if (commit_ask(p))
                pg_flush(p);
        p->flying = true;
}

bool pg_end_ready(struct db *db)
{
        struct pg *p = pg_of(db);

        if (!p->flying || p->failed)
                return true;
        if (!PQconsumeInput(p->c))
                return !pg_note_lost(p);
        while (p->waiting > p->behind && !PQisBusy(p->c))
                if (!pg_take(p))
                        return true;
        return p->waiting <= p->behind;
}

int pg_end_fd(struct db *db)
{
        return PQsocket(pg_of(db)->c);
}

bool pg_end_wait(struct db *db)
{
        struct pg *p = pg_of(db);

        if (p->flying)
                pg_land(p);
        return p->landed || pg_fail(p, db->commit.why);
}

/* A failure stays noted and shows at the next statement. */
void pg_push(struct db *db)
{
        struct pg *p = pg_of(db);

        if (all_sent(p) && PQflush(p->c) < 0)
                pg_note_lost(p);
}

bool pg_run(struct db *db, const struct question *a, int64_t *count)
{
        struct pg *p = pg_of(db);
        bool kept = false;

        if (p->failed || (!count && !keep(p, a, &kept)))
                return pg_fail(p, db->write.why);
        if (kept)
                return true;
        if (!(count ? pg_caught_up(p) : all_sent(p)) || !pg_send(p, a, count ? SENT_ASK : SENT_PLAIN) || (count && !pg_sync(p)))
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

        if (!pg_sync(p) || !PQexitPipelineMode(p->c) || PQsetnonblocking(p->c, 0))
                return pg_note_lost(p);
        res = PQexec(p->c, sql);
        status = PQresultStatus(res);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
                pg_note_result(p, NULL, res);
        PQclear(res);
        if (!p->failed) {
                PQclear(PQexec(p->c, "DEALLOCATE ALL"));
                pg_prepared_forget(p);
        }
        if (!PQenterPipelineMode(p->c) || PQsetnonblocking(p->c, 1))
                return pg_note_lost(p);
        return !p->failed;
}

bool pg_script(struct db *db, const char *sql)
{
        struct pg *p = pg_of(db);

        if (!pg_caught_up(p) || !script(p, sql))
                return pg_fail(p, db->write.why);
        pg_plain_forget(p);
        return true;
}
