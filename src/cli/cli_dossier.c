/* cli_dossier.c - dossiers and the handbook at a prompt: what is in it and what is missing, a volume as PDF or OFD, the package for the archive. */
#include "blob/blob.h"
#include "cli/cli.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "org/org.h"
#include "paper/dossier.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A bar on a terminal; nothing where standard error is a file. */
static bool bar(void *to, size_t page, size_t of)
{
        if (isatty(STDERR_FILENO) && of)
                fprintf(stderr, "\r%zu/%zu 页 %3zu%%%s", page, of, page * 100 / of, page == of ? "\n" : "");
        return true;
}

static bool plan_print(struct cli *x, struct ctx *c, int64_t id)
{
        struct dossier d;

        if (!dossier_plan(c, id, &d))
                return false;
        printf("%s　%s\n", d.title, d.number);
        for (size_t i = 0; i < d.n; i++)
                printf("%s　%3zu　%s　%s　日志第 %lld 条\n", d.at[i].volume->label, i + 1, d.at[i].title, d.at[i].number, (long long)d.at[i].seq);
        for (size_t i = 0; i < d.n_gaps; i++)
                printf("%s　%s\n", d.gaps[i].bars ? "缺，不能制卷" : "缺", d.gaps[i].what);
        return true;
}

static bool volume_out(struct cli *x, struct ctx *c, int64_t id, const char *format, int fd)
{
        const char *which = cli_option(x, "volume");
        struct dossier d;

        return dossier_plan(c, id, &d) &&
               dossier_volume(c, &d, pack_volume(c->pack, which ? which : ""), strcmp(format, "ofd") ? PAPER_PDF : PAPER_OFD, fd, bar, NULL);
}

static bool out(struct cli *x, struct ctx *c, int64_t id, const char *format)
{
        const char *path = cli_option(x, "out");
        int fd = out_open(x, path);
        bool ok;

        if (fd < 0)
                return false;
        ok = !strcmp(format, "package") ? dossier_package(c, id, fd, bar, NULL) : volume_out(x, c, id, format, fd);
        out_close(fd);
        if (!ok)
                out_undo(path);
        return ok;
}

static bool store_of(struct cli *x, struct reading *r)
{
        r->c.blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), r->site.hash, &r->c.why);
        return r->c.blobs != NULL;
}

bool sub_dossier(struct cli *x)
{
        const char *format = cli_option(x, "format");
        struct reading r = { 0 };
        int64_t id;
        bool ok;

        if (!x->n_words || !text_int(x->words[0], 0, INT64_MAX, &id) || !cli_option(x, "as"))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (format && !text_in(format, "pdf|ofd|package|list", '|'))
                return refuse(&x->why, R_ARG_CHOICE, "format", "--format 应为 list、pdf、ofd 或 package");
        ok = reading_open(x, cli_option(x, "as"), &r) && store_of(x, &r) && keys_show(x) &&
             (!format || !strcmp(format, "list") ? plan_print(x, &r.c, id) : out(x, &r.c, id, format));
        blobs_close(r.c.blobs);
        reading_close(x, &r);
        return ok;
}

bool sub_handbook(struct cli *x)
{
        const char *path = cli_option(x, "out");
        struct reading r = { 0 };
        bool ok = path && x->n_words == 1;
        int fd;

        if (!ok)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        fd = out_open(x, path);
        if (fd < 0)
                return false;
        ok = reading_open(x, NULL, &r) && handbook_pdf(&r.c, x->words[0], fd);
        out_close(fd);
        if (!ok)
                out_undo(path);
        reading_close(x, &r);
        return ok;
}
