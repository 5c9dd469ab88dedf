/* org_apply.c - acts on people become rows.  The only writer of org_* tables; reads no clock, no chance, nothing outside the act. */
#include "db/db.h"
#include "org/org.h"

QUERY(pack_put, "INSERT INTO org_pack (seq, name, version, digest, sources, at) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(user_put, "INSERT INTO org_user (login, id, name, agency, unit, roles, post, secret, enabled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)");
QUERY(user_set_name, "UPDATE org_user SET name = $2 WHERE id = $1");
QUERY(user_set_unit, "UPDATE org_user SET unit = $2 WHERE id = $1");
QUERY(user_set_agency, "UPDATE org_user SET agency = $2 WHERE id = $1");
QUERY(user_set_roles, "UPDATE org_user SET roles = $2 WHERE id = $1");
QUERY(user_set_post, "UPDATE org_user SET post = $2 WHERE id = $1");
QUERY(user_set_enabled, "UPDATE org_user SET enabled = $2 WHERE id = $1");
QUERY(user_set_secret, "UPDATE org_user SET secret = $2 WHERE id = $1");
QUERY(certificate_put, "INSERT INTO org_certificate (id, number, login, kinds, area, since, until, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7, '')");
QUERY(certificate_end, "UPDATE org_certificate SET revoked = $2 WHERE id = $1");
QUERY(session_put, "INSERT INTO org_session (digest, id, login, opened, until, closed) VALUES ($1, $2, $3, $4, $5, '')");
QUERY(pack_rows, "SELECT * FROM org_pack");
QUERY(user_rows, "SELECT * FROM org_user");
QUERY(certificate_rows, "SELECT * FROM org_certificate");
QUERY(photo_rows, "SELECT * FROM org_photo WHERE id = $1");
QUERY(suspension_rows, "SELECT * FROM org_suspension");
QUERY(card_rows, "SELECT * FROM org_card");
QUERY(check_rows, "SELECT * FROM org_check WHERE certificate_id = $1");
QUERY(session_rows, "SELECT * FROM org_session WHERE id = $1");
QUERY(session_end, "UPDATE org_session SET closed = $2 WHERE id = $1");
QUERY(sessions_end, "UPDATE org_session SET closed = $2 WHERE closed = '' AND login = (SELECT login FROM org_user WHERE id = $1)");

apply_fn org_apply_pack, org_apply_user_add, org_apply_user_change, org_apply_user_password, org_apply_certificate_issue,
        org_apply_certificate_revoke, org_apply_session_open, org_apply_session_close;

/* The act's own time as text, for as long as the statement needs it. */
static bool with_time(struct db_write *w, struct query *q, const struct act *a, bool (*run)(struct db_write *, struct query *, const struct act *, const char *))
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return run(w, q, a, at);
}

static bool put_pack(struct db_write *w, struct query *q, const struct act *a, const char *at)
{
        return db_run(w, q, ARGS(I(a->seq), T(act_text(a, "name")), T(act_text(a, "version")), T(act_text(a, "digest")),
                                 T(act_text(a, "sources")), T(at)));
}

bool org_apply_pack(struct db_write *w, const struct act *a)
{
        return with_time(w, &pack_put, a, put_pack);
}

bool org_apply_user_add(struct db_write *w, const struct act *a)
{
        return db_run(w, &user_put, ARGS(T(act_text(a, "login")), I(a->subject.id), T(act_text(a, "name")), T(act_text(a, "agency")),
                                         T(act_text(a, "unit")), T(act_text(a, "roles")), T(act_text(a, "post")), T(act_text(a, "secret"))));
}

bool org_apply_user_change(struct db_write *w, const struct act *a)
{
        static const struct { const char *field; struct query *q; } columns[] = {
                { "name", &user_set_name }, { "unit", &user_set_unit }, { "roles", &user_set_roles }, { "post", &user_set_post },
                { "to_agency", &user_set_agency },
        };

        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
                if (act_has(a, columns[i].field) && !db_run(w, columns[i].q, ARGS(I(a->subject.id), T(act_text(a, columns[i].field)))))
                        return false;
        return !act_has(a, "enabled") || db_run(w, &user_set_enabled, ARGS(I(a->subject.id), I(act_bool(a, "enabled"))));
}

static bool end_sessions(struct db_write *w, struct query *q, const struct act *a, const char *at)
{
        return db_run(w, q, ARGS(I(a->subject.id), T(at)));
}

/* Whoever got in with the old password is out. */
bool org_apply_user_password(struct db_write *w, const struct act *a)
{
        return db_run(w, &user_set_secret, ARGS(I(a->subject.id), T(act_text(a, "secret")))) && with_time(w, &sessions_end, a, end_sessions);
}

bool org_apply_certificate_issue(struct db_write *w, const struct act *a)
{
        return db_run(w, &certificate_put, ARGS(I(a->subject.id), T(act_text(a, "number")), T(act_text(a, "login")), T(act_text(a, "kinds")),
                                                T(act_text(a, "area")), T(act_text(a, "since")), T(act_text(a, "until"))));
}

bool org_apply_certificate_revoke(struct db_write *w, const struct act *a)
{
        return db_run(w, &certificate_end, ARGS(I(a->subject.id), T(act_text(a, "on"))));
}

static bool put_session(struct db_write *w, struct query *q, const struct act *a, const char *at)
{
        return db_run(w, q, ARGS(T(act_text(a, "digest")), I(a->subject.id), T(act_text(a, "actor")), T(at), T(act_text(a, "until"))));
}

bool org_apply_session_open(struct db_write *w, const struct act *a)
{
        return with_time(w, &session_put, a, put_session);
}

static bool put_session_end(struct db_write *w, struct query *q, const struct act *a, const char *at)
{
        return db_run(w, q, ARGS(I(a->subject.id), T(at)));
}

bool org_apply_session_close(struct db_write *w, const struct act *a)
{
        return with_time(w, &session_end, a, put_session_end);
}

const struct shadow org_shadows[] = {
        { "org_pack", "seq", "", &pack_rows }, { "org_user", "login$", "", &user_rows }, { "org_certificate", "id", "", &certificate_rows }, { "org_photo", "id", "certificate", &photo_rows },
        { "org_suspension", "id", "", &suspension_rows }, { "org_card", "certificate_id,serial", "", &card_rows }, { "org_check", "certificate_id,year", "certificate", &check_rows },
        { "org_session", "digest$", "session", &session_rows },
};
const size_t org_shadows_n = sizeof org_shadows / sizeof *org_shadows;
