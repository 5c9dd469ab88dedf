/* task_apply.c - acts become rows of pub_task, pub_warning, pub_period, pub_repair and pub_change.  Reads nothing but the act. */
#include "base/json.h"
#include "publicity/task.h"
#include <string.h>

QUERY(task_open_row, "INSERT INTO pub_task (cause, task, noun, subject, agency, unit, label, title, verb, law, since, clock_unit, length, due, alarm,"
        " opened_on, state, entered_by, checked_by, entry, carrier, note, done_seq, done_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
        " $12, $13, $14, $15, $16, 'open', '', '', NULL, '', '', NULL, '')");
QUERY(task_enter_row, "UPDATE pub_task SET state = 'entered', entered_by = $4 WHERE noun = $1 AND subject = $2 AND task = $3 AND done_seq IS NULL");
QUERY(task_end_row, "UPDATE pub_task SET state = $4, checked_by = $5, done_seq = $6, done_on = $7 WHERE noun = $1 AND subject = $2 AND task = $3"
        " AND done_seq IS NULL");
QUERY(task_entry_row, "UPDATE pub_task SET state = 'entered', entered_by = $3, entry = $4, carrier = $5, done_on = $6 WHERE cause = $1 AND task = $2"
        " AND done_seq IS NULL");
QUERY(task_check_row, "UPDATE pub_task SET state = 'done', checked_by = $3, done_seq = $4 WHERE cause = $1 AND task = $2 AND done_seq IS NULL");
QUERY(task_back_row, "UPDATE pub_task SET state = 'open', entered_by = '', entry = NULL, carrier = '', done_on = '' WHERE cause = $1 AND task = $2"
        " AND done_seq IS NULL");
QUERY(task_waive_row, "UPDATE pub_task SET state = 'waived', checked_by = $3, done_seq = $4, done_on = $5, note = $6 WHERE cause = $1 AND task = $2"
        " AND done_seq IS NULL");
