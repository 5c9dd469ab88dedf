/* s3_http.c - one signed request to an S3 server by libcurl, asked again a bounded number of times when the server errs or is silent.
 *
 * Bodies are in memory and hashed (x-amz-content-sha256), so that the server refuses what was damaged on its way and a second try sends
 * the same.  Connections are kept.
 * Must never: follow a redirect or a proxy of the environment with our signature; log or return the secret.
 */
#include "blob/inner.h"
#include "base/setting.h"
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TRIES 5
#define PAUSE_MS 100            /* before the second try; doubled each time: 1.5 s in all */
#define CONNECT_MS 5000L
#define SILENT_SECONDS 20L
#define TEXT_MAX ((size_t)16 << 20)
#define IDLE_MAX 16

struct s3 {
        const char *endpoint, *host, *bucket, *prefix, *region, *key, *secret;  /* prefix: "" or ends with "/" */
        pthread_mutex_t lock;
        CURL *idle[IDLE_MAX];
        int idle_n;
};

/* ---- opening ---- */

static char *decoded(struct arena *mem, const char *s, size_t n)
{
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        char *out = arena_take(mem, n + 1), *at = out;

        for (size_t i = 0; i < n; i++) {
                const char *high = s[i] == '%' && i + 2 < n ? strchr(digits, s[i + 1]) : NULL, *low = high ? strchr(digits, s[i + 2]) : NULL;

                if (low && *high && *low) {
                        *at++ = (char)((high - digits) % 16 * 16 + (low - digits) % 16);
                        i += 2;
                } else {
                        *at++ = s[i];
                }
        }
        return out;
}

/* The value of NAME= in the query of the address; NULL if it is not there. */
static const char *param(struct arena *mem, const char *where, const char *name)
{
        const char *at = strchr(where, '?');

        while (at && *++at) {
                size_t n = strcspn(at, "&");

                if (!strncmp(at, name, strlen(name)) && at[strlen(name)] == '=')
                        return decoded(mem, at + strlen(name) + 1, n - strlen(name) - 1);
                at = at[n] ? at + n : NULL;
        }
        return NULL;
}

static bool secret_of_file(struct s3 *s, struct arena *mem, const char *path, struct why *why)
{
        struct bytes text = { 0 };
        struct stat st;
        bool there = false;
        size_t n;
        char **line;

        if (stat(path, &st) || (st.st_mode & 077))
                return fail(why, "S3 凭据文件 %s 打不开，或者别人也能读（应为 0600）", path);
        if (!file_text(mem, path, &there, &text, why))
                return false;
        line = text_split(mem, text_copy_n(mem, (const char *)text.p, text.n), '\n', &n);
        if (n < 2 || !*line[0] || !*line[1])
                return fail(why, "S3 凭据文件 %s 应有两行：访问标识、密钥", path);
        s->key = text_trim(mem, line[0]);
        s->secret = text_trim(mem, line[1]);
        return true;
}

static bool credentials(struct s3 *s, struct arena *mem, struct why *why)
{
        const char *file = setting_text("s3-credentials"), *key = setting_text("s3-key"), *secret = setting_text("s3-secret");

        if (!text_empty(key) && !text_empty(secret)) {
                s->key = text_copy(mem, key);
                s->secret = text_copy(mem, secret);
                return true;
        }
        if (!text_empty(file))
                return secret_of_file(s, mem, file, why);
        return refuse(why, R_ARG_MISSING, "blobs", "S3 需要凭据：MINGJING_S3_KEY 和 MINGJING_S3_SECRET，或者凭据文件 MINGJING_S3_CREDENTIALS");
}

/* Where uploads are staged if the address does not say: among the states of this program. */
static const char *stage_usual(struct arena *mem, const char *bucket)
{
        const char *state = setting_environment("XDG_STATE_HOME"), *home = setting_environment("HOME");

        if (text_empty(state))
                state = text_make(mem, "%s/.local/state", text_empty(home) ? "/var/lib" : home);
        return text_make(mem, "%s/mingjing-stage-%s", state, bucket);
}

static bool address(struct s3 *s, struct arena *mem, const char *where, struct why *why)
{
        const char *path = where + strlen("s3://"), *slash;
        size_t n = strcspn(path, "?");
        char *all = decoded(mem, path, n);

        s->endpoint = param(mem, where, "endpoint");
        s->region = param(mem, where, "region");
        if (!s->region)
                s->region = "us-east-1";
        slash = strchr(all, '/');
        s->bucket = slash ? text_copy_n(mem, all, (size_t)(slash - all)) : all;
        s->prefix = slash ? slash + 1 : "";
        if (*s->prefix && s->prefix[strlen(s->prefix) - 1] != '/')
                s->prefix = text_make(mem, "%s/", s->prefix);
        if (!s->endpoint || (!text_starts(s->endpoint, "http://") && !text_starts(s->endpoint, "https://")))
                return refuse(why, R_ARG_TYPE, "blobs", "S3 地址应为 s3://存储桶/前缀?endpoint=http://主机:端口&region=区域");
        s->host = strstr(s->endpoint, "://") + 3;
        if (*s->host && s->endpoint[strlen(s->endpoint) - 1] == '/') {
                s->endpoint = text_copy_n(mem, s->endpoint, strlen(s->endpoint) - 1);
                s->host = strstr(s->endpoint, "://") + 3;
        }
        if (!*s->bucket || !*s->host || strchr(s->host, '@') || strchr(s->host, '/'))
                return refuse(why, R_ARG_TYPE, "blobs", "S3 地址里没有存储桶，或者 endpoint 里有路径、凭据");
        return true;
}

