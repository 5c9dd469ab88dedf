/* review_inner.h - private to review/: rows, rules and reads that commands, views and pages of the reviewing bodies share. */
#ifndef REVIEW_REVIEW_INNER_H
#define REVIEW_REVIEW_INNER_H
#include "review/review.h"

/* ---- seats ---- */

struct seat {
        int64_t id, contract;
        const char *agency, *body, *login, *seat, *firm, *instrument, *exam_number, *reason;
        struct day since, until, first_on, exam_on, ended;
};
struct seats { struct seat *at; size_t n; };
bool review__seats(struct ctx *c, const char *agency /* "" all */, struct seats *out);          /* all that ever were, by agency, seat, since */
bool review__seats_seen(struct ctx *c, struct seats *out);              /* those of the agencies c->who sees (org/access.h) */
bool review__seat(struct ctx *c, int64_t id, struct seat *out);                                 /* refuses SUBJECT_UNKNOWN */
const char *review__seat_label(const char *seat);
bool review__votes(const char *seat);                   /* chair and members vote … */
bool review__reviews(const char *seat);                 /* … and these may review: all but the advisers */

struct contract { int64_t id, amount, persons; const char *agency, *supplier, *number, *scope; struct day since, until, ended; };
struct contracts { struct contract *at; size_t n; };
bool review__contracts(struct ctx *c, const char *agency, struct contracts *out);
bool review__contracts_seen(struct ctx *c, struct contracts *out);

/* ---- rules: pure ---- */

bool review__in_term(struct day since, struct day until, struct day ended, struct day on);
/* 处罚法 58(2): who first reviewed on or after that day needs the legal profession qualification, held when reviewing. */
bool review__exam_missing(const struct seat *s, struct day exam_from, struct day on);
enum fitness { FIT, FIT_NO_SEAT, FIT_NOT_YET, FIT_OVER, FIT_NO_EXAM };
enum fitness review__fitness(const struct seat *s, const struct pack_body *b, struct day on);
int review__needed(int officers, int percent);          /* rounded up: 63 officers at 5 % need 4 */
bool review__reaches(int n, int of, struct pack_share share);                   /* at least that share */
bool review__exceeds(int n, int of, struct pack_share share);                   /* more than that share */

struct count { int entitled, present, in_favour, against, abstained; };
enum outcome { OUTCOME_PASS, OUTCOME_RETURN, OUTCOME_NO_QUORUM };
enum outcome review__outcome(const struct count *k, const struct pack_body *b);
const char *review__outcome_name(enum outcome o);       /* pass return no_quorum */
const char *review__outcome_label(const char *name);
const char *review__share_words(struct arena *mem, struct pack_share s);        /* 三分之二 */

/* ---- recusals, advice ---- */

struct recusal { int64_t id, case_id; const char *login, *asked_by, *asker, *reason, *state, *decided_by, *answer; struct instant asked_at, decided_at; };
struct recusals { struct recusal *at; size_t n; };
/* db: c->db where the case is the subject or named by the act, else the connection that has everything. */
bool review__recusals(struct ctx *c, struct db *db, int64_t case_id, struct recusals *out);
bool review__recused(const struct recusals *l, const char *login);

struct advice { int64_t id, case_id, submit; const char *agency, *login, *asked_by, *question, *conclusion, *opinion; struct day due;
                struct instant asked_at, answered_at; };
struct advices { struct advice *at; size_t n; };
bool review__advice_of(struct ctx *c, int64_t case_id, struct advices *out);
bool review__advice_list(struct ctx *c, struct advices *out);  /* of c->who's agency, or those that c->who was asked; newest first */

bool review__advice_mine(struct ctx *c, struct advices *out);  /* what c->who was asked */

/* ---- meetings ---- */

