/* checkpoint_test.c - what is signed and what is not, against a real database: a log that was cut, rewritten or swapped gets no
 * signature; bundles taken from the tables hold before a stranger.
 */
#include "base/test.h"
#include "db/db.h"
#include "journal/head.h"
#include "journal/note.h"

extern const char journal_sql[];

SCRATCH_QUERY(t_site,
              "INSERT INTO site (one, origin, hash, pack, made, clock) VALUES (1, $1, $2, '', '2024-01-01T00:00:00.000Z', '')");
SCRATCH_QUERY(t_act, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SCRATCH_QUERY(t_cut, "DELETE FROM journal_act WHERE seq >= $1");
SCRATCH_QUERY(t_rewrite, "UPDATE journal_act SET body = $2 WHERE seq = $1");
SCRATCH_QUERY(t_note, "UPDATE journal_checkpoint SET note = $1");

struct fixture { const char *url; struct keys *keys; enum hash_kind hash; struct head head; struct db *db; struct ctx c; };

static void run(struct fixture *f, struct query *q, const struct val *args)
{
        struct why why = { .mem = f->c.mem };
        struct db *db = db_open(f->url, DB_WRITE, &why);
        struct db_write *w = db_begin(db, &why);

        must(db_run(w, q, args) && db_end(w, true));
        db_close(db);
}

static void act_append(struct fixture *f, struct db_write *w, struct arena *mem)
{
        struct field fields[3] = { { .name = "fine", .value = "18000000", .salt = { 1 } },
                                   { .name = "actor", .value = "li.na", .salt = { 2 } },
                                   { .name = "party.name", .value = "张三", .salt = { 3 } } };
        struct act a = { .seq = f->head.size, .at = { 1730169067123 + f->head.size * 1000 }, .verb = "case.decide",
                         .subject = { "case", 0 }, .fields = fields, .n = 3 };
        const char *text = act_text_bytes(mem, f->hash, "example.cn", &a);
        struct hash leaf = merkle_leaf(f->hash, text, strlen(text));
        struct bytes packed;

        if (a.seq == 2)
                fields[2].value = NULL;                 /* erased after it was committed to */
        packed = act_fields_pack(mem, &a);
        must(db_run(w, &t_act, ARGS(I(a.seq), T(instant_text(mem, a.at)), T(a.verb), T(a.subject.noun), I(a.subject.id), T(text),
                                    B(packed.p, packed.n))));
        must(head_add(&f->head, w, &leaf));
}

static void grow(struct fixture *f, int n)
{
        struct why why = { .mem = f->c.mem };
        struct db *db = db_open(f->url, DB_WRITE, &why);
        struct db_write *w = db_begin(db, &why);
        struct arena *mem = arena_new();

        while (n--) {
                act_append(f, w, mem);
                arena_reset(mem);
        }
        arena_free(mem);
        must(db_end(w, true));
        db_close(db);
}

static struct fixture *site_new(struct test *t, const char *name, enum hash_kind hash, int acts)
{
        struct fixture *f = TAKE(t->mem, struct fixture);
        const char *path;
        struct db_write *w;
        struct db *db;

        f->url = text_make(t->mem, "sqlite:%s/%s.db", test_dir(t), name);
        f->hash = f->head.hash = hash;
        f->c = (struct ctx){ .mem = t->mem, .why = { .mem = t->mem } };
        db = db_open(f->url, DB_WRITE, &t->why);
        w = db_begin(db, &t->why);
        must(db_script(w, journal_sql) && db_run(w, &t_site, ARGS(T("example.cn"), T(hash_name(hash)))) && db_end(w, true));
        db_close(db);
        path = keys_path(t->mem, f->url);
        must(keys_make(path, "example.cn", &t->why) && (f->keys = keys_load(path, &t->why)));
        grow(f, acts);
        must((f->db = f->c.db = db_open(f->url, DB_READ, &t->why)));
        return f;
}

static void site_done(struct fixture *f)
{
        db_close(f->db);
        keys_free(f->keys);
}

static bool make(struct fixture *f, const char **note)
{
        why_clear(&f->c.why);
        return checkpoint_make(&f->c, f->url, f->keys, (struct instant){ 1730170000000 }, note);
}

static bool opens(struct fixture *f, const char *note, struct checkpoint *out)
{
        const char *vkeys[] = { keys_vkey_ed25519(f->keys, f->c.mem), keys_vkey_sm2(f->keys, f->c.mem) };

        return checkpoint_open(&f->c.why, note, vkeys, 2, out);
}

static bool holds(struct fixture *f, const char *json, const char **words)
{
        const char *vkeys[] = { keys_vkey_ed25519(f->keys, f->c.mem), keys_vkey_sm2(f->keys, f->c.mem) };

        return proof_check(&f->c, json, strlen(json), vkeys, 2, words);
}

#define BROKEN(f) ((f)->c.why.kind == WHY_REFUSED && (f)->c.why.code == R_JOURNAL_BROKEN)

TEST(checkpoint, signs_the_head_once_for_each_size)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        const char *first = NULL, *again = NULL, *latest = NULL;
        struct hash root = head_root(&f->head);
        struct checkpoint c;
        int64_t size;

        CHECK(checkpoint_latest(&f->c, &latest, &size) && !latest && size == 0);
        CHECK(make(f, &first) && opens(f, first, &c) && c.size == 5 && hash_same(&c.root, &root));
        CHECK(make(f, &again));
        CHECK_TEXT(again, first);
        grow(f, 1);
        CHECK(make(f, &again) && opens(f, again, &c) && c.size == 6);
        CHECK(checkpoint_latest(&f->c, &latest, &size) && size == 6);
        CHECK_TEXT(latest, again);
        site_done(f);
}

