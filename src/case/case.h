/* case.h - what others may know of cases: reads and structs, nothing that writes.
 *
 * Every read honours the data scope of c->who (org/access.h); rows a person may not see are never fetched.
 */
#ifndef CASE_CASE_H
#define CASE_CASE_H
#include "journal/command.h"
#include "journal/journal.h"
#include "law/facts.h"
#include "law/clock.h"
#include "org/org.h"
#include "ui/view.h"

/* Facts of one case, also its standing for the procedure.  Refuses SUBJECT_UNKNOWN; case_may_see() refuses SCOPE. */
bool case_facts_load(struct ctx *c, int64_t id, struct case_facts *out);
bool case_may_see(struct ctx *c, const struct case_facts *f);
/* The grade of discretion of a case (case_grade.c): base -1, units -1 (hundredths) not said, deviation "" the amount lies in it. */
struct case_grade { struct day acted_on; const char *grade; int64_t base, units; const char *deviation; };
bool case_grade_load(struct ctx *c, int64_t case_id, struct case_grade *out);
struct html;
/* A note on a page of the case where its amount leaves the grade: which one, and why.  Nothing otherwise. */
bool case_grade_put(struct ctx *c, struct html *h, int64_t case_id);
struct ui_options;
bool case_grade_options(struct ctx *c, const struct arg *g, struct ui_options *out);   /* for forms: the grades of the case that c->facts is, with their ranges */
/* Who else may see this case for now, beside scope and its own people: who was asked for advice in its review.  Bound once at start. */
typedef bool case_asked_fn(struct ctx *c, const struct case_facts *f, const char *login, bool *out);
void case_asked_bind(case_asked_fn *asked);
/* Was this person ever an officer of the case, or did he conclude or submit it?  Being replaced does not undo that. */
bool case_investigated(struct ctx *c, const struct case_facts *f, const char *login, bool *out);

/* ---- clocks of a case, running ones first by due day ---- */
struct case_clock {
        int64_t seq, ended /* 0: running */;
        const char *id, *label, *law, *who /* agency | party */;
        struct instant since;
        struct clock rule;
        bool determined;
        struct day due;
        int warn;
        int left; bool left_known;              /* working days from today */
};
struct case_clocks { struct case_clock *at; size_t n; };
bool case_clocks_load(struct ctx *c, int64_t id, struct case_clocks *out);
const struct case_clock *case_clock_find(const struct case_clocks *l, const char *clock);      /* the newest of that id; NULL */

/* ---- what may be done next, and why the rest may not ---- */
struct next_act { const struct command *command; bool may; const struct why *why /* when not */; const char *law; };
struct next_acts { struct next_act *at; size_t n; };
bool case_next(struct ctx *c, const struct case_facts *f, struct next_acts *out);       /* in the procedure's order; for c->who */
/* One verb: true if it may be done now by c->who; otherwise c->why says why not.  `mingjing why`. */
bool case_may(struct ctx *c, const struct case_facts *f, const char *verb);

/* ---- procedure as a line of stages, for the stepper ---- */
struct stage_mark { const char *id, *label; enum { STAGE_DONE, STAGE_NOW, STAGE_TODO, STAGE_LOCK, STAGE_SKIP /* gone round */ } state; struct day on; const char *note; };
struct stage_line { struct stage_mark *at; size_t n; };
bool case_stages(struct ctx *c, const struct case_facts *f, struct stage_line *out);

/* ---- what lies in the case ---- */
struct case_material { int64_t id; const char *kind, *title, *digest, *by; struct instant at; };
struct case_materials { struct case_material *at; size_t n; };
bool case_materials_load(struct ctx *c, int64_t id, struct case_materials *out);

/* May c->who read the file with this digest (it lies in a case they may see)?  title and kind (video audio photo or a material's kind)
 * come back.  Refuses SUBJECT_UNKNOWN, also for files in cases out of scope: that they exist is not told. */
