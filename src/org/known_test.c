/* known_test.c - what the writer remembers of people is never older than the act before, and never what a rolled-back group said. */
#include "org/known.h"
#include "base/test.h"
#include "db/db.h"
#include "law/pack_fixture.h"
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

void bind_all(void);

#define START INT64_C(1725240000000)    /* 2024-09-02 */

SCRATCH_QUERY(roles_grant, "UPDATE org_user SET roles = $2 WHERE id = $1");

/* ---- verbs of this test: an act that only a head may do, one that only the certified may, a grant that works once, a failure, and
 * one that keeps the writer until the test lets it go ---- */

static int grants;
static sem_t held, let_go, told;

static bool use(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        draft_put(d, "who", c->who->login);
        return true;
}

static bool use_certified(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return c->who->certified ? use(c, a, subject, d) : refuse(&c->why, R_NO_CERTIFICATE, NULL, NULL);
}

static bool grant_once(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        draft_put(d, "roles", "head");
        return !grants++ || refuse(&c->why, R_NEED, NULL, NULL);
}

static bool break_down(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return fail(&c->why, "试验用的故障");
}

static bool hold(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        sem_post(&held);
        must(!sem_wait(&let_go));
        return use(c, a, subject, d);
}

static bool apply_nothing(struct db_write *w, const struct act *a)
{
        return true;
}

static bool apply_grant(struct db_write *w, const struct act *a)
{
        return db_run(w, &roles_grant, ARGS(I(a->subject.id), T(act_text(a, "roles"))));
}

static const struct arg none[] = { ARG_END };
#define VERB(verb_, noun_, creates_, roles_, handle_, apply_) \
        { .verb = verb_, .label = "试", .help = "", .noun = noun_, .creates = creates_, .roles = roles_, .args = none, .handle = handle_, \
          .apply = apply_, .sets = "", .clears = "" }
static const struct command verbs[] = {
        VERB("knowntest.use", "knowntest", true, "", use, apply_nothing), VERB("knowntest.lead", "knowntest", true, "head", use, apply_nothing),
        VERB("knowntest.inspect", "knowntest", true, "", use_certified, apply_nothing),
        VERB("knowntest.grant", "user", false, "admin", grant_once, apply_grant),
        VERB("knowntest.hold", "knowntest", true, "", hold, apply_nothing),
        VERB("knowntest.fail", "knowntest", true, "", break_down, apply_nothing),
};
static const struct noun nouns[] = { { "knowntest", "试", .apply = apply_nothing, .apart = true } };

__attribute__((constructor)) static void verbs_bind(void)
{
        commands_bind(verbs, sizeof verbs / sizeof *verbs);
        nouns_bind(nouns, 1);
}

/* ---- a site with one officer, li, whose certificate holds ---- */

struct site_of { struct test *t; const char *url, *schema; struct journal *j; int64_t li, certificate; int64_t ms; };
struct post { struct request r; struct pair pairs[8]; struct arena *mem; struct answer answer; };

static bool server_script(struct test *t, const char *url, const char *sql)
{
        struct db *db = db_open(url, DB_WRITE, &t->why);
        struct db_write *w = db ? db_begin(db, &t->why) : NULL;
        bool ok = w && db_script(w, sql);

        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}

static void url_make(struct site_of *s, const char *engine)
{
        static int number;
        const char *server = test_postgres(s->t);

        if (!strcmp(engine, "sqlite")) {
                s->url = text_make(s->t->mem, "sqlite:%s/known%d.db", test_dir(s->t), ++number);
                return;
        }
        s->schema = text_make(s->t->mem, "known_%d_%d", (int)getpid(), ++number);
        must(server && server_script(s->t, server, text_make(s->t->mem, "CREATE SCHEMA %s", s->schema)));
        s->url = text_make(s->t->mem, "%s?options=-csearch_path%%3D%s", server, s->schema);
}

static struct post post(struct site_of *s, const char *login, const char *verb, int64_t subject)
{
        s->ms += 1000;
        return (struct post){ .r = { .verb = verb, .subject = subject, .login = login, .expected = -1, .test_clock = true, .at = { s->ms } } };
}

static int64_t submit(struct site_of *s, struct post p, const struct pair *pairs, size_t n)
{
        struct answer a;

        p.r.pairs = pairs;
        p.r.n = n;
        if (!journal_submit(s->j, s->t->mem, &p.r, &a))
                test_failed(s->t, __FILE__, __LINE__, "%s: %s", p.r.verb, why_sentence(&a.why));
        return a.subject.id;
}
#define SUBMIT(s, post, ...) submit(s, post, (const struct pair[]){ __VA_ARGS__ }, sizeof (const struct pair[]){ __VA_ARGS__ } / sizeof(struct pair))

