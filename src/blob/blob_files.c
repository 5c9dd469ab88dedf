/* blob_files.c - the content-addressed store as plain files on one machine.
 *
 * A file arrives in tmp/ under a random name while its hash is computed, is synced, then linked to its digest, and the folders
 * synced.
 * link() never replaces: if the name exists, the content is the same and the newcomer goes.  Stored files are read-only (0440).
 * Must never: trust a digest from outside as a path without digest_valid(), or hand out a digest before it is on disk.
 */
#include "blob/blob.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE 0750
#define FILE_MODE 0440
#define READ_CHUNK ((size_t)256 * 1024)

struct blobs { struct arena *mem; const char *dir; enum hash_kind hash; };

struct blob_put {
        struct blobs *store;
        struct hasher *hasher;
        int fd;
        int64_t n, limit;
        char path[];            /* in tmp */
};

char *blobs_dir(struct arena *mem, const char *db_url, const char *option, struct why *why)
{
        if (!text_empty(option))
                return text_copy(mem, option);
        if (text_starts(db_url, "sqlite:") && db_url[7] && db_url[7] != ':')
                return text_make(mem, "%s.blobs", db_url + 7);
        refuse(why, R_ARG_MISSING, "blobs", "这种数据库旁边没有放文件的位置，请用 --blobs 指定文件夹");
        return NULL;
}

static bool folder_make(const char *path, struct why *why)
{
        struct stat st;

        if (!mkdir(path, FOLDER_MODE) || (errno == EEXIST && !stat(path, &st) && S_ISDIR(st.st_mode)))
                return true;
        return fail(why, "不能建立文件夹 %s：%s", path, strerror(errno));
}

static bool folder_sync(const char *path, struct why *why)
{
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool good = fd >= 0 && !fsync(fd);
        int error = errno;

        if (fd >= 0)
                close(fd);
        return good || fail(why, "文件夹 %s 没有写到磁盘：%s", path, strerror(error));
}

struct blobs *blobs_open(const char *dir, enum hash_kind hash, struct why *why)
{
        struct arena *mem = arena_new();
        struct blobs *b = TAKE(mem, struct blobs);

        b->mem = mem;
        b->dir = text_copy(mem, dir);
        b->hash = hash;
        if (folder_make(dir, why) && folder_make(text_make(mem, "%s/tmp", dir), why) &&
            folder_make(text_make(mem, "%s/sm3", dir), why) && folder_make(text_make(mem, "%s/sha256", dir), why) &&
            folder_sync(dir, why))
                return b;
        arena_free(mem);
        return NULL;
}

void blobs_close(struct blobs *b)
{
        if (b)
                arena_free(b->mem);
}

/* "sm3:abcdef…" -> DIR/sm3/ab/cdef…; the caller has checked digest_valid(). */
static char *path_of(const struct blobs *b, struct arena *mem, const char *digest, char **folder)
{
        const char *hex = strchr(digest, ':') + 1;
        int kind = (int)(hex - digest) - 1;

        *folder = text_make(mem, "%s/%.*s/%.2s", b->dir, kind, digest, hex);
        return text_make(mem, "%s/%s", *folder, hex + 2);
}

struct blob_put *blob_begin(struct blobs *b, int64_t limit, struct why *why)
{
        struct arena *scratch = arena_new();
        char *path = text_make(scratch, "%s/tmp/%s", b->dir, random_token(scratch, 18));
        struct blob_put *p = memory_take(sizeof *p + strlen(path) + 1);

        memcpy(p->path, path, strlen(path) + 1);
        arena_free(scratch);
        p->store = b;
        p->limit = limit;
        p->fd = open(p->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
        if (p->fd < 0) {
                fail(why, "不能写入文件库：%s", strerror(errno));
                memory_free(p);
                return NULL;
        }
        p->hasher = hasher_new(b->hash);
        return p;
}

bool blob_add(struct blob_put *p, const void *bytes, size_t n, struct why *why)
{
        const char *at = bytes;

        if ((int64_t)n > p->limit - p->n)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "每个文件最多 %lld 字节", (long long)p->limit);
        hasher_add(p->hasher, bytes, n);
        p->n += (int64_t)n;
        while (n) {
                ssize_t w = write(p->fd, at, n);

                if (w < 0 && errno == EINTR)
                        continue;
                if (w <= 0)
                        return fail(why, "写入文件库时出错：%s", strerror(errno));
                at += w;
                n -= (size_t)w;
        }
        return true;
}

int64_t blob_added(const struct blob_put *p)
{
        return p->n;
}

