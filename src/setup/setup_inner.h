/* setup_inner.h - private to the folder. */
#ifndef SETUP_SETUP_INNER_H
#define SETUP_SETUP_INNER_H
#include "org/agency.h"
#include "setup/setup.h"

bool setup__code_right(const char *typed);      /* never after too many wrong ones */
const char *const *setup__packs(size_t *n);     /* names of folders that hold a pack */
const struct setup_place *setup__place(void);   /* of what is served; url NULL at a prompt */

/* The keys of the log and where they lie; and the newest act that says a copy of these keys is kept elsewhere. */
struct setup_keys { const char *path, *vkeys[2], *digest; unsigned mode; bool kept; const char *kept_where, *kept_by; struct instant kept_at; int64_t kept_seq; };
bool setup__keys(struct ctx *c, struct setup_keys *out);
command_fn setup__keep;
prepare_fn setup__keep_prepare;
apply_fn setup__apply_keep;
void setup__keys_step(struct ctx *c, struct html *h);
void setup__doctor_step(struct ctx *c, struct html *h, const char *asked);
bool setup__alone(struct ctx *c, bool *out);    /* nobody but the founding administrator is here yet */

/* What an office must have before it can work, and whether it does. */
enum need { NEED_MET, NEED_SOON /* works without, for now */, NEED_OPEN };
struct setup_check { enum need need; const char *what, *detail, *label, *url; };
struct setup_checks { struct setup_check at[64]; size_t n, open; };
bool setup__check(struct ctx *c, struct setup_checks *out);

#endif
