/* db_batch_test.c - whatever is kept and sent as one does the same as one after the other: on both engines, in the same words. */
#include "db/db_batch.h"
#include "db/db_fixture.h"

SCRATCH_QUERY(item_insert, "INSERT INTO db_test_item (id, label, body, amount) VALUES ($1, $2, $3, $4)");
SCRATCH_QUERY(item_fixed, "INSERT INTO db_test_item (amount, label, id) VALUES (1, 'fixed', $1)");
SCRATCH_QUERY(item_amount, "UPDATE db_test_item SET amount = $2 WHERE id = $1");
SCRATCH_QUERY(item_amount_of_tag, "UPDATE db_test_item SET amount = $2 WHERE tag = $1");
SCRATCH_QUERY(item_label, "UPDATE db_test_item SET label = $1, tag = NULL WHERE id = $2");
SCRATCH_QUERY(item_more, "UPDATE db_test_item SET amount = amount + $2 WHERE id = $1");
SCRATCH_QUERY(item_drop, "DELETE FROM db_test_item WHERE id = $1");
SCRATCH_QUERY(item_all, "SELECT id, tag, label, body, amount FROM db_test_item ORDER BY id");
SCRATCH_QUERY(item_amount_is, "SELECT amount FROM db_test_item WHERE id = $1");
SCRATCH_QUERY(item_sum, "SELECT sum(amount) FROM db_test_item");
SCRATCH_QUERY(note_add, "INSERT INTO db_test_note (item, word, mark) VALUES ($1, $2, 'a')  ON CONFLICT (item, word) DO NOTHING");
SCRATCH_QUERY(note_mark, "UPDATE db_test_note SET mark = $2 WHERE item = $1");
SCRATCH_QUERY(note_all, "SELECT item, word, mark FROM db_test_note ORDER BY item, word");
SCRATCH_QUERY(parent_add, "INSERT INTO db_test_parent (id) VALUES ($1)");
SCRATCH_QUERY(child_add, "INSERT INTO db_test_child (id, parent) VALUES ($1, $2)");
SCRATCH_QUERY(child_count, "SELECT count(*) FROM db_test_child");
SCRATCH_QUERY(item_commands, "SELECT count(DISTINCT CAST(CAST(cmin AS TEXT) AS BIGINT)) FROM db_test_item");

/* Reading statements */

static const char *sql_of(struct test *t, const char *sql)
{
        struct query q = { "q", sql, -1, true, NULL };
        struct batch *b = batch_new(&q);
        const char *columns[] = { "id", "n", "a", "b" };
        const int64_t types[] = { 20, 20, 25, 17 };
        const char *got = "not plain";

        for (size_t i = 0; b && i < 4; i++)
                batch_type(b, columns[i], types[i]);
        if (b)
                got = batch_ready(b) ? text_copy(t->mem, batch_sql(b)) : "other types";
        batch_free(b);
        return got;
}

