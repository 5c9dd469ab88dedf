/* group.c - requests that are committed together: one transaction, one flush, many acts.  If the database fails in the middle, the whole group
 * is rolled back and its requests are tried again one by one, so that one bad apple harms nobody and nothing is done by halves.
 */
#include "journal/writer.h"
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define KNOWN_MAX ((size_t)4 * 1024 * 1024)

QUERY(body_get, "SELECT body FROM journal_act WHERE seq = $1");
QUERY(acts_since, "SELECT verb, noun, subject FROM journal_act WHERE seq >= $1 ORDER BY seq");
QUERY(clock_get, "SELECT clock FROM site WHERE one = 1");

/* Another process may have written: then the head is read anew and what it changed is told. */
static bool head_follow(struct journal *j, struct db *db, struct why *why)
{
        int64_t was = j->head_known ? j->head.size : 0, now;
        struct ctx c = { .mem = why->mem, .why = *why, .db = db };
        struct rows r;

        if (!journal_size(&c, &now))
                return (*why = c.why, false);
        if (j->head_known && now == was)
                return true;
        j->known_stale = true;
        r = db_ask(db, why, &clock_get, ARGS());
        if (db_next(&r))
                snprintf(j->clock, sizeof j->clock, "%s", db_text(&r, 0));
        if (!db_done(&r) || !head_load(db, why, j->site.hash, &j->head))
                return false;
        r = db_ask(db, why, &acts_since, ARGS(I(j->head_known ? was : now)));
        while (db_next(&r)) {
                j->hooks.committed(db_text(&r, 0), (struct subject){ db_text(&r, 1), db_int(&r, 2) });
                if (j->mirror)
                        mirror_forget(j->mirror, (struct subject){ db_text(&r, 1), db_int(&r, 2) });
        }
        j->head_known = true;
        return db_done(&r);
}

static void known_refresh(struct journal *j)
{
        if (!j->known_stale && arena_used(j->known.mem) < KNOWN_MAX)
                return;
        arena_reset(j->known.mem);
        j->known.top = NULL;
        j->known_stale = false;
}

static void job_begin(struct journal *j, struct job *job, struct ctx *c, struct db *db)
{
        known_refresh(j);
        *job->answer = (struct answer){ .why = { .mem = job->mem } };
        job->wrote = false;
        *c = (struct ctx){ .mem = job->mem, .why = { .mem = job->mem }, .now = job->now, .db = j->mirror ? mirror_db(j->mirror) : db, .log = db,
                           .known = &j->known, .test_clock = job->request ? job->request->test_clock : job->now.ms != 0 && job->founding };
}

/* The answer to a commit may be lost on the way: then the log itself says whether the group is in it. */
static enum outcome group_landed(struct journal *j, const struct group *g)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct rows r = db_ask(j->db, &why, &body_get, ARGS(I(g->before)));
        bool found = db_next(&r), ours = false;

        if (found) {
                struct hash leaf = merkle_leaf(j->site.hash, db_text(&r, 0), strlen(db_text(&r, 0)));

                ours = hash_same(&leaf, &g->leaf);
        }
        found = db_done(&r);
        arena_free(mem);
        return !found ? UNKNOWN : ours ? WRITTEN : NOT_WRITTEN;
}

/* The commit failed, or its answer was lost.  The head is read anew from the log before the next group. */
enum outcome group_lost(struct journal *j, const struct group *g, bool acts)
{
        enum outcome o = acts ? group_landed(j, g) : NOT_WRITTEN;

        if (o != WRITTEN)
                memcpy(j->clock, g->clock_before, sizeof j->clock);
        j->head_known = false;
        j->known_stale = true;
        return o;
}

enum outcome group_end(struct journal *j, struct group *g)
{
        bool written = g->w && db_end(g->w, g->ok) && g->ok;

        if (j->mirror)                          /* if it cannot follow it begins afresh; the group is on disk all the same */
                mirror_end(j->mirror, written);
        return written ? WRITTEN : group_lost(j, g, g->w && g->ok && j->head.size > g->before);
}

