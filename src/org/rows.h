/* rows.h - do the rows that decide what somebody may do still say what the log says?
 *
 * An account's roles, whether it is enabled, the hash of its password, and its grants stand in tables that whoever administers the database could
 * change.  Each of them came from acts, and the log is bound together by SM3 and signed (journal verify finds a changed act); so what the acts on
 * an account and on a grant say is made anew and compared with the rows.  Asked at each sign-in, and for everybody by a job.
 *
 *   const char *wrong;
 *   if (!rows_hold(c, "li", &wrong)) return false;          "" or "岗位：表里是 officer,head，日志里是 officer"
 *
 * Where somebody belongs (agency, unit) also changes by acts of reorganisation, and widens nothing that a role does not give: `rebuild --check`
 * compares it with all other tables.  Legal: GB/T 39786 8.4（访问控制信息的完整性）; GB/T 22239 8.1.4.7. */
#ifndef ORG_ROWS_H
#define ORG_ROWS_H
#include "org/org.h"

/* For readers; not in the writer.  *wrong "" when all agree, also for actors that are no users.  False: reading failed. */
bool rows_hold(struct ctx *c, const char *login, const char **wrong);
/* Whoever's rows do not hold does not come in, by whichever door (web/entry.c, web/login.c after the identity is proven).  Refuses ROWS_DIFFER. */
bool rows_right(struct ctx *c, const char *login);
prepare_fn rows_session_prepare;                /* the same at the prompt */
/* Everybody whose rows do not: in the order of logins; also a grant whose act there is not. */
struct row_wrong { const char *login, *words; };
struct rows_wrong { struct row_wrong *at; size_t n; };
bool rows_check(struct ctx *c, struct rows_wrong *out);

#endif
