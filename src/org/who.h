/* who.h - the person behind a request: one row of the users' table with everything that access rules ask. */
#ifndef ORG_WHO_H
#define ORG_WHO_H
#include "base/ctx.h"
#include "law/pack.h"

struct who {
        const char *login, *name;
        const char *agency, *unit;              /* pack ids */
        struct names roles;                     /* pack ids: officer, head … */
        enum scope scope;                       /* the widest of the roles */
        bool certified;                         /* holds a valid certificate at ctx.now */
        const char *certificate;                /* its number, "" if none */
};
bool who_has_role(const struct who *w, const char *role);
bool who_has_any(const struct who *w, const struct names *roles);

#endif
