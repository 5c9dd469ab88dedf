/* clock.c - when a legal period ends.
 *
 * 民法典 201-204, 民诉法 85: the day of the event is not counted; hours run on through nights and holidays; months end on the
 * same day number.  行政处罚法 85, 行政强制法 69, 行政许可法 82 say which periods are working days: that is the pack's affair.
 * Must never guess a day of a year whose holiday notice is not out, and never fall over odd lengths: those are undetermined.
 */
#include "law/clock_walk.h"
#include <string.h>

#define HOUR_MS INT64_C(3600000)
#define MINUTE_MS INT64_C(60000)
#define YEAR_MIN 1900
#define YEAR_MAX 2199

static const struct { const char *name, *chinese; } units[UNIT__MAX] = {
        [UNIT_WORKING]  = { "working",  "个工作日" },
        [UNIT_CALENDAR] = { "calendar", "日" },
        [UNIT_HOUR]     = { "hour",     "小时" },
        [UNIT_MONTH]    = { "month",    "个月" },
        [UNIT_YEAR]     = { "year",     "年" },
};

static const char *const rolls[ROLL__MAX] = { [ROLL_NONE] = "none", [ROLL_PARTY] = "party", [ROLL_SAFE] = "safe" };

bool clock_unit_by_name(const char *s, enum clock_unit *out)
{
        for (int i = 0; s && i < UNIT__MAX; i++)
                if (!strcmp(units[i].name, s)) {
                        *out = (enum clock_unit)i;
                        return true;
                }
        return false;
}

const char *clock_unit_name(enum clock_unit u)
{
        must(u >= 0 && u < UNIT__MAX);
        return units[u].name;
}

const char *clock_unit_chinese(enum clock_unit u)
{
        must(u >= 0 && u < UNIT__MAX);
        return units[u].chinese;
}

bool clock_roll_by_name(const char *s, enum clock_roll *out)
{
        for (int i = 0; s && i < ROLL__MAX; i++)
                if (!strcmp(rolls[i], s)) {
                        *out = (enum clock_roll)i;
                        return true;
                }
        return false;
}

const char *clock_roll_name(enum clock_roll r)
{
        must(r >= 0 && r < ROLL__MAX);
        return rolls[r];
}

const char *clock_wrong(const struct clock *k)
{
        if (k->unit < 0 || k->unit >= UNIT__MAX || k->roll < 0 || k->roll >= ROLL__MAX)
                return "单位或者顺延方式不认识";
        if (k->length < 0 || k->length > CLOCK_LENGTH_MAX)
                return "期限长度应在 0 到 100000 之间";
        if (k->lead && k->unit != UNIT_WORKING && k->unit != UNIT_CALENDAR)
                return "“之前若干日”只能按工作日或者日计算";
        return NULL;
}

int year__of(struct day d)
{
        int y, m, dd;

        day_split(d, &y, &m, &dd);
        return y;
}

bool day__stopped(const struct clock *k, struct day d)
{
        for (size_t i = 0; i < k->n_stops; i++)
                if (day_compare(k->stops[i].from, d) <= 0 && day_compare(d, k->stops[i].to) <= 0)
                        return true;
        return false;
}

struct instant minute__of(struct instant t)
{
        int64_t over = t.ms % MINUTE_MS;

        return (struct instant){ t.ms - (over < 0 ? over + MINUTE_MS : over) };
}

static bool year_in_range(int year)
{
        return year >= YEAR_MIN && year <= YEAR_MAX;
}

/* Days from start to the corresponding day `months` later: a period of months is that many days, of which stopped days
 * do not count.  -1 if it lies beyond the last year. */
static int64_t month_days(struct day start, int64_t months)
{
        int y, m, d;

        day_split(start, &y, &m, &d);
        if (y * INT64_C(12) + m - 1 + months >= (YEAR_MAX + 1) * INT64_C(12))
                return -1;
        return day_plus_months(start, (int)months).n - (int64_t)start.n;
}

bool walk__begin(struct walk *w, const struct calendar *cal, const struct clock *k, struct day start)
{
        *w = (struct walk){ .cal = cal, .k = k, .at = start, .direction = k->lead ? -1 : 1, .target = k->length + k->lead };
        if (!year_in_range(year__of(start))) {
                w->missing_year = year__of(start);
                return false;
        }
        if (k->unit == UNIT_MONTH || k->unit == UNIT_YEAR)
                w->target = month_days(start, k->unit == UNIT_YEAR ? k->length * 12 : k->length);
        w->missing_year = w->target < 0 ? YEAR_MAX + 1 : 0;
        return w->target >= 0;
}

