/* work_test.c - quiet hours over midnight; the kinds of messages and the choices of the form are the same; what may be kept as a favourite. */
#include "base/test.h"
#include "workspace/work_inner.h"
#include <string.h>

TEST(workspace, quiet_hours_hold_over_midnight_and_not_at_all_when_both_ends_are_the_same)
{
        CHECK(work__quiet(23 * 60, 22 * 60, 7 * 60));
        CHECK(work__quiet(0, 22 * 60, 7 * 60));
        CHECK(!work__quiet(7 * 60, 22 * 60, 7 * 60));
        CHECK(!work__quiet(12 * 60, 22 * 60, 7 * 60));
        CHECK(work__quiet(12 * 60, 12 * 60, 14 * 60));
        CHECK(!work__quiet(14 * 60, 12 * 60, 14 * 60));
        CHECK(!work__quiet(12 * 60, 12 * 60, 12 * 60));
}

TEST(workspace, every_kind_of_message_can_be_chosen_for_mail_and_nothing_else)
{
        const struct message_kind *k;
        size_t n, i = 0;
        char **at = text_split(t->mem, WORK_KINDS, '|', &n);

        for (; (k = work__kind_at(i)); i++) {
                CHECK(i < n);
                CHECK_TEXT(at[i], text_make(t->mem, "%s=%s", k->name, k->label));
        }
        CHECK_INT(i, n);
}

TEST(workspace, favourites_and_messages_lead_nowhere_but_to_our_own_desk)
{
        CHECK(work__link_ok("/desk"));
        CHECK(work__link_ok("/desk/cases?stage=decided&q=%E5%BB%BA"));
        CHECK(!work__link_ok("/desktop"));
        CHECK(!work__link_ok("https://example.org/desk"));
        CHECK(!work__link_ok("/desk//example.org"));
        CHECK(!work__link_ok("/desk/\"><script>"));
        CHECK(!work__link_ok("/login"));
}
