/* outbox_job.c - the job `deliver`: sends what is due to every carrier that was started and has an address, in order, and asks for an act
 * that says what came of it.  One that failed stands before all others of its carrier until it is delivered or given up.
 */
#include "exchange/exchange.h"
#include "exchange/outbox.h"
#include <string.h>

#define AT_ONCE 50              /* deliveries to one carrier in one run */
#define PASSED_MAX 1000         /* changes that are none of the carrier's: so many, and its position is moved by an act */

/* The key knows when the carrier was started: started anew from an earlier act, what was told before is told again. */
static void settled(struct requests *out, const struct pack_carrier *k, const struct carrier_state *s, const struct outbox_due *d, int64_t try,
                    const struct outbox_answer *a)
{
        struct arena *mem = out->mem;
        const struct pair pairs[] = {
                { "carrier", k->id }, { "change", text_make(mem, "%lld", (long long)d->change.seq) }, { "what", d->change.what },
                { "record", text_make(mem, "%lld", (long long)d->change.id) }, { "number", d->record.number },
                { "status", text_make(mem, "%lld", (long long)a->status) }, { "detail", a->detail },
        };
        const char *verb = a->good ? "carrier.delivered" : "carrier.failed";

        request_due(out, verb, SUBJECT_NEW, text_make(mem, "%s:%s:%s:%lld:%lld", verb, k->id, s->since, (long long)d->change.seq, (long long)try), pairs,
                    sizeof pairs / sizeof *pairs - (*a->detail ? 0 : 1));
}

static void passed(struct requests *out, const struct pack_carrier *k, const struct carrier_state *s, int64_t position)
{
        const char *to = text_make(out->mem, "%lld", (long long)position);
        const struct pair pairs[] = { { "carrier", k->id }, { "change", to }, { "what", "passed" } };

        request_due(out, "carrier.delivered", SUBJECT_NEW, text_make(out->mem, "carrier.passed:%s:%s:%s", k->id, s->since, to), pairs, 3);
}

static bool carrier_deliver(struct ctx *c, const struct pack_carrier *k, struct requests *out)
{
        struct carrier_state s;
        struct outbox_answer a = { .good = true };
        struct outbox_due d;
        const char *base;

        if (!outbox__state(c, k->id, &s) || !exchange__base(c, &base))
                return false;
        if (strcmp(s.state, "on") || !outbox__address(k))
                return true;
        for (int i = 0; a.good && i < AT_ONCE; i++) {
                struct instant at;

                if (!outbox__due(c, k, s.position, &d))
                        return false;
                if (d.change.seq < 0) {
                        if (d.passed - s.position > PASSED_MAX)
                                passed(out, k, &s, d.passed);
                        return true;
                }
                if (d.change.seq == s.pending && s.next_at.ms > c->now.ms)
                        return true;
                if (!act_when(c, d.change.seq, &at))
                        return false;
                outbox__send(c, k, &(struct record){ &d.record, d.change.what, base, d.change.seq, at, d.page }, &a);
                settled(out, k, &s, &d, d.change.seq == s.pending ? s.tries + 1 : 1, &a);
                s.position = d.change.seq;
        }
        return true;
}

static bool deliver(struct ctx *c, struct requests *out)
{
        for (size_t i = 0; i < c->pack->n_carriers; i++)
                if (!carrier_deliver(c, &c->pack->carriers[i], out))
                        return false;
        return true;
}

const struct job exchange_jobs[] = {
        { "deliver", "向其他载体推送", "把公示、撤下依次送到策略包写明的载体；没有送到的按间隔重试，次数用完的列在载体推送页。", 1, deliver },
};
const size_t exchange_jobs_n = sizeof exchange_jobs / sizeof *exchange_jobs;
