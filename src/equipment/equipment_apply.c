/* equipment_apply.c - acts on devices become rows.  The only writer of equip_* tables; reads no clock, no chance, nothing outside the act. */
#include "equipment/equipment_inner.h"

QUERY(device_put, "INSERT INTO equip_device (id, code, kind, model, serial, agency, unit, storage, holder, since, state, calibrated, registered)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, 'ok', $10, $9)");
QUERY(device_set_holder, "UPDATE equip_device SET holder = $2, since = $3 WHERE id = $1");
QUERY(device_set_state, "UPDATE equip_device SET state = $2 WHERE id = $1");
QUERY(device_set_unit, "UPDATE equip_device SET unit = $2 WHERE id = $1");
QUERY(device_set_calibrated, "UPDATE equip_device SET calibrated = $2 WHERE id = $1");
QUERY(hold_put, "INSERT INTO equip_hold (id, device_id, login, since, until, battery, space, content) VALUES ($1, $2, $3, $4, '', $5, $6, '')");
QUERY(hold_end, "UPDATE equip_hold SET until = $2, content = $3 WHERE device_id = $1 AND until = ''");
QUERY(clock_put, "INSERT INTO equip_clock (id, device_id, shown, real) VALUES ($1, $2, $3, $4)");
QUERY(device_all, "SELECT * FROM equip_device");
QUERY(hold_all, "SELECT * FROM equip_hold WHERE device_id = $1");
QUERY(clock_all, "SELECT * FROM equip_clock WHERE device_id = $1");

apply_fn equipment__apply_register, equipment__apply_hand, equipment__apply_return, equipment__apply_calibrate, equipment__apply_state,
        equipment__apply_move, equipment__apply_clock;

bool equipment__apply_register(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &device_put, ARGS(I(a->subject.id), T(act_text(a, "code")), T(act_text(a, "kind")), T(act_text(a, "model")),
                                           T(act_text(a, "serial")), T(act_text(a, "agency")), T(act_text(a, "unit")), I(act_int(a, "storage")),
                                           T(at), T(act_text(a, "calibrated_until"))));
}

static int64_t or_unasked(const struct act *a, const char *name)
{
        return act_has(a, name) ? act_int(a, name) : -1;
}

bool equipment__apply_hand(struct db_write *w, const struct act *a)
{
        return db_run(w, &hold_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "to")), T(act_text(a, "since")), I(or_unasked(a, "battery")),
                                         I(or_unasked(a, "space")))) &&
               db_run(w, &device_set_holder, ARGS(I(a->subject.id), T(act_text(a, "to")), T(act_text(a, "since"))));
}

bool equipment__apply_return(struct db_write *w, const struct act *a)
{
        return db_run(w, &hold_end, ARGS(I(a->subject.id), T(act_text(a, "until")), T(act_text(a, "content")))) &&
               db_run(w, &device_set_holder, ARGS(I(a->subject.id), T(""), T(act_text(a, "until")))) &&
               (!act_has(a, "state") || equipment__apply_state(w, a));
}

bool equipment__apply_state(struct db_write *w, const struct act *a)
{
        return db_run(w, &device_set_state, ARGS(I(a->subject.id), T(act_text(a, "state"))));
}

bool equipment__apply_move(struct db_write *w, const struct act *a)
{
        return db_run(w, &device_set_unit, ARGS(I(a->subject.id), T(act_text(a, "unit"))));
}

bool equipment__apply_calibrate(struct db_write *w, const struct act *a)
{
        return db_run(w, &device_set_calibrated, ARGS(I(a->subject.id), T(act_text(a, "until"))));
}

bool equipment__apply_clock(struct db_write *w, const struct act *a)
{
        return db_run(w, &clock_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "shown")), T(act_text(a, "real"))));
}

/* The register is kept whole in the writer's mirror: a number must be unique among all. */
const struct shadow equipment_shadows[] = {
        { "equip_device", "id", "", &device_all }, { "equip_hold", "id", "device", &hold_all }, { "equip_clock", "id", "device", &clock_all },
};
const size_t equipment_shadows_n = sizeof equipment_shadows / sizeof *equipment_shadows;
