/* org_read.c - users and certificates as structs.  The only reader of org_* tables besides session.c. */
#include "db/db.h"
#include "journal/job.h"
#include "org/known.h"
#include "org/org.h"
#include "org/rights.h"
#include <string.h>

/* k: the certificate; $2: the day. */
#define NOT_SUSPENDED " AND NOT EXISTS (SELECT 1 FROM org_suspension s WHERE s.certificate_id = k.id AND s.since <= $2 AND s.until >= $2)"
QUERY(user_get, "SELECT id, login, name, agency, unit, roles, post, secret, enabled,"
                " (SELECT count(*) FROM org_grant g WHERE g.login = org_user.login AND g.ended = '') FROM org_user WHERE login = $1");
QUERY(certificate_get, "SELECT k.id, k.number, k.login, k.kinds, k.area, k.since, k.until, k.revoked FROM org_certificate k WHERE k.login = $1"
                       " AND k.since <= $2 AND k.until >= $2 AND (k.revoked = '' OR k.revoked > $2)" NOT_SUSPENDED " ORDER BY k.until DESC LIMIT 1");

QUERY(users_of, "SELECT u.login, u.name, u.unit, u.roles, (SELECT k.number FROM org_certificate k WHERE k.login = u.login AND k.since <= $2"
                " AND k.until >= $2 AND (k.revoked = '' OR k.revoked > $2)" NOT_SUSPENDED " ORDER BY k.until DESC LIMIT 1)"
                " FROM org_user u WHERE u.agency = $1 AND u.enabled = 1 AND u.login <> 'admin' ORDER BY u.unit, u.login");

bool users_list(struct ctx *c, const char *agency, user_each_fn *each, void *to)
{
        struct rows r = db_ask(c->db, &c->why, &users_of, ARGS(T(agency), T(day_text(c->mem, day_of(c->now)))));

        while (db_next(&r))
                each(to, &(struct user){ .login = db_text(&r, 0), .name = db_text(&r, 1), .agency = agency, .unit = db_text(&r, 2),
                                         .roles = db_text(&r, 3), .post = "", .secret = "", .enabled = true }, db_text(&r, 4));
        return db_done(&r);
}

QUERY(officers_on, "SELECT count(DISTINCT k.login) FROM org_certificate k JOIN org_user u ON u.login = k.login WHERE u.agency = $1 AND u.enabled = 1"
                   " AND k.since <= $2 AND k.until >= $2 AND (k.revoked = '' OR k.revoked > $2)" NOT_SUSPENDED);

bool officers_count(struct ctx *c, const char *agency, struct day on, int *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &officers_on, ARGS(T(agency), T(day_text(c->mem, on))), 0, &n))
                return false;
        *out = (int)n;
        return true;
}

/* Actors that are no users (journal/job.h): without a secret, so that nobody signs in as them. */
static const struct user actors[] = {
        { .login = ACTOR_SYSTEM, .name = "系统", .agency = "", .unit = "", .roles = "system", .post = "", .secret = "", .enabled = true },
        { .login = ACTOR_PUBLIC, .name = "社会公众", .agency = "", .unit = "", .roles = "public", .post = "", .secret = "", .enabled = true },
};

static bool actor_load(const char *login, struct user *out)
{
        for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
                if (!strcmp(actors[i].login, login)) {
                        *out = actors[i];
                        return true;
                }
        return false;
}

bool user_load(struct ctx *c, const char *login, struct user *out)
{
        struct rows r;
        bool found;

        if (*login == '@' && actor_load(login, out))
                return true;
        if (known_user(c, login, out))
                return true;
        r = db_ask(c->db, &c->why, &user_get, ARGS(T(login)));
        found = db_next(&r);

        if (found)
                *out = (struct user){ .id = db_int(&r, 0), .login = db_text_in(c->mem, &r, 1), .name = db_text_in(c->mem, &r, 2),
                                      .agency = db_text_in(c->mem, &r, 3), .unit = db_text_in(c->mem, &r, 4),
                                      .roles = db_text_in(c->mem, &r, 5), .post = db_text_in(c->mem, &r, 6),
                                      .secret = db_text_in(c->mem, &r, 7), .enabled = db_int(&r, 8), .grants = db_int(&r, 9) };
        if (!db_done(&r))
                return false;
        if (found)
                known_user_put(c, out);
        return found || refuse(&c->why, R_ACTOR_UNKNOWN, NULL, "%s", login);
}

