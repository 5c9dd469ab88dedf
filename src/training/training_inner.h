/* training_inner.h - private to training/: rules without a database, rows as structs, what tables of commands and pages name. */
#ifndef TRAINING_TRAINING_INNER_H
#define TRAINING_TRAINING_INNER_H
#include "db/db.h"
#include "law/training.h"
#include "org/org.h"
#include "training/training.h"
#include "ui/ui.h"

#define TRAINERS "trainer"
#define KEEPERS "trainer|head|supervisor"       /* who may look at everybody's results and hours */
#define LOOK_BEFORE_MINUTES 30                  /* attendance opens so long before a class begins */

/* ---- rules (exam_rules.c): pure ---- */
/* `count` of the n ids, in an order that the seed and the part's name decide: the same for ever.  False if there are fewer. */
bool exam__draw(struct arena *mem, const char *seed, const char *part, const int64_t *ids, size_t n, size_t count, int64_t *out);
/* An answer as people write it ("c, a", "AC", "对") as it is kept ("A,C"); NULL if it is none for so many options. */
const char *exam__answer(struct arena *mem, const char *kind, const char *typed, size_t options);
bool exam__right(const char *given, const char *key);   /* all of it or nothing */
/* One line of an import: 科目|题型|题干|选项；选项|答案|依据.  wrong: what is wrong with it, in words. */
struct question_line { const char *subject, *kind, *stem, *options /* JSON */, *answer, *basis; };
bool exam__line(struct arena *mem, const struct pack *p, const char *line, struct question_line *out, const char **wrong);
const char *exam__options_json(struct arena *mem, char **at, size_t n);
struct names exam__options(struct arena *mem, const char *json);
/* The code of attendance of a class in the stretch of time that `at` lies in; and whether one that was read may still be used. */
const char *class__code(struct arena *mem, const char *secret, int64_t class_id, struct instant at, int seconds);
bool class__code_right(struct arena *mem, const char *typed, const char *secret, int64_t class_id, struct instant at, int seconds);

/* ---- rows (training_read.c) ---- */
struct question { int64_t id, act, withdrawn; const char *agency, *subject, *kind, *stem, *options, *answer, *basis; };
struct questions { struct question *at; size_t n; };
struct question_wish { const char *agency, *subject, *kind, *words; bool all /* withdrawn ones too */; };
bool training__questions(struct ctx *c, const struct question_wish *w, struct questions *out);
/* Ids that a paper of that agency may be drawn from, ascending, as the bank stood before act `bank`. */
bool training__bank(struct ctx *c, const char *agency, const struct pack_part *part, int64_t bank, int64_t **ids, size_t *n);

struct exam { int64_t id; const char *rule, *title, *agency, *cancelled; struct instant opens, closes; };
struct exams { struct exam *at; size_t n; };
bool training__exam(struct ctx *c, int64_t id, struct exam *out);       /* refuses SUBJECT_UNKNOWN */
bool training__exams(struct ctx *c, const char *agency, const char *login /* listed for it; "" all */, struct exams *out);
bool training__candidates(struct ctx *c, int64_t exam, struct names *out);
bool training__listed(struct ctx *c, int64_t exam, const char *login, bool *out);

struct sitting { int64_t id, exam_id, bank, mark, pass, total; const char *rule, *login, *seed, *appeal, *answer; struct instant started, deadline, ended, appealed; bool passed; };
struct sittings { struct sitting *at; size_t n; };
struct sitting_wish { int64_t exam /* 0: any */; const char *login, *rule /* "" any */; bool open /* only those that are sat */; };
bool training__sitting(struct ctx *c, int64_t id, struct sitting *out);
bool training__sittings(struct ctx *c, const struct sitting_wish *w, struct sittings *out);     /* newest first */
struct sat_row { int64_t n, question_id, points; const char *given; };
struct sat_rows { struct sat_row *at; size_t n; };
bool training__paper(struct ctx *c, int64_t sitting, struct sat_rows *out);
/* The same with the questions; from the connection that has all. */
struct sheet_row { struct sat_row p; struct question q; };
struct sheet_rows { struct sheet_row *at; size_t n; };
bool training__sheet(struct ctx *c, int64_t sitting, struct sheet_rows *out);

struct class { int64_t id, course_id, hours, year, notice_id; const char *agency, *title, *kind, *place, *trainer, *secret, *cancelled; struct instant starts, ends; int64_t present; };
struct classes { struct class *at; size_t n; };
bool training__class(struct ctx *c, int64_t id, struct class *out);
bool training__classes(struct ctx *c, const char *agency, int year, struct classes *out);
struct attend { int64_t class_id; const char *login, *way, *reason, *by; struct instant at; };
struct attends { struct attend *at; size_t n; };
bool training__attends(struct ctx *c, int64_t class_id, struct attends *out);
bool training__attended(struct ctx *c, int64_t class_id, const char *login, bool *out);
struct course { int64_t id, plan_id; const char *agency, *title, *kind, *teacher, *content; };
struct courses { struct course *at; size_t n; };
bool training__course(struct ctx *c, int64_t id, struct course *out);
bool training__courses(struct ctx *c, const char *agency, struct courses *out);
struct plan { int64_t id, year, hours; const char *agency, *title, *content; };
struct plans { struct plan *at; size_t n; };
bool training__plans(struct ctx *c, const char *agency, int year, struct plans *out);
bool training__plan(struct ctx *c, int64_t id, struct plan *out);
struct notice { int64_t id, year; const char *agency, *unit, *rule, *people, *told, *content, *closed; struct day until; struct instant at, read_at; };
struct notices { struct notice *at; size_t n; };
bool training__notice(struct ctx *c, int64_t id, struct notice *out);
bool training__notices(struct ctx *c, const char *agency, const char *told, struct notices *out);
/* Hours of one person in a year, of courses of these kinds (empty: all). */
bool training__hours(struct ctx *c, const char *login, int year, const struct names *kinds, int64_t *out);
struct lesson { int64_t class_id, hours; const char *title, *kind, *way; struct instant starts; };
struct lessons { struct lesson *at; size_t n; };
bool training__lessons(struct ctx *c, const char *login, int year, struct lessons *out);

