/* jobs.c - see jobs.h.  Must never: decide what is due (the jobs say so), or sleep: it waits for the next time or for the end, whichever
 * comes first. */
#include "cli/jobs.h"
#include "cli/site.h"
#include "org/org.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define JOBS_MAX 64

struct job_thread {
        struct job_place place;
        struct instant from; int64_t began;     /* a set clock: its time, and the machine's milliseconds then */
        void (*done)(void);
        int64_t next[JOBS_MAX];                 /* machine's milliseconds */
        int64_t asked[JOBS_MAX];                /* the act that asked for a run and was heard; -2: not looked yet */
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t tick;
        bool stop;
};

/* A set clock stands where the newest act was done, if that is later than it says itself. */
static bool follow(struct ctx *c)
{
        struct act newest;
        int64_t size;

        if (!journal_size(c, &size) || (size && !act_load(c, size - 1, &newest)))
                return false;
        if (size && newest.at.ms > c->now.ms)
                c->now = newest.at;
        return true;
}

bool job_once(struct arena *mem, const struct job_place *p, const struct job *job, struct instant now, struct job_report *out, struct why *why)
{
        struct ctx c = { .mem = mem, .why = { .mem = mem }, .now = now, .test_clock = p->set_clock, .blobs = p->blobs };
        bool ok;

        *out = (struct job_report){ .why = { .mem = mem } };
        c.db = db_open(p->url, DB_READ, &c.why);
        ok = c.db && (!p->follow || follow(&c)) && who_load(&c, ACTOR_SYSTEM) && job_run(p->journal, &c, job, out);
        db_close(c.db);
        if (!ok)
                *why = c.why;
        return ok;
}

/* ---- while serving ---- */

static int64_t machine_now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What went wrong is told once for each time it is tried; the next round tries again. */
static void tell(const struct job *job, const struct job_report *r, bool ok, const struct why *why)
{
        if (!ok)
                fprintf(stderr, "任务 %s 没有做完：%s\n", job->name, why->detail ? why->detail : "");
        if (r->refused)
                fprintf(stderr, "任务 %s 有 %d 件没有办成：%s\n", job->name, r->refused,
                        r->why.kind == WHY_REFUSED ? why_sentence(&r->why) : r->why.detail ? r->why.detail : "");
}

static struct instant clock_now(const struct job_thread *t)
{
        return t->place.set_clock ? (struct instant){ t->from.ms + machine_now() - t->began } : moment_now();
}

/* Kept if it can be: a busy database does not hold the jobs up. */
static void keep(struct job_thread *t, struct arena *mem, const struct job *job, struct instant now, int64_t ms, const struct job_report *r, bool ok,
                 const struct why *why)
{
        struct why quiet = { .mem = mem };
        const struct why *first = ok ? &r->why : why;
        const char *trouble = first->kind == WHY_NOTHING ? "" : first->kind == WHY_REFUSED ? why_sentence(first) : first->detail ? first->detail : "没有做完";
        struct db *db = db_open(t->place.url, DB_WRITE, &quiet);

        if (db && !job_keep(db, job->name, &(struct job_kept){ .at = now, .next = { now.ms + (int64_t)job->minutes * 60000 }, .ms = ms, .done = r->done,
                        .repeated = r->repeated, .refused = r->refused, .trouble = trouble }, &quiet))
                fprintf(stderr, "任务 %s 的运行记录没有写成：%s\n", job->name, quiet.detail ? quiet.detail : "");
        db_close(db);
}

static void run_one(struct job_thread *t, const struct job *job)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct job_report r;
        struct instant now = clock_now(t);
        int64_t began = machine_now();
        bool ok = job_once(mem, &t->place, job, now, &r, &why);

        tell(job, &r, ok, &why);
        keep(t, mem, job, now, machine_now() - began, &r, ok, &why);
        if (r.done && t->done)
                t->done();
        arena_free(mem);
}

static bool stopped(struct job_thread *t)
{
        bool stop;

        pthread_mutex_lock(&t->lock);
        stop = t->stop;
        pthread_mutex_unlock(&t->lock);
        return stop;
}

#define LOOK_MS 5000            /* so often is it asked whether somebody wants a run now */

/* Whoever asked for a run gets it in this round; what was asked before this process began was answered by its first round. */
static void asked_look(struct job_thread *t)
{
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem } };
        const struct job *job;
        int64_t seq;

        c.db = db_open(t->place.url, DB_READ, &c.why);
        for (size_t i = 0; c.db && i < JOBS_MAX && (job = job_at(i)) != NULL && job_asked(&c, job->name, &seq); i++) {
                if (t->asked[i] != -2 && seq > t->asked[i])
                        t->next[i] = 0;
                t->asked[i] = seq;
        }
        db_close(c.db);
        arena_free(mem);
}

/* When the next is due, in the machine's milliseconds. */
static int64_t round_run(struct job_thread *t)
{
        const struct job *job;
        int64_t first = machine_now() + LOOK_MS;

        asked_look(t);
        for (size_t i = 0; i < JOBS_MAX && (job = job_at(i)) != NULL && !stopped(t); i++) {
                if (t->next[i] <= machine_now()) {
                        run_one(t, job);
                        t->next[i] = machine_now() + (int64_t)job->minutes * 60000;
                }
                first = t->next[i] < first ? t->next[i] : first;
        }
        return first;
}

/* True when it is time, false when it is over. */
static bool wait_until(struct job_thread *t, int64_t ms)
{
        struct timespec until = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
        bool stop;

        pthread_mutex_lock(&t->lock);
        while (!t->stop && pthread_cond_timedwait(&t->tick, &t->lock, &until) != ETIMEDOUT)
                ;
        stop = t->stop;
        pthread_mutex_unlock(&t->lock);
        return !stop;
}

static void *work(void *arg)
{
        struct job_thread *t = arg;

        while (wait_until(t, round_run(t)))
                ;
        return NULL;
}

static void sync_make(struct job_thread *t)
{
        pthread_condattr_t attr;

        pthread_condattr_init(&attr);
        pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
        pthread_cond_init(&t->tick, &attr);
        pthread_condattr_destroy(&attr);
        pthread_mutex_init(&t->lock, NULL);
}

static void let_go(struct job_thread *t)
{
        pthread_cond_destroy(&t->tick);
        pthread_mutex_destroy(&t->lock);
        memory_free(t);
}

struct job_thread *jobs_start(const struct job_place *p, struct instant now, void (*done)(void), struct why *why)
{
        struct job_thread *t = memory_take(sizeof *t);

        must(!job_at(JOBS_MAX));
        t->place = *p;
        t->from = now;
        t->began = machine_now();
        t->done = done;
        for (size_t i = 0; i < JOBS_MAX; i++)
                t->asked[i] = -2;
        sync_make(t);
        if (!pthread_create(&t->thread, NULL, work, t))
                return t;
        let_go(t);
        fail(why, "不能启动线程");
        return NULL;
}

void jobs_stop(struct job_thread *t)
{
        if (!t)
                return;
        pthread_mutex_lock(&t->lock);
        t->stop = true;
        pthread_cond_signal(&t->tick);
        pthread_mutex_unlock(&t->lock);
        pthread_join(t->thread, NULL);
        let_go(t);
}
