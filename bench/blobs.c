/* blobs.c - taking in and re-reading content against what the machine does with the same bytes in the same run.
 *
 *   blobs intake DIR MEGABYTES         one upload of so many MB, with what it announced; our rate, and the process's memory at its highest
 *   blobs hash MEGABYTES               the digest alone, from memory
 *   blobs write DIR MEGABYTES          the same pieces written to a file and synced, nothing else
 *   blobs fill DIR FILES MEGABYTES     a store with so many files (not measured)
 *   blobs scrub DIR fast|deep          all of it re-read and re-hashed
 *   blobs read DIR                     all of it read, nothing else
 */
#include "blob/inner.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PIECE ((size_t)256 * 1024)

static struct arena *mem;
static struct why why;
static uint8_t *piece;
static int64_t count;

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void give_up(const char *what)
{
        fprintf(stderr, "%s: %s\n", what, why.detail ? why.detail : "");
        exit(1);
}

static void rate(const char *name, double bytes, double from)
{
        printf("%s %.1f\n", name, bytes / 1e6 / (seconds() - from));
}

/* Never the same twice, and never all zeros. */
static const uint8_t *next_piece(void)
{
        count++;
        memcpy(piece, &count, sizeof count);
        return piece;
}

static int intake(char **a)
{
        int64_t size = atoll(a[1]) * 1000000;
        struct blobs *b = blobs_open(a[0], HASH_SM3, &why);
        double from = seconds();
        struct blob_put *p = b ? blob_create(b, &(struct blob_plan){ .limit = size, .size = size }, &why) : NULL;
        const char *digest;

        if (!p)
                give_up("intake");
        for (int64_t at = 0; at < size; at += (int64_t)PIECE)
                if (!blob_add(p, next_piece(), size - at < (int64_t)PIECE ? (size_t)(size - at) : PIECE, &why))
                        give_up("intake");
        if (!blob_finish(p, mem, &digest, NULL, &why))
                give_up("intake");
        rate("mb_per_second", (double)size, from);
        blobs_close(b);
        return 0;
}

static int hash(char **a)
{
        int64_t size = atoll(a[0]) * 1000000;
        struct hasher *h = hasher_new(HASH_SM3);
        double from = seconds();

        for (int64_t at = 0; at < size; at += (int64_t)PIECE)
                hasher_add(h, next_piece(), PIECE);
        hasher_done(h);
        rate("mb_per_second", (double)size, from);
        return 0;
}

static int write_only(char **a)
{
        int64_t size = atoll(a[1]) * 1000000;
        const char *path = text_make(mem, "%s.raw", a[0]);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        double from = seconds();

        for (int64_t at = 0; at < size; at += (int64_t)PIECE)
                if (!write_all(fd, next_piece(), PIECE))
                        give_up(path);
        if (fsync(fd))
                give_up(path);
        rate("mb_per_second", (double)size, from);
        close(fd);
        unlink(path);
        return 0;
}

static int fill(char **a)
{
        struct blobs *b = blobs_open(a[0], HASH_SM3, &why);

        if (!b)
                give_up("fill");
        for (int i = 0; i < atoi(a[1]); i++) {
                struct blob_put *p = blob_begin(b, INT64_MAX, &why);
                const char *digest;

                for (int64_t at = 0; at < atoll(a[2]) * 1000000; at += (int64_t)PIECE)
                        if (!blob_add(p, next_piece(), PIECE, &why))
                                give_up("fill");
                if (!blob_finish(p, mem, &digest, NULL, &why))
                        give_up("fill");
        }
        blobs_close(b);
        return 0;
}

static int scrub(char **a)
{
        struct blobs *b = blobs_open(a[0], HASH_SM3, &why);
        struct blob_count n = { 0 };
        const char *position = NULL;
        double from = seconds();

        if (!b || !blob_scrub(b, mem, &(struct blob_scrub){ .deep = !strcmp(a[1], "deep") }, &n, &position, &why) || n.bad || position)
                give_up("scrub");
        rate("mb_per_second", (double)n.bytes, from);
        blobs_close(b);
        return 0;
}

static bool read_one(void *to, const char *digest, int64_t size, struct instant put)
{
        const char *path = text_make(mem, "%s/%s", (const char *)to, name_of(mem, digest, ""));
        int fd = open(path, O_RDONLY);
        uint8_t *big = memory_take(1 << 20);
        int64_t got = 0, n;

        (void)put;
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
        while ((n = read(fd, big, 1 << 20)) > 0)
                got += n;
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        close(fd);
        memory_free(big);
        count += got;
        return got == size;
}

static int read_only(char **a)
{
        struct blobs *b = blobs_open(a[0], HASH_SM3, &why);
        double from = seconds();

        if (!b || !blob_each(b, read_one, a[0], &why))
                give_up("read");
        rate("mb_per_second", (double)count, from);
        blobs_close(b);
        return 0;
}

int main(int argc, char **argv)
{
        static const struct { const char *name; int words; int (*run)(char **); } all[] = {
                { "intake", 2, intake }, { "hash", 1, hash }, { "write", 2, write_only }, { "fill", 3, fill }, { "scrub", 2, scrub }, { "read", 1, read_only } };
        struct rusage use;
        int rc = 2;

        mem = arena_new();
        why.mem = mem;
        piece = memory_take(PIECE);
        for (size_t i = 0; i < PIECE; i++)
                piece[i] = (uint8_t)(i * 2654435761u >> 13);
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
                if (argc == all[i].words + 2 && !strcmp(argv[1], all[i].name))
                        rc = all[i].run(argv + 2);
        getrusage(RUSAGE_SELF, &use);
        printf("peak_rss_kb %ld\ncpu_s %.2f\n", use.ru_maxrss, (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
        return rc;
}
