/* cli_dock.c - `mingjing dock`: watches the folder that a docking station writes into, and takes every complete file in once.
 *
 * Where it stands is known by content: after a crash files are read again, and what is in already is passed over.  So that a large folder need
 * not be read again each time, what was taken is noted beside the store, outside the folder; losing that note costs time only.
 */
#include "blob/blob.h"
#include "cli/dock_folder.h"
#include "cli/dock_take.h"
#include "cli/site.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define BATCH 200               /* files before their devices are compared */
#define ONCE_LOOKS 120
#define SOON 1000               /* ms: the system tells of a close a moment before the file counts as closed */
#define CLOCK_FILE "clock.csv"
#define CLOCK_FILE_MAX ((size_t)1 << 20)

struct seen { int64_t dev, ino, size, changed; };
struct docking {
        struct cli *x;
        struct taking t;
        struct acting acting;
        struct folder *folder;
        struct seen *seen; size_t n_seen;
        int seen_fd, stop;
        int ms;                         /* between looks */
        bool once, stopped, again;      /* again: something was not yet as it will be: look again soon */
        int64_t taken, already, refused, failed;
};

/* ---- what was taken before ---- */

static int by_seen(const void *pa, const void *pb)
{
        return memcmp(pa, pb, sizeof(struct seen));
}

static bool seen_load(struct docking *d, const char *dir)
{
        struct cli *x = d->x;
        char real[PATH_MAX];
        const char *whole = realpath(dir, real) ? real : dir;
        struct hash name = hash_bytes(HASH_SHA256, whole, strlen(whole));
        const char *path = text_make(x->mem, "%s/dock-%.16s.seen", blobs_folder(d->acting.blobs), hex_text(x->mem, name.b, sizeof name.b));
        FILE *f;
        struct seen s;
        size_t room = 0;

        d->seen_fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        f = d->seen_fd < 0 ? NULL : fopen(path, "re");
        if (!f)
                return fail(&x->why, "记不下已经收过哪些文件：%s：%s", path, strerror(errno));
        while (fscanf(f, "%lld %lld %lld %lld", (long long *)&s.dev, (long long *)&s.ino, (long long *)&s.size, (long long *)&s.changed) == 4) {
                if (d->n_seen == room) {
                        d->seen = arena_grow(x->mem, d->seen, room * sizeof *d->seen, (2 * room + 256) * sizeof *d->seen);
                        room = 2 * room + 256;
                }
                d->seen[d->n_seen++] = s;
        }
        fclose(f);
        if (d->n_seen)
                qsort(d->seen, d->n_seen, sizeof *d->seen, by_seen);
        return true;
}

static bool seen_before(const struct docking *d, const struct folder_file *e)
{
        struct seen s = { e->dev, e->ino, e->size, e->changed };

        return d->n_seen && bsearch(&s, d->seen, d->n_seen, sizeof s, by_seen);
}

static void seen_note(struct docking *d, const struct folder_file *e)
{
        if (dprintf(d->seen_fd, "%lld %lld %lld %lld\n", (long long)e->dev, (long long)e->ino, (long long)e->size, (long long)e->changed) < 0)
                fprintf(stderr, "mingjing: 记不下已经收过的文件：%s\n", strerror(errno));
}

/* ---- clocks ---- */

static void clock_told(struct docking *d, const char *line, const struct why *why)
{
        fprintf(stderr, "mingjing: 时钟 %s：%s\n", line, why->kind == WHY_REFUSED ? why_sentence(why) : why->detail);
        *(why->kind == WHY_REFUSED ? &d->refused : &d->failed) += 1;
}

