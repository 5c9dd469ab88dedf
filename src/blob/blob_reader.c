/* blob_reader.c - any part of any content: from a file, from S3, sealed or not, behind one pair of calls.
 *
 * Must never: give out a byte of sealed content before its chunk opened; write plain bytes of sealed content to a disk.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define AHEAD_FAR ((size_t)4 << 20)             /* S3: how much a reader that goes straight on gets at once */
#define AHEAD_NEAR ((size_t)256 * 1024)         /* and one that jumps */
#define SEALED_OPEN_MAX ((int64_t)256 << 20)    /* sealed content as a descriptor lies in memory */

struct blob_reader {
        struct source *from;
        struct seal *seal;              /* NULL: plain */
        int64_t size, chunks, held;     /* held: the chunk that is open in chunk[]; -1: none */
        uint8_t *chunk, *box;
        const char *digest;
        struct arena *mem;
};

/* ---- sources ---- */

/* S3: [from, from + n) into the read-ahead; n is more than was asked for. */
static bool ahead_fill(struct source *s, int64_t from, size_t n, struct why *why)
{
        size_t most = from == s->next ? AHEAD_FAR : AHEAD_NEAR;
        struct s3_ask q = { .method = "GET", .name = s->name, .from = from };
        struct s3_answer a = { 0 };

        if (n > most)
                most = n < AHEAD_FAR ? n : AHEAD_FAR;
        if ((int64_t)most > s->size - from)
                most = (size_t)(s->size - from);
        if (!s->ahead)
                s->ahead = memory_take(AHEAD_FAR);
        s->ahead_n = 0;
        q.n = (int64_t)most;
        q.to = s->ahead;
        if (!s3_ask(s->b->s3, why->mem, &q, &a, why))
                return false;
        if (a.status == 404)
                return refuse(why, R_SUBJECT_UNKNOWN, NULL, "文件库里没有 %s", s->name);
        if (a.status != 206 || a.got != most)
                return s3_refused(&a, "读取", why);
        s->ahead_from = from;
        s->ahead_n = most;
        return true;
}

ssize_t source_at(struct source *s, int64_t from, void *to, size_t n, struct why *why)
{
        size_t got = 0;
        ssize_t r;

        if (from >= s->size || from < 0)
                return 0;
        if ((int64_t)n > s->size - from)
                n = (size_t)(s->size - from);
        if (s->fd >= 0) {
                r = pread_all(s->fd, to, n, from);
                if (r != (ssize_t)n)
                        fail(why, "读取文件时出错：%s", r < 0 ? strerror(errno) : "文件变短了");
                return r == (ssize_t)n ? r : -1;
        }
        while (got < n) {
                int64_t at = from + (int64_t)got;
                size_t have;

                if (at < s->ahead_from || at >= s->ahead_from + (int64_t)s->ahead_n)
                        if (!ahead_fill(s, at, n - got, why))
                                return -1;
                have = s->ahead_n - (size_t)(at - s->ahead_from);
                if (have > n - got)
                        have = n - got;
                memcpy((char *)to + got, s->ahead + (at - s->ahead_from), have);
                got += have;
        }
        s->next = from + (int64_t)n;
        return (ssize_t)n;
}

void source_close(struct source *s)
{
        if (!s)
                return;
        if (s->fd >= 0)
                close(s->fd);
        memory_free(s->ahead);
        memory_free(s->name);
        memory_free(s);
}

bool side_read(const struct blobs *b, struct arena *mem, const char *name, struct bytes *out, struct why *why)
{
        struct source *s = b->back->open(b, name, why);
        uint8_t *p;
        ssize_t n = -1;

        if (!s)
                return false;
        if (s->size > SIDE_MAX) {
                refuse(why, R_BLOB_BROKEN, NULL, "%s 太大", name);
        } else {
                p = arena_take(mem, (size_t)s->size + 1);
                n = source_at(s, 0, p, (size_t)s->size, why);
                if (n >= 0)
                        *out = (struct bytes){ p, (size_t)n };
        }
        source_close(s);
        return n >= 0;
}

/* ---- readers ---- */

static bool broken(const struct blob_reader *r, const char *what, struct why *why)
{
        return refuse(why, R_BLOB_BROKEN, NULL, "%s：%s", r->digest, what);
}

