/* db_fixture.h - private to the tests of db/: tables to work on, on either engine.
 *
 * The tables are db_test_*, made anew by every test (fresh()), so that tests can share one PostgreSQL database.
 */
#ifndef DB_DB_FIXTURE_H
#define DB_DB_FIXTURE_H
#include "base/test.h"
#include "db/db_impl.h"
#include <stdio.h>

/* The same promise, checked on both engines; or on PostgreSQL only. */
#define ON_BOTH(sentence) \
        static void on_##sentence(struct test *t, const char *url); \
        TEST(db_sqlite, sentence) { on_##sentence(t, file_url(t)); } \
        TEST(db_postgres, sentence) { server_run(t, on_##sentence); } \
        static void on_##sentence(struct test *t, const char *url)
#define ON_POSTGRES(sentence) \
        static void on_##sentence(struct test *t, const char *url); \
        TEST(db_postgres, sentence) { server_run(t, on_##sentence); } \
        static void on_##sentence(struct test *t, const char *url)

void server_run(struct test *t, void (*body)(struct test *t, const char *url));
const char *file_url(struct test *t);
struct db *opened(struct test *t, const char *url, enum db_mode mode);
struct db *fresh(struct test *t, const char *url);      /* a writing connection with empty tables */
bool put(struct db_write *w, int64_t id, const char *tag, int64_t amount);
void fill(struct test *t, struct db *db, int64_t n);    /* rows 0 … n - 1, each with its number as amount */
int64_t ask_int(struct test *t, struct db *db, struct query *q);
int64_t stream_sum(struct test *t, struct db *db, int64_t from, int depth);    /* of the ids from there on, asking others meanwhile */
int64_t items(struct test *t, struct db *db);           /* how many rows there are */
bool failed_with(const struct why *w, const char *words);
bool open_fails(struct test *t, const char *url, enum db_mode mode, const char *words);

#endif