const char *user_name(struct ctx *c, const char *login)
{
        struct why kept = c->why;
        struct user u;
        bool found = user_load(c, login, &u);

        c->why = kept;
        return found ? u.name : login;
}

bool certificate_on(struct ctx *c, const char *login, struct day day, struct certificate *out)
{
        struct rows r;
        bool found;

        if (known_certificate(c, login, day, out))
                return true;
        r = db_ask(c->db, &c->why, &certificate_get, ARGS(T(login), T(day_text(c->mem, day))));
        found = db_next(&r);
        if (found) {
                *out = (struct certificate){ .id = db_int(&r, 0), .number = db_text_in(c->mem, &r, 1), .login = db_text_in(c->mem, &r, 2),
                                             .kinds = db_text_in(c->mem, &r, 3), .area = db_text_in(c->mem, &r, 4), .revoked = DAY_NONE,
                                             .suspended_since = DAY_NONE, .suspended_until = DAY_NONE };
                must(day_parse(db_text(&r, 5), &out->since) && day_parse(db_text(&r, 6), &out->until));
        }
        if (!db_done(&r))
                return false;
        if (found)
                known_certificate_put(c, day, out);
        return found || refuse(&c->why, R_NO_CERTIFICATE, NULL, "%s 在 %s 没有有效的执法证件", user_name(c, login), day_text(c->mem, day));
}

bool officers_certified(struct ctx *c, const char *logins, struct day day, const char *field)
{
        struct certificate k;
        size_t n;
        char **at = text_split(c->mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!certificate_on(c, at[i], day, &k)) {
                        c->why.field = field;
                        return false;
                }
        return n >= 2 || refuse(&c->why, R_TWO_OFFICERS, field, "现有 %zu 名", n);
}

static struct names names_of(struct arena *mem, const char *list)
{
        size_t n;
        char **at = text_split(mem, list, ',', &n);

        return (struct names){ (const char **)at, n };
}

static enum scope widest(const struct pack *p, const struct names *roles)
{
        enum scope s = SCOPE_OWN;

        for (size_t i = 0; i < roles->n; i++) {
                const struct pack_role *r = pack_role(p, roles->at[i]);

                if (r && r->scope > s)
                        s = r->scope;
        }
        return s;
}

bool who_load(struct ctx *c, const char *login)
{
        struct who *w = TAKE(c->mem, struct who);
        struct why kept = c->why;
        struct certificate k;
        struct user u;

        c->pack = known_pack(c);
        if (!c->pack) {
                if (!org_pack_current(c))
                        return false;
                c->pack = org_pack();
                known_pack_put(c, c->pack);
        }
        if (!user_load(c, login, &u))
                return false;
        if (!u.enabled)
                return refuse(&c->why, R_ACTOR_DISABLED, NULL, "%s", login);
        *w = (struct who){ .login = u.login, .name = u.name, .agency = u.agency, .unit = u.unit, .roles = names_of(c->mem, u.roles),
                           .certificate = "" };
        w->scope = who_has_role(w, "system") ? SCOPE_JURISDICTION : widest(c->pack, &w->roles);
        w->n_own = w->roles.n;
        w->acting = TAKE(c->mem, const struct reach *);
        if (u.grants && !rights_reaches(c, w))
                return false;
        w->certified = certificate_on(c, login, day_of(c->now), &k);
        if (w->certified)
                w->certificate = k.number;
        else if (c->why.kind == WHY_FAILED)
                return false;
        c->why = kept;
        c->who = w;
        return true;
}

bool who_has_role(const struct who *w, const char *role)
{
        return names_have(&w->roles, role);
}

bool who_has_any(const struct who *w, const struct names *roles)
{
        for (size_t i = 0; i < roles->n; i++)
                if (who_has_role(w, roles->at[i]))
                        return true;
        return false;
}
