/* ui_inner.h - what the files of this folder share and nobody else uses. */
#ifndef UI_UI_INNER_H
#define UI_UI_INNER_H
#include "ui/ui.h"

const char *ui__href(const char *url);                  /* url if it is one of those ui.h promises to link to, otherwise NULL */
size_t ui__id(const struct html *h);                    /* a number no other part of this page gets: ids are "u%zu" */
const char *ui__count(struct arena *a, int64_t n);      /* 486213 -> "486,213" */
const char *ui__yuan(struct arena *a, int64_t fen);     /* 18000000 -> "180,000"; cents only where there are some */
const char *ui__day_short(struct arena *a, struct day d, struct day today);     /* "11-24", or whole when the year is another */
bool ui__tone(const char *s);                           /* "ok" "warn" "bad" "info" "note" or "" */
void ui__attribute(struct html *h, const char *name, const char *value);          /* nothing when value is NULL */
void ui__hidden(struct html *h, const char *name, const char *value);
const char *ui__value(const struct pair *p, size_t n, const char *name);        /* NULL if not there */

/* Choices of one arg, from its description or from the callback.  n 0: the person types. */
struct ui_options ui__options(struct arena *mem, const struct arg *g, ui_options_fn *fn, void *to);
bool ui__picked(const struct arg *g, const char *value, const char *option);    /* is option (one of) the value(s)? */

#endif
