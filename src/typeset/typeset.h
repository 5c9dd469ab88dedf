/* typeset.h - an official document as a list of blocks, laid out once, written as PDF or OFD.
 *
 * Proportions after GB/T 9704: A4, 37 mm above, 28 mm at the left, a text area of 156 by 225 mm, 22 lines of 28 characters in 16 pt.
 * The same blocks and faces always give the same bytes: no clock, no chance, no locale, no order of a hash table is looked at.
 *
 * Promises:  nothing is ever cut: what is too long for a cell flows on to the next line or page, or shrinks by the cell's rule (not
 *            below 9 pt) and then flows; a character that no face can show is refused (GLYPH_MISSING) and named, never a box.
 * Never:     reads a file other than the faces that fontconfig finds, knows cases, packs or the journal.
 * Threads:   a `struct typesetter` belongs to one thread (Pango's font map is not shared).  Documents live in the given arena.
 * Units:     points (1/72 inch) from the top left corner unless a name says mm.
 *
 * Example:   struct typesetter *t = typeset_open(&faces, &why);
 *            struct doc *d = doc_new(mem, &(struct doc_head){ .title = "行政处罚决定书", .org = …, .number = …, .made = act->at });
 *            doc_text(d, PARA_FLUSH, "当事人：…");
 *            doc_sign(d, &(struct doc_sign){ .org = …, .day = …, .seal = true });
 *            struct pages *p = typeset_pages(t, d, &why);   if (p && pdf_make(p, mem, &bytes, &why)) …   pages_free(p);
 */
#ifndef TYPESET_TYPESET_H
#define TYPESET_TYPESET_H
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

/* Families by role.  "" takes the default; an agency that owns 仿宋_GB2312 and 小标宋 names them in its pack (`faces:`). */
struct faces { const char *body /* 仿宋 */, *title /* 小标宋 */, *heading /* 黑体 */, *kai /* 楷体 */; };
extern const struct faces faces_default;                /* of Debian: LXGW WenKai, Noto Serif CJK SC, Noto Sans CJK SC */

struct typesetter;
struct typesetter *typeset_open(const struct faces *f, struct why *why);        /* NULL + fail(): names the package when a face is missing */
void typeset_close(struct typesetter *t);                                       /* NULL is fine */

/* ---- a document ---- */
enum doc_form { DOC_LETTER,     /* 决定书、通知书: org, title, number, text, signature with seal, day */
                DOC_FORM,       /* 审批表: title, number at the right, ruled rows */
                DOC_RECORD,     /* 笔录: title, ruled head, running text, signatures on every page */
                DOC_STRIP,      /* 封条: one page, large characters, upright */
                DOC_COVER,      /* 卷宗封面 */
                DOC_PLAIN };    /* catalogue, handbook, reports: title, headings, tables */
struct doc_head {
        enum doc_form form;
        const char *org, *title, *number;       /* "" leaves the line out */
        const char *addressee;                  /* 主送: flush left with a colon; "" none */
        const char *subject, *keywords;         /* metadata only */
        struct instant made;                    /* the act's time: creation date in the metadata */
        const char *qr, *qr_note;               /* address of the verification page, on the last page; "" none */
        const char *foot;                       /* small, left of "第 1 页 共 3 页"; "" none */
        bool plain_numbers;                     /* the caller numbers pages itself (dossier): no page x of y */
};
struct doc;
struct doc *doc_new(struct arena *mem, const struct doc_head *head);
/* Starts another document in the same file, on a new page (dossier): its own head, its own page x of y. */
void doc_next(struct doc *d, const struct doc_head *head);

enum para { PARA_BODY,          /* two characters indent, justified */
            PARA_FLUSH, PARA_CENTER, PARA_RIGHT,
            PARA_HEADING,       /* 一、 in the heading face */
            PARA_KAI,           /* （一） in the kai face */
            PARA_SMALL };
void doc_text(struct doc *d, enum para style, const char *text);                /* a newline starts another paragraph of the style */
void doc_space(struct doc *d, double lines);
void doc_break(struct doc *d);                                                  /* new page */
void doc_mark(struct doc *d, int level, const char *title);                     /* a bookmark that points here; level 1… */

/* The same, to the first page of the document begun last; may be said at any time before the next one. */
void doc_mark_head(struct doc *d, int level, const char *title);

/* Ruled tables.  Columns by share of the width.  Rows marked head at the beginning are repeated on every page. */
struct doc_cell { const char *text; int span /* columns; 0 = 1 */, rows /* least lines of height */; bool label /* centred, as a name of a field */, right, shrink;
                  const char *sign /* line at the foot of the cell; "签名：" gets room to sign and "年　月　日" behind it; "" none */; };
struct doc_table { const double *share; size_t columns; bool compact; };
void doc_table(struct doc *d, const struct doc_table *t);
void doc_row(struct doc *d, bool head, const struct doc_cell *cells, size_t n); /* spans sum up to the columns: must() */
void doc_table_end(struct doc *d);

