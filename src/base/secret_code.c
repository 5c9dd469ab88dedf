/* secret_code.c - see secret_code.h.  Must never: draw from anything but the kernel's randomness or the random of a form. */
#include "base/secret_code.h"
#include "base/hash.h"
#include "base/text.h"
#include <openssl/crypto.h>
#include <string.h>

#define CODE_CHARS 16           /* of five bits */
#define CODE_BYTES 10

/* Crockford's alphabet: no I, L, O, U. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *secret_code_new(struct arena *mem, const char *secret)
{
        struct buffer b = { .mem = mem };
        uint8_t raw[32];

        if (secret) {
                const char *s = text_make(mem, "mingjing code\n%s", secret);
                struct hash h = hash_bytes(HASH_SHA256, s, strlen(s));

                memcpy(raw, h.b, sizeof raw);
        } else {
                random_bytes(raw, sizeof raw);
        }
        for (size_t i = 0; i < CODE_CHARS; i++) {
                size_t bit = 5 * i, at = bit / 8;
                unsigned two = (unsigned)raw[at] << 8 | (at + 1 < CODE_BYTES ? raw[at + 1] : 0);

                buffer_make(&b, "%s%c", i && i % 4 == 0 ? "-" : "", letters[two >> (11 - bit % 8) & 31]);
        }
        OPENSSL_cleanse(raw, sizeof raw);
        return text_copy(mem, buffer_done(&b));
}

/* 0 for what stands between the characters of a code, -1 for what cannot stand there. */
static int letter_of(char c)
{
        if (c == ' ' || c == '-' || c == '\t')
                return 0;
        if (c >= 'a' && c <= 'z')
                c = (char)(c - 'a' + 'A');
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        return c && strchr(letters, c) ? c : -1;
}

static bool code_read(const char *typed, char out[CODE_CHARS + 1])
{
        size_t n = 0;

        for (const char *s = typed; s && *s; s++) {
                int c = letter_of(*s);

                if (c < 0 || (c && n == CODE_CHARS))
                        return false;
                if (c)
                        out[n++] = (char)c;
        }
        out[n] = '\0';
        return n == CODE_CHARS;
}

char *secret_code_digest(struct arena *mem, const char *typed)
{
        char code[CODE_CHARS + 1];
        struct hash h;

        if (!code_read(typed, code))
                return NULL;
        h = hash_bytes(HASH_SHA256, code, CODE_CHARS);
        return hash_digest(mem, HASH_SHA256, &h);
}

bool secret_code_right(struct arena *mem, const char *typed, const char *digest)
{
        const char *got = secret_code_digest(mem, typed);

        return got && digest && strlen(got) == strlen(digest) && !CRYPTO_memcmp(got, digest, strlen(got));
}
