/* publicity_row.h - private to publicity/: a row of pub_record as a struct. */
#ifndef PUBLICITY_ROW_H
#define PUBLICITY_ROW_H
#include "db/db.h"
#include "publicity/publicity.h"

#define PUBLICATION_COLUMNS \
        "id, state, kind, procedure, agency, agency_name, number, title, party, party_kind, cause, item, facts, basis, result, fine, text," \
        " steps, decided_on, released_on, review_body, court, manual, decide_seq, prepare_seq, release_seq, entered_by, checked_by," \
        " withdrawn_on, withdrawn_reason, withdrawn_law, instrument, withdraw_seq, order_key"
#define PUBLICATION_STATE 1             /* their places */
#define PUBLICATION_KIND 2
#define PUBLICATION_AGENCY 4
#define PUBLICATION_ITEM 11
#define PUBLICATION_FINE 15
#define PUBLICATION_KEY 33
#define PUBLICATION_COLUMNS_N 34

void publication__of(struct arena *mem, const struct rows *r, struct publication *p);
/* order_key from the first day to the day after the last */
struct publication_bounds { int64_t from, to; };
struct publication_bounds publication__bounds(struct day from, struct day to);

#endif
