/* case_rules_test.c - the worked examples of thresholds and limits, by their numbers, and what lies just on either side of each. */
#include "case/case_inner.h"
#include "law/clock_fixture.h"
#include "law/pack_fixture.h"

#define YUAN(n) ((int64_t)(n) * 100)

static struct pack *national(struct test *t)
{
        return fixture_pack(t, "packs/national");
}

static const struct pack_item ladder = { .name = "未经批准取水", .basis = "水法 第六十九条", .summary = true, .rate_base = "",
                                         .citizen_min = YUAN(20000), .citizen_max = YUAN(100000), .body_min = YUAN(20000), .body_max = YUAN(100000) };
static const struct pack_item small = { .name = "随意倾倒生活垃圾", .basis = "固废法 第一百一十一条", .summary = true, .rate_base = "",
                                        .citizen_min = YUAN(100), .citizen_max = YUAN(500), .body_min = YUAN(50000), .body_max = YUAN(500000) };
static const struct pack_item body_only = { .name = "未编制处理方案", .basis = "固废法", .rate_base = "", .body_min = YUAN(100000), .body_max = YUAN(1000000) };

/* ---- on the spot: 行政处罚法 51 ---- */

TEST(case_rules, a_citizen_may_be_fined_two_hundred_yuan_on_the_spot_and_not_a_cent_more_D01_D02)
{
        struct pack *p = national(t);

        CHECK(rule_summary_limit(p, "citizen", 20000, &small, &t->why));
        CHECK_REFUSED(rule_summary_limit(p, "citizen", 20001, &small, &t->why), R_SUMMARY_LIMIT);
        CHECK(rule_summary_limit(p, "citizen", 0, &small, &t->why));
        pack_free(p);
}

TEST(case_rules, a_body_may_be_fined_three_thousand_yuan_on_the_spot_D03)
{
        struct pack *p = national(t);

        CHECK(rule_summary_limit(p, "body", YUAN(3000), &small, &t->why));
        CHECK_REFUSED(rule_summary_limit(p, "body", YUAN(3000) + 1, &small, &t->why), R_SUMMARY_LIMIT);
        CHECK_REFUSED(rule_summary_limit(p, "sole_trader", 20001, &small, &t->why), R_SUMMARY_LIMIT);
        pack_free(p);
}

TEST(case_rules, an_item_not_meant_for_it_is_never_punished_on_the_spot)
{
        struct pack *p = national(t);

        CHECK_REFUSED(rule_summary_limit(p, "body", 0, &body_only, &t->why), R_SUMMARY_LIMIT);
        CHECK_REFUSED(rule_summary_limit(p, "citizen", 1, &body_only, &t->why), R_SUMMARY_LIMIT);
        pack_free(p);
}

/* ---- how much ---- */

TEST(case_rules, a_fine_lies_within_the_range_of_the_law_ends_included_D15)
{
        CHECK(rule_fine_range(&ladder, "body", -1, YUAN(20000), &t->why));
        CHECK(rule_fine_range(&ladder, "body", -1, YUAN(100000), &t->why));
        CHECK_REFUSED(rule_fine_range(&ladder, "body", -1, YUAN(20000) - 1, &t->why), R_FINE_RANGE);
        CHECK_REFUSED(rule_fine_range(&ladder, "body", -1, YUAN(100000) + 1, &t->why), R_FINE_RANGE);
        CHECK(rule_fine_range(&small, "citizen", -1, YUAN(150), &t->why));
        CHECK_REFUSED(rule_fine_range(&small, "citizen", -1, YUAN(60000), &t->why), R_FINE_RANGE);
        CHECK(rule_fine_range(&small, "body", -1, YUAN(60000), &t->why));
        CHECK(rule_fine_range(&small, "body", -1, 0, &t->why));             /* no fine at all is no fine outside the range */
}

TEST(case_rules, nobody_is_fined_where_the_law_names_no_fine_for_him)
{
        CHECK_REFUSED(rule_fine_range(&body_only, "citizen", -1, 1, &t->why), R_FINE_RANGE);
        CHECK(rule_fine_range(&body_only, "body", -1, YUAN(100000), &t->why));
        CHECK(rule_fine_range(&body_only, "sole_trader", -1, YUAN(100000), &t->why));
}

