/* main.c - mingjing-media: waits for jobs on descriptor 3 and forks a child for each.  It has loaded the large libraries once, so that a
 * job costs a fork; it never reads a byte of a recording itself, and it ends with its employer. */
#include "media/worker/worker.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CONTROL 3
#define CHILDREN_MAX 64

struct child { pid_t pid; int end; };
static struct child children[CHILDREN_MAX];
static size_t n_children;

/* ---- one child ---- */

#ifdef MEDIA_CRIMES
void job_crime(struct arena *mem, const struct job *job);
#else
static void job_crime(struct arena *mem, const struct job *job)
{
        (void)mem;
        say_refused(REFUSED_RANGE, "没有第 %d 种", job->count);
}
#endif

static void job_ocr_there(struct arena *mem, const struct job *job)
{
        (void)mem, (void)job;
#ifdef MEDIA_OCR
        say_text(RECORD_TEXT, "1");
#endif
}

typedef void job_fn(struct arena *mem, const struct job *job);
static job_fn *const jobs[JOB__MAX] = { [JOB_PROBE] = job_probe, [JOB_PICTURES] = job_pictures, [JOB_STILL] = job_still,
        [JOB_WAVEFORM] = job_waveform,
        [JOB_CLIP] = job_clip, [JOB_BLUR] = job_blur, [JOB_SOUND] = job_sound, [JOB_OCR] = job_ocr, [JOB_OCR_THERE] = job_ocr_there,
        [JOB_CRIME] = job_crime };

/* The three files to their numbers; everything else is closed. */
static void files_arrange(const int fds[FD__MAX])
{
        int from = fcntl(fds[FD_FROM], F_DUPFD, 16), to = fcntl(fds[FD_TO], F_DUPFD, 16),
                answer = fcntl(fds[FD_ANSWER], F_DUPFD, 16);

        must(from >= 0 && to >= 0 && answer >= 0);
        must(dup2(from, IN) == IN && dup2(to, TO) == TO && dup2(answer, ANSWER) == ANSWER);
        must(close_range(LAST + 1, ~0u, 0) == 0);
}

_Noreturn static void child_run(struct jail *jail, const struct job *job, const int fds[FD__MAX])
{
        sigset_t none;

        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        files_arrange(fds);
        if (job->kind == JOB_OCR && !ocr_ready())
                say_refused(REFUSED_ENGINE, "没有安装文字识别（Debian：libtesseract-dev tesseract-ocr-chi-sim，安装后重新编译）");
        jail_limit(job);
        jail_shut(jail);
        jobs[job->kind](arena_new(), job);
        say_done();
}

/* ---- the parent ---- */

static void end_tell(int fd, int status)
{
        struct end e = { .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                .code = WIFEXITED(status) ? WEXITSTATUS(status) : 0 };

        (void)!write(fd, &e, sizeof e); /* who asked may be gone */
        close(fd);
}

static void children_reap(int signals)
{
        struct signalfd_siginfo info;
        int status;
        pid_t pid;

        while (read(signals, &info, sizeof info) == sizeof info)
                ;
        while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
                for (size_t i = 0; i < n_children; i++)
                        if (children[i].pid == pid) {
                                end_tell(children[i].end, status);
                                children[i] = children[--n_children];
                                break;
                        }
}

static bool job_valid(const struct job *job, ssize_t n)
{
        return n == (ssize_t)sizeof *job && job->magic == JOB_MAGIC && job->kind < JOB__MAX && job->n_regions >= 0 &&
                job->n_regions <= MEDIA_REGIONS_MAX;
}

static void job_begin(struct jail *jail, const struct job *job, const int fds[FD__MAX])
{
        pid_t pid = n_children < CHILDREN_MAX ? fork() : -1;

        if (pid == 0)
                child_run(jail, job, fds);
        if (pid > 0)
                children[n_children++] = (struct child){ pid, fds[FD_END] };
        else
                end_tell(fds[FD_END], 1 << 8);
        close(fds[FD_FROM]);
        close(fds[FD_TO]);
        close(fds[FD_ANSWER]);
}

/* False: the employer is gone. */
static bool job_receive(struct jail *jail)
{
        static struct job job;
        union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int) * FD__MAX)]; } c;
        struct iovec v = { &job, sizeof job };
        struct msghdr msg = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = c.room, .msg_controllen = sizeof c.room };
        ssize_t n = recvmsg(CONTROL, &msg, MSG_CMSG_CLOEXEC);
        struct cmsghdr *h = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
        int fds[FD__MAX];

        if (n <= 0)
                return n < 0 && errno == EINTR;
        if (!h || h->cmsg_type != SCM_RIGHTS || h->cmsg_len != CMSG_LEN(sizeof fds))
                return false;
        memcpy(fds, CMSG_DATA(h), sizeof fds);
        if (!job_valid(&job, n)) {
                fprintf(stderr, "mingjing-media: a job of another build\n");
                return false;
        }
        job_begin(jail, &job, fds);
        return true;
}

/* The reader of an answer went away: its child is of no use any more. */
static void children_watch(const struct pollfd *w, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (w[i].revents & POLLERR)
                        kill(children[i].pid, SIGKILL);
}

static void serve(struct jail *jail, int signals)
{
        struct pollfd w[2 + CHILDREN_MAX] = { { CONTROL, POLLIN, 0 }, { signals, POLLIN, 0 } };
        size_t n;

        for (;;) {
                n = n_children;
                for (size_t i = 0; i < n; i++)
                        w[2 + i] = (struct pollfd){ children[i].end, 0, 0 };
                if (poll(w, 2 + n, -1) < 0 && errno != EINTR)
                        return;
                children_watch(w + 2, n);
                if (w[1].revents)
                        children_reap(signals);
                if (w[0].revents && !job_receive(jail))
                        return;
        }
}

/* Tables of character sets that transport streams name their programs in: the demuxer would look for them on disk when it meets one. */
static void charsets_load(void)
{
        static const char *const names[] = { "ISO6937", "UCS-2BE", "KSC_5601", "GB2312", "BIG5", "UTF-8", "ISO-8859-1",
                "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5",
                "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-10", "ISO-8859-11", "ISO-8859-13",
                        "ISO-8859-14", "ISO-8859-15" };

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                (void)iconv_open("UTF-8", names[i]);    /* never closed, so that it stays */
}

int main(int argc, char **argv)
{
        socklen_t n = sizeof(int);
        sigset_t mask;
        int type, signals;

        (void)argv;
        if (argc > 1 || getsockopt(CONTROL, SOL_SOCKET, SO_TYPE, &type, &n) || type != SOCK_SEQPACKET) {
                fprintf(stderr, "mingjing-media is started by mingjing and has no options.\n");
                return 2;
        }
        sigemptyset(&mask);
        sigaddset(&mask, SIGCHLD);
        signal(SIGPIPE, SIG_IGN);
        sigprocmask(SIG_BLOCK, &mask, NULL);
        signals = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
        must(signals >= 0);
        charsets_load();
        charset_load();
        tzset();                /* now, while it may still read a file */
        av_log_set_level(AV_LOG_QUIET);
        serve(jail_make(), signals);
        for (size_t i = 0; i < n_children; i++)
                kill(children[i].pid, SIGKILL);
        _exit(0);               /* what was loaded for life needs no taking down */
}
