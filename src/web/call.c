/* call.c - the life of a call: clock, read connection, taking the body in, waiting for the writer or a helper, answering.
 *
 * Must never: touch a call after call_wake(), or hold a read connection while the call waits.
 */
#include "web/call.h"
#include "org/org.h"
#include "web/tus.h"
#include <string.h>
#include <time.h>

/* ---- clocks ---- */

int64_t machine_ms(int which)
{
        struct timespec t;

        clock_gettime(which, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct instant web_now(struct web *w)
{
        struct instant now = { machine_ms(CLOCK_REALTIME) };

        if (!w->o.test_clock || !w->o.now.ms)
                return now;
        pthread_mutex_lock(&w->lock);
        now.ms = w->clock_ms + machine_ms(CLOCK_MONOTONIC) - w->clock_at;
        pthread_mutex_unlock(&w->lock);
        return now;
}

/* An act was done at a later time than the set clock shows: the clock goes on from there, or the next act came too early. */
void web_clock_follow(struct web *w, struct instant said)
{
        int64_t at = machine_ms(CLOCK_MONOTONIC);

        pthread_mutex_lock(&w->lock);
        if (w->o.now.ms && said.ms > w->clock_ms + at - w->clock_at) {
                w->clock_ms = said.ms;
                w->clock_at = at;
        }
        pthread_mutex_unlock(&w->lock);
}

/* ---- read connections ---- */

struct db *web_db(struct web *w, struct why *why)
{
        struct db *db = NULL;

        pthread_mutex_lock(&w->lock);
        if (w->n_readers)
                db = w->readers[--w->n_readers];
        pthread_mutex_unlock(&w->lock);
        return db ? db : db_open(w->o.url, DB_READ, why);
}

bool call_db(struct call *k)
{
        if (!k->c.db)
                k->c.db = web_db(k->web, &k->c.why);
        return k->c.db != NULL;
}

void call_db_back(struct call *k)
{
        struct db *db = k->c.db;

        k->c.db = NULL;
        web_db_back(k->web, db, k->c.why.kind != WHY_FAILED);
}

void web_db_back(struct web *w, struct db *db, bool good)
{
        if (!db)
                return;
        pthread_mutex_lock(&w->lock);
        if (good && (size_t)w->n_readers < sizeof w->readers / sizeof *w->readers) {
                w->readers[w->n_readers++] = db;
                db = NULL;
        }
        pthread_mutex_unlock(&w->lock);
        db_close(db);                           /* one that failed is not trusted again */
}

/* ---- a call ---- */

const char *call_header(const struct call *k, const char *name)
{
        return MHD_lookup_connection_value(k->con, MHD_HEADER_KIND, name);
}

/* Some networks let only GET and POST through: an upload's POST may say what it means. */
static const char *meant(struct MHD_Connection *con, const char *url, const char *method)
{
        const char *other = text_same(method, "POST") && text_starts(url, UPLOADS_AT "/") ?
                            MHD_lookup_connection_value(con, MHD_HEADER_KIND, "X-HTTP-Method-Override") : NULL;

        return other && text_in(other, "PATCH|DELETE|HEAD", '|') ? other : method;
}

static atomic_llong calls_made;

struct call *call_new(struct web *w, struct MHD_Connection *con, const char *url, const char *method)
{
        struct arena *mem = arena_new();
        struct call *k = TAKE(mem, struct call);

        *k = (struct call){ .web = w, .con = con, .mem = mem, .raw = text_copy(mem, url) };
        k->method = text_copy(mem, meant(con, url, method));
        k->c = (struct ctx){ .mem = mem, .why = { .mem = mem }, .test_clock = w->o.test_clock };
        k->query.mem = k->form.mem = k->body.mem = mem;
        k->path = k->raw;
        k->api = text_starts(url, "/api/");
        k->began = machine_ms(CLOCK_MONOTONIC);
        k->id = ((uint64_t)k->began << 20) + (atomic_fetch_add(&calls_made, 1) & 0xfffff);
        return k;
}

void call_free(struct call *k)
{
        call_db_back(k);
        upload_drop(k);
        flow_leave(k->flow);
        if (k->response)
                MHD_destroy_response(k->response);
        arena_free(k->mem);
}

/* ---- waiting ---- */

bool call_suspend(struct call *k)
{
        struct web *w = k->web;
        bool stopping;

        call_db_back(k);
        pthread_mutex_lock(&w->lock);
        stopping = w->stopping;
        w->waiting += !stopping;
        pthread_mutex_unlock(&w->lock);
        if (stopping) {
                fail(&k->c.why, "服务正在停止，请稍后再试");
                reply_why(k);
                return false;
        }
        k->waiting = true;
        MHD_suspend_connection(k->con);
        return true;
}

void call_wake(struct call *k)
{
        struct web *w = k->web;

        MHD_resume_connection(k->con);
        pthread_mutex_lock(&w->lock);
        if (!--w->waiting && w->stopping)
                pthread_cond_broadcast(&w->idle);
        pthread_mutex_unlock(&w->lock);
}

void web_wrote(struct web *w, const struct request *r, const struct answer *a, struct instant said)
{
        if (a->why.kind != WHY_NOTHING || a->repeated)
                return;
        atomic_fetch_add(&w->wrote, 1);
        if (said.ms)
                web_clock_follow(w, said);
        if (!w->o.hooks || !w->o.hooks->is_public || w->o.hooks->is_public(r->verb))
                web_public_changed();
}

static void call_done(void *to, const struct answer *a)
{
        struct call *k = to;

        web_wrote(k->web, &k->request, a, k->said);
        call_wake(k);
}

/* On the set clock acts must reach the writer in the order of their times, so reading the clock and posting is one step. */
void web_post(struct web *w, struct arena *mem, struct request *r, struct instant said, struct answer *out, journal_done_fn *done, void *to)
{
        bool set = w->o.test_clock && w->o.now.ms && !said.ms;

        if (set)
                pthread_mutex_lock(&w->order);
        r->test_clock = w->o.test_clock;
        r->at = set ? web_now(w) : said;
        journal_post(w->journal, mem, r, out, done, to);
        if (set)
                pthread_mutex_unlock(&w->order);
}

void call_post(struct call *k, call_fn *then)
{
        k->then = then;
        if (call_suspend(k))
                web_post(k->web, k->mem, &k->request, k->said, &k->answer, call_done, k);
}

void call_later(struct call *k, call_fn *work, call_fn *then)
{
        k->work = work;
        k->then = then;
        if (call_suspend(k))
                later_put(k->web->later, k);
}

/* ---- a body comes in ---- */

static bool troubled(const struct call *k)
{
        return k->response || k->c.why.kind != WHY_NOTHING;
}

static size_t announced(const struct call *k)
{
        const char *s = call_header(k, "Content-Length");
        int64_t n = 0;

        return s && text_int(s, 0, INT64_MAX, &n) ? (size_t)n : 0;
}

/* Into the flow as far as it has room; the rest comes again.  A flow that takes nothing more lets the rest come only if it is little. */
static bool flow_feed(struct call *k, const void *p, size_t *n)
{
        size_t taken = flow_take(k->flow, k, p, *n);

        k->arrived -= *n - taken;
        *n -= taken;
        return !flow_deaf(k->flow) || announced(k) < k->arrived + THROWN_MAX;
}

bool call_take(struct call *k, const void *p, size_t *left)
{
        size_t n = *left;

        k->arrived += n;
        if (!troubled(k) && k->arrived > k->room)
                refuse(&k->c.why, R_BODY_TOO_LARGE, NULL, "最多 %zu 字节", k->room);
        if (!troubled(k) && k->flow)
                return flow_feed(k, p, left);
        *left = 0;
        if (troubled(k))
                return k->arrived <= k->room || k->arrived - k->room <= THROWN_MAX;
        if (k->upload)
                upload_feed(k, p, n);
        else
                buffer_put(&k->body, p, n);
        return true;
}

static size_t body_room(const struct web *w, unsigned takes)
{
        if (takes & BODY_FILES)
                return (size_t)w->o.upload_max;
        if (takes & BODY_FLOW)
                return (size_t)w->o.recording_max;
        if (takes & BODY_DOOR)
                return DOOR_FILES * DOOR_FILE_MAX + BODY_MAX;
        if (takes & BODY_ONE_FILE)
                return ONE_FILE_MAX;
        return takes & ~(unsigned)(WHO | DOOR_LOOK) ? BODY_MAX : 0;
}

/* Who it is, and whether the body may come. */
static bool call_admit(struct call *k)
{
        unsigned takes = k->route ? k->route->takes : 0;

        k->room = body_room(k->web, takes);
        if (call_header(k, "Transfer-Encoding") && call_header(k, "Content-Length"))
                return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "Content-Length 与 Transfer-Encoding 不能同时出现");
        if (!act_time(k, call_header(k, "X-Mingjing-Now")))
                return false;
        if ((takes & WHO) && !(call_db(k) && call_who(k)))
                return false;
        if ((takes & (BODY_DOOR | DOOR_LOOK)) && !door_admit(k))
                return false;
        if (announced(k) > k->room)
                return refuse(&k->c.why, R_BODY_TOO_LARGE, NULL, "最多 %zu 字节，现在是 %zu 字节", k->room, announced(k));
        if (takes & BODY_FLOW)
                return tus_begin(k);
        return !(takes & (BODY_FILES | BODY_DOOR)) || upload_begin(k);
}

/* True: the rest of the request is awaited, if only to be thrown away politely; false: what comes is too much, answer now. */
bool call_open(struct call *k)
{
        k->c.now = web_now(k->web);
        k->c.pack = org_pack();
        route_find(k);
        if (!k->response)
                call_admit(k);
        call_db_back(k);
        if (troubled(k))
                k->room = 0;
        return !(troubled(k) && (announced(k) > THROWN_MAX || call_header(k, "Expect")));
}

void call_run(struct call *k)
{
        call_fn *then = k->then;
        struct why why = k->c.why;

        k->then = NULL;
        k->waiting = false;
        if (k->response)
                return;
        if (then) {
                if (!call_db(k))
                        k->c.why = why;         /* what the wait brought is told, not that nobody can read just now */
                then(k);
                return;
        }
        if (!troubled(k) && k->upload)
                upload_end(k);
        if (!troubled(k) && call_db(k))
                (k->route ? k->route->run : page_serve)(k);
        else if (k->route && k->route->takes & BODY_DOOR && k->c.why.code != R_ASK_OFTEN)
                door_again(k);
        else
                reply_why(k);
}
