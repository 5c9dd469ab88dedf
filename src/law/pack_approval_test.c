/* Acts that want an approval first: the rule holds from its day on, and adds a refusal, never a step. */
#include "law/pack_fixture.h"
#include <string.h>

TEST(pack, an_approval_is_wanted_from_its_day_on_and_not_before)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct pack_approval *a;
        struct day last, first;

        CHECK(p && day_parse("2026-12-31", &last) && day_parse("2027-01-01", &first));
        if (!p)
                return;
        CHECK(!pack_approval(p, "preserve.impose", last) && !pack_approval(p, "case.decide", first));
        a = pack_approval(p, "preserve.impose", first);
        CHECK(a && *a->law && names_have(&a->agree, "head") && !names_have(&a->agree, "officer"));
        pack_free(p);
}

TEST(pack, going_back_takes_with_it_what_was_passed_and_concluded)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct pack_procedure *ordinary = p ? pack_procedure(p, "ordinary") : NULL;
        const struct pack_step *passed = ordinary ? procedure_step(ordinary, "passed", "case.return") : NULL;
        const struct pack_step *noticed = ordinary ? procedure_step(ordinary, "noticed", "case.return") : NULL;

        CHECK(passed && passed->lapses && !strcmp(passed->to, "noticed"));
        CHECK(noticed && noticed->lapses && !strcmp(noticed->to, "investigating"));
        /* straight to an earlier one: the same people, the same loss */
        passed = ordinary ? procedure_step_to(ordinary, "passed", "case.return", "investigating") : NULL;
        CHECK(passed && passed->lapses && !strcmp(passed->to, "investigating") && procedure_step_to(ordinary, "passed", "case.return", ""));
        CHECK(ordinary && !procedure_step_to(ordinary, "passed", "case.return", "registered") && !procedure_step_to(ordinary, "passed", "case.return", "decided"));
        CHECK(p && pack_returns_to(p, "accepted") && !pack_returns_to(p, "decided") && !pack_returns_to(p, "served"));
        CHECK(ordinary && !procedure_step(ordinary, "decided", "case.return") && !procedure_step(ordinary, "reviewing", "case.return"));
        if (p)
                pack_free(p);
}
