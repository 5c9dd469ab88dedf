/* net_ask.c - one question over HTTP, and what libcurl is told by every way out.  The other side can be slow, wrong or hostile: its time and its
 * answer have bounds.  Must never: follow a redirect, or ask a proxy of the environment unless the caller says so. */
#include "net/net_inner.h"
#include "base/text.h"
#include <openssl/x509.h>
#include <pthread.h>
#include <string.h>

#define CONNECT_MS 5000L
#define SECONDS 20L

static void curl_start(void)
{
        must(!curl_global_init(CURL_GLOBAL_DEFAULT));
}

CURL *net__curl(long connect_ms, long seconds)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        CURL *curl;

        pthread_once(&once, curl_start);
        curl = curl_easy_init();
        must(curl != NULL);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_ms > 0 ? connect_ms : CONNECT_MS);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds > 0 ? seconds : SECONDS);
        return curl;
}

const char *net__perform(struct arena *mem, CURL *curl, long seconds, int64_t *status)
{
        CURLcode code = curl_easy_perform(curl);
        long got = 0;

        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got);
        *status = got;
        if (code == CURLE_OPERATION_TIMEDOUT)
                return text_make(mem, "%ld 秒内没有答复", seconds > 0 ? seconds : SECONDS);
        if (code == CURLE_PEER_FAILED_VERIFICATION) {
                long why = 0;

                curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &why);
                return text_make(mem, "对方的证书不可信：%s", why > X509_V_ERR_UNSPECIFIED ? X509_verify_cert_error_string(why) : "证书上的名称不是这个地址");
        }
        return code == CURLE_OK ? "" : text_copy(mem, curl_easy_strerror(code));
}

struct curl_slist *net__line(struct curl_slist *l, const char *text)
{
        struct curl_slist *longer = curl_slist_append(l, text);

        must(longer != NULL);
        return longer;
}

struct taking { struct buffer b; size_t most; };

static size_t take(char *p, size_t size, size_t n, void *to)
{
        struct taking *t = to;

        if (size * n > t->most - t->b.n)
                return 0;
        buffer_put(&t->b, p, size * n);
        return size * n;
}

static void request_options(CURL *curl, const struct net_request *r)
{
        curl_easy_setopt(curl, CURLOPT_URL, r->url);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        if (r->ca)
                curl_easy_setopt(curl, CURLOPT_CAINFO, r->ca);
        if (!r->proxy)
                curl_easy_setopt(curl, CURLOPT_PROXY, "");
        if (r->body) {
                curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(r->body));
                curl_easy_setopt(curl, CURLOPT_POSTFIELDS, r->body);
        }
        if (r->user)
                curl_easy_setopt(curl, CURLOPT_USERPWD, r->user);
}

void net_ask(struct arena *mem, const struct net_request *r, struct net_answer *out)
{
        struct taking t = { { .mem = mem }, r->most };
        CURL *curl = net__curl(r->connect_ms, r->seconds);
        struct curl_slist *headers = NULL;

        for (size_t i = 0; i < r->n_headers; i++)
                headers = net__line(headers, r->headers[i]);
        headers = net__line(headers, "Expect:");
        request_options(curl, r);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &t);
        *out = (struct net_answer){ 0 };
        out->detail = net__perform(mem, curl, r->seconds, &out->status);
        out->came = !*out->detail;
        out->text = buffer_done(&t.b);
        out->n = t.b.n;
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
}
