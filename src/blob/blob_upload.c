/* blob_upload.c - uploads with a name: beginning one, pausing it, going on where it was, in this process or another that shares the store.
 *
 * What lies in tmp/ for one is told in upload_meta.c.  Must never: trust what lies there beyond what its hashes say.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define ID_BYTES 18
#define PARKED_MAX 64                   /* paused uploads whose hashes are kept; the oldest is closed and computed anew when it goes on */
#define LOOK_MS 20                      /* how long somebody who only looks may hold an upload */
#define ROOM_LEFT ((uint64_t)64 << 20)  /* an announced size must leave so much of the disk free */

/* ---- beginning ---- */

static bool plan_fits(const struct blobs *b, const struct blob_plan *plan, struct why *why)
{
        struct statvfs fs;

        if (plan->size > plan->limit)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "每个文件最多 %lld 字节", (long long)plan->limit);
        if (plan->size < -1)
                return refuse(why, R_UPLOAD_SIZE, NULL, "登记的大小不对");
        if (plan->digest && !digest_valid(plan->digest))
                return refuse(why, R_ARG_TYPE, NULL, "登记的摘要应为 sm3: 或 sha256: 加 64 位十六进制数");
        if (plan->note && (strlen(plan->note) > BLOB_NOTE_MAX || !utf8_valid(plan->note, strlen(plan->note))))
                return refuse(why, R_BODY_TOO_LARGE, NULL, "说明最多 %zu 字节", BLOB_NOTE_MAX);
        if (plan->sealed && !keys_there(b))
                return refuse(why, R_BLOB_KEY, NULL, "没有配置密钥文件（MINGJING_BLOB_KEYS）");
        if (plan->size > 0 && !statvfs(b->tmp, &fs) && (uint64_t)plan->size + ROOM_LEFT > (uint64_t)fs.f_bavail * fs.f_frsize)
                return fail(why, "磁盘放不下 %lld 字节", (long long)plan->size);
        return true;
}

static bool sealed_begin(struct blob_put *p, struct why *why)
{
        struct bytes key = { 0 };

        p->part.seal = seal_new();
        p->part.chunk = memory_take(SEAL_PLAIN);
        if (!seal_wrap(p->store, p->mem, p->part.seal, p->m.id, &key, why) ||
            !file_replace(p->store, upload_path(p->store, p->mem, p->m.id, ".key"), key, why))
                return false;
        return write_all(p->part.fd, seal_head(p->part.seal), SEAL_HEAD) || fail(why, "不能写入文件库：%s", strerror(errno));
}

struct blob_put *blob_create(struct blobs *b, const struct blob_plan *plan, struct why *why)
{
        struct blob_put *p;

        if (!plan_fits(b, plan, why))
                return NULL;
        p = put_new(b, b->hash);
        p->m = (struct meta){ .id = random_token(p->mem, ID_BYTES), .digest = plan->digest ? text_copy(p->mem, plan->digest) : NULL,
                              .note = plan->note ? text_copy(p->mem, plan->note) : NULL, .size = plan->size, .limit = plan->limit, .hold = -1,
                              .sealed = plan->sealed };
        p->path = upload_path(b, p->mem, p->m.id, "");
        p->part.fd = open(p->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
        if (p->part.fd < 0 || flock(p->part.fd, LOCK_EX | LOCK_NB)) {
                fail(why, "不能写入文件库：%s", strerror(errno));
        } else if ((!plan->sealed || sealed_begin(p, why)) && meta_write(b, p->mem, &p->m, why)) {
                put_hashes_start(p);
                return p;
        }
        blob_drop(p);
        return NULL;
}

/* ---- parking: no lock is held, so that any process that shares the store may go on ---- */

/* Somebody who only looks holds the lock for a moment. */
static bool locked(int fd)
{
        const struct timespec moment = { .tv_nsec = 1000000 };

        for (int i = 0; i < LOOK_MS; i++) {
                if (!flock(fd, LOCK_EX | LOCK_NB))
                        return true;
                nanosleep(&moment, NULL);
        }
        return false;
}

static struct mark mark_of(const char *path)
{
        struct stat st;

