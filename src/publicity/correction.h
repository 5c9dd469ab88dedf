/* correction.h - 纠错: anyone may say that something on the portal is wrong; it is answered within the pack's days, and what is right leads to
 * publish.correct, which names the request (政府信息公开条例 41; 国办发〔2018〕118号 二（六）).
 */
#ifndef PUBLICITY_CORRECTION_H
#define PUBLICITY_CORRECTION_H
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

struct correction {
        int64_t id, case_id, corrected_seq /* -1 */;
        const char *number /* 决定文号 */, *agency, *unit, *state /* asked accepted rejected corrected */, *what, *contact, *answer, *answered_by;
        struct instant asked_at, answered_at /* 0: not yet */;
};
bool correction_load(struct ctx *c, int64_t id, struct correction *out);        /* refuses SUBJECT_UNKNOWN */
const char *correction_state(const char *state);                                /* 等待答复 … */
/* For whoever asked, by number and follow-up code; found false whichever of the two is wrong.  contact is left out. */
bool correction_follow(struct ctx *c, int64_t id, const char *code, struct correction *out, bool *found);

extern const struct command correction_commands[]; extern const size_t correction_commands_n;
extern const struct noun correction_nouns[]; extern const size_t correction_nouns_n;
extern const struct shadow correction_shadows[]; extern const size_t correction_shadows_n;
extern const struct view correction_views[]; extern const size_t correction_views_n;
extern const struct page correction_pages[]; extern const size_t correction_pages_n;

#endif
