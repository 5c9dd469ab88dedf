/* hash.c - SM3 through libgcrypt (about twice OpenSSL's speed on short messages), SHA-256 through OpenSSL. */
#include "base/hash.h"
#include "base/text.h"
#include "base/why.h"
#include <gcrypt.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct hasher { enum hash_kind kind; gcry_md_hd_t sm3; EVP_MD_CTX *sha; };

static const char *const names[HASH__MAX] = { [HASH_SM3] = "sm3", [HASH_SHA256] = "sha256" };

__attribute__((constructor)) static void gcrypt_start(void)
{
        must(gcry_check_version(GCRYPT_VERSION) != NULL);
        gcry_control(GCRYCTL_DISABLE_SECMEM, 0);        /* no keys of ours live in libgcrypt */
        gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

const char *hash_name(enum hash_kind k)
{
        must(k >= 0 && k < HASH__MAX);
        return names[k];
}

bool hash_by_name(const char *name, enum hash_kind *out)
{
        for (int k = 0; k < HASH__MAX; k++)
                if (!strcmp(names[k], name)) {
                        *out = (enum hash_kind)k;
                        return true;
                }
        return false;
}

struct hash hash_bytes(enum hash_kind k, const void *p, size_t n)
{
        struct hash h;

        if (k == HASH_SM3)
                gcry_md_hash_buffer(GCRY_MD_SM3, h.b, p, n);
        else
                SHA256(p, n, h.b);
        return h;
}

bool hash_same(const struct hash *a, const struct hash *b)
{
        return !memcmp(a->b, b->b, sizeof a->b);
}

struct hasher *hasher_new(enum hash_kind k)
{
        struct hasher *h = memory_take(sizeof *h);

        h->kind = k;
        if (k == HASH_SM3)
                must(gcry_md_open(&h->sm3, GCRY_MD_SM3, 0) == 0);
        else
                must((h->sha = EVP_MD_CTX_new()) && EVP_DigestInit_ex(h->sha, EVP_sha256(), NULL));
        return h;
}

void hasher_add(struct hasher *h, const void *p, size_t n)
{
        if (h->kind == HASH_SM3)
                gcry_md_write(h->sm3, p, n);
        else
                must(EVP_DigestUpdate(h->sha, p, n));
}

struct hash hasher_done(struct hasher *h)
{
        struct hash out;

        if (h->kind == HASH_SM3) {
                memcpy(out.b, gcry_md_read(h->sm3, GCRY_MD_SM3), sizeof out.b);
                gcry_md_close(h->sm3);
        } else {
                must(EVP_DigestFinal_ex(h->sha, out.b, NULL));
                EVP_MD_CTX_free(h->sha);
        }
        memory_free(h);
        return out;
}

char *hash_digest(struct arena *a, enum hash_kind k, const struct hash *h)
{
        return text_make(a, "%s:%s", hash_name(k), hex_text(a, h->b, sizeof h->b));
}

bool digest_valid(const char *s)
{
        const char *hex = text_starts(s, "sm3:") ? s + 4 : text_starts(s, "sha256:") ? s + 7 : NULL;

        return hex && strlen(hex) == 64 && strspn(hex, "0123456789abcdef") == 64;
}

char *base64_text(struct arena *a, const void *p, size_t n)
{
        char *out = arena_take(a, (n + 2) / 3 * 4 + 1);

        EVP_EncodeBlock((unsigned char *)out, p, (int)n);
        return out;
}

void base64_hash(const struct hash *h, char out[45])
{
        EVP_EncodeBlock((unsigned char *)out, h->b, sizeof h->b);
}

/* Decode, encode again, compare: whatever is not canonical comes out different. */
uint8_t *base64_bytes(struct arena *a, const char *s, size_t *n)
{
        size_t len = strlen(s), pad = 0;
        uint8_t *out;

        if (len % 4 || len > INT32_MAX)
                return NULL;
        while (pad < 2 && pad < len && s[len - 1 - pad] == '=')
                pad++;
        out = arena_take(a, len / 4 * 3 + 1);
        if (len && EVP_DecodeBlock(out, (const unsigned char *)s, (int)len) < 0)
                return NULL;
        *n = len / 4 * 3 - pad;
        if (strcmp(base64_text(a, out, *n), s))
                return NULL;
        return out;
}

char *hex_text(struct arena *a, const void *p, size_t n)
{
        static const char digits[] = "0123456789abcdef";
        const uint8_t *b = p;
        char *out = arena_take(a, 2 * n + 1);

        for (size_t i = 0; i < n; i++) {
                out[2 * i] = digits[b[i] >> 4];
                out[2 * i + 1] = digits[b[i] & 15];
        }
        return out;
}

void random_bytes(void *p, size_t n)
{
        for (size_t got = 0; got < n;) {
                ssize_t r = getrandom((char *)p + got, n - got, 0);

                must(r > 0);
                got += (size_t)r;
        }
}

char *random_token(struct arena *a, size_t bytes)
{
        uint8_t *raw = arena_take(a, bytes);
        char *s;

        random_bytes(raw, bytes);
        s = base64_text(a, raw, bytes);
        for (char *p = s; *p; p++)
                *p = (char)(*p == '+' ? '-' : *p == '/' ? '_' : *p == '=' ? '\0' : *p);
        return s;
}
