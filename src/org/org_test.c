/* org_test.c - who may do and see what, certificates to the day, passwords and sessions. */
#include "base/test.h"
#include "db/db.h"
#include "law/pack_fixture.h"
#include "org/org.h"
#include "org/session.h"

extern const char org_sql[], agency_sql[], rights_sql[];
void bind_all(void);

static const char people[] =
        "INSERT INTO org_user VALUES ('li', 1, '李明', 'bureau', 'team1', 'officer', '', '', 1);"
        "INSERT INTO org_user VALUES ('wang', 2, '王芳', 'bureau', 'team1', 'officer,team_leader', '', '', 1);"
        "INSERT INTO org_user VALUES ('zhao', 3, '赵强', 'bureau', '', 'head', '', '', 1);"
        "INSERT INTO org_user VALUES ('gone', 4, '走', 'bureau', 'team1', 'officer', '', '', 0);"
        "INSERT INTO org_certificate VALUES (10, 'A1', 'li', '综合', '大英', '2024-01-01', '2024-12-31', '');"
        "INSERT INTO org_certificate VALUES (11, 'A2', 'wang', '综合', '大英', '2024-03-01', '2026-02-28', '2024-09-10');"
        "INSERT INTO org_certificate VALUES (12, 'A3', 'zhao', '综合', '大英', '2020-01-01', '2022-12-31', '');"
        "INSERT INTO org_certificate VALUES (13, 'A4', 'zhao', '综合', '大英', '2023-01-01', '2027-12-31', '');"
        "INSERT INTO org_session VALUES ('D', 20, 'li', '2024-09-02T01:00:00.000Z', '2024-09-02T13:00:00.000Z', '');";

struct office { struct ctx c; struct db *db; struct pack *pack; };

static struct office office_new(struct test *t)
{
        struct office o = { .c = { .mem = t->mem, .why = { .mem = t->mem } } };
        struct db_write *w;

        must((o.db = db_open("sqlite::memory:", DB_WRITE, &t->why)) && (w = db_begin(o.db, &t->why)));
        must(db_script(w, org_sql) && db_script(w, agency_sql) && db_script(w, rights_sql) && db_script(w, people) && db_end(w, true));
        o.c.db = o.db;
        o.c.now = instant_at(day_make(2024, 9, 2), 10, 0);
        o.c.pack = o.pack = fixture_pack(t, "packs/daying");
        return o;
}

static void office_done(struct office *o)
{
        db_close(o->db);
        pack_free(o->pack);
}

static bool script(struct office *o, const char *sql)
{
        struct db_write *w = db_begin(o->db, &o->c.why);
        bool ok = db_script(w, sql);

        return db_end(w, ok) && ok;
}

#define REFUSED(expr, code_) do { why_clear(&o.c.why); CHECK(!(expr)); CHECK(o.c.why.kind == WHY_REFUSED); CHECK_INT(o.c.why.code, code_); } while (0)

/* ---- certificates: 行政处罚法 42 ---- */

TEST(certificates, hold_from_their_first_to_their_last_day_both_included)
{
        struct office o = office_new(t);
        struct certificate k;

        CHECK(certificate_on(&o.c, "li", day_make(2024, 1, 1), &k));
        CHECK_TEXT(k.number, "A1");
        CHECK(certificate_on(&o.c, "li", day_make(2024, 12, 31), &k));
        REFUSED(certificate_on(&o.c, "li", day_make(2023, 12, 31), &k), R_NO_CERTIFICATE);
        REFUSED(certificate_on(&o.c, "li", day_make(2025, 1, 1), &k), R_NO_CERTIFICATE);
        CHECK(strstr(o.c.why.detail, "李明"));
        office_done(&o);
}

TEST(certificates, no_longer_hold_from_the_day_they_were_taken_away)
{
        struct office o = office_new(t);
        struct certificate k;

        CHECK(certificate_on(&o.c, "wang", day_make(2024, 9, 9), &k));
        REFUSED(certificate_on(&o.c, "wang", day_make(2024, 9, 10), &k), R_NO_CERTIFICATE);
        REFUSED(certificate_on(&o.c, "wang", day_make(2025, 1, 1), &k), R_NO_CERTIFICATE);
        office_done(&o);
}

