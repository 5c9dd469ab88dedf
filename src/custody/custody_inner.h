/* custody_inner.h - private to custody/. */
#ifndef CUSTODY_INNER_H
#define CUSTODY_INNER_H
#include "base/json.h"
#include "custody/custody.h"
#include "ui/ui.h"

#define PURPOSES "handling=办案核对|review=法制审核|supervision=执法监督|scoring=案卷评查|remedy=行政复议、行政诉讼|party=当事人申请查阅|" \
                 "opinion=舆情应对|training=教学培训|other=其他"
#define OPENING_HOURS 8         /* where the pack says nothing (params opening_hours, copy_hours, retrieval_days) */
#define COPY_HOURS 1
#define RETRIEVAL_DAYS 15

/* A reader that sees every case and, in the writer, the whole database rather than the mirror: this folder's own rules decide who may,
 * not the data scope.  Whatever it refuses comes back with custody__carry(). */
struct ctx custody__all(const struct ctx *c);
bool custody__carry(struct ctx *c, const struct ctx *all);     /* always false */

/* ---- who (custody_access.c) ---- */

bool custody__handles(const struct ctx *c, const struct case_facts *f);         /* officers, owner, their leaders, the reviewer at work */
bool custody__in_hand(const struct ctx *c, const struct case_facts *f);         /* the same, and the case is not archived */
bool custody__ended(const struct ctx *c, const struct case_facts *f);           /* its stage is a final one */
struct place custody__place(struct arena *mem, const struct case_facts *f);
/* A recording by its number whatever its case; refuses SUBJECT_UNKNOWN, also for classified ones and those not entitled. */
bool custody__recording(struct ctx *c, int64_t id, struct recording *r, struct case_facts *f);
/* May c->who open it in this mode now?  retrieval: by which approval, 0 by handling the case.  Refuses RETRIEVAL, RETRIEVAL_OVER, RETRIEVAL_MODE, DISPOSED. */
struct permit { int64_t retrieval; struct instant until; };
bool custody__may_open(struct ctx *c, const struct recording *r, const struct case_facts *f, bool copy, struct permit *out);

/* ---- reads (custody_read.c) ---- */

struct opening {
        int64_t id, recording_id, case_id, retrieval;
        const char *mode, *agency, *unit, *by, *purpose, *words, *shown_to, *shown_on;
        struct instant until, at;
};
struct openings { struct opening *at; size_t n; };
struct opening_wish { int64_t recording, case_id; const char *places, *people, *login, *mode; struct day from, to; int64_t most; };
bool custody__openings(struct ctx *c, const struct opening_wish *w, struct openings *out);      /* newest first */
bool custody__opening(struct ctx *c, int64_t id, struct opening *out);          /* refuses SUBJECT_UNKNOWN */
/* The newest opening of this person that still holds, of a retrieval that still holds; found false: none. */
bool custody__opening_holds(struct ctx *c, int64_t recording, bool copy, struct opening *out, bool *found);
bool custody__shown(struct ctx *c, int64_t recording, int64_t *n);              /* how often the party has seen it */

struct retrieval {
        int64_t id, recording_id, case_id;
        const char *agency, *unit, *mode, *purpose, *words, *state, *asked_by, *decided_by, *reason;
        struct day wanted, until;
        struct instant asked_at, decided_at;
};
struct retrievals { struct retrieval *at; size_t n; };
bool custody__retrieval(struct ctx *c, int64_t id, struct retrieval *out);      /* refuses SUBJECT_UNKNOWN */
bool custody__retrievals_of(struct ctx *c, int64_t case_id, struct retrievals *out);            /* c->who's own on that case, newest first */
bool custody__retrievals(struct ctx *c, const char *state /* "" all */, const char *places, const char *people, const char *login, int64_t most, struct retrievals *out);

