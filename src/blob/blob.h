/* blob.h - files by their digest: recordings, photos, papers.  What was put stays; the name is the content's hash.
 *
 * DIR/sm3/ab/cdef… holds the content whose SM3 is abcdef…; DIR/tmp holds what is still arriving.
 * Promises:  a digest is handed out only after the bytes and their name are on disk (fsync, then link, then fsync of the
 *            folders); a crash leaves at most a file in tmp that nothing refers to.
 * Never:     overwrites, edits or removes a stored file.
 * Threads:   a store is shared freely; one blob_put belongs to one thread at a time.
 * Example:   struct blob_put *p = blob_begin(b, limit, &why);
 *            while (…) if (!blob_add(p, bytes, n)) …   (refused: too large, or the disk failed)
 *            if (blob_finish(p, mem, &digest, &size)) …
 */
#ifndef BLOB_BLOB_H
#define BLOB_BLOB_H
#include "base/hash.h"
#include "base/text.h"
#include "base/why.h"

struct blobs;
struct blob_put;

/* Where the files of a database live: the option if given, else PATH.blobs for "sqlite:PATH".  NULL + ARG_MISSING for another
 * kind of database without the option. */
char *blobs_dir(struct arena *mem, const char *db_url, const char *option, struct why *why);
/* Makes the folders if they are not there.  hash: what new content is named by; content of the other kind stays readable. */
struct blobs *blobs_open(const char *dir, enum hash_kind hash, struct why *why);
void blobs_close(struct blobs *b);                      /* NULL is fine */

/* Streams one file in.  limit: the most bytes it may have.  NULL + fail() if no file can be made. */
struct blob_put *blob_begin(struct blobs *b, int64_t limit, struct why *why);
bool blob_add(struct blob_put *p, const void *bytes, size_t n, struct why *why);        /* refuses BODY_TOO_LARGE; fails */
int64_t blob_added(const struct blob_put *p);           /* bytes so far */
/* Ends the put in either case.  digest (in mem) and size receive the result; content that is there already is not stored twice.
 * */
bool blob_finish(struct blob_put *p, struct arena *mem, const char **digest, int64_t *size, struct why *why);
void blob_drop(struct blob_put *p);                     /* gives up; NULL is fine */

/* In one piece, or from a file of the operator's (the CLI's @path). */
bool blob_put_bytes(struct blobs *b, struct arena *mem, const void *bytes, size_t n, const char **digest, struct why *why);
bool blob_put_file(struct blobs *b, struct arena *mem, const char *path, int64_t limit, const char **digest, int64_t *size,
                   struct why *why);

bool blob_has(const struct blobs *b, const char *digest, int64_t *size);        /* size may be NULL; false if it is no digest */
int blob_open(const struct blobs *b, const char *digest, struct why *why);      /* to read; -1: SUBJECT_UNKNOWN or fail() */
bool blob_read(const struct blobs *b, struct arena *mem, const char *digest, int64_t limit, struct bytes *out, struct why *why);
/* Does the file still have the content its name says?  False with a refusal (JOURNAL_BROKEN) if not. */
bool blob_check(const struct blobs *b, const char *digest, struct why *why);

#endif