TEST(certificates, of_several_the_one_that_held_on_that_day_is_named)
{
        struct office o = office_new(t);
        struct certificate k;

        CHECK(certificate_on(&o.c, "zhao", day_make(2022, 12, 31), &k));
        CHECK_TEXT(k.number, "A3");
        CHECK(certificate_on(&o.c, "zhao", day_make(2023, 1, 1), &k));
        CHECK_TEXT(k.number, "A4");
        REFUSED(certificate_on(&o.c, "nobody", day_make(2023, 1, 1), &k), R_NO_CERTIFICATE);
        office_done(&o);
}

TEST(certificates, two_officers_both_certified_on_the_day_are_needed_D07)
{
        struct office o = office_new(t);
        struct day day = day_make(2024, 9, 2);

        CHECK(officers_certified(&o.c, "li,wang", day, "officers"));
        REFUSED(officers_certified(&o.c, "li", day, "officers"), R_TWO_OFFICERS);
        REFUSED(officers_certified(&o.c, "", day, "officers"), R_TWO_OFFICERS);
        REFUSED(officers_certified(&o.c, "li,wang", day_make(2024, 9, 10), "officers"), R_NO_CERTIFICATE);
        CHECK_TEXT(o.c.why.field, "officers");
        CHECK(strstr(o.c.why.detail, "王芳"));
        office_done(&o);
}

/* ---- scope ---- */

static const char *const nobody[] = { "nobody" };
static const char *const li[] = { "li" };

static bool sees(struct office *o, enum scope scope, const char *unit, const char *place_agency, const char *place_unit, const char *const *own)
{
        struct names people_of = { (const char **)(uintptr_t)own, 1 };
        struct who w = { .login = "li", .name = "李明", .agency = "bureau", .unit = unit, .scope = scope };
        struct place p = { place_agency, place_unit, &people_of };

        o->c.who = &w;
        return access_sees(&o->c, &p);
}

TEST(access, sees_what_the_widest_role_reaches_and_what_is_ones_own)
{
        struct office o = office_new(t);

        CHECK(!sees(&o, SCOPE_OWN, "team1", "bureau", "team1", nobody));
        CHECK(sees(&o, SCOPE_OWN, "team1", "bureau", "team2", li));
        CHECK(sees(&o, SCOPE_UNIT, "team1", "bureau", "team1", nobody));
        CHECK(!sees(&o, SCOPE_UNIT, "team1", "bureau", "team2", nobody));
        CHECK(sees(&o, SCOPE_UNIT, "team1", "bureau", "team2", li));
        CHECK(!sees(&o, SCOPE_UNIT, "brigades", "bureau", "team1", nobody));
        CHECK(sees(&o, SCOPE_UNIT_BELOW, "brigades", "bureau", "team1", nobody));
        CHECK(sees(&o, SCOPE_UNIT_BELOW, "brigades", "bureau", "brigades", nobody));
        CHECK(!sees(&o, SCOPE_UNIT_BELOW, "team1", "bureau", "brigades", nobody));
        CHECK(!sees(&o, SCOPE_UNIT_BELOW, "team1", "bureau", "team2", nobody));
        CHECK(sees(&o, SCOPE_AGENCY, "team1", "bureau", "policy", nobody));
        CHECK(!sees(&o, SCOPE_AGENCY, "team1", "another", "team1", nobody));
        CHECK(!sees(&o, SCOPE_UNIT, "team1", "another", "team1", nobody));
        CHECK(sees(&o, SCOPE_JURISDICTION, "", "another", "x", nobody));
        office_done(&o);
}

