/* complaint_read.c - reports, questions, their promises and files as structs; who may see them.  Reads only. */
#include "complaint/complaint_inner.h"
#include "org/attempt.h"
#include <string.h>

#define LIST_MAX 500
#define COLUMNS "k.id, k.number, k.kind, k.channel, k.facts, k.place, k.about, k.happened, k.anonymous, k.reporter_name, k.reporter_phone, k.reporter_address," \
        " k.state, k.agency, k.unit, k.owner, k.first_agency, k.first_unit, k.before_move, k.to_agency, k.to_unit, k.to_outside, k.case_id, k.answer," \
        " k.answered_at, k.filed_at FROM ask_complaint k"
#define QUESTION "q.id, q.number, q.topic, q.question, q.agreed, q.asker_name, q.asker_phone, q.agency, q.unit, q.state, q.answer, q.public_question," \
        " q.public_answer, q.asked_at, q.answered_at FROM ask_question q"

QUERY(complaint_get, "SELECT " COLUMNS " WHERE k.id = $1");
QUERY(complaint_rows, "SELECT " COLUMNS " WHERE (" SEES_AGENCY("$1", "k.agency") " OR (k.state = 'moving' AND " SEES_AGENCY("$1", "k.to_agency") "))"
      " AND ($2 = '' OR ($2 = 'open' AND k.state IN ('new', 'accepted', 'moving')) OR k.state = $2) AND ($3 = '' OR k.kind = $3)"
      " AND ($4 = '' OR k.unit = $4) AND ($5 = '' OR k.number LIKE '%' || $5 || '%' OR k.facts LIKE '%' || $5 || '%' OR k.place LIKE '%' || $5 || '%')"
      " ORDER BY k.id DESC LIMIT $6");
QUERY(complaint_of_case, "SELECT " COLUMNS " WHERE k.case_id = $1 ORDER BY k.id");
QUERY(question_get, "SELECT " QUESTION " WHERE q.id = $1");
QUERY(question_rows, "SELECT " QUESTION " WHERE " SEES_AGENCY("$1", "q.agency") " AND ($2 = '' OR q.state = $2) ORDER BY q.id DESC LIMIT $3");
QUERY(question_public, "SELECT " QUESTION " WHERE q.public_question <> '' ORDER BY q.answered_at DESC, q.id DESC LIMIT $1");
QUERY(clock_rows, "SELECT step, seq, label, rule, unit, warn, due, ended, ended_at FROM ask_clock WHERE subject_id = $1 ORDER BY ended, due, seq");
QUERY(file_rows, "SELECT n, digest, type, state, finding FROM ask_file WHERE complaint_id = $1 ORDER BY n");
QUERY(file_by_digest, "SELECT n, digest, type, state, finding, complaint_id FROM ask_file WHERE digest = $1 ORDER BY complaint_id, n LIMIT 1");
QUERY(progress_of_case, "SELECT id, case_id, holder, at FROM ask_progress WHERE case_id = $1 AND ended = 0 ORDER BY id DESC LIMIT 1");
QUERY(progress_by_digest, "SELECT id, case_id, holder, at FROM ask_progress WHERE digest = $1 AND ended = 0");

static struct complaint complaint_of(struct arena *mem, const struct rows *r)
{
        return (struct complaint){
                .id = db_int(r, 0), .number = db_text_in(mem, r, 1), .kind = db_text_in(mem, r, 2), .channel = db_text_in(mem, r, 3),
                .facts = db_text_in(mem, r, 4), .place = db_text_in(mem, r, 5), .about = db_text_in(mem, r, 6), .happened = db_text_in(mem, r, 7),
                .anonymous = db_int(r, 8), .reporter_name = db_text_in(mem, r, 9), .reporter_phone = db_text_in(mem, r, 10),
                .reporter_address = db_text_in(mem, r, 11), .state = db_text_in(mem, r, 12), .agency = db_text_in(mem, r, 13),
                .unit = db_text_in(mem, r, 14), .owner = db_text_in(mem, r, 15), .first_agency = db_text_in(mem, r, 16),
                .first_unit = db_text_in(mem, r, 17), .before_move = db_text_in(mem, r, 18), .to_agency = db_text_in(mem, r, 19),
                .to_unit = db_text_in(mem, r, 20), .to_outside = db_text_in(mem, r, 21), .case_id = db_int(r, 22), .answer = db_text_in(mem, r, 23),
                .answered = instant_stored(db_text(r, 24)), .filed = instant_stored(db_text(r, 25)),
        };
}

bool complaint__load(struct ctx *c, int64_t id, struct complaint *out)
{
        struct rows r = db_ask(c->db, &c->why, &complaint_get, ARGS(I(id)));
        struct complaint k = { 0 };
        bool there = db_next(&r);

        if (there)
                k = complaint_of(c->mem, &r);
        if (!db_done(&r))
                return false;
        if (!there)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "complaint", "没有编号为 %lld 的投诉举报", (long long)id);
        *out = k;
        return true;
}

