/* training_apply.c - acts of training become rows.  The only writer of train_* tables; reads no clock, no chance, nothing outside the act. */
#include "base/json.h"
#include "training/training_inner.h"
#include <string.h>

#define IMPORT_ROOM 1000        /* an imported question is numbered by its act and its place in it */

QUERY(question_put, "INSERT INTO train_question (id, act, agency, subject, kind, stem, options, answer, basis, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)");
QUERY(question_end, "UPDATE train_question SET withdrawn = $2 WHERE id = $1");
QUERY(exam_put, "INSERT INTO train_exam (id, rule, title, agency, opens, closes, cancelled) VALUES ($1, $2, $3, $4, $5, $6, '')");
QUERY(exam_end, "UPDATE train_exam SET cancelled = $2 WHERE id = $1");
QUERY(candidate_put, "INSERT INTO train_candidate (exam_id, login) VALUES ($1, $2)");
QUERY(sitting_put, "INSERT INTO train_sitting (id, exam_id, rule, login, seed, bank, started, deadline, ended, mark, passed, pass, total, appeal, appealed, answer)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', -1, 0, $9, $10, '', '', '')");
QUERY(paper_put, "INSERT INTO train_paper (sitting_id, n, question_id, points, answer) VALUES ($1, $2, $3, $4, '')");
QUERY(paper_answer, "UPDATE train_paper SET answer = $3 WHERE sitting_id = $1 AND n = $2");
QUERY(sitting_end, "UPDATE train_sitting SET ended = $2, mark = $3, passed = $4 WHERE id = $1");
QUERY(sitting_appeal, "UPDATE train_sitting SET appeal = $2, appealed = $3 WHERE id = $1");
QUERY(sitting_answer, "UPDATE train_sitting SET answer = $2, mark = $3, passed = $4 WHERE id = $1");
QUERY(plan_put, "INSERT INTO train_plan (id, agency, year, title, content, hours) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(course_put, "INSERT INTO train_course (id, agency, plan_id, title, kind, teacher, content) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(class_put, "INSERT INTO train_class (id, course_id, agency, title, kind, starts, ends, year, place, hours, trainer, secret, notice_id, cancelled)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '')");
QUERY(class_end, "UPDATE train_class SET cancelled = $2 WHERE id = $1");
QUERY(attend_put, "INSERT INTO train_attend (class_id, login, way, reason, by, at) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(notice_put, "INSERT INTO train_notice (id, agency, unit, year, rule, people, told, content, until, at, read_at, closed)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')");
QUERY(notice_read, "UPDATE train_notice SET read_at = $2 WHERE id = $1");
QUERY(notice_end, "UPDATE train_notice SET closed = $2 WHERE id = $1");
QUERY(cover_put, "INSERT INTO train_cover (id, login, agency, kind, insurer, policy, sum, since, until, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')");
QUERY(cover_end, "UPDATE train_cover SET ended = $2 WHERE id = $1");
QUERY(medical_put, "INSERT INTO train_medical (id, login, agency, checked, class, next) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(census_put, "INSERT INTO train_census (id, agency, taken, figures, note) VALUES ($1, $2, $3, $4, $5)");

QUERY(question_rows, "SELECT * FROM train_question WHERE act = $1");
QUERY(exam_rows, "SELECT * FROM train_exam");
QUERY(candidate_rows, "SELECT * FROM train_candidate WHERE exam_id = $1");
QUERY(sitting_rows, "SELECT * FROM train_sitting");
QUERY(paper_rows, "SELECT * FROM train_paper WHERE sitting_id = $1");
QUERY(plan_rows, "SELECT * FROM train_plan");
QUERY(course_rows, "SELECT * FROM train_course");
QUERY(class_rows, "SELECT * FROM train_class WHERE id = $1");
QUERY(attend_rows, "SELECT * FROM train_attend WHERE class_id = $1");
QUERY(notice_rows, "SELECT * FROM train_notice");
QUERY(cover_rows, "SELECT * FROM train_cover WHERE id = $1");
QUERY(medical_rows, "SELECT * FROM train_medical WHERE id = $1");
QUERY(census_rows, "SELECT * FROM train_census WHERE id = $1");

bool training__apply_question(struct db_write *w, const struct act *a)
{
        return db_run(w, &question_put, ARGS(I(a->subject.id), I(a->seq), T(act_text(a, "agency")), T(act_text(a, "topic")), T(act_text(a, "kind")), T(act_text(a, "stem")),
                                             T(act_text(a, "options")), T(act_text(a, "answer")), T(act_text(a, "basis"))));
}

static const char *cell(json_t *row, size_t i)
{
        const char *s = json_string_value(json_array_get(row, i));

        return s ? s : "";
}

bool training__apply_import(struct db_write *w, const struct act *a)
{
        const char *text = act_text(a, "questions");
        json_t *list = json_parse(db_why(w), text, strlen(text));
        bool ok = list != NULL;

        for (size_t i = 0; ok && i < json_array_size(list); i++) {
                json_t *r = json_array_get(list, i);

                ok = db_run(w, &question_put, ARGS(I(a->seq * IMPORT_ROOM + (int64_t)i + 1), I(a->seq), T(act_text(a, "agency")), T(cell(r, 0)), T(cell(r, 1)), T(cell(r, 2)),
                                                   T(cell(r, 3)), T(cell(r, 4)), T(cell(r, 5))));
        }
        json_decref(list);
        return ok;
}

bool training__apply_withdraw(struct db_write *w, const struct act *a)
{
        return db_run(w, &question_end, ARGS(I(act_int(a, "question")), I(a->seq)));
}

/* Logins separated by commas: `put` for each. */
static bool each_login(struct db_write *w, const char *logins, int64_t exam)
{
        while (*logins) {
                char login[256];
                size_t n = strcspn(logins, ",");

                must(n < sizeof login);
                memcpy(login, logins, n);
                login[n] = 0;
                if (!db_run(w, &candidate_put, ARGS(I(exam), T(login))))
                        return false;
                logins += n + (logins[n] == ',');
        }
        return true;
}

bool training__apply_exam(struct db_write *w, const struct act *a)
{
        return db_run(w, &exam_put, ARGS(I(a->subject.id), T(act_text(a, "rule")), T(act_text(a, "title")), T(act_text(a, "agency")), T(act_text(a, "opens")),
                                         T(act_text(a, "closes")))) && each_login(w, act_text(a, "candidates"), a->subject.id);
}

bool training__apply_enrol(struct db_write *w, const struct act *a)
{
        return each_login(w, act_text(a, "logins"), a->subject.id);
}

bool training__apply_exam_cancel(struct db_write *w, const struct act *a)
{
        return db_run(w, &exam_end, ARGS(I(a->subject.id), T(act_text(a, "reason"))));
}

static bool paper_write(struct db_write *w, int64_t sitting, const char *paper)
{
        for (int64_t n = 1; *paper; n++) {
                long long id, points;
                size_t len = strcspn(paper, ",");

                must(sscanf(paper, "%lld:%lld", &id, &points) == 2);
                if (!db_run(w, &paper_put, ARGS(I(sitting), I(n), I(id), I(points))))
                        return false;
                paper += len + (paper[len] == ',');
        }
        return true;
}

bool training__apply_start(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &sitting_put, ARGS(I(a->subject.id), I(act_int(a, "exam")), T(act_text(a, "rule")), T(act_text(a, "actor")), T(act_text(a, "seed")),
                                            I(act_int(a, "bank")), T(at), T(act_text(a, "deadline")), I(act_int(a, "pass")), I(act_int(a, "total")))) &&
               paper_write(w, a->subject.id, act_text(a, "paper"));
}

bool training__apply_save(struct db_write *w, const struct act *a)
{
        for (size_t i = 0; i < a->n; i++) {
                int64_t n;

                if (a->fields[i].name[0] == 'q' && text_int(a->fields[i].name + 1, 1, 150, &n) && a->fields[i].value &&
                    !db_run(w, &paper_answer, ARGS(I(a->subject.id), I(n), T(a->fields[i].value))))
                        return false;
        }
        return true;
}

bool training__apply_submit(struct db_write *w, const struct act *a)
{
        return training__apply_save(w, a) &&
               db_run(w, &sitting_end, ARGS(I(a->subject.id), T(act_text(a, "ended")), I(act_int(a, "mark")), I(act_bool(a, "passed"))));
}

bool training__apply_appeal(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &sitting_appeal, ARGS(I(a->subject.id), T(act_text(a, "reason")), T(at)));
}

bool training__apply_recheck(struct db_write *w, const struct act *a)
{
        return db_run(w, &sitting_answer, ARGS(I(a->subject.id), T(act_text(a, "answer")), I(act_int(a, "mark")), I(act_bool(a, "passed"))));
}

bool training__apply_plan(struct db_write *w, const struct act *a)
{
        return db_run(w, &plan_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), I(act_int(a, "year")), T(act_text(a, "title")), T(act_text(a, "content")),
                                         I(act_int(a, "hours"))));
}

