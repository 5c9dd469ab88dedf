/* page_picture.c - one laid out page as a PNG, for looking at it on a screen.  Drawn by the same hand as the PDF, so it shows the same. */
#include "typeset/pages.h"
#include <math.h>

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
