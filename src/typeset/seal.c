/* seal.c - an agency's round seal by itself: as paths for the appearance of a PDF signature, as a PNG for an OFD seal.  Laid out by the same
 * hand that draws it into a page, so a seal put on later looks the same. */
#include "typeset/layout.h"
#include <math.h>

#define DPI 300.0

/* ---- paths ---- */

/* Two decimals, whatever the locale. */
static void number_put(struct buffer *b, double v)
{
        long n = lround(v * 100);

        buffer_make(b, "%s%ld.%02ld ", n < 0 ? "-" : "", labs(n) / 100, labs(n) % 100);
}

static void point_put(struct buffer *b, const cairo_path_data_t *p, double side)
{
        number_put(b, p->point.x);
        number_put(b, side - p->point.y);
}

/* What stands in the surface's path, as operators; PDF counts upwards. */
static void path_put(struct buffer *b, cairo_t *cr, double side)
{
        static const char operator[] = { [CAIRO_PATH_MOVE_TO] = 'm', [CAIRO_PATH_LINE_TO] = 'l', [CAIRO_PATH_CURVE_TO] = 'c', [CAIRO_PATH_CLOSE_PATH] = 'h' };
        cairo_path_t *path = cairo_copy_path(cr);

        for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
                const cairo_path_data_t *d = &path->data[i];

                for (int k = 1; k < d->header.length; k++)
                        point_put(b, &d[k], side);
                buffer_make(b, "%c\n", operator[d->header.type]);
        }
        buffer_text(b, "f\n");
        cairo_path_destroy(path);
        cairo_new_path(cr);
}

static void ring_put(struct buffer *b, cairo_t *cr, const struct mark *m, double side)
{
        double cx = m->x + m->w / 2, cy = m->y + m->h / 2, star = m->w * 0.16;

        cairo_arc(cr, cx, cy, m->w / 2, 0, 2 * M_PI);
        cairo_close_path(cr);
        cairo_new_sub_path(cr);
        cairo_arc_negative(cr, cx, cy, m->w / 2 - m->width, 2 * M_PI, 0);
        cairo_close_path(cr);
        path_put(b, cr, side);
        for (int i = 0; i < 10; i++) {
                double r = i % 2 ? star * 0.382 : star, a = -M_PI / 2 + i * M_PI / 5;

                cairo_line_to(cr, cx + r * cos(a), cy + r * sin(a));
        }
        cairo_close_path(cr);
        path_put(b, cr, side);
}

static void words_put(struct buffer *b, cairo_t *cr, const struct mark *m, double side)
{
        cairo_save(cr);
        cairo_translate(cr, m->x, m->y);
        cairo_rotate(cr, m->turn * M_PI / 180);
        cairo_move_to(cr, 0, 0);
        pango_cairo_glyph_string_path(cr, m->run->item->analysis.font, m->run->glyphs);
        cairo_restore(cr);
        path_put(b, cr, side);
}

static struct bytes paths_of(struct arena *mem, const struct page_marks *p, double side)
{
        cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
        cairo_t *cr = cairo_create(s);
        struct buffer b = { .mem = mem };

        buffer_text(&b, "q 0.85 0.07 0.07 rg\n");       /* the red of pdf.c */
        for (size_t i = 0; i < p->n; i++)
                if (p->at[i].kind == MARK_SEAL)
                        ring_put(&b, cr, &p->at[i], side);
                else if (p->at[i].kind == MARK_WORDS)
                        words_put(&b, cr, &p->at[i], side);
        buffer_text(&b, "Q\n");
        cairo_destroy(cr);
        cairo_surface_destroy(s);
        return (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
}

/* ---- the picture ---- */

static cairo_status_t to_buffer(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

/* Nothing but the seal: what lies below shows through. */
static bool png_of(struct arena *mem, const struct page_marks *p, double side, struct bytes *out, struct why *why)
{
        int px = (int)ceil(side * DPI / 72);
        cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, px, px);
        cairo_t *cr = cairo_create(s);
        struct buffer b = { .mem = mem };
        cairo_status_t status;
        bool good;

        cairo_scale(cr, px / side, px / side);
        good = typeset__page_draw(cr, p, why);
        cairo_destroy(cr);
        status = good ? cairo_surface_write_to_png_stream(s, to_buffer, &b) : CAIRO_STATUS_SUCCESS;
        cairo_surface_destroy(s);
        if (good && status != CAIRO_STATUS_SUCCESS)
                return fail(why, "印章图片无法写出：%s", cairo_status_to_string(status));
        *out = (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
        return good;
}

bool seal_make(struct typesetter *t, struct arena *mem, const char *name, struct seal *out, struct why *why)
{
        static const struct doc_head head = { .form = DOC_PLAIN };
        struct arena *own = arena_new();
        struct pages *p = TAKE(own, struct pages);
        struct flow f = { .t = t, .p = p, .why = why, .head = &head };
        struct seal s = { .side = seal_side() };
        bool good;

        *p = (struct pages){ .mem = own, .w = s.side, .h = s.side };
        p->page = TAKE(own, struct page_marks);
        p->n = p->room = 1;
        good = seal_put(&f, 0, s.side / 2, s.side / 2, name, true) && png_of(mem, p->page, s.side, &s.png, why);
        if (good) {
                s.paths = paths_of(mem, p->page, s.side);
                *out = s;
        }
        pages_free(p);
        return good;
}
