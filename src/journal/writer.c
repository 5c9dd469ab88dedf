/* writer.c - the thread that all acts go through: takes requests from the queue and commits them in groups.
 *
 * With a mirror, one group is decided while the group before it is on its way to the disk of the server (db_begin_ahead).  Nobody is answered
 * before the group is committed; if a group is not, neither is the one after it, and both are done again, one by one
 * (docs/decisions/10-groups.md).
 */
#include "journal/writer.h"
#include <poll.h>
#include <sys/eventfd.h>

#define TAKE_MOST 16                    /* requests decided before the writer looks again whether the group before is committed */
#define PUSH_FROM 16                    /* acts decided that are worth sending before the rest of the group: the server works while we decide */

/* Fails if another process wrote since we last looked: what was decided may then be wrong.  For groups that only refused. */
QUERY(head_still, "SELECT 1 / (CASE WHEN COALESCE((SELECT seq FROM journal_act ORDER BY seq DESC LIMIT 1), -1) + 1 = $1 THEN 1 ELSE 0 END)");
#define TIDY_AFTER 2            /* seconds */

bool queue_waits(struct journal *j)
{
        bool wait;

        pthread_mutex_lock(&j->lock);
        wait = j->first != NULL;
        pthread_mutex_unlock(&j->lock);
        return wait;
}

/* Everything to the server; the answer is waited for later. */
static void group_send(struct journal *j, struct group *g)
{
        bool acts = j->head.size > g->before;   /* their numbers are taken if another process wrote, and the group fails by itself */

        g->ok = g->ok && (acts || db_run(g->w, &head_still, ARGS(I(j->head.size))));
        if (!g->ok) {
                group_end(j, g);
                group_each_alone(j, g->jobs);
                group_free(g);
                return;
        }
        db_end_start(g->w);
        mirror_end(j->mirror, true);
        j->sent = g;
}

/* A group was not committed, perhaps only because another process wrote.  What was decided meanwhile falls with it. */
static void both_again(struct journal *j, struct group *g, struct group *next)
{
        bool acts = (next ? next->before : j->head.size) > g->before;
        enum outcome o;

        if (next) {
                next->ok = false;
                group_end(j, next);
        }
        mirror_forget(j->mirror, (struct subject){ 0 });
        o = group_lost(j, g, acts);
        if (o == NOT_WRITTEN) {
                group_each_alone(j, g->jobs);
                group_free(g);
        } else {
                group_close(j, g, o);
        }
        if (next) {
                group_each_alone(j, next->jobs);
                group_free(next);
        }
}

/* Waits for the group under way, if any; then `next`, if any, follows it. */
static void group_follow(struct journal *j, struct group *next)
{
        struct group *g = j->sent;

        j->sent = NULL;
        if (g && !db_end_wait(j->db)) {
                both_again(j, g, next);
                return;
        }
        if (next)
                group_send(j, next);
        if (g)
                group_close(j, g, WRITTEN);
}

/* Those that wait, in order; none if there are none and it shall not wait for any, or at the end of all. */
static struct job *queue_take(struct journal *j, bool wait, size_t most)
{
        struct job *jobs, **end;
        size_t n = 0;

        pthread_mutex_lock(&j->lock);
        while (wait && !j->first && !j->closing) {
                j->known_stale = true;          /* tables mended past the program are seen after a pause at the latest */
                pthread_cond_wait(&j->work, &j->lock);
        }
        jobs = j->first;
        for (end = &j->first; *end && n < most; n++)
                end = &(*end)->next;
        j->first = *end;
        *end = NULL;
        if (!j->first)
                j->last = &j->first;
        pthread_mutex_unlock(&j->lock);
        return n ? jobs : NULL;
}

/* True: for as long as TIDY_AFTER nobody asked for anything. */
static bool quiet(struct journal *j)
{
        struct timespec until;
        bool none;

        must(!clock_gettime(CLOCK_REALTIME, &until));
        until.tv_sec += TIDY_AFTER;
        pthread_mutex_lock(&j->lock);
        for (int late = 0; !late && !j->first && !j->closing;)
                late = pthread_cond_timedwait(&j->work, &j->lock, &until);
        none = !j->first && !j->closing;
        pthread_mutex_unlock(&j->lock);
        return none;
}

/* A failure costs nothing but speed: it is tried again after the next act. */
static bool tidy_piece(struct journal *j)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct db_write *w = db_begin(j->db, &why);
        bool more = false, ok = w && derived_tidy(w, &more);

        ok = w && db_end(w, ok) && ok;
        db_idle(j->db);
        arena_free(mem);
        return ok && more;
}

static void write_alone(struct journal *j)
{
        for (struct job *jobs; (jobs = queue_take(j, true, GROUP_MAX));) {
                group_commit(j, jobs);
                j->untidy = true;
                while (j->untidy && quiet(j))
                        j->untidy = tidy_piece(j);
        }
}

/* Until a request comes or the server says something. */
static void listen_both(struct journal *j)
{
        struct pollfd f[] = { { .fd = j->bell, .events = POLLIN }, { .fd = db_end_fd(j->db), .events = POLLIN } };
        eventfd_t rung;
        bool nothing;

        pthread_mutex_lock(&j->lock);
        nothing = !j->first;
        j->listening = nothing && !j->closing;
        pthread_mutex_unlock(&j->lock);
        if (nothing)
                poll(f, 2, -1);
        pthread_mutex_lock(&j->lock);
        j->listening = false;
        pthread_mutex_unlock(&j->lock);
        eventfd_read(j->bell, &rung);
}

/* A group grows while the one before is under way. */
static bool may_grow(struct journal *j, const struct group *g)
{
        return j->sent && (!g || (g->ok && g->n < GROUP_MAX)) && !db_end_ready(j->db);
}

/* What is decided goes ahead behind the commit under way, if it is worth a statement of its own. */
static void push(struct group *g)
{
        if (g && g->n >= g->pushed + PUSH_FROM) {
                db_push(g->w);
                g->pushed = g->n;
        }
}

static void write_ahead(struct journal *j)
{
        struct group *g = NULL;
        struct job *jobs;

        while ((jobs = queue_take(j, !j->sent, TAKE_MOST)) || j->sent) {
                if (!j->sent && !j->head_known) {
                        group_commit(j, jobs);
                        continue;
                }
                if (jobs && !g)
                        g = group_new(j, true);
                if (jobs)
                        group_decide(j, g, jobs);
                if (may_grow(j, g)) {
                        push(g);
                        if (!jobs && !db_end_ready(j->db))      /* asked again: what the server said may have been read while sending */
                                listen_both(j);
                        continue;
                }
                group_follow(j, g);
                g = NULL;
        }
}

void *writer_run(void *arg)
{
        struct journal *j = arg;

        if (j->mirror)
                write_ahead(j);
        else
                write_alone(j);
        return NULL;
}

/* With the lock held. */
void writer_ring(struct journal *j)
{
        pthread_cond_signal(&j->work);
        if (j->listening)
                must(!eventfd_write(j->bell, 1));
        j->listening = false;
}

void queue_put(struct journal *j, struct job *job)
{
        pthread_mutex_lock(&j->lock);
        must(!j->closing);
        *j->last = job;
        j->last = &job->next;
        writer_ring(j);
        pthread_mutex_unlock(&j->lock);
}

