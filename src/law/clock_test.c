/* clock_test.c - every worked date of the vectors (T…), the conventions (C…) and the five scenarios (DY, YX, XL, ZJ, TS), the
 * calendar's own facts, and sums.  The slow twin and the explanations are in clock_twin_test.c and clock_explain_test.c.
 */
#include "law/clock_fixture.h"
#include <stdio.h>

#define W UNIT_WORKING
#define C UNIT_CALENDAR
#define H UNIT_HOUR
#define M UNIT_MONTH
#define Y UNIT_YEAR
#define NONE ROLL_NONE
#define PARTY ROLL_PARTY
#define SAFE ROLL_SAFE

/* The test binary may run in the source folder or in a build folder below it. */
static FILE *shipped(struct test *t, const char *path)
{
        const char *mark = strstr(__FILE__, "src/law/"), *root = text_copy_n(t->mem, __FILE__, (size_t)(mark - __FILE__));
        const char *const roots[] = { root, "", "../", "../../" };
        FILE *f = NULL;

        for (size_t i = 0; !f && i < sizeof roots / sizeof *roots; i++)
                f = fopen(text_make(t->mem, "%s%s", roots[i], path), "r");
        must(f != NULL);
        return f;
}

char *fixture_csv(struct test *t)
{
        FILE *f = shipped(t, "packs/national/workdays.csv");
        char *text = arena_take(t->mem, 65536);
        size_t n = fread(text, 1, 65535, f);

        fclose(f);
        must(n > 0 && n < 65535);
        return text;
}

const struct calendar *fixture_calendar(struct test *t)
{
        const char *csv = fixture_csv(t);
        const struct calendar *cal = calendar_load(t->mem, csv, strlen(csv), &t->why);

        must(cal != NULL);
        return cal;
}

struct instant fixture_at(const char *text)
{
        struct instant at;

        must(instant_parse_local(text, &at));
        return at;
}

struct day fixture_day(const char *text)
{
        struct day d;

        must(day_parse(text, &d));
        return d;
}

/* ---- vectors ---- */

struct vector {
        const char *id, *from;
        enum clock_unit unit;
        int length;
        enum clock_roll roll;
        const char *want;                               /* the day; for hours the minute; NULL: undetermined */
        bool lead;
        const char *stop_from, *stop_to;
};

