/* session_test.c - how long a session lives without a request, which tries close an account or an address, and what the log of them keeps. */
#include "base/test.h"
#include "db/db.h"
#include "law/pack_fixture.h"
#include "org/attempt.h"
#include "org/session.h"

extern const char org_sql[];

#define MINUTE INT64_C(60000)

struct desk { struct ctx c; struct db *db; struct pack *pack; };

static struct desk desk_new(struct test *t)
{
        struct desk d = { .c = { .mem = t->mem, .why = { .mem = t->mem } } };
        struct db_write *w;

        must((d.db = db_open("sqlite::memory:", DB_WRITE, &t->why)) && (w = db_begin(d.db, &t->why)) && db_script(w, org_sql));
        must(db_script(w, text_make(t->mem, "INSERT INTO org_session (digest, id, login, opened, until, closed) VALUES ('%s', 1, 'li', '2024-09-02T01:00:00.000Z',"
                                    " '2024-09-02T13:00:00.000Z', '')", session_token_digest(t->mem, t->name))) && db_end(w, true));
        d.c.db = d.db;
        d.c.now = instant_at(day_make(2024, 9, 2), 9, 10);
        d.c.pack = d.pack = fixture_pack(t, "packs/daying");
        must(d.pack);
        return d;
}

static void desk_done(struct desk *d)
{
        db_close(d->db);
        pack_free(d->pack);
}

static bool lives(struct desk *d, struct test *t, int64_t minutes)
{
        const char *login;
        bool in;

        d->c.now.ms += minutes * MINUTE;
        in = session_who(&d->c, t->name, &login);
        why_clear(&d->c.why);
        return in;
}

TEST(session, ends_by_itself_when_nobody_asks_for_longer_than_the_pack_allows)
{
        struct desk d = desk_new(t);

        d.pack->signin.idle_minutes = 30;
        CHECK(lives(&d, t, 0) && lives(&d, t, 29) && lives(&d, t, 29) && lives(&d, t, 30));
        CHECK(!lives(&d, t, 31));
        CHECK(!lives(&d, t, 1));
        desk_done(&d);
}

TEST(session, lives_until_its_end_where_the_pack_sets_no_idle_time_and_not_longer)
{
        struct desk d = desk_new(t);

        CHECK(lives(&d, t, 0) && lives(&d, t, 11 * 60 + 49));
        CHECK(!lives(&d, t, 2));
        desk_done(&d);
}

static bool open_to(struct desk *d, const char *login, const char *address, int64_t unlocked_ms)
{
        bool open = session_try_open(&d->c, &(struct session_try){ .login = login, .address = address, .unlocked = { unlocked_ms } });

        why_clear(&d->c.why);
        return open;
}

TEST(session, tries_close_an_account_for_a_time_and_until_it_is_unlocked)
{
        struct desk d = desk_new(t);
        struct session_try s = { .login = "session-test-a" };

        for (int i = 0; i < 5; i++) {
                CHECK(open_to(&d, s.login, NULL, 0));
                session_try_end(&d.c, &s, false);
        }
        CHECK(!open_to(&d, s.login, NULL, 0));
        CHECK(!open_to(&d, s.login, NULL, d.c.now.ms - 1));
        CHECK(open_to(&d, s.login, NULL, d.c.now.ms));
        for (int i = 0; i < 5; i++)
                session_try_end(&d.c, &s, false);
        d.c.now.ms += 14 * MINUTE;
        CHECK(!open_to(&d, s.login, NULL, 0));
        d.c.now.ms += 2 * MINUTE;
        CHECK(open_to(&d, s.login, NULL, 0));
        desk_done(&d);
}

TEST(session, tries_at_many_accounts_close_their_address_and_one_that_was_right_opens_it_no_sooner)
{
        struct desk d = desk_new(t);

        d.pack->signin.address_attempts = 10;
        for (int i = 0; i < 10; i++) {
                CHECK(open_to(&d, "session-test-b", "203.0.113.7", 0));
                session_try_end(&d.c, &(struct session_try){ .login = text_make(t->mem, "session-test-%d", i), .address = "203.0.113.7" }, false);
                session_try_end(&d.c, &(struct session_try){ .login = "session-test-b", .address = "203.0.113.7" }, true);
        }
        CHECK(!open_to(&d, "session-test-b", "203.0.113.7", 0));
        CHECK(open_to(&d, "session-test-b", "203.0.113.8", 0));
        desk_done(&d);
}

TEST(session, of_a_name_that_nobody_has_the_log_keeps_one_character)
{
        CHECK_TEXT(attempt_masked(t->mem, "geheim"), "g***");
        CHECK_TEXT(attempt_masked(t->mem, "密码一二三"), "密***");
        CHECK_TEXT(attempt_masked(t->mem, ""), "***");
}
