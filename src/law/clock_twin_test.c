/* clock_twin_test.c - the slow textbook twin: the conventions written down a second time, naively and day by day, from the csv
 * text itself, and compared with the engine on many thousands of pseudo-random clocks.  It must share no code with the engine
 * but the arithmetic of single days.
 */
#include "law/clock_fixture.h"
#include <stdio.h>

#define NEVER (-1)
#define FIRST_YEAR 2018
#define LAST_YEAR 2026

/* 'w' worked, 'o' off, '?' nobody knows: looked up in the text of the csv, one day at a time. */
static char twin_kind(const char *csv, struct day d)
{
        int y, m, dd;
        char want[16];
        const char *row, *end;

        day_split(d, &y, &m, &dd);
        if (y < FIRST_YEAR || y > LAST_YEAR)
                return '?';
        snprintf(want, sizeof want, "\n%04u-%02u-%02u,", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)dd % 100);
        row = strstr(csv, want);
        if (row) {
                end = strchr(row + 1, '\n');
                return end[-1] == 'k' ? 'w' : 'o';
        }
        return day_weekday(d) <= 5 ? 'w' : 'o';
}

struct twin { char kinds[12 * 366]; int first; };       /* 2016-2027, so that long counts do not search the text each time */

static void twin_make(struct twin *w, const char *csv)
{
        w->first = day_make(2016, 1, 1).n;
        for (int i = 0; i < (int)sizeof w->kinds; i++)
                w->kinds[i] = twin_kind(csv, (struct day){ w->first + i });
}

static char kind_at(const struct twin *w, int day)
{
        int i = day - w->first;

        return i < 0 || i >= (int)sizeof w->kinds ? '?' : w->kinds[i];
}

static bool twin_stopped(const struct clock *k, int day)
{
        for (size_t i = 0; i < k->n_stops; i++)
                for (int d = k->stops[i].from.n; d <= k->stops[i].to.n; d++)
                        if (d == day)
                                return true;
        return false;
}

/* The same number some months on, or the last day of that month: by trying days from the first to the last. */
static int twin_months(int start, int months)
{
        int y, m, d, y2, m2, d2, best = NEVER;

        day_split((struct day){ start }, &y, &m, &d);
        for (; months > 0; months--)
                if (++m > 12) {
                        m = 1;
                        y++;
                }
        for (int day = start;; day++) {
                day_split((struct day){ day }, &y2, &m2, &d2);
                if (y2 == y && m2 == m && d2 <= d)
                        best = day;
                if (y2 > y || (y2 == y && m2 > m))
                        return best;
        }
}

/* The strict end, or NEVER. */
static int twin_strict(const struct twin *w, const struct clock *k, int start)
{
        int step = k->lead ? -1 : 1, day = start, need = (int)k->length;

        if (k->lead)
                need++;                                 /* the clear days, and then the day of the act itself */
        if (k->unit == UNIT_MONTH)
                need = twin_months(start, need) - start;
        if (k->unit == UNIT_YEAR)
                need = twin_months(start, need * 12) - start;
        while (need > 0) {
                day += step;
                if (twin_stopped(k, day))
                        continue;
                if (k->unit == UNIT_WORKING && kind_at(w, day) == '?')
                        return NEVER;
                if (k->unit != UNIT_WORKING || kind_at(w, day) == 'w')
                        need--;
        }
        return day;
}

static int twin_due(const struct twin *w, const struct clock *k, int start)
{
        int strict = twin_strict(w, k, start), day = strict;

        if (strict == NEVER || k->roll == ROLL_NONE)
                return strict;
        if (k->roll == ROLL_PARTY && !k->lead) {
                while (twin_stopped(k, day) || kind_at(w, day) == 'o')
                        day++;
                return kind_at(w, day) == '?' ? NEVER : day;
        }
        while (kind_at(w, day) == 'o') {
                day--;
                if (!k->lead && day < start)
                        return strict;
        }
        return kind_at(w, day) == '?' ? NEVER : day;
}

/* Minute by minute. */
static int64_t twin_hours(const struct clock *k, int64_t minute)
{
        int64_t left = k->length * 60;

        while (left > 0) {
                if (!twin_stopped(k, (int)(minute / 1440)))
                        left--;
                minute++;
        }
        return minute;
}

static uint32_t chance(uint32_t *seed, uint32_t below)
{
        *seed = *seed * 1664525u + 1013904223u;
        return (uint32_t)(((uint64_t)*seed * below) >> 32);
}