/* "DSJ-0217,2024-09-18 08:53:10,2024-09-18 08:50:00": the device's time, then the station's. */
static void clock_line(struct docking *d, struct arena *mem, char *line)
{
        struct hash key = hash_bytes(HASH_SHA256, line, strlen(line));
        struct why why = { .mem = mem };
        struct instant shown, real;
        size_t n;
        char **part = text_split(mem, line, ',', &n);

        if (!*text_trim(mem, line) || *line == '#')
                return;
        if (n != 3 || !utf8_valid(line, strlen(line)) || !instant_parse_local(text_trim(mem, part[1]), &shown) ||
            !instant_parse_local(text_trim(mem, part[2]), &real))
                refuse(&why, R_ARG_TYPE, "clock", "应为 设备编号,设备时间,实际时间");
        else if (take_clock(&d->t, mem, text_trim(mem, part[0]), shown, real, text_make(mem, "clock:%s", hex_text(mem, key.b, sizeof key.b)), &why))
                return;
        clock_told(d, dock_name_clean(mem, line, strlen(line)), &why);
}

static void clock_file(struct docking *d, struct arena *mem, int fd)
{
        char *text = arena_take(mem, CLOCK_FILE_MAX + 1);
        ssize_t n = pread(fd, text, CLOCK_FILE_MAX, 0);
        size_t lines;
        char **line = text_split(mem, n > 0 ? text_replace(mem, text, "\r", "") : "", '\n', &lines);

        for (size_t i = 0; i < lines; i++)
                clock_line(d, mem, line[i]);
}

static bool clocks_given(struct docking *d)
{
        struct cli *x = d->x;

        for (size_t i = 0; i < x->n_options; i++) {
                const char *value = x->options[i].value, *equals = strchr(value, '=');
                struct instant shown;

                if (strcmp(x->options[i].name, "clock"))
                        continue;
                if (!equals || !instant_parse_local(equals + 1, &shown))
                        return refuse(&x->why, R_ARG_TYPE, "clock", "--clock 应写成 设备编号=设备显示的时间");
                if (!take_clock(&d->t, x->mem, text_copy_n(x->mem, value, (size_t)(equals - value)), shown, d->t.now.ms ? d->t.now : moment_now(), NULL,
                                &x->why))
                        return false;
        }
        return true;
}

/* ---- one round ---- */

struct batch { struct took_in at[BATCH]; struct folder_file *of[BATCH]; size_t n; };

static void report(struct docking *d, struct arena *mem, const struct took_in *w)
{
        int64_t *counts[] = { &d->taken, &d->already, &d->refused, &d->failed, NULL };

        if (w->k.how == TAKEN_MOVED)
                return;
        (*counts[w->k.how])++;
        cli_print(taken_json(mem, w->path, &w->k));
        fflush(stdout);
}

static void take_one(struct docking *d, struct arena *mem, struct folder_file *e, struct batch *b)
{
        struct took_in *w = &b->at[b->n];
        struct why why = { .mem = mem };
        int fd = folder_read(d->folder, e->path, &why);

        if (fd < 0 || !folder_same(e, fd) || folder_busy(fd)) {         /* gone, changed, being written: a later look says */
                d->again = true;
                if (fd >= 0)
                        close(fd);
                return;
        }
        if (!strcmp(e->path, CLOCK_FILE)) {
                clock_file(d, mem, fd);
                e->done = true;
        } else {
                *w = (struct took_in){ .path = e->path };
                take_file(&d->t, mem, fd, e->path, &w->k);
                if (!folder_same(e, fd) && w->k.how < TAKEN_REFUSED)
                        w->k.how = TAKEN_MOVED;
                d->again = d->again || w->k.how == TAKEN_MOVED;
                b->of[b->n++] = e;
        }
        close(fd);
}

static bool batch_end(struct docking *d, struct arena *mem, struct batch *b)
{
        bool ok = !b->n || take_flags(&d->t, mem, b->at, b->n, &d->x->why);

        for (size_t i = 0; i < b->n; i++) {
                report(d, mem, &b->at[i]);
                if (ok && b->at[i].k.how <= TAKEN_ALREADY)
                        seen_note(d, b->of[i]);
                b->of[i]->done = b->at[i].k.how < TAKEN_FAILED || (d->once && b->at[i].k.how == TAKEN_FAILED);
        }
        b->n = 0;
        return ok;
}

