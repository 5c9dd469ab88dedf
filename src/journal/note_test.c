/* note_test.c - signed notes against published examples, and every way to spoil one; the key file. */
#include "journal/note.h"
#include "base/test.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The published example of the Go implementation of notes, and that of the specification of checkpoints. */
#define PETER "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_TEXT "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
#define PETER_SIGNATURE "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
#define PETER_LINE "\xE2\x80\x94 PeterNeumann " PETER_SIGNATURE "\n"

static bool opens(struct test *t, const char *bytes, const char *vkey)
{
        struct note_key k;
        struct note note;

        return note_key_parse(&t->why, vkey, &k) && note_open(&t->why, bytes, &k, 1, &note);
}

static uint8_t *unhex(struct test *t, const char *s)
{
        size_t n = strlen(s) / 2;
        uint8_t *out = arena_take(t->mem, n);

        for (size_t i = 0; i < n; i++)
                out[i] = (uint8_t)strtoul(text_copy_n(t->mem, s + 2 * i, 2), NULL, 16);
        return out;
}

TEST(note, opens_the_published_ed25519_example)
{
        struct note_key k;
        struct note note;

        CHECK(note_key_parse(&t->why, PETER, &k) && k.type == NOTE_ED25519 && k.id == 0xc74f20a3);
        CHECK_TEXT(note_key_text(t->mem, &k), PETER);
        CHECK(note_open(&t->why, PETER_TEXT "\n" PETER_LINE, &k, 1, &note) && note.n == 1 && note.signers[0] == &k);
        CHECK_TEXT(note.text, PETER_TEXT);
}

/* GB/T 32918.5 annex A: recommended curve, message "message digest", ID 1234567812345678. */
TEST(note, sm2_agrees_with_the_published_example)
{
        const uint8_t *point = unhex(t, "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                                        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        uint8_t *rs = unhex(t, "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                               "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

        CHECK(note_sm2_holds(point, "message digest", 14, rs));
        CHECK(!note_sm2_holds(point, "message digesT", 14, rs));
        for (int i = 0; i < 64; i += 9) {
                rs[i] ^= 1;
                CHECK(!note_sm2_holds(point, "message digest", 14, rs));
                rs[i] ^= 1;
        }
        memset(rs, 0, 32);
        CHECK(!note_sm2_holds(point, "message digest", 14, rs));
        memset(rs, 0xff, 64);
        CHECK(!note_sm2_holds(point, "message digest", 14, rs));
}

TEST(note, spoilt_anywhere_is_refused)
{
        static const char *const bad[] = {
                "", "\n", "\n\n", PETER_TEXT, PETER_TEXT "\n", PETER_TEXT PETER_LINE, PETER_TEXT "\n" PETER_LINE "\n",
                PETER_TEXT "\n" PETER_LINE "x", PETER_TEXT "\n" PETER_LINE PETER_LINE, "x" PETER_TEXT "\n" PETER_LINE,
                PETER_TEXT "\n\xE2\x80\x94 PeterNeumann\n", PETER_TEXT "\n\xE2\x80\x94 PeterNeumann x08gow==\n",
                PETER_TEXT "\n- PeterNeumann " PETER_SIGNATURE "\n",
                "If you think\ttabs\n\n" PETER_LINE, "\xff\n\n" PETER_LINE, PETER_TEXT "\n\xE2\x80\x94 a+b AAAAAAA=\n" PETER_LINE,
                PETER_TEXT "\n\xE2\x80\x94 a\xE3\x80\x80" "b AAAAAAA=\n" PETER_LINE,
                PETER_TEXT "\n\xE2\x80\x94  AAAAAAA=\n" PETER_LINE,
        };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(opens(t, bad[i], PETER), R_PROOF);
}

TEST(note, passes_over_keys_it_does_not_know)
{
        CHECK(opens(t, PETER_TEXT "\n\xE2\x80\x94 somebody AAAAAAA=\n" PETER_LINE "\xE2\x80\x94 PeterNeumann AAAAAAA=\n", PETER));
        CHECK(opens(t, PETER_TEXT "\n\xE2\x80\x94 \xE7\x94\xB2 AAAAAAA=\n" PETER_LINE, PETER));
}

TEST(note, keys_are_read_in_one_spelling_only)
{
        static const char *const bad[] = {
                "", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        };
        struct note_key k;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(note_key_parse(&t->why, bad[i], &k), R_PROOF);
}

TEST(note, keys_with_which_anybody_could_sign_are_refused)
{
        static const char *const weak[] = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        };
        uint8_t point[65] = { 4, 1, 2, 3 };
        struct note_key k;

        for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
                k = note_key_make(NOTE_ED25519, "o", unhex(t, weak[i]));
                CHECK_REFUSED(note_key_parse(&t->why, note_key_text(t->mem, &k), &k), R_PROOF);
        }
        k = note_key_make(NOTE_SM2, "o", point);
        CHECK_REFUSED(note_key_parse(&t->why, note_key_text(t->mem, &k), &k), R_PROOF);
}

