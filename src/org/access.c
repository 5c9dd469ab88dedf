/* access.c - roles and data scope in one place.  Every face of the program asks here; nothing else compares roles. */
#include "org/org.h"
#include <string.h>

/* Is unit `inner` the same as `outer`, or below it? */
static bool unit_within(const struct pack *p, const char *inner, const char *outer)
{
        for (int depth = 0; depth < 16 && inner && *inner; depth++) {
                const struct pack_unit *u = pack_unit(p, inner);

                if (!strcmp(inner, outer))
                        return true;
                inner = u ? u->above : NULL;
        }
        return false;
}

bool access_sees(const struct ctx *c, const struct place *p)
{
        const struct who *w = c->who;
        bool own = w && p->people && names_have(p->people, w->login);

        if (!w)
                return false;
        switch (w->scope) {
        case SCOPE_JURISDICTION: return true;
        case SCOPE_AGENCY: return own || !strcmp(w->agency, p->agency);
        case SCOPE_UNIT_BELOW: return own || (!strcmp(w->agency, p->agency) && unit_within(c->pack, p->unit, w->unit));
        case SCOPE_UNIT: return own || (!strcmp(w->agency, p->agency) && !strcmp(w->unit, p->unit));
        default: return own;
        }
}

bool access_may_see(struct ctx *c, const struct place *p)
{
        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        return access_sees(c, p) || refuse(&c->why, R_SCOPE, NULL, "承办机构：%s",
                                           pack_unit(c->pack, p->unit) ? pack_unit(c->pack, p->unit)->name : p->unit);
}

bool access_may_use(struct ctx *c, const char *roles)
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

                if (who_has_role(c->who, at[i]))
                        return true;
                buffer_make(&labels, "%s%s", labels.n ? "、" : "", r ? r->label : at[i]);
        }
        return !n || refuse(&c->why, R_ROLE, NULL, "可以办理的岗位：%s", buffer_done(&labels));
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

struct narrowing access_narrowing(const struct ctx *c)
{
        const struct who *w = c->who;
        bool by_unit;

        must(w != NULL);
        by_unit = w->scope == SCOPE_UNIT || w->scope == SCOPE_UNIT_BELOW;
        return (struct narrowing){
                .agency = w->scope == SCOPE_JURISDICTION ? "" : w->agency,
                .unit = by_unit ? w->unit : "",
                /* a unit's scope without a unit is no wider than one's own */
                .login = w->scope == SCOPE_OWN || (by_unit && !*w->unit) ? w->login : "",
        };
}