bool case_file_find(struct ctx *c, const char *digest, const char **title, const char **kind);
bool case_file_known(struct ctx *c, const char *digest, bool *known);    /* is it a material of any case, also of one they may not see? */

/* Which rows of the pack's `dossier:` are not there yet: labels joined by 、; "" if all are.  c->facts is the case's. */
bool case_dossier_missing(struct ctx *c, const char **labels);

/* ---- legal review: what the desk (review/) knows of the submission at hand; bound once at start, nothing known if it is not ---- */
struct review_desk {
        size_t n, open, bad;                    /* points of the pack; not yet looked at; with something wrong */
        const char *open_names, *bad_names;     /* joined by 、 */
        const char *checks, *points;            /* JSON lists: every point with verdict, finding, provision and place; what is wrong */
};
void case_review_bind(bool (*read)(struct ctx *c, const struct case_facts *f, struct review_desk *out));
bool case_review_desk(struct ctx *c, const struct case_facts *f, struct review_desk *out);
/* May this person act as a reviewer of the case: not one who handled it (处罚法 43)?  c->facts is the case's.  Refuses RECUSAL. */
bool case_reviewer_right(struct ctx *c);
/* What lets a decision be made, newest first: passes, resolutions, exemptions. */
struct case_pass { int64_t seq, submit /* -1: none */, lapsed /* -1: stands */; const char *verb, *seen; };
struct case_passes { struct case_pass *at; size_t n; };
bool case_passes_load(struct ctx *c, int64_t id, struct case_passes *out);
/* Decisions against their review by the order of the journal, not by dates (先批后审): each() for every case that c->who sees. */
struct case_order { int64_t case_id, decide, pass /* -1 */; const char *number, *verb, *decided_on, *free; bool late /* the pass came after, or none */; };
typedef void case_order_fn(void *to, const struct case_order *o);
bool case_order_each(struct ctx *c, case_order_fn *each, void *to);

/* The next number of a kind (the pack's `numbering`) into the field, with its series and count beside it; the number is taken when the
 * act is applied.  Nothing is done where the act already takes one of that series. */
bool case_number_next(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field);

/* ---- my desk: running clocks of cases in my scope that wait for an act I may do, most urgent first ---- */
struct desk_row { int64_t case_id; const char *number, *title, *stage_label, *clock_label; struct case_clock clock; bool mine /* something I may do now */; };
struct desk { struct desk_row *at; size_t n; int overdue, soon, waiting; };
bool case_desk(struct ctx *c, struct desk *out);
/* For the job that reminds (no scope: whoever calls it is the system): running clocks that end in those days, both included; at most 2,000. */
bool case_desk_between(struct ctx *c, struct day from, struct day until, struct desk *out);

/* Labels of stored words (channels, party kinds, penalties …): from the commands' own choices. */
const char *penalties_label(struct arena *mem, const char *list);                       /* "warning,fine" -> "警告、罚款" */

/* Every file of every case, each digest once, with the first case it lies in. */
typedef void case_file_fn(void *to, const char *digest, int64_t case_id);
bool case_files_each(struct ctx *c, case_file_fn *each, void *to);

/* Further tabs of the case page, from folders that know what this one does not; bound once at start, shown after its own. */
struct page_in;
struct html;
struct case_tab { const char *id, *label; bool (*put)(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f); };
void case_tabs_bind(const struct case_tab *rows, size_t n);
/* A card on the desk beside one's own (what waits for a signature); bound once at start. */
void case_desk_card_bind(bool (*put)(struct ctx *c, struct html *h));
/* Cases of the viewer's scope that are not over, the newest first. */
bool case_recent(struct ctx *c, int64_t *ids, size_t room, size_t *n);

extern const struct command case_commands[];
extern const size_t case_commands_n;
extern const struct noun case_nouns[];
extern const size_t case_nouns_n;
extern const struct shadow case_shadows[];
extern const size_t case_shadows_n;
extern const struct view case_views[];                  /* cases, case, clocks, timeline, materials, desk, why … */
extern const size_t case_views_n;

#endif
