/* program.c - starts this very program again with other words, as a script would, and reads what it says.  Always waits for its end. */
#include "cli/story.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT_MAX ((size_t)64 * 1024 * 1024)

extern char **environ;

bool program_start(struct cli *x, const char *const *words, bool errors_too, struct running *out)
{
        posix_spawn_file_actions_t fa;
        posix_spawnattr_t attr;
        sigset_t none;
        char *argv[64] = { text_copy(x->mem, "mingjing") };
        int ends[2], rc;

        for (size_t i = 0; words[i]; i++) {
                must(i + 2 < sizeof argv / sizeof *argv);
                argv[i + 1] = text_copy(x->mem, words[i]);
        }
        if (pipe2(ends, O_CLOEXEC))
                return fail(&x->why, "管道：%s", strerror(errno));
        sigemptyset(&none);
        posix_spawnattr_init(&attr);
        posix_spawnattr_setsigmask(&attr, &none);
        posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
        posix_spawn_file_actions_init(&fa);
        posix_spawn_file_actions_addopen(&fa, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&fa, ends[1], STDOUT_FILENO);
        if (errors_too)
                posix_spawn_file_actions_adddup2(&fa, ends[1], STDERR_FILENO);
        rc = posix_spawn(&out->pid, "/proc/self/exe", &fa, &attr, argv, environ);
        posix_spawn_file_actions_destroy(&fa);
        posix_spawnattr_destroy(&attr);
        close(ends[1]);
        if (rc) {
                close(ends[0]);
                return fail(&x->why, "不能启动程序：%s", strerror(rc));
        }
        out->fd = ends[0];
        return true;
}

int program_wait(struct running *r)
{
        int status = 0;

        close(r->fd);
        while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
                ;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool program_run(struct cli *x, const char *const *words, bool errors_too, int *code, const char **out)
{
        struct buffer b = { .mem = x->mem };
        struct running r;
        char block[16384];
        ssize_t n;

        if (!program_start(x, words, errors_too, &r))
                return false;
        while (((n = read(r.fd, block, sizeof block)) > 0 && b.n < OUTPUT_MAX) || (n < 0 && errno == EINTR))
                if (n > 0)
                        buffer_put(&b, block, (size_t)n);
        *code = program_wait(&r);
        *out = buffer_done(&b);
        return true;
}
