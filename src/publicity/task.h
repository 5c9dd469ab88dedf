/* task.h - what must be published by when, who is told as the day comes near, and how long a record stays.
 *
 * The pack says which act makes something that must be published (disclosure: tasks:); the noun row "*" sees every act and puts what it opens,
 * enters, ends or leaves void into the act itself, so that the tables follow from the acts.  Day and rule stand in the act: they do not move
 * when pack or calendar change.
 * Legal basis: 国办发〔2018〕118号 二（六）; 处罚法 48; 信用修复管理办法.
 */
#ifndef PUBLICITY_TASK_H
#define PUBLICITY_TASK_H
#include "db/db.h"
#include "journal/job.h"
#include "org/org.h"
#include "publicity/publicity.h"
#include "ui/ui.h"

struct disclosure {
        int64_t cause, subject, entry /* disclosure.enter; -1 */, done_seq /* -1: not over */;
        const char *task, *noun, *agency, *unit, *label, *title, *verb, *law, *state /* open entered done waived lapsed */;
        const char *entered_by, *checked_by, *carrier, *note;
        struct instant since;
        struct clock rule;
        struct day due /* DAY_NONE: undetermined */, alarm, opened_on, done_on;
        int left; bool left_known;              /* working days to the nearer of alarm and due */
        const struct pack_rung *rung;           /* the last one reached; NULL: none, or over */
};
struct disclosures { struct disclosure *at; size_t n; int64_t total; };
/* agency, unit "" any; state: "" all, open (open or entered), late (open, and the last day is over), done; month "2026-11": of the last day. */
struct disclosure_wish { const char *places /* narrowing (org/access.h); NULL everywhere */, *agency, *state, *task, *month; int64_t skip, limit; };
bool disclosures_find(struct ctx *c, const struct disclosure_wish *w, struct disclosures *out);        /* open ones by day, others newest first */
bool disclosure_load(struct ctx *c, int64_t cause, const char *task, struct disclosure *out);          /* refuses SUBJECT_UNKNOWN */
bool disclosure_by_entry(struct ctx *c, int64_t entry, struct disclosure *out);
bool disclosure_told(const struct ctx *c, const struct disclosure *d); /* is it at a rung at which this person is told? */
const char *disclosure_roles(struct arena *mem, const struct pack *p, const struct pack_rung *rung);   /* "公示核对员、大队长" */
/* Where it is done now: button and address; false if there is nothing to do, or not for this person. */
bool disclosure_action(struct ctx *c, const struct disclosure *d, const char **label, const char **url);

/* An agency's month: what was to be published by then. */
struct lateness { const char *agency, *month; int64_t on_time, late, days_late /* working days, of those done late */, overdue /* not done yet */; };
struct latenesses { struct lateness *at; size_t n; };
bool lateness_load(struct ctx *c, const char *agency, const char *year /* "" all */, struct latenesses *out);   /* of the tasks c->who sees; newest month first */

/* ---- how long it stays ---- */
struct period {
        int64_t case_id, release_seq, ended_seq /* -1 */;
        const char *class, *label, *law, *number, *agency, *agency_name;
        struct day decided_on, least, until;
        bool repair;
};
bool period_load(struct ctx *c, int64_t case_id, struct period *out, bool *found);

/* Private to the folder. */
apply_fn task__apply, task__apply_enter, task__apply_check, task__apply_waive, task__apply_warn, period__apply_end, repair__apply_ask, repair__apply_answer;
prepare_fn task__prepare, task__prepare_check;
command_fn task__enter, task__check, task__waive, task__warn;
bool task__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
bool period__put(struct ctx *c, struct draft *d);       /* on publish.release: class and days into the act; refuses where a reason is wanted */
command_fn period__end, repair__ask, repair__grant, repair__refuse;
prepare_fn repair__prepare;
job_fn period__due, task__warnings;
page_fn task__page_list, task__page_all, task__page_one, task__page_lateness, task__page_repairs;
const char *task__url(struct arena *mem, const struct disclosure *d);
const char *task__thing_url(struct arena *mem, const struct disclosure *d);     /* what is to be published; NULL */
const char *task__state(const char *state);               /* 未完成 … */
void task__done(const struct page_in *in, struct html *h);
void task__due(struct ctx *c, const struct disclosure *d, struct ui_due *out);

void task_rules_put(struct ctx *c, struct html *h);      /* for anyone: by which rules agencies publish, and how long */
bool task_desk_card(struct ctx *c, struct html *h);     /* those this person is told of, most urgent first */
extern const struct command task_commands[]; extern const size_t task_commands_n;
extern const struct noun task_nouns[]; extern const size_t task_nouns_n;
extern const struct shadow task_shadows[]; extern const size_t task_shadows_n;
extern const struct view task_views[]; extern const size_t task_views_n;
extern const struct page task_pages[]; extern const size_t task_pages_n;
extern const struct job task_jobs[]; extern const size_t task_jobs_n;

#endif
