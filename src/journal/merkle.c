/* merkle.c - RFC 9162 section 2.1: append with the right edge only; prove from stored complete nodes; check by the RFC's own
 * iterative algorithms, which share nothing with the recursive ones that make the paths.
 *
 * Never reads a database or a clock: hashes come from `get`, and whether they can be had is for the caller's why to say.
 */
#include "journal/merkle.h"
#include "base/text.h"
#include "base/why.h"
#include <string.h>

#define SMALL 1024

struct hash merkle_leaf(enum hash_kind k, const void *act_text, size_t n)
{
        uint8_t small[SMALL];
        struct hasher *h;

        if (n < sizeof small) {                         /* most acts: one call instead of an allocated hasher */
                small[0] = 0;
                if (n)
                        memcpy(small + 1, act_text, n);
                return hash_bytes(k, small, n + 1);
        }
        h = hasher_new(k);
        hasher_add(h, "\0", 1);
        hasher_add(h, act_text, n);
        return hasher_done(h);
}

struct hash merkle_node(enum hash_kind k, const struct hash *left, const struct hash *right)
{
        uint8_t both[1 + 2 * sizeof left->b];

        both[0] = 1;
        memcpy(both + 1, left->b, sizeof left->b);
        memcpy(both + 1 + sizeof left->b, right->b, sizeof right->b);
        return hash_bytes(k, both, sizeof both);
}

static int edge_count(int64_t size)
{
        return __builtin_popcountll((unsigned long long)size);
}

void merkle_add(struct merkle *m, const struct hash *leaf, merkle_made_fn *made, void *to)
{
        int top = edge_count(m->size), level = 0;
        int64_t index = m->size;

        must(m->size >= 0 && m->size < (INT64_C(1) << 47));
        m->edge[top] = *leaf;
        if (made)
                made(to, 0, index, leaf);
        for (; index & 1; index >>= 1, top--) {         /* a right child completes its parent */
                m->edge[top - 1] = merkle_node(m->kind, &m->edge[top - 1], &m->edge[top]);
                level++;
                if (made)
                        made(to, level, index >> 1, &m->edge[top - 1]);
        }
        m->size++;
}

struct hash merkle_root(const struct merkle *m)
{
        int top = edge_count(m->size);
        struct hash h;

        if (!top)
                return hash_bytes(m->kind, "", 0);
        h = m->edge[--top];
        while (top--)
                h = merkle_node(m->kind, &m->edge[top], &h);
        return h;
}

/* ---- making paths ---- */

struct maker { enum hash_kind kind; merkle_get_fn *get; void *from; struct merkle_path *out; };

/* Largest power of two smaller than n (n > 1): where RFC 9162 splits a tree. */
static int64_t split(int64_t n)
{
        return INT64_C(1) << (63 - __builtin_clzll((unsigned long long)(n - 1)));
}

/* Root of the n leaves from `begin`, which is a multiple of every complete subtree in them. */
static bool range_root(const struct maker *m, int64_t begin, int64_t n, struct hash *out)
{
        struct hash left, right;
        int64_t half;
        int level;

        if (!(n & (n - 1))) {
                level = __builtin_ctzll((unsigned long long)n);
                return m->get(m->from, level, begin >> level, out);
        }
        half = split(n);
        if (!range_root(m, begin, half, &left) || !range_root(m, begin + half, n - half, &right))
                return false;
        *out = merkle_node(m->kind, &left, &right);
        return true;
}

static bool path_put(const struct maker *m, int64_t begin, int64_t n)
{
        must(m->out->n < 64);
        return range_root(m, begin, n, &m->out->h[m->out->n++]);
}

/* PATH(leaf, D[begin : begin + n]) */
static bool inclusion(const struct maker *m, int64_t leaf, int64_t begin, int64_t n)
{
        int64_t half;

        if (n == 1)
                return true;
        half = split(n);
        if (leaf < begin + half)
                return inclusion(m, leaf, begin, half) && path_put(m, begin + half, n - half);
        return inclusion(m, leaf, begin + half, n - half) && path_put(m, begin, half);
}

/* SUBPROOF(old, D[begin : begin + n], whole): `whole` while the old tree is this very subtree and its root need not be said. */
static bool consistency(const struct maker *m, int64_t old, int64_t begin, int64_t n, bool whole)
{
        int64_t half;

        if (old == n)
                return whole || path_put(m, begin, n);
        half = split(n);
        if (old <= half)
                return consistency(m, old, begin, half, whole) && path_put(m, begin + half, n - half);
        return consistency(m, old - half, begin + half, n - half, false) && path_put(m, begin, half);
}

