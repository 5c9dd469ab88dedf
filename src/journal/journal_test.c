/* journal_test.c - the writer keeps its promises: numbers without gaps, one commit for many, nothing half done, no key twice. */
#include "journal/journal_fixture.h"
#include <pthread.h>
#include <stdlib.h>

void bind_all(void);

#define CLIENTS 16
#define EACH 25

static const char *const engines[] = { "sqlite", "postgresql" };
#define ON_BOTH(o) for (size_t e_ = 0; e_ < 2; e_++) if (toys_new(t, engines[e_], (o)))
#define CODE(a) ((a).why.kind == WHY_REFUSED ? (int)(a).why.code : 0)

static void sound(struct test *t, struct toys *o, int64_t acts)
{
        struct journal_report r;

        CHECK(toys_verify(o, &r));
        CHECK_INT(r.acts, acts);
        CHECK_TEXT(t->why.detail ? t->why.detail : "", "");
}

/* ---- many at once ---- */

struct client { struct toys *o; pthread_t thread; int number; int64_t seq[EACH]; bool ok; };

static void *client_run(void *arg)
{
        struct client *c = arg;

        c->ok = true;
        for (int i = 0; i < EACH; i++) {
                struct arena *mem = arena_new();
                struct pair p = { "title", text_make(mem, "客%d件%d", c->number, i) };
                struct request r = { .verb = "toy.make", .subject = SUBJECT_NEW, .pairs = &p, .n = 1, .login = "li", .expected = -1 };
                struct answer a;

                c->ok = journal_submit(c->o->j, mem, &r, &a) && c->ok;
                c->seq[i] = a.seq;
                arena_free(mem);
        }
        return NULL;
}

static int by_number(const void *a, const void *b)
{
        return (*(const int64_t *)a > *(const int64_t *)b) - (*(const int64_t *)a < *(const int64_t *)b);
}

TEST(journal, gives_sixteen_clients_at_once_numbers_without_gap_or_double)
{
        struct toys o;

        ON_BOTH(&o) {
                struct client *c = TAKE_N(t->mem, struct client, CLIENTS);
                int64_t all[CLIENTS * EACH], wrong = 0;

                for (int i = 0; i < CLIENTS; i++) {
                        c[i] = (struct client){ .o = &o, .number = i };
                        must(!pthread_create(&c[i].thread, NULL, client_run, &c[i]));
                }
                for (int i = 0; i < CLIENTS; i++) {
                        pthread_join(c[i].thread, NULL);
                        CHECK(c[i].ok);
                        for (int k = 1; k < EACH; k++)
                                wrong += c[i].seq[k] <= c[i].seq[k - 1];        /* each sees its own acts in order */
                        memcpy(all + i * EACH, c[i].seq, sizeof c[i].seq);
                }
                qsort(all, CLIENTS * EACH, sizeof *all, by_number);
                for (int i = 0; i < CLIENTS * EACH; i++)
                        wrong += all[i] != i + 1;                               /* 0 is the founding act */
                CHECK_INT(wrong, 0);
                sound(t, &o, CLIENTS * EACH + 1);
                toys_done(&o);
        }
}

TEST(journal, lets_rules_see_every_act_before_them_in_the_same_group)
{
        struct toys o;

        ON_BOTH(&o) {
                struct toys_post p[13];
                struct answer a;
                int done = 0, refused = 0;

                CHECK(toys_make(&o, "甲", NULL, &a));
                for (int i = 0; i < 13; i++)
                        p[i].r = toys_request(&o, "toy.add", a.seq, "n", "10");
                toys_group(&o, p, 13);
                for (int i = 0; i < 13; i++) {
                        done += p[i].answer.why.kind == WHY_NOTHING;
                        refused += CODE(p[i].answer) == R_ARG_RANGE;
                }
                CHECK_INT(done, 10);
                CHECK_INT(refused, 3);
                CHECK_INT(toys_count(&o, "toy_row WHERE total = 100"), 1);
                sound(t, &o, 12);
                toys_done(&o);
        }
}