static const struct vector vectors[] = {
        { .id = "T01", "2021-09-17", W, 7, NONE, "2021-09-28" },
        { .id = "T02", "2023-09-27", W, 7, NONE, "2023-10-12" },
        { .id = "T03", "2024-02-08", W, 5, NONE, "2024-02-21" },
        { .id = "T05 strict", "2024-10-10", W, 7, NONE, "2024-09-24", .lead = true },
        { .id = "T05 loose is one less", "2024-10-10", W, 6, NONE, "2024-09-25", .lead = true },
        { .id = "T06", "2022-04-29", W, 7, NONE, "2022-05-12" },
        { .id = "T07 strict", "2024-03-01", C, 90, NONE, "2024-05-30" },
        { .id = "T07 rolled", "2024-03-01", C, 90, PARTY, "2024-05-30" },
        { .id = "T09 strict", "2023-09-20", C, 15, NONE, "2023-10-05" },
        { .id = "T09", "2023-09-20", C, 15, PARTY, "2023-10-07" },
        { .id = "T13 strict", "2024-08-05", C, 60, NONE, "2024-10-04" },
        { .id = "T13", "2024-08-05", C, 60, PARTY, "2024-10-08" },
        { .id = "T16", "2024-02-29", M, 3, NONE, "2024-05-29" },
        { .id = "T17", "2024-04-26", W, 10, NONE, "2024-05-13" },
        { .id = "T18 strict", "2024-06-12", W, 3, NONE, "2024-06-05", .lead = true },
        { .id = "T18 loose is one less", "2024-06-12", W, 2, NONE, "2024-06-06", .lead = true },
        { .id = "T19", "2024-01-15", C, 30, NONE, "2024-02-14" },
        { .id = "T19 safe", "2024-01-15", C, 30, SAFE, "2024-02-09" },
        { .id = "T20", "2024-01-15", C, 60, NONE, "2024-03-15" },
        { .id = "T20 safe", "2024-01-15", C, 60, SAFE, "2024-03-15" },
        { .id = "T22", "2024-05-01 14:30", H, 24, NONE, "2024-05-02 14:30" },
        { .id = "T23", "2024-09-13", W, 3, NONE, "2024-09-19" },
        { .id = "T25", "2022-09-30", W, 7, NONE, "2022-10-14" },
        { .id = "T26 compulsory", "2025-09-25", W, 20, NONE, "2025-10-29" },
        { .id = "T26 penalty", "2025-09-25", W, 7, NONE, "2025-10-11" },
        { .id = "T27 legal limit", "2024-12-31", W, 3, NONE, "2025-01-06" },
        { .id = "T27 alarm", "2024-12-31", W, 1, NONE, "2025-01-02" },
        { .id = "T28", "2024-12-30", W, 5, NONE, "2025-01-07" },
        { .id = "T29 base", "2025-01-20", W, 20, NONE, "2025-02-21" },
        { .id = "T29 extended", "2025-01-20", W, 30, NONE, "2025-03-07" },
        { .id = "T29 certificate", "2025-02-24", W, 10, NONE, "2025-03-10" },
        { .id = "T30", "2025-03-10", W, 20, NONE, "2025-04-22", .stop_from = "2025-03-17", .stop_to = "2025-03-28" },
        { .id = "T30 without exclusion", "2025-03-10", W, 20, NONE, "2025-04-08" },
        { .id = "T32 transfer", "2024-09-30", W, 3, NONE, "2024-10-10" },
        { .id = "T32 reply", "2024-10-10", W, 3, NONE, "2024-10-14" },
        { .id = "T33", "2025-04-28", W, 7, NONE, "2025-05-15", .stop_from = "2025-05-01", .stop_to = "2025-05-08" },
        { .id = "T33 without supplement", "2025-04-28", W, 7, NONE, "2025-05-12" },
        { .id = "T33 time to ask", "2025-04-28", W, 2, NONE, "2025-04-30" },
        { .id = "T34", "2025-06-01 18:00", H, 24, NONE, "2025-06-02 18:00" },
        { .id = "T35 objection", "2020-04-30", W, 2, NONE, "2020-05-07" },
        { .id = "T35 answer", "2020-05-07", W, 3, NONE, "2020-05-11" },
        { .id = "T36 of 2025", "2025-12-31", C, 31, SAFE, "2026-01-30" },
        { .id = "T36 of 2024", "2024-12-31", C, 31, SAFE, "2025-01-27" },
        { .id = "T36 by month", "2024-12-31", M, 1, SAFE, "2025-01-27" },
        { .id = "T37", "2020-01-22", W, 5, NONE, "2020-02-06" },
        { .id = "T40 two years", "2021-07-20", Y, 2, NONE, "2023-07-20" },
        { .id = "T40 five years", "2021-07-20", Y, 5, NONE, "2026-07-20" },
        { .id = "T41", "2026-06-17", W, 5, NONE, "2026-06-25" },
        { .id = "T42", "2026-09-24", W, 7, NONE, "2026-10-12" },
        { .id = "T43", "2026-12-31", W, 5, NONE, NULL },

        { .id = "DY decision clock", "2024-09-12 09:00", C, 90, NONE, "2024-12-11" },
        { .id = "DY registered evidence", "2024-09-13 16:00", W, 7, NONE, "2024-09-25" },
        { .id = "DY hearing request", "2024-10-10", W, 5, NONE, "2024-10-16" },
        { .id = "DY publication and service", "2024-10-29", W, 7, NONE, "2024-11-07" },
        { .id = "DY payment", "2024-10-31", C, 15, PARTY, "2024-11-15" },
        { .id = "DY reconsideration", "2024-10-31", C, 60, PARTY, "2024-12-30" },
        { .id = "DY suit", "2024-10-31", M, 6, PARTY, "2025-04-30" },
        { .id = "DY withdrawal alarm", "2025-01-24", W, 1, NONE, "2025-01-26" },
        { .id = "DY withdrawal by statute", "2025-01-24", W, 3, NONE, "2025-02-05" },
        { .id = "YX decision clock", "2020-03-20", C, 90, NONE, "2020-06-18" },
        { .id = "YX objection", "2020-04-30", W, 2, NONE, "2020-05-07" },
        { .id = "YX answer", "2020-05-07", W, 3, NONE, "2020-05-11" },
        { .id = "XL compulsory", "2025-09-25", W, 20, NONE, "2025-10-29" },
        { .id = "XL penalty", "2025-09-25", W, 7, NONE, "2025-10-11" },
        { .id = "XL statistics", "2025-12-31", M, 1, NONE, "2026-01-31" },
        { .id = "XL statistics safe", "2025-12-31", M, 1, SAFE, "2026-01-30" },
        { .id = "ZJ gaps", "2024-12-30", W, 5, NONE, "2025-01-07" },
        { .id = "ZJ decide", "2025-01-20", W, 20, NONE, "2025-02-21" },
        { .id = "ZJ extended", "2025-01-20", W, 30, NONE, "2025-03-07" },
        { .id = "ZJ certificate", "2025-02-24", W, 10, NONE, "2025-03-10" },
        { .id = "ZJ publication", "2025-02-24", W, 7, NONE, "2025-03-05" },
        { .id = "TS transfer", "2024-09-30", W, 3, NONE, "2024-10-10" },
        { .id = "TS acceptance", "2024-10-10", W, 3, NONE, "2024-10-14" },
        { .id = "TS assistance", "2025-04-28", W, 7, NONE, "2025-05-12" },
        { .id = "TS assistance with supplement", "2025-04-28", W, 7, NONE, "2025-05-15",
          .stop_from = "2025-05-01", .stop_to = "2025-05-08" },
        { .id = "TS oral transfer", "2025-06-01 18:00", H, 24, NONE, "2025-06-02 18:00" },

        { .id = "C1 the start does not count", "2024-10-28 00:00", C, 1, NONE, "2024-10-29" },
        { .id = "C1 not even its last minute", "2024-10-28 23:59", C, 1, NONE, "2024-10-29" },
        { .id = "C2 a make-up Saturday counts", "2024-10-11", W, 1, NONE, "2024-10-12" },
        { .id = "C2 an ordinary Saturday does not", "2024-10-18", W, 1, NONE, "2024-10-21" },
        { .id = "C3 a make-up Sunday is no reason to roll", "2024-09-28", C, 1, PARTY, "2024-09-29" },
        { .id = "C4 strict", "2024-09-30", C, 1, NONE, "2024-10-01" },
        { .id = "C4 rolled", "2024-09-30", C, 1, PARTY, "2024-10-08" },
        { .id = "C4 safe", "2024-09-30", C, 1, SAFE, "2024-09-30" },
        { .id = "C4 safe never goes back before the event", "2024-10-01", C, 3, SAFE, "2024-10-04" },
        { .id = "C5 clear calendar days", "2024-10-10", C, 7, NONE, "2024-10-02", .lead = true },
        { .id = "C5 a lead moves back, never on", "2024-10-10", C, 7, PARTY, "2024-09-30", .lead = true },
        { .id = "C6 hours run through the new year of an unknown calendar", "2026-12-31 18:00", H, 24, NONE, "2027-01-01 18:00" },
        { .id = "C6 hours do not roll", "2024-09-30 09:15", H, 24, PARTY, "2024-10-01 09:15" },
        { .id = "C6 a stopped day does not run", "2024-05-01 14:30", H, 24, NONE, "2024-05-03 14:30",
          .stop_from = "2024-05-02", .stop_to = "2024-05-02" },
        { .id = "C6 stopped from the start", "2024-05-01 14:30", H, 24, NONE, "2024-05-03 00:00",
          .stop_from = "2024-05-01", .stop_to = "2024-05-01" },
        { .id = "C7 a month without that day", "2024-01-31", M, 1, NONE, "2024-02-29" },
        { .id = "C7 in a common year", "2023-01-31", M, 1, NONE, "2023-02-28" },
        { .id = "C7 back to the number", "2024-01-31", M, 2, NONE, "2024-03-31" },
        { .id = "C7 a leap day", "2024-02-29", Y, 1, NONE, "2025-02-28" },
        { .id = "C7 four years on", "2020-02-29", Y, 4, NONE, "2024-02-29" },
        { .id = "C7 months with a stop", "2024-01-15", M, 1, NONE, "2024-02-18",
          .stop_from = "2024-02-01", .stop_to = "2024-02-03" },
        { .id = "C8 strict calendar days need no calendar", "2026-12-31", C, 5, NONE, "2027-01-05" },
        { .id = "C8 rolling does", "2026-12-31", C, 5, PARTY, NULL },
        { .id = "C8 a safe day does as well", "2026-12-31", C, 5, SAFE, NULL },
        { .id = "C8 before the first calendar", "2018-01-05", W, 7, NONE, NULL, .lead = true },
        { .id = "C8 the start needs no calendar", "2017-12-31", W, 1, NONE, "2018-01-02" },
        { .id = "C8 stopped days need no calendar", "2026-12-30", W, 2, NONE, NULL,
          .stop_from = "2026-12-31", .stop_to = "2027-12-31" },
        { .id = "COM-12 tests are excluded", "2024-03-01", C, 30, NONE, "2024-04-10",
          .stop_from = "2024-03-11", .stop_to = "2024-03-20" },
        { .id = "a stop before the period changes nothing", "2024-10-28", W, 5, NONE, "2024-11-04",
          .stop_from = "2024-10-01", .stop_to = "2024-10-28" },
        { .id = "a party's last day does not roll onto a stop", "2024-09-30", C, 1, PARTY, "2024-10-10",
          .stop_from = "2024-10-08", .stop_to = "2024-10-09" },
        { .id = "a period of nothing ends at once", "2024-10-29", C, 0, NONE, "2024-10-29" },
};

