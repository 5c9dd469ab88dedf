/* complaint_apply.c - acts on reports, questions and codes become rows.  The only writer of ask_* tables; reads no clock, no chance, nothing
 * outside the act. */
#include "complaint/complaint_inner.h"
#include <stdio.h>
#include <string.h>

QUERY(complaint_put, "INSERT INTO ask_complaint (id, number, digest, kind, channel, facts, place, about, happened, anonymous, reporter_name, reporter_phone,"
      " reporter_address, state, agency, unit, owner, first_agency, first_unit, before_move, to_agency, to_unit, to_outside, case_id, answer, answered_at,"
      " filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'new', $14, $15, $16, $14, $15, '', '', '', '', 0, '', '', $17)");
QUERY(complaint_set_state, "UPDATE ask_complaint SET state = $2 WHERE id = $1");
QUERY(complaint_set_hands, "UPDATE ask_complaint SET unit = $2, owner = $3 WHERE id = $1");
QUERY(complaint_set_moving, "UPDATE ask_complaint SET before_move = $2, to_agency = $3, to_unit = $4, to_outside = $5 WHERE id = $1");
QUERY(complaint_set_received, "UPDATE ask_complaint SET agency = $2, unit = $3, owner = $4, to_agency = '', to_unit = '', to_outside = $5 WHERE id = $1");
QUERY(complaint_set_answer, "UPDATE ask_complaint SET answer = $2, answered_at = $3 WHERE id = $1");
QUERY(complaint_set_case, "UPDATE ask_complaint SET case_id = $2 WHERE id = $1");
QUERY(complaint_code, "UPDATE ask_complaint SET digest = $2 WHERE id = $1");
QUERY(file_put, "INSERT INTO ask_file (complaint_id, n, digest, type, state, finding) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(file_release, "UPDATE ask_file SET state = 'released' WHERE complaint_id = $1 AND n = $2");
QUERY(clock_put, "INSERT INTO ask_clock (subject_id, step, seq, label, rule, unit, warn, due, ended, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '')");
QUERY(clock_end, "UPDATE ask_clock SET ended = $3, ended_at = $4 WHERE subject_id = $1 AND step = $2 AND ended = 0");
QUERY(number_put, "INSERT INTO ask_number (series, last) VALUES ($1, $2) ON CONFLICT (series) DO UPDATE SET last = excluded.last");
QUERY(question_put, "INSERT INTO ask_question (id, number, digest, topic, question, agreed, asker_name, asker_phone, agency, unit, state, answer, public_question,"
      " public_answer, asked_at, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', '', '', '', $11, '')");
QUERY(question_set_answer, "UPDATE ask_question SET state = 'answered', answer = $2, public_question = $3, public_answer = $4, answered_at = $5 WHERE id = $1");
QUERY(progress_end, "UPDATE ask_progress SET ended = $2 WHERE case_id = $1 AND ended = 0");
QUERY(progress_put, "INSERT INTO ask_progress (id, case_id, digest, holder, at, ended) VALUES ($1, $2, $3, $4, $5, 0)");
QUERY(complaint_all, "SELECT * FROM ask_complaint WHERE id = $1");
QUERY(file_all, "SELECT * FROM ask_file WHERE complaint_id = $1");
QUERY(clock_all, "SELECT * FROM ask_clock WHERE subject_id = $1");
QUERY(question_all, "SELECT * FROM ask_question WHERE id = $1");
QUERY(progress_all, "SELECT * FROM ask_progress WHERE id = $1");
QUERY(number_all, "SELECT * FROM ask_number");

static const char *const steps[] = { "accept", "receive", "answer", "reply" };

static const char *field(const struct act *a, char *name, size_t room, const char *step, const char *what)
{
        snprintf(name, room, "%s_%s", step, what);
        return act_text(a, name);
}

static int64_t field_int(const struct act *a, char *name, size_t room, const char *step, const char *what)
{
        return *field(a, name, room, step, what) ? act_int(a, name) : 0;
}

/* Promises that the act began, and those that it kept (`ends`: steps, separated by commas). */
static bool clocks_apply(struct db_write *w, const struct act *a)
{
        char name[32], at[INSTANT_SIZE];

        instant_write(a->at, at);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
                const char *step = steps[i];

                if (text_in(step, act_text(a, "ends"), ',') && !db_run(w, &clock_end, ARGS(I(a->subject.id), T(step), I(a->seq), T(at))))
                        return false;
                if (!*field(a, name, sizeof name, step, "label"))
                        continue;
                char label[sizeof name], rule[sizeof name], unit[sizeof name], warn[sizeof name], due[sizeof name];

                if (!db_run(w, &clock_put, ARGS(I(a->subject.id), T(step), I(a->seq), T(field(a, label, sizeof label, step, "label")),
                                                T(field(a, rule, sizeof rule, step, "rule")), T(field(a, unit, sizeof unit, step, "unit")),
                                                I(field_int(a, warn, sizeof warn, step, "warn")),
                                                T(field(a, due, sizeof due, step, "due")))))
                        return false;
        }
        return true;
}

static bool number_apply(struct db_write *w, const struct act *a)
{
        return db_run(w, &number_put, ARGS(T(act_text(a, "series")), I(act_int(a, "n"))));
}

