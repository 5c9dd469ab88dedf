/* attempt.h - the log of signing in: each sign-in, each failed try, each second factor that was wrong, each session that was ended by others,
 * with source address and device.  Failed tries are no acts (a stranger could fill the journal); they stand in org_attempt.  What a person who is
 * signed in tried to do and was refused, and which personal data they looked at, stands beside it in org_trace.  Rows are added and never changed;
 * no screen can shorten the tables.  Both are sealed day by day (src/audit), and rows that have been kept long enough go by the act audit.expire.
 *
 * Promises: noting never waits for a disk; a thread writes what was noted a moment later; what would not fit meanwhile is counted and
 *           the number is written.  Beside the journal, so `rebuild` leaves it alone.
 * Never:    keep a password, a code or a token; keep the name that was typed when nobody is called so (people type passwords there).
 * Example:  attempt_note(&(struct attempt){ c->now, login, address, agent, "password", "wrong" });
 * Legal:    GB/T 22239 8.1.4.3（安全审计）；网络安全法 21（三）.
 */
#ifndef ORG_ATTEMPT_H
#define ORG_ATTEMPT_H
#include "base/ctx.h"

struct attempt {
        struct instant at;
        const char *login, *address, *device;   /* device: what the browser says of itself */
        const char *kind;       /* password code recovery certificate oidc ldap again session; of a trace: act look */
        const char *result;     /* ok wrong locked disabled replay down ended refused; of a trace: shown, or the refusal's code */
        const char *what, *subject;     /* of a trace: the verb or the page, and "case/12"; NULL: it is a sign-in */
};
void attempt_note(const struct attempt *a);             /* any thread; copies; nothing happens before attempts_open() */
const char *attempt_masked(struct arena *mem, const char *typed);      /* "z***": what is kept of a name that nobody has */

/* One process serves one site.  url: the database, written over a connection of its own. */
void attempts_open(const char *url);
void attempts_flush(void);                              /* what was noted before is in the table when this returns, unless the disk refused */
void attempts_close(void);                              /* flushes */

/* A day of both tables in the order of their ids, for a seal; what was not yet written is not in it. */
bool attempts_digest(struct ctx *c, struct day on, int64_t *rows, const char **digest /* sm3:… */);
bool attempts_oldest(struct ctx *c, struct instant *at);        /* .ms 0: there are none */
struct db_write;
bool attempts_expire(struct db_write *w, const char *before);   /* for an apply function: rows before this instant go */

/* What a person was let to open while one request was answered: the shared checks say it (access_may_see, case_may_see …) on the request's own
 * ctx, not on a copy that only tries, so that no page can forget it; the first that names its subject counts.  Between look_begin() and the
 * answer, in the thread that answers; look_open() is NULL where nothing was opened, "" where nobody said what. */
void look_begin(const struct ctx *c);
void look_let(const struct ctx *c, const char *noun /* "" unnamed */, int64_t id);
const char *look_open(const struct ctx *c);

struct attempts { struct attempt *at; size_t n; };
struct trace_wish { const char *login, *kind, *what; struct instant since, until; int64_t limit; };     /* "" and 0: any */
bool traces_find(struct ctx *c, const struct trace_wish *w, struct attempts *out);              /* newest first */

struct attempt_wish { const char *login, *result; struct instant since; int64_t limit; };      /* "" and 0: any */
bool attempts_find(struct ctx *c, const struct attempt_wish *w, struct attempts *out);          /* newest first */

#endif
