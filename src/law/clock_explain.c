/* clock_explain.c - why a period ends on that day: every day with what it was worth, one sentence with the law, and how the end
 * was found.  Takes the same steps as clock_due() and must never tell another story than its answer.
 */
#include "law/clock_walk.h"
#include <string.h>

#define ROWS_MAX 800
#define HEAD 400                                        /* rows kept in front of the summary row of a long period */
#define TAIL (ROWS_MAX - HEAD - 1)

/* Filled in two passes: the first only counts, so that the second knows which rows to keep. */
struct rows {
        struct arena *mem;
        struct step_day *days;                          /* NULL in the first pass */
        int64_t total, seen;                            /* total is known in the second pass */
        size_t n;
        int64_t omitted, omitted_counted;
        struct day omitted_last;
};

struct question { const struct calendar *cal; const struct clock *k; struct instant from; struct due due; };

static void row_omit(struct rows *r, struct day day, int64_t number)
{
        if (!r->omitted++)
                r->days[r->n++].day = day;
        r->omitted_counted += number > 0;
        r->omitted_last = day;
        r->days[HEAD].why = "";
        if (r->seen == r->total - TAIL)
                r->days[HEAD].why = text_make(r->mem, "中间 %lld 日从略（至%s，其中计入 %lld 日）", (long long)r->omitted,
                                              day_chinese(r->mem, day), (long long)r->omitted_counted);
}

static void row_put(struct rows *r, struct day day, int64_t number, const char *why)
{
        int64_t i = r->seen++;

        if (!r->days)
                return;
        if (r->total > ROWS_MAX && i >= HEAD && i < r->total - TAIL) {
                row_omit(r, day, number);
                return;
        }
        r->days[r->n++] = (struct step_day){ day, (int)number, why };
}

static const char *unpublished(struct arena *a, int year)
{
        return year < 1900 || year > 2199 ? "超出可以计算的年份" : text_make(a, "%d年节假日安排尚未公布", year);
}

static const char *year_subject(struct arena *a, int year)
{
        return year < 1900 || year > 2199 ? "已超出可以计算的年份（1900年至2199年）"
                                          : text_make(a, "要用到%d年的工作日历，而该年节假日安排尚未公布，不作推算", year);
}

/* What a special day is called: "国庆节", "国庆节调休上班", "周六"; "" for ordinary ones. */
static const char *day_called(const struct question *q, struct arena *a, struct day d)
{
        const char *name;
        enum day_kind kind = calendar_day(q->cal, d, &name);

        return kind == DAY_WORK && *name ? text_make(a, "%s上班", name) : name;
}

/* ---- the days ---- */

static const char *counted_why(const struct question *q, struct rows *r, const struct walk *w)
{
        bool end = w->counted == w->target, moved = end && q->due.determined && day_compare(q->due.day, w->at) != 0;

        if (moved)
                return text_make(r->mem, "%s逢%s", w->k->lead ? "最迟办理日" : "末日", day_called(q, r->mem, w->at));
        if (w->k->lead && end)
                return "最迟办理日，不计入间隔";
        if (w->k->unit == UNIT_WORKING)
                return day_called(q, r->mem, w->at);
        return "";
}

/* Of a period of days: the start, then each day up to the strict end or to the first day nobody knows. */
static void rows_strict(const struct question *q, struct rows *r, struct walk *w)
{
        bool begun = walk__begin(w, q->cal, q->k, day_of(q->from));

        row_put(r, w->at, 0, q->k->lead ? "期日当天不计" : "起算日不计");
        while (begun && w->counted < w->target) {
                const char *name;
                enum worth worth = walk__step(w, &name);

                if (worth == WORTH_UNKNOWN) {
                        row_put(r, w->at, 0, unpublished(r->mem, w->missing_year));
                        return;
                }
                if (worth == WORTH_NOTHING)
                        row_put(r, w->at, 0, name);
                else                                    /* lead: beyond the clear days stands the day of the act, no number */
                        row_put(r, w->at, w->counted <= q->k->length || !q->k->lead ? w->counted : 0, counted_why(q, r, w));
        }
}

/* From the strict end to the day it was rolled to; nothing when it stays or moves back inside the period. */
static void rows_rolled(const struct question *q, struct rows *r, struct day strict)
{
        int direction = q->k->lead ? -1 : 1;
        struct day d = strict;

        if (!q->due.determined || (q->due.day.n - d.n) * direction <= 0)
                return;
        while (day_compare(d, q->due.day) != 0) {
                const char *name;

                d = day_plus(d, direction);
                name = day_called(q, r->mem, d);
                if (day_compare(d, q->due.day) == 0)
                        name = text_make(r->mem, "%s%s%s", q->k->lead ? "提前后的办理日" : "顺延后的末日", *name ? "，" : "", name);
                else if (day__stopped(q->k, d) && !q->k->lead)
                        name = "暂停计时";
                row_put(r, d, 0, name);
        }
}