static struct question question_of(struct arena *mem, const struct rows *r)
{
        return (struct question){
                .id = db_int(r, 0), .number = db_text_in(mem, r, 1), .topic = db_text_in(mem, r, 2), .question = db_text_in(mem, r, 3),
                .agreed = db_int(r, 4), .asker_name = db_text_in(mem, r, 5), .asker_phone = db_text_in(mem, r, 6), .agency = db_text_in(mem, r, 7),
                .unit = db_text_in(mem, r, 8), .state = db_text_in(mem, r, 9), .answer = db_text_in(mem, r, 10),
                .public_question = db_text_in(mem, r, 11), .public_answer = db_text_in(mem, r, 12), .asked = instant_stored(db_text(r, 13)),
                .answered = instant_stored(db_text(r, 14)),
        };
}

bool question__load(struct ctx *c, int64_t id, struct question *out)
{
        struct rows r = db_ask(c->db, &c->why, &question_get, ARGS(I(id)));
        struct question q = { 0 };
        bool there = db_next(&r);

        if (there)
                q = question_of(c->mem, &r);
        if (!db_done(&r))
                return false;
        if (!there)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "consultation", "没有编号为 %lld 的咨询", (long long)id);
        *out = q;
        return true;
}

bool complaint__clocks(struct ctx *c, int64_t subject, struct ask_clocks *out)
{
        struct rows r = db_ask(c->db, &c->why, &clock_rows, ARGS(I(subject)));
        struct ask_clocks l = { 0 };

        while (db_next(&r)) {
                struct ask_clock k = { .step = db_text_in(c->mem, &r, 0), .seq = db_int(&r, 1), .label = db_text_in(c->mem, &r, 2),
                                       .rule = db_text_in(c->mem, &r, 3), .warn = (int)db_int(&r, 5), .due = DAY_NONE, .ended = db_int(&r, 7),
                                       .ended_at = instant_stored(db_text(&r, 8)) };

                must(clock_unit_by_name(db_text(&r, 4), &k.unit));
                if (*db_text(&r, 6))
                        must(day_parse(db_text(&r, 6), &k.due));
                l.at = arena_grow(c->mem, l.at, l.n * sizeof *l.at, (l.n + 1) * sizeof *l.at);
                l.at[l.n++] = k;
        }
        *out = l;
        return db_done(&r);
}

static struct ask_file file_of(struct arena *mem, const struct rows *r)
{
        return (struct ask_file){ db_int(r, 0), db_text_in(mem, r, 1), db_text_in(mem, r, 2), db_text_in(mem, r, 3), db_text_in(mem, r, 4) };
}

bool complaint__files(struct ctx *c, int64_t complaint, struct ask_files *out)
{
        struct rows r = db_ask(c->db, &c->why, &file_rows, ARGS(I(complaint)));
        struct ask_files l = { TAKE_N(c->mem, struct ask_file, FILES_MAX), 0 };

        while (db_next(&r) && l.n < FILES_MAX)
                l.at[l.n++] = file_of(c->mem, &r);
        *out = l;
        return db_done(&r);
}

bool complaint__by_digest(struct ctx *c, const char *digest, struct ask_file *out, int64_t *complaint, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &file_by_digest, ARGS(T(digest)));

        *found = db_next(&r);
        if (*found) {
                *out = file_of(c->mem, &r);
                *complaint = db_int(&r, 5);
        }
        return db_done(&r);
}

/* ---- who ---- */

/* What is said against officers is for those who supervise them, not for their colleagues. */
static bool kind_open(const struct ctx *c, const struct complaint *k)
{
        return !strcmp(k->kind, "violation") || who_has_role(c->who, "head") || who_has_role(c->who, "supervisor") || !strcmp(k->owner, c->who->login);
}

bool complaint__sees(struct ctx *c, const struct complaint *k)
{
        struct names owner = { (const char *[]){ k->owner }, *k->owner ? 1 : 0 };
        struct names roles = { (const char *[]){ "duty", "officer", "team_leader", "head", "supervisor" }, 5 };
        bool moving = !strcmp(k->state, "moving");

        if (!c->who || !who_has_any(c->who, &roles) || !kind_open(c, k))
                return false;
        return access_sees(c, &(struct place){ k->agency, k->unit, &owner }) ||
               (moving && *k->to_agency && access_sees(c, &(struct place){ k->to_agency, k->to_unit, NULL }));
}

bool complaint__may_see(struct ctx *c, const struct complaint *k)
{
        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        if (!complaint__sees(c, k))
                return refuse(&c->why, R_SCOPE, NULL, "投诉举报只对办理它的单位开放；反映执法人员的，由机关负责人和监督人员办理");
        look_let(c, "complaint", k->id);
        return true;
}

bool complaint__handles(const struct ctx *c, const struct complaint *k)
{
        bool theirs = !strcmp(c->who->agency, k->agency) || (!strcmp(k->state, "moving") && !strcmp(c->who->agency, k->to_agency));

        return theirs && !access_hides(c, "reporter") && (!who_has_role(c->who, "supervisor") || strcmp(k->kind, "violation") || !strcmp(k->owner, c->who->login));
}

