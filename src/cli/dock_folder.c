/* dock_folder.c - see dock_folder.h.  Each look makes the list anew and takes over what was known of the same file; inotify only says when to
 * look, and which file was closed: what it forgets in a rush is found by the next look. */
#include "cli/dock_folder.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#define DEPTH_MAX 16
#define FILES_MAX ((size_t)1000000)
#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW)

struct list { struct arena *mem; struct folder_file *at; size_t n, room, passed; };
struct watched { int wd; char *path; };                 /* of a folder below; "" itself */
struct folder {
        int fd, inotify;
        struct arena *mem, *closed_mem;                 /* of the watched folders; of what was closed since the last look */
        struct list now;
        struct watched *folders; size_t n_folders, folders_room;
        char **closed; size_t n_closed, closed_room;
        bool happened;                                  /* something was told since the last look */
};

struct folder *folder_open(const char *dir, bool watch, struct why *why)
{
        struct folder *f = memory_take(sizeof *f);

        f->mem = arena_new();
        f->closed_mem = arena_new();
        f->now.mem = arena_new();
        f->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        f->inotify = watch ? inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1;
        if (f->fd >= 0 && (!watch || f->inotify >= 0))
                return f;
        fail(why, "打不开文件夹 %s：%s", dir, strerror(errno));
        folder_close(f);
        return NULL;
}

void folder_close(struct folder *f)
{
        if (!f)
                return;
        if (f->fd >= 0)
                close(f->fd);
        if (f->inotify >= 0)
                close(f->inotify);
        arena_free(f->mem);
        arena_free(f->closed_mem);
        arena_free(f->now.mem);
        memory_free(f);
}

size_t folder_count(const struct folder *f) { return f->now.n; }
struct folder_file *folder_file(struct folder *f, size_t i) { return &f->now.at[i]; }
size_t folder_passed_over(const struct folder *f) { return f->now.passed; }

/* ---- looking ---- */

/* Watched by the open descriptor: a name could have become something else meanwhile. */
static void watch_add(struct folder *f, int fd, const char *path)
{
        char self[64];
        int wd;

        snprintf(self, sizeof self, "/proc/self/fd/%d/.", fd);
        wd = f->inotify >= 0 ? inotify_add_watch(f->inotify, self, EVENTS & ~(unsigned)IN_DONT_FOLLOW) : -1;
        if (wd < 0)
                return;                 /* too many watches: the looks go on */
        for (size_t i = 0; i < f->n_folders; i++)
                if (f->folders[i].wd == wd)
                        return;
        if (f->n_folders == f->folders_room) {
                f->folders = arena_grow(f->mem, f->folders, f->n_folders * sizeof *f->folders, (2 * f->n_folders + 16) * sizeof *f->folders);
                f->folders_room = 2 * f->n_folders + 16;
        }
        f->folders[f->n_folders++] = (struct watched){ wd, text_copy(f->mem, path) };
}

static void file_add(struct list *l, const char *path, const struct stat *s)
{
        if (l->n == l->room) {
                l->at = arena_grow(l->mem, l->at, l->n * sizeof *l->at, (2 * l->n + 64) * sizeof *l->at);
                l->room = 2 * l->n + 64;
        }
        l->at[l->n++] = (struct folder_file){ .path = path, .size = s->st_size, .dev = (int64_t)s->st_dev, .ino = (int64_t)s->st_ino,
                .changed = (int64_t)s->st_mtim.tv_sec * 1000000000 + s->st_mtim.tv_nsec };
}

/* Copying programs write under a name of their own first. */
static bool half_done(const char *name)
{
        static const char *const ends[] = { ".part", ".tmp", ".partial", "~", NULL };
        size_t n = strlen(name);

        for (size_t i = 0; ends[i]; i++)
                if (n > strlen(ends[i]) && !strcasecmp(name + n - strlen(ends[i]), ends[i]))
                        return true;
        return *name == '.';
}

static bool walk(struct folder *f, struct list *l, int fd, const char *path, int depth, struct why *why);

static bool entry_add(struct folder *f, struct list *l, int fd, const char *path, const char *name, int depth, struct why *why)
{
        const char *whole = *path ? text_make(l->mem, "%s/%s", path, name) : text_copy(l->mem, name);
        struct stat s;
        int inner;

        if (fstatat(fd, name, &s, AT_SYMLINK_NOFOLLOW))
                return errno == ENOENT || fail(why, "读不了采集文件夹：%s", strerror(errno));
        if (S_ISREG(s.st_mode) && !half_done(name) && l->n < FILES_MAX)
                return file_add(l, whole, &s), true;
        if (!S_ISDIR(s.st_mode) || *name == '.' || depth >= DEPTH_MAX)
                return l->passed++, true;
        inner = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        return inner < 0 ? (l->passed++, true) : walk(f, l, inner, whole, depth + 1, why);
}

/* Takes fd over. */
static bool walk(struct folder *f, struct list *l, int fd, const char *path, int depth, struct why *why)
{
        DIR *d;
        struct dirent *e;
        bool ok = true;

        watch_add(f, fd, path);
        d = fdopendir(fd);
        if (!d) {
                close(fd);
                return fail(why, "读不了采集文件夹：%s", strerror(errno));
        }
        while (ok && (e = readdir(d)))
                if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
                        ok = entry_add(f, l, dirfd(d), path, e->d_name, depth, why);
        closedir(d);
        return ok;
}

