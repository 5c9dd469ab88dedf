/* form_token.h - a form for people without an account: signed by this site, with its time, and a small task that costs a machine more than a
 * person.  Pure but for the secret that is set once; no cookie, no third party, nothing kept.
 *
 * The task: either a number that makes SHA-256("token:number") begin with FORM_WORK zero bits (a script finds it while the form is filled in),
 * or the answer to a sum in words, for everybody else.  One token files one act: its key is the act's idempotency key.
 */
#ifndef WEB_FORM_TOKEN_H
#define WEB_FORM_TOKEN_H
#include "base/text.h"
#include "base/why.h"

#define FORM_WORK 16                                    /* bits: some 65,000 hashes */
#define FORM_MS (INT64_C(4) * 3600 * 1000)              /* how long a form may lie open */

void form_secret_set(const char *secret);               /* of the site, so that all its servers know each other's forms; once, at start */
const char *form_token_new(struct arena *mem, const char *what, int64_t now_ms);
/* Refuses FORM_TOKEN: not ours, for something else, too old.  key: random that belongs to this form alone. */
bool form_token_read(struct arena *mem, const char *token, const char *what, int64_t now_ms, const char **key, struct why *why);
/* "三十七加五等于多少" and whether what was typed is the answer, in figures or in words. */
const char *form_question(struct arena *mem, const char *key);
bool form_answer_right(struct arena *mem, const char *key, const char *typed);
bool form_work_right(struct arena *mem, const char *token, const char *number);

#endif
