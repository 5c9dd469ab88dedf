/* pdf_face.h - private to pdf*.c: the faces of a document as Cairo is to embed them. */
#ifndef TYPESET_PDF_FACE_H
#define TYPESET_PDF_FACE_H
#include "typeset/pages.h"
#include <cairo.h>
#include <hb-subset.h>

struct pdf_font {
        const PangoFont *pango;
        cairo_scaled_font_t *scaled;
        const hb_map_t *renumbered;     /* glyph of the whole face -> glyph of `scaled`; NULL: the same */
        bool own;                       /* `scaled` was made here */
};
struct pdf_faces;
struct pdf_faces *pdf_faces_open(const struct pages *p, struct arena *mem);     /* never NULL */
const struct pdf_font *pdf_font_of(struct pdf_faces *s, PangoFont *font);
void pdf_faces_close(struct pdf_faces *s);

#endif
