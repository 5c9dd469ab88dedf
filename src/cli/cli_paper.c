/* cli_paper.c - the papers of a case at a prompt: a list, or one of them as PDF, OFD, text, or as it was signed. */
#include "blob/blob.h"
#include "cli/acting.h"
#include "cli/cli.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "paper/paper.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIGNED_MAX (INT64_C(256) << 20)

/* One paragraph or cell a line, as the template filled them. */
static bool text_of(struct ctx *c, const struct paper *p, struct bytes *out)
{
        struct paper_case *pc = paper_case_load(c, p->case_id, p->seq);
        struct buffer b = { .mem = c->mem };
        struct paper_lines lines;
        struct doc *d;

        if (!pc || !paper_compose(c, p->kind, pc, &d, &lines))
                return false;
        buffer_make(&b, "%s\n%s%s", p->kind->name, p->number, *p->number ? "\n" : "");
        for (size_t i = 0; i < lines.n; i++)
                buffer_make(&b, "%s\n", lines.at[i].text);
        *out = (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
        return true;
}

static bool signed_of(struct ctx *c, const struct paper *p, const struct why *no_store, struct bytes *out)
{
        if (!*p->sealed)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这份文书还没有人签名、盖章");
        if (!c->blobs)
                c->why = *no_store;
        return c->blobs && blob_read(c->blobs, c->mem, p->sealed, SIGNED_MAX, out, &c->why);
}

static bool signed_ofd(struct cli *x, struct ctx *c, const struct why *no_store, struct bytes *out)
{
        struct paper_file f;

        if (!c->blobs)
                c->why = *no_store;
        if (!c->blobs || !paper_file(c, (const char *const[4]){ x->words[0], x->words[1], x->words[2], "signed.ofd" }, NULL, 0, &f))
                return false;
        *out = f.bytes;
        return true;
}

/* Signed files, and signatures drawn on a screen, lie in the store; papers without them need none. */
static bool one(struct cli *x, struct reading *r, const struct paper *p)
{
        struct ctx *c = &r->c;
        struct why no_store = { .mem = x->mem };
        const char *format = cli_option(x, "format") ? cli_option(x, "format") : "text";
        struct bytes b;
        bool ok;

        c->blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), r->site.hash, &no_store);
        if (!strcmp(format, "text"))
                ok = text_of(c, p, &b);
        else if (!strcmp(format, "signed"))
                ok = signed_of(c, p, &no_store, &b);
        else if (!strcmp(format, "signed-ofd"))
                ok = signed_ofd(x, c, &no_store, &b);
        else
                ok = paper_bytes(c, p, strcmp(format, "ofd") ? PAPER_PDF : PAPER_OFD, &b);
        blobs_close(c->blobs);
        c->blobs = NULL;
        return ok && bytes_out(x, cli_option(x, "out"), b);
}

static bool run(struct cli *x, struct reading *r, int64_t id)
{
        struct ctx *c = &r->c;
        struct pair pairs[] = { { "case", x->words[0] } };
        struct table table;
        struct paper p;
        int64_t seq;

        if (x->n_words == 1) {
                if (!view_run(c, "papers", pairs, 1, &table))
                        return false;
                cli_print(table_text(x->mem, &table));
                return true;
        }
        if (x->n_words != 3 || !text_int(x->words[1], 0, INT64_MAX, &seq))
                return refuse(&c->why, R_ARG_TYPE, NULL, "%s", cli_usage(x->mem, x->sub));
        return paper_find(c, id, seq, x->words[2], &p) && one(x, r, &p);
}

/* The verdict on a signed file, as words: each signature, and whether the log has the file. */
static bool verify(struct cli *x)
{
        struct reading r = { 0 };
        struct paper_verdict v;
        struct bytes file;
        bool ok = file_bytes(x, x->mem, x->words[1], &file) && reading_open(x, NULL, &r) && paper_verify(&r.c, file, &v);

        for (size_t i = 0; ok && i < v.n; i++)
                printf("%s\n", v.signatures[i]);
        if (ok)
                printf("%s\n", v.seq >= 0 ? text_make(x->mem, "存证日志第 %lld 条登记了这份文件", (long long)v.seq) : "存证日志中没有这份文件");
        if (ok && !v.good)
                ok = refuse(&x->why, R_SIGNATURE, NULL, "%zu 个签名", v.n);
        reading_close(x, &r);
        return ok;
}

bool sub_paper(struct cli *x)
{
        const char *format = cli_option(x, "format");
        struct reading r = { 0 };
        int64_t id;
        bool ok;

        if (x->n_words == 2 && !strcmp(x->words[0], "verify")) {
                if (!cli_url(x))
                        return false;
                keys_place(x->mem, x->url);
                return verify(x);
        }
        if (!x->n_words || !text_int(x->words[0], 0, INT64_MAX, &id))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!cli_option(x, "as"))
                return refuse(&x->why, R_ARG_MISSING, "as", "%s", cli_usage(x->mem, x->sub));
        if (format && !text_in(format, "pdf|ofd|text|signed|signed-ofd", '|'))
                return refuse(&x->why, R_ARG_CHOICE, "format", "--format 应为 pdf、ofd、text、signed 或 signed-ofd");
        ok = reading_open(x, cli_option(x, "as"), &r) && run(x, &r, id);
        reading_close(x, &r);
        return ok;
}
