/* merkle_test.c - the tree against published values and against a slow twin written straight from the definitions of RFC 9162. */
#include "journal/merkle.h"
#include "base/test.h"

#define MOST 300

/* ---- the twin: MTH, PATH and SUBPROOF over an array of leaf hashes, nothing clever; MTH remembers what it has said once ---- */

struct twin { enum hash_kind kind; const struct hash *leaf; struct hash said[MOST][MOST + 1]; bool known[MOST][MOST + 1]; };

static struct twin *twin_new(struct test *t, enum hash_kind kind, const struct hash *leaf)
{
        struct twin *w = TAKE(t->mem, struct twin);

        w->kind = kind;
        w->leaf = leaf;
        return w;
}

static int twin_split(int n)
{
        int k = 1;

        while (k * 2 < n)
                k *= 2;
        return k;
}

/* MTH(D[from : from + n]) */
static struct hash twin_root(struct twin *w, int from, int n)
{
        struct hash left, right;
        uint8_t b[65];
        int k;

        if (n == 0)
                return hash_bytes(w->kind, "", 0);
        if (n == 1)
                return w->leaf[from];
        if (w->known[from][n])
                return w->said[from][n];
        k = twin_split(n);
        left = twin_root(w, from, k);
        right = twin_root(w, from + k, n - k);
        b[0] = 1;
        memcpy(b + 1, left.b, 32);
        memcpy(b + 33, right.b, 32);
        w->known[from][n] = true;
        return w->said[from][n] = hash_bytes(w->kind, b, 65);
}

static void twin_path(struct twin *w, int m, int from, int n, struct merkle_path *out)
{
        int k;

        if (n == 1)
                return;
        k = twin_split(n);
        if (m < k) {
                twin_path(w, m, from, k, out);
                out->h[out->n++] = twin_root(w, from + k, n - k);
        } else {
                twin_path(w, m - k, from + k, n - k, out);
                out->h[out->n++] = twin_root(w, from, k);
        }
}

static void twin_subproof(struct twin *w, int m, int from, int n, bool b, struct merkle_path *out)
{
        int k;

        if (m == n) {
                if (!b)
                        out->h[out->n++] = twin_root(w, from, n);
                return;
        }
        k = twin_split(n);
        if (m <= k) {
                twin_subproof(w, m, from, k, b, out);
                out->h[out->n++] = twin_root(w, from + k, n - k);
        } else {
                twin_subproof(w, m - k, from + k, n - k, false, out);
                out->h[out->n++] = twin_root(w, from, k);
        }
}

/* ---- a stored tree ---- */

struct stored { struct merkle m; struct hash leaf[MOST], node[10][MOST]; int made[10]; bool out_of_order; };

static void keep(void *to, int level, int64_t index, const struct hash *h)
{
        struct stored *s = to;

        if (s->made[level]++ != index)
                s->out_of_order = true;
        s->node[level][index] = *h;
}

static bool get(void *from, int level, int64_t index, struct hash *out)
{
        struct stored *s = from;

        if (level > 9 || index >= s->made[level])
                return false;
        *out = s->node[level][index];
        return true;
}

static struct stored *grown(struct test *t, enum hash_kind kind, int n)
{
        struct stored *s = TAKE(t->mem, struct stored);

        s->m.kind = kind;
        for (int i = 0; i < n; i++) {
                uint8_t text[2] = { (uint8_t)i, (uint8_t)(i >> 8) };

                s->leaf[i] = merkle_leaf(kind, text, sizeof text);
                merkle_add(&s->m, &s->leaf[i], keep, s);
        }
        return s;
}

static bool same_path(const struct merkle_path *a, const struct merkle_path *b)
{
        return a->n == b->n && !memcmp(a->h, b->h, sizeof a->h[0] * (size_t)a->n);
}

static struct hash unhex(const char *s)
{
        struct hash h;

