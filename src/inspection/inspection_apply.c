/* inspection_apply.c - acts on objects, draws and checks become rows.  The only writer of insp_* tables; reads nothing outside the act. */
#include "db/db.h"
#include "inspection/inspection_inner.h"
#include "org/agency.h"
#include <string.h>

QUERY(object_put, "INSERT INTO insp_object (id, agency, unit, code, name, person, kind, class, class_why, address, open)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)");
QUERY(object_grade, "UPDATE insp_object SET class = $2, class_why = $3, open = $4 WHERE id = $1");
QUERY(draw_put, "INSERT INTO insp_draw (id, agency, unit, list, version, item, item_name, ratio, seed, seed_size, seed_from, officers, certificates,"
      " candidates, drawn, on_day, by_login, released) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, NULL)");
QUERY(drawn_put, "INSERT INTO insp_drawn (draw_id, n, object_id, check_id) VALUES ($1, $2, $3, NULL)");
QUERY(draw_release, "UPDATE insp_draw SET released = $2 WHERE id = $1");
QUERY(check_put, "INSERT INTO insp_check (id, agency, unit, object_id, draw_id, source, basis, officers, on_day, findings, result, case_id, by_login,"
      " released, released_on, shown_name, shown_text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, '', '', '')");
QUERY(drawn_check, "UPDATE insp_drawn SET check_id = $3 WHERE draw_id = $1 AND object_id = $2");
QUERY(check_release, "UPDATE insp_check SET released = $2, released_on = $3, shown_name = $4, shown_text = $5 WHERE id = $1");

bool inspection__apply_register(struct db_write *w, const struct act *a)
{
        return db_run(w, &object_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "unit")), T(act_text(a, "code")),
                                           T(act_text(a, "name")), I(act_bool(a, "person")), T(act_text(a, "kind")), T(act_text(a, "class")),
                                           T(act_text(a, "class_why")), T(act_text(a, "address"))));
}

bool inspection__apply_grade(struct db_write *w, const struct act *a)
{
        return db_run(w, &object_grade, ARGS(I(a->subject.id), T(act_text(a, "class")), T(act_text(a, "class_why")), I(!act_bool(a, "closed"))));
}

static bool drawn_all(struct db_write *w, struct arena *mem, const struct act *a)
{
        size_t n;
        char **ids = text_split(mem, act_text(a, "objects"), ',', &n);
        bool ok = true;

        for (size_t i = 0; i < n && ok; i++) {
                int64_t id = 0;

                must(text_int(ids[i], 1, INT64_MAX, &id));
                ok = db_run(w, &drawn_put, ARGS(I(a->subject.id), I((int64_t)i + 1), I(id)));
        }
        return ok;
}

bool inspection__apply_draw(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &draw_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "unit")), I(act_int(a, "list")),
                         I(act_int(a, "version")), T(act_text(a, "item")), T(act_text(a, "item_name")), T(act_text(a, "ratio")), T(act_text(a, "seed")),
                         I(act_int(a, "seed_size")), T(act_text(a, "seed_from")), T(act_text(a, "officers")), T(act_text(a, "certificates")), I(act_int(a, "candidates")), I(act_int(a, "number")),
                         T(day_text(mem, day_of(a->at))), T(act_text(a, "actor")))) && drawn_all(w, mem, a);

        arena_free(mem);
        return ok;
}

bool inspection__apply_draw_release(struct db_write *w, const struct act *a)
{
        return db_run(w, &draw_release, ARGS(I(a->subject.id), I(a->seq)));
}

static struct val or_null(const struct act *a, const char *name)
{
        return act_has(a, name) ? I(act_int(a, name)) : NUL;
}

bool inspection__apply_check(struct db_write *w, const struct act *a)
{
        return db_run(w, &check_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "unit")), I(act_int(a, "object")), or_null(a, "draw"),
                      T(act_text(a, "source")), T(act_text(a, "basis")), T(act_text(a, "officers")), T(act_text(a, "on")), T(act_text(a, "findings")),
                      T(act_text(a, "result")), or_null(a, "case"), T(act_text(a, "actor")))) &&
               (!act_has(a, "draw") || db_run(w, &drawn_check, ARGS(I(act_int(a, "draw")), I(act_int(a, "object")), I(a->subject.id))));
}

bool inspection__apply_check_release(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &check_release, ARGS(I(a->subject.id), I(a->seq), T(day_text(mem, day_of(a->at))), T(act_text(a, "public.object")),
                                                 T(act_text(a, "public.findings"))));

        arena_free(mem);
        return ok;
}

/* What an agency or unit that ended had is its heir's from then on; the acts keep who it was. */
QUERY(object_to_unit, "UPDATE insp_object SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(object_to_agency, "UPDATE insp_object SET agency = $2 WHERE agency = $1");
QUERY(draw_to_unit, "UPDATE insp_draw SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(draw_to_agency, "UPDATE insp_draw SET agency = $2 WHERE agency = $1");
QUERY(check_to_unit, "UPDATE insp_check SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(check_to_agency, "UPDATE insp_check SET agency = $2 WHERE agency = $1");

bool inspection__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &object_to_unit, &object_to_agency) && org_hand_over(w, a, &draw_to_unit, &draw_to_agency) &&
               org_hand_over(w, a, &check_to_unit, &check_to_agency);
}

QUERY(object_all, "SELECT * FROM insp_object");
QUERY(draw_all, "SELECT * FROM insp_draw");
QUERY(drawn_all_of, "SELECT * FROM insp_drawn WHERE draw_id = $1");
QUERY(check_all, "SELECT * FROM insp_check WHERE id = $1");

/* Objects are kept whole in the writer's mirror, as numbers must be unique among all, and draws because an item is drawn once a day. */
const struct shadow inspection_shadows[] = {
        { "insp_object", "id", "", &object_all }, { "insp_draw", "id", "", &draw_all }, { "insp_drawn", "draw_id,n", "draw", &drawn_all_of },
        { "insp_check", "id", "check", &check_all },
};
const size_t inspection_shadows_n = sizeof inspection_shadows / sizeof *inspection_shadows;
