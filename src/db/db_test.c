/* db_test.c - the same promises, checked on both engines; and what only one of them can do wrong.
 *
 * The tables are db_test_*, made anew by every test, so that tests can share one PostgreSQL database.
 */
#include "base/test.h"
#include "db/db_impl.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

SCRATCH_QUERY(item_insert, "INSERT INTO db_test_item (id, label, body, amount) VALUES ($1, $2, $3, $4)");
SCRATCH_QUERY(item_tagged, "INSERT INTO db_test_item (id, tag, amount) VALUES ($1, $2, $3)");
SCRATCH_QUERY(item_insert_turned, "INSERT INTO db_test_item (amount, id) VALUES ($2, $1)");
SCRATCH_QUERY(item_upsert, "INSERT INTO db_test_item (id, amount) VALUES ($1, $2) "
                           "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount");
SCRATCH_QUERY(item_by_id, "SELECT label, body, amount FROM db_test_item WHERE id = $1");
SCRATCH_QUERY(item_ids, "SELECT id FROM db_test_item ORDER BY id");
SCRATCH_QUERY(item_ids_from, "SELECT id, body FROM db_test_item WHERE id >= $1 ORDER BY id");
SCRATCH_QUERY(item_count, "SELECT count(*) FROM db_test_item");
SCRATCH_QUERY(item_sum, "SELECT sum(amount), count(*) > 0 FROM db_test_item");
SCRATCH_QUERY(item_add, "UPDATE db_test_item SET amount = amount + $1");
SCRATCH_QUERY(item_sneak, "INSERT INTO db_test_item (id) VALUES (77) RETURNING id");
SCRATCH_QUERY(child_insert, "INSERT INTO db_test_child (id, item) VALUES ($1, $2)");
SCRATCH_QUERY(is_null_or, "SELECT count(*) FROM db_test_item WHERE CAST($1 AS BIGINT) IS NULL OR id = $1");

static const char schema[] =
        "DROP TABLE IF EXISTS db_test_child; DROP TABLE IF EXISTS db_test_item;"
        "CREATE TABLE db_test_item (id BIGINT PRIMARY KEY, tag TEXT UNIQUE, label TEXT, body BYTEA,"
        " amount BIGINT CHECK (amount <> -13));"
        "CREATE TABLE db_test_child (id BIGINT NOT NULL, item BIGINT REFERENCES db_test_item (id));";

