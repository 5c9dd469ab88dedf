/* totp.c - see totp.h.  Must never: compare a code in a time that depends on it, or remember anything. */
#include "signin/totp.h"
#include "base/html.h"
#include "base/why.h"
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

void totp_code(struct bytes key, int64_t step, char out[7])
{
        unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
        unsigned n = 0, at;
        uint32_t v;

        for (int i = 7; i >= 0; i--, step >>= 8)
                counter[i] = (unsigned char)step;
        must(HMAC(EVP_sha1(), key.p, (int)key.n, counter, sizeof counter, mac, &n) && n == 20);
        at = mac[19] & 15;
        v = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 | mac[at + 3];
        snprintf(out, 7, "%06u", v % 1000000);
}

enum totp_match totp_check(struct bytes key, const char *typed, struct instant now, int64_t used, int64_t *step)
{
        int64_t middle = now.ms / TOTP_STEP_MS;
        enum totp_match found = TOTP_WRONG;
        char code[7];

        if (strlen(typed) != 6)
                return TOTP_WRONG;
        for (int64_t s = middle - 1; s <= middle + 1; s++) {
                totp_code(key, s, code);
                if (CRYPTO_memcmp(code, typed, 6))
                        continue;
                if (s > used) {
                        *step = s;
                        return TOTP_RIGHT;
                }
                found = TOTP_USED;
        }
        return found;
}

char *base32_text(struct arena *mem, struct bytes key)
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        struct buffer b = { .mem = mem };
        uint32_t held = 0;
        int bits = 0;

        for (size_t i = 0; i < key.n; i++) {
                held = held << 8 | key.p[i];
                for (bits += 8; bits >= 5; bits -= 5)
                        buffer_put(&b, &letters[held >> (bits - 5) & 31], 1);
        }
        if (bits)
                buffer_put(&b, &letters[held << (5 - bits) & 31], 1);
        return text_copy(mem, buffer_done(&b));
}

const char *totp_uri(struct arena *mem, struct bytes key, const char *site, const char *login)
{
        return url(mem, "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30", site, login, base32_text(mem, key), site);
}
