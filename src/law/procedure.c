/* procedure.c - the workflow machine: flags, conditions, steps.
 *
 * Pure: a standing and a pack in, an answer out.  The prover (pack_prove.c) walks this very machine, so whatever is decided here is
 * what was proven.  It must never look at a clock, a database or a person.
 */
#include "law/facts.h"
#include "law/procedure.h"
#include <string.h>

struct flag_row { const char *name, *label; };
#define FLAG(name, label) [FLAG_##name] = { #name, label },
static const struct flag_row flag_rows[FLAG__MAX] = {
#include "law/flags.tbl"
};
#undef FLAG
_Static_assert(FLAG__MAX < 63, "bit 63 is NEVER");

#define CONDITION(name, label, all, none, or, unless, code, verb) { #name, label, all, none, or, unless, R_##code, verb },
static const struct condition conditions[] = {
#include "law/conditions.tbl"
};
#undef CONDITION
#define CONDITIONS (sizeof conditions / sizeof conditions[0])

/* ---- flags ---- */

const char *flag_name(enum flag f)
{
        must(f >= 0 && f < FLAG__MAX);
        return flag_rows[f].name;
}

const char *flag_label(enum flag f)
{
        must(f >= 0 && f < FLAG__MAX);
        return flag_rows[f].label;
}

static bool flag_by_name(const char *name, size_t n, flags_t *out)
{
        for (int f = 0; f < FLAG__MAX; f++)
                if (strlen(flag_rows[f].name) == n && !memcmp(flag_rows[f].name, name, n)) {
                        *out = (flags_t)1 << f;
                        return true;
                }
        return false;
}

/* unknown points into list, at the first word that is no flag. */
bool flags_parse(const char *list, char sep, flags_t *out, const char **unknown)
{
        flags_t all = 0, one;

        for (const char *s = list ? list : ""; *s;) {
                const char *end = strchr(s, sep);
                size_t n = end ? (size_t)(end - s) : strlen(s);

                if (!flag_by_name(s, n, &one)) {
                        if (unknown)
                                *unknown = s;
                        return false;
                }
                all |= one;
                s += n + (end ? 1 : 0);
        }
        *out = all;
        return true;
}

char *flags_text(struct arena *a, flags_t f, char sep)
{
        struct buffer b = { .mem = a };

        for (int i = 0; i < FLAG__MAX; i++)
                if (f & (flags_t)1 << i) {
                        if (b.n)
                                buffer_put(&b, &sep, 1);
                        buffer_text(&b, flag_rows[i].name);
                }
        return text_copy(a, buffer_done(&b));
}

/* ---- conditions and effects ---- */

const struct condition *condition_find(const char *name)
{
        for (size_t i = 0; name && i < CONDITIONS; i++)
                if (!strcmp(conditions[i].name, name))
                        return &conditions[i];
        return NULL;
}

const struct condition *condition_at(size_t i)
{
        return i < CONDITIONS ? &conditions[i] : NULL;
}

bool condition_holds(const struct condition *k, flags_t flags, unsigned env)
{
        if (env & k->unless || flags & k->or)
                return true;
        return (flags & k->all) == k->all && !(flags & k->none);
}

const struct verb_effect *verb_effect_find(const struct verb_effect *v, size_t n, const char *verb)
{
        for (size_t i = 0; verb && i < n; i++)
                if (*v[i].verb == *verb && !strcmp(v[i].verb, verb))    /* there are hundreds, and each act asks */
                        return &v[i];
        return NULL;
}

const struct verb_field *verb_field_find(const struct verb_effect *e, const char *field)
{
        for (size_t i = 0; e && i < e->n_fields; i++)
                if (!strcmp(e->fields[i].name, field))
                        return &e->fields[i];
        return NULL;
}

static void field_kind(struct verb_field *f, const char *kind)
{
        static const struct { const char *name; enum value_kind kind; bool several; } kinds[] = {
                { "text", VALUE_TEXT, false }, { "words", VALUE_TEXT, true }, { "money", VALUE_MONEY, false }, { "day", VALUE_DAY, false },
                { "instant", VALUE_INSTANT, false }, { "people", VALUE_PEOPLE, true }, { "person", VALUE_PEOPLE, false },
                { "points", VALUE_POINTS, true }, { "number", VALUE_NUMBER, false },
        };

        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (!strcmp(kinds[i].name, kind)) {
                        f->kind = kinds[i].kind;
                        f->several = kinds[i].several;
                        return;
                }
        must(!"a kind of value that does not exist");
}

size_t verb_fields_parse(const char *list, struct arena *mem, struct verb_field *out, size_t room)
{
        size_t n;
        char **parts = text_split(mem, list, '|', &n);

        must(n <= room);
        for (size_t i = 0; i < n; i++) {
                char *colon = strchr(parts[i], ':');

                out[i] = (struct verb_field){ .name = parts[i] };
                if (colon)
                        *colon = 0;
                field_kind(&out[i], colon ? colon + 1 : "text");
        }
        return n;
}

flags_t flags_after(flags_t flags, const struct verb_effect *e, const struct pack_step *step)
{
        if (step && step->lapses)
                flags &= ~LAPSING;
        return (flags & ~e->clears) | e->sets;
}

/* ---- steps ---- */

static bool step_starts_at(const struct pack_step *s, const char *stage)
{
        return text_empty(stage) ? !s->from.n : names_have(&s->from, stage);
}