struct cover { int64_t id, sum; const char *login, *kind, *insurer, *policy; struct day since, until, ended; };
struct covers { struct cover *at; size_t n; };
bool training__covers(struct ctx *c, const char *agency, const char *login, struct covers *out);
bool training__cover(struct ctx *c, int64_t id, struct cover *out);
struct medical { int64_t id; const char *login, *class; struct day checked, next; };
struct medicals { struct medical *at; size_t n; };
bool training__medicals(struct ctx *c, const char *agency, const char *login, struct medicals *out);
struct census { int64_t id; const char *agency, *figures, *note; struct day taken; };
struct censuses { struct census *at; size_t n; };
bool training__censuses(struct ctx *c, const char *agency, struct censuses *out);

/* ---- who is short of hours (training_short.c) ---- */
struct short_row { const struct pack_hours *rule; const char *agency, *unit, *login, *name; int64_t hours, missing; };
struct short_rows { struct short_row *at; size_t n; int64_t people, missing /* people who are short */; };
bool training__short(struct ctx *c, const char *agency, int year, const char *login /* "" all */, struct short_rows *out);

/* ---- shared by commands and pages ---- */
const char *training__scope(const struct ctx *c);       /* the agency that c->who may look at; "" all */
bool training__may_look(const struct ctx *c, const char *agency);
const char *training__kind(const char *kind);           /* 单选题 … */
const char *training__course_kind(struct arena *mem, const char *kind);
const char *training__place(const struct pack *p, const char *agency, const char *unit);
int training__year(const struct ctx *c);
void training__put(struct draft *d, const struct args *a);
const char *training__qr(struct arena *mem, const char *text);
bool training__census_figures(struct ctx *c, const char *agency, const char **json);

/* ---- pages (training_pages.c) ---- */
/* A flush card with a view as a table; what: labels of the view's columns that are not shown ("login|law"). */
struct listed { const char *title, *note, *view; const struct pair *pairs; size_t n; const char *hide, *tags, *link, *link_to, *link_base, *sub, *empty, *empty_when; };
bool training__list(struct ctx *c, struct html *h, const struct listed *l);
/* A button to the form of a command, if this person may do it. */
bool training__button(struct ctx *c, const char *verb, int64_t subject, const char *more, const char *back, const char *icon, struct ui_button *out);
const char *training__address(struct ctx *c, const char *path);         /* with the site's name; the path alone if it has none */
bool training__keeper(const struct ctx *c);
/* page_begin_desk(), and what was just done. */
void training__begin(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f);
/* The query as a view takes it: without what a form adds on the way back, without empty boxes. */
struct pair *training__query(struct ctx *c, const struct page_in *in, size_t *n);

command_fn exam__question_add, exam__question_import, exam__question_withdraw, exam__plan, exam__enrol, exam__cancel, exam__start, exam__save, exam__submit,
        exam__appeal, exam__recheck, class__plan_make, class__course_add, class__plan, class__cancel, class__attend, class__enter, class__notify, class__read,
        class__close, register__cover_add, register__cover_end, register__medical_add, register__census;
prepare_fn exam__import_prepare, exam__plan_prepare, exam__start_prepare, exam__submit_prepare, class__plan_prepare, register__census_prepare;
widen_fn exam__widen;
apply_fn training__apply_question, training__apply_import, training__apply_withdraw, training__apply_exam, training__apply_enrol, training__apply_exam_cancel,
        training__apply_start, training__apply_save, training__apply_submit, training__apply_appeal, training__apply_recheck, training__apply_plan,
        training__apply_course, training__apply_class, training__apply_class_cancel, training__apply_attend, training__apply_notify, training__apply_read,
        training__apply_close, training__apply_cover, training__apply_cover_end, training__apply_medical, training__apply_census;
page_fn training__page_me, training__page_exams, training__page_exam, training__page_bank, training__page_sitting, training__page_training,
        training__page_class, training__page_code, training__page_attend, training__page_notice, training__page_shortfall, training__page_officers, training__page_officer, training__page_card,
        training__page_register, training__page_census;
view_fn training__view_questions, training__view_exams, training__view_results, training__view_my_exams, training__view_papers, training__view_certificates, training__view_classes,
        training__view_attendance, training__view_hours, training__view_shortfall, training__view_notices, training__view_covers, training__view_medicals,
        training__view_census, training__view_plans;

#endif
