/* agency_test.c - the organisation as acts leave it: who goes on, what follows, what an act of before still calls by its old name; regions. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "org/agency.h"

#define NOTHING .name = "", .short_name = "", .agency = "", .above = "", .level = "", .region = "", .uscc = "", .superior = "", .court = "", .phone = "", \
        .address = "", .sort = "", .basis = "", .heir = "", .successors = "", .liaison = "", .liaison_phone = "", .document = "", .reason = ""
#pragma GCC diagnostic ignored "-Woverride-init"
#define CHANGE(...) { NOTHING, .since = "2024-09-09", __VA_ARGS__ }

TEST(agency, that_is_merged_stands_behind_and_its_units_and_powers_are_the_heirs)
{
        struct pack *base = fixture_pack(t, "packs/daying"), *p;
        struct org_change at[] = {
                CHANGE(.verb = "agency.add", .code = "new", .name = "新局", .short_name = "新"),
                CHANGE(.verb = "agency.merge", .code = "bureau", .heir = "new"),
        };

        p = org_fold(t->mem, base, &(struct org_changes){ at, 2 });
        CHECK_INT(p->n_agencies, 1);
        CHECK_INT(p->n_agencies_all, 2);
        CHECK_TEXT(p->agencies[0].id, "new");
        CHECK_TEXT(pack_agency(p, "bureau")->until, "2024-09-09");
        CHECK_TEXT(pack_agency_now(p, "bureau")->id, "new");
        CHECK_TEXT(pack_unit(p, "team1")->agency, "new");
        CHECK_TEXT(p->items[0].agency, "new");
        CHECK_TEXT(base->agencies[0].id, "bureau");
        CHECK_TEXT(base->items[0].agency, "bureau");            /* what was adopted stays as it was */
        pack_free(base);
}

TEST(agency, unit_that_ends_hands_what_stood_below_it_to_its_heir_and_never_the_heir_to_itself)
{
        struct pack *base = fixture_pack(t, "packs/daying"), *p;
        struct org_change at[] = {
                CHANGE(.verb = "unit.abolish", .code = "brigades", .heir = "team1"), CHANGE(.verb = "unit.merge", .code = "team1", .heir = "office"),
                CHANGE(.verb = "unit.rename", .code = "team2", .name = "二中队"), CHANGE(.verb = "unit.move", .code = "team3", .agency = "bureau", .above = "-"),
                CHANGE(.verb = "unit.rename", .code = "unknown", .name = "无"),
        };

        p = org_fold(t->mem, base, &(struct org_changes){ at, 5 });
        CHECK_TEXT(pack_unit_now(p, "brigades")->id, "office");
        CHECK_TEXT(pack_unit(p, "team2")->above, "office");
        CHECK_TEXT(pack_unit(p, "team2")->name, "二中队");
        CHECK_TEXT(pack_unit(p, "team3")->above, "");
        CHECK(!pack_unit_now(p, "unknown"));
        CHECK_INT(p->n_units_all - p->n_units, 2);
        pack_free(base);
}

TEST(agency, region_is_of_its_level_and_within_the_one_above)
{
        struct why *w = &t->why;

        CHECK(region_fits(w, "510000", "province", ""));
        CHECK(region_fits(w, "510900", "city", "510000"));
        CHECK(region_fits(w, "510923", "county", "510900"));
        CHECK(region_fits(w, "510923101", "township", "510923"));
        CHECK(region_fits(w, "510923", "township", "510923"));
        CHECK(!region_fits(w, "510900", "county", "") && w->code == R_ORG_REGION);
        CHECK(!region_fits(w, "510924101", "township", "510923"));
        CHECK(!region_fits(w, "510000", "province", "510900"));
        CHECK(!region_fits(w, "51092", "county", ""));
        CHECK(!region_fits(w, "51092x", "county", ""));
        CHECK(!region_fits(w, "010923", "county", ""));
}
