/* pack_prove.c - proves the gates of a pack by walking every path of every procedure (X1).
 *
 * A state is a stage and the flags that may still matter there; the walk starts where a case is made and follows every step that some
 * env allows, because what the calendar or the amounts say can be true or false at any time.  More env only ever opens steps, so
 * walking with all env bits set meets every reachable state.  At each decision the demands of the law are asked under the env they
 * speak about.  The path shown for a violation is a shortest one.
 *
 * Must never use anything else than condition_holds() and flags_after(): what is proven is the machine that runs.
 */
#include "law/pack_yaml.h"
#include <string.h>

#define STATES_MAX 2000000u
#define NOWHERE UINT32_MAX

/* ---- what the law demands of a decision ---- */

struct demand {
        unsigned without;               /* asked with all env but these bits */
        bool permit;                    /* of permits too; otherwise of penalties only */
        flags_t all, none, any;         /* of `any` at least one, if it names some */
        const char *what;
};
#define DUE (ENV_NOT_CATALOGUED | ENV_NO_HEARING_RIGHT)
static const struct demand demands[] = {
        { 0, true, 0, F(outside) | F(crime), 0, "法制审核认为超越权限、涉嫌犯罪的，可以不移送、不重新审核就作出决定（处罚法 27、58；国办发〔2018〕118号 四（十三））" },
        { DUE, true, F(reviewed), F(points_open) | F(review_open), 0, "目录内的重大执法决定可以不经法制审核通过（处罚法 58）" },
        { 0, false, F(officers), 0, 0, "处罚决定可以由不足两名持证执法人员的案件作出（处罚法 42）" },
        { 0, false, 0, 0, F(notified) | F(informed), "处罚决定可以在告知当事人之前作出（处罚法 44、62）" },
        { ENV_NO_HEARING_RIGHT, false, F(hearing_told), 0, 0, "有听证权利的处罚可以不告知听证权利（处罚法 63）" },
        { 0, false, 0, F(hearing_open), 0, "当事人已申请听证的处罚可以不举行听证（处罚法 63、65）" },
        { 0, false, 0, F(defence_open), 0, "当事人的陈述申辩可以不复核就处罚（处罚法 45）" },
        { ENV_WINDOW_OVER, false, 0, 0, F(waived) | F(informed), "陈述申辩、申请听证的期限未满就可以处罚（处罚法 62、64）" },
};
#define DEMANDS (sizeof demands / sizeof demands[0])

/* ---- the walk ---- */

struct walk_step {
        const struct pack_step *step;
        const struct verb_effect *effect;
        const struct condition **needs;
        uint64_t from;                  /* stages, as bits */
        int to;                         /* -1: stays */
        bool decides, penalises, used;
        bool told[DEMANDS];             /* already reported */
        bool told_lapse;
};
struct state { flags_t flags; uint32_t parent; uint16_t step; uint8_t stage; };
struct edge { uint32_t from, to; };
struct walk {
        struct arena *mem;
        const struct pack_procedure *p;
        struct walk_step *steps;
        flags_t live[64];               /* flags that can still matter from this stage on */
        struct state *states; uint32_t n, room;
        uint32_t *slots; uint32_t mask; /* open addressing, NOWHERE = free */
        struct edge *edges; size_t n_edges, edge_room;
        bool overflow;
        struct findings *found;
};

static int stage_at(const struct pack_procedure *p, const char *id)
{
        for (size_t i = 0; i < p->n_stages; i++)
                if (text_same(p->stages[i].id, id))
                        return (int)i;
        return -1;
}

static bool step_enabled(const struct walk_step *s, flags_t flags, unsigned env)
{
        for (size_t i = 0; i < s->step->needs.n; i++)
                if (!condition_holds(s->needs[i], flags, env))
                        return false;
        return true;
}

/* ---- set-up ---- */

