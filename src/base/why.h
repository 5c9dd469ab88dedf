/* why.h - three kinds of wrong, three verbs, never mixed.
 *
 * refuse   the law or the form says no.  Expected, worded for people, from one catalogue (refusals.tbl). HTTP 4xx, exit 2.
 * fail     disk, database or network broke.  Roll back, say what, try again later. HTTP 5xx, exit 1.
 * must     our own bug.  Prints where, then stops the process; nothing half done survives, because acts commit whole.
 *
 * Whoever discovers the reason words it; nobody above rewords it: a second refuse() or fail() on the same why changes nothing.
 * Example:   if (fine > limit) return refuse(&c->why, R_FINE_RAISED, "fine", "告知 %s 元，拟定 %s 元", a, b);
 */
#ifndef BASE_WHY_H
#define BASE_WHY_H
#include <stdbool.h>
#include "base/arena.h"

#define REFUSAL(code, status, what, law, next) R_##code,
enum refusal_code {
        R_NONE = 0,
#include "base/refusals.tbl"
        R__MAX
};
#undef REFUSAL

struct refusal {
        const char *code;       /* stable ASCII, e.g. "REVIEW_MISSING": what scripts compare */
        int status;             /* HTTP status */
        const char *what;       /* what happened, in Chinese */
        const char *law;        /* legal basis, or "" where the form itself says no */
        const char *next;       /* what to do now */
};

const struct refusal *refusal_of(enum refusal_code code);
enum refusal_code refusal_by_name(const char *code);    /* R_NONE if there is no such code */

struct why {
        struct arena *mem;      /* where words are kept; set before use */
        enum { WHY_NOTHING, WHY_REFUSED, WHY_FAILED } kind;
        enum refusal_code code; /* when refused */
        const char *field;      /* the argument at fault, or NULL */
        const char *detail;     /* the particulars of this case, or what broke */
        const char *law;        /* a more particular basis than the catalogue's (from the pack), or NULL */
        const char *next;       /* a more particular next step, or NULL */
};

/* Both always return false, so that `return refuse(...)` reads as what it does.  field and fmt may be NULL. */
__attribute__((format(printf, 4, 5)))
bool refuse(struct why *w, enum refusal_code code, const char *field, const char *fmt, ...);
__attribute__((format(printf, 2, 3)))
bool fail(struct why *w, const char *fmt, ...);
void why_clear(struct why *w);                          /* forget, keep mem */
const char *why_law(const struct why *w);               /* the particular basis, else the catalogue's; "" if none */
const char *why_next(const struct why *w);
const char *why_sentence(const struct why *w);          /* 出了什么事：… 依据：… 怎么办：… in one text, from w->mem */

_Noreturn void must_failed(const char *expr, const char *file, int line);
#define must(expr) ((expr) ? (void)0 : must_failed(#expr, __FILE__, __LINE__))

#endif
