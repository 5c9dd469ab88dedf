/* limit.c - see limit.h.  A bucket is one number: the moment at which it will be full again. */
#include "web/limit.h"
#include "base/arena.h"
#include "base/why.h"
#include <pthread.h>

#define SLOTS 4096u
#define PROBES 8u

struct bucket { uint64_t who; int64_t full_us; };
struct limit { pthread_mutex_t lock; struct limit_rule address, all; int64_t all_full_us; struct bucket at[SLOTS]; };

struct limit *limit_new(struct limit_rule address, struct limit_rule all)
{
        struct limit *l = memory_take(sizeof *l);

        must(address.burst > 0 && all.burst > 0);
        must(!pthread_mutex_init(&l->lock, NULL));
        l->address = address;
        l->all = all;
        return l;
}

void limit_free(struct limit *l)
{
        if (!l)
                return;
        pthread_mutex_destroy(&l->lock);
        memory_free(l);
}

/* The bucket of this address; otherwise the one nearby that has been full the longest. */
static struct bucket *bucket_of(struct limit *l, uint64_t who)
{
        struct bucket *oldest = &l->at[who % SLOTS];

        for (unsigned i = 0; i < PROBES; i++) {
                struct bucket *b = &l->at[(who + i) % SLOTS];

                if (b->who == who)
                        return b;
                if (b->full_us < oldest->full_us)
                        oldest = b;
        }
        *oldest = (struct bucket){ .who = who };
        return oldest;
}

/* How long until one more fits, in microseconds; 0: now. */
static int64_t missing(const struct limit_rule *r, int64_t full_us, int64_t now_us)
{
        int64_t room = (r->burst - 1) * r->each_us, level = full_us > now_us ? full_us - now_us : 0;

        return level > room ? level - room : 0;
}

static void put(const struct limit_rule *r, int64_t *full_us, int64_t now_us)
{
        *full_us = (*full_us > now_us ? *full_us : now_us) + r->each_us;
}

bool limit_take(struct limit *l, uint64_t who, int64_t now_us, int *wait_s)
{
        struct bucket *b;
        int64_t one, all;

        pthread_mutex_lock(&l->lock);
        b = bucket_of(l, who);
        one = missing(&l->address, b->full_us, now_us);
        all = missing(&l->all, l->all_full_us, now_us);
        if (!one && !all) {
                put(&l->address, &b->full_us, now_us);
                put(&l->all, &l->all_full_us, now_us);
        }
        pthread_mutex_unlock(&l->lock);
        if (one < all)
                one = all;
        *wait_s = one ? (int)(one / 1000000 + 1) : 0;
        return !one;
}
