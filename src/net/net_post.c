/* net_post.c - one signed POST, and what libcurl is told by both ways out.  Must never: follow a redirect, or ask a proxy of the environment. */
#include "net/net_inner.h"
#include "base/hash.h"
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

#define CONNECT_MS 5000L
#define ANSWER_MAX 65536

static void curl_start(void)
{
        must(!curl_global_init(CURL_GLOBAL_DEFAULT));
}

CURL *net__curl(long seconds)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        CURL *curl;

        pthread_once(&once, curl_start);
        curl = curl_easy_init();
        must(curl != NULL);
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds > 0 ? seconds : 20L);
        return curl;
}

void net__perform(struct arena *mem, CURL *curl, struct net_outcome *out)
{
        CURLcode code = curl_easy_perform(curl);
        long status = 0;

        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        *out = (struct net_outcome){ .status = status, .detail = "" };
        if (code != CURLE_OK)
                out->detail = text_copy(mem, code == CURLE_OPERATION_TIMEDOUT ? "对方没有按时答复" : curl_easy_strerror(code));
}

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

static size_t drop(char *p, size_t size, size_t n, void *to)
{
        size_t *had = to;

        (void)p;
        *had += size * n;
        return *had > ANSWER_MAX ? 0 : size * n;
}

static struct curl_slist *header(struct curl_slist *l, const char *text)
{
        struct curl_slist *longer = curl_slist_append(l, text);

        must(longer != NULL);
        return longer;
}

void net_post(struct arena *mem, const struct net_post *p, struct net_outcome *out)
{
        CURL *curl = net__curl(p->seconds);
        struct curl_slist *headers = NULL;
        size_t had = 0;

        headers = header(headers, text_make(mem, "Content-Type: %s", p->type));
        headers = header(headers, text_make(mem, "Idempotency-Key: %s", p->key));
        headers = header(headers, text_make(mem, "X-Mingjing-Timestamp: %s", p->stamp));
        headers = header(headers, text_make(mem, "X-Mingjing-Signature: %s", p->signature));
        headers = header(headers, "Expect:");
        curl_easy_setopt(curl, CURLOPT_URL, p->url);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(p->body));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, p->body);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &had);
        net__perform(mem, curl, out);
        out->good = !*out->detail && out->status >= 200 && out->status < 300;
        if (!out->good && !*out->detail)
                out->detail = text_make(mem, "对方答复 %lld", (long long)out->status);
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
}