TEST(case_rules, a_fine_refused_for_its_range_names_the_article_of_the_item)
{
        CHECK(!rule_fine_range(&ladder, "body", -1, 1, &t->why));
        CHECK_TEXT(why_law(&t->why), "水法 第六十九条");
        CHECK(strstr(t->why.detail, "20,000.00") && strstr(t->why.detail, "100,000.00"));
        why_clear(&t->why);
}

TEST(case_rules, a_fine_told_is_not_raised_because_the_party_spoke_D11)
{
        CHECK_REFUSED(rule_fine_not_raised(YUAN(30000), YUAN(35000), "fine", &t->why), R_FINE_RAISED);
        CHECK_REFUSED(rule_fine_not_raised(YUAN(30000), YUAN(30000) + 1, "fine", &t->why), R_FINE_RAISED);
        CHECK(rule_fine_not_raised(YUAN(30000), YUAN(30000), "fine", &t->why));
        CHECK(rule_fine_not_raised(YUAN(30000), 0, "fine", &t->why));
        CHECK(rule_fine_not_raised(-1, YUAN(35000), "fine", &t->why));  /* nothing was told yet */
        CHECK_REFUSED(rule_fine_not_raised(0, 1, "fine", &t->why), R_FINE_RAISED);
}

TEST(case_rules, a_pass_covers_no_more_than_what_the_reviewer_saw_D09)
{
        CHECK(rule_reviewed_fine(true, YUAN(180000), YUAN(180000), &t->why));
        CHECK(rule_reviewed_fine(true, YUAN(180000), YUAN(10), &t->why));
        CHECK_REFUSED(rule_reviewed_fine(true, YUAN(180000), YUAN(180000) + 1, &t->why), R_REVIEW_MISSING);
        CHECK_REFUSED(rule_reviewed_fine(true, -1, 0, &t->why), R_REVIEW_MISSING);
        CHECK(rule_reviewed_fine(false, -1, YUAN(100), &t->why));       /* what is not in the catalogue needs no review */
}

TEST(case_rules, a_kind_of_penalty_nobody_was_told_of_is_not_imposed)
{
        const char *told_kinds[] = { "fine", "confiscate_gains" }, *seen[] = { "fine" };
        struct told told = { { told_kinds, 2 }, YUAN(1000) };
        struct names intended = { seen, 1 };

        CHECK(rule_as_told(&told, &intended, "fine", -1, &t->why));
        CHECK(rule_as_told(&told, &intended, "warning,fine", 0, &t->why));
        CHECK(rule_as_told(&told, &intended, "criticism", YUAN(1000), &t->why));
        CHECK_REFUSED(rule_as_told(&told, &intended, "confiscate_gains", 0, &t->why), R_FINE_RAISED);   /* told, not reviewed */
        CHECK_REFUSED(rule_as_told(&told, &intended, "fine,close", 0, &t->why), R_FINE_RAISED);
        CHECK_REFUSED(rule_as_told(&told, &intended, "fine", YUAN(1000) + 1, &t->why), R_FINE_RAISED);
}

/* ---- when ---- */

TEST(case_rules, an_act_is_punishable_to_the_close_of_the_second_year_and_the_fifth_where_health_is_at_stake_T40)
{
        struct day act = day_make(2021, 7, 20);

        CHECK(rule_limitation(act, day_make(2023, 7, 20), false, &t->why));
        CHECK_REFUSED(rule_limitation(act, day_make(2023, 7, 21), false, &t->why), R_LIMITATION);
        CHECK(rule_limitation(act, day_make(2023, 7, 21), true, &t->why));
        CHECK(rule_limitation(act, day_make(2026, 7, 20), true, &t->why));
        CHECK_REFUSED(rule_limitation(act, day_make(2026, 7, 21), true, &t->why), R_LIMITATION);
        CHECK(rule_limitation(act, act, false, &t->why));
        CHECK(rule_limitation(day_make(2024, 2, 29), day_make(2026, 2, 28), false, &t->why));
        CHECK_REFUSED(rule_limitation(day_make(2024, 2, 29), day_make(2026, 3, 1), false, &t->why), R_LIMITATION);
        CHECK(rule_limitation(DAY_NONE, day_make(2030, 1, 1), false, &t->why));        /* unknown is for people to judge */
}

