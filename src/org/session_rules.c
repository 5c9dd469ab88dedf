/* session_rules.c - the rules of signing in that hold now: the pack's (law/pack.h, pack_signin), and over them what the security administrator has
 * set as parameters (law/parameters.tbl, signin_…), each within the bounds of its row.
 *
 * Two of them can only be made stricter: a password set by somebody else that the pack wants changed is changed, and a role that the pack
 * wants a second factor of has one.  Must never: be looser than the pack because a read failed — then the pack's own hold.
 * Legal: GB/T 22239 8.1.4.1（身份鉴别）. */
#include "org/parameter.h"
#include "org/session.h"
#include "db/db.h"
#include <stddef.h>
#include <string.h>

QUERY(rules_set, "SELECT name, value FROM org_parameter WHERE substr(name, 1, 7) = 'signin_' AND since <= $1 ORDER BY since, id");

static const struct { const char *name; size_t at; } numbers[] = {
        { "signin_length", offsetof(struct pack_signin, length) }, { "signin_classes", offsetof(struct pack_signin, classes) },
        { "signin_history", offsetof(struct pack_signin, history) }, { "signin_days", offsetof(struct pack_signin, days) },
        { "signin_attempts", offsetof(struct pack_signin, attempts) }, { "signin_lock_minutes", offsetof(struct pack_signin, lock_minutes) },
        { "signin_hours", offsetof(struct pack_signin, hours) }, { "signin_idle_minutes", offsetof(struct pack_signin, idle_minutes) },
};

static int *number_of(struct pack_signin *s, const char *name)
{
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
                if (!strcmp(numbers[i].name, name))
                        return (int *)((char *)s + numbers[i].at);
        return NULL;
}

const char *session_rule_of_pack(struct arena *mem, const struct pack *p, const char *name)
{
        struct pack_signin *s = TAKE(mem, struct pack_signin);
        const int *n;

        *s = p->signin;
        n = number_of(s, name);
        if (n)
                return text_make(mem, "%d", *n);
        if (!strcmp(name, "signin_first"))
                return s->first ? "true" : "false";
        if (!strcmp(name, "signin_factor"))
                return s->factor.n ? text_join(mem, s->factor.at, s->factor.n, ',') : "-";
        return NULL;
}

static void factor_add(struct arena *mem, struct pack_signin *s, const struct names *of_pack, const char *value)
{
        size_t n;
        char **roles = text_split(mem, strcmp(value, "-") ? value : "", ',', &n);
        const char **all = TAKE_N(mem, const char *, of_pack->n + n + 1);
        size_t used = 0;

        for (size_t i = 0; i < of_pack->n; i++)
                all[used++] = of_pack->at[i];
        for (size_t i = 0; i < n; i++)
                if (!names_have(of_pack, roles[i]))
                        all[used++] = roles[i];
        s->factor = (struct names){ all, used };
}

static void rule_put(struct arena *mem, struct pack_signin *s, const struct pack *p, const char *name, const char *value)
{
        const struct parameter *row = parameter_find(name);
        int *number = number_of(s, name);
        int64_t n;

        if (row && number && text_int(value, row->min, row->max, &n))
                *number = (int)n;
        else if (!strcmp(name, "signin_first"))
                s->first = p->signin.first || !strcmp(value, "true");
        else if (!strcmp(name, "signin_factor"))
                factor_add(mem, s, &p->signin.factor, value);
}

/* What a pack fixes as a parameter nobody has set. */
static void fixed_put(struct arena *mem, struct pack_signin *s, const struct pack *p)
{
        for (size_t i = 0; i < p->n_parameters; i++)
                rule_put(mem, s, p, p->parameters[i].id, p->parameters[i].value);
}

const struct pack_signin *session_rules(const struct ctx *c)
{
        const struct pack *p = c->pack ? c->pack : org_pack();
        struct pack_signin *s;
        struct why why = { .mem = c->mem };
        struct rows r;

        must(p != NULL);
        if (!c->db)
                return &p->signin;
        s = TAKE(c->mem, struct pack_signin);
        *s = p->signin;
        r = db_ask(c->db, &why, &rules_set, ARGS(T(day_text(c->mem, day_of(c->now)))));
        while (db_next(&r)) {
                const char *name = db_text_in(c->mem, &r, 0);

                if (!pack_parameter(p, name))
                        rule_put(c->mem, s, p, name, db_text_in(c->mem, &r, 1));
        }
        if (!db_done(&r))
                return &p->signin;
        fixed_put(c->mem, s, p);
        return s;
}
