/* rebuild_test.c - the tables are the shadow of the log: replayed they come out the same, and any row that differs is named. */
#include "journal/journal_fixture.h"

static const char *const engines[] = { "sqlite", "postgresql" };

struct found { struct arena *mem; int64_t n; const char *first; };

static void note_first(void *to, const char *table, const char *row, const char *what)
{
        struct found *f = to;

        if (!f->n++)
                f->first = text_make(f->mem, "%s %s：%s", table, row, what);
}

static bool check(struct toys *o, struct found *f)
{
        struct ctx c = toys_read(o);
        int64_t differences = -1;
        bool ok;

        *f = (struct found){ .mem = c.mem, .first = "" };
        ok = rebuild_check(&c, note_first, f, &differences);
        db_close(c.db);
        o->t->why = c.why;
        return ok && differences == f->n;
}

static void same(struct test *t, struct toys *o)
{
        struct found f;

        CHECK(check(o, &f));
        CHECK_INT(f.n, 0);
        CHECK_TEXT(f.first, "");
}

TEST(rebuild, finds_nothing_where_nothing_was_changed_at_each_size)
{
        static const int64_t sizes[] = { 0, 1, 255, 256, 257, 600 };
        struct toys o;

        for (size_t e = 0; e < 2; e++) {
                if (!toys_new(t, engines[e], &o))
                        continue;
                for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                        toys_grow(&o, sizes[i]);
                        same(t, &o);
                }
                CHECK_INT(toys_count(&o, "toy_row"), 600);
                toys_done(&o);
        }
}

static void names(struct test *t, struct toys *o, const char *forgery, int64_t differences, const char *words)
{
        struct found f;
        int64_t acts;

        CHECK(toys_sql(o, forgery));
        CHECK(check(o, &f));
        CHECK_INT(f.n, differences);
        if (!strstr(f.first, words))
                test_failed(t, __FILE__, __LINE__, "%s: \"%s\" does not say \"%s\"", forgery, f.first, words);
        CHECK(rebuild(o->url, &t->why, &acts));
        same(t, o);
}

TEST(rebuild, names_table_row_and_column_and_puts_right_what_was_changed)
{
        struct toys o;
        struct answer a;

        for (size_t e = 0; e < 2; e++) {
                if (!toys_new(t, engines[e], &o))
                        continue;
                toys_grow(&o, 300);
                CHECK(toys_add(&o, 1, 7, -1, &a) && toys_add(&o, 1, 8, -1, &a));
                names(t, &o, "UPDATE toy_row SET total = 16 WHERE id = 1", 1, "toy_row 1：第 3 列（total）现为“16”，按日志应为“15”");
                names(t, &o, "UPDATE toy_row SET title = title || ' ' WHERE id = 200", 1, "toy_row 200：第 2 列（title）");
                names(t, &o, "DELETE FROM toy_row WHERE id = 0", 1, "toy_row 0：缺少这一行，日志中有");
                names(t, &o, "DELETE FROM toy_row WHERE id >= 298", 2, "toy_row 298：缺少这一行");
                names(t, &o, "INSERT INTO toy_row (id, title, total) VALUES (9999, '无', 0)", 1, "toy_row 9999：多出这一行，日志中没有");
                names(t, &o, "INSERT INTO toy_row (id, title, total) VALUES (-1, '无', 0)", 1, "toy_row -1：多出这一行，日志中没有");
                names(t, &o, "UPDATE toy_row SET id = 1000 WHERE id = 5", 2, "toy_row 5：缺少这一行");
                names(t, &o, "UPDATE toy_row SET total = total + 1", 300, "toy_row 0：");
                names(t, &o, "DELETE FROM toy_row", 300, "toy_row 0：缺少这一行");
                toys_done(&o);
        }
}

TEST(rebuild, leaves_the_log_as_it_is)
{
        struct toys o;
        struct journal_report before, after;
        int64_t acts = 0;

        if (!toys_new(t, "sqlite", &o))
                return;
        toys_grow(&o, 300);
        CHECK(toys_verify(&o, &before));
        CHECK(rebuild(o.url, &t->why, &acts));
        CHECK_INT(acts, 300);
        CHECK(toys_verify(&o, &after) && hash_same(&before.root, &after.root));
        toys_grow(&o, 320);
        same(t, &o);
        toys_done(&o);
}

TEST(rebuild, says_which_act_it_does_not_know_and_changes_nothing)
{
        struct toys o;
        int64_t acts;

        if (!toys_new(t, "sqlite", &o))
                return;
        toys_grow(&o, 10);
        CHECK(toys_sql(&o, "UPDATE journal_act SET verb = 'toy.fly' WHERE seq = 7"));
        CHECK(!rebuild(o.url, &t->why, &acts));
        CHECK(t->why.kind == WHY_FAILED && strstr(t->why.detail, "第 7 条的动作“toy.fly”"));
        why_clear(&t->why);
        CHECK_INT(toys_count(&o, "toy_row"), 10);
        toys_done(&o);
}
