/* signin_read.c - rows of signin_* as structs, and an account as signing in sees it.  Reads only. */
#include "signin/signin_inner.h"
#include "org/rows.h"
#include <string.h>

#define LIST_MAX 2000

QUERY(password_newest, "SELECT at, until, forced FROM signin_password WHERE user_id = $1 ORDER BY id DESC LIMIT 1");
QUERY(factor_get, "SELECT id, login, sealed, since, step, ended FROM signin_factor WHERE id = $1");
QUERY(factor_in_use, "SELECT id, login, sealed, since, step, ended FROM signin_factor WHERE login = $1 AND ended = '' ORDER BY id DESC LIMIT 1");
QUERY(recovery_left, "SELECT count(*) FROM signin_recovery WHERE factor_id = $1 AND used = ''");
QUERY(recovery_get, "SELECT factor_id FROM signin_recovery WHERE digest = $1 AND used = ''");
QUERY(unlock_get, "SELECT at FROM signin_unlock WHERE login = $1");
QUERY(device_get, "SELECT id, login, name, since, until, ended FROM signin_device WHERE id = $1");
QUERY(device_rows, "SELECT id, login, name, since, until, ended FROM signin_device WHERE login = $1 AND ended = '' AND until > $2 ORDER BY id DESC");
QUERY(device_known, "SELECT id FROM signin_device WHERE login = $1 AND digest = $2 AND ended = '' AND until > $3");
QUERY(binding_get, "SELECT id, login, kind, value, since, ended FROM signin_binding WHERE id = $1");
QUERY(binding_rows, "SELECT id, login, kind, value, since, ended FROM signin_binding WHERE ended = '' AND ($1 = '' OR login = $1) ORDER BY login, id LIMIT $2");
QUERY(binding_by_value, "SELECT login FROM signin_binding WHERE kind = $1 AND value = $2 AND ended = ''");
QUERY(opened_login, "SELECT login FROM signin_session WHERE id = $1");
QUERY(opened_get, "SELECT method, address, device, factor, confirmed FROM signin_session WHERE id = $1");

bool signin__keeper(const struct ctx *c)
{
        return who_has_role(c->who, "security") || who_has_role(c->who, "admin");
}

/* ---- factors ---- */

static bool factor_one(struct ctx *c, struct rows r, struct factor *out)
{
        struct factor f = { 0 };

        if (db_next(&r))
                f = (struct factor){ .id = db_int(&r, 0), .login = db_text_in(c->mem, &r, 1), .sealed = db_text_in(c->mem, &r, 2),
                                     .since = instant_stored(db_text(&r, 3)), .step = db_int(&r, 4), .ended = *db_text(&r, 5) };
        if (!db_done(&r))
                return false;
        *out = f;
        return true;
}

bool signin__factor(struct ctx *c, int64_t id, struct factor *out)
{
        struct factor f;

        if (!factor_one(c, db_ask(c->db, &c->why, &factor_get, ARGS(I(id))), &f))
                return false;
        if (!f.id)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为 %lld 的动态码", (long long)id);
        *out = f;
        return true;
}

bool signin__factor_of(struct ctx *c, const char *login, struct factor *out)
{
        return factor_one(c, db_ask(c->db, &c->why, &factor_in_use, ARGS(T(login))), out);
}

bool signin__recovery(struct ctx *c, const char *digest, int64_t *factor)
{
        return db_one_int(c->db, &c->why, &recovery_get, ARGS(T(digest)), 0, factor);
}

/* ---- devices ---- */

static void device_read(struct ctx *c, const struct rows *r, struct device *d)
{
        *d = (struct device){ db_int(r, 0), db_text_in(c->mem, r, 1), db_text_in(c->mem, r, 2), instant_stored(db_text(r, 3)),
                              instant_stored(db_text(r, 4)), *db_text(r, 5) };
}

