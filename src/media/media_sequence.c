/* media_sequence.c - the recordings of one device side by side, and what its clock is worth.  Pure: times come in, findings go out. */
#include "media/media.h"

static void add(struct media_finding *list, size_t *n, struct media_finding f)
{
        list[(*n)++] = f;
}

/* "12 秒", "3 分 5 秒", "2 小时 1 分" */
static const char *span(struct arena *mem, int64_t ms)
{
        int64_t s = (ms + 500) / 1000;

        if (s < 60)
                return text_make(mem, "%lld.%lld 秒", (long long)(ms / 1000), (long long)(ms % 1000 / 100));
        if (s < 3600)
                return text_make(mem, "%lld 分 %lld 秒", (long long)(s / 60), (long long)(s % 60));
        return text_make(mem, "%lld 小时 %lld 分", (long long)(s / 3600), (long long)(s % 3600 / 60));
}

static void numbers(struct arena *mem, const struct media_part *a, const struct media_part *b, int64_t i,
        struct media_finding *list, size_t *n)
{
        if (a->number < 0 || b->number < 0 || b->number <= a->number + 1)
                return;         /* a number that starts again from the beginning is the device's business */
        add(list, n, (struct media_finding){ MEDIA_MISSING, i, b->number - a->number - 1,
                text_make(mem, "编号 %lld 之后是 %lld", (long long)a->number, (long long)b->number) });
}

static void times(struct arena *mem, const struct media_part *a, const struct media_part *b, int64_t i,
        const struct media_rule *rule,
                  struct media_finding *list, size_t *n)
{
        int64_t end = a->from.ms + a->length, gap = b->from.ms - end;

        if (b->from.ms < a->from.ms)
                add(list, n, (struct media_finding){ MEDIA_BACKWARD, i, a->from.ms - b->from.ms,
                        text_make(mem, "后一段的开始时间比前一段早 %s", span(mem, a->from.ms - b->from.ms)) });
        else if (gap < -rule->tolerance)
                add(list, n, (struct media_finding){ MEDIA_OVERLAP, i, -gap, text_make(mem, "重叠 %s", span(mem, -gap)) });
        else if (gap > rule->tolerance && (!rule->apart || gap <= rule->apart))
                add(list, n, (struct media_finding){ MEDIA_APART, i, gap, text_make(mem, "间断 %s", span(mem, gap)) });
}

struct media_finding *media_sequence(struct arena *mem, const struct media_part *parts, size_t n, const struct media_rule *rule,
        size_t *found)
{
        struct media_finding *list = TAKE_N(mem, struct media_finding, n ? 2 * n : 1);  /* at most two for each neighbour */

        *found = 0;
        for (size_t i = 1; i < n; i++) {
                numbers(mem, &parts[i - 1], &parts[i], (int64_t)i, list, found);
                times(mem, &parts[i - 1], &parts[i], (int64_t)i, rule, list, found);
        }
        return list;
}

static int64_t offset(const struct media_clock *c)
{
        return c->real.ms - c->device.ms;
}

struct instant media_clock_real(const struct media_clock *r, size_t n, int64_t set, struct instant device)
{
        size_t i = 0;
        int64_t drift, way;

        if (!n)
                return device;
        while (i < n && r[i].device.ms < device.ms)
                i++;
        if (i == n)
                i = n - 1;      /* after the last reading: as it was then */
        drift = i ? offset(&r[i]) - offset(&r[i - 1]) : 0;
        way = i ? r[i].device.ms - r[i - 1].device.ms : 0;
        if (!i || way <= 0 || drift > set || drift < -set || device.ms > r[i].device.ms)
                return (struct instant){ device.ms + offset(&r[i]) };
        return (struct instant){ device.ms + offset(&r[i - 1]) + (int64_t)((double)drift * (double)(device.ms - r[i - 1].device.ms) / (double)way) };
}
