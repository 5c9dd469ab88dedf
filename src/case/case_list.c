/* case_list.c - many cases at once: what may be done next, where a case stands in its procedure, my desk.  Reads only. */
#include "case/case_inner.h"
#include "db/db.h"
#include <stdlib.h>
#include <string.h>

#define STAGE "(SELECT s.stage FROM case_standing s WHERE s.id = f.id)"
#define OPEN STAGE " NOT IN ('archived', 'declined', 'dismissed', 'transferred')"
#define DESK_COLUMNS "f.id, f.number, f.source_number, f.title, f.procedure, " STAGE ", f.officers, f.owner, f.unit, f.agency," \
                     " k.seq, k.clock, k.since, k.rule, k.due FROM case_clock k JOIN case_file f ON f.id = k.case_id"
#define SEEN "(" SEES_PLACE("$1", "f.agency", "f.unit") " OR f.id IN (SELECT case_id FROM case_person WHERE login IN " PEOPLE_OF("$2") "))"
#define DESK_SCOPE " AND " SEEN " AND " OPEN

/* In the order of the index, so that the most urgent come first however many there are. */
QUERY(desk_due, "SELECT " DESK_COLUMNS " WHERE k.ended IS NULL AND k.on_desk = 1 AND k.due > '0'" DESK_SCOPE " ORDER BY k.due LIMIT 200");
/* Where that is one unit: along its own index. */
QUERY(desk_due_unit, "SELECT " DESK_COLUMNS " WHERE k.unit = $3 AND k.ended IS NULL AND k.on_desk = 1 AND k.due > '0'" DESK_SCOPE
                     " ORDER BY k.due LIMIT 200");
QUERY(desk_due_own, "SELECT " DESK_COLUMNS " WHERE k.case_id IN (SELECT case_id FROM case_person WHERE login IN " PEOPLE_OF("$2") ")"
                    " AND k.ended IS NULL AND k.on_desk = 1 AND k.due > '0' AND NOT " SEES_PLACE("$1", "f.agency", "f.unit")
                    " AND " OPEN " ORDER BY k.due LIMIT 200");
QUERY(desk_undetermined, "SELECT " DESK_COLUMNS " WHERE k.ended IS NULL AND k.on_desk = 1 AND k.due = ''" DESK_SCOPE " ORDER BY k.case_id LIMIT 50");

/* For reminders: clocks of all cases that end in those days. */
QUERY(desk_between, "SELECT " DESK_COLUMNS " WHERE k.ended IS NULL AND k.on_desk = 1 AND k.due >= $1 AND k.due <= $2 ORDER BY k.due, k.seq LIMIT 2000");

QUERY(cases_recent, "SELECT f.id FROM case_file f WHERE " SEEN " AND " OPEN " ORDER BY f.id DESC LIMIT $3");

bool case_recent(struct ctx *c, int64_t *ids, size_t room, size_t *n)
{
        struct narrowing w = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &cases_recent, ARGS(T(w.places), T(access_people_padded(c->mem, &w)), I((int64_t)room)));

        for (*n = 0; db_next(&r);)
                ids[(*n)++] = db_int(&r, 0);
        return db_done(&r);
}

/* ---- next acts ---- */

/* Steps from this stage, each verb once, and the decision verbs even when they are stages away: people ask why they cannot decide. */
static bool listed(const struct next_acts *l, const char *verb)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].command->verb, verb))
                        return true;
        return false;
}

static bool next_add(struct ctx *c, const struct case_facts *f, const struct pack_step *step, struct next_acts *l)
{
        const struct command *cmd = command_find(step->verb);
        struct ctx probe = *c;
        struct why *why = TAKE(c->mem, struct why);

        if (!cmd || cmd->creates || listed(l, step->verb) || !names_have(&step->from, f->standing.stage) || !who_has_any(c->who, &step->by))
                return true;
        probe.why = (struct why){ .mem = c->mem };
        l->at[l->n] = (struct next_act){ .command = cmd, .may = case_may(&probe, f, step->verb), .law = step->law };
        if (probe.why.kind == WHY_FAILED)
                return (c->why = probe.why, false);
        *why = probe.why;
        l->at[l->n++].why = why;
        return true;
}

