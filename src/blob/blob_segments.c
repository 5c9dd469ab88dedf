/* blob_segments.c - the hashes of 4 MiB segments that stand beside content, and their Merkle tree after RFC 6962.
 *
 * SHA-256 whatever the digest is: a second, independent algorithm over evidence, and four times as fast, so that counting along while
 * content streams in, and reading everything again at night, cost little.  Leaf: H(0x00 || segment hash); node: H(0x01 || left || right).
 * Must never: give out segments whose root does not follow from them.
 */
#include "blob/inner.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIDE_TITLE "mingjing segments 1"

void segmenter_start(struct segmenter *s, struct arena *mem, int out)
{
        *s = (struct segmenter){ .hasher = hasher_new(HASH_SHA256), .done = { .mem = mem }, .out = out };
}

static void segment_end(struct segmenter *s)
{
        struct hash h = hasher_done(s->hasher);

        s->hasher = NULL;
        buffer_put(&s->done, (const char *)h.b, sizeof h.b);
        if (s->out >= 0 && !write_all(s->out, h.b, sizeof h.b)) {
                close(s->out);          /* the list is a help for resuming only: without it nothing is lost */
                s->out = -1;
        }
}

void segmenter_add(struct segmenter *s, const void *bytes, size_t n)
{
        const char *at = bytes;

        while (n) {
                int64_t room = BLOB_SEGMENT - s->n % BLOB_SEGMENT;
                size_t take = (int64_t)n < room ? n : (size_t)room;

                if (!s->hasher)
                        s->hasher = hasher_new(HASH_SHA256);
                hasher_add(s->hasher, at, take);
                s->n += (int64_t)take;
                at += take;
                n -= take;
                if (s->n % BLOB_SEGMENT == 0)
                        segment_end(s);
        }
}

void segmenter_stop(struct segmenter *s)
{
        if (s->hasher)
                hasher_done(s->hasher);
        if (s->out > 0)
                close(s->out);
        *s = (struct segmenter){ .out = -1 };
}

struct bytes segmenter_text(struct segmenter *s, struct arena *mem)
{
        struct buffer text = { .mem = mem };
        const struct hash *at;
        size_t n;

        if (s->n % BLOB_SEGMENT)
                segment_end(s);
        at = (const struct hash *)(const void *)s->done.p;
        n = s->done.n / sizeof *at;
        struct hash root = segments_root(at, n);

        buffer_make(&text, SIDE_TITLE "\n%lld\n%s\n", (long long)s->n, hex_text(mem, root.b, sizeof root.b));
        for (size_t i = 0; i < n; i++)
                buffer_make(&text, "%s\n", hex_text(mem, at[i].b, sizeof at[i].b));
        return (struct bytes){ (const uint8_t *)buffer_done(&text), text.n };
}

/* ---- the tree ---- */

static struct hash leaf(const struct hash *segment)
{
        uint8_t b[33] = { 0 };

        memcpy(b + 1, segment->b, 32);
        return hash_bytes(HASH_SHA256, b, sizeof b);
}

static struct hash node(const struct hash *left, const struct hash *right)
{
        uint8_t b[65] = { 1 };

        memcpy(b + 1, left->b, 32);
        memcpy(b + 33, right->b, 32);
        return hash_bytes(HASH_SHA256, b, sizeof b);
}

/* The largest power of two below n, for n > 1. */
static size_t split(size_t n)
{
        size_t k = 1;

        while (k * 2 < n)
                k *= 2;
        return k;
}

struct hash segments_root(const struct hash *at, size_t n)
{
        struct hash left, right;

        if (!n)
                return hash_bytes(HASH_SHA256, "", 0);
        if (n == 1)
                return leaf(at);
        left = segments_root(at, split(n));
        right = segments_root(at + split(n), n - split(n));
        return node(&left, &right);
}

struct hash blob_segment_hash(const void *bytes, size_t n)
{
        return hash_bytes(HASH_SHA256, bytes, n);
}

static size_t path_of(const struct hash *at, size_t n, size_t i, struct hash *out)
{
        size_t k, done;

        if (n <= 1)
                return 0;
        k = split(n);
        done = i < k ? path_of(at, k, i, out) : path_of(at + k, n - k, i - k, out);
        out[done] = i < k ? segments_root(at + k, n - k) : segments_root(at, k);
        return done + 1;
}