static bool step_prepare(struct walk *w, struct walk_step *s, const struct pack_step *step, const struct verb_effect *verbs, size_t n)
{
        s->step = step;
        s->effect = verb_effect_find(verbs, n, step->verb);
        s->to = step->to ? stage_at(w->p, step->to) : -1;
        s->needs = TAKE_N(w->mem, const struct condition *, step->needs.n + 1);
        for (size_t i = 0; i < step->needs.n; i++) {
                s->needs[i] = condition_find(step->needs.at[i]);
                must(s->needs[i]);
        }
        for (size_t i = 0; i < step->from.n; i++)
                s->from |= (uint64_t)1 << stage_at(w->p, step->from.at[i]);
        if (!s->effect) {
                finding_add(w->found, true, step->pos, "没有这个动作：“%s”", step->verb);
                return false;
        }
        s->penalises = s->effect->sets & F(penalised);
        s->decides = s->penalises || (!strcmp(w->p->kind, "permit") && s->effect->sets & (F(decided) | F(granted)));
        return true;
}

static flags_t demanded_flags(const struct walk_step *s)
{
        flags_t f = 0;

        for (size_t i = 0; i < DEMANDS; i++)
                if (s->decides && (s->penalises || demands[i].permit))
                        f |= demands[i].all | demands[i].none | demands[i].any;
        return f;
}

static flags_t step_reads(const struct walk_step *s)
{
        flags_t f = demanded_flags(s);

        if (f & F(reviewed))
                f |= F(decided);
        for (size_t i = 0; i < s->step->needs.n; i++)
                f |= s->needs[i]->all | s->needs[i]->none | s->needs[i]->or;
        return f & ~NEVER;
}

/* A flag matters at a stage if some step from there reads it, or if it matters at a stage that can follow. */
static void live_find(struct walk *w)
{
        for (bool changed = true; changed;) {
                changed = false;
                for (size_t i = 0; i < w->p->n_steps; i++)
                        for (size_t k = 0; k < w->p->n_stages; k++) {
                                const struct walk_step *s = &w->steps[i];
                                flags_t now;

                                if (!(s->from >> k & 1))
                                        continue;
                                now = w->live[k] | step_reads(s) | (s->to >= 0 ? w->live[s->to] : 0);
                                changed = changed || now != w->live[k];
                                w->live[k] = now;
                        }
        }
}

/* ---- the set of states ---- */

static uint32_t state_slot(const struct walk *w, flags_t flags, unsigned stage)
{
        uint64_t h = (flags ^ (uint64_t)stage << 56) * 0x9E3779B97F4A7C15u;
        uint32_t i = (uint32_t)(h >> 32) & w->mask;

        while (w->slots[i] != NOWHERE && (w->states[w->slots[i]].flags != flags || w->states[w->slots[i]].stage != stage))
                i = (i + 1) & w->mask;
        return i;
}

static void states_grow(struct walk *w)
{
        uint32_t room = w->room ? 2 * w->room : 1024;

        w->states = arena_grow(w->mem, w->states, w->n * sizeof *w->states, room * sizeof *w->states);
        w->room = room;
        w->mask = 4 * room - 1;
        w->slots = TAKE_N(w->mem, uint32_t, 4 * room);
        memset(w->slots, 0xFF, 4 * room * sizeof *w->slots);
        for (uint32_t i = 0; i < w->n; i++)
                w->slots[state_slot(w, w->states[i].flags, w->states[i].stage)] = i;
}

/* The number of the state, new or known. */
static uint32_t state_put(struct walk *w, flags_t flags, int stage, uint32_t parent, size_t step)
{
        uint32_t slot;

        flags &= w->live[stage];
        if (w->n == w->room)
                states_grow(w);
        slot = state_slot(w, flags, (unsigned)stage);
        if (w->slots[slot] != NOWHERE)
                return w->slots[slot];
        w->slots[slot] = w->n;
        w->states[w->n] = (struct state){ flags, parent, (uint16_t)step, (uint8_t)stage };
        w->overflow = w->overflow || w->n >= STATES_MAX;
        return w->n++;
}

static void edge_put(struct walk *w, uint32_t from, uint32_t to)
{
        if (from == to)
                return;
        if (w->n_edges == w->edge_room) {
                size_t room = w->edge_room ? 2 * w->edge_room : 4096;

                w->edges = arena_grow(w->mem, w->edges, w->n_edges * sizeof *w->edges, room * sizeof *w->edges);
                w->edge_room = room;
        }
        w->edges[w->n_edges++] = (struct edge){ from, to };
}

