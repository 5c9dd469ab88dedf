/* tame.c - has mingjing-pdf (worker/) redraw a PDF that a stranger made, and reads its answer, which may be a lie.
 *
 * No byte of the file is parsed in this process.  A program that crashes, hangs or is killed at its limits is an answer ("cannot be read"). */
#include "typeset/typeset.h"
#include "base/setting.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define IN_MAX ((off_t)128 << 20)
#define OUT_MAX ((off_t)1 << 29)
#define ANSWER_MAX 65536
#define SECONDS 90                      /* the program's own alarm comes first */
#define ANSWER 3

static bool program_path(char *out, size_t room)
{
        const char *given = setting_text("pdf");
        ssize_t n;
        char *slash;

        if (!text_empty(given))
                return snprintf(out, room, "%s", given) < (int)room;
        n = readlink("/proc/self/exe", out, room - 1);
        if (n < 0)
                return false;
        out[n] = 0;
        slash = strrchr(out, '/');
        room -= slash ? (size_t)(slash + 1 - out) : 0;
        return slash && snprintf(slash + 1, room, "mingjing-pdf") < (int)room;
}

/* posix_spawn: safe with threads.  Of our environment it gets what a sanitizer needs and nothing else. */
static int spawn(const char *path, const int high[3], pid_t *pid)
{
        posix_spawn_file_actions_t files;
        posix_spawnattr_t how;
        sigset_t none, usual;
        const char *asan = setting_environment("ASAN_OPTIONS");
        char locale[] = "LC_ALL=C", options[512], *argv[] = { (char *)"mingjing-pdf", NULL }, *environment[] = { locale, NULL, NULL };
        int err;

        if (asan && snprintf(options, sizeof options, "ASAN_OPTIONS=%s", asan) < (int)sizeof options)
                environment[1] = options;
        sigemptyset(&none);
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, high[0], 0);
        posix_spawn_file_actions_adddup2(&files, high[1], 1);
        posix_spawn_file_actions_adddup2(&files, high[2], ANSWER);
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&files, ANSWER + 1);
        posix_spawnattr_init(&how);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setsigmask(&how, &none);
        posix_spawnattr_setsigdefault(&how, &usual);
        err = posix_spawn(pid, path, &files, &how, argv, environment);
        posix_spawnattr_destroy(&how);
        posix_spawn_file_actions_destroy(&files);
        return err;
}

/* Up to room bytes until the other end closes; false: too much, or too late. */
static bool answer_read(int fd, char *out, size_t room, size_t *n)
{
        struct pollfd w = { fd, POLLIN, 0 };
        ssize_t got;
        int ready;

        for (*n = 0; *n < room;) {
                ready = poll(&w, 1, SECONDS * 1000);
                if (ready < 0 && errno == EINTR)
                        continue;
                got = ready > 0 ? read(fd, out + *n, room - *n) : -1;
                if (got < 0 && errno == EINTR && ready > 0)
                        continue;
                if (got <= 0)
                        return got == 0;
                *n += (size_t)got;
        }
        return false;
}

/* A line of width and height for each page. */
static bool sizes_read(struct arena *mem, const char *answer, struct tame_pdf *out)
{
        size_t n;
        char **line = text_split(mem, answer, '\n', &n);

        out->size = TAKE_N(mem, struct tame_size, n + 1);
        for (size_t i = 0; i < n && *line[i]; i++) {
                char *space = strchr(line[i], ' ');
                int64_t w, h;

                if (!space)
                        return false;
                *space = 0;
                if (!text_int(line[i], 100, 1440000, &w) || !text_int(space + 1, 100, 1440000, &h))
                        return false;
                out->size[out->pages++] = (struct tame_size){ (double)w / 100, (double)h / 100 };
        }
        return out->pages > 0;
}

static bool output_read(struct arena *mem, int fd, struct bytes *out)
{
        struct stat s;
        uint8_t *p;

        if (fstat(fd, &s) || s.st_size < 8 || s.st_size > OUT_MAX)
                return false;
        p = arena_take(mem, (size_t)s.st_size);
        for (off_t at = 0; at < s.st_size;) {
                ssize_t k = pread(fd, p + at, (size_t)(s.st_size - at), at);

                if (k <= 0)
                        return false;
                at += k;
        }
        *out = (struct bytes){ p, (size_t)s.st_size };
        return true;
}

static bool judged(struct arena *mem, int status, char *answer, size_t n, int made, struct tame_pdf *out, struct why *why)
{
        struct tame_pdf t = { 0 };

        answer[n] = 0;
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 3))
                return refuse(why, R_FILE_TYPE, NULL, "读取时超出了时间或者内存的限度");
        if (text_check(answer, n) && WEXITSTATUS(status) == 3)
                return refuse(why, R_FILE_TYPE, NULL, "读不出来");
        if (WEXITSTATUS(status) == 3)
                return refuse(why, R_FILE_TYPE, NULL, "%s", answer);
        if (!sizes_read(mem, text_copy_n(mem, answer, n), &t) || !output_read(mem, made, &t.file))
                return refuse(why, R_FILE_TYPE, NULL, "读不出来");
        *out = t;
        return true;
}

static bool run(struct arena *mem, const char *path, const int high[3], int pipe_end, struct tame_pdf *out, struct why *why)
{
        char *answer = arena_take(mem, ANSWER_MAX + 1);
        int status = 0, err;
        bool whole;
        size_t n = 0;
        pid_t pid;

        err = spawn(path, high, &pid);
        close(high[2]);
        if (err)
                return fail(why, "%s 启动不了：%s", path, strerror(err));
        whole = answer_read(pipe_end, answer, ANSWER_MAX, &n);
        if (!whole)
                kill(pid, SIGKILL);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
                ;
        return judged(mem, status, answer, n, high[1], out, why);
}

bool pdf_tame(struct arena *mem, int fd, struct tame_pdf *out, struct why *why)
{
        char path[4096];
        struct stat s;
        int ends[2], made, high[3];
        bool ok;

        if (fstat(fd, &s) || s.st_size > IN_MAX)
                return refuse(why, R_FILE_TYPE, NULL, "超过 %d MB", (int)(IN_MAX >> 20));
        if (!program_path(path, sizeof path))
                return fail(why, "找不到 mingjing-pdf");
        made = memfd_create("tame", MFD_CLOEXEC);
        if (made < 0 || pipe2(ends, O_CLOEXEC)) {
                if (made >= 0)
                        close(made);
                return fail(why, "mingjing-pdf：%s", strerror(errno));
        }
        high[0] = fcntl(fd, F_DUPFD_CLOEXEC, 16);       /* so that 0 to 3 can be set in any order */
        high[1] = fcntl(made, F_DUPFD_CLOEXEC, 16);
        high[2] = fcntl(ends[1], F_DUPFD_CLOEXEC, 16);
        close(ends[1]);
        close(made);
        ok = run(mem, path, high, ends[0], out, why);
        close(ends[0]);
        close(high[0]);
        close(high[1]);
        return ok;
}
