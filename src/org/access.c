/* access.c - roles and data scope in one place.  Every face of the program asks here; nothing else compares roles. */
#include "org/attempt.h"
#include "org/org.h"
#include <string.h>

/* ---- where a reach sees ---- */

#define DEPTH 16                        /* units below units; packs refuse circles */

/* The same, or gone on in it. */
static bool is_agency(const struct pack *p, const char *id, const char *wanted)
{
        const struct pack_agency *now;

        if (!strcmp(id, wanted))
                return *id != '\0';
        now = p->n_agencies_all > p->n_agencies ? pack_agency_now(p, id) : NULL;
        return now && !strcmp(now->id, wanted);
}

static const struct pack_unit *gone_on(const struct pack *p, const char *unit)
{
        const struct pack_unit *now = p->n_units_all > p->n_units ? pack_unit_now(p, unit) : NULL;

        return now && strcmp(now->id, unit) ? now : NULL;
}

static bool is_unit(const struct pack *p, const struct place *at, const char *agency, const char *unit)
{
        const struct pack_unit *now;

        if (!*unit)
                return false;           /* a unit's scope without a unit is no wider than one's own */
        if (!strcmp(at->agency, agency) && !strcmp(at->unit, unit))
                return true;
        now = gone_on(p, at->unit);
        return now && !strcmp(now->id, unit) && !strcmp(now->agency, agency);
}

static bool below(const struct pack *p, const char *inner, const char *outer)
{
        for (int depth = 0; depth < DEPTH && inner && *inner; depth++) {
                const struct pack_unit *u = pack_unit(p, inner), *now = gone_on(p, inner);

                if (!strcmp(inner, outer) || (now && !strcmp(now->id, outer)))
                        return true;
                inner = now ? now->above : u ? u->above : NULL;
        }
        return false;
}

static bool is_unit_below(const struct pack *p, const struct place *at, const char *agency, const char *unit)
{
        const struct pack_unit *now;

        if (!*unit || is_unit(p, at, agency, unit))
                return *unit != '\0';
        if (!strcmp(at->agency, agency) && below(p, at->unit, unit))
                return true;
        now = gone_on(p, at->unit);
        return now && !strcmp(now->agency, agency) && below(p, now->id, unit);
}

/* Its own, or a unit that was another agency's and went on in one of this. */
static bool in_agency(const struct pack *p, const struct place *at, const char *agency)
{
        const struct pack_unit *now;

        if (is_agency(p, at->agency, agency))
                return true;
        now = gone_on(p, at->unit);
        return now && !strcmp(now->agency, agency);
}

static bool listed(const struct pack *p, const struct reach *x, const struct place *at)
{
        for (size_t i = 0; i < x->agencies.n; i++)
                if (in_agency(p, at, x->agencies.at[i]))
                        return true;
        for (size_t i = 0; i < x->units.n; i++) {
                const struct pack_unit *u = pack_unit(p, x->units.at[i]);

                if (u && is_unit(p, at, u->agency, u->id))
                        return true;
        }
        return false;
}

/* The place alone: whose it is, is asked apart. */
static bool covers(const struct pack *p, const struct reach *x, const struct place *at)
{
        switch (x->scope) {
        case SCOPE_JURISDICTION: return true;
        case SCOPE_AGENCY: return in_agency(p, at, x->agency) || listed(p, x, at);
        case SCOPE_UNIT_BELOW: return is_unit_below(p, at, x->agency, x->unit) || listed(p, x, at);
        case SCOPE_UNIT: return is_unit(p, at, x->agency, x->unit) || listed(p, x, at);
        default: return listed(p, x, at);
        }
}

static bool reaches(const struct pack *p, const struct reach *x, const struct place *at)
{
        return (at->people && names_have(at->people, x->person)) || covers(p, x, at);
}

static struct reach home_of(const struct who *w)
{
        return (struct reach){ .scope = w->scope, .agency = w->agency, .unit = w->unit, .person = w->login };
}

bool access_sees(const struct ctx *c, const struct place *p)
{
        struct reach home;

        if (!c->who)
                return false;
        home = home_of(c->who);
        if (reaches(c->pack, &home, p))
                return true;
        for (size_t i = 0; i < c->who->n_more; i++)
                if (reaches(c->pack, &c->who->more[i], p))
                        return true;
        return false;
}

bool access_may_see(struct ctx *c, const struct place *p)
{
        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        if (access_sees(c, p))
                return (look_let(c, "", 0), true);
        return refuse(&c->why, R_SCOPE, NULL, "承办机构：%s",
                                           pack_unit(c->pack, p->unit) ? pack_unit(c->pack, p->unit)->name : p->unit);
}

/* ---- which role ---- */

static bool own_role(const struct who *w, const char *role)
{
        struct names own = { w->roles.at, w->more ? w->n_own : w->roles.n };

        return names_have(&own, role);
}

static bool acts_by(const struct who *w, const struct reach *x)
{
        if (w->acting)
                *w->acting = x;
        return true;
}

