/* review_read.c - rows of the reviewing bodies as structs.  The only reader of rev_* tables; decides nothing. */
#include "db/db.h"
#include "review/review_inner.h"
#include <string.h>

#define SEAT "SELECT id, agency, body, login, seat, since, until, first_on, exam_number, exam_on, firm, contract, instrument, ended, reason FROM rev_seat"
#define RECUSAL "SELECT id, case_id, login, asked_by, asker, reason, asked_at, state, decided_by, decided_at, answer FROM rev_recusal"
#define ADVICE "SELECT id, case_id, agency, submit, login, asked_by, asked_at, question, due, answered_at, conclusion, opinion FROM rev_ask"
#define MEETING "SELECT id, agency, body, starts, place, called_by, note, state, opened_at, chair, present, guests, absent, voters, voters_present," \
                " closed_at, minutes FROM rev_meeting"
#define LIST_MAX 500

QUERY(seats_get, SEAT " WHERE " SEES_AGENCY("$1", "agency") " ORDER BY agency, ended <> '', until DESC, id");
QUERY(seat_get, SEAT " WHERE id = $1");
QUERY(contracts_get, "SELECT id, agency, supplier, number, since, until, amount, persons, scope, ended FROM rev_contract"
                     " WHERE " SEES_AGENCY("$1", "agency") " ORDER BY until DESC, id");
QUERY(recusals_get, RECUSAL " WHERE case_id = $1 ORDER BY id");
QUERY(advice_get, ADVICE " WHERE case_id = $1 ORDER BY id");
QUERY(advice_list, ADVICE " WHERE " SEES_AGENCY("$1", "agency") " AND ($2 = '' OR login = $2) ORDER BY id DESC LIMIT 500");
QUERY(meeting_get, MEETING " WHERE id = $1");
QUERY(meetings_get, MEETING " WHERE " SEES_AGENCY("$1", "agency") " ORDER BY starts DESC, id DESC LIMIT 500");
QUERY(agenda_get, "SELECT case_id, submit, title, handlers FROM rev_agenda WHERE meeting_id = $1 ORDER BY case_id");
QUERY(votes_get, "SELECT id, case_id, login, vote, reason FROM rev_vote WHERE meeting_id = $1 ORDER BY id");
QUERY(results_get, "SELECT meeting_id, case_id, submit, result, facts FROM rev_result WHERE meeting_id = $1 ORDER BY case_id");
QUERY(result_get, "SELECT meeting_id, case_id, submit, result, facts FROM rev_result WHERE case_id = $1 AND submit = $2 ORDER BY meeting_id DESC LIMIT 1");

/* ---- seats, contracts ---- */

static void seat_of(struct arena *mem, const struct rows *r, struct seat *s)
{
        *s = (struct seat){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .body = db_text_in(mem, r, 2), .login = db_text_in(mem, r, 3),
                .seat = db_text_in(mem, r, 4), .since = day_stored(db_text(r, 5)), .until = day_stored(db_text(r, 6)), .first_on = day_stored(db_text(r, 7)),
                .exam_number = db_text_in(mem, r, 8), .exam_on = day_stored(db_text(r, 9)), .firm = db_text_in(mem, r, 10), .contract = db_int(r, 11),
                .instrument = db_text_in(mem, r, 12), .ended = day_stored(db_text(r, 13)), .reason = db_text_in(mem, r, 14) };
}

/* As SEES_AGENCY takes it; "" all. */
static const char *just(struct ctx *c, const char *agency)
{
        return *agency ? text_make(c->mem, "|%s|", agency) : "";
}

static bool seats_read(struct ctx *c, const char *agencies, struct seats *out)
{
        struct rows r = db_ask(c->db, &c->why, &seats_get, ARGS(T(agencies)));
        struct seats l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                seat_of(c->mem, &r, &l.at[l.n++]);
        }
        *out = l;
        return db_done(&r);
}

bool review__seats(struct ctx *c, const char *agency, struct seats *out)
{
        return seats_read(c, just(c, agency), out);
}

bool review__seats_seen(struct ctx *c, struct seats *out)
{
        return seats_read(c, access_narrowing(c).agencies, out);
}

bool review__seat(struct ctx *c, int64_t id, struct seat *out)
{
        struct rows r = db_ask(c->db, &c->why, &seat_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                seat_of(c->mem, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "席位 %lld", (long long)id));
}

static bool contracts_read(struct ctx *c, const char *agencies, struct contracts *out)
{
        struct rows r = db_ask(c->db, &c->why, &contracts_get, ARGS(T(agencies)));
        struct contracts l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct contract){ .id = db_int(&r, 0), .agency = db_text_in(c->mem, &r, 1), .supplier = db_text_in(c->mem, &r, 2),
                        .number = db_text_in(c->mem, &r, 3), .since = day_stored(db_text(&r, 4)), .until = day_stored(db_text(&r, 5)), .amount = db_int(&r, 6),
                        .persons = db_int(&r, 7), .scope = db_text_in(c->mem, &r, 8), .ended = day_stored(db_text(&r, 9)) };
        }
        *out = l;
        return db_done(&r);
}

bool review__contracts(struct ctx *c, const char *agency, struct contracts *out)
{
        return contracts_read(c, just(c, agency), out);
}

bool review__contracts_seen(struct ctx *c, struct contracts *out)
{
        return contracts_read(c, access_narrowing(c).agencies, out);
}

/* ---- on a case ---- */

