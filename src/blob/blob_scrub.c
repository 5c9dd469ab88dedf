/* blob_scrub.c - reads everything again and says what is rotten: by segments (SHA-256) or, deep, also by the digest itself.
 *
 * One thread walks the store in the order of names and hands contents to two workers for each core.  The page cache is told to
 * forget a file before and after, so that the disk is read and not a memory of it, and nobody else's pages are pushed out.
 * Must never: change anything; take content for right that could not be read.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MAX 16
#define PIECE ((size_t)256 * 1024)       /* stays in the cache of a core between reading and hashing */

/* One content on its way from the walk to a worker. */
struct task { struct item item; int64_t number; char digest[80], before[80] /* the one walked before it; "" for the first */; };

struct scrub {
        const struct blobs *b;
        const struct blob_scrub *how;
        pthread_mutex_t lock;           /* of all that follows */
        pthread_cond_t turn;
        struct task next;
        bool waiting, over, broken_off; /* waiting: next is to be taken */
        int64_t first_cut;              /* number of the first task that a stop cut short; -1: none */
        char position[80];
        struct blob_count n;
        int64_t walked, started_ms;
};

static int64_t clock_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);     /* lint: a rate is bytes over time; nothing is decided by it */
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Counts n bytes, and waits if that was too fast. */
static void counted(struct scrub *s, size_t n)
{
        int64_t ahead = 0;

        pthread_mutex_lock(&s->lock);
        s->n.bytes += (int64_t)n;
        if (s->how->rate > 0)
                ahead = s->n.bytes * 1000 / s->how->rate - (clock_ms() - s->started_ms);
        pthread_mutex_unlock(&s->lock);
        if (ahead > 0)
                nanosleep(&(struct timespec){ ahead / 1000, ahead % 1000 * 1000000 }, NULL);
}

static bool stopped(const struct scrub *s)
{
        return s->how->stop && *s->how->stop;
}

struct reading_one { struct segmenter segments; struct hasher *digest; bool by_segments, cut; };

static bool read_whole(struct scrub *s, struct blob_reader *r, struct reading_one *one, struct why *why)
{
        uint8_t *piece = memory_take(PIECE);
        int fd = blob_reader_fd(r);
        ssize_t n = 0;

        if (fd >= 0) {
                posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
                posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
        }
        for (int64_t at = 0; (n = blob_reader_at(r, at, piece, PIECE, why)) > 0; at += n) {
                if (one->by_segments)
                        segmenter_add(&one->segments, piece, (size_t)n);
                if (one->digest)
                        hasher_add(one->digest, piece, (size_t)n);
                counted(s, (size_t)n);
                one->cut = stopped(s);
                if (one->cut)
                        break;
        }
        if (fd >= 0)
                posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        explicit_bzero(piece, PIECE);
        memory_free(piece);
        return n >= 0;
}

/* In Chinese what is wrong, from mem; NULL: nothing. */
static const char *compare(struct arena *mem, struct reading_one *one, const struct blob_segments *want, const char *digest)
{
        struct blob_segments is = { 0 };
        struct buffer where = { .mem = mem };

        if (one->by_segments) {
                must(segments_parse(mem, segmenter_text(&one->segments, mem), &is));
                if (is.size != want->size)
                        return text_make(mem, "大小应为 %lld 字节，现为 %lld 字节", (long long)want->size, (long long)is.size);
                for (size_t i = 0; i < is.n && where.n < 200; i++)
                        if (!hash_same(&is.at[i], &want->at[i]))
                                buffer_make(&where, "%s%zu", where.n ? "、" : "", i + 1);
                if (where.n)
                        return text_make(mem, "第 %s 段（每段 4 MiB）内容已被改动或者损坏", buffer_done(&where));
        }
        if (one->digest) {
                struct hash h = hasher_done(one->digest);

                one->digest = NULL;
                if (!text_same(hash_digest(mem, digest_kind(digest), &h), digest))
                        return "内容与摘要不一致，已被改动或者损坏";
        }
        return NULL;
}

static const char *words(struct why *why)
{
        return why->detail ? why->detail : "读不出来";
}

/* NULL: well, or broken off by stop. */
static const char *scrub_one(struct scrub *s, struct arena *mem, const struct item *i, bool *cut)
{
        struct why why = { .mem = mem };
        struct reading_one one = { .segments = { .out = -1 } };
        struct blob_segments want = { 0 };
        struct blob_reader *r;
        const char *bad = NULL;

        if (i->segments && !blob_segments(s->b, mem, i->digest, &want, &why))
                return words(&why);
        r = blob_reader(s->b, i->digest, &why);
        if (!r)
                return words(&why);
        one.by_segments = i->segments;
        if (one.by_segments)
                segmenter_start(&one.segments, mem, -1);
        if (!one.by_segments || s->how->deep)
                one.digest = hasher_new(digest_kind(i->digest));
        if (!read_whole(s, r, &one, &why))
                bad = words(&why);
        else if (!one.cut)
                bad = compare(mem, &one, &want, i->digest);
        *cut = one.cut;
        if (one.digest)
                hasher_done(one.digest);
        segmenter_stop(&one.segments);
        blob_reader_close(r);
        return bad;
}

