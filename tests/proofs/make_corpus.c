/* make_corpus.c - writes the published corpus: bundles that hold and bundles that must be refused, the keys, and what to expect.
 *
 * Run by hand when the format changes:  tests/proofs/make_corpus.sh  (keys are new each time, so everything is).  Committed with the
 * source, because a corpus that is made anew for every run would only show that one program agrees with itself today.
 * Most forgeries are signed by the true keys: a bad log operator is the adversary, not only a bad postman.
 */
#include "base/test.h"
#include "journal/note.h"
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ACTS 300
#define ORIGIN "example.cn/zhifa"

struct log {
        const char *origin;
        enum hash_kind kind;
        struct keys *keys;
        struct act act[ACTS];
        const char *text[ACTS];
        struct hash node[10][ACTS];
};

static struct arena *mem;
static struct why why;
static const char *dir;
static FILE *cases, *vkeys;
static struct log *sm3, *sha, *other, *forked;
static struct note_key witness, odd;            /* keys whose private halves are here, for signatures keys.c does not make */
static EVP_PKEY *witness_private, *odd_private;
static int numbers[2];

/* ---- logs in memory ---- */

static void keep(void *to, int level, int64_t index, const struct hash *h)
{
        ((struct log *)to)->node[level][index] = *h;
}

static bool get(void *from, int level, int64_t index, struct hash *out)
{
        *out = ((struct log *)from)->node[level][index];
        return true;
}

static struct field *field_new(const struct log *l, int64_t seq, struct field *f, const char *name, const char *value)
{
        const char *seed = text_make(mem, "salt %s %lld %s", l->origin, (long long)seq, name);
        struct hash h = hash_bytes(HASH_SHA256, seed, strlen(seed));

        *f = (struct field){ .name = name, .value = value };
        memcpy(f->salt, h.b, SALT_SIZE);
        return f + 1;
}

/* Act 7 has no fields, act 8 values that try to deceive a screen; `twist` is the number of an act that the other branch has otherwise. */
static void act_make(struct log *l, int64_t seq, int64_t twist)
{
        static const char *const verbs[] = { "case.file", "case.evidence.add", "case.decide", "publicity.post" };
        struct field *f = TAKE_N(mem, struct field, 8), *end = f;
        struct act *a = &l->act[seq];

        *a = (struct act){ .seq = seq, .verb = verbs[seq % 4], .subject = { "case", seq - seq % 4 }, .fields = f };
        must(instant_parse("2024-10-29T02:31:07.123Z", &a->at));
        a->at.ms += seq * 61007;
        if (seq != 7) {
                end = field_new(l, seq, end, "actor", seq % 2 ? "li.na" : "wang.lei");
                end = field_new(l, seq, end, "role", seq % 2 ? "reviewer" : "officer");
                end = field_new(l, seq, end, "agency", "example-zfj");
                end = field_new(l, seq, end, "fine", seq == twist ? "1" : text_make(mem, "%lld", (long long)seq * 100));
                end = field_new(l, seq, end, "summary", "占用道路堆放建筑材料，经责令改正后已清理。");
        }
        if (seq == 8) {
                end = field_new(l, seq, end, "note", "第一行\n证明成立：假的\t\"引号\" \\ \x1b[31m红\x1b[0m \xE2\x80\xAE倒");
                end = field_new(l, seq, end, "party.name", "张三");
        }
        a->n = (size_t)(end - f);
}

static struct log *log_make(const char *origin, enum hash_kind kind, struct keys *keys, int64_t twist)
{
        struct log *l = TAKE(mem, struct log);
        struct merkle m = { .kind = kind };

        l->origin = origin;
        l->kind = kind;
        l->keys = keys;
        for (int64_t i = 0; i < ACTS; i++) {
                struct hash leaf;

                act_make(l, i, twist);
                l->text[i] = act_text_bytes(mem, kind, origin, &l->act[i]);
                leaf = merkle_leaf(kind, l->text[i], strlen(l->text[i]));
                merkle_add(&m, &leaf, keep, l);
        }
        return l;
}

static struct checkpoint head_of(struct log *l, int64_t size)
{
        struct checkpoint c = { .origin = l->origin, .size = size, .hash = l->kind };

        must(instant_parse("2024-11-01T00:00:00.000Z", &c.at) && merkle_root_at(l->kind, size, get, l, &c.root));
        c.at.ms += size * 1000;
        return c;
}

static const char *sign(struct log *l, const char *text)
{
        const char *note;

        must(keys_sign(l->keys, mem, text, &note, &why));
        return note;
}

static const char *note_at(struct log *l, int64_t size)
{
        struct checkpoint c = head_of(l, size);

        return sign(l, checkpoint_text(mem, &c));
}

static struct bundle bundle_at(struct log *l, int64_t leaf, int64_t size)
{
        struct bundle b = { .hash = l->kind, .act = l->text[leaf], .disclosed = l->act[leaf].fields, .n = l->act[leaf].n,
                            .leaf = leaf, .size = size, .note = note_at(l, size) };

        must(merkle_inclusion(l->kind, leaf, size, get, l, &b.path));
        return b;
}

static const char *consistency_at(struct log *l, int64_t old, int64_t size)
{
        struct merkle_path p;

        must(merkle_consistency(l->kind, old, size, get, l, &p));
        return consistency_text(mem, l->kind, note_at(l, old), note_at(l, size), &p);
}