        for (int i = 0; i < 32; i++) {
                unsigned hi = (unsigned char)s[2 * i], lo = (unsigned char)s[2 * i + 1];

                h.b[i] = (uint8_t)((hi < 'a' ? hi - '0' : hi - 'a' + 10) << 4 | (lo < 'a' ? lo - '0' : lo - 'a' + 10));
        }
        return h;
}

/* ---- published values: the reference inputs of Certificate Transparency (SHA-256) ---- */

static const struct { const char *bytes; size_t n; } inputs[8] = {
        { "", 0 }, { "\x00", 1 }, { "\x10", 1 }, { "\x20\x21", 2 }, { "\x30\x31", 2 }, { "\x40\x41\x42\x43", 4 },
        { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 }, { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};
static const char *const roots[9] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static struct stored *published(struct test *t)
{
        struct stored *s = TAKE(t->mem, struct stored);

        s->m.kind = HASH_SHA256;
        for (int i = 0; i < 8; i++) {
                s->leaf[i] = merkle_leaf(HASH_SHA256, inputs[i].bytes, inputs[i].n);
                merkle_add(&s->m, &s->leaf[i], keep, s);
        }
        return s;
}

TEST(merkle, gives_the_published_roots_of_certificate_transparency)
{
        struct merkle m = { .kind = HASH_SHA256 };

        for (int i = 0; i <= 8; i++) {
                struct hash root = merkle_root(&m);

                CHECK_TEXT(hex_text(t->mem, root.b, 32), roots[i]);
                if (i < 8) {
                        struct hash leaf = merkle_leaf(HASH_SHA256, inputs[i].bytes, inputs[i].n);

                        merkle_add(&m, &leaf, NULL, NULL);
                }
        }
}

TEST(merkle, gives_the_published_inclusion_paths)
{
        static const struct { int leaf, size, n; const char *path[3]; } want[] = {
                { 0, 1, 0, { NULL } },
                { 0, 8, 3, { "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4" } },
                { 5, 8, 3, { "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" } },
                { 2, 3, 1, { "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" } },
                { 1, 5, 3, { "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b" } },
        };
        struct stored *s = published(t);

        for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
                struct merkle_path p;
                struct hash root = unhex(roots[want[i].size]);

                CHECK(merkle_inclusion(HASH_SHA256, want[i].leaf, want[i].size, get, s, &p));
                CHECK_INT(p.n, want[i].n);
                for (int j = 0; j < p.n && j < want[i].n; j++)
                        CHECK_TEXT(hex_text(t->mem, p.h[j].b, 32), want[i].path[j]);
                CHECK(merkle_inclusion_holds(HASH_SHA256, want[i].leaf, want[i].size, &s->leaf[want[i].leaf], &p, &root));
        }
}

TEST(merkle, gives_the_published_consistency_paths)
{
        static const struct { int old, size, n; const char *path[3]; } want[] = {
                { 1, 1, 0, { NULL } },
                { 1, 8, 3, { "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4" } },
                { 6, 8, 3, { "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" } },
                { 2, 5, 2, { "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b" } },
        };
        struct stored *s = published(t);

        for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
                struct merkle_path p;
                struct hash old = unhex(roots[want[i].old]), root = unhex(roots[want[i].size]);

                CHECK(merkle_consistency(HASH_SHA256, want[i].old, want[i].size, get, s, &p));
                CHECK_INT(p.n, want[i].n);
                for (int j = 0; j < p.n && j < want[i].n; j++)
                        CHECK_TEXT(hex_text(t->mem, p.h[j].b, 32), want[i].path[j]);
                CHECK(merkle_consistency_holds(HASH_SHA256, want[i].old, want[i].size, &old, &root, &p));
        }
}

/* ---- against the twin ---- */

