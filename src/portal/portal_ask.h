/* portal_ask.h - between portal_ask.c (forms) and portal_ask_look.c (lookups): what stands around all of them. */
#ifndef PORTAL_PORTAL_ASK_H
#define PORTAL_PORTAL_ASK_H
#include "portal/portal.h"

void ask__begin(struct ctx *c, const struct page_in *in, struct html *h, const char *title, const char *lead, size_t tab /* SIZE_MAX: no tabs */);
void ask__otherwise(struct ctx *c, struct html *h);     /* the card for those who would rather call or come */
const char *ask__typed(const struct page_in *in, const char *name);     /* "" if not */

#endif
