/* rights_apply.c - grants and delegations become rows.  The only writer of org_grant; reads no clock, no chance, nothing outside the act. */
#include "db/db.h"
#include "org/rights.h"

QUERY(grant_put, "INSERT INTO org_grant (id, login, role, scope, agencies, units, away, since, until, reason, by_login, at, ended, ended_by, ended_why)"
                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', '')");
QUERY(grant_end, "UPDATE org_grant SET ended = $2, ended_by = $3, ended_why = $4 WHERE id = $1");
QUERY(grant_rows, "SELECT * FROM org_grant");

apply_fn rights__apply_give, rights__apply_end;

bool rights__apply_give(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &grant_put, ARGS(I(a->subject.id), T(act_text(a, "login")), T(act_text(a, "granted")), T(act_text(a, "scope")),
                                          T(act_text(a, "agencies")), T(act_text(a, "units")), T(act_text(a, "away")), T(act_text(a, "since")),
                                          T(act_text(a, "until")), T(act_text(a, "reason")), T(act_text(a, "actor")), T(at)));
}

bool rights__apply_end(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &grant_end, ARGS(I(a->subject.id), T(at), T(act_text(a, "actor")), T(act_text(a, "reason"))));
}

extern const struct shadow rights_shadows[];
extern const size_t rights_shadows_n;
const struct shadow rights_shadows[] = { { "org_grant", "id", "", &grant_rows } };
const size_t rights_shadows_n = sizeof rights_shadows / sizeof *rights_shadows;