/* Opens chunk i into r->chunk; n: how much it holds. */
static bool chunk_read(struct blob_reader *r, int64_t i, size_t *n, struct why *why)
{
        int64_t from = SEAL_HEAD + i * (int64_t)SEAL_CHUNK, stored = r->from->size - from;
        size_t want = stored < (int64_t)SEAL_CHUNK ? (size_t)stored : SEAL_CHUNK;

        *n = want - SEAL_MORE;
        if (r->held == i)
                return true;
        r->held = -1;
        if (source_at(r->from, from, r->box, want, why) != (ssize_t)want)
                return false;
        if (!seal_open(r->seal, i, i == r->chunks - 1 ? SEAL_LAST : SEAL_INNER, r->box, want, r->chunk))
                return broken(r, "加密的内容打不开，已被改动、截短或者调换", why);
        r->held = i;
        return true;
}

static bool sealed_start(struct blob_reader *r, const struct blobs *b, struct why *why)
{
        uint8_t key[16], head[SEAL_HEAD];
        struct bytes text = { 0 };
        size_t n;

        r->size = seal_size(r->from->size);
        if (r->size < 0)
                return broken(r, "加密的内容已被截短", why);
        if (source_at(r->from, 0, head, sizeof head, why) != (ssize_t)sizeof head)
                return false;
        if (!keys_there(b))
                return refuse(why, R_BLOB_KEY, NULL, "没有配置密钥文件（MINGJING_BLOB_KEYS）");
        if (!side_read(b, r->mem, name_of(r->mem, r->digest, ".key"), &text, why) || !seal_unwrap(b, text, r->digest, key, why))
                return false;
        r->seal = seal_known(key, head);
        explicit_bzero(key, sizeof key);
        if (!r->seal)
                return broken(r, "加密的内容开头不对", why);
        r->chunk = memory_take(SEAL_PLAIN);
        r->box = memory_take(SEAL_CHUNK);
        r->chunks = (r->from->size - SEAL_HEAD + (int64_t)SEAL_CHUNK - 1) / (int64_t)SEAL_CHUNK;
        return chunk_read(r, r->chunks - 1, &n, why);   /* an end that was cut off shows at once */
}

struct blob_reader *blob_reader(const struct blobs *b, const char *digest, struct why *why)
{
        struct blob_reader *r;
        struct arena *mem;
        struct item i = { 0 };

        if (!digest_given(digest, why) || !item_find(b, digest, &i, why))
                return NULL;
        if (!i.plain && !i.sealed) {
                refuse(why, R_SUBJECT_UNKNOWN, NULL, "文件库里没有 %s", digest);
                return NULL;
        }
        mem = arena_new();
        r = TAKE(mem, struct blob_reader);
        *r = (struct blob_reader){ .mem = mem, .held = -1, .digest = text_copy(mem, digest) };
        r->from = b->back->open(b, name_of(mem, digest, i.plain ? "" : ".enc"), why);
        if (r->from && (i.plain || sealed_start(r, b, why))) {
                if (i.plain)
                        r->size = r->from->size;
                return r;
        }
        blob_reader_close(r);
        return NULL;
}

int64_t blob_reader_size(const struct blob_reader *r)
{
        return r->size;
}

int blob_reader_fd(const struct blob_reader *r)
{
        return r->seal ? -1 : r->from->fd;
}

ssize_t blob_reader_at(struct blob_reader *r, int64_t from, void *to, size_t n, struct why *why)
{
        size_t got = 0;

        if (!r->seal)
                return source_at(r->from, from, to, n, why);
        if (from < 0 || from >= r->size)
                return 0;
        if ((int64_t)n > r->size - from)
                n = (size_t)(r->size - from);
        while (got < n) {
                int64_t at = from + (int64_t)got;
                size_t in_chunk = (size_t)(at % (int64_t)SEAL_PLAIN), have;

                if (!chunk_read(r, at / (int64_t)SEAL_PLAIN, &have, why))
                        return -1;
                have -= in_chunk;
                if (have > n - got)
                        have = n - got;
                memcpy((char *)to + got, r->chunk + in_chunk, have);
                got += have;
        }
        return (ssize_t)n;
}

void blob_reader_close(struct blob_reader *r)
{
        if (!r)
                return;
        source_close(r->from);
        seal_free(r->seal);
        if (r->chunk)
                explicit_bzero(r->chunk, SEAL_PLAIN);
        memory_free(r->chunk);
        memory_free(r->box);
        arena_free(r->mem);
}

