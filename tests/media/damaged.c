/* damaged.c - WORKER FILE…: everything that can be asked of a recording, asked of each file; prints which brought the worker down.
 * A refusal, a finding or a result are all answers; a crash, a forbidden call or an answer out of order are not. */
#include "media/media.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int asked, fell;

static void judge(const char *file, const char *what, const char *said)
{
        static const char *const bad[] = { "异常中止", "不允许的操作", "不合约定", "没有回答" };

        asked++;
        for (size_t i = 0; said && i < sizeof bad / sizeof *bad; i++)
                if (strstr(said, bad[i])) {
                        printf("%s %s: %s\n", what, file, said);
                        fell++;
                }
}

static void probe(struct media *m, struct arena *mem, const char *file, int fd)
{
        struct why why = { .mem = mem };
        struct media_facts f = { .n_findings = 0 };

        media_probe(m, mem, fd, &(struct media_hint){ .name = file, .size = 1 }, &f, &why);
        judge(file, "probe", why.detail);
        for (size_t i = 0; i < f.n_findings; i++)
                judge(file, "probe", f.findings[i].detail);
}

static void rest(struct media *m, struct arena *mem, const char *file, int fd)
{
        static const struct media_region r = { 0, 9000, { 1000, 1000, 5000, 5000 }, { 3000, 1000, 5000, 9000 } };
        struct media_picture p[MEDIA_PICTURES_MAX];
        struct media_made made;
        struct bytes b;
        size_t n;

#define ASK(what, call) do { struct why why = { .mem = mem }; (void)!(call); judge(file, what, why.detail); } while (0)
        ASK("pictures", media_pictures(m, mem, fd, 4, 480, p, &n, &why));
        ASK("still", media_still(m, mem, fd, 500, 0, p, &why));
        ASK("waveform", media_waveform(m, mem, fd, 50, &b, &why));
        for (int i = 0; i < 2; i++) {
                int to = memfd_create("to", MFD_CLOEXEC);

                if (i)
                        ASK("clip", media_clip(m, mem, fd, to, 100, 1000, NULL, &made, &why));
                else
                        ASK("blur", media_blur(m, mem, fd, to, &(struct media_blur){ &r, 1, false }, NULL, &made, &why));
                close(to);
        }
}

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct media *m = media_open(&(struct media_setup){ .worker = argv[1], .seconds = 30 }, &why);

        for (int i = 2; m && i < argc; i++) {
                int fd = open(argv[i], O_RDONLY | O_CLOEXEC);

                arena_reset(mem);
                probe(m, mem, argv[i], fd);
                rest(m, mem, argv[i], fd);
                close(fd);
        }
        media_close(m);
        arena_free(mem);
        printf("%d files, %d questions, %d without an answer\n", argc - 2, asked, fell);
        return fell || !m || argc < 3;
}
