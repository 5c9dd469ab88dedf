/* training_read.c - rows of training as structs.  The only reader of train_* tables beside training_register.c; decides nothing. */
#include "training/training_inner.h"
#include <string.h>

#define QUESTION "SELECT q.id, q.act, q.agency, q.subject, q.kind, q.stem, q.options, q.answer, q.basis, q.withdrawn FROM train_question q"
#define EXAM "SELECT e.id, e.rule, e.title, e.agency, e.opens, e.closes, e.cancelled FROM train_exam e"
#define SITTING "SELECT id, exam_id, rule, login, seed, bank, started, deadline, ended, mark, passed, pass, total, appeal, appealed, answer FROM train_sitting"
#define CLASS "SELECT k.id, k.course_id, k.agency, k.title, k.kind, k.starts, k.ends, k.year, k.place, k.hours, k.trainer, k.secret, k.notice_id, k.cancelled," \
        " (SELECT count(*) FROM train_attend a WHERE a.class_id = k.id) FROM train_class k"
#define NOTICE "SELECT id, agency, unit, year, rule, people, told, content, until, at, read_at, closed FROM train_notice"

QUERY(questions_get, QUESTION " WHERE ($1 = '' OR q.agency = $1) AND ($2 = '' OR q.subject = $2) AND ($3 = '' OR q.kind = $3) AND ($4 = '' OR q.stem LIKE $4)"
      " AND ($5 = 1 OR q.withdrawn = 0) ORDER BY q.subject, q.kind, q.id LIMIT 5000");
QUERY(bank_get, "SELECT id FROM train_question WHERE agency = $1 AND subject = $2 AND kind = $3 AND act < $4 AND (withdrawn = 0 OR withdrawn >= $4) ORDER BY id");
QUERY(exam_get, EXAM " WHERE e.id = $1");
QUERY(exams_get, EXAM " WHERE ($1 = '' OR e.agency = $1) AND ($2 = '' OR EXISTS (SELECT 1 FROM train_candidate d WHERE d.exam_id = e.id AND d.login = $2))"
      " ORDER BY e.opens DESC, e.id DESC LIMIT 200");
QUERY(candidates_get, "SELECT login FROM train_candidate WHERE exam_id = $1 ORDER BY login");
QUERY(candidate_get, "SELECT 1 FROM train_candidate WHERE exam_id = $1 AND login = $2");
QUERY(sitting_get, SITTING " WHERE id = $1");
QUERY(sittings_get, SITTING " WHERE ($1 = 0 OR exam_id = $1) AND ($2 = '' OR login = $2) AND ($3 = '' OR rule = $3) AND ($4 = 0 OR ended = '')"
      " ORDER BY started DESC, id DESC LIMIT 5000");
QUERY(paper_get, "SELECT n, question_id, points, answer FROM train_paper WHERE sitting_id = $1 ORDER BY n");
QUERY(sheet_get, "SELECT q.id, q.act, q.agency, q.subject, q.kind, q.stem, q.options, q.answer, q.basis, q.withdrawn, p.n, p.question_id, p.points, p.answer"
      " FROM train_paper p JOIN train_question q ON q.id = p.question_id WHERE p.sitting_id = $1 ORDER BY p.n");
QUERY(class_get, CLASS " WHERE k.id = $1");
QUERY(classes_get, CLASS " WHERE ($1 = '' OR k.agency = $1) AND ($2 = 0 OR k.year = $2) ORDER BY k.starts DESC, k.id DESC LIMIT 500");
QUERY(attends_get, "SELECT class_id, login, way, reason, by, at FROM train_attend WHERE class_id = $1 ORDER BY at, login");
QUERY(attend_get, "SELECT 1 FROM train_attend WHERE class_id = $1 AND login = $2");
QUERY(course_get, "SELECT id, agency, plan_id, title, kind, teacher, content FROM train_course WHERE id = $1");
QUERY(courses_get, "SELECT id, agency, plan_id, title, kind, teacher, content FROM train_course WHERE $1 = '' OR agency = $1 ORDER BY id DESC LIMIT 500");
QUERY(plan_get, "SELECT id, agency, year, title, content, hours FROM train_plan WHERE id = $1");
QUERY(plans_get, "SELECT id, agency, year, title, content, hours FROM train_plan WHERE ($1 = '' OR agency = $1) AND ($2 = 0 OR year = $2) ORDER BY year DESC, id DESC");
QUERY(notice_get, NOTICE " WHERE id = $1");
QUERY(notices_get, NOTICE " WHERE ($1 = '' OR agency = $1) AND ($2 = '' OR told = $2) ORDER BY id DESC LIMIT 500");
QUERY(lessons_get, "SELECT k.id, k.hours, k.title, k.kind, a.way, k.starts FROM train_attend a JOIN train_class k ON k.id = a.class_id"
      " WHERE a.login = $1 AND k.year = $2 AND k.cancelled = '' ORDER BY k.starts");