/* Clocks first: they correct the times of what comes with them. */
static bool round_take(struct docking *d)
{
        struct batch *b = memory_take(sizeof *b);
        bool ok = true;

        for (int pass = 0; pass < 2; pass++)
                for (size_t i = 0; i < folder_count(d->folder) && ok && !d->stopped; ) {
                        struct arena *mem = arena_new();

                        for (; i < folder_count(d->folder) && b->n < BATCH && !d->stopped; i++) {
                                struct folder_file *e = folder_file(d->folder, i);
                                bool clocks = !strcmp(e->path, CLOCK_FILE);

                                if (!e->done && seen_before(d, e) && !clocks)
                                        e->done = true;
                                if (!e->done && e->complete && clocks == !pass)
                                        take_one(d, mem, e, b);
                                ok = folder_wait(d->folder, 0, d->stop, &d->stopped, &d->x->why) && ok;
                        }
                        ok = batch_end(d, mem, b) && ok;
                        arena_free(mem);
                }
        memory_free(b);
        return ok;
}

static bool all_done(struct docking *d)
{
        for (size_t i = 0; i < folder_count(d->folder); i++)
                if (!folder_file(d->folder, i)->done)
                        return false;
        return true;
}

static bool rounds(struct docking *d)
{
        for (int looks = 0; !d->stopped; looks++) {
                d->again = false;
                if (!folder_look(d->folder, d->ms, &d->x->why))
                        return false;
                if (!looks && !d->once)         /* from here on nothing that is written goes unnoticed */
                        fprintf(stderr, "看守 %s，有变化即收，没有变化每 %d 秒看一遍\n", d->x->words[0], d->ms / 1000);
                if (!round_take(d))
                        return false;
                if (d->once && all_done(d))
                        return true;
                if (d->once && looks >= ONCE_LOOKS)
                        return fail(&d->x->why, "有文件一直在变，没有收完");
                if (!d->stopped && !folder_wait(d->folder, d->again && d->ms > SOON ? SOON : d->ms, d->stop, &d->stopped, &d->x->why))
                        return false;
        }
        return true;
}

static bool outcome(struct docking *d)
{
        fprintf(stderr, "收到 %lld，已有 %lld，不收 %lld，没有成功 %lld；略过隐藏文件和链接 %zu\n", (long long)d->taken, (long long)d->already,
                (long long)d->refused, (long long)d->failed, folder_passed_over(d->folder));
        if (d->failed)
                return fail(&d->x->why, "%lld 个文件没有成功，下次再收", (long long)d->failed);
        return !d->refused || refuse(&d->x->why, R_INTAKE_STATE, NULL, "%lld 项没有收，原因见各行", (long long)d->refused);
}

/* A lease that is asked for while somebody opens the file would signal SIGIO: nobody waits for that. */
static int stop_fd(void)
{
        sigset_t set, lease;

        sigemptyset(&lease);
        sigaddset(&lease, SIGIO);
        sigprocmask(SIG_BLOCK, &lease, NULL);
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        return sigprocmask(SIG_BLOCK, &set, NULL) ? -1 : signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool dock_open(struct docking *d)
{
        struct cli *x = d->x;
        int64_t seconds = 5;

        if (x->n_words != 1)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (cli_option(x, "interval") && !text_int(cli_option(x, "interval"), 1, 86400, &seconds))
                return refuse(&x->why, R_ARG_RANGE, "interval", "--interval 应为 1 至 86400 秒");
        d->ms = (int)seconds * 1000;
        d->once = cli_flag(x, "once");
        d->t.source = "dock";
        d->t.batch = cli_option(x, "batch");
        d->t.acting = &d->acting;
        d->stop = stop_fd();
        d->folder = folder_open(x->words[0], true, &x->why);
        return d->folder && taking_open(x, &d->t) && seen_load(d, x->words[0]) && clocks_given(d);
}

bool sub_dock(struct cli *x)
{
        struct docking d = { .x = x, .seen_fd = -1 };
        bool ok = dock_open(&d) && rounds(&d) && outcome(&d);

        folder_close(d.folder);
        if (d.t.acting)
                taking_close(&d.t);
        if (d.seen_fd >= 0)
                close(d.seen_fd);
        return ok;
}
