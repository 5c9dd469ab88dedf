/* The prover against a slow twin: all flags, every env by itself, no cleverness.  Both look at the same small pack with random faults
 * and must agree on whether a gate can be passed, whether something is out of reach, and whether a case can get stuck. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include <stdlib.h>

#define TWIN_MAX 60000

struct twin_state { flags_t flags; const char *stage; bool ends; };
struct twin {
        const struct pack_procedure *p;
        const struct verb_effect *v;
        struct twin_state *s; size_t n;
        size_t *table;                  /* hash of states, number + 1 */
        bool gate, unreachable, stuck;
        bool used[64];
};

static bool twin_allowed(const struct pack_step *s, flags_t flags, unsigned env)
{
        for (size_t i = 0; i < s->needs.n; i++)
                if (!condition_holds(condition_find(s->needs.at[i]), flags, env))
                        return false;
        return true;
}

static size_t twin_slot(const struct twin *w, flags_t flags, const char *stage)
{
        size_t i = (size_t)((flags ^ (uintptr_t)stage * 31) * 0x9E3779B97F4A7C15u >> 40) % (4 * TWIN_MAX);

        while (w->table[i] && (w->s[w->table[i] - 1].flags != flags || strcmp(w->s[w->table[i] - 1].stage, stage)))
                i = (i + 1) % (4 * TWIN_MAX);
        return i;
}

/* Stage texts are shared by content: the procedure's own pointer stands for each. */
static const char *own_stage(const struct pack_procedure *p, const char *id)
{
        return pack_stage(p, id)->id;
}

static void twin_put(struct twin *w, flags_t flags, const char *stage)
{
        size_t slot = twin_slot(w, flags, stage);

        if (w->table[slot])
                return;
        must(w->n < TWIN_MAX);
        w->s[w->n++] = (struct twin_state){ flags, stage, pack_stage(w->p, stage)->final };
        w->table[slot] = w->n;
}

/* 处罚法 42, 44, 45, 58, 62-65 once more, in plain words. */
static bool lawful(flags_t f, unsigned env, const struct verb_effect *e, bool permit)
{
        bool penalty = e->sets & F(penalised), due = !(env & ENV_NO_HEARING_RIGHT);

        if (!penalty && !(permit && e->sets & (F(decided) | F(granted))))
                return true;
        if (f & (F(outside) | F(crime)))
                return false;
        if (!(env & ENV_NOT_CATALOGUED) && due && (!(f & F(reviewed)) || f & F(points_open) || f & F(review_open)))
                return false;
        if (!penalty)
                return true;
        if (!(f & F(officers)) || !(f & (F(notified) | F(informed))) || f & F(defence_open) || f & F(hearing_open))
                return false;
        if (due && !(f & F(hearing_told)))
                return false;
        return env & ENV_WINDOW_OVER || f & (F(waived) | F(informed));
}

static void twin_visit(struct twin *w, size_t at)
{
        for (size_t i = 0; i < w->p->n_steps; i++)
                for (unsigned env = 0; env <= ENV__ALL; env++) {
                        const struct pack_step *s = &w->p->steps[i];
                        const struct verb_effect *e = verb_effect_find(w->v, FIXTURE_VERBS, s->verb);

                        if (!names_have(&s->from, w->s[at].stage) || !twin_allowed(s, w->s[at].flags, env))
                                continue;
                        w->used[i] = true;
                        w->gate = w->gate || !lawful(w->s[at].flags, env, e, !strcmp(w->p->kind, "permit"));
                        twin_put(w, flags_after(w->s[at].flags, e, s), s->to ? own_stage(w->p, s->to) : w->s[at].stage);
                }
}

/* Can a state come to an end?  Asked again and again until nothing new is learnt. */
static void twin_ends(struct twin *w)
{
        for (bool changed = true; changed;) {
                changed = false;
                for (size_t at = w->n; at-- > 0;)
                        for (size_t i = 0; !w->s[at].ends && i < w->p->n_steps; i++) {
                                const struct pack_step *s = &w->p->steps[i];
                                const struct verb_effect *e = verb_effect_find(w->v, FIXTURE_VERBS, s->verb);
                                flags_t f = w->s[at].flags;
                                size_t slot;

                                if (!names_have(&s->from, w->s[at].stage) || !twin_allowed(s, f, ENV__ALL))
                                        continue;
                                slot = twin_slot(w, flags_after(f, e, s), s->to ? own_stage(w->p, s->to) : w->s[at].stage);
                                w->s[at].ends = w->s[w->table[slot] - 1].ends;
                                changed = changed || w->s[at].ends;
                        }
        }
        for (size_t at = 0; at < w->n; at++)
                w->stuck = w->stuck || !w->s[at].ends;
}

