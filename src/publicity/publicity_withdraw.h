/* publicity_withdraw.h - versions of a public record: what was corrected, brought up to date, withdrawn. */
#ifndef PUBLICITY_PUBLICITY_WITHDRAW_H
#define PUBLICITY_PUBLICITY_WITHDRAW_H
#include "publicity/publicity.h"

/* The newest publish.amend of this way (correct | update) that nobody has checked yet. */
bool publication_amendment(struct ctx *c, int64_t case_id, const char *way, struct act *out, bool *found);
/* The acts that made what the public saw, oldest first: release, correct, update, withdraw. */
bool publication_versions(struct ctx *c, int64_t case_id, const int64_t **acts, size_t *n);
struct publication_difference { const char *label, *before, *after; };
size_t publication_differences(const struct act *before, const struct act *after, struct publication_difference *out, size_t room);

extern command_fn publicity__withdraw, publicity__amend, publicity__correct, publicity__update;
extern const struct arg publicity_withdraw_args[], publicity_amend_args[], publicity_check_args[];

#endif