static struct keys *fresh(struct test *t, const char *origin)
{
        const char *path = text_make(t->mem, "%s/%s.keys", test_dir(t), origin);

        return keys_make(path, origin, &t->why) ? keys_load(path, &t->why) : NULL;
}

TEST(keys, sign_with_both_and_either_vkey_opens_the_note)
{
        struct keys *k = fresh(t, "example.cn"), *other = fresh(t, "other.cn");
        const char *note = NULL;

        CHECK(k && other && keys_sign(k, t->mem, "a\nb\n", &note, &t->why));
        CHECK(opens(t, note, keys_vkey_ed25519(k, t->mem)));
        CHECK(opens(t, note, keys_vkey_sm2(k, t->mem)));
        CHECK_REFUSED(opens(t, note, keys_vkey_sm2(other, t->mem)), R_PROOF);
        CHECK_REFUSED(opens(t, text_replace(t->mem, note, "a\nb\n", "a\nc\n"), keys_vkey_ed25519(k, t->mem)), R_PROOF);
        CHECK_REFUSED(opens(t, text_replace(t->mem, note, "a\nb\n", "a\nc\n"), keys_vkey_sm2(k, t->mem)), R_PROOF);
        CHECK_TEXT(keys_origin(k), "example.cn");
        keys_free(k);
        keys_free(other);
}

TEST(keys, a_bad_signature_of_a_known_key_is_not_saved_by_a_good_one)
{
        struct keys *k = fresh(t, "example.cn");
        const char *good = NULL, *other = NULL, *mixed, *cut;
        struct note_key known[2];
        struct note note;

        CHECK(k && keys_sign(k, t->mem, "a\n", &good, &t->why) && keys_sign(k, t->mem, "b\n", &other, &t->why));
        CHECK(note_key_parse(&t->why, keys_vkey_ed25519(k, t->mem), &known[0]));
        CHECK(note_key_parse(&t->why, keys_vkey_sm2(k, t->mem), &known[1]));
        CHECK(note_open(&t->why, good, known, 2, &note) && note.n == 2);
        /* the SM2 line of one behind the Ed25519 line of the other */
        cut = strstr(strchr(good, '\xE2') + 1, "\xE2\x80\x94");
        mixed = text_make(t->mem, "%.*s%s", (int)(cut - good), good, strstr(strchr(other, '\xE2') + 1, "\xE2\x80\x94"));
        CHECK_REFUSED(note_open(&t->why, mixed, known, 2, &note), R_PROOF);
        CHECK(note_open(&t->why, mixed, known, 1, &note));
        keys_free(k);
}

TEST(keys, are_kept_in_a_file_nobody_else_may_read_and_never_overwritten)
{
        const char *path = text_make(t->mem, "%s/deep/er/site.db.keys", test_dir(t));
        struct stat st;
        struct keys *k;
        const char *vkey;

        CHECK(keys_make(path, "example.cn/zhifa", &t->why));
        CHECK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0600);
        k = keys_load(path, &t->why);
        CHECK(k != NULL);
        vkey = keys_vkey_sm2(k, t->mem);
        keys_free(k);
        CHECK(!keys_make(path, "example.cn/zhifa", &t->why) && t->why.kind == WHY_FAILED);
        why_clear(&t->why);
        k = keys_load(path, &t->why);
        CHECK(k != NULL);
        CHECK_TEXT(keys_vkey_sm2(k, t->mem), vkey);
        keys_free(k);
        CHECK(chmod(path, 0640) == 0);
        CHECK(!keys_load(path, &t->why) && t->why.kind == WHY_FAILED);
}

TEST(keys, from_a_file_that_is_cut_short_or_absent_are_not_loaded)
{
        const char *path = text_make(t->mem, "%s/k", test_dir(t));
        struct stat st;
        int cuts = 0, loaded = 0;

        CHECK(!keys_load(path, &t->why) && t->why.kind == WHY_FAILED);
        why_clear(&t->why);
        CHECK(keys_make(path, "example.cn", &t->why) && stat(path, &st) == 0);
        for (off_t n = st.st_size - 2; n > 0; n -= 13, cuts++) {
                struct keys *k;

                must(truncate(path, n) == 0);
                k = keys_load(path, &t->why);
                why_clear(&t->why);
                loaded += k != NULL;
                keys_free(k);
        }
        CHECK(cuts > 20);
        CHECK_INT(loaded, 0);
}

TEST(keys, stand_beside_the_database)
{
        const char *keep = getenv("MINGJING_KEYS");

        CHECK_TEXT(keys_path(t->mem, "sqlite:/var/lib/mingjing/site.db"), "/var/lib/mingjing/site.db.keys");
        if (!keep)                                      /* where nobody has set the variable, the state folder is used */
                CHECK(strstr(keys_path(t->mem, "postgresql://u@127.0.0.1:5432/zhi.fa?sslmode=require"), "/mingjing/zhi_fa.keys"));
        else
                CHECK_TEXT(keys_path(t->mem, "postgresql:///x"), keep);
}