static const char *answer(struct test *t, const struct due *due, enum clock_unit unit)
{
        if (!due->determined)
                return NULL;
        return unit == UNIT_HOUR ? instant_local(t->mem, due->instant) : day_text(t->mem, due->day);
}

static struct due vector_due(const struct calendar *cal, const struct vector *v)
{
        struct stop stop = { DAY_NONE, DAY_NONE };
        struct clock k = { .unit = v->unit, .length = v->length, .roll = v->roll, .lead = v->lead };

        if (v->stop_from) {
                stop = (struct stop){ fixture_day(v->stop_from), fixture_day(v->stop_to) };
                k.stops = &stop;
                k.n_stops = 1;
        }
        return clock_due(cal, &k, fixture_at(v->from));
}

TEST(clock, agrees_with_every_worked_date)
{
        const struct calendar *cal = fixture_calendar(t);

        for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
                const struct vector *v = &vectors[i];
                struct due due = vector_due(cal, v);
                const char *got = answer(t, &due, v->unit);

                t->checks++;
                if (!text_same(got, v->want))
                        test_failed(t, __FILE__, __LINE__, "%s: %s, wanted %s", v->id, got ? got : "UNDETERMINED",
                                    v->want ? v->want : "UNDETERMINED");
        }
}

TEST(clock, names_the_missing_year_and_keeps_the_strict_day_T43)
{
        const struct calendar *cal = fixture_calendar(t);
        struct clock k = { .unit = W, .length = 5 };
        struct due due = clock_due(cal, &k, fixture_at("2026-12-31"));

        CHECK(!due.determined && !day_is(due.day) && !day_is(due.strict));
        CHECK_INT(due.missing_year, 2027);
        k = (struct clock){ .unit = C, .length = 15, .roll = PARTY };
        due = clock_due(cal, &k, fixture_at("2026-12-31"));
        CHECK(!due.determined && !day_is(due.day));
        CHECK_INT(due.missing_year, 2027);
        CHECK_TEXT(day_text(t->mem, due.strict), "2027-01-15");
        k = (struct clock){ .unit = W, .length = 3, .lead = true };
        CHECK_INT(clock_due(cal, &k, fixture_at("2018-01-03")).missing_year, 2017);
        CHECK_INT(clock_due(NULL, &k, fixture_at("2024-01-03")).missing_year, 2024);
}

