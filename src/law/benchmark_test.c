/* benchmark_test.c - grades of discretion, each way of counting; what is wrong in a row; never beyond the statutory range. */
#include "base/test.h"
#include "base/text.h"
#include "law/benchmark.h"
#include <string.h>

#define YUAN(n) (INT64_C(100) * (n))

static struct grade_cells row(const char *way, const char *least, const char *most, const char *of, const char *cap)
{
        return (struct grade_cells){ .item = "X-1", .party = "", .name = "一般", .when = "略", .way = way, .least = least, .most = most, .of = of, .cap = cap, .basis = "" };
}

static struct fen_range of(struct test *t, struct grade_cells k, struct fen_range statutory, int64_t base, int64_t units)
{
        struct why why = { .mem = t->mem };
        struct fen_range r = { -1, -1 };
        struct grade g = { 0 };

        CHECK(grade_read(&why, t->mem, &k, &g) && grade_range(&g, statutory, &(struct grade_facts){ base, units }, &r, &why));
        return r;
}

static const char *wrong(struct test *t, struct grade_cells k)
{
        struct why why = { .mem = t->mem };
        struct grade g;

        if (grade_read(&why, t->mem, &k, &g))
                return "";
        CHECK(why.code == R_LIST_ROWS);
        return why.detail;
}

static const struct fen_range wide = { 0, YUAN(100000000) };

TEST(benchmark, a_fixed_range_is_what_it_says)
{
        struct fen_range r = of(t, row("固定幅度", "500", "2,000.50元", "", ""), wide, -1, -1);

        CHECK(r.least == YUAN(500) && r.most == YUAN(2000) + 50);
}

TEST(benchmark, a_share_counts_between_the_statutory_least_and_most)
{
        struct fen_range r = of(t, row("法定幅度比例", "30%", "60％", "", ""), (struct fen_range){ YUAN(100000), YUAN(1000000) }, -1, -1);

        CHECK(r.least == YUAN(370000) && r.most == YUAN(640000));
        r = of(t, row("法定幅度比例", "0%", "33.33%", "", ""), (struct fen_range){ 1, 2 }, -1, -1);
        CHECK(r.least == 1 && r.most == 1);
        r = of(t, row("法定幅度比例", "100%", "100%", "", ""), (struct fen_range){ YUAN(100000), YUAN(1000000) }, -1, -1);
        CHECK(r.least == YUAN(1000000) && r.most == YUAN(1000000));
}

TEST(benchmark, multiples_and_rates_count_from_the_base_and_units_from_the_quantity)
{
        struct fen_range r = of(t, row("基数倍数", "1", "3倍", "违法所得", ""), wide, YUAN(12345), -1);

        CHECK(r.least == YUAN(12345) && r.most == YUAN(37035));
        r = of(t, row("基数比例", "2%", "4%", "工程合同价款", ""), wide, YUAN(1000000), -1);
        CHECK(r.least == YUAN(20000) && r.most == YUAN(40000));
        r = of(t, row("按数量", "100", "200", "平方米", ""), wide, -1, 1250);
        CHECK(r.least == YUAN(1250) && r.most == YUAN(2500));
}

TEST(benchmark, a_cap_holds_and_so_does_the_statutory_range)
{
        struct fen_range r = of(t, row("按数量", "100", "200", "平方米", "50000"), wide, -1, 100000);

        CHECK(r.least == YUAN(50000) && r.most == YUAN(50000));
        r = of(t, row("基数倍数", "1", "3", "违法所得", ""), (struct fen_range){ YUAN(5000), YUAN(20000) }, YUAN(10000), -1);
        CHECK(r.least == YUAN(10000) && r.most == YUAN(20000));
        r = of(t, row("基数倍数", "1", "3", "违法所得", ""), (struct fen_range){ YUAN(5000), YUAN(20000) }, YUAN(100), -1);
        CHECK(r.least == YUAN(5000) && r.most == YUAN(5000));
        r = of(t, row("固定幅度", "1", "99999999", "", ""), (struct fen_range){ YUAN(500), YUAN(2000) }, -1, -1);
        CHECK(r.least == YUAN(500) && r.most == YUAN(2000));
}

