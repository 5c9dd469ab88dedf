/* main.c - mingjing-pdf: reads one PDF that a stranger made and writes its pages anew, each as one drawing without actions, scripts, forms,
 * files or links, so that they may stand among the pages of a volume.
 *
 * Started for one file by tame.c: 0 the PDF, 1 where the tame one goes, 3 the answer.  Before the first byte is parsed the program gives up
 * everything but memory, time and those two; whatever goes wrong then ends this process alone.  Answer and exit code: 0 with "W H" (hundredths
 * of a point) for each page; 3 with the reason in Chinese.  Must never: repair a file (others would guess otherwise), decrypt, follow a name
 * out of the file. */
#include "typeset/worker/worker.h"
#include <errno.h>
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define IN 0
#define OUT 1
#define ANSWER 3
#define MEMORY ((rlim_t)1 << 30)
#define SECONDS 20
#define OUTPUT ((rlim_t)1 << 29)

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define SANITIZED 1     /* its shadow is larger than any limit */
#else
#define SANITIZED 0
#endif

static void write_all(int fd, const void *p, size_t n)
{
        for (const char *at = p; n;) {
                ssize_t k = write(fd, at, n);

                if (k < 0 && errno == EINTR)
                        continue;
                if (k <= 0)
                        _exit(4);
                at += k;
                n -= (size_t)k;
        }
}

_Noreturn void give_up(const char *fmt, ...)
{
        char words[400];
        va_list ap;
        int n;

        va_start(ap, fmt);
        n = vsnprintf(words, sizeof words, fmt, ap);
        va_end(ap);
        if (n > 0)
                write_all(ANSWER, words, (size_t)n < sizeof words ? (size_t)n : sizeof words - 1);
        _exit(3);
}

/* ---- the jail ---- */

static void limit(int what, rlim_t n)
{
        struct rlimit r = { n, n };

        must(!setrlimit(what, &r));
}

static void jail(void)
{
        static const int calls[] = { SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit),
                SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrandom),
                SCMP_SYS(restart_syscall) };
        scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);

        must(f != NULL);
        for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
                must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0));
        if (SANITIZED)
                must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack), 0));
        must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)));
        must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)));
        must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, OUT)));
        must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, 2)));
        must(!seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, ANSWER)));
        must(!prctl(PR_SET_DUMPABLE, 0) && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        must(!seccomp_load(f));
}

static void limits_set(size_t input)
{
        if (!SANITIZED)
                limit(RLIMIT_AS, MEMORY + input);
        limit(RLIMIT_CPU, SECONDS);
        limit(RLIMIT_FSIZE, OUTPUT);
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_NOFILE, ANSWER + 1);
        alarm(3 * SECONDS);
        must(!prctl(PR_SET_PDEATHSIG, SIGKILL));
        must(nice(10) != -1 || errno == 0);
}

static struct bytes input_read(void)
{
        struct stat s;
        struct bytes b;
        uint8_t *p;

        if (fstat(IN, &s) || !S_ISREG(s.st_mode) || s.st_size < 8)
                give_up("文件读不出来");
        b.n = (size_t)s.st_size;
        p = mmap(NULL, b.n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        must(p != MAP_FAILED);
        for (size_t at = 0; at < b.n;) {
                ssize_t k = pread(IN, p + at, b.n - at, (off_t)at);

                if (k < 0 && errno == EINTR)
                        continue;
                if (k <= 0)
                        give_up("文件读不出来");
                at += (size_t)k;
        }
        b.p = p;
        return b;
}

/* Libraries look for what they need while they still may. */
static void warm_up(void)
{
        qpdf_data q = qpdf_init();

        qpdf_empty_pdf(q);
        qpdf_init_write_memory(q);
        qpdf_set_static_ID(q, QPDF_TRUE);
        qpdf_write(q);
        qpdf_cleanup(&q);
}

int main(int argc, char **argv)
{
        struct bytes in, out;
        struct buffer sizes = { .mem = arena_new() };

        (void)argv;
        if (argc > 1 || write(ANSWER, "", 0)) {
                fprintf(stderr, "mingjing-pdf is started by mingjing and has no options.\n");
                return 2;
        }
        signal(SIGPIPE, SIG_DFL);
        in = input_read();
        limits_set(in.n);
        warm_up();
        jail();
        out = pdf_redraw(sizes.mem, in, &sizes);
        write_all(OUT, out.p, out.n);
        write_all(ANSWER, buffer_done(&sizes), sizes.n);
        _exit(0);               /* what it loaded for life needs no taking down */
}