TEST(access, shows_a_visitor_nothing_and_tells_him_to_sign_in)
{
        struct office o = office_new(t);
        struct place p = { "bureau", "team1", NULL };

        o.c.who = NULL;
        CHECK(!access_sees(&o.c, &p));
        REFUSED(access_may_see(&o.c, &p), R_LOGIN);
        REFUSED(access_may_use(&o.c, ""), R_LOGIN);
        REFUSED(access_may_use(&o.c, "head"), R_LOGIN);
        why_clear(&o.c.why);
        CHECK(access_may_use(&o.c, "public"));
        office_done(&o);
}

TEST(access, lets_a_role_do_what_names_it_and_says_who_else_may)
{
        struct office o = office_new(t);
        const char *roles[] = { "officer" };
        struct who w = { .login = "li", .agency = "bureau", .unit = "team1", .roles = { roles, 1 }, .scope = SCOPE_UNIT };

        o.c.who = &w;
        CHECK(access_may_use(&o.c, "officer"));
        CHECK(access_may_use(&o.c, "head|officer"));
        CHECK(access_may_use(&o.c, ""));
        REFUSED(access_may_use(&o.c, "head|reviewer"), R_ROLE);
        CHECK(strstr(o.c.why.detail, "机关负责人"));
        REFUSED(access_may_use(&o.c, "office"), R_ROLE);        /* the beginning of a role's name is no role */
        REFUSED(access_may_use(&o.c, "officers"), R_ROLE);
        office_done(&o);
}

TEST(access, narrows_lists_no_wider_than_it_sees)
{
        static const char *const agencies[] = { "bureau", "another" }, *const units[] = { "team1", "team2", "policy" };
        struct office o = office_new(t);

        for (int s = 0; s < SCOPE__MAX; s++)
                for (size_t a = 0; a < 2; a++)
                        for (size_t u = 0; u < 3; u++) {
                                bool seen = sees(&o, (enum scope)s, "team1", agencies[a], units[u], nobody);
                                struct narrowing n;
                                struct who w = { .login = "li", .agency = "bureau", .unit = "team1", .scope = (enum scope)s };
                                bool listed;

                                o.c.who = &w;
                                n = access_narrowing(&o.c);
                                listed = (!*n.agency || !strcmp(n.agency, agencies[a])) && (!*n.unit || !strcmp(n.unit, units[u])) && !*n.login;
                                CHECK_INT(listed, seen);
                        }
        office_done(&o);
}

TEST(access, gives_a_units_scope_without_a_unit_no_more_than_ones_own)
{
        struct office o = office_new(t);
        struct who w = { .login = "li", .agency = "bureau", .unit = "", .scope = SCOPE_UNIT };

        o.c.who = &w;
        CHECK_TEXT(access_narrowing(&o.c).login, "li");
        CHECK(!sees(&o, SCOPE_UNIT, "", "bureau", "team1", nobody));
        office_done(&o);
}

/* ---- people ---- */

TEST(people, are_known_with_their_roles_scope_and_certificate_of_the_day)
{
        struct office o = office_new(t);
        struct site site = { .pack = o.pack->sources, .clock = "" };

        if (!command_find("session.open"))
                bind_all();
        CHECK(org_pack_load(o.db, &site, &o.c.why));
        CHECK(who_load(&o.c, "wang"));
        CHECK(o.c.who && o.c.who->certified && who_has_role(o.c.who, "team_leader") && !who_has_role(o.c.who, "head"));
        CHECK_TEXT(o.c.who->certificate, "A2");
        CHECK_INT(o.c.who->scope, SCOPE_UNIT_BELOW);
        o.c.now = instant_at(day_make(2024, 9, 10), 0, 1);
        CHECK(who_load(&o.c, "wang") && !o.c.who->certified && !*o.c.who->certificate);
        CHECK_INT(o.c.why.kind, WHY_NOTHING);
        REFUSED(who_load(&o.c, "gone"), R_ACTOR_DISABLED);
        REFUSED(who_load(&o.c, "nobody"), R_ACTOR_UNKNOWN);
        REFUSED(who_load(&o.c, ""), R_ACTOR_UNKNOWN);
        CHECK_TEXT(user_name(&o.c, "li"), "李明");
        CHECK_TEXT(user_name(&o.c, "nobody"), "nobody");
        office_done(&o);
}

