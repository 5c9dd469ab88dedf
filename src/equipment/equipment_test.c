/* equipment_test.c - the register's rules that need no database, at their edges. */
#include "base/test.h"
#include "equipment/equipment_inner.h"
#include <string.h>

TEST(equipment, the_standard_is_so_many_and_one_for_each_share_of_officers)
{
        struct pack_equipment k = { .each = 2 };

        CHECK(equipment__standard(&k, 0) == 2 && equipment__standard(&k, 100) == 2);
        k = (struct pack_equipment){ .officers = 3 };
        CHECK(equipment__standard(&k, 0) == 0);
        CHECK(equipment__standard(&k, 1) == 1 && equipment__standard(&k, 3) == 1);
        CHECK(equipment__standard(&k, 4) == 2);
        k.each = 1;
        CHECK(equipment__standard(&k, 6) == 3);
}

TEST(equipment, a_calibration_holds_on_its_last_day_and_is_announced_thirty_days_before)
{
        struct pack_equipment asked = { .calibrate_months = 12 }, free_of = { 0 };
        struct day today = day_make(2026, 11, 23);

        CHECK(equipment__calibration(&asked, DAY_NONE, today) == CALIBRATION_OVER);
        CHECK(equipment__calibration(&free_of, DAY_NONE, today) == CALIBRATION_NONE);
        CHECK(equipment__calibration(NULL, DAY_NONE, today) == CALIBRATION_NONE);
        CHECK(equipment__calibration(&free_of, day_plus(today, -1), today) == CALIBRATION_OVER);
        CHECK(equipment__calibration(&asked, today, today) == CALIBRATION_SOON);
        CHECK(equipment__calibration(&asked, day_plus(today, 30), today) == CALIBRATION_SOON);
        CHECK(equipment__calibration(&asked, day_plus(today, 31), today) == CALIBRATION_GOOD);
}

TEST(equipment, a_number_is_fit_for_file_names_and_addresses)
{
        static const char *const good[] = { "DSJ-0217", "记录仪07", "a", "A_1.2", NULL };
        static const char *const bad[] = { "", ".", "..", ".x", "a/b", "a b", "a\nb", "a\\b", "a?b", "a%2F", "\xe2\x80\xae" "a", "０１",
                "12345678901234567890123456789012345678901", NULL };

        for (size_t i = 0; good[i]; i++)
                CHECK(equipment__code_fits(good[i]));
        for (size_t i = 0; bad[i]; i++)
                CHECK(!equipment__code_fits(bad[i]));
}

TEST(equipment, an_offset_is_said_in_words)
{
        struct arena *mem = arena_new();

        CHECK(!strcmp(equipment__offset(mem, 0), "准") && !strcmp(equipment__offset(mem, 499), "准"));
        CHECK(!strcmp(equipment__offset(mem, 190000), "快 3 分 10 秒"));
        CHECK(!strcmp(equipment__offset(mem, -5000), "慢 5 秒"));
        CHECK(!strcmp(equipment__offset(mem, -7260000), "慢 2 小时 1 分"));
        CHECK(!strcmp(equipment__offset(mem, INT64_C(90000000)), "快 1 天 1 小时"));
        arena_free(mem);
}
