/* note.c - C2SP signed notes: reading, and checking signatures of keys that the caller got from elsewhere.
 *
 * Never trusts a text before a signature over it held, never guesses a key from the note itself, and never lets a bad signature
 * of a known key pass because another one is good.  Private keys are not here (keys.c).
 */
#include "journal/note.h"
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdio.h>
#include <string.h>

#define DASH "\xE2\x80\x94 "                            /* em dash, space */
#define SM2_ID "1234567812345678"

/* ---- signatures ---- */

bool note_ed25519_holds(const uint8_t pub[NOTE_ED25519_SIZE], const void *msg, size_t n, const uint8_t sig[NOTE_SIGNATURE_SIZE])
{
        EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, pub, NOTE_ED25519_SIZE);
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        bool good = key && ctx && EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1 &&
                    EVP_DigestVerify(ctx, sig, NOTE_SIGNATURE_SIZE, msg, n) == 1;

        EVP_MD_CTX_free(ctx);
        EVP_PKEY_free(key);
        return good;
}

/* NULL if the point is not on the curve. */
static EVP_PKEY *sm2_key(const uint8_t point[NOTE_SM2_SIZE])
{
        EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
        char group[] = "SM2";
        uint8_t copy[NOTE_SM2_SIZE];
        OSSL_PARAM params[] = {
                OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
                OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, copy, sizeof copy),
                OSSL_PARAM_construct_end(),
        };
        EVP_PKEY *key = NULL;

        memcpy(copy, point, sizeof copy);
        if (!ctx || point[0] != 4 || EVP_PKEY_fromdata_init(ctx) != 1 ||
            EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
                key = NULL;
        EVP_PKEY_CTX_free(ctx);
        return key;
}

/* r ‖ s -> what OpenSSL wants; returns the length, 0 if it cannot be made. */
static size_t sm2_der(const uint8_t rs[NOTE_SIGNATURE_SIZE], uint8_t out[80])
{
        ECDSA_SIG *sig = ECDSA_SIG_new();
        BIGNUM *r = BN_bin2bn(rs, 32, NULL), *s = BN_bin2bn(rs + 32, 32, NULL);
        uint8_t *p = out;
        int n;

        must(sig && r && s && ECDSA_SIG_set0(sig, r, s) == 1);
        n = i2d_ECDSA_SIG(sig, &p);
        ECDSA_SIG_free(sig);
        return n > 0 && n <= 80 ? (size_t)n : 0;
}

bool note_sm2_holds(const uint8_t point[NOTE_SM2_SIZE], const void *msg, size_t n, const uint8_t rs[NOTE_SIGNATURE_SIZE])
{
        uint8_t der[80];
        size_t len = sm2_der(rs, der);
        EVP_PKEY *key = sm2_key(point);
        EVP_PKEY_CTX *pctx = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        bool good = false;

        if (pctx && ctx && len && EVP_PKEY_CTX_set1_id(pctx, SM2_ID, (int)strlen(SM2_ID)) == 1) {
                EVP_MD_CTX_set_pkey_ctx(ctx, pctx);
                good = EVP_DigestVerifyInit(ctx, NULL, EVP_sm3(), NULL, key) == 1 && EVP_DigestVerify(ctx, der, len, msg, n) == 1;
        }
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(pctx);
        EVP_PKEY_free(key);
        return good;
}

/* ---- keys as text ---- */

/* The five y of the points of order 1, 2, 4 and 8: with such a key anybody can sign. */
static const uint8_t small_order[5][NOTE_ED25519_SIZE] = {
        { 0 }, { 1 },
        { 0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
          0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f },
        { 0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
          0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05 },
        { 0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
          0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a },
};

/* y is below 2^255 - 19 and none of the five.  Whether there is an x shows when a signature is checked. */
static bool ed25519_key_sound(const uint8_t pub[NOTE_ED25519_SIZE])
{
        uint8_t y[NOTE_ED25519_SIZE];
        bool ones = true;

        memcpy(y, pub, sizeof y);
        y[31] &= 0x7f;
        for (int i = 1; i < 31; i++)
                ones &= y[i] == 0xff;
        if (ones && y[31] == 0x7f && y[0] >= 0xed)
                return false;
        for (int i = 0; i < 5; i++)
                if (!memcmp(y, small_order[i], sizeof y))
                        return false;
        return true;
}

static bool key_sound(const struct note_key *k)
{
        EVP_PKEY *key;

        if (k->type != NOTE_SM2)
                return ed25519_key_sound(k->pub);
        key = sm2_key(k->pub);
        EVP_PKEY_free(key);
        return key != NULL;
}

