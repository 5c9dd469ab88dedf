/* db_write_test.c - what is committed is there for all, what is not is there for nobody. */
#include "db/db_fixture.h"
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

SCRATCH_QUERY(item_insert, "INSERT INTO db_test_item (id, label, body, amount) VALUES ($1, $2, $3, $4)");
SCRATCH_QUERY(item_tagged, "INSERT INTO db_test_item (id, tag, amount) VALUES ($1, $2, $3)");
SCRATCH_QUERY(item_upsert, "INSERT INTO db_test_item (id, amount) VALUES ($1, $2) "
                           "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount");
SCRATCH_QUERY(item_ids_from, "SELECT id, body FROM db_test_item WHERE id >= $1 ORDER BY id");
SCRATCH_QUERY(item_count, "SELECT count(*) FROM db_test_item");
SCRATCH_QUERY(item_sum, "SELECT sum(amount), count(*) > 0 FROM db_test_item");
SCRATCH_QUERY(child_insert, "INSERT INTO db_test_child (id, parent) VALUES ($1, $2)");

ON_BOTH(a_writer_sees_its_own_rows_and_others_only_what_is_committed)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, "a", 1));
        CHECK_INT(items(t, db_reader(w)), 1);
        CHECK_INT(items(t, reader), 0);
        CHECK(put(w, 2, "b", 1));
        CHECK_INT(items(t, db_reader(w)), 2);
        CHECK(db_end(w, true));
        CHECK_INT(items(t, reader), 2);
        db_close(reader);
        db_close(db);
}

ON_BOTH(rolling_back_leaves_nothing)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        for (int i = 0; i < 500; i++)
                CHECK(put(w, i, NULL, i));
        CHECK(db_end(w, false));
        CHECK_INT(items(t, db), 0);
        w = db_begin(db, &t->why);
        CHECK(put(w, 1, NULL, 1));
        CHECK(db_end(w, true));
        CHECK_INT(items(t, db), 1);
        w = db_begin(db, &t->why);
        CHECK(put(w, 2, NULL, 1));
        db_close(db);                                           /* closing in the middle rolls back */
        db = opened(t, url, DB_READ);
        CHECK_INT(items(t, db), 1);
        db_close(db);
}

/* Runs one bad statement between two good ones: whenever it is noticed, nothing is kept and the words are these. */
static void broken_write(struct test *t, struct db *db, struct query *q, const struct val *args, const char *words)
{
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, "same", 1));
        db_run(w, q, args);
        put(w, 2, "other", 2);
        CHECK(!db_end(w, true));
        CHECK_TEXT(failed_with(&t->why, words) && strstr(t->why.detail, q->name) ? words : t->why.detail, words);
        why_clear(&t->why);
        CHECK_INT(items(t, db), 0);
}

ON_BOTH(a_broken_constraint_rolls_everything_back_and_says_which)
{
        struct db *db = fresh(t, url);

        broken_write(t, db, &item_tagged, ARGS(I(3), T("same"), NUL), "违反唯一约束");
        broken_write(t, db, &item_insert, ARGS(I(1), NUL, NUL, NUL), "违反唯一约束");
        broken_write(t, db, &item_insert, ARGS(I(3), NUL, NUL, I(-13)), "违反取值约束");
        broken_write(t, db, &child_insert, ARGS(I(1), I(99)), "违反外键约束");
        broken_write(t, db, &child_insert, ARGS(NUL, I(1)), "必填的列没有值");
        db_close(db);
}

ON_BOTH(a_failed_statement_shows_at_the_next_question_and_dooms_the_write)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        struct why own = { .mem = t->mem };
        int64_t n = 0;

        CHECK(put(w, 1, "a", 1));
        put(w, 1, "a", 1);
        if (db_is_postgres(db))
                CHECK(!db_one_int(db, &own, &item_count, ARGS(), 0, &n) && failed_with(&own, "违反唯一约束"));
        CHECK(!put(w, 2, "b", 1));
        CHECK(failed_with(db_why(w), "违反唯一约束"));
        CHECK(!db_end(w, true));
        why_clear(&t->why);
        w = db_begin(db, &t->why);
        CHECK(put(w, 1, "a", 1) && put(w, 2, "b", 1));
        CHECK(db_end(w, true));
        CHECK_INT(items(t, db), 2);
        db_close(db);
}

ON_BOTH(ten_thousand_rows_of_two_kilobytes_go_in_one_write)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        uint8_t body[2048] = { 1 };
        int good = 0;
        struct rows r;
        int64_t rows = 0;

        for (int i = 0; i < 10000; i++) {
                memset(body, i, sizeof body);
                good += db_run(w, &item_insert, ARGS(I(i), NUL, B(body, sizeof body), I(1)));
        }
        CHECK_INT(good, 10000);
        CHECK_INT(items(t, db_reader(w)), 10000);
        CHECK(db_end(w, true));
        r = db_ask_stream(db, &t->why, &item_ids_from, ARGS(I(0)));
        for (; db_next(&r); rows++)
                if (db_bytes(&r, 1).n != 2048 || db_bytes(&r, 1).p[2047] != (uint8_t)rows)
                        break;
        CHECK(db_done(&r));
        CHECK_INT(rows, 10000);
        db_close(db);
}

struct adder { const char *url; int times; bool good; };