TEST(case_rules, nobody_is_punished_for_what_he_did_before_he_was_fourteen)
{
        struct day birth = day_make(2010, 5, 6);

        CHECK_REFUSED(rule_age(birth, day_make(2024, 5, 5), &t->why), R_AGE);
        CHECK_REFUSED(rule_age(birth, day_make(2024, 5, 6), &t->why), R_AGE);   /* full years count from the day after the birthday */
        CHECK(rule_age(birth, day_make(2024, 5, 7), &t->why));
        CHECK_REFUSED(rule_age(day_make(2008, 2, 29), day_make(2022, 2, 28), &t->why), R_AGE);
}

static const struct clock lead = { .unit = UNIT_WORKING, .length = 7, .lead = true, .law = "处罚法 64、85" };

TEST(case_rules, a_hearing_is_told_seven_clear_working_days_before_T05)
{
        const struct calendar *cal = fixture_calendar(t);
        struct day hearing = day_make(2024, 10, 10);

        CHECK(rule_hearing_lead(cal, &lead, hearing, day_make(2024, 9, 24), &t->why));
        CHECK_REFUSED(rule_hearing_lead(cal, &lead, hearing, day_make(2024, 9, 25), &t->why), R_TOO_EARLY_DATE);
        CHECK_REFUSED(rule_hearing_lead(cal, &lead, hearing, hearing, &t->why), R_TOO_EARLY_DATE);
        CHECK(rule_hearing_lead(cal, &lead, hearing, day_make(2024, 9, 1), &t->why));
}

TEST(case_rules, a_hearing_in_a_year_without_a_calendar_is_not_guessed_at)
{
        CHECK_REFUSED(rule_hearing_lead(fixture_calendar(t), &lead, day_make(2027, 1, 12), day_make(2026, 12, 1), &t->why), R_UNDETERMINED);
}

TEST(case_rules, a_window_is_open_to_the_end_of_its_last_day)
{
        struct case_clock k = { .determined = true, .due = day_make(2024, 2, 21), .law = "处罚法 64" };

        CHECK(rule_in_window(&k, day_make(2024, 2, 21), "申请听证", &t->why));
        CHECK(rule_in_window(&k, day_make(2024, 2, 1), "申请听证", &t->why));
        CHECK(!rule_in_window(&k, day_make(2024, 2, 22), "申请听证", &t->why));
        CHECK_INT(t->why.code, R_WINDOW_OVER);
        CHECK_TEXT(why_law(&t->why), "处罚法 64");
        why_clear(&t->why);
        k.determined = false;
        CHECK(rule_in_window(&k, day_make(2024, 2, 22), "申请听证", &t->why)); /* an unknown end closes no door */
        CHECK(rule_in_window(NULL, day_make(2024, 2, 22), "申请听证", &t->why));
}

/* ---- what is owed: 行政处罚法 72 ---- */

static struct owed owed(int64_t fine, int64_t paid, const char *last_day, const char *on, const struct stop *stops, size_t n)
{
        struct case_facts f = { .fine = fine, .paid = paid };
        struct case_clock k = { .determined = true, .due = fixture_day(last_day), .rule = { .stops = stops, .n_stops = n } };

        return rule_owed(&f, &k, fixture_day(on));
}

TEST(case_rules, three_percent_a_day_from_the_day_after_the_last_T10)
{
        struct owed o = owed(YUAN(20000), 0, "2024-03-15", "2024-04-10", NULL, 0);

        CHECK_INT(o.days, 26);
        CHECK_INT(o.surcharge, YUAN(15600));
        CHECK_INT(o.rest, YUAN(35600));
        o = owed(YUAN(20000), 0, "2024-03-15", "2024-03-15", NULL, 0);
        CHECK_INT(o.surcharge, 0);
        CHECK_INT(o.rest, YUAN(20000));
        o = owed(YUAN(20000), 0, "2024-03-15", "2024-03-16", NULL, 0);
        CHECK_INT(o.surcharge, YUAN(600));
}

TEST(case_rules, no_surcharge_beyond_the_fine_itself_T11)
{
        CHECK_INT(owed(YUAN(5000), 0, "2024-03-01", "2024-04-10", NULL, 0).surcharge, YUAN(5000));
        CHECK_INT(owed(YUAN(5000), 0, "2024-03-01", "2024-04-03", NULL, 0).surcharge, YUAN(4950));
        CHECK_INT(owed(YUAN(5000), 0, "2024-03-01", "2024-04-04", NULL, 0).surcharge, YUAN(5000));
}