static void middle(struct test *t, struct toys *o, const char *bad, bool fails)
{
        struct toys_post p[12];
        int done = 0;

        for (int i = 0; i < 12; i++)
                p[i].r = toys_request(o, "toy.make", SUBJECT_NEW, "title", i == 6 ? bad : text_make(t->mem, "%s %d", bad, i));
        toys_group(o, p, 12);
        for (int i = 0; i < 12; i++)
                done += i != 6 && p[i].answer.why.kind == WHY_NOTHING;
        CHECK_INT(done, 11);
        CHECK_INT(p[6].answer.why.kind, fails ? WHY_FAILED : WHY_REFUSED);
}

TEST(journal, lets_one_that_fails_or_is_refused_in_the_middle_of_a_group_harm_nobody_else)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                CHECK(toys_make(&o, "双", NULL, &a));
                middle(t, &o, "拒绝", false);
                middle(t, &o, "故障", true);
                middle(t, &o, "双", true);              /* its rows do not fit: the apply function fails */
                sound(t, &o, 2 + 33);
                CHECK_INT(toys_count(&o, "toy_row"), 2 + 33);
                toys_done(&o);
        }
}

TEST(journal, answers_all_it_has_accepted_before_it_closes)
{
        struct toys o;

        if (toys_new(t, "sqlite", &o)) {
                struct toys_post p[40];

                for (int i = 0; i < 40; i++)
                        p[i].r = toys_request(&o, "toy.make", SUBJECT_NEW, "title", text_make(t->mem, "%d", i));
                toys_group(&o, p, 40);
                toys_close(&o);
                CHECK_INT(toys_count(&o, "journal_act"), 41);
                toys_done(&o);
        }
}

TEST(journal, goes_on_from_acts_that_another_process_wrote)
{
        struct toys o;

        ON_BOTH(&o) {
                struct toys other = o;
                struct answer a;

                toys_open(&other);
                for (int i = 0; i < 20; i++) {
                        CHECK(toys_make(i % 2 ? &o : &other, text_make(t->mem, "第%d件", i), NULL, &a));
                        CHECK_INT(a.seq, i + 1);
                        o.now = other.now = (struct instant){ TOY_START + (i + 1) * 1000 };
                }
                toys_close(&other);
                sound(t, &o, 21);
                toys_done(&o);
        }
}

struct adder { struct toys *o; pthread_t thread; int done, odd; };

static void *adder_run(void *arg)
{
        struct adder *k = arg;

        for (int i = 0; i < 20; i++) {
                struct arena *mem = arena_new();
                struct pair p = { "n", "1" };
                struct request r = { .verb = "toy.add", .subject = 1, .pairs = &p, .n = 1, .login = "li", .expected = -1 };
                struct answer a;

                k->done += journal_submit(k->o->j, mem, &r, &a);
                k->odd += a.why.kind != WHY_NOTHING && CODE(a) != R_ARG_RANGE;
                arena_free(mem);
        }
        return NULL;
}

/* Whatever a writer keeps in memory of the tables must not outlive what the other wrote. */
TEST(journal, keeps_a_limit_that_two_writers_press_against_at_once)
{
        struct toys o;

        ON_BOTH(&o) {
                struct toys other = o;
                struct adder k[12] = { { 0 } };
                struct answer a;
                int done = 0, odd = 0;

                o.real = true;
                CHECK(toys_make(&o, "甲", NULL, &a));
                toys_open(&other);
                for (int i = 0; i < 12; i++) {
                        k[i].o = i % 2 ? &o : &other;
                        must(!pthread_create(&k[i].thread, NULL, adder_run, &k[i]));
                }
                for (int i = 0; i < 12; i++) {
                        pthread_join(k[i].thread, NULL);
                        done += k[i].done;
                        odd += k[i].odd;
                }
                CHECK_INT(done, 100);
                CHECK_INT(odd, 0);
                CHECK_INT(toys_count(&o, "toy_row WHERE total = 100"), 1);
                toys_close(&other);
                sound(t, &o, 102);
                toys_done(&o);
        }
}

/* ---- nothing by halves ---- */

