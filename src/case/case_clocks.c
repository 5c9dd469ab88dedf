/* case_clocks.c - the clocks an act starts and ends.  The due day is computed when the act is done and stands in the act itself, so it
 * can be proven later and does not move when the pack or the calendar changes. */
#include "case/case_inner.h"
#include "db/db.h"
#include <string.h>

static bool clock_applies(struct ctx *c, const struct pack_clock *k, const struct case_facts *f, const struct draft *d)
{
        struct matter m = f->matter;
        int64_t fine = f->fine;

        if (k->procedures.n && !names_have(&k->procedures, f->standing.procedure))
                return false;
        if (draft_get(d, "fine"))
                must(text_int(draft_get(d, "fine"), 0, INT64_MAX, &fine));
        if (!strcmp(k->when, "hearing"))
                return hearing_due(c->pack, &m) != NULL || text_same(draft_get(d, "hearing"), "true");
        if (!strcmp(k->when, "fine"))
                return fine > 0;
        return true;
}

/* From the field the pack names (a day or an instant of the act), otherwise from the act's own time. */
static struct instant clock_since(struct ctx *c, const struct pack_clock *k, const struct draft *d)
{
        const char *v = *k->from ? draft_get(d, k->from) : NULL;
        struct instant t;
        struct day day;

        if (v && day_parse(v, &day))
                return instant_at(day, 9, 0);
        if (v && instant_parse(v, &t))
                return t;
        return c->now;
}

static void put_stops(struct json *j, struct arena *mem, const struct clock *k)
{
        json_key(j, "stops");
        json_open(j, '[');
        for (size_t i = 0; i < k->n_stops; i++) {
                json_open(j, '[');
                json_text(j, day_text(mem, k->stops[i].from));
                json_text(j, day_text(mem, k->stops[i].to));
                json_close(j, ']');
        }
        json_close(j, ']');
}

/* Members in sorted order: the list is canonical JSON and part of what the act commits to. */
static void put_clock(struct ctx *c, struct json *j, const char *id, const char *label, const char *law, const char *who, int warn,
                      const struct clock *k, struct instant since)
{
        struct due due = clock_due(c->pack->calendar, k, since);

        json_open(j, '{');
        json_pair(j, "clock", id);
        json_pair(j, "due", due.determined ? day_text(c->mem, due.day) : "");
        json_pair(j, "label", label);
        json_pair(j, "law", law);
        json_key(j, "lead");
        json_bool(j, k->lead);
        json_key(j, "length");
        json_int(j, k->length);
        json_pair(j, "roll", clock_roll_name(k->roll));
        json_pair(j, "since", instant_text(c->mem, since));
        put_stops(j, c->mem, k);
        json_pair(j, "unit", clock_unit_name(k->unit));
        json_key(j, "warn");
        json_int(j, warn);
        json_pair(j, "who", who);
        json_close(j, '}');
}

static const char *ended_by(struct ctx *c, const struct case_clocks *running, const char *verb)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < running->n; i++) {
                const struct pack_clock *k = pack_clock(c->pack, running->at[i].id);

                if (!running->at[i].ended && k && names_have(&k->ends, verb) && !text_in(k->id, buffer_done(&b), ','))
                        buffer_make(&b, "%s%s", b.n ? "," : "", k->id);
        }
        return buffer_done(&b);
}

bool case__clocks_put(struct ctx *c, const struct case_facts *f, const char *verb, flags_t flags, struct draft *d)
{
        struct json *j = json_new(c->mem);
        struct case_clocks running = f->clocks ? *f->clocks : (struct case_clocks){ 0 };
        size_t started = 0;

        (void)flags;
        json_open(j, '[');
        for (size_t i = 0; i < c->pack->n_clocks; i++) {
                const struct pack_clock *k = &c->pack->clocks[i];

                if (!names_have(&k->starts, verb) || !clock_applies(c, k, f, d))
                        continue;
                put_clock(c, j, k->id, k->label, k->law, k->who, k->warn, &k->rule, clock_since(c, k, d));
                started++;
        }
        json_close(j, ']');
        if (started)
                draft_put(d, "clocks", json_done(j));
        draft_put(d, "clocks_ended", ended_by(c, &running, verb));
        return true;
}

/* Every running clock of the agency that counts days is counted anew without the days of the stop. */
bool case__clocks_stop(struct ctx *c, const struct case_facts *f, struct stop stop, struct draft *d)
{
        struct json *j = json_new(c->mem);
        struct case_clocks running;
        size_t changed = 0;

        if (!case_clocks_load(c, f->id, &running))
                return false;
        json_open(j, '[');
        for (size_t i = 0; i < running.n; i++) {
                const struct case_clock *k = &running.at[i];
                struct clock rule = k->rule;
                struct stop *stops = TAKE_N(c->mem, struct stop, rule.n_stops + 1);

                if (k->ended || strcmp(k->who, "agency") || rule.unit == UNIT_HOUR || rule.lead)
                        continue;
                memcpy(stops, rule.stops, rule.n_stops * sizeof *stops);
                stops[rule.n_stops] = stop;
                rule.stops = stops;
                rule.n_stops++;
                put_clock(c, j, k->id, k->label, k->law, k->who, k->warn, &rule, k->since);
                changed++;
        }
        json_close(j, ']');
        if (changed)
                draft_put(d, "clocks_moved", json_done(j));
        return true;
}
