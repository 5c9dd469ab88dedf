/* case_inner.h - private to case/. */
#ifndef CASE_INNER_H
#define CASE_INNER_H
#include "base/json.h"
#include "case/case.h"

struct matter case__matter(const struct case_facts *f);
bool case__env(struct ctx *c, struct case_facts *f);    /* fills matter and standing.env as of c->now */
bool case__rule_read(struct ctx *c, const char *json, struct case_clock *k);

/* case_noun.c */
bool case__before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
bool case__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
apply_fn case__apply;
/* The arguments as they came, under their own names, except secrets. */
void case__put_args(struct draft *d, const struct args *a);
void case__paper(struct draft *d, const char *title);    /* the act is also a paper of the case, under this title */

/* case_clocks.c: the clocks that an act starts and ends, as fields of the act */
bool case__clocks_put(struct ctx *c, const struct case_facts *f, const char *verb, flags_t flags, struct draft *d);
bool case__clocks_stop(struct ctx *c, const struct case_facts *f, struct stop stop, struct draft *d);   /* days not counted in running clocks of the agency */

/* case_number.c: next in a series; the number is taken when the act is applied */
bool case__number(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field);

/* case_rules.c: pure */
bool rule_fine_range(const struct pack_item *item, const char *party_kind, int64_t fine, struct why *why);
bool rule_fine_not_raised(int64_t noticed, int64_t fine, const char *field, struct why *why);
bool rule_reviewed_fine(bool catalogued, int64_t reviewed, int64_t fine, struct why *why);
bool rule_summary_limit(const struct pack *p, const char *party_kind, int64_t fine, const struct pack_item *item, struct why *why);
bool rule_limitation(struct day act_ended, struct day discovered, bool endangers, struct why *why);    /* 处罚法 36 */
bool rule_age(struct day birth, struct day act, struct why *why);                                       /* 处罚法 30 */
bool rule_party_id(const char *kind, const char *id, struct why *why);
bool rule_in_window(const struct case_clock *k, struct day on, const char *what, struct why *why);
bool rule_hearing_lead(const struct calendar *cal, const struct clock *lead, struct day hearing, struct day told, struct why *why);
bool rule_recording_labels(const char *taken_at, const char *place, const char *collector, const char *proves, struct why *why);
bool rule_points_answered(json_t *points, json_t *answers, struct why *why);
/* fine and surcharge due on a day, less what has been paid */
struct owed { int64_t fine, surcharge, paid, rest; int64_t days; };
struct owed rule_owed(const struct case_facts *f, const struct case_clock *pay, struct day on);

extern apply_fn case__apply_nothing, case__apply_register, case__apply_recording, case__apply_material;

#endif
