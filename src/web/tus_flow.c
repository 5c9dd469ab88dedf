/* tus_flow.c - flows between their connection and the helpers: the buffer, the queues, the register of what is under way.
 *
 * The lock is held for pointers and counters only; bytes are copied by whoever owns the buffer at that time.
 * Must never: write to a disk, hash or wait on a server thread; work on one upload in two threads; forget what had arrived when a
 * connection is lost.
 */
#include "web/tus.h"
#include <openssl/evp.h>
#include <string.h>
#include <sys/resource.h>

#define MOVERS 2                        /* one for each core of a small server; more would only take turns */
#define CLERKS 4                        /* may wait: for the S3 server, the writer, the reading of a recording */
#define MOVER_NICE 5                    /* the desk goes first; not so far behind that one who holds a lock is left waiting for a core */
#define ROOM ((size_t)256 * 1024)

struct queue { struct flow *first, **last; pthread_cond_t work; };

struct tus {
        struct web *web;
        pthread_mutex_t lock;
        struct queue moving, clerking;
        struct flow *active;            /* the register: one flow for each upload, the others behind it */
        int alive;                      /* flows that are not freed */
        pthread_cond_t none;
        bool closing;
        pthread_t movers[MOVERS], clerks[CLERKS];
};

/* ---- queues ---- */

static void queue_start(struct queue *q)
{
        q->last = &q->first;
        must(!pthread_cond_init(&q->work, NULL));
}

static void put_in(struct queue *q, struct flow *f)
{
        f->next = NULL;
        f->working = true;
        *q->last = f;
        q->last = &f->next;
        pthread_cond_signal(&q->work);
}

static struct flow *take_from(struct queue *q)
{
        struct flow *f = q->first;

        if (f)
                q->first = f->next;
        if (!q->first)
                q->last = &q->first;
        return f;
}

static bool settled(const struct flow *f)
{
        return f->over || f->gone;
}

static struct flow **place_of(struct tus *t, const char *id)
{
        struct flow **at = &t->active;

        while (*at && strcmp((*at)->id, id))
                at = &(*at)->beside;
        return at;
}

/* Under the lock: is there something to do for a flow that nobody works on and whose turn it is? */
static void dispatch(struct flow *f)
{
        if (f->working || f->ended || (f->id && *place_of(f->of, f->id) != f))
                return;
        if (!f->opened)
                put_in(&f->of->clerking, f);
        else if (f->in_n && !f->failed)
                put_in(&f->of->moving, f);
        else if (settled(f) || f->failed)
                put_in(&f->of->clerking, f);
}

/* ---- the register ---- */

bool flow_under_way(struct tus *t, const char *id)
{
        bool found;

        pthread_mutex_lock(&t->lock);
        found = *place_of(t, id) != NULL;
        pthread_mutex_unlock(&t->lock);
        return found;
}

/* Under the lock: first, or behind the others, whose connections are given up. */
static void enter(struct flow *f)
{
        struct flow **at = place_of(f->of, f->id), *last = *at;

        if (!last) {
                *at = f;
                return;
        }
        for (;; last = last->behind) {
                if (last->kind == FLOW_ADD || last->kind == FLOW_CREATE)
                        last->gone = true;
                if (!last->behind)
                        break;
        }
        last->behind = f;
        dispatch(*at);
}

/* Under the lock: the next in line takes the place. */
static void leave(struct flow *f)
{
        struct flow **at, *next = f->behind;

        if (!f->id)
                return;
        at = place_of(f->of, f->id);
        if (*at != f)
                return;
        if (next)
                next->beside = f->beside;
        *at = next ? next : f->beside;
        f->behind = f->beside = NULL;
        if (next)
                dispatch(next);
}

/* ---- life ---- */

struct flow *flow_new(struct tus *t, enum flow_kind kind)
{
        struct arena *mem = arena_new();
        struct flow *f = TAKE(mem, struct flow);