/* ---- writing ---- */

static void write_case(bool good, const char *name, const char *keys, const char *bytes, size_t n)
{
        const char *path = text_make(mem, "%s/%03d-%s.json", good ? "good" : "forged", ++numbers[good], name);
        FILE *f = fopen(text_make(mem, "%s/%s", dir, path), "wb");

        must(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
        fprintf(cases, "%s\t%s\t%s\n", good ? "good" : "forged", path, keys);
}

#define BOTH "log-ed25519 log-sm2"

static void good(const char *name, const char *keys, const char *json)
{
        write_case(true, name, keys, json, strlen(json));
}

static void forged_for(const char *name, const char *keys, const char *json)
{
        write_case(false, name, keys, json, strlen(json));
}

static void forged(const char *name, const char *json)
{
        forged_for(name, BOTH, json);
}

/* Replaces the first `from`, which must be there. */
static const char *swap(const char *s, const char *from, const char *to)
{
        const char *hit = strstr(s, from);

        must(hit != NULL && strcmp(from, to));
        return text_make(mem, "%.*s%s%s", (int)(hit - s), s, to, hit + strlen(from));
}

static const char *json_of(struct bundle b)
{
        return bundle_text(mem, &b);
}

/* The n-th line starting with `start` (from 0): where it begins; *len with its LF. */
static const char *line_of(const char *s, const char *start, int n, size_t *len)
{
        for (const char *p = s; *p; p += strcspn(p, "\n") + 1)
                if (text_starts(p, start) && n-- == 0) {
                        *len = strcspn(p, "\n") + 1;
                        return p;
                }
        must(false);
        return NULL;
}

static const char *without_line(const char *s, const char *start, int n)
{
        size_t len;
        const char *p = line_of(s, start, n, &len);

        return text_make(mem, "%.*s%s", (int)(p - s), s, p + len);
}

static const char *line_text(const char *s, const char *start, int n)
{
        size_t len;
        const char *p = line_of(s, start, n, &len);

        return text_copy_n(mem, p, len);
}

#define DASH "\xE2\x80\x94 "

static const char *ed_only(const char *note) { return without_line(note, DASH, 1); }
static const char *sm2_only(const char *note) { return without_line(note, DASH, 0); }

/* The note with one bit of its n-th signature turned. */
static const char *spoilt(const char *note, int n)
{
        char *line = text_copy(mem, line_text(note, DASH, n)), *space = strrchr(line, ' ');
        size_t len;
        uint8_t *raw = base64_bytes(mem, text_copy_n(mem, space + 1, strcspn(space + 1, "\n")), &len);

        raw[20] ^= 4;
        return swap(note, line, text_make(mem, "%.*s %s\n", (int)(space - line), line, base64_text(mem, raw, len)));
}

/* The n-th signature with the last unused bits of its base64 set. */
static const char *not_canonical(const char *note, int n)
{
        char *line = text_copy(mem, line_text(note, DASH, n)), *last = line + strlen(line) - 3;       /* before "=\n" */

        must(last[1] == '=' && last[0] != '=');
        last[0]++;
        return swap(note, line_text(note, DASH, n), line);
}

/* The Ed25519 signature with the order of the group added to its second half: the same equation, another spelling. */
static const char *plus_order(const char *note)
{
        static const uint8_t order[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                           [31] = 0x10 };
        char *line = text_copy(mem, line_text(note, DASH, 0)), *space = strrchr(line, ' ');
        unsigned carry = 0;
        size_t len;
        uint8_t *raw = base64_bytes(mem, text_copy_n(mem, space + 1, strcspn(space + 1, "\n")), &len);

        for (int i = 0; i < 32; i++) {
                carry += raw[4 + 32 + i] + order[i];
                raw[4 + 32 + i] = (uint8_t)carry;
                carry >>= 8;
        }
        return swap(note, line, text_make(mem, "%.*s %s\n", (int)(space - line), line, base64_text(mem, raw, len)));
}

static const char *many_lines(const char *note, int n)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, note);
        for (int i = 0; i < n; i++)
                buffer_make(&b, DASH "w%d.example AAAAAAA=\n", i);
        return buffer_done(&b);
}

/* ---- signatures of keys of our own ---- */

static const char *witness_line(const char *text, uint64_t when, uint64_t claimed)
{
        const char *msg = text_make(mem, "cosignature/v1\ntime %llu\n%s", (unsigned long long)when, text);
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        uint8_t sig[8 + 64];
        size_t n = 64;

        for (int i = 0; i < 8; i++)
                sig[i] = (uint8_t)(claimed >> (56 - 8 * i));
        must(EVP_DigestSignInit(ctx, NULL, NULL, NULL, witness_private) == 1 &&
             EVP_DigestSign(ctx, sig + 8, &n, (const uint8_t *)msg, strlen(msg)) == 1);
        EVP_MD_CTX_free(ctx);
        return note_line(mem, &witness, sig, sizeof sig);
}