#define ON_BOTH(sentence) \
        static void on_##sentence(struct test *t, const char *url); \
        TEST(db_sqlite, sentence) { on_##sentence(t, file_url(t)); } \
        TEST(db_postgres, sentence) { server_run(t, on_##sentence); } \
        static void on_##sentence(struct test *t, const char *url)
#define ON_POSTGRES(sentence) \
        static void on_##sentence(struct test *t, const char *url); \
        TEST(db_postgres, sentence) { server_run(t, on_##sentence); } \
        static void on_##sentence(struct test *t, const char *url)

/* test_postgres() has failed the test already when there is no server. */
static void server_run(struct test *t, void (*body)(struct test *t, const char *url))
{
        const char *url = test_postgres(t);

        if (url)
                body(t, url);
}

static const char *file_url(struct test *t)
{
        return text_make(t->mem, "sqlite:%s/a.db", test_dir(t));
}

static struct db *opened(struct test *t, const char *url, enum db_mode mode)
{
        struct db *db = db_open(url, mode, &t->why);

        if (!db)
                test_failed(t, __FILE__, __LINE__, "%s", t->why.detail);
        must(db != NULL);
        return db;
}

/* A writing connection with empty tables. */
static struct db *fresh(struct test *t, const char *url)
{
        struct db *db = opened(t, url, DB_WRITE);
        struct db_write *w = db_begin(db, &t->why);

        must(w && db_script(w, schema) && db_end(w, true));
        return db;
}

static bool put(struct db_write *w, int64_t id, const char *tag, int64_t amount)
{
        return db_run(w, &item_tagged, ARGS(I(id), T(tag), I(amount)));
}

static int64_t ask_int(struct test *t, struct db *db, struct query *q)
{
        int64_t v = -1;

        CHECK(db_one_int(db, &t->why, q, ARGS(), -2, &v));
        return v;
}

static bool failed_with(const struct why *w, const char *words)
{
        return w->kind == WHY_FAILED && strstr(w->detail, words);
}

/* Values */

static void round_trip(struct test *t, struct db *db, int64_t id, const char *label, struct bytes body, int64_t amount)
{
        struct db_write *w = db_begin(db, &t->why);
        struct rows r;

        CHECK(db_run(w, &item_insert, ARGS(I(id), T(label), B(body.p, body.n), I(amount))));
        CHECK(db_end(w, true));
        r = db_ask(db, &t->why, &item_by_id, ARGS(I(id)));
        if (!db_next(&r)) {
                test_failed(t, __FILE__, __LINE__, "no row: %s", t->why.detail ? t->why.detail : "");
                return;
        }
        CHECK_INT(r.columns, 3);
        CHECK(db_null(&r, 0) == !label);
        CHECK_TEXT(db_text(&r, 0), label ? label : "");
        CHECK_INT(db_bytes(&r, 1).n, body.n);
        CHECK(!db_null(&r, 1) && !memcmp(db_bytes_in(t->mem, &r, 1).p, body.p, body.n));
        CHECK_INT(db_int(&r, 2), amount);
        CHECK_TEXT(db_text_in(t->mem, &r, 2), text_make(t->mem, "%lld", (long long)amount));
        CHECK(!db_next(&r));
        CHECK(db_done(&r) && db_done(&r));
}

ON_BOTH(values_come_back_as_they_went)
{
        struct db *db = fresh(t, url);
        uint8_t all[256], big[100000];
        char *text = TAKE_N(t->mem, char, 300001);

        for (int i = 0; i < 256; i++)
                all[i] = (uint8_t)i;
        for (size_t i = 0; i < sizeof big; i++)
                big[i] = (uint8_t)(i * 31 >> 3);
        for (int i = 0; i < 300000; i += 3)
                memcpy(text + i, "镜", 3);
        round_trip(t, db, INT64_MIN, "", (struct bytes){ all, 256 }, INT64_MAX);
        round_trip(t, db, INT64_MAX, text, (struct bytes){ big, sizeof big }, INT64_MIN);
        round_trip(t, db, 0, NULL, (struct bytes){ all, 1 }, 0);
        round_trip(t, db, -1, "it's \"明镜\" \\ $1 ? 😀\n\ttab", (struct bytes){ all, 0 }, -1);
        db_close(db);
}

ON_BOTH(null_reads_as_nothing_and_bytes_as_hex_text)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        struct rows r;

        CHECK(db_run(w, &item_insert, ARGS(I(1), T(NULL), NUL, NUL)));
        CHECK(db_run(w, &item_insert, ARGS(I(2), T("b"), B("\x00\xff\x10", 3), I(5))));
        CHECK(db_end(w, true));
        r = db_ask(db, &t->why, &item_by_id, ARGS(I(1)));
        CHECK(db_next(&r) && db_null(&r, 0) && db_null(&r, 1) && db_null(&r, 2));
        CHECK_TEXT(db_text(&r, 0), "");
        CHECK_INT(db_int(&r, 2), 0);
        CHECK(!db_bytes(&r, 1).p && !db_bytes(&r, 1).n);
        CHECK(db_done(&r));
        r = db_ask_sql(db, &t->why, "SELECT id, body FROM db_test_item WHERE id = 2");
        CHECK(db_next(&r));
        CHECK_TEXT(db_text(&r, 1), "\\x00ff10");
        CHECK_TEXT(db_text(&r, 0), "2");
        CHECK(db_done(&r));
        r = db_ask(db, &t->why, &item_sum, ARGS());
        CHECK(db_next(&r));
        CHECK_INT(db_int(&r, 0), 5);
        CHECK_TEXT(db_text(&r, 1), "1");
        CHECK(db_done(&r));
        db_close(db);
}

ON_BOTH(parameters_go_by_number_not_by_place)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        int64_t n = 0;

        CHECK(db_run(w, &item_insert_turned, ARGS(I(7), I(70))));
        CHECK(db_run(w, &item_upsert, ARGS(I(7), I(71))));
        CHECK(db_run_count(w, &item_add, ARGS(I(1)), &n));
        CHECK_INT(n, 1);
        CHECK(db_end(w, true));
        CHECK_INT(ask_int(t, db, &item_sum), 72);
        CHECK(db_one_int(db, &t->why, &is_null_or, ARGS(NUL), 0, &n) && n == 1);
        CHECK(db_one_int(db, &t->why, &is_null_or, ARGS(I(8)), 0, &n) && n == 0);
        CHECK(db_one_int(db, &t->why, &item_by_id, ARGS(I(8)), -5, &n) && n == -5);
        db_close(db);
}

/* Reading */

static void fill(struct test *t, struct db *db, int64_t n)
{
        struct db_write *w = db_begin(db, &t->why);
        bool good = true;

        for (int64_t i = 0; good && i < n; i++)
                good = put(w, i, NULL, i);
        CHECK(good && db_end(w, true));
}

ON_BOTH(the_same_query_may_be_asked_while_its_answer_is_being_read)
{
        struct db *db = fresh(t, url);
        struct rows outer, inner;
        int64_t pairs = 0;

        fill(t, db, 30);
        outer = db_ask(db, &t->why, &item_ids, ARGS());
        while (db_next(&outer)) {
                inner = db_ask(db, &t->why, &item_ids, ARGS());
                while (db_next(&inner))
                        pairs += db_int(&inner, 0) <= db_int(&outer, 0);
                CHECK(db_done(&inner));
        }
        CHECK(db_done(&outer));
        CHECK_INT(pairs, 30 * 31 / 2);
        db_close(db);
}

static int64_t stream_sum(struct test *t, struct db *db, int64_t from, int depth)
{
        struct rows r = db_ask_stream(db, &t->why, &item_ids_from, ARGS(I(from)));
        int64_t sum = 0, one;

        while (db_next(&r)) {
                sum += db_int(&r, 0);
                if (depth && db_int(&r, 0) == 50) {
                        CHECK_INT(stream_sum(t, db, 2990, depth - 1), 29945);
                        CHECK(db_one_int(db, &t->why, &item_count, ARGS(), 0, &one) && one == 3000);
                }
        }
        CHECK(db_done(&r));
        return sum;
}

ON_BOTH(a_stream_gives_every_row_once_and_streams_nest)
{
        struct db *db = fresh(t, url), *reader;
        struct db_write *w;
        struct rows r;

        fill(t, db, 3000);
        CHECK_INT(stream_sum(t, db, 0, 2), 3000 * 2999 / 2);
        CHECK_INT(stream_sum(t, db, 2999, 0), 2999);
        CHECK_INT(stream_sum(t, db, 3000, 0), 0);
        reader = opened(t, url, DB_READ);
        CHECK_INT(stream_sum(t, reader, 0, 1), 3000 * 2999 / 2);
        r = db_ask_stream(reader, &t->why, &item_ids_from, ARGS(I(0)));
        CHECK(db_next(&r) && db_next(&r) && db_done(&r));       /* left early */
        CHECK_INT(ask_int(t, reader, &item_count), 3000);
        w = db_begin(db, &t->why);
        CHECK(put(w, 3000, NULL, 0));
        CHECK_INT(stream_sum(t, db_reader(w), 2999, 0), 2999 + 3000);
        CHECK(db_end(w, true));
        db_close(reader);
        db_close(db);
}

ON_BOTH(a_reader_cannot_write)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct rows r = db_ask(reader, &t->why, &item_sneak, ARGS());

        CHECK(!db_next(&r) && !db_done(&r) && failed_with(&t->why, "只能读"));
        why_clear(&t->why);
        r = db_ask(db, &t->why, &item_sneak, ARGS());           /* nor a writer outside its transaction */
        CHECK(!db_next(&r) && !db_done(&r) && failed_with(&t->why, "只能读"));
        why_clear(&t->why);
        CHECK(!db_begin(reader, &t->why) && failed_with(&t->why, "只能读"));
        why_clear(&t->why);
        CHECK_INT(ask_int(t, reader, &item_count), 0);
        db_close(reader);
        db_close(db);
}

/* Writing */

ON_BOTH(a_writer_sees_its_own_rows_and_others_only_what_is_committed)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, "a", 1));
        CHECK_INT(ask_int(t, db_reader(w), &item_count), 1);
        CHECK_INT(ask_int(t, reader, &item_count), 0);
        CHECK(put(w, 2, "b", 1));
        CHECK_INT(ask_int(t, db_reader(w), &item_count), 2);
        CHECK(db_end(w, true));
        CHECK_INT(ask_int(t, reader, &item_count), 2);
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
        CHECK_INT(ask_int(t, db, &item_count), 0);
        w = db_begin(db, &t->why);
        CHECK(put(w, 1, NULL, 1));
        CHECK(db_end(w, true));
        CHECK_INT(ask_int(t, db, &item_count), 1);
        w = db_begin(db, &t->why);
        CHECK(put(w, 2, NULL, 1));
        db_close(db);                                           /* closing in the middle rolls back */
        db = opened(t, url, DB_READ);
        CHECK_INT(ask_int(t, db, &item_count), 1);
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
        CHECK_INT(ask_int(t, db, &item_count), 0);
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
        CHECK_INT(ask_int(t, db, &item_count), 2);
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
        CHECK_INT(ask_int(t, db_reader(w), &item_count), 10000);
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
        struct query good = { "good", "SELECT label FROM db_test_item WHERE id = $1", -1, true };
        struct query typo = { "typo", "SELECT lable FROM db_test_item WHERE id = $1", -1, true };
        struct query table = { "table", "INSERT INTO db_test_itme (id) VALUES ($1)", -1, true };
        struct query grammar = { "grammar", "SELEC 1", -1, true };
        struct query quoted = { "quoted", "SELECT id FROM db_test_item WHERE label = \"a\"", -1, true };
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
        CHECK_INT(ask_int(t, db, &item_count), 0);
        w = db_begin(db, &t->why);
        CHECK(put(w, 1, NULL, 1) && db_script(w, "ALTER TABLE db_test_item ADD COLUMN note TEXT") && put(w, 2, NULL, 2));
        CHECK(db_end(w, true));
        CHECK_INT(ask_int(t, db, &item_count), 2);
        db_close(db);
}

