/* corpus.c - logs in memory, true signatures, and tools to spoil texts, for make_corpus.c.  No part of the program. */
#include "corpus.h"
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct arena *mem;
struct log *sm3, *sha, *other, *forked;
struct note_key witness, odd;
static struct why why;
static const char *dir;
static FILE *cases, *vkeys;
static EVP_PKEY *witness_private, *odd_private;
static int numbers[2];

/* ---- logs in memory ---- */

static void keep(void *to, int level, int64_t index, const struct hash *h)
{
        ((struct log *)to)->node[level][index] = *h;
}

bool get(void *from, int level, int64_t index, struct hash *out)
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

/* Act 7 has no fields, act 8 values that try to deceive a screen; act `twist` has another fine (the other branch). */
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

struct checkpoint head_of(struct log *l, int64_t size)
{
        struct checkpoint c = { .origin = l->origin, .size = size, .hash = l->kind };

        must(instant_parse("2024-11-01T00:00:00.000Z", &c.at) && merkle_root_at(l->kind, size, get, l, &c.root));
        c.at.ms += size * 1000;
        return c;
}

const char *sign(struct log *l, const char *text)
{
        const char *note;

        must(keys_sign(l->keys, mem, text, &note, &why));
        return note;
}

const char *note_at(struct log *l, int64_t size)
{
        struct checkpoint c = head_of(l, size);

        return sign(l, checkpoint_text(mem, &c));
}

struct bundle bundle_at(struct log *l, int64_t leaf, int64_t size)
{
        struct bundle b = { .hash = l->kind, .act = l->text[leaf], .disclosed = l->act[leaf].fields, .n = l->act[leaf].n,
                            .leaf = leaf, .size = size, .note = note_at(l, size) };

        must(merkle_inclusion(l->kind, leaf, size, get, l, &b.path));
        return b;
}

const char *between(struct log *from, int64_t old, struct log *to, int64_t size)
{
        struct merkle_path p;

        must(merkle_consistency(to->kind, old, size, get, to, &p));
        return consistency_text(mem, to->kind, note_at(from, old), note_at(to, size), &p);
}

/* ---- writing ---- */

void write_case(bool good, const char *name, const char *keys, const char *bytes, size_t n)
{
        const char *path = text_make(mem, "%s/%03d-%s.json", good ? "good" : "forged", ++numbers[good], name);
        FILE *f = fopen(text_make(mem, "%s/%s", dir, path), "wb");

        must(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
        fprintf(cases, "%s\t%s\t%s\n", good ? "good" : "forged", path, keys);
}

void good(const char *name, const char *keys, const char *json)
{
        write_case(true, name, keys, json, strlen(json));
}

void forged_for(const char *name, const char *keys, const char *json)
{
        write_case(false, name, keys, json, strlen(json));
}

void forged(const char *name, const char *json)
{
        forged_for(name, BOTH, json);
}

void key_row(const char *name, const char *vkey)
{
        fprintf(vkeys, "%s\t%s\n", name, vkey);
}

/* Replaces the first `from`, which must be there. */
const char *swap(const char *s, const char *from, const char *to)
{
        const char *hit = strstr(s, from);

        must(hit != NULL && strcmp(from, to));
        return text_make(mem, "%.*s%s%s", (int)(hit - s), s, to, hit + strlen(from));
}

const char *json_of(struct bundle b)
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

const char *without_line(const char *s, const char *start, int n)
{
        size_t len;
        const char *p = line_of(s, start, n, &len);

        return text_make(mem, "%.*s%s", (int)(p - s), s, p + len);
}

const char *line_text(const char *s, const char *start, int n)
{
        size_t len;
        const char *p = line_of(s, start, n, &len);

        return text_copy_n(mem, p, len);
}

const char *ed_only(const char *note) { return without_line(note, DASH, 1); }
const char *sm2_only(const char *note) { return without_line(note, DASH, 0); }

/* The note with one bit of its n-th signature turned. */
const char *spoilt(const char *note, int n)
{
        char *line = text_copy(mem, line_text(note, DASH, n)), *space = strrchr(line, ' ');
        size_t len;
        uint8_t *raw = base64_bytes(mem, text_copy_n(mem, space + 1, strcspn(space + 1, "\n")), &len);

        raw[20] ^= 4;
        return swap(note, line, text_make(mem, "%.*s %s\n", (int)(space - line), line, base64_text(mem, raw, len)));
}

/* The n-th signature with the last unused bits of its base64 set. */
const char *not_canonical(const char *note, int n)
{
        char *line = text_copy(mem, line_text(note, DASH, n)), *last = line + strlen(line) - 3;       /* before "=\n" */

        must(last[1] == '=' && last[0] != '=');
        last[0]++;
        return swap(note, line_text(note, DASH, n), line);
}

/* The Ed25519 signature with the order of the group added to its second half: the same equation, another spelling. */
const char *plus_order(const char *note)
{
        static const uint8_t order[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
                                           0xde, 0x14,
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

const char *many_lines(const char *note, int n)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, note);
        for (int i = 0; i < n; i++)
                buffer_make(&b, DASH "w%d.example AAAAAAA=\n", i);
        return buffer_done(&b);
}

/* ---- signatures of keys of our own ---- */

const char *witness_line(const char *text, uint64_t when, uint64_t claimed)
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

const char *sm2_line(const char *text, const char *id)
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

/* ---- keys, opening and closing ---- */

static struct keys *keys_for(const char *name, const char *origin)
{
        char folder[] = "/tmp/mingjing-corpus-XXXXXX";
        struct keys *k;
        const char *path;

        must(mkdtemp(folder) != NULL);
        path = text_make(mem, "%s/keys", folder);
        must(keys_make(path, origin, &why) && (k = keys_load(path, &why)));
        must(unlink(path) == 0 && rmdir(folder) == 0);
        key_row(text_make(mem, "%s-ed25519", name), keys_vkey_ed25519(k, mem));
        key_row(text_make(mem, "%s-sm2", name), keys_vkey_sm2(k, mem));
        return k;
}

static void own_keys(void)
{
        uint8_t *ed = arena_take(mem, NOTE_ED25519_SIZE), *point = arena_take(mem, NOTE_SM2_SIZE);
        size_t n = NOTE_ED25519_SIZE;

        must((witness_private = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")) &&
             (odd_private = EVP_PKEY_Q_keygen(NULL, NULL, "SM2")));
        must(EVP_PKEY_get_raw_public_key(witness_private, ed, &n) == 1);
        must(EVP_PKEY_get_octet_string_param(odd_private, "encoded-pub-key", point, NOTE_SM2_SIZE, &n) == 1 &&
             n == NOTE_SM2_SIZE);
        witness = note_key_make(NOTE_WITNESS, "witness.example/w1", ed);
        odd = note_key_make(NOTE_SM2, ORIGIN "/second", point);
        key_row("witness", note_key_text(mem, &witness));
        key_row("odd-sm2", note_key_text(mem, &odd));
}

void corpus_open(const char *into)
{
        mem = why.mem = arena_new();
        dir = into;
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
}

void corpus_close(void)
{
        must(fclose(cases) == 0 && fclose(vkeys) == 0);
        printf("%d good, %d forged\n", numbers[1], numbers[0]);
        keys_free(sm3->keys);
        keys_free(sha->keys);
        keys_free(other->keys);
        EVP_PKEY_free(witness_private);
        EVP_PKEY_free(odd_private);
        arena_free(mem);
}
