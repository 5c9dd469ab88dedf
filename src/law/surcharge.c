/* surcharge.c - 加处罚款 for paying late (行政处罚法 72, 73(3)).  Whole fen, rounded down once, at the end.
 * Must never exceed the fine, and never count a day on which the law says it does not run.
 */
#include "law/clock.h"

/* 3 % of fine for each of `days`; INT64_MAX when it does not fit (the cap is far below). */
static int64_t three_percent(int64_t fine, int64_t days)
{
        int64_t hundreds, rest = fine % 100 * 3 * days / 100;

        if (__builtin_mul_overflow(fine / 100, 3 * days, &hundreds) || __builtin_add_overflow(hundreds, rest, &hundreds))
                return INT64_MAX;
        return hundreds;
}

static bool paused(struct day d, const struct stop *pauses, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (day_compare(pauses[i].from, d) <= 0 && day_compare(d, pauses[i].to) <= 0)
                        return true;
        return false;
}

struct surcharge surcharge_of(int64_t fine, struct day last_day, struct day paid, const struct stop *pauses, size_t n)
{
        struct surcharge s = { 0 };

        if (fine <= 0 || !day_is(last_day) || !day_is(paid))
                return s;
        for (struct day d = day_plus(last_day, 1); day_compare(d, paid) <= 0; d = day_plus(d, 1))
                s.days += !paused(d, pauses, n);
        s.raw = three_percent(fine, s.days);
        s.capped = s.raw > fine;
        s.due = s.capped ? fine : s.raw;
        return s;
}