bool training__apply_course(struct db_write *w, const struct act *a)
{
        return db_run(w, &course_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), I(act_int(a, "plan")), T(act_text(a, "title")), T(act_text(a, "kind")),
                                           T(act_text(a, "teacher")), T(act_text(a, "content"))));
}

bool training__apply_class(struct db_write *w, const struct act *a)
{
        return db_run(w, &class_put, ARGS(I(a->subject.id), I(act_int(a, "course")), T(act_text(a, "agency")), T(act_text(a, "title")), T(act_text(a, "kind")),
                                          T(act_text(a, "starts")), T(act_text(a, "ends")), I(act_int(a, "year")), T(act_text(a, "place")), I(act_int(a, "hours")),
                                          T(act_text(a, "trainer")), T(act_text(a, "secret")), I(act_int(a, "notice"))));
}

bool training__apply_class_cancel(struct db_write *w, const struct act *a)
{
        return db_run(w, &class_end, ARGS(I(a->subject.id), T(act_text(a, "reason"))));
}

bool training__apply_attend(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &attend_put, ARGS(I(a->subject.id), T(act_text(a, "login")), T(act_text(a, "way")), T(act_text(a, "reason")), T(act_text(a, "actor")), T(at)));
}

bool training__apply_notify(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &notice_put, ARGS(I(a->subject.id), T(act_text(a, "of")), T(act_text(a, "unit")), I(act_int(a, "year")), T(act_text(a, "rule")),
                                           T(act_text(a, "people")), T(act_text(a, "told")), T(act_text(a, "content")), T(act_text(a, "until")), T(at)));
}

