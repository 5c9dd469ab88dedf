/* setup_inner.h - private to the folder. */
#ifndef SETUP_SETUP_INNER_H
#define SETUP_SETUP_INNER_H
#include "org/agency.h"
#include "setup/setup.h"

bool setup__code_right(const char *typed);      /* never after too many wrong ones */
const char *const *setup__packs(size_t *n);     /* names of folders that hold a pack */
const char *setup__packs_folder(void);
bool setup__alone(struct ctx *c, bool *out);    /* nobody but the founding administrator is here yet */

/* What an office must have before it can work, and whether it does. */
enum need { NEED_MET, NEED_SOON /* works without, for now */, NEED_OPEN };
struct setup_check { enum need need; const char *what, *detail, *label, *url; };
struct setup_checks { struct setup_check at[64]; size_t n, open; };
bool setup__check(struct ctx *c, struct setup_checks *out);

#endif
