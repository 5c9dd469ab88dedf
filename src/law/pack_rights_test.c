/* Roles that nobody has together, what stays with the person, what a role does not see: as the national pack has it. */
#include "law/pack_fixture.h"

TEST(pack, the_three_administrators_are_apart_and_work_on_no_case)
{
        struct pack *p = fixture_pack(t, "packs/daying");

        CHECK(p != NULL);
        if (!p)
                return;
        CHECK(pack_separation(p, "admin", "security", false) && pack_separation(p, "auditor", "admin", false));
        CHECK(pack_separation(p, "officer", "auditor", false) && pack_separation(p, "auditor", "officer", false));
        CHECK(!pack_separation(p, "admin", "admin", false) && !pack_separation(p, "officer", "head", true));
        pack_free(p);
}

TEST(pack, who_handles_cases_reviews_none_by_delegation)
{
        struct pack *p = fixture_pack(t, "packs/daying");

        CHECK(p && !pack_separation(p, "officer", "reviewer", false));
        CHECK(p && pack_separation(p, "officer", "reviewer", true) && pack_separation(p, "committee", "team_leader", true));
        pack_free(p);
}

TEST(pack, a_role_says_what_stays_with_the_person_and_what_it_does_not_see)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct pack_role *r = p ? pack_role(p, "reviewer") : NULL, *a = p ? pack_role(p, "adviser") : NULL;

        CHECK(r && *r->personal && !r->hides.n);
        CHECK(a && names_have(&a->hides, "party_id") && !names_have(&a->hides, "party_address"));
        pack_free(p);
}
