/* host.c - our side of the wire: starts mingjing-media, hands over jobs with their files, and reads answers that may be lies.
 * Never parses a recording; never waits without a limit; never trusts a length, a tag or a text that comes back. */
#include "media/host.h"
#include "base/setting.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define JOBS 2
#define SECONDS 60
#define SLOW 30
#define MEMORY ((int64_t)3 << 29)
#define OUTPUT ((int64_t)64 << 30)
#define SLOW_DISK ((int64_t)20 << 20)   /* bytes a second that must be reached: a second more for each */
#define GRACE 10                        /* seconds: the child's own alarm comes first */
#define CONTROL 3

struct media {
        struct media_setup setup;
        char worker[4096];
        pthread_mutex_t lock;
        pthread_cond_t ended;
        int running, slow;      /* children at work, and those of them that may take long */
        int control;            /* to mingjing-media; -1: not started */
        pid_t pid;
};

/* ---- the worker program ---- */

static bool worker_beside(char *out, size_t room)
{
        ssize_t n = readlink("/proc/self/exe", out, room - 1);
        char *slash;

        if (n < 0)
                return false;
        out[n] = 0;
        slash = strrchr(out, '/');
        room -= slash ? (size_t)(slash + 1 - out) : 0;
        return slash && snprintf(slash + 1, room, "mingjing-media") < (int)room;
}

struct media *media_open(const struct media_setup *setup, struct why *why)
{
        struct media *m = memory_take(sizeof *m);
        const char *path = setup && setup->worker ? setup->worker : setting_text("media");
        bool ok;

        if (setup)
                m->setup = *setup;
        m->setup.jobs = m->setup.jobs ? m->setup.jobs : JOBS;
        m->setup.seconds = m->setup.seconds ? m->setup.seconds : SECONDS;
        m->setup.memory = m->setup.memory ? m->setup.memory : MEMORY;
        m->setup.output = m->setup.output ? m->setup.output : OUTPUT;
        m->control = -1;
        if (path)
                ok = snprintf(m->worker, sizeof m->worker, "%s", path) < (int)sizeof m->worker;
        else
                ok = worker_beside(m->worker, sizeof m->worker);
        if (!ok) {
                memory_free(m);
                fail(why, "找不到 mingjing-media");
                return NULL;
        }
        pthread_mutex_init(&m->lock, NULL);
        pthread_cond_init(&m->ended, NULL);
        return m;
}

/* What the worker gets to see of our environment: no address, key or password. */
static char **environment(char *room[8])
{
        static char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C", zone[] = "TZ=UTC", threads[] = "OMP_THREAD_LIMIT=1";
        static const char *const kept[] = { "TESSDATA_PREFIX=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=" };
        extern char **environ;
        size_t n = 0;

        room[n++] = path;
        room[n++] = locale;
        room[n++] = zone;
        room[n++] = threads;
        for (char **e = environ; *e; e++)
                for (size_t i = 0; i < sizeof kept / sizeof *kept && n < 7; i++)
                        if (text_starts(*e, kept[i]))
                                room[n++] = *e;
        room[n] = NULL;
        return room;
}

/* posix_spawn: safe with threads, and quick however large this process is. */
static int spawn(const char *path, int socket, pid_t *pid)
{
        posix_spawn_file_actions_t files;
        posix_spawnattr_t how;
        sigset_t none, usual;
        char *argv[] = { (char *)"mingjing-media", NULL }, *room[8];
        int err;

        sigemptyset(&none);
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        sigaddset(&usual, SIGCHLD);
        sigaddset(&usual, SIGINT);
        sigaddset(&usual, SIGTERM);
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&files, socket, CONTROL);
        posix_spawn_file_actions_addclosefrom_np(&files, CONTROL + 1);
        posix_spawnattr_init(&how);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setsigmask(&how, &none);
        posix_spawnattr_setsigdefault(&how, &usual);
        err = posix_spawn(pid, path, &files, &how, argv, environment(room));
        posix_spawnattr_destroy(&how);
        posix_spawn_file_actions_destroy(&files);
        return err;
}

static bool worker_start(struct media *m, struct why *why)
{
        int two[2], high, err;

        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, two))
                return fail(why, "mingjing-media：%s", strerror(errno));
        high = fcntl(two[1], F_DUPFD_CLOEXEC, 16);      /* so that 0 to 3 can be set in any order */
        err = high < 0 ? errno : spawn(m->worker, high, &m->pid);
        close(two[1]);
        if (high >= 0)
                close(high);
        if (err) {
                close(two[0]);
                return fail(why, "%s 启动不了：%s", m->worker, strerror(err));
        }
        m->control = two[0];
        return true;
}

static void worker_end(struct media *m)
{
        if (m->control < 0)
                return;
        close(m->control);      /* it kills its children and goes */
        m->control = -1;
        while (waitpid(m->pid, NULL, 0) < 0 && errno == EINTR)
                ;
}

void media_close(struct media *m)
{
        if (!m)
                return;
        worker_end(m);
        pthread_cond_destroy(&m->ended);
        pthread_mutex_destroy(&m->lock);
        memory_free(m);
}

