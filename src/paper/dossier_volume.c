/* dossier_volume.c - one volume of a dossier as a file: cover, catalogue with page numbers, papers and images in the pack's order, back-matter
 * form, bookmarks.  Cover, catalogue and back-matter form carry no page number of the volume (GB 案卷页号自正文起编).
 *
 * The body is laid out once; what stands before and behind it is laid out when its pages are known, and the three are joined. */
#include "paper/dossier_inner.h"
#include <string.h>

struct volume { struct ctx *c; struct dossier *d; const struct pack_volume *v; struct typesetter *t; const struct paper_case *pc; enum paper_format format; };

static bool in_volume(const struct volume *v, const struct dossier_part *k) { return k->volume == v->v; }

static const char *mark_of(struct arena *mem, size_t n, const struct dossier_part *k)
{
        return text_make(mem, "%zu. %s", n, k->title);
}

/* ---- body ---- */

static bool paper_put(struct volume *v, const struct dossier_part *k, struct doc **doc)
{
        struct paper_case at;

        for (size_t i = 0; i < v->pc->n; i++)
                if (v->pc->acts[i].seq == k->seq) {
                        if (!paper__at(v->pc, i, k->paper.kind, &at))
                                return false;
                        return *doc ? paper_compose_next(v->c, k->paper.kind, &at, *doc) : paper_compose(v->c, k->paper.kind, &at, doc, NULL);
                }
        return refuse(&v->c->why, R_SUBJECT_UNKNOWN, NULL, "日志第 %lld 条", (long long)k->seq);
}

static struct doc *body_make(struct volume *v)
{
        struct doc *doc = NULL;
        size_t n = 0;

        for (size_t i = 0; i < v->d->n; i++) {
                struct dossier_part *k = &v->d->at[i];

                if (!in_volume(v, k))
                        continue;
                if (!dossier__open(v->c, v->d, k) || !(k->kind == PART_PAPER ? paper_put(v, k, &doc) : dossier__put(v->c, v->d, k, v->format, &doc)))
                        return NULL;
                doc_mark_head(doc, 1, mark_of(v->c->mem, ++n, k));
        }
        if (!doc)
                refuse(&v->c->why, R_NEED, NULL, "%s里还没有文书", v->v->label);
        return doc;
}

static void pages_learn(struct volume *v, const struct pages *body)
{
        struct dossier_part *before = NULL;
        size_t n = 0;

        for (size_t i = 0; i < v->d->n; i++) {
                struct dossier_part *k = &v->d->at[i];

                if (!in_volume(v, k))
                        continue;
                k->page = pages_mark(body, mark_of(v->c->mem, ++n, k));
                if (before)
                        before->pages = k->page - before->page;
                before = k;
        }
        if (before)
                before->pages = pages_count(body) + 1 - before->page;
}

/* ---- before and behind ---- */

static void pair(struct doc *doc, const char *label, const char *text)
{
        doc_row(doc, false, (struct doc_cell[]){ { .text = label, .label = true }, { .text = text_empty(text) ? "　" : text } }, 2);
}

static const char *day_words(struct arena *mem, struct instant t)
{
        return t.ms ? day_chinese(mem, day_of(t)) : "";
}

static struct doc_head front_head(struct volume *v, enum doc_form form, const char *title)
{
        return (struct doc_head){ .form = form, .org = v->d->agency, .title = title, .number = "", .addressee = "", .subject = v->d->title, .keywords = v->d->number,
                                  .made = paper__own(v->pc)->at, .qr = "", .qr_note = "", .foot = "", .plain_numbers = true };
}

/* The pack's template of form `cover`; without one, the program's own. */
static const struct pack_paper *cover_kind(const struct pack *p)
{
        for (size_t i = 0; i < p->n_papers; i++)
                if (!strcmp(p->papers[i].form, "cover"))
                        return &p->papers[i];
        return NULL;
}

static struct doc *plain_cover(struct volume *v)
{
        static const double share[] = { 3, 9 };
        struct doc_head head = front_head(v, DOC_COVER, "行政执法案卷");
        struct doc *doc = doc_new(v->c->mem, &head);
        const struct dossier *d = v->d;

        doc_table(doc, &(struct doc_table){ share, 2, false });
        pair(doc, "题　名", d->title);
        pair(doc, "文　号", d->number);
        pair(doc, "当事人", d->party);
        pair(doc, "立案日期", day_words(v->c->mem, d->filed_at));
        pair(doc, "结案日期", day_words(v->c->mem, d->closed_at));
        pair(doc, "归档号", d->archive_number);
        pair(doc, "保管期限", d->retention);
        doc_table_end(doc);
        return doc;
}

static struct doc *cover_make(struct volume *v, size_t parts, size_t pages)
{
        const struct pack_paper *kind = cover_kind(v->c->pack);
        struct doc *doc = NULL;

