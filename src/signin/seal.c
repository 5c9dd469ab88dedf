/* seal.c - see seal.h.  Must never: give out bytes whose tag did not agree, or leave a key in memory. */
#include "signin/seal.h"
#include "base/hash.h"
#include "journal/proof.h"
#include <errno.h>
#include <gcrypt.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define KEY 16
#define NONCE 12
#define TAG 16
#define KEY_FILE_MAX 16384
#define FIRST "v1."
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static bool key_file_read(const char *path, uint8_t *to, size_t *n, struct why *why)
{
        FILE *f = fopen(path, "re");

        if (!f)
                return fail(why, "打不开站点的密钥文件 %s：%s", path, strerror(errno));
        *n = fread(to, 1, KEY_FILE_MAX, f);
        fclose(f);
        return *n > 0 || fail(why, "站点的密钥文件 %s 是空的", path);
}

static bool key_derive(struct bytes secret, const char *what, uint8_t key[KEY])
{
        static const char salt[] = "mingjing sign-in";
        EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
        EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
        OSSL_PARAM params[] = {
                OSSL_PARAM_utf8_string(OSSL_KDF_PARAM_DIGEST, (void *)"SM3", 3),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_KEY, (void *)secret.p, secret.n),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, sizeof salt - 1),
                OSSL_PARAM_octet_string(OSSL_KDF_PARAM_INFO, (void *)what, strlen(what)),
                OSSL_PARAM_END };
        bool good = ctx && EVP_KDF_derive(ctx, key, KEY, params) == 1;

        EVP_KDF_CTX_free(ctx);
        EVP_KDF_free(kdf);
        return good;
}

/* A cipher that has its key, its nonce and what it belongs to. */
static bool cipher_open(struct arena *mem, const char *url, const char *what, const uint8_t nonce[NONCE], gcry_cipher_hd_t *out, struct why *why)
{
        uint8_t *file = arena_take(mem, KEY_FILE_MAX), key[KEY];
        gcry_cipher_hd_t c = NULL;
        size_t n = 0;
        bool good;

        if (!key_file_read(keys_path(mem, url), file, &n, why))
                return false;
        good = key_derive((struct bytes){ file, n }, what, key) && !gcry_cipher_open(&c, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM, 0) &&
               !gcry_cipher_setkey(c, key, KEY) && !gcry_cipher_setiv(c, nonce, NONCE) && !gcry_cipher_authenticate(c, what, strlen(what));
        OPENSSL_cleanse(file, KEY_FILE_MAX);
        OPENSSL_cleanse(key, sizeof key);
        if (good)
                *out = c;
        else if (c)
                gcry_cipher_close(c);
        return good || fail(why, "SM4-GCM 不能使用");
}

bool secret_seal(struct arena *mem, const char *url, const char *what, struct bytes plain, const char **out, struct why *why)
{
        size_t n = NONCE + plain.n + TAG, room = sodium_base64_encoded_len(n, BASE64);
        uint8_t *b = arena_take(mem, n);
        char *text = arena_take(mem, room);
        gcry_cipher_hd_t c;
        bool good;

        random_bytes(b, NONCE);
        if (!cipher_open(mem, url, what, b, &c, why))
                return false;
        good = !gcry_cipher_encrypt(c, b + NONCE, plain.n, plain.p, plain.n) && !gcry_cipher_gettag(c, b + NONCE + plain.n, TAG);
        gcry_cipher_close(c);
        if (!good)
                return fail(why, "没有加密成");
        sodium_bin2base64(text, room, b, n, BASE64);
        *out = text_make(mem, FIRST "%s", text);
        return true;
}

bool secret_open(struct arena *mem, const char *url, const char *what, const char *sealed, struct bytes *out, bool *good, struct why *why)
{
        size_t room = sealed ? strlen(sealed) : 0, n = 0;
        uint8_t *b = arena_take(mem, room + 1), *plain;
        gcry_cipher_hd_t c;

        *good = false;
        if (!sealed || !text_starts(sealed, FIRST) || sodium_base642bin(b, room, sealed + strlen(FIRST), room - strlen(FIRST), NULL, &n, NULL, BASE64) ||
            n < NONCE + TAG)
                return true;
        if (!cipher_open(mem, url, what, b, &c, why))
                return false;
        n -= NONCE + TAG;
        plain = arena_take(mem, n + 1);
        *good = !gcry_cipher_decrypt(c, plain, n, b + NONCE, n) && !gcry_cipher_checktag(c, b + NONCE + n, TAG);
        gcry_cipher_close(c);
        if (*good)
                *out = (struct bytes){ plain, n };
        return true;
}
