/* s3_sign.c - AWS Signature Version 4: what is asked is written in one canonical way, hashed, and signed with a key derived from the
 * secret, the day, the region and the service.  Pure: the time comes in.
 *
 * Must never: put the secret anywhere but into the first HMAC.
 */
#include "blob/inner.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

static bool plain_character(char c, bool slashes_too)
{
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~' ||
               (c == '/' && !slashes_too);
}

const char *s3_encoded(struct arena *mem, const char *s, bool slashes_too)
{
        struct buffer b = { .mem = mem };

        for (; *s; s++)
                if (plain_character(*s, slashes_too))
                        buffer_put(&b, s, 1);
                else
                        buffer_make(&b, "%%%02X", (unsigned)(unsigned char)*s);
        return buffer_done(&b);
}

/* Sorted by encoded name: names differ, so values need not be compared. */
const char *s3_query(struct arena *mem, const struct s3_param *q, size_t n)
{
        struct buffer b = { .mem = mem };
        const char *last = "";

        for (size_t put = 0; put < n; put++) {
                const char *least = NULL, *value = NULL;

                for (size_t i = 0; i < n; i++) {
                        const char *name = q[i].name ? s3_encoded(mem, q[i].name, true) : "";

                        if (strcmp(name, last) > 0 && (!least || strcmp(name, least) < 0)) {
                                least = name;
                                value = q[i].value;
                        }
                }
                if (!least)
                        break;
                buffer_make(&b, "%s%s=%s", b.n ? "&" : "", least, s3_encoded(mem, value, true));
                last = least;
        }
        return buffer_done(&b);
}

static void hmac(const void *key, size_t n, const char *text, uint8_t out[32])
{
        unsigned size = 32;

        must(HMAC(EVP_sha256(), key, (int)n, (const unsigned char *)text, strlen(text), out, &size) && size == 32);
}

const char *s3_authorization(struct arena *mem, const struct s3_sign *s)
{
        const char *day = text_copy_n(mem, s->date, 8), *scope = text_make(mem, "%s/%s/s3/aws4_request", day, s->region);
        const char *ask = text_make(mem, "%s\n%s\n%s\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\nhost;x-amz-content-sha256;x-amz-date\n%s",
                                    s->method, s->path, s->query, s->host, s->content_sha256, s->date, s->content_sha256);
        struct hash asked = hash_bytes(HASH_SHA256, ask, strlen(ask));
        const char *to_sign = text_make(mem, "AWS4-HMAC-SHA256\n%s\n%s\n%s", s->date, scope, hex_text(mem, asked.b, sizeof asked.b));
        char *first = text_make(mem, "AWS4%s", s->secret);
        uint8_t k[32];

        hmac(first, strlen(first), day, k);
        explicit_bzero(first, strlen(first));
        hmac(k, sizeof k, s->region, k);
        hmac(k, sizeof k, "s3", k);
        hmac(k, sizeof k, "aws4_request", k);
        hmac(k, sizeof k, to_sign, k);
        return text_make(mem, "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=%s", s->key, scope,
                         hex_text(mem, k, sizeof k));
}