/* "type|state|finding", as prepare() found it. */
static bool file_apply(struct db_write *w, const struct act *a, int n)
{
        char name[16], look[24], type[128], state[16];
        const char *digest, *found, *bar;

        snprintf(name, sizeof name, "file_%d", n);
        snprintf(look, sizeof look, "file_%d_look", n);
        digest = act_text(a, name);
        found = act_text(a, look);
        if (!*digest)
                return true;
        bar = strchr(found, '|');
        snprintf(type, sizeof type, "%.*s", (int)(bar ? bar - found : 0), found);
        found = bar ? bar + 1 : "quarantine|";
        bar = strchr(found, '|');
        snprintf(state, sizeof state, "%.*s", (int)(bar ? bar - found : 0), found);
        return db_run(w, &file_put, ARGS(I(a->subject.id), I(n), T(digest), T(type), T(*state ? state : "quarantine"), T(bar ? bar + 1 : "")));
}

bool complaint__apply_file(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];
        bool ok;

        instant_write(a->at, at);
        ok = db_run(w, &complaint_put, ARGS(I(a->subject.id), T(act_text(a, "number")), T(act_text(a, "code_digest")), T(act_text(a, "kind")),
                T(act_text(a, "channel")), T(act_text(a, "facts")), T(act_text(a, "place")), T(act_text(a, "about")), T(act_text(a, "happened")),
                I(!strcmp(act_text(a, "identity"), "anonymous")), T(act_text(a, "reporter_name")), T(act_text(a, "reporter_phone")),
                T(act_text(a, "reporter_address")), T(act_text(a, "first_agency")), T(act_text(a, "first_unit")), T(act_text(a, "owner")), T(at)));
        for (int n = 1; ok && n <= FILES_MAX; n++)
                ok = file_apply(w, a, n);
        return ok && number_apply(w, a) && clocks_apply(w, a);
}

bool complaint__apply_state(struct db_write *w, const struct act *a)
{
        int64_t id = a->subject.id;
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        if (!db_run(w, &complaint_set_state, ARGS(I(id), T(act_text(a, "state")))))
                return false;
        if (!strcmp(a->verb, "complaint.accept") && !db_run(w, &complaint_set_hands, ARGS(I(id), T(act_text(a, "unit")), T(act_text(a, "owner")))))
                return false;
        if (!strcmp(a->verb, "complaint.transfer") && !db_run(w, &complaint_set_moving, ARGS(I(id), T(act_text(a, "before")), T(act_text(a, "to_agency")),
                                                                                             T(act_text(a, "to_unit")), T(act_text(a, "to_outside")))))
                return false;
        if (!strcmp(a->verb, "complaint.answer") && !db_run(w, &complaint_set_answer, ARGS(I(id), T(act_text(a, "answer")), T(at))))
                return false;
        return clocks_apply(w, a);
}

bool complaint__apply_received(struct db_write *w, const struct act *a)
{
        int64_t id = a->subject.id;

        return db_run(w, &complaint_set_state, ARGS(I(id), T(act_text(a, "state")))) &&
               db_run(w, &complaint_set_received, ARGS(I(id), T(act_text(a, "in_agency")), T(act_text(a, "in_unit")), T(act_text(a, "owner")),
                                                       T(act_text(a, "to_outside")))) && clocks_apply(w, a);
}

bool complaint__apply_link(struct db_write *w, const struct act *a)
{
        return db_run(w, &complaint_set_case, ARGS(I(a->subject.id), I(act_int(a, "case"))));
}

bool complaint__apply_release(struct db_write *w, const struct act *a)
{
        return db_run(w, &file_release, ARGS(I(a->subject.id), I(act_int(a, "file"))));
}

bool complaint__apply_code(struct db_write *w, const struct act *a)
{
        return db_run(w, &complaint_code, ARGS(I(a->subject.id), T(act_text(a, "code_digest"))));
}

/* The act is all there is. */
bool complaint__apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

bool question__apply_ask(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &question_put, ARGS(I(a->subject.id), T(act_text(a, "number")), T(act_text(a, "code_digest")), T(act_text(a, "topic")),
                                             T(act_text(a, "question")), I(act_bool(a, "agreed")), T(act_text(a, "asker_name")),
                                             T(act_text(a, "asker_phone")), T(act_text(a, "first_agency")), T(act_text(a, "first_unit")), T(at))) &&
               number_apply(w, a) && clocks_apply(w, a);
}

bool question__apply_answer(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &question_set_answer, ARGS(I(a->subject.id), T(act_text(a, "answer")), T(act_text(a, "public_question")),
                                                    T(act_text(a, "public_answer")), T(at))) && clocks_apply(w, a);
}

bool progress__apply_code(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &progress_end, ARGS(I(act_int(a, "case")), I(a->seq))) &&
               db_run(w, &progress_put, ARGS(I(a->subject.id), I(act_int(a, "case")), T(act_text(a, "code_digest")), T(act_text(a, "holder")), T(at)));
}

/* The day's numbers are kept whole in the writer's mirror: the next one must be known. */
const struct shadow complaint_shadows[] = {
        { "ask_complaint", "id", "complaint", &complaint_all }, { "ask_file", "complaint_id,n", "complaint", &file_all },
        { "ask_clock", "subject_id,step$,seq", "complaint", &clock_all }, { "ask_question", "id", "consultation", &question_all },
        { "ask_progress", "id", "progress", &progress_all }, { "ask_number", "series$", "", &number_all },
};
const size_t complaint_shadows_n = sizeof complaint_shadows / sizeof *complaint_shadows;
