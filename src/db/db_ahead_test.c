/* db_ahead_test.c - one write is begun while the one before is being committed: nothing is lost, nothing is seen too early. */
#include "db/db_fixture.h"
#include <string.h>

SCRATCH_QUERY(item_amount_plus, "UPDATE db_test_item SET amount = amount + 1 WHERE id = $1");
SCRATCH_QUERY(item_sum, "SELECT sum(amount) FROM db_test_item");
SCRATCH_QUERY(backend, "SELECT pg_backend_pid()");
SCRATCH_QUERY(backend_end, "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS INTEGER), 10000) THEN 1 ELSE 0 END");

ON_BOTH(a_write_begun_ahead_follows_the_one_before)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct db_write *w = db_begin_ahead(db, &t->why);

        for (int i = 0; i < 50; i++) {
                CHECK(put(w, 2 * i, NULL, 1) && put(w, 2 * i + 1, NULL, 1));
                db_end_start(w);
                w = db_begin_ahead(db, &t->why);
                if (i % 4 == 0)
                        CHECK(db_run(w, &item_amount_plus, ARGS(I(2 * i))));    /* cannot be kept: sent at once, behind the commit */
                if (i % 4 == 1)
                        CHECK_INT(items(t, db_reader(w)), 2 * i + 2 + i / 4);
                if (i % 4 == 2) {
                        CHECK(put(w, 1000 + i, NULL, 0));
                        db_push(w);
                }
                if (i % 4 == 3 || i % 8 == 2)
                        while (!db_end_ready(db))
                                ;
                CHECK(db_end_wait(db));
        }
        CHECK(db_end(w, true));
        CHECK_INT(items(t, reader), 100 + 12);
        CHECK_INT(ask_int(t, reader, &item_sum), 100 + 13);
        db_close(reader);
        db_close(db);
}

ON_BOTH(when_the_one_before_fails_so_does_the_write_begun_ahead)
{
        struct db *db = fresh(t, url);

        for (int how = 0; how < 5; how++) {
                struct why own = { .mem = t->mem };
                struct db_write *w = db_begin_ahead(db, &t->why);

                CHECK(put(w, 1, NULL, 1));
                put(w, 1, NULL, 1);
                db_end_start(w);
                w = db_begin_ahead(db, &own);
                CHECK(put(w, 2, NULL, 1));
                if (how == 1 && db_is_postgres(db)) {
                        int64_t n;

                        CHECK(!db_one_int(db_reader(w), &own, &item_sum, ARGS(), 0, &n) && own.kind == WHY_FAILED);
                        CHECK(!put(w, 3, NULL, 1));
                }
                if (how == 3 && db_is_postgres(db)) {
                        db_push(w);                             /* arrives behind the failure and falls with it */
                        put(w, 4, NULL, 1);
                        db_push(w);
                }
                if (how == 4)
                        db_run(w, &item_amount_plus, ARGS(I(1)));
                if (how >= 2)
                        while (!db_end_ready(db))
                                ;
                CHECK(!db_end_wait(db) && failed_with(&t->why, "违反唯一约束"));
                why_clear(&t->why);
                CHECK(db_end(w, false));
                CHECK_INT(items(t, db), 0);
        }
        db_close(db);
}

ON_BOTH(a_write_begun_ahead_may_be_given_up)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin_ahead(db, &t->why);

        CHECK(put(w, 1, NULL, 1));
        db_end_start(w);
        w = db_begin_ahead(db, &t->why);
        CHECK(put(w, 2, NULL, 1));
        CHECK(db_end_wait(db) && db_end(w, false));
        w = db_begin_ahead(db, &t->why);
        CHECK(put(w, 3, NULL, 1));
        CHECK_INT(items(t, db_reader(w)), 2);
        CHECK(db_end(w, false));
        w = db_begin_ahead(db, &t->why);
        CHECK(db_end(w, true));                                 /* nothing was asked and nothing run */
        CHECK_INT(items(t, db), 1);
        w = db_begin_ahead(db, &t->why);
        CHECK(put(w, 4, NULL, 1));
        db_end_start(w);
        db_close(db);                                           /* waits */
        db = opened(t, url, DB_READ);
        CHECK_INT(items(t, db), 2);
        db_close(db);
}

ON_BOTH(no_question_sees_what_was_only_begun_ahead)
{
        struct db *db = fresh(t, url), *reader = opened(t, url, DB_READ);
        struct db_write *w = db_begin_ahead(db, &t->why);

        CHECK(put(w, 1, NULL, 1));
        CHECK_INT(items(t, reader), 0);
        CHECK_INT(items(t, db_reader(w)), 1);
        CHECK_INT(items(t, reader), 0);
        CHECK(db_end(w, true));
        CHECK_INT(items(t, reader), 1);
        db_close(reader);
        db_close(db);
}

ON_POSTGRES(a_write_begun_ahead_takes_no_lock_before_it_must)
{
        struct db *db = fresh(t, url), *other = opened(t, url, DB_WRITE);
        struct db_write *w, *first;

        fill(t, db, 1);                                         /* what sort of statement it is must be known */
        w = db_begin_ahead(db, &t->why);
        CHECK(put(w, 1, NULL, 1));
        first = db_begin(other, &t->why);
        CHECK(first && put(first, 2, NULL, 1) && db_end(first, true));
        CHECK_INT(items(t, db_reader(w)), 3);
        CHECK(db_end(w, true));
        db_close(other);
        db_close(db);
}

ON_POSTGRES(a_connection_cut_before_or_under_a_commit_fails_both_writes)
{
        struct db *db = fresh(t, url), *killer = opened(t, url, DB_READ);

        for (int when = 0; when < 2; when++) {
                struct why own = { .mem = t->mem };
                int64_t pid = ask_int(t, db, &backend), done = 0;
                struct db_write *w = db_begin_ahead(db, &t->why);

                CHECK(put(w, 1, NULL, 1));
                if (when)
                        CHECK_INT(items(t, db_reader(w)), 1);
                CHECK(db_one_int(killer, &t->why, &backend_end, ARGS(I(pid)), 0, &done) && done);
                db_end_start(w);
                w = db_begin_ahead(db, &own);
                put(w, 2, NULL, 1);
                CHECK(!db_end_wait(db) && failed_with(&t->why, "断开"));
                why_clear(&t->why);
                db_end(w, false);
                CHECK_INT(items(t, db), 0);                     /* the connection is made anew */
                w = db_begin(db, &t->why);
                CHECK(w && put(w, 3, NULL, 1) && db_end(w, false));
        }
        db_close(killer);
        db_close(db);
}
