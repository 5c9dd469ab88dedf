/* secret_code.h - the code that a person without an account gets with a number, to see what became of it: progress of a case, a report, a
 * question, a correction.  80 random bits as 16 characters that are read out over the telephone without mistakes.
 *
 * Promises: only the digest need be kept, and whoever has all tables and acts cannot find the code again; what a person types is read as it
 *           was meant (small letters, spaces, O for 0, I or L for 1).
 * Never:    keep a code, log it, or compare it in a time that depends on it.
 * Example:  code = secret_code_new(mem, r->secret); request_put(mem, r, "code_digest", secret_code_digest(mem, code));
 *           request_show(mem, r, "code", code);                  (journal/command.h)
 */
#ifndef BASE_SECRET_CODE_H
#define BASE_SECRET_CODE_H
#include <stdbool.h>
#include "base/arena.h"

/* "7KQ2-M4XT-9HRB-CW3D".  secret: random of the asker's own form, from which the same form sent twice gets the same code; NULL: a new one. */
char *secret_code_new(struct arena *mem, const char *secret);
/* "sha256:…" of a code as it was made or typed; NULL if what was typed cannot be a code. */
char *secret_code_digest(struct arena *mem, const char *typed);
/* Is it the code with this digest?  In constant time; false for what cannot be a code. */
bool secret_code_right(struct arena *mem, const char *typed, const char *digest);

#endif