TEST(benchmark, the_largest_figures_do_not_overflow)
{
        struct fen_range r = of(t, row("基数倍数", "10000000000000", "10000000000000", "货值金额", ""), (struct fen_range){ 0, INT64_MAX }, YUAN(INT64_C(10000000000000)), -1);

        CHECK(r.most == YUAN(INT64_C(10000000000000)) && r.least == r.most);
}

TEST(benchmark, no_fine_is_a_grade_and_what_the_grade_counts_with_must_be_known)
{
        struct fen_range r = of(t, row("不罚款", "", "", "", ""), wide, -1, -1);
        struct why why = { .mem = t->mem };
        struct grade_cells k = row("基数倍数", "1", "3", "违法所得", "");
        struct grade g;

        CHECK(r.least == 0 && r.most == 0);
        CHECK(grade_read(&why, t->mem, &k, &g) && !grade_range(&g, wide, &(struct grade_facts){ -1, -1 }, &r, &why));
        CHECK(why.code == R_ARG_MISSING && !strcmp(why.field, "grade_base"));
        why = (struct why){ .mem = t->mem };
        k = row("按数量", "1", "3", "头", "");
        CHECK(grade_read(&why, t->mem, &k, &g) && !grade_range(&g, wide, &(struct grade_facts){ 100, -1 }, &r, &why));
        CHECK(why.code == R_ARG_MISSING && !strcmp(why.field, "grade_units"));
}

TEST(benchmark, what_is_wrong_in_a_row_is_said)
{
        struct grade_cells k = row("固定幅度", "500", "2000", "", "");

        CHECK(strstr(wrong(t, row("大概", "1", "2", "", "")), "计算方式"));
        CHECK(strstr(wrong(t, row("固定幅度", "很少", "2", "", "")), "下限"));
        CHECK(strstr(wrong(t, row("固定幅度", "1", "", "", "")), "上限"));
        CHECK(strstr(wrong(t, row("固定幅度", "3", "2", "", "")), "高于上限"));
        CHECK(strstr(wrong(t, row("固定幅度", "0", "0", "", "")), "大于零"));
        CHECK(strstr(wrong(t, row("法定幅度比例", "50%", "100.01%", "", "")), "100%"));
        CHECK(strstr(wrong(t, row("基数倍数", "1", "3", "", "")), "计算基数"));
        CHECK(strstr(wrong(t, row("按数量", "1", "3", "亩", "-1")), "最高限额"));
        CHECK(strstr(wrong(t, row("法定幅度比例", "0.3", "0.6", "", "")), "百分号"));
        k.party = "外星人";
        CHECK(strstr(wrong(t, k), "适用对象"));
        k.party = "公民"; k.name = " ";
        CHECK(strstr(wrong(t, k), "裁量阶次"));
}

TEST(benchmark, a_grade_is_found_by_item_party_and_name_and_says_itself)
{
        struct grade at[] = { { .item = "A", .party = "citizen", .name = "一般", .way = GRADE_FIXED, .least = YUAN(100), .most = YUAN(500), .of = "" },
                              { .item = "A", .party = "body", .name = "一般", .way = GRADE_MULTIPLE, .least = 100, .most = 350, .of = "违法所得", .cap = YUAN(50000) } };
        struct grades l = { at, 2 };

        CHECK(grade_find(&l, "A", "citizen", "一般") == &at[0] && grade_find(&l, "A", "body", "一般") == &at[1]);
        CHECK(grade_find(&l, "A", "sole_trader", "一般") == &at[1] && !grade_find(&l, "A", "body", "较重") && !grade_find(&l, "B", "body", "一般"));
        CHECK_TEXT(grade_words(t->mem, &at[0]), "100.00 元至 500.00 元");
        CHECK_TEXT(grade_words(t->mem, &at[1]), "违法所得的 1 倍至 3.5 倍，最高 50,000.00 元");
        CHECK(range_lighter((struct fen_range){ 1, 5 }, (struct fen_range){ 0, 6 }) && !range_lighter((struct fen_range){ 1, 5 }, (struct fen_range){ 1, 5 }));
}