/* Who signs, at the end of a document; kept together with at least two lines of text before it. */
struct doc_sign { const char *org; struct day day; bool place /* room for the agency's seal over name and day, and pages_seal() */, seal /* and it is drawn */;
                  const char *const *lines /* "执法人员（签名）：" with a rule to write on */; size_t n_lines;
                  struct bytes drawn /* PNG of a signature made on a screen; n 0: none */; };
void doc_sign(struct doc *d, const struct doc_sign *s);
/* JPEG or PNG, at most the text area, never enlarged over 150 dpi; JPEG goes into the file as it is.  Refuses FILE_TYPE. */
bool doc_image(struct doc *d, struct bytes image, const char *caption, struct why *why);
/* Is it one that can be shown?  Unpacks a PNG (at most 40 million pixels), looks for the end of a JPEG.  Refuses FILE_TYPE with the reason. */
bool image_check(struct bytes image, struct why *why);
/* A PDF that is not ours, redrawn by a jailed program (mingjing-pdf): its pages as drawings, without scripts, forms, links and attachments.
 * fd: a regular file.  Refuses FILE_TYPE with the reason in the particulars (damaged, encrypted, a bomb, hidden layers, over 1,000 pages or
 * 128 MB); fails when the program cannot be started. */
struct tame_size { double w, h; };
struct tame_pdf { struct bytes file; size_t pages; struct tame_size *size; };
bool pdf_tame(struct arena *mem, int fd, struct tame_pdf *out, struct why *why);
/* All pages of it, each on a page of its own below a line that says what it is; never enlarged.  PDF only.  t lives as long as the pages. */
void doc_pages(struct doc *d, const struct tame_pdf *t, const char *line);
/* The page at hand stands for so many, in catalogues and running numbers: what lies beside. */
void doc_counts(struct doc *d, size_t pages);
/* A file that lies in the OFD package, to be taken out (not in a PDF).  The bytes live as long as the pages. */
void doc_attach(struct doc *d, const char *name, const char *format, struct bytes file);
/* Lines, boxes and words (flowcharts): own coordinates of w by h points, scaled down to the text area if needed. */
/* Boxes (w by h; ROUND: half circles at the ends) have their text in the middle, one line of it for each newline.  WORDS: one line that
 * begins at x with its baseline at y (w > 0: in the middle of w).  ARROW: a line with its head at x+w, y+h.  size: of the text, points. */
enum stroke_kind { STROKE_LINE, STROKE_BOX, STROKE_ROUND, STROKE_ARROW, STROKE_WORDS };
struct stroke { enum stroke_kind kind; double x, y, w, h /* of a line: to x+w, y+h */; const char *text; double size; bool bold, dashed; };
void doc_drawing(struct doc *d, double w, double h, const struct stroke *strokes, size_t n);

/* ---- laid out ---- */
struct pages;
struct pages *typeset_pages(struct typesetter *t, const struct doc *d, struct why *why);      /* NULL: refused or failed.  Not to outlive d's arena or t */
size_t pages_count(const struct pages *p);                                      /* one that stands for several counts as so many */
/* Where a bookmark landed, as pages_count() counts: for catalogues.  1-based; 0 if there is no such bookmark. */
size_t pages_mark(const struct pages *p, const char *title);
/* Where the seal of the n-th doc_sign() with a place for one stands; false if there is none.  For visible signatures. */
struct box { size_t page /* 1-based */; double x, y, w, h; };
bool pages_seal(const struct pages *p, size_t n, struct box *out);
/* The seal by itself: operators of PDF that fill a square of side points from its lower left corner, and a picture without ground. */
struct seal { double side; struct bytes paths, png; };
bool seal_make(struct typesetter *t, struct arena *mem, const char *name, struct seal *out, struct why *why);
/* A volume of several documents: a running number at the lower right corner of every page, from 1; and b's pages behind a's (b belongs to a
 * from then on). */
bool pages_number(struct typesetter *t, struct pages *p, struct why *why);
struct pages *pages_join(struct pages *a, struct pages *b);
void pages_free(struct pages *p);

bool pdf_make(const struct pages *p, struct arena *mem, struct bytes *out, struct why *why);
bool ofd_make(const struct pages *p, struct arena *mem, struct bytes *out, struct why *why);   /* GB/T 33190 */
/* One page (from 1) as a picture for a screen; photographs in it stay blank. */
bool picture_make(const struct pages *p, size_t page, int dpi, struct arena *mem, struct bytes *png, struct why *why);
/* Straight to a file descriptor, for dossiers.  progress may be NULL; false from it stops (fail). */
typedef bool pages_progress_fn(void *to, size_t page, size_t of);
bool pdf_write(const struct pages *p, int fd, pages_progress_fn *progress, void *to, struct why *why);

#endif
