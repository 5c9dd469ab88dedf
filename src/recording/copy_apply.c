/* copy_apply.c - acts on marks, copies and texts become rows; and of acts on a case, whose object the case is.  The only writer of copy_* and
 * object_case.  Everything comes from the act itself. */
#include "db/db.h"
#include "recording/copy_inner.h"
#include "recording/copy_apply.h"

QUERY(copy_insert, "INSERT INTO copy_file (id, recording_id, case_id, kind, digest, type, size, from_ms, until_ms, changes, by_login, at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
QUERY(mark_insert, "INSERT INTO copy_mark (id, recording_id, at_ms, label, by_login, at) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(text_insert, "INSERT INTO copy_text (id, recording_id, case_id, engine, state, text, by_login, at, decided_by)"
                   " VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, '')");
QUERY(text_accept, "UPDATE copy_text SET state = 'accepted', text = $2, decided_by = $3 WHERE id = $1");
QUERY(text_reject, "UPDATE copy_text SET state = 'rejected', decided_by = $2 WHERE id = $1");
QUERY(object_insert, "INSERT INTO object_case (case_id, party_id, party, place) VALUES ($1, $2, $3, $4)");
QUERY(object_update, "UPDATE object_case SET party_id = COALESCE($2, party_id), party = COALESCE($3, party), place = COALESCE($4, place)"
                     " WHERE case_id = $1");

QUERY(copy_rows, "SELECT * FROM copy_file WHERE id = $1");
QUERY(mark_rows, "SELECT * FROM copy_mark WHERE id = $1");
QUERY(text_rows, "SELECT * FROM copy_text WHERE id = $1");
QUERY(object_rows, "SELECT * FROM object_case WHERE case_id = $1");

bool copy__apply_copy(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &copy_insert, ARGS(I(a->seq), I(act_int(a, "recording")), I(act_int(a, "case")), T(act_text(a, "kind")),
                                            T(act_text(a, "file")), T(act_text(a, "type")), I(act_int(a, "size")), I(act_int(a, "from_ms")),
                                            I(act_int(a, "until_ms")), T(act_text(a, "changes")), T(act_text(a, "actor")), T(at)));
}

bool copy__apply_mark(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &mark_insert, ARGS(I(a->seq), I(act_int(a, "recording")), I(act_int(a, "at_ms")), T(act_text(a, "label")),
                                            T(act_text(a, "actor")), T(at)));
}

bool copy__apply_text(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &text_insert, ARGS(I(a->seq), I(act_int(a, "recording")), I(act_int(a, "case")), T(act_text(a, "engine")),
                                            T(act_text(a, "drafted")), T(act_text(a, "actor")), T(at)));
}

bool copy__apply_text_accept(struct db_write *w, const struct act *a)
{
        return db_run(w, &text_accept, ARGS(I(a->subject.id), T(act_text(a, "corrected")), T(act_text(a, "actor"))));
}

bool copy__apply_text_reject(struct db_write *w, const struct act *a)
{
        return db_run(w, &text_reject, ARGS(I(a->subject.id), T(act_text(a, "actor"))));
}

/* ---- whose case it is ---- */

static struct val lasting(const struct act *a, const char *field)
{
        return act_has(a, field) && fact_lasts(a->verb, field) ? T(act_text(a, field)) : NUL;
}

/* After the verb's own rows: the newest party and place, so that all of one object can be found by an index. */
static bool apply_object(struct db_write *w, const struct act *a)
{
        struct val id = lasting(a, "party_id"), party = lasting(a, "party"), place = lasting(a, "place");

        if (a->subject.id == a->seq)
                return db_run(w, &object_insert, ARGS(I(a->subject.id), T(id.s ? id.s : ""), T(party.s ? party.s : ""), T(place.s ? place.s : "")));
        if (id.kind == VAL_NULL && party.kind == VAL_NULL && place.kind == VAL_NULL)
                return true;
        return db_run(w, &object_update, ARGS(I(a->subject.id), id, party, place));
}

const struct noun copy_nouns[] = {
        { .name = "case", .label = "案件", .apply = apply_object, .apart = true },
        { .name = "mark", .label = "标记" }, { .name = "copy", .label = "副本" }, { .name = "text", .label = "文字" },
};
const size_t copy_nouns_n = sizeof copy_nouns / sizeof *copy_nouns;

const struct shadow copy_shadows[] = {
        { "copy_file", "id", "copy", &copy_rows }, { "copy_mark", "id", "mark", &mark_rows }, { "copy_text", "id", "text", &text_rows },
        { "object_case", "case_id", "case", &object_rows },
};
const size_t copy_shadows_n = sizeof copy_shadows / sizeof *copy_shadows;
