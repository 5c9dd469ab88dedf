/* statute_date.c - days as statutes write them.  Pure; what is no real day is no day. */
#include "statute/statute_date.h"
#include "law/cite.h"
#include <stdio.h>
#include <string.h>

#define HAN 3

static size_t part_read(const char *s, const char *word, int *out)
{
        size_t n = han_number_read(s, out);

        return n && text_starts(s + n, word) ? n + HAN : 0;
}

size_t statute_day_read(const char *s, struct day *out)
{
        int year, month, day;
        size_t y = part_read(s, "年", &year), m = y ? part_read(s + y, "月", &month) : 0, d = m ? part_read(s + y + m, "日", &day) : 0;
        char iso[40];

        if (!d || year < 1900 || year > 2199 || month > 12 || day > 31)
                return 0;
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
        return day_parse(iso, out) ? y + m + d : 0;
}

static bool begins_to_hold(const char *s)
{
        return text_starts(s, "起施行") || text_starts(s, "起实施") || text_starts(s, "起生效") || text_starts(s, "起执行") || text_starts(s, "施行") ||
               text_starts(s, "起开始施行");
}

/* Behind 自: the day, and that from it on the statute holds. */
static bool day_said(const char *s, struct day promulgated, struct day *out)
{
        static const char *const days[] = { "公布之日", "发布之日", "颁布之日" };
        struct day day;
        size_t n = statute_day_read(s, &day);

        if (n) {
                if (!begins_to_hold(s + n))
                        return false;
                *out = day;
                return true;
        }
        for (size_t i = 0; i < sizeof days / sizeof *days; i++)
                if (text_starts(s, days[i]) && begins_to_hold(s + strlen(days[i]))) {
                        *out = promulgated;
                        return true;
                }
        return false;
}

bool statute_effective_read(const char *s, struct day promulgated, struct day *out)
{
        const char *own = strstr(s, "本");

        for (const char *p = own; p && (p = strstr(p, "自")); p += HAN)
                if (day_said(p + HAN, promulgated, out))
                        return true;
        return false;
}

struct day statute_day_named(const char *path)
{
        const char *open = strrchr(path, '(');
        struct day day;
        char iso[sizeof "2021-01-22"];

        if (!open || strlen(open) < sizeof iso + 1 || open[sizeof iso] != ')')
                return DAY_NONE;
        memcpy(iso, open + 1, sizeof iso - 1);
        iso[sizeof iso - 1] = '\0';
        return day_parse(iso, &day) ? day : DAY_NONE;
}