static bool job_send(int control, const struct job *job, const int fds[FD__MAX])
{
        union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int) * FD__MAX)]; } c = { .room = { 0 } };
        struct iovec v = { (void *)job, sizeof *job };
        struct msghdr msg = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = c.room, .msg_controllen = sizeof c.room };
        ssize_t n;

        c.head.cmsg_level = SOL_SOCKET;
        c.head.cmsg_type = SCM_RIGHTS;
        c.head.cmsg_len = CMSG_LEN(sizeof(int) * FD__MAX);
        memcpy(CMSG_DATA(&c.head), fds, sizeof(int) * FD__MAX);
        while ((n = sendmsg(control, &msg, MSG_NOSIGNAL)) < 0 && errno == EINTR)
                ;
        return n == sizeof *job;
}

/* Hands the job over; a worker that somebody killed is started again, once. */
static bool job_start(struct media *m, const struct job *job, const int fds[FD__MAX], struct why *why)
{
        bool ok = false;

        pthread_mutex_lock(&m->lock);
        for (int round = 0; round < 2 && !ok; round++) {
                if (m->control < 0 && !worker_start(m, why))
                        break;
                ok = job_send(m->control, job, fds);
                if (!ok)
                        worker_end(m);
        }
        pthread_mutex_unlock(&m->lock);
        return ok || fail(why, "%s 不接受任务", m->worker);
}

/* Long jobs leave one turn for looks, so that an upload does not wait for somebody's film. */
static void turn_wait(struct media *m, bool slow)
{
        int most = m->setup.jobs > 1 ? m->setup.jobs - 1 : 1;

        pthread_mutex_lock(&m->lock);
        while (m->running >= m->setup.jobs || (slow && m->slow >= most))
                pthread_cond_wait(&m->ended, &m->lock);
        m->running++;
        m->slow += slow;
        pthread_mutex_unlock(&m->lock);
}

static void turn_end(struct media *m, bool slow)
{
        pthread_mutex_lock(&m->lock);
        m->running--;
        m->slow -= slow;
        pthread_cond_broadcast(&m->ended);
        pthread_mutex_unlock(&m->lock);
}

/* ---- answers ---- */

/* 1: all n bytes; 0: the end came first; -1: nothing came for too long. */
static int bytes_wait(int fd, void *p, size_t n, int seconds)
{
        struct pollfd w = { fd, POLLIN, 0 };
        ssize_t got;
        int ready;

        for (size_t at = 0; at < n;) {
                while ((ready = poll(&w, 1, seconds * 1000)) < 0 && errno == EINTR)
                        ;
                if (ready <= 0)
                        return -1;
                got = read(fd, (char *)p + at, n - at);
                if (got == 0 || (got < 0 && errno != EINTR))
                        return 0;
                at += got > 0 ? (size_t)got : 0;
        }
        return 1;
}

static bool text_taken(struct arena *mem, struct bytes b, size_t max, const char **out)
{
        if (b.n > max || text_check((const char *)b.p, b.n))
                return false;
        *out = text_copy_n(mem, (const char *)b.p, b.n);
        return true;
}

static bool picture_taken(struct bytes b, struct answer *a)
{
        struct record_picture r;

        if (a->n_pictures == MEDIA_PICTURES_MAX || b.n < sizeof r + 4)
                return false;
        memcpy(&r, b.p, sizeof r);
        b = (struct bytes){ b.p + sizeof r, b.n - sizeof r };
        if (r.width <= 0 || r.height <= 0 || b.p[0] != 0xff || b.p[1] != 0xd8 || b.p[2] != 0xff)
                return false;
        a->pictures[a->n_pictures++] = (struct media_picture){ r.at, r.width, r.height, b };
        return true;
}

static bool made_taken(struct arena *mem, struct bytes b, struct answer *a)
{
        if (b.n < sizeof a->part || a->made)
                return false;
        memcpy(&a->part, b.p, sizeof a->part);
        a->made = true;
        return text_taken(mem, (struct bytes){ b.p + sizeof a->part, b.n - sizeof a->part }, 64, &a->type);
}

static bool refused_taken(struct arena *mem, struct bytes b, struct answer *a)
{
        uint32_t code;

        if (b.n < sizeof code)
                return false;
        memcpy(&code, b.p, sizeof code);
        a->refused = true;
        a->code = (enum refused)code;
        return code <= REFUSED_OUTPUT && text_taken(mem, (struct bytes){ b.p + sizeof code, b.n - sizeof code }, 4096, &a->words);
}

static bool progress_taken(struct bytes b, const struct media_progress *p, struct answer *a)
{
        uint32_t permille;

        if (b.n != sizeof permille)
                return false;
        memcpy(&permille, b.p, sizeof permille);
        if (permille > 1000)
                return false;
        a->stopped = p && p->tell && !p->tell(p->to, (int)permille);
        return true;
}

