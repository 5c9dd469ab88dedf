/* rights_rules.c - which roles nobody has together, who may change roles, who must stay.  Reads people and grants, which the writer's mirror
 * holds whole; decides nothing about cases. */
#include "db/db.h"
#include "org/rights.h"
#include <string.h>

QUERY(role_others, "SELECT count(*) FROM org_user WHERE enabled = 1 AND login <> $1 AND replace(',' || roles || ',', ',' || $2 || ',', '') <> ',' || roles || ','");

static bool someone_has(struct ctx *c, const char *role, const char *but, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &role_others, ARGS(T(but), T(role)), 0, &n))
                return false;
        *out = n > 0;
        return true;
}

static const char *label_of(const struct pack *p, const char *role)
{
        const struct pack_role *r = pack_role(p, role);

        return r ? r->label : role;
}

/* ---- apart ---- */

static bool apart(struct ctx *c, const char *one, const char *other, bool lent, const char *field)
{
        const struct pack_separation *s = pack_separation(c->pack, one, other, lent);

        return !s || refuse(&c->why, R_ROLES_APART, field, "%s（%s）：%s和%s", s->label, s->law, label_of(c->pack, one), label_of(c->pack, other));
}

/* Grants that hold or are still to come, from login or for it. */
static bool apart_from_grants(struct ctx *c, const char *login, const char *role, bool lent, const char *field)
{
        struct grants l;

        if (!grants_of(c, login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                enum grant_state s = grant_state(&l.at[i], day_of(c->now));

                if ((s == GRANT_HOLDS || s == GRANT_COMING) && !apart(c, role, l.at[i].role, lent || *l.at[i].away, field))
                        return false;
        }
        return true;
}

bool rights__role_fits(struct ctx *c, const struct user *u, const char *role, bool lent, const char *field)
{
        size_t n;
        char **at = text_split(c->mem, u->roles, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!apart(c, role, at[i], lent, field))
                        return false;
        return apart_from_grants(c, u->login, role, lent, field);
}

bool rights_roles_fit(struct ctx *c, const char *login, const char *roles, const char *field)
{
        size_t n;
        char **at = text_split(c->mem, roles, ',', &n);

        for (size_t i = 0; i < n; i++) {
                for (size_t k = 0; k < i; k++)
                        if (!apart(c, at[i], at[k], false, field))
                                return false;
                if (*login && !apart_from_grants(c, login, at[i], false, field))
                        return false;
        }
        return true;
}

/* ---- who ---- */

bool rights_may_grant(struct ctx *c)
{
        bool there;

        if (who_has_role(c->who, "security"))
                return true;
        if (!someone_has(c, "security", "", &there))
                return false;
        return !there || refuse(&c->why, R_RIGHTS_SECURITY, NULL, NULL);
}

bool rights_not_self(struct ctx *c, const char *login, const char *before, const char *after)
{
        size_t n;
        char **at = text_split(c->mem, after, ',', &n);

        for (size_t i = 0; i < n && !strcmp(c->who->login, login); i++)
                if (*at[i] && !text_in(at[i], before, ','))
                        return refuse(&c->why, R_SELF_GRANT, "roles", "%s", label_of(c->pack, at[i]));
        return true;
}