/* One list: grows, and `put` fills the next row. */
#define LIST(type, mem, r, put, out) do { \
        size_t room_ = 0; \
        memset((out), 0, sizeof *(out)); \
        while (db_next(r)) { \
                if ((out)->n == room_) { \
                        (out)->at = arena_grow((mem), (out)->at, room_ * sizeof(struct type), (2 * room_ + 32) * sizeof(struct type)); \
                        room_ = 2 * room_ + 32; \
                } \
                put((mem), (r), &(out)->at[(out)->n++]); \
        } \
} while (0)

static bool one_of(struct ctx *c, struct rows *r, bool found, const char *what, int64_t id)
{
        return db_done(r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%s %lld", what, (long long)id));
}

/* ---- questions ---- */

static void question_of(struct arena *mem, const struct rows *r, struct question *q)
{
        *q = (struct question){ .id = db_int(r, 0), .act = db_int(r, 1), .agency = db_text_in(mem, r, 2), .subject = db_text_in(mem, r, 3), .kind = db_text_in(mem, r, 4),
                .stem = db_text_in(mem, r, 5), .options = db_text_in(mem, r, 6), .answer = db_text_in(mem, r, 7), .basis = db_text_in(mem, r, 8), .withdrawn = db_int(r, 9) };
}

bool training__questions(struct ctx *c, const struct question_wish *w, struct questions *out)
{
        const char *words = *w->words ? text_make(c->mem, "%%%s%%", text_replace(c->mem, text_replace(c->mem, w->words, "%", ""), "_", "")) : "";
        struct rows r = db_ask(ctx_log(c), &c->why, &questions_get, ARGS(T(w->agency), T(w->subject), T(w->kind), T(words), I(w->all)));

        LIST(question, c->mem, &r, question_of, out);
        return db_done(&r);
}

bool training__bank(struct ctx *c, const char *agency, const struct pack_part *part, int64_t bank, int64_t **ids, size_t *n)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &bank_get, ARGS(T(agency), T(part->subject), T(part->kind), I(bank)));
        size_t room = 0;

        *ids = NULL;
        *n = 0;
        while (db_next(&r)) {
                if (*n == room) {
                        *ids = arena_grow(c->mem, *ids, room * sizeof **ids, (2 * room + 256) * sizeof **ids);
                        room = 2 * room + 256;
                }
                (*ids)[(*n)++] = db_int(&r, 0);
        }
        return db_done(&r);
}

/* ---- examinations ---- */

static void exam_of(struct arena *mem, const struct rows *r, struct exam *e)
{
        *e = (struct exam){ .id = db_int(r, 0), .rule = db_text_in(mem, r, 1), .title = db_text_in(mem, r, 2), .agency = db_text_in(mem, r, 3),
                            .opens = instant_stored(db_text(r, 4)), .closes = instant_stored(db_text(r, 5)), .cancelled = db_text_in(mem, r, 6) };
}

bool training__exam(struct ctx *c, int64_t id, struct exam *out)
{
        struct rows r = db_ask(c->db, &c->why, &exam_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                exam_of(c->mem, &r, out);
        return one_of(c, &r, found, "考试", id);
}

bool training__exams(struct ctx *c, const char *agency, const char *login, struct exams *out)
{
        struct rows r = db_ask(c->db, &c->why, &exams_get, ARGS(T(agency), T(login)));

        LIST(exam, c->mem, &r, exam_of, out);
        return db_done(&r);
}

static void login_of(struct arena *mem, const struct rows *r, const char **out)
{
        *out = db_text_in(mem, r, 0);
}

bool training__candidates(struct ctx *c, int64_t exam, struct names *out)
{
        struct rows r = db_ask(c->db, &c->why, &candidates_get, ARGS(I(exam)));
        size_t room = 0;

        *out = (struct names){ 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, room * sizeof *out->at, (2 * room + 64) * sizeof *out->at);
                        room = 2 * room + 64;
                }
                login_of(c->mem, &r, &out->at[out->n++]);
        }
        return db_done(&r);
}