TEST(checkpoint, of_the_empty_log_is_signed_too)
{
        struct fixture *f = site_new(t, "s", HASH_SHA256, 0);
        struct hash empty = hash_bytes(HASH_SHA256, "", 0);
        const char *note = NULL, *json = NULL, *words;
        struct checkpoint c;

        CHECK(make(f, &note) && opens(f, note, &c) && c.size == 0 && hash_same(&c.root, &empty));
        grow(f, 3);
        CHECK(make(f, &note) && proof_consistency(&f->c, 0, 3, &json) && holds(f, json, &words));
        site_done(f);
}

TEST(checkpoint, is_never_earlier_than_the_last_act_or_the_one_before)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        struct instant early = { 1700000000000 }, late = { 1800000000000 };
        const char *note = NULL;
        struct checkpoint c;

        CHECK(checkpoint_make(&f->c, f->url, f->keys, early, &note) && opens(f, note, &c));
        CHECK_INT(c.at.ms, 1730169067123 + 4000);
        grow(f, 1);
        CHECK(checkpoint_make(&f->c, f->url, f->keys, late, &note) && opens(f, note, &c) && c.at.ms == late.ms);
        grow(f, 1);
        CHECK(checkpoint_make(&f->c, f->url, f->keys, early, &note) && opens(f, note, &c) && c.at.ms == late.ms);
        site_done(f);
}

TEST(checkpoint, of_a_log_that_was_cut_is_not_signed)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 9);
        const char *note = NULL;

        CHECK(make(f, &note));
        run(f, &t_cut, ARGS(I(7)));
        CHECK(!make(f, &note) && BROKEN(f));
        site_done(f);
}

TEST(checkpoint, of_a_log_that_was_rewritten_is_not_signed_at_any_size)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 9);
        const char *note = NULL;

        CHECK(make(f, &note));
        run(f, &t_rewrite, ARGS(I(3), T("mingjing-act/1\nlog example.cn\nseq 3\n")));
        CHECK(!make(f, &note) && BROKEN(f));
        grow(f, 2);
        CHECK(!make(f, &note) && BROKEN(f));
        site_done(f);
}

TEST(checkpoint, is_not_built_on_one_that_other_keys_signed)
{
        struct fixture *f = site_new(t, "a", HASH_SM3, 9), *other = site_new(t, "b", HASH_SM3, 9);
        const char *note = NULL;

        CHECK(make(f, &note) && make(other, &note));
        run(f, &t_note, ARGS(T(note)));                 /* the same tree, signed by other keys of the same name */
        grow(f, 1);
        CHECK(!make(f, &note) && BROKEN(f));
        site_done(f);
        site_done(other);
}

