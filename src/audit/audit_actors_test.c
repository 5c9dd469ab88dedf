/* audit_actors_test.c - what is remembered of a stretch of the log sends nobody past an act. */
#include "audit/audit_inner.h"
#include "journal/journal_fixture.h"

TEST(audit, reads_a_stretch_of_the_log_once_to_know_who_is_not_in_it)
{
        struct toys o;
        struct ctx c;
        struct act first;
        int64_t fresh = 1;
        bool there;

        if (!toys_new(t, "sqlite", &o))
                return;
        toys_grow(&o, ACTOR_BLOCK + 10);
        c = toys_read(&o);
        CHECK(act_load(&c, 1, &first));
        CHECK(audit__actor_seen(&c, 0, "nobody-is-called-so", &fresh, &there) && !there);
        CHECK_INT(fresh, 0);
        CHECK(audit__actor_seen(&c, 0, act_text(&first, "actor"), &fresh, &there) && there);
        CHECK_INT(fresh, 0);
        CHECK(audit__actor_seen(&c, 1, "nobody-is-called-so", &fresh, &there) && there);
        db_close(c.db);
        toys_done(&o);
}
