/* calendar.c - which days are working days: Monday to Friday, less the days off of the yearly holiday notice of the State
 * Council, plus its make-up days (调休).
 *
 * Must never guess: a year without a single row has no published calendar, and none of its days - weekends neither, because
 * any of them may become a make-up day - is known to be worked or not.
 */
#include "law/clock.h"
#include <stdlib.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199

struct exception { struct day day; bool work; const char *name; };

struct calendar {
        struct exception *rows;                         /* ascending by day */
        size_t n;
        bool known[YEAR_MAX - YEAR_MIN + 1];
};

static int year_of(struct day d)
{
        int y, m, dd;

        day_split(d, &y, &m, &dd);
        return y;
}

/* On an ordinary weekday a `work` row changes nothing (3 February 2020), so there is nothing to name. */
static const char *exception_name(struct arena *a, const char *festival, struct day d, bool work)
{
        if (!work)
                return festival;
        return day_weekday(d) > 5 ? text_make(a, "%s调休", festival) : "";
}

/* "2024-10-12,国庆节,work" */
static bool row_parse(struct arena *a, const char *line, struct exception *out)
{
        size_t n;
        char **part = text_split(a, line, ',', &n);
        struct day d;
        bool work;

        if (n != 3 || !day_parse(part[0], &d) || !*part[1] || (strcmp(part[2], "off") && strcmp(part[2], "work")))
                return false;
        work = !strcmp(part[2], "work");
        *out = (struct exception){ d, work, exception_name(a, part[1], d, work) };
        return true;
}

static bool row_add(struct arena *a, struct calendar *cal, const char *line, size_t number, struct why *why)
{
        struct exception row;

        if (!row_parse(a, line, &row))
                return refuse(why, R_ARG_TYPE, "calendar", "工作日历第 %zu 行应为“日期,名称,off 或 work”", number);
        if (cal->n && day_compare(cal->rows[cal->n - 1].day, row.day) >= 0)
                return refuse(why, R_ARG_TYPE, "calendar", "工作日历第 %zu 行的日期没有按先后排列，或者重复", number);
        cal->rows[cal->n++] = row;
        cal->known[year_of(row.day) - YEAR_MIN] = true;
        return true;
}

/* A spreadsheet may have put a byte order mark in front and CR at the line ends. */
static char *line_clean(struct arena *a, const char *line)
{
        size_t n;

        if (text_starts(line, "\xEF\xBB\xBF"))
                line += 3;
        n = strlen(line);
        return text_copy_n(a, line, n && line[n - 1] == '\r' ? n - 1 : n);
}

struct calendar *calendar_load(struct arena *a, const char *csv, size_t n, struct why *why)
{
        struct calendar *cal = TAKE(a, struct calendar);
        char **lines;
        size_t n_lines;

        if (!utf8_valid(csv, n)) {
                refuse(why, R_ARG_TYPE, "calendar", "工作日历不是 UTF-8 文本");
                return NULL;
        }
        lines = text_split(a, text_copy_n(a, csv, n), '\n', &n_lines);
        cal->rows = TAKE_N(a, struct exception, n_lines + 1);
        for (size_t i = 0; i < n_lines; i++) {
                const char *line = line_clean(a, lines[i]);

                if (!*line || (i == 0 && !strcmp(line, "date,name,type")))
                        continue;
                if (!row_add(a, cal, line, i + 1, why))
                        return NULL;
        }
        return cal;
}

bool calendar_knows(const struct calendar *cal, int year)
{
        return cal && year >= YEAR_MIN && year <= YEAR_MAX && cal->known[year - YEAR_MIN];
}

static int exception_compare(const void *a, const void *b)
{
        return day_compare(((const struct exception *)a)->day, ((const struct exception *)b)->day);
}

enum day_kind calendar_day(const struct calendar *cal, struct day d, const char **name)
{
        static const char *const weekend[] = { "周六", "周日" };
        const struct exception key = { .day = d }, *row;
        const char *ignored;
        int weekday;

        name = name ? name : &ignored;
        *name = "";
        if (!calendar_knows(cal, year_of(d)))
                return DAY_UNKNOWN;
        row = bsearch(&key, cal->rows, cal->n, sizeof *cal->rows, exception_compare);
        if (row) {
                *name = row->name;
                return row->work ? DAY_WORK : DAY_OFF;
        }
        weekday = day_weekday(d);
        if (weekday <= 5)
                return DAY_WORK;
        *name = weekend[weekday - 6];
        return DAY_OFF;
}

/* Working days after `a` up to and including `b`; -1 if a calendar is missing. */
static int working_days_between(const struct calendar *cal, struct day a, struct day b)
{
        int n = 0;

        for (struct day d = day_plus(a, 1); day_compare(d, b) <= 0; d = day_plus(d, 1)) {
                enum day_kind kind = calendar_day(cal, d, NULL);

                if (kind == DAY_UNKNOWN)
                        return -1;
                n += kind == DAY_WORK;
        }
        return n;
}

/* A day that is over is overdue by at least one, even when only a weekend has gone by since. */
bool working_days_left(const struct calendar *cal, struct day today, struct day d, int *out)
{
        bool over = day_compare(d, today) < 0;
        int n = over ? working_days_between(cal, d, today) : working_days_between(cal, today, d);

        if (n < 0)
                return false;
        *out = over ? -(n ? n : 1) : n;
        return true;
}