bool case_next(struct ctx *c, const struct case_facts *f, struct next_acts *out)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        struct next_acts l = { TAKE_N(c->mem, struct next_act, p ? p->n_steps + 1 : 1), 0 };

        for (size_t i = 0; p && i < p->n_steps; i++)
                if (!next_add(c, f, &p->steps[i], &l))
                        return false;
        *out = l;
        return true;
}

/* ---- the line of stages ---- */

struct stage_days { const struct pack_procedure *p; struct day *on; };

static bool stage_day(void *to, const struct act *a)
{
        struct stage_days *s = to;

        for (size_t i = 0; i < s->p->n_stages; i++)
                if (!strcmp(s->p->stages[i].id, act_text(a, "stage")) && !day_is(s->on[i]))
                        s->on[i] = day_of(a->at);
        return true;
}

/* A final stage that is not the end of the main line (declined, dismissed …) is shown only when the case is there. */
static bool on_line(const struct pack_procedure *p, size_t i, const char *stage)
{
        bool main_end = !strcmp(p->stages[i].id, "closed") || !strcmp(p->stages[i].id, "archived") || !strcmp(p->stages[i].id, "issued");

        return !p->stages[i].final || main_end || !strcmp(p->stages[i].id, stage);
}

bool case_stages(struct ctx *c, const struct case_facts *f, struct stage_line *out)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        struct stage_line l = { p ? TAKE_N(c->mem, struct stage_mark, p->n_stages) : NULL, 0 };
        struct stage_days days = { p, p ? TAKE_N(c->mem, struct day, p->n_stages) : NULL };
        bool passed_now = false;

        if (!p)
                return fail(&c->why, "策略包里没有程序“%s”", f->standing.procedure);
        for (size_t i = 0; i < p->n_stages; i++)
                days.on[i] = DAY_NONE;
        if (!acts_on(c, (struct subject){ "case", f->id }, stage_day, &days))
                return false;
        for (size_t i = 0; i < p->n_stages; i++) {
                bool now = !strcmp(p->stages[i].id, f->standing.stage);
                struct stage_mark *m = &l.at[l.n];

                if (!on_line(p, i, f->standing.stage))
                        continue;
                *m = (struct stage_mark){ p->stages[i].id, p->stages[i].label, now ? STAGE_NOW : passed_now ? STAGE_TODO : STAGE_DONE, days.on[i], "" };
                if (!now && !passed_now && !day_is(days.on[i])) {
                        m->state = STAGE_SKIP;
                        m->note = "未经过";
                }
                if (passed_now)
                        m->on = DAY_NONE;
                passed_now = passed_now || now;
                l.n++;
        }
        *out = l;
        return true;
}

/* ---- my desk ---- */

static const char *stage_label(const struct pack *p, const char *procedure, const char *stage)
{
        const struct pack_procedure *pr = pack_procedure(p, procedure);
        const struct pack_stage *s = pr ? pack_stage(pr, stage) : NULL;

        return s ? s->label : stage;
}

/* Is there a verb among those that end this clock which one of my roles may do from this stage? */
static bool waits_for_me(struct ctx *c, const char *procedure, const char *stage, const char *clock)
{
        const struct pack_procedure *p = pack_procedure(c->pack, procedure);
        const struct pack_clock *k = pack_clock(c->pack, clock);

        for (size_t i = 0; p && k && i < k->ends.n; i++) {
                const struct pack_step *s = procedure_step(p, stage, k->ends.at[i]);

                if (s && who_has_any(c->who, &s->by))
                        return true;
        }
        return false;
}