/* A record, into its place; false: it is not what was agreed on. */
static bool record_taken(struct arena *mem, uint32_t tag, struct bytes b, const struct media_progress *p, struct answer *a)
{
        switch (tag) {
        case RECORD_FACTS:    a->facts = b; return true;
        case RECORD_WAVE:     a->wave = b; return b.n <= MEDIA_BUCKETS_MAX;
        case RECORD_TEXT:     a->text = b; return !text_check((const char *)b.p, b.n);
        case RECORD_PICTURE:  return picture_taken(b, a);
        case RECORD_PROGRESS: return progress_taken(b, p, a);
        case RECORD_MADE:     return made_taken(mem, b, a);
        case RECORD_REFUSED:  return refused_taken(mem, b, a);
        case RECORD_CHANGE:   return a->n_changes < CHANGES_MAX && text_taken(mem, b, 4096, &a->changes[a->n_changes++]);
        }
        return false;
}

/* Reads until the last record.  False: it did not come, or something came that was not agreed on. */
static bool records_read(struct arena *mem, int fd, int seconds, const struct media_progress *p, struct answer *a)
{
        size_t all = 0;
        struct record r;
        uint8_t *body;

        while (!a->stopped) {
                if (bytes_wait(fd, &r, sizeof r, seconds) != 1 || r.n > RECORD_MAX || (all += r.n + sizeof r) > RECORDS_BYTES_MAX)
                        return false;
                if (r.tag == RECORD_DONE)
                        return true;
                body = arena_take(mem, (size_t)r.n + 1);        /* a NUL after it */
                if (bytes_wait(fd, body, r.n, seconds) != 1 || !record_taken(mem, r.tag, (struct bytes){ body, r.n }, p, a))
                        return false;
        }
        return false;
}

static const char *end_words(struct arena *mem, const struct end *e, bool whole, const struct job *job)
{
        switch (e->signal) {
        case 0:       return whole && !e->code ? NULL : "读取程序的回答不合约定";
        case SIGALRM:
        case SIGXCPU: return text_make(mem, "%d 秒之内读不完", job->seconds);
        case SIGSYS:  return "读取时触发了不允许的操作，已被制止";
        case SIGXFSZ: return "输出超过允许的大小";
        }
        return text_make(mem, "读取程序异常中止（信号 %d）", e->signal);
}

/* Closes answer early if the child says what was not agreed on: it must not wait for us to read more. */
static void answer_read(struct arena *mem, const struct job *job, int *answer, int end, const struct media_progress *p,
        struct answer *a)
{
        struct end e = { .code = -1 };
        bool whole = records_read(mem, *answer, job->seconds + GRACE, p, a);

        if (a->stopped)
                return;         /* the caller closes both, and the child is killed */
        if (!whole) {
                close(*answer);
                *answer = -1;
        }
        if (bytes_wait(end, &e, sizeof e, job->seconds + GRACE) != 1)
                a->broke = "读取程序没有回答";
        else
                a->broke = end_words(mem, &e, whole, job);
        a->much = e.signal == SIGALRM || e.signal == SIGXCPU || e.signal == SIGXFSZ;
        if (!whole && !a->broke)
                a->broke = "读取程序的回答不合约定";
}

static bool job_run(struct media *m, struct arena *mem, struct job *job, int from, int to, const struct media_progress *p,
        struct answer *out, struct why *why)
{
        int answer[2], end[2];
        bool ok;

        if (pipe2(answer, O_CLOEXEC))
                return fail(why, "管道：%s", strerror(errno));
        if (pipe2(end, O_CLOEXEC)) {
                close(answer[0]);
                close(answer[1]);
                return fail(why, "管道：%s", strerror(errno));
        }
        ok = job_start(m, job, (int[FD__MAX]){ from, to < 0 ? from : to, answer[1], end[1] }, why);
        close(answer[1]);
        close(end[1]);
        if (ok)
                answer_read(mem, job, &answer[0], end[0], p, out);
        if (answer[0] >= 0)
                close(answer[0]);
        close(end[0]);
        return ok;
}

bool host_run(struct media *m, struct arena *mem, struct job *job, bool slow, int from, int to, const struct media_progress *p,
              struct answer *out, struct why *why)
{
        struct stat st;
        bool ok;

        if (fstat(from, &st))
                return fail(why, "文件读不了：%s", strerror(errno));
        *out = (struct answer){ .words = "", .type = "" };
        job->magic = JOB_MAGIC;
        job->size = st.st_size;
        job->memory = m->setup.memory;
        job->output = to < 0 ? 0 : job->output ? job->output : m->setup.output;
        job->seconds = m->setup.seconds * (slow ? SLOW : 1) + (int32_t)(st.st_size / SLOW_DISK);
        turn_wait(m, slow);
        ok = job_run(m, mem, job, from, to, p, out, why);
        turn_end(m, slow);
        return ok;
}

pid_t host_worker(struct media *m)
{
        return m->pid;
}

bool host_crime(struct media *m, struct arena *mem, int which, struct answer *out, struct why *why)
{
        struct job job = { .kind = JOB_CRIME, .count = which };
        int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
        bool ok = fd >= 0 && host_run(m, mem, &job, false, fd, -1, NULL, out, why);

        if (fd >= 0)
                close(fd);
        return ok;
}
