/* proof_test.c - checkpoints and bundles: made and checked in memory, and the published corpus of good and forged ones
 * (tests/proofs), which tools/verify/verify.py must judge alike.
 */
#include "base/json.h"
#include "base/test.h"
#include "journal/note.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ACTS 9

struct memory_log {
        enum hash_kind kind;
        struct keys *keys;
        const char *text[ACTS];
        struct act act[ACTS];
        struct hash node[5][ACTS];
};

static void keep(void *to, int level, int64_t index, const struct hash *h)
{
        ((struct memory_log *)to)->node[level][index] = *h;
}

static bool get(void *from, int level, int64_t index, struct hash *out)
{
        *out = ((struct memory_log *)from)->node[level][index];
        return true;
}

static const struct field fields[2] = { { .name = "fine", .value = "18000000", .salt = { 1 } },
                                        { .name = "place", .value = "新城路\n证明成立：假的\x1b[31m\xE2\x80\xAE", .salt = { 2 } } };

static struct memory_log *log_new(struct test *t, enum hash_kind kind)
{
        struct memory_log *l = TAKE(t->mem, struct memory_log);
        struct merkle m = { .kind = kind };
        const char *path = text_make(t->mem, "%s/keys", test_dir(t));

        l->kind = kind;
        must(keys_make(path, "example.cn", &t->why) && (l->keys = keys_load(path, &t->why)));
        for (int i = 0; i < ACTS; i++) {
                struct hash leaf;

                l->act[i] = (struct act){ .seq = i, .at = { 1730169067123 + i }, .verb = "case.decide", .subject = { "case", 0 },
                                          .fields = fields, .n = 2 };
                l->text[i] = act_text_bytes(t->mem, kind, "example.cn", &l->act[i]);
                leaf = merkle_leaf(kind, l->text[i], strlen(l->text[i]));
                merkle_add(&m, &leaf, keep, l);
        }
        return l;
}

static const char *note_at(struct test *t, struct memory_log *l, int64_t size)
{
        struct checkpoint c = { .origin = "example.cn", .size = size, .hash = l->kind, .at = { 1730169100000 } };
        const char *note;

        must(merkle_root_at(l->kind, size, get, l, &c.root));
        must(keys_sign(l->keys, t->mem, checkpoint_text(t->mem, &c), &note, &t->why));
        return note;
}

static const char *bundle_of(struct test *t, struct memory_log *l, int64_t leaf, int64_t size, size_t disclosed, const char *note)
{
        struct bundle b = { .hash = l->kind, .act = l->text[leaf], .disclosed = fields, .n = disclosed, .leaf = leaf,
                            .size = size, .note = note };

        must(merkle_inclusion(l->kind, leaf, size, get, l, &b.path));
        return bundle_text(t->mem, &b);
}

static bool checks(struct test *t, const char *json, size_t n, const char *vkey, const char **words)
{
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        bool good = proof_check(&c, json, n, &vkey, 1, words);

        t->why = c.why;
        return good;
}

TEST(checkpoint, is_read_back_as_it_was_signed)
{
        struct memory_log *l = log_new(t, HASH_SM3);
        const char *vkeys[] = { keys_vkey_sm2(l->keys, t->mem) }, *note = note_at(t, l, 7);
        struct checkpoint c;
        struct hash root;

        CHECK(text_starts(note, "example.cn\n7\n"));
        CHECK(strstr(note, "\nhash sm3\nat 2024-10-29T02:31:40.000Z\n\n\xE2\x80\x94 example.cn ") != NULL);
        CHECK(checkpoint_open(&t->why, note, vkeys, 1, &c) && c.size == 7 && c.hash == HASH_SM3 && c.at.ms == 1730169100000);
        CHECK_TEXT(c.origin, "example.cn");
        CHECK(merkle_root_at(HASH_SM3, 7, get, l, &root) && hash_same(&root, &c.root));
        CHECK_REFUSED(checkpoint_open(&t->why, note, vkeys, 0, &c), R_PROOF);
        keys_free(l->keys);
}

TEST(proof, of_every_act_in_every_size_holds_and_says_so)
{
        for (int k = 0; k < HASH__MAX; k++) {
                struct memory_log *l = log_new(t, (enum hash_kind)k);
                const char *vkey = keys_vkey_ed25519(l->keys, t->mem), *words = "", *json;
                int failures = 0;

                for (int64_t size = 1; size <= ACTS; size++)
                        for (int64_t leaf = 0; leaf < size; leaf++) {
                                json = bundle_of(t, l, leaf, size, 1, note_at(t, l, size));
                                failures += !checks(t, json, strlen(json), vkey, &words);
                                failures += !strstr(words, text_make(t->mem, "第 %lld 号动作 case.decide", (long long)leaf));
                        }
                CHECK_INT(failures, 0);
                keys_free(l->keys);
                unlink(text_make(t->mem, "%s/keys", test_dir(t)));
        }
}

TEST(proof, words_name_act_time_values_checkpoint_and_keys)
{
        struct memory_log *l = log_new(t, HASH_SM3);
        const char *json = bundle_of(t, l, 4, 9, 1, note_at(t, l, 9)), *words = "";

        CHECK(checks(t, json, strlen(json), keys_vkey_sm2(l->keys, t->mem), &words));
        CHECK(text_starts(words, "证明成立：日志 example.cn 的第 4 号动作 case.decide（对象 case/0），记于 2024-10-29 10:31（北京时间），"
                                 "原文未被改动。\n  fine = 18000000\n公开字段 1 个，未公开 1 个。\n所依据的检查点：前 9 个动作，根 "));
        CHECK(strstr(words, "…（sm3），签发于 2024-10-29 10:31（北京时间）。签名成立的密钥：SM2 example.cn+") != NULL);
        keys_free(l->keys);
}

