/* jail.c - what a child may still do: read its input, write its output and its answer, ask for memory, end.  Anything else kills it.
 * The filter names what is allowed; a new kernel's new calls are forbidden by themselves. */
#include "media/worker/worker.h"
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define SANITIZED 1     /* its shadow is larger than any limit, and it asks for the signal stack where a function does not return */
#else
#define SANITIZED 0
#endif

static void allow(scmp_filter_ctx f, int call)
{
        must(seccomp_rule_add(f, SCMP_ACT_ALLOW, call, 0) == 0);
}

static void allow_on(scmp_filter_ctx f, int call, int fd)
{
        must(seccomp_rule_add(f, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)fd)) == 0);
}

struct jail *jail_make(void)
{
        /* Memory, time of day, locks without contention, the end. */
        static const int calls[] = { SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
                SCMP_SYS(exit), SCMP_SYS(exit_group),
                SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
                        SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield),
                SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sysinfo), SCMP_SYS(restart_syscall) };
        scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);

        must(f != NULL);
        for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
                allow(f, calls[i]);
        if (SANITIZED)
                allow(f, SCMP_SYS(sigaltstack));
        /* Fresh memory only, no file, never executable. */
        must(seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                              SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0);
        must(seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0);
        allow_on(f, SCMP_SYS(pread64), IN);
        allow_on(f, SCMP_SYS(pread64), TO);
        allow_on(f, SCMP_SYS(pwrite64), TO);
        allow_on(f, SCMP_SYS(write), ANSWER);
        allow_on(f, SCMP_SYS(write), 2);
        /* Libraries ask whether their messages go to a terminal, and who they are. */
        must(seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0) == 0);
        must(seccomp_rule_add(f, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 0) == 0);
        return f;
}

static void limit(int what, int64_t n)
{
        struct rlimit r = { (rlim_t)n, (rlim_t)n };

        must(setrlimit(what, &r) == 0);
}

void jail_limit(const struct job *job)
{
        if (!SANITIZED)
                limit(RLIMIT_AS, job->memory);
        limit(RLIMIT_CPU, job->seconds);
        limit(RLIMIT_FSIZE, job->output);
        limit(RLIMIT_NOFILE, LAST + 1);
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_NPROC, 0);
        signal(SIGXFSZ, SIG_DFL);
        alarm((unsigned)job->seconds);
        must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0);
        must(nice(10) != -1 || errno == 0);
}

void jail_shut(struct jail *j)
{
        must(prctl(PR_SET_DUMPABLE, 0) == 0);
        must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
        must(seccomp_load((scmp_filter_ctx)j) == 0);
}
