/* blob_fixture.h - private to blob/'s tests: the same tests on every back end there is.
 *
 * Files always; S3 when $MINGJING_TEST_S3 holds the address of an empty bucket of a running server (tests/s3/run.sh starts one). */
#ifndef BLOB_FIXTURE_H
#define BLOB_FIXTURE_H
#include "base/test.h"
#include "blob/inner.h"

int store_kinds(void);                                          /* 1, or 2 with S3 */
struct blobs *store_of(struct test *t, int kind, const char *name);     /* the same name: the same store; keys are loaded if there are any */
const char *store_where(struct test *t, int kind, const char *name);
const char *keys_file(struct test *t);                          /* made on first use; stores opened afterwards read it */
int files_in(const char *path);
const char *stored_path(struct test *t, const char *store, const char *digest, const char *ending);    /* of a store of files */
void file_damage(struct test *t, const char *path, int64_t at);         /* flips one bit */
void content_fill(uint8_t *p, size_t n, unsigned seed);         /* the same for the same seed */
const char *content_digest(struct test *t, size_t n, unsigned seed);
struct blob_put *content_put(struct test *t, struct blob_put *p, size_t from, size_t to, unsigned seed);       /* adds [from, to) of it */

#define EACH_STORE(kind) for (int kind = 0; kind < store_kinds(); kind++)
#endif
