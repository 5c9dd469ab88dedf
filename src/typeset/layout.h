/* layout.h - private to typeset/: what the parts of the layout share.
 *
 * faces.c finds faces and keeps a PangoLayout for each face and size; words.c turns one paragraph into lines, once; layout.c lets blocks
 * flow over pages; layout_*.c put heads, tables, signatures, pictures and the QR code where they belong.
 */
#ifndef TYPESET_LAYOUT_H
#define TYPESET_LAYOUT_H
#include "typeset/blocks.h"
#include "typeset/pages.h"
#include <pango/pangocairo.h>
#include <fontconfig/fontconfig.h>

/* GB/T 9704-2012 5.2: A4; 37 mm above, 28 mm at the left; 156 by 225 mm of text: 22 lines of 28 characters of size three (15.75 pt). */
#define MM (72.0 / 25.4)
#define PAPER_W (210 * MM)
#define PAPER_H (297 * MM)
#define SIZE_THREE 15.75
#define TEXT_LEFT (28 * MM)
#define TEXT_TOP (37 * MM)
#define TEXT_W (28 * SIZE_THREE)
#define TEXT_H (225 * MM)
#define PITCH (TEXT_H / 22)
#define RISE 0.88                       /* of the size: from the top of a character's square to its baseline */

enum face { FACE_BODY, FACE_TITLE, FACE_HEADING, FACE_KAI, FACE__N };
enum side { SIDE_LEFT, SIDE_FULL /* justified */, SIDE_CENTER, SIDE_RIGHT };

struct sized { enum face face; int size /* Pango units */; PangoLayout *layout; };
struct typesetter {
        struct arena *mem;
        FcConfig *config;
        PangoFontMap *map;
        PangoContext *context;
        PangoFontDescription *face[FACE__N];
        struct sized sized[48];         /* layouts made so far; the oldest is replaced */
        size_t n_sized, next_sized;
};
PangoLayout *face_layout(struct typesetter *t, enum face face, double size);

/* One paragraph as lines. */
struct style { enum face face; double size, pitch, width, indent; enum side side; };
struct line { PangoLayoutLine *run; double x /* from the left of the width */, w; };
struct lines { struct line *at; size_t n; const char *text; struct style style; };

struct spot { size_t mark; double y; };
struct flow {
        struct typesetter *t;
        struct pages *p;
        struct why *why;
        const struct doc_head *head;    /* of the document at hand */
        size_t first;                   /* its first page */
        double left, width, top, bottom;
        double y;                       /* where the next thing goes, on the last page */
        bool fresh;                     /* nothing stands on the last page yet */
        struct spot before[2];          /* where the last two lines of text on this page began: [0] the older */
        size_t n_before;
        bool keep; struct spot kept;    /* what from here on stands at the foot of the page must go along with what follows */
        size_t unplaced;                /* bookmarks from this one on wait for the next thing */
        const struct block *everywhere; /* signatures at the foot of every page of a record */
};

/* Shapes; refuses ARG_ENCODING and GLYPH_MISSING.  An empty text is one empty line. */
bool words_shape(struct flow *f, const struct style *s, const char *text, struct lines *out);
bool words_even(struct flow *f, const struct style *s, const char *text, struct lines *out);    /* the same; several lines are about equally long */
void line_put(struct flow *f, size_t page, const struct lines *l, size_t i, double x, double baseline, enum ink ink);
/* A single line that starts at x (SIDE_LEFT), is centred on it or ends there.  Turned about (x, baseline): one character, SIDE_LEFT. */
struct label { enum face face; double size; enum side side; enum ink ink; double turn; };
bool label_put(struct flow *f, size_t page, const struct label *how, double x, double baseline, const char *text);

struct mark *mark_add(struct flow *f, size_t page, struct mark m);
void rule_put(struct flow *f, size_t page, double x, double y, double w, double h, double width);
size_t flow_page(const struct flow *f);                 /* the last page: 0-based */
void flow_turn(struct flow *f);                         /* to a new page; takes along what is kept */
void flow_need(struct flow *f, double h);               /* a new page unless there is room for h */
void flow_placed(struct flow *f);                       /* something was put at f->y: bookmarks that waited point there */
bool flow_lines(struct flow *f, const struct lines *l, double x);
bool flow_text(struct flow *f, const struct style *s, const char *text, double x);     /* a newline starts another paragraph */
void bookmark_put(struct flow *f, const struct block *b);
struct style style_of(const struct flow *f, enum para para);

bool head_put(struct flow *f);                          /* org, title, number, addressee */
bool foot_put(struct flow *f);                          /* page numbers, foot, QR code, signatures on every page */
bool table_put(struct flow *f, const struct block *b);
bool sign_put(struct flow *f, const struct block *b);
double sign_room(const struct flow *f, const struct block *b);  /* what signatures on every page take away from it */
bool sign_everywhere(struct flow *f);
double seal_side(void);
bool seal_put(struct flow *f, size_t page, double cx, double cy, const char *name, bool draw);   /* notes the place in any case */
bool image_put(struct flow *f, const struct block *b);
void picture_put(struct flow *f, size_t page, const struct picture *p, double x, double y, double w, double h);
bool drawing_put(struct flow *f, const struct block *b);
bool tame_put(struct flow *f, const struct block *b);
bool qr_put(struct flow *f, size_t page, double x, double y, double side, const char *text);
bool strip_put(struct flow *f, const struct block *from, const struct block **past);

#endif
