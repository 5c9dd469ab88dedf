/* net_mail.c - one mail, to one person, as RFC 5322 and 2045 have it: headers in ASCII (2047), the text in base64.  Must never: let a line break
 * of what people wrote into a header. */
#include "net/net_inner.h"
#include "base/text.h"
#include <openssl/evp.h>
#include <string.h>

static const char *base64(struct arena *mem, const char *s, size_t n)
{
        char *out = arena_take(mem, 4 * ((n + 2) / 3) + 1);

        EVP_EncodeBlock((unsigned char *)out, (const unsigned char *)s, (int)n);
        return out;
}

/* A header's words: pieces of at most 39 bytes (with "Subject: " before it a line stays under 78) that end between characters, each an encoded word on a line of its own. */
static const char *header_words(struct arena *mem, const char *s)
{
        struct buffer b = { .mem = mem };

        for (const char *p = s; *p;) {
                const char *end = p;

                while (*end) {
                        const char *next = end;

                        utf8_next(&next);
                        if (next - p > 39)
                                break;
                        end = next;
                }
                buffer_make(&b, "%s=?UTF-8?B?%s?=", b.n ? "\r\n " : "", base64(mem, p, (size_t)(end - p)));
                p = end;
        }
        return buffer_done(&b);
}

static bool one_line(const char *s)
{
        return s && !strpbrk(s, "\r\n");
}

static bool address(const char *s)
{
        const char *at = s ? strchr(s, '@') : NULL;

        return at && at > s && at[1] && !strchr(at + 1, '@') && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@") == strlen(s);
}

static const char *date_of(struct arena *mem, struct instant at)
{
        static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
        static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
        int64_t seconds = at.ms / 1000 + 8 * 3600;
        struct day d = day_of(at);
        int y, m, k;

        day_split(d, &y, &m, &k);
        return text_make(mem, "%s, %02d %s %04d %02d:%02d:%02d +0800", days[day_weekday(d) - 1], k, months[m - 1], y, (int)(seconds / 3600 % 24),
                         (int)(seconds / 60 % 60), (int)(seconds % 60));
}

const char *net_mail_text(struct arena *mem, const struct net_mail *m)
{
        const char *coded = base64(mem, m->body, strlen(m->body));
        struct buffer b = { .mem = mem };

        if (!address(m->from) || !address(m->to) || !one_line(m->subject) || !one_line(m->from_name) || !one_line(m->id))
                return NULL;
        buffer_make(&b, "Date: %s\r\nFrom: %s\r\n <%s>\r\nTo: <%s>\r\nMessage-ID: <%s>\r\nSubject: %s\r\n", date_of(mem, m->at), header_words(mem, m->from_name),
                    m->from, m->to, m->id, header_words(mem, m->subject));
        buffer_text(&b, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
        for (const char *p = coded; *p; p += strlen(p) < 76 ? strlen(p) : 76)
                buffer_make(&b, "%.76s\r\n", p);
        return buffer_done(&b);
}

struct reading { const char *p; size_t n; };

static size_t give(char *to, size_t size, size_t n, void *from)
{
        struct reading *r = from;
        size_t k = size * n < r->n ? size * n : r->n;

        memcpy(to, r->p, k);
        r->p += k;
        r->n -= k;
        return k;
}

static void mail_options(CURL *curl, const struct net_mail *m, struct reading *r, struct curl_slist *to)
{
        curl_easy_setopt(curl, CURLOPT_URL, m->url);
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_USE_SSL, !strcmp(m->tls, "must") ? (long)CURLUSESSL_ALL : !strcmp(m->tls, "try") ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_NONE);
        if (m->ca)
                curl_easy_setopt(curl, CURLOPT_CAINFO, m->ca);
        if (m->user && m->password) {
                curl_easy_setopt(curl, CURLOPT_USERNAME, m->user);
                curl_easy_setopt(curl, CURLOPT_PASSWORD, m->password);
        }
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, m->from);
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, r);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)r->n);
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

void net_mail(struct arena *mem, const struct net_mail *m, struct net_outcome *out)
{
        const char *text = net_mail_text(mem, m);
        struct reading r = { text, text ? strlen(text) : 0 };
        struct curl_slist *to;
        CURL *curl;

        *out = (struct net_outcome){ .detail = "邮箱地址或者标题不合规，没有发出" };
        if (!text)
                return;
        curl = net__curl(0, m->seconds);
        to = net__line(NULL, m->to);
        mail_options(curl, m, &r, to);
        out->detail = net__perform(mem, curl, m->seconds, &out->status);
        out->good = out->status >= 200 && out->status < 300 && !*out->detail;
        if (!out->good && (!*out->detail || out->status >= 400))
                out->detail = text_make(mem, "邮件服务器答复 %lld", (long long)out->status);
        curl_slist_free_all(to);
        curl_easy_cleanup(curl);
}