        *f = (struct flow){ .of = t, .web = t->web, .mem = mem, .kind = kind, .size = -1, .declared = -1, .intake = -1, .held = true,
                            .why = { .mem = mem } };
        pthread_mutex_lock(&t->lock);
        t->alive++;
        pthread_mutex_unlock(&t->lock);
        return f;
}

/* Under the lock, which it gives back. */
static void release(struct flow *f)
{
        struct tus *t = f->of;
        bool free_it = !f->held && !f->working && f->ended;

        if (free_it && !--t->alive)
                pthread_cond_broadcast(&t->none);
        pthread_mutex_unlock(&t->lock);
        if (!free_it)
                return;
        EVP_MD_CTX_free(f->sum.running);
        memory_free(f->in);
        memory_free(f->out);
        arena_free(f->mem);
}

void flow_start(struct flow *f)
{
        pthread_mutex_lock(&f->of->lock);
        if (f->id)
                enter(f);
        dispatch(f);
        pthread_mutex_unlock(&f->of->lock);
}

void flow_leave(struct flow *f)
{
        if (!f)
                return;
        pthread_mutex_lock(&f->of->lock);
        must(!f->waiter);
        f->held = false;
        f->gone = true;
        dispatch(f);
        release(f);
}

/* ---- the server thread's side ---- */

/* Under the lock: may the call go on? */
static bool may_go_on(const struct flow *f)
{
        return f->ended || f->failed || (!f->over && f->in_n < ROOM);
}

/* False: the server is stopping and has said so. */
static bool wait_for(struct flow *f, struct call *k)
{
        bool at_once;

        if (!call_suspend(k))
                return false;
        pthread_mutex_lock(&f->of->lock);
        at_once = f->over ? f->ended : may_go_on(f);
        if (!at_once)
                f->waiter = k;
        pthread_mutex_unlock(&f->of->lock);
        if (at_once)
                call_wake(k);
        return true;
}

bool flow_deaf(struct flow *f)
{
        bool deaf;

        pthread_mutex_lock(&f->of->lock);
        deaf = f->failed || f->ended || f->gone;
        pthread_mutex_unlock(&f->of->lock);
        return deaf;
}

/* What a failed flow is given is thrown away; its end tells why. */
size_t flow_take(struct flow *f, struct call *k, const void *p, size_t n)
{
        size_t room, taken = n;

        pthread_mutex_lock(&f->of->lock);
        if (!f->failed && !f->ended && !f->gone) {
                if (!f->in)
                        f->in = memory_take(ROOM);
                room = ROOM - f->in_n;
                taken = n < room ? n : room;
                memcpy(f->in + f->in_n, p, taken);
                f->in_n += taken;
                dispatch(f);
        }
        pthread_mutex_unlock(&f->of->lock);
        return taken < n && !wait_for(f, k) ? n : taken;
}

void flow_end(struct flow *f, struct call *k, call_fn *then)
{
        k->then = then;
        pthread_mutex_lock(&f->of->lock);
        f->over = true;
        dispatch(f);
        pthread_mutex_unlock(&f->of->lock);
        wait_for(f, k);
}

/* ---- the helpers ---- */

/* What has arrived goes to the disk; the other buffer fills meanwhile. */
static bool move(struct flow *f)
{
        struct tus *t = f->of;
        struct call *wake = NULL;
        uint8_t *bytes;
        size_t n;

        pthread_mutex_lock(&t->lock);
        bytes = f->in;
        n = f->in_n;
        f->in = f->out ? f->out : memory_take(ROOM);
        f->out = bytes;
        f->in_n = 0;
        if (f->waiter && !f->over) {
                wake = f->waiter;
                f->waiter = NULL;
        }
        pthread_mutex_unlock(&t->lock);
        if (wake)
                call_wake(wake);
        if (f->sum.running)
                must(EVP_DigestUpdate(f->sum.running, bytes, n) == 1);
        return blob_add(f->put, bytes, n, &f->why);
}