static int root_differences(struct test *t, enum hash_kind kind)
{
        struct stored *s = grown(t, kind, MOST);
        struct twin *w = twin_new(t, kind, s->leaf);
        struct merkle m = { .kind = kind };
        int bad = s->out_of_order;

        for (int n = 0; n <= MOST; n++) {
                struct hash want = twin_root(w, 0, n), got = merkle_root(&m), again;

                bad += !hash_same(&want, &got) || !merkle_root_at(kind, n, get, s, &again) || !hash_same(&want, &again);
                if (n < MOST)
                        merkle_add(&m, &s->leaf[n], NULL, NULL);
        }
        return bad;
}

TEST(merkle, agrees_with_the_textbook_for_every_size_up_to_300)
{
        for (int k = 0; k < HASH__MAX; k++)
                CHECK_INT(root_differences(t, (enum hash_kind)k), 0);
}

static bool inclusion_agrees(struct stored *s, struct twin *w, int leaf, int n)
{
        struct hash root = twin_root(w, 0, n);
        struct merkle_path want = { .n = 0 }, got;

        twin_path(w, leaf, 0, n, &want);
        return merkle_inclusion(w->kind, leaf, n, get, s, &got) && same_path(&want, &got) &&
               merkle_inclusion_holds(w->kind, leaf, n, &s->leaf[leaf], &got, &root);
}

TEST(merkle, proves_every_leaf_of_every_size_as_the_textbook_does)
{
        for (int k = 0; k < HASH__MAX; k++) {
                struct stored *s = grown(t, (enum hash_kind)k, MOST);
                struct twin *w = twin_new(t, (enum hash_kind)k, s->leaf);
                int bad = 0;

                for (int n = 1; n <= MOST; n++)
                        for (int leaf = 0; leaf < n; leaf++)
                                bad += !inclusion_agrees(s, w, leaf, n);
                CHECK_INT(bad, 0);
        }
}

static bool consistency_agrees(struct stored *s, struct twin *w, int old, int n)
{
        struct hash before = twin_root(w, 0, old), after = twin_root(w, 0, n);
        struct merkle_path want = { .n = 0 }, got;

        twin_subproof(w, old, 0, n, true, &want);
        return merkle_consistency(w->kind, old, n, get, s, &got) && same_path(&want, &got) &&
               merkle_consistency_holds(w->kind, old, n, &before, &after, &got);
}

TEST(merkle, proves_every_pair_of_sizes_as_the_textbook_does)
{
        for (int k = 0; k < HASH__MAX; k++) {
                struct stored *s = grown(t, (enum hash_kind)k, MOST);
                struct twin *w = twin_new(t, (enum hash_kind)k, s->leaf);
                int bad = 0;

                for (int n = 1; n <= MOST; n++)
                        for (int old = 1; old <= n; old++)
                                bad += !consistency_agrees(s, w, old, n);
                CHECK_INT(bad, 0);
        }
}

/* ---- what must not hold ---- */

/* How many of the ways to spoil an inclusion proof are still accepted. */
static int inclusion_fooled(struct stored *s, struct twin *w, int leaf, int n)
{
        enum hash_kind k = s->m.kind;
        struct hash root = twin_root(w, 0, n), other = merkle_leaf(k, "another", 7);
        struct merkle_path good, p;
        int fooled = 0;

        must(merkle_inclusion(k, leaf, n, get, s, &good));
        fooled += merkle_inclusion_holds(k, leaf, n, &other, &good, &root);
        fooled += merkle_inclusion_holds(k, leaf, n, &s->leaf[leaf], &good, &other);
        fooled += merkle_inclusion_holds(k, n, n, &s->leaf[leaf], &good, &root);
        fooled += merkle_inclusion_holds(k, -1, n, &s->leaf[leaf], &good, &root);
        for (int i = 0; i < n; i++)
                fooled += i != leaf && merkle_inclusion_holds(k, i, n, &s->leaf[leaf], &good, &root);
        for (int i = 0; i < good.n; i++) {
                p = good;
                p.h[i].b[i] ^= 1;
                fooled += merkle_inclusion_holds(k, leaf, n, &s->leaf[leaf], &p, &root);
        }
        p = good;
        p.h[p.n++] = other;
        fooled += merkle_inclusion_holds(k, leaf, n, &s->leaf[leaf], &p, &root);
        p = good;
        p.n--;
        return fooled + (good.n && merkle_inclusion_holds(k, leaf, n, &s->leaf[leaf], &p, &root));
}

