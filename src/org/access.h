/* access.h - who may do and see what: roles and data scope, decided in this one place for web, API and CLI alike. */
#ifndef ORG_ACCESS_H
#define ORG_ACCESS_H
#include "org/who.h"

/* Where a thing belongs: what scope is checked against. */
struct place { const char *agency, *unit; const struct names *people; /* logins to whom it is their own */ };
bool access_sees(const struct ctx *c, const struct place *p);           /* by c->who's scope */
bool access_may_see(struct ctx *c, const struct place *p);              /* refuses LOGIN, SCOPE */
bool access_may_use(struct ctx *c, const char *roles);                  /* "" any signed-in, "public", "a|b": refuses LOGIN, ROLE */
/* Has c->who a role to which the pack opens classified records (roles: classified)?  Beside the scope, never instead of it. */
bool access_sees_classified(const struct ctx *c);
/* Nouns whose acts only these roles and whoever did them may read ("question|medical", "trainer"): bound once at start. */
void access_reserve(const char *nouns, const char *roles);
/* Acts that tell what is in a classified record.  Which these are is known higher up: bound once at start. */
struct act;
typedef bool access_secret_fn(struct ctx *c, const struct act *a, bool *out);
void access_secret_bind(access_secret_fn *secret);
bool access_act_secret(struct ctx *c, const struct act *a, bool *out);          /* whoever asks: for what leaves the house */
bool access_act_hidden(struct ctx *c, const struct act *a, bool *out);          /* from c->who */
/* How a list is narrowed in SQL: $n… values to compare with; "" means no narrowing on that column. */
struct narrowing { const char *agency, *unit, *login; };
struct narrowing access_narrowing(const struct ctx *c);

#endif