/* A task that was cut short is to be done again: the position goes back before it. */
static void task_ended(struct scrub *s, const struct task *t, const char *bad, bool cut)
{
        if (cut) {
                if (s->first_cut < 0 || t->number < s->first_cut) {
                        s->first_cut = t->number;
                        memcpy(s->position, t->before, sizeof s->position);
                }
                return;
        }
        s->n.files++;
        s->n.bad += bad != NULL;
        if (bad && s->how->bad)
                s->how->bad(s->how->to, t->digest, t->item.size, bad);
}

static void *worker(void *arg)
{
        struct scrub *s = arg;
        struct arena *mem = arena_new();

        pthread_mutex_lock(&s->lock);
        while (!s->over || s->waiting) {
                struct task t = s->next;
                const char *bad;
                bool cut = false;

                if (!s->waiting) {
                        pthread_cond_wait(&s->turn, &s->lock);
                        continue;
                }
                t.item.digest = t.digest;
                s->waiting = false;
                pthread_cond_broadcast(&s->turn);
                pthread_mutex_unlock(&s->lock);
                bad = scrub_one(s, mem, &t.item, &cut);
                pthread_mutex_lock(&s->lock);
                task_ended(s, &t, bad, cut);
                arena_reset(mem);
        }
        pthread_mutex_unlock(&s->lock);
        arena_free(mem);
        return NULL;
}

/* Hands one over and waits until somebody has taken it. */
static bool walk(void *to, const struct item *i)
{
        struct scrub *s = to;
        int64_t number = s->next.number;

        if (!i->plain && !i->sealed)
                return true;
        pthread_mutex_lock(&s->lock);
        s->broken_off = stopped(s) || s->first_cut >= 0 || (s->how->bytes_max && s->walked >= s->how->bytes_max);
        if (!s->broken_off) {
                s->walked += i->size;
                s->next = (struct task){ .item = *i, .number = ++number };
                memcpy(s->next.before, s->position, sizeof s->position);
                memcpy(s->next.digest, i->digest, strlen(i->digest) + 1);
                memcpy(s->position, s->next.digest, sizeof s->position);
                s->waiting = true;
                pthread_cond_broadcast(&s->turn);
                while (s->waiting)
                        pthread_cond_wait(&s->turn, &s->lock);
        }
        pthread_mutex_unlock(&s->lock);
        return !s->broken_off;
}

static int threads_of(const struct blob_scrub *how)
{
        long n = how->threads > 0 ? how->threads : 2 * sysconf(_SC_NPROCESSORS_ONLN);    /* while one waits for the disk, another hashes */

        return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

bool blob_scrub(const struct blobs *b, struct arena *mem, const struct blob_scrub *how, struct blob_count *out, const char **position,
                struct why *why)
{
        struct scrub s = { .b = b, .how = how, .first_cut = -1, .started_ms = clock_ms() };
        pthread_t threads[THREADS_MAX];
        bool good;
        int n = 0;

        must(!pthread_mutex_init(&s.lock, NULL) && !pthread_cond_init(&s.turn, NULL));
        if (how->after && digest_valid(how->after))
                memcpy(s.position, how->after, strlen(how->after));
        while (n < threads_of(how) && !pthread_create(&threads[n], NULL, worker, &s))
                n++;
        good = n ? items_each(b, how->after, walk, &s, why) : fail(why, "不能建立线程");
        pthread_mutex_lock(&s.lock);
        s.over = true;
        pthread_cond_broadcast(&s.turn);
        pthread_mutex_unlock(&s.lock);
        while (n)
                pthread_join(threads[--n], NULL);
        if (good) {
                *out = s.n;
                *position = s.broken_off || s.first_cut >= 0 ? text_copy(mem, s.position) : NULL;
        }
        pthread_mutex_destroy(&s.lock);
        pthread_cond_destroy(&s.turn);
        return good;
}

bool blob_scrub_note(struct blobs *b, const char *position, struct why *why)
{
        const char *path = text_make(why->mem, "%s/.scrub", b->dir);

        if (position && *position)
                return file_replace(b, path, (struct bytes){ (const uint8_t *)position, strlen(position) }, why);
        return !unlink(path) || errno == ENOENT || fail(why, "不能删除 %s：%s", path, strerror(errno));
}

const char *blob_scrub_noted(const struct blobs *b, struct arena *mem)
{
        struct why why = { .mem = mem };
        struct bytes text = { 0 };
        bool there = false;
        const char *position = NULL;

        if (file_text(mem, text_make(mem, "%s/.scrub", b->dir), &there, &text, &why) && there)
                position = text_copy_n(mem, (const char *)text.p, text.n);
        return position && digest_valid(position) ? position : NULL;
}
