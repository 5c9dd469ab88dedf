/* later.c - two helper threads for what is slow by design or by the disk: password hashing, syncing uploaded files.
 *
 * The queue is bounded by the connections that wait in it.  Two threads also bound how much memory password hashing may take.
 * Must never: answer.  A helper works, puts what it found into the call, and wakes it.
 */
#include "web/call.h"

#define HELPERS 2

struct later {
        pthread_t threads[HELPERS];
        pthread_mutex_t lock;
        pthread_cond_t work;
        struct call *first, **last;
        bool closing;
};

static struct call *next(struct later *l)
{
        struct call *k;

        pthread_mutex_lock(&l->lock);
        while (!l->first && !l->closing)
                pthread_cond_wait(&l->work, &l->lock);
        k = l->first;
        if (k)
                l->first = k->next;
        if (!l->first)
                l->last = &l->first;
        pthread_mutex_unlock(&l->lock);
        return k;
}

static void *help(void *arg)
{
        for (struct call *k; (k = next(arg));) {
                if (call_db(k))
                        k->work(k);
                call_db_back(k);
                call_wake(k);
        }
        return NULL;
}

struct later *later_new(void)
{
        struct later *l = memory_take(sizeof *l);

        l->last = &l->first;
        must(!pthread_mutex_init(&l->lock, NULL) && !pthread_cond_init(&l->work, NULL));
        for (int i = 0; i < HELPERS; i++)
                must(!pthread_create(&l->threads[i], NULL, help, l));
        return l;
}

void later_free(struct later *l)
{
        if (!l)
                return;
        pthread_mutex_lock(&l->lock);
        l->closing = true;
        pthread_cond_broadcast(&l->work);
        pthread_mutex_unlock(&l->lock);
        for (int i = 0; i < HELPERS; i++)
                pthread_join(l->threads[i], NULL);
        must(!l->first);
        pthread_mutex_destroy(&l->lock);
        pthread_cond_destroy(&l->work);
        memory_free(l);
}

void later_put(struct later *l, struct call *k)
{
        k->next = NULL;
        pthread_mutex_lock(&l->lock);
        *l->last = k;
        l->last = &k->next;
        pthread_cond_signal(&l->work);
        pthread_mutex_unlock(&l->lock);
}
