/* publicity.h - what is public of a decision: entered by the unit, checked by a second person, shown, and one day withdrawn.
 *
 * Acts on noun "case"; what it must know of the case comes through c->facts (law/facts.h).  The public version is a mask of the
 * decision's act: its fields are taken over word by word, so that each can be proven.
 */
#ifndef PUBLICITY_PUBLICITY_H
#define PUBLICITY_PUBLICITY_H
#include "journal/command.h"
#include "journal/journal.h"
#include "law/pack.h"
#include "ui/page.h"
#include "ui/view.h"

/* ---- a published decision ---- */
struct publication {
        int64_t id, order_key, decide_seq, prepare_seq, release_seq, withdraw_seq /* -1: shown */, fine /* fen; -1: none */;
        /* false: withdrawn; then only number, kind, agency, days and the withdrawal are left */
        bool shown, ended /* its period is over, or was ended early: no fault of the decision */;
        const char *kind, *procedure, *agency, *agency_name, *number, *title, *party, *party_kind, *cause, *item;
        const char *facts, *basis, *result, *text, *steps, *review_body, *court, *manual, *entered_by, *checked_by;
        const char *withdrawn_reason, *withdrawn_law, *instrument;
        struct day decided_on, released_on, withdrawn_on;
};
enum counting { COUNTED_EXACTLY, COUNTED_ABOUT /* a few less */, COUNTED_TO_LIMIT /* and more */ };
struct publications { struct publication *at; size_t n; int64_t total, next; enum counting counted; bool short_of; };

bool publication_load(struct ctx *c, int64_t id, struct publication *out);              /* refuses SUBJECT_UNKNOWN */
bool publication_behind(struct ctx *c, int64_t seq, struct publication *out);           /* the one whose decision,
        release or withdrawal
                                                                                         * is act seq; refuses SUBJECT_UNKNOWN */
/* "", 0 and DAY_NONE: any.  words as a person typed them (index.h: several words, "as they stand", -without); number and party: words that
 * stand in just that field. */
struct publication_wish {
        const char *words, *number, *party, *kind, *agency, *item, *state /* "" | shown | withdrawn */;
        const char *agencies;                   /* any of them, as struct narrowing has them ("|a|b|"); "" or NULL all */
        struct day from, to;                    /* of the decision */
        int64_t fine_from, fine_to;             /* fen; 0: open */
        int64_t before;                         /* only what comes after this `next` of an earlier answer; 0: from the newest */
        int64_t skip, limit;
        int64_t count_most;                     /* counting ends there; 0: PUBLICATIONS_COUNTED or _TOGETHER */
};
#define PUBLICATIONS_COUNTED 1000
#define PUBLICATIONS_COUNTED_TOGETHER 200       /* where several tokens must come together */
#define PUBLICATIONS_LOOKED 2500                /* records one answer looks through at most */
/* Newest decision first.  total as `counted` says; next 0: there are no more.  With short_of, the answer ended after PUBLICATIONS_LOOKED
 * records with fewer than limit found: there may be more behind next. */
bool publications_find(struct ctx *c, const struct publication_wish *w, struct publications *out);
/* Would these words find it?  Without asking the database. */
bool publication_reads(struct arena *mem, const struct publication *p, const char *typed);
bool publications_total(struct ctx *c, const struct publication_wish *w, struct publications *out);    /* only total and counted */
/* How many are shown, and withdrawn, of an agency ("" = all). */
struct publication_counts { int64_t shown, withdrawn, penalties, permits; };
bool publications_count(struct ctx *c, const char *agency, struct publication_counts *out);

/* What happened to published records, by act: for feeds, deliveries and incremental data.  what: released | corrected | withdrawn | ended. */
struct publication_change { int64_t seq, id; const char *what, *kind, *agency; };
struct publication_changes { struct publication_change *at; size_t n; };
bool publication_change_removes(const char *what);      /* is the record gone after that? */
/* Oldest first, after act `after`; or newest first, before act `before`.  At most `limit`. */
bool publication_changes(struct ctx *c, int64_t after, int64_t limit, struct publication_changes *out);
bool publication_changes_before(struct ctx *c, int64_t before, int64_t limit, struct publication_changes *out);
/* Many records one after the other, by day of decision, in flat memory; p lives for the call, false stops. */
struct publication_range { struct day from, to /* DAY_NONE: open */; const char *state /* "" any */; int64_t skip, limit /* 0: all */; };
typedef bool publication_each_fn(void *to, const struct publication *p);
bool publications_each(struct ctx *c, const struct publication_range *r, publication_each_fn *each, void *to);

/* ---- what waits to be checked ---- */
struct publication_draft {
        int64_t case_id, seq, decide_seq, released /* -1: not yet */;
        const char *agency, *unit, *entered_by, *facts, *result, *note;
        struct instant at;
};
bool publication_draft_load(struct ctx *c, int64_t case_id, struct publication_draft *out);     /* refuses SUBJECT_UNKNOWN */

/* ---- rules: facts in, answer out (publicity_rules.c) ---- */
struct public_version {
        const char *kind, *agency_name, *number, *title, *party, *party_kind, *cause, *facts, *basis, *result, *review_body,
                *court;
        const char *manual;                     /* "facts,result" */
        int64_t fine;                           /* -1: none */
        struct day decided_on;
        bool review_first;                      /* no suit before reconsideration: 复议法 23 */
};
/* From the act of decision and what was masked by hand (either may be ""). */
struct public_version public_version_of(struct arena *mem, const struct act *decision, const char *facts, const char *result);
/* What was covered in its place; the title follows. */
void public_version_cover(struct arena *mem, struct public_version *v, const char *facts, const char *result, const char *cause, const char *basis);
/* names of agency, review body, court */
void public_version_dress(const struct pack *pack, const char *agency, struct public_version *v);
const char *public_version_text(struct arena *mem, const struct public_version *v);
const char *public_paper_title(const char *kind, const char *result);  /* 行政处罚决定书, 不予行政处罚决定书 … */
bool rule_second_person(struct why *w, bool wanted, const char *entered_by, const char *checks);       /* refuses SAME_PERSON */
/* "2024-10-29 作出决定" for a step the public may see; NULL for the others. */
const char *public_step_of(struct arena *mem, const struct act *a);

/* What was covered in a shown decision and why, folded, for everybody (publicity_shown.c). */
bool publicity_masks_put(struct ctx *c, const struct publication *p, struct html *h);

/* ---- proof ---- */
/* Which fields of which act may be disclosed to anyone: of the decision those shown word by word, of the release and the
 * withdrawal those made for the public.  Once withdrawn, nothing of the decision and its release.  Refuses SUBJECT_UNKNOWN. */
bool public_disclosure(struct ctx *c, int64_t seq, const char *const **names, size_t *n);
bool public_proof(struct ctx *c, int64_t seq, const char **json);       /* the bundle with just these */
bool publicity_is_public(const char *verb);                             /* do acts of this verb change what the public sees? */

extern const struct derived publicity_index;             /* the search index, see index.h */
extern const struct command publicity_commands[];
extern const size_t publicity_commands_n;
extern const struct shadow publicity_shadows[];
extern const size_t publicity_shadows_n;
extern const struct view publicity_views[];             /* publications (public), publication_checks */
extern const size_t publicity_views_n;
extern const struct page publicity_pages[];
extern const size_t publicity_pages_n;

#endif
