/* parameter_apply.c - acts on parameters and value lists become rows.  The only writer of org_parameter and org_entry; reads only the act. */
#include "db/db.h"
#include "org/parameter.h"

QUERY(parameter_put, "INSERT INTO org_parameter (id, name, value, since, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(entry_put, "INSERT INTO org_entry (id, list, word, used, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(parameter_rows, "SELECT * FROM org_parameter");
QUERY(entry_rows, "SELECT * FROM org_entry");

apply_fn parameter__apply_set, dictionary__apply_set;

bool parameter__apply_set(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &parameter_put, ARGS(I(a->subject.id), T(act_text(a, "name")), T(act_text(a, "value")), T(act_text(a, "since")),
                                              T(act_text(a, "reason")), T(act_text(a, "actor")), T(at)));
}

bool dictionary__apply_set(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &entry_put, ARGS(I(a->subject.id), T(act_text(a, "list")), T(act_text(a, "word")), I(act_bool(a, "used")),
                                          T(act_text(a, "reason")), T(act_text(a, "actor")), T(at)));
}

const struct shadow parameter_shadows[] = {
        { "org_parameter", "id", "", &parameter_rows }, { "org_entry", "id", "", &entry_rows },
};
const size_t parameter_shadows_n = sizeof parameter_shadows / sizeof *parameter_shadows;
