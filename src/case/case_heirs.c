/* case_heirs.c - cases of an agency or unit that ended are its heir's from then on.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(file_to_unit, "UPDATE case_file SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(file_to_agency, "UPDATE case_file SET agency = $2 WHERE agency = $1");
QUERY(clock_to_unit, "UPDATE case_clock SET unit = $2 WHERE unit = $1 AND CAST($3 AS TEXT) <> ''");

apply_fn case__heirs;

bool case__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &file_to_unit, &file_to_agency) &&
               org_hand_over(w, a, &clock_to_unit, NULL);
}