QUERY(warning_put, "INSERT INTO pub_warning (seq, cause, task, rung, label, told, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(period_drop, "DELETE FROM pub_period WHERE case_id = $1");
QUERY(period_put, "INSERT INTO pub_period (case_id, release_seq, class, label, law, number, agency, agency_name, decided_on, least, until, repair,"
        " ended_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL)");
QUERY(period_end, "UPDATE pub_period SET ended_seq = $2 WHERE case_id = $1 AND ended_seq IS NULL");
QUERY(repair_put, "INSERT INTO pub_repair (id, case_id, number, agency, state, statement, answer, asked_on, answered_on, answered_by) VALUES"
        " ($1, $2, $3, $4, 'asked', $5, '', $6, '', '')");
QUERY(repair_answer, "UPDATE pub_repair SET state = $2, answer = $3, answered_on = $4, answered_by = $5 WHERE id = $1");
QUERY(change_put, "INSERT INTO pub_change (seq, case_id, what, kind, agency, reason) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(record_ended, "UPDATE pub_record SET state = 'ended' WHERE id = $1");

extern apply_fn publicity_apply_withdraw;

/* ---- tasks ---- */

static const char *member(json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

static const char *on_day(struct arena *mem, const struct act *a)
{
        return day_text(mem, day_of(a->at));
}

static bool open_one(struct db_write *w, struct arena *mem, const struct act *a, json_t *o)
{
        return db_run(w, &task_open_row, ARGS(I(a->seq), T(member(o, "task")), T(a->subject.noun), I(a->subject.id), T(act_text(a, "task.agency")),
                T(act_text(a, "task.unit")), T(member(o, "label")), T(member(o, "title")), T(a->verb), T(member(o, "law")), T(member(o, "since")),
                T(member(o, "unit")), I(json_integer_value(json_object_get(o, "length"))), T(member(o, "due")), T(member(o, "alarm")),
                T(on_day(mem, a))));
}

static bool open_all(struct db_write *w, struct arena *mem, const struct act *a)
{
        const char *text = act_text(a, "tasks");
        struct why why = { .mem = mem };
        json_t *list = *text ? json_parse(&why, text, strlen(text)) : NULL, *o;
        bool ok = true;
        size_t i;

        must(!*text || json_is_array(list));
        json_array_foreach(list, i, o)
                ok = ok && open_one(w, mem, a, o);
        json_decref(list);
        return ok;
}

static bool mark_one(struct db_write *w, struct arena *mem, const struct act *a, struct subject s, const char *task, const char *state)
{
        if (!strcmp(state, "entered"))
                return db_run(w, &task_enter_row, ARGS(T(s.noun), I(s.id), T(task), T(act_text(a, "actor"))));
        return db_run(w, &task_end_row, ARGS(T(s.noun), I(s.id), T(task), T(state), T(act_text(a, "actor")), I(a->seq), T(on_day(mem, a))));
}

static bool mark_all(struct db_write *w, struct arena *mem, const struct act *a, const char *field, const char *state)
{
        size_t n;
        char **ids = text_split(mem, act_text(a, field), ',', &n);
        bool ok = true;

        for (size_t i = 0; i < n && ok; i++) {
                ok = mark_one(w, mem, a, a->subject, ids[i], state);
                if (ok && act_has(a, "request"))        /* a correction of the record fulfils the request that asked for it */
                        ok = mark_one(w, mem, a, (struct subject){ "correction", act_int(a, "request") }, ids[i], state);
        }
        return ok;
}

/* ---- what happened to public records ---- */

static const struct { const char *verb, *what; } changes[] = {
        { "publish.release", "released" }, { "publish.correct", "corrected" }, { "publish.update", "updated" }, { "publish.withdraw", "withdrawn" },
};

static bool change(struct db_write *w, const struct act *a)
{
        for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
                if (!strcmp(changes[i].verb, a->verb))
                        return db_run(w, &change_put, ARGS(I(a->seq), I(a->subject.id), T(changes[i].what), T(act_text(a, "public.kind")),
                                                           T(act_text(a, "public.agency")), T(act_text(a, "reason"))));
        return true;
}

static bool period(struct db_write *w, const struct act *a)
{
        if (!strcmp(a->verb, "publish.withdraw"))
                return db_run(w, &period_end, ARGS(I(a->subject.id), I(a->seq)));
        if (strcmp(a->verb, "publish.release") != 0)
                return true;
        if (!db_run(w, &period_drop, ARGS(I(a->subject.id))))
                return false;
        return !act_has(a, "period.until") || db_run(w, &period_put, ARGS(I(a->subject.id), I(a->seq), T(act_text(a, "period.class")),
                T(act_text(a, "period.label")), T(act_text(a, "period.law")), T(act_text(a, "public.number")), T(act_text(a, "public.agency")),
                T(act_text(a, "public.agency_name")), T(act_text(a, "public.decided_on")), T(act_text(a, "period.least")),
                T(act_text(a, "period.until")), I(!strcmp(act_text(a, "period.repair"), "true"))));
}

/* Every act, on anything: nearly all have none of these fields. */
bool task__apply(struct db_write *w, const struct act *a)
{
        bool about = text_starts(a->verb, "publish.");
        struct arena *mem;
        bool ok;

        if (!about && !act_has(a, "tasks") && !act_has(a, "tasks_ended") && !act_has(a, "tasks_entered") && !act_has(a, "tasks_lapsed"))
                return true;
        mem = arena_new();
        ok = mark_all(w, mem, a, "tasks_entered", "entered") && mark_all(w, mem, a, "tasks_ended", "done") &&
             mark_all(w, mem, a, "tasks_lapsed", "lapsed") && open_all(w, mem, a) && (!about || (change(w, a) && period(w, a)));
        arena_free(mem);
        return ok;
}

/* ---- published elsewhere, or not at all ---- */

#define TASK I(act_int(a, "cause")), T(act_text(a, "task"))

bool task__apply_enter(struct db_write *w, const struct act *a)
{
        return db_run(w, &task_entry_row, ARGS(TASK, T(act_text(a, "actor")), I(a->seq), T(act_text(a, "carrier")), T(act_text(a, "shown_on"))));
}

bool task__apply_check(struct db_write *w, const struct act *a)
{
        if (!strcmp(act_text(a, "verdict"), "wrong"))
                return db_run(w, &task_back_row, ARGS(TASK));
        return db_run(w, &task_check_row, ARGS(TASK, T(act_text(a, "actor")), I(a->seq)));
}

bool task__apply_waive(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &task_waive_row, ARGS(TASK, T(act_text(a, "actor")), I(a->seq), T(on_day(mem, a)), T(act_text(a, "reason"))));

        arena_free(mem);
        return ok;
}

bool task__apply_warn(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &warning_put, ARGS(I(a->seq), TASK, T(act_text(a, "rung")), T(act_text(a, "rung_label")), T(act_text(a, "told")),
                                               T(on_day(mem, a))));

        arena_free(mem);
        return ok;
}

/* ---- the end of publication ---- */

/* The record becomes a tombstone as by a withdrawal; that it was its time, and no fault, is told by its state. */
static bool end_record(struct db_write *w, const struct act *a)
{
        struct act on_case = *a;

        on_case.subject = (struct subject){ "case", act_int(a, "case") };
        return publicity_apply_withdraw(w, &on_case) && db_run(w, &record_ended, ARGS(I(on_case.subject.id))) &&
               db_run(w, &period_end, ARGS(I(on_case.subject.id), I(a->seq))) &&
               db_run(w, &change_put, ARGS(I(a->seq), I(on_case.subject.id), T("ended"), T(act_text(a, "public.kind")), T(act_text(a, "public.agency")),
                                           T(act_text(a, "reason"))));
}

bool period__apply_end(struct db_write *w, const struct act *a)
{
        return end_record(w, a);
}

bool repair__apply_ask(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &repair_put, ARGS(I(a->subject.id), I(act_int(a, "case")), T(act_text(a, "number")), T(act_text(a, "about.agency")),
                                              T(act_text(a, "statement")), T(on_day(mem, a))));

        arena_free(mem);
        return ok;
}

bool repair__apply_answer(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool granted = !strcmp(a->verb, "repair.grant");
        bool ok = db_run(w, &repair_answer, ARGS(I(a->subject.id), T(granted ? "granted" : "refused"), T(act_text(a, "answer")), T(on_day(mem, a)),
                                                 T(act_text(a, "actor"))));

        arena_free(mem);
        return ok && (!granted || end_record(w, a));
}

QUERY(task_rows, "SELECT * FROM pub_task WHERE noun = 'case' AND subject = $1");
QUERY(warning_rows, "SELECT * FROM pub_warning WHERE seq = $1");
QUERY(period_rows, "SELECT * FROM pub_period WHERE case_id = $1");
QUERY(repair_rows, "SELECT * FROM pub_repair WHERE id = $1");
QUERY(change_rows, "SELECT * FROM pub_change WHERE case_id = $1");

const struct shadow task_shadows[] = {
        { "pub_task", "cause,task$", "case", &task_rows }, { "pub_warning", "seq", "disclosure", &warning_rows },
        { "pub_period", "case_id", "case", &period_rows }, { "pub_repair", "id", "repair", &repair_rows },
        { "pub_change", "seq", "case", &change_rows },
};
const size_t task_shadows_n = sizeof task_shadows / sizeof *task_shadows;
