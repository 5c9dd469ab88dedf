/* ui_test.h - how the tests of this folder look at markup. */
#ifndef UI_UI_TEST_H
#define UI_UI_TEST_H
#include "base/html.h"
#include "base/test.h"

const char *ui_test_text(struct html *h);
size_t ui_test_count(const char *s, const char *what);
const char *ui_test_unbalanced(struct arena *a, const char *s);         /* NULL: every element is closed in order */
const char *ui_test_dangling(struct arena *a, const char *s);           /* NULL: ids are unique and what points to one finds it */
void ui_test_sound(struct test *t, const char *s);                      /* both, and nothing a strict CSP would stop */

#endif