TEST(merkle, refuses_every_spoilt_inclusion_proof)
{
        struct stored *s = grown(t, HASH_SM3, 40);
        struct twin *w = twin_new(t, HASH_SM3, s->leaf);
        int fooled = 0;

        for (int n = 1; n <= 40; n++)
                for (int leaf = 0; leaf < n; leaf++)
                        fooled += inclusion_fooled(s, w, leaf, n);
        CHECK_INT(fooled, 0);
}

static int consistency_fooled(struct stored *s, struct twin *w, int old, int n)
{
        enum hash_kind k = s->m.kind;
        struct hash before = twin_root(w, 0, old), after = twin_root(w, 0, n), other = merkle_leaf(k, "another", 7);
        struct merkle_path good, p;
        int fooled = 0;

        must(merkle_consistency(k, old, n, get, s, &good));
        fooled += merkle_consistency_holds(k, old, n, &other, &after, &good);
        fooled += merkle_consistency_holds(k, old, n, &before, &other, &good);
        fooled += old != n && merkle_consistency_holds(k, n, old, &after, &before, &good);
        for (int i = 0; i < good.n; i++) {
                p = good;
                p.h[i].b[31 - i] ^= 0x80;
                fooled += merkle_consistency_holds(k, old, n, &before, &after, &p);
        }
        p = good;
        p.h[p.n++] = other;
        fooled += merkle_consistency_holds(k, old, n, &before, &after, &p);
        p = good;
        p.n--;
        return fooled + (good.n && merkle_consistency_holds(k, old, n, &before, &after, &p));
}

TEST(merkle, refuses_every_spoilt_consistency_proof)
{
        struct stored *s = grown(t, HASH_SHA256, 40);
        struct twin *w = twin_new(t, HASH_SHA256, s->leaf);
        int fooled = 0;

        for (int n = 1; n <= 40; n++)
                for (int old = 1; old <= n; old++)
                        fooled += consistency_fooled(s, w, old, n);
        CHECK_INT(fooled, 0);
}

TEST(merkle, the_empty_tree_is_extended_by_any_other_and_by_nothing_else_said)
{
        struct stored *s = grown(t, HASH_SM3, 5);
        struct hash empty = hash_bytes(HASH_SM3, "", 0), root = merkle_root(&s->m);
        struct merkle_path p;

        CHECK(merkle_consistency(HASH_SM3, 0, 5, get, s, &p) && p.n == 0);
        CHECK(merkle_consistency_holds(HASH_SM3, 0, 5, &empty, &root, &p));
        CHECK(merkle_consistency_holds(HASH_SM3, 0, 0, &empty, &empty, &p));
        CHECK(!merkle_consistency_holds(HASH_SM3, 0, 0, &empty, &root, &p));
        CHECK(!merkle_consistency_holds(HASH_SM3, 0, 5, &root, &root, &p));
        p.h[p.n++] = root;
        CHECK(!merkle_consistency_holds(HASH_SM3, 0, 5, &empty, &root, &p));
}

TEST(merkle, a_hash_that_cannot_be_had_stops_the_proof)
{
        struct stored *s = grown(t, HASH_SM3, 5);
        struct merkle_path p = { .n = -7 };
        struct hash h;

        CHECK(!merkle_inclusion(HASH_SM3, 0, 9, get, s, &p) && p.n == -7);
        CHECK(!merkle_consistency(HASH_SM3, 5, 9, get, s, &p) && p.n == -7);
        CHECK(!merkle_root_at(HASH_SM3, 9, get, s, &h));
}