struct disposal {
        int64_t id, items, size;
        const char *state, *agency, *reason, *proposed_by, *decided_by, *note;
        struct instant proposed_at, decided_at;
};
struct disposals { struct disposal *at; size_t n; };
bool custody__disposal(struct ctx *c, int64_t id, struct disposal *out);        /* refuses SUBJECT_UNKNOWN */
bool custody__disposals(struct ctx *c, int64_t most, struct disposals *out);         /* those c->who sees, newest first */
/* A thing on a list: what is written into the acts and what stands on a tombstone. */
struct item {
        int64_t disposal, id, intake, case_id, size;
        const char *noun, *state, *title, *digest, *rule, *law;
        struct day since, until;
        struct instant at;
};
struct items { struct item *at; size_t n, room; };
bool custody__items(struct ctx *c, int64_t disposal, int64_t most, struct items *out);
bool custody__tombstones(struct ctx *c, int64_t most, struct items *out);         /* of lists of the agencies c->who sees, newest first */
/* What is said of this thing: "" nothing, "proposed", "gone". */
bool custody__item_state(struct ctx *c, const char *noun, int64_t id, const char **state, int64_t *disposal);
struct ended { int64_t case_id; struct day on; const char *kept; };
struct endeds { struct ended *at; size_t n; };
bool custody__ended_cases(struct ctx *c, struct day before, struct endeds *out);
bool custody__case_ended(struct ctx *c, int64_t case_id, struct ended *out, bool *found);
struct part { int64_t id /* recording or intake */, case_id; const char *digest, *part, *type; };
struct parts { struct part *at; size_t n; };
bool custody__parts(struct ctx *c, const char *digest, struct parts *out);              /* in recordings */
bool custody__copied(struct ctx *c, int64_t recording, bool *out);      /* were copies made of it? */
bool custody__intake_parts(struct ctx *c, const char *digest, struct parts *out);

/* ---- keeping (custody_keep.c) ---- */

struct keeping { const char *rule, *law; bool permanent; struct day since, until; };
/* Pure.  of: which rows of the pack's retention apply, "case|catalogued"; kind of the case, "" none; chosen: the dossier's own retention.
 * The longest wins.  False: no row applies, so it stays. */
bool keeping_of(const struct pack *p, const char *of, const char *kind, struct day since, const char *chosen, struct keeping *out);
/* A recording or intake as it would stand on a list.  Refuses RETENTION_OPEN, DISPOSED, SUBJECT_UNKNOWN, SCOPE; RETENTION only by custody__due(). */
bool custody__recording_kept(struct ctx *c, int64_t id, struct item *out, struct keeping *k);
bool custody__intake_kept(struct ctx *c, int64_t id, struct item *out, struct keeping *k);
bool custody__due(struct ctx *c, const struct item *i, const struct keeping *k);        /* refuses RETENTION */
/* What c->who may see and whose last day is before that one, first what went first; what is proposed or gone is left out. */
bool custody__expiring(struct ctx *c, struct day before, struct items *out);
const char *custody__items_json(struct arena *mem, const struct items *l);
bool custody__items_read(struct arena *mem, const char *json, struct items *out);

/* ---- handlers, applies, pages ---- */

extern command_fn custody__open, custody__show_party, custody__ask, custody__approve, custody__refuse, custody__end, custody__propose,
        custody__confirm, custody__decline;
extern apply_fn custody__apply_open, custody__apply_ask, custody__apply_decide, custody__apply_propose, custody__apply_dispose, custody__apply_case,
        custody__apply_copy, custody__apply_intake;
extern page_fn custody__page_recording, custody__page_opening, custody__page_retrieval, custody__page_retrievals, custody__page_views, custody__page_retention,
        custody__page_notice, custody__page_disposal;
const char *custody__mode_label(const char *mode);
const char *custody__purpose_label(struct arena *mem, const char *purpose);
const char *custody__state_label(const char *state);
void custody__state_tag(struct html *h, const char *state);
const char *custody__size(struct arena *mem, int64_t bytes);
const char *custody__recording_url(struct arena *mem, int64_t id);
bool custody__number(struct ctx *c, const struct page_in *in, int64_t *id);     /* the first segment of the address; refuses SUBJECT_UNKNOWN */
void custody__done(struct ctx *c, const struct page_in *in, struct html *h);    /* ?done=N: what was done, and where it stands */
void custody__button(struct html *h, const char *verb, const char *noun, int64_t id, const char *more, bool danger);   /* to the form of an act on it */
const char *custody__case_number(const struct case_facts *f);

/* custody_jobs.c */
command_fn custody__checked;
apply_fn custody__apply_checked;
view_fn custody__view_checks;

#endif
