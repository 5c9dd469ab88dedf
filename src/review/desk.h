/* desk.h - the review desk (V2-V8): what lies there, who looks at it, the verdict on every point of the pack, who stands in.
 *
 * A verdict belongs to one submission (review.submit): what is sent again is looked at again.  Who passes or returns is the one who has
 * taken the submission, or who stands in for him on that day; where nobody has taken it, whoever may review.
 */
#ifndef REVIEW_DESK_H
#define REVIEW_DESK_H
#include "case/case.h"
#include "ui/page.h"

/* For case_review_bind(): what is known of the submission at hand. */
bool desk_read(struct ctx *c, const struct case_facts *f, struct review_desk *out);

extern const struct command desk_commands[]; extern const size_t desk_commands_n;
extern const struct noun desk_nouns[]; extern const size_t desk_nouns_n;
extern const struct shadow desk_shadows[]; extern const size_t desk_shadows_n;
extern const struct view desk_views[]; extern const size_t desk_views_n;
extern const struct page desk_pages[]; extern const size_t desk_pages_n;

#endif