/* Frees everything but what became of the file. */
static void put_free(struct blob_put *p)
{
        if (p->hasher)
                hasher_done(p->hasher);
        if (p->fd >= 0)
                close(p->fd);
        unlink(p->path);
        memory_free(p);
}

void blob_drop(struct blob_put *p)
{
        if (p)
                put_free(p);
}

/* The name becomes the digest.  The folder above is synced too even if ab/ was there: another put may just have made it. */
static bool settle(struct blob_put *p, struct arena *mem, const char *digest, struct why *why)
{
        char *folder, *path = path_of(p->store, mem, digest, &folder);

        if (mkdir(folder, FOLDER_MODE) && errno != EEXIST)
                return fail(why, "不能建立文件夹 %s：%s", folder, strerror(errno));
        if (link(p->path, path) && errno != EEXIST)
                return fail(why, "不能存入文件库：%s", strerror(errno));
        return folder_sync(folder, why) && folder_sync(text_make(mem, "%s/%s", p->store->dir, hash_name(p->store->hash)), why);
}

bool blob_finish(struct blob_put *p, struct arena *mem, const char **digest, int64_t *size, struct why *why)
{
        struct hash h = hasher_done(p->hasher);
        const char *name = hash_digest(mem, p->store->hash, &h);
        int64_t n = p->n;
        bool good;

        p->hasher = NULL;
        good = !fsync(p->fd);
        if (!good)
                fail(why, "文件没有写到磁盘：%s", strerror(errno));
        good = good && settle(p, mem, name, why);
        put_free(p);
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

/* Reads fd to its end into take(); false when reading or take() failed. */
typedef bool take_fn(void *to, const void *bytes, size_t n, struct why *why);

static bool read_all(int fd, take_fn *take, void *to, struct why *why)
{
        char *chunk = memory_take(READ_CHUNK);
        bool good = true;

        for (ssize_t n; good;) {
                n = read(fd, chunk, READ_CHUNK);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        good = fail(why, "读取文件时出错：%s", strerror(errno));
                if (n <= 0)
                        break;
                good = take(to, chunk, (size_t)n, why);
        }
        memory_free(chunk);
        return good;
}

static bool take_put(void *to, const void *bytes, size_t n, struct why *why)
{
        return blob_add(to, bytes, n, why);
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
        good = p && read_all(fd, take_put, p, why);
        close(fd);
        if (good)
                return blob_finish(p, mem, digest, size, why);
        blob_drop(p);
        return false;
}

bool blob_has(const struct blobs *b, const char *digest, int64_t *size)
{
        struct arena *scratch;
        struct stat st;
        char *folder;
        bool there;

        if (!digest || !digest_valid(digest))
                return false;
        scratch = arena_new();
        there = !lstat(path_of(b, scratch, digest, &folder), &st) && S_ISREG(st.st_mode);
        arena_free(scratch);
        if (there && size)
                *size = st.st_size;
        return there;
}

int blob_open(const struct blobs *b, const char *digest, struct why *why)
{
        char *folder;
        int fd;

        if (!digest_valid(digest)) {
                refuse(why, R_SUBJECT_UNKNOWN, NULL, "不是内容摘要");
                return -1;
        }
        fd = open(path_of(b, why->mem, digest, &folder), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0 && errno == ENOENT)
                refuse(why, R_SUBJECT_UNKNOWN, NULL, "文件库里没有 %s", digest);
        else if (fd < 0)
                fail(why, "不能打开文件 %s：%s", digest, strerror(errno));
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
        struct buffer all = { .mem = mem };
        int64_t size = 0;
        bool good;
        int fd;

        if (blob_has(b, digest, &size) && size > limit)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "文件有 %lld 字节", (long long)size);
        fd = blob_open(b, digest, why);
        if (fd < 0)
                return false;
        good = read_all(fd, take_buffer, &all, why);
        close(fd);
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
        int fd = blob_open(b, digest, why);
        enum hash_kind k = text_starts(digest, "sm3:") ? HASH_SM3 : HASH_SHA256;
        struct hasher *hasher;
        struct hash h;
        bool good;

        if (fd < 0)
                return false;
        hasher = hasher_new(k);
        good = read_all(fd, take_hash, hasher, why);
        close(fd);
        h = hasher_done(hasher);
        if (good && !text_same(hash_digest(why->mem, k, &h), digest))
                return refuse(why, R_BLOB_BROKEN, NULL, "文件 %s 的内容已被改动", digest);
        return good;
}
