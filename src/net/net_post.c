/* net_post.c - one signed POST.  Must never: send a secret, or believe of the answer more than its status. */
#include "net/net.h"
#include "base/hash.h"
#include "base/text.h"
#include <openssl/evp.h>
#include <string.h>

#define ANSWER_MAX 65536

bool net_hmac(struct arena *mem, const char *secret, const char *stamp, const char *body, const char **out, struct why *why)
{
        const char *signed_text = text_make(mem, "%s.%s", stamp, body);
        unsigned char mac[32];
        size_t n = 0;

        if (!EVP_Q_mac(NULL, "HMAC", NULL, "SM3", NULL, secret, strlen(secret), (const unsigned char *)signed_text, strlen(signed_text), mac,
                       sizeof mac, &n) || n != sizeof mac)
                return fail(why, "HMAC-SM3 没有算成");
        *out = text_make(mem, "hmac-sm3 %s", hex_text(mem, mac, sizeof mac));
        return true;
}

void net_post_ask(struct arena *mem, const struct net_post *p, struct net_answer *out)
{
        const char *const headers[] = { text_make(mem, "Content-Type: %s", p->type), text_make(mem, "Idempotency-Key: %s", p->key),
                                        text_make(mem, "X-Mingjing-Timestamp: %s", p->stamp), text_make(mem, "X-Mingjing-Signature: %s", p->signature) };

        net_ask(mem, &(struct net_request){ .url = p->url, .body = p->body, .headers = headers, .n_headers = 4, .most = ANSWER_MAX, .seconds = p->seconds }, out);
}

void net_post(struct arena *mem, const struct net_post *p, struct net_outcome *out)
{
        struct net_answer a;

        net_post_ask(mem, p, &a);
        *out = (struct net_outcome){ a.came && a.status >= 200 && a.status < 300, a.status, a.detail };
        if (!out->good && a.came)
                out->detail = text_make(mem, "对方答复 %lld", (long long)a.status);
}