/* ---- signing in ---- */

static void give_password(struct office *o, const char *login, const char *password)
{
        must(script(o, text_make(o->c.mem, "UPDATE org_user SET secret = '%s' WHERE login = '%s'", secret_make(o->c.mem, password), login)));
}

TEST(session, opens_with_the_right_password_only)
{
        struct office o = office_new(t);

        give_password(&o, "li", "correct horse");
        CHECK(session_check_password(&o.c, "li", "correct horse"));
        REFUSED(session_check_password(&o.c, "li", "correct hors"), R_PASSWORD);
        REFUSED(session_check_password(&o.c, "li", ""), R_PASSWORD);
        REFUSED(session_check_password(&o.c, "wang", ""), R_PASSWORD);          /* he has none: not even the empty one */
        REFUSED(session_check_password(&o.c, "nobody1", "correct horse"), R_PASSWORD);
        give_password(&o, "gone", "correct horse");
        REFUSED(session_check_password(&o.c, "gone", "correct horse"), R_ACTOR_DISABLED);
        REFUSED(session_check_password(&o.c, "gone", "wrong"), R_PASSWORD);     /* who does not know it does not learn of the account */
        office_done(&o);
}

TEST(session, locks_a_login_for_a_quarter_of_an_hour_after_five_wrong_passwords)
{
        struct office o = office_new(t);

        o.c.now = instant_at(day_make(2030, 9, 2), 10, 0);
        give_password(&o, "zhao", "correct horse");
        for (int i = 0; i < 5; i++)
                REFUSED(session_check_password(&o.c, "zhao", "wrong"), R_PASSWORD);
        REFUSED(session_check_password(&o.c, "zhao", "correct horse"), R_LOCKED_OUT);
        o.c.now.ms += 15 * 60000;
        REFUSED(session_check_password(&o.c, "zhao", "correct horse"), R_LOCKED_OUT);
        o.c.now.ms += 1;
        why_clear(&o.c.why);
        CHECK(session_check_password(&o.c, "zhao", "correct horse"));
        for (int i = 0; i < 4; i++)
                REFUSED(session_check_password(&o.c, "zhao", "wrong"), R_PASSWORD);
        why_clear(&o.c.why);
        CHECK(session_check_password(&o.c, "zhao", "correct horse"));          /* the right one forgets the wrong ones */
        for (int i = 0; i < 4; i++)
                REFUSED(session_check_password(&o.c, "zhao", "wrong"), R_PASSWORD);
        why_clear(&o.c.why);
        CHECK(session_check_password(&o.c, "zhao", "correct horse"));
        office_done(&o);
}

TEST(session, is_known_by_its_token_until_it_ends_or_is_closed)
{
        struct office o = office_new(t);
        char *token = session_token_new(t->mem);
        const char *login = NULL;
        int64_t id = 0;

        CHECK(strlen(token) >= 40 && !text_same(token, session_token_new(t->mem)));
        CHECK(script(&o, text_make(t->mem, "UPDATE org_session SET digest = '%s'", session_token_digest(t->mem, token))));
        CHECK(session_who(&o.c, token, &login) && session_id(&o.c, token, &id));
        CHECK_TEXT(login, "li");
        CHECK_INT(id, 20);
        REFUSED(session_who(&o.c, session_token_digest(t->mem, token), &login), R_LOGIN);     /* what the table holds opens nothing */
        REFUSED(session_who(&o.c, "", &login), R_LOGIN);
        o.c.now = instant_at(day_make(2024, 9, 2), 20, 59);
        why_clear(&o.c.why);
        CHECK(session_who(&o.c, token, &login));
        o.c.now = instant_at(day_make(2024, 9, 2), 21, 0);
        REFUSED(session_who(&o.c, token, &login), R_LOGIN);
        o.c.now = instant_at(day_make(2024, 9, 2), 12, 0);
        CHECK(script(&o, "UPDATE org_session SET closed = '2024-09-02T03:00:00.000Z'"));
        REFUSED(session_who(&o.c, token, &login), R_LOGIN);
        office_done(&o);
}
