/* db_postgres_test.c - what only a server can do wrong. */
#include "db/db_fixture.h"

SCRATCH_QUERY(item_ids_from, "SELECT id, body FROM db_test_item WHERE id >= $1 ORDER BY id");

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
        CHECK_INT(items(t, killer), 1);
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
        CHECK_INT(items(t, reader), 100);
        cut(t, db, ask_int(t, reader, &backend));
        CHECK_INT(stream_sum(t, reader, 99, 0), 99);
        r = db_ask_stream(reader, &t->why, &item_ids_from, ARGS(I(0)));
        CHECK(db_next(&r));
        cut(t, db, ask_int(t, reader, &backend));
        while (db_next(&r))
                ;
        CHECK(!db_done(&r) && failed_with(&t->why, "断开"));
        why_clear(&t->why);
        CHECK_INT(items(t, reader), 100);
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
        CHECK_INT(items(t, db), 3000);
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
