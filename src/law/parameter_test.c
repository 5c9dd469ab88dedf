/* parameter_test.c - the table of parameters holds what it promises; values within their bounds; what a pack fixes. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "law/parameter.h"

TEST(parameter, every_fallback_is_a_value_of_its_own_row_in_canonical_form_and_names_are_unique)
{
        const struct parameter *p;
        const char *canonical;

        for (size_t i = 0; (p = parameter_at(i)); i++) {
                canonical = NULL;
                CHECK_TEXT(parameter_check(t->mem, p, p->fallback, &canonical), NULL);
                CHECK_TEXT(canonical, p->fallback);
                CHECK(parameter_find(p->name) == p);
                CHECK(*p->label && *p->help && *p->roles);
        }
        CHECK(!parameter_find("no_such"));
}

TEST(parameter, values_are_refused_outside_their_bounds_and_come_back_canonical)
{
        const struct parameter number = { .name = "n", .type = PARAMETER_INT, .min = 2, .max = 5, .label = "数" };
        const struct parameter moment = { .name = "m", .type = PARAMETER_TIME, .label = "时" };
        const struct parameter yes = { .name = "b", .type = PARAMETER_BOOL, .label = "否" };
        const struct parameter one = { .name = "c", .type = PARAMETER_CHOICE, .choices = "a=甲|b=乙", .label = "选" };
        const struct parameter words = { .name = "t", .type = PARAMETER_TEXT, .min = 1, .max = 3, .label = "字" };
        const char *v = "untouched";

        CHECK(parameter_check(t->mem, &number, "6", &v) != NULL);
        CHECK(parameter_check(t->mem, &number, "1", &v) != NULL);
        CHECK(parameter_check(t->mem, &number, "三", &v) != NULL);
        CHECK_TEXT(v, "untouched");
        CHECK(!parameter_check(t->mem, &number, " 5 ", &v));
        CHECK_TEXT(v, "5");
        CHECK(parameter_check(t->mem, &moment, "24:00", &v) != NULL);
        CHECK(parameter_check(t->mem, &moment, "7:30", &v) != NULL);
        CHECK(parameter_check(t->mem, &moment, "23:60", &v) != NULL);
        CHECK(!parameter_check(t->mem, &moment, "23:59", &v));
        CHECK_INT(parameter_minutes(v), 23 * 60 + 59);
        CHECK(!parameter_check(t->mem, &yes, "是", &v));
        CHECK_TEXT(v, "true");
        CHECK(parameter_check(t->mem, &yes, "也许", &v) != NULL);
        CHECK(!parameter_check(t->mem, &one, "乙", &v));
        CHECK_TEXT(v, "b");
        CHECK_TEXT(parameter_shown(t->mem, &one, "b"), "乙");
        CHECK(parameter_check(t->mem, &one, "丙", &v) != NULL);
        CHECK(parameter_check(t->mem, &words, "四个字了", &v) != NULL);
        CHECK(parameter_check(t->mem, &words, "", &v) != NULL);
        CHECK(!parameter_check(t->mem, &words, "三个字", &v));
}
