/* equipment_heirs.c - devices of an agency or unit that ended are its heir's from then on.  The acts keep who it was. */
#include "db/db.h"
#include "org/agency.h"

QUERY(device_to_unit, "UPDATE equip_device SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(device_to_agency, "UPDATE equip_device SET agency = $2 WHERE agency = $1");

apply_fn equipment__heirs;

bool equipment__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &device_to_unit, &device_to_agency);
}
