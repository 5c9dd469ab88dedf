/* The scenarios of the documents as walks through the machine, and the days the packs' clocks give; random walks against the gates. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include <stdlib.h>

struct case_walk { struct test *t; const struct pack *p; const struct verb_effect *v; struct standing s; };

/* Does the verb; false with t->why if refused. */
static bool act(struct case_walk *w, const char *verb)
{
        const struct pack_step *step;

        why_clear(&w->t->why);
        if (!procedure_may(w->p, &w->s, verb, &step, &w->t->why))
                return false;
        w->s.flags = flags_after(w->s.flags, verb_effect_find(w->v, FIXTURE_VERBS, verb), step);
        if (step->to)
                w->s.stage = step->to;
        return true;
}

static void acts(struct case_walk *w, const char *list)
{
        size_t n;
        char **verbs = text_split(w->t->mem, list, ' ', &n);

        for (size_t i = 0; i < n; i++) {
                w->t->checks++;
                if (!act(w, verbs[i]))
                        test_failed(w->t, __FILE__, __LINE__, "%s at %s: %s", verbs[i], w->s.stage, why_sentence(&w->t->why));
        }
}

static void refused(struct case_walk *w, const char *verb, enum refusal_code code)
{
        w->t->checks++;
        if (act(w, verb) || w->t->why.code != code)
                test_failed(w->t, __FILE__, __LINE__, "%s at %s should be refused with %s: %s", verb, w->s.stage, refusal_of(code)->code,
                            w->t->why.kind ? why_sentence(&w->t->why) : "it was done");
        why_clear(&w->t->why);
}

static struct case_walk walk_begin(struct test *t, const char *pack, const char *procedure)
{
        struct case_walk w = { .t = t, .v = fixture_verbs(t->mem), .s = { .procedure = procedure, .stage = "" } };

        w.p = fixture_pack(t, text_make(t->mem, "packs/%s", pack));
        must(w.p);
        return w;
}

static const char *due_on(struct case_walk *w, const char *clock, const char *from)
{
        const struct pack_clock *k = pack_clock(w->p, clock);
        struct instant since;
        struct due d;

        must(k && instant_parse_local(from, &since));
        d = clock_due(w->p->calendar, &k->rule, since);
        return d.determined ? day_text(w->t->mem, d.day) : "undetermined";
}

#define CATALOGUED (ENV_WINDOW_OVER | ENV_PAID)

TEST(pack_story, daying_construction_waste_runs_in_the_order_of_its_acts)
{
        struct case_walk w = walk_begin(t, "daying", "ordinary");

        acts(&w, "source.register recording.add inspection.record");
        refused(&w, "case.decide", R_TWO_OFFICERS);
        acts(&w, "case.file preserve.impose interview.record evidence.add preserve.resolve material.add");
        refused(&w, "notice.give", R_NEED);
        acts(&w, "investigation.conclude rectify.order notice.give");
        refused(&w, "case.decide", R_REVIEW_MISSING);
        acts(&w, "defence.record");
        refused(&w, "review.submit", R_DEFENCE_OPEN);
        acts(&w, "defence.answer");
        w.s.env = ENV_WINDOW_OVER;
        refused(&w, "case.decide", R_REVIEW_MISSING);
        acts(&w, "material.add review.submit");
        refused(&w, "case.decide", R_REVIEW_MISSING);
        acts(&w, "review.return");
        refused(&w, "review.submit", R_POINTS_OPEN);
        refused(&w, "review.object", R_STAGE);
        acts(&w, "evidence.add review.answer review.submit review.pass");
        refused(&w, "case.decide", R_NEED);             /* 集体讨论 */
        acts(&w, "case.deliberate case.decide");
        refused(&w, "publish.release", R_NEED);
        acts(&w, "decision.serve publish.prepare publish.release");
        refused(&w, "case.close", R_NEED);
        acts(&w, "payment.record recording.add case.close case.archive decision.revoke publish.withdraw");
        refused(&w, "publish.release", R_NEED);
        pack_free((struct pack *)w.p);
}

TEST(pack_story, new_evidence_after_the_pass_takes_the_case_back_to_review)
{
        struct case_walk w = walk_begin(t, "daying", "ordinary");

        w.s.env = CATALOGUED;
        acts(&w, "source.register case.file evidence.add investigation.conclude notice.give review.submit review.pass case.deliberate");
        acts(&w, "evidence.add");
        CHECK_TEXT(w.s.stage, "noticed");
        refused(&w, "case.decide", R_REVIEW_MISSING);
        acts(&w, "review.submit review.pass hearing.request");
        refused(&w, "case.decide", R_HEARING_OPEN);
        acts(&w, "hearing.schedule hearing.hold");
        refused(&w, "case.decide", R_REVIEW_MISSING);   /* 处罚法 58：经过听证程序 */
        acts(&w, "review.submit review.pass case.deliberate case.decide");
        pack_free((struct pack *)w.p);
}