/* "14 小时 30 分" */
static const char *span_chinese(struct arena *a, int64_t ms)
{
        int64_t minutes = ms / 60000;

        if (minutes % 60 == 0)
                return text_make(a, "%lld 小时", (long long)(minutes / 60));
        return minutes < 60 ? text_make(a, "%lld 分", (long long)minutes)
                            : text_make(a, "%lld 小时 %lld 分", (long long)(minutes / 60), (long long)(minutes % 60));
}

static const char *time_of_day(struct arena *a, struct instant t)
{
        return strchr(instant_local(a, t), ' ') + 1;
}

/* "14:30 起，计 9 小时 30 分，至 16:30 届满": begin on the first day, end on the last, otherwise NULL. */
static const char *hours_why(struct arena *a, const struct instant *begin, int64_t run, const struct instant *end)
{
        const char *head = begin ? text_make(a, "%s 起，", time_of_day(a, *begin)) : "";
        const char *tail = end ? text_make(a, "，至 %s 届满", time_of_day(a, *end)) : "";

        return text_make(a, "%s计 %s%s", head, span_chinese(a, run), tail);
}

static void rows_hours(const struct question *q, struct rows *r)
{
        struct instant t = minute__of(q->from);
        int64_t left = q->k->length * 3600000;
        int number = 0;

        for (bool first = true; left > 0 && year__of(day_of(t)) <= 2199; first = false) {
                struct day d = day_of(t);
                struct instant begin = t;
                int64_t run = hours__step(q->k, &t, &left);

                if (!run)
                        row_put(r, d, 0, "暂停计时");
                else
                        row_put(r, d, ++number, hours_why(r->mem, first ? &begin : NULL, run, left ? NULL : &t));
        }
        if (!r->seen)
                row_put(r, day_of(t), 0, "即时");
}

static void rows_all(const struct question *q, struct rows *r)
{
        struct walk w;

        if (q->k->unit == UNIT_HOUR) {
                rows_hours(q, r);
                return;
        }
        rows_strict(q, r, &w);
        rows_rolled(q, r, w.at);
}

/* A safe day lies inside the period and is marked there. */
static void safe_mark(const struct question *q, struct rows *r)
{
        if (q->k->roll != ROLL_SAFE || q->k->lead || !q->due.determined || day_compare(q->due.day, q->due.strict) >= 0)
                return;
        for (size_t i = 0; i < r->n; i++)
                if (day_compare(r->days[i].day, q->due.day) == 0 && (!r->omitted || i != HEAD))
                        r->days[i].why = text_make(r->mem, "%s%s稳妥办理日", r->days[i].why, *r->days[i].why ? "，" : "");
}

/* ---- the sentences ---- */

static const char *length_chinese(struct arena *a, const struct clock *k)
{
        return text_make(a, "%lld%s", (long long)k->length, clock_unit_chinese(k->unit));
}

static const char *law_chinese(struct arena *a, const struct clock *k)
{
        return text_make(a, "（%s）", text_empty(k->law) ? "计算规则：民法典 201 至 204" : k->law);
}

static const char *conventions(const struct clock *k)
{
        switch (k->unit) {
        case UNIT_WORKING: return "，扣除周末和法定节假日，计入调休上班日";
        case UNIT_HOUR: return "，夜间、周末和节假日不扣除";
        case UNIT_MONTH: case UNIT_YEAR: return "，止于对应日";
        default: return "，节假日计算在内";
        }
}

/* "14:30" of the start and of the end, or the plain days. */
static const char *moment(const struct question *q, struct arena *a, bool end)
{
        struct day d;

        if (!instant__sane(q->from))
                return "该日";
        d = end ? q->due.day : day_of(q->from);
        if (q->k->unit != UNIT_HOUR)
                return day_chinese(a, d);
        return text_make(a, "%s%s", day_chinese(a, d), strchr(instant_local(a, end ? q->due.instant : q->from), ' '));
}

/* The last day, and the safe one when it is another. */
static const char *deadline(const struct question *q, struct arena *a)
{
        if (q->k->roll == ROLL_SAFE && day_compare(q->due.day, q->due.strict) != 0)
                return text_make(a, "%s届满，稳妥办理日为%s", day_chinese(a, q->due.strict), moment(q, a, true));
        return text_make(a, "最后期限为%s", moment(q, a, true));
}