static void twin_walk(struct test *t, struct twin *w, const struct pack_procedure *p)
{
        size_t stages = 0;

        *w = (struct twin){ .p = p, .v = fixture_verbs(t->mem), .s = TAKE_N(t->mem, struct twin_state, TWIN_MAX),
                            .table = TAKE_N(t->mem, size_t, 4 * TWIN_MAX) };
        for (size_t i = 0; i < p->n_steps; i++)
                if (!p->steps[i].from.n) {
                        const struct verb_effect *e = verb_effect_find(w->v, FIXTURE_VERBS, p->steps[i].verb);

                        w->used[i] = true;
                        twin_put(w, flags_after(0, e, NULL), own_stage(p, p->steps[i].to));
                }
        for (size_t at = 0; at < w->n; at++)
                twin_visit(w, at);
        for (size_t k = 0; k < p->n_stages; k++) {
                bool seen = false;

                for (size_t at = 0; at < w->n && !seen; at++)
                        seen = !strcmp(w->s[at].stage, p->stages[k].id);
                stages += seen;
        }
        w->unreachable = stages < p->n_stages;
        for (size_t i = 0; i < p->n_steps; i++)
                w->unreachable = w->unreachable || !w->used[i];
        twin_ends(w);
}

/* A fault: a condition forgotten, a step led elsewhere, or a step that forgets one of its starts. */
static void spoil(struct test *t, struct pack_procedure *p, unsigned *seed)
{
        struct pack_step *s = &p->steps[(unsigned)rand_r(seed) % p->n_steps];
        struct names *list = rand_r(seed) % 4 ? &s->needs : &s->from;

        if (rand_r(seed) % 5 == 0 && s->from.n) {
                s->to = p->stages[(unsigned)rand_r(seed) % p->n_stages].id;
        } else if (list->n > (list == &s->from)) {
                size_t drop = (unsigned)rand_r(seed) % list->n;
                const char **kept = TAKE_N(t->mem, const char *, list->n);

                for (size_t i = 0, k = 0; i < list->n; i++)
                        if (i != drop)
                                kept[k++] = list->at[i];
                *list = (struct names){ kept, list->n - 1 };
        }
}

static bool said(const struct findings *f, const char *words)
{
        for (size_t i = 0; i < f->n; i++)
                if (strstr(f->at[i].text, words))
                        return true;
        return false;
}

static void compare(struct test *outer, const struct pack_procedure *sound, unsigned *seed, int *gates)
{
        struct test inner = { .mem = arena_new() }, *t = &inner;
        struct pack_procedure p = *sound;
        struct pack pack = { .procedures = &p, .n_procedures = 1 };
        struct findings found = { .mem = t->mem };
        struct twin w;
        size_t states = 0;

        p.steps = arena_copy(t->mem, sound->steps, sound->n_steps * sizeof *sound->steps);
        for (int k = rand_r(seed) % 3; k >= 0; k--)
                spoil(t, &p, seed);
        twin_walk(t, &w, &p);
        pack_prove(&pack, fixture_verbs(t->mem), FIXTURE_VERBS, &found, &states);
        *gates += w.gate;
        outer->checks++;
        if (said(&found, "可以") != w.gate || said(&found, "没有任何路径") != w.unreachable || said(&found, "再也办不结") != w.stuck)
                test_failed(outer, __FILE__, __LINE__, "seed %u: twin says gate %d, unreachable %d, stuck %d (%zu states, prover %zu); prover: %s", *seed,
                            w.gate, w.unreachable, w.stuck, w.n, states, found.n ? found.at[0].text : "nothing");
        arena_free(inner.mem);
}

TEST(pack_prove, agrees_with_a_slow_twin_about_random_faults)
{
        struct pack *p = fixture_pack(t, "tests/packs/broken/sound");
        unsigned seed = 58;
        int gates = 0;

        for (int i = 0; p && i < 150; i++)
                compare(t, &p->procedures[i % 3 == 2], &seed, &gates);
        CHECK(gates > 20 && gates < 140);
        pack_free(p);
}

TEST(pack_prove, finds_the_shortest_way_past_a_gate)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct findings found = { .mem = t->mem };
        struct pack_procedure ordinary;
        struct pack copy;
        size_t states = 0;

        if (!p)
                return;
        copy = *p;
        ordinary = *pack_procedure(p, "ordinary");
        ordinary.steps = arena_copy(t->mem, ordinary.steps, ordinary.n_steps * sizeof *ordinary.steps);
        copy.procedures = &ordinary;
        copy.n_procedures = 1;
        for (size_t i = 0; i < ordinary.n_steps; i++)
                if (!strcmp(ordinary.steps[i].verb, "case.decide"))
                        ordinary.steps[i].needs = (struct names){ NULL, 0 };
        CHECK(!pack_prove(&copy, fixture_verbs(t->mem), FIXTURE_VERBS, &found, &states));
        CHECK_INT(found.n, 5);          /* powers and crime, review, hearing, defence, periods; officers and notice are asked on the way to "noticed" */
        CHECK(said(&found, "：行政处罚普通程序 → source.register → "));
        CHECK(said(&found, " → investigation.conclude → notice.give → case.decide"));
        pack_free(p);
}
