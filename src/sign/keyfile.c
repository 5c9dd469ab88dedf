/* keyfile.c - what one file of the keyring says: whose key, its certificates, and the private key encrypted.
 *
 *   mingjing-key/1
 *   who agency/bureau
 *   kind sm2
 *   salt <32 bytes>
 *   key <PKCS#8 under SM4-GCM, then the tag of 16 bytes>
 *   -----BEGIN CERTIFICATE-----          the signer's, then those between it and its root
 *
 * Key and nonce of SM4-GCM come by HKDF-SM3 from the wrapping key, the salt and the owner's name: each file has its own, used once.
 * The lines above "key" are authenticated with it, and the key must fit the certificate: a file under another name does not open.
 * Never: writes a private key in the clear, not even into memory that is not wiped.
 */
#include "sign/inner.h"
#include "base/hash.h"
#include <gcrypt.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string.h>

#define FIRST_LINE "mingjing-key/1\n"
#define SALT_SIZE 32
#define TAG_SIZE 16
#define KEY_SIZE 16
#define NONCE_SIZE 12

void key_record_free(struct key_record *r)
{
        EVP_PKEY_free(r->key);
        X509_free(r->cert);
        sk_X509_pop_free(r->chain, X509_free);
        *r = (struct key_record){ 0 };
}

static bool hkdf(struct bytes secret, struct bytes salt, const char *info, uint8_t *out, size_t n)
{
        EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
        EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
        OSSL_PARAM params[] = {
                OSSL_PARAM_utf8_string(OSSL_KDF_PARAM_DIGEST, (void *)"SM3", 3),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_KEY, (void *)secret.p, secret.n),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt.p, salt.n),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, strlen(info)),
                OSSL_PARAM_END };
        bool good = ctx && EVP_KDF_derive(ctx, out, n, params) == 1;

        EVP_KDF_CTX_free(ctx);
        EVP_KDF_free(kdf);
        return good;
}

bool wrapping_derive(struct bytes secret, struct wrapping *out)
{
        static const uint8_t salt[] = "mingjing keyring";

        return secret.n > 0 && hkdf(secret, (struct bytes){ salt, sizeof salt - 1 }, "wrapping key of signing keys", out->b,
                                    sizeof out->b);
}

/* A cipher keyed for one file, with the lines that are authenticated already given to it. */
static bool cipher_open(struct arena *mem, const struct wrapping *w, struct bytes salt, const char *who, struct bytes head,
                        gcry_cipher_hd_t *out)
{
        uint8_t b[KEY_SIZE + NONCE_SIZE];
        gcry_cipher_hd_t c = NULL;
        bool good = hkdf((struct bytes){ w->b, sizeof w->b }, salt, text_make(mem, "signing key of %s", who), b, sizeof b) &&
                    !gcry_cipher_open(&c, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0) && !gcry_cipher_setkey(c, b, KEY_SIZE) &&
                    !gcry_cipher_setiv(c, b + KEY_SIZE, NONCE_SIZE) && !gcry_cipher_authenticate(c, head.p, head.n);

        OPENSSL_cleanse(b, sizeof b);
        if (good)
                *out = c;
        else if (c)
                gcry_cipher_close(c);
        return good;
}

/* ---- writing ---- */

static bool pkcs8_of(EVP_PKEY *key, uint8_t **out, size_t *n)
{
        PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
        int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info, out) : -1;

        PKCS8_PRIV_KEY_INFO_free(info);
        *n = size > 0 ? (size_t)size : 0;
        return size > 0;
}

static bool encrypt(struct arena *mem, const struct wrapping *w, struct bytes salt, const struct key_record *r, struct bytes head,
                    struct bytes *out)
{
        uint8_t *plain = NULL, *sealed = NULL;
        size_t n = 0;
        gcry_cipher_hd_t c;
        bool good = pkcs8_of(r->key, &plain, &n) && cipher_open(mem, w, salt, r->who, head, &c);

        if (good) {
                sealed = arena_take(mem, n + TAG_SIZE);
                good = !gcry_cipher_encrypt(c, sealed, n, plain, n) && !gcry_cipher_gettag(c, sealed + n, TAG_SIZE);
                gcry_cipher_close(c);
        }
        OPENSSL_clear_free(plain, n);
        if (good)
                *out = (struct bytes){ sealed, n + TAG_SIZE };
        return good;
}

