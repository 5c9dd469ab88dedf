/* review_heirs.c - seats, contracts, meetings, advice and submissions of an agency or unit that ended are its heir's from then on: a case that went
 * over is judged by a body whose meetings and members went with it.  The acts keep whose they were. */
#include "db/db.h"
#include "org/agency.h"

QUERY(seat_to_agency, "UPDATE rev_seat SET agency = $2 WHERE agency = $1");
QUERY(contract_to_agency, "UPDATE rev_contract SET agency = $2 WHERE agency = $1");
QUERY(meeting_to_agency, "UPDATE rev_meeting SET agency = $2 WHERE agency = $1");
QUERY(ask_to_agency, "UPDATE rev_ask SET agency = $2 WHERE agency = $1");
QUERY(sent_to_unit, "UPDATE desk_review SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(sent_to_agency, "UPDATE desk_review SET agency = $2 WHERE agency = $1");
QUERY(stand_in_to_agency, "UPDATE desk_stand_in SET agency = $2 WHERE agency = $1");

apply_fn review__heirs;

bool review__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, NULL, &seat_to_agency) && org_hand_over(w, a, NULL, &contract_to_agency) &&
               org_hand_over(w, a, NULL, &meeting_to_agency) && org_hand_over(w, a, NULL, &ask_to_agency) &&
               org_hand_over(w, a, &sent_to_unit, &sent_to_agency) && org_hand_over(w, a, NULL, &stand_in_to_agency);
}