bool question__may_see(struct ctx *c, const struct question *q)
{
        struct names roles = { (const char *[]){ "duty", "officer", "team_leader", "head", "supervisor", "reviewer", "editor" }, 7 };
        struct narrowing n;

        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        n = access_narrowing(c);
        if (!who_has_any(c->who, &roles) || !access_in_agencies(&n, q->agency))
                return refuse(&c->why, R_SCOPE, NULL, "咨询由收到它的机关办理");
        look_let(c, "consultation", q->id);
        return true;
}

/* ---- lists ---- */

static bool clock_next(struct ctx *c, int64_t subject, struct ask_clock *out)
{
        struct ask_clocks l;

        *out = (struct ask_clock){ .due = DAY_NONE };
        if (!complaint__clocks(c, subject, &l))
                return false;
        if (l.n && !l.at[0].ended)
                *out = l.at[0];
        return true;
}

static bool complaints_read(struct ctx *c, struct rows r, bool all, struct complaints *out)
{
        struct complaints l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                struct complaint k = complaint_of(c->mem, &r);

                if (!all && !complaint__sees(c, &k))
                        continue;
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 16) * sizeof *l.at);
                        room = 2 * room + 16;
                }
                l.at[l.n++] = k;
        }
        if (!db_done(&r))
                return false;
        l.next = TAKE_N(c->mem, struct ask_clock, l.n + 1);
        for (size_t i = 0; i < l.n; i++)
                if (!clock_next(c, l.at[i].id, &l.next[i]))
                        return false;
        *out = l;
        return true;
}

/* Overdue, or due within its warning. */
static bool pressing(const struct ctx *c, const struct ask_clock *k)
{
        int left;

        if (!k->seq || !day_is(k->due))
                return false;
        return !working_days_left(c->pack->calendar, day_of(c->now), k->due, &left) || left <= (k->warn ? k->warn : 3);
}

bool complaint__list(struct ctx *c, const struct complaint_wish *w, struct complaints *out)
{
        struct narrowing n = access_narrowing(c);
        int64_t limit = w->limit > 0 && w->limit < LIST_MAX ? w->limit : LIST_MAX;
        struct complaints l, kept = { 0 };

        if (!complaints_read(c, db_ask(c->db, &c->why, &complaint_rows, ARGS(T(n.agencies), T(w->state), T(w->kind), T(w->unit), T(w->q), I(limit))), false, &l))
                return false;
        kept = l;
        kept.n = 0;
        for (size_t i = 0; i < l.n; i++)
                if (!w->due || pressing(c, &l.next[i])) {
                        kept.at[kept.n] = l.at[i];
                        kept.next[kept.n++] = l.next[i];
                }
        *out = kept;
        return true;
}

bool complaint__of_case(struct ctx *c, int64_t case_id, struct complaints *out)
{
        return complaints_read(c, db_ask(c->db, &c->why, &complaint_of_case, ARGS(I(case_id))), true, out);
}

static bool questions_read(struct ctx *c, struct rows r, bool clocks, struct questions *out)
{
        struct questions l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 16) * sizeof *l.at);
                        room = 2 * room + 16;
                }
                l.at[l.n++] = question_of(c->mem, &r);
        }
        if (!db_done(&r))
                return false;
        l.next = TAKE_N(c->mem, struct ask_clock, l.n + 1);
        for (size_t i = 0; clocks && i < l.n; i++)
                if (!clock_next(c, l.at[i].id, &l.next[i]))
                        return false;
        *out = l;
        return true;
}

bool question__list(struct ctx *c, const char *state, int64_t limit, struct questions *out)
{
        struct narrowing n = access_narrowing(c);

        limit = limit > 0 && limit < LIST_MAX ? limit : LIST_MAX;
        return questions_read(c, db_ask(c->db, &c->why, &question_rows, ARGS(T(n.agencies), T(state), I(limit))), true, out);
}

bool question__published(struct ctx *c, int64_t limit, struct questions *out)
{
        limit = limit > 0 && limit < LIST_MAX ? limit : LIST_MAX;
        return questions_read(c, db_ask(c->db, &c->why, &question_public, ARGS(I(limit))), false, out);
}

/* ---- codes of cases ---- */

static bool progress_one(struct ctx *c, struct rows r, struct progress_code *out, bool *found)
{
        *found = db_next(&r);
        if (*found)
                *out = (struct progress_code){ db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), instant_stored(db_text(&r, 3)) };
        return db_done(&r);
}

bool progress__of_case(struct ctx *c, int64_t case_id, struct progress_code *out, bool *found)
{
        return progress_one(c, db_ask(c->db, &c->why, &progress_of_case, ARGS(I(case_id))), out, found);
}

bool progress__by_digest(struct ctx *c, const char *digest, struct progress_code *out, bool *found)
{
        return progress_one(c, db_ask(c->db, &c->why, &progress_by_digest, ARGS(T(digest))), out, found);
}
