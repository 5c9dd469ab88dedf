/* facts.h - what rules and other folders may know of a case.  Filled by case/ (case_read.c), passed in ctx.facts, so that folders of
 * one layer need not include each other.  Plain values; text lives in the request's arena.
 */
#ifndef LAW_FACTS_H
#define LAW_FACTS_H
#include "law/procedure.h"

struct case_clocks;                             /* case/case.h */
struct case_facts {
        const struct case_clocks *clocks;       /* as they were when the facts were loaded; NULL for a case not made yet */
        int64_t id;                             /* 0: not made yet (source.register) */
        int64_t last_seq;                       /* the newest act on it */
        const char *kind /* penalty | permit */, *number, *source_number, *title;
        const char *agency, *unit, *owner /* login of the first-contact owner */;
        struct names officers;                  /* logins */
        const char *item, *cause;
        const char *party_kind /* citizen | body | "" */, *party, *party_id, *party_person /* 法定代表人 */, *party_address, *party_phone;
        struct instant registered_at, filed_at;
        int64_t fine_base;                      /* fen: what a fine by share is a share of; -1 when not set */
        int64_t draft_fine, noticed_fine, reviewed_fine, fine;  /* fen; -1 when not set */
        const char *found_facts;                /* 认定的事实 */
        int64_t confiscation;
        struct names penalties, tags;
        const char *decision_number; int64_t decide_seq; struct day decided_on, served_on;       /* decide_seq -1: none yet */
        int64_t paid, surcharge;                /* fen */
        int64_t submit_seq;                     /* the newest review.submit; -1: none */
        const char *points;                     /* JSON list: what the last review.return asked */
        const char *entered_by;                 /* who prepared the publication */
        struct standing standing;
        struct matter matter;
};
/* Is this field of this act what the case has from then on?  Some words mean one thing in one act and another in the next: the place of
 * an inspection is not the place of the source; those who took a piece of evidence are not thereby the officers of the case (a leader
 * assigns them); and what a paper asks for stays in the paper. */
bool fact_lasts(const char *verb, const char *field);
static inline const struct case_facts *facts_of(const struct ctx *c) { return c->facts; }

#endif