static void curl_start(void)
{
        must(!curl_global_init(CURL_GLOBAL_DEFAULT));
}

struct s3 *s3_open(struct arena *mem, const char *where, const char **stage, struct why *why)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        struct s3 *s = TAKE(mem, struct s3);
        const char *given = param(mem, where, "stage");

        pthread_once(&once, curl_start);
        must(!pthread_mutex_init(&s->lock, NULL));
        if (!address(s, mem, where, why) || !credentials(s, mem, why))
                return NULL;
        *stage = given ? given : stage_usual(mem, s->bucket);
        return s;
}

void s3_close(struct s3 *s)
{
        if (!s)
                return;
        while (s->idle_n)
                curl_easy_cleanup(s->idle[--s->idle_n]);
        pthread_mutex_destroy(&s->lock);
}

const char *s3_prefix(const struct s3 *s)
{
        return s->prefix;
}

static CURL *handle_take(struct s3 *s)
{
        CURL *c = NULL;

        pthread_mutex_lock(&s->lock);
        if (s->idle_n)
                c = s->idle[--s->idle_n];
        pthread_mutex_unlock(&s->lock);
        if (!c)
                c = curl_easy_init();
        must(c != NULL);
        return c;
}

static void handle_give(struct s3 *s, CURL *c, bool well)
{
        pthread_mutex_lock(&s->lock);
        if (well && s->idle_n < IDLE_MAX) {
                curl_easy_reset(c);     /* keeps the connection */
                s->idle[s->idle_n++] = c;
                c = NULL;
        }
        pthread_mutex_unlock(&s->lock);
        if (c)
                curl_easy_cleanup(c);
}

/* ---- one try ---- */

struct try {
        const struct s3_ask *q;
        struct s3_answer *a;
        struct buffer text;
        struct arena *mem;
};

static size_t take_body(char *p, size_t size, size_t n, void *to)
{
        struct try *t = to;

        (void)size;
        if (t->q->to && t->a->status == 206) {
                if (n > (size_t)t->q->n - t->a->got)
                        return 0;
                memcpy((char *)t->q->to + t->a->got, p, n);
                t->a->got += n;
                return n;
        }
        if (t->text.n + n > TEXT_MAX)
                return 0;
        buffer_put(&t->text, p, n);
        return n;
}

static size_t take_header(char *p, size_t size, size_t n, void *to)
{
        struct try *t = to;
        const char *line = text_trim(t->mem, text_copy_n(t->mem, p, n)), *colon = strchr(line, ':');

        (void)size;
        if (text_starts(line, "HTTP/")) {
                const char *space = strchr(line, ' ');

                *t->a = (struct s3_answer){ .size = -1, .status = space ? strtol(space, NULL, 10) : 0 };
                t->text.n = 0;
        } else if (colon && !strncasecmp(line, "etag:", 5)) {
                t->a->etag = text_trim(t->mem, colon + 1);
        } else if (colon && !strncasecmp(line, "content-length:", 15)) {
                text_int(text_trim(t->mem, colon + 1), 0, INT64_MAX, &t->a->size);
        } else if (colon && !strncasecmp(line, "last-modified:", 14)) {
                t->a->modified.ms = (int64_t)curl_getdate(colon + 1, NULL) * 1000;
        }
        return n;
}

/* "20261123T101500Z" */
static const char *now_text(struct arena *mem)
{
        struct timespec t;
        struct buffer b = { .mem = mem };
        const char *at;

        clock_gettime(CLOCK_REALTIME, &t);      /* lint: a signature carries the time of sending */
        at = instant_text(mem, (struct instant){ (int64_t)t.tv_sec * 1000 });
        for (; *at && *at != '.'; at++)
                if (*at != '-' && *at != ':')
                        buffer_put(&b, at, 1);
        buffer_put(&b, "Z", 1);
        return buffer_done(&b);
}

static struct curl_slist *headers(const struct s3 *s, struct arena *mem, const struct s3_ask *q, const char *path, const char *query)
{
        struct hash h = hash_bytes(HASH_SHA256, q->body.n ? (const void *)q->body.p : "", q->body.n);
        struct s3_sign sign = { .method = q->method, .path = path, .query = query, .host = s->host, .date = now_text(mem), .region = s->region,
                                .key = s->key, .secret = s->secret, .content_sha256 = hex_text(mem, h.b, sizeof h.b) };
        struct curl_slist *l = curl_slist_append(NULL, text_make(mem, "Authorization: %s", s3_authorization(mem, &sign)));