        if (lstat(path, &st))
                return (struct mark){ 0 };
        return (struct mark){ st.st_ino, st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec };
}

static void marks_take(const struct blob_put *p, struct mark out[3])
{
        struct arena *scratch = arena_new();

        memset(out, 0, 3 * sizeof *out);
        out[0] = mark_of(p->path);
        out[1] = mark_of(upload_path(p->store, scratch, p->m.id, ".tail"));
        out[2] = mark_of(upload_path(p->store, scratch, p->m.id, ".meta"));
        arena_free(scratch);
}

/* Locked again, and as it was left: another process that shares the store may have gone on with it, ended or discarded it. */
static bool as_left(struct blob_put *p)
{
        struct mark now[3];

        if (!locked(p->part.fd))
                return false;
        marks_take(p, now);
        return now[0].inode && !memcmp(now, p->left, sizeof now);
}

static struct blob_put *parked_find(struct blobs *b, const char *id)
{
        struct blob_put *found = NULL;

        pthread_mutex_lock(&b->lock);
        for (struct blob_put **at = &b->parked; *at; at = &(*at)->older)
                if (!strcmp((*at)->m.id, id)) {
                        found = *at;
                        *at = found->older;
                        break;
                }
        pthread_mutex_unlock(&b->lock);
        return found;
}

struct blob_put *upload_unpark(struct blobs *b, const char *id)
{
        struct blob_put *p = parked_find(b, id);

