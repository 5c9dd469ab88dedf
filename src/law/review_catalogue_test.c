/* Each kind of criterion, once as it applies, once as it does not, and what is said about it. */
#include "law/pack_fixture.h"
#include <string.h>

#define WORDS(...) ((struct names){ (const char *[]){ __VA_ARGS__ }, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *) })
static const struct pack none = { .name = "none" };

static const char *why(struct test *t, const struct pack_criterion *k, const struct matter *m)
{
        return criterion_reason(t->mem, &none, k, m);
}

TEST(review_catalogue, a_fine_counts_from_its_amount_and_for_the_party_it_names)
{
        struct pack_criterion body = { .kind = CRIT_FINE_BODY, .amount = 10000000 }, citizen = { .kind = CRIT_FINE_CITIZEN, .amount = 500000 };
        struct matter m = { .procedure = "ordinary", .party_kind = "body", .fine = 10000000 };

        CHECK(criterion_applies(&body, &m) && !criterion_applies(&citizen, &m));
        CHECK(!strcmp(why(t, &body, &m), "拟罚款 100,000.00 元，起点 100,000.00 元"));
        CHECK(!strcmp(why(t, &citizen, &m), "当事人是法人或者其他组织"));
        m.fine = 9999999;
        CHECK(!criterion_applies(&body, &m));
        m = (struct matter){ .party_kind = "sole_trader", .fine = 500000 };     /* counts as a citizen */
        CHECK(!criterion_applies(&body, &m) && criterion_applies(&citizen, &m));
}

TEST(review_catalogue, as_long_as_the_party_is_not_known_the_stricter_side_counts)
{
        struct pack_criterion body = { .kind = CRIT_FINE_BODY, .amount = 100 }, citizen = { .kind = CRIT_FINE_CITIZEN, .amount = 100 };
        struct pack_criterion party = { .kind = CRIT_PARTY, .words = WORDS("body") };
        struct matter m = { .party_kind = "", .fine = 100 };

        CHECK(criterion_applies(&body, &m) && criterion_applies(&citizen, &m) && criterion_applies(&party, &m));
        CHECK(!strcmp(why(t, &party, &m), "当事人：还没有查明"));
}

TEST(review_catalogue, confiscation_kinds_of_penalty_and_features_of_the_case)
{
        struct pack_criterion gains = { .kind = CRIT_CONFISCATION, .amount = 10000 }, heavy = { .kind = CRIT_PENALTY, .words = WORDS("revoke_permit", "close") };
        struct pack_criterion risk = { .kind = CRIT_TAG, .words = WORDS("social_risk", "complex") };
        struct matter m = { .confiscation = 10000, .penalties = WORDS("fine", "close"), .tags = WORDS("complex") };

        CHECK(criterion_applies(&gains, &m) && criterion_applies(&heavy, &m) && criterion_applies(&risk, &m));
        CHECK(!strcmp(why(t, &gains, &m), "拟没收 100.00 元，起点 100.00 元"));
        CHECK(!strcmp(why(t, &heavy, &m), "拟处罚种类：责令关闭"));
        CHECK(!strcmp(why(t, &risk, &m), "案件特征：案情疑难复杂、涉及多个法律关系"));
        m = (struct matter){ .confiscation = 9999, .penalties = WORDS("fine"), .tags = WORDS("public_interest") };
        CHECK(!criterion_applies(&gains, &m) && !criterion_applies(&heavy, &m) && !criterion_applies(&risk, &m));
        CHECK(!strcmp(why(t, &risk, &m), "立案时没有写明这一特征"));
}

TEST(review_catalogue, after_a_hearing_all_but_summary_all_permits_and_penalties_single_items)
{
        struct pack_criterion heard = { .kind = CRIT_AFTER_HEARING }, rest = { .kind = CRIT_NOT_SUMMARY }, all = { .kind = CRIT_ALL };
        struct pack_criterion kinds = { .kind = CRIT_KIND, .words = WORDS("permit", "penalty") }, permits = { .kind = CRIT_KIND, .words = WORDS("permit") };
        struct pack_criterion item = { .kind = CRIT_ITEM, .words = WORDS("A-1") };
        struct matter penalty = { .procedure = "ordinary", .kind = "penalty", .heard = true, .item = "A-1" };
        struct matter summary = { .procedure = "summary", .kind = "penalty", .item = "" };

        CHECK(criterion_applies(&heard, &penalty) && !criterion_applies(&heard, &summary));
        CHECK(criterion_applies(&rest, &penalty) && !criterion_applies(&rest, &summary));
        CHECK(criterion_applies(&all, &summary) && criterion_applies(&kinds, &summary) && !criterion_applies(&permits, &summary));
        CHECK(criterion_applies(&item, &penalty) && !criterion_applies(&item, &summary));
        CHECK(!strcmp(why(t, &permits, &penalty), "决定的种类：行政处罚"));
        CHECK(!strcmp(why(t, &item, &summary), "事项：还没有确定"));
}

TEST(review_catalogue, each_pack_reviews_what_its_document_says)
{
        static const struct { const char *pack, *procedure, *kind; int64_t fine; bool due; } asked[] = {
                { "packs/daying", "ordinary", "penalty", 9999999, false }, { "packs/daying", "ordinary", "penalty", 10000000, true },
                { "packs/xinglongtai", "ordinary", "penalty", 100, true }, { "packs/xinglongtai", "summary", "penalty", 100, false },
                { "packs/xinglongtai-housing", "ordinary", "penalty", 0, true }, { "packs/xinglongtai-housing", "permit", "permit", 0, true },
                { "packs/yuxi-water", "permit", "permit", 0, false },
        };

        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
                struct pack *p = fixture_pack(t, asked[i].pack);
                struct matter m = { .procedure = asked[i].procedure, .kind = asked[i].kind, .party_kind = "body", .fine = asked[i].fine, .item = "" };

                CHECK(p && (review_applies(p, &m) != NULL) == asked[i].due);
                pack_free(p);
        }
}