bool signin__device(struct ctx *c, int64_t id, struct device *out)
{
        struct rows r = db_ask(c->db, &c->why, &device_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                device_read(c, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为 %lld 的受信设备", (long long)id));
}

bool signin__devices(struct ctx *c, const char *login, struct devices *out)
{
        struct devices l = { TAKE_N(c->mem, struct device, LIST_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &device_rows, ARGS(T(login), T(instant_text(c->mem, c->now))));

        while (l.n < LIST_MAX && db_next(&r))
                device_read(c, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool signin_device_known(struct ctx *c, const char *login, const char *token, int64_t *id)
{
        *id = 0;
        return text_empty(token) || !session_rules(c)->device_days ||
               db_one_int(c->db, &c->why, &device_known, ARGS(T(login), T(session_token_digest(c->mem, token)), T(instant_text(c->mem, c->now))), 0, id);
}

/* ---- bindings ---- */

static void binding_read(struct ctx *c, const struct rows *r, struct binding *b)
{
        *b = (struct binding){ db_int(r, 0), db_text_in(c->mem, r, 1), db_text_in(c->mem, r, 2), db_text_in(c->mem, r, 3),
                               instant_stored(db_text(r, 4)), *db_text(r, 5) };
}

bool signin__binding(struct ctx *c, int64_t id, struct binding *out)
{
        struct rows r = db_ask(c->db, &c->why, &binding_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                binding_read(c, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为 %lld 的绑定", (long long)id));
}

bool signin__bindings(struct ctx *c, const char *login, struct bindings *out)
{
        struct bindings l = { TAKE_N(c->mem, struct binding, LIST_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &binding_rows, ARGS(T(login), I(LIST_MAX)));

        while (db_next(&r))
                binding_read(c, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool signin_bound(struct ctx *c, const char *kind, const char *value, const char **login)
{
        struct rows r = db_ask(c->db, &c->why, &binding_by_value, ARGS(T(kind), T(value)));
        const char *found = db_next(&r) ? db_text_in(c->mem, &r, 0) : "";

        if (!db_done(&r))
                return false;
        *login = found;
        return true;
}

/* ---- sessions ---- */

bool signin__opened(struct ctx *c, int64_t session, struct opened *out)
{
        struct opened o = { .method = "", .address = "", .device = "" };
        struct rows r = db_ask(c->db, &c->why, &opened_get, ARGS(I(session)));

        if (db_next(&r))
                o = (struct opened){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_int(&r, 3), true,
                                     instant_stored(db_text(&r, 4)) };
        if (!db_done(&r))
                return false;
        *out = o;
        return true;
}

bool signin_session_login(struct ctx *c, int64_t session, const char **login)
{
        struct rows r = db_ask(c->db, &c->why, &opened_login, ARGS(I(session)));
        const char *found = db_next(&r) ? db_text_in(c->mem, &r, 0) : "";

        if (!db_done(&r))
                return false;
        *login = found;
        return true;
}

/* A clock that was set back makes nothing fresh. */
bool signin_again_needed(struct ctx *c, const char *verb, int64_t session, bool *needed)
{
        const struct pack_signin *s = session_rules(c);
        struct opened o;

        *needed = false;
        if (!names_have(&s->again_before, verb))
                return true;
        if (c->who && !rows_right(c, c->who->login))    /* changed behind the program while the session was open */
                return false;
        if (!signin__opened(c, session, &o))
                return false;
        *needed = !o.found || c->now.ms - o.confirmed.ms > s->again_minutes * INT64_C(60000) || o.confirmed.ms > c->now.ms + 60000;
        return true;
}

/* ---- an account ---- */

static bool password_state(struct ctx *c, struct signin_person *p)
{
        struct rows r = db_ask(c->db, &c->why, &password_newest, ARGS(I(p->user.id)));

        if (db_next(&r)) {
                p->password.at = instant_stored(db_text(&r, 0));
                p->password.until = instant_stored(db_text(&r, 1));
                p->password.forced = db_int(&r, 2);
        }
        return db_done(&r);
}

static const char *change_reason(struct ctx *c, const struct signin_person *p)
{
        const struct pack_signin *s = session_rules(c);

        if (p->password.until.ms)
                return "一次性密码只能用来设置新密码";
        if (p->password.forced && s->first)
                return "密码由他人设置，第一次登录要换成自己的";
        if (s->days && p->password.at.ms && c->now.ms - p->password.at.ms > s->days * INT64_C(86400000))
                return text_make(c->mem, "密码已经用了 %d 天以上", s->days);
        return NULL;
}

static bool factor_state(struct ctx *c, struct signin_person *p)
{
        struct factor f;
        int64_t left = 0;
        size_t n;
        char **roles = text_split(c->mem, p->user.roles, ',', &n);

        for (size_t i = 0; i < n; i++)
                p->factor_must = p->factor_must || names_have(&session_rules(c)->factor, roles[i]);
        if (!signin__factor_of(c, p->user.login, &f) || (f.id && !db_one_int(c->db, &c->why, &recovery_left, ARGS(I(f.id)), 0, &left)))
                return false;
        p->factor.id = f.id;
        p->factor.step = f.step;
        p->factor.sealed = f.sealed;
        p->factor.since = f.since;
        p->factor.recovery = (int)left;
        return true;
}

static bool unlock_state(struct ctx *c, const char *login, struct instant *out)
{
        struct rows r = db_ask(c->db, &c->why, &unlock_get, ARGS(T(login)));

        if (db_next(&r))
                *out = instant_stored(db_text(&r, 0));
        return db_done(&r);
}

bool signin_person(struct ctx *c, const char *login, struct signin_person *out)
{
        struct signin_person p = { .user = { .login = login, .name = "", .agency = "", .unit = "", .roles = "", .post = "", .secret = "" } };
        struct why kept = c->why;

        p.known = *login && *login != '@' && user_load(c, login, &p.user);
        if (!p.known && c->why.kind == WHY_FAILED)
                return false;
        c->why = kept;
        if (p.known && (!password_state(c, &p) || !factor_state(c, &p) || !unlock_state(c, login, &p.unlocked)))
                return false;
        p.change = p.known ? change_reason(c, &p) : NULL;
        *out = p;
        return true;
}
