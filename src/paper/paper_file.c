/* paper_file.c - papers as files for the browser: the document, what was signed, a page as a picture, several papers to print at once. */
#include "blob/blob.h"
#include "paper/paper_inner.h"
#include <string.h>

#define SIGNED_MAX (INT64_C(256) << 20)
#define SCREEN_DPI 132
#define PRINT_MAX 100                   /* papers in one print */

static const char *name_of(struct ctx *c, const struct paper *p, const char *suffix)
{
        return text_make(c->mem, "%s%s%s.%s", p->kind->name, *p->number ? " " : "", p->number, suffix);
}

static bool picture(struct ctx *c, const struct paper *p, int64_t page, struct bytes *out)
{
        struct typesetter *t = paper__typesetter(c, p->pack);
        struct paper_case *pc;
        struct pages *pages;
        struct doc *d;
        bool ok;

        if (!t || !paper__case_of(c, p, &pc) || !paper_compose(c, p->kind, pc, &d, NULL))
                return false;
        pages = typeset_pages(t, d, &c->why);
        ok = pages && picture_make(pages, (size_t)page, SCREEN_DPI, c->mem, out, &c->why);
        pages_free(pages);
        return ok;
}

static bool signed_file(struct ctx *c, const struct paper *p, const char *field, struct bytes *out)
{
        struct paper_case *pc;
        const char *digest = "";

        if (!paper__case_of(c, p, &pc) || !paper__open(c, p->kind, pc))
                return false;
        for (size_t i = pc->n; i < pc->all; i++)
                if (act_int(&pc->acts[i], "of") == p->seq && !strcmp(act_text(&pc->acts[i], "paper"), p->kind->id) && *act_text(&pc->acts[i], "file"))
                        digest = act_text(&pc->acts[i], field);
        if (!*digest)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这份文书还没有签名、盖章的文件");
        return blob_read(c->blobs, c->mem, digest, SIGNED_MAX, out, &c->why);
}

static bool one(struct ctx *c, const struct paper *p, const char *file, struct paper_file *out)
{
        char *dot = strchr(text_copy(c->mem, file), '.');
        int64_t page;

        if (!strcmp(file, "document.pdf") || !strcmp(file, "document.ofd")) {
                bool ofd = !strcmp(dot, ".ofd");

                *out = (struct paper_file){ .type = ofd ? "application/ofd" : "application/pdf", .name = name_of(c, p, dot + 1), .save = ofd };
                return paper_bytes(c, p, ofd ? PAPER_OFD : PAPER_PDF, &out->bytes);
        }
        if (!strcmp(file, "signed.pdf") || !strcmp(file, "signed.ofd")) {
                bool ofd = !strcmp(dot, ".ofd");

                *out = (struct paper_file){ .type = ofd ? "application/ofd" : "application/pdf", .save = true,
                                            .name = name_of(c, p, text_make(c->mem, "签章.%s", dot + 1)) };
                return signed_file(c, p, ofd ? "ofd" : "file", &out->bytes);
        }
        if (dot && !strcmp(dot, ".png") && text_int(text_copy_n(c->mem, file, strcspn(file, ".")), 1, 10000, &page)) {
                *out = (struct paper_file){ .type = "image/png", .name = name_of(c, p, "png") };
                return picture(c, p, page, &out->bytes);
        }
        return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "%s", utf8_head(c->mem, file, 40));
}

/* ---- several at once ---- */

static const struct paper *chosen(struct ctx *c, const struct papers *l, const char *word)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(text_make(c->mem, "%lld.%s", (long long)l->at[i].seq, l->at[i].kind->id), word))
                        return &l->at[i];
        refuse(&c->why, R_SUBJECT_UNKNOWN, "paper", "%s", utf8_head(c->mem, word, 60));
        return NULL;
}

static bool together(struct ctx *c, int64_t id, const struct pair *query, size_t n, struct paper_file *out)
{
        const struct pack *pack = c->pack;
        struct paper_case *pc;
        struct papers l;
        struct doc *d = NULL;
        size_t count = 0;

        if (!papers_of(c, id, &l))
                return false;
        for (size_t i = 0; i < n; i++) {
                const struct paper *p = strcmp(query[i].name, "paper") ? NULL : chosen(c, &l, query[i].value);

                if (c->why.kind != WHY_NOTHING)
                        return false;
                if (!p || ++count > PRINT_MAX)
                        continue;
                if (!paper__case_of(c, p, &pc) || !(d ? paper_compose_next(c, p->kind, pc, d) : paper_compose(c, p->kind, pc, &d, NULL)))
                        return false;
                pack = p->pack;
        }
        if (!count || count > PRINT_MAX)
                return refuse(&c->why, R_ARG_MISSING, "paper", "选择要打印的文书，一次 1 至 %d 份", PRINT_MAX);
        *out = (struct paper_file){ .type = "application/pdf", .name = text_make(c->mem, "文书 %zu 份.pdf", count) };
        return paper__typeset(c, pack, d, PAPER_PDF, &out->bytes, NULL);
}

bool paper_file(struct ctx *c, const char *const args[4], const struct pair *query, size_t n, struct paper_file *out)
{
        struct paper p;
        int64_t id, seq;

        if (!text_int(args[0], 0, INT64_MAX, &id) || (args[1] && !text_int(args[1], 0, INT64_MAX, &seq)))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", utf8_head(c->mem, args[0], 20));
        if (!args[1])
                return together(c, id, query, n, out);
        return paper_find(c, id, seq, args[2], &p) && one(c, &p, args[3], out);
}

/* ---- previews ---- */

bool paper_preview(struct ctx *c, const struct draft *d, struct html *h)
{
        struct paper_case *pc = paper_case_with(c, d->subject.id, d);
        const struct pack_paper *p;
        size_t n = 0;

        for (size_t i = 0; pc && (p = paper__made(pc, i)); i++, n++)
                paper__html(c, p, pc, h);
        if (pc && !n)
                html(h, "<p class=\"muted\">这个动作不生成文书。</p>");
        return pc && c->why.kind == WHY_NOTHING;
}