bool training__listed(struct ctx *c, int64_t exam, const char *login, bool *out)
{
        int64_t there;

        if (!db_one_int(c->db, &c->why, &candidate_get, ARGS(I(exam), T(login)), 0, &there))
                return false;
        *out = there;
        return true;
}

static void sitting_of(struct arena *mem, const struct rows *r, struct sitting *s)
{
        *s = (struct sitting){ .id = db_int(r, 0), .exam_id = db_int(r, 1), .rule = db_text_in(mem, r, 2), .login = db_text_in(mem, r, 3), .seed = db_text_in(mem, r, 4),
                .bank = db_int(r, 5), .started = instant_stored(db_text(r, 6)), .deadline = instant_stored(db_text(r, 7)), .ended = instant_stored(db_text(r, 8)),
                .mark = db_int(r, 9), .passed = db_int(r, 10), .pass = db_int(r, 11), .total = db_int(r, 12), .appeal = db_text_in(mem, r, 13),
                .appealed = instant_stored(db_text(r, 14)), .answer = db_text_in(mem, r, 15) };
}

bool training__sitting(struct ctx *c, int64_t id, struct sitting *out)
{
        struct rows r = db_ask(c->db, &c->why, &sitting_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                sitting_of(c->mem, &r, out);
        return one_of(c, &r, found, "试卷", id);
}

bool training__sittings(struct ctx *c, const struct sitting_wish *w, struct sittings *out)
{
        struct rows r = db_ask(c->db, &c->why, &sittings_get, ARGS(I(w->exam), T(w->login), T(w->rule), I(w->open)));

        LIST(sitting, c->mem, &r, sitting_of, out);
        return db_done(&r);
}

static void paper_of(struct arena *mem, const struct rows *r, struct sat_row *p)
{
        *p = (struct sat_row){ db_int(r, 0), db_int(r, 1), db_int(r, 2), db_text_in(mem, r, 3) };
}

bool training__paper(struct ctx *c, int64_t sitting, struct sat_rows *out)
{
        struct rows r = db_ask(c->db, &c->why, &paper_get, ARGS(I(sitting)));

        LIST(sat_row, c->mem, &r, paper_of, out);
        return db_done(&r);
}

static void sheet_of(struct arena *mem, const struct rows *r, struct sheet_row *s)
{
        question_of(mem, r, &s->q);
        s->p = (struct sat_row){ db_int(r, 10), db_int(r, 11), db_int(r, 12), db_text_in(mem, r, 13) };
}

bool training__sheet(struct ctx *c, int64_t sitting, struct sheet_rows *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &sheet_get, ARGS(I(sitting)));

        LIST(sheet_row, c->mem, &r, sheet_of, out);
        return db_done(&r);
}

/* ---- classes ---- */

static void class_of(struct arena *mem, const struct rows *r, struct class *k)
{
        *k = (struct class){ .id = db_int(r, 0), .course_id = db_int(r, 1), .agency = db_text_in(mem, r, 2), .title = db_text_in(mem, r, 3), .kind = db_text_in(mem, r, 4),
                .starts = instant_stored(db_text(r, 5)), .ends = instant_stored(db_text(r, 6)), .year = db_int(r, 7), .place = db_text_in(mem, r, 8), .hours = db_int(r, 9),
                .trainer = db_text_in(mem, r, 10), .secret = db_text_in(mem, r, 11), .notice_id = db_int(r, 12), .cancelled = db_text_in(mem, r, 13), .present = db_int(r, 14) };
}

