/* dock_folder.h - the files below a folder that others write into: which there are, which are complete, opened without following links.
 *
 * Promises: nothing outside the folder is ever opened, whatever is in it (links, names with .., devices, pipes); a file counts as complete once
 *           it was closed after writing or moved in, or was the same over two looks; what changes while it is read is read again later.
 * Names:    bytes, as the file system has them.  Hidden files, links and what is no file are passed over and counted.
 */
#ifndef CLI_DOCK_FOLDER_H
#define CLI_DOCK_FOLDER_H
#include <stdint.h>
#include "base/why.h"

struct folder;
struct folder_file { const char *path /* relative, lives until the next look */; int64_t size, changed /* ns */, dev, ino; bool complete, done; };

/* watch: be told of what happens (folder_wait).  NULL + fail(). */
struct folder *folder_open(const char *dir, bool watch, struct why *why);
void folder_close(struct folder *f);                    /* NULL is fine */
/* Looks at everything again.  at_once: everything counts as complete (nobody writes any more). */
bool folder_look(struct folder *f, bool at_once, struct why *why);
size_t folder_count(const struct folder *f);
struct folder_file *folder_file(struct folder *f, size_t i);           /* in the order of their paths */
size_t folder_passed_over(const struct folder *f);
/* A regular file of it, for reading; -1 with fail() if it is gone or no longer one. */
int folder_read(struct folder *f, const char *path, struct why *why);
bool folder_same(const struct folder_file *e, int fd);  /* is that still the file that was looked at? */
int folder_fd(const struct folder *f);                  /* of the folder itself */
/* Until something happens in it, that many milliseconds have passed, or `stop` (a signalfd, or -1) has something to say: then *stopped. */
bool folder_wait(struct folder *f, int ms, int stop, bool *stopped, struct why *why);

#endif
