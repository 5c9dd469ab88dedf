/* access.h - who may do and see what: roles and data scope, decided in this one place for web, API and CLI alike.
 *
 * A person has the roles of the account, whose widest scope reaches from the own agency and unit, and what was granted or handed over
 * besides (struct reach, org/who.h), each counting only where it reaches.  Whatever is no more is seen by who goes on in its place.
 *
 *   struct narrowing n = access_narrowing(c);
 *   QUERY(rows, "SELECT … FROM thing t WHERE (" SEES_PLACE("$1", "t.agency", "t.unit") " OR " SEES_PERSON("$2", "t.owner") ") …");
 *   db_ask(c->db, &c->why, &rows, ARGS(T(n.places), T(n.people), …));
 */
#ifndef ORG_ACCESS_H
#define ORG_ACCESS_H
#include "org/who.h"

/* Where a thing belongs: what scope is checked against. */
struct place { const char *agency, *unit; const struct names *people; /* logins to whom it is their own */ };
bool access_sees(const struct ctx *c, const struct place *p);           /* by c->who's scope */
bool access_may_see(struct ctx *c, const struct place *p);              /* refuses LOGIN, SCOPE */
bool access_may_use(struct ctx *c, const char *roles);                  /* "" any signed-in, "public", "a|b": refuses LOGIN, ROLE */
/* The same for an act that is on no case: a role that reaches only elsewhere does not count in the affairs of the own agency. */
bool access_may_act(struct ctx *c, const char *roles);
/* Has c->who this role there, and is it his to use?  What was handed over does not count on what is his own already (nobody decides on his own
 * case in another's name).  p NULL: in his own agency.  Says in who.acting by what. */
bool access_has_role_at(const struct ctx *c, const char *role, const struct place *p);
/* Has c->who a role to which the pack opens classified records (roles: classified)?  Beside the scope, never instead of it. */
bool access_sees_classified(const struct ctx *c);
/* Nouns whose acts only these roles and whoever did them may read ("question|medical", "trainer"): bound once at start. */
void access_reserve(const char *nouns, const char *roles);
/* Is a field (PACK_HIDEABLE) kept from c->who?  Only if every role that he has hides it; the public is no matter of this. */
bool access_hides(const struct ctx *c, const char *field);
/* The same by the name that a column of a view or a field of an act bears ("party_id", "reporter_phone" …). */
bool access_hides_column(const struct ctx *c, const char *name);
/* Is there any at all?  Asked first where looking for them costs something. */
bool access_hides_any(const struct ctx *c);
#define ACCESS_HIDDEN "无权查看"
/* A field's value as c->who may read it: itself, or ACCESS_HIDDEN in its place ("" stays ""). */
const char *access_shown(const struct ctx *c, const char *name, const char *value);
/* Acts that tell what is in a classified record.  Which these are is known higher up: bound once at start. */
struct act;
typedef bool access_secret_fn(struct ctx *c, const struct act *a, bool *out);
void access_secret_bind(access_secret_fn *secret);
bool access_act_secret(struct ctx *c, const struct act *a, bool *out);          /* whoever asks: for what leaves the house */
bool access_act_hidden(struct ctx *c, const struct act *a, bool *out);          /* from c->who */

/* How a list is narrowed in SQL: texts to give as parameters, compared by the macros below.  A row is seen if its place is or if it is of one
 * of the people: exactly the rows of which access_sees() says so, on both engines. */
struct narrowing {
        const char *places;             /* "" everywhere; "|bureau/|water/team1|": whole agencies and single units */
        const char *people;             /* "|li|sun|": himself and those for whom he stands in */
        const char *agencies;           /* "" all; "|bureau|water|": in which he works or sees something, for what belongs to an agency as a whole */
        /* Of the account's own roles only, as values to be equal to; "" means no narrowing on that column. */
        const char *agency, *unit, *login;
};
struct narrowing access_narrowing(const struct ctx *c);
bool access_in_agencies(const struct narrowing *n, const char *agency);         /* what SEES_AGENCY asks */
const char *access_only_agency(struct arena *mem, const struct narrowing *n);   /* the one agency there is; "" if all or several */
/* n: the parameter, "$1".  Works character by character on both engines, which LIKE does not. */
#define SEES_PLACE(n, agency, unit) "(" n " = '' OR replace(" n ", '|' || " agency " || '/|', '') <> " n \
        " OR replace(" n ", '|' || " agency " || '/' || " unit " || '|', '') <> " n ")"
#define SEES_AGENCY(n, agency) "(" n " = '' OR replace(" n ", '|' || " agency " || '|', '') <> " n ")"
#define SEES_PERSON(n, login) "(replace(" n ", '|' || " login " || '|', '') <> " n ")"
/* "login IN " PEOPLE_OF("$2"): where an index on the login is to be used; the parameter is what access_people_padded() gives. */
#define PEOPLE_WIDTH "64"
#define PEOPLE_OF(n) "(WITH RECURSIVE one(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM one WHERE (i + 1) * " PEOPLE_WIDTH " < length(" n "))" \
        " SELECT rtrim(substr(" n ", i * " PEOPLE_WIDTH " + 1, " PEOPLE_WIDTH ")) FROM one)"
const char *access_people_padded(struct arena *mem, const struct narrowing *n);

#endif
