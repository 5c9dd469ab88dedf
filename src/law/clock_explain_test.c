/* clock_explain_test.c - the reasons shown for a date: right words, every day once, never another end than clock_due()'s. */
#include "law/clock_fixture.h"
#include <stdio.h>

/* "10-11 1|10-12 2 国庆节调休上班|…": rows in one line, easy to compare. */
static const char *rows(struct test *t, const struct explanation *e)
{
        struct buffer b = { .mem = t->mem };

        for (size_t i = 0; i < e->n; i++)
                buffer_make(&b, "%s%s %d%s%s", i ? "|" : "", day_text(t->mem, e->days[i].day) + 5, e->days[i].number,
                            *e->days[i].why ? " " : "", e->days[i].why);
        return buffer_done(&b);
}

static struct explanation explain(struct test *t, const char *from, struct clock k)
{
        return clock_explain(t->mem, fixture_calendar(t), &k, fixture_at(from));
}

TEST(explain, lists_each_day_with_its_number_or_why_it_has_none)
{
        struct explanation e = explain(t, "2024-09-30", (struct clock){ .unit = UNIT_WORKING, .length = 3, .law = "三项制度方案 移送" });

        CHECK_TEXT(rows(t, &e), "09-30 0 起算日不计|10-01 0 国庆节|10-02 0 国庆节|10-03 0 国庆节|10-04 0 国庆节|10-05 0 国庆节|10-06 0 国庆节|"
                   "10-07 0 国庆节|10-08 1|10-09 2|10-10 3");
        CHECK_TEXT(e.summary, "自2024年9月30日的次日起计3个工作日，扣除周末和法定节假日，计入调休上班日，"
                              "最后期限为2024年10月10日（三项制度方案 移送）。");
        CHECK_TEXT(e.end, "第3个工作日为末日");
        e = explain(t, "2024-10-10", (struct clock){ .unit = UNIT_WORKING, .length = 3 });
        CHECK_TEXT(rows(t, &e), "10-10 0 起算日不计|10-11 1|10-12 2 国庆节调休上班|10-13 0 周日|10-14 3");
        CHECK(strstr(e.summary, "民法典"));
}

TEST(explain, says_that_the_clock_stood_still)
{
        struct stop stop = { fixture_day("2025-05-01"), fixture_day("2025-05-08") };
        struct clock k = { .unit = UNIT_WORKING, .length = 3, .stops = &stop, .n_stops = 1 };
        struct explanation e = explain(t, "2025-04-28", k);

        CHECK_TEXT(rows(t, &e), "04-28 0 起算日不计|04-29 1|04-30 2|05-01 0 暂停计时|05-02 0 暂停计时|05-03 0 暂停计时|05-04 0 暂停计时|"
                   "05-05 0 暂停计时|05-06 0 暂停计时|05-07 0 暂停计时|05-08 0 暂停计时|05-09 3");
        CHECK(strstr(e.summary, "暂停计时的8日不计"));
}

TEST(explain, shows_how_the_last_day_was_rolled_T09)
{
        struct explanation e = explain(t, "2023-10-02", (struct clock){ .unit = UNIT_CALENDAR, .length = 3, .roll = ROLL_PARTY });

        CHECK_TEXT(rows(t, &e), "10-02 0 起算日不计|10-03 1|10-04 2|10-05 3 末日逢中秋节、国庆节|10-06 0 中秋节、国庆节|"
                   "10-07 0 顺延后的末日，中秋节、国庆节调休上班");
        CHECK_TEXT(e.end, "末日逢中秋节、国庆节，顺延至次一工作日2023年10月7日");
        e = explain(t, "2024-09-13", (struct clock){ .unit = UNIT_CALENDAR, .length = 3, .roll = ROLL_PARTY });
        CHECK_TEXT(e.end, "末日逢中秋节，顺延至次一工作日2024年9月18日");
        e = explain(t, "2024-10-14", (struct clock){ .unit = UNIT_CALENDAR, .length = 3, .roll = ROLL_PARTY });
        CHECK_TEXT(e.end, "末日是工作日，不需顺延");
        e = explain(t, "2024-10-14", (struct clock){ .unit = UNIT_CALENDAR, .length = 5 });
        CHECK_TEXT(e.end, "按严格期限，末日不论是否工作日都不顺延");
        e = explain(t, "2024-01-31", (struct clock){ .unit = UNIT_MONTH, .length = 1 });
        CHECK_TEXT(e.end, "当月没有对应日，以当月最后一日为末日（民法典 202）");
}

TEST(explain, marks_the_safe_day_inside_the_period_T19)
{
        struct explanation e = explain(t, "2024-02-07", (struct clock){ .unit = UNIT_CALENDAR, .length = 7, .roll = ROLL_SAFE });

        CHECK_TEXT(rows(t, &e), "02-07 0 起算日不计|02-08 1|02-09 2 稳妥办理日|02-10 3|02-11 4|02-12 5|02-13 6|02-14 7 末日逢春节");
        CHECK_TEXT(e.end, "严格期限2024年2月14日届满，该日逢春节，不顺延；稳妥办理日为此前最后一个工作日2024年2月9日");
        CHECK(strstr(e.summary, "2024年2月14日届满，稳妥办理日为2024年2月9日"));
        e = explain(t, "2024-10-01", (struct clock){ .unit = UNIT_CALENDAR, .length = 3, .roll = ROLL_SAFE });
        CHECK_TEXT(e.end, "末日逢国庆节，期内没有可提前的工作日，仍以该日为准");
}

