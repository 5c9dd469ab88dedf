/* What a pack says about signing in: nothing by default, and never weaker than the program's own rules (tests/packs/broken/signin-bounds). */
#include "law/pack_fixture.h"

TEST(pack_signin, leaves_everything_as_it_was_where_a_pack_says_nothing)
{
        struct pack *p = fixture_pack(t, "packs/township");
        const struct pack_signin *s = p ? &p->signin : NULL;

        CHECK(s != NULL);
        if (!s)
                return;
        CHECK(s->length == 8 && s->classes == 1 && !s->dictionary && !s->history && !s->days && !s->first);
        CHECK(s->attempts == 5 && s->lock_minutes == 15 && !s->address_attempts && s->hours == 12 && !s->idle_minutes);
        CHECK(!s->factor.n && !s->device_days && !s->again_before.n && s->again_minutes == 10);
        pack_free(p);
}
