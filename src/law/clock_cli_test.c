/* clock_cli_test.c - `mingjing clock` as a script sees it: one line, exit 0 or 2, never a date for half-understood options. */
#include "law/clock_cli.h"
#include "law/clock_fixture.h"
#include <stdlib.h>

#define ARGS_MAX 40

/* Runs "due --from …" (words divided by single spaces); gives what was printed. */
static const char *said(struct test *t, const char *line, int *code)
{
        char *argv[ARGS_MAX], *out = NULL, *copy = text_copy(t->mem, line), *rest = NULL;
        const char *text;
        int argc = 0;
        size_t n;
        FILE *f = open_memstream(&out, &n);

        for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
                argv[argc++] = word;
        *code = clock_cli(argc, argv, fixture_calendar(t), f, &t->why);
        fclose(f);
        text = text_copy_n(t->mem, out, n);
        memory_free(out);
        return text;
}

#define SAYS(line, want) do { int code_; const char *said_ = said(t, line, &code_); \
        CHECK_INT(code_, 0); CHECK_TEXT(said_, want); } while (0)
#define REFUSES(line, refusal) do { int code_; const char *said_; why_clear(&t->why); said_ = said(t, line, &code_); \
        CHECK_INT(code_, 2); CHECK_TEXT(said_, ""); CHECK_INT(t->why.code, refusal); why_clear(&t->why); } while (0)

TEST(clock_cli, prints_the_date_and_nothing_else)
{
        SAYS("due --from 2021-09-17 --length 7 --unit working", "2021-09-28\n");
        SAYS("clock due --from 2021-09-17T16:20 --length 7 --unit working --roll none", "2021-09-28\n");
        SAYS("due --unit calendar --roll party --length 15 --from 2023-09-20", "2023-10-07\n");
        SAYS("due --from 2024-01-15 --length 30 --unit calendar --roll safe", "2024-02-09\n");
        SAYS("due --from 2024-10-10 --length 7 --unit working --lead", "2024-09-24\n");
        SAYS("due --from 2024-02-29 --length 3 --unit month", "2024-05-29\n");
        SAYS("due --from 2021-07-20 --length 2 --unit year", "2023-07-20\n");
        SAYS("due --from 2024-05-01T14:30 --length 24 --unit hour", "2024-05-02 14:30\n");
        SAYS("due --from 2025-03-10 --length 20 --unit working --stop 2025-03-17..2025-03-20 --stop 2025-03-21..2025-03-28",
             "2025-04-22\n");
        SAYS("due --from 2026-12-31 --length 5 --unit working", "UNDETERMINED\n");
        SAYS("due --from 2026-12-31 --length 100000 --unit working", "UNDETERMINED\n");
        SAYS("due --from 1901-01-01 --length 100000 --unit calendar", "2174-10-16\n");
}

TEST(clock_cli, explains_below_the_date)
{
        SAYS("due --from 2024-10-11 --length 2 --unit working --law 处罚法 --explain",
             "2024-10-14\n2024-10-11 周五 起算日不计\n2024-10-12 周六 第1日 国庆节调休上班\n2024-10-13 周日 周日\n2024-10-14 周一 第2日\n"
             "自2024年10月11日的次日起计2个工作日，扣除周末和法定节假日，计入调休上班日，"
             "最后期限为2024年10月14日（处罚法）。\n第2个工作日为末日\n");
}

TEST(clock_cli, refuses_what_it_does_not_fully_understand)
{
        REFUSES("", R_ARG_MISSING);
        REFUSES("clock", R_ARG_MISSING);
        REFUSES("clock when", R_ARG_UNKNOWN);
        REFUSES("due --from 2024-10-10 --length 5", R_ARG_MISSING);
        REFUSES("due --length 5 --unit working", R_ARG_MISSING);
        REFUSES("due --from 2024-10-10 --unit working --length", R_ARG_MISSING);
        REFUSES("due --from 2024-10-10 --length 5 --unit working --fast", R_ARG_UNKNOWN);
        REFUSES("due 2024-10-10", R_ARG_UNKNOWN);
        REFUSES("due --from 2024-10-10 --length 5 --unit working --unit hour", R_ARG_TYPE);
        REFUSES("due --from 2024-02-30 --length 5 --unit working", R_ARG_TYPE);
        REFUSES("due --from 2200-01-01 --length 5 --unit working", R_ARG_TYPE);
        REFUSES("due --from 1899-12-31 --length 5 --unit working", R_ARG_TYPE);
        REFUSES("due --from 2024-05-01 --length 24 --unit hour", R_ARG_TYPE);
        REFUSES("due --from 2024-10-10T25:00 --length 24 --unit hour", R_ARG_TYPE);
        REFUSES("due --from 2024-10-10 --length -1 --unit working", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 100001 --unit working", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 5.5 --unit working", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 99999999999999999999 --unit working", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 5 --unit week", R_ARG_CHOICE);
        REFUSES("due --from 2024-10-10 --length 5 --unit working --roll forward", R_ARG_CHOICE);
        REFUSES("due --from 2024-10-10 --length 5 --unit month --lead", R_ARG_CHOICE);
        REFUSES("due --from 2024-10-10 --length 5 --unit working --stop 2024-10-11", R_ARG_TYPE);
        REFUSES("due --from 2024-10-10 --length 5 --unit working --stop 2024-10-12..2024-10-11", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 100000 --unit calendar", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 100000 --unit year", R_ARG_RANGE);
        REFUSES("due --from 1900-01-05 --length 30 --unit calendar --lead", R_ARG_RANGE);
        REFUSES("due --from 2024-10-10 --length 5 --unit working \xFF\xFE", R_ARG_ENCODING);
        REFUSES("due --from \xFF\xFE --length 5 --unit working", R_ARG_ENCODING);
}

TEST(clock_cli, adds_up_the_surcharge)
{
        SAYS("surcharge --fine 20000 --last-day 2024-03-15 --paid 2024-04-10", "15,600.00\n");
        SAYS("surcharge --fine 5,000.00 --last-day 2024-03-01 --paid 2024-04-10", "5,000.00\n");
        SAYS("clock surcharge --fine 10000 --last-day 2024-05-10 --paid 2024-07-25 --pause 2024-05-20..2024-07-15", "5,700.00\n");
        SAYS("surcharge --fine 5000 --last-day 2024-03-01 --paid 2024-04-10 --explain",
             "5,000.00\n罚款 5,000.00 元，逾期计收 40 日，每日按罚款数额的百分之三，"
             "共 6,000.00 元；加处罚款的数额不得超出罚款的数额（行政处罚法 72、73）\n");
        REFUSES("surcharge --fine 20000 --last-day 2024-03-15", R_ARG_MISSING);
        REFUSES("surcharge --fine -1 --last-day 2024-03-15 --paid 2024-04-10", R_ARG_TYPE);
        REFUSES("surcharge --fine 1.234 --last-day 2024-03-15 --paid 2024-04-10", R_ARG_TYPE);
        REFUSES("surcharge --fine 20000 --last-day 2024-3-15 --paid 2024-04-10", R_ARG_TYPE);
        REFUSES("surcharge --fine 20000 --last-day 2024-03-15 --paid 2024-04-10 --pause x..y", R_ARG_TYPE);
}
