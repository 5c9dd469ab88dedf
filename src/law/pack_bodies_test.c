/* Reviewing bodies of a pack: what is read arrives whole, each pack has the body its document names. */
#include "law/pack_fixture.h"

TEST(bodies, a_committee_comes_with_its_shares_and_days)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct pack_body *b = p ? pack_body(p, "bureau") : NULL;

        CHECK(b != NULL);
        if (!b)
                return;
        CHECK_TEXT(b->label, "案件审查委员会");
        CHECK_TEXT(b->kind, "committee");
        CHECK_TEXT(b->unit, "policy");
        CHECK(b->quorum.num == 2 && b->quorum.of == 3 && b->majority.num == 1 && b->majority.of == 2 && b->members == 3 && b->share == 5);
        CHECK(!day_compare(b->exam_from, day_make(2018, 1, 1)) && day_is(b->from));
        CHECK(!pack_body(p, "nobody"));
        pack_free(p);
}

TEST(bodies, an_office_without_agencies_is_that_of_each)
{
        struct pack *p = fixture_pack(t, "packs/xinglongtai");
        const struct pack_body *b = p ? pack_body(p, "market") : NULL;

        CHECK(b && pack_body(p, "urban") == b && !b->quorum.of && !b->agencies.n);
        pack_free(p);
}

TEST(bodies, each_document_has_its_reviewing_body)
{
        static const struct { const char *pack, *agency, *label; } rows[] = {
                { "packs/daying", "bureau", "案件审查委员会" }, { "packs/yuxi-water", "water", "法制审核委员会" },
                { "packs/xinglongtai", "justice", "本机关法制机构" }, { "packs/xinglongtai-housing", "housing", "局法制审核机构" },
                { "packs/township", "town-a", "本单位法制审核机构" },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                struct pack *p = fixture_pack(t, rows[i].pack);
                const struct pack_body *b = p ? pack_body(p, rows[i].agency) : NULL;

                CHECK(b != NULL);
                if (b)
                        CHECK_TEXT(b->label, rows[i].label);
                pack_free(p);
        }
}