/* ---- what is found on the way ---- */

/* "source.register → case.file → case.decide": the steps to this state, then `last` if it is not NULL. */
static const char *path_text(const struct walk *w, uint32_t state, const char *last)
{
        uint32_t chain[512];
        size_t n = 0;
        struct buffer b = { .mem = w->found->mem };

        for (uint32_t s = state; s != NOWHERE && n < 512; s = w->states[s].parent)
                chain[n++] = s;
        while (n--)
                buffer_make(&b, "%s%s", b.n ? " → " : "", w->steps[w->states[chain[n]].step].step->verb);
        if (last)
                buffer_make(&b, "%s%s", b.n ? " → " : "", last);
        return buffer_done(&b);
}

static bool demand_met(const struct demand *d, flags_t f)
{
        return (f & d->all) == d->all && !(f & d->none) && (!d->any || f & d->any);
}

static void decision_check(struct walk *w, uint32_t state, struct walk_step *s)
{
        flags_t flags = w->states[state].flags;

        for (size_t i = 0; i < DEMANDS; i++) {
                const struct demand *d = &demands[i];

                if (s->told[i] || !(s->penalises || d->permit) || demand_met(d, flags))
                        continue;
                if (!step_enabled(s, flags, ENV__ALL & ~d->without))
                        continue;
                s->told[i] = true;
                finding_add(w->found, true, s->step->pos, "%s：%s → %s", d->what, w->p->label, path_text(w, state, s->step->verb));
        }
}

/* A pass covers what was seen (处罚法 58).  These verbs change nothing of it, each for the reason that docs/review.md gives; whatever else
 * is done between pass and decision must make the pass lapse. */
static const char keeps_pass[] = "case.assign|recording.add|preserve.resolve|rectify.order|defence.waive|hearing.request|hearing.withdraw|"
                                 "hearing.schedule|case.deliberate|case.suspend|case.resume|permit.extend";

static void lapse_check(struct walk *w, uint32_t state, struct walk_step *s, flags_t after)
{
        flags_t flags = w->states[state].flags;

        if (s->told_lapse || !(flags & after & F(reviewed)) || (flags | after) & F(decided))
                return;
        if (text_starts(s->step->verb, "review.") || text_in(s->step->verb, keeps_pass, '|') || (s->to >= 0 && w->p->stages[s->to].final))
                return;
        s->told_lapse = true;
        finding_add(w->found, true, s->step->pos, "审核通过以后办理“%s”，原审核仍然有效，审核所见与决定所依据的不是同一份材料（处罚法 58）；步骤应当写 lapses: true：%s → %s",
                    s->step->verb, w->p->label, path_text(w, state, s->step->verb));
}

/* 玉溪 二（三）: exempt is only what was reviewed as a major administrative decision, and only with its number. */
static void exemption_check(const struct pack *p, const struct pack_procedure *q, struct findings *found)
{
        for (size_t i = 0; i < q->n_steps; i++)
                if (!strcmp(q->steps[i].verb, "review.exempt") && text_empty(p->review.exempt_number))
                        finding_add(found, true, q->steps[i].pos, "允许免予审核，没有写明依据和重大行政决策审查意见的文号（review: exemption）");
}

static void state_visit(struct walk *w, uint32_t at)
{
        for (size_t i = 0; i < w->p->n_steps; i++) {
                struct walk_step *s = &w->steps[i];
                struct state here = w->states[at];

                if (!(s->from >> here.stage & 1) || !step_enabled(s, here.flags, ENV__ALL))
                        continue;
                s->used = true;
                if (s->decides)
                        decision_check(w, at, s);
                lapse_check(w, at, s, flags_after(here.flags, s->effect, s->step));
                edge_put(w, at, state_put(w, flags_after(here.flags, s->effect, s->step), s->to >= 0 ? s->to : here.stage, at, i));
        }
}

