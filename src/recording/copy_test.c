/* copy_test.c - moments, rectangles, waveform: what is read from text and what is refused. */
#include "base/test.h"
#include "recording/player_inner.h"
#include <string.h>

static int64_t moment_of(const char *s)
{
        int64_t ms = -1;

        return copy__moment_read(s, &ms) ? ms : -1;
}

TEST(copies, a_moment_is_read_as_on_a_clock_in_seconds_or_in_milliseconds)
{
        CHECK_INT(moment_of("12500"), 12500);
        CHECK_INT(moment_of("12.5s"), 12500);
        CHECK_INT(moment_of("0s"), 0);
        CHECK_INT(moment_of("1:05"), 65000);
        CHECK_INT(moment_of("1:05.2"), 65200);
        CHECK_INT(moment_of("90:00"), 5400000);
        CHECK_INT(moment_of("1:02:03.456"), 3723456);
        CHECK_INT(moment_of("0:00.0009"), -1);
}

TEST(copies, what_is_no_moment_is_refused)
{
        static const char *const wrong[] = { "", ":", "1:", ":5", "1:60", "1:2:3:4", "-1", "1.5", "1:05.", "5 s", "上午", "99999999999", "1:0x",
                "3600000001" };

        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
                CHECK_INT(moment_of(wrong[i]), -1);
}

TEST(copies, a_moment_written_is_the_moment_read)
{
        static const int64_t at[] = { 0, 999, 65200, 3599999, 3600000, 86399001 };

        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
                CHECK_INT(moment_of(copy__moment(t->mem, at[i])), at[i]);
}

static bool regions(struct test *t, const char *list, int64_t length, struct media_blur *b, struct why *why)
{
        *why = (struct why){ .mem = t->mem };
        *b = (struct media_blur){ 0 };
        return copy__regions_read(t->mem, list, length, b, why);
}

TEST(copies, a_region_has_times_a_box_and_where_it_moves)
{
        struct media_blur b;
        struct why why;

        CHECK(regions(t, "[\"1000-5000:10,20,30,40\",\"0-2000:1,2,3,4-5,6,7,8\",\"100,200,300,400\"]", 60000, &b, &why));
        CHECK_INT(b.n, 3);
        CHECK(b.regions[0].from == 1000 && b.regions[0].until == 5000 && b.regions[0].a.h == 40 && b.regions[0].b.x == 10);
        CHECK(b.regions[1].a.x == 1 && b.regions[1].b.x == 5 && b.regions[1].b.h == 8);
        CHECK(b.regions[2].from == 0 && b.regions[2].until == 60000);
        CHECK(regions(t, "", 60000, &b, &why) && !b.n);
}

TEST(copies, a_region_outside_the_picture_or_the_time_is_refused_with_its_line)
{
        static const struct { const char *list; enum refusal_code code; } wrong[] = {
                { "[\"0-1:0,0,0,10\"]", R_MEDIA_RANGE }, { "[\"0-1:9000,0,1001,10\"]", R_MEDIA_RANGE }, { "[\"5-5:0,0,10,10\"]", R_MEDIA_RANGE },
                { "[\"70000-80000:0,0,10,10\"]", R_MEDIA_RANGE }, { "[\"0-1:0,0,10\"]", R_ARG_TYPE }, { "[\"0-1:0,0,10,10,1\"]", R_ARG_TYPE },
                { "[\"0-1:-5,0,10,10\"]", R_ARG_TYPE }, { "[\"0:0,0,10,10\"]", R_ARG_TYPE }, { "[\"0-1:0,0,10,10-\"]", R_ARG_TYPE },
                { "[\"0-1:0,0,10,10-9999,0,2,2\"]", R_MEDIA_RANGE }, { "[\"x\"]", R_ARG_TYPE }, { "[5]", R_ARG_TYPE },
                { "[\"0-1:999999,0,10,10\"]", R_ARG_TYPE },
        };
        struct media_blur b;
        struct why why;

        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
                CHECK(!regions(t, wrong[i].list, 60000, &b, &why));
                CHECK_INT(why.code, wrong[i].code);
                CHECK(text_same(why.field, "regions") && strstr(why.detail, "第 1 行"));
        }
}

TEST(copies, a_waveform_is_an_outline_that_stays_in_its_picture_whatever_the_bytes)
{
        const uint8_t loud[] = { 0, 255, 128 }, one[] = { 255 };
        const char *path = player__wave(t->mem, (struct bytes){ loud, 3 });

        CHECK(text_starts(path, "M0 50L0 49") && path[strlen(path) - 1] == 'Z');
        CHECK(strstr(path, " 3L") != NULL);
        CHECK(!strstr(path, "-"));
        CHECK(strlen(player__wave(t->mem, (struct bytes){ one, 1 })) > 1000);
        CHECK(strlen(player__wave(t->mem, (struct bytes){ NULL, 0 })) > 1000);
}
