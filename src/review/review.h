/* review.h - reviewing bodies (V1, V9): who sits in them and may review, recusals, advice inside one review, meetings of a committee.
 *
 * Rules of a body stand in the pack (`bodies:`).  From the day they hold, whoever passes or returns a case is a registered member, in
 * term, qualified (处罚法 58) and not recused (43); and a committee passes nothing that a held meeting has not agreed to.
 */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H
#include "base/html.h"
#include "journal/journal.h"
#include "law/facts.h"
#include "org/org.h"
#include "ui/page.h"
#include "ui/view.h"

/* May c->who review this case today?  Refuses RECUSAL, and once the body's rules hold: NOT_MEMBER, TERM_OVER, EXAM.  What else reviews (the
 * checks of the desk) asks here too.  Reads only what the writer's mirror has of the case. */
bool review_may(struct ctx *c, const struct case_facts *f);
/* Who was asked for advice in the review of this case that is open now, and may see it until that ends (case_see_bind). */
bool review_asked(struct ctx *c, const struct case_facts *f, const char *login, bool *out);

/* Who stands aside, what lawyers were asked, what meetings decided: a tab of the case.  What waits for me: a card of the desk. */
bool review_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);
bool review_desk_card(struct ctx *c, struct html *h);

extern const struct command review_commands[]; extern const size_t review_commands_n;
extern const struct noun review_nouns[]; extern const size_t review_nouns_n;
extern const struct shadow review_shadows[]; extern const size_t review_shadows_n;
extern const struct view review_views[]; extern const size_t review_views_n;
extern const struct page review_pages[]; extern const size_t review_pages_n;

#endif