static int by_path(const void *a, const void *b)
{
        return strcmp(((const struct folder_file *)a)->path, ((const struct folder_file *)b)->path);
}

bool folder_same(const struct folder_file *e, int fd)
{
        struct stat s;

        return !fstat(fd, &s) && (int64_t)s.st_size == e->size && (int64_t)s.st_ino == e->ino && (int64_t)s.st_dev == e->dev &&
               (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec == e->changed;
}

/* A lease for reading is only given where nobody writes; who may not ask for one learns nothing and goes by the quiet. */
bool folder_busy(int fd)
{
        bool busy = fcntl(fd, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;

        (void)fcntl(fd, F_SETLEASE, F_UNLCK);
        return busy;
}

static bool unchanged(const struct folder_file *a, const struct folder_file *b)
{
        return a->size == b->size && a->changed == b->changed && a->ino == b->ino && a->dev == b->dev;
}

static bool was_closed(const struct folder *f, const char *path)
{
        for (size_t i = 0; i < f->n_closed; i++)
                if (!strcmp(f->closed[i], path))
                        return true;
        return false;
}

/* Only differences count: how long a file has been left alone. */
static int64_t clock_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Both lists are in the order of paths. */
static void take_over(struct folder *f, struct list *fresh, int quiet)
{
        int64_t now = clock_ms();
        size_t k = 0;

        for (size_t i = 0; i < fresh->n; i++) {
                struct folder_file *e = &fresh->at[i];
                bool same;

                while (k < f->now.n && strcmp(f->now.at[k].path, e->path) < 0)
                        k++;
                same = k < f->now.n && !strcmp(f->now.at[k].path, e->path) && unchanged(&f->now.at[k], e);
                e->done = same && f->now.at[k].done;
                e->since = same ? f->now.at[k].since : now;
                e->complete = (same && f->now.at[k].complete) || now - e->since >= quiet || was_closed(f, e->path);
        }
}

bool folder_look(struct folder *f, int quiet, struct why *why)
{
        struct list fresh = { .mem = arena_new() };
        int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        f->happened = false;            /* before it looks: what happens meanwhile asks for another look */
        if (fd < 0 || !walk(f, &fresh, fd, "", 0, why)) {
                arena_free(fresh.mem);
                return fail(why, "读不了采集文件夹：%s", strerror(errno));
        }
        if (fresh.n)
                qsort(fresh.at, fresh.n, sizeof *fresh.at, by_path);
        take_over(f, &fresh, quiet);
        arena_reset(f->closed_mem);
        f->closed = NULL;
        f->n_closed = f->closed_room = 0;
        arena_free(f->now.mem);
        f->now = fresh;
        return true;
}

/* ---- reading ---- */

/* One step after the other, so that no link on the way is followed. */
int folder_read(struct folder *f, const char *path, struct why *why)
{
        int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), next;
        struct arena *mem = arena_new();
        struct stat s;
        size_t n;
        char **steps = text_split(mem, path, '/', &n);

        for (size_t i = 0; i < n && fd >= 0; i++) {
                int way = i + 1 < n ? O_DIRECTORY : O_NONBLOCK;

                next = strcmp(steps[i], "..") ? openat(fd, steps[i], O_RDONLY | O_NOFOLLOW | O_CLOEXEC | way) : -1;
                close(fd);
                fd = next;
        }
        arena_free(mem);
        if (fd >= 0 && !fstat(fd, &s) && S_ISREG(s.st_mode))
                return fd;
        if (fd >= 0)
                close(fd);
        fail(why, "文件已经不在，或者不是普通文件");
        return -1;
}

/* ---- waiting ---- */

static void closed_add(struct folder *f, const struct inotify_event *e)
{
        const char *path = NULL;

        for (size_t i = 0; i < f->n_folders; i++)
                if (f->folders[i].wd == e->wd)
                        path = f->folders[i].path;
        if (!path || !e->len || !(e->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)))
                return;
        if (f->n_closed == f->closed_room) {
                f->closed = arena_grow(f->closed_mem, f->closed, f->n_closed * sizeof *f->closed, (2 * f->n_closed + 64) * sizeof *f->closed);
                f->closed_room = 2 * f->n_closed + 64;
        }
        f->closed[f->n_closed++] = *path ? text_make(f->closed_mem, "%s/%s", path, e->name) : text_copy(f->closed_mem, e->name);
}

static void events_read(struct folder *f)
{
        _Alignas(struct inotify_event) char block[16384];
        ssize_t n;

        while ((n = read(f->inotify, block, sizeof block)) > 0) {
                f->happened = true;
                for (ssize_t at = 0; at < n;) {
                        const struct inotify_event *e = (const struct inotify_event *)(const void *)(block + at);

                        closed_add(f, e);
                        at += (ssize_t)(sizeof *e + e->len);
                }
        }
}

bool folder_wait(struct folder *f, int ms, int stop, bool *stopped, struct why *why)
{
        struct pollfd p[] = { { .fd = f->inotify, .events = POLLIN }, { .fd = stop, .events = POLLIN } };
        int n = poll(p, 2, f->happened ? 0 : ms);

        if (n < 0 && errno != EINTR)
                return fail(why, "等不了采集文件夹：%s", strerror(errno));
        *stopped = n > 0 && p[1].revents;
        if (f->inotify >= 0)
                events_read(f);
        return true;
}
