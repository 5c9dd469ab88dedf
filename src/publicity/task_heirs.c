/* task_heirs.c - what an agency or unit that ended still had to publish, or to answer about it, is its heir's.  What is public keeps the name it was published under.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(task_to_unit, "UPDATE pub_task SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(task_to_agency, "UPDATE pub_task SET agency = $2 WHERE agency = $1");
QUERY(draft_to_unit, "UPDATE pub_draft SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(draft_to_agency, "UPDATE pub_draft SET agency = $2 WHERE agency = $1");
QUERY(correction_to_unit, "UPDATE pub_correction SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(correction_to_agency, "UPDATE pub_correction SET agency = $2 WHERE agency = $1");

apply_fn task__heirs;

bool task__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &task_to_unit, &task_to_agency) &&
               org_hand_over(w, a, &draft_to_unit, &draft_to_agency) &&
               org_hand_over(w, a, &correction_to_unit, &correction_to_agency);
}
