/* blob_part.c - content on its way as it lies on this machine's disk: plain, or in sealed chunks with what is not yet a whole chunk in
 * memory (and, when an upload pauses, sealed in a tail file).
 *
 * Must never: write plain bytes of a sealed upload.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE_BACK ((int64_t)8 << 20)   /* the kernel is told to begin writing every so many bytes, so that the end is not a long wait */

static int64_t chunk_at(int64_t chunk)
{
        return SEAL_HEAD + chunk * (int64_t)SEAL_CHUNK;
}

static void write_back(struct part *p, int64_t upto)
{
        if (upto - p->synced < WRITE_BACK)
                return;
        sync_file_range(p->fd, p->synced, upto - p->synced, SYNC_FILE_RANGE_WRITE);
        p->synced = upto;
}

static bool chunk_out(struct part *p, enum seal_place place)
{
        int64_t i = (p->n - (int64_t)p->chunk_n) / (int64_t)SEAL_PLAIN;
        uint8_t *box = memory_take(SEAL_CHUNK);
        bool good;

        seal_close(p->seal, i, place, p->chunk, p->chunk_n, box);
        good = write_all(p->fd, box, p->chunk_n + SEAL_MORE);
        memory_free(box);
        if (good)
                p->chunk_n = 0;
        write_back(p, chunk_at(i));
        return good;
}

static bool sealed_write(struct part *p, const uint8_t *at, size_t n)
{
        while (n) {
                size_t room = SEAL_PLAIN - p->chunk_n, take = n < room ? n : room;

                if (!room) {
                        if (!chunk_out(p, SEAL_INNER))
                                return false;
                        continue;
                }
                memcpy(p->chunk + p->chunk_n, at, take);
                p->chunk_n += take;
                p->n += (int64_t)take;
                at += take;
                n -= take;
        }
        return true;
}

bool part_write(struct part *p, const void *bytes, size_t n)
{
        if (p->seal)
                return sealed_write(p, bytes, n);
        if (!write_all(p->fd, bytes, n))
                return false;
        p->n += (int64_t)n;
        write_back(p, p->n);
        return true;
}

bool part_end(struct part *p)
{
        if (!p->seal || p->ended)
                return true;
        p->ended = chunk_out(p, SEAL_LAST);
        return p->ended;
}

/* Chunk i as it stands in the file, into plain; n: bytes in it. */
static bool chunk_in(struct part *p, int64_t i, enum seal_place place, void *plain, size_t *n)
{
        uint8_t *box = memory_take(SEAL_CHUNK);
        ssize_t got = pread_all(p->fd, box, SEAL_CHUNK, chunk_at(i));
        bool good = got >= (ssize_t)SEAL_MORE && (place == SEAL_LAST || got == (ssize_t)SEAL_CHUNK) &&
                    seal_open(p->seal, i, place, box, (size_t)got, plain);

        if (good)
                *n = (size_t)got - SEAL_MORE;
        memory_free(box);
        return good;
}

ssize_t part_read(struct part *p, int64_t from, void *to, size_t n)
{
        int64_t whole = p->n - (int64_t)p->chunk_n, i = from / (int64_t)SEAL_PLAIN;
        size_t in = (size_t)(from % (int64_t)SEAL_PLAIN), have = p->chunk_n;
        uint8_t *plain;

        if (from >= p->n)
                return 0;
        if (!p->seal)
                return pread_all(p->fd, to, (int64_t)n < p->n - from ? n : (size_t)(p->n - from), from);
        plain = p->chunk;
        if (from < whole) {
                plain = memory_take(SEAL_PLAIN);
                if (!chunk_in(p, i, p->ended && (i + 1) * (int64_t)SEAL_PLAIN >= whole ? SEAL_LAST : SEAL_INNER, plain, &have)) {
                        memory_free(plain);
                        errno = EBADMSG;
                        return -1;
                }
        }
        if (have - in < n)
                n = have - in;
        memcpy(to, plain + in, n);
        if (plain != p->chunk) {
                explicit_bzero(plain, SEAL_PLAIN);
                memory_free(plain);
        }
        return (ssize_t)n;
}

bool part_cut(struct part *p, int64_t n)
{
        must(!p->seal || n % (int64_t)SEAL_PLAIN == 0);
        if (p->ended || ftruncate(p->fd, p->seal ? chunk_at(n / (int64_t)SEAL_PLAIN) : n) || lseek(p->fd, 0, SEEK_END) < 0)
                return false;
        p->n = n;
        p->chunk_n = 0;
        if (p->synced > n)
                p->synced = n;
        return true;
}

/* ---- the tail of a paused sealed upload: eight bytes that say which chunk, then the chunk as far as it goes ---- */

bool part_tail_write(struct part *p, const struct blobs *b, const char *path, struct why *why)
{
        int64_t i = (p->n - (int64_t)p->chunk_n) / (int64_t)SEAL_PLAIN;
        uint8_t *box = memory_take(8 + SEAL_CHUNK);
        bool good;

        for (int k = 0; k < 8; k++)
                box[k] = (uint8_t)((uint64_t)i >> (56 - 8 * k));
        seal_close(p->seal, i, SEAL_TAIL, p->chunk, p->chunk_n, box + 8);
        good = file_replace(b, path, (struct bytes){ box, 8 + p->chunk_n + SEAL_MORE }, why);
        memory_free(box);
        return good;
}

static bool tail_in(struct part *p, struct bytes tail, int64_t whole)
{
        int64_t i = 0;

        for (int k = 0; k < 8 && tail.n >= 8; k++)
                i = i << 8 | tail.p[k];
        if (tail.n < 8 + SEAL_MORE || i != whole || !seal_open(p->seal, i, SEAL_TAIL, tail.p + 8, tail.n - 8, p->chunk))
                return false;
        p->chunk_n = tail.n - 8 - SEAL_MORE;
        return true;
}

static int64_t tail_chunk(struct bytes tail)
{
        int64_t i = 0;

        for (int k = 0; k < 8 && tail.n >= 8; k++)
                i = i << 8 | tail.p[k];
        return i;
}

bool part_found(struct part *p, struct bytes tail, bool only_to_tail)
{
        struct stat st;
        int64_t whole;
        size_t n = 0;

        if (fstat(p->fd, &st))
                return false;
        if (!p->seal) {
                p->n = st.st_size;
                return lseek(p->fd, 0, SEEK_END) >= 0;
        }
        whole = (st.st_size - SEAL_HEAD) / (int64_t)SEAL_CHUNK;
        if (only_to_tail)
                whole = tail.n ? tail_chunk(tail) : 0;
        /* A finish that was broken off has written the last chunk; it says so itself. */
        if (!only_to_tail && st.st_size >= SEAL_HEAD + (int64_t)SEAL_MORE) {
                int64_t last = (st.st_size - SEAL_HEAD - 1) / (int64_t)SEAL_CHUNK;

                if (chunk_in(p, last, SEAL_LAST, p->chunk, &n)) {
                        p->ended = true;
                        p->n = last * (int64_t)SEAL_PLAIN + (int64_t)n;
                        return true;
                }
        }
        if (!part_cut(p, whole * (int64_t)SEAL_PLAIN))
                return false;
        if (tail_in(p, tail, whole))
                p->n += (int64_t)p->chunk_n;
        return true;
}
