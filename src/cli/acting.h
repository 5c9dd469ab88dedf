/* acting.h - a site opened to act, at a prompt: journal, and the store that files given as @path go into. */
#ifndef CLI_ACTING_H
#define CLI_ACTING_H
#include "cli/cli.h"
#include "journal/journal.h"

struct blobs;
struct acting { struct cli *x; struct journal *journal; struct blobs *blobs; const char *url, *blobs_option; };
/* Loads the pack in force and starts the writer.  blobs: folder of files, or NULL for the usual place. */
bool acting_open(struct cli *x, const char *url, const char *blobs, struct acting *out);
void acting_close(struct acting *a);
/* Sets pairs, subject and n of a request whose verb is set: the pair named like the verb's noun is the subject; @path becomes the
 * digest of the stored file (files) or the file's text (secrets). */
bool acting_request(struct acting *a, const struct pair *pairs, size_t n, struct request *r);
/* Says where the keys of agencies and officers lie: beside the site's own. */
void keys_place(struct arena *mem, const char *url);
bool acting_store(struct acting *a);    /* opens the store, where there is one: blobs stays NULL where no folder is named */
/* Prepares where the command wants it, and submits.  False if not done: why in the answer. */
bool acting_submit(struct acting *a, struct request *r, struct answer *out);
const struct arg *command_arg_named(const struct command *k, const char *name); /* NULL if it has none */
const char *answer_json(struct arena *mem, const struct request *r, const struct answer *a);

#endif