TEST(explain, counts_a_lead_backwards_T18)
{
        struct explanation e = explain(t, "2024-06-12", (struct clock){ .unit = UNIT_WORKING, .length = 3, .lead = true });

        CHECK_TEXT(rows(t, &e), "06-12 0 期日当天不计|06-11 1|06-10 0 端午节|06-09 0 周日|06-08 0 周六|06-07 2|06-06 3|06-05 0 最迟办理日，不计入间隔");
        CHECK(strstr(e.summary, "最迟2024年6月5日办理"));
        e = explain(t, "2024-10-10", (struct clock){ .unit = UNIT_CALENDAR, .length = 8, .lead = true, .roll = ROLL_SAFE });
        CHECK(strstr(rows(t, &e), "10-02 8|10-01 0 最迟办理日逢国庆节|09-30 0 提前后的办理日"));
}

TEST(explain, gives_hours_day_by_day_T22)
{
        struct explanation e = explain(t, "2024-05-01 14:30", (struct clock){ .unit = UNIT_HOUR, .length = 24 });

        CHECK_TEXT(rows(t, &e), "05-01 1 14:30 起，计 9 小时 30 分|05-02 2 计 14 小时 30 分，至 14:30 届满");
        CHECK(strstr(e.summary, "自2024年5月1日 14:30起计24小时") && strstr(e.summary, "最后期限为2024年5月2日 14:30"));
}

TEST(explain, stops_where_the_calendar_is_not_out_T43)
{
        struct explanation e = explain(t, "2026-12-29", (struct clock){ .unit = UNIT_WORKING, .length = 5 });

        CHECK_TEXT(rows(t, &e), "12-29 0 起算日不计|12-30 1|12-31 2|01-01 0 2027年节假日安排尚未公布");
        CHECK(strstr(e.summary, "无法确定") && strstr(e.summary, "2027年"));
        e = explain(t, "2026-12-31", (struct clock){ .unit = UNIT_CALENDAR, .length = 2, .roll = ROLL_PARTY });
        CHECK_TEXT(rows(t, &e), "12-31 0 起算日不计|01-01 1|01-02 2");
        CHECK_TEXT(e.end, "严格期限2027年1月2日届满，2027年节假日安排尚未公布，无法判断该日是否工作日");
}

TEST(explain, keeps_long_periods_bounded)
{
        struct explanation e = explain(t, "2024-01-31", (struct clock){ .unit = UNIT_CALENDAR, .length = 799 });

        CHECK_INT(e.n, 800);
        CHECK_INT(e.days[799].number, 799);
        e = explain(t, "2024-01-31", (struct clock){ .unit = UNIT_CALENDAR, .length = 800 });
        CHECK_INT(e.n, 800);
        CHECK_TEXT(e.days[400].why, "中间 2 日从略（至2025年3月7日，其中计入 2 日）");
        CHECK_INT(e.days[399].number, 399);
        CHECK_INT(e.days[401].number, 402);
        CHECK_INT(e.days[799].number, 800);
        e = explain(t, "1901-01-01", (struct clock){ .unit = UNIT_CALENDAR, .length = 100000 });
        CHECK_INT(e.n, 800);
        CHECK_INT(e.days[799].number, 100000);
        e = explain(t, "2024-01-31", (struct clock){ .unit = UNIT_YEAR, .length = 200 });
        CHECK(e.n == 0 && strstr(e.summary, "2199年"));
}

static uint32_t chance(uint32_t *seed, uint32_t below)
{
        *seed = *seed * 1664525u + 1013904223u;
        return (uint32_t)(((uint64_t)*seed * below) >> 32);
}

/* One row for each day on the way; the numbers go 1, 2, 3 …; the end named is the end. */
static bool tells_the_same(const struct explanation *e, const struct clock *k, const struct due *due)
{
        int step = k->lead ? -1 : 1, number = 0;
        bool met = false;

        for (size_t i = 0; i < e->n; i++) {
                if (i && e->days[i].day.n != e->days[i - 1].day.n + step)
                        return false;
                if (e->days[i].number && e->days[i].number != ++number)
                        return false;
                met = met || e->days[i].day.n == due->day.n;
        }
        return e->n && met == due->determined && *e->summary && *e->end;
}

TEST(explain, never_tells_another_story_than_the_answer)
{
        const struct calendar *cal = fixture_calendar(t);
        uint32_t seed = 7;

        for (int i = 0; i < 3000; i++) {
                struct day start = day_plus(day_make(2018, 1, 1), (int)chance(&seed, 3300));
                struct stop stop = { day_plus(start, (int)chance(&seed, 20) - 3), day_plus(start, (int)chance(&seed, 30)) };
                struct clock k = { .unit = (enum clock_unit)(chance(&seed, 4)), .roll = (enum clock_roll)chance(&seed, 3),
                                   .length = chance(&seed, 21), .stops = &stop, .n_stops = chance(&seed, 2) };
                struct arena *mem = arena_new();
                struct due due;
                struct explanation e;

                k.lead = k.unit <= UNIT_CALENDAR && chance(&seed, 3) == 0;
                due = clock_due(cal, &k, instant_at(start, 14, 30));
                e = clock_explain(mem, cal, &k, instant_at(start, 14, 30));
                t->checks++;
                if (!tells_the_same(&e, &k, &due))
                        test_failed(t, __FILE__, __LINE__, "%d %s roll %d lead %d from %s: %s %s %s", (int)k.length,
                                    clock_unit_name(k.unit), k.roll, k.lead, day_text(mem, start), rows(t, &e), e.summary, e.end);
                arena_free(mem);
        }
}