static const char *summary_of(const struct question *q, struct arena *a, int64_t stopped)
{
        const char *law = law_chinese(a, q->k), *begin = moment(q, a, false), *length;
        const char *pause = stopped ? text_make(a, "，暂停计时的%lld日不计", (long long)stopped) : "";

        if (clock_wrong(q->k))
                return text_make(a, "期限无法计算：%s%s。", clock_wrong(q->k), law);
        length = length_chinese(a, q->k);
        if (!q->due.determined)
                return text_make(a, "自%s起算的%s期限无法确定：%s%s。", begin, length, year_subject(a, q->due.missing_year), law);
        if (q->k->lead)
                return text_make(a, "须在%s的%s前办理，中间留足%s%s%s，最迟%s办理%s。", begin, length, length,
                                 conventions(q->k), pause, moment(q, a, true), law);
        return text_make(a, "自%s%s起计%s%s%s，%s%s。", begin, q->k->unit == UNIT_HOUR ? "" : "的次日", length, conventions(q->k), pause,
                         deadline(q, a), law);
}

static bool month_was_short(const struct question *q)
{
        int y, m, d, d0;

        if ((q->k->unit != UNIT_MONTH && q->k->unit != UNIT_YEAR) || q->k->n_stops)
                return false;
        day_split(day_of(q->from), &y, &m, &d0);
        day_split(q->due.strict, &y, &m, &d);
        return d != d0;
}

static const char *strict_end(const struct question *q, struct arena *a)
{
        const char *name;

        if (q->k->unit == UNIT_HOUR)
                return "按小时计算，到点届满，遇夜间、周末和节假日不顺延";
        if (q->k->lead)
                return text_make(a, "办理日与期日之间恰有%s，都不含在内", length_chinese(a, q->k));
        if (q->k->unit == UNIT_WORKING)
                return text_make(a, "第%lld个工作日为末日", (long long)q->k->length);
        if (month_was_short(q))
                return "当月没有对应日，以当月最后一日为末日（民法典 202）";
        if (q->k->roll == ROLL_NONE)
                return "按严格期限，末日不论是否工作日都不顺延";
        if (calendar_day(q->cal, q->due.strict, &name) != DAY_WORK)
                return text_make(a, "末日逢%s，期内没有可提前的工作日，仍以该日为准", name);
        return "末日是工作日，不需顺延";
}

static const char *rolled_end(const struct question *q, struct arena *a)
{
        const char *name = day_called(q, a, q->due.strict), *day = day_chinese(a, q->due.day);

        if (q->k->lead)
                return text_make(a, "%s逢%s，提前至此前最后一个工作日%s", day_chinese(a, q->due.strict), name, day);
        if (q->k->roll == ROLL_SAFE)
                return text_make(a, "严格期限%s届满，该日逢%s，不顺延；稳妥办理日为此前最后一个工作日%s",
                                 day_chinese(a, q->due.strict), name, day);
        return text_make(a, "末日逢%s，顺延至次一工作日%s", *name ? name : "暂停计时", day);
}

static const char *end_of(const struct question *q, struct arena *a)
{
        if (clock_wrong(q->k))
                return "无法计算";
        if (q->due.determined)
                return day_compare(q->due.day, q->due.strict) ? rolled_end(q, a) : strict_end(q, a);
        if (day_is(q->due.strict))
                return text_make(a, "严格期限%s届满，%s，无法判断该日是否工作日", day_chinese(a, q->due.strict),
                                 unpublished(a, q->due.missing_year));
        return text_make(a, "没有算出末日：%s", unpublished(a, q->due.missing_year));
}

/* Days the pauses took out of the period itself. */
static int64_t stopped_days(const struct question *q)
{
        int64_t n = 0;
        struct day d, end = q->k->unit == UNIT_HOUR ? q->due.day : q->due.strict;

        if (!q->due.determined || !q->k->n_stops)
                return 0;
        d = day_of(q->from);
        if (q->k->unit == UNIT_HOUR)
                n += day__stopped(q->k, d);             /* the rest of the first day counts towards hours */
        while (day_compare(d, end) != 0) {
                d = day_plus(d, q->k->lead ? -1 : 1);
                n += day__stopped(q->k, d);
        }
        return n;
}

struct explanation clock_explain(struct arena *a, const struct calendar *cal, const struct clock *k, struct instant from)
{
        struct question q = { cal, k, from, clock_due(cal, k, from) };
        struct rows count = { .mem = a }, keep = { .mem = a };
        bool can = !clock_wrong(k) && (q.due.determined || (q.due.missing_year >= 1900 && q.due.missing_year <= 2199));

        if (can) {
                rows_all(&q, &count);
                keep.total = count.seen;
                keep.days = TAKE_N(a, struct step_day, count.seen < ROWS_MAX ? count.seen : ROWS_MAX);
                rows_all(&q, &keep);
                safe_mark(&q, &keep);
        }
        return (struct explanation){ keep.days, keep.n, summary_of(&q, a, stopped_days(&q)), end_of(&q, a) };
}
