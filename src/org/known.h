/* known.h - rows about people that the writer has read and nobody has changed since, so that not every act asks for them again.
 *
 * The journal owns the memory (ctx.known; NULL everywhere but in the writer) and forgets all of it before the next request when an act
 * on anything but a noun that stands apart (journal/command.h) was applied, when a group was rolled back, when another process wrote,
 * and after every pause.  So an act sees each suspension before it, also in its own group, and never a grant that was taken back.
 * Only what is there is kept: that somebody has no certificate is asked again each time.
 */
#ifndef ORG_KNOWN_H
#define ORG_KNOWN_H
#include "org/org.h"

/* found points into the kept memory, which lives at least as long as the request; untouched when it is not known. */
bool known_user(const struct ctx *c, const char *login, struct user *found);
void known_user_put(struct ctx *c, const struct user *u);
bool known_certificate(const struct ctx *c, const char *login, struct day day, struct certificate *found);
void known_certificate_put(struct ctx *c, struct day day, const struct certificate *k);
/* The pack in force when it was last asked for; NULL: ask. */
const struct pack *known_pack(const struct ctx *c);
void known_pack_put(struct ctx *c, const struct pack *p);

#endif
