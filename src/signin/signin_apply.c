/* signin_apply.c - acts about signing in become rows.  The only writer of signin_* tables; reads no clock, no chance, nothing outside the act. */
#include "signin/signin_inner.h"
#include <string.h>

QUERY(password_put, "INSERT INTO signin_password (id, user_id, secret, at, forced, until) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(unlock_put, "INSERT INTO signin_unlock (login, at) VALUES ($1, $2) ON CONFLICT (login) DO UPDATE SET at = $2");
QUERY(factor_put, "INSERT INTO signin_factor (id, login, sealed, since, step, ended) VALUES ($1, $2, $3, $4, $5, '')");
QUERY(factor_step, "UPDATE signin_factor SET step = $2 WHERE id = $1");
QUERY(factor_over, "UPDATE signin_factor SET ended = $2 WHERE id = $1");
QUERY(recovery_put, "INSERT INTO signin_recovery (digest, factor_id, used) VALUES ($1, $2, '')");
QUERY(recovery_use, "UPDATE signin_recovery SET used = $2 WHERE digest = $1");
QUERY(recovery_over, "UPDATE signin_recovery SET used = $2 WHERE factor_id = $1 AND used = ''");
QUERY(device_put, "INSERT INTO signin_device (id, digest, login, name, since, until, ended) VALUES ($1, $2, $3, $4, $5, $6, '')");
QUERY(device_over, "UPDATE signin_device SET ended = $2 WHERE id = $1");
QUERY(devices_over, "UPDATE signin_device SET ended = $2 WHERE login = $1 AND ended = ''");
QUERY(opened_put, "INSERT INTO signin_session (id, login, method, address, device, factor, confirmed) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(opened_confirm, "UPDATE signin_session SET confirmed = $2 WHERE id = $1");
QUERY(binding_put, "INSERT INTO signin_binding (id, login, kind, value, since, ended) VALUES ($1, $2, $3, $4, $5, '')");
QUERY(binding_over, "UPDATE signin_binding SET ended = $2 WHERE id = $1");

QUERY(password_load, "SELECT * FROM signin_password WHERE user_id = $1");
QUERY(factor_all, "SELECT * FROM signin_factor");
QUERY(recovery_all, "SELECT * FROM signin_recovery");
QUERY(device_all, "SELECT * FROM signin_device");
QUERY(opened_load, "SELECT * FROM signin_session WHERE id = $1");
QUERY(binding_all, "SELECT * FROM signin_binding");
QUERY(unlock_all, "SELECT * FROM signin_unlock");

/* forced: set by somebody else than the person. */
bool signin__apply_user(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        if (!text_in(a->verb, "user.add|user.password|user.reset", '|') || !act_has(a, "secret"))
                return true;
        return db_run(w, &password_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "secret")), T(at),
                                             I(strcmp(a->verb, "user.password") || act_bool(a, "forced")), T(act_text(a, "until"))));
}

bool signin__apply_unlock(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &unlock_put, ARGS(T(act_text(a, "login")), T(at)));
}

/* Digests separated by commas. */
static bool recovery_codes(struct db_write *w, const struct act *a, int64_t factor)
{
        const char *p = act_text(a, "recovery");
        char digest[80];

        while (*p) {
                size_t n = strcspn(p, ",");

                must(n && n < sizeof digest);
                memcpy(digest, p, n);
                digest[n] = '\0';
                if (!db_run(w, &recovery_put, ARGS(T(digest), I(factor))))
                        return false;
                p += n + (p[n] == ',');
        }
        return true;
}

bool signin__apply_factor(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &factor_put, ARGS(I(a->subject.id), T(act_text(a, "actor")), T(act_text(a, "sealed")), T(at), I(act_int(a, "step")))) &&
               recovery_codes(w, a, a->subject.id);
}

/* Without the factor nothing is left that a remembered device stood for. */
bool signin__apply_factor_end(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &factor_over, ARGS(I(a->subject.id), T(at))) && db_run(w, &recovery_over, ARGS(I(a->subject.id), T(at))) &&
               db_run(w, &devices_over, ARGS(T(act_text(a, "login")), T(at)));
}

bool signin__apply_codes(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &recovery_over, ARGS(I(a->subject.id), T(at))) && recovery_codes(w, a, a->subject.id);
}

bool signin__apply_device(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &device_put, ARGS(I(a->subject.id), T(act_text(a, "digest")), T(act_text(a, "actor")), T(act_text(a, "name")), T(at),
                                           T(act_text(a, "until"))));
}

static bool over(struct db_write *w, struct query *q, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, q, ARGS(I(a->subject.id), T(at)));
}

bool signin__apply_device_end(struct db_write *w, const struct act *a)
{
        return over(w, &device_over, a);
}

/* What was used to prove an identity is used up. */
static bool proof_use(struct db_write *w, const struct act *a, const char *at)
{
        if (act_has(a, "recovery"))
                return db_run(w, &recovery_use, ARGS(T(act_text(a, "recovery")), T(at)));
        return !act_has(a, "step") || db_run(w, &factor_step, ARGS(I(act_int(a, "factor")), I(act_int(a, "step"))));
}

bool signin__apply_session(struct db_write *w, const struct act *a)
{
        bool opened = !strcmp(a->verb, "session.open");
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        if (opened && !db_run(w, &opened_put, ARGS(I(a->subject.id), T(act_text(a, "actor")), T(act_text(a, "method")), T(act_text(a, "address")),
                                                   T(act_text(a, "user_agent")), I(act_has(a, "factor")), T(at))))
                return false;
        return (!opened && strcmp(a->verb, "session.confirm")) || proof_use(w, a, at);
}

bool signin__apply_confirm(struct db_write *w, const struct act *a)
{
        return over(w, &opened_confirm, a);
}

bool signin__apply_binding(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &binding_put, ARGS(I(a->subject.id), T(act_text(a, "login")), T(act_text(a, "kind")), T(act_text(a, "value")), T(at)));
}

bool signin__apply_binding_end(struct db_write *w, const struct act *a)
{
        return over(w, &binding_over, a);
}

/* People are few: what is asked by login or value is kept whole in the writer's mirror. */
const struct shadow signin_shadows[] = {
        { "signin_password", "id", "user", &password_load }, { "signin_factor", "id", "", &factor_all }, { "signin_recovery", "digest$", "", &recovery_all },
        { "signin_device", "id", "", &device_all }, { "signin_session", "id", "session", &opened_load }, { "signin_binding", "id", "", &binding_all },
        { "signin_unlock", "login$", "", &unlock_all },
};
const size_t signin_shadows_n = sizeof signin_shadows / sizeof *signin_shadows;
