/* desk_inner.h - private to the desk: rows and reads that its commands, views and pages share. */
#ifndef REVIEW_DESK_INNER_H
#define REVIEW_DESK_INNER_H
#include "review/desk.h"

struct submission { int64_t submit, case_id, closed /* -1: open */; const char *agency, *unit, *sent_by, *reviewer, *result, *closed_by;
                    struct instant sent_at, closed_at; };
struct submissions { struct submission *at; size_t n; };
bool desk__submissions(struct ctx *c, int64_t case_id, struct submissions *out);       /* of a case, oldest first */
bool desk__queue(struct ctx *c, bool open, struct submissions *out);                   /* in c->who's scope; open: those that wait, else the newest closed ones */
const struct submission *desk__current(const struct submissions *l);                   /* the newest; NULL: none */
const char *desk__result_label(const char *result);

/* Points of the pack with their verdicts: n is the pack's; verdict "" where nobody has looked yet. */
struct point { const char *label, *verdict, *finding, *law, *title, *place, *by; int64_t material, seq; struct instant at; };
struct points { struct point *at; size_t n, open, bad; };
bool desk__points(struct ctx *c, int64_t case_id, int64_t submit, struct points *out);
const char *desk__verdict_label(const char *verdict);
const char *desk__point_line(struct arena *mem, const struct point *p);                /* as it stands in the opinion */

struct stand_in { int64_t id; const char *agency, *away, *stand_in, *reason; struct day since, until, ended; };
struct stand_ins { struct stand_in *at; size_t n; };
bool desk__stand_ins(struct ctx *c, struct stand_ins *out);                            /* all, oldest first */
bool desk__stands(const struct stand_in *s, struct day on);
const struct stand_in *desk__away(const struct stand_ins *l, const char *login, struct day on);        /* who stands in for him; NULL: he is there */

/* desk_rules.c */
/* "all", "3", "1-4,6": numbers from 1 to n as a list without doubles; false if it is none of these. */
bool desk__numbers(struct arena *mem, const char *text, const struct points *points, struct names *out);
/* May c->who do this submission's work: taken by himself, by nobody, or by somebody he stands in for today?  Refuses REVIEW_OTHER. */
bool desk__may_act(struct ctx *c, const struct submission *s, const char **instead_of /* "" : in his own name */);

/* desk_file.c: what lies in the file, recordings among the papers, by number.  What is classified keeps its number and loses its name. */
bool desk__files(struct ctx *c, int64_t case_id, struct case_materials *out);

/* desk_versions.c: what changed from one submission to the next */
struct difference { const char *kind /* 事实 材料 文稿 */, *what, *before, *after; };
struct differences { struct difference *at; size_t n; };
bool desk__differences(struct ctx *c, const struct case_facts *f, int64_t from, int64_t to, struct differences *out);

/* desk_duty.c: who is responsible for what, what each saw and signed (V7) */
struct duty_row { const char *role, *name, *login, *for_what, *verb, *signature; int64_t seq, saw_from, saw_to; const char *seen; struct instant at; };
struct duty_rows { struct duty_row *at; size_t n; };
bool desk__duties(struct ctx *c, const struct case_facts *f, struct duty_rows *out);

extern command_fn desk__check, desk__take, desk__delegate, desk__delegate_end;
extern apply_fn desk__apply_nothing, desk__apply_check, desk__apply_take, desk__apply_delegate, desk__apply_delegate_end, desk__apply_case;
bool desk__before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
bool desk__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
page_fn desk__page_queue, desk__page_review, desk__page_compare, desk__page_duty;

#define DESK_MORE(mem, l, room) do { \
        if ((l)->n == (room)) { \
                (l)->at = arena_grow((mem), (l)->at, (room) * sizeof *(l)->at, (2 * (room) + 16) * sizeof *(l)->at); \
                (room) = 2 * (room) + 16; \
        } \
} while (0)

#endif
