/* pdf.c - draws laid out pages with Cairo: shaped glyphs with their text, so the text can be searched and copied; subsets of the faces;
 * JPEG files as they are.  The creation date is the act's; nothing of the machine, the hour or the place gets into the file.
 */
#include "base/file.h"
#include "typeset/pdf_face.h"
#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <unistd.h>

#define GLYPHS_MAX 512

static void ink_set(cairo_t *cr, enum ink ink)
{
        if (ink == INK_RED)
                cairo_set_source_rgb(cr, 0.85, 0.07, 0.07);
        else if (ink == INK_GREY)
                cairo_set_source_rgb(cr, 0.55, 0.55, 0.55);
        else
                cairo_set_source_rgb(cr, 0, 0, 0);
}

/* ---- words ---- */

struct shown { cairo_glyph_t glyph[GLYPHS_MAX]; cairo_text_cluster_t cluster[GLYPHS_MAX]; int n, clusters; };

/* Glyphs from `from` on, at most as many as fit and only whole clusters; returns where it stopped.  Left to right only. */
static int glyphs_take(struct shown *s, const struct pdf_font *font, const PangoGlyphItem *run, int from, double *x, double y)
{
        const PangoGlyphString *g = run->glyphs;
        int i = from;

        s->n = s->clusters = 0;
        while (i < g->num_glyphs && s->clusters < GLYPHS_MAX) {
                int start = g->log_clusters[i], end, first = s->n;

                for (; i < g->num_glyphs && g->log_clusters[i] == start && s->n < GLYPHS_MAX; i++) {
                        const PangoGlyphInfo *p = &g->glyphs[i];

                        if (p->glyph != PANGO_GLYPH_EMPTY)
                                s->glyph[s->n++] = (cairo_glyph_t){ font->renumbered ? hb_map_get(font->renumbered, p->glyph) : p->glyph,
                                                                    *x + (double)p->geometry.x_offset / PANGO_SCALE, y + (double)p->geometry.y_offset / PANGO_SCALE };
                        *x += (double)p->geometry.width / PANGO_SCALE;
                }
                end = i < g->num_glyphs ? g->log_clusters[i] : run->item->length;
                s->cluster[s->clusters++] = (cairo_text_cluster_t){ end - start, s->n - first };
                if (s->n == GLYPHS_MAX)
                        break;
        }
        return i;
}

static void words_show(cairo_t *cr, const struct mark *m, const struct pdf_font *font, double x, double y)
{
        struct shown s;
        const PangoGlyphString *g = m->run->glyphs;

        cairo_set_scaled_font(cr, font->scaled);
        for (int i = 0, from; i < g->num_glyphs;) {
                from = i;
                i = glyphs_take(&s, font, m->run, from, &x, y);
                cairo_show_text_glyphs(cr, m->text + g->log_clusters[from], (i < g->num_glyphs ? g->log_clusters[i] : m->run->item->length) - g->log_clusters[from],
                                       s.glyph, s.n, s.cluster, s.clusters, 0);
        }
}

/* faces NULL: on the screen, where nothing is embedded. */
static void words_draw(cairo_t *cr, struct pdf_faces *faces, const struct mark *m)
{
        PangoFont *pango = m->run->item->analysis.font;
        struct pdf_font whole = { .scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(pango)) };
        const struct pdf_font *font = faces ? pdf_font_of(faces, pango) : &whole;
        bool backward = m->run->item->analysis.level % 2;

        if (m->turn == 0 && !backward) {
                words_show(cr, m, font, m->x, m->y);
                return;
        }
        cairo_save(cr);
        cairo_translate(cr, m->x, m->y);
        cairo_rotate(cr, m->turn * M_PI / 180);
        if (backward)           /* right to left: Pango knows how its clusters run */
                pango_cairo_show_glyph_item(cr, m->text - m->run->item->offset, m->run);
        else
                words_show(cr, m, font, 0, 0);
        cairo_restore(cr);
}

/* ---- lines and shapes ---- */