TEST(clock, ends_a_day_at_midnight_and_hours_at_their_minute)
{
        const struct calendar *cal = fixture_calendar(t);
        struct clock k = { .unit = W, .length = 5 };
        struct due due = clock_due(cal, &k, fixture_at("2024-10-10 17:00"));

        CHECK_TEXT(instant_local(t->mem, due.instant), "2024-10-17 00:00");
        k = (struct clock){ .unit = H, .length = 24 };
        due = clock_due(cal, &k, fixture_at("2024-05-01 14:30:59"));
        CHECK_TEXT(instant_text(t->mem, due.instant), "2024-05-02T06:30:00.000Z");
        CHECK_TEXT(day_text(t->mem, due.day), "2024-05-02");
        due = clock_due(cal, &k, fixture_at("1965-05-01 14:30:59"));
        CHECK_TEXT(instant_local(t->mem, due.instant), "1965-05-02 14:30");
}

TEST(clock, decides_limitation_by_the_close_of_the_corresponding_day_T40)
{
        const struct calendar *cal = fixture_calendar(t);
        struct clock two = { .unit = Y, .length = 2 }, five = { .unit = Y, .length = 5 };
        struct day last = clock_due(cal, &two, fixture_at("2021-07-20")).day;

        CHECK(day_compare(fixture_day("2023-07-20"), last) <= 0);       /* (a) punishable */
        CHECK(day_compare(fixture_day("2023-07-21"), last) > 0);        /* (b) time-barred */
        last = clock_due(cal, &five, fixture_at("2021-07-20")).day;
        CHECK(day_compare(fixture_day("2023-07-21"), last) <= 0);       /* (c) punishable */
}

