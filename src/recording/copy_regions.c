/* copy_regions.c - moments and rectangles as people type them, and as the page's script writes them.  Pure: text in, numbers out. */
#include "base/json.h"
#include "recording/copy_inner.h"
#include <stdio.h>
#include <string.h>

#define LONGEST_MS ((int64_t)1000 * 3600 * 1000)        /* a thousand hours: nothing recorded is longer */

/* Digits only, at least one; moves on. */
static bool digits(const char **s, int most, int64_t *out)
{
        int64_t v = 0;
        int n = 0;

        for (; **s >= '0' && **s <= '9' && n < most; (*s)++, n++)
                v = v * 10 + (**s - '0');
        *out = v;
        return n > 0;
}

/* ".5" is 500 ms; nothing is 0. */
static bool thousandths(const char **s, int64_t *ms)
{
        int64_t unit = 100;

        *ms = 0;
        if (**s != '.')
                return true;
        for ((*s)++; **s >= '0' && **s <= '9' && unit; (*s)++, unit /= 10)
                *ms += (**s - '0') * unit;
        return (*s)[-1] != '.';
}

bool copy__moment_read(const char *s, int64_t *ms)
{
        int64_t part[3] = { 0 }, fraction, v;
        int n = 0;

        for (;; s++) {
                if (!digits(&s, 10, &part[n]) || (n && part[n] > 59))
                        return false;
                if (++n == 3 || *s != ':')
                        break;
        }
        if (!thousandths(&s, &fraction))
                return false;
        if (n == 1 && *s == 's' && !s[1])
                v = part[0] * 1000 + fraction;
        else if (*s || (n == 1 && fraction))
                return false;
        else
                v = n == 1 ? part[0] : ((n == 3 ? part[0] * 3600 + part[1] * 60 : part[0] * 60) + part[n - 1]) * 1000 + fraction;
        if (v > LONGEST_MS)
                return false;
        *ms = v;
        return true;
}

char *copy__moment(struct arena *mem, int64_t ms)
{
        long long s = (ms < 0 ? 0 : ms) / 1000, left = (ms < 0 ? 0 : ms) % 1000;
        const char *fraction = left ? text_make(mem, ".%03lld", left) : "";

        if (s >= 3600)
                return text_make(mem, "%lld:%02lld:%02lld%s", s / 3600, s / 60 % 60, s % 60, fraction);
        return text_make(mem, "%lld:%02lld%s", s / 60, s % 60, fraction);
}

static bool box_read(const char **s, struct media_box *b)
{
        int *const to[] = { &b->x, &b->y, &b->w, &b->h };
        int64_t v;

        for (int i = 0; i < 4; i++) {
                if ((i && *(*s)++ != ',') || !digits(s, 5, &v))
                        return false;
                *to[i] = (int)v;
        }
        return true;
}

static bool box_inside(const struct media_box *b)
{
        return b->w > 0 && b->h > 0 && b->x + b->w <= 10000 && b->y + b->h <= 10000;
}

/* The times before the colon; each without one of its own. */
static bool times_read(struct arena *mem, const char *line, const char *colon, struct media_region *r)
{
        const char *dash = memchr(line, '-', (size_t)(colon - line));

        return dash && copy__moment_read(text_copy_n(mem, line, (size_t)(dash - line)), &r->from) &&
               copy__moment_read(text_copy_n(mem, dash + 1, (size_t)(colon - dash - 1)), &r->until);
}

static bool line_read(struct arena *mem, const char *line, int64_t length, struct media_region *r)
{
        const char *colon = strchr(line, ':'), *s = colon ? colon + 1 : line;

        *r = (struct media_region){ .from = 0, .until = length > 0 ? length : 1 };
        if (colon && !times_read(mem, line, colon, r))
                return false;
        if (!box_read(&s, &r->a))
                return false;
        r->b = r->a;
        return !*s || (*s++ == '-' && box_read(&s, &r->b) && !*s);
}

static bool region_right(const struct media_region *r, int64_t length)
{
        return box_inside(&r->a) && box_inside(&r->b) && r->from < r->until && (length < 0 || r->from < length);
}

bool copy__regions_read(struct arena *mem, const char *list, int64_t length, struct media_blur *out, struct why *why)
{
        json_t *lines = *list ? json_parse(why, list, strlen(list)) : NULL, *one;
        struct media_region *at = TAKE_N(mem, struct media_region, json_array_size(lines) + 1);
        bool ok = !*list || lines;
        size_t i;

        if (json_array_size(lines) > MEDIA_REGIONS_MAX)
                ok = refuse(why, R_MEDIA_RANGE, "regions", "遮盖区域最多 %d 处", MEDIA_REGIONS_MAX);
        json_array_foreach(lines, i, one) {
                const char *line = json_string_value(one);

                if (ok && (!line || !line_read(mem, line, length, &at[i])))
                        ok = refuse(why, R_ARG_TYPE, "regions", "第 %zu 行“%s”应为“开始-结束:左,上,宽,高”", i + 1, utf8_head(mem, line ? line : "", 40));
                if (ok && !region_right(&at[i], length))
                        ok = refuse(why, R_MEDIA_RANGE, "regions", "第 %zu 行“%s”不在画面或者时间之内", i + 1, utf8_head(mem, line, 40));
        }
        if (ok) {
                out->regions = at;
                out->n = json_array_size(lines);
        }
        json_decref(lines);
        return ok;
}