TEST(case_rules, no_surcharge_while_it_is_challenged_T12)
{
        struct stop challenged = { day_make(2024, 5, 20), day_make(2024, 7, 15) };
        struct owed o = owed(YUAN(10000), 0, "2024-05-10", "2024-07-25", &challenged, 1);

        CHECK_INT(o.days, 19);
        CHECK_INT(o.surcharge, YUAN(5700));
}

TEST(case_rules, what_was_paid_bears_no_more_and_the_rest_still_does)
{
        CHECK_INT(owed(YUAN(20000), YUAN(20000), "2024-03-15", "2024-04-10", NULL, 0).rest, 0);
        CHECK_INT(owed(YUAN(20000), YUAN(10000), "2024-03-15", "2024-04-10", NULL, 0).rest, YUAN(17800));
        CHECK_INT(owed(YUAN(20000), YUAN(30000), "2024-03-15", "2024-04-10", NULL, 0).rest, 0);
        CHECK_INT(owed(-1, 0, "2024-03-15", "2024-04-10", NULL, 0).rest, 0);
}

TEST(case_rules, paying_in_parts_costs_what_paying_at_once_costs)
{
        struct case_clock k = { .determined = true, .due = day_make(2024, 3, 15) };
        struct day on = day_make(2024, 4, 10);
        struct case_facts f = { .fine = YUAN(20000) };
        int64_t at_once = rule_owed(&f, &k, on).rest;

        for (int64_t part = 0; part <= YUAN(20000); part += YUAN(2500)) {
                f.paid = part;
                f.surcharge = rule_part_surcharge(part, &k, on);
                CHECK_INT(part + rule_owed(&f, &k, on).rest, at_once);
        }
        CHECK_INT(rule_part_surcharge(YUAN(100), NULL, on), 0);
}

/* ---- labels ---- */

TEST(case_rules, a_number_of_identity_has_the_shape_of_its_kind)
{
        CHECK(rule_party_id("citizen", "11010519491231002X", &t->why));
        CHECK_REFUSED(rule_party_id("citizen", "110105194912310021", &t->why), R_ID_NUMBER);
        CHECK_REFUSED(rule_party_id("body", "11010519491231002X", &t->why), R_USCC);
        CHECK(rule_party_id("citizen", "", &t->why));
}

TEST(case_rules, every_point_of_a_review_is_answered_none_more_none_less)
{
        json_t *two = json_pack("[ss]", "一", "二"), *one = json_pack("[s]", "一"), *none = json_array();

        CHECK(rule_points_answered(two, two, &t->why));
        CHECK(rule_points_answered(none, none, &t->why));
        CHECK_REFUSED(rule_points_answered(two, one, &t->why), R_POINTS_OPEN);
        CHECK_REFUSED(rule_points_answered(one, two, &t->why), R_POINTS_OPEN);
        CHECK_REFUSED(rule_points_answered(two, none, &t->why), R_POINTS_OPEN);
        json_decref(two);
        json_decref(one);
        json_decref(none);
}

/* D14: works without a construction permit, contract 8,000,000: 80,000 to 160,000 (建设工程质量管理条例 57). */
TEST(case_rules, a_fine_by_share_is_held_against_its_share_of_the_price)
{
        struct pack_item works = { .name = "未取得施工许可证擅自施工", .basis = "建设工程质量管理条例 57", .rate_base = "工程合同价款",
                                   .rate_min = 100, .rate_max = 200 };
        int64_t price = YUAN(8000000);

        CHECK(rule_fine_range(&works, "body", price, YUAN(80000), &t->why));
        CHECK(rule_fine_range(&works, "body", price, YUAN(160000), &t->why));
        CHECK_REFUSED(rule_fine_range(&works, "body", price, YUAN(80000) - 1, &t->why), R_FINE_RANGE);
        CHECK_REFUSED(rule_fine_range(&works, "body", price, YUAN(160000) + 1, &t->why), R_FINE_RANGE);
        CHECK_REFUSED(rule_fine_range(&works, "body", -1, YUAN(80000), &t->why), R_ARG_MISSING);
}
