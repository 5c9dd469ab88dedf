/* session.h - signing in.  A session is itself an act (session.open, session.close); only the digest of its token is kept.
 *
 * The rules (how many tries, how long a session lives, after how long without a request it is over) are the pack's (law/pack.h, pack_signin),
 * changed within bounds by the security administrator (session_rules.c).
 * Legal: GB/T 22239 8.1.4.1（身份鉴别）. */
#ifndef ORG_SESSION_H
#define ORG_SESSION_H
#include "org/org.h"

/* Those in force: the pack's, and over them what the security administrator has set (parameters signin_…).  Asks the database: lives in c->mem. */
const struct pack_signin *session_rules(const struct ctx *c);
/* The pack's own word where nobody has set a parameter, as it would stand in an act; NULL: it is no rule of signing in. */
const char *session_rule_of_pack(struct arena *mem, const struct pack *p, const char *name);

/* Slow by design (Argon2id): call these on a request thread, never in the writer. */
bool session_check_password(struct ctx *c, const char *login, const char *password);   /* the whole try; refuses PASSWORD, LOCKED_OUT, ACTOR_DISABLED */
bool secret_right(const char *secret, const char *password);                   /* as much work for "" as for a real one; then false */
int64_t secret_count(void);                                                     /* how often secret_right() was asked in this process: for the figures */
char *secret_make(struct arena *mem, const char *password);                    /* Argon2id, with its own salt and parameters */

/* One try, counted by account and by address, in this process only.  Between open and end everything is checked that there is to check: a
 * password that was right does not forget the wrong codes before it. */
struct session_try { const char *login, *address; /* NULL: not counted */ struct instant unlocked; /* what was wrong before that is forgotten */ };
bool session_try_open(struct ctx *c, const struct session_try *t);             /* refuses LOCKED_OUT */
void session_try_end(struct ctx *c, const struct session_try *t, bool good);

char *session_token_new(struct arena *mem);
const char *session_token_digest(struct arena *mem, const char *token);
/* Refuse LOGIN: unknown, ended, over its time, or without a request for longer than the pack allows (counted by each server for itself). */
bool session_who(struct ctx *c, const char *token, const char **login);
bool session_id(struct ctx *c, const char *token, int64_t *id);                /* the subject of session.close */
bool session_whose(struct ctx *c, const char *token, int64_t *id, const char **login);

struct session { int64_t id; const char *login, *name; struct instant opened, until; };
struct sessions { struct session *at; size_t n; };
bool sessions_open(struct ctx *c, const char *login /* "" everybody's */, struct sessions *out);       /* newest first */

/* Accounts that are enabled and have not signed in since a day (SEC-07); last 0: never. */
struct login_last { const char *login, *name, *agency, *unit; struct instant last; };
struct logins_last { struct login_last *at; size_t n; };
bool logins_stale(struct ctx *c, struct instant before, struct logins_last *out);

extern apply_fn org_apply_user_password;                /* for what sets a password besides user.password (signin/) */

#endif
