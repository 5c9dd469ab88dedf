/* pages.h - private to typeset/: what lies where after layout.  layout.c makes it; pdf.c and ofd.c only read it, so both show the same.
 *
 * Words keep Pango's shaped glyphs and the text they came from: PDF draws them (text stays extractable), OFD writes the text with one
 * advance per character and embeds a subset of the face.
 */
#ifndef TYPESET_PAGES_H
#define TYPESET_PAGES_H
#include "typeset/blocks.h"
#include <cairo.h>
#include <pango/pango.h>

enum mark_kind { MARK_WORDS, MARK_LINE, MARK_BOX /* outline */, MARK_FILL, MARK_IMAGE, MARK_SEAL };
enum ink { INK_BLACK, INK_RED, INK_GREY };
struct mark {
        enum mark_kind kind;
        enum ink ink;
        double x, y, w, h;              /* words: x of the first glyph and the baseline's y; lines: from x, y to x + w, y + h */
        double width;                   /* of lines */
        bool dashed;
        PangoGlyphItem *run;            /* words */
        const char *text;               /* words: the run's own text (item->length bytes); seals: the name on it */
        struct bytes image; bool jpeg; int image_w, image_h;
        double turn;                    /* degrees, clockwise about x, y, of words and images: a seal's characters, a photo taken upright */
        double round;                   /* of a box: radius of its corners */
};
/* SEAL: the ring (a circle that fills x, y, w, h, of `width`) and the star of five points in its middle (outer radius w * 0.16); the
 * name's characters follow as WORDS of their own.  FILL: neighbours of one ink may be written as one path (the squares of a QR code).
 * IMAGE: the file's bytes; the picture fills w by h to the right of and below x, y, then the whole is turned about x, y. */
/* tame: under its marks lies that page of a PDF that is not ours (0-based), w by h from x, y.  counts: pages it stands for; 0 is 1. */
struct page_marks { struct mark *at; size_t n, room, counts; const struct tame_pdf *tame; size_t tame_page; double x, y, w, h; };
struct page_bookmark { const char *title; int level; size_t page; double y; };
struct pages {
        struct arena *mem;              /* owns everything; runs and fonts are released by pages_free() */
        double w, h;                    /* of the paper */
        struct page_marks *page; size_t n, room;
        struct page_bookmark *bookmarks; size_t n_bookmarks, bookmarks_room;
        struct box *seals; size_t n_seals, seals_room;
        const struct attached *attached;        /* files that go along, in an OFD */
        struct pages *joined;           /* pages_join(): freed along with these */
        struct doc_head head;           /* of the first document: metadata */
        PangoLayoutLine **held; size_t n_held, held_room;      /* keep the runs alive */
};

/* What it counts as (page_marks.counts). */
size_t pages__counts(const struct page_marks *p);
/* pdf_merge.c: are there pages that are not ours, and the file with them drawn in. */
bool pages__tame(const struct pages *p);
bool pdf__merge(const struct pages *p, struct arena *mem, struct bytes file, struct bytes *out, struct why *why);
/* pdf.c: one page onto any surface of Cairo's, in points. */
cairo_surface_t *typeset__png(struct bytes image);      /* its status says whether it could be read */
bool typeset__page_draw(cairo_t *cr, const struct page_marks *p, struct why *why);

#endif