static bool desk_row(struct ctx *c, const struct rows *r, struct desk_row *d)
{
        const char *procedure = db_text_in(c->mem, r, 4), *stage = db_text_in(c->mem, r, 5);
        const char *number = db_text_in(c->mem, r, 1);
        struct case_clock *k = &d->clock;

        *d = (struct desk_row){ .case_id = db_int(r, 0), .number = *number ? number : db_text_in(c->mem, r, 2), .title = db_text_in(c->mem, r, 3),
                                .stage_label = stage_label(c->pack, procedure, stage) };
        *k = (struct case_clock){ .seq = db_int(r, 10), .id = db_text_in(c->mem, r, 11), .determined = *db_text(r, 14) != '\0', .due = DAY_NONE };
        must(instant_parse(db_text(r, 12), &k->since) && (!k->determined || day_parse(db_text(r, 14), &k->due)));
        if (!case__clock_complete(c, db_text(r, 13), k))
                return false;
        d->clock_label = k->label;
        d->mine = waits_for_me(c, procedure, stage, k->id);
        return true;
}

static void desk_count(struct desk *d, const struct desk_row *r)
{
        if (!r->mine)
                d->waiting++;
        else if (r->clock.left_known && r->clock.left < 0)
                d->overdue++;
        else if (r->clock.left_known && r->clock.left <= (r->clock.warn ? r->clock.warn : 2))
                d->soon++;
}

#define DESK_DUE 200
#define DESK_MAX 450          /* of a unit and of one's own, before the less urgent are left out; and 50 without a day */

static bool desk_read(struct ctx *c, struct rows r, struct desk *d)
{
        while (d->n < DESK_MAX && db_next(&r)) {
                if (!desk_row(c, &r, &d->at[d->n]))
                        break;
                d->n++;
        }
        return db_done(&r) && c->why.kind == WHY_NOTHING;
}

/* "|agency/unit|" and nothing else: the unit; NULL otherwise. */
static const char *only_unit(struct arena *mem, const struct narrowing *n)
{
        size_t length = strlen(n->places);
        const char *slash = strchr(n->places, '/');

        if (length < 2 || !slash || slash[1] == '|' || strchr(n->places + 1, '|') != n->places + length - 1)
                return NULL;
        return text_copy_n(mem, slash + 1, (size_t)(n->places + length - 2 - slash));
}

static int by_due(const void *a, const void *b)
{
        const struct desk_row *one = a, *other = b;

        return day_compare(one->clock.due, other->clock.due);
}

/* Whoever sees one unit is told along its index, and what is his own elsewhere; everybody else along that of all. */
static bool desk_take(struct ctx *c, struct desk *d)
{
        struct narrowing n = access_narrowing(c);
        const char *people = access_people_padded(c->mem, &n), *unit = only_unit(c->mem, &n);

        if (!unit)
                return desk_read(c, db_ask(c->db, &c->why, &desk_due, ARGS(T(n.places), T(people))), d);
        if (!desk_read(c, db_ask(c->db, &c->why, &desk_due_unit, ARGS(T(n.places), T(people), T(unit))), d) ||
            !desk_read(c, db_ask(c->db, &c->why, &desk_due_own, ARGS(T(n.places), T(people))), d))
                return false;
        qsort(d->at, d->n, sizeof *d->at, by_due);
        d->n = d->n < DESK_DUE ? d->n : DESK_DUE;
        return true;
}

static bool desk_take_undetermined(struct ctx *c, struct desk *d)
{
        struct narrowing n = access_narrowing(c);

        return desk_read(c, db_ask(c->db, &c->why, &desk_undetermined, ARGS(T(n.places), T(access_people_padded(c->mem, &n)))), d);
}

bool case_desk_between(struct ctx *c, struct day from, struct day until, struct desk *out)
{
        struct desk d = { .at = TAKE_N(c->mem, struct desk_row, 2000) };
        struct rows r = db_ask(c->db, &c->why, &desk_between, ARGS(T(day_text(c->mem, from)), T(day_text(c->mem, until))));

        while (d.n < 2000 && db_next(&r) && desk_row(c, &r, &d.at[d.n]))
                d.n++;
        if (!db_done(&r) || c->why.kind != WHY_NOTHING)
                return false;
        *out = d;
        return true;
}

bool case_desk(struct ctx *c, struct desk *out)
{
        struct desk d = { .at = TAKE_N(c->mem, struct desk_row, DESK_MAX) };

        if (!desk_take(c, &d) || !desk_take_undetermined(c, &d))
                return false;
        for (size_t i = 0; i < d.n; i++)
                desk_count(&d, &d.at[i]);
        *out = d;
        return true;
}
