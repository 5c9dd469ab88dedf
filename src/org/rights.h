/* rights.h - grants and delegations: what somebody has beside the roles of the account.
 *
 * A grant is given by the security administrator: a role and how far it reaches, also over agencies and units picked one by one.  A delegation is
 * handed over by whoever is away, for some days, to another of the same agency; it reaches as far as the role does for him, ends by itself, and
 * cannot be handed on.  Neither changes what the law keeps apart: pack `separations` and `personal` (docs/packs.md).
 *
 *   struct grants l;
 *   if (grants_of(c, "li", &l)) …        all of them, newest first; grant_state() says which hold
 */
#ifndef ORG_RIGHTS_H
#define ORG_RIGHTS_H
#include "org/org.h"

struct grant { int64_t id; const char *login, *role, *scope; struct names agencies, units; const char *away; struct day since, until /* DAY_NONE: open */;
               const char *reason, *by; struct instant at; const char *ended /* RFC 3339 or "" */, *ended_by, *ended_why; };
struct grants { struct grant *at; size_t n; };
bool grants_of(struct ctx *c, const char *login, struct grants *out);           /* whose it is; "" everybody's, newest first */
bool grants_from(struct ctx *c, const char *away, struct grants *out);          /* what he has handed over, newest first */
bool grant_load(struct ctx *c, int64_t id, struct grant *out);                  /* refuses SUBJECT_UNKNOWN */
enum grant_state { GRANT_COMING, GRANT_HOLDS, GRANT_OVER, GRANT_ENDED };
enum grant_state grant_state(const struct grant *g, struct day on);
const char *grant_state_label(enum grant_state s);
/* "本机构及下级机构（执法一大队）": where a reach sees, in words; for pages. */
const char *reach_words(struct ctx *c, const struct reach *x);
const char *scope_label(enum scope s);                                          /* 本人 本机构 本机构及下级机构 本机关 本辖区 */

/* What of it holds at c->now becomes who.more, and the roles join who.roles (org_read.c). */
bool rights_reaches(struct ctx *c, struct who *w);

/* May `login` have these roles (of the account, separated by commas) beside what else he has?  Refuses ROLES_APART naming the rule.  login ""
 * or unknown: somebody new. */
bool rights_roles_fit(struct ctx *c, const char *login, const char *roles, const char *field);
/* May c->who change roles?  The security administrator; the system administrator as long as there is none.  Refuses RIGHTS_SECURITY. */
bool rights_may_grant(struct ctx *c);
/* Nobody gives himself roles.  before, after: separated by commas.  Refuses SELF_GRANT. */
bool rights_not_self(struct ctx *c, const char *login, const char *before, const char *after);

#endif