static void stroke(cairo_t *cr, const struct mark *m)
{
        static const double dash[] = { 4, 3 };

        cairo_set_line_width(cr, m->width);
        cairo_set_dash(cr, dash, m->dashed ? 2 : 0, 0);
        cairo_stroke(cr);
}

static void line_draw(cairo_t *cr, const struct mark *m)
{
        cairo_move_to(cr, m->x, m->y);
        cairo_line_to(cr, m->x + m->w, m->y + m->h);
        stroke(cr, m);
}

static void box_draw(cairo_t *cr, const struct mark *m)
{
        double r = fmin(m->round, fmin(m->w, m->h) / 2), right = m->x + m->w, bottom = m->y + m->h;

        if (r <= 0) {
                cairo_rectangle(cr, m->x, m->y, m->w, m->h);
        } else {
                cairo_new_sub_path(cr);
                cairo_arc(cr, right - r, m->y + r, r, -M_PI / 2, 0);
                cairo_arc(cr, right - r, bottom - r, r, 0, M_PI / 2);
                cairo_arc(cr, m->x + r, bottom - r, r, M_PI / 2, M_PI);
                cairo_arc(cr, m->x + r, m->y + r, r, M_PI, M_PI * 3 / 2);
                cairo_close_path(cr);
        }
        stroke(cr, m);
}

static void seal_draw(cairo_t *cr, const struct mark *m)
{
        double cx = m->x + m->w / 2, cy = m->y + m->h / 2, star = m->w * 0.16;

        cairo_new_sub_path(cr);
        cairo_arc(cr, cx, cy, m->w / 2 - m->width / 2, 0, 2 * M_PI);
        stroke(cr, m);
        for (int i = 0; i < 10; i++) {
                double r = i % 2 ? star * 0.382 : star, a = -M_PI / 2 + i * M_PI / 5;

                cairo_line_to(cr, cx + r * cos(a), cy + r * sin(a));
        }
        cairo_close_path(cr);
        cairo_fill(cr);
}

/* ---- images ---- */

struct reading { struct bytes from; size_t at; };

static cairo_status_t reading_read(void *to, unsigned char *data, unsigned n)
{
        struct reading *r = to;

        if (r->from.n - r->at < n)
                return CAIRO_STATUS_READ_ERROR;
        memcpy(data, r->from.p + r->at, n);
        r->at += n;
        return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *typeset__png(struct bytes image)
{
        struct reading r = { image, 0 };

        return cairo_image_surface_create_from_png_stream(reading_read, &r);
}

/* A JPEG is never decoded: the surface only says how large it is, its pixels are not touched. */
static cairo_surface_t *image_open(const struct mark *m)
{
        cairo_surface_t *s;

        if (!m->jpeg)
                return typeset__png(m->image);
        s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, m->image_w, m->image_h);
        cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, m->image.p, m->image.n, NULL, NULL);
        return s;
}

static bool image_draw(cairo_t *cr, const struct mark *m, struct why *why)
{
        cairo_surface_t *s = image_open(m);

        if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS) {
                cairo_surface_destroy(s);
                return refuse(why, R_FILE_TYPE, NULL, "文书中的图片已经损坏");
        }
        cairo_save(cr);
        cairo_translate(cr, m->x, m->y);
        cairo_rotate(cr, m->turn * M_PI / 180);
        cairo_scale(cr, m->w / m->image_w, m->h / m->image_h);
        cairo_set_source_surface(cr, s, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
        cairo_surface_destroy(s);
        return true;
}

/* ---- pages ---- */

static void mark_draw(cairo_t *cr, struct pdf_faces *faces, const struct mark *m)
{
        switch (m->kind) {
        case MARK_WORDS:
                words_draw(cr, faces, m);
                break;
        case MARK_LINE:
                line_draw(cr, m);
                break;
        case MARK_BOX:
                box_draw(cr, m);
                break;
        case MARK_SEAL:
                seal_draw(cr, m);
                break;
        default:
                break;
        }
}

