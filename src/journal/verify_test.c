/* verify_test.c - what is recomputed agrees at every size where a tile begins or ends, and the first thing that does not is named. */
#include "journal/head.h"
#include "journal/journal_fixture.h"

static const int64_t sizes[] = { 0, 1, 255, 256, 257, 600 };
#define SIZES (sizeof sizes / sizeof *sizes)

/* The root by the slow way: every leaf again. */
static struct hash root_of(struct ctx *c)
{
        struct merkle m = { .kind = HASH_SM3 };
        struct rows r = db_ask_sql(c->db, &c->why, "SELECT body FROM journal_act ORDER BY seq");

        while (db_next(&r)) {
                struct hash leaf = merkle_leaf(HASH_SM3, db_text(&r, 0), strlen(db_text(&r, 0)));

                merkle_add(&m, &leaf, NULL, NULL);
        }
        must(db_done(&r));
        return merkle_root(&m);
}

static void agree(struct test *t, struct toys *o, int64_t acts)
{
        struct ctx c = toys_read(o);
        struct hash root = root_of(&c), head_says;
        struct journal_report report;
        struct head *h = TAKE(t->mem, struct head);

        CHECK(head_load(c.db, &c.why, HASH_SM3, h));
        head_says = head_root(h);
        db_close(c.db);
        CHECK(toys_verify(o, &report));
        CHECK_INT(report.acts, acts);
        CHECK_INT(report.first_bad, -1);
        CHECK_INT(h->size, acts);
        CHECK(hash_same(&report.root, &root));
        CHECK(hash_same(&head_says, &root));
        CHECK_INT(toys_count(o, "journal_tile WHERE level = 0"), acts / TILE);
}

TEST(verify, agrees_with_the_head_in_memory_and_with_every_leaf_at_each_size)
{
        static const char *const engines[] = { "sqlite", "postgresql" };
        struct toys o;

        for (size_t e = 0; e < 2; e++) {
                if (!toys_new(t, engines[e], &o))
                        continue;
                for (size_t i = 0; i < SIZES; i++) {
                        toys_grow(&o, sizes[i]);
                        agree(t, &o, sizes[i]);
                        if (i % 2) {                    /* a log opened anew goes on where it stood */
                                toys_close(&o);
                                toys_open(&o);
                        }
                }
                toys_done(&o);
        }
}

static void sign(struct toys *o)
{
        struct ctx c = toys_read(o);
        struct keys *k = keys_load(keys_path(c.mem, o->url), &c.why);
        const char *note;

        must(checkpoint_make(&c, o->url, k, o->now, &note));
        keys_free(k);
        db_close(c.db);
}

/* A log of 600 acts, with heads signed at 256 and 600. */
static bool signed_log(struct test *t, struct toys *o)
{
        if (!toys_new(t, "sqlite", o))
                return false;
        toys_grow(o, 256);
        sign(o);
        toys_grow(o, 600);
        sign(o);
        return true;
}

/* Does it name this act, with these words?  What was done is undone afterwards by `undo`. */
static void names(struct test *t, struct toys *o, const char *forgery, int64_t act, const char *words, const char *undo)
{
        struct journal_report r = { 0 };

        CHECK(toys_sql(o, forgery));
        CHECK(!toys_verify(o, &r));
        CHECK_INT(r.first_bad, act);
        CHECK(t->why.kind == WHY_REFUSED && t->why.code == R_JOURNAL_BROKEN);
        if (!r.what || !strstr(r.what, words))
                test_failed(t, __FILE__, __LINE__, "%s: \"%s\" does not say \"%s\"", forgery, r.what ? r.what : "", words);
        why_clear(&t->why);
        if (undo) {
                CHECK(toys_sql(o, undo));
                CHECK(toys_verify(o, &r));
        }
}

TEST(verify, names_the_first_act_that_was_changed)
{
        static const int at[] = { 0, 1, 254, 255, 256, 511, 512, 598, 599 };
        struct toys o;

        if (!signed_log(t, &o))
                return;
        CHECK_INT(toys_count(&o, "journal_checkpoint"), 2);
        for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
                names(t, &o, text_make(t->mem, "UPDATE journal_act SET verb = 'toy.add' WHERE seq = %d", at[i]), at[i], "内容与动作文本不符",
                      text_make(t->mem, "UPDATE journal_act SET verb = 'toy.make' WHERE seq = %d", at[i]));
                names(t, &o, text_make(t->mem, "UPDATE journal_act SET body = body || 'x' WHERE seq = %d", at[i]), at[i], "内容与动作文本不符",
                      text_make(t->mem, "UPDATE journal_act SET body = substr(body, 1, length(body) - 1) WHERE seq = %d", at[i]));
        }
        toys_done(&o);
}

