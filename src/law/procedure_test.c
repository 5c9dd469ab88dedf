/* The workflow machine on a small procedure of its own: what is asked, what is refused and with which reason. */
#include "base/test.h"
#include "law/procedure.h"

#define WORDS(...) { (const char *[]){ __VA_ARGS__ }, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *) }

static struct pack_stage stages[] = {
        { .id = "registered", .label = "案源登记" }, { .id = "noticed", .label = "事先告知" },
        { .id = "decided", .label = "作出决定", .final = true }, { .id = "declined", .label = "不予立案", .final = true },
};
static struct pack_step steps[] = {
        { .verb = "source.register", .to = "registered" },
        { .verb = "source.decline", .from = WORDS("registered"), .to = "declined" },
        { .verb = "notice.give", .from = WORDS("registered", "noticed"), .to = "noticed", .needs = WORDS("officers") },
        { .verb = "case.decide", .from = WORDS("noticed"), .to = "decided", .law = "行政处罚法 57",
          .needs = WORDS("officers", "notified", "review_if_catalogued") },
};
static struct pack_procedure procedures[] = {
        { .id = "ordinary", .label = "普通程序", .first = "registered", .stages = stages, .n_stages = 4, .steps = steps, .n_steps = 4 },
};
static const struct pack tiny = { .name = "tiny", .procedures = procedures, .n_procedures = 1 };

static bool may(struct test *t, const char *stage, flags_t flags, unsigned env, const char *verb)
{
        struct standing s = { .procedure = "ordinary", .stage = stage, .flags = flags, .env = env };
        const struct pack_step *step = NULL;
        bool good = procedure_may(&tiny, &s, verb, &step, &t->why);

        CHECK(good == (step != NULL));
        return good;
}

TEST(procedure, a_step_is_found_by_stage_and_verb)
{
        CHECK(procedure_step(procedures, "registered", "notice.give") == &steps[2]);
        CHECK(procedure_step(procedures, "noticed", "notice.give") == &steps[2]);
        CHECK(!procedure_step(procedures, "decided", "notice.give"));
        CHECK(procedure_step(procedures, "", "source.register") == &steps[0]);
        CHECK(procedure_step(procedures, NULL, "source.register") == &steps[0]);
        CHECK(!procedure_step(procedures, "registered", "source.register"));
}

TEST(procedure, the_first_failing_condition_is_the_reason_with_its_own_article)
{
        CHECK_REFUSED(may(t, "noticed", 0, 0, "case.decide"), R_TWO_OFFICERS);
        CHECK_REFUSED(may(t, "noticed", F(officers), 0, "case.decide"), R_NOTICE_MISSING);
        CHECK(!may(t, "noticed", F(officers) | F(notified), 0, "case.decide"));
        CHECK(t->why.code == R_REVIEW_MISSING);
        CHECK_TEXT(why_law(&t->why), "行政处罚法 第五十八条");
        why_clear(&t->why);
        CHECK_REFUSED(may(t, "noticed", F(officers) | F(notified) | F(reviewed) | F(points_open), 0, "case.decide"), R_REVIEW_MISSING);
        CHECK(may(t, "noticed", F(officers) | F(notified) | F(reviewed), 0, "case.decide"));
}

TEST(procedure, env_opens_what_flags_would_not)
{
        CHECK(may(t, "noticed", F(officers) | F(notified), ENV_NOT_CATALOGUED, "case.decide"));
        CHECK_REFUSED(may(t, "noticed", F(officers) | F(notified), ENV__ALL & ~ENV_NOT_CATALOGUED, "case.decide"), R_REVIEW_MISSING);
}

TEST(procedure, a_gate_of_the_law_is_named_before_the_stage)
{
        CHECK_REFUSED(may(t, "registered", F(officers), 0, "case.decide"), R_NOTICE_MISSING);
        CHECK_REFUSED(may(t, "registered", F(officers) | F(notified), 0, "case.decide"), R_REVIEW_MISSING);
        CHECK_REFUSED(may(t, "registered", F(officers) | F(notified) | F(reviewed), 0, "case.decide"), R_STAGE);
        CHECK_REFUSED(may(t, "decided", 0, 0, "case.decide"), R_STAGE);
        CHECK_REFUSED(may(t, "declined", 0, 0, "notice.give"), R_STAGE);
        CHECK_REFUSED(may(t, "registered", 0, 0, "no.such_verb"), R_STAGE);
}