static void pack_use(struct site_of *s)
{
        struct db *db = db_open(s->url, DB_READ, &s->t->why);
        struct site site;

        must(db && site_load(db, s->t->mem, &site, &s->t->why) && org_pack_load(db, &site, &s->t->why));
        db_close(db);
}

static struct site_of site_new(struct test *t, const char *engine)
{
        struct site_of s = { .t = t, .ms = START };
        struct pack *p;

        if (!command_find("session.open"))
                bind_all();
        setenv("MINGJING_KEYS", text_make(t->mem, "%s/%s.keys", test_dir(t), engine), 1);
        url_make(&s, engine);
        must((p = fixture_pack(t, "packs/daying")));
        must(journal_init(s.url, "test/known", HASH_SM3, p->sources, (struct instant){ START }, &t->why));
        pack_use(&s);
        must((s.j = journal_open(s.url, &org_hooks, &t->why)));
        s.li = SUBMIT(&s, post(&s, "admin", "user.add", SUBJECT_NEW), { "login", "li" }, { "name", "李明" }, { "agency", p->agencies[0].id },
                      { "roles", "officer" });
        s.certificate = SUBMIT(&s, post(&s, "admin", "certificate.issue", SUBJECT_NEW), { "login", "li" }, { "number", "川演00001" },
                               { "kinds", "综合" }, { "area", "大英" }, { "since", "2024-01-01" }, { "until", "2024-12-31" });
        pack_free(p);
        return s;
}

static void site_done(struct site_of *s)
{
        journal_close(s->j);
        if (s->schema)
                must(server_script(s->t, test_postgres(s->t), text_make(s->t->mem, "DROP SCHEMA %s CASCADE", s->schema)));
}

static void answered(void *to, const struct answer *a)
{
        sem_post(&told);
}

static void hand_in(struct site_of *s, struct post *p)
{
        p->mem = arena_new();
        journal_post(s->j, p->mem, &p->r, &p->answer, answered, NULL);
}

/* All in one group, in this order: they are handed in while the writer is kept busy with an act of li's, who is known from then on. */
static void group(struct site_of *s, struct post *p, size_t n)
{
        struct post first = post(s, "li", "knowntest.hold", SUBJECT_NEW);

        first.r.at.ms = p[0].r.at.ms;
        must(!sem_init(&held, 0, 0) && !sem_init(&let_go, 0, 0) && !sem_init(&told, 0, 0));
        hand_in(s, &first);
        must(!sem_wait(&held));
        for (size_t i = 0; i < n; i++)
                hand_in(s, &p[i]);
        sem_post(&let_go);
        for (size_t i = 0; i < n + 1; i++)
                must(!sem_wait(&told));
        for (size_t i = 0; i < n; i++)
                arena_free(p[i].mem);
        arena_free(first.mem);
}

#define DONE(p) ((p).answer.why.kind == WHY_NOTHING)
#define SAID(p, code_) ((p).answer.why.kind == WHY_REFUSED && (p).answer.why.code == (code_))
#define ON_BOTH(s) for (int i_ = 0; i_ < 2 && ((s) = site_new(t, i_ ? "postgres" : "sqlite"), true); i_++, site_done(&(s)))

/* ---- people change inside a group ---- */

TEST(known, a_person_suspended_earlier_in_a_group_is_refused_later_in_it)
{
        struct site_of s;

        ON_BOTH(s) {
                struct post p[] = { post(&s, "li", "knowntest.use", SUBJECT_NEW), post(&s, "admin", "user.change", s.li),
                                    post(&s, "li", "knowntest.use", SUBJECT_NEW), post(&s, "admin", "user.change", s.li),
                                    post(&s, "li", "knowntest.use", SUBJECT_NEW) };
                struct pair off = { "enabled", "false" }, on = { "enabled", "true" };

                p[1].r.pairs = &off;
                p[3].r.pairs = &on;
                p[1].r.n = p[3].r.n = 1;
                group(&s, p, 5);
                CHECK(DONE(p[0]) && DONE(p[1]) && DONE(p[3]) && DONE(p[4]));
                CHECK(SAID(p[2], R_ACTOR_DISABLED));
        }
}

TEST(known, a_certificate_revoked_earlier_in_a_group_holds_no_longer_in_it)
{
        struct site_of s;

        ON_BOTH(s) {
                struct post p[] = { post(&s, "li", "knowntest.inspect", SUBJECT_NEW), post(&s, "admin", "certificate.revoke", s.certificate),
                                    post(&s, "li", "knowntest.inspect", SUBJECT_NEW) };
                struct pair said[] = { { "on", "2024-09-02" }, { "reason", "调离" } };

                p[1].r.pairs = said;
                p[1].r.n = 2;
                group(&s, p, 3);
                CHECK(DONE(p[0]) && DONE(p[1]));
                CHECK(SAID(p[2], R_NO_CERTIFICATE));
        }
}

