/* blobs_orphans.h - stored files that nothing refers to. */
#ifndef CLI_BLOBS_ORPHANS_H
#define CLI_BLOBS_ORPHANS_H
#include "base/ctx.h"
#include "blob/blob.h"

struct orphans {
        struct ctx *c;                  /* a site to read */
        struct blobs *store;
        struct instant before;          /* only what was last put before that moment */
        bool remove;
        blob_found_fn *found;           /* gets this struct; may be NULL */
        void *to;
        struct blob_count n;            /* what was found (and removed) */
        struct referred *known;            /* its own */
};
bool orphans_sweep(struct orphans *o);  /* false: the reason is in c->why, and nothing more was removed */

#define ORPHAN_DAYS 7                   /* age in days below which nothing is an orphan yet: its form may still be open */
#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define AGE_ROUNDING_MS 5000            /* some storage servers round times up to the second: "0 days" means everything */
#endif
