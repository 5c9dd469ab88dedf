/* algorithm.c - SM2 with SM3, ECDSA P-256 and RSA with SHA-256: making keys, signing, verifying.  The arithmetic is OpenSSL's.
 *
 * SM2 is always computed with the distinguishing identifier: OpenSSL does not put the default one by itself.
 * Never accepts SHA-1 or MD5, RSA below 2048 bits, or a curve other than those named here.
 */
#include "sign/inner.h"
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <string.h>

#define RSA_BITS 3072
#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 8192

static const char *const names[] = { [SIGN_SM2] = "sm2", [SIGN_ECDSA] = "ecdsa", [SIGN_RSA] = "rsa" };

const char *sign_kind_name(enum sign_kind k)
{
        must(k >= SIGN_SM2 && k <= SIGN_RSA);
        return names[k];
}

bool sign_kind_parse(const char *name, enum sign_kind *out)
{
        for (int k = SIGN_SM2; k <= SIGN_RSA; k++)
                if (text_same(name, names[k])) {
                        *out = (enum sign_kind)k;
                        return true;
                }
        return false;
}

EVP_PKEY *key_make(enum sign_kind kind)
{
        switch (kind) {
        case SIGN_SM2:   return EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
        case SIGN_ECDSA: return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
        case SIGN_RSA:   return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)RSA_BITS);
        }
        return NULL;
}

bool key_kind(const EVP_PKEY *key, enum sign_kind *out)
{
        char group[64] = "";
        size_t n = 0;
        int bits = EVP_PKEY_get_bits(key);

        if (EVP_PKEY_is_a(key, "RSA")) {
                *out = SIGN_RSA;
                return bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
        }
        if (EVP_PKEY_is_a(key, "SM2")) {
                *out = SIGN_SM2;
                return true;
        }
        if (!EVP_PKEY_is_a(key, "EC") || EVP_PKEY_get_group_name(key, group, sizeof group, &n) != 1)
                return false;
        *out = SIGN_ECDSA;
        return text_in(group, "prime256v1|P-256|secp384r1|P-384|secp521r1|P-521", '|');
}

int kind_digest(enum sign_kind kind)
{
        return kind == SIGN_SM2 ? NID_sm3 : NID_sha256;
}

/* The identifier of SM2 goes into a key context that the digest context does not own; see sign_ctx_free(). */
static EVP_MD_CTX *ctx_new(EVP_PKEY *key)
{
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        EVP_PKEY_CTX *pctx = EVP_PKEY_CTX_new(key, NULL);

        if (ctx && pctx && (!EVP_PKEY_is_a(key, "SM2") || EVP_PKEY_CTX_set1_id(pctx, SM2_ID, (int)strlen(SM2_ID)) == 1)) {
                EVP_MD_CTX_set_pkey_ctx(ctx, pctx);
                return ctx;
        }
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(pctx);
        return NULL;
}

void sign_ctx_free(EVP_MD_CTX *ctx)
{
        EVP_PKEY_CTX *pctx = ctx ? EVP_MD_CTX_get_pkey_ctx(ctx) : NULL;

        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(pctx);
}

EVP_MD_CTX *sign_ctx_new(EVP_PKEY *key, enum sign_kind kind)
{
        EVP_MD_CTX *ctx = ctx_new(key);

        if (ctx && EVP_DigestSignInit(ctx, NULL, EVP_get_digestbynid(kind_digest(kind)), NULL, key) == 1)
                return ctx;
        sign_ctx_free(ctx);
        return NULL;
}

bool key_sign(EVP_PKEY *key, enum sign_kind kind, struct bytes text, struct arena *mem, struct bytes *out)
{
        EVP_MD_CTX *ctx = sign_ctx_new(key, kind);
        size_t n = 0;
        uint8_t *p;
        bool good = ctx && EVP_DigestSign(ctx, NULL, &n, text.p, text.n) == 1;

        if (good) {
                p = arena_take(mem, n);
                good = EVP_DigestSign(ctx, p, &n, text.p, text.n) == 1;
                if (good)
                        *out = (struct bytes){ p, n };
        }
        sign_ctx_free(ctx);
        return good;
}

static bool digest_allowed(const EVP_PKEY *key, int digest)
{
        if (EVP_PKEY_is_a(key, "SM2"))
                return digest == NID_sm3;
        return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

bool key_verify(EVP_PKEY *key, int digest, const struct pieces *text, struct bytes signature)
{
        enum sign_kind kind;
        EVP_MD_CTX *ctx;
        bool good;

        if (!key_kind(key, &kind) || !digest_allowed(key, digest) || !(ctx = ctx_new(key)))
                return false;
        good = EVP_DigestVerifyInit(ctx, NULL, EVP_get_digestbynid(digest), NULL, key) == 1;
        for (size_t i = 0; good && i < text->n; i++)
                good = EVP_DigestVerifyUpdate(ctx, text->at[i].p, text->at[i].n) == 1;
        good = good && EVP_DigestVerifyFinal(ctx, signature.p, signature.n) == 1;
        sign_ctx_free(ctx);
        return good;
}

bool pieces_digest(int digest, const struct pieces *p, uint8_t out[EVP_MAX_MD_SIZE], size_t *n)
{
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        const EVP_MD *md = EVP_get_digestbynid(digest);
        unsigned got = 0;
        bool good = ctx && md && EVP_DigestInit_ex(ctx, md, NULL) == 1;

        for (size_t i = 0; good && i < p->n; i++)
                good = EVP_DigestUpdate(ctx, p->at[i].p, p->at[i].n) == 1;
        good = good && EVP_DigestFinal_ex(ctx, out, &got) == 1;
        EVP_MD_CTX_free(ctx);
        *n = got;
        return good;
}