        l = curl_slist_append(l, text_make(mem, "x-amz-date: %s", sign.date));
        l = curl_slist_append(l, text_make(mem, "x-amz-content-sha256: %s", sign.content_sha256));
        l = curl_slist_append(l, "Content-Type: application/octet-stream");
        l = curl_slist_append(l, "Expect:");
        if (q->n > 0)
                l = curl_slist_append(l, text_make(mem, "Range: bytes=%lld-%lld", (long long)q->from, (long long)(q->from + q->n - 1)));
        must(l != NULL);
        return l;
}

static void options(CURL *c, struct try *t, const char *url, struct curl_slist *l, char *error)
{
        const struct s3_ask *q = t->q;

        curl_easy_setopt(c, CURLOPT_URL, url);
        curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(c, CURLOPT_PROXY, "");
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, SILENT_SECONDS);
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, l);
        curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
        curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
        if (!strcmp(q->method, "HEAD")) {
                curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
                return;
        }
        if (!strcmp(q->method, "PUT") || !strcmp(q->method, "POST")) {
                curl_easy_setopt(c, CURLOPT_POST, 1L);
                curl_easy_setopt(c, CURLOPT_POSTFIELDS, q->body.n ? (const char *)q->body.p : "");
                curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body.n);
        }
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, q->method);
}

/* NULL, or what went wrong on the way (from mem). */
static const char *try_once(struct s3 *s, struct arena *mem, const struct s3_ask *q, struct s3_answer *a)
{
        struct try t = { .q = q, .a = a, .text = { .mem = mem }, .mem = mem };
        const char *path = q->name ? text_make(mem, "/%s/%s", s3_encoded(mem, s->bucket, true), s3_encoded(mem, text_make(mem, "%s%s", s->prefix, q->name), false)) :
                                     text_make(mem, "/%s", s3_encoded(mem, s->bucket, true));
        const char *query = s3_query(mem, q->query, sizeof q->query / sizeof *q->query);
        struct curl_slist *l = headers(s, mem, q, path, query);
        CURL *c = handle_take(s);
        char error[CURL_ERROR_SIZE] = "";
        CURLcode r;

        *a = (struct s3_answer){ .size = -1 };
        options(c, &t, text_make(mem, "%s%s%s%s", s->endpoint, path, *query ? "?" : "", query), l, error);
        r = curl_easy_perform(c);
        handle_give(s, c, r == CURLE_OK);
        curl_slist_free_all(l);
        a->text = (struct bytes){ (const uint8_t *)buffer_done(&t.text), t.text.n };
        if (r == CURLE_OK && q->to && a->status == 206 && a->got != (size_t)q->n)
                return "传来的比要的少";
        return r == CURLE_OK ? NULL : text_copy(mem, *error ? error : curl_easy_strerror(r));
}

static bool worth_again(const char *error, const struct s3_answer *a)
{
        return error || a->status >= 500 || a->status == 429 || a->status == 408;
}

static void pause_before(int try)
{
        uint8_t jitter;
        int64_t ms = (int64_t)PAUSE_MS << try;

        random_bytes(&jitter, 1);
        ms = ms * 3 / 4 + ms * jitter / 512;
        nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

bool s3_ask(const struct s3 *s, struct arena *mem, const struct s3_ask *q, struct s3_answer *out, struct why *why)
{
        struct s3 *own = (struct s3 *)(uintptr_t)s;
        struct arena *scratch = arena_new();
        struct s3_answer a = { 0 };
        const char *error = NULL;
        bool good = false;

        for (int i = 0; i < TRIES && !good; i++) {
                if (i)
                        pause_before(i - 1);
                arena_reset(scratch);
                error = try_once(own, scratch, q, &a);
                good = !worth_again(error, &a);
        }
        if (good) {
                *out = a;
                out->etag = a.etag ? text_copy(mem, a.etag) : "";
                out->text = (struct bytes){ (const uint8_t *)text_copy_n(mem, (const char *)a.text.p, a.text.n), a.text.n };
        } else if (error) {
                fail(why, "存储服务 %s 没有应答：%s", s->endpoint, error);
        } else {
                fail(why, "存储服务 %s 出错（%ld）", s->endpoint, a.status);
        }
        arena_free(scratch);
        return good;
}

bool s3_refused(const struct s3_answer *a, const char *doing, struct why *why)
{
        const char *text = a->text.n ? (const char *)a->text.p : "", *code = strstr(text, "<Code>"), *end = code ? strstr(code, "</Code>") : NULL;

        return fail(why, "存储服务不允许%s：%ld %s", doing, a->status, end ? text_copy_n(why->mem, code + 6, (size_t)(end - code - 6)) : "");
}