TEST(db_batch, plain_statements_are_read_and_all_others_are_not)
{
        static const char *const others[] = {
                "INSERT INTO t (id, a) VALUES ($1, (SELECT a FROM u WHERE id = $1))", "INSERT INTO t (id) VALUES ($1) RETURNING id",
                "INSERT INTO t (id, n) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET n = $2", "INSERT INTO t (id) SELECT $1",
                "INSERT INTO t (id, a) VALUES ($1)", "INSERT INTO t (id) VALUES ($1, $2)", "INSERT INTO t (id) VALUES ($1 + 1)",
                "INSERT INTO t (id) VALUES ($1), ($2)", "INSERT INTO t (id) VALUES ($2)", "INSERT INTO t (id) VALUES (1)",
                "INSERT INTO t VALUES ($1)", "INSERT INTO t (id, a) VALUES ($1, 'it''s')", "INSERT INTO t (id, a) VALUES ($1, 'open)",
                "UPDATE t SET n = n + $2 WHERE id = $1", "UPDATE t SET n = $2", "UPDATE t SET n = $2 WHERE id = $1 AND a = 'x'",
                "UPDATE t SET id = $2 WHERE id = $1", "UPDATE t SET n = $1 WHERE id = 1", "UPDATE t SET n = $2 WHERE id > $1",
                "DELETE FROM t WHERE id = $1", "SELECT $1", "", "UPDATE t SET n = $0 WHERE id = $1", "UPDATE t SET n = $99 WHERE id = $1",
        };

        CHECK_TEXT(sql_of(t, "INSERT INTO t (id, a, b) VALUES ($1, $2, $3)"),
                   "INSERT INTO t (id, a, b) SELECT v.p1, v.p2, v.p3"
                   " FROM (SELECT unnest($1::bigint[]) AS p1, unnest($2::text[]) AS p2, unnest($3::bytea[]) AS p3) v");
        CHECK_TEXT(sql_of(t, "INSERT INTO t (id, n, a) VALUES ($1, 7, '') ON CONFLICT (id, n) DO NOTHING"),
                   "INSERT INTO t (id, n, a) SELECT v.p1, 7, '' FROM (SELECT unnest($1::bigint[]) AS p1) v ON CONFLICT (id, n) DO NOTHING");
        CHECK_TEXT(sql_of(t, "INSERT INTO t (a, id, n) VALUES ($2, $1, $1)"),
                   "INSERT INTO t (a, id, n) SELECT v.p2, v.p1, v.p1 FROM (SELECT unnest($1::bigint[]) AS p1, unnest($2::text[]) AS p2) v");
        CHECK_TEXT(sql_of(t, "UPDATE t SET a = $2, n = NULL WHERE id = $1"),
                   "UPDATE t SET a = v.p2, n = NULL FROM (SELECT unnest($1::bigint[]) AS p1, unnest($2::text[]) AS p2) v WHERE t.id = v.p1");
        CHECK_TEXT(sql_of(t, "INSERT INTO t (id, other) VALUES ($1, $2)"), "other types");
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
                CHECK_TEXT(sql_of(t, others[i]), "not plain");
}

/* Rows */

static const char *table_text(struct test *t, struct db *db, struct query *q)
{
        struct buffer b = { .mem = t->mem };
        struct rows r = db_ask(db, &t->why, q, ARGS());

        while (db_next(&r)) {
                for (int i = 0; i < r.columns; i++)
                        buffer_make(&b, "%s%s", i ? "," : "", db_null(&r, i) ? "-" : db_text(&r, i));
                buffer_text(&b, ";");
        }
        CHECK(db_done(&r));
        return buffer_done(&b);
}

ON_BOTH(rows_kept_together_come_back_as_they_went)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(db_run(w, &item_insert, ARGS(I(INT64_MIN), T(""), B("", 0), I(INT64_MAX))));
        CHECK(db_run(w, &item_insert, ARGS(I(-1), T("{\"明镜\", NULL} \\"), B("\x00\xff", 2), NUL)));
        CHECK(db_run(w, &item_insert, ARGS(I(1), T(NULL), NUL, I(0))));
        CHECK(db_run(w, &item_insert, ARGS(I(2), I(-5), B("x", 1), I(7))));
        CHECK(db_run(w, &item_insert, ARGS(I(3), T("NULL"), NUL, I(-7))));
        CHECK(db_run(w, &item_fixed, ARGS(I(4))) && db_run(w, &item_fixed, ARGS(I(5))));
        CHECK(db_end(w, true));
        CHECK_TEXT(table_text(t, db, &item_all),
                   "-9223372036854775808,-,,\\x,9223372036854775807;-1,-,{\"明镜\", NULL} \\,\\x00ff,-;1,-,-,-,0;2,-,-5,\\x78,7;"
                   "3,-,NULL,-,-7;4,-,fixed,-,1;5,-,fixed,-,1;");
        db_close(db);
}