TEST(clock, counts_pauses_once_even_if_they_overlap)
{
        const struct calendar *cal = fixture_calendar(t);
        struct stop stops[] = {
                { fixture_day("2025-03-17"), fixture_day("2025-03-28") },
                { fixture_day("2025-03-20"), fixture_day("2025-03-21") },
                { fixture_day("2025-03-28"), fixture_day("2025-03-17") },       /* upside down: no day at all */
        };
        struct clock k = { .unit = W, .length = 20, .stops = stops, .n_stops = 3 };

        CHECK_TEXT(day_text(t->mem, clock_due(cal, &k, fixture_at("2025-03-10")).day), "2025-04-22");
}

TEST(clock, never_falls_over_odd_clocks)
{
        const struct calendar *cal = fixture_calendar(t);
        struct clock odd[] = {
                { .unit = W, .length = -1 }, { .unit = C, .length = CLOCK_LENGTH_MAX + 1 }, { .unit = H, .length = INT64_MAX },
                { .unit = M, .length = 1, .lead = true }, { .unit = H, .length = 1, .lead = true },
                { .unit = UNIT__MAX, .length = 1 },
        };
        struct clock far = { .unit = Y, .length = 200 }, near = { .unit = C, .length = 9 };

        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
                struct due due = clock_due(cal, &odd[i], fixture_at("2024-10-10"));

                CHECK(clock_wrong(&odd[i]) && !due.determined && due.missing_year == 0);
                CHECK(*clock_explain(t->mem, cal, &odd[i], fixture_at("2024-10-10")).summary);
        }
        CHECK_INT(clock_due(cal, &far, fixture_at("2024-10-10")).missing_year, 2200);
        CHECK_INT(clock_due(cal, &near, fixture_at("2199-12-30")).missing_year, 2200);
        CHECK_INT(clock_due(cal, &near, (struct instant){ INT64_MAX }).missing_year, 2200);
        CHECK_INT(clock_due(cal, &near, (struct instant){ INT64_MIN }).missing_year, 1899);
        near.lead = true;
        CHECK_INT(clock_due(cal, &near, fixture_at("1900-01-05")).missing_year, 1899);
        far = (struct clock){ .unit = H, .length = CLOCK_LENGTH_MAX };
        CHECK_TEXT(day_text(t->mem, clock_due(cal, &far, fixture_at("2024-01-01 00:00")).day), "2035-05-29");
        CHECK_INT(clock_due(cal, &far, fixture_at("2199-12-01 00:00")).missing_year, 2200);
}

TEST(clock, knows_its_units_and_rolls_by_name)
{
        enum clock_unit unit;
        enum clock_roll roll;

        for (int i = 0; i < UNIT__MAX; i++)
                CHECK(clock_unit_by_name(clock_unit_name((enum clock_unit)i), &unit) && (int)unit == i);
        for (int i = 0; i < ROLL__MAX; i++)
                CHECK(clock_roll_by_name(clock_roll_name((enum clock_roll)i), &roll) && (int)roll == i);
        CHECK(!clock_unit_by_name("week", &unit) && !clock_unit_by_name(NULL, &unit) && !clock_roll_by_name("", &roll));
        CHECK_TEXT(clock_unit_chinese(UNIT_WORKING), "个工作日");
}