TEST(checkpoint, is_not_signed_with_the_keys_of_another_log)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 2);
        const char *path = text_make(t->mem, "%s/other.keys", test_dir(t)), *note = NULL;
        struct keys *k;

        CHECK(keys_make(path, "other.cn", &t->why) && (k = keys_load(path, &t->why)));
        CHECK(!checkpoint_make(&f->c, f->url, k, (struct instant){ 1730170000000 }, &note) && f->c.why.kind == WHY_FAILED);
        keys_free(k);
        site_done(f);
}

TEST(proof, taken_from_the_database_holds_for_a_stranger)
{
        for (int k = 0; k < HASH__MAX; k++) {
                /* two full tiles and a bit */
                struct fixture *f = site_new(t, hash_name((enum hash_kind)k), (enum hash_kind)k, 523);
                static const int64_t seqs[] = { 0, 1, 255, 256, 511, 512, 522 };
                const char *note = NULL, *json = NULL, *words = "";

                CHECK(make(f, &note));
                for (size_t i = 0; i < sizeof seqs / sizeof *seqs; i++) {
                        CHECK(proof_bundle(&f->c, seqs[i], NULL, 0, &json) && holds(f, json, &words));
                        CHECK(strstr(words, text_make(t->mem, "第 %lld 号动作", (long long)seqs[i])) && strstr(words, "公开字段 3 个"));
                }
                site_done(f);
        }
}

TEST(proof, shows_the_fields_named_and_no_other)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        const char *note = NULL, *json = NULL, *words = "", *names[] = { "fine", "party.name" }, *twice[] = { "fine", "fine" };
        const char *unknown[] = { "fines" };

        CHECK(make(f, &note) && proof_bundle(&f->c, 1, names, 1, &json) && holds(f, json, &words));
        CHECK(strstr(words, "  fine = 18000000\n公开字段 1 个，未公开 2 个") && !strstr(json, "party.name"));
        CHECK(proof_bundle(&f->c, 1, names, 2, &json) && strstr(json, "张三"));
        CHECK(!proof_bundle(&f->c, 1, unknown, 1, &json) && f->c.why.code == R_ARG_CHOICE);
        why_clear(&f->c.why);
        CHECK(!proof_bundle(&f->c, 1, twice, 2, &json) && f->c.why.code == R_ARG_CHOICE);
        why_clear(&f->c.why);
        CHECK(!proof_bundle(&f->c, 99, NULL, 0, &json) && f->c.why.code == R_SUBJECT_UNKNOWN);
        site_done(f);
}

TEST(proof, of_an_act_with_an_erased_field_holds_and_the_erased_one_cannot_be_shown)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        const char *note = NULL, *json = NULL, *words = "", *names[] = { "party.name" };

        CHECK(make(f, &note) && proof_bundle(&f->c, 2, NULL, 0, &json) && holds(f, json, &words));
        CHECK(strstr(words, "公开字段 2 个，未公开 1 个") != NULL);
        CHECK(!proof_bundle(&f->c, 2, names, 1, &json) && f->c.why.code == R_ARG_CHOICE);
        site_done(f);
}

TEST(proof, of_an_act_that_no_checkpoint_covers_yet_says_so)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        const char *note = NULL, *json = NULL, *words = "";

        CHECK(!proof_bundle(&f->c, 1, NULL, 0, &json) && f->c.why.code == R_PROOF);
        CHECK(make(f, &note));
        grow(f, 3);
        why_clear(&f->c.why);
        CHECK(!proof_bundle(&f->c, 5, NULL, 0, &json) && f->c.why.code == R_PROOF);
        why_clear(&f->c.why);
        CHECK(proof_bundle(&f->c, 4, NULL, 0, &json) && holds(f, json, &words));
        site_done(f);
}

TEST(proof, of_consistency_taken_from_the_database_holds)
{
        struct fixture *f = site_new(t, "s", HASH_SM3, 5);
        const char *note = NULL, *json = NULL, *words = "";

        CHECK(make(f, &note));
        grow(f, 300);
        CHECK(make(f, &note));
        CHECK(proof_consistency(&f->c, 5, 305, &json) && holds(f, json, &words));
        CHECK(strstr(words, "全部 5 个动作") != NULL);
        CHECK(!proof_consistency(&f->c, 6, 305, &json) && f->c.why.code == R_SUBJECT_UNKNOWN);
        why_clear(&f->c.why);
        CHECK(!proof_consistency(&f->c, 305, 5, &json) && f->c.why.code == R_ARG_RANGE);
        site_done(f);
}