ON_BOTH(what_is_run_on_one_table_happens_in_that_order)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, "a", 1) && put(w, 2, "b", 1));
        CHECK(db_run(w, &item_amount, ARGS(I(1), I(10))) && db_run(w, &item_amount, ARGS(I(3), I(99))));       /* 3 is not there yet */
        CHECK(put(w, 3, "c", 1));
        CHECK(db_run(w, &item_label, ARGS(T("x"), I(1))) && db_run(w, &item_label, ARGS(T("y"), I(2))));
        CHECK(put(w, 4, "a", 1) && put(w, 5, "b", 1));                                  /* the tags are free again */
        CHECK(db_run(w, &item_amount_of_tag, ARGS(T("a"), I(40))) && db_run(w, &item_amount_of_tag, ARGS(T("b"), I(50))));
        CHECK(db_run(w, &item_drop, ARGS(I(5))) && put(w, 5, "b", 5));
        CHECK(db_run(w, &item_more, ARGS(I(1), I(1))) && db_run(w, &item_amount, ARGS(I(2), I(20))));
        CHECK(db_end(w, true));
        CHECK_TEXT(table_text(t, db, &item_all), "1,-,x,-,11;2,-,y,-,20;3,c,-,-,1;4,a,-,-,40;5,b,-,-,5;");
        db_close(db);
}

ON_BOTH(the_last_value_of_a_row_stays)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        for (int i = 1; i <= 3; i++)
                CHECK(put(w, i, NULL, i));
        for (int i = 0; i < 600; i++)
                CHECK(db_run(w, &item_amount, ARGS(I(i % 3 + 1), I(i))));
        CHECK(db_run(w, &item_amount, ARGS(NUL, I(1))) && db_run(w, &item_amount, ARGS(NUL, I(2))));
        CHECK(db_run(w, &note_add, ARGS(I(1), T("x"))) && db_run(w, &note_add, ARGS(I(1), T("y"))) && db_run(w, &note_add, ARGS(I(1), T("x"))));
        CHECK(db_run(w, &note_mark, ARGS(I(1), T("b"))) && db_run(w, &note_mark, ARGS(I(2), T("c"))) && db_run(w, &note_mark, ARGS(I(1), T("d"))));
        CHECK(db_run(w, &note_add, ARGS(I(2), T("z"))));
        CHECK(db_end(w, true));
        CHECK_TEXT(table_text(t, db, &item_all), "1,-,-,-,597;2,-,-,-,598;3,-,-,-,599;");
        CHECK_TEXT(table_text(t, db, &note_all), "1,x,d;1,y,d;2,z,a;");
        db_close(db);
}

ON_BOTH(a_question_sees_all_that_was_run_before)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        int64_t n = 0;

        for (int i = 0; i < 20; i++) {
                CHECK(put(w, i, NULL, 1) && db_run(w, &item_amount, ARGS(I(i), I(2))));
                CHECK_INT(items(t, db_reader(w)), i + 1);
                CHECK(db_one_int(db_reader(w), &t->why, &item_amount_is, ARGS(I(i)), -1, &n) && n == 2);
        }
        CHECK(put(w, 20, NULL, 1) && put(w, 21, NULL, 1) && db_run(w, &item_amount, ARGS(I(20), I(9))));
        CHECK(db_run_count(w, &item_more, ARGS(I(21), I(1)), &n) && n == 1);
        CHECK(db_run(w, &item_amount, ARGS(I(0), I(5))) && db_script(w, "UPDATE db_test_item SET amount = amount + 1 WHERE id = 0"));
        CHECK_INT(ask_int(t, db_reader(w), &item_sum), 6 + 19 * 2 + 9 + 2);
        CHECK(db_end(w, true));
        db_close(db);
}

ON_BOTH(one_bad_row_among_many_rolls_all_of_them_back)
{
        struct db *db = fresh(t, url);

        for (int bad = 0; bad < 3; bad++) {
                struct db_write *w = db_begin(db, &t->why);

                for (int i = 0; i < 40; i++) {
                        put(w, bad == 0 && i == 30 ? 7 : i, NULL, bad == 1 && i == 30 ? -13 : 1);
                        db_run(w, &note_add, ARGS(bad == 2 && i == 30 ? NUL : I(i), T("x")));
                }
                CHECK(!db_end(w, true));
                CHECK(failed_with(&t->why, bad == 0 ? "违反唯一约束" : bad == 1 ? "违反取值约束" : "必填的列没有值"));
                CHECK(strstr(t->why.detail, bad == 2 ? "note_add" : "item_tagged"));
                why_clear(&t->why);
                CHECK_INT(items(t, db), 0);
                CHECK_TEXT(table_text(t, db, &note_all), "");
        }
        db_close(db);
}