/* The grant is seen by the act after it; then the group fails, and tried again one by one the grant is refused: nobody is a head. */
TEST(known, a_grant_that_was_rolled_back_is_not_seen)
{
        struct site_of s;

        ON_BOTH(s) {
                struct post p[] = { post(&s, "admin", "knowntest.grant", s.li), post(&s, "li", "knowntest.lead", SUBJECT_NEW),
                                    post(&s, "li", "knowntest.fail", SUBJECT_NEW), post(&s, "li", "knowntest.lead", SUBJECT_NEW),
                                    post(&s, "li", "knowntest.use", SUBJECT_NEW) };

                grants = 0;
                group(&s, p, 5);
                CHECK_INT(grants, 2);
                CHECK(SAID(p[0], R_NEED) && SAID(p[1], R_ROLE) && SAID(p[3], R_ROLE));
                CHECK(p[2].answer.why.kind == WHY_FAILED && DONE(p[4]));
        }
}

TEST(known, a_grant_in_a_group_is_seen_by_the_acts_after_it)
{
        struct site_of s;

        ON_BOTH(s) {
                struct post p[] = { post(&s, "li", "knowntest.lead", SUBJECT_NEW), post(&s, "admin", "knowntest.grant", s.li),
                                    post(&s, "li", "knowntest.lead", SUBJECT_NEW) };

                grants = 0;
                group(&s, p, 3);
                CHECK(SAID(p[0], R_ROLE) && DONE(p[1]) && DONE(p[2]));
        }
}

TEST(known, what_another_process_changed_is_seen_at_the_next_act)
{
        struct site_of s;

        ON_BOTH(s) {
                struct site_of other = s;
                struct post p = post(&s, "li", "knowntest.use", SUBJECT_NEW);

                CHECK(journal_submit(s.j, t->mem, &p.r, &p.answer));
                must((other.j = journal_open(s.url, &org_hooks, &t->why)));
                SUBMIT(&other, post(&s, "admin", "user.change", s.li), { "enabled", "false" });
                journal_close(other.j);
                p = post(&s, "li", "knowntest.use", SUBJECT_NEW);
                CHECK(!journal_submit(s.j, t->mem, &p.r, &p.answer) && SAID(p, R_ACTOR_DISABLED));
        }
}

/* ---- the memory itself ---- */

static struct user someone(const char *login)
{
        return (struct user){ .id = 1, .login = login, .name = "", .agency = "", .unit = "", .roles = "", .post = "", .secret = "", .enabled = true };
}

TEST(known, keeps_nothing_where_no_memory_was_given)
{
        struct ctx c = { .mem = t->mem };
        struct user u = someone("li");
        struct certificate k;

        known_user_put(&c, &u);
        known_certificate_put(&c, day_make(2024, 9, 2), &(struct certificate){ .login = "li" });
        CHECK(!known_user(&c, "li", &u) && !known_certificate(&c, "li", day_make(2024, 9, 2), &k) && !known_pack(&c));
}

TEST(known, never_takes_one_person_or_day_for_another)
{
        struct known memory = { .mem = arena_new() };
        struct ctx c = { .mem = t->mem, .known = &memory };
        struct day day = day_make(2024, 9, 2);
        int wrong = 0, there = 0;
        struct certificate k;
        struct user u;

        for (int i = 0; i < 3000; i++) {
                u = someone(text_make(t->mem, "officer%d", i));
                known_user_put(&c, &u);
        }
        for (int i = 0; i < 3000; i++) {
                const char *login = text_make(t->mem, "officer%d", i);

                if (known_user(&c, login, &u))
                        wrong += strcmp(u.login, login) != 0, there++;
        }
        CHECK_INT(wrong, 0);
        CHECK(there > 500);
        u = someone("li");
        known_user_put(&c, &u);
        known_certificate_put(&c, day, &(struct certificate){ .number = "A1", .login = "li", .kinds = "", .area = "" });
        CHECK(known_certificate(&c, "li", day, &k) && !strcmp(k.number, "A1"));
        CHECK(!known_certificate(&c, "li", day_plus(day, 1), &k) && !known_certificate(&c, "wang", day, &k));
        arena_free(memory.mem);
}

TEST(known, only_nouns_that_say_so_leave_it_alone)
{
        if (!command_find("session.open"))
                bind_all();
        CHECK(noun_apart("case"));
        CHECK(!noun_apart("user") && !noun_apart("certificate") && !noun_apart("pack") && !noun_apart("session") && !noun_apart("toy"));
}
