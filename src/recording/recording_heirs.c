/* recording_heirs.c - what came in for an agency or unit that ended is its heir's from then on.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(intake_to_unit, "UPDATE rec_intake SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(intake_to_agency, "UPDATE rec_intake SET agency = $2 WHERE agency = $1");

apply_fn recording__heirs;

bool recording__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &intake_to_unit, &intake_to_agency);
}
