/* review_test.c - the rules about members, shares and votes at their edges. */
#include "base/test.h"
#include "review/review_inner.h"
#include <string.h>

#define DAY(y, m, d) day_make(y, m, d)

static struct seat seat_like(const char *seat, struct day first, const char *exam, struct day exam_on)
{
        return (struct seat){ .agency = "bureau", .login = "qian", .seat = seat, .since = DAY(2024, 9, 1), .until = DAY(2027, 8, 31), .first_on = first,
                              .exam_number = exam, .exam_on = exam_on, .ended = DAY_NONE };
}

static const struct pack_body *body(void)
{
        static struct pack_body b = { .id = "committee", .kind = "committee", .majority_of = "all", .quorum = { 2, 3 }, .majority = { 1, 2 }, .members = 3,
                                      .share = 5 };

        b.exam_from = DAY(2018, 1, 1);
        return &b;
}

TEST(review, five_percent_of_the_officers_is_rounded_up_as_in_the_district)
{
        CHECK_INT(review__needed(63, 5), 4);
        CHECK_INT(review__needed(40, 5), 2);
        CHECK_INT(review__needed(41, 5), 3);
        CHECK_INT(review__needed(20, 5), 1);
        CHECK_INT(review__needed(1, 5), 1);
        CHECK_INT(review__needed(0, 5), 0);
        CHECK_INT(review__needed(20, 0), 0);
        CHECK_INT(review__needed(21, 5), 2);
}

TEST(review, who_began_before_2018_needs_no_examination_and_who_began_on_its_first_day_does)
{
        struct seat old = seat_like("member", DAY(2017, 12, 31), "", DAY_NONE), new = seat_like("member", DAY(2018, 1, 1), "", DAY_NONE);
        struct seat held = seat_like("member", DAY(2024, 9, 1), "A20231234", DAY(2024, 10, 8)), unsaid = seat_like("member", DAY_NONE, "", DAY_NONE);

        CHECK(!review__exam_missing(&old, DAY(2018, 1, 1), DAY(2026, 7, 1)));
        CHECK(review__exam_missing(&new, DAY(2018, 1, 1), DAY(2026, 7, 1)));
        CHECK(review__exam_missing(&held, DAY(2018, 1, 1), DAY(2024, 10, 7)));
        CHECK(!review__exam_missing(&held, DAY(2018, 1, 1), DAY(2024, 10, 8)));
        CHECK(review__exam_missing(&unsaid, DAY(2018, 1, 1), DAY(2026, 7, 1)));
        CHECK(!review__exam_missing(&new, DAY_NONE, DAY(2026, 7, 1)));
}

TEST(review, a_term_holds_on_its_first_and_last_day_and_not_after_a_leave)
{
        struct seat s = seat_like("member", DAY(2010, 1, 1), "", DAY_NONE);

        CHECK_INT(review__fitness(&s, body(), DAY(2024, 8, 31)), FIT_NOT_YET);
        CHECK_INT(review__fitness(&s, body(), DAY(2024, 9, 1)), FIT);
        CHECK_INT(review__fitness(&s, body(), DAY(2027, 8, 31)), FIT);
        CHECK_INT(review__fitness(&s, body(), DAY(2027, 9, 1)), FIT_OVER);
        s.ended = DAY(2026, 3, 31);
        CHECK_INT(review__fitness(&s, body(), DAY(2026, 3, 31)), FIT);
        CHECK_INT(review__fitness(&s, body(), DAY(2026, 4, 1)), FIT_OVER);
}

TEST(review, an_adviser_has_no_vote_and_does_not_review)
{
        struct seat adviser = seat_like("legal_adviser", DAY(2010, 1, 1), "A1", DAY(2010, 1, 1)), lawyer = seat_like("public_lawyer", DAY(2010, 1, 1), "", DAY_NONE);

        CHECK_INT(review__fitness(&adviser, body(), DAY(2026, 7, 1)), FIT_NO_SEAT);
        CHECK_INT(review__fitness(&lawyer, body(), DAY(2026, 7, 1)), FIT);
        CHECK_INT(review__fitness(NULL, body(), DAY(2026, 7, 1)), FIT_NO_SEAT);
        CHECK(review__votes("chair") && review__votes("member") && !review__votes("secretary") && !review__votes("legal_adviser"));
        CHECK(!review__votes("purchased") && review__reviews("purchased") && !review__reviews("none"));
}

