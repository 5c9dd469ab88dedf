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

struct noted { int64_t ms; char login[64], address[64], device[200], kind[16], result[16]; };

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

        return db_run(w, &attempt_put, ARGS(T(text_make(mem, "%s-%s", at, random_token(mem, 9))), T(at), T(n->login), T(n->address), T(n->device),
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
