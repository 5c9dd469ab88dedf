/* teller.c - see teller.h.  A ring of groups, one lock, one thread.  It never looks into a group. */
#include "journal/teller.h"
#include "base/arena.h"
#include "base/why.h"
#include <pthread.h>
#include <stdbool.h>

#define ROOM 64u

struct teller {
        tell_fn *tell;
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t more, less;
        void *groups[ROOM];
        unsigned put, told;             /* counted from the start; they wrap together */
        bool closing;
};

static void *next_group(struct teller *t)
{
        void *group = NULL;

        pthread_mutex_lock(&t->lock);
        while (t->put == t->told && !t->closing)
                pthread_cond_wait(&t->more, &t->lock);
        if (t->put != t->told)
                group = t->groups[t->told++ % ROOM];
        pthread_cond_signal(&t->less);
        pthread_mutex_unlock(&t->lock);
        return group;
}

static void *telling(void *arg)
{
        struct teller *t = arg;

        for (void *group; (group = next_group(t));)
                t->tell(group);
        return NULL;
}

struct teller *teller_new(tell_fn *tell)
{
        struct teller *t = memory_take(sizeof *t);

        t->tell = tell;
        must(!pthread_mutex_init(&t->lock, NULL) && !pthread_cond_init(&t->more, NULL) && !pthread_cond_init(&t->less, NULL));
        must(!pthread_create(&t->thread, NULL, telling, t));
        pthread_setname_np(t->thread, "mj-teller");
        return t;
}

void teller_put(struct teller *t, void *group)
{
        must(group != NULL);
        pthread_mutex_lock(&t->lock);
        while (t->put - t->told == ROOM)
                pthread_cond_wait(&t->less, &t->lock);
        t->groups[t->put++ % ROOM] = group;
        pthread_cond_signal(&t->more);
        pthread_mutex_unlock(&t->lock);
}

void teller_free(struct teller *t)
{
        if (!t)
                return;
        pthread_mutex_lock(&t->lock);
        t->closing = true;
        pthread_cond_signal(&t->more);
        pthread_mutex_unlock(&t->lock);
        pthread_join(t->thread, NULL);
        pthread_mutex_destroy(&t->lock);
        pthread_cond_destroy(&t->more);
        pthread_cond_destroy(&t->less);
        memory_free(t);
}