bool merkle_inclusion(enum hash_kind k, int64_t leaf, int64_t size, merkle_get_fn *get, void *from, struct merkle_path *out)
{
        struct merkle_path p = { .n = 0 };
        struct maker m = { k, get, from, &p };

        must(leaf >= 0 && leaf < size);
        if (!inclusion(&m, leaf, 0, size))
                return false;
        *out = p;
        return true;
}

bool merkle_consistency(enum hash_kind k, int64_t old_size, int64_t size, merkle_get_fn *get, void *from, struct merkle_path *out)
{
        struct merkle_path p = { .n = 0 };
        struct maker m = { k, get, from, &p };

        must(old_size >= 0 && old_size <= size);
        if (old_size && !consistency(&m, old_size, 0, size, true))
                return false;
        *out = p;
        return true;
}

bool merkle_root_at(enum hash_kind k, int64_t size, merkle_get_fn *get, void *from, struct hash *out)
{
        struct maker m = { k, get, from, NULL };
        struct hash h = hash_bytes(k, "", 0);

        must(size >= 0);
        if (size && !range_root(&m, 0, size, &h))
                return false;
        *out = h;
        return true;
}

/* ---- checking paths: RFC 9162 sections 2.1.3.2 and 2.1.4.2, step by step ---- */

bool merkle_inclusion_holds(enum hash_kind k, int64_t leaf, int64_t size, const struct hash *leaf_hash,
                            const struct merkle_path *p, const struct hash *root)
{
        int64_t fn = leaf, sn = size - 1;
        struct hash r = *leaf_hash;

        if (leaf < 0 || leaf >= size || p->n < 0 || p->n > 64)
                return false;
        for (int i = 0; i < p->n; i++) {
                if (sn == 0)
                        return false;                   /* a hash too many */
                if ((fn & 1) || fn == sn) {
                        r = merkle_node(k, &p->h[i], &r);
                        while (!(fn & 1) && fn) {
                                fn >>= 1;
                                sn >>= 1;
                        }
                } else {
                        r = merkle_node(k, &r, &p->h[i]);
                }
                fn >>= 1;
                sn >>= 1;
        }
        return sn == 0 && hash_same(&r, root);
}

/* The walk of section 2.1.4.2 from the node `start`, with the hashes h[0..n): both roots must come out and nothing be left. */
static bool consistency_walk(enum hash_kind k, int64_t fn, int64_t sn, const struct hash *start, const struct hash *h, int n,
                             const struct hash *old_root, const struct hash *root)
{
        struct hash fr = *start, sr = *start;

        for (int i = 0; i < n; i++) {
                if (sn == 0)
                        return false;
                if ((fn & 1) || fn == sn) {
                        fr = merkle_node(k, &h[i], &fr);
                        sr = merkle_node(k, &h[i], &sr);
                        while (!(fn & 1) && fn) {
                                fn >>= 1;
                                sn >>= 1;
                        }
                } else {
                        sr = merkle_node(k, &sr, &h[i]);
                }
                fn >>= 1;
                sn >>= 1;
        }
        return sn == 0 && hash_same(&fr, old_root) && hash_same(&sr, root);
}

bool merkle_consistency_holds(enum hash_kind k, int64_t old_size, int64_t size, const struct hash *old_root,
                              const struct hash *root, const struct merkle_path *p)
{
        int64_t fn = old_size - 1, sn = size - 1;
        struct hash empty = hash_bytes(k, "", 0);

        if (old_size < 0 || old_size > size || p->n < 0 || p->n > 64)
                return false;
        if (old_size == 0)                              /* everything extends nothing: no path, one root */
                return p->n == 0 && hash_same(old_root, &empty) && (size || hash_same(root, &empty));
        if (old_size == size)
                return p->n == 0 && hash_same(old_root, root);
        for (; fn & 1; fn >>= 1)
                sn >>= 1;
        if (!(old_size & (old_size - 1)))               /* a complete old tree is itself the first node of the path */
                return consistency_walk(k, fn, sn, old_root, p->h, p->n, old_root, root);
        return p->n > 0 && consistency_walk(k, fn, sn, &p->h[0], p->h + 1, p->n - 1, old_root, root);
}
