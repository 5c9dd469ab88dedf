/* form_token.c - see form_token.h.  Must never: compare a signature in a time that depends on it. */
#include "web/form_token.h"
#include "base/hash.h"
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

#define MAC_CHARS 32
#define KEY_CHARS 22            /* of 16 random bytes */
#define NUMBER_MAX 20

static uint8_t secret[32];
static bool secret_known;

void form_secret_set(const char *words)
{
        if (words) {
                struct hash h = hash_bytes(HASH_SHA256, words, strlen(words));

                memcpy(secret, h.b, sizeof secret);
        } else {
                random_bytes(secret, sizeof secret);
        }
        secret_known = true;
}

static const char *mac_of(struct arena *mem, const char *text)
{
        unsigned char mac[EVP_MAX_MD_SIZE];
        unsigned n = 0;

        must(secret_known);
        must(HMAC(EVP_sha256(), secret, sizeof secret, (const unsigned char *)text, strlen(text), mac, &n) != NULL && n >= MAC_CHARS / 2);
        return hex_text(mem, mac, MAC_CHARS / 2);
}

const char *form_token_new(struct arena *mem, const char *what, int64_t now_ms)
{
        const char *head = text_make(mem, "%lld.%s", (long long)now_ms, random_token(mem, 16));

        return text_make(mem, "%s.%s", head, mac_of(mem, text_make(mem, "%s\n%s", what, head)));
}

bool form_token_read(struct arena *mem, const char *token, const char *what, int64_t now_ms, const char **key, struct why *why)
{
        size_t n = 0;
        char **parts = text_split(mem, token ? token : "", '.', &n);
        const char *want;
        int64_t made;

        if (n != 3 || strlen(parts[1]) != KEY_CHARS || strlen(parts[2]) != MAC_CHARS || !text_int(parts[0], 0, INT64_MAX, &made))
                return refuse(why, R_FORM_TOKEN, NULL, "请用本站的表单提交");
        want = mac_of(mem, text_make(mem, "%s\n%s.%s", what, parts[0], parts[1]));
        if (CRYPTO_memcmp(want, parts[2], MAC_CHARS))
                return refuse(why, R_FORM_TOKEN, NULL, "请用本站的表单提交");
        if (made > now_ms + 60000 || now_ms - made > FORM_MS)
                return refuse(why, R_FORM_TOKEN, NULL, "表单打开超过 %d 小时", (int)(FORM_MS / 3600000));
        *key = parts[1];
        return true;
}

/* ---- the sum ---- */

static void sum_of(struct arena *mem, const char *key, int *a, int *b, bool *plus)
{
        const char *hex = mac_of(mem, text_make(mem, "sum\n%s", key));
        unsigned x = 0, y = 0, z = 0;

        must(sscanf(hex, "%2x%2x%2x", &x, &y, &z) == 3);
        *a = 12 + (int)(x % 60);
        *b = 2 + (int)(y % 8);
        *plus = z % 2;
}

/* 0 to 99. */
static const char *in_words(struct arena *mem, int n)
{
        static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

        if (n < 10)
                return digits[n];
        return text_make(mem, "%s十%s", n < 20 ? "" : digits[n / 10], n % 10 ? digits[n % 10] : "");
}

const char *form_question(struct arena *mem, const char *key)
{
        bool plus;
        int a, b;

        sum_of(mem, key, &a, &b, &plus);
        return text_make(mem, "%s%s%s等于多少", in_words(mem, a), plus ? "加" : "减", in_words(mem, b));
}

/* Without spaces, full-width figures as ordinary ones. */
static const char *plain(struct arena *mem, const char *s)
{
        struct buffer b = { .mem = mem };

        while (*s) {
                const char *at = s;
                uint32_t u = utf8_next(&s);

                if (u >= 0xFF10 && u <= 0xFF19)
                        buffer_make(&b, "%c", (char)('0' + (u - 0xFF10)));
                else if (u != ' ' && u != 0x3000)
                        buffer_put(&b, at, (size_t)(s - at));
        }
        return buffer_done(&b);
}

bool form_answer_right(struct arena *mem, const char *key, const char *typed)
{
        const char *given;
        bool plus;
        int a, b, sum;

        if (text_empty(typed) || strlen(typed) > 60)
                return false;
        sum_of(mem, key, &a, &b, &plus);
        sum = plus ? a + b : a - b;
        given = plain(mem, typed);
        return !strcmp(given, text_make(mem, "%d", sum)) || !strcmp(given, in_words(mem, sum)) ||
               (sum >= 10 && sum < 20 && !strcmp(given, text_make(mem, "一%s", in_words(mem, sum))));
}

/* ---- the work ---- */

bool form_work_right(struct arena *mem, const char *token, const char *number)
{
        const char *text;
        struct hash h;
        unsigned bits = 0;

        if (text_empty(token) || text_empty(number) || strlen(number) > NUMBER_MAX || strspn(number, "0123456789") != strlen(number))
                return false;
        text = text_make(mem, "%s:%s", token, number);
        h = hash_bytes(HASH_SHA256, text, strlen(text));
        while (bits < FORM_WORK && !(h.b[bits / 8] & 0x80 >> bits % 8))
                bits++;
        return bits == FORM_WORK;
}
