/* make_corpus.c - writes the published corpus: bundles that hold and bundles that must be refused, the keys, and what to expect.
 *
 * Run by hand when the format changes:  tests/proofs/make_corpus.sh  (keys are new each time, so everything is).  Committed with
 * the source: a corpus made anew for every run would only show that one program agrees with itself today.
 * Most forgeries are signed by the true keys: a bad log operator is the adversary, not only a bad postman.
 */
#include "corpus.h"
#include <string.h>

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
        good("sha256-first-act-of-one", "sha-ed25519", json_of(bundle_at(sha, 0, 1)));
        good("sha256-first-act", "sha-sm2", json_of(bundle_at(sha, 0, 300)));
        good("sha256-full-tile", "sha-ed25519", json_of(bundle_at(sha, 255, 256)));
        good("sha256-last-act-of-odd-size", "sha-ed25519", json_of(bundle_at(sha, 256, 257)));
        good_signatures();
        good_spelling();
        good("consistency", BOTH, between(sm3, 41, sm3, 300));
        good("consistency-from-one", BOTH, between(sm3, 1, sm3, 300));
        good("consistency-from-power-of-two", BOTH, between(sm3, 256, sm3, 300));
        good("consistency-last-step", BOTH, between(sm3, 299, sm3, 300));
        good("consistency-of-the-same-size", BOTH, between(sm3, 300, sm3, 300));
        good("consistency-from-the-empty-log", BOTH, between(sm3, 0, sm3, 300));
        good("consistency-sha256", "sha-ed25519 sha-sm2", between(sha, 100, sha, 300));
        good("consistency-sha256-from-one", "sha-ed25519", between(sha, 1, sha, 300));
        good("consistency-sha256-from-power-of-two", "sha-ed25519", between(sha, 256, sha, 300));
        good("consistency-sha256-last-step", "sha-ed25519", between(sha, 299, sha, 300));
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
        b = alone(ORIGIN, text_make(mem, "mingjing-act/1\nlog " ORIGIN "\nseq 0\nat 2024-10-29T02:31:07.123Z\n"
                                         "verb a.b\nsubject c/0\nf %s\n", base64));
        b.disclosed = &f;
        b.n = 1;
        forged(name, swap(json_of(b), "\"value\":\"\"", text_make(mem, "\"value\":%s", value)));
}

static void forged_act(void)
{
        const char *good_text = sm3->text[41], *zero = sm3->text[0];
        const char *f0 = line_text(zero, "f ", 0), *f1 = line_text(zero, "f ", 1);
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
        forged_text("act-lines-swapped",
                    swap(swap(zero, "verb case.file\n", ""), "subject case/0\n", "subject case/0\nverb case.file\n"));
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
        forged("disclosed-is-an-object",
               swap(swap(json_of(b), "\"disclosed\":[{", "\"disclosed\":{\"0\":{"), "}],\"leaf", "}},\"leaf"));
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
        forged_note("sm2-with-another-distinguishing-id", "odd-sm2",
                    text_make(mem, "%s\n%s", text, sm2_line(text, "ALICE123@YAHOO.COM")));
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
        forged_note("checkpoint-root-replaced", BOTH,
                    swap(note_at(sm3, 300), line_text(text, "", 2), line_text(note_at(sm3, 299), "", 2)));
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
        key_row("weak", note_key_text(mem, &weak));
        key_row("nowhere", note_key_text(mem, &nowhere));
        key_row("spaced", note_key_text(mem, &spaced));
        key_row("wrong-id", wrong_id);
        key_row("cut", text_copy_n(mem, vkey, strlen(vkey) - 4));
        key_row("without-id", text_make(mem, ORIGIN "+%s", strchr(id, '+') + 1));
        forged_note("key-of-small-order", "weak", text_make(mem, "%s\n%s", text, note_line(mem, &weak, nothing, sizeof nothing)));
        forged_note("key-of-small-order-beside-good-ones", BOTH " weak", note);
        forged_note("key-off-the-curve", BOTH " nowhere", note);
        forged_note("key-name-with-space", BOTH " spaced", note);
        forged_note("key-id-of-another-key", BOTH " wrong-id", note);
        forged_note("key-cut", BOTH " cut", note);
        forged_note("key-without-id", BOTH " without-id", note);
}

static const char *step(const char *old, const char *new, const struct merkle_path *p)
{
        return consistency_text(mem, HASH_SM3, old, new, p);
}

static void forged_consistency(void)
{
        const char *json = between(sm3, 41, sm3, 300), *text;
        struct checkpoint c;
        struct merkle_path p;

        forged("consistency-history-rewritten", between(forked, 200, sm3, 300));
        forged("consistency-new-is-the-other-branch", between(sm3, 200, forked, 300));
        forged("consistency-two-trees-of-one-size", between(sm3, 300, forked, 300));
        must(merkle_consistency(HASH_SM3, 41, 300, get, sm3, &p));
        forged("consistency-backwards", step(note_at(sm3, 300), note_at(sm3, 41), &p));
        p.n--;
        forged("consistency-path-truncated", step(note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n += 2;
        p.h[p.n - 1] = p.h[0];
        forged("consistency-path-with-extra-node", step(note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n--;
        p.h[2].b[0] ^= 1;
        forged("consistency-path-one-bit", step(note_at(sm3, 41), note_at(sm3, 300), &p));
        p.n = 1;
        forged("consistency-of-the-same-size-with-a-path", step(note_at(sm3, 300), note_at(sm3, 300), &p));
        forged("consistency-from-empty-with-a-path", step(note_at(sm3, 0), note_at(sm3, 300), &p));
        p.n = 0;
        forged("consistency-without-a-path", step(note_at(sm3, 41), note_at(sm3, 300), &p));
        forged("consistency-power-of-two-without-a-path", step(note_at(sm3, 256), note_at(sm3, 300), &p));
        forged_for("consistency-of-two-logs", BOTH " other-ed25519 other-sm2", between(other, 41, sm3, 300));
        c = head_of(sm3, 41);
        must(merkle_consistency(HASH_SM3, 41, 300, get, sm3, &p));
        text = checkpoint_text(mem, &c);
        forged("consistency-origin-changed",
               step(sign(sm3, swap(text, ORIGIN, "example.cn/other")), note_at(sm3, 300), &p));
        forged("consistency-hash-changed",
               step(sign(sm3, swap(text, "hash sm3", "hash sha256")), note_at(sm3, 300), &p));
        forged("consistency-old-signed-by-another", between(other, 41, sm3, 300));
        forged("consistency-hash-named-otherwise", swap(json, "\"hash\":\"sm3\"", "\"hash\":\"sha256\""));
        forged("consistency-unknown-member", swap(json, "\"path\"", "\"size\":41,\"path\""));
        must(merkle_consistency(HASH_SM3, 41, 300, get, sm3, &p));
        forged("consistency-old-spoilt", step(spoilt(note_at(sm3, 41), 0), note_at(sm3, 300), &p));
}

int main(int argc, char **argv)
{
        must(argc == 2);
        corpus_open(argv[1]);
        good_all();
        forged_act();
        forged_fields();
        forged_path();
        forged_json();
        forged_signatures();
        forged_checkpoints();
        forged_keys();
        forged_consistency();
        corpus_close();
        return 0;
}
