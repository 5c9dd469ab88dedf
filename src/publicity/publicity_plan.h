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

/* One of these facets must stand in a record's first line. */
#define FACETS_MAX 5
struct facet { const char *const *any /* ends with NULL; "@kind=penalty" */; };

struct plan {
        struct arena *mem;
        bool postgres;
        struct buffer positive, negative, rare; /* tokens in the engine's own words; positive and negative empty: every record */
        struct check checks[CHECKS_MAX];
        size_t n_checks, n_needs, n_rare;
        struct facet facets[FACETS_MAX];
        size_t n_facets;
        const char *agency;                     /* "": any, or one of several */
        int64_t from, to, fine_from, fine_to;
        bool none;                              /* a word is wanted and not wanted */
};

struct plan plan_make(struct ctx *c, const struct publication_wish *w);
const char *plan_match(const struct plan *p);           /* all tokens; "": there are none */
bool plan_left_out(const struct plan *p);               /* does `rare` say less than all of them? */
bool plan_looks(const struct plan *p);                  /* must texts be looked through even if all tokens were asked? */
/* A record by its fine (-1: none) and its searchable text.  whole: also what tokens would have decided. */
bool plan_passes(const struct plan *p, int64_t fine, const char *words, bool whole);

#endif
