/* case_verbs.h - private: the handlers, so that the table in case_commands.c can name them. */
#ifndef CASE_VERBS_H
#define CASE_VERBS_H
#include "journal/command.h"

/* case_inquiry.c */
extern command_fn case__source_register, case__plain, case__plain_material, case__assign, case__on_site, case__interview, case__material,
        case__file, case__evidence, case__preserve, case__resolve, case__conclude, case__inform;
/* case_notice.c */
extern command_fn case__notice, case__defence, case__defence_answer, case__hearing_request, case__hearing_schedule, case__hearing_hold;
/* case_review.c */
extern command_fn case__submit, case__pass, case__return, case__answer, case__object, case__recheck, case__settle, case__exempt;
extern apply_fn case__apply_submit, case__apply_pass;
/* case_decision.c */
extern command_fn case__decide, case__decide_none, case__summary_decide, case__serve, case__pay, case__pay_part, case__demand, case__court, case__close, case__resume,
        case__permit_apply, case__permit_grant, case__permit_extend;
extern apply_fn case__apply_decide;

/* shared by handlers */
bool case__fine_right(struct ctx *c, const char *item, const char *circumstance, int64_t base, int64_t fine);
bool case__penalties_right(struct ctx *c, const char *penalties, int64_t fine, const char *field);
bool case__party_right(struct ctx *c, const struct args *a);
struct pack_item;
bool case__item_right(struct ctx *c, const struct pack_item *item);    /* refuses ITEM_DELEGATED, JURISDICTION */
bool case__power_listed(struct ctx *c, const struct pack_item *item); /* only what a published list says of it: refuses POWER_NONE, ITEM_DELEGATED, JURISDICTION */
bool case__put_in_name_of(struct ctx *c, const struct pack_item *item, struct draft *d);      /* in_name_of: the agency that entrusted the item; nothing in one's own name */
/* The grade that the act or the case names, and that the fine lies in it or says why not; puts grade_…, deviates.  After case__put_args().  Refuses
 * GRADE_MISSING, GRADE_RANGE, ARG_MISSING, ARG_CHOICE, REVIEW_MISSING. */
bool case__grade_right(struct ctx *c, const struct args *a, const char *item, const char *party_kind, int64_t fine_base, int64_t fine, struct draft *d);
struct pack_need;
bool case__needs_missing(struct ctx *c, const struct pack_need *needs, size_t n, const char **missing);

#endif
