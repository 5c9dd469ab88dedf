/* site.h - making a site, for init, demo and stories. */
#ifndef CLI_SITE_H
#define CLI_SITE_H
#include "base/hash.h"
#include "cli/cli.h"

struct blobs;
struct pack;
struct site_plan { const char *url, *pack_dir, *origin; enum hash_kind hash; struct instant now; };
bool site_make(struct cli *x, const struct site_plan *plan);            /* refuses PACK_BROKEN, SITE_EXISTS */
bool site_pack_read(struct cli *x, const char *dir, struct pack **out);      /* findings go to standard error; refuses PACK_BROKEN */
struct instant moment_now(void);

/* The files of a site: where --blobs (option, or NULL), $MINGJING_BLOBS or the database says.  NULL: the reason is in why. */
char *site_store_where(struct arena *mem, const char *url, const char *option, struct why *why);
struct blobs *site_store(struct arena *mem, const char *url, const char *option, enum hash_kind hash, struct why *why);

#endif
