/* clock_cli.c - reads the options of `mingjing clock`, asks the engine, prints the answer.
 * Must never print a date for options it did not fully understand.
 */
#include "law/clock_cli.h"
#include <string.h>

enum option_kind { OPTION_VALUE, OPTION_FLAG, OPTION_MANY };

struct option {
        const char *name;
        enum option_kind kind;
        bool required;
        const char **values;                            /* as many as the command line could hold */
        size_t n;
};

static struct option *option_find(struct option *o, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(o[i].name, name))
                        return &o[i];
        return NULL;
}

static bool option_take(struct option *o, int argc, char **argv, int *i, struct why *why)
{
        if (o->n && o->kind != OPTION_MANY)
                return refuse(why, R_ARG_TYPE, o->name, "%s 写了两次", o->name);
        if (o->kind != OPTION_FLAG && *i + 1 >= argc)
                return refuse(why, R_ARG_MISSING, o->name, "%s 后面没有值", o->name);
        o->values[o->n++] = o->kind == OPTION_FLAG ? "" : argv[++*i];
        if (!utf8_valid(argv[*i], strlen(argv[*i])))
                return refuse(why, R_ARG_ENCODING, o->name, "%s 的值不是 UTF-8 文本", o->name);
        return true;
}

static bool options_read(int argc, char **argv, struct option *o, size_t n, struct why *why)
{
        for (size_t i = 0; i < n; i++)
                o[i].values = TAKE_N(why->mem, const char *, argc + 1);
        for (int i = 0; i < argc; i++) {
                struct option *one = option_find(o, n, argv[i]);

                if (!utf8_valid(argv[i], strlen(argv[i])))      /* a refusal repeats what was written */
                        return refuse(why, R_ARG_ENCODING, NULL, "第 %d 个参数不是 UTF-8 文本", i + 1);
                if (!one)
                        return refuse(why, R_ARG_UNKNOWN, argv[i], "不认识 %s", argv[i]);
                if (!option_take(one, argc, argv, &i, why))
                        return false;
        }
        for (size_t i = 0; i < n; i++)
                if (o[i].required && !o[i].n)
                        return refuse(why, R_ARG_MISSING, o[i].name, "缺少 %s", o[i].name);
        return true;
}

static bool day_read(const struct option *o, struct why *why, struct day *out)
{
        if (!day_parse(o->values[0], out))
                return refuse(why, R_ARG_TYPE, o->name, "%s 应写成 2024-10-29（1900 年至 2199 年的真实日期）：%s", o->name,
                              o->values[0]);
        return true;
}

/* "2024-05-20..2024-07-15" */
static bool stop_read(const char *name, const char *s, struct why *why, struct stop *out)
{
        const char *dots = strstr(s, "..");
        struct stop stop;

        if (!dots || !day_parse(text_copy_n(why->mem, s, (size_t)(dots - s)), &stop.from) || !day_parse(dots + 2, &stop.to))
                return refuse(why, R_ARG_TYPE, name, "%s 应写成 2024-05-20..2024-07-15：%s", name, s);
        if (day_compare(stop.from, stop.to) > 0)
                return refuse(why, R_ARG_RANGE, name, "%s 的止日早于起日：%s", name, s);
        *out = stop;
        return true;
}

static bool stops_read(const struct option *o, struct why *why, const struct stop **out)
{
        struct stop *stops = TAKE_N(why->mem, struct stop, o->n + 1);

        for (size_t i = 0; i < o->n; i++)
                if (!stop_read(o->name, o->values[i], why, &stops[i]))
                        return false;
        *out = stops;
        return true;
}

/* ---- due ---- */

enum { FROM, LENGTH, UNIT, ROLL, LEAD, STOP, LAW, EXPLAIN, DUE__MAX };

static bool from_read(const struct option *o, enum clock_unit unit, struct why *why, struct instant *out)
{
        struct day day;

        if (unit == UNIT_HOUR && day_parse(o->values[0], &day))
                return refuse(why, R_ARG_TYPE, o->name, "按小时计算的，%s 要写到分钟，如 2024-05-01T14:30", o->name);
        if (!instant_parse_local(o->values[0], out))
                return refuse(why, R_ARG_TYPE, o->name, "%s 应写成 2024-10-29 或 2024-10-29T10:20（1900 年至 2199 年的真实日期）：%s",
                              o->name, o->values[0]);
        return true;
}

static bool clock_read(const struct option *o, struct why *why, struct clock *k, struct instant *from)
{
        if (!text_int(o[LENGTH].values[0], 0, CLOCK_LENGTH_MAX, &k->length))
                return refuse(why, R_ARG_RANGE, o[LENGTH].name, "--length 应为 0 到 %d 的整数：%s", CLOCK_LENGTH_MAX,
                              o[LENGTH].values[0]);
        if (!clock_unit_by_name(o[UNIT].values[0], &k->unit))
                return refuse(why, R_ARG_CHOICE, o[UNIT].name, "--unit 是 working、calendar、hour、month、year 之一：%s",
                              o[UNIT].values[0]);
        if (o[ROLL].n && !clock_roll_by_name(o[ROLL].values[0], &k->roll))
                return refuse(why, R_ARG_CHOICE, o[ROLL].name, "--roll 是 none、party、safe 之一：%s", o[ROLL].values[0]);
        k->lead = o[LEAD].n;
        k->law = o[LAW].n ? o[LAW].values[0] : NULL;
        k->n_stops = o[STOP].n;
        if (clock_wrong(k))
                return refuse(why, R_ARG_CHOICE, o[LEAD].name, "%s", clock_wrong(k));
        return stops_read(&o[STOP], why, &k->stops) && from_read(&o[FROM], k->unit, why, from);
}

