/* ofd_parts.h - private to ofd*.c: what the files that make an OFD package (GB/T 33190-2016) share.
 *
 * Lengths inside the package are millimetres.  They are kept as whole units of a ten-thousandth of a millimetre, so that the same
 * pages always give the same digits, whatever the locale and the processor think of floating point.
 */
#ifndef TYPESET_OFD_PARTS_H
#define TYPESET_OFD_PARTS_H
#include "base/html.h"
#include "typeset/pages.h"
#include <hb-subset.h>

typedef int64_t ofd_unit;                               /* 1/10000 mm */
#define OFD_MM 10000
ofd_unit ofd_of_points(double points);
ofd_unit ofd_of_pango(int64_t pango);                   /* 1/1024 point */
void ofd_put(struct html *x, ofd_unit v);               /* "-12.5": no exponent, no needless zeros */
void ofd_put_fixed(struct html *x, int64_t n, int digits);      /* n / 10^digits, likewise */
/* Attributes Boundary and CTM of what covers left…bottom as seen from x, y (points) and is turned about there, after being drawn out to
 * sx by sy: an image is drawn in a square of 1 by 1. */
struct ofd_area { ofd_unit left, top, right, bottom; };
void ofd_put_turned(struct html *x, const struct mark *m, const struct ofd_area *a, double sx, double sy);
void ofd_put_box(struct html *x, ofd_unit left, ofd_unit top, ofd_unit w, ofd_unit h);
const char *ofd_ink(enum ink ink);                      /* "217 18 18": the three parts of a colour */

/* ---- faces: one subset for each face that the document uses (ofd_face.c) ---- */
struct ofd_face {
        hb_face_t *face;
        hb_font_t *font;                /* any size of it: for the plain glyph of a character */
        hb_set_t *glyphs, *chars;
        hb_subset_plan_t *plan;
        const hb_map_t *renumbered;     /* of the plan: glyph in the whole face -> glyph in the subset */
        hb_blob_t *subset;
        const char *name, *family, *file;
        unsigned id;
        bool bold;
};
struct ofd_font { const PangoFont *pango; struct ofd_face *face; ofd_unit size; };
struct ofd_faces { struct ofd_face *at[64]; size_t n; struct ofd_font *font; size_t fonts, room; };

/* ---- the package ---- */
struct ofd_part { const char *name; struct bytes data, rest /* follows data: what lay between is left out */; bool packed /* is compressed already */; };
struct ofd_image { struct bytes data; bool jpeg; unsigned id; const char *file; };
struct ofd {
        const struct pages *p;
        struct arena *mem, *scratch;    /* scratch: of one page */
        struct why *why;
        unsigned last_id;               /* every page, object and resource has a number of its own */
        struct ofd_faces faces;
        struct ofd_image *image; size_t images, images_room;
        struct ofd_part *part; size_t parts, parts_room;
        unsigned *page_id;
};
unsigned ofd_id(struct ofd *o);
struct ofd_part *ofd_part_add(struct ofd *o, const char *name, struct bytes data);
const char *ofd_clean(struct ofd *o, const char *s);    /* without what XML cannot hold; those become spaces */

bool ofd_faces_find(struct ofd *o);                     /* looks at every run: which faces, which glyphs; makes the subsets */
const struct ofd_font *ofd_font_of(const struct ofd *o, const PangoFont *font);
hb_codepoint_t ofd_plain_glyph(const struct ofd_face *f, uint32_t character);   /* 0 if the face has none */
void ofd_faces_free(struct ofd *o);

void ofd_put_words(struct ofd *o, struct html *x, const struct mark *m);        /* ofd_text.c: TextObjects */
/* ofd_path.c: one PathObject for as many marks from `at` on as are drawn alike; returns how many. */
size_t ofd_put_strokes(struct ofd *o, struct html *x, const struct mark *m, size_t n);
void ofd_put_seal(struct ofd *o, struct html *x, const struct mark *m);

/* ofd_zip.c: the parts in their order, with one fixed time, as a zip file in o->mem. */
bool ofd_zip(struct ofd *o, struct bytes *out);

#endif