/* Neighbouring boxes of one ink are one path: a QR code is drawn at once. */
static size_t fills_draw(cairo_t *cr, const struct page_marks *p, size_t i)
{
        enum ink ink = p->at[i].ink;

        for (; i < p->n && p->at[i].kind == MARK_FILL && p->at[i].ink == ink; i++)
                cairo_rectangle(cr, p->at[i].x, p->at[i].y, p->at[i].w, p->at[i].h);
        cairo_fill(cr);
        return i;
}

static bool page_draw(cairo_t *cr, struct pdf_faces *faces, const struct page_marks *p, struct why *why)
{
        enum ink ink = INK_BLACK;

        ink_set(cr, ink);
        for (size_t i = 0; i < p->n;) {
                const struct mark *m = &p->at[i];

                if (m->kind == MARK_IMAGE) {
                        if (!image_draw(cr, m, why))
                                return false;
                        i++;
                        continue;
                }
                if (m->ink != ink)
                        ink_set(cr, ink = m->ink);
                if (m->kind == MARK_FILL) {
                        i = fills_draw(cr, p, i);
                        continue;
                }
                mark_draw(cr, faces, m);
                i++;
        }
        return true;
}

bool typeset__page_draw(cairo_t *cr, const struct page_marks *p, struct why *why)
{
        return page_draw(cr, NULL, p, why);
}

/* ---- the file ---- */

static void metadata_set(cairo_surface_t *s, const struct pages *p, struct arena *mem)
{
        char at[INSTANT_SIZE];

        instant_write(p->head.made, at);
        at[19] = 0;                     /* whole seconds */
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, text_make(mem, "%s+00:00", at));
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "Mingjing");
        if (!text_empty(p->head.title))
                cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE,
                        text_empty(p->head.number) ? p->head.title : text_make(mem, "%s %s", p->head.title, p->head.number));
        if (!text_empty(p->head.org))
                cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, p->head.org);
        if (!text_empty(p->head.subject))
                cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, p->head.subject);
        if (!text_empty(p->head.keywords))
                cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_KEYWORDS, p->head.keywords);
}

