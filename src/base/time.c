/* time.c - civil dates by the days-from-civil arithmetic (proleptic Gregorian). */
#include "base/time.h"
#include "base/text.h"
#include "base/why.h"
#include <stdio.h>
#include <string.h>

#define MS_DAY INT64_C(86400000)
#define CHINA_MS (8 * INT64_C(3600000))

static bool leap(int y)
{
        return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
        static const int len[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

        return len[m] + (m == 2 && leap(y));
}

static bool real_date(int y, int m, int d)
{
        return y >= 1900 && y <= 2199 && m >= 1 && m <= 12 && d >= 1 && d <= month_days(y, m);
}

bool day_is(struct day d)
{
        return d.n != INT32_MIN;
}

/* Years are counted from 1 March, so that the leap day falls at the end of the year. */
struct day day_make(int year, int month, int day)
{
        int y = month <= 2 ? year - 1 : year, era = y / 400, yoe = y - era * 400;
        int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

        must(real_date(year, month, day));
        return (struct day){ era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468 };
}

void day_split(struct day d, int *year, int *month, int *day)
{
        int z = d.n + 719468, era = z / 146097, doe = z - era * 146097;
        int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
        int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

        *day = doy - (153 * mp + 2) / 5 + 1;
        *month = mp < 10 ? mp + 3 : mp - 9;
        *year = yoe + era * 400 + (*month <= 2);
}

/* Reads exactly n digits. */
static bool digits(const char **s, int n, int *out)
{
        int v = 0;

        for (int i = 0; i < n; i++, (*s)++) {
                if (**s < '0' || **s > '9')
                        return false;
                v = v * 10 + (**s - '0');
        }
        *out = v;
        return true;
}

static bool character(const char **s, char c)
{
        if (**s != c)
                return false;
        (*s)++;
        return true;
}

static bool date_part(const char **s, struct day *out)
{
        int y, m, d;

        if (!digits(s, 4, &y) || !character(s, '-') || !digits(s, 2, &m) || !character(s, '-') || !digits(s, 2, &d))
                return false;
        if (!real_date(y, m, d))
                return false;
        *out = day_make(y, m, d);
        return true;
}

bool day_parse(const char *s, struct day *out)
{
        struct day d;

        if (!date_part(&s, &d) || *s)
                return false;
        *out = d;
        return true;
}

/* n decimal digits of v, which fits. */
static char *put_digits(char *p, int v, int n)
{
        for (int i = n; i--; v /= 10)
                p[i] = (char)('0' + v % 10);
        return p + n;
}

static char *put_day(char *p, struct day d)
{
        int y, m, dd;

        day_split(d, &y, &m, &dd);
        p = put_digits(p, y, 4);
        *p++ = '-';
        p = put_digits(p, m, 2);
        *p++ = '-';
        return put_digits(p, dd, 2);
}

char *day_text(struct arena *a, struct day d)
{
        char *s = arena_take(a, sizeof "2024-10-29");

        if (day_is(d))
                put_day(s, d);
        return s;
}

char *day_chinese(struct arena *a, struct day d)
{
        int y, m, dd;

        if (!day_is(d))
                return text_copy(a, "");
        day_split(d, &y, &m, &dd);
        return text_make(a, "%d年%d月%d日", y, m, dd);
}

int day_weekday(struct day d)
{
        int w = (d.n + 3) % 7;                          /* 1970-01-01 was a Thursday */

        return (w < 0 ? w + 7 : w) + 1;
}

const char *weekday_chinese(int weekday)
{
        static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };

        must(weekday >= 1 && weekday <= 7);
        return names[weekday - 1];
}

struct day day_plus(struct day d, int days)
{
        return (struct day){ d.n + days };
}

struct day day_plus_months(struct day d, int months)
{
        int y, m, dd, total;

        day_split(d, &y, &m, &dd);
        total = y * 12 + (m - 1) + months;
        y = total / 12;
        m = total % 12 + 1;
        return day_make(y, m, dd < month_days(y, m) ? dd : month_days(y, m));
}

int day_compare(struct day a, struct day b)
{
        return (a.n > b.n) - (a.n < b.n);
}

