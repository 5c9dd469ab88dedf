/* session.h - signing in.  A session is itself an act (session.open, session.close); only the digest of its token is kept. */
#ifndef ORG_SESSION_H
#define ORG_SESSION_H
#include "org/org.h"

#define SESSION_HOURS 12

/* Slow by design (Argon2id): call it on a request thread, never in the writer.  Refuses PASSWORD, LOCKED_OUT, ACTOR_DISABLED. */
bool session_check_password(struct ctx *c, const char *login, const char *password);
char *session_token_new(struct arena *mem);
const char *session_token_digest(struct arena *mem, const char *token);
bool session_who(struct ctx *c, const char *token, const char **login);        /* refuses LOGIN */
bool session_id(struct ctx *c, const char *token, int64_t *id);                /* the subject of session.close; refuses LOGIN */
char *secret_make(struct arena *mem, const char *password);                    /* Argon2id, with its own salt and parameters */

#endif