static const char *sm2_line(const char *text, const char *id)
{
        EVP_PKEY_CTX *pctx = EVP_PKEY_CTX_new(odd_private, NULL);
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        uint8_t der[80], raw[64];
        const uint8_t *p = der;
        size_t n = sizeof der;
        ECDSA_SIG *sig;

        must(EVP_PKEY_CTX_set1_id(pctx, id, (int)strlen(id)) == 1);
        EVP_MD_CTX_set_pkey_ctx(ctx, pctx);
        must(EVP_DigestSignInit(ctx, NULL, EVP_sm3(), NULL, odd_private) == 1 &&
             EVP_DigestSign(ctx, der, &n, (const uint8_t *)text, strlen(text)) == 1 && (sig = d2i_ECDSA_SIG(NULL, &p, (long)n)));
        must(BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, 32) == 32 && BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + 32, 32) == 32);
        ECDSA_SIG_free(sig);
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(pctx);
        return note_line(mem, &odd, raw, sizeof raw);
}

/* ---- what holds ---- */

static void good_signatures(void)
{
        struct bundle b = bundle_at(sm3, 41, 300);
        struct checkpoint c = head_of(sm3, 300);
        const char *note = b.note, *text = checkpoint_text(mem, &c);

        b.note = ed_only(note);
        good("ed25519-only", BOTH, json_of(b));
        b.note = sm2_only(note);
        good("sm2-only", BOTH, json_of(b));
        b.note = note;
        good("verifier-knows-ed25519-only", "log-ed25519", json_of(b));
        good("verifier-knows-sm2-only", "log-sm2", json_of(b));
        good("verifier-knows-other-keys-too", "other-ed25519 other-sm2 witness log-sm2 log-ed25519", json_of(b));
        b.note = text_make(mem, "%s%s", note, witness_line(text, 1730419500, 1730419500));
        good("with-witness", BOTH " witness", json_of(b));
        good("witness-known-alone", "witness", json_of(b));
        b.note = text_make(mem, "%s" DASH "somebody.example AAAAAAAAAAA=\n", note);
        good("unknown-signature-passed-over", BOTH, json_of(b));
        b.note = many_lines(note, 98);
        good("a-hundred-signatures", BOTH, json_of(b));
        b.note = text_make(mem, "%s\n%s", text, sm2_line(text, "1234567812345678"));
        good("second-sm2-key", "odd-sm2", json_of(b));
}

static void good_spelling(void)
{
        const char *json = json_of(bundle_at(sm3, 41, 300)), *members;
        size_t n = strlen(json);

        good("trailing-newline", BOTH, text_make(mem, "%s\n", json));
        members = swap(json, "{\"format\":\"mingjing-proof/1\",\"hash\":\"sm3\",", "\n{\t");
        n = strlen(members);
        good("members-in-other-order-and-spaced", BOTH,
             text_make(mem, "%.*s , \"hash\" : \"sm3\",\r\n \"format\":\"mingjing-proof/1\" }", (int)n - 1, members));
        good("escaped-letters", BOTH, swap(json, "li.na", "li\\u002ena"));
}

static void good_all(void)
{
        struct bundle b = bundle_at(sm3, 41, 300);
        struct field swapped[2] = { b.disclosed[3], b.disclosed[0] };

        b.act = sm3->text[42];
        b = bundle_at(sm3, 42, 300);
        good("all-fields", BOTH, json_of(b));
        b.n = 0;
        good("nothing-disclosed", BOTH, json_of(b));
        b = bundle_at(sm3, 41, 300);
        b.disclosed = swapped;
        b.n = 2;
        good("two-fields-in-other-order", BOTH, json_of(b));
        good("deceiving-values", BOTH, json_of(bundle_at(sm3, 8, 300)));
        good("act-without-fields", BOTH, json_of(bundle_at(sm3, 7, 300)));
        good("first-act-of-one", BOTH, json_of(bundle_at(sm3, 0, 1)));
        good("first-act", BOTH, json_of(bundle_at(sm3, 0, 300)));
        good("last-act", BOTH, json_of(bundle_at(sm3, 299, 300)));
        good("last-act-of-odd-size", BOTH, json_of(bundle_at(sm3, 256, 257)));
        good("full-tile", BOTH, json_of(bundle_at(sm3, 255, 256)));
        good("sha256", "sha-ed25519 sha-sm2", json_of(bundle_at(sha, 41, 300)));
        good("sha256-last-act", "sha-ed25519", json_of(bundle_at(sha, 299, 300)));
        good_signatures();
        good_spelling();
        good("consistency", BOTH, consistency_at(sm3, 41, 300));
        good("consistency-from-one", BOTH, consistency_at(sm3, 1, 300));
        good("consistency-from-power-of-two", BOTH, consistency_at(sm3, 256, 300));
        good("consistency-last-step", BOTH, consistency_at(sm3, 299, 300));
        good("consistency-of-the-same-size", BOTH, consistency_at(sm3, 300, 300));
        good("consistency-from-the-empty-log", BOTH, consistency_at(sm3, 0, 300));
        good("consistency-sha256", "sha-ed25519 sha-sm2", consistency_at(sha, 100, 300));
}

/* ---- what must be refused ---- */

/* The only leaf of a tree made for it and signed by the true key. */
static struct bundle alone(const char *origin, const char *text)
{
        struct checkpoint c = head_of(sm3, 1);
        struct bundle b = { .hash = HASH_SM3, .act = text, .size = 1 };

        c.origin = origin;
        c.root = merkle_leaf(HASH_SM3, text, strlen(text));
        b.note = sign(sm3, checkpoint_text(mem, &c));
        return b;
}

/* A text that is no act: only its form is wrong. */
static void forged_text(const char *name, const char *text)
{
        forged(name, json_of(alone(ORIGIN, text)));
}