bool training__class(struct ctx *c, int64_t id, struct class *out)
{
        struct rows r = db_ask(c->db, &c->why, &class_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                class_of(c->mem, &r, out);
        return one_of(c, &r, found, "培训班次", id);
}

bool training__classes(struct ctx *c, const char *agency, int year, struct classes *out)
{
        struct rows r = db_ask(c->db, &c->why, &classes_get, ARGS(T(agency), I(year)));

        LIST(class, c->mem, &r, class_of, out);
        return db_done(&r);
}

static void attend_of(struct arena *mem, const struct rows *r, struct attend *a)
{
        *a = (struct attend){ db_int(r, 0), db_text_in(mem, r, 1), db_text_in(mem, r, 2), db_text_in(mem, r, 3), db_text_in(mem, r, 4), instant_stored(db_text(r, 5)) };
}

bool training__attends(struct ctx *c, int64_t class_id, struct attends *out)
{
        struct rows r = db_ask(c->db, &c->why, &attends_get, ARGS(I(class_id)));

        LIST(attend, c->mem, &r, attend_of, out);
        return db_done(&r);
}

bool training__attended(struct ctx *c, int64_t class_id, const char *login, bool *out)
{
        int64_t there;

        if (!db_one_int(c->db, &c->why, &attend_get, ARGS(I(class_id), T(login)), 0, &there))
                return false;
        *out = there;
        return true;
}

static void course_of(struct arena *mem, const struct rows *r, struct course *k)
{
        *k = (struct course){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .plan_id = db_int(r, 2), .title = db_text_in(mem, r, 3), .kind = db_text_in(mem, r, 4),
                              .teacher = db_text_in(mem, r, 5), .content = db_text_in(mem, r, 6) };
}

bool training__course(struct ctx *c, int64_t id, struct course *out)
{
        struct rows r = db_ask(c->db, &c->why, &course_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                course_of(c->mem, &r, out);
        return one_of(c, &r, found, "课程", id);
}

bool training__courses(struct ctx *c, const char *agency, struct courses *out)
{
        struct rows r = db_ask(c->db, &c->why, &courses_get, ARGS(T(agency)));

        LIST(course, c->mem, &r, course_of, out);
        return db_done(&r);
}

static void plan_of(struct arena *mem, const struct rows *r, struct plan *p)
{
        *p = (struct plan){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .year = db_int(r, 2), .title = db_text_in(mem, r, 3), .content = db_text_in(mem, r, 4),
                            .hours = db_int(r, 5) };
}

bool training__plan(struct ctx *c, int64_t id, struct plan *out)
{
        struct rows r = db_ask(c->db, &c->why, &plan_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                plan_of(c->mem, &r, out);
        return one_of(c, &r, found, "培训计划", id);
}

bool training__plans(struct ctx *c, const char *agency, int year, struct plans *out)
{
        struct rows r = db_ask(c->db, &c->why, &plans_get, ARGS(T(agency), I(year)));

        LIST(plan, c->mem, &r, plan_of, out);
        return db_done(&r);
}

static void notice_of(struct arena *mem, const struct rows *r, struct notice *n)
{
        *n = (struct notice){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .unit = db_text_in(mem, r, 2), .year = db_int(r, 3), .rule = db_text_in(mem, r, 4),
                .people = db_text_in(mem, r, 5), .told = db_text_in(mem, r, 6), .content = db_text_in(mem, r, 7), .until = day_stored(db_text(r, 8)),
                .at = instant_stored(db_text(r, 9)), .read_at = instant_stored(db_text(r, 10)), .closed = db_text_in(mem, r, 11) };
}

bool training__notice(struct ctx *c, int64_t id, struct notice *out)
{
        struct rows r = db_ask(c->db, &c->why, &notice_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                notice_of(c->mem, &r, out);
        return one_of(c, &r, found, "学时通知", id);
}

bool training__notices(struct ctx *c, const char *agency, const char *told, struct notices *out)
{
        struct rows r = db_ask(c->db, &c->why, &notices_get, ARGS(T(agency), T(told)));

        LIST(notice, c->mem, &r, notice_of, out);
        return db_done(&r);
}

static void lesson_of(struct arena *mem, const struct rows *r, struct lesson *l)
{
        *l = (struct lesson){ db_int(r, 0), db_int(r, 1), db_text_in(mem, r, 2), db_text_in(mem, r, 3), db_text_in(mem, r, 4), instant_stored(db_text(r, 5)) };
}

bool training__lessons(struct ctx *c, const char *login, int year, struct lessons *out)
{
        struct rows r = db_ask(c->db, &c->why, &lessons_get, ARGS(T(login), I(year)));

        LIST(lesson, c->mem, &r, lesson_of, out);
        return db_done(&r);
}

bool training__hours(struct ctx *c, const char *login, int year, const struct names *kinds, int64_t *out)
{
        struct lessons l;

        if (!training__lessons(c, login, year, &l))
                return false;
        *out = 0;
        for (size_t i = 0; i < l.n; i++)
                if (!kinds->n || names_have(kinds, l.at[i].kind))
                        *out += l.at[i].hours;
        return true;
}