/* Writes without end until killed; says when it has begun. */
static void write_until_killed(const char *url, int say)
{
        struct why why = { .mem = arena_new() };
        struct db *db = db_open(url, DB_WRITE, &why);
        struct db_write *w = db ? db_begin(db, &why) : NULL;

        for (int64_t i = 100; w && put(w, i, NULL, i); i++)
                if (i == 5000 && write(say, "x", 1) != 1)
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
        CHECK_INT(ask_int(t, db, &item_count), 3);
        db_close(db);
}

TEST(db, an_address_of_no_known_kind_is_refused_with_words)
{
        CHECK(!db_open("mysql://x", DB_WRITE, &t->why) && failed_with(&t->why, "sqlite:"));
}

/* SQLite only */

static void write_file(const char *path, const void *p, size_t n)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        must(fd >= 0 && write(fd, p, n) == (ssize_t)n && !close(fd));
}

static bool open_fails(struct test *t, const char *url, enum db_mode mode, const char *words)
{
        struct db *db;
        bool said;

        why_clear(&t->why);
        db = db_open(url, mode, &t->why);
        said = !db && failed_with(&t->why, words);
        if (!said)
                test_failed(t, __FILE__, __LINE__, "wanted %s, got %s", words, db ? "a database" : t->why.detail);
        db_close(db);
        why_clear(&t->why);
        return said;
}