/* type ‖ material, as hashed and as base64 in the vkey. */
static size_t material(const struct note_key *k, uint8_t out[1 + sizeof NOTE_SM2_IDENTIFIER + NOTE_SM2_SIZE])
{
        size_t n = 0, id = strlen(NOTE_SM2_IDENTIFIER), size = k->type == NOTE_SM2 ? NOTE_SM2_SIZE : NOTE_ED25519_SIZE;

        out[n++] = (uint8_t)k->type;
        if (k->type == NOTE_SM2) {
                memcpy(out + n, NOTE_SM2_IDENTIFIER, id);
                n += id;
        }
        memcpy(out + n, k->pub, size);
        return n + size;
}

struct note_key note_key_make(enum note_type type, const char *name, const uint8_t *pub)
{
        struct note_key k = { .name = name, .type = type, .pub = pub };
        uint8_t m[1 + sizeof NOTE_SM2_IDENTIFIER + NOTE_SM2_SIZE];
        size_t n = material(&k, m);
        struct hasher *h = hasher_new(HASH_SHA256);     /* always SHA-256, whatever the log uses: the notes' own rule */
        struct hash id;

        hasher_add(h, name, strlen(name));
        hasher_add(h, "\n", 1);
        hasher_add(h, m, n);
        id = hasher_done(h);
        k.id = (uint32_t)id.b[0] << 24 | (uint32_t)id.b[1] << 16 | (uint32_t)id.b[2] << 8 | id.b[3];
        return k;
}

const char *note_key_text(struct arena *mem, const struct note_key *k)
{
        uint8_t m[1 + sizeof NOTE_SM2_IDENTIFIER + NOTE_SM2_SIZE];
        size_t n = material(k, m);

        return text_make(mem, "%s+%08x+%s", k->name, (unsigned)k->id, base64_text(mem, m, n));
}

const char *note_type_chinese(enum note_type type)
{
        return type == NOTE_SM2 ? "SM2" : type == NOTE_WITNESS ? "Ed25519（见证）" : "Ed25519";
}