TEST(journal, writes_nothing_for_a_refusal)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                CHECK(toys_make(&o, "甲", NULL, &a));
                CHECK(!toys_make(&o, "拒绝", "k1", &a) && CODE(a) == R_NEED);
                CHECK_TEXT(a.why.field, "title");
                CHECK(!toys_make(&o, "", "k2", &a) && CODE(a) == R_ARG_MISSING);
                CHECK(!toys_make(&o, "两\n行", "k3", &a) && CODE(a) == R_ARG_TYPE);
                CHECK(!toys_add(&o, 1, 101, -1, &a) && CODE(a) == R_ARG_RANGE);
                CHECK(!toys_add(&o, 77, 1, -1, &a) && CODE(a) == R_SUBJECT_UNKNOWN);
                CHECK_INT(toys_count(&o, "journal_act"), 2);
                CHECK_INT(toys_count(&o, "toy_row"), 2);
                CHECK_INT(toys_count(&o, "journal_key"), 0);
                toys_done(&o);
        }
}

TEST(journal, refuses_unknown_verbs_people_and_subjects_by_name)
{
        struct toys o;
        struct answer a;
        struct request *r;

        if (!toys_new(t, "sqlite", &o))
                return;
        CHECK(toys_make(&o, "甲", NULL, &a) && toys_add(&o, 1, 1, -1, &a));
        CHECK(!journal_submit(o.j, t->mem, toys_request(&o, "toy.fly", 1, "n", "1"), &a) && CODE(a) == R_VERB_UNKNOWN);
        CHECK(!journal_submit(o.j, t->mem, toys_request(&o, "toy.add", 1, "m", "1"), &a) && CODE(a) == R_ARG_UNKNOWN);
        r = toys_request(&o, "toy.add", 1, "n", "1");
        r->login = "nobody";
        CHECK(!journal_submit(o.j, t->mem, r, &a) && CODE(a) == R_ACTOR_UNKNOWN);
        CHECK(!journal_submit(o.j, t->mem, toys_request(&o, "toy.add", 2, "n", "1"), &a) && CODE(a) == R_SUBJECT_UNKNOWN);    /* an act, no toy */
        CHECK(!journal_submit(o.j, t->mem, toys_request(&o, "toy.add", SUBJECT_NEW, "n", "1"), &a) && CODE(a) == R_SUBJECT_UNKNOWN);
        toys_done(&o);
}

TEST(journal, refuses_a_number_that_was_not_made_as_what_it_is_said_to_be)
{
        struct toys o;
        struct pair p[] = { { "title", "乙" }, { "like", "1" } }, q[] = { { "title", "丙" }, { "after", "2" } };
        struct request r = { .verb = "toy.make", .subject = SUBJECT_NEW, .pairs = p, .n = 2, .login = "li", .expected = -1 };
        struct answer a;

        if (!toys_new(t, "sqlite", &o))
                return;
        o.real = true;
        CHECK(toys_make(&o, "甲", NULL, &a) && toys_add(&o, 1, 1, -1, &a));
        CHECK(journal_submit(o.j, t->mem, &r, &a));
        p[1].value = "2";
        CHECK(!journal_submit(o.j, t->mem, &r, &a) && CODE(a) == R_SUBJECT_UNKNOWN);
        CHECK_TEXT(a.why.field, "like");
        r.pairs = q;
        CHECK(journal_submit(o.j, t->mem, &r, &a));
        q[0].value = "丁";
        q[1].value = "1";
        CHECK(!journal_submit(o.j, t->mem, &r, &a) && CODE(a) == R_SUBJECT_UNKNOWN);
        q[1].value = "999999999999";
        CHECK(!journal_submit(o.j, t->mem, &r, &a) && CODE(a) == R_SUBJECT_UNKNOWN);
        toys_done(&o);
}

/* ---- sent twice ---- */

TEST(journal, answers_a_key_sent_again_with_the_first_answer)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer first, again;

                CHECK(toys_make(&o, "甲", "k", &first) && !first.repeated);
                CHECK(toys_make(&o, "甲", "k", &again) && again.repeated);
                CHECK_INT(again.seq, first.seq);
                CHECK_INT(again.at.ms, first.at.ms);
                CHECK_INT(again.subject.id, first.subject.id);
                toys_close(&o);
                toys_open(&o);
                CHECK(toys_make(&o, "甲", "k", &again) && again.repeated && again.seq == first.seq);
                CHECK_INT(toys_count(&o, "journal_act"), 2);
                toys_done(&o);
        }
}

