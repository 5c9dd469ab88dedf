/* procedure.h - the workflow as a machine that can be read aloud, run, drawn and proven.
 *
 * A procedure (from the pack) has stages and steps.  A step says: this verb, from these stages, to that stage, by these roles, with
 * these conditions.  What a verb makes true or false about a case are flags; the command's row says which (sets, clears).  A
 * condition speaks about flags and about the few things that only the case's values or the calendar know (env).
 *
 * The machine that pack_check() explores to prove the gates is this very machine: the same steps, flags and conditions that
 * procedure_may() asks at run time.  Pure: facts in, answer out.
 */
#ifndef LAW_PROCEDURE_H
#define LAW_PROCEDURE_H
#include "base/ctx.h"
#include "law/pack.h"
#include "law/template.h"

/* ---- flags: what has become true of a case ---- */
#define FLAG(name, label) FLAG_##name,
enum flag {
#include "law/flags.tbl"
        FLAG__MAX
};
#undef FLAG
typedef uint64_t flags_t;               /* the one typedef: a set of flags */
#define F(name) ((flags_t)1 << FLAG_##name)
#define NEVER ((flags_t)1 << 63)        /* no verb sets it: a condition that only env can make hold */
const char *flag_name(enum flag f);     /* "reviewed" */
const char *flag_label(enum flag f);
bool flags_parse(const char *list, char sep, flags_t *out, const char **unknown);      /* "a|b" */
char *flags_text(struct arena *a, flags_t f, char sep);

/* ---- env: true or not by the case's values or by the calendar, not by a verb ---- */
enum { ENV_NOT_CATALOGUED = 1,          /* the review catalogue does not apply to this case as it stands */
       ENV_NO_HEARING_RIGHT = 2,        /* the intended penalty gives no right to a hearing */
       ENV_WINDOW_OVER = 4,             /* the periods for defence and for asking for a hearing have run out */
       ENV_PAID = 8,                    /* fine and surcharge are settled, or there is no fine */
       ENV__ALL = 15 };

/* ---- conditions ---- */
struct condition {
        const char *name;               /* as packs write it in `needs:` */
        const char *label;              /* "法制审核已通过（目录内事项）" */
        flags_t all, none;              /* holds if all of these and none of those … */
        flags_t or;                     /* … or if any of these flags */
        unsigned unless;                /* … or if any of these env bits */
        enum refusal_code code;         /* how it is refused */
        const char *verb;               /* what to do next; "" if only waiting helps */
};
const struct condition *condition_find(const char *name);
const struct condition *condition_at(size_t i);         /* NULL past the end */

/* ---- what a verb does to the flags: from the command registry ---- */
/* ---- and what its act says: the arguments that are kept, and what the handler adds.  Templates are checked against it. ---- */
struct verb_field { const char *name; enum value_kind kind; bool several; /* a list: words between commas, or points */
                    const char *choices; /* "stored=label|…" of a choice; NULL */ };
struct verb_effect { const char *verb; flags_t sets, clears;
                     const struct verb_field *fields; size_t n_fields; /* fields NULL: not known to the caller, so not checked */ };
const struct verb_effect *verb_effect_find(const struct verb_effect *v, size_t n, const char *verb);
const struct verb_field *verb_field_find(const struct verb_effect *e, const char *field);       /* NULL if its act has no such field */
/* "number|decided_on:day|penalties:words": text money day instant person people points number, and words for several texts; text if left out. */
size_t verb_fields_parse(const char *list, struct arena *mem, struct verb_field *out, size_t room);    /* must() be well-formed and fit */

/* ---- the machine at run time ---- */
struct standing { const char *procedure, *stage; flags_t flags; unsigned env; };       /* where a case stands */
bool condition_holds(const struct condition *k, flags_t flags, unsigned env);
/* The step for this verb from this stage, or the one of the pack's `always`; NULL if none.  Stage "" or NULL: the step that makes the case (its `from` is empty). */
const struct pack_step *procedure_step(const struct pack_procedure *p, const char *stage, const char *verb);
/* Of several ways back from this stage (pack_read.c: they differ in nothing else) the one that leads there; to "": the first that stands in
 * the pack.  NULL if there is none. */
const struct pack_step *procedure_step_to(const struct pack_procedure *p, const char *stage, const char *verb, const char *to);
bool procedure_returns_to(const struct pack_procedure *p, const char *stage);   /* does a step of case.return lead there? */
bool pack_returns_to(const struct pack *pack, const char *stage);               /* in any of its procedures */
/* May this verb be done now, apart from who and with which values?  Refuses STAGE, or the code of the first condition that fails
 * with the step's law.  *step receives the step.  When the step lies further on and a gate of the law stands between (no review, no
 * notice), that gate is the answer rather than STAGE: people are told what the law misses, not where a form stands. */
bool procedure_may(const struct pack *pack, const struct standing *s, const char *verb, const struct pack_step **step, struct why *why);
flags_t flags_after(flags_t flags, const struct verb_effect *e, const struct pack_step *step);  /* step NULL: what the verb does by itself */
#define LAPSING (F(reviewed) | F(deliberated))          /* what rests on the file as it was: a step that lapses clears it */

#endif