bool training__apply_read(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &notice_read, ARGS(I(a->subject.id), T(at)));
}

bool training__apply_close(struct db_write *w, const struct act *a)
{
        return db_run(w, &notice_end, ARGS(I(a->subject.id), T(act_text(a, "outcome"))));
}

bool training__apply_cover(struct db_write *w, const struct act *a)
{
        return db_run(w, &cover_put, ARGS(I(a->subject.id), T(act_text(a, "login")), T(act_text(a, "of")), T(act_text(a, "kind")), T(act_text(a, "insurer")),
                                          T(act_text(a, "policy")), I(act_int(a, "sum")), T(act_text(a, "since")), T(act_text(a, "until"))));
}

bool training__apply_cover_end(struct db_write *w, const struct act *a)
{
        return db_run(w, &cover_end, ARGS(I(a->subject.id), T(act_text(a, "on"))));
}

bool training__apply_medical(struct db_write *w, const struct act *a)
{
        return db_run(w, &medical_put, ARGS(I(a->subject.id), T(act_text(a, "login")), T(act_text(a, "of")), T(act_text(a, "checked")), T(act_text(a, "class")),
                                            T(act_text(a, "next"))));
}

bool training__apply_census(struct db_write *w, const struct act *a)
{
        return db_run(w, &census_put, ARGS(I(a->subject.id), T(act_text(a, "of")), T(act_text(a, "taken")), T(act_text(a, "figures")), T(act_text(a, "note"))));
}

/* Heads of sittings are kept whole in the writer's mirror: whoever begins one is asked for the ones before. */
const struct shadow training_shadows[] = {
        { "train_question", "id", "question", &question_rows }, { "train_exam", "id", "", &exam_rows }, { "train_candidate", "exam_id,login$", "exam", &candidate_rows },
        { "train_sitting", "id", "", &sitting_rows }, { "train_paper", "sitting_id,n", "sitting", &paper_rows }, { "train_plan", "id", "", &plan_rows },
        { "train_course", "id", "", &course_rows }, { "train_class", "id", "class", &class_rows }, { "train_attend", "class_id,login$", "class", &attend_rows },
        { "train_notice", "id", "", &notice_rows }, { "train_cover", "id", "cover", &cover_rows }, { "train_medical", "id", "medical", &medical_rows },
        { "train_census", "id", "census", &census_rows },
};
const size_t training_shadows_n = sizeof training_shadows / sizeof *training_shadows;
