/* blob_upload.c - uploads with a name: what is known of them, going on where they were, letting them go.
 *
 * tmp/ID is what has come (locked while somebody adds), tmp/ID.meta what was announced (JSON), tmp/ID.seg the segment hashes so far,
 * and for sealed ones tmp/ID.key and tmp/ID.tail.  Of a finished upload only ID.meta stays, with the digest, until it expires.
 * Must never: trust what lies in tmp beyond what its hashes say; take an id from outside as a path without id_valid().
 */
#include "blob/inner.h"
#include "base/json.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <openssl/crypto.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define ID_BYTES 18
#define ID_LENGTH 24
#define PARKED_MAX 64                   /* paused uploads whose hashes are kept; the oldest is closed and computed anew when it goes on */
#define LOOK_MS 20                      /* how long somebody who only looks may hold an upload */
#define ROOM_LEFT ((uint64_t)64 << 20)  /* an announced size must leave so much of the disk free */

char *upload_path(const struct blobs *b, struct arena *mem, const char *id, const char *ending)
{
        return text_make(mem, "%s/%s%s", b->tmp, id, ending);
}

static bool id_valid(const char *id)
{
        return id && strlen(id) == ID_LENGTH &&
               strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ID_LENGTH;
}

static bool gone(const char *id, struct why *why)
{
        return refuse(why, R_UPLOAD_GONE, NULL, "%s", id_valid(id) ? id : "编号不对");
}

/* ---- what was announced ---- */

bool meta_write(const struct blobs *b, struct arena *scratch, const struct meta *m, struct why *why)
{
        struct json *j = json_new(scratch);
        const char *text;

        json_open(j, '{');
        json_pair(j, "digest", m->digest);
        json_pair(j, "note", m->note);
        json_key(j, "size"); json_int(j, m->size);
        json_key(j, "limit"); json_int(j, m->limit);
        json_key(j, "hold"); json_int(j, m->hold);
        json_key(j, "sealed"); json_bool(j, m->sealed);
        json_key(j, "done"); json_bool(j, m->done);
        json_close(j, '}');
        text = json_done(j);
        return file_replace(b, upload_path(b, scratch, m->id, ".meta"), (struct bytes){ (const uint8_t *)text, strlen(text) }, why);
}

static int64_t number(const json_t *o, const char *name)
{
        const json_t *v = json_object_get(o, name);

        return json_is_integer(v) ? json_integer_value(v) : -1;
}

static const char *words(struct arena *mem, const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? text_copy(mem, s) : NULL;
}

static bool meta_read(const struct blobs *b, struct arena *mem, const char *id, struct meta *out, struct why *why)
{
        struct bytes text = { 0 };
        bool there = false;
        json_t *o;

        if (!id_valid(id))
                return gone(id, why);
        if (!file_text(mem, upload_path(b, mem, id, ".meta"), &there, &text, why))
                return false;
        o = there ? json_loadb((const char *)text.p, text.n, 0, NULL) : NULL;
        if (!o)
                return gone(id, why);
        *out = (struct meta){ .id = text_copy(mem, id), .digest = words(mem, o, "digest"), .note = words(mem, o, "note"), .size = number(o, "size"),
                              .limit = number(o, "limit"), .hold = number(o, "hold"), .sealed = json_is_true(json_object_get(o, "sealed")),
                              .done = json_is_true(json_object_get(o, "done")) };
        json_decref(o);
        return (!out->digest || digest_valid(out->digest)) || gone(id, why);
}

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

/* NULL: it is not parked, or no longer as it was. */
static struct blob_put *parked_take(struct blobs *b, const char *id)
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
                return there ? false : gone(p->m.id, why);
        if (pread_all(p->part.fd, head, sizeof head, 0) == (ssize_t)sizeof head)
                p->part.seal = seal_known(key, head);
        explicit_bzero(key, sizeof key);
        return p->part.seal || refuse(why, R_BLOB_BROKEN, NULL, "%s 的开头不对", p->m.id);
}