TEST(db_sqlite, a_file_that_cannot_be_opened_says_why)
{
        const char *dir = test_dir(t), *path = text_make(t->mem, "%s/text.db", dir);

        write_file(path, "this is a letter, not a database, and long enough to be sure of it............................."
                         "......................................................", 150);
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", path), DB_WRITE, "不是数据库"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", path), DB_READ, "不是数据库"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s/no/such/a.db", dir), DB_WRITE, "目录不存在"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s/none.db", dir), DB_READ, "文件不存在"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", dir), DB_WRITE, dir));
}

TEST(db_sqlite, a_file_of_another_owner_says_so)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        bool root = !geteuid();

        db_close(db);
        must(!chmod(url + strlen("sqlite:"), root ? 0600 : 0400) && !chmod(test_dir(t), root ? 0755 : 0500));
        if (root)
                must(!seteuid(65534));
        CHECK(open_fails(t, url, DB_WRITE, "没有读写数据库的权限"));
        CHECK(open_fails(t, text_make(t->mem, "%s2", url), DB_WRITE, "没有读写数据库的权限"));
        if (root)
                must(!seteuid(0));
        must(!chmod(test_dir(t), 0700));
}

TEST(db_sqlite, a_cut_file_is_noticed_when_it_is_opened)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        struct stat st;

        fill(t, db, 3000);
        db_close(db);
        must(!stat(url + strlen("sqlite:"), &st) && !truncate(url + strlen("sqlite:"), st.st_size - 4096 * 3));
        CHECK(open_fails(t, url, DB_WRITE, "数据库文件损坏"));
        CHECK(open_fails(t, url, DB_READ, "数据库文件损坏"));
}

