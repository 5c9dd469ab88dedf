/* complaint_heirs.c - reports and questions in the hands of an agency or unit that ended are its heir's from then on.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(complaint_to_unit, "UPDATE ask_complaint SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(complaint_to_agency, "UPDATE ask_complaint SET agency = $2 WHERE agency = $1");
QUERY(question_to_unit, "UPDATE ask_question SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(question_to_agency, "UPDATE ask_question SET agency = $2 WHERE agency = $1");

apply_fn complaint__heirs;

bool complaint__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &complaint_to_unit, &complaint_to_agency) &&
               org_hand_over(w, a, &question_to_unit, &question_to_agency);
}
