/* catalog_heirs.c - lists that an agency was still drawing up when it ended are its heir's to finish.  What it published stays under its name: the heir
 * publishes lists of its own, and an old decision is read beside the list that held when it was made. */
#include "db/db.h"
#include "org/agency.h"

QUERY(draft_to_agency, "UPDATE cat_list SET agency = $2 WHERE agency = $1 AND state IN ('draft', 'sent', 'passed', 'returned')");

apply_fn catalog__heirs;

bool catalog__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, NULL, &draft_to_agency);
}
