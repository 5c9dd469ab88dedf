/* portal_advance.h - private to portal/: what the pages of advance disclosure share. */
#ifndef PORTAL_PORTAL_ADVANCE_H
#define PORTAL_PORTAL_ADVANCE_H
#include "catalog/catalog.h"
#include "org/org.h"
#include "portal/portal.h"

extern const struct arg advance__officer_params[], advance__list_params[];
bool advance__agency_options(void *to, const struct arg *g, struct ui_options *out);    /* to: ctx */
bool advance__address(struct ctx *c, const char *path, const char **out);       /* https://site/path: for QR codes */
void advance__qr(struct html *h, const char *address, const char *label);       /* with the address in words for those who cannot scan */
/* Does this program have that page?  Links to folders that are not bound are left out rather than dead. */
bool advance__there(struct arena *mem, const char *path);
const char *advance__number(struct arena *mem, int64_t n);
/* Certificates as cards, in columns; none: what to say when there are none. */
void advance__officer_cards(struct ctx *c, struct html *h, const struct officer *at, size_t n);
void advance__portrait(struct html *h, const struct officer *o);
const char *advance__unit(const struct pack *p, const struct officer *o);       /* 执法一大队; the agency where there is no unit */
/* Kinds of list in the order of the pack, with how many agencies have published one. */
void advance__kinds_put(struct ctx *c, struct html *h, const struct lists *in);
page_fn portal_lists, portal_list_kind, portal_list, portal_list_version, portal_list_compare, portal_officers, portal_officer, portal_guides, portal_guide,
        portal_guide_form, portal_boards, portal_board, portal_board_screen, portal_board_sheet, portal_rules;

#endif