/* Opened and locked, of the same file as the name still says (it may have been discarded in between). */
static bool reopen(struct blob_put *p, struct why *why)
{
        struct stat st, named;

        p->part.fd = open(p->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (p->part.fd < 0 && errno == EACCES)
                p->part.fd = open(p->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);  /* linked already, only not yet noted as done */
        if (p->part.fd < 0)
                return errno == ENOENT ? gone(p->m.id, why) : fail(why, "不能打开 %s：%s", p->path, strerror(errno));
        if (!locked(p->part.fd))
                return refuse(why, R_UPLOAD_BUSY, NULL, "%s", p->m.id);
        if (fstat(p->part.fd, &st) || lstat(p->path, &named) || st.st_ino != named.st_ino)
                return gone(p->m.id, why);
        return true;
}

static bool resume(struct blob_put *p, const char *id, struct why *why)
{
        if (!meta_read(p->store, p->mem, id, &p->m, why))
                return false;
        if (p->m.done)
                return gone(id, why);
        p->path = upload_path(p->store, p->mem, id, "");
        if (!reopen(p, why) || !meta_read(p->store, p->mem, id, &p->m, why) || (p->m.sealed && !sealed_again(p, why)) || !put_reload(p, why))
                return false;
        if (p->m.hold < 0)
                return true;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

struct blob_put *blob_resume(struct blobs *b, const char *id, struct why *why)
{
        struct blob_put *p = id_valid(id) ? parked_take(b, id) : NULL;

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

/* ---- pieces that count only when confirmed ---- */

bool blob_hold(struct blob_put *p, struct why *why)
{
        if (!put_settled(p, why))
                return false;
        if (p->part.seal && !part_tail_write(&p->part, p->store, upload_path(p->store, p->mem, p->m.id, ".tail"), why))
                return false;
        p->m.hold = p->n;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_confirm(struct blob_put *p, struct why *why)
{
        if (p->m.hold < 0)
                return true;
        if (!put_settled(p, why))
                return false;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_recall(struct blob_put *p, struct why *why)
{
        if (p->m.hold < 0)
                return true;
        if (!put_settled(p, why) || !put_reload(p, why))
                return false;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_join(struct blob_put *p, const char *id, struct why *why)
{
        struct blob_put *other = blob_resume(p->store, id, why);
        uint8_t *chunk;
        bool good = other && put_settled(other, why);
        ssize_t n = 0;

        if (!other)
                return false;
        chunk = memory_take(READ_CHUNK);
        for (int64_t at = 0; good && (n = part_read(&other->part, at, chunk, READ_CHUNK)) > 0; at += n)
                good = blob_add(p, chunk, (size_t)n, why);
        if (n < 0)
                good = fail(why, "读回已收到的内容时出错：%s", strerror(errno));
        explicit_bzero(chunk, READ_CHUNK);
        memory_free(chunk);
        return blob_pause(other, why) && good;
}

/* ---- the end, and looking ---- */

bool upload_done(struct blob_put *p, const char *digest, struct why *why)
{
        static const char *const endings[] = { "", ".seg", ".tail", ".key" };

        p->m.done = true;
        p->m.digest = digest;
        if (!meta_write(p->store, p->mem, &p->m, why))
                return false;
        for (size_t i = 0; i < 4; i++)
                unlink(upload_path(p->store, p->mem, p->m.id, endings[i]));
        return true;
}

/* Locked by somebody who is adding. */
static bool busy(const char *path)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        bool held;

        if (fd < 0)
                return false;
        held = flock(fd, LOCK_SH | LOCK_NB) != 0;
        close(fd);
        return held;
}

/* Sealed: whole chunks, and what the tail says behind them. */
static int64_t sealed_offset(const struct blobs *b, struct arena *mem, const char *id, int64_t stored, struct why *why)
{
        int64_t whole = stored < SEAL_HEAD ? 0 : (stored - SEAL_HEAD) / (int64_t)SEAL_CHUNK;
        struct bytes tail = { 0 };
        bool there = false;
        uint64_t at = 0;

        if (!file_text(mem, upload_path(b, mem, id, ".tail"), &there, &tail, why) || tail.n < 8 + SEAL_MORE)
                return whole * (int64_t)SEAL_PLAIN;
        for (int k = 0; k < 8; k++)
                at = at << 8 | tail.p[k];
        return whole * (int64_t)SEAL_PLAIN + ((int64_t)at == whole ? (int64_t)(tail.n - 8 - SEAL_MORE) : 0);
}

bool blob_look(const struct blobs *b, struct arena *mem, const char *id, struct blob_upload *out, struct why *why)
{
        struct meta m = { 0 };
        const char *path;
        int64_t stored = 0, ms;

        if (!meta_read(b, mem, id, &m, why))
                return false;
        path = upload_path(b, mem, id, "");
        *out = (struct blob_upload){ .id = m.id, .digest = m.digest, .note = m.note, .size = m.size, .limit = m.limit, .sealed = m.sealed, .done = m.done };
        if (m.done) {
                out->offset = m.size;
                out->touched.ms = file_ms(upload_path(b, mem, id, ".meta"), NULL);
                return true;
        }
        ms = file_ms(path, &stored);
        if (ms < 0)
                return gone(id, why);
        out->touched.ms = ms;
        out->busy = busy(path);
        out->offset = m.sealed ? sealed_offset(b, mem, id, stored, why) : stored;
        if (m.hold >= 0 && out->offset > m.hold)
                out->offset = m.hold;
        return why->kind == WHY_NOTHING;
}

typedef bool tmp_fn(void *to, const char *name);

static bool tmp_each(const struct blobs *b, tmp_fn *each, void *to, struct why *why)
{
        DIR *d = opendir(b->tmp);

        if (!d)
                return fail(why, "不能读文件夹 %s：%s", b->tmp, strerror(errno));
        for (struct dirent *e; (e = readdir(d));)
                if (e->d_name[0] != '.' && !each(to, e->d_name))
                        break;
        closedir(d);
        return true;
}

struct listing { const struct blobs *b; blob_upload_fn *each; void *to; };

static bool upload_each(void *to, const char *name)
{
        struct listing *l = to;
        struct why why = { .mem = arena_new() };
        struct blob_upload u;
        bool more = true;

        if (strlen(name) == ID_LENGTH + 5 && !strcmp(name + ID_LENGTH, ".meta") &&
            blob_look(l->b, why.mem, text_copy_n(why.mem, name, ID_LENGTH), &u, &why))
                more = l->each(l->to, &u);
        arena_free(why.mem);
        return more;
}

bool blob_uploads(const struct blobs *b, blob_upload_fn *each, void *to, struct why *why)
{
        struct listing l = { b, each, to };

        return tmp_each(b, upload_each, &l, why);
}

bool blob_discard(struct blobs *b, const char *id, struct why *why)
{
        struct blob_put *p = id_valid(id) ? parked_take(b, id) : NULL;
        bool good = true;

        if (!p) {
                p = put_new(b, b->hash);
                good = meta_read(b, p->mem, id, &p->m, why);
                if (good)
                        p->path = upload_path(b, p->mem, id, "");
                if (good && !p->m.done)
                        good = reopen(p, why) || (why->kind == WHY_REFUSED && why->code == R_UPLOAD_GONE);
        }
        if (good) {
                put_files_remove(p);
                why_clear(why);
        }
        put_close(p);
        return good;
}

struct expiry { struct blobs *b; struct instant before; int64_t n; };

/* Does it stand beside an upload that is there?  Then it goes with that one only. */
static bool beside(const struct blobs *b, struct arena *mem, const char *name, const char *id)
{
        return strlen(name) > ID_LENGTH && name[ID_LENGTH] == '.' && file_ms(upload_path(b, mem, id, ""), NULL) >= 0;
}

/* A name without .meta is what a crash left: its own age decides, and whether somebody holds it. */
static bool expire_one(void *to, const char *name)
{
        struct expiry *x = to;
        struct why why = { .mem = arena_new() };
        const char *path = text_make(why.mem, "%s/%s", x->b->tmp, name), *id = text_copy_n(why.mem, name, strlen(name) < ID_LENGTH ? 0 : ID_LENGTH);
        int64_t ms = file_ms(path, NULL);
        struct blob_upload u;

        if (blob_look(x->b, why.mem, id, &u, &why)) {
                if (u.touched.ms < x->before.ms && !u.busy && blob_discard(x->b, id, &why))
                        x->n++;
        } else if (ms >= 0 && ms < x->before.ms && !beside(x->b, why.mem, name, id) && !busy(path) && !unlink(path)) {
                x->n++;
        }
        arena_free(why.mem);
        return true;
}

bool blob_expire(struct blobs *b, struct instant before, int64_t *n, struct why *why)
{
        struct expiry x = { .b = b, .before = before };

        if (!tmp_each(b, expire_one, &x, why) || !b->back->expire(b, before, why))
                return false;
        if (n)
                *n = x.n;
        return true;
}

/* ---- sealed content: what is plain becomes sealed through an upload of its own ---- */

bool blob_seal(struct blobs *b, const char *digest, struct why *why)
{
        struct blob_plan plan = { .limit = INT64_MAX, .size = -1, .digest = digest, .sealed = true };
        struct blob_reader *r;
        struct blob_put *p;
        uint8_t *chunk;
        const char *same = NULL;
        ssize_t n = 0;
        bool good;

        if (blob_sealed(b, digest))
                return true;
        r = blob_reader(b, digest, why);
        if (!r)
                return false;
        plan.size = blob_reader_size(r);
        p = blob_create(b, &plan, why);
        if (p && p->kind != digest_kind(digest)) {      /* its name stays what it is */
                p->kind = digest_kind(digest);
                put_hashes_stop(p);
                put_hashes_start(p);
        }
        chunk = memory_take(READ_CHUNK);
        good = p != NULL;
        for (int64_t at = 0; good && (n = blob_reader_at(r, at, chunk, READ_CHUNK, why)) > 0; at += n)
                good = blob_add(p, chunk, (size_t)n, why);
        memory_free(chunk);
        blob_reader_close(r);
        if (good && n >= 0) {
                const char *id = text_copy(why->mem, p->m.id);

                return blob_finish(p, why->mem, &same, NULL, why) ? blob_discard(b, id, why) : (blob_discard(b, id, &(struct why){ .mem = why->mem }), false);
        }
        blob_drop(p);
        return false;
}