struct day day_of(struct instant t)
{
        int64_t local = t.ms + CHINA_MS;

        return (struct day){ (int32_t)((local >= 0 ? local : local - (MS_DAY - 1)) / MS_DAY) };
}

struct instant instant_at(struct day d, int hour, int minute)
{
        return (struct instant){ d.n * MS_DAY + (hour * 60 + minute) * INT64_C(60000) - CHINA_MS };
}

/* "10:31" or "10:31:07" -> milliseconds of the day. */
static bool clock_part(const char **s, int64_t *ms)
{
        int h, m, sec = 0;

        if (!digits(s, 2, &h) || !character(s, ':') || !digits(s, 2, &m))
                return false;
        if (**s == ':' && (!character(s, ':') || !digits(s, 2, &sec)))
                return false;
        if (h > 23 || m > 59 || sec > 59)
                return false;
        *ms = ((h * 60 + m) * 60 + sec) * INT64_C(1000);
        return true;
}

bool instant_parse(const char *s, struct instant *out)
{
        struct day d;
        int64_t ms;
        int milli;
        size_t n = strlen(s);

        if (n != 24 || !date_part(&s, &d) || !character(&s, 'T') || s[5] != ':' || !clock_part(&s, &ms))
                return false;
        if (!character(&s, '.') || !digits(&s, 3, &milli) || !character(&s, 'Z') || *s)
                return false;
        *out = (struct instant){ d.n * MS_DAY + ms + milli };
        return true;
}

/* "Z", "+08:00" or nothing (which means China) -> milliseconds east of UTC. */
static bool zone_part(const char **s, int64_t *east)
{
        int h, m, sign = **s == '-' ? -1 : 1;

        *east = CHINA_MS;
        if (!**s)
                return true;
        *east = 0;
        if (character(s, 'Z'))
                return true;
        if ((**s != '+' && **s != '-') || !digits((++*s, s), 2, &h) || !character(s, ':') || !digits(s, 2, &m) || h > 14 || m > 59)
                return false;
        *east = sign * (h * 60 + m) * INT64_C(60000);
        return true;
}

struct day day_stored(const char *s)
{
        struct day d = DAY_NONE;

        must(!*s || day_parse(s, &d));
        return d;
}

struct instant instant_stored(const char *s)
{
        struct instant t = { 0 };

        must(!*s || instant_parse(s, &t));
        return t;
}

bool instant_parse_local(const char *s, struct instant *out)
{
        struct day d;
        int64_t ms, east;
        int milli = 0;

        if (!date_part(&s, &d))
                return false;
        if (!*s) {
                *out = instant_at(d, 9, 0);
                return true;
        }
        if ((!character(&s, 'T') && !character(&s, ' ')) || !clock_part(&s, &ms))
                return false;
        if (character(&s, '.') && !digits(&s, 3, &milli))
                return false;
        if (!zone_part(&s, &east) || *s)
                return false;
        *out = (struct instant){ d.n * MS_DAY + ms + milli - east };
        return true;
}

void instant_write(struct instant t, char out[INSTANT_SIZE])
{
        int64_t day = (t.ms >= 0 ? t.ms : t.ms - (MS_DAY - 1)) / MS_DAY, ms = t.ms - day * MS_DAY;
        char *p = put_day(out, (struct day){ (int32_t)day });

        *p++ = 'T';
        p = put_digits(p, (int)(ms / 3600000), 2);
        *p++ = ':';
        p = put_digits(p, (int)(ms / 60000 % 60), 2);
        *p++ = ':';
        p = put_digits(p, (int)(ms / 1000 % 60), 2);
        *p++ = '.';
        p = put_digits(p, (int)(ms % 1000), 3);
        *p++ = 'Z';
        *p = '\0';
}

char *instant_text(struct arena *a, struct instant t)
{
        char *s = arena_take(a, INSTANT_SIZE);

        instant_write(t, s);
        return s;
}

char *instant_local(struct arena *a, struct instant t)
{
        struct day d = day_of(t);
        int64_t ms = t.ms + CHINA_MS - d.n * MS_DAY;

        return text_make(a, "%s %02d:%02d", day_text(a, d), (int)(ms / 3600000), (int)(ms / 60000 % 60));
}
