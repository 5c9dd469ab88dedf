/* review_apply.c - acts on reviewing bodies, recusals, advice and meetings become rows.  The only writer of rev_* tables; reads no clock,
 * no chance, nothing outside the act. */
#include "base/json.h"
#include "db/db.h"
#include "review/review_inner.h"
#include <string.h>

QUERY(seat_put, "INSERT INTO rev_seat (id, agency, body, login, seat, since, until, first_on, exam_number, exam_on, firm, contract, instrument, ended,"
                " reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '')");
QUERY(seat_qualify, "UPDATE rev_seat SET exam_number = $2, exam_on = $3 WHERE id = $1");
QUERY(seat_end, "UPDATE rev_seat SET ended = $2, reason = $3 WHERE id = $1");
QUERY(contract_put, "INSERT INTO rev_contract (id, agency, supplier, number, since, until, amount, persons, scope, ended)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')");
QUERY(contract_end, "UPDATE rev_contract SET ended = $2 WHERE id = $1");
QUERY(recusal_put, "INSERT INTO rev_recusal (id, case_id, login, asked_by, asker, reason, asked_at, state, decided_by, decided_at, answer)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', '', '', '')");
QUERY(recusal_decide, "UPDATE rev_recusal SET state = $2, decided_by = $3, decided_at = $4, answer = $5 WHERE id = $1");
QUERY(ask_put, "INSERT INTO rev_ask (id, case_id, agency, submit, login, asked_by, asked_at, question, due, answered_at, conclusion, opinion)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '')");
QUERY(ask_answer, "UPDATE rev_ask SET answered_at = $2, conclusion = $3, opinion = $4 WHERE id = $1");
QUERY(meeting_put, "INSERT INTO rev_meeting (id, agency, body, starts, place, called_by, note, state, opened_at, chair, present, guests, absent, voters,"
                   " voters_present, closed_at, minutes) VALUES ($1, $2, $3, $4, $5, $6, $7, 'called', '', '', '', '', '', 0, 0, '', '')");
QUERY(meeting_open, "UPDATE rev_meeting SET state = 'open', opened_at = $2, chair = $3, present = $4, guests = $5, absent = $6, voters = $7,"
                    " voters_present = $8 WHERE id = $1");
QUERY(meeting_close, "UPDATE rev_meeting SET state = $2, closed_at = $3, minutes = $4 WHERE id = $1");
QUERY(agenda_put, "INSERT INTO rev_agenda (meeting_id, case_id, submit, title, handlers) VALUES ($1, $2, $3, $4, $5)");
QUERY(vote_put, "INSERT INTO rev_vote (id, meeting_id, case_id, login, vote, reason) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(result_put, "INSERT INTO rev_result (meeting_id, case_id, submit, result, facts) VALUES ($1, $2, $3, $4, $5)");

QUERY(seat_all, "SELECT * FROM rev_seat");
QUERY(contract_all, "SELECT * FROM rev_contract");
QUERY(recusal_of, "SELECT * FROM rev_recusal WHERE case_id = $1");
QUERY(ask_of, "SELECT * FROM rev_ask WHERE case_id = $1");
QUERY(meeting_of, "SELECT * FROM rev_meeting WHERE id = $1");
QUERY(agenda_of, "SELECT * FROM rev_agenda WHERE meeting_id = $1");
QUERY(vote_of, "SELECT * FROM rev_vote WHERE meeting_id = $1");
QUERY(result_of, "SELECT * FROM rev_result WHERE meeting_id = $1");

/* ---- seats and contracts ---- */

bool review__apply_appoint(struct db_write *w, const struct act *a)
{
        return db_run(w, &seat_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "body")), T(act_text(a, "login")), T(act_text(a, "seat")),
                                         T(act_text(a, "since")), T(act_text(a, "until")), T(act_text(a, "first_on")), T(act_text(a, "exam_number")),
                                         T(act_text(a, "exam_on")), T(act_text(a, "firm")), I(act_int(a, "contract")), T(act_text(a, "instrument"))));
}

bool review__apply_qualify(struct db_write *w, const struct act *a)
{
        return db_run(w, &seat_qualify, ARGS(I(a->subject.id), T(act_text(a, "exam_number")), T(act_text(a, "exam_on"))));
}

bool review__apply_leave(struct db_write *w, const struct act *a)
{
        return db_run(w, &seat_end, ARGS(I(a->subject.id), T(act_text(a, "on")), T(act_text(a, "reason"))));
}

bool review__apply_contract(struct db_write *w, const struct act *a)
{
        return db_run(w, &contract_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "supplier")), T(act_text(a, "number")),
                                             T(act_text(a, "since")), T(act_text(a, "until")), I(act_int(a, "amount")), I(act_int(a, "persons")),
                                             T(act_text(a, "scope"))));
}