static void stops_random(uint32_t *seed, int start, struct stop *stops, struct clock *k)
{
        k->stops = stops;
        k->n_stops = chance(seed, 3) ? 0 : 1 + chance(seed, 3);
        for (size_t i = 0; i < k->n_stops; i++) {
                int from = start - 20 + (int)chance(seed, 80);

                stops[i] = (struct stop){ { from }, { from + (int)chance(seed, 25) - 1 } };
        }
}

static struct clock clock_random(uint32_t *seed)
{
        static const int most[UNIT__MAX] = {
                [UNIT_WORKING] = 60, [UNIT_CALENDAR] = 200, [UNIT_HOUR] = 200, [UNIT_MONTH] = 40, [UNIT_YEAR] = 6,
        };
        struct clock k = { .unit = (enum clock_unit)chance(seed, UNIT__MAX), .roll = (enum clock_roll)chance(seed, ROLL__MAX) };

        k.length = chance(seed, chance(seed, 2) ? 12 : (uint32_t)most[k.unit] + 1);
        k.lead = (k.unit == UNIT_WORKING || k.unit == UNIT_CALENDAR) && chance(seed, 3) == 0;
        return k;
}

static void disagree(struct test *t, const struct clock *k, int start, const char *fast, const char *slow)
{
        test_failed(t, __FILE__, __LINE__, "%d %s%s roll %s, %d stops, from %s: engine %s, twin %s", (int)k->length,
                    clock_unit_name(k->unit), k->lead ? " lead" : "", clock_roll_name(k->roll), (int)k->n_stops,
                    day_text(t->mem, (struct day){ start }), fast, slow);
}

static void compare_days(struct test *t, const struct calendar *cal, const struct twin *w, const struct clock *k, int start,
                         int minute)
{
        struct due due = clock_due(cal, k, instant_at((struct day){ start }, minute / 60, minute % 60));
        int slow = twin_due(w, k, start);

        t->checks++;
        if ((due.determined ? due.day.n : NEVER) != slow || (due.determined && due.strict.n != twin_strict(w, k, start)))
                disagree(t, k, start, due.determined ? day_text(t->mem, due.day) : "UNDETERMINED",
                         slow == NEVER ? "UNDETERMINED" : day_text(t->mem, (struct day){ slow }));
}

static void compare_hours(struct test *t, const struct calendar *cal, const struct clock *k, int start, int minute)
{
        struct due due = clock_due(cal, k, instant_at((struct day){ start }, minute / 60, minute % 60));
        int64_t slow = twin_hours(k, start * INT64_C(1440) + minute);
        struct instant want = instant_at((struct day){ (int)(slow / 1440) }, (int)(slow % 1440 / 60), (int)(slow % 60));

        t->checks++;
        if (!due.determined || due.instant.ms != want.ms)
                disagree(t, k, start, instant_local(t->mem, due.instant), instant_local(t->mem, want));
}

TEST(clock, agrees_with_the_textbook_on_thirty_thousand_random_clocks)
{
        const struct calendar *cal = fixture_calendar(t);
        struct twin *w = TAKE(t->mem, struct twin);
        int days = day_make(2027, 2, 1).n - day_make(2017, 12, 1).n;
        uint32_t seed = 20241029;

        twin_make(w, fixture_csv(t));
        for (int i = 0; i < 30000; i++) {
                int start = day_make(2017, 12, 1).n + (int)chance(&seed, (uint32_t)days), minute = (int)chance(&seed, 1440);
                struct clock k = clock_random(&seed);
                struct stop stops[3];

                stops_random(&seed, start, stops, &k);
                if (k.unit == UNIT_HOUR)
                        compare_hours(t, cal, &k, start, minute);
                else
                        compare_days(t, cal, w, &k, start, minute);
        }
}

TEST(clock, agrees_with_the_textbook_on_every_start_of_every_known_year)
{
        static const int lengths[] = { 1, 2, 3, 5, 7, 10, 15, 20, 30, 60, 90 };
        const struct calendar *cal = fixture_calendar(t);
        struct twin *w = TAKE(t->mem, struct twin);

        twin_make(w, fixture_csv(t));
        for (int start = day_make(2018, 1, 1).n; start <= day_make(2026, 12, 31).n; start++)
                for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
                        struct clock k = { .unit = i % 2 ? UNIT_WORKING : UNIT_CALENDAR, .length = lengths[i],
                                           .roll = (enum clock_roll)(start % ROLL__MAX) };

                        compare_days(t, cal, w, &k, start, 600);
                        k.unit = k.unit == UNIT_WORKING ? UNIT_CALENDAR : UNIT_WORKING;
                        k.lead = start % 5 == 0;
                        compare_days(t, cal, w, &k, start, 600);
                }
}