TEST(journal, refuses_a_key_used_for_something_else)
{
        struct toys o;
        struct answer a;
        struct request *r;

        if (!toys_new(t, "sqlite", &o))
                return;
        CHECK(toys_make(&o, "甲", "k", &a));
        CHECK(!toys_make(&o, "乙", "k", &a) && CODE(a) == R_KEY_REUSED);
        r = toys_request(&o, "toy.make", SUBJECT_NEW, "title", "甲");
        r->key = "k";
        r->login = "wang";
        CHECK(!journal_submit(o.j, t->mem, r, &a) && CODE(a) == R_KEY_REUSED);
        r = toys_request(&o, "toy.add", 1, "n", "1");
        r->key = "k";
        CHECK(!journal_submit(o.j, t->mem, r, &a) && CODE(a) == R_KEY_REUSED);
        CHECK_INT(toys_count(&o, "journal_act"), 2);
        toys_done(&o);
}

TEST(journal, leaves_the_key_of_a_refused_request_free)
{
        struct toys o;
        struct answer a;
        struct request *r;

        if (!toys_new(t, "sqlite", &o))
                return;
        CHECK(toys_make(&o, "甲", NULL, &a));
        r = toys_request(&o, "toy.add", 1, "n", "101");
        r->key = "k";
        CHECK(!journal_submit(o.j, t->mem, r, &a) && CODE(a) == R_ARG_RANGE);
        r = toys_request(&o, "toy.add", 1, "n", "99");
        r->key = "k";
        CHECK(journal_submit(o.j, t->mem, r, &a) && !a.repeated);
        toys_done(&o);
}

TEST(journal, writes_one_act_for_the_same_key_sent_many_times_at_once)
{
        struct toys o;

        ON_BOTH(&o) {
                struct toys_post p[20];
                int first = 0, wrong = 0;

                for (int i = 0; i < 20; i++) {
                        p[i].r = toys_request(&o, "toy.make", SUBJECT_NEW, "title", "甲");
                        p[i].r->key = "k";
                }
                toys_group(&o, p, 20);
                for (int i = 0; i < 20; i++) {
                        first += !p[i].answer.repeated;
                        wrong += p[i].answer.why.kind != WHY_NOTHING || p[i].answer.seq != 1;
                }
                CHECK_INT(first, 1);
                CHECK_INT(wrong, 0);
                CHECK_INT(toys_count(&o, "journal_act"), 2);
                toys_done(&o);
        }
}

TEST(journal, refuses_what_was_filled_in_before_the_newest_act)
{
        struct toys o;

        ON_BOTH(&o) {
                struct toys_post p[3];
                struct answer a;
                int done = 0, stale = 0;

                CHECK(toys_make(&o, "甲", NULL, &a) && toys_add(&o, 1, 1, 1, &a));
                CHECK(!toys_add(&o, 1, 1, 1, &a) && CODE(a) == R_STALE);
                CHECK(!toys_add(&o, 1, 1, 0, &a) && CODE(a) == R_STALE);
                CHECK(!toys_add(&o, 1, 1, 99, &a) && CODE(a) == R_STALE);
                CHECK(toys_make(&o, "乙", NULL, &a));          /* on something else: not stale */
                CHECK(toys_add(&o, 1, 1, 2, &a));
                for (int i = 0; i < 3; i++) {
                        p[i].r = toys_request(&o, "toy.add", 1, "n", "1");
                        p[i].r->expected = a.seq;
                }
                toys_group(&o, p, 3);
                for (int i = 0; i < 3; i++) {
                        done += p[i].answer.why.kind == WHY_NOTHING;
                        stale += CODE(p[i].answer) == R_STALE;
                }
                CHECK_INT(done, 1);
                CHECK_INT(stale, 2);
                toys_done(&o);
        }
}

/* ---- time ---- */

TEST(journal, never_again_takes_a_chosen_time_once_it_took_an_act_in_real_time)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                o.real = true;
                CHECK(toys_make(&o, "甲", NULL, &a));
                CHECK_INT(toys_count(&o, "site WHERE clock = 'real'"), 1);
                o.real = false;
                o.now.ms = a.at.ms + 1000;
                CHECK(!toys_make(&o, "乙", NULL, &a) && CODE(a) == R_TEST_CLOCK);
                toys_close(&o);
                toys_open(&o);
                CHECK(!toys_make(&o, "乙", NULL, &a) && CODE(a) == R_TEST_CLOCK);
                CHECK_INT(toys_count(&o, "journal_act"), 2);
                toys_done(&o);
        }
}

