/* complaint_inner.h - private to complaint/: rows as structs, who may see them, the promises, labels of stored words. */
#ifndef COMPLAINT_COMPLAINT_INNER_H
#define COMPLAINT_COMPLAINT_INNER_H
#include "complaint/complaint.h"

#define HANDLERS "duty|officer|team_leader|head|supervisor"     /* who may have a report in hand at all */
#define FILES_MAX 5

struct complaint {
        int64_t id, case_id;
        const char *number, *kind, *channel, *facts, *place, *about, *happened;
        bool anonymous;
        const char *reporter_name, *reporter_phone, *reporter_address;
        const char *state, *agency, *unit, *owner, *first_agency, *first_unit, *before_move, *to_agency, *to_unit, *to_outside, *answer;
        struct instant filed, answered;
};
struct question {
        int64_t id;
        const char *number, *topic, *question, *asker_name, *asker_phone, *agency, *unit, *state, *answer, *public_question, *public_answer;
        bool agreed;
        struct instant asked, answered;
};
struct ask_clock { int64_t seq, ended; const char *step, *label, *rule; enum clock_unit unit; int warn; struct day due;
                   struct instant ended_at; };
struct ask_clocks { struct ask_clock *at; size_t n; };
struct ask_file { int64_t n; const char *digest, *type, *state, *finding; };
struct ask_files { struct ask_file *at; size_t n; };

/* Reads, from c->db; refuse SUBJECT_UNKNOWN. */
bool complaint__load(struct ctx *c, int64_t id, struct complaint *out);
bool question__load(struct ctx *c, int64_t id, struct question *out);
bool complaint__clocks(struct ctx *c, int64_t subject, struct ask_clocks *out);         /* running first */
bool complaint__files(struct ctx *c, int64_t complaint, struct ask_files *out);
bool complaint__by_digest(struct ctx *c, const char *digest, struct ask_file *out, int64_t *complaint, bool *found);   /* the first report it came with */

/* Who: roles, the data scope, and what is about officers only for those who supervise them.  Refuse SCOPE. */
bool complaint__may_see(struct ctx *c, const struct complaint *k);
bool complaint__sees(struct ctx *c, const struct complaint *k);         /* the same without a refusal */
bool complaint__handles(const struct ctx *c, const struct complaint *k);        /* may also know who reported it */
bool question__may_see(struct ctx *c, const struct question *q);

struct complaint_wish { const char *state, *kind, *unit, *q; bool due; int64_t limit; };
struct complaints { struct complaint *at; struct ask_clock *next /* the running clock; seq 0: none */; size_t n; };
bool complaint__list(struct ctx *c, const struct complaint_wish *w, struct complaints *out);    /* newest first */
struct questions { struct question *at; struct ask_clock *next; size_t n; };
bool question__list(struct ctx *c, const char *state, int64_t limit, struct questions *out);
bool question__published(struct ctx *c, int64_t limit, struct questions *out);          /* newest answer first */

struct progress_code { int64_t id, case_id; const char *holder; struct instant at; };
bool progress__of_case(struct ctx *c, int64_t case_id, struct progress_code *out, bool *found);         /* the one that counts */
bool progress__by_digest(struct ctx *c, const char *digest, struct progress_code *out, bool *found);
bool complaint__of_case(struct ctx *c, int64_t case_id, struct complaints *out);

/* The number of the day into `field`, its series and count beside it. */
bool complaint__number_put(struct ctx *c, const char *prefix, struct draft *d);
/* What is promised from now on: STEP_due, STEP_label, STEP_rule, STEP_unit, STEP_warn; nothing where the pack promises nothing. */
void complaint__promise_put(struct ctx *c, const char *step, const char *kind, struct draft *d);
void complaint__code_put(struct ctx *c, struct request *r);             /* in prepare(): the code for the asker, its digest for the act */

const char *complaint__place(const struct pack *p, const char *agency, const char *unit);
const char *complaint__kind(const char *kind);          /* 违法行为 */
const char *complaint__channel(const char *channel);    /* 网上 */
const char *complaint__state(const char *state);        /* 已收到 */
const char *complaint__tone(const char *state);         /* of its tag: info ok warn bad note */
/* What an act on a report or question says to the person who filed it; title NULL: nothing. */
struct followed_step complaint__told(struct ctx *c, const struct act *a);

apply_fn complaint__apply_code, complaint__apply_nothing;
apply_fn complaint__apply_file, complaint__apply_state, complaint__apply_received, complaint__apply_link, complaint__apply_release, question__apply_ask,
        question__apply_answer, progress__apply_code;
command_fn complaint__do_file, complaint__release, question__ask, question__answer, progress__code;
prepare_fn complaint__prepare_file, question__prepare, progress__prepare;
extern const struct arg complaint__file_args[], complaint__release_args[], question__ask_args[], question__answer_args[], progress__code_args[];

#endif