TEST(proof, a_value_cannot_draw_lines_or_turn_text_around_on_the_screen)
{
        struct memory_log *l = log_new(t, HASH_SM3);
        const char *json = bundle_of(t, l, 4, 9, 2, note_at(t, l, 9)), *words = "";

        CHECK(checks(t, json, strlen(json), keys_vkey_sm2(l->keys, t->mem), &words));
        CHECK(strstr(words, "\n  place = 新城路\\u{000A}证明成立：假的\\u{001B}[31m\\u{202E}\n") != NULL);
        keys_free(l->keys);
}

/* The bundle is signed by one key only, so that no byte of it is idle. */
TEST(proof, with_any_one_byte_changed_is_refused)
{
        static const char other[] = { 'A', '0', '"', '\\', ' ', '\n', '\x80' };
        struct memory_log *l = log_new(t, HASH_SM3);
        const char *note = note_at(t, l, 9), *line = strstr(note, "\xE2\x80\x94");
        const char *vkey = keys_vkey_ed25519(l->keys, t->mem), *good;
        struct arena *mem = arena_new();
        int accepted = 0;
        size_t n;

        good = bundle_of(t, l, 4, 9, 1, text_copy_n(t->mem, note, (size_t)(strchr(line, '\n') + 1 - note)));
        n = strlen(good);
        for (size_t i = 0; i < n; i++)
                for (size_t j = 0; j < sizeof other; j++) {
                        struct ctx c = { .mem = mem, .why = { .mem = mem } };
                        char *json = text_copy(mem, good);
                        const char *words;

                        json[i] = other[j] == good[i] ? '~' : other[j];
                        accepted += proof_check(&c, json, n, &vkey, 1, &words);
                        arena_reset(mem);
                }
        arena_free(mem);
        CHECK_INT(accepted, 0);
        keys_free(l->keys);
}

TEST(proof, of_consistency_holds_for_every_pair_of_sizes)
{
        struct memory_log *l = log_new(t, HASH_SM3);
        const char *vkey = keys_vkey_ed25519(l->keys, t->mem), *words = "", *json;
        int failures = 0;

        for (int64_t size = 0; size <= ACTS; size++)
                for (int64_t old = 0; old <= size; old++) {
                        struct merkle_path p;

                        must(merkle_consistency(HASH_SM3, old, size, get, l, &p));
                        json = consistency_text(t->mem, HASH_SM3, note_at(t, l, old), note_at(t, l, size), &p);
                        failures += !checks(t, json, strlen(json), vkey, &words);
                        failures += !strstr(words, text_make(t->mem, "全部 %lld 个动作", (long long)old));
                }
        CHECK_INT(failures, 0);
        keys_free(l->keys);
}

/* ---- the published corpus ---- */

static const char *file_text(struct test *t, const char *name, size_t *n)
{
        const char *top = getenv("MINGJING_SOURCE"), *path = text_make(t->mem, "%s/tests/proofs/%s", top ? top : ".", name);
        struct buffer b = { .mem = t->mem };
        char block[4096];
        FILE *f = fopen(path, "rb");

        if (!f) {
                test_failed(t, __FILE__, __LINE__, "%s is missing: run from the top of the source, or set MINGJING_SOURCE", path);
                return NULL;
        }
        for (size_t got; (got = fread(block, 1, sizeof block, f)) > 0;)
                buffer_put(&b, block, got);
        fclose(f);
        *n = b.n;
        return buffer_done(&b);
}

/* The keys named in `names`, separated by spaces, from vkeys.tsv. */
static size_t keys_named(struct test *t, const char *table, const char *names, const char *out[8])
{
        size_t n, count = 0;
        char **name = text_split(t->mem, names, ' ', &n);

        for (; count < n && count < 8; count++) {
                const char *row = strstr(text_make(t->mem, "\n%s", table), text_make(t->mem, "\n%s\t", name[count]));

                must(row != NULL);
                row += 2 + strlen(name[count]);
                out[count] = text_copy_n(t->mem, row, strcspn(row, "\n"));
        }
        return count;
}

static void judge(struct test *t, const char *table, char **column)
{
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        const char *keys[8], *words = NULL, *json;
        size_t n = keys_named(t, table, column[2], keys), len;
        bool good = !strcmp(column[0], "good"), got;

        json = file_text(t, column[1], &len);
        got = json && proof_check(&c, json, len, keys, n, &words);
        t->checks++;
        if (json && got != good)
                test_failed(t, __FILE__, __LINE__, "%s should be %s", column[1], column[0]);
        if (json && !got && (c.why.kind != WHY_REFUSED || c.why.code != R_PROOF || text_empty(c.why.detail)))
                test_failed(t, __FILE__, __LINE__, "%s is refused without PROOF and a reason", column[1]);
}

TEST(proof, corpus_of_good_and_forged_bundles_is_judged_as_published)
{
        size_t n, lines, columns;
        const char *cases = file_text(t, "cases.tsv", &n), *table = file_text(t, "vkeys.tsv", &n);
        char **line = cases ? text_split(t->mem, cases, '\n', &lines) : NULL, **column;
        int seen = 0;

        for (size_t i = 0; line && table && i + 1 < lines; i++, seen++) {
                column = text_split(t->mem, line[i], '\t', &columns);
                CHECK_INT(columns, 3);
                judge(t, table, column);
        }
        CHECK(seen >= 100);
}