TEST(db_sqlite, a_scribbled_page_fails_the_reading)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        struct rows r;
        int fd;

        fill(t, db, 3000);
        db_close(db);
        fd = open(url + strlen("sqlite:"), O_WRONLY);
        for (int page = 8; page < 12; page++)
                CHECK_INT(pwrite(fd, "scribble scribble scribble scribble", 35, page * 4096), 35);
        close(fd);
        db = opened(t, url, DB_READ);
        r = db_ask_sql(db, &t->why, "SELECT id, label, body, amount FROM db_test_item");
        while (db_next(&r))
                ;
        CHECK(!db_done(&r) && failed_with(&t->why, "数据库文件损坏"));
        db_close(db);
}

/* A real full disk where a small one can be mounted, else SQLite's own limit. */
TEST(db_sqlite, a_full_disk_fails_the_write_and_keeps_what_was_committed)
{
        const char *dir = test_dir(t);
        bool mounted = !mount("tmpfs", dir, "tmpfs", 0, "size=1m");
        struct db *db = fresh(t, file_url(t));
        struct db_write *w;
        int64_t n = 0;

        fill(t, db, 10);
        w = db_begin(db, &t->why);
        CHECK(mounted || db_script(w, "PRAGMA max_page_count = 60"));
        while (n < 100000 && put(w, 100 + n, NULL, 1))
                n++;
        CHECK(n < 100000 || mounted);
        CHECK(!db_end(w, true));
        CHECK(failed_with(&t->why, "磁盘已满"));
        why_clear(&t->why);
        CHECK_INT(ask_int(t, db, &item_count), 10);
        db_close(db);
        if (mounted)
                CHECK(!umount(dir));
}

TEST(db_sqlite, the_log_is_copied_and_cut_in_idle_moments)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        uint8_t body[2048] = { 0 };
        struct db_write *w;
        struct stat st;

        for (int group = 0; group < 8; group++) {
                w = db_begin(db, &t->why);
                for (int i = 0; i < 5000; i++)
                        db_run(w, &item_insert, ARGS(I(group * 5000 + i), NUL, B(body, sizeof body), NUL));
                CHECK(db_end(w, true));
        }
        CHECK(!stat(text_make(t->mem, "%s-wal", url + strlen("sqlite:")), &st) && st.st_size > 64 * 1024 * 1024);
        db_idle(db);
        CHECK(!stat(text_make(t->mem, "%s-wal", url + strlen("sqlite:")), &st) && st.st_size == 0);
        fill(t, db, 0);
        db_idle(db);
        CHECK_INT(ask_int(t, db, &item_count), 40000);
        db_close(db);
}

