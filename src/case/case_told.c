/* case_told.c - what earlier acts of a case say that its columns no longer do: what the party was told last, who investigated, when
 * something was last done.  A column holds the newest value only, and a later report may have changed it since the party was told.
 * Must never decide: rules and handlers do.
 */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include <string.h>

/* The newest paper that this verb made, or NULL. */
static const struct case_material *newest(const struct case_materials *l, const char *verb)
{
        for (size_t i = l->n; i; i--)
                if (!strcmp(l->at[i - 1].kind, verb))
                        return &l->at[i - 1];
        return NULL;
}

bool case__last_done(struct ctx *c, const char *verb, struct day *out)
{
        struct case_materials l;
        const struct case_material *m;

        if (!case_materials_load(c, facts_of(c)->id, &l))
                return false;
        m = newest(&l, verb);
        *out = m ? day_of(m->at) : DAY_NONE;
        return true;
}

bool case__not_before(struct ctx *c, struct day on, const char *field, const char *verb, const char *what)
{
        struct day done;

        if (!case__last_done(c, verb, &done))
                return false;
        return !day_is(done) || day_compare(on, done) >= 0 ||
               refuse(&c->why, R_TOO_EARLY_DATE, field, "%s于 %s，填写的是 %s", what, day_text(c->mem, done), day_text(c->mem, on));
}

bool case__told(struct ctx *c, struct told *out)
{
        const struct case_facts *f = facts_of(c);
        struct told t = { f->penalties, f->confiscation };
        const struct case_material *m;
        struct case_materials l;
        struct act a;

        if (!case_materials_load(c, f->id, &l))
                return false;
        m = newest(&l, "notice.give");
        if (m) {
                if (!act_load(c, m->id, &a))
                        return false;
                if (act_has(&a, "penalties"))
                        t.penalties.at = (const char **)text_split(c->mem, act_text(&a, "penalties"), ',', &t.penalties.n);
                if (act_has(&a, "confiscation"))
                        t.confiscation = act_int(&a, "confiscation");
        }
        *out = t;
        return true;
}

/* ---- who investigated ---- */

struct looking { const char *login; bool hit; };

static bool look(void *to, const struct act *a)
{
        struct looking *s = to;
        bool led = !strcmp(a->verb, "investigation.conclude") || !strcmp(a->verb, "review.submit");

        s->hit = text_in(s->login, act_text(a, "officers"), ',') || (led && !strcmp(act_text(a, "actor"), s->login));
        return !s->hit;
}

bool case__investigated(struct ctx *c, const char *login, bool *out)
{
        struct looking s = { login, names_have(&facts_of(c)->officers, login) };

        if (!s.hit && !acts_on(c, (struct subject){ "case", facts_of(c)->id }, look, &s))
                return false;
        *out = s.hit;
        return true;
}

bool case_investigated(struct ctx *c, const struct case_facts *f, const char *login, bool *out)
{
        struct ctx about = *c;
        bool ok;

        about.facts = f;
        ok = case__investigated(&about, login, out);
        if (!ok)
                c->why = about.why;
        return ok;
}