bool key_record_seal(struct arena *mem, const struct wrapping *w, const struct key_record *r, struct bytes *out, struct why *why)
{
        uint8_t salt[SALT_SIZE];
        struct buffer b = { .mem = mem };
        struct bytes sealed;

        random_bytes(salt, sizeof salt);
        buffer_make(&b, FIRST_LINE "who %s\nkind %s\nsalt %s\n", r->who, sign_kind_name(r->kind),
                    base64_text(mem, salt, sizeof salt));
        if (!encrypt(mem, w, (struct bytes){ salt, sizeof salt }, r, (struct bytes){ (uint8_t *)b.p, b.n }, &sealed))
                return fail(why, "不能加密 %s 的签名密钥", r->who);
        buffer_make(&b, "key %s\n%s", base64_text(mem, sealed.p, sealed.n), certificate_pem(mem, r->cert));
        for (int i = 0; i < sk_X509_num(r->chain); i++)
                buffer_text(&b, certificate_pem(mem, sk_X509_value(r->chain, i)));
        *out = (struct bytes){ (uint8_t *)buffer_done(&b), b.n };
        return true;
}

/* ---- reading ---- */

/* The rest of the line behind the word; moves on to the next line.  NULL if the line does not begin so. */
static const char *line_after(struct arena *mem, const char **p, const char *word)
{
        const char *s = *p + strlen(word);
        size_t n;

        if (!text_starts(*p, word))
                return NULL;
        n = strcspn(s, "\n");
        if (s[n] != '\n')
                return NULL;
        *p = s + n + 1;
        return text_copy_n(mem, s, n);
}

static EVP_PKEY *key_of_pkcs8(struct bytes der)
{
        const uint8_t *p = der.p;
        PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &p, (long)der.n);
        EVP_PKEY *key = info ? EVP_PKCS82PKEY(info) : NULL;

        PKCS8_PRIV_KEY_INFO_free(info);
        return key;
}

static EVP_PKEY *decrypt(struct arena *mem, const struct wrapping *w, struct bytes salt, const char *who, struct bytes head,
                         struct bytes sealed)
{
        size_t n = sealed.n - TAG_SIZE;
        uint8_t *plain = arena_take(mem, n);
        EVP_PKEY *key = NULL;
        gcry_cipher_hd_t c;

        if (!cipher_open(mem, w, salt, who, head, &c))
                return NULL;
        if (!gcry_cipher_decrypt(c, plain, n, sealed.p, n) && !gcry_cipher_checktag(c, sealed.p + n, TAG_SIZE))
                key = key_of_pkcs8((struct bytes){ plain, n });
        gcry_cipher_close(c);
        OPENSSL_cleanse(plain, n);
        return key;
}

/* The certificate of the signer is the first one, the rest is the chain. */
static bool certificates_take(const char *pem, struct key_record *r)
{
        r->chain = certificates_of_pem(pem);
        r->cert = sk_X509_shift(r->chain);
        return r->cert != NULL;
}

bool key_record_open(struct arena *mem, const struct wrapping *w, struct bytes file, struct key_record *out, struct why *why)
{
        const char *text = text_copy_n(mem, (const char *)file.p, strnlen((const char *)file.p, file.n)), *p = text;
        const char *first = line_after(mem, &p, "mingjing-key/1"), *who = line_after(mem, &p, "who "),
                *kind = line_after(mem, &p, "kind ");
        const char *salt64 = line_after(mem, &p, "salt ");
        size_t head = (size_t)(p - text), salt_n = 0, sealed_n = 0;
        const char *sealed64 = line_after(mem, &p, "key ");
        uint8_t *salt = salt64 ? base64_bytes(mem, salt64, &salt_n) : NULL,
                *sealed = sealed64 ? base64_bytes(mem, sealed64, &sealed_n) : NULL;
        struct key_record r = { .who = who };

        if (!first || *first || !who || !kind || !sign_kind_parse(kind, &r.kind) || !salt || salt_n != SALT_SIZE || !sealed ||
            sealed_n <= TAG_SIZE)
                return fail(why, "签名密钥文件的内容不完整");
        r.key = decrypt(mem, w, (struct bytes){ salt, salt_n }, who, (struct bytes){ (uint8_t *)text, head },
                        (struct bytes){ sealed, sealed_n });
        if (!r.key)
                return fail(why, "%s 的签名密钥解不开：站点的密钥文件不是制发时的那一份，或者签名密钥文件被改动过", who);
        if (!certificates_take(p, &r) || X509_check_private_key(r.cert, r.key) != 1) {
                key_record_free(&r);
                ERR_clear_error();
                return fail(why, "%s 的签名密钥与证书不相配", who);
        }
        *out = r;
        return true;
}
