/* publicity_plan.h - private to publicity/: what a wish means for the token index and for the text of a record.
 *
 * Tokens in the engine's own words narrow; checks decide.  Tokens that stand in many of the newest records (index_is_common) cost the
 * index most and narrow least: `rare` leaves them out, and whoever asks by it compares each record with the whole wish (plan_passes, whole).
 */
#ifndef PUBLICITY_PLAN_H
#define PUBLICITY_PLAN_H
#include "publicity/index.h"
#include "publicity/publicity.h"

#define CHECKS_MAX (3 * INDEX_TERMS)      /* anywhere, in the number, in the party */
struct check { const char *text; enum index_field field; bool minus, exact /* its token says as much */; };

struct plan {
        struct arena *mem;
        bool postgres;
        struct buffer positive, negative, rare; /* tokens in the engine's own words; positive and negative empty: every record */
        struct check checks[CHECKS_MAX];
        size_t n_checks, n_needs, n_rare;
        const char *agency, *kind, *item, *state;       /* "": any */
        int64_t from, to, fine_from, fine_to;
        bool none;                              /* a word is wanted and not wanted */
};

struct plan plan_make(struct ctx *c, const struct publication_wish *w);
const char *plan_match(const struct plan *p);           /* all tokens; "": there are none */
bool plan_left_out(const struct plan *p);               /* does `rare` say less than all of them? */
bool plan_looks(const struct plan *p);                  /* must texts be looked through even if all tokens were asked? */
/* whole: also what tokens would have decided.  r: PUBLICATION_COLUMNS, then words. */
bool plan_passes(const struct plan *p, const struct rows *r, bool whole);
/* The words that must (or must not) stand anywhere in the text, a line each, for a statement that looks itself. */
const char *plan_words(const struct plan *p, bool minus);

#endif
