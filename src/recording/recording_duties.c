/* recording_duties.c - the list of duties of a pack against what was done on one case: met, waived, still to come, or done with minutes of which
 * there is no recording.  Shows; what is refused is refused by recording_noun.c. */
#include "recording/recording_inner.h"
#include <string.h>

#define MINUTE_MS 60000                 /* times are written down to the minute: less than one is no gap */

struct counting { struct ctx *c; const struct recordings *have; struct duties *out; size_t room; };

static struct duty *duty_new(struct counting *k, const struct pack_duty *of)
{
        struct duties *d = k->out;

        if (d->n == k->room) {
                d->at = arena_grow(k->c->mem, d->at, k->room * sizeof *d->at, (k->room * 2 + 8) * sizeof *d->at);
                k->room = k->room * 2 + 8;
        }
        d->at[d->n] = (struct duty){ .duty = of, .state = DUTY_OPEN, .waiver = "", .waiver_by = "" };
        return &d->at[d->n++];
}

static void recordings_named(struct counting *k, struct duty *d, const char *list)
{
        size_t n;
        char **at = text_split(k->c->mem, list, ',', &n);
        int64_t *ids = TAKE_N(k->c->mem, int64_t, n + 1);

        for (size_t i = 0; i < n; i++)
                must(text_int(at[i], 0, INT64_MAX, &ids[i]));
        d->recordings = ids;
        d->n_recordings = n;
}

/* Whatever runs and is of the right kind counts, also what was added after the act. */
static void covered(struct counting *k, struct duty *d)
{
        struct span *have = TAKE_N(k->c->mem, struct span, k->have->n + 1);
        size_t n = 0;

        for (size_t i = 0; i < k->have->n; i++) {
                const struct recording *r = &k->have->at[i];

                if (r->length > 0 && r->taken_at.ms && (!d->duty->kinds.n || names_have(&d->duty->kinds, r->kind)))
                        have[n++] = (struct span){ r->taken_at, { r->taken_at.ms + r->length } };
        }
        spans_cover(k->c->mem, d->step, have, n, &d->covered, &d->n_covered, &d->bare, &d->n_bare);
}

static bool gap_left(const struct duty *d)
{
        for (size_t i = 0; i < d->n_bare; i++)
                if (d->bare[i].until.ms - d->bare[i].from.ms >= MINUTE_MS)
                        return true;
        return false;
}

/* At a site with a fixed camera the whole is recorded, also where elsewhere the key moments are enough (执法办案场所全程音像记录). */
static bool at_site(const struct pack_duty *duty, const char *place)
{
        for (size_t i = 0; i < duty->sites.n; i++)
                if (strstr(place, duty->sites.at[i]))
                        return true;
        return false;
}

static enum duty_state state_of(const struct duty *d, const char *place)
{
        if (!d->n_recordings)
                return *d->waiver ? DUTY_WAIVED : DUTY_PART;    /* done before the list asked for it */
        return (d->duty->full || at_site(d->duty, place)) && d->step.from.ms && gap_left(d) ? DUTY_PART : DUTY_MET;
}

static bool act_counts(void *to, const struct act *a)
{
        struct counting *k = to;
        const struct pack_duty *of = pack_duty(k->c->pack, a->verb, act_text(a, "method"));
        struct duty *d = of ? duty_new(k, of) : NULL;

        if (!d)
                return true;
        d->act = a->seq;
        d->waiver = text_copy(k->c->mem, act_text(a, "waiver_reason"));
        d->waiver_by = text_copy(k->c->mem, act_text(a, "waiver_by"));
        recordings_named(k, d, act_text(a, "recordings"));
        if (act_has(a, "started") && act_has(a, "ended")) {
                d->step = (struct span){ instant_stored(act_text(a, "started")), instant_stored(act_text(a, "ended")) };
                covered(k, d);
        }
        d->state = state_of(d, act_text(a, "place"));
        return true;
}

/* Is the step still possible: the procedure has it, and the case is not at its end? */
static bool to_come(const struct ctx *c, const struct case_facts *f, const struct pack_duty *of)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_stage *s = p ? pack_stage(p, f->standing.stage) : NULL;

        for (size_t i = 0; p && s && !s->final && i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, of->verb))
                        return true;
        return false;
}

static bool counted(const struct duties *d, const struct pack_duty *of)
{
        for (size_t i = 0; i < d->n; i++)
                if (d->at[i].duty == of)
                        return true;
        return false;
}

static void sum(struct duties *d)
{
        size_t *const of[] = { [DUTY_MET] = &d->met, [DUTY_WAIVED] = &d->waived, [DUTY_OPEN] = &d->open, [DUTY_PART] = &d->part };

        for (size_t i = 0; i < d->n; i++)
                ++*of[d->at[i].state];
}

bool duties_of(struct ctx *c, const struct case_facts *f, struct duties *out)
{
        struct recordings have;
        struct duties l = { 0 };
        struct counting k = { .c = c, .have = &have, .out = &l };

        if (!recording__all_of(c, f->id, &have) || !acts_on(c, (struct subject){ "case", f->id }, act_counts, &k))
                return false;
        for (size_t i = 0; i < c->pack->n_duties; i++)
                if (!counted(&l, &c->pack->duties[i]) && to_come(c, f, &c->pack->duties[i]))
                        duty_new(&k, &c->pack->duties[i]);
        sum(&l);
        *out = l;
        return true;
}