#define LEVELS 8
static void outline_set(cairo_surface_t *s, const struct pages *p, struct arena *mem)
{
        int parent[LEVELS + 1] = { CAIRO_PDF_OUTLINE_ROOT };

        for (size_t i = 0; i < p->n_bookmarks; i++) {
                const struct page_bookmark *b = &p->bookmarks[i];
                int level = b->level < 1 ? 1 : b->level > LEVELS ? LEVELS : b->level;
                int hundredths = (int)(b->y * 100), id;

                while (level > 1 && !parent[level - 1])         /* a level was left out */
                        level--;
                id = cairo_pdf_surface_add_outline(s, parent[level - 1], b->title,
                        text_make(mem, "page=%zu pos=[0 %d.%02d]", b->page + 1, hundredths / 100, hundredths % 100), level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
                parent[level] = id;
                for (int k = level + 1; k <= LEVELS; k++)
                        parent[k] = 0;
        }
}

static bool pages_draw(cairo_surface_t *s, const struct pages *p, pages_progress_fn *progress, void *to, struct why *why)
{
        struct arena *mem = arena_new();
        struct pdf_faces *faces = pdf_faces_open(p, mem);
        cairo_t *cr = cairo_create(s);
        bool good = true;
        cairo_status_t status;

        metadata_set(s, p, mem);
        outline_set(s, p, mem);
        for (size_t i = 0; good && i < p->n; i++) {
                good = page_draw(cr, faces, &p->page[i], why);
                cairo_show_page(cr);
                if (good && progress && !progress(to, i + 1, p->n))
                        good = fail(why, "排印被取消");
        }
        cairo_destroy(cr);
        cairo_surface_finish(s);
        status = cairo_surface_status(s);
        pdf_faces_close(faces);
        arena_free(mem);
        return good && (status == CAIRO_STATUS_SUCCESS || fail(why, "PDF 无法写出：%s", cairo_status_to_string(status)));
}

/* Cairo 1.16 forgets the "D:" before a date.  It is put in where "+00'00" leaves room for it, so no offset changes. */
static void date_mend(char *p, size_t n)
{
        static const char key[] = "/CreationDate (";
        char *at = memmem(p, n, key, sizeof key - 1), digits[14];

        if (!at || (size_t)(p + n - at) < sizeof key - 1 + 21)
                return;
        at += sizeof key - 1;
        if (memcmp(at + 14, "+00'00)", 7))
                return;
        memcpy(digits, at, 14);
        memcpy(at, "D:", 2);
        memcpy(at + 2, digits, 14);
        memcpy(at + 16, "Z)   ", 5);
}

static cairo_status_t to_buffer(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

bool pdf_make(const struct pages *p, struct arena *mem, struct bytes *out, struct why *why)
{
        struct buffer b = { .mem = mem };
        cairo_surface_t *s = cairo_pdf_surface_create_for_stream(to_buffer, &b, p->w, p->h);
        bool good = pages_draw(s, p, NULL, NULL, why);

        cairo_surface_destroy(s);
        if (good) {
                date_mend(b.p, b.n);
                *out = (struct bytes){ (const uint8_t *)b.p, b.n };
                good = !pages__tame(p) || pdf__merge(p, mem, *out, out, why);
        }
        return good;
}

struct file { int fd; size_t n; int error; char wait[64 * 1024]; };

/* Holds the last `back` bytes: a date may be in the middle of coming. */
static bool file_flush(struct file *f, size_t back)
{
        size_t end = f->n - back;

        date_mend(f->wait, f->n);
        if (!write_all(f->fd, f->wait, end)) {
                f->error = errno;
                return false;
        }
        memmove(f->wait, f->wait + end, back);
        f->n = back;
        return true;
}

static cairo_status_t to_file(void *to, const unsigned char *data, unsigned n)
{
        struct file *f = to;

        while (n > 0) {
                size_t part = sizeof f->wait - f->n < n ? sizeof f->wait - f->n : n;

                memcpy(f->wait + f->n, data, part);
                f->n += part;
                data += part;
                n -= (unsigned)part;
                if (f->n == sizeof f->wait && !file_flush(f, 64))
                        return CAIRO_STATUS_WRITE_ERROR;
        }
        return CAIRO_STATUS_SUCCESS;
}

/* Pages that are not ours are drawn in when ours are done: such a file is made in memory. */
static bool merged_write(const struct pages *p, struct file *f, pages_progress_fn *progress, void *to, struct why *why)
{
        struct arena *mem = arena_new();
        struct buffer b = { .mem = mem };
        cairo_surface_t *s = cairo_pdf_surface_create_for_stream(to_buffer, &b, p->w, p->h);
        struct bytes out;
        bool good = pages_draw(s, p, progress, to, why);

        cairo_surface_destroy(s);
        if (good)
                date_mend(b.p, b.n);
        good = good && pdf__merge(p, mem, (struct bytes){ (const uint8_t *)b.p, b.n }, &out, why);
        for (size_t at = 0, n; good && at < out.n; at += n) {
                n = out.n - at < sizeof f->wait ? out.n - at : sizeof f->wait;
                memcpy(f->wait, out.p + at, n);
                f->n = n;
                good = file_flush(f, 0) || fail(why, "PDF 没有写到磁盘：%s", strerror(f->error));
        }
        arena_free(mem);
        return good;
}

static bool straight_write(const struct pages *p, struct file *f, pages_progress_fn *progress, void *to, struct why *why)
{
        cairo_surface_t *s = cairo_pdf_surface_create_for_stream(to_file, f, p->w, p->h);
        bool good = pages_draw(s, p, progress, to, why) && (file_flush(f, 0) || fail(why, "PDF 没有写到磁盘：%s", strerror(f->error)));

        cairo_surface_destroy(s);
        return good;
}

bool pdf_write(const struct pages *p, int fd, pages_progress_fn *progress, void *to, struct why *why)
{
        struct file *f = memory_take(sizeof *f);
        bool good;

        f->fd = fd;
        good = (pages__tame(p) ? merged_write : straight_write)(p, f, progress, to, why);
        memory_free(f);
        return good;
}