ON_BOTH(rolling_back_forgets_what_was_kept)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1, NULL, 1) && put(w, 2, NULL, 1) && db_end(w, false));
        w = db_begin(db, &t->why);
        CHECK(put(w, 2, NULL, 5) && db_end(w, true));
        CHECK_TEXT(table_text(t, db, &item_all), "2,-,-,-,5;");
        db_close(db);
}

ON_BOTH(tables_that_refer_to_each_other_are_filled_in_the_order_given)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        for (int i = 0; i < 50; i++)
                CHECK(db_run(w, &parent_add, ARGS(I(i))) && db_run(w, &child_add, ARGS(I(i), I(i))) && db_run(w, &child_add, ARGS(I(i), I(i / 2))));
        CHECK(db_end(w, true));
        CHECK_INT(ask_int(t, db, &child_count), 100);
        db_close(db);
}

/* The same pseudo-random work on both engines, asked about now and then, ends in the same tables. */
static const char *random_work(struct test *t, const char *url, uint32_t seed, int steps)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);
        int64_t n = 0, sum = 0;
        const char *items_text, *notes_text;
        bool good = w;

        for (int i = 0; good && i < steps; i++) {
                int64_t id = (seed = seed * 1664525u + 1013904223u) >> 27, other = seed >> 16 & 1023;

                switch (seed >> 20 & 15) {
                case 0: good = db_run(w, &item_drop, ARGS(I(id))) && put(w, id, NULL, other); break;
                case 1: good = db_run(w, &item_more, ARGS(I(id), I(1))); break;
                case 2: good = db_one_int(db_reader(w), &t->why, &item_sum, ARGS(), 0, &n); sum += n; break;
                case 3: case 4: case 5: good = put(w, 1000 + i, NULL, other); break;
                case 6: case 7: good = db_run(w, &note_add, ARGS(I(id), I(other % 7))); break;
                case 8: good = db_run(w, &note_mark, ARGS(I(id), I(other))); break;
                case 9: case 10: good = db_run(w, &item_label, ARGS(I(other), I(id))); break;
                default: good = db_run(w, &item_amount, ARGS(I(id), I(other)));
                }
                if (i % 97 == 96)
                        good = good && db_end(w, seed >> 8 & 3) && (w = db_begin(db, &t->why));
        }
        CHECK(good && db_end(w, true));
        items_text = table_text(t, db, &item_all);
        notes_text = table_text(t, db, &note_all);
        db_close(db);
        return text_make(t->mem, "%lld %s %s", (long long)sum, items_text, notes_text);
}

ON_POSTGRES(any_work_ends_as_it_does_in_sqlite)
{
        for (uint32_t seed = 1; seed <= 12; seed++)
                CHECK_TEXT(random_work(t, url, seed, 700), random_work(t, "sqlite::memory:", seed, 700));
}

ON_POSTGRES(many_rows_are_one_statement)
{
        struct db *db = fresh(t, url);
        struct db_write *w = db_begin(db, &t->why);

        CHECK(put(w, 1000, NULL, 1) && put(w, 1001, NULL, 1));
        for (int i = 0; i < (int)BATCH_ROWS_MAX - 2; i++)
                CHECK(put(w, i, NULL, 1) && db_run(w, &note_add, ARGS(I(i), T("x"))) && db_run(w, &note_mark, ARGS(I(i), T("y"))));
        CHECK_INT(ask_int(t, db_reader(w), &item_commands), 1);
        CHECK(put(w, 2000, NULL, 1));
        CHECK_INT(ask_int(t, db_reader(w), &item_commands), 2);
        CHECK(db_end(w, true));
        db_close(db);
}
