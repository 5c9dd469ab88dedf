/* dock_folder.h - the files below a folder that others write into: which there are, which are complete, opened without following links.
 *
 * Promises: nothing outside the folder is ever opened, whatever is in it (links, names with .., devices, pipes); a file counts as complete once
 *           it was closed after writing or moved in, or stayed the same for a while; what somebody still has open for writing, as far as the
 *           system tells, or changes while it is read, is left for a later look.
 * Names:    bytes, as the file system has them.  Hidden files, half-done copies (.part, .tmp), links and what is no file are passed over and counted.
 */
#ifndef CLI_DOCK_FOLDER_H
#define CLI_DOCK_FOLDER_H
#include <stdint.h>
#include "base/why.h"

struct folder;
struct folder_file { const char *path /* relative, lives until the next look */; int64_t size, changed /* ns */, dev, ino, since /* ms: the same from then on */; bool complete, done; };

/* watch: be told of what happens (folder_wait).  NULL + fail(). */
struct folder *folder_open(const char *dir, bool watch, struct why *why);
void folder_close(struct folder *f);                    /* NULL is fine */
/* Looks at everything again.  quiet: ms that a file must have stayed the same; 0: everything counts as complete (nobody writes any more). */
bool folder_look(struct folder *f, int quiet, struct why *why);
size_t folder_count(const struct folder *f);
struct folder_file *folder_file(struct folder *f, size_t i);           /* in the order of their paths */
size_t folder_passed_over(const struct folder *f);
/* A regular file of it, for reading; -1 with fail() if it is gone or no longer one. */
int folder_read(struct folder *f, const char *path, struct why *why);
bool folder_same(const struct folder_file *e, int fd);  /* is that still the file that was looked at? */
bool folder_busy(int fd);                               /* does somebody have it open for writing? */
/* Until something happens in it, that many milliseconds have passed, or `stop` (a signalfd, or -1) has something to say: then *stopped. */
bool folder_wait(struct folder *f, int ms, int stop, bool *stopped, struct why *why);

#endif
