/* approval_read.c - requests, their runs and what was done with them.  Reads only; whoever asks has asked whether the case may be seen. */
#include "approval/approval_inner.h"
#include <string.h>

#define LIST_MAX 200
#define COLUMNS "r.id, r.case_id, r.draft, r.last, r.agency, r.asker, r.verb, r.subject, r.content, r.draft_kind, r.due, r.state, r.asked_at, r.urged_at"

QUERY(request_get, "SELECT " COLUMNS " FROM app_request r WHERE r.id = $1");
QUERY(request_case, "SELECT " COLUMNS " FROM app_request r WHERE r.case_id = $1 ORDER BY r.id DESC");
QUERY(request_waiting, "SELECT " COLUMNS " FROM app_request r WHERE r.state = 'open' AND r.id IN (SELECT s.request_id FROM app_sign s WHERE s.login = $1"
      " AND s.state = 'now' AND s.place > 0) ORDER BY r.id DESC LIMIT $2");
QUERY(request_mine, "SELECT " COLUMNS " FROM app_request r WHERE r.asker = $1 AND r.state IN ('open', 'agreed', 'returned', 'lapsed', 'refused')"
      " ORDER BY r.id DESC LIMIT $2");
QUERY(request_reading, "SELECT " COLUMNS " FROM app_request r WHERE r.id IN (SELECT s.request_id FROM app_sign s WHERE s.login = $1"
      " AND s.state = 'now' AND s.place = 0) ORDER BY r.id DESC LIMIT $2");
QUERY(request_done, "SELECT " COLUMNS " FROM app_request r WHERE (r.asker = $1 AND r.state IN ('used', 'closed', 'withdrawn'))"
      " OR r.id IN (SELECT s.request_id FROM app_sign s WHERE s.login = $1 AND s.state IN ('agreed', 'refused', 'returned', 'done'))"
      " ORDER BY r.id DESC LIMIT $2");
QUERY(signs_get, "SELECT place, mode, login, state, role, chain, by_login, at, read_at FROM app_sign WHERE request_id = $1 ORDER BY place, n");
QUERY(moves_get, "SELECT id, verb, login, towards, words, at FROM app_move WHERE request_id = $1 ORDER BY id");

static struct request_row request_of(struct arena *mem, const struct rows *r)
{
        return (struct request_row){ .id = db_int(r, 0), .case_id = db_int(r, 1), .draft = db_int(r, 2), .last = db_int(r, 3),
                .agency = db_text_in(mem, r, 4), .asker = db_text_in(mem, r, 5), .verb = db_text_in(mem, r, 6), .subject = db_text_in(mem, r, 7),
                .content = db_text_in(mem, r, 8), .draft_kind = db_text_in(mem, r, 9), .due = db_text_in(mem, r, 10), .state = db_text_in(mem, r, 11),
                .asked_at = db_text_in(mem, r, 12), .urged_at = db_text_in(mem, r, 13) };
}

static bool requests_read(struct ctx *c, struct rows r, struct requests *out)
{
        struct requests l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 8) * sizeof *l.at);
                        room = 2 * room + 8;
                }
                l.at[l.n++] = request_of(c->mem, &r);
        }
        *out = l;
        return db_done(&r);
}

bool approval__load(struct ctx *c, int64_t id, struct request_row *out)
{
        struct requests l;

        if (!requests_read(c, db_ask(c->db, &c->why, &request_get, ARGS(I(id))), &l))
                return false;
        if (!l.n)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "approval", "没有编号为 %lld 的请示", (long long)id);
        *out = l.at[0];
        return true;
}

bool approval__of_case(struct ctx *c, int64_t case_id, struct requests *out)
{
        return requests_read(c, db_ask(c->db, &c->why, &request_case, ARGS(I(case_id))), out);
}

bool approval__list(struct ctx *c, const char *which, struct requests *out)
{
        struct query *q = !strcmp(which, "waiting") ? &request_waiting : !strcmp(which, "mine") ? &request_mine :
                          !strcmp(which, "reading") ? &request_reading : &request_done;

        return requests_read(c, db_ask(c->db, &c->why, q, ARGS(T(c->who->login), I(LIST_MAX))), out);
}

bool approval__run(struct ctx *c, int64_t id, struct run *out)
{
        struct rows r = db_ask(c->db, &c->why, &signs_get, ARGS(I(id)));
        struct arena *mem = c->mem;
        struct run l = { .mem = mem };

        while (db_next(&r))
                run_add(&l, &(struct sign){ db_int(&r, 0), db_text_in(mem, &r, 1), db_text_in(mem, &r, 2), db_text_in(mem, &r, 3), db_text_in(mem, &r, 4),
                                            db_text_in(mem, &r, 5), db_text_in(mem, &r, 6), db_text_in(mem, &r, 7), db_text_in(mem, &r, 8) });
        *out = l;
        return db_done(&r);
}

bool approval__moves(struct ctx *c, int64_t id, struct moves *out)
{
        struct rows r = db_ask(c->db, &c->why, &moves_get, ARGS(I(id)));
        struct moves l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 8) * sizeof *l.at);
                        room = 2 * room + 8;
                }
                l.at[l.n++] = (struct move){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                             db_text_in(c->mem, &r, 4), instant_stored(db_text(&r, 5)) };
        }
        *out = l;
        return db_done(&r);
}

/* Whoever was asked sees the case as long as the request lives; a reader as well. */
bool approval_asked(struct ctx *c, const struct case_facts *f, const char *login, bool *out)
{
        struct requests l;

        *out = false;
        if (!approval__of_case(c, f->id, &l))
                return false;
        for (size_t i = 0; i < l.n && !*out; i++) {
                struct run r;

                if (!text_in(l.at[i].state, "open|agreed|returned", '|'))
                        continue;
                if (!approval__run(c, l.at[i].id, &r))
                        return false;
                *out = run_find(&r, login, "todo|now|agreed|refused|returned|skipped") || run_reader(&r, login);
        }
        return true;
}
