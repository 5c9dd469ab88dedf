/* agency_inner.h - private to org/agency_*.c: handlers and apply functions of the organisation's commands, by file. */
#ifndef ORG_AGENCY_INNER_H
#define ORG_AGENCY_INNER_H
#include "db/db.h"
#include "org/agency.h"

/* agency_change.c */
extern command_fn org__agency_add, org__agency_rename, org__agency_change, org__agency_end, org__agency_split, org__agency_liaison;
/* agency_unit.c */
extern command_fn org__unit_add, org__unit_rename, org__unit_move, org__unit_end;
/* agency_entrust.c */
extern command_fn org__entrust, org__entrust_end;
bool org__case_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
/* agency_apply.c */
extern apply_fn org__apply_change, org__apply_entrust, org__apply_entrust_end;

/* The arguments as they came; names in `not` ("on|agency") are put by the caller. */
void org__put(struct draft *d, const struct args *a, const char *not);
/* The day from which it holds: what was given, else today; put as "on".  Not before what is known of `codes` (any may be "").  Refuses
 * TOO_EARLY_DATE. */
bool org__since(struct ctx *c, const struct args *a, const char *code, const char *other, struct draft *d);
bool org__code_free(struct ctx *c, const char *code);           /* refuses ARG_RANGE, DUPLICATE */

#endif
