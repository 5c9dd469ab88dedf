/* attempt.c - see attempt.h.  Must never: hold up a sign-in, or change a row that was written. */
#include "org/attempt.h"
#include "base/hash.h"
#include "db/db.h"
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define ROOM 2048
#define ROUND_MS 200
#define LIST_MAX 2000

QUERY(attempt_put, "INSERT INTO org_attempt (id, at, login, address, device, kind, result) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(attempt_rows, "SELECT at, login, address, device, kind, result FROM org_attempt WHERE ($1 = '' OR login = $1) AND ($2 = '' OR result = $2)"
      " AND at >= $3 ORDER BY at DESC, id DESC LIMIT $4");

QUERY(trace_put, "INSERT INTO org_trace (id, at, login, address, kind, what, subject, result) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
QUERY(trace_rows, "SELECT at, login, address, kind, what, subject, result FROM org_trace WHERE ($1 = '' OR login = $1) AND ($2 = '' OR kind = $2)"
      " AND ($3 = '' OR what = $3) AND at >= $4 AND ($5 = '' OR at < $5) ORDER BY at DESC, id DESC LIMIT $6");
QUERY(day_rows, "SELECT id, at, login, address, device, kind, result, '' AS what, '' AS subject FROM org_attempt WHERE at >= $1 AND at < $2 UNION ALL"
      " SELECT id, at, login, address, '', kind, result, what, subject FROM org_trace WHERE at >= $1 AND at < $2 ORDER BY 1");
QUERY(oldest_row, "SELECT MIN(at) FROM (SELECT MIN(at) AS at FROM org_attempt UNION ALL SELECT MIN(at) FROM org_trace) AS t");
QUERY(attempts_old, "DELETE FROM org_attempt WHERE at < $1");
QUERY(traces_old, "DELETE FROM org_trace WHERE at < $1");

struct noted { int64_t ms; char login[64], address[64], device[200], kind[16], result[40], what[80], subject[80]; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, flushing = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t tick = PTHREAD_COND_INITIALIZER;
static struct noted *waiting;
static size_t n_waiting, n_lost;
static char where[4096];
static bool running, closing;
static pthread_t thread;

static void put(char *to, size_t room, const char *s)
{
        snprintf(to, room, "%s", s ? s : "");
        while (*to && !utf8_valid(to, strlen(to)))
                to[strlen(to) - 1] = '\0';      /* a character that was cut in two */
}

void attempt_note(const struct attempt *a)
{
        struct noted *n;

        pthread_mutex_lock(&lock);
        if (!running || n_waiting == ROOM) {
                n_lost += running;
                pthread_mutex_unlock(&lock);
                return;
        }
        n = &waiting[n_waiting++];
        n->ms = a->at.ms;
        put(n->login, sizeof n->login, a->login);
        put(n->address, sizeof n->address, a->address);
        put(n->device, sizeof n->device, a->device);
        put(n->kind, sizeof n->kind, a->kind);
        put(n->result, sizeof n->result, a->result);
        put(n->what, sizeof n->what, a->what);
        put(n->subject, sizeof n->subject, a->subject);
        pthread_cond_signal(&tick);
        pthread_mutex_unlock(&lock);
}

const char *attempt_masked(struct arena *mem, const char *typed)
{
        const char *p = typed;

        utf8_next(&p);
        return text_make(mem, "%.*s***", (int)(p - typed), typed);
}

/* ---- writing ---- */

static bool row_write(struct db_write *w, struct arena *mem, const struct noted *n)
{
        const char *at = instant_text(mem, (struct instant){ n->ms });

        const char *id = text_make(mem, "%s-%s", at, random_token(mem, 9));

        if (*n->what)
                return db_run(w, &trace_put, ARGS(T(id), T(at), T(n->login), T(n->address), T(n->kind), T(n->what), T(n->subject), T(n->result)));
        return db_run(w, &attempt_put, ARGS(T(id), T(at), T(n->login), T(n->address), T(n->device),
                                            T(n->kind), T(n->result)));
}

static bool rows_write(struct arena *mem, const struct noted *rows, size_t n, size_t lost)
{
        struct why why = { .mem = mem };
        struct db *db = db_open(where, DB_WRITE, &why);
        struct db_write *w = db ? db_begin(db, &why) : NULL;
        bool ok = w != NULL;

        for (size_t i = 0; ok && i < n; i++)
                ok = row_write(w, mem, &rows[i]);
        if (ok && lost) {
                struct noted more = { .ms = n ? rows[n - 1].ms : 0, .kind = "overflow" };

                snprintf(more.result, sizeof more.result, "%zu", lost);
                ok = row_write(w, mem, &more);
        }
        ok = w && db_end(w, ok) && ok;
        db_close(db);
        if (!ok)
                fprintf(stderr, "登录日志没有写成：%s\n", why.detail ? why.detail : "");
        return ok;
}

/* What could not be written stays for the next round while there is room. */
static void back(const struct noted *rows, size_t n, size_t lost)
{
        size_t kept;

        pthread_mutex_lock(&lock);
        kept = n < ROOM - n_waiting ? n : ROOM - n_waiting;
        memmove(waiting + kept, waiting, n_waiting * sizeof *waiting);
        memcpy(waiting, rows + (n - kept), kept * sizeof *rows);
        n_waiting += kept;
        n_lost += lost + (n - kept);
        pthread_mutex_unlock(&lock);
}

void attempts_flush(void)
{
        struct noted *rows;
        struct arena *mem;
        size_t n, lost;

        pthread_mutex_lock(&flushing);
        pthread_mutex_lock(&lock);
        n = running ? n_waiting : 0;
        lost = running ? n_lost : 0;
        rows = n ? memory_take(n * sizeof *rows) : NULL;
        if (n)
                memcpy(rows, waiting, n * sizeof *rows);
        n_waiting -= n;
        n_lost -= lost;
        pthread_mutex_unlock(&lock);
        if (n || lost) {
                mem = arena_new();
                if (!rows_write(mem, rows, n, lost))
                        back(rows, n, lost);
                arena_free(mem);
        }
        memory_free(rows);
        pthread_mutex_unlock(&flushing);
}

/* Sleeps until there is something, then a moment longer, so that what comes together is written together. */
static void *rounds(void *none)
{
        (void)none;
        pthread_mutex_lock(&lock);
        while (!closing) {
                if (!n_waiting && !n_lost) {
                        pthread_cond_wait(&tick, &lock);
                        continue;
                }
                pthread_mutex_unlock(&lock);
                poll(NULL, 0, ROUND_MS);
                attempts_flush();
                pthread_mutex_lock(&lock);
        }
        pthread_mutex_unlock(&lock);
        return NULL;
}

void attempts_open(const char *url)
{
        attempts_close();
        pthread_mutex_lock(&lock);
        snprintf(where, sizeof where, "%s", url);
        waiting = memory_take(ROOM * sizeof *waiting);
        n_waiting = n_lost = 0;
        running = true;
        closing = false;
        pthread_mutex_unlock(&lock);
        must(!pthread_create(&thread, NULL, rounds, NULL));
}

void attempts_close(void)
{
        pthread_mutex_lock(&lock);
        if (!running) {
                pthread_mutex_unlock(&lock);
                return;
        }
        closing = true;
        pthread_cond_signal(&tick);
        pthread_mutex_unlock(&lock);
        pthread_join(thread, NULL);
        attempts_flush();
        pthread_mutex_lock(&lock);
        running = false;
        memory_free(waiting);
        waiting = NULL;
        pthread_mutex_unlock(&lock);
}

/* ---- reading ---- */

bool attempts_find(struct ctx *c, const struct attempt_wish *w, struct attempts *out)
{
        int64_t most = w->limit > 0 && w->limit < LIST_MAX ? w->limit : LIST_MAX;
        struct attempts l = { TAKE_N(c->mem, struct attempt, most), 0 };
        struct rows r = db_ask(c->db, &c->why, &attempt_rows, ARGS(T(w->login ? w->login : ""), T(w->result ? w->result : ""),
                                                                   T(w->since.ms ? instant_text(c->mem, w->since) : ""), I(most)));

        while (db_next(&r))
                l.at[l.n++] = (struct attempt){ .at = instant_stored(db_text(&r, 0)), .login = db_text_in(c->mem, &r, 1),
                                                .address = db_text_in(c->mem, &r, 2), .device = db_text_in(c->mem, &r, 3),
                                                .kind = db_text_in(c->mem, &r, 4), .result = db_text_in(c->mem, &r, 5) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool traces_find(struct ctx *c, const struct trace_wish *w, struct attempts *out)
{
        int64_t most = w->limit > 0 && w->limit < LIST_MAX ? w->limit : LIST_MAX;
        struct attempts l = { TAKE_N(c->mem, struct attempt, most), 0 };
        struct rows r = db_ask(c->db, &c->why, &trace_rows, ARGS(T(w->login ? w->login : ""), T(w->kind ? w->kind : ""), T(w->what ? w->what : ""),
                                                                 T(w->since.ms ? instant_text(c->mem, w->since) : ""),
                                                                 T(w->until.ms ? instant_text(c->mem, w->until) : ""), I(most)));

        while (db_next(&r))
                l.at[l.n++] = (struct attempt){ .at = instant_stored(db_text(&r, 0)), .login = db_text_in(c->mem, &r, 1),
                                                .address = db_text_in(c->mem, &r, 2), .device = "", .kind = db_text_in(c->mem, &r, 3),
                                                .what = db_text_in(c->mem, &r, 4), .subject = db_text_in(c->mem, &r, 5), .result = db_text_in(c->mem, &r, 6) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* ---- sealing and expiring ---- */

/* Each value with its length before it, so that no two days read alike. */
bool attempts_digest(struct ctx *c, struct day on, int64_t *rows, const char **digest)
{
        const char *from = instant_text(c->mem, instant_at(on, 0, 0)), *to = instant_text(c->mem, instant_at((struct day){ on.n + 1 }, 0, 0));
        struct rows r = db_ask_stream(c->db, &c->why, &day_rows, ARGS(T(from), T(to)));
        struct hasher *all = hasher_new(HASH_SM3);
        struct hash h;

        for (*rows = 0; db_next(&r); ++*rows)
                for (int i = 0; i < 9; i++) {
                        const char *s = db_text(&r, i);
                        char head[24];
                        int n = snprintf(head, sizeof head, "%zu:", strlen(s));

                        hasher_add(all, head, (size_t)n);
                        hasher_add(all, s, strlen(s));
                }
        h = hasher_done(all);
        *digest = hash_digest(c->mem, HASH_SM3, &h);
        return db_done(&r);
}

bool attempts_oldest(struct ctx *c, struct instant *at)
{
        struct rows r = db_ask(c->db, &c->why, &oldest_row, ARGS());

        *at = (struct instant){ 0 };
        if (db_next(&r) && !db_null(&r, 0))
                *at = instant_stored(db_text(&r, 0));
        return db_done(&r);
}

bool attempts_expire(struct db_write *w, const char *before)
{
        return db_run(w, &attempts_old, ARGS(T(before))) && db_run(w, &traces_old, ARGS(T(before)));
}
