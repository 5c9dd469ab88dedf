/* cli_import.c - `mingjing import`: files and folders that somebody brings (a disk, a camera's card), each taken in once, with a report.
 * Nobody writes into them any more: they count as complete. */
#include "cli/dock_folder.h"
#include "cli/dock_take.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH 200

struct importing { struct cli *x; struct taking t; struct acting acting; bool json; int64_t taken, already, refused, failed; };

static void report(struct importing *m, struct arena *mem, const struct took_in *w)
{
        int64_t *counts[] = { &m->taken, &m->already, &m->refused, &m->failed, &m->failed };
        static const char *const words[] = { "收到", "已有", "不收", "失败", "读时有变" };
        const char *why = w->k.why.kind == WHY_REFUSED ? why_sentence(&w->k.why) : w->k.why.kind == WHY_FAILED ? w->k.why.detail : w->k.findings;

        (*counts[w->k.how])++;
        if (m->json)
                cli_print(taken_json(mem, w->path, &w->k));
        else
                printf("%s\t%s\t%lld\t%s\t%s\n", words[w->k.how], w->k.intake >= 0 ? text_make(mem, "%lld", (long long)w->k.intake) : "-",
                       (long long)w->k.size, w->k.file_name, why);
        fflush(stdout);
}

static void take_one(struct importing *m, struct arena *mem, int fd, const char *path, struct took_in *w)
{
        *w = (struct took_in){ .path = path };
        take_file(&m->t, mem, fd, path, &w->k);
        close(fd);
}

static bool batch_end(struct importing *m, struct arena *mem, struct took_in *at, size_t n)
{
        bool ok = take_flags(&m->t, mem, at, n, &m->x->why);

        for (size_t i = 0; i < n; i++)
                report(m, mem, &at[i]);
        return ok;
}

static bool folder_in(struct importing *m, const char *dir)
{
        struct folder *f = folder_open(dir, false, &m->x->why);
        bool ok = f && folder_look(f, 0, &m->x->why);

        for (size_t i = 0; ok && i < folder_count(f);) {
                struct arena *mem = arena_new();
                struct took_in *at = TAKE_N(mem, struct took_in, BATCH);
                size_t n = 0;

                for (; i < folder_count(f) && n < BATCH; i++) {
                        struct why why = { .mem = mem };
                        int fd = folder_read(f, folder_file(f, i)->path, &why);

                        if (fd >= 0)
                                take_one(m, mem, fd, folder_file(f, i)->path, &at[n++]);
                        else
                                at[n++] = (struct took_in){ folder_file(f, i)->path, { .how = TAKEN_FAILED, .file_name = dock_name_clean(mem,
                                        folder_file(f, i)->path, strlen(folder_file(f, i)->path)), .digest = "", .device = "", .collector = "",
                                        .findings = "", .intake = -1, .why = why } };
                }
                ok = batch_end(m, mem, at, n);
                arena_free(mem);
        }
        folder_close(f);
        return ok;
}

static bool word_in(struct importing *m, const char *path)
{
        const char *slash = strrchr(path, '/');
        struct arena *mem = arena_new();
        struct took_in w;
        struct stat s;
        bool ok;
        int fd;

        if (!stat(path, &s) && S_ISDIR(s.st_mode))
                return arena_free(mem), folder_in(m, path);
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0 || fstat(fd, &s) || !S_ISREG(s.st_mode)) {
                fail(&m->x->why, "%s：%s", path, fd < 0 ? strerror(errno) : "不是普通文件");
                if (fd >= 0)
                        close(fd);
                return arena_free(mem), false;
        }
        take_one(m, mem, fd, slash ? slash + 1 : path, &w);
        ok = batch_end(m, mem, &w, 1);
        arena_free(mem);
        return ok;
}

static bool outcome(struct importing *m)
{
        fprintf(stderr, "收到 %lld，已有 %lld，不收 %lld，没有成功 %lld\n", (long long)m->taken, (long long)m->already, (long long)m->refused,
                (long long)m->failed);
        if (m->failed)
                return fail(&m->x->why, "%lld 个文件没有成功", (long long)m->failed);
        return !m->refused || refuse(&m->x->why, R_INTAKE_STATE, NULL, "%lld 个文件没有收，原因见各行", (long long)m->refused);
}

bool sub_import(struct cli *x)
{
        const char *format = cli_option(x, "format") ? cli_option(x, "format") : "table";
        struct importing m = { .x = x, .json = !strcmp(format, "json") };
        bool ok;

        m.t = (struct taking){ .acting = &m.acting, .source = "import", .batch = cli_option(x, "batch") };
        if (!x->n_words)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!text_in(format, "table|json", '|'))
                return refuse(&x->why, R_ARG_CHOICE, "format", "--format 应为 table 或 json");
        if (cli_option(x, "case") && !text_int(cli_option(x, "case"), 1, INT64_MAX, &m.t.case_id))
                return refuse(&x->why, R_ARG_TYPE, "case", "--case 应为案件编号");
        ok = taking_open(x, &m.t);
        for (size_t i = 0; i < x->n_words && ok; i++)
                ok = word_in(&m, x->words[i]);
        ok = ok && outcome(&m);
        taking_close(&m.t);
        return ok;
}