bool review__apply_contract_end(struct db_write *w, const struct act *a)
{
        return db_run(w, &contract_end, ARGS(I(a->subject.id), T(act_text(a, "on"))));
}

/* ---- on a case ---- */

static const char *at_of(const struct act *a, char at[INSTANT_SIZE])
{
        instant_write(a->at, at);
        return at;
}

bool review__apply_ask_recusal(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &recusal_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "reviewer")), T(act_text(a, "asked_by")), T(act_text(a, "actor")),
                                            T(act_text(a, "reason")), T(at_of(a, at))));
}

bool review__apply_decide_recusal(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &recusal_decide, ARGS(I(act_int(a, "recusal")), T(act_text(a, "recusal_result")), T(act_text(a, "actor")), T(at_of(a, at)),
                                               T(act_text(a, "reason"))));
}

bool review__apply_ask(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &ask_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "of_agency")), I(act_int(a, "submit")), T(act_text(a, "adviser")),
                                        T(act_text(a, "actor")), T(at_of(a, at)), T(act_text(a, "question")), T(act_text(a, "until"))));
}

bool review__apply_advise(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &ask_answer, ARGS(I(act_int(a, "ask")), T(at_of(a, at)), T(act_text(a, "conclusion")), T(act_text(a, "opinion"))));
}

/* ---- meetings ---- */

/* One row for each entry of a JSON list in a field of the act. */
typedef bool entry_fn(struct db_write *w, const struct act *a, json_t *o);
static bool each_entry(struct db_write *w, const struct act *a, const char *field, entry_fn *run)
{
        const char *text = act_text(a, field);
        json_t *list = json_parse(db_why(w), text, strlen(text)), *o;
        bool ok = list != NULL;
        size_t i;

        json_array_foreach(list, i, o)
                ok = ok && run(w, a, o);
        json_decref(list);
        return ok;
}

static const char *word(json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

static int64_t number(json_t *o, const char *name)
{
        return json_integer_value(json_object_get(o, name));
}

static bool put_agenda(struct db_write *w, const struct act *a, json_t *o)
{
        return db_run(w, &agenda_put, ARGS(I(a->subject.id), I(number(o, "case")), I(number(o, "submit")), T(word(o, "title")), T(word(o, "handlers"))));
}

bool review__apply_call(struct db_write *w, const struct act *a)
{
        return db_run(w, &meeting_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "body")), T(act_text(a, "starts")),
                                            T(act_text(a, "place")), T(act_text(a, "actor")), T(act_text(a, "note")))) &&
               each_entry(w, a, "agenda", put_agenda);
}

bool review__apply_open(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &meeting_open, ARGS(I(a->subject.id), T(at_of(a, at)), T(act_text(a, "chair")), T(act_text(a, "present")), T(act_text(a, "guests")),
                                             T(act_text(a, "absent")), I(act_int(a, "voters")), I(act_int(a, "voters_present"))));
}

bool review__apply_vote(struct db_write *w, const struct act *a)
{
        return db_run(w, &vote_put, ARGS(I(a->seq), I(a->subject.id), I(act_int(a, "case")), T(act_text(a, "actor")), T(act_text(a, "vote")),
                                         T(act_text(a, "reason"))));
}

static bool put_result(struct db_write *w, const struct act *a, json_t *o)
{
        char *facts = json_dumps(json_object_get(o, "facts"), JSON_COMPACT | JSON_SORT_KEYS);
        bool ok;

        must(facts != NULL);
        ok = db_run(w, &result_put, ARGS(I(a->subject.id), I(number(o, "case")), I(number(o, "submit")), T(word(o, "result")), T(facts)));
        memory_free(facts);
        return ok;
}

bool review__apply_close(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &meeting_close, ARGS(I(a->subject.id), T("held"), T(at_of(a, at)), T(act_text(a, "minutes")))) &&
               each_entry(w, a, "results", put_result);
}

bool review__apply_cancel(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        return db_run(w, &meeting_close, ARGS(I(a->subject.id), T("cancelled"), T(at_of(a, at)), T(act_text(a, "reason"))));
}

/* Seats and contracts are few and kept whole: whoever acts on a case is looked up among them.  Results belong to the meeting that writes
 * them; whoever passes a case searches them where everything is. */
const struct shadow review_shadows[] = {
        { "rev_seat", "id", "", &seat_all }, { "rev_contract", "id", "", &contract_all },
        { "rev_recusal", "id", "case", &recusal_of }, { "rev_ask", "id", "case", &ask_of },
        { "rev_meeting", "id", "meeting", &meeting_of }, { "rev_agenda", "meeting_id,case_id", "meeting", &agenda_of },
        { "rev_vote", "id", "meeting", &vote_of }, { "rev_result", "case_id,meeting_id", "meeting", &result_of },
};
const size_t review_shadows_n = sizeof review_shadows / sizeof *review_shadows;
