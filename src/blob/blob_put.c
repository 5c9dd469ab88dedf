/* blob_put.c - one content on its way in: hashed by whoever brings it, counted in segments, sealed and written by a thread beside.
 *
 * What comes is copied into one of a few blocks; the caller's thread computes the digest, the worker takes the blocks in order.  A
 * small file needs no thread.  At the end: synced, its side files stored, then the content under its digest.
 * Must never: hand out a digest before content and name are safe; forget an error of the worker.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCKS 4
#define BLOCK ((size_t)256 * 1024)
#define WORKER_FROM ((int64_t)1 << 20)  /* bytes from which a thread of its own pays */

/* ---- the worker ---- */

struct worker {
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t turn;
        struct blob_put *put;
        uint8_t *block[BLOCKS];
        size_t n[BLOCKS];
        unsigned in, out;               /* blocks handed over, blocks done */
        size_t filling;                 /* bytes in the block that is being filled */
        bool over;
        int error;
};

/* What every byte goes through besides the digest. */
static int consume(struct blob_put *p, const void *bytes, size_t n)
{
        segmenter_add(&p->segments, bytes, n);
        return part_write(&p->part, bytes, n) ? 0 : errno;
}

static void *worker_run(void *arg)
{
        struct worker *w = arg;

        pthread_mutex_lock(&w->lock);
        for (;;) {
                unsigned i = w->out % BLOCKS;
                int error = w->error;

                if (w->in == w->out) {
                        if (w->over)
                                break;
                        pthread_cond_wait(&w->turn, &w->lock);
                        continue;
                }
                pthread_mutex_unlock(&w->lock);
                if (!error)
                        error = consume(w->put, w->block[i], w->n[i]);
                pthread_mutex_lock(&w->lock);
                w->error = error;
                w->out++;
                pthread_cond_broadcast(&w->turn);
        }
        pthread_mutex_unlock(&w->lock);
        return NULL;
}

static bool worker_start(struct blob_put *p)
{
        struct worker *w = memory_take(sizeof *w);

        w->put = p;
        for (int i = 0; i < BLOCKS; i++)
                w->block[i] = memory_take(BLOCK);
        must(!pthread_mutex_init(&w->lock, NULL) && !pthread_cond_init(&w->turn, NULL));
        p->worker = w;
        return !pthread_create(&w->thread, NULL, worker_run, w);
}

static void worker_free(struct blob_put *p)
{
        struct worker *w = p->worker;

        for (int i = 0; i < BLOCKS; i++) {
                if (p->part.seal)
                        explicit_bzero(w->block[i], BLOCK);
                memory_free(w->block[i]);
        }
        pthread_mutex_destroy(&w->lock);
        pthread_cond_destroy(&w->turn);
        memory_free(w);
        p->worker = NULL;
}

static int block_push(struct worker *w)
{
        int error;

        pthread_mutex_lock(&w->lock);
        w->n[w->in % BLOCKS] = w->filling;
        w->in++;
        w->filling = 0;
        pthread_cond_broadcast(&w->turn);
        while (w->in - w->out == BLOCKS)
                pthread_cond_wait(&w->turn, &w->lock);
        error = w->error;
        pthread_mutex_unlock(&w->lock);
        return error;
}

static int worker_take(struct worker *w, const uint8_t *at, size_t n)
{
        int error = 0;

        while (n && !error) {
                size_t room = BLOCK - w->filling, take = n < room ? n : room;

                memcpy(w->block[w->in % BLOCKS] + w->filling, at, take);
                w->filling += take;
                at += take;
                n -= take;
                if (w->filling == BLOCK)
                        error = block_push(w);
        }
        return error;
}

static int worker_end(struct blob_put *p)
{
        struct worker *w = p->worker;
        int error = w->filling ? block_push(w) : 0;

        pthread_mutex_lock(&w->lock);
        w->over = true;
        pthread_cond_broadcast(&w->turn);
        pthread_mutex_unlock(&w->lock);
        must(!pthread_join(w->thread, NULL));
        if (!error)
                error = w->error;
        worker_free(p);
        return error;
}

static bool write_failed(const struct blob_put *p, struct why *why)
{
        return fail(why, "写入文件库时出错：%s", strerror(p->error));
}

bool put_settled(struct blob_put *p, struct why *why)
{
        if (p->worker) {
                int error = worker_end(p);

                if (!p->error)
                        p->error = error;
        }
        return !p->error || write_failed(p, why);
}

/* ---- beginning and adding ---- */

struct blob_put *put_new(struct blobs *b, enum hash_kind kind)
{
        struct arena *mem = arena_new();
        struct blob_put *p = TAKE(mem, struct blob_put);

        p->mem = mem;
        p->store = b;
        p->kind = kind;
        p->part.fd = -1;
        p->segments.out = -1;
        p->m = (struct meta){ .size = -1, .hold = -1 };
        return p;
}

