/* page_picture.c - one laid out page as a PNG, for looking at it on a screen.  Drawn by the same hand as the PDF, so it shows the same.
 * And the other way: can a picture that somebody brought be drawn at all? */
#include "typeset/pages.h"
#include <math.h>
#include <string.h>

#define PNG_PIXELS_MAX 40000000         /* four bytes each are taken while it is looked at */

/* ---- pictures that come ---- */

static bool png_whole(struct bytes image)
{
        cairo_surface_t *s = typeset__png(image);
        bool good = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;

        cairo_surface_destroy(s);
        return good;
}

/* The end of image behind the start of scan: a thumbnail in the head has an end of its own. */
static bool jpeg_whole(struct bytes f)
{
        for (size_t at = 2; at + 4 <= f.n && f.p[at] == 0xFF;) {
                if (f.p[at + 1] == 0xDA)
                        return memmem(f.p + at, f.n - at, "\xff\xd9", 2) != NULL;
                at += f.p[at + 1] == 0xFF ? 1 : 2 + ((size_t)f.p[at + 2] << 8 | f.p[at + 3]);
        }
        return false;
}

bool image_check(struct bytes image, struct why *why)
{
        struct picture p;

        if (!picture_read(image, &p, why))
                return false;
        if (!p.jpeg && (int64_t)p.w * p.h > PNG_PIXELS_MAX)
                return refuse(why, R_FILE_TYPE, NULL, "图片太大（%d×%d 像素）", p.w, p.h);
        return (p.jpeg ? jpeg_whole(image) : png_whole(image)) || refuse(why, R_FILE_TYPE, NULL, "图片已经损坏");
}

/* ---- pages ---- */

static cairo_status_t to_buffer(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

static bool page_paint(cairo_surface_t *s, const struct pages *p, size_t page, double scale, struct why *why)
{
        cairo_t *cr = cairo_create(s);
        bool good;

        cairo_set_source_rgb(cr, 1, 1, 1);
        cairo_paint(cr);
        cairo_scale(cr, scale, scale);
        good = typeset__page_draw(cr, &p->page[page - 1], why);
        cairo_destroy(cr);
        return good;
}

bool picture_make(const struct pages *p, size_t page, int dpi, struct arena *mem, struct bytes *png, struct why *why)
{
        struct buffer b = { .mem = mem };
        double scale = dpi / 72.0;
        cairo_surface_t *s;
        cairo_status_t status;
        bool good;

        if (page < 1 || page > p->n)
                return refuse(why, R_PAGE_UNKNOWN, NULL, "第 %zu 页", page);
        s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(p->w * scale), (int)ceil(p->h * scale));
        good = page_paint(s, p, page, scale, why);
        status = good ? cairo_surface_write_to_png_stream(s, to_buffer, &b) : cairo_surface_status(s);
        cairo_surface_destroy(s);
        if (good)
                *png = (struct bytes){ (const uint8_t *)b.p, b.n };
        return good && (status == CAIRO_STATUS_SUCCESS || fail(why, "图片无法写出：%s", cairo_status_to_string(status)));
}
