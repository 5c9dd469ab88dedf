/* figures_test.c - which acts a figure counts, in which year, and how much of them. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "statistics/statistics.h"
#include <string.h>

static struct act act_of(const char *verb, const char *at, struct field *fields, size_t n)
{
        struct act a = { .seq = 5, .verb = verb, .subject = { "case", 1 }, .fields = fields, .n = n };

        must(instant_parse(at, &a.at));
        return a;
}

static int64_t adds(const struct pack *p, const char *figure, const struct act *a, int year)
{
        return figure_adds(figure_find(figure), p, a, year);
}

TEST(statistics, a_decision_counts_in_the_year_of_the_day_it_bears)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct field f[] = { { .name = "decided_on", .value = "2024-12-31" }, { .name = "penalties", .value = "fine" }, { .name = "fine", .value = "15000" } };
        struct act a = act_of("case.decide", "2025-01-02T01:00:00.000Z", f, 3);

        CHECK_INT(adds(p, "penalty", &a, 2024), 1);
        CHECK_INT(adds(p, "penalty", &a, 2025), 0);
        CHECK_INT(adds(p, "fine", &a, 2024), 15000);
        CHECK_INT(adds(p, "fine", &a, 2025), 0);
        CHECK_INT(adds(p, "summary", &a, 2024), 0);
        CHECK_INT(adds(p, "confiscation", &a, 2024), 0);
        pack_free(p);
}

TEST(statistics, other_acts_are_dated_by_when_they_were_done_in_China)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct act eve = act_of("case.file", "2024-12-31T15:59:59.000Z", NULL, 0), new_year = act_of("case.file", "2024-12-31T16:00:00.000Z", NULL, 0);

        CHECK_INT(adds(p, "filed", &eve, 2024), 1);
        CHECK_INT(adds(p, "filed", &eve, 2025), 0);
        CHECK_INT(adds(p, "filed", &new_year, 2024), 0);
        CHECK_INT(adds(p, "filed", &new_year, 2025), 1);
        pack_free(p);
}

TEST(statistics, of_several_kinds_of_penalty_the_heaviest_counts_and_only_it)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct field f[] = { { .name = "decided_on", .value = "2024-05-06" }, { .name = "penalties", .value = "warning,fine,revoke_permit,confiscate_gains" } };
        struct act a = act_of("case.decide", "2024-05-06T02:00:00.000Z", f, 2);
        const struct figure *k;
        int64_t n = 0;

        CHECK_TEXT(penalty_heaviest(p, t->mem, "warning,fine"), "fine");
        CHECK_TEXT(penalty_heaviest(p, t->mem, "fine"), "fine");
        CHECK_TEXT(penalty_heaviest(p, t->mem, ""), "");
        CHECK_INT(adds(p, "kind_revoke_permit", &a, 2024), 1);
        for (size_t i = 0; (k = figure_at(i)) != NULL; i++)
                if (text_starts(k->id, "kind_"))
                        n += figure_adds(k, p, &a, 2024);
        CHECK_INT(n, 1);
        pack_free(p);
}

TEST(statistics, every_kind_of_penalty_has_its_weight_in_the_pack)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct figure *k;

        for (size_t i = 0; (k = figure_at(i)) != NULL; i++)
                if (text_starts(k->id, "kind_"))
                        CHECK(names_have(&p->statistics.gravity, k->word));
        pack_free(p);
}

TEST(statistics, a_release_on_the_last_day_is_in_time_one_day_later_it_is_late)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct field f[] = { { .name = "public.decided_on", .value = "2024-10-29" }, { .name = "public.released_on", .value = "2024-11-07" } };
        struct act a = act_of("publish.release", "2024-11-07T02:00:00.000Z", f, 2);

        CHECK_INT(adds(p, "released", &a, 2024), 1);
        CHECK_INT(adds(p, "late", &a, 2024), 0);
        f[1].value = "2024-11-08";
        CHECK_INT(adds(p, "late", &a, 2024), 1);
        pack_free(p);
}

TEST(statistics, a_review_that_passed_at_once_is_told_from_one_sent_back_before)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct field f[] = { { .name = "flags", .value = "filed,evidence,reviewed" } };
        struct act a = act_of("review.pass", "2024-10-25T02:00:00.000Z", f, 1);

        CHECK_INT(adds(p, "passed_first", &a, 2024), 1);
        CHECK_INT(adds(p, "passed_again", &a, 2024), 0);
        f[0].value = "filed,returned,reviewed";
        CHECK_INT(adds(p, "passed_first", &a, 2024), 0);
        CHECK_INT(adds(p, "passed_again", &a, 2024), 1);
        pack_free(p);
}

TEST(statistics, the_day_for_publishing_does_not_roll_the_last_working_day_is_told)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct day due, safe;

        report_due(p, 2025, &due, &safe);
        CHECK_TEXT(day_text(t->mem, due), "2026-01-31");
        CHECK_TEXT(day_text(t->mem, safe), "2026-01-30");
        pack_free(p);
}
