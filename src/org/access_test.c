/* What was granted or handed over counts where it reaches, and lists say what single things say. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "org/access.h"

static const char *const own_roles[] = { "officer", "team_leader" };

/* An officer of team 2 who stands in for the leader of team 1. */
static struct who stand_in(const struct reach *lent)
{
        return (struct who){ .login = "ma", .name = "马白露", .agency = "bureau", .unit = "team2", .roles = { (const char **)(uintptr_t)own_roles, 2 }, .n_own = 1,
                             .scope = SCOPE_UNIT, .certificate = "", .more = lent, .n_more = 1 };
}

static const struct reach lent = { .grant = 7, .role = "team_leader", .scope = SCOPE_UNIT_BELOW, .agency = "bureau", .unit = "team1", .person = "sun", .away = "sun",
                                   .away_name = "孙惊蛰" };

TEST(access, what_was_handed_over_counts_where_it_reaches)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct who w = stand_in(&lent);
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .pack = p, .who = &w };
        const char *mine[] = { "ma" };
        struct names people = { mine, 1 };

        CHECK(access_has_role_at(&c, "team_leader", &(struct place){ "bureau", "team1", NULL }));
        CHECK(!access_has_role_at(&c, "team_leader", &(struct place){ "bureau", "team2", NULL }));
        CHECK(access_has_role_at(&c, "officer", &(struct place){ "bureau", "team2", NULL }));
        CHECK(!access_has_role_at(&c, "officer", &(struct place){ "bureau", "team1", NULL }));
        /* not on what is his own already */
        CHECK(!access_has_role_at(&c, "team_leader", &(struct place){ "bureau", "team1", &people }));
        pack_free(p);
}

TEST(access, a_list_is_narrowed_to_all_places_that_are_seen)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct who w = stand_in(&lent);
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .pack = p, .who = &w };
        struct narrowing n = access_narrowing(&c);

        CHECK_TEXT(n.places, "|bureau/team1|bureau/team2|");
        CHECK_TEXT(n.people, "|ma|sun|");
        CHECK_TEXT(n.agencies, "|bureau|");
        CHECK(access_in_agencies(&n, "bureau") && !access_in_agencies(&n, "bur"));
        CHECK_TEXT(access_only_agency(t->mem, &n), "bureau");
        pack_free(p);
}

TEST(access, a_field_is_hidden_only_if_every_role_hides_it)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const char *roles[] = { "adviser", "officer" };
        struct who w = { .login = "gu", .roles = { roles, 1 } };
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .pack = p, .who = &w };

        CHECK(access_hides(&c, "party_id") && access_hides_column(&c, "reporter_phone") && !access_hides(&c, "party_address"));
        w.roles.n = 2;
        CHECK(!access_hides(&c, "party_id"));
        c.who = NULL;
        CHECK(!access_hides(&c, "party_id"));
        pack_free(p);
}