size_t blob_segment_path(const struct blob_segments *s, size_t i, struct hash path[64])
{
        must(i < s->n);
        return path_of(s->at, s->n, i, path);
}

/* The root that segment i of n and its path lead to; false if the path has not the right length. */
static bool climb(const struct hash *segment, size_t i, size_t n, const struct hash *path, size_t path_n, struct hash *out)
{
        struct hash below;
        size_t k;

        if (n == 1) {
                *out = leaf(segment);
                return !path_n;
        }
        if (!path_n)
                return false;
        k = split(n);
        if (!climb(segment, i < k ? i : i - k, i < k ? k : n - k, path, path_n - 1, &below))
                return false;
        *out = i < k ? node(&below, &path[path_n - 1]) : node(&path[path_n - 1], &below);
        return true;
}

bool blob_segment_proven(const struct hash *segment, size_t i, size_t n, const struct hash *path, size_t path_n, const struct hash *root)
{
        struct hash h;

        return i < n && climb(segment, i, n, path, path_n, &h) && hash_same(&h, root);
}

/* ---- the side file ---- */

static bool hex_hash(const char *s, struct hash *out)
{
        static const char digits[] = "0123456789abcdef";

        for (size_t i = 0; i < 64; i++) {
                const char *d = s[i] ? strchr(digits, s[i]) : NULL;

                if (!d)
                        return false;
                out->b[i / 2] = (uint8_t)(out->b[i / 2] << 4 | (d - digits));
        }
        return s[64] == '\0';
}

bool segments_parse(struct arena *mem, struct bytes text, struct blob_segments *out)
{
        struct blob_segments s = { 0 };
        size_t lines;
        char **line = text_split(mem, text_copy_n(mem, (const char *)text.p, text.n), '\n', &lines);
        struct hash root = { 0 }, *at;

        if (lines < 4 || strcmp(line[0], SIDE_TITLE) || *line[lines - 1] || !text_int(line[1], 0, INT64_MAX, &s.size) || !hex_hash(line[2], &s.root))
                return false;
        s.n = lines - 4;
        if ((int64_t)s.n != (s.size + BLOB_SEGMENT - 1) / BLOB_SEGMENT)
                return false;
        at = TAKE_N(mem, struct hash, s.n + 1);
        for (size_t i = 0; i < s.n; i++)
                if (!hex_hash(line[3 + i], &at[i]))
                        return false;
        s.at = at;
        root = segments_root(at, s.n);
        if (!hash_same(&root, &s.root))
                return false;
        *out = s;
        return true;
}

/* Content of before there were side files: counted now. */
static bool segments_count(const struct blobs *b, struct arena *mem, const char *digest, struct blob_segments *out, struct why *why)
{
        struct blob_reader *r = blob_reader(b, digest, why);
        struct segmenter s;
        char *chunk;
        ssize_t n = -1;

        if (!r)
                return false;
        chunk = memory_take(READ_CHUNK);
        segmenter_start(&s, mem, -1);
        for (int64_t at = 0; (n = blob_reader_at(r, at, chunk, READ_CHUNK, why)) > 0; at += n)
                segmenter_add(&s, chunk, (size_t)n);
        memory_free(chunk);
        blob_reader_close(r);
        if (!n)
                must(segments_parse(mem, segmenter_text(&s, mem), out));
        segmenter_stop(&s);
        return !n;
}

bool blob_segments(const struct blobs *b, struct arena *mem, const char *digest, struct blob_segments *out, struct why *why)
{
        struct bytes text = { 0 };
        struct entry e;
        bool there = false;

        if (!digest_given(digest, why) || !b->back->find(b, name_of(mem, digest, ".seg"), &there, &e, why))
                return false;
        if (!there)
                return segments_count(b, mem, digest, out, why);
        if (!side_read(b, mem, name_of(mem, digest, ".seg"), &text, why))
                return false;
        return segments_parse(mem, text, out) || refuse(why, R_BLOB_BROKEN, NULL, "%s 的分段摘要表已损坏", digest);
}