void put_hashes_start(struct blob_put *p)
{
        int out = -1;

        p->hasher = hasher_new(p->kind);
        if (p->m.digest && digest_kind(p->m.digest) != p->kind)
                p->other = hasher_new(digest_kind(p->m.digest));
        if (p->m.id)
                out = open(upload_path(p->store, p->mem, p->m.id, ".seg"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
        segmenter_start(&p->segments, p->mem, out);
}

void put_hashes_stop(struct blob_put *p)
{
        if (p->hasher)
                hasher_done(p->hasher);
        if (p->other)
                hasher_done(p->other);
        p->hasher = p->other = NULL;
        segmenter_stop(&p->segments);
}

bool put_kind_begin(struct blobs *b, enum hash_kind kind, int64_t limit, struct blob_put **out, struct why *why)
{
        struct blob_put *p = put_new(b, kind);

        p->m.limit = limit;
        p->path = text_make(p->mem, "%s/%s", b->tmp, random_token(p->mem, 18));
        p->part.fd = open(p->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
        if (p->part.fd < 0) {
                fail(why, "不能写入文件库：%s", strerror(errno));
                put_close(p);
                return false;
        }
        flock(p->part.fd, LOCK_EX | LOCK_NB);   /* so that it does not expire under our hands; nobody else knows its name */
        put_hashes_start(p);
        *out = p;
        return true;
}

struct blob_put *blob_begin(struct blobs *b, int64_t limit, struct why *why)
{
        struct blob_put *p = NULL;

        put_kind_begin(b, b->hash, limit, &p, why);
        return p;
}

bool blob_add(struct blob_put *p, const void *bytes, size_t n, struct why *why)
{
        if (p->m.size >= 0 && (int64_t)n > p->m.size - p->n)
                return refuse(why, R_UPLOAD_SIZE, NULL, "登记的是 %lld 字节", (long long)p->m.size);
        if ((int64_t)n > p->m.limit - p->n)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "每个文件最多 %lld 字节", (long long)p->m.limit);
        if (p->error)
                return write_failed(p, why);
        if (!p->worker && p->n + (int64_t)n > WORKER_FROM && !worker_start(p))
                worker_free(p);         /* no thread to be had: without one it goes too */
        p->error = p->worker ? worker_take(p->worker, bytes, n) : consume(p, bytes, n);
        if (p->error)
                return write_failed(p, why);
        hasher_add(p->hasher, bytes, n);
        if (p->other)
                hasher_add(p->other, bytes, n);
        p->n += (int64_t)n;
        return true;
}

int64_t blob_added(const struct blob_put *p)
{
        return p->n;
}

const char *blob_id(const struct blob_put *p)
{
        return p->m.id;
}

void put_close(struct blob_put *p)
{
        if (p->worker)
                worker_end(p);
        put_hashes_stop(p);
        if (p->part.fd >= 0)
                close(p->part.fd);
        if (p->part.chunk)
                explicit_bzero(p->part.chunk, SEAL_PLAIN);
        memory_free(p->part.chunk);
        seal_free(p->part.seal);
        arena_free(p->mem);
}

void put_files_remove(struct blob_put *p)
{
        static const char *const endings[] = { ".seg", ".tail", ".key", ".meta" };

        unlink(p->path);
        for (size_t i = 0; i < 4 && p->m.id; i++)
                unlink(upload_path(p->store, p->mem, p->m.id, endings[i]));
}

void blob_drop(struct blob_put *p)
{
        if (!p)
                return;
        put_files_remove(p);
        put_close(p);
}

/* ---- the end ---- */

/* What was announced against what came. */
static bool announced(struct blob_put *p, const char *digest, struct arena *mem, struct why *why)
{
        const char *came = digest;

        if (p->m.size >= 0 && p->m.size != p->n)
                return refuse(why, R_UPLOAD_SIZE, NULL, "登记的是 %lld 字节，收到 %lld 字节", (long long)p->m.size, (long long)p->n);
        if (!p->m.digest)
                return true;
        if (p->other) {
                struct hash h = hasher_done(p->other);

                p->other = NULL;
                came = hash_digest(mem, digest_kind(p->m.digest), &h);
        }
        return text_same(came, p->m.digest) || refuse(why, R_BLOB_OTHER, NULL, "登记的是 %s，收到的是 %s", p->m.digest, came);
}

/* Does what was sealed open again, to the same content?  Asked before a plain copy goes. */
static bool opens(struct blob_put *p, const char *digest, struct why *why)
{
        struct hasher *hasher = hasher_new(digest_kind(digest));
        uint8_t *chunk = memory_take(READ_CHUNK);
        struct hash h;
        ssize_t n;

        for (int64_t at = 0; (n = part_read(&p->part, at, chunk, READ_CHUNK)) > 0; at += n)
                hasher_add(hasher, chunk, (size_t)n);
        explicit_bzero(chunk, READ_CHUNK);
        memory_free(chunk);
        h = hasher_done(hasher);
        return (!n && text_same(hash_digest(p->mem, digest_kind(digest), &h), digest)) || fail(why, "%s 加密后读不回来，没有动原来的内容", digest);
}

/* Sealed content: its wrapped key now belongs to the digest, no longer to the upload. */
static bool settle_sealed(struct blob_put *p, const char *digest, struct why *why)
{
        struct blobs *b = p->store;
        struct bytes key = { 0 };
        struct item i = { 0 };

        if (!item_find(b, digest, &i, why))
                return false;
        if (i.sealed && !i.plain)
                return true;
        if (i.plain) {          /* find() looked no further */
                struct entry e;

                if (!b->back->find(b, name_of(p->mem, digest, ".enc"), &i.sealed, &e, why))
                        return false;
        }
        if (!i.sealed && !(seal_wrap(b, p->mem, p->part.seal, digest, &key, why) && b->back->write(b, name_of(p->mem, digest, ".key"), key, why) &&
                           b->back->settle(b, p->path, p->part.fd, name_of(p->mem, digest, ".enc"), why)))
                return false;
        return !i.plain || (opens(p, digest, why) && b->back->remove(b, name_of(p->mem, digest, ""), why));
}

static bool settle_plain(struct blob_put *p, const char *digest, struct why *why)
{
        struct item i = { 0 };

        if (!item_find(p->store, digest, &i, why))
                return false;
        return i.plain || i.sealed || p->store->back->settle(p->store, p->path, p->part.fd, name_of(p->mem, digest, ""), why);
}

/* The side file goes first, every time: its age is when the content was last put, which a sweep asks for.  Storing sealed content is
 * alone, so that no two keys come to stand beside one content. */
static bool settle(struct blob_put *p, const char *digest, struct bytes segments, struct why *why)
{
        struct blobs *b = p->store;
        int lock = store_lock(b, p->part.seal != NULL, why);
        bool good;

        if (lock < 0)
                return false;
        good = b->back->write(b, name_of(p->mem, digest, ".seg"), segments, why) &&
               (p->part.seal ? settle_sealed(p, digest, why) : settle_plain(p, digest, why));
        close(lock);
        return good;
}

/* From here on the upload has the size that came, whatever happens: nothing may be added to what is being stored. */
static bool finish(struct blob_put *p, struct arena *mem, const char **digest, struct why *why)
{
        struct bytes segments;
        struct hash h;
        const char *name;

        if (!put_settled(p, why))
                return false;
        h = hasher_done(p->hasher);
        p->hasher = NULL;
        name = hash_digest(mem, p->kind, &h);
        if (!announced(p, name, mem, why))
                return false;
        if (p->m.id && p->m.size < 0) {
                p->m.size = p->n;
                if (!meta_write(p->store, p->mem, &p->m, why))
                        return false;
        }
        segments = segmenter_text(&p->segments, p->mem);
        if (!part_end(&p->part) || fsync(p->part.fd))
                return fail(why, "文件没有写到磁盘：%s", strerror(errno));
        if (!settle(p, name, segments, why))
                return false;
        *digest = name;
        return true;
}

bool blob_finish(struct blob_put *p, struct arena *mem, const char **digest, int64_t *size, struct why *why)
{
        const char *name = NULL;
        int64_t n = p->n;
        bool good = finish(p, mem, &name, why);

        if (good && p->m.id)
                good = upload_done(p, name, why);
        else if (!p->m.id)
                put_files_remove(p);
        else if (p->part.seal && !p->part.ended)        /* it goes on later: nothing that came may be lost */
                part_tail_write(&p->part, p->store, upload_path(p->store, p->mem, p->m.id, ".tail"), why);
        put_close(p);
        if (!good)
                return false;
        *digest = name;
        if (size)
                *size = n;
        return true;
}

bool blob_put_bytes(struct blobs *b, struct arena *mem, const void *bytes, size_t n, const char **digest, struct why *why)
{
        struct blob_put *p = blob_begin(b, (int64_t)n, why);

        if (!p)
                return false;
        if (!blob_add(p, bytes, n, why)) {
                blob_drop(p);
                return false;
        }
        return blob_finish(p, mem, digest, NULL, why);
}

static bool file_add(int fd, struct blob_put *p, struct why *why)
{
        char *chunk = memory_take(READ_CHUNK);
        bool good = true;

        while (good) {
                ssize_t n = read(fd, chunk, READ_CHUNK);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        good = fail(why, "读取文件时出错：%s", strerror(errno));
                if (n <= 0)
                        break;
                good = blob_add(p, chunk, (size_t)n, why);
        }
        memory_free(chunk);
        return good;
}

bool blob_put_file(struct blobs *b, struct arena *mem, const char *path, int64_t limit, const char **digest, int64_t *size,
                   struct why *why)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        struct blob_put *p;
        bool good;

        if (fd < 0)
                return fail(why, "不能打开 %s：%s", path, strerror(errno));
        p = blob_begin(b, limit, why);
        good = p && file_add(fd, p, why);
        close(fd);
        if (good)
                return blob_finish(p, mem, digest, size, why);
        blob_drop(p);
        return false;
}
