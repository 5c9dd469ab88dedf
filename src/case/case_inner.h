/* case_inner.h - private to case/. */
#ifndef CASE_INNER_H
#define CASE_INNER_H
#include "base/json.h"
#include "case/case.h"
#include "law/benchmark.h"

struct place case__place(struct ctx *c, const struct case_facts *f, struct names *people);      /* where it belongs, for org/access.h */
/* The ledger in the viewer's scope (case_ledger.c): one page, newest first.  before -1: from the newest. */
struct ledger_wish { const char *stage, *words; int64_t before, limit; bool uncounted; };
struct ledger { int64_t *ids; size_t n; int64_t total; };
bool case__ledger(struct ctx *c, const struct ledger_wish *w, struct ledger *out);
/* "id IN " IDS_OF("$1"), the parameter as case__ids_padded() makes it. */
#define IDS_OF(n) "(WITH RECURSIVE one(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM one WHERE (i + 1) * 20 < length(" n "))" \
        " SELECT CAST(rtrim(substr(" n ", i * 20 + 1, 20)) AS BIGINT) FROM one)"
const char *case__ids_padded(struct arena *mem, const int64_t *ids, size_t n);

struct matter case__matter(const struct case_facts *f);
bool case__env(struct ctx *c, struct case_facts *f);    /* fills matter and standing.env as of c->now */
bool case__rule_read(struct ctx *c, const char *json, struct case_clock *k);
/* Fills in what its stored rule says: rule, the day if it could not be known before, and what is left of it. */
bool case__clock_complete(struct ctx *c, const char *rule, struct case_clock *k);

/* case_noun.c */
bool case__before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
bool case__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
apply_fn case__apply;
/* The arguments as they came, under their own names, except secrets. */
void case__put_args(struct draft *d, const struct args *a);
void case__paper(struct draft *d, const char *title);    /* the act is also a paper of the case, under this title */

/* case_public.c: what everybody may read of a decision, masked by rule: party_public, facts_public, facts_masks */
bool case__put_public(struct ctx *c, struct draft *d, const char *party_kind, const char *party, const char *facts);

/* case_clocks.c: the clocks that an act starts and ends, as fields of the act */
bool case__clocks_put(struct ctx *c, const struct case_facts *f, const char *verb, flags_t flags, struct draft *d);
bool case__clocks_stop(struct ctx *c, const struct case_facts *f, struct stop stop, struct draft *d);   /* days not counted in running clocks of the agency */

/* case_number.c: next in a series; the number is taken when the act is applied */
bool case__number(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field);

/* case_told.c: what earlier acts say */
struct told { struct names penalties; int64_t confiscation /* fen; -1: none */; };
bool case__told(struct ctx *c, struct told *out);       /* by the newest notice */
bool case__last_done(struct ctx *c, const char *verb, struct day *out);        /* the day of the newest paper of this verb; DAY_NONE */
/* Refuses TOO_EARLY_DATE: what `field` says happened before `what` was done. */
bool case__not_before(struct ctx *c, struct day on, const char *field, const char *verb, const char *what);
/* Was this person ever an officer of the case, or did he conclude or submit it?  Being replaced does not undo that. */
bool case__investigated(struct ctx *c, const char *login, bool *out);

/* case_review.c: the review that a decision on a catalogued matter rests on, as nothing was changed since.  Refuses REVIEW_MISSING. */
bool case__pass_stands(struct ctx *c, int64_t *pass);

/* case_rules.c: pure */
/* The kinds of penalty and the confiscation were told to the party and are those that review saw; the two lightest kinds always may. */
bool rule_as_told(const struct told *told, const struct names *intended, const char *penalties, int64_t confiscation, struct why *why);
/* base: fen, what a fine by share is a share of (造价、合同价款); -1 when not known.  建设工程质量管理条例 57: 1 % to 2 % of the price. */
bool rule_fine_range(const struct pack_item *item, const char *party_kind, int64_t base, int64_t fine, struct why *why);
/* The statutory range in fen for this kind of party; fine: of a share the base is asked for only if there is one. */
bool rule_statutory(const struct pack_item *item, const char *party_kind, int64_t base, int64_t fine, struct fen_range *out, struct why *why);
bool rule_fine_not_raised(int64_t noticed, int64_t fine, const char *field, struct why *why);
bool rule_reviewed_fine(bool catalogued, int64_t reviewed, int64_t fine, struct why *why);
bool rule_summary_limit(const struct pack *p, const char *party_kind, int64_t fine, const struct pack_item *item, struct why *why);
bool rule_limitation(struct day act_ended, struct day discovered, bool endangers, struct why *why);    /* 处罚法 36 */
bool rule_age(struct day birth, struct day act, struct why *why);                                       /* 处罚法 30 */
bool rule_party_id(const char *kind, const char *id, struct why *why);
bool rule_in_window(const struct case_clock *k, struct day on, const char *what, struct why *why);
bool rule_hearing_lead(const struct calendar *cal, const struct clock *lead, struct day hearing, struct day told, struct why *why);
bool rule_points_answered(json_t *points, json_t *answers, struct why *why);
/* fine and surcharge due on a day, less what has been paid.  Each part bears the surcharge of the days it was late (72: 3 % a day), so
 * paying in parts makes nothing cheaper. */
int64_t rule_part_surcharge(int64_t amount, const struct case_clock *pay, struct day on);
struct owed { int64_t fine, surcharge, paid, rest; int64_t days; };
struct owed rule_owed(const struct case_facts *f, const struct case_clock *pay, struct day on);

bool case__view_deviations(struct ctx *c, const struct args *a, struct table *t);
extern apply_fn case__apply_grade;       /* case_grade.c */
extern apply_fn case__apply_nothing, case__apply_register, case__apply_material;

#endif
