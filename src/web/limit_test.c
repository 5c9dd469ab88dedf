/* limit_test.c - buckets: how many at once, when the next, whom others do not hold up, and that many addresses do not lift the common limit. */
#include "web/limit.h"
#include "base/test.h"

#define SECOND INT64_C(1000000)

TEST(limit, lets_a_burst_through_and_then_one_for_each_period)
{
        struct limit *l = limit_new((struct limit_rule){ 3, 10 * SECOND }, (struct limit_rule){ 1000, 1 });
        int wait;

        for (int i = 0; i < 3; i++)
                CHECK(limit_take(l, 7, 100 * SECOND, &wait));
        CHECK(!limit_take(l, 7, 100 * SECOND, &wait) && wait >= 10 && wait <= 11);
        CHECK(!limit_take(l, 7, 109 * SECOND, &wait));
        CHECK(limit_take(l, 7, 110 * SECOND, &wait) && wait == 0);
        CHECK(!limit_take(l, 7, 110 * SECOND, &wait));
        CHECK(limit_take(l, 7, 1000 * SECOND, &wait) && limit_take(l, 7, 1000 * SECOND, &wait) && limit_take(l, 7, 1000 * SECOND, &wait));
        CHECK(!limit_take(l, 7, 1000 * SECOND, &wait));
        limit_free(l);
}

TEST(limit, one_address_does_not_use_up_what_another_has)
{
        struct limit *l = limit_new((struct limit_rule){ 1, 60 * SECOND }, (struct limit_rule){ 1000, 1 });
        int wait;

        CHECK(limit_take(l, 1, SECOND, &wait) && !limit_take(l, 1, SECOND, &wait));
        CHECK(limit_take(l, 2, SECOND, &wait));
        limit_free(l);
}

TEST(limit, many_addresses_together_meet_the_common_limit)
{
        struct limit *l = limit_new((struct limit_rule){ 5, SECOND }, (struct limit_rule){ 100, SECOND });
        int wait, through = 0;

        for (uint64_t who = 1; who <= 20000; who++)
                through += limit_take(l, who * UINT64_C(2654435761), 5 * SECOND, &wait);
        CHECK_INT(through, 100);
        limit_free(l);
}

TEST(limit, a_refused_request_costs_nothing)
{
        struct limit *l = limit_new((struct limit_rule){ 1, 10 * SECOND }, (struct limit_rule){ 1000, 1 });
        int wait;

        CHECK(limit_take(l, 1, 0, &wait));
        for (int i = 0; i < 50; i++)
                CHECK(!limit_take(l, 1, 5 * SECOND, &wait));
        CHECK(limit_take(l, 1, 10 * SECOND, &wait));
        limit_free(l);
}

TEST(limit, without_a_period_there_is_no_limit)
{
        struct limit *l = limit_new((struct limit_rule){ 1, 0 }, (struct limit_rule){ 1, 0 });
        int wait, through = 0;

        for (int i = 0; i < 1000; i++)
                through += limit_take(l, 1, 0, &wait);
        CHECK_INT(through, 1000);
        limit_free(l);
}