static void walk_all(struct walk *w)
{
        for (size_t i = 0; i < w->p->n_steps; i++) {
                struct walk_step *s = &w->steps[i];

                if (s->step->from.n || s->to < 0 || !step_enabled(s, 0, ENV__ALL))
                        continue;
                s->used = true;
                state_put(w, flags_after(0, s->effect, s->step), s->to, NOWHERE, i);
        }
        for (uint32_t at = 0; at < w->n && !w->overflow; at++)
                state_visit(w, at);
}

/* ---- after the walk ---- */

static void unused_report(struct walk *w)
{
        uint64_t seen = 0;

        for (uint32_t i = 0; i < w->n; i++)
                seen |= (uint64_t)1 << w->states[i].stage;
        for (size_t i = 0; i < w->p->n_stages; i++)
                if (!(seen >> i & 1))
                        finding_add(w->found, true, w->p->stages[i].pos, "%s：没有任何路径能到环节“%s”", w->p->label, w->p->stages[i].label);
        for (size_t i = 0; i < w->p->n_steps; i++)
                if (!w->steps[i].used)
                        finding_add(w->found, true, w->steps[i].step->pos, "%s：没有任何路径能办理“%s”", w->p->label, w->steps[i].step->verb);
}

/* Which states can come to a final stage: backwards from those that stand in one. */
static bool *finishing_states(struct walk *w)
{
        uint32_t *start = TAKE_N(w->mem, uint32_t, w->n + 2), *from = TAKE_N(w->mem, uint32_t, w->n_edges + 1);
        uint32_t *queue = TAKE_N(w->mem, uint32_t, w->n + 1), head = 0, tail = 0;
        bool *can = TAKE_N(w->mem, bool, w->n + 1);

        for (size_t i = 0; i < w->n_edges; i++)                 /* edges sorted by where they lead */
                start[w->edges[i].to + 2]++;
        for (uint32_t i = 2; i < w->n + 2; i++)
                start[i] += start[i - 1];
        for (size_t i = 0; i < w->n_edges; i++)
                from[start[w->edges[i].to + 1]++] = w->edges[i].from;
        for (uint32_t i = 0; i < w->n; i++)
                if ((can[i] = w->p->stages[w->states[i].stage].final))
                        queue[tail++] = i;
        while (head < tail) {
                uint32_t s = queue[head++];

                for (uint32_t k = start[s]; k < start[s + 1]; k++)
                        if (!can[from[k]]) {
                                can[from[k]] = true;
                                queue[tail++] = from[k];
                        }
        }
        return can;
}

static void dead_ends_report(struct walk *w)
{
        const bool *can = finishing_states(w);
        uint64_t told = 0;

        for (uint32_t i = 0; i < w->n; i++) {
                const struct pack_stage *stage = &w->p->stages[w->states[i].stage];

                if (can[i] || told >> w->states[i].stage & 1)
                        continue;
                told |= (uint64_t)1 << w->states[i].stage;
                finding_add(w->found, true, stage->pos, "%s：案件会停在环节“%s”，再也办不结：%s", w->p->label, stage->label, path_text(w, i, NULL));
        }
}

static size_t procedure_prove(const struct pack_procedure *p, const struct verb_effect *verbs, size_t n, struct findings *found)
{
        struct walk w = { .mem = arena_new(), .p = p, .found = found };
        bool good = true;
        size_t states;

        w.steps = TAKE_N(w.mem, struct walk_step, p->n_steps + 1);
        for (size_t i = 0; i < p->n_steps; i++)
                good = step_prepare(&w, &w.steps[i], &p->steps[i], verbs, n) && good;
        if (good) {
                live_find(&w);
                walk_all(&w);
                if (w.overflow) {
                        finding_add(found, true, p->pos, "%s：超过 %u 个状态，无法证明", p->label, STATES_MAX);
                } else {
                        unused_report(&w);
                        dead_ends_report(&w);
                }
        }
        states = w.n;
        arena_free(w.mem);
        return states;
}

bool pack_prove(const struct pack *p, const struct verb_effect *verbs, size_t n, struct findings *found, size_t *states)
{
        size_t before = found->errors;

        *states = 0;
        for (size_t i = 0; i < p->n_procedures; i++) {
                *states += procedure_prove(&p->procedures[i], verbs, n, found);
                exemption_check(p, &p->procedures[i], found);
        }
        return found->errors == before;
}