/* ---- calendar ---- */

TEST(calendar, has_the_known_number_of_working_days_in_each_year)
{
        static const int want[] = { 250, 250, 249, 250, 249, 249, 251, 248, 248 };
        const struct calendar *cal = fixture_calendar(t);

        for (int year = 2018; year <= 2026; year++) {
                int n = 0;

                CHECK(calendar_knows(cal, year));
                for (struct day d = day_make(year, 1, 1); day_compare(d, day_make(year, 12, 31)) <= 0; d = day_plus(d, 1))
                        n += calendar_day(cal, d, NULL) == DAY_WORK;
                CHECK_INT(n, want[year - 2018]);
        }
        CHECK(!calendar_knows(cal, 2017) && !calendar_knows(cal, 2027) && !calendar_knows(cal, 0) && !calendar_knows(cal, 99999));
}

TEST(calendar, names_what_is_special_about_a_day)
{
        static const struct { const char *day; enum day_kind kind; const char *name; } days[] = {
                { "2024-10-01", DAY_OFF, "国庆节" }, { "2024-10-05", DAY_OFF, "国庆节" }, { "2024-10-12", DAY_WORK, "国庆节调休" },
                { "2024-10-19", DAY_OFF, "周六" }, { "2024-10-20", DAY_OFF, "周日" }, { "2024-10-21", DAY_WORK, "" },
                { "2024-02-09", DAY_WORK, "" }, { "2020-02-03", DAY_WORK, "" }, { "2025-09-28", DAY_WORK, "国庆节、中秋节调休" },
                { "2027-01-01", DAY_UNKNOWN, "" }, { "2027-01-02", DAY_UNKNOWN, "" },
        };
        const struct calendar *cal = fixture_calendar(t);
        const char *name;

        for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
                CHECK_INT(calendar_day(cal, fixture_day(days[i].day), &name), days[i].kind);
                CHECK_TEXT(name, days[i].name);
        }
}

TEST(calendar, is_refused_with_the_line_that_is_wrong)
{
        static const char *const bad[] = {
                "date,name,type\n2024-01-01,元旦,off\n2024-02-30,春节,off\n",
                "date,name,type\n2024-01-01,元旦,off\n2024-01-02,元旦\n",
                "date,name,type\n2024-01-02,元旦,off\n2024-01-01,元旦,off\n",
                "date,name,type\n2024-01-01,元旦,off\n2024-01-01,元旦,off\n",
                "date,name,type\n2024-01-01,元旦,off\n2024-01-02,元旦,Off\n",
                "date,name,type\n2024-01-01,元旦,off\n2024-01-02,,off\n",
                "date,name,type\n2024-01-01,元旦,off\ndate,name,type\n",
                "date,name,type\n2024-01-01,元旦,off\n2024-01-02,元旦,off,x\n",
        };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                CHECK(calendar_load(t->mem, bad[i], strlen(bad[i]), &t->why) == NULL);
                CHECK(t->why.kind == WHY_REFUSED && t->why.code == R_ARG_TYPE && strstr(t->why.detail, "第 3 行"));
                why_clear(&t->why);
        }
        CHECK_REFUSED(calendar_load(t->mem, "\xFF\n", 2, &t->why), R_ARG_TYPE);
        CHECK_REFUSED(calendar_load(t->mem, "2024-01-01,元\0旦,off\n", 23, &t->why), R_ARG_TYPE);
}

TEST(calendar, from_a_spreadsheet_or_an_empty_file_is_read)
{
        const char *sheet = "\xEF\xBB\xBF" "date,name,type\r\n2027-01-01,元旦,off\r\n\r\n", *bare = "2027-01-01,元旦,off";
        const struct calendar *cal = calendar_load(t->mem, sheet, strlen(sheet), &t->why);

        CHECK(cal && calendar_day(cal, fixture_day("2027-01-01"), NULL) == DAY_OFF);
        cal = calendar_load(t->mem, bare, strlen(bare), &t->why);
        CHECK(cal && calendar_day(cal, fixture_day("2027-01-02"), NULL) == DAY_OFF);
        cal = calendar_load(t->mem, "", 0, &t->why);
        CHECK(cal && calendar_day(cal, fixture_day("2027-01-02"), NULL) == DAY_UNKNOWN);
}