        if (!p || as_left(p))
                return p;
        put_close(p);
        return NULL;
}

static void parked_add(struct blob_put *p)
{
        struct blobs *b = p->store;
        struct blob_put *last = NULL;
        int n = 0;

        pthread_mutex_lock(&b->lock);
        p->older = b->parked;
        b->parked = p;
        for (struct blob_put **at = &b->parked; *at; at = &(*at)->older)
                if (++n > PARKED_MAX) {
                        last = *at;
                        *at = NULL;
                        break;
                }
        pthread_mutex_unlock(&b->lock);
        if (last)
                put_close(last);
}

void parked_close(struct blobs *b)
{
        while (b->parked) {
                struct blob_put *p = b->parked;

                b->parked = p->older;
                put_close(p);
        }
}

bool blob_pause(struct blob_put *p, struct why *why)
{
        bool good = p->m.hold < 0 || blob_recall(p, why);

        good = good && put_settled(p, why);
        if (good && p->part.seal && !p->part.ended)
                good = part_tail_write(&p->part, p->store, upload_path(p->store, p->mem, p->m.id, ".tail"), why);
        if (good && fsync(p->part.fd))
                good = fail(why, "文件没有写到磁盘：%s", strerror(errno));
        if (!good) {
                put_close(p);
                return false;
        }
        marks_take(p, p->left);
        flock(p->part.fd, LOCK_UN);
        parked_add(p);
        return true;
}

/* ---- going on ---- */

/* The list of segments that was written along: where it differs from what is on disk now, the disk lost something. */
static int64_t agreed(struct blob_put *p, const struct hash *was, size_t n)
{
        const struct hash *is = (const struct hash *)(const void *)p->segments.done.p;
        size_t have = p->segments.done.n / sizeof *is;

        for (size_t i = 0; i < n && i < have; i++)
                if (!hash_same(&was[i], &is[i]))
                        return (int64_t)i * BLOB_SEGMENT;
        return p->n;
}

/* All on disk through the hashes.  0, or errno; EBADMSG: a sealed chunk does not open.  p->n says how much did. */
static int rehash(struct blob_put *p)
{
        uint8_t *chunk = memory_take(READ_CHUNK);
        ssize_t n;
        int error;

        p->n = 0;
        while ((n = part_read(&p->part, p->n, chunk, READ_CHUNK)) > 0) {
                hasher_add(p->hasher, chunk, (size_t)n);
                if (p->other)
                        hasher_add(p->other, chunk, (size_t)n);
                segmenter_add(&p->segments, chunk, (size_t)n);
                p->n += n;
        }
        error = n < 0 ? errno : 0;
        OPENSSL_cleanse(chunk, READ_CHUNK);     /* not explicit_bzero(): with sanitizers gcc believes that memory_take() may give nothing */
        memory_free(chunk);
        return error;
}

static bool cut(struct blob_put *p, int64_t n, struct why *why)
{
        unlink(upload_path(p->store, p->mem, p->m.id, ".tail"));
        return part_cut(&p->part, n) || fail(why, "不能截去损坏的部分：%s", strerror(errno));
}

/* Hashes of what is on disk; what does not open or agree is cut off, and then it is done once more. */
static bool rehash_right(struct blob_put *p, struct bytes seg, struct why *why)
{
        int error;
        int64_t right;

        for (int go = 0; go < 2; go++) {
                put_hashes_stop(p);
                put_hashes_start(p);
                error = rehash(p);
                right = error == EBADMSG ? p->n / (int64_t)SEAL_PLAIN * (int64_t)SEAL_PLAIN :
                                           agreed(p, (const struct hash *)(const void *)seg.p, seg.n / sizeof(struct hash));
                if (!error && right == p->n)
                        return true;
                if ((error && error != EBADMSG) || !cut(p, right, why))
                        break;
        }
        return fail(why, "读回已收到的内容时出错：%s", strerror(error));
}

bool put_reload(struct blob_put *p, struct why *why)
{
        struct arena *scratch = arena_new();
        struct bytes seg = { 0 }, tail = { 0 };
        bool there, good = file_text(scratch, upload_path(p->store, scratch, p->m.id, ".seg"), &there, &seg, why) &&
                           file_text(scratch, upload_path(p->store, scratch, p->m.id, ".tail"), &there, &tail, why);

        if (good && !part_found(&p->part, tail, p->m.hold >= 0))
                good = fail(why, "不能读回已收到的内容：%s", strerror(errno));
        if (good && !p->part.seal && p->m.hold >= 0 && p->part.n > p->m.hold)
                good = cut(p, p->m.hold, why);
        good = good && rehash_right(p, seg, why);
        arena_free(scratch);
        return good;
}

static bool sealed_again(struct blob_put *p, struct why *why)
{
        uint8_t key[16], head[SEAL_HEAD];
        struct bytes text = { 0 };
        bool there = false;

        p->part.chunk = memory_take(SEAL_PLAIN);
        if (!file_text(p->mem, upload_path(p->store, p->mem, p->m.id, ".key"), &there, &text, why))
                return false;
        if (!there || !seal_unwrap(p->store, text, p->m.id, key, why))
                return there ? false : upload_gone(p->m.id, why);
        if (pread_all(p->part.fd, head, sizeof head, 0) == (ssize_t)sizeof head)
                p->part.seal = seal_known(key, head);
        explicit_bzero(key, sizeof key);
        return p->part.seal || refuse(why, R_BLOB_BROKEN, NULL, "%s 的开头不对", p->m.id);
}

bool upload_reopen(struct blob_put *p, struct why *why)
{
        struct stat st, named;

        p->part.fd = open(p->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (p->part.fd < 0 && errno == EACCES)
                p->part.fd = open(p->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);  /* linked already, only not yet noted as done */
        if (p->part.fd < 0)
                return errno == ENOENT ? upload_gone(p->m.id, why) : fail(why, "不能打开 %s：%s", p->path, strerror(errno));
        if (!locked(p->part.fd))
                return refuse(why, R_UPLOAD_BUSY, NULL, "%s", p->m.id);
        if (fstat(p->part.fd, &st) || lstat(p->path, &named) || st.st_ino != named.st_ino)
                return upload_gone(p->m.id, why);
        return true;
}

static bool resume(struct blob_put *p, const char *id, struct why *why)
{
        if (!meta_read(p->store, p->mem, id, &p->m, why))
                return false;
        if (p->m.done)
                return upload_gone(id, why);
        p->path = upload_path(p->store, p->mem, id, "");
        if (!upload_reopen(p, why) || !meta_read(p->store, p->mem, id, &p->m, why) || (p->m.sealed && !sealed_again(p, why)) || !put_reload(p, why))
                return false;
        if (p->m.hold < 0)
                return true;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

struct blob_put *blob_resume(struct blobs *b, const char *id, struct why *why)
{
        struct blob_put *p = upload_id_valid(id) ? upload_unpark(b, id) : NULL;

        if (p)
                return p;
        p = put_new(b, b->hash);
        if (resume(p, id, why))
                return p;
        put_close(p);
        return NULL;
}

bool blob_size_set(struct blob_put *p, int64_t size, struct why *why)
{
        if (p->m.size == size)
                return true;
        if (p->m.size >= 0 || size < p->n)
                return refuse(why, R_UPLOAD_SIZE, NULL, "大小已经登记，或者少于已收到的 %lld 字节", (long long)p->n);
        if (size > p->m.limit)
                return refuse(why, R_BODY_TOO_LARGE, NULL, "每个文件最多 %lld 字节", (long long)p->m.limit);
        p->m.size = size;
        return meta_write(p->store, p->mem, &p->m, why);
}
