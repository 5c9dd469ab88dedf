/* index_common.c - which tokens stand in many of the newest records: what searches plan by.
 *
 * Looked at from time to time (the job search_words) and kept by the process as hashes; nothing of it is stored.  It decides only how a search
 * goes about it: with an old picture, or with none, the same records are found, more slowly.
 * Must never: be asked whether a record holds a word.
 */
#include "publicity/index.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE 2000             /* newest records looked at */
#define COMMON 20               /* a token of so many of them is common: one in a hundred */

QUERY(common_sample, "SELECT words FROM pub_index_text ORDER BY order_key DESC LIMIT $1");

static struct { pthread_rwlock_t lock; uint64_t *at /* sorted */; size_t n; } common = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static uint64_t token_hash(const char *s, size_t n)
{
        uint64_t h = UINT64_C(0xcbf29ce484222325);

        for (size_t i = 0; i < n; i++)
                h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
        return h;
}

static int hash_order(const void *a, const void *b)
{
        const uint64_t *x = a, *y = b;

        return (*x > *y) - (*x < *y);
}

bool index_is_common(const char *token)
{
        uint64_t h = token_hash(token, strlen(token));
        bool is;

        pthread_rwlock_rdlock(&common.lock);
        is = common.n && bsearch(&h, common.at, common.n, sizeof h, hash_order);
        pthread_rwlock_unlock(&common.lock);
        return is;
}

struct hashes { struct arena *mem; uint64_t *at; size_t n, room; };

static void hash_add(struct hashes *l, uint64_t h)
{
        if (l->n == l->room) {
                uint64_t *more = TAKE_N(l->mem, uint64_t, l->room ? 2 * l->room : 4096);

                if (l->n)
                        memcpy(more, l->at, l->n * sizeof *more);
                l->at = more;
                l->room = l->room ? 2 * l->room : 4096;
        }
        l->at[l->n++] = h;
}

/* 'ab' 'cd': each once for a record, so that a count is a count of records. */
static void tokens_hash(struct hashes *l, const char *tokens)
{
        while (*tokens == '\'') {
                size_t n = strcspn(tokens + 1, "'");

                hash_add(l, token_hash(tokens, n + 2));
                tokens += n + 2;
                tokens += *tokens == ' ';
        }
}

/* Keeps those that occur often, in the same array. */
static void often_keep(struct hashes *l)
{
        size_t kept = 0;

        if (l->n)
                qsort(l->at, l->n, sizeof *l->at, hash_order);
        for (size_t i = 0, end; i < l->n; i = end) {
                for (end = i; end < l->n && l->at[end] == l->at[i]; end++)
                        continue;
                if (end - i >= COMMON)
                        l->at[kept++] = l->at[i];
        }
        l->n = kept;
}

static void common_set(const struct hashes *l)
{
        uint64_t *at = l->n ? memory_take(l->n * sizeof *at) : NULL, *old;

        if (at)
                memcpy(at, l->at, l->n * sizeof *at);
        pthread_rwlock_wrlock(&common.lock);
        old = common.at;
        common.at = at;
        common.n = l->n;
        pthread_rwlock_unlock(&common.lock);
        memory_free(old);
}

bool index_common_look(struct ctx *c)
{
        struct rows r = db_ask_stream(c->db, &c->why, &common_sample, ARGS(I(SAMPLE)));
        struct hashes l = { .mem = arena_new() };
        struct arena *mem = arena_new();
        bool ok;

        while (db_next(&r)) {
                tokens_hash(&l, index_tokens(mem, db_text(&r, 0)));
                arena_reset(mem);
        }
        ok = db_done(&r);
        often_keep(&l);
        if (ok)
                common_set(&l);
        arena_free(mem);
        arena_free(l.mem);
        return ok;
}

/* A job that only looks: no act comes of it. */
bool index_common_job(struct ctx *c, struct requests *out)
{
        (void)out;
        return index_common_look(c);
}