TEST(calendar, says_how_many_working_days_are_left_or_gone)
{
        static const struct { const char *today, *d; int want; } days[] = {
                { "2024-10-10", "2024-10-16", 5 }, { "2024-10-16", "2024-10-16", 0 }, { "2024-10-17", "2024-10-16", -1 },
                { "2024-10-21", "2024-10-16", -3 }, { "2024-10-19", "2024-10-18", -1 }, { "2024-10-18", "2024-10-19", 0 },
                { "2024-09-30", "2024-10-08", 1 }, { "2026-11-20", "2026-11-19", -1 }, { "2026-11-20", "2026-11-24", 2 },
                { "2027-03-01", "2027-03-01", 0 },
        };
        const struct calendar *cal = fixture_calendar(t);
        int n = 77;

        CHECK(!working_days_left(cal, fixture_day("2026-12-30"), fixture_day("2027-01-05"), &n) && n == 77);
        CHECK(!working_days_left(cal, fixture_day("2027-01-05"), fixture_day("2026-12-30"), &n) && n == 77);
        for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
                CHECK(working_days_left(cal, fixture_day(days[i].today), fixture_day(days[i].d), &n));
                CHECK_INT(n, days[i].want);
        }
}

/* ---- sums ---- */

static struct surcharge sum(int64_t fine, const char *last_day, const char *paid)
{
        return surcharge_of(fine, fixture_day(last_day), fixture_day(paid), NULL, 0);
}

TEST(surcharge, is_three_percent_a_day_T10_and_DY)
{
        CHECK_INT(sum(2000000, "2024-03-15", "2024-04-10").days, 26);
        CHECK_INT(sum(2000000, "2024-03-15", "2024-04-10").due, 1560000);
        CHECK_INT(sum(18000000, "2024-11-15", "2024-11-20").due, 2700000);
        CHECK_INT(sum(2000000, "2024-03-15", "2024-03-15").due, 0);
        CHECK_INT(sum(2000000, "2024-03-15", "2024-03-01").days, 0);
}

TEST(surcharge, never_exceeds_the_fine_T11)
{
        struct surcharge s = sum(500000, "2024-03-01", "2024-04-10");

        CHECK_INT(s.days, 40);
        CHECK_INT(s.raw, 600000);
        CHECK_INT(s.due, 500000);
        CHECK(s.capped);
        s = sum(500000, "2024-03-01", "2024-04-03");                    /* day 33 */
        CHECK(s.due == 495000 && !s.capped);
        s = sum(500000, "2024-03-01", "2024-04-04");                    /* day 34 */
        CHECK(s.raw == 510000 && s.due == 500000 && s.capped);
}

TEST(surcharge, pauses_while_the_decision_is_under_review_T12)
{
        struct stop pause[] = {
                { fixture_day("2024-05-20"), fixture_day("2024-07-15") },
                { fixture_day("2024-06-01"), fixture_day("2024-06-30") },
        };
        struct surcharge s = surcharge_of(1000000, fixture_day("2024-05-10"), fixture_day("2024-07-25"), pause, 2);

        CHECK_INT(s.days, 19);
        CHECK_INT(s.due, 570000);
}

TEST(surcharge, is_rounded_down_once_and_survives_any_sum)
{
        CHECK_INT(sum(33, "2024-03-01", "2024-03-02").due, 0);          /* 0.99 fen */
        CHECK_INT(sum(33, "2024-03-01", "2024-03-03").due, 1);          /* 1.98 fen */
        CHECK_INT(sum(-5, "2024-03-01", "2024-03-03").due, 0);
        CHECK_INT(sum(INT64_C(1000000000000000), "1900-01-01", "2199-12-31").due, INT64_C(1000000000000000));
        CHECK(sum(INT64_MAX, "1900-01-01", "2199-12-31").due == INT64_MAX || sum(INT64_MAX, "1900-01-01", "2199-12-31").capped);
        CHECK_INT(surcharge_of(100, DAY_NONE, fixture_day("2024-03-03"), NULL, 0).due, 0);
}