static void forged_origin(const char *name, const char *origin)
{
        forged(name, json_of(alone(origin, swap(sm3->text[0], ORIGIN, origin))));
}

/* A field that the log itself committed to, though its name or value may not be. */
static void forged_committed(const char *name, const char *field, const char *bytes, size_t n, const char *value)
{
        struct field f = { .name = field, .value = "" };
        char *all = arena_take(mem, 1 + SALT_SIZE + strlen(field) + 1 + n), base64[45];
        struct bundle b;
        struct hash c;

        all[0] = 2;
        memcpy(all + 1 + SALT_SIZE, field, strlen(field));
        memcpy(all + 1 + SALT_SIZE + strlen(field) + 1, bytes, n);
        c = hash_bytes(HASH_SM3, all, 1 + SALT_SIZE + strlen(field) + 1 + n);
        base64_hash(&c, base64);
        b = alone(ORIGIN, text_make(mem, "mingjing-act/1\nlog " ORIGIN "\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject c/0\nf %s\n",
                                    base64));
        b.disclosed = &f;
        b.n = 1;
        forged(name, swap(json_of(b), "\"value\":\"\"", text_make(mem, "\"value\":%s", value)));
}

static void forged_act(void)
{
        const char *good_text = sm3->text[41], *zero = sm3->text[0], *f0 = line_text(zero, "f ", 0), *f1 = line_text(zero, "f ", 1);
        struct bundle b = bundle_at(sm3, 41, 300);

        b.act = swap(good_text, ORIGIN, "example.cn/zhife");
        forged("act-origin", json_of(b));
        b.act = swap(good_text, "seq 41", "seq 42");
        forged("act-seq", json_of(b));
        b.leaf = 42;
        forged("act-seq-and-index", json_of(b));
        b.leaf = 41;
        b.act = swap(good_text, "at 2024", "at 2023");
        forged("act-time", json_of(b));
        b.act = swap(good_text, "verb case.evidence.add", "verb case.evidence.end");
        forged("act-verb", json_of(b));
        b.act = swap(good_text, "subject case/40", "subject case/44");
        forged("act-subject", json_of(b));
        b.act = swap(good_text, line_text(good_text, "f ", 2), line_text(good_text, "f ", 1));
        forged("act-commitment-replaced", json_of(b));
        b.act = text_make(mem, "%s\n", good_text);
        forged("act-empty-line-behind", json_of(b));
        forged_text("act-seq-not-its-place", swap(zero, "seq 0", "seq 1"));
        forged_text("act-of-another-origin", swap(zero, ORIGIN, "example.cn/zhife"));
        forged_text("act-lines-out-of-order", swap(swap(zero, f1, ""), f0, text_make(mem, "%s%s", f1, f0)));
        forged_text("act-commitment-twice", swap(zero, f0, text_make(mem, "%s%s", f0, f0)));
        forged_text("act-crlf", text_replace(mem, zero, "\n", "\r\n"));
        forged_text("act-without-last-newline", text_copy_n(mem, zero, strlen(zero) - 1));
        forged_text("act-with-text-behind", text_make(mem, "%sx", zero));
        forged_text("act-with-bom", text_make(mem, "\xEF\xBB\xBF%s", zero));
        forged_text("act-number-with-zero", swap(zero, "seq 0", "seq 00"));
        forged_text("act-subject-with-zero", swap(zero, "case/0", "case/00"));
        forged_text("act-time-without-milliseconds", swap(zero, ".123Z", "Z"));
        forged_text("act-time-on-a-day-that-is-not", swap(zero, "2024-10-29", "2024-02-30"));
        forged_text("act-time-leap-second", swap(zero, ":07.123", ":60.123"));
        forged_text("act-verb-of-one-word", swap(zero, "case.file", "file"));
        forged_text("act-verb-in-capitals", swap(zero, "case.file", "Case.file"));
        forged_text("act-lines-swapped", swap(swap(zero, "verb case.file\n", ""), "subject case/0\n", "subject case/0\nverb case.file\n"));
        forged_text("act-extra-line", swap(zero, "subject case/0\n", "subject case/0\nactor wang.lei\n"));
        forged_text("act-of-another-version", swap(zero, "mingjing-act/1", "mingjing-act/2"));
        forged_text("act-commitment-not-canonical", swap(zero, "=\n", "\n"));
        forged_text("act-empty", "");
        forged_origin("origin-with-space", "example.cn zhifa");
        forged_origin("origin-with-plus", "example.cn+zhifa");
        forged_origin("origin-not-ascii", "示例.cn/zhifa");
        forged_origin("origin-of-101-characters",
                      "example.cn/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

static void forged_fields(void)
{
        struct bundle b = bundle_at(sm3, 41, 300);
        const char *json = json_of(b), *salt = base64_text(mem, b.disclosed[0].salt, SALT_SIZE);
        char *bits = text_copy(mem, salt);
        struct field f[6];

        memcpy(f, b.disclosed, 5 * sizeof *f);
        b.disclosed = f;
        f[3].value = "4000";
        forged("value-changed", json_of(b));
        f[3].value = f[2].value;
        f[2].value = "4100";
        forged("values-swapped", json_of(b));
        memcpy(f, sm3->act[41].fields, 5 * sizeof *f);
        f[3].name = "fines";
        forged("name-changed", json_of(b));
        f[3].name = "role";
        f[1].name = "fine";
        forged("names-swapped", json_of(b));
        memcpy(f, sm3->act[41].fields, 5 * sizeof *f);
        f[0].salt[15] ^= 1;
        forged("salt-changed", json_of(b));
        memcpy(f, sm3->act[41].fields, 5 * sizeof *f);
        f[5] = f[0];
        b.n = 6;
        forged("disclosed-twice", json_of(b));
        f[5].name = "approved";
        forged("field-made-up", json_of(b));
        b.n = 5;
        f[3] = sm3->act[42].fields[3];
        forged("field-of-another-act", json_of(b));
        bits[21]++;                                     /* the last four bits of the salt's last letter are unused */
        forged("salt-not-canonical", swap(json, salt, bits));
        forged("salt-without-padding", swap(json, salt, text_copy_n(mem, salt, 22)));
        forged("salt-short", swap(json, salt, base64_text(mem, sm3->act[41].fields[0].salt, 15)));
        forged("value-is-a-number", swap(json, "\"value\":\"4100\"", "\"value\":4100"));
        forged_committed("value-with-nul-committed", "fine", "41\0" "00", 5, "\"41\\u000000\"");
        forged_committed("name-in-capitals-committed", "Fine", "4100", 4, "\"4100\"");
        forged_committed("name-with-space-committed", "the fine", "4100", 4, "\"4100\"");
        forged("disclosed-unknown-member", swap(json, "\"name\":\"actor\"", "\"name\":\"actor\",\"label\":\"\""));
        forged("disclosed-without-salt", swap(json, text_make(mem, "\"salt\":\"%s\",", salt), ""));
        b = bundle_at(sm3, 41, 300);
        b.n = 1;
        forged("disclosed-is-an-object", swap(swap(json_of(b), "\"disclosed\":[{", "\"disclosed\":{\"0\":{"), "}],\"leaf", "}},\"leaf"));
        forged("value-with-nul", swap(json, "\"value\":\"4100\"", "\"value\":\"4100\\u0000\""));
        forged("value-with-lone-surrogate", swap(json, "\"value\":\"4100\"", "\"value\":\"4100\\ud800\""));
}

static void forged_path(void)
{
        struct bundle b = bundle_at(sm3, 41, 300);
        const char *json = json_of(b);
        struct merkle_path p = b.path;
        char first[45], bits[45];

        base64_hash(&p.h[0], first);
        memcpy(bits, first, 45);
        bits[42]++;
        b.leaf = 40;
        forged("index-of-a-neighbour", json_of(b));
        b = bundle_at(sm3, 41, 300);
        b.act = sm3->text[40];
        b.disclosed = sm3->act[40].fields;
        b.leaf = 40;
        forged("path-of-a-neighbour", json_of(b));
        b = bundle_at(sm3, 41, 300);
        b.size = 299;
        forged("tree-size", json_of(b));
        b = bundle_at(sm3, 41, 300);
        b.path.h[b.path.n++] = p.h[0];
        forged("path-with-extra-node", json_of(b));
        b.path = p;
        b.path.n--;
        forged("path-truncated", json_of(b));
        b.path.n = 0;
        forged("path-empty", json_of(b));
        b.path = p;
        b.path.h[3].b[7] ^= 0x10;
        forged("path-one-bit", json_of(b));
        b.path = p;
        b.path.h[0] = p.h[1];
        b.path.h[1] = p.h[0];
        forged("path-nodes-swapped", json_of(b));
        b = bundle_at(sm3, 299, 300);
        b.path.h[b.path.n++] = p.h[0];
        forged("path-of-the-last-act-with-extra-node", json_of(b));
        forged("path-node-not-canonical", swap(json, first, bits));
        forged("path-node-short", swap(json, first, "AAAA"));
        forged("path-node-is-a-number", swap(json, text_make(mem, "\"%s\"", first), "0"));
        forged("index-is-text", swap(json, "\"leaf_index\":41", "\"leaf_index\":\"41\""));
        forged("index-with-a-point", swap(json, "\"leaf_index\":41", "\"leaf_index\":41.0"));
        forged("index-negative", swap(json, "\"leaf_index\":41", "\"leaf_index\":-41"));
        forged("index-beyond-63-bits", swap(json, "\"leaf_index\":41", "\"leaf_index\":18446744073709551657"));
        forged("index-true", swap(json, "\"leaf_index\":41", "\"leaf_index\":true"));
        forged("act-not-under-an-older-checkpoint", json_of((b = bundle_at(sm3, 41, 300), b.note = note_at(sm3, 41), b)));
        forged("act-not-under-an-older-checkpoint-of-its-size", json_of((b.size = 41, b)));
}

static void forged_json(void)
{
        const char *json = json_of(bundle_at(sm3, 41, 300)), *cut = text_copy_n(mem, json, strlen(json) - 1);
        char *latin = text_copy(mem, json);
        struct bundle b = bundle_at(sm3, 41, 300);

        b.n = 0;
        forged("hash-named-otherwise", swap(json_of(b), "\"hash\":\"sm3\"", "\"hash\":\"sha256\""));
        forged("unknown-member", text_make(mem, "%s,\"comment\":\"\"}", cut));
        forged("duplicate-member", text_make(mem, "%s,\"leaf_index\":41}", cut));
        forged("duplicate-member-escaped", text_make(mem, "%s,\"leaf\\u005findex\":41}", cut));
        forged("missing-member", swap(json, "\"tree_size\":300,", ""));
        forged("trailing-bytes", text_make(mem, "%s x", json));
        forged("trailing-object", text_make(mem, "%s{}", json));
        write_case(false, "trailing-nul", BOTH, json, strlen(json) + 1);
        forged("trailing-comma", text_make(mem, "%s,}", cut));
        forged("cut-short", cut);
        forged("empty", "");
        forged("null", "null");
        forged("list", text_make(mem, "[%s]", json));
        forged("with-bom", text_make(mem, "\xEF\xBB\xBF%s", json));
        forged("with-comment", text_make(mem, "/* */%s", json));
        latin[strlen(latin) - 3] = '\xE9';
        forged("not-utf8", latin);
        forged("raw-newline-in-text", swap(json, "\\nseq 41", "\nseq 41"));
        forged("format-of-another-version", swap(json, "mingjing-proof/1", "mingjing-proof/2"));
        forged("format-missing", swap(json, "\"format\":\"mingjing-proof/1\",", ""));
        forged("format-of-the-other-kind", swap(json, "mingjing-proof/1", "mingjing-consistency/1"));
        forged("hash-unknown", swap(json, "\"hash\":\"sm3\"", "\"hash\":\"md5\""));
        forged("hash-in-capitals", swap(json, "\"hash\":\"sm3\"", "\"hash\":\"SM3\""));
        forged("hash-nan", swap(json, "\"hash\":\"sm3\"", "\"hash\":NaN"));
        forged("deeply-nested", text_make(mem, "%s,\"x\":%s%s}", cut, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                          "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"));
}

static void forged_note(const char *name, const char *keys, const char *note)
{
        struct bundle b = bundle_at(sm3, 41, 300);

        b.note = note;
        forged_for(name, keys, json_of(b));
}

static void forged_signatures(void)
{
        struct checkpoint c = head_of(sm3, 300);
        const char *text = checkpoint_text(mem, &c), *note = note_at(sm3, 300), *ed = line_text(note, DASH, 0), *w;
        char *other_id = text_copy(mem, ed);

        forged_note("keys-of-another-log", "other-ed25519 other-sm2", note);
        forged_note("key-of-an-impostor-of-the-same-name", "impostor-ed25519 impostor-sm2", note);
        forged_note("ed25519-spoilt-beside-good-sm2", BOTH, spoilt(note, 0));
        forged_note("sm2-spoilt-beside-good-ed25519", BOTH, spoilt(note, 1));
        forged_note("only-signature-known-is-spoilt", "log-sm2", spoilt(note, 1));
        forged_note("signatures-stripped", BOTH, without_line(ed_only(note), DASH, 0));
        forged_note("text-alone", BOTH, text);
        forged_note("signature-of-another-size", BOTH, text_make(mem, "%s\n%s", text, line_text(note_at(sm3, 299), DASH, 0)));
        forged_note("same-signature-twice", BOTH, text_make(mem, "%s%s", note, ed));
        forged_note("line-without-dash", BOTH, swap(note, DASH, "- "));
        forged_note("line-without-newline", BOTH, text_copy_n(mem, note, strlen(note) - 1));
        forged_note("empty-line-behind", BOTH, text_make(mem, "%s\n", note));
        forged_note("crlf-in-note", BOTH, text_replace(mem, note, "\n", "\r\n"));
        forged_note("signature-cut", BOTH, swap(note, ed, text_make(mem, "%.*s\n", (int)strlen(ed) - 5, ed)));
        forged_note("name-of-another-log", BOTH, swap(ed_only(note), DASH ORIGIN " ", DASH "example.cn/other "));
        other_id[strlen(DASH ORIGIN " ") + 1] ^= 1;
        forged_note("unknown-key-id", BOTH, swap(ed_only(note), ed, other_id));
        forged_note("malformed-line-of-an-unknown-key", BOTH, text_make(mem, "%s" DASH "a AAAAAA\n", note));
        forged_note("key-name-with-a-wide-space", BOTH, text_make(mem, "%s" DASH "a\xE3\x80\x80" "b AAAAAAAAAAA=\n", note));
        w = witness_line(text, 1730419500, 1730419501);
        forged_note("witness-time-changed", "witness", text_make(mem, "%s%s", note, w));
        forged_note("witness-signed-another-text", BOTH " witness",
                    text_make(mem, "%s%s", note, witness_line(swap(text, "300", "301"), 1730419500, 1730419500)));
        forged_note("ed25519-plus-order-of-the-group", BOTH, plus_order(note));
        forged_note("ed25519-not-canonical-base64", BOTH, not_canonical(note, 0));
        forged_note("sm2-not-canonical-base64", BOTH, not_canonical(note, 1));
        forged_note("more-than-a-hundred-signatures", BOTH, many_lines(note, 99));
        forged_note("sm2-with-another-distinguishing-id", "odd-sm2", text_make(mem, "%s\n%s", text, sm2_line(text, "ALICE123@YAHOO.COM")));
        forged_note("sm2-without-distinguishing-id", "odd-sm2", text_make(mem, "%s\n%s", text, sm2_line(text, "")));
}

/* Signed by the true keys, but not a checkpoint of this format or not of this tree. */
static void forged_checkpoints(void)
{
        struct checkpoint c = head_of(sm3, 300);
        const char *text = checkpoint_text(mem, &c);
        struct bundle b = bundle_at(sm3, 41, 300);

        forged_note("checkpoint-of-another-log", BOTH " other-ed25519 other-sm2", note_at(other, 300));
        b = bundle_at(other, 41, 300);
        b.act = sm3->text[41];
        b.disclosed = sm3->act[41].fields;
        forged_for("checkpoint-and-path-of-another-log", BOTH " other-ed25519 other-sm2", json_of(b));
        forged_note("checkpoint-of-the-other-branch", BOTH, note_at(forked, 300));
        forged_note("checkpoint-names-another-origin", BOTH, sign(sm3, swap(text, ORIGIN, "example.cn/other")));
        forged_note("checkpoint-root-replaced", BOTH, swap(note_at(sm3, 300), line_text(text, "", 2), line_text(note_at(sm3, 299), "", 2)));
        forged_note("checkpoint-size-with-zero", BOTH, sign(sm3, swap(text, "\n300\n", "\n0300\n")));
        forged_note("checkpoint-size-signed", BOTH, sign(sm3, swap(text, "\n300\n", "\n+300\n")));
        forged_note("checkpoint-with-extra-line", BOTH, sign(sm3, text_make(mem, "%snote x\n", text)));
        forged_note("checkpoint-with-empty-line", BOTH, sign(sm3, text_make(mem, "%s\n", text)));
        forged_note("checkpoint-without-time", BOTH, sign(sm3, without_line(text, "at ", 0)));
        forged_note("checkpoint-without-hash", BOTH, sign(sm3, without_line(text, "hash ", 0)));
        forged_note("checkpoint-lines-swapped", BOTH,
                    sign(sm3, text_make(mem, "%s%s", without_line(text, "hash ", 0), line_text(text, "hash ", 0))));
        forged_note("checkpoint-of-another-hash", BOTH, sign(sm3, swap(text, "hash sm3", "hash sha256")));
        forged_note("checkpoint-time-without-milliseconds", BOTH, sign(sm3, swap(text, ".000Z", "Z")));
        forged_note("checkpoint-root-not-canonical", BOTH, sign(sm3, swap(text, "=\n", "\n")));
        b = bundle_at(sha, 41, 300);
        b.hash = HASH_SM3;
        b.n = 0;
        forged_for("sha256-log-said-to-be-sm3", "sha-ed25519 sha-sm2", json_of(b));
}

/* Keys the verifier should not have taken; the first signs anything without a private key. */
static void forged_keys(void)
{
        struct checkpoint c = head_of(sm3, 300);
        const char *text = checkpoint_text(mem, &c), *note = note_at(sm3, 300);
        uint8_t one[NOTE_ED25519_SIZE] = { 1 }, nothing[NOTE_SIGNATURE_SIZE] = { 1 }, off[NOTE_SM2_SIZE] = { 4, 1, 2, 3 };
        struct note_key weak = note_key_make(NOTE_ED25519, ORIGIN, one), nowhere = note_key_make(NOTE_SM2, ORIGIN, off);
        struct note_key spaced = note_key_make(NOTE_ED25519, "example.cn zhifa", witness.pub);
        const char *vkey = keys_vkey_ed25519(sm3->keys, mem), *id = strchr(vkey, '+') + 1;
        char *wrong_id = text_copy(mem, vkey);

        wrong_id[id - vkey] = wrong_id[id - vkey] == '0' ? '1' : '0';
        fprintf(vkeys, "weak\t%s\nnowhere\t%s\nspaced\t%s\nwrong-id\t%s\ncut\t%.*s\nwithout-id\t" ORIGIN "+%s\n", note_key_text(mem, &weak),
                note_key_text(mem, &nowhere), note_key_text(mem, &spaced), wrong_id, (int)strlen(vkey) - 4, vkey, strchr(id, '+') + 1);
        forged_note("key-of-small-order", "weak", text_make(mem, "%s\n%s", text, note_line(mem, &weak, nothing, sizeof nothing)));
        forged_note("key-of-small-order-beside-good-ones", BOTH " weak", note);
        forged_note("key-off-the-curve", BOTH " nowhere", note);
        forged_note("key-name-with-space", BOTH " spaced", note);
        forged_note("key-id-of-another-key", BOTH " wrong-id", note);
        forged_note("key-cut", BOTH " cut", note);
        forged_note("key-without-id", BOTH " without-id", note);
}

static const char *between(struct log *from, int64_t old, struct log *to, int64_t size)
{
        struct merkle_path p;

        must(merkle_consistency(to->kind, old, size, get, to, &p));
        return consistency_text(mem, to->kind, note_at(from, old), note_at(to, size), &p);
}

static void forged_consistency(void)
{
        const char *json = consistency_at(sm3, 41, 300), *text;
        struct checkpoint c;
        struct merkle_path p;

        forged("consistency-history-rewritten", between(forked, 200, sm3, 300));
        forged("consistency-new-is-the-other-branch", between(sm3, 200, forked, 300));
        forged("consistency-two-trees-of-one-size", between(sm3, 300, forked, 300));
        must(merkle_consistency(HASH_SM3, 41, 300, get, sm3, &p));
        forged("consistency-backwards", consistency_text(mem, HASH_SM3, note_at(sm3, 300), note_at(sm3, 41), &p));
        p.n--;
        forged("consistency-path-truncated", consistency_text(mem, HASH_SM3, note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n += 2;
        p.h[p.n - 1] = p.h[0];
        forged("consistency-path-with-extra-node", consistency_text(mem, HASH_SM3, note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n--;
        p.h[2].b[0] ^= 1;
        forged("consistency-path-one-bit", consistency_text(mem, HASH_SM3, note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n = 1;
        forged("consistency-of-the-same-size-with-a-path", consistency_text(mem, HASH_SM3, note_at(sm3, 300), note_at(sm3, 300), &p));
        forged("consistency-from-empty-with-a-path", consistency_text(mem, HASH_SM3, note_at(sm3, 0), note_at(sm3, 300), &p));
        p.n = 0;
        forged("consistency-without-a-path", consistency_text(mem, HASH_SM3, note_at(sm3, 41), note_at(sm3, 300), &p));
        forged("consistency-power-of-two-without-a-path", consistency_text(mem, HASH_SM3, note_at(sm3, 256), note_at(sm3, 300), &p));
        forged_for("consistency-of-two-logs", BOTH " other-ed25519 other-sm2", between(other, 41, sm3, 300));
        c = head_of(sm3, 41);
        must(merkle_consistency(HASH_SM3, 41, 300, get, sm3, &p));
        text = checkpoint_text(mem, &c);
        forged("consistency-origin-changed",
               consistency_text(mem, HASH_SM3, sign(sm3, swap(text, ORIGIN, "example.cn/other")), note_at(sm3, 300), &p));
        forged("consistency-hash-changed",
               consistency_text(mem, HASH_SM3, sign(sm3, swap(text, "hash sm3", "hash sha256")), note_at(sm3, 300), &p));
        forged("consistency-old-signed-by-another", between(other, 41, sm3, 300));
        forged("consistency-hash-named-otherwise", swap(json, "\"hash\":\"sm3\"", "\"hash\":\"sha256\""));
        forged("consistency-unknown-member", swap(json, "\"path\"", "\"size\":41,\"path\""));
        forged("consistency-old-spoilt",
               consistency_text(mem, HASH_SM3, spoilt(note_at(sm3, 41), 0), note_at(sm3, 300), (p = (struct merkle_path){ .n = 0 }, &p)));
}

/* ---- all together ---- */

static struct keys *keys_for(const char *name, const char *origin)
{
        char folder[] = "/tmp/mingjing-corpus-XXXXXX";
        struct keys *k;
        const char *path;

        must(mkdtemp(folder) != NULL);
        path = text_make(mem, "%s/keys", folder);
        must(keys_make(path, origin, &why) && (k = keys_load(path, &why)));
        must(unlink(path) == 0 && rmdir(folder) == 0);
        fprintf(vkeys, "%s-ed25519\t%s\n%s-sm2\t%s\n", name, keys_vkey_ed25519(k, mem), name, keys_vkey_sm2(k, mem));
        return k;
}

static void own_keys(void)
{
        uint8_t *ed = arena_take(mem, NOTE_ED25519_SIZE), *point = arena_take(mem, NOTE_SM2_SIZE);
        size_t n = NOTE_ED25519_SIZE;

        must((witness_private = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")) && (odd_private = EVP_PKEY_Q_keygen(NULL, NULL, "SM2")));
        must(EVP_PKEY_get_raw_public_key(witness_private, ed, &n) == 1);
        must(EVP_PKEY_get_octet_string_param(odd_private, "encoded-pub-key", point, NOTE_SM2_SIZE, &n) == 1 && n == NOTE_SM2_SIZE);
        witness = note_key_make(NOTE_WITNESS, "witness.example/w1", ed);
        odd = note_key_make(NOTE_SM2, ORIGIN "/second", point);
        fprintf(vkeys, "witness\t%s\nodd-sm2\t%s\n", note_key_text(mem, &witness), note_key_text(mem, &odd));
}

int main(int argc, char **argv)
{
        must(argc == 2);
        mem = why.mem = arena_new();
        dir = argv[1];
        mkdir(text_make(mem, "%s/good", dir), 0755);
        mkdir(text_make(mem, "%s/forged", dir), 0755);
        cases = fopen(text_make(mem, "%s/cases.tsv", dir), "w");
        vkeys = fopen(text_make(mem, "%s/vkeys.tsv", dir), "w");
        must(cases && vkeys);
        sm3 = log_make(ORIGIN, HASH_SM3, keys_for("log", ORIGIN), -1);
        forked = log_make(ORIGIN, HASH_SM3, sm3->keys, 100);
        sha = log_make("example.cn/sha256", HASH_SHA256, keys_for("sha", "example.cn/sha256"), -1);
        other = log_make("example.cn/other", HASH_SM3, keys_for("other", "example.cn/other"), -1);
        keys_free(keys_for("impostor", ORIGIN));
        own_keys();
        good_all();
        forged_act();
        forged_fields();
        forged_path();
        forged_json();
        forged_signatures();
        forged_checkpoints();
        forged_keys();
        forged_consistency();
        must(fclose(cases) == 0 && fclose(vkeys) == 0);
        printf("%d good, %d forged\n", numbers[1], numbers[0]);
        keys_free(sm3->keys);
        keys_free(sha->keys);
        keys_free(other->keys);
        EVP_PKEY_free(witness_private);
        EVP_PKEY_free(odd_private);
        arena_free(mem);
        return 0;
}
