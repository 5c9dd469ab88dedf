/* agency_first.c - what the first hour of a site writes: the founding administrator's password, and another pack while nobody works here.  Whether
 * that may be is decided in src/setup. */
#include "db/db.h"
#include "org/agency.h"

QUERY(administrators, "SELECT count(*) FROM org_user WHERE enabled = 1 AND secret <> '' AND ',' || roles || ',' LIKE '%,admin,%'");
QUERY(first_set, "UPDATE org_user SET name = $1, secret = $2 WHERE login = 'admin'");
QUERY(first_home, "UPDATE org_user SET agency = $1, unit = ''");

extern apply_fn org_apply_pack;

bool org_administered(struct ctx *c, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &administrators, ARGS(), 0, &n))
                return false;
        *out = n > 0;
        return true;
}

bool org_apply_first(struct db_write *w, const struct act *a)
{
        return db_run(w, &first_set, ARGS(T(act_text(a, "name")), T(act_text(a, "secret"))));
}

bool org_apply_first_pack(struct db_write *w, const struct act *a)
{
        return org_apply_pack(w, a) && db_run(w, &first_home, ARGS(T(act_text(a, "home"))));
}
