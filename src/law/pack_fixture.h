/* pack_fixture.h - for tests only: what the verbs do to a case, and where the packs stand. */
#ifndef LAW_PACK_FIXTURE_H
#define LAW_PACK_FIXTURE_H
#include "base/test.h"
#include "law/procedure.h"

#define FIXTURE_VERBS 108
const struct verb_effect *fixture_verbs(struct arena *mem);
/* A path from the top of the tree, as it is seen from where the tests run. */
const char *fixture_path(struct test *t, const char *path);
struct pack *fixture_pack(struct test *t, const char *path);    /* NULL and a failed test if it does not load */

#endif