/* ---- whole contents ---- */

typedef bool take_fn(void *to, const void *bytes, size_t n, struct why *why);

static bool read_all(struct blob_reader *r, take_fn *take, void *to, struct why *why)
{
        char *chunk = memory_take(READ_CHUNK);
        bool good = true;
        ssize_t n;

        for (int64_t at = 0; good && at < r->size; at += n) {
                n = blob_reader_at(r, at, chunk, READ_CHUNK, why);
                good = n > 0 && take(to, chunk, (size_t)n, why);
                if (n <= 0)
                        break;
        }
        explicit_bzero(chunk, READ_CHUNK);
        memory_free(chunk);
        return good;
}

struct copying { int fd; struct hasher *hasher; };

static bool take_copy(void *to, const void *bytes, size_t n, struct why *why)
{
        struct copying *c = to;

        hasher_add(c->hasher, bytes, n);
        return write_all(c->fd, bytes, n) || fail(why, "写入临时文件时出错：%s", strerror(errno));
}

/* A copy without a name: in memory if it is sealed, else in the stage; checked against its digest on the way. */
static int copy_open(const struct blobs *b, struct blob_reader *r, struct why *why)
{
        struct copying c = { -1, hasher_new(digest_kind(r->digest)) };
        struct hash h;
        bool good = false;

        if (r->seal && r->size > SEALED_OPEN_MAX)
                refuse(why, R_BODY_TOO_LARGE, NULL, "加密的内容有 %lld 字节，只能分段读取", (long long)r->size);
        else if ((c.fd = r->seal ? memfd_create("sealed", MFD_CLOEXEC) : open(b->tmp, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) < 0)
                fail(why, "不能建立临时文件：%s", strerror(errno));
        else
                good = read_all(r, take_copy, &c, why);
        h = hasher_done(c.hasher);
        if (good && !text_same(hash_digest(why->mem, digest_kind(r->digest), &h), r->digest))
                good = broken(r, "内容已被改动", why);
        if (good && lseek(c.fd, 0, SEEK_SET) < 0)
                good = fail(why, "读取临时文件时出错：%s", strerror(errno));
        if (!good && c.fd >= 0) {
                close(c.fd);
                c.fd = -1;
        }
        return c.fd;
}

int blob_open(const struct blobs *b, const char *digest, struct why *why)
{
        struct blob_reader *r = blob_reader(b, digest, why);
        int fd;

        if (!r)
                return -1;
        if (blob_reader_fd(r) >= 0) {
                fd = r->from->fd;
                r->from->fd = -1;
        } else {
                fd = copy_open(b, r, why);
        }
        blob_reader_close(r);
        return fd;
}

static bool take_buffer(void *to, const void *bytes, size_t n, struct why *why)
{
        (void)why;
        buffer_put(to, bytes, n);
        return true;
}

bool blob_read(const struct blobs *b, struct arena *mem, const char *digest, int64_t limit, struct bytes *out, struct why *why)
{
        struct blob_reader *r = blob_reader(b, digest, why);
        struct buffer all = { .mem = mem };
        bool good;

        if (!r)
                return false;
        good = r->size <= limit ? read_all(r, take_buffer, &all, why) :
                                  refuse(why, R_BODY_TOO_LARGE, NULL, "文件有 %lld 字节", (long long)r->size);
        blob_reader_close(r);
        if (good)
                *out = (struct bytes){ (const uint8_t *)buffer_done(&all), all.n };
        return good;
}

static bool take_hash(void *to, const void *bytes, size_t n, struct why *why)
{
        (void)why;
        hasher_add(to, bytes, n);
        return true;
}

bool blob_check(const struct blobs *b, const char *digest, struct why *why)
{
        struct blob_reader *r = blob_reader(b, digest, why);
        struct hasher *hasher;
        struct hash h;
        bool good;

        if (!r)
                return false;
        hasher = hasher_new(digest_kind(digest));
        good = read_all(r, take_hash, hasher, why);
        h = hasher_done(hasher);
        if (good && !text_same(hash_digest(why->mem, digest_kind(digest), &h), digest))
                good = broken(r, "内容已被改动", why);
        blob_reader_close(r);
        return good;
}
