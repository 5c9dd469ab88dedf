/* db_read_test.c - values come back as they went, and questions may be asked in any order. */
#include "db/db_fixture.h"

SCRATCH_QUERY(item_insert, "INSERT INTO db_test_item (id, label, body, amount) VALUES ($1, $2, $3, $4)");
SCRATCH_QUERY(item_insert_turned, "INSERT INTO db_test_item (amount, id) VALUES ($2, $1)");
SCRATCH_QUERY(item_upsert, "INSERT INTO db_test_item (id, amount) VALUES ($1, $2) "
                           "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount");
SCRATCH_QUERY(item_by_id, "SELECT label, body, amount FROM db_test_item WHERE id = $1");
SCRATCH_QUERY(item_ids, "SELECT id FROM db_test_item ORDER BY id");
SCRATCH_QUERY(item_ids_from, "SELECT id, body FROM db_test_item WHERE id >= $1 ORDER BY id");
SCRATCH_QUERY(item_sum, "SELECT sum(amount), count(*) > 0 FROM db_test_item");
SCRATCH_QUERY(item_add, "UPDATE db_test_item SET amount = amount + $1");
SCRATCH_QUERY(item_sneak, "INSERT INTO db_test_item (id) VALUES (77) RETURNING id");
SCRATCH_QUERY(is_null_or, "SELECT count(*) FROM db_test_item WHERE CAST($1 AS BIGINT) IS NULL OR id = $1");

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
        CHECK_INT(items(t, reader), 3000);
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
        CHECK_INT(items(t, reader), 0);
        db_close(reader);
        db_close(db);
}
