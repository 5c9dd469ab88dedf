/* audit_inner.h - private to the folder. */
#ifndef AUDIT_AUDIT_INNER_H
#define AUDIT_AUDIT_INNER_H
#include "base/ctx.h"

#define ACTOR_BLOCK 1024        /* acts: a complete node of the tree, level 10 */

/* May this actor be found among acts [block * ACTOR_BLOCK, …)?  out false: certainly not.  The newest block, which still grows: always true.
 * fresh: how many blocks may still be read for the first time; one is taken off for each that is, and when none is left it becomes -1 and out
 * says nothing. */
bool audit__actor_seen(struct ctx *c, int64_t block, const char *actor, int64_t *fresh, bool *out);

#endif