/* ahead: without waiting for the group before, and trusting that nobody else wrote (head_still). */
struct group *group_new(struct journal *j, bool ahead)
{
        struct group *g = memory_take(sizeof *g);

        g->mem = arena_new();
        g->why = (struct why){ .mem = g->mem };
        g->end = &g->jobs;
        g->ahead = ahead;
        g->w = ahead ? db_begin_ahead(j->db, &g->why) : db_begin(j->db, &g->why);
        g->ok = g->w && (ahead || head_follow(j, db_reader(g->w), &g->why)) &&
                (!j->mirror || (j->mirror_write = mirror_begin(j->mirror, db_reader(g->w), &g->why)));
        g->before = j->head.size;
        memcpy(g->clock_before, j->clock, sizeof j->clock);
        return g;
}

void group_free(struct group *g)
{
        arena_free(g->mem);
        memory_free(g);
}

void group_decide(struct journal *j, struct group *g, struct job *jobs)
{
        struct ctx c;

        j->group = g;
        for (*g->end = jobs; *g->end; g->end = &(*g->end)->next, g->n++) {
                struct job *job = *g->end;

                if (!g->ok)
                        continue;
                job_begin(j, job, &c, db_reader(g->w));
                if (!job_handle(j, &c, g->w, job)) {
                        if (c.why.kind == WHY_NOTHING)          /* a write said why to the connection */
                                c.why = g->why;
                        g->ok = c.why.kind != WHY_FAILED && g->why.kind == WHY_NOTHING;
                }
                job->answer->why = c.why;
        }
}

void group_tell(void *group)
{
        for (struct job *job = group, *next; job; job = next) {
                next = job->next;                               /* job lives in its own arena: not touched once it is done */
                job->done(job->to, job->answer);
        }
}

static void group_answer(struct journal *j, struct job *jobs)
{
        for (struct job *job = jobs; job; job = job->next)
                if (job->wrote && job->answer->why.kind == WHY_NOTHING)
                        j->hooks.committed(job->request->verb, job->answer->subject);
        if (queue_waits(j))
                teller_put(j->teller, jobs);
        else
                group_tell(jobs);
}

static void group_fail(struct journal *j, struct job *jobs, const struct why *why)
{
        for (struct job *job = jobs; job; job = job->next) {
                const char *what = text_copy(job->mem, why->detail ? why->detail : "数据库没有写入");

                if (job->answer->why.kind != WHY_REFUSED)
                        job->answer->why = (struct why){ .mem = job->mem, .kind = WHY_FAILED, .detail = what };
                job->wrote = false;
        }
        group_answer(j, jobs);
}

/* ---- how large groups were ---- */

static atomic_llong groups[JOURNAL_GROUP_SIZES], grouped;

/* Doubling: 1, 2, 3 to 4, 5 to 8 … requests. */
static void group_count(const struct group *g)
{
        int i = 0;

        while (i < JOURNAL_GROUP_SIZES - 1 && g->n > (size_t)1 << i)
                i++;
        atomic_fetch_add_explicit(&groups[i], 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&grouped, (long long)g->n, memory_order_relaxed);
}

void journal_groups(struct journal_groups *out)
{
        for (int i = 0; i < JOURNAL_GROUP_SIZES; i++)
                out->groups[i] = atomic_load_explicit(&groups[i], memory_order_relaxed);
        out->requests = atomic_load_explicit(&grouped, memory_order_relaxed);
}

void group_close(struct journal *j, struct group *g, enum outcome o)
{
        if (o == WRITTEN)
                group_count(g);
        if (o == WRITTEN)
                group_answer(j, g->jobs);
        else if (g->jobs->next && o == NOT_WRITTEN)
                group_each_alone(j, g->jobs);
        else
                group_fail(j, g->jobs, &g->why);
        group_free(g);
}

void group_commit(struct journal *j, struct job *jobs)
{
        struct group *g = group_new(j, false);

        group_decide(j, g, jobs);
        group_close(j, g, group_end(j, g));
        db_idle(j->db);
}

void group_each_alone(struct journal *j, struct job *jobs)
{
        for (struct job *job = jobs, *next; job; job = next) {
                next = job->next;
                job->next = NULL;
                group_commit(j, job);
        }
}