const struct pack_step *procedure_step(const struct pack_procedure *p, const char *stage, const char *verb)
{
        for (size_t i = 0; i < p->n_steps; i++)
                if (*p->steps[i].verb == *verb && !strcmp(p->steps[i].verb, verb) && step_starts_at(&p->steps[i], stage))
                        return &p->steps[i];
        for (size_t i = 0; !text_empty(stage) && i < p->n_always; i++)
                if (!strcmp(p->always[i].verb, verb))
                        return &p->always[i];
        return NULL;
}

const struct pack_step *procedure_step_to(const struct pack_procedure *p, const char *stage, const char *verb, const char *to)
{
        for (size_t i = 0; !text_empty(to) && i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, verb) && step_starts_at(&p->steps[i], stage) && text_same(p->steps[i].to, to))
                        return &p->steps[i];
        return text_empty(to) ? procedure_step(p, stage, verb) : NULL;
}

bool procedure_returns_to(const struct pack_procedure *p, const char *stage)
{
        for (size_t i = 0; i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, "case.return") && text_same(p->steps[i].to, stage))
                        return true;
        return false;
}

bool pack_returns_to(const struct pack *pack, const char *stage)
{
        for (size_t i = 0; i < pack->n_procedures; i++)
                if (procedure_returns_to(&pack->procedures[i], stage))
                        return true;
        return false;
}

static const struct condition *step_missing(const struct pack_step *s, flags_t flags, unsigned env)
{
        for (size_t i = 0; i < s->needs.n; i++) {
                const struct condition *k = condition_find(s->needs.at[i]);

                must(k);                                /* pack_check() knows every condition */
                if (!condition_holds(k, flags, env))
                        return k;
        }
        return NULL;
}

static bool refuse_condition(const struct condition *k, const struct pack_step *s, struct why *why)
{
        if (why->kind == WHY_NOTHING && !text_empty(s->law) && text_empty(refusal_of(k->code)->law))
                why->law = s->law;              /* a refusal with an article of its own is more exact than the step */
        return refuse(why, k->code, NULL, "还不具备条件：%s", k->label);
}

#define STAGES_MAX 63                                   /* pack_check() refuses more */

static size_t stage_number(const struct pack_procedure *p, const char *id)
{
        for (size_t i = 0; i < p->n_stages; i++)
                if (text_same(p->stages[i].id, id))
                        return i;
        return p->n_stages;
}

/* The stages that can follow this one, as bits, itself included. */
static uint64_t stages_ahead(const struct pack_procedure *p, const char *stage)
{
        uint64_t seen, before = 0;
        size_t at = stage_number(p, stage);

        if (at >= p->n_stages || at >= STAGES_MAX)
                return 0;
        for (seen = (uint64_t)1 << at; seen != before;) {
                before = seen;
                for (size_t i = 0; i < p->n_steps; i++)
                        for (size_t k = 0; p->steps[i].to && k < p->steps[i].from.n; k++)
                                if (seen >> stage_number(p, p->steps[i].from.at[k]) & 1)
                                        seen |= (uint64_t)1 << stage_number(p, p->steps[i].to);
        }
        return seen;
}

/* A gate of the law that stands between here and a later step of this verb, or NULL. */
static const struct condition *gate_ahead(const struct pack_procedure *p, const struct standing *s, const char *verb,
                                          const struct pack_step **step)
{
        uint64_t ahead = stages_ahead(p, s->stage);

        for (size_t i = 0; i < p->n_steps; i++)
                for (size_t k = 0; !strcmp(p->steps[i].verb, verb) && k < p->steps[i].from.n; k++) {
                        const struct condition *missing = step_missing(&p->steps[i], s->flags, s->env);

                        if (!missing || missing->code == R_NEED || !(ahead >> stage_number(p, p->steps[i].from.at[k]) & 1))
                                continue;
                        *step = &p->steps[i];
                        return missing;
                }
        return NULL;
}

static bool refuse_stage(const struct pack_procedure *p, const struct standing *s, const char *verb, struct why *why)
{
        const struct pack_step *later = NULL;
        const struct condition *gate = gate_ahead(p, s, verb, &later);
        const struct pack_stage *stage = pack_stage(p, s->stage);

        if (gate)
                return refuse_condition(gate, later, why);
        return refuse(why, R_STAGE, NULL, "%s现在的环节是“%s”", p->label, stage ? stage->label : "尚未登记");
}

bool procedure_may(const struct pack *pack, const struct standing *s, const char *verb, const struct pack_step **step, struct why *why)
{
        const struct pack_procedure *p = pack_procedure(pack, s->procedure);
        const struct pack_step *found = p ? procedure_step(p, s->stage, verb) : NULL;
        const struct condition *missing;

        if (!p)
                return refuse(why, R_STAGE, NULL, "策略包里没有程序“%s”", s->procedure ? s->procedure : "");
        if (!found)
                return refuse_stage(p, s, verb, why);
        missing = step_missing(found, s->flags, s->env);
        if (missing)
                return refuse_condition(missing, found, why);
        *step = found;
        return true;
}

bool fact_lasts(const char *verb, const char *field)
{
        if (text_starts(verb, "paper."))
                return false;
        if (!strcmp(field, "officers"))
                return text_in(verb, "case.assign|case.file|summary.inform|summary.decide", '|');
        if (!strcmp(field, "place") || !strcmp(field, "channel"))
                return text_in(verb, "source.register|permit.apply", '|');
        return true;
}
