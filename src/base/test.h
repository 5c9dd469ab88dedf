/* test.h - unit tests beside the code, named as sentences.  TAP out; a failed check names file and line and the test goes on.
 *
 *   TEST(merkle, agrees_with_the_textbook_for_every_size_up_to_300) { ... CHECK(n == 3); CHECK_TEXT(s, "abc"); }
 *
 * `t` is the running test: t->mem is an arena, t->why a why, t->dir a fresh empty folder (made on first use by test_dir(t)).
 */
#ifndef BASE_TEST_H
#define BASE_TEST_H
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "base/arena.h"
#include "base/text.h"
#include "base/why.h"

struct test { const char *group, *name; struct arena *mem; struct why why; char *dir; int checks, failed; bool skipped; };
struct test_case { const char *group, *name; void (*run)(struct test *t); };

#define TEST(grp, sentence) \
        static void grp##_##sentence(struct test *t); \
        static const struct test_case grp##_##sentence##_case = { #grp, #sentence, grp##_##sentence }; \
        static const struct test_case *const grp##_##sentence##_registered __attribute__((used, section("tests"), aligned(8))) = &grp##_##sentence##_case; \
        static void grp##_##sentence(struct test *t)

void test_failed(struct test *t, const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void test_text(struct test *t, const char *file, int line, const char *expr, const char *got, const char *want);
const char *test_dir(struct test *t);
const char *test_postgres(struct test *t);      /* URL of an empty database of a real server started by ./test, from $MINGJING_TEST_PG; must be there: its absence fails */

#define CHECK(expr) (t->checks++, (expr) ? (void)0 : test_failed(t, __FILE__, __LINE__, "%s", #expr))
#define CHECK_TEXT(got, want) test_text(t, __FILE__, __LINE__, #got, got, want)
#define CHECK_INT(got, want) do { int64_t g_ = (int64_t)(got), w_ = (int64_t)(want); t->checks++; \
        if (g_ != w_) test_failed(t, __FILE__, __LINE__, "%s is %lld, wanted %lld", #got, (long long)g_, (long long)w_); } while (0)
#define CHECK_REFUSED(expr, refusal) do { why_clear(&t->why); t->checks++; \
        if ((expr) || t->why.kind != WHY_REFUSED || t->why.code != (refusal)) \
                test_failed(t, __FILE__, __LINE__, "%s should be refused with %s, got %s %s", #expr, refusal_of(refusal)->code, \
                            t->why.kind ? refusal_of(t->why.code)->code : "no refusal", t->why.detail ? t->why.detail : ""); \
        why_clear(&t->why); } while (0)

#endif