TEST(review, a_quorum_is_reached_at_its_share_and_a_majority_is_more_than_its_share)
{
        CHECK(review__reaches(2, 3, (struct pack_share){ 2, 3 }) && !review__reaches(2, 4, (struct pack_share){ 2, 3 }));
        CHECK(review__reaches(3, 4, (struct pack_share){ 2, 3 }) && !review__reaches(0, 0, (struct pack_share){ 2, 3 }));
        CHECK(review__exceeds(2, 3, (struct pack_share){ 1, 2 }) && !review__exceeds(2, 4, (struct pack_share){ 1, 2 }));
        CHECK(review__exceeds(3, 4, (struct pack_share){ 1, 2 }) && !review__exceeds(0, 0, (struct pack_share){ 1, 2 }));
}

TEST(review, a_case_passes_by_more_than_half_of_those_entitled_with_a_quorum_of_its_own)
{
        struct count k = { .entitled = 4, .present = 3, .in_favour = 3 };
        struct pack_body present = *body();

        CHECK_INT(review__outcome(&k, body()), OUTCOME_PASS);
        k = (struct count){ .entitled = 4, .present = 3, .in_favour = 2, .against = 1 };
        CHECK_INT(review__outcome(&k, body()), OUTCOME_RETURN);
        present.majority_of = "present";
        CHECK_INT(review__outcome(&k, &present), OUTCOME_PASS);
        /* one recused: two of three are two thirds, but fewer than the pack's three */
        k = (struct count){ .entitled = 3, .present = 2, .in_favour = 2 };
        CHECK_INT(review__outcome(&k, body()), OUTCOME_NO_QUORUM);
        k = (struct count){ .entitled = 5, .present = 3, .in_favour = 3 };
        CHECK_INT(review__outcome(&k, body()), OUTCOME_NO_QUORUM);
        k = (struct count){ .entitled = 3, .present = 3, .abstained = 3 };
        CHECK_INT(review__outcome(&k, body()), OUTCOME_RETURN);
}

TEST(review, the_newest_decision_on_a_recusal_counts_and_an_open_one_does_not)
{
        struct recusal rows[] = { { .login = "jian", .state = "refused" }, { .login = "jian", .state = "granted" }, { .login = "zhao", .state = "asked" },
                                  { .login = "jian", .state = "asked" } };
        struct recusals one = { rows, 1 }, all = { rows, 4 };

        CHECK(!review__recused(&one, "jian"));
        CHECK(review__recused(&all, "jian"));
        CHECK(!review__recused(&all, "zhao"));
        CHECK(!review__recused(&all, "qian"));
}

TEST(review, people_with_two_seats_count_once_and_contracts_bring_theirs)
{
        struct seat rows[] = { seat_like("member", DAY(2010, 1, 1), "", DAY_NONE), seat_like("secretary", DAY(2010, 1, 1), "", DAY_NONE),
                               seat_like("legal_adviser", DAY(2010, 1, 1), "", DAY_NONE), seat_like("member", DAY(2020, 1, 1), "", DAY_NONE) };
        struct contract k = { .agency = "bureau", .persons = 2, .since = DAY(2026, 1, 1), .until = DAY(2026, 12, 31), .ended = DAY_NONE };
        struct ratio r = { .officers = 63 };

        rows[2].login = "gu";
        rows[3].login = "wu";           /* began in 2020 without the qualification */
        review__count(&(struct seats){ rows, 4 }, &(struct contracts){ &k, 1 }, body(), "bureau", DAY(2026, 7, 1), &r);
        CHECK(r.reviewers == 1 && r.purchased == 2 && r.needed == 4 && r.missing == 1);
        review__count(&(struct seats){ rows, 4 }, &(struct contracts){ &k, 1 }, body(), "bureau", DAY(2027, 1, 1), &r);
        CHECK(r.reviewers == 1 && !r.purchased && r.missing == 3);
        review__count(&(struct seats){ rows, 4 }, &(struct contracts){ &k, 1 }, body(), "other", DAY(2026, 7, 1), &r);
        CHECK(!r.reviewers && !r.purchased && r.missing == 4);
}

TEST(review, a_share_is_read_aloud)
{
        CHECK_TEXT(review__share_words(t->mem, (struct pack_share){ 2, 3 }), "三分之二");
        CHECK_TEXT(review__share_words(t->mem, (struct pack_share){ 1, 2 }), "半数");
        CHECK_TEXT(review__share_words(t->mem, (struct pack_share){ 3, 3 }), "全体");
        CHECK_TEXT(review__share_words(t->mem, (struct pack_share){ 11, 20 }), "11/20");
}
