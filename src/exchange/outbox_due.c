/* outbox_due.c - what is due to which carrier: the changes of published records after the carrier's position, in the order of their acts.
 *
 * A record that was withdrawn meanwhile is not sent as it was: its earlier changes are passed over, and the withdrawal is what comes first,
 * whether or not anything before it ever arrived (处罚法 48: 三日内撤回).
 */
#include "db/db.h"
#include "exchange/exchange.h"
#include "exchange/outbox.h"
#include <string.h>

#define BATCH 200
#define LOOK_MAX 10000

QUERY(carrier_get, "SELECT state, position, pending, tries, next_at, since FROM exchange_carrier WHERE carrier = $1");
QUERY(deliveries_newest, "SELECT id, carrier, change, what, record, number, outcome, try, status, detail, at, next_at FROM exchange_delivery"
      " WHERE (CAST($1 AS TEXT) = '' OR carrier = $1) AND (CAST($2 AS TEXT) = '' OR outcome = $2) ORDER BY id DESC LIMIT $3");

int outbox__interval(int64_t n)
{
        static const int minutes[] = { 1, 5, 15, 60, 180, 360, 720, 1440 };
        int64_t last = (int64_t)(sizeof minutes / sizeof *minutes) - 1;

        return minutes[n < 1 ? 0 : n - 1 > last ? last : n - 1];
}

bool outbox__state(struct ctx *c, const char *carrier, struct carrier_state *out)
{
        struct carrier_state s = { .carrier = carrier, .state = "", .since = "", .position = -1, .pending = -1 };
        struct rows r = db_ask(c->db, &c->why, &carrier_get, ARGS(T(carrier)));

        if (db_next(&r)) {
                s.state = db_text_in(c->mem, &r, 0);
                s.position = db_int(&r, 1);
                s.pending = db_int(&r, 2);
                s.tries = db_int(&r, 3);
                if (*db_text(&r, 4))
                        must(instant_parse(db_text(&r, 4), &s.next_at));
                s.since = db_text_in(c->mem, &r, 5);
        }
        if (!db_done(&r))
                return false;
        *out = s;
        return true;
}

bool outbox__deliveries(struct ctx *c, const struct delivery_wish *w, struct deliveries *out)
{
        struct deliveries l = { .at = TAKE_N(c->mem, struct delivery, w->limit + 1) };
        struct rows r = db_ask(c->db, &c->why, &deliveries_newest, ARGS(T(w->carrier), T(w->outcome), I(w->limit)));

        while (db_next(&r) && l.n < (size_t)w->limit) {
                struct delivery *d = &l.at[l.n++];

                *d = (struct delivery){ .id = db_int(&r, 0), .change = db_int(&r, 2), .record = db_int(&r, 4), .try = db_int(&r, 7), .status = db_int(&r, 8) };
                d->carrier = db_text_in(c->mem, &r, 1);
                d->what = db_text_in(c->mem, &r, 3);
                d->number = db_text_in(c->mem, &r, 5);
                d->outcome = db_text_in(c->mem, &r, 6);
                d->detail = db_text_in(c->mem, &r, 9);
                d->at = db_text_in(c->mem, &r, 10);
                d->next_at = db_text_in(c->mem, &r, 11);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* Lists only where they are asked for: the words of most carriers are made for decisions. */
static bool for_carrier(const struct pack_carrier *k, const struct publication_change *change)
{
        bool kind = k->kinds.n ? names_have(&k->kinds, change->kind) : strcmp(change->kind, OUTBOX_LIST) != 0;

        return kind && (!k->agencies.n || names_have(&k->agencies, change->agency));
}

/* Is this still what has to be told of the record? */
static bool still_so(const struct publication_change *change, const struct publication *p)
{
        return p->shown != publication_change_removes(change->what);
}

static bool record_of(struct ctx *c, const struct publication_change *change, struct publication *p, const char **page)
{
        *page = NULL;
        return !strcmp(change->kind, OUTBOX_LIST) ? outbox__list(c, change, p, page) : publication_load(c, change->id, p);
}

static bool one_due(struct ctx *c, const struct pack_carrier *k, const struct publication_change *change, struct publication *p, const char **page, bool *due)
{
        *due = false;
        if (!for_carrier(k, change))
                return true;
        if (!record_of(c, change, p, page))
                return false;
        *due = still_so(change, p);
        return true;
}

/* Both sources in the order of the acts; more: there are later ones that were not read.  What lies behind the last of a source that was cut
 * is left for the next turn, so that nothing is overtaken. */
static bool changes_after(struct ctx *c, int64_t after, struct publication_changes *out, bool *more)
{
        struct publication_changes a, b, l = { .at = TAKE_N(c->mem, struct publication_change, 2 * BATCH) };
        int64_t end = INT64_MAX;
        size_t i = 0, k = 0;

        if (!publication_changes(c, after, BATCH, &a) || !outbox__list_changes(c, after, BATCH, &b))
                return false;
        if (a.n == BATCH)
                end = a.at[a.n - 1].seq;
        if (b.n == BATCH && b.at[b.n - 1].seq < end)
                end = b.at[b.n - 1].seq;
        while (i < a.n || k < b.n) {
                const struct publication_change *next = k == b.n || (i < a.n && a.at[i].seq < b.at[k].seq) ? &a.at[i++] : &b.at[k++];

                if (next->seq <= end)
                        l.at[l.n++] = *next;
        }
        *more = end < INT64_MAX;
        *out = l;
        return true;
}

bool outbox__due(struct ctx *c, const struct pack_carrier *k, int64_t position, struct outbox_due *out)
{
        struct outbox_due d = { .change = { .seq = -1 }, .passed = position };
        struct publication_changes l;
        bool due = false, more = true;

        for (int looked = 0; !due && more && looked < LOOK_MAX; looked += BATCH) {
                if (!changes_after(c, d.passed, &l, &more))
                        return false;
                for (size_t i = 0; !due && i < l.n; i++) {
                        if (!one_due(c, k, &l.at[i], &d.record, &d.page, &due))
                                return false;
                        if (due)
                                d.change = l.at[i];
                        else
                                d.passed = l.at[i].seq;
                }
        }
        *out = d;
        return true;
}

bool outbox__waiting(struct ctx *c, const struct pack_carrier *k, int64_t position, int64_t *n)
{
        struct publication_changes l;
        struct publication p;
        const char *page;
        bool due, more;

        *n = 0;
        if (!changes_after(c, position, &l, &more))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                if (!one_due(c, k, &l.at[i], &p, &page, &due))
                        return false;
                *n += due;
        }
        return true;
}

bool exchange_waiting(struct ctx *c, exchange_waiting_fn *each, void *to)
{
        for (size_t i = 0; i < c->pack->n_carriers; i++) {
                const struct pack_carrier *k = &c->pack->carriers[i];
                struct carrier_state s;
                int64_t n;

                if (!outbox__state(c, k->id, &s))
                        return false;
                if (!*s.state)
                        continue;
                if (!outbox__waiting(c, k, s.position, &n))
                        return false;
                each(to, text_make(c->mem, "carrier/%s", k->id), n, s.tries);
        }
        return true;
}
