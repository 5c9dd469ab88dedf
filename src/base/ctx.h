/* ctx.h - what every request carries: who, when, memory, a database it cannot write, the rules, and why not.
 *
 * Rules and pages get everything from here; none of them reads a clock, the environment or a file.
 * Owner: the request loop makes one per request and frees mem afterwards.
 */
#ifndef BASE_CTX_H
#define BASE_CTX_H
#include "base/arena.h"
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

struct db;                      /* db/db.h: read side only */
struct blobs;                   /* blob/blob.h */
struct pack;                    /* law/pack.h */
struct who;                     /* org/who.h: NULL for the public */

/* Memory of the writer that outlives one request, and what org/known.h put there.  The journal empties it (top NULL) whenever rows about
 * people or packs may have changed. */
struct known { struct arena *mem; void *top; };

struct ctx {
        struct arena *mem;
        struct why why;
        struct instant now;
        struct db *db;
        struct db *log;         /* where the journal's own tables are, if not in db: see journal/mirror.h; NULL: in db */
        struct blobs *blobs;    /* files under their digest; NULL where none are read (the writer) */
        const struct pack *pack;
        const struct who *who;
        struct known *known;    /* NULL everywhere but in the writer */
        const void *facts;      /* of the subject at hand, loaded by its noun (law/facts.h for cases); NULL otherwise */
        bool test_clock;        /* the site was started with --now: demos and stories only */
};

#endif
