/* copy_inner.h - private to recording/: shared by copy_*.c, object*.c and the player. */
#ifndef RECORDING_COPY_INNER_H
#define RECORDING_COPY_INNER_H
#include "recording/copy.h"
#include "ui/ui.h"

/* ---- moments and regions: pure (copy_regions.c) ---- */
/* "12500" is ms, "12.5s" seconds, "1:05", "1:05.2" and "1:02:03.5" are read as on a clock. */
bool copy__moment_read(const char *s, int64_t *ms);
char *copy__moment(struct arena *mem, int64_t ms);              /* "1:05.200"; whole seconds without the point */
/* A JSON list of lines "from-until:x,y,w,h[-x,y,w,h]" (times as above but without a colon, ten thousandths of the picture; the second box is
 * where it has moved to at the end); "x,y,w,h" alone is the whole time.  length: ms, -1 for a photo.  Refuses MEDIA_RANGE, ARG_TYPE. */
bool copy__regions_read(struct arena *mem, const char *list, int64_t length, struct media_blur *out, struct why *why);

/* ---- what commands share (copy_make.c, copy_text.c) ---- */
bool copy__prepare_mark(struct ctx *c, const struct args *a, struct request *r);
bool copy__prepare_copy(struct ctx *c, const struct args *a, struct request *r);
bool copy__prepare_text(struct ctx *c, const struct args *a, struct request *r);
bool copy__prepare_judged(struct ctx *c, const struct args *a, struct request *r);
/* recording_find(), then what every such act says: case, original. */
bool copy__of(struct ctx *c, const struct args *a, struct request *r, struct recording *out);
/* Refuses whom the house does not let watch; fails where the program reads no recordings. */
bool copy__media(struct ctx *c, const struct recording *of, struct media **out);
/* Which segments of the original bytes [first, last) lie in, with their ways to the root: JSON. */
bool copy__proof(struct ctx *c, const struct recording *of, int64_t first, int64_t last, const char **json);
bool copy__text_find(struct ctx *c, int64_t id, struct said_text *out);         /* refuses SUBJECT_UNKNOWN */

/* ---- pages ---- */
bool copy__id(struct ctx *c, const char *segment, int64_t *id);                 /* of an address; refuses SUBJECT_UNKNOWN */
bool copy__may(struct ctx *c, const char *verb);                /* has this person the command's role?  Leaves c->why */
void copy__crumbs(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r, const struct case_facts *f, const char *title);
const char *copy__engine_label(const char *engine);
void copy__text_put(struct html *h, const struct recording *r, const char *text);       /* lines that begin with a moment lead there */
void copy__time_of_day(struct html *h, struct instant t);       /* 10:31:05 in China */
bool copy__page_copies(struct ctx *c, const struct page_in *in, struct html *h);
bool copy__page_blur(struct ctx *c, const struct page_in *in, struct html *h);
bool copy__page_texts(struct ctx *c, const struct page_in *in, struct html *h);
bool copy__page_search(struct ctx *c, const struct page_in *in, struct html *h);
bool object__page(struct ctx *c, const struct page_in *in, struct html *h);

/* ---- views ---- */
bool copy__view_marks(struct ctx *c, const struct args *a, struct table *t);
bool copy__view_copies(struct ctx *c, const struct args *a, struct table *t);
bool copy__view_proof(struct ctx *c, const struct args *a, struct table *t);
bool copy__view_texts(struct ctx *c, const struct args *a, struct table *t);
bool object__view(struct ctx *c, const struct args *a, struct table *t);

/* ---- one object, one place (object_read.c) ---- */
struct object { const char *party_id, *party, *place; };        /* what is asked for; the first one that is not "" counts */
struct object_case { int64_t id; struct case_facts facts; const char *place; };
struct object_recording { int64_t id, case_id, length; const char *kind, *title, *place, *pictures,
        *findings; struct instant taken_at; bool classified; };
struct object_all {
        struct object_case *cases; size_t n_cases;              /* those in scope, newest first */
        struct object_recording *recordings; size_t n_recordings;       /* of those, newest first */
};
bool object__load(struct ctx *c, const struct object *o, struct object_all *out);

#endif
