/* exchange_apply.c - acts on carriers and deliveries become rows.  The only writer of exchange_* tables; reads nothing but the act. */
#include "db/db.h"
#include "exchange/exchange.h"
#include <string.h>

QUERY(carrier_put, "INSERT INTO exchange_carrier (carrier, state, position, pending, tries, next_at, since) VALUES ($1, $2, $3, -1, 0, '', $4)"
      " ON CONFLICT (carrier) DO UPDATE SET state = excluded.state, position = excluded.position, pending = -1, tries = 0, next_at = '',"
      " since = excluded.since");
QUERY(carrier_settled, "UPDATE exchange_carrier SET position = $2, pending = -1, tries = 0, next_at = '' WHERE carrier = $1");
QUERY(carrier_failed, "UPDATE exchange_carrier SET pending = $2, tries = $3, next_at = $4 WHERE carrier = $1");
QUERY(delivery_put, "INSERT INTO exchange_delivery (id, carrier, change, what, record, number, outcome, try, status, detail, at, next_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
QUERY(carrier_rows, "SELECT * FROM exchange_carrier");
QUERY(delivery_rows, "SELECT * FROM exchange_delivery WHERE id = $1");

apply_fn outbox__apply_set, outbox__apply_try;

bool outbox__apply_set(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &carrier_put, ARGS(T(act_text(a, "carrier")), T(act_text(a, "state")), I(act_int(a, "position")), T(at)));
}

bool outbox__apply_try(struct db_write *w, const struct act *a)
{
        const char *carrier = act_text(a, "carrier");
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        if (!db_run(w, &delivery_put, ARGS(I(a->subject.id), T(carrier), I(act_int(a, "change")), T(act_text(a, "what")), I(act_int(a, "record")),
                                           T(act_text(a, "number")), T(act_text(a, "outcome")), I(act_int(a, "try")), I(act_int(a, "status")),
                                           T(act_text(a, "detail")), T(at), T(act_text(a, "next_at")))))
                return false;
        if (strcmp(act_text(a, "outcome"), "failed"))
                return db_run(w, &carrier_settled, ARGS(T(carrier), I(act_int(a, "change"))));
        return db_run(w, &carrier_failed, ARGS(T(carrier), I(act_int(a, "change")), I(act_int(a, "try")), T(act_text(a, "next_at"))));
}

const struct shadow exchange_shadows[] = {
        { "exchange_carrier", "carrier$", "", &carrier_rows },
        { "exchange_delivery", "id", "delivery", &delivery_rows },
};
const size_t exchange_shadows_n = sizeof exchange_shadows / sizeof *exchange_shadows;
