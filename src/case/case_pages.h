/* case_pages.h - private: what the desk pages of cases share. */
#ifndef CASE_CASE_PAGES_H
#define CASE_CASE_PAGES_H
#include "case/case.h"
#include "ui/page.h"
#include "ui/ui.h"

page_fn case__page_desk, case__page_ledger, case__page_case, case__page_journal, case__page_act;

/* ?done=25: what was done, and where to see it.  Nothing when the address does not say so, or names an act out of sight. */
void case__done(struct ctx *c, const struct page_in *in, struct html *h);
const char *case__url(struct arena *mem, int64_t id);                                   /* /desk/case/12 */
const char *case__act_url(struct ctx *c, const char *verb, const struct case_facts *f);     /* its form, with what is known filled in */
struct ui_due case__due(const struct ctx *c, const struct case_clock *k);               /* how a clock is shown today */
const struct explanation *case__due_why(const struct ctx *c, const struct case_clock *k);
const char *case__due_title(struct arena *mem, const struct case_clock *k);             /* 为什么是 2024-11-07 */
const char *case__due_ended(const struct ctx *c, const struct case_clock *k);           /* 　于日志第 32 条了结; "" while it runs */
const char *case__material_label(const struct pack *p, const char *kind);
const char *case__names(struct ctx *c, const struct names *logins);                     /* 周明远、唐静 */

/* The value of an act's field as people read it: money in yuan, choices by their labels, people by name. */
const char *case__value(struct ctx *c, const struct arg *g, const char *stored);
/* "送达方式：直接送达　送达日：2024-10-31": the telling fields of an act; personal and long ones are left out or cut. */
const char *case__values(struct ctx *c, const struct act *a);
bool case__tab_timeline(struct ctx *c, struct html *h, const struct case_facts *f);
bool case__tab_materials(struct ctx *c, struct html *h, const struct case_facts *f);
void case__tab_party(struct ctx *c, struct html *h, const struct case_facts *f);
void case__tab_clocks(struct ctx *c, struct html *h, const struct case_clocks *l);
bool case__tab_proof(struct ctx *c, struct html *h, const struct case_facts *f);

/* case_pages_next.c: the acts of case_next() in the order in which they press. */
bool case__actions(struct ctx *c, struct html *h, const struct case_facts *f, const struct case_clocks *l);
/* What presses most for this person on this case; NULL if nothing does (adding a paper is always possible and never presses). */
bool case__pressing(struct ctx *c, const struct case_facts *f, const struct case_clocks *l, const struct command **out);

extern const struct page case_pages[];
extern const size_t case_pages_n;

#endif
