/* custody_heirs.c - who watched what and asked to, of an agency or unit that ended, is its heir's to look after.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(opening_to_unit, "UPDATE custody_opening SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(opening_to_agency, "UPDATE custody_opening SET agency = $2 WHERE agency = $1");
QUERY(retrieval_to_unit, "UPDATE custody_retrieval SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(retrieval_to_agency, "UPDATE custody_retrieval SET agency = $2 WHERE agency = $1");
QUERY(disposal_to_agency, "UPDATE custody_disposal SET agency = $2 WHERE agency = $1");

apply_fn custody__heirs;

bool custody__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &opening_to_unit, &opening_to_agency) &&
               org_hand_over(w, a, &retrieval_to_unit, &retrieval_to_agency) &&
               org_hand_over(w, a, NULL, &disposal_to_agency);
}