struct meeting {
        int64_t id, voters, voters_present;
        const char *agency, *body, *place, *called_by, *note, *state, *chair, *guests, *absent, *minutes;
        struct names present;
        struct instant starts, opened_at, closed_at;
};
struct meetings { struct meeting *at; size_t n; };
struct agenda_row { int64_t case_id, submit; const char *title, *handlers /* members who have handled the case */; };
struct agenda { struct agenda_row *at; size_t n; };
struct vote { int64_t id, case_id; const char *login, *vote, *reason; };
struct votes { struct vote *at; size_t n; };
struct result { int64_t meeting_id, case_id, submit; const char *result, *facts; };
struct results { struct result *at; size_t n; };
bool review__meeting(struct ctx *c, int64_t id, struct meeting *out);          /* refuses SUBJECT_UNKNOWN */
/* Chair, members and secretary of the body, and posts that lead, review or supervise.  Refuses SCOPE, ROLE. */
bool review__sees_meetings(struct ctx *c, const char *agency);
bool review__meetings(struct ctx *c, struct meetings *out);                    /* of c->who's agency, newest first */
bool review__agenda(struct ctx *c, int64_t meeting, struct agenda *out);
bool review__votes_of(struct ctx *c, int64_t meeting, struct votes *out);
bool review__results_of(struct ctx *c, int64_t meeting, struct results *out);
bool review__result(struct ctx *c, int64_t case_id, int64_t submit, struct result *out, bool *found);   /* the newest on what was sent then */
const char *review__state_label(const char *state);

/* Who may vote on a case at a meeting, how many of them are there, and who stands aside because he is recused or has handled it. */
struct voters { const char **at; size_t n; int present; const char **aside; size_t n_aside; };
bool review__voters(struct ctx *c, const struct meeting *m, const struct agenda_row *row, struct voters *out);
/* The fields that a held meeting adds to the act which passes or returns the case, as JSON: what its minutes say. */
const char *review__minutes(struct ctx *c, const struct meeting *m, const char *minutes, const struct agenda_row *row, const struct votes *votes,
                            const struct voters *v, const struct count *k, enum outcome o);
bool review__minutes_put(struct ctx *c, const char *facts, struct draft *d);

/* Chair and secretary run the meetings of their body.  Refuses NOT_MEMBER. */
bool review__runs_meetings(struct ctx *c, const char *agency, const struct pack_body *b);

/* ---- ratio ---- */

struct ratio { const char *agency; const struct pack_body *body; struct day on; int officers, needed, reviewers, purchased, missing; };
struct ratios { struct ratio *at; size_t n; };
/* Reviewers on that day: people with a seat that reviews, in term and qualified; and those whom contracts provide. */
void review__count(const struct seats *l, const struct contracts *k, const struct pack_body *b, const char *agency, struct day on, struct ratio *out);
/* Of the agencies in c->who's scope (or one), at the end of each of so many months up to that day. */
bool review__ratios(struct ctx *c, const char *agency, struct day on, int months, struct ratios *out);

/* ---- register ---- */

#define REVIEW_STAFF "duty|officer|team_leader|head|reviewer|committee|editor|cashier|archivist|supervisor|admin"
#define REVIEW_SOON 60                  /* days before the end of a term from which it is announced */
/* ok:在任, warn:60 天内届满, bad:没有资格 … as a tag of that day; NULL: nothing to say */
const char *review__seat_state(struct arena *mem, const struct seat *s, const struct pack_body *b, struct day on);
const char *review__exam_words(struct arena *mem, const struct seat *s, const struct pack_body *b);

/* ---- pages ---- */

extern page_fn review__show_meetings, review__show_meeting;
bool review__probe(struct ctx *c, const char *verb);    /* may c->who begin this verb at all? */

/* ---- applying ---- */

extern apply_fn review__apply_appoint, review__apply_qualify, review__apply_leave, review__apply_contract, review__apply_contract_end,
        review__apply_ask_recusal, review__apply_decide_recusal, review__apply_ask, review__apply_advise, review__apply_call,
        review__apply_open, review__apply_vote, review__apply_close, review__apply_cancel;
extern command_fn review__appoint, review__qualify, review__leave, review__contract, review__contract_end, review__ask_recusal,
        review__decide_recusal, review__ask, review__advise, review__call, review__open, review__vote, review__close, review__cancel;
void review__put_args(struct draft *d, const struct args *a);
/* The body of an agency; refuses where the pack has none. */
bool review__body(struct ctx *c, const char *agency, const struct pack_body **out);

/* Rows that grow. */
#define REVIEW_MORE(mem, l, room) do { \
        if ((l)->n == (room)) { \
                (l)->at = arena_grow((mem), (l)->at, (room) * sizeof *(l)->at, (2 * (room) + 16) * sizeof *(l)->at); \
                (room) = 2 * (room) + 16; \
        } \
} while (0)

#endif
