/* audit_actors.c - which people acted in which stretch of the log, so that looking for one does not read the acts of all others.  The actor stands
 * among an act's sealed fields, not in a column, and an index written with each act would be paid for by every act; so the first search over a
 * stretch reads it and keeps what a Bloom filter says, in this process, for as long as it lives.
 *
 * Promises: acts never change, and a stretch is known by its node of the tree, so what is kept cannot be out of date, nor of another site.
 *           128 bytes for 1,024 acts.  A filter may send somebody to look in vain (about one stretch in fifty with a hundred people in it), never past.
 */
#include "audit/audit_inner.h"
#include "base/hash.h"
#include "journal/journal.h"
#include <pthread.h>
#include <string.h>

#define LEVEL 10                /* 2^10 = ACTOR_BLOCK */
#define BITS 1024
#define PROBES 3

struct filter { struct hash node; bool known; uint8_t bits[BITS / 8]; };
static struct filter *filters;
static size_t room;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void probes_of(const char *actor, unsigned at[PROBES])
{
        struct hash h = hash_bytes(HASH_SHA256, actor, strlen(actor));

        for (int i = 0; i < PROBES; i++)
                at[i] = (h.b[2 * i] | (unsigned)h.b[2 * i + 1] << 8) % BITS;
}

static bool actor_add(void *to, const struct act *a)
{
        struct filter *f = to;
        unsigned at[PROBES];

        probes_of(act_text(a, "actor"), at);
        for (int i = 0; i < PROBES; i++)
                f->bits[at[i] / 8] |= (uint8_t)(1u << at[i] % 8);
        return true;
}

static bool known(int64_t block, const struct hash *node, struct filter *out)
{
        bool found;

        pthread_mutex_lock(&lock);
        found = (size_t)block < room && filters[block].known && !memcmp(&filters[block].node, node, sizeof *node);
        if (found)
                *out = filters[block];
        pthread_mutex_unlock(&lock);
        return found;
}

static void keep(int64_t block, const struct filter *f)
{
        pthread_mutex_lock(&lock);
        if ((size_t)block >= room) {
                size_t more = (size_t)block * 2 + 64;
                struct filter *larger = memory_take(more * sizeof *larger);

                memset(larger, 0, more * sizeof *larger);
                if (room)
                        memcpy(larger, filters, room * sizeof *larger);
                memory_free(filters);
                filters = larger;
                room = more;
        }
        filters[block] = *f;
        pthread_mutex_unlock(&lock);
}

bool audit__actor_seen(struct ctx *c, int64_t block, const char *actor, int64_t *fresh, bool *out)
{
        struct act_wish all = { "", "", -1, (block + 1) * ACTOR_BLOCK, block * ACTOR_BLOCK, { 0 }, { 0 } };
        struct filter f = { .known = true };
        unsigned at[PROBES];
        int64_t size;

        *out = true;
        if (!journal_size(c, &size))
                return false;
        if (all.before > size)
                return true;
        if (!journal_hash(c, LEVEL, block, &f.node))
                return false;
        if (!known(block, &f.node, &f)) {
                if (--*fresh < 0)
                        return true;
                if (!acts_back(c, &all, actor_add, &f))
                        return false;
                keep(block, &f);
        }
        probes_of(actor, at);
        for (int i = 0; i < PROBES; i++)
                *out &= f.bits[at[i] / 8] >> at[i] % 8 & 1;
        return true;
}