/* Does it reach anything of his own agency?  Jurisdiction, the agency, a unit of it. */
static bool at_home(const struct pack *p, const struct reach *x, const struct who *w)
{
        if (x->scope == SCOPE_JURISDICTION || (x->scope > SCOPE_OWN && !strcmp(x->agency, w->agency)) || names_have(&x->agencies, w->agency))
                return true;
        for (size_t i = 0; i < x->units.n; i++) {
                const struct pack_unit *u = pack_unit(p, x->units.at[i]);

                if (u && !strcmp(u->agency, w->agency))
                        return true;
        }
        return *x->away || (x->scope == SCOPE_OWN && !x->agencies.n && !x->units.n);
}

static bool uses_role(const struct ctx *c, const char *role, bool affairs)
{
        const struct who *w = c->who;

        if (own_role(w, role))
                return acts_by(w, NULL);
        for (size_t i = 0; i < w->n_more; i++)
                if (!strcmp(w->more[i].role, role) && (!affairs || at_home(c->pack, &w->more[i], w)))
                        return acts_by(w, &w->more[i]);
        return false;
}

bool access_has_role_at(const struct ctx *c, const char *role, const struct place *p)
{
        const struct who *w = c->who;

        if (!w || !p)
                return w && uses_role(c, role, true);
        if (own_role(w, role)) {
                struct reach home = home_of(w);

                /* who sees it by no other way may act on it as before: being asked, and the like, are decided by whoever let him see it */
                if (!w->n_more || reaches(c->pack, &home, p) || !access_sees(c, p))
                        return acts_by(w, NULL);
        }
        for (size_t i = 0; i < w->n_more; i++) {
                const struct reach *x = &w->more[i];

                if (!strcmp(x->role, role) && reaches(c->pack, x, p) && !(*x->away && p->people && names_have(p->people, w->login)))
                        return acts_by(w, x);
        }
        return false;
}

static bool may(struct ctx *c, const char *roles, bool affairs)
{
        struct buffer labels = { .mem = c->mem };
        size_t n;
        char **at;

        if (!strcmp(roles, "public"))
                return true;
        /* what is open to whoever has signed in is not open to those who cannot */
        if (!c->who || (!*roles && *c->who->login == '@'))
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        at = text_split(c->mem, roles, '|', &n);
        for (size_t i = 0; i < n; i++) {
                const struct pack_role *r = pack_role(c->pack, at[i]);

                if (uses_role(c, at[i], affairs))
                        return true;
                buffer_make(&labels, "%s%s", labels.n ? "、" : "", r ? r->label : at[i]);
        }
        if (!n)
                return acts_by(c->who, NULL);
        return refuse(&c->why, R_ROLE, NULL, "可以办理的岗位：%s", buffer_done(&labels));
}

bool access_may_use(struct ctx *c, const char *roles)
{
        return may(c, roles, false);
}

bool access_may_act(struct ctx *c, const char *roles)
{
        return may(c, roles, true);
}

bool access_sees_classified(const struct ctx *c)
{
        for (size_t i = 0; c->who && i < c->who->roles.n; i++) {
                const struct pack_role *r = pack_role(c->pack, c->who->roles.at[i]);

                if (r && r->classified)
                        return true;
        }
        return false;
}

/* ---- fields ---- */

bool access_hides(const struct ctx *c, const char *field)
{
        for (size_t i = 0; c->who && i < c->who->roles.n; i++) {
                const struct pack_role *r = pack_role(c->pack, c->who->roles.at[i]);

                if (!r || !names_have(&r->hides, field))
                        return false;
        }
        return c->who && c->who->roles.n;
}

bool access_hides_column(const struct ctx *c, const char *name)
{
        return access_hides(c, text_starts(name, "reporter") ? "reporter" : name);
}

bool access_hides_any(const struct ctx *c)
{
        for (size_t i = 0; c->who && i < c->who->roles.n; i++) {
                const struct pack_role *r = pack_role(c->pack, c->who->roles.at[i]);

                if (!r || !r->hides.n)
                        return false;
        }
        return c->who && c->who->roles.n;
}

const char *access_shown(const struct ctx *c, const char *name, const char *value)
{
        return !text_empty(value) && access_hides_column(c, name) ? ACCESS_HIDDEN : value;
}

/* ---- what is secret ---- */

static access_secret_fn *secret_fn;

void access_secret_bind(access_secret_fn *secret)
{
        secret_fn = secret;
}

static const char *reserved_nouns = "", *reserved_roles = "";

void access_reserve(const char *nouns, const char *roles)
{
        reserved_nouns = nouns;
        reserved_roles = roles;
}

static bool reserved(const struct act *a)
{
        return text_in(a->subject.noun, reserved_nouns, '|');
}

static bool reserved_from(const struct ctx *c, const struct act *a)
{
        size_t n;
        char **roles = text_split(c->mem, reserved_roles, '|', &n);

        if (!reserved(a) || !strcmp(act_text(a, "actor"), c->who->login))
                return false;
        for (size_t i = 0; i < n; i++)
                if (who_has_role(c->who, roles[i]))
                        return false;
        return true;
}

bool access_act_secret(struct ctx *c, const struct act *a, bool *out)
{
        *out = reserved(a);
        return *out || !secret_fn || secret_fn(c, a, out);
}

bool access_act_hidden(struct ctx *c, const struct act *a, bool *out)
{
        *out = reserved_from(c, a);
        if (*out || reserved(a) || access_sees_classified(c))
                return true;
        return access_act_secret(c, a, out);
}