TEST(procedure, flags_read_back_as_they_were_written)
{
        const char *unknown = NULL;
        flags_t f = 0;

        CHECK(flags_parse("reviewed|points_open", '|', &f, &unknown) && f == (F(reviewed) | F(points_open)));
        CHECK_TEXT(flags_text(t->mem, f, '|'), "points_open|reviewed");
        CHECK(flags_parse("", '|', &f, &unknown) && f == 0);
        CHECK(!flags_parse("reviewed|review", '|', &f, &unknown) && text_starts(unknown, "review"));
        CHECK(!flags_parse("reviewed||filed", '|', &f, NULL));
        CHECK_TEXT(flags_text(t->mem, 0, ','), "");
}

TEST(procedure, effects_clear_before_they_set)
{
        struct verb_effect table[] = { { .verb = "review.submit", .sets = F(review_open), .clears = F(reviewed) },
                                       { .verb = "evidence.add", .sets = F(evidence), .clears = F(reviewed) | F(evidence) } };

        CHECK(flags_after(F(reviewed) | F(filed), &table[0], NULL) == (F(review_open) | F(filed)));
        CHECK(flags_after(F(reviewed), &table[1], NULL) == F(evidence));
        CHECK(verb_effect_find(table, 2, "evidence.add") == &table[1]);
        CHECK(!verb_effect_find(table, 2, "evidence.remove"));
}

TEST(procedure, every_condition_is_well_formed)
{
        size_t n = 0;

        for (const struct condition *k; (k = condition_at(n)); n++) {
                CHECK(condition_find(k->name) == k);
                CHECK(*k->label && !(k->all & k->none));
                CHECK(condition_holds(k, k->all, 0) || k->all & NEVER);
                CHECK(!condition_holds(k, k->none | (k->all ? 0 : k->none), 0) || !(k->all | k->none));
                CHECK(condition_holds(k, k->none, k->unless) || !k->unless);
        }
        CHECK(n > 40 && !condition_find("no_such_condition"));
}

TEST(procedure, a_court_application_settles_a_fine_and_so_does_its_revocation)
{
        const struct condition *k = condition_find("settled");

        CHECK(!condition_holds(k, 0, 0) && condition_holds(k, F(paid), 0));
        CHECK(condition_holds(k, F(court), 0) && condition_holds(k, F(revoked), 0) && condition_holds(k, 0, ENV_PAID));
}

/* ---- the two questions about a matter ---- */

static struct pack_param params[] = { { .id = "hearing_fine_citizen", .value = 500000 }, { .id = "hearing_fine_body", .value = 10000000 } };
static const struct pack amounts = { .params = params, .n_params = 2 };

TEST(procedure, a_hearing_is_due_from_the_amount_on_and_for_the_heavy_kinds)
{
        struct matter m = { .procedure = "ordinary", .party_kind = "body", .fine = 9999999 };
        static const char *const revoke[] = { "revoke_permit" };

        CHECK(!hearing_due(&amounts, &m));
        m.fine = 10000000;
        CHECK(hearing_due(&amounts, &m));
        m.fine = 500000;
        CHECK(!hearing_due(&amounts, &m));
        m.party_kind = "citizen";
        CHECK(hearing_due(&amounts, &m));
        m.party_kind = "";                              /* not known yet: the stricter side */
        CHECK(hearing_due(&amounts, &m));
        m = (struct matter){ .party_kind = "body", .fine = -1, .penalties = { (const char **)revoke, 1 } };
        CHECK(hearing_due(&amounts, &m));
        m = (struct matter){ .party_kind = "body", .fine = -1, .confiscation = 10000000 };
        CHECK(hearing_due(&amounts, &m));
}

TEST(procedure, the_catalogue_gives_the_first_criterion_that_applies)
{
        struct pack_criterion list[] = {
                { .id = "fine", .kind = CRIT_FINE_BODY, .amount = 10000000 },
                { .id = "heard", .kind = CRIT_AFTER_HEARING },
                { .id = "risk", .kind = CRIT_TAG, .words = WORDS("social_risk") },
                { .id = "revoke", .kind = CRIT_PENALTY, .words = WORDS("revoke_permit", "close") },
        };
        struct pack p = { .review = { .catalogue = list, .n_catalogue = 4 } };
        struct matter m = { .procedure = "ordinary", .party_kind = "body", .fine = 9999999 };

        CHECK(!review_applies(&p, &m));
        m.tags = (struct names)WORDS("social_risk");
        CHECK(review_applies(&p, &m) == &list[2]);
        m.heard = true;
        CHECK(review_applies(&p, &m) == &list[1]);
        m.fine++;
        CHECK(review_applies(&p, &m) == &list[0]);
        m.party_kind = "citizen";
        CHECK(review_applies(&p, &m) == &list[1]);
        list[0].kind = CRIT_NOT_SUMMARY;
        CHECK(review_applies(&p, &m) == &list[0]);
        m = (struct matter){ .procedure = "summary", .party_kind = "citizen", .penalties = WORDS("close") };
        CHECK(review_applies(&p, &m) == &list[3]);
}
