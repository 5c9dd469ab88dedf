/* reading.h - a site opened to read, at a prompt: connection, who is looking, the pack in force. */
#ifndef CLI_READING_H
#define CLI_READING_H
#include "cli/cli.h"
#include "db/db.h"
#include "journal/journal.h"

struct reading { struct ctx c; struct site site; };
/* login NULL: the public.  now: --now if given, otherwise this moment.  False with words in x->why.  Close in either case. */
bool reading_open(struct cli *x, const char *login, struct reading *out);
/* The same without a pack, for what looks at the log alone: also where the pack in force is none that this program would take. */
bool reading_log(struct cli *x, struct reading *out);
void reading_close(struct cli *x, struct reading *r);   /* carries c.why over to x->why when it says something */

/* Keys to trust: those given with --key; otherwise the site's own, beside the database. */
bool keys_trusted(struct cli *x, const char ***out, size_t *n);

/* Pages, packages and checks say under which keys heads are signed: the keys of this site, once. */
bool keys_show(struct cli *x);

#endif
