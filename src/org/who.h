/* who.h - the person behind a request: one row of the users' table with everything that access rules ask. */
#ifndef ORG_WHO_H
#define ORG_WHO_H
#include "base/ctx.h"
#include "law/pack.h"

/* What somebody has beside the roles of the account: one grant or one delegation (org/rights.h) that holds at ctx.now.  The role counts where
 * the reach sees, and nowhere else: whoever leads one unit for a week leads no other. */
struct reach {
        int64_t grant;                          /* the act */
        const char *role;
        enum scope scope;                       /* measured from agency and unit */
        const char *agency, *unit;
        struct names agencies, units;           /* besides: these whole agencies, these units */
        const char *person;                     /* whose own things are seen as one's own: the login, or that of who is away */
        const char *away, *away_name;           /* for whom he stands in; "" for nobody */
};
struct who {
        const char *login, *name;
        const char *agency, *unit;              /* pack ids */
        struct names roles;                     /* pack ids: officer, head … : all, those of `more` too */
        enum scope scope;                       /* the widest of the account's own roles */
        bool certified;                         /* holds a valid certificate at ctx.now */
        const char *certificate;                /* its number, "" if none */
        const struct reach *more; size_t n_more;        /* own grants first, then delegations */
        size_t n_own;                           /* so many of `roles` are the account's own; they stand first */
        const struct reach **acting;            /* what the act at hand is done by; it holds NULL for the account's own roles.  NULL: nobody asks */
};
bool who_has_role(const struct who *w, const char *role);
bool who_has_any(const struct who *w, const struct names *roles);

#endif
