/* approval_inner.h - private to approval/: the run of signatures and the reads that commands, views and pages share. */
#ifndef APPROVAL_APPROVAL_INNER_H
#define APPROVAL_APPROVAL_INNER_H
#include "approval/approval.h"
#include "db/db.h"

/* ---- the run: pure (approval_run.c) ---- */
struct sign {
        int64_t place;                          /* those of one place are asked at the same time; 0: for reading only */
        const char *mode;                       /* one | all | any | read */
        const char *login, *state;              /* todo now agreed refused returned skipped; of a reader: now done */
        const char *role, *chain, *by, *at, *read;
};
struct run { struct arena *mem; struct sign *at; size_t n, room; };
#define RUN_MOST 30                             /* people in one run, readers as well */
void run_add(struct run *r, const struct sign *s);                              /* texts are not copied; NULL becomes "" */
struct sign *run_find(const struct run *r, const char *login, const char *states);      /* who signs, in one of these states "a|b"; NULL */
struct sign *run_reader(const struct run *r, const char *login);                /* to whom it was circulated; NULL */
bool run_has(const struct run *r, const char *login);                           /* signs, or has had it in his hands */
void run_open(struct run *r, int64_t place);                                    /* that place is asked; places before it stay, later ones wait */
void run_restart(struct run *r);                                                /* everybody is asked again, from the first place */
/* His yes stands; what follows is asked.  True: nobody is left, all have agreed. */
bool run_agree(struct run *r, struct sign *s);
/* Others beside or around `s`: before (s waits) or after it, at the same time among themselves. */
void run_insert(struct run *r, const struct sign *s, bool before, const char *mode, char *const *logins, size_t n, const char *by);
const char *run_waiting(const struct run *r);                                   /* logins that are asked now, separated by commas */
const char *run_json(const struct run *r);                                      /* as it stands in the act */
bool run_parse(struct arena *mem, const char *json, struct why *why, struct run *out);
const char *run_state_label(const char *state);
const char *request_state_label(const char *state);
const char *request_state_kind(const char *state);                              /* of a tag */

/* ---- requests ---- */
struct request_row { int64_t id, case_id, draft, last; const char *agency, *asker, *verb, *subject, *content, *draft_kind, *due, *state, *asked_at, *urged_at; };
struct requests { struct request_row *at; size_t n; };
bool approval__load(struct ctx *c, int64_t id, struct request_row *out);        /* refuses SUBJECT_UNKNOWN; asks nothing of scope */
bool approval__of_case(struct ctx *c, int64_t case_id, struct requests *out);   /* newest first */
bool approval__run(struct ctx *c, int64_t id, struct run *out);
/* which: waiting (for my signature), mine (I asked, not over), reading, done (I signed, read or asked); newest first, at most 200 */
bool approval__list(struct ctx *c, const char *which, struct requests *out);
struct move { int64_t id; const char *verb, *login, *to, *words; struct instant at; };
struct moves { struct move *at; size_t n; };
bool approval__moves(struct ctx *c, int64_t id, struct moves *out);             /* oldest first */

command_fn approval__ask, approval__revise, approval__withdraw, approval__read, approval__agree, approval__refuse, approval__return, approval__hand_over,
        approval__add, approval__countersign, approval__urge, approval__circulate, approval__close, approval__case_return;
apply_fn approval__apply_ask, approval__apply_move, approval__apply_revise, approval__apply_nothing, approval__apply_gate;

page_fn approval__page_desk, approval__page_one;
bool approval__may(struct ctx *c, const struct case_facts *f, const char *verb);
void approval__steps_put(struct ctx *c, struct html *h, const struct run *r, const struct request_row *q);

#endif