static enum worth worth_of(const struct walk *w, const char **name)
{
        *name = "";
        if (!year_in_range(year__of(w->at)))
                return WORTH_UNKNOWN;
        if (day__stopped(w->k, w->at)) {
                *name = "暂停计时";
                return WORTH_NOTHING;
        }
        if (w->k->unit != UNIT_WORKING)
                return WORTH_ONE;
        switch (calendar_day(w->cal, w->at, name)) {
        case DAY_WORK: return WORTH_ONE;
        case DAY_OFF: return WORTH_NOTHING;
        default: return WORTH_UNKNOWN;
        }
}

enum worth walk__step(struct walk *w, const char **name)
{
        const char *ignored;
        enum worth worth;

        w->at = day_plus(w->at, w->direction);
        worth = worth_of(w, name ? name : &ignored);
        if (worth == WORTH_UNKNOWN)
                w->missing_year = year__of(w->at);
        w->counted += worth == WORTH_ONE;
        return worth;
}

static struct due due_missing(int year, struct day strict)
{
        return (struct due){ .missing_year = year, .day = DAY_NONE, .strict = strict };
}

static struct due due_on(struct day strict, struct day day)
{
        return (struct due){ .determined = true, .day = day, .strict = strict, .instant = instant_at(day_plus(day, 1), 0, 0) };
}

int64_t hours__step(const struct clock *k, struct instant *t, int64_t *left)
{
        struct day d = day_of(*t);
        struct instant midnight = instant_at(day_plus(d, 1), 0, 0);
        int64_t room = midnight.ms - t->ms, run = *left < room ? *left : room;

        if (day__stopped(k, d)) {
                *t = midnight;
                return 0;
        }
        t->ms += run;
        *left -= run;
        return run;
}

static struct due due_hours(const struct clock *k, struct instant from)
{
        struct instant t = minute__of(from);
        int64_t left = k->length * HOUR_MS;

        while (left > 0 && year_in_range(year__of(day_of(t))))
                hours__step(k, &t, &left);
        if (!year_in_range(year__of(day_of(t))))
                return due_missing(year__of(day_of(t)), DAY_NONE);
        return (struct due){ .determined = true, .day = day_of(t), .strict = day_of(t), .instant = t };
}

/* The first day from strict on (direction +1) or back (-1) that is worked; the party's last day does not fall on a stopped day
 * either.  Going back ends at `floor`, if there is one: nothing can be done before the event. */
static struct due due_rolled(const struct walk *w, int direction, struct day floor)
{
        for (struct day d = w->at;; d = day_plus(d, direction)) {
                enum day_kind kind;

                if (direction > 0 && day__stopped(w->k, d) && year_in_range(year__of(d)))
                        continue;
                if (day_is(floor) && day_compare(d, floor) < 0)
                        return due_on(w->at, w->at);
                kind = calendar_day(w->cal, d, NULL);
                if (kind == DAY_UNKNOWN)
                        return due_missing(year__of(d), w->at);
                if (kind == DAY_WORK)
                        return due_on(w->at, d);
        }
}

/* Instants so far out that their day does not fit a number are not dates at all. */
bool instant__sane(struct instant t)
{
        return t.ms >= instant_at(day_make(YEAR_MIN, 1, 1), 0, 0).ms && t.ms < instant_at(day_make(YEAR_MAX, 12, 31), 24, 0).ms;
}

struct due clock_due(const struct calendar *cal, const struct clock *k, struct instant from)
{
        struct day start;
        struct walk w;

        if (clock_wrong(k))
                return due_missing(0, DAY_NONE);
        if (!instant__sane(from))
                return due_missing(from.ms < 0 ? YEAR_MIN - 1 : YEAR_MAX + 1, DAY_NONE);
        if (k->unit == UNIT_HOUR)
                return due_hours(k, from);
        start = day_of(from);
        if (!walk__begin(&w, cal, k, start))
                return due_missing(w.missing_year, DAY_NONE);
        while (w.counted < w.target)
                if (walk__step(&w, NULL) == WORTH_UNKNOWN)
                        return due_missing(w.missing_year, DAY_NONE);
        if (k->roll == ROLL_NONE)
                return due_on(w.at, w.at);
        if (k->lead)                                    /* a later day would eat into the clear days */
                return due_rolled(&w, -1, DAY_NONE);
        return k->roll == ROLL_PARTY ? due_rolled(&w, 1, DAY_NONE) : due_rolled(&w, -1, start);
}
