/* statute_inner.h - private to statute/. */
#ifndef STATUTE_STATUTE_INNER_H
#define STATUTE_STATUTE_INNER_H
#include "db/db.h"
#include "statute/statute.h"

/* The version of the same name and effective day that stands, other than `except`; id 0 if there is none. */
bool statute__same_day(struct ctx *c, const char *name, struct day effective, int64_t except, int64_t *id);
bool statute__by_digest(struct ctx *c, const char *digest, int64_t *id);        /* 0: none */
bool statute__newest(struct ctx *c, const char *name, int64_t *id);
const char *statute__effective_by(const char *code);    /* 依文本自身的规定 … */
bool statute__decisions(struct ctx *c, const char *words, struct statute_decisions *out);

/* Characters of two texts, marked; both sides' markup.  Falls back to whole texts when they are very long. */
void statute__diff_put(struct html *h, const char *before, const char *after, bool old_side);
/* How alike two texts are: 0 … 1000 (shared pairs of characters). */
int statute__alike(struct arena *mem, const char *a, const char *b);

apply_fn statute__apply_import, statute__apply_repeal, statute__apply_effective;
page_fn statute__page_all, statute__page_one, statute__page_article, statute__page_compare, statute__page_desk, statute__page_desk_one;
/* The text of one provision with what it names as links. */
void statute__lines_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct provision *p, struct day on);
/* The version that a page's address asks for: ?version=, else in force on ?on= (today), else the oldest.  Refuses ARG_TYPE, SUBJECT_UNKNOWN. */
bool statute__asked(struct ctx *c, const struct page_in *in, struct day *on, struct statute_version *v);
void statute__state_put(struct ctx *c, struct html *h, const struct statute_version *v, struct day on);
const char *statute__url(struct ctx *c, const struct statute_version *v, const char *number, struct day on);

#endif