bool review__recusals(struct ctx *c, struct db *db, int64_t case_id, struct recusals *out)
{
        struct rows r = db_ask(db, &c->why, &recusals_get, ARGS(I(case_id)));
        struct recusals l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct recusal){ .id = db_int(&r, 0), .case_id = db_int(&r, 1), .login = db_text_in(c->mem, &r, 2),
                        .asked_by = db_text_in(c->mem, &r, 3), .asker = db_text_in(c->mem, &r, 4), .reason = db_text_in(c->mem, &r, 5),
                        .asked_at = instant_stored(db_text(&r, 6)), .state = db_text_in(c->mem, &r, 7), .decided_by = db_text_in(c->mem, &r, 8),
                        .decided_at = instant_stored(db_text(&r, 9)), .answer = db_text_in(c->mem, &r, 10) };
        }
        *out = l;
        return db_done(&r);
}

/* The newest word counts: who was refused once may be granted later. */
bool review__recused(const struct recusals *l, const char *login)
{
        for (size_t i = l->n; i; i--)
                if (!strcmp(l->at[i - 1].login, login) && strcmp(l->at[i - 1].state, "asked") != 0)
                        return !strcmp(l->at[i - 1].state, "granted");
        return false;
}

static bool advices_read(struct ctx *c, struct rows *r, struct advices *out)
{
        struct advices l = { 0 };
        size_t room = 0;

        while (db_next(r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct advice){ .id = db_int(r, 0), .case_id = db_int(r, 1), .agency = db_text_in(c->mem, r, 2), .submit = db_int(r, 3),
                        .login = db_text_in(c->mem, r, 4), .asked_by = db_text_in(c->mem, r, 5), .asked_at = instant_stored(db_text(r, 6)),
                        .question = db_text_in(c->mem, r, 7), .due = day_stored(db_text(r, 8)), .answered_at = instant_stored(db_text(r, 9)),
                        .conclusion = db_text_in(c->mem, r, 10), .opinion = db_text_in(c->mem, r, 11) };
        }
        *out = l;
        return db_done(r);
}

bool review__advice_of(struct ctx *c, int64_t case_id, struct advices *out)
{
        struct rows r = db_ask(c->db, &c->why, &advice_get, ARGS(I(case_id)));

        return advices_read(c, &r, out);
}

bool review__advice_list(struct ctx *c, struct advices *out)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &advice_list, ARGS(T(n.agencies), T(n.login)));

        return advices_read(c, &r, out);
}

bool review__advice_mine(struct ctx *c, struct advices *out)
{
        struct rows r = db_ask(c->db, &c->why, &advice_list, ARGS(T(""), T(c->who->login)));

        return advices_read(c, &r, out);
}

/* ---- meetings ---- */

static struct names words(struct arena *mem, const char *list)
{
        size_t n;
        char **at = text_split(mem, list, ',', &n);

        return (struct names){ (const char **)at, *list ? n : 0 };
}

static void meeting_of(struct arena *mem, const struct rows *r, struct meeting *m)
{
        *m = (struct meeting){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .body = db_text_in(mem, r, 2), .starts = instant_stored(db_text(r, 3)),
                .place = db_text_in(mem, r, 4), .called_by = db_text_in(mem, r, 5), .note = db_text_in(mem, r, 6), .state = db_text_in(mem, r, 7),
                .opened_at = instant_stored(db_text(r, 8)), .chair = db_text_in(mem, r, 9), .present = words(mem, db_text(r, 10)),
                .guests = db_text_in(mem, r, 11), .absent = db_text_in(mem, r, 12), .voters = db_int(r, 13), .voters_present = db_int(r, 14),
                .closed_at = instant_stored(db_text(r, 15)), .minutes = db_text_in(mem, r, 16) };
}

bool review__meeting(struct ctx *c, int64_t id, struct meeting *out)
{
        struct rows r = db_ask(c->db, &c->why, &meeting_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                meeting_of(c->mem, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "会议 %lld", (long long)id));
}

bool review__meetings(struct ctx *c, struct meetings *out)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &meetings_get, ARGS(T(n.agencies)));
        struct meetings l = { TAKE_N(c->mem, struct meeting, LIST_MAX), 0 };

        while (l.n < LIST_MAX && db_next(&r))
                meeting_of(c->mem, &r, &l.at[l.n++]);
        *out = l;
        return db_done(&r);
}

bool review__agenda(struct ctx *c, int64_t meeting, struct agenda *out)
{
        struct rows r = db_ask(c->db, &c->why, &agenda_get, ARGS(I(meeting)));
        struct agenda l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct agenda_row){ db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3) };
        }
        *out = l;
        return db_done(&r);
}

bool review__votes_of(struct ctx *c, int64_t meeting, struct votes *out)
{
        struct rows r = db_ask(c->db, &c->why, &votes_get, ARGS(I(meeting)));
        struct votes l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct vote){ db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3), db_text_in(c->mem, &r, 4) };
        }
        *out = l;
        return db_done(&r);
}

static struct result result_in(struct arena *mem, const struct rows *r)
{
        return (struct result){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_text_in(mem, r, 3), db_text_in(mem, r, 4) };
}

bool review__results_of(struct ctx *c, int64_t meeting, struct results *out)
{
        struct rows r = db_ask(c->db, &c->why, &results_get, ARGS(I(meeting)));
        struct results l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                REVIEW_MORE(c->mem, &l, room);
                l.at[l.n++] = result_in(c->mem, &r);
        }
        *out = l;
        return db_done(&r);
}

/* Asked of the connection that has everything: the meeting is another subject than the case. */
bool review__result(struct ctx *c, int64_t case_id, int64_t submit, struct result *out, bool *found)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &result_get, ARGS(I(case_id), I(submit)));

        *found = db_next(&r);
        if (*found)
                *out = result_in(c->mem, &r);
        return db_done(&r);
}