TEST(journal, takes_chosen_times_only_forwards)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                o.now.ms = TOY_START + 5000;
                CHECK(toys_make(&o, "甲", NULL, &a) && a.at.ms == TOY_START + 5000);
                CHECK_INT(toys_count(&o, "site WHERE clock = 'test'"), 1);
                o.now.ms = TOY_START + 4999;
                CHECK(!toys_make(&o, "乙", NULL, &a) && CODE(a) == R_TIME_ORDER);
                o.now.ms = TOY_START + 5000;
                CHECK(toys_make(&o, "乙", NULL, &a));           /* the same moment is no step back */
                o.now.ms = TOY_START + 90000;
                CHECK(toys_make(&o, "丙", NULL, &a) && a.at.ms == TOY_START + 90000);
                sound(t, &o, 4);
                toys_done(&o);
        }
}

TEST(journal, writes_acts_no_earlier_than_the_newest_when_the_clock_went_back)
{
        struct toys o;
        struct answer a;

        if (!toys_new(t, "sqlite", &o))
                return;
        o.now.ms = INT64_C(4000000000000);              /* the year 2096: the machine's clock is surely behind */
        CHECK(toys_make(&o, "甲", NULL, &a));
        o.real = true;
        CHECK(toys_make(&o, "乙", NULL, &a));
        CHECK_INT(a.at.ms, INT64_C(4000000000000));
        sound(t, &o, 3);
        toys_done(&o);
}

TEST(journal, stays_empty_and_without_a_clock_when_its_first_request_fails)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                CHECK(!toys_make(&o, "故障", NULL, &a) && a.why.kind == WHY_FAILED);
                CHECK_INT(toys_count(&o, "journal_act"), 0);
                CHECK_INT(toys_count(&o, "site WHERE clock = ''"), 1);
                o.real = true;
                CHECK(toys_make(&o, "甲", NULL, &a));
                CHECK_INT(a.seq, 1);
                CHECK_INT(toys_count(&o, "site WHERE clock = 'real'"), 1);
                toys_done(&o);
        }
}

TEST(journal, founds_a_site_once)
{
        struct toys o;

        ON_BOTH(&o) {
                struct answer a;

                CHECK(journal_found(o.j, o.now, true, &t->why));
                CHECK(journal_found(o.j, o.now, true, &t->why));
                CHECK_INT(toys_count(&o, "journal_act"), 1);
                CHECK(toys_make(&o, "甲", NULL, &a));
                CHECK_INT(a.seq, 1);
                toys_done(&o);
        }
}

TEST(journal, makes_a_site_once_and_opens_none_that_was_not_made)
{
        struct toys o;
        const char *elsewhere;

        if (!toys_new(t, "sqlite", &o))
                return;
        CHECK_REFUSED(journal_init(o.url, "test/toys", HASH_SM3, "{}", o.now, &t->why), R_SITE_EXISTS);
        elsewhere = text_make(t->mem, "sqlite:%s/none.db", test_dir(t));
        CHECK(!journal_open(elsewhere, &(struct journal_hooks){ 0 }, &t->why));
        toys_done(&o);
}

/* ---- the door ---- */

/* A point written as JSON may hold escapes; what they stand for is text like any other. */
TEST(args, keep_out_of_points_what_no_form_may_hold)
{
        static const char *const bad[] = { "[\"a\\u202eb\"]", "[\"\\u0007\"]", "[\"甲\",\"a\\u2066b\"]" };
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        const struct command *gaps;
        struct args out;

        if (!command_find("session.open"))
                bind_all();
        gaps = command_find("permit.gaps");
        CHECK(gaps && args_check(&c, gaps, &(struct pair){ "gaps", "[\"身份证复印件\",\"平面图\"]" }, 1, &out));
        CHECK_TEXT(out.values[0], "[\"身份证复印件\",\"平面图\"]");
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                why_clear(&c.why);
                CHECK(!args_check(&c, gaps, &(struct pair){ "gaps", bad[i] }, 1, &out));
                CHECK_INT(c.why.code, R_ARG_ENCODING);
        }
}