TEST(pack_story, what_is_not_catalogued_is_decided_without_review_but_never_without_notice_and_time)
{
        struct case_walk w = walk_begin(t, "daying", "ordinary");

        w.s.env = ENV_NOT_CATALOGUED | ENV_NO_HEARING_RIGHT;
        acts(&w, "source.register case.file evidence.add investigation.conclude");
        refused(&w, "case.decide", R_NOTICE_MISSING);
        acts(&w, "notice.give");
        refused(&w, "case.decide", R_WINDOW_OPEN);
        acts(&w, "defence.waive case.decide decision.serve");
        w.s.env |= ENV_PAID;
        acts(&w, "case.close");
        pack_free((struct pack *)w.p);
}

TEST(pack_story, a_summary_penalty_needs_two_officers_and_stays_below_the_catalogue)
{
        struct case_walk w = walk_begin(t, "daying", "summary");

        acts(&w, "source.register evidence.add");
        refused(&w, "summary.inform", R_TWO_OFFICERS);
        acts(&w, "case.assign");
        refused(&w, "summary.decide", R_SUMMARY_LIMIT);
        w.s.env = ENV_NOT_CATALOGUED | ENV_NO_HEARING_RIGHT;
        refused(&w, "summary.decide", R_NOTICE_MISSING);
        acts(&w, "summary.inform summary.decide payment.record case.close case.archive");
        pack_free((struct pack *)w.p);
}

TEST(pack_story, yuxi_objects_once_and_the_leadership_decides_only_after_recheck_and_consultation)
{
        struct case_walk w = walk_begin(t, "yuxi-water", "ordinary");

        w.s.env = CATALOGUED;
        acts(&w, "source.register inspection.record case.file investigation.conclude notice.give review.submit review.return");
        refused(&w, "review.resolve", R_NEED);
        acts(&w, "review.object");
        refused(&w, "review.object", R_ONCE);
        refused(&w, "review.consult", R_NEED);
        acts(&w, "review.recheck");
        refused(&w, "review.resolve", R_NEED);
        acts(&w, "review.consult");
        refused(&w, "case.decide", R_REVIEW_MISSING);
        acts(&w, "review.resolve case.deliberate case.decide");
        CHECK(w.p->review.objection && w.p->review.committee);
        pack_free((struct pack *)w.p);
}

TEST(pack_story, housing_reviews_every_permit_and_every_penalty)
{
        struct case_walk w = walk_begin(t, "xinglongtai-housing", "permit");
        struct matter small = { .procedure = "ordinary", .party_kind = "citizen", .fine = 100 };

        CHECK(!pack_procedure(w.p, "summary") && review_applies(w.p, &small));
        acts(&w, "permit.apply permit.gaps permit.accept permit.extend");
        refused(&w, "permit.grant", R_REVIEW_MISSING);
        acts(&w, "review.submit");
        refused(&w, "permit.grant", R_REVIEW_MISSING);
        acts(&w, "review.pass permit.grant permit.issue publish.prepare publish.release case.close case.archive");
        pack_free((struct pack *)w.p);
}

TEST(pack_story, the_clocks_give_the_days_of_the_scenarios)
{
        struct case_walk dy = walk_begin(t, "daying", "ordinary"), yx = walk_begin(t, "yuxi-water", "ordinary"),
                         zj = walk_begin(t, "xinglongtai-housing", "permit");

        CHECK_TEXT(due_on(&dy, "decide", "2024-09-12"), "2024-12-11");
        CHECK_TEXT(due_on(&dy, "preserve", "2024-09-13"), "2024-09-25");
        CHECK_TEXT(due_on(&dy, "hearing_request", "2024-10-10"), "2024-10-16");
        CHECK_TEXT(due_on(&dy, "publish", "2024-10-29"), "2024-11-07");
        CHECK_TEXT(due_on(&dy, "serve", "2024-10-29"), "2024-11-07");
        CHECK_TEXT(due_on(&dy, "pay", "2024-10-31"), "2024-11-15");
        CHECK_TEXT(due_on(&dy, "reconsider", "2024-10-31"), "2024-12-30");
        CHECK_TEXT(due_on(&dy, "sue", "2024-10-31"), "2025-04-30");
        CHECK_TEXT(due_on(&dy, "withdraw_alarm", "2025-01-24"), "2025-01-26");
        CHECK_TEXT(due_on(&dy, "withdraw", "2025-01-24"), "2025-02-05");
        CHECK_TEXT(due_on(&dy, "hearing_notice", "2024-10-10"), "2024-09-24");
        CHECK(pack_clock(dy.p, "withdraw_alarm")->alarm && !pack_clock(dy.p, "withdraw")->alarm);
        CHECK_TEXT(due_on(&yx, "decide", "2020-03-20"), "2020-06-18");
        CHECK_TEXT(due_on(&yx, "objection", "2020-04-30"), "2020-05-07");
        CHECK_TEXT(due_on(&yx, "recheck", "2020-05-07"), "2020-05-11");
        CHECK_TEXT(due_on(&zj, "permit_gaps", "2024-12-30"), "2025-01-07");
        CHECK_TEXT(due_on(&zj, "permit_decide", "2025-01-20"), "2025-02-21");
        CHECK_TEXT(due_on(&zj, "permit_extended", "2025-01-20"), "2025-03-07");
        CHECK_TEXT(due_on(&zj, "permit_issue", "2025-02-24"), "2025-03-10");
        CHECK_TEXT(due_on(&zj, "publish", "2025-02-24"), "2025-03-05");
        pack_free((struct pack *)dy.p);
        pack_free((struct pack *)yx.p);
        pack_free((struct pack *)zj.p);
}

