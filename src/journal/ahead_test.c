/* ahead_test.c - the writer decides one group while the group before is on its way to the disk (PostgreSQL): what was answered is there
 * once under its number, whatever happens to the commit in between; what failed harms nobody else. */
#include "journal/journal_fixture.h"
#include <pthread.h>
#include <stdatomic.h>

#define CALLERS 8
#define EACH 50

SCRATCH_QUERY(writers_cut, "SELECT count(*) FROM (SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                           " WHERE l.locktype = 'advisory' AND a.pid <> pg_backend_pid() AND a.datname = current_database()) x");

SCRATCH_QUERY(toy_there, "SELECT count(*) FROM toy_row WHERE id = $1 AND title = $2");

static void differs(void *to, const char *table, const char *row, const char *what)
{
        struct toys *o = to;

        test_failed(o->t, __FILE__, __LINE__, "%s %s: %s", table, row, what);
}

static void sound(struct toys *o)
{
        struct journal_report report;
        struct ctx c = toys_read(o);
        int64_t differences = -1;
        struct test *t = o->t;

        CHECK(toys_verify(o, &report));
        CHECK(rebuild_check(&c, differs, o, &differences));
        CHECK_INT(differences, 0);
        db_close(c.db);
}

struct caller { struct toys *o; int number; atomic_int *answered; int64_t seq[EACH]; };

static void *caller(void *to)
{
        struct caller *k = to;

        for (int i = 0; i < EACH; i++) {
                struct arena *mem = arena_new();
                struct pair p = { "title", text_make(mem, "甲%d-%d", k->number, i) };
                struct request r = { .verb = "toy.make", .subject = SUBJECT_NEW, .pairs = &p, .n = 1, .login = "li", .expected = -1 };
                struct answer a;

                k->seq[i] = journal_submit(k->o->j, mem, &r, &a) ? a.seq : -1;
                atomic_fetch_add(k->answered, 1);
                arena_free(mem);
        }
        return NULL;
}

TEST(ahead, keeps_every_answered_act_when_the_server_cuts_the_writer_off_again_and_again)
{
        struct toys o;
        struct caller k[CALLERS];
        pthread_t threads[CALLERS];
        atomic_int answered = 0;
        struct ctx c;
        int64_t cut = 0, done = 0, there;

        if (!toys_new(t, "postgresql", &o))
                return;
        o.real = true;
        c = toys_read(&o);
        for (int i = 0; i < CALLERS; i++) {
                k[i] = (struct caller){ .o = &o, .number = i, .answered = &answered };
                must(!pthread_create(&threads[i], NULL, caller, &k[i]));
        }
        for (int seen = 0; seen < CALLERS * EACH * 3 / 4; seen = atomic_load(&answered))
                if (db_one_int(c.db, &c.why, &writers_cut, ARGS(), 0, &cut) && cut)
                        while (atomic_load(&answered) < seen + 20 && atomic_load(&answered) < CALLERS * EACH)
                                ;                               /* some are answered between two cuts */
        for (int i = 0; i < CALLERS; i++)
                pthread_join(threads[i], NULL);
        for (int i = 0; i < CALLERS; i++)
                for (int n = 0; n < EACH; n++) {
                        if (k[i].seq[n] < 0)
                                continue;
                        CHECK(db_one_int(c.db, &c.why, &toy_there, ARGS(I(k[i].seq[n]), T(text_make(t->mem, "甲%d-%d", i, n))), 0, &there) && there == 1);
                        done++;
                }
        CHECK(done > 0);
        sound(&o);
        db_close(c.db);
        toys_done(&o);
}

TEST(ahead, does_two_groups_again_when_the_first_of_them_holds_a_bad_act)
{
        struct toys o;
        struct toys_post p[100];

        if (!toys_new(t, "postgresql", &o))
                return;
        toys_grow(&o, 3);
        /* The mirror does not know this row: only the server can tell that the title is taken. */
        CHECK(toys_sql(&o, "INSERT INTO toy_row (id, title, total) VALUES (1000000, '已有', 0)"));
        for (int i = 0; i < 100; i++)
                p[i].r = toys_request(&o, "toy.make", SUBJECT_NEW, "title", i % 40 == 1 ? "已有" : text_make(t->mem, "乙%d", i));
        toys_group(&o, p, 100);
        for (int i = 0, at = 3; i < 100; i++) {
                CHECK(p[i].answer.why.kind == (i % 40 == 1 ? WHY_FAILED : WHY_NOTHING));
                if (i % 40 != 1)
                        CHECK_INT(p[i].answer.seq, at++);
                else
                        CHECK(strstr(p[i].answer.why.detail, "违反唯一约束"));
        }
        CHECK(toys_sql(&o, "DELETE FROM toy_row WHERE id = 1000000"));
        CHECK_INT(toys_count(&o, "toy_row"), 100);
        sound(&o);
        toys_done(&o);
}

/* A writer that has just started has seen no keys: only the table of keys knows the old ones. */
TEST(ahead, answers_a_key_from_before_it_began_with_the_first_answer)
{
        struct answer made, added, again;
        struct request *r;
        struct toys o;

        if (!toys_new(t, "postgresql", &o))
                return;
        CHECK(toys_make(&o, "甲", "made", &made));
        r = toys_request(&o, "toy.add", made.subject.id, "n", "60");
        r->key = "added";
        r->expected = made.seq;
        CHECK(journal_submit(o.j, t->mem, r, &added));
        toys_close(&o);
        toys_open(&o);
        CHECK(toys_make(&o, "乙", "other", &again) && !again.repeated);
        CHECK(toys_make(&o, "甲", "made", &again) && again.repeated && again.seq == made.seq);        /* would break the table */
        r->at = o.now;
        CHECK(journal_submit(o.j, t->mem, r, &again) && again.repeated && again.seq == added.seq);      /* would be refused */
        CHECK(toys_make(&o, "丙", "third", &again) && !again.repeated);
        CHECK(!toys_make(&o, "丁", "added", &again) && again.why.kind == WHY_REFUSED && again.why.code == R_KEY_REUSED);
        CHECK_INT(toys_count(&o, "toy_row"), 4);
        sound(&o);
        toys_done(&o);
}

TEST(ahead, leaves_a_refusal_a_refusal_when_its_key_is_new)
{
        struct request *r;
        struct answer a;
        struct toys o;

        if (!toys_new(t, "postgresql", &o))
                return;
        toys_grow(&o, 2);
        CHECK(!toys_make(&o, "拒绝", "k", &a) && a.why.kind == WHY_REFUSED && a.why.code == R_NEED);
        r = toys_request(&o, "toy.add", 1, "n", "200");
        r->key = "k";
        CHECK(!journal_submit(o.j, t->mem, r, &a) && a.why.kind == WHY_REFUSED && a.why.code == R_ARG_RANGE);
        CHECK(toys_make(&o, "甲", "k", &a) && !a.repeated);
        sound(&o);
        toys_done(&o);
}
