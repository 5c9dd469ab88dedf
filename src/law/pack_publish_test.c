/* pack_publish_test.c - tasks of publication, the ladder of warnings and the classes of periods, as the packs say them. */
#include "law/pack_fixture.h"

static const char *due(struct test *t, const struct pack *p, const char *task, const char *from)
{
        const struct pack_task *k = pack_task(p, task);
        struct instant since;
        struct due d;

        must(k && instant_parse_local(from, &since));
        d = clock_due(p->calendar, &k->rule, since);
        return d.determined ? day_text(t->mem, d.day) : "undetermined";
}

TEST(pack_publish, a_compulsory_decision_has_twenty_working_days_and_a_penalty_seven)
{
        struct pack *p = fixture_pack(t, "packs/xinglongtai");

        if (!p)
                return;
        CHECK_TEXT(due(t, p, "measure", "2025-09-25"), "2025-10-29");
        CHECK_TEXT(due(t, p, "decision", "2025-09-25"), "2025-10-11");         /* a Saturday that was worked */
        CHECK_TEXT(due(t, p, "measure", "2026-12-20"), "undetermined");
        pack_free(p);
}

TEST(pack_publish, a_local_alarm_is_shorter_than_the_law)
{
        struct pack *p = fixture_pack(t, "packs/daying"), *n = fixture_pack(t, "packs/national");
        const struct pack_task *k = p ? pack_task(p, "withdraw") : NULL;
        struct instant since;
        struct due d;

        if (!k || !n)
                return;
        CHECK_TEXT(due(t, p, "withdraw", "2025-01-24"), "2025-02-05");
        CHECK(k->alarmed && !pack_task(n, "withdraw")->alarmed);
        must(instant_parse_local("2025-01-24", &since));
        d = clock_due(p->calendar, &k->alarm, since);
        CHECK_TEXT(day_text(t->mem, d.day), "2025-01-26");
        CHECK(names_have(&k->ends, "publish.update") && names_have(&k->ends, "publish.withdraw"));
        pack_free(p);
        pack_free(n);
}

TEST(pack_publish, the_last_rung_reached_counts)
{
        struct pack *p = fixture_pack(t, "packs/national");

        if (!p)
                return;
        CHECK(!pack_rung_at(p, 3));
        CHECK_TEXT(pack_rung_at(p, 2)->id, "amber");
        CHECK_TEXT(pack_rung_at(p, 1)->id, "amber");
        CHECK_TEXT(pack_rung_at(p, 0)->id, "red");
        CHECK_TEXT(pack_rung_at(p, -1)->id, "overdue");
        CHECK_TEXT(pack_rung_at(p, -40)->id, "long_overdue");
        CHECK(names_have(&pack_rung_at(p, -40)->tell, "supervisor") && !names_have(&pack_rung_at(p, -1)->tell, "supervisor"));
        pack_free(p);
}

static const char *class_of(const struct pack *p, const char *kind, const char *procedure, const char *shown_on, const char **penalties, size_t n)
{
        struct published_matter m = { .kind = kind, .agency = "bureau", .procedure = procedure, .penalties = { penalties, n } };
        const struct pack_period *k;

        must(day_parse(shown_on, &m.shown_on));
        k = pack_period_for(p, &m);
        return k ? k->id : "";
}

TEST(pack_publish, classes_of_2026_by_procedure_and_by_what_was_imposed)
{
        struct pack *p = fixture_pack(t, "packs/national");
        const char *fine[] = { "fine" }, *warned[] = { "warning", "criticism" }, *revoked[] = { "fine", "revoke_permit" }, *both[] = { "warning", "fine" };

        if (!p)
                return;
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-03-31", fine, 1), "");      /* not yet in force */
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-04-01", fine, 1), "general");
        CHECK_TEXT(class_of(p, "penalty", "summary", "2026-04-01", fine, 1), "minor");
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-04-01", warned, 2), "minor_warning");
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-04-01", both, 2), "general");
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-04-01", revoked, 2), "serious");
        CHECK_TEXT(class_of(p, "penalty", "ordinary", "2026-04-01", NULL, 0), "general");
        CHECK_TEXT(class_of(p, "permit", "permit", "2026-04-01", NULL, 0), "");
        CHECK_INT(pack_period(p, "serious")->least, 12);
        CHECK_INT(pack_period(p, "serious")->most, 36);
        CHECK_INT(pack_period(p, "general")->least, 3);
        CHECK_INT(pack_period(p, "general")->most, 12);
        CHECK(pack_period(p, "minor")->reason && pack_period(p, "minor")->most == 3);
        pack_free(p);
}

TEST(pack_publish, draws_and_results_of_inspections_have_twenty_working_days)
{
        struct pack *p = fixture_pack(t, "packs/daying");

        if (!p)
                return;
        CHECK_TEXT(due(t, p, "draw", "2024-11-05"), "2024-12-03");
        CHECK_TEXT(due(t, p, "inspection", "2024-11-07"), "2024-12-05");
        CHECK(pack_credit(p, "a")->weight == 1 && pack_credit(p, "d")->weight == 8 && !pack_credit(p, "e"));
        pack_free(p);
}