/* Nobody is there any more, and nothing came: it need not even be opened. */
static bool idle(struct flow *f)
{
        bool yes;

        pthread_mutex_lock(&f->of->lock);
        yes = f->kind == FLOW_ADD && f->gone && !f->over && !f->in_n;
        pthread_mutex_unlock(&f->of->lock);
        return yes;
}

static bool clerk_opens(struct flow *f)
{
        bool good = idle(f) || flow_open(f);

        pthread_mutex_lock(&f->of->lock);
        f->opened = true;
        if (f->created) {
                f->id = f->created;
                enter(f);
        }
        pthread_mutex_unlock(&f->of->lock);
        return good;
}

/* A flow that ended is only read from then on. */
static bool clerk_ends(struct flow *f)
{
        bool good = flow_close(f);

        pthread_mutex_lock(&f->of->lock);
        leave(f);
        f->ended = true;
        pthread_mutex_unlock(&f->of->lock);
        return good;
}

/* After a step: what next, and may the connection go on? */
static void stepped(struct flow *f, bool good)
{
        struct call *wake = NULL;

        pthread_mutex_lock(&f->of->lock);
        f->working = false;
        f->failed = f->failed || !good;
        dispatch(f);
        if (f->waiter && (f->over ? f->ended : may_go_on(f))) {
                wake = f->waiter;
                f->waiter = NULL;
        }
        release(f);
        if (wake)
                call_wake(wake);        /* the call lives as long as it waits, and the flow as long as the call holds it */
}

static struct flow *next(struct tus *t, struct queue *q)
{
        struct flow *f;

        pthread_mutex_lock(&t->lock);
        while (!(f = take_from(q)) && !t->closing)
                pthread_cond_wait(&q->work, &t->lock);
        pthread_mutex_unlock(&t->lock);
        return f;
}

static void *mover_run(void *arg)
{
        struct tus *t = arg;

        setpriority(PRIO_PROCESS, 0, MOVER_NICE);       /* of this thread and of the writing threads that it starts */
        for (struct flow *f; (f = next(t, &t->moving));)
                stepped(f, move(f));
        return NULL;
}

static void *clerk_run(void *arg)
{
        struct tus *t = arg;

        for (struct flow *f; (f = next(t, &t->clerking));)
                stepped(f, f->opened ? clerk_ends(f) : clerk_opens(f));
        return NULL;
}

struct tus *tus_new(struct web *w)
{
        struct tus *t = memory_take(sizeof *t);

        t->web = w;
        must(!pthread_mutex_init(&t->lock, NULL) && !pthread_cond_init(&t->none, NULL));
        queue_start(&t->moving);
        queue_start(&t->clerking);
        for (int i = 0; i < MOVERS; i++)
                must(!pthread_create(&t->movers[i], NULL, mover_run, t));
        for (int i = 0; i < CLERKS; i++)
                must(!pthread_create(&t->clerks[i], NULL, clerk_run, t));
        return t;
}

void tus_free(struct tus *t)
{
        if (!t)
                return;
        pthread_mutex_lock(&t->lock);
        while (t->alive)
                pthread_cond_wait(&t->none, &t->lock);
        t->closing = true;
        pthread_cond_broadcast(&t->moving.work);
        pthread_cond_broadcast(&t->clerking.work);
        pthread_mutex_unlock(&t->lock);
        for (int i = 0; i < MOVERS; i++)
                must(!pthread_join(t->movers[i], NULL));
        for (int i = 0; i < CLERKS; i++)
                must(!pthread_join(t->clerks[i], NULL));
        pthread_cond_destroy(&t->moving.work);
        pthread_cond_destroy(&t->clerking.work);
        pthread_cond_destroy(&t->none);
        pthread_mutex_destroy(&t->lock);
        memory_free(t);
}