TEST(verify, names_the_act_that_is_missing)
{
        static const int at[] = { 0, 7, 255, 256, 598 };
        struct toys o;

        if (!signed_log(t, &o))
                return;
        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
                names(t, &o, text_make(t->mem, "CREATE TABLE kept AS SELECT * FROM journal_act WHERE seq = %d;"
                                       "DELETE FROM journal_act WHERE seq = %d", at[i], at[i]), at[i], "缺失",
                      "INSERT INTO journal_act SELECT * FROM kept; DROP TABLE kept");
        names(t, &o, "DELETE FROM journal_act WHERE seq = 599", 599, "已签名的树头有 600 条", NULL);
        toys_done(&o);
}

TEST(verify, names_times_that_run_backwards)
{
        struct toys o;

        if (!signed_log(t, &o))
                return;
        names(t, &o, "UPDATE journal_act SET at = '2001-01-01T00:00:00.000Z' WHERE seq = 300", 300, "时间早于前一条", NULL);
        toys_done(&o);
}

TEST(verify, names_tiles_that_are_gone_changed_or_too_many)
{
        struct toys o;

        if (!signed_log(t, &o))
                return;
        names(t, &o, "UPDATE journal_tile SET n = 5 WHERE n = 1", 256, "第 0 层第 1 块缺失", "UPDATE journal_tile SET n = 1 WHERE n = 5");
        names(t, &o, "UPDATE journal_tile SET n = n + 10; UPDATE journal_tile SET n = 11 - n", 0, "第 0 层第 0 块", "UPDATE journal_tile SET n = n + 10; UPDATE journal_tile SET n = 11 - n");
        names(t, &o, "UPDATE journal_tile SET hashes = root WHERE n = 1", 256, "第 0 层第 1 块与日志不符", NULL);
        toys_done(&o);
}

TEST(verify, names_signed_heads_that_do_not_fit)
{
        struct toys o;

        if (!signed_log(t, &o))
                return;
        names(t, &o, "UPDATE journal_checkpoint SET size = 300 WHERE size = 256", 300, "不属于本日志", "UPDATE journal_checkpoint SET size = 256 WHERE size = 300");
        names(t, &o, "UPDATE journal_checkpoint SET size = 700 WHERE size = 600", 600, "已签名的树头有 700 条", "UPDATE journal_checkpoint SET size = 600 WHERE size = 700");
        names(t, &o, "UPDATE journal_checkpoint SET note = replace(note, 'sm3', 'sha256') WHERE size = 256", 256, "没有通过核验",
              "UPDATE journal_checkpoint SET note = replace(note, 'sha256', 'sm3') WHERE size = 256");
        names(t, &o, "UPDATE journal_checkpoint SET note = '' WHERE size = 600", 600, "没有通过核验", NULL);
        toys_done(&o);
}

TEST(verify, refuses_heads_signed_with_other_keys)
{
        const char *path = text_make(t->mem, "%s/other.keys", test_dir(t)), *vkeys[2];
        struct toys o;
        struct journal_report r;
        struct keys *k;
        struct ctx c;

        if (!signed_log(t, &o))
                return;
        c = toys_read(&o);
        CHECK(keys_make(path, "test/toys", &t->why));
        k = keys_load(path, &t->why);
        vkeys[0] = keys_vkey_ed25519(k, t->mem);
        vkeys[1] = keys_vkey_sm2(k, t->mem);
        CHECK(!journal_verify(&c, vkeys, 2, &r));
        CHECK_INT(r.first_bad, 256);
        keys_free(k);
        db_close(c.db);
        toys_done(&o);
}

/* A value erased by law: its length is written as -1 and its bytes go; the commitment in the act text stays. */
static void erase_title(struct test *t, struct toys *o, int64_t seq)
{
        struct ctx c = toys_read(o);
        struct field f[8];
        struct act a;
        struct bytes b;

        CHECK(act_load(&c, seq, &a));
        for (size_t i = 0; i < a.n; i++) {
                f[i] = a.fields[i];
                if (!strcmp(f[i].name, "title"))
                        f[i].value = NULL;
        }
        a.fields = f;
        b = act_fields_pack(t->mem, &a);
        db_close(c.db);
        CHECK(toys_sql(o, text_make(t->mem, "UPDATE journal_act SET fields = x'%s' WHERE seq = %lld", hex_text(t->mem, b.p, b.n), (long long)seq)));
}

TEST(verify, passes_an_erased_value_over_and_still_guards_the_others)
{
        struct toys o;
        struct journal_report r;

        if (!signed_log(t, &o))
                return;
        erase_title(t, &o, 300);
        CHECK(toys_verify(&o, &r));
        names(t, &o, "UPDATE journal_act SET subject = 7 WHERE seq = 300", 300, "字段与承诺不符", "UPDATE journal_act SET subject = 300 WHERE seq = 300");
        names(t, &o, "UPDATE journal_act SET fields = (SELECT fields FROM journal_act WHERE seq = 299) WHERE seq = 300", 300, "内容与动作文本不符", NULL);
        toys_done(&o);
}
