/* approval_apply.c - acts on requests become rows.  The only writer of app_* tables; reads no clock, no chance, nothing outside the act.  Every
 * act brings the whole run as it is from then on. */
#include "approval/approval_inner.h"
#include <string.h>

QUERY(ask_put, "INSERT INTO app_request (id, case_id, agency, asker, verb, subject, content, draft, draft_kind, due, state, asked_at, urged_at, last)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $11, $1)");
QUERY(request_state, "UPDATE app_request SET state = $2, last = $3 WHERE id = $1");
QUERY(request_urged, "UPDATE app_request SET urged_at = $2 WHERE id = $1");
QUERY(request_revised, "UPDATE app_request SET content = $2, draft = $3, draft_kind = $4 WHERE id = $1");
QUERY(signs_clear, "DELETE FROM app_sign WHERE request_id = $1");
QUERY(sign_put, "INSERT INTO app_sign (request_id, n, case_id, place, mode, login, state, role, chain, by_login, at, read_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
QUERY(move_put, "INSERT INTO app_move (id, request_id, case_id, verb, login, towards, words, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

QUERY(request_of, "SELECT * FROM app_request WHERE case_id = $1");
QUERY(sign_of, "SELECT * FROM app_sign WHERE case_id = $1");
QUERY(move_of, "SELECT * FROM app_move WHERE case_id = $1");

static bool run_write(struct db_write *w, const struct act *a, int64_t id)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct run r;
        bool ok = run_parse(mem, act_text(a, "run"), &why, &r);

        must(ok);                               /* the handler wrote it */
        ok = db_run(w, &signs_clear, ARGS(I(id)));
        for (size_t i = 0; ok && i < r.n; i++) {
                const struct sign *s = &r.at[i];

                ok = db_run(w, &sign_put, ARGS(I(id), I((int64_t)i), I(a->subject.id), I(s->place), T(s->mode), T(s->login), T(s->state), T(s->role),
                                               T(s->chain), T(s->by), T(s->at), T(s->read)));
        }
        arena_free(mem);
        return ok;
}

static bool move_write(struct db_write *w, const struct act *a, int64_t id, const char *words)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &move_put, ARGS(I(a->seq), I(id), I(a->subject.id), T(a->verb), T(act_text(a, "actor")), T(act_text(a, "towards")), T(words), T(at)));
}

bool approval__apply_ask(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &ask_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "of_agency")), T(act_text(a, "actor")), T(act_text(a, "for_verb")),
                                            T(act_text(a, "request_title")), T(act_text(a, "request_text")), I(act_int(a, "draft")), T(act_text(a, "draft_kind")),
                                            T(act_text(a, "answer_by")), T(at))) &&
               run_write(w, a, a->seq) && move_write(w, a, a->seq, act_text(a, "request_text"));
}

bool approval__apply_move(struct db_write *w, const struct act *a)
{
        int64_t id = act_int(a, "approval");

        return db_run(w, &request_state, ARGS(I(id), T(act_text(a, "approval_state")), I(a->seq))) && run_write(w, a, id) &&
               (!act_has(a, "urged_at") || db_run(w, &request_urged, ARGS(I(id), T(act_text(a, "urged_at"))))) &&
               move_write(w, a, id, act_text(a, "words"));
}

bool approval__apply_revise(struct db_write *w, const struct act *a)
{
        int64_t id = act_int(a, "approval");

        return db_run(w, &request_state, ARGS(I(id), T("open"), I(a->seq))) && run_write(w, a, id) &&
               db_run(w, &request_revised, ARGS(I(id), T(act_text(a, "request_text")), I(act_int(a, "draft")), T(act_text(a, "draft_kind")))) &&
               db_run(w, &request_urged, ARGS(I(id), T(act_text(a, "urged_at")))) && move_write(w, a, id, act_text(a, "request_text"));
}

bool approval__apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

/* What any act on the case does to requests: one it rests on is used up, others lapse because what they named has changed. */
bool approval__apply_gate(struct db_write *w, const struct act *a)
{
        bool ok = !act_has(a, "approval_used") || db_run(w, &request_state, ARGS(I(act_int(a, "approval_used")), T("used"), I(a->seq)));
        struct arena *mem;
        char **lapsed;
        size_t n;

        if (!act_has(a, "approvals_lapsed"))
                return ok;
        mem = arena_new();
        lapsed = text_split(mem, act_text(a, "approvals_lapsed"), ',', &n);
        for (size_t i = 0; ok && i < n; i++) {
                int64_t id = 0;

                must(text_int(lapsed[i], 0, INT64_MAX, &id));
                ok = db_run(w, &request_state, ARGS(I(id), T("lapsed"), I(a->seq)));
        }
        arena_free(mem);
        return ok;
}

const struct shadow approval_shadows[] = {
        { "app_request", "id", "case", &request_of }, { "app_sign", "request_id,n", "case", &sign_of }, { "app_move", "id", "case", &move_of },
};
const size_t approval_shadows_n = sizeof approval_shadows / sizeof *approval_shadows;
