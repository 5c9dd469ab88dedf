/* db_fixture_test.c - see db_fixture.h. */
#include "db/db_fixture.h"
#include <string.h>

SCRATCH_QUERY(item_tagged, "INSERT INTO db_test_item (id, tag, amount) VALUES ($1, $2, $3)");
SCRATCH_QUERY(item_ids_from, "SELECT id, body FROM db_test_item WHERE id >= $1 ORDER BY id");
SCRATCH_QUERY(item_count, "SELECT count(*) FROM db_test_item");

/* What refers to other tables is kept apart, so that the rest is as plain as the program's own tables. */
static const char schema[] =
        "DROP TABLE IF EXISTS db_test_child; DROP TABLE IF EXISTS db_test_parent; DROP TABLE IF EXISTS db_test_item;"
        "DROP TABLE IF EXISTS db_test_note;"
        "CREATE TABLE db_test_item (id BIGINT PRIMARY KEY, tag TEXT UNIQUE, label TEXT, body BYTEA,"
        " amount BIGINT CHECK (amount <> -13));"
        "CREATE TABLE db_test_note (item BIGINT NOT NULL, word TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (item, word));"
        "CREATE TABLE db_test_parent (id BIGINT PRIMARY KEY);"
        "CREATE TABLE db_test_child (id BIGINT NOT NULL, parent BIGINT REFERENCES db_test_parent (id));";

/* test_postgres() has failed the test already when there is no server. */
void server_run(struct test *t, void (*body)(struct test *t, const char *url))
{
        const char *url = test_postgres(t);

        if (url)
                body(t, url);
}

const char *file_url(struct test *t)
{
        return text_make(t->mem, "sqlite:%s/a.db", test_dir(t));
}

struct db *opened(struct test *t, const char *url, enum db_mode mode)
{
        struct db *db = db_open(url, mode, &t->why);

        if (!db)
                test_failed(t, __FILE__, __LINE__, "%s", t->why.detail);
        must(db != NULL);
        return db;
}

/* A writing connection with empty tables. */
struct db *fresh(struct test *t, const char *url)
{
        struct db *db = opened(t, url, DB_WRITE);
        struct db_write *w = db_begin(db, &t->why);

        must(w && db_script(w, schema) && db_end(w, true));
        return db;
}

bool put(struct db_write *w, int64_t id, const char *tag, int64_t amount)
{
        return db_run(w, &item_tagged, ARGS(I(id), T(tag), I(amount)));
}

int64_t ask_int(struct test *t, struct db *db, struct query *q)
{
        int64_t v = -1;

        CHECK(db_one_int(db, &t->why, q, ARGS(), -2, &v));
        return v;
}

bool failed_with(const struct why *w, const char *words)
{
        return w->kind == WHY_FAILED && strstr(w->detail, words);
}

void fill(struct test *t, struct db *db, int64_t n)
{
        struct db_write *w = db_begin(db, &t->why);
        bool good = true;

        for (int64_t i = 0; good && i < n; i++)
                good = put(w, i, NULL, i);
        CHECK(good && db_end(w, true));
}

int64_t stream_sum(struct test *t, struct db *db, int64_t from, int depth)
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

int64_t items(struct test *t, struct db *db)
{
        return ask_int(t, db, &item_count);
}

bool open_fails(struct test *t, const char *url, enum db_mode mode, const char *words)
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
