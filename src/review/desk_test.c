/* Which points somebody means, who is away, how a point reads in the opinion. */
#include "base/test.h"
#include "review/desk_inner.h"
#include <string.h>

static const char *numbers(struct test *t, const char *text, const struct points *p)
{
        struct names l;

        return desk__numbers(t->mem, text, p, &l) ? text_join(t->mem, l.at, l.n, ' ') : "no";
}

TEST(desk, points_are_named_one_by_one_in_spans_or_all_that_are_open)
{
        struct point at[5] = { { .verdict = "good" }, { .verdict = "" }, { .verdict = "bad" }, { .verdict = "" }, { .verdict = "" } };
        struct points p = { at, 5, 3, 1 };

        CHECK(!strcmp(numbers(t, "2", &p), "2") && !strcmp(numbers(t, "1-3,5", &p), "1 2 3 5") && !strcmp(numbers(t, "4,4,3-4", &p), "4 3"));
        CHECK(!strcmp(numbers(t, "all", &p), "2 4 5"));
        CHECK(!strcmp(numbers(t, "0", &p), "no") && !strcmp(numbers(t, "6", &p), "no") && !strcmp(numbers(t, "3-1", &p), "no"));
        CHECK(!strcmp(numbers(t, "-2", &p), "no") && !strcmp(numbers(t, "1-", &p), "no") && !strcmp(numbers(t, "x", &p), "no"));
        CHECK(!strcmp(numbers(t, "99999999999999999999", &p), "no") && !strcmp(numbers(t, "123456789-2", &p), "no"));
}

TEST(desk, a_stand_in_acts_from_the_first_to_the_last_day_and_not_after_it_was_ended)
{
        struct stand_in s = { .away = "a", .stand_in = "b", .since = day_make(2024, 9, 12), .until = day_make(2024, 9, 13), .ended = DAY_NONE };
        struct stand_ins l = { &s, 1 };

        CHECK(!desk__stands(&s, day_make(2024, 9, 11)) && desk__stands(&s, day_make(2024, 9, 12)) && desk__stands(&s, day_make(2024, 9, 13)));
        CHECK(!desk__stands(&s, day_make(2024, 9, 14)) && desk__away(&l, "a", day_make(2024, 9, 12)) == &s && !desk__away(&l, "b", day_make(2024, 9, 12)));
        s.ended = day_make(2024, 9, 13);
        CHECK(desk__stands(&s, day_make(2024, 9, 12)) && !desk__stands(&s, day_make(2024, 9, 13)));
}

TEST(desk, a_point_reads_with_its_finding_its_provision_and_its_place)
{
        struct point p = { .label = "程序是否合法", .verdict = "bad", .finding = "没有告知", .law = "处罚法44", .title = "报告", .place = "第2页", .material = 41 };

        CHECK(!strcmp(desk__point_line(t->mem, &p), "程序是否合法：有问题。没有告知（依据：处罚法44；见第 41 号材料《报告》第2页）"));
        p = (struct point){ .label = "程序是否合法", .verdict = "good", .finding = "", .law = "", .title = "", .place = "" };
        CHECK(!strcmp(desk__point_line(t->mem, &p), "程序是否合法：合格"));
}