        if (kind && !paper_compose(v->c, kind, v->pc, &doc, NULL))
                return NULL;
        if (!doc)
                doc = plain_cover(v);
        doc_space(doc, 0.5);
        doc_text(doc, PARA_CENTER, text_make(v->c->mem, "%s　共 %zu 件 %zu 页", v->v->label, parts, pages));
        return doc;
}

/* In the catalogue: what lies beside says so. */
static const char *title_of(struct volume *v, const struct dossier_part *k)
{
        return k->kind == PART_FILE ? text_make(v->c->mem, "%s（另附）", k->title) : k->title;
}

static void catalogue_put(struct volume *v, struct doc *doc)
{
        static const double share[] = { 1, 3.6, 5, 2.4, 1.4 };
        static const char *const heads[] = { "序号", "文号", "题名", "日期", "页号" };
        struct doc_head head = front_head(v, DOC_PLAIN, "卷内目录");
        struct doc_cell cells[5];
        size_t n = 0;

        doc_next(doc, &head);
        doc_table(doc, &(struct doc_table){ share, 5, true });
        for (size_t i = 0; i < 5; i++)
                cells[i] = (struct doc_cell){ .text = heads[i], .label = true };
        doc_row(doc, true, cells, 5);
        for (size_t i = 0; i < v->d->n; i++) {
                const struct dossier_part *k = &v->d->at[i];

                if (!in_volume(v, k))
                        continue;
                doc_row(doc, false, (struct doc_cell[]){ { .text = text_make(v->c->mem, "%zu", ++n) }, { .text = k->number }, { .text = title_of(v, k) },
                        { .text = day_text(v->c->mem, day_of(k->at)) }, { .text = text_make(v->c->mem, "%zu", k->page) } }, 5);
        }
        doc_table_end(doc);
}

static struct doc *back_make(struct volume *v, size_t parts, size_t pages)
{
        static const double share[] = { 3, 9 };
        struct doc_head head = front_head(v, DOC_PLAIN, "卷内备考表");
        struct doc *doc = doc_new(v->c->mem, &head);
        struct buffer gaps = { .mem = v->c->mem }, recordings = { .mem = v->c->mem };

        for (size_t i = 0; i < v->d->n_gaps; i++)
                buffer_make(&gaps, "%s%s", i ? "\n" : "", v->d->gaps[i].what);
        for (size_t i = 0; i < v->d->n_recordings; i++)
                buffer_make(&recordings, "%s%s（%s）", i ? "\n" : "", v->d->recordings[i].title, v->d->recordings[i].digest);
        doc_table(doc, &(struct doc_table){ share, 2, false });
        pair(doc, "本卷情况", text_make(v->c->mem, "共 %zu 件 %zu 页。", parts, pages));
        pair(doc, "缺少与说明", gaps.n ? buffer_done(&gaps) : "齐全");
        pair(doc, "音像记录", recordings.n ? buffer_done(&recordings) : "无");
        doc_row(doc, false, (struct doc_cell[]){ { .text = "立卷人", .label = true }, { .text = "　", .sign = "签名：" } }, 2);
        doc_row(doc, false, (struct doc_cell[]){ { .text = "检查人", .label = true }, { .text = "　", .sign = "签名：" } }, 2);
        doc_table_end(doc);
        return doc;
}

static size_t parts_of(const struct volume *v)
{
        size_t n = 0;

        for (size_t i = 0; i < v->d->n; i++)
                n += in_volume(v, &v->d->at[i]);
        return n;
}

/* All pages of the volume; NULL: c->why. */
static struct pages *volume_pages(struct volume *v)
{
        struct doc *body = body_make(v), *front;
        struct pages *p = body ? typeset_pages(v->t, body, &v->c->why) : NULL, *first, *last;

        if (!p || !pages_number(v->t, p, &v->c->why)) {
                pages_free(p);
                return NULL;
        }
        pages_learn(v, p);
        front = cover_make(v, parts_of(v), pages_count(p));
        if (front)
                catalogue_put(v, front);
        first = front ? typeset_pages(v->t, front, &v->c->why) : NULL;
        last = first ? typeset_pages(v->t, back_make(v, parts_of(v), pages_count(p)), &v->c->why) : NULL;
        if (!last) {
                pages_free(first);
                pages_free(p);
                return NULL;
        }
        return pages_join(pages_join(first, p), last);
}

bool dossier_volume(struct ctx *c, struct dossier *d, const struct pack_volume *which, enum paper_format f, int fd, pages_progress_fn *progress, void *to)
{
        struct volume v = { .c = c, .d = d, .v = which, .t = paper__typesetter(c, c->pack), .format = f };
        struct pages *p;
        struct bytes ofd;
        bool ok;

        v.pc = d->binding ? paper_case_with(c, d->case_id, d->binding) : paper_case_load(c, d->case_id, -1);
        p = v.t && v.pc ? volume_pages(&v) : NULL;
        ok = p && (f == PAPER_PDF ? pdf_write(p, fd, progress, to, &c->why) : ofd_make(p, c->mem, &ofd, &c->why) && paper__write(c, fd, ofd));

        pages_free(p);
        return ok;
}
