/* approval.h - asking inside an agency (请示、会签、转办、催办、传阅): who is asked for a yes before an act, and what became of it.
 *
 * An approval is a request on a case with people who sign one after the other or at the same time.  It replaces no act and opens no gate of the
 * procedure: the machine (law/procedure.h) knows nothing of it.  A pack may want one before an act (`approvals:`, law/pack_approval.c);
 * then the act is refused without it, APPROVAL_MISSING, after everything that the law asks has been asked.
 * Legal basis: 党政机关公文处理工作条例 15、24; what a pack's rule names.
 */
#ifndef APPROVAL_APPROVAL_H
#define APPROVAL_APPROVAL_H
#include "base/html.h"
#include "case/case.h"
#include "ui/page.h"

/* May this person see the case because a request on it was put before him?  For case_asked_bind(): as long as it is not over. */
bool approval_asked(struct ctx *c, const struct case_facts *f, const char *login, bool *out);
bool approval_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);         /* of the case page */
bool approval_desk_card(struct ctx *c, struct html *h);                                                         /* what waits for me */

extern const struct command approval_commands[]; extern const size_t approval_commands_n;
extern const struct noun approval_nouns[]; extern const size_t approval_nouns_n;
extern const struct shadow approval_shadows[]; extern const size_t approval_shadows_n;
extern const struct view approval_views[]; extern const size_t approval_views_n;
extern const struct page approval_pages[]; extern const size_t approval_pages_n;

#endif