/* What Unicode calls white space; ASCII controls never get this far. */
static bool space(uint32_t c)
{
        return c == 0x20 || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
               c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Key names: not empty, UTF-8 without spaces and without plus. */
static bool name_valid(const char *s)
{
        if (!*s || !utf8_valid(s, strlen(s)))
                return false;
        while (*s) {
                uint32_t c = utf8_next(&s);

                if (c < 0x20 || c == '+' || space(c))
                        return false;
        }
        return true;
}

static bool key_bad(struct why *why, const char *what, const char *vkey)
{
        return refuse(why, R_PROOF, "key", "公钥“%s”不可用：%s", vkey, what);
}

/* type ‖ material -> type and pub; false if the length or the identifier is not that of a type we know. */
static bool material_read(const uint8_t *m, size_t n, struct note_key *k)
{
        size_t id = strlen(NOTE_SM2_IDENTIFIER);

        if (n == 1 + NOTE_ED25519_SIZE && (m[0] == NOTE_ED25519 || m[0] == NOTE_WITNESS))
                k->pub = m + 1;
        else if (n == 1 + id + NOTE_SM2_SIZE && m[0] == NOTE_SM2 && !memcmp(m + 1, NOTE_SM2_IDENTIFIER, id))
                k->pub = m + 1 + id;
        else
                return false;
        k->type = (enum note_type)m[0];
        return true;
}

bool note_key_parse(struct why *why, const char *vkey, struct note_key *out)
{
        const char *plus = strchr(vkey, '+'), *second = plus ? strchr(plus + 1, '+') : NULL;
        struct note_key k = { 0 }, made;
        const uint8_t *m;
        char id[9];
        size_t n;

        if (!second || second - plus != 9)
                return key_bad(why, "应当是“名称+8位十六进制编号+base64”", vkey);
        k.name = text_copy_n(why->mem, vkey, (size_t)(plus - vkey));
        m = base64_bytes(why->mem, second + 1, &n);
        if (!name_valid(k.name))
                return key_bad(why, "名称含有空格、控制字符或不是 UTF-8", vkey);
        if (!m || !material_read(m, n, &k))
                return key_bad(why, "不是规范的 base64，或不是认识的密钥类型", vkey);
        made = note_key_make(k.type, k.name, k.pub);
        snprintf(id, sizeof id, "%08x", (unsigned)made.id);
        if (memcmp(id, plus + 1, 8))
                return key_bad(why, "编号与密钥不符", vkey);
        if (!key_sound(&made))
                return key_bad(why, "不是曲线上可用的点", vkey);
        *out = made;
        return true;
}

/* ---- notes ---- */

const char *note_line(struct arena *mem, const struct note_key *k, const uint8_t *signature, size_t n)
{
        uint8_t *all = arena_take(mem, 4 + n);

        for (int i = 0; i < 4; i++)
                all[i] = (uint8_t)(k->id >> (24 - 8 * i));
        memcpy(all + 4, signature, n);
        return text_make(mem, DASH "%s %s\n", k->name, base64_text(mem, all, 4 + n));
}

static bool note_bad(struct why *why, const char *what)
{
        return refuse(why, R_PROOF, "checkpoint", "签名文书格式不对：%s", what);
}

struct line { const char *name; uint32_t id; const uint8_t *sig; size_t n; };

/* One signature line at *p, which moves behind it. */
static bool line_read(struct why *why, const char **p, struct line *out)
{
        const char *lf = strchr(*p, '\n'), *space;
        uint8_t *raw;
        size_t n;

        if (!lf || !text_starts(*p, DASH))
                return note_bad(why, "签名行应当以“— ”开头，以换行符结尾");
        *p += strlen(DASH);
        space = memchr(*p, ' ', (size_t)(lf - *p));
        if (!space)
                return note_bad(why, "签名行应当是“— 名称 签名”");
        out->name = text_copy_n(why->mem, *p, (size_t)(space - *p));
        raw = base64_bytes(why->mem, text_copy_n(why->mem, space + 1, (size_t)(lf - space - 1)), &n);
        if (!name_valid(out->name))
                return note_bad(why, "签名行的名称不对");
        if (!raw || n < 5)
                return note_bad(why, "签名不是规范的 base64");
        out->id = (uint32_t)raw[0] << 24 | (uint32_t)raw[1] << 16 | (uint32_t)raw[2] << 8 | raw[3];
        out->sig = raw + 4;
        out->n = n - 4;
        *p = lf + 1;
        return true;
}

/* A witness signs the time, then the text. */
static bool witness_holds(struct arena *mem, const struct note_key *k, const char *text, const uint8_t *sig)
{
        uint64_t when = 0;
        const char *msg;

        for (int i = 0; i < 8; i++)
                when = when << 8 | sig[i];
        if (when > INT64_MAX)
                return false;
        msg = text_make(mem, "cosignature/v1\ntime %llu\n%s", (unsigned long long)when, text);
        return note_ed25519_holds(k->pub, msg, strlen(msg), sig + 8);
}

static bool line_holds(struct arena *mem, const struct note_key *k, const char *text, const struct line *l)
{
        if (l->n != NOTE_SIGNATURE_SIZE + (k->type == NOTE_WITNESS ? 8 : 0))
                return false;
        if (k->type == NOTE_WITNESS)
                return witness_holds(mem, k, text, l->sig);
        if (k->type == NOTE_SM2)
                return note_sm2_holds(k->pub, text, strlen(text), l->sig);
        return note_ed25519_holds(k->pub, text, strlen(text), l->sig);
}

static const struct note_key *key_find(const struct note_key *keys, size_t n, const struct line *l)
{
        for (size_t i = 0; i < n; i++)
                if (keys[i].id == l->id && !strcmp(keys[i].name, l->name))
                        return &keys[i];
        return NULL;
}

static bool already(const struct note *note, const struct note_key *k)
{
        for (size_t i = 0; i < note->n; i++)
                if (note->signers[i] == k)
                        return true;
        return false;
}

/* Well-formed UTF-8, no control characters but LF, and the last empty line; text gets everything before it, with its LF. */
static bool note_split(struct why *why, const char *bytes, const char **text, const char **lines)
{
        const char *cut = NULL;

        if (!utf8_valid(bytes, strlen(bytes)))
                return note_bad(why, "不是 UTF-8");
        for (const char *p = bytes; *p; p++) {
                if ((unsigned char)*p < 0x20 && *p != '\n')
                        return note_bad(why, "含有控制字符");
                if (p[0] == '\n' && p[1] == '\n')
                        cut = p;
        }
        if (!cut || !cut[2])
                return note_bad(why, "没有签名");
        *text = text_copy_n(why->mem, bytes, (size_t)(cut + 1 - bytes));
        *lines = cut + 2;
        return true;
}

bool note_open(struct why *why, const char *bytes, const struct note_key *keys, size_t n, struct note *out)
{
        struct note note = { .signers = TAKE_N(why->mem, const struct note_key *, NOTE_LINES_MAX) };
        const char *p = NULL;

        if (!note_split(why, bytes, &note.text, &p))
                return false;
        for (int lines = 0; *p; lines++) {
                const struct note_key *k;
                struct line l;

                if (lines == NOTE_LINES_MAX)
                        return note_bad(why, "签名太多");
                if (!line_read(why, &p, &l))
                        return false;
                k = key_find(keys, n, &l);
                if (!k)
                        continue;
                if (already(&note, k))
                        return note_bad(why, "同一密钥签了两次");
                if (!line_holds(why->mem, k, note.text, &l))
                        return refuse(why, R_PROOF, "checkpoint", "%s 的 %s 签名不成立", k->name, note_type_chinese(k->type));
                note.signers[note.n++] = k;
        }
        if (!note.n)
                return refuse(why, R_PROOF, "checkpoint", "没有一个签名出自所给的公钥");
        *out = note;
        return true;
}
