/* journal.c - the journal from outside: opening and closing it, handing a request to the writer and waiting for the answer.  How requests are
 * committed stands in writer.c, group.c and handle.c.  What needs no database is checked here, in the caller's own thread.
 */
#include "journal/upgrade.h"
#include "journal/writer.h"
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static struct instant real_now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_REALTIME, &t);
        return (struct instant){ (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 };
}

/* A database of another release is not written to.  Looked for with a connection that cannot write: opening for writing would make an empty database where there is none. */
static bool site_there(const char *url, struct journal *j, struct why *why)
{
        struct db *db = db_open(url, DB_READ, why);
        bool there = db && site_load(db, j->mem, &j->site, why) && schema_right(db, why);

        db_close(db);
        return there;
}

struct journal *journal_open(const char *url, const struct journal_hooks *hooks, struct why *why)
{
        struct journal *j = memory_take(sizeof *j);

        j->hooks = *hooks;
        j->mem = arena_new();
        j->known.mem = arena_new();
        if (!site_there(url, j, why) || !(j->db = db_open(url, DB_WRITE, why))) {
                db_close(j->db);
                arena_free(j->known.mem);
                arena_free(j->mem);
                memory_free(j);
                return NULL;
        }
        snprintf(j->clock, sizeof j->clock, "%s", j->site.clock);
        j->mirror = db_is_postgres(j->db) ? mirror_new(why) : NULL;
        must(!db_is_postgres(j->db) || j->mirror);
        j->last = &j->first;
        must(!pthread_mutex_init(&j->lock, NULL) && !pthread_cond_init(&j->work, NULL));
        j->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        must(j->bell >= 0);
        j->teller = teller_new(group_tell);
        must(!pthread_create(&j->thread, NULL, writer_run, j));
        pthread_setname_np(j->thread, "mj-writer");
        return j;
}

void journal_close(struct journal *j)
{
        if (!j)
                return;
        pthread_mutex_lock(&j->lock);
        j->closing = true;
        writer_ring(j);
        pthread_mutex_unlock(&j->lock);
        pthread_join(j->thread, NULL);
        teller_free(j->teller);
        mirror_free(j->mirror);
        db_close(j->db);
        arena_free(j->known.mem);
        arena_free(j->mem);
        pthread_mutex_destroy(&j->lock);
        pthread_cond_destroy(&j->work);
        close(j->bell);
        memory_free(j);
}

const struct site *journal_site(const struct journal *j)
{
        return &j->site;
}

/* What needs no database is checked by the caller's own thread: the writer is the one thing that all wait for. */
static bool door(struct job *job)
{
        const struct request *r = job->request;
        struct ctx c = { .mem = job->mem, .why = { .mem = job->mem }, .now = job->now };
        bool ok = false;

        job->command = command_for(job->mem, r->verb, r->pairs, r->n);
        if (!job->command)
                refuse(&c.why, R_VERB_UNKNOWN, NULL, "%s", utf8_valid(r->verb, strlen(r->verb)) ? utf8_head(job->mem, r->verb, 60) : "");
        else
                ok = args_check_request(&c, job->command, r, &job->args);
        job->answer->why = c.why;
        return ok;
}

void journal_post(struct journal *j, struct arena *mem, const struct request *r, struct answer *out, journal_done_fn *done, void *to)
{
        struct job *job = TAKE(mem, struct job);

        *job = (struct job){ .mem = mem, .request = r, .answer = out, .done = done, .to = to,
                             .now = r->test_clock && r->at.ms ? r->at : real_now() };
        *out = (struct answer){ .why = { .mem = mem } };
        if (door(job))
                queue_put(j, job);
        else
                done(to, out);
}

static void waiter_wake(void *to, const struct answer *a)
{
        (void)a;
        sem_post(to);
}

static void waiter_wait(sem_t *done)
{
        while (sem_wait(done))
                must(errno == EINTR);
        sem_destroy(done);
}

bool journal_submit(struct journal *j, struct arena *mem, const struct request *r, struct answer *out)
{
        sem_t done;

        must(!sem_init(&done, 0, 0));
        journal_post(j, mem, r, out, waiter_wake, &done);
        waiter_wait(&done);
        return out->why.kind == WHY_NOTHING;
}

bool journal_found(struct journal *j, struct instant at, bool test_clock, struct why *why)
{
        sem_t done;
        struct request r = { .verb = "", .test_clock = test_clock, .at = at };
        struct answer answer;
        struct job *job = TAKE(why->mem, struct job);

        *job = (struct job){ .mem = why->mem, .request = &r, .answer = &answer, .done = waiter_wake, .to = &done, .founding = true,
                             .now = test_clock && at.ms ? at : real_now() };
        must(!sem_init(&done, 0, 0));
        queue_put(j, job);
        waiter_wait(&done);
        if (answer.why.kind != WHY_NOTHING)
                *why = answer.why;
        return answer.why.kind == WHY_NOTHING;
}