static void explanation_print(const struct explanation *e, FILE *out, struct arena *mem)
{
        for (size_t i = 0; i < e->n; i++) {
                const struct step_day *d = &e->days[i];

                fprintf(out, "%s 周%s", day_text(mem, d->day), weekday_chinese(day_weekday(d->day)));
                if (d->number)
                        fprintf(out, " 第%d日", d->number);
                fprintf(out, *d->why ? " %s\n" : "%s\n", d->why);
        }
        fprintf(out, "%s\n%s\n", e->summary, e->end);
}

static bool due_run(int argc, char **argv, const struct calendar *cal, FILE *out, struct why *why)
{
        struct option o[DUE__MAX] = {
                [FROM]    = { "--from",    OPTION_VALUE, true,  NULL, 0 },
                [LENGTH]  = { "--length",  OPTION_VALUE, true,  NULL, 0 },
                [UNIT]    = { "--unit",    OPTION_VALUE, true,  NULL, 0 },
                [ROLL]    = { "--roll",    OPTION_VALUE, false, NULL, 0 },
                [LEAD]    = { "--lead",    OPTION_FLAG,  false, NULL, 0 },
                [STOP]    = { "--stop",    OPTION_MANY,  false, NULL, 0 },
                [LAW]     = { "--law",     OPTION_VALUE, false, NULL, 0 },
                [EXPLAIN] = { "--explain", OPTION_FLAG,  false, NULL, 0 },
        };
        struct clock k = { 0 };
        struct instant from;
        struct explanation e;
        struct due due;

        if (!options_read(argc, argv, o, DUE__MAX, why) || !clock_read(o, why, &k, &from))
                return false;
        due = clock_due(cal, &k, from);
        if (!due.determined && (due.missing_year < 1900 || due.missing_year > 2199))
                return refuse(why, R_ARG_RANGE, o[LENGTH].name, "算出的日期不在 1900 年至 2199 年之间");
        fprintf(out, "%s\n", !due.determined ? "UNDETERMINED"
                             : k.unit == UNIT_HOUR ? instant_local(why->mem, due.instant) : day_text(why->mem, due.day));
        if (o[EXPLAIN].n) {
                e = clock_explain(why->mem, cal, &k, from);
                explanation_print(&e, out, why->mem);
        }
        return true;
}

/* ---- surcharge ---- */

enum { FINE, LAST_DAY, PAID, PAUSE, WORDS, SURCHARGE__MAX };

static void surcharge_print(const struct surcharge *s, int64_t fine, bool words, FILE *out, struct arena *mem)
{
        fprintf(out, "%s\n", money_text(mem, s->due));
        if (!words)
                return;
        fprintf(out, "罚款 %s 元，逾期计收 %lld 日，每日按罚款数额的百分之三，共 %s 元", money_text(mem, fine), (long long)s->days,
                money_text(mem, s->raw));
        fprintf(out, "%s（行政处罚法 72、73）\n", s->capped ? "；加处罚款的数额不得超出罚款的数额" : "");
}

static bool surcharge_run(int argc, char **argv, FILE *out, struct why *why)
{
        struct option o[SURCHARGE__MAX] = {
                [FINE]     = { "--fine",     OPTION_VALUE, true,  NULL, 0 },
                [LAST_DAY] = { "--last-day", OPTION_VALUE, true,  NULL, 0 },
                [PAID]     = { "--paid",     OPTION_VALUE, true,  NULL, 0 },
                [PAUSE]    = { "--pause",    OPTION_MANY,  false, NULL, 0 },
                [WORDS]    = { "--explain",  OPTION_FLAG,  false, NULL, 0 },
        };
        const struct stop *pauses;
        struct day last_day, paid;
        struct surcharge s;
        int64_t fine;

        if (!options_read(argc, argv, o, SURCHARGE__MAX, why))
                return false;
        if (!money_parse(o[FINE].values[0], &fine))
                return refuse(why, R_ARG_TYPE, o[FINE].name, "--fine 应为元，最多两位小数，如 20000 或 20,000.00：%s", o[FINE].values[0]);
        if (!day_read(&o[LAST_DAY], why, &last_day) || !day_read(&o[PAID], why, &paid) || !stops_read(&o[PAUSE], why, &pauses))
                return false;
        s = surcharge_of(fine, last_day, paid, pauses, o[PAUSE].n);
        surcharge_print(&s, fine, o[WORDS].n, out, why->mem);
        return true;
}

int clock_cli(int argc, char **argv, const struct calendar *cal, FILE *out, struct why *why)
{
        bool done;

        if (argc && !strcmp(argv[0], "clock"))
                argc--, argv++;
        if (argc && !strcmp(argv[0], "due"))
                done = due_run(argc - 1, argv + 1, cal, out, why);
        else if (argc && !strcmp(argv[0], "surcharge"))
                done = surcharge_run(argc - 1, argv + 1, out, why);
        else
                done = refuse(why, argc ? R_ARG_UNKNOWN : R_ARG_MISSING, NULL,
                              "用法：mingjing clock due … 或者 mingjing clock surcharge …");
        return done ? 0 : 2;
}
