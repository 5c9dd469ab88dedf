/* clock.h - legal periods: from what, how long, in which unit, when does it end, and why on that day.
 *
 * Pure: no database, no wall clock.  Vectors: tests/vectors (each with its article).  Conventions (民法典 201-204, 民诉法 85):
 *   the start day is not counted; working days are Monday-Friday less public holidays plus make-up days (调休);
 *   months end on the same day number or the month's last day; hours run through nights, weekends and holidays;
 *   a count that would enter a year whose calendar has not been published is UNDETERMINED, never guessed.
 */
#ifndef LAW_CLOCK_H
#define LAW_CLOCK_H
#include "base/ctx.h"

/* ---- calendar: exceptional days by year ---- */
struct calendar;
/* csv: "date,name,type" lines (off|work), sorted; refuses ARG_TYPE with the line number.  A year is known if it has rows. */
struct calendar *calendar_load(struct arena *a, const char *csv, size_t n, struct why *why);
bool calendar_knows(const struct calendar *cal, int year);
enum day_kind { DAY_WORK, DAY_OFF, DAY_UNKNOWN };
/* name receives why an exceptional day is what it is ("国庆节", "国庆节调休"), "周六"… for weekends, or "" */
enum day_kind calendar_day(const struct calendar *cal, struct day d, const char **name);

/* ---- periods ---- */
enum clock_unit { UNIT_WORKING, UNIT_CALENDAR, UNIT_HOUR, UNIT_MONTH, UNIT_YEAR, UNIT__MAX };
/* none: strict end.  party: last day not a working day -> next working day.  safe: -> last working day on or before. */
enum clock_roll { ROLL_NONE, ROLL_PARTY, ROLL_SAFE, ROLL__MAX };
struct stop { struct day from, to; };           /* days not counted, both included */
struct clock {
        enum clock_unit unit;
        int64_t length;
        enum clock_roll roll;
        bool lead;                              /* `length` clear days BEFORE `from` (告知须在听证七日前); unit working or calendar */
        const struct stop *stops; size_t n_stops;
        const char *law;                        /* shown in the explanation */
};
struct due {
        bool determined;                        /* false: the calendar of a year is missing */
        int missing_year;                       /* 1899 or 2200: outside all calendars; 0: clock_wrong() says why */
        struct day day;                         /* the last day (lead: on which to act at the latest), or DAY_NONE */
        struct instant instant;                 /* for hours: the minute; otherwise the end of `day` (24:00) */
        struct day strict;                      /* before rolling; known even if only the rolling is undetermined */
};
#define CLOCK_LENGTH_MAX 100000
bool clock_unit_by_name(const char *s, enum clock_unit *out);   /* working|calendar|hour|month|year */
const char *clock_unit_name(enum clock_unit u);
const char *clock_unit_chinese(enum clock_unit u);              /* 个工作日 / 日 / 小时 / 个月 / 年 */
bool clock_roll_by_name(const char *s, enum clock_roll *out);   /* none|party|safe */
const char *clock_roll_name(enum clock_roll r);

/* NULL if the clock can be counted, otherwise what is wrong with it, in Chinese.  A wrong clock is never determined. */
const char *clock_wrong(const struct clock *k);

/* from is the event; for hours its minute counts, otherwise its day.
 * Stopped days: within months and years each one moves the end by a day; within hours a stopped day does not run at all; a
 * party's last day does not roll onto one.  Hours never roll.  safe never goes back before the event: if no working day lies
 * between, the strict end stays.  lead never rolls forward, because that would eat into the clear days. */
struct due clock_due(const struct calendar *cal, const struct clock *k, struct instant from);

/* Every day from start to end with what it was worth: the "why this date" panel and --explain.  lead counts backwards, so its
 * first row is the event and its last row the day on which to act.  At most 800 rows: of a longer period the first and the last
 * days, with one row between them that sums up the rest. */
struct step_day { struct day day; int number; /* 第几日; 0 = not counted */ const char *why; /* 起算日不计 / 周六 / 国庆节 / 暂停计时 … */ };
struct explanation {
        struct step_day *days; size_t n;
        const char *summary;                    /* one Chinese sentence with the law */
        const char *end;                        /* how the end was found: rolled, strict, lead */
};
struct explanation clock_explain(struct arena *a, const struct calendar *cal, const struct clock *k, struct instant from);

/* Working days from today (excluded) to d (included): >0 left, 0 today is the day (or the last working day before a d that is
 * none), <0 overdue (-1 also if only days off went by since); false if a calendar is missing. */
bool working_days_left(const struct calendar *cal, struct day today, struct day d, int *out);

/* ---- sums ---- */
/* 处罚法 72: 3 % of the fine for each day after the last day up to the day of payment, at most the fine itself; paused days
 * (73(3), both ends included) do not count. */
struct surcharge { int64_t days; int64_t raw, due; bool capped; };
struct surcharge surcharge_of(int64_t fine, struct day last_day, struct day paid, const struct stop *pauses, size_t n);

#endif
