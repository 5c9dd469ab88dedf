/* dossier_evidence.c - files that people brought in, as pages of a volume: photographs on a sheet with caption and digest, the pages of a PDF
 * one by one.  What cannot be shown that way lies beside (另附), with the reason on its sheet; nothing that somebody brings may stop a binding. */
#include "blob/blob.h"
#include "paper/dossier_inner.h"
#include <string.h>
#include <unistd.h>

#define IMAGE_MAX ((int64_t)64 * 1024 * 1024)
#define TAME_MAX ((int64_t)512 << 20)           /* of all PDFs of a case together, as they are while a volume is made */

/* The reason of a refusal in few words; a failure stays one. */
static bool beside(struct ctx *c, struct dossier_part *k, const struct why *why)
{
        if (why->kind == WHY_FAILED)
                return fail(&c->why, "%s", why->detail);
        k->kind = PART_FILE;
        k->beside = text_empty(why->detail) ? "格式无法排入" : why->detail;
        return true;
}

static bool image_open(struct ctx *c, struct dossier_part *k)
{
        struct why why = { .mem = c->mem };
        int64_t size;

        if (!blob_has(c->blobs, k->digest, &size))
                return fail(&c->why, "存储里没有文件 %s（%s）", k->digest, k->title);
        if (size > IMAGE_MAX)
                refuse(&why, R_FILE_TYPE, NULL, "图片超过 %d MB", (int)(IMAGE_MAX >> 20));
        else if (blob_read(c->blobs, c->mem, k->digest, IMAGE_MAX, &k->image, &why) && image_check(k->image, &why))
                return true;
        return beside(c, k, &why);
}

static bool is_pdf(int fd)
{
        char head[5];

        return pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head && !memcmp(head, "%PDF-", sizeof head);
}

/* Redrawn once for a plan, though both PDF and OFD are made of it. */
static bool pdf_open(struct ctx *c, struct dossier *d, struct dossier_part *k)
{
        struct why why = { .mem = c->mem };
        int fd = blob_open(c->blobs, k->digest, &c->why);
        bool ok;

        if (fd < 0)
                return false;
        if (!is_pdf(fd))
                ok = refuse(&why, R_FILE_TYPE, NULL, "不是 PDF、JPEG 或者 PNG 文件");
        else
                ok = pdf_tame(c->mem, fd, &k->tame, &why);
        close(fd);
        if (ok && d->tame_bytes + (int64_t)k->tame.file.n > TAME_MAX)
                ok = refuse(&why, R_FILE_TYPE, NULL, "本案附件合计过大");
        if (!ok)
                return beside(c, k, &why);
        d->tame_bytes += (int64_t)k->tame.file.n;
        k->kind = PART_PDF;
        return true;
}

bool dossier__open(struct ctx *c, struct dossier *d, struct dossier_part *k)
{
        if (k->opened || k->kind == PART_PAPER)
                return true;
        k->opened = true;
        return k->kind == PART_IMAGE ? image_open(c, k) : pdf_open(c, d, k);
}

/* ---- on pages ---- */

/* The digest in two halves, so that no line breaks it with a hyphen that is not part of it. */
static const char *foot_of(struct arena *mem, const struct dossier_part *k)
{
        size_t half = (strlen(k->digest) + 4) / 2;

        return text_make(mem, "日志第 %lld 条　%.*s %s", (long long)k->seq, (int)half, k->digest, k->digest + half);
}

static void sheet_begin(struct ctx *c, const struct dossier *d, const struct dossier_part *k, const char *title, struct doc **doc)
{
        const struct doc_head head = { .form = DOC_PLAIN, .org = "", .title = title, .number = "", .addressee = "", .subject = d->title, .keywords = "",
                .made = k->at, .qr = "", .qr_note = "", .foot = foot_of(c->mem, k) };

        if (*doc)
                doc_next(*doc, &head);
        else
                *doc = doc_new(c->mem, &head);
}

static bool image_put(struct ctx *c, const struct dossier *d, const struct dossier_part *k, struct doc **doc)
{
        const char *caption = text_make(c->mem, "%s（%s）", k->title, instant_text(c->mem, k->at));

        sheet_begin(c, d, k, k->title, doc);
        return doc_image(*doc, k->image, caption, &c->why);
}

static bool pdf_put(struct ctx *c, const struct dossier *d, const struct dossier_part *k, struct doc **doc)
{
        sheet_begin(c, d, k, "", doc);
        doc_pages(*doc, &k->tame, text_make(c->mem, "%s（原件为 PDF，逐页排入）", k->title));
        return true;
}

/* An OFD has no way to show the pages of a PDF: the file goes along, and one sheet stands for its pages, so that both volumes count alike. */
static bool pdf_attach(struct ctx *c, const struct dossier *d, const struct dossier_part *k, struct doc **doc)
{
        struct bytes file;

        if (!blob_read(c->blobs, c->mem, k->digest, PDF_ATTACHED_MAX, &file, &c->why))
                return false;
        sheet_begin(c, d, k, k->title, doc);
        doc_text(*doc, PARA_BODY, text_make(c->mem, "本件原件为 PDF，共 %zu 页，作为附件收在本 OFD 文件内；右下角是这些页在卷内的页号。PDF 版的本卷把各页逐页排入。", k->tame.pages));
        doc_text(*doc, PARA_FLUSH, text_make(c->mem, "附件：%s.pdf", k->title));
        doc_text(*doc, PARA_FLUSH, text_make(c->mem, "摘要：%s", k->digest));
        doc_counts(*doc, k->tame.pages);
        doc_attach(*doc, text_make(c->mem, "%s.pdf", k->title), "pdf", file);
        return true;
}

/* A file whose pages are not ours stands in the volume by one sheet that says what and where it is, and why it is not here. */
static bool file_put(struct ctx *c, const struct dossier *d, const struct dossier_part *k, struct doc **doc)
{
        sheet_begin(c, d, k, k->title, doc);
        doc_text(*doc, PARA_BODY, "本件另附：为电子文件，随卷另存，未排入本卷页面。");
        doc_text(*doc, PARA_FLUSH, text_make(c->mem, "原因：%s。", k->beside));
        doc_text(*doc, PARA_FLUSH, text_make(c->mem, "摘要：%s", k->digest));
        return true;
}

bool dossier__put(struct ctx *c, const struct dossier *d, const struct dossier_part *k, enum paper_format f, struct doc **doc)
{
        switch (k->kind) {
        case PART_IMAGE: return image_put(c, d, k, doc);
        case PART_PDF: return f == PAPER_PDF ? pdf_put(c, d, k, doc) : pdf_attach(c, d, k, doc);
        default: return file_put(c, d, k, doc);
        }
}
