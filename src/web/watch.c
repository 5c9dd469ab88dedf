/* watch.c - what changes kept pages without passing through this server: acts of other processes, and midnight; and once an hour the
 * uploads to which nothing was added for a week are let go.
 *
 * Once a second the size of the log is compared with what it was and with how many acts this server brought about since.
 * Must never: write, or hold up web_stop(): it is woken for that.
 */
#include "web/tus.h"
#include <errno.h>
#include <time.h>

#define EVERY_SECONDS 1
#define HOUR 3600

struct seen { int64_t size, wrote; struct day day; };

static bool look(struct web *w, struct db *db, struct seen *out)
{
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem }, .db = db };
        bool good;

        out->wrote = atomic_load(&w->wrote);
        out->day = day_of(web_now(w));
        good = journal_size(&c, &out->size);
        arena_free(mem);
        return good;
}

static bool pause_a_second(struct web *w)
{
        struct timespec until;
        bool stop;

        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += EVERY_SECONDS;
        pthread_mutex_lock(&w->lock);
        while (w->watching && pthread_cond_timedwait(&w->tick, &w->lock, &until) != ETIMEDOUT)
                ;
        stop = !w->watching;
        pthread_mutex_unlock(&w->lock);
        return !stop;
}

/* Did others write?  An act of our own may be in the log a moment before it is counted; so after a difference every change counts
 * as a stranger's until nothing moves. */
static bool strangers(const struct seen *was, const struct seen *now, bool *doubt)
{
        bool more = now->size - was->size > now->wrote - was->wrote, moved = now->size != was->size || now->wrote != was->wrote;
        bool yes = more || (*doubt && moved);

        *doubt = yes;
        return yes;
}

/* By the machine's clock, as files know no other.  One that fails is tried again in an hour. */
static void uploads_expire(struct web *w)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };

        blob_expire(w->blobs, (struct instant){ machine_ms(CLOCK_REALTIME) - UPLOAD_KEPT_MS }, NULL, &why);
        arena_free(mem);
}

static void *watch(void *arg)
{
        struct web *w = arg;
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct db *db = db_open(w->o.url, DB_READ, &why);
        struct seen was = { 0 }, now;
        bool known = db && look(w, db, &was), doubt = true;

        for (int64_t round = 0; pause_a_second(w); round++) {
                if (round % HOUR == 0)
                        uploads_expire(w);
                if (!db || !look(w, db, &now)) {
                        db_close(db);
                        arena_reset(mem);
                        why = (struct why){ .mem = mem };
                        db = db_open(w->o.url, DB_READ, &why);
                        known = false;
                        web_public_changed();
                        continue;
                }
                if (strangers(&was, &now, &doubt) || !known || day_compare(now.day, was.day))
                        web_public_changed();
                was = now;
                known = true;
        }
        db_close(db);
        arena_free(mem);
        return NULL;
}

bool watch_start(struct web *w, struct why *why)
{
        w->watching = true;
        if (!pthread_create(&w->watcher, NULL, watch, w))
                return true;
        w->watching = false;
        MHD_stop_daemon(w->daemon);
        return fail(why, "不能启动线程");
}

void watch_stop(struct web *w)
{
        pthread_mutex_lock(&w->lock);
        w->watching = false;
        pthread_cond_broadcast(&w->tick);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->watcher, NULL);
}
