/* blocks.h - private to typeset/: what doc.c collects and layout.c reads.  Everything is copied into the document's arena, images too. */
#ifndef TYPESET_BLOCKS_H
#define TYPESET_BLOCKS_H
#include "typeset/typeset.h"

enum block_kind { BLOCK_NEXT, BLOCK_TEXT, BLOCK_SPACE, BLOCK_BREAK, BLOCK_MARK, BLOCK_TABLE, BLOCK_SIGN, BLOCK_IMAGE, BLOCK_DRAWING, BLOCK_PAGES, BLOCK_COUNTS };
struct row { bool head; const struct doc_cell *cell; size_t n; };
struct picture { struct bytes file; bool jpeg; int w, h /* pixels as stored */, turn /* degrees clockwise to stand upright: 0 90 180 270 */; };
struct block {
        enum block_kind kind;
        struct block *next;
        enum para style;
        const char *text;                                       /* of a text, a bookmark, below an image */
        double lines;                                           /* of a space */
        int level;                                              /* of a bookmark */
        struct doc_head head;                                   /* of the next document */
        struct doc_table table; struct row *row; size_t n_rows, rows_room;
        struct doc_sign sign; struct picture picture;           /* the picture: an image, or what was drawn by hand */
        double w, h; const struct stroke *stroke; size_t n_strokes;
        const struct tame_pdf *tame; size_t counts;
};
struct attached { const char *name, *format; struct bytes file; struct attached *next; };
struct doc { struct arena *mem; struct attached *attached, *attached_last; struct block *first, *last, *head /* of the document begun last */; bool open /* a table */; };

/* Reads the head of a JPEG or PNG; refuses FILE_TYPE. */
bool picture_read(struct bytes file, struct picture *out, struct why *why);

#endif