TEST(db_sqlite, a_database_in_memory_works)
{
        struct db *db = fresh(t, "sqlite::memory:");

        fill(t, db, 20);
        CHECK_INT(ask_int(t, db, &item_count), 20);
        CHECK_TEXT(db_url(db), "sqlite::memory:");
        db_idle(db);
        db_close(db);
}

/* PostgreSQL only */

SCRATCH_QUERY(backend, "SELECT pg_backend_pid()");
SCRATCH_QUERY(backend_end, "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS INTEGER), 10000) THEN 1 ELSE 0 END");
SCRATCH_QUERY(settings_now, "SELECT current_setting('synchronous_commit') || ' ' || current_setting('application_name') || "
                            "' ' || current_setting('client_encoding') || ' ' || current_setting('default_transaction_read_only')");

static void cut(struct test *t, struct db *killer, int64_t pid)
{
        int64_t done = 0;

        CHECK(db_one_int(killer, &t->why, &backend_end, ARGS(I(pid)), 0, &done));
        CHECK_INT(done, 1);
}

ON_POSTGRES(a_connection_cut_within_a_write_fails_it_and_the_next_write_works)
{
        struct db *db = fresh(t, url), *killer = opened(t, url, DB_READ);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, NULL, 1));
        cut(t, killer, ask_int(t, db_reader(w), &backend));
        put(w, 2, NULL, 1);
        CHECK(!db_end(w, true) && failed_with(&t->why, "断开"));
        why_clear(&t->why);
        w = db_begin(db, &t->why);
        CHECK(w && put(w, 3, NULL, 1) && db_end(w, true));
        CHECK_INT(ask_int(t, killer, &item_count), 1);
        db_close(killer);
        db_close(db);
}

ON_POSTGRES(a_connection_cut_between_questions_is_made_anew)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct db_write *w;
        struct rows r;

        fill(t, db, 100);
        cut(t, db, ask_int(t, reader, &backend));
        CHECK_INT(ask_int(t, reader, &item_count), 100);
        cut(t, db, ask_int(t, reader, &backend));
        CHECK_INT(stream_sum(t, reader, 99, 0), 99);
        r = db_ask_stream(reader, &t->why, &item_ids_from, ARGS(I(0)));
        CHECK(db_next(&r));
        cut(t, db, ask_int(t, reader, &backend));
        while (db_next(&r))
                ;
        CHECK(!db_done(&r) && failed_with(&t->why, "断开"));
        why_clear(&t->why);
        CHECK_INT(ask_int(t, reader, &item_count), 100);
        cut(t, reader, ask_int(t, db, &backend));
        w = db_begin(db, &t->why);
        CHECK(w && put(w, 1000, NULL, 1) && db_end(w, true));
        db_close(reader);
        db_close(db);
}

SCRATCH_QUERY(item_insert_loud, "INSERT INTO db_test_item (id, body) VALUES ($1, $2) RETURNING repeat('x', 20000)");

/* Both directions of the socket fill up: whoever only sends waits for ever. */
ON_POSTGRES(a_server_that_answers_much_while_much_is_sent_does_not_block)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        uint8_t body[4096] = { 7 };
        bool good = true;

        for (int i = 0; good && i < 3000; i++)
                good = db_run(w, &item_insert_loud, ARGS(I(i), B(body, sizeof body)));
        CHECK(good && db_end(w, true));
        CHECK_INT(ask_int(t, db, &item_count), 3000);
        db_close(db);
}

ON_POSTGRES(connections_are_set_as_promised)
{
        struct db *db = opened(t, url, DB_WRITE);
        struct rows r = db_ask(db, &t->why, &settings_now, ARGS());

        CHECK(db_next(&r));
        CHECK_TEXT(db_text(&r, 0), "on mingjing UTF8 on");
        CHECK(db_done(&r));
        db_close(db);
}

TEST(db_postgres, a_server_that_is_not_there_says_so)
{
        CHECK(open_fails(t, "postgresql://127.0.0.1:1/none", DB_READ, "连不上数据库"));
}
