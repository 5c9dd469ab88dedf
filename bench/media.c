/* media.c - WHAT FILE TIMES: what a look at a recording costs a running server: the jailed worker is started once, each look is a fork.
 * WHAT is probe, thumbnail or waveform.  Prints the median and the slowest in milliseconds, as the caller sees them. */
#include "bench.h"
#include "media/media.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIMES_MAX 10000

static bool look(struct media *m, struct arena *mem, const char *what, int fd, struct why *why)
{
        struct media_facts f;
        struct media_picture p;
        struct bytes b;
        size_t n;

        if (!strcmp(what, "probe"))
                return media_probe(m, mem, fd, NULL, &f, why) && f.kind != MEDIA_OTHER;
        if (!strcmp(what, "thumbnail"))
                return media_pictures(m, mem, fd, 1, 320, &p, &n, why);
        return media_waveform(m, mem, fd, 1000, &b, why);
}

static int by_size(const void *a, const void *b)
{
        double d = *(const double *)a - *(const double *)b;

        return d < 0 ? -1 : d > 0;
}

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct media *m = media_open(NULL, &why);
        long times = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
        int fd = argc > 3 ? open(argv[2], O_RDONLY | O_CLOEXEC) : -1;
        static double ms[TIMES_MAX];

        if (!m || fd < 0 || times < 1 || times > TIMES_MAX || !look(m, mem, argv[1], fd, &why))
                give_up("media WHAT FILE TIMES", &why);
        for (long i = 0; i < times; i++) {
                double from = wall_seconds();

                arena_reset(mem);
                if (!look(m, mem, argv[1], fd, &why))
                        give_up(argv[1], &why);
                ms[i] = (wall_seconds() - from) * 1000;
        }
        qsort(ms, (size_t)times, sizeof *ms, by_size);
        figure("ms", "%.2f", ms[times / 2]);
        figure("slowest_ms", "%.2f", ms[times - 1]);
        media_close(m);
        close(fd);
        arena_free(mem);
        return 0;
}