static void *add_many(void *to)
{
        struct adder *a = to;
        struct why why = { .mem = arena_new() };
        struct db *db = db_open(a->url, DB_WRITE, &why);
        struct db_write *w;
        int64_t n = 0;

        a->good = db != NULL;
        for (int i = 0; a->good && i < a->times; i++) {
                w = db_begin(db, &why);
                a->good = w && db_one_int(db_reader(w), &why, &item_sum, ARGS(), 0, &n) &&
                          db_run(w, &item_upsert, ARGS(I(1), I(n + 1))) && db_end(w, true);
        }
        db_close(db);
        arena_free(why.mem);
        return NULL;
}

ON_BOTH(two_writers_take_turns)
{
        struct db *db = fresh(t, url);
        struct adder a[4];
        pthread_t threads[4];

        fill(t, db, 2);
        for (int i = 0; i < 4; i++) {
                a[i] = (struct adder){ url, 50, false };
                must(!pthread_create(&threads[i], NULL, add_many, &a[i]));
        }
        for (int i = 0; i < 4; i++) {
                pthread_join(threads[i], NULL);
                CHECK(a[i].good);
        }
        CHECK_INT(ask_int(t, db, &item_sum), 1 + 4 * 50);
        db_close(db);
}

ON_BOTH(waiting_for_another_writer_ends_with_words)
{
        struct db *db = fresh(t, url), *other;
        struct db_write *w = db_begin(db, &t->why);
        int usual = db_lock_wait_ms;

        db_lock_wait_ms = 20;
        other = opened(t, url, DB_WRITE);
        db_lock_wait_ms = usual;
        CHECK(!db_begin(other, &t->why) && failed_with(&t->why, "数据库正忙"));
        why_clear(&t->why);
        CHECK(db_end(w, true));
        w = db_begin(other, &t->why);
        CHECK(w && db_end(w, true));
        db_close(other);
        db_close(db);
}

ON_BOTH(a_query_that_does_not_fit_the_schema_is_named)
{
        struct db *db = fresh(t, url);
        struct query good = { "good", "SELECT label FROM db_test_item WHERE id = $1", -1, true, NULL };
        struct query typo = { "typo", "SELECT lable FROM db_test_item WHERE id = $1", -1, true, NULL };
        struct query table = { "table", "INSERT INTO db_test_itme (id) VALUES ($1)", -1, true, NULL };
        struct query grammar = { "grammar", "SELEC 1", -1, true, NULL };
        struct query quoted = { "quoted", "SELECT id FROM db_test_item WHERE label = \"a\"", -1, true, NULL };
        struct query *const bad[] = { &typo, &table, &grammar, &quoted };

        CHECK(db_check_query(db, &t->why, &good));
        CHECK(db_check_query(db, &t->why, &item_insert));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                CHECK(!db_check_query(db, &t->why, bad[i]));
                CHECK(failed_with(&t->why, "语句与数据库结构不符") && strstr(t->why.detail, bad[i]->name));
                why_clear(&t->why);
        }
        CHECK(db_check_query(db, &t->why, &good));
        db_close(db);
}

ON_BOTH(a_script_that_fails_leaves_nothing)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, NULL, 1));
        CHECK(!db_script(w, "UPDATE db_test_item SET amount = 2; UPDATE nowhere SET x = 1"));
        CHECK(!db_end(w, true) && failed_with(&t->why, "语句与数据库结构不符"));
        why_clear(&t->why);
        CHECK_INT(items(t, db), 0);
        w = db_begin(db, &t->why);
        CHECK(put(w, 1, NULL, 1) && db_script(w, "ALTER TABLE db_test_item ADD COLUMN note TEXT") && put(w, 2, NULL, 2));
        CHECK(db_end(w, true));
        CHECK_INT(items(t, db), 2);
        db_close(db);
}

/* Writes without end until killed; says when it has begun.  A server notices the death only when it has read all that was sent before:
 * asking now and then keeps that little, however late the killer comes. */
static void write_until_killed(const char *url, int say)
{
        struct why why = { .mem = arena_new() };
        struct db *db = db_open(url, DB_WRITE, &why);
        struct db_write *w = db ? db_begin(db, &why) : NULL;

        for (int64_t i = 100, n; w && put(w, i, NULL, i); i++)
                if ((i % 500 == 0 && !db_one_int(db_reader(w), &why, &item_count, ARGS(), 0, &n)) || (i == 5000 && write(say, "x", 1) != 1))
                        break;
        _exit(1);
}

ON_BOTH(a_killed_process_leaves_nothing_of_its_write)
{
        struct db *db = fresh(t, url);
        struct db_write *w;
        int pipe_ends[2];
        char c;
        pid_t child;

        fill(t, db, 3);
        db_close(db);
        must(!pipe(pipe_ends));
        child = fork();
        if (!child)
                write_until_killed(url, pipe_ends[1]);
        close(pipe_ends[1]);
        CHECK(read(pipe_ends[0], &c, 1) == 1);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        close(pipe_ends[0]);
        db = opened(t, url, DB_WRITE);
        w = db_begin(db, &t->why);                              /* waits until a server has noticed */
        CHECK(w && db_end(w, true));
        CHECK_INT(items(t, db), 3);
        db_close(db);
}

TEST(db, an_address_of_no_known_kind_is_refused_with_words)
{
        CHECK(!db_open("mysql://x", DB_WRITE, &t->why) && failed_with(&t->why, "sqlite:"));
}