TEST(pack_story, daying_knows_its_thresholds_duties_and_numbers)
{
        struct case_walk w = walk_begin(t, "daying", "ordinary");
        struct matter m = { .procedure = "ordinary", .party_kind = "body", .fine = 18000000 };
        const struct pack_item *item = pack_item(w.p, "GF-111-4"), *rated = pack_item(w.p, "GH-64");
        const struct pack_duty *duty = pack_duty(w.p, "inspection.record", "");

        CHECK(hearing_due(w.p, &m) && review_applies(w.p, &m));
        m.fine = 9999999;
        CHECK(!hearing_due(w.p, &m) && !review_applies(w.p, &m));
        CHECK(item && item->body_min == 10000000 && item->body_max == 100000000 && !item->citizen_max && !item->summary);
        CHECK(rated && rated->rate_min == 500 && rated->rate_max == 1000 && rated->body_max > 0);
        CHECK(duty && duty->full && !duty->waiver);
        CHECK(pack_duty(w.p, "decision.serve", "leave") && !pack_duty(w.p, "decision.serve", "direct"));
        CHECK_TEXT(pack_numbering(w.p, "case"), "英综执立〔{year}〕{n}号");
        CHECK_TEXT(pack_numbering(w.p, "nothing"), "");
        CHECK_TEXT(w.p->extends, "national");
        CHECK_INT(w.p->review.n_points, 8);
        pack_free((struct pack *)w.p);
}

/* ---- random walks: the machine that runs keeps what the prover proved ---- */

static bool decision_kept(flags_t f, unsigned env, const struct verb_effect *e, bool permit)
{
        bool summary = e->sets & F(served), penalty = e->sets & F(penalised);

        if (!(env & ENV_NOT_CATALOGUED) && (penalty || permit) && (!(f & F(reviewed)) || f & (F(points_open) | F(review_open))))
                return false;
        if (!penalty)
                return true;
        if (!(f & F(officers)) || !(f & F(notified)) || f & (F(defence_open) | F(hearing_open)))
                return false;
        if (!summary && !(env & ENV_WINDOW_OVER) && !(f & F(waived)))
                return false;
        return env & ENV_NO_HEARING_RIGHT || f & F(hearing_told);
}

static void random_steps(struct case_walk *w, unsigned *seed, int n, int *decisions)
{
        bool permit = !strcmp(pack_procedure(w->p, w->s.procedure)->kind, "permit");

        for (int i = 0; i < n; i++) {
                const struct verb_effect *e = &w->v[(unsigned)rand_r(seed) % FIXTURE_VERBS];
                flags_t before = w->s.flags;
                unsigned env = w->s.env = (unsigned)rand_r(seed) & ENV__ALL;

                if (!act(w, e->verb) || !(e->sets & (F(decided) | F(granted))))
                        continue;
                ++*decisions;
                if (!decision_kept(before, env, e, permit))
                        test_failed(w->t, __FILE__, __LINE__, "%s %s: %s with flags %s and env %u", w->p->name, w->s.procedure, e->verb,
                                    flags_text(w->t->mem, before, ' '), env);
        }
        why_clear(&w->t->why);
}

TEST(pack_story, random_walks_never_pass_a_gate)
{
        static const char *const packs[] = { "daying", "yuxi-water", "xinglongtai", "xinglongtai-housing", "township" };
        unsigned seed = 20200131;
        int decisions = 0;

        for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
                struct case_walk w = walk_begin(t, packs[i], "ordinary");

                for (int k = 0; k < 150; k++) {
                        const struct pack_procedure *p = &w.p->procedures[(size_t)k % w.p->n_procedures];

                        w.s = (struct standing){ .procedure = p->id, .stage = "" };
                        random_steps(&w, &seed, 600, &decisions);
                }
                pack_free((struct pack *)w.p);
        }
        CHECK(decisions > 100);
}
