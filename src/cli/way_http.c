/* way_http.c - the story told over HTTP: the program serves on a free port of this machine, people sign in with their passwords and
 * act through the API, as any client of the agency would. */
#include "base/html.h"
#include "base/json.h"
#include "cli/acting.h"
#include "cli/story.h"
#include <curl/curl.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)64 * 1024 * 1024)
#define WAIT_SECONDS 60L

#define SIGNED_IN_MS (10 * INT64_C(3600000))    /* of the story's time; then people sign in again */

struct token { const char *login, *token; struct instant at; };
struct http {
        struct running server;
        CURL *curl;
        const char *base;
        struct token tokens[64]; size_t n;
};
struct reply { struct buffer body; long status; };

/* ---- the server ---- */

/* Reads what serve prints until it says its port. */
static bool port_read(struct teller *t, int fd, int *port)
{
        char line[256];
        size_t n = 0;

        for (; n + 1 < sizeof line; n++) {
                ssize_t got = read(fd, line + n, 1);

                if (got < 0 && errno == EINTR)
                        n--;
                else if (got <= 0)
                        return fail(&t->x->why, "服务没有起来");
                else if (line[n] == '\n') {
                        line[n] = 0;
                        if (sscanf(line, "端口 %d", port) == 1)
                                return true;
                        n = (size_t)-1;
                }
        }
        return fail(&t->x->why, "服务没有说出端口");
}

static bool http_open(struct teller *t)
{
        struct http *h = TAKE(t->mem, struct http);
        const char *words[] = { "serve", "--db", t->url, "--listen", "127.0.0.1:0", "--blobs", t->blobs, "--now", instant_text(t->mem, t->now), NULL };
        int port = 0;

        if (!program_start(t->x, words, false, &h->server))
                return false;
        t->impl = h;
        h->curl = curl_easy_init();
        must(h->curl != NULL);
        if (!port_read(t, h->server.fd, &port))
                return false;
        h->base = text_make(t->mem, "http://127.0.0.1:%d", port);
        return true;
}

static void http_close(struct teller *t)
{
        struct http *h = t->impl;
        int code;

        if (!h)
                return;
        kill(h->server.pid, SIGTERM);
        code = program_wait(&h->server);
        curl_easy_cleanup(h->curl);
        if (code)
                told_wrong(t, "服务退出码 %d", code);
        t->impl = NULL;
}

/* ---- one request ---- */

static size_t body_take(char *p, size_t size, size_t n, void *to)
{
        struct buffer *b = to;

        if (b->n + size * n > ANSWER_MAX)
                return 0;
        buffer_put(b, p, size * n);
        return size * n;
}

static struct curl_slist *header_add(struct teller *t, struct curl_slist *list, const char *name, const char *value)
{
        struct curl_slist *more = curl_slist_append(list, text_make(t->mem, "%s: %s", name, value));

        must(more != NULL);
        return more;
}

/* body NULL: GET. */
static bool http_call(struct teller *t, const char *path, const char *token, const char *type, struct bytes *body, struct reply *out)
{
        struct http *h = t->impl;
        struct curl_slist *headers = header_add(t, NULL, "X-Mingjing-Now", instant_text(t->mem, t->now));
        CURLcode rc;

        if (token)
                headers = header_add(t, headers, "Authorization", text_make(t->mem, "Bearer %s", token));
        if (body)
                headers = header_add(t, headers, "Content-Type", type);
        headers = header_add(t, headers, "Expect", "");
        *out = (struct reply){ .body = { .mem = t->mem } };
        curl_easy_reset(h->curl);
        curl_easy_setopt(h->curl, CURLOPT_URL, text_make(t->mem, "%s%s", h->base, path));
        curl_easy_setopt(h->curl, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, WAIT_SECONDS);
        curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, body_take);
        curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &out->body);
        if (body) {
                curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->n);
                curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, body->p);
        }
        rc = curl_easy_perform(h->curl);
        curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &out->status);
        curl_slist_free_all(headers);
        return rc == CURLE_OK || fail(&t->x->why, "%s：%s", path, curl_easy_strerror(rc));
}

static bool http_json(struct teller *t, const char *path, const char *token, const char *json, struct did *out, json_t **answer)
{
        struct bytes body = { (const uint8_t *)json, json ? strlen(json) : 0 };
        struct reply r;

        if (!http_call(t, path, token, "application/json", json ? &body : NULL, &r))
                return false;
        *answer = json_parse(&t->x->why, buffer_done(&r.body), r.body.n);
        why_clear(&t->x->why);
        *out = (struct did){ .kind = DID_FAILED, .words = text_make(t->mem, "HTTP %ld：%s", r.status, utf8_head(t->mem, buffer_done(&r.body), 400)) };
        if (*answer && r.status >= 200 && r.status < 300)
                *out = (struct did){ .kind = DID_DONE, .words = "" };
        else if (*answer)
                did_read_refusal(t, *answer, out);
        return true;
}

/* ---- signing in ---- */

static void token_keep(struct http *h, struct token k)
{
        for (size_t i = 0; i < h->n; i++)
                if (!strcmp(h->tokens[i].login, k.login)) {
                        h->tokens[i] = k;
                        return;
                }
        must(h->n < sizeof h->tokens / sizeof *h->tokens);
        h->tokens[h->n++] = k;
}

static bool sign_in(struct teller *t, const char *who, struct did *out, const char **token)
{
        struct http *h = t->impl;
        struct json *j = json_new(t->mem);
        json_t *answer;

        json_open(j, '{');
        json_pair(j, "login", who);
        json_pair(j, "password", STORY_PASSWORD);
        json_close(j, '}');
        if (!http_json(t, "/api/login", NULL, json_done(j), out, &answer))
                return false;
        if (out->kind == DID_DONE) {
                *token = text_copy(t->mem, json_string_value(json_object_get(answer, "token")));
                token_keep(h, (struct token){ text_copy(t->mem, who), *token, t->now });
        }
        json_decref(answer);
        return true;
}

/* *token NULL with *out saying why when the person could not sign in.  Sessions end after some hours of the story's time. */
static bool token_of(struct teller *t, const char *who, struct did *out, const char **token)
{
        struct http *h = t->impl;

        *token = NULL;
        for (size_t i = 0; i < h->n && who; i++)
                if (!strcmp(h->tokens[i].login, who) && t->now.ms - h->tokens[i].at.ms < SIGNED_IN_MS)
                        *token = h->tokens[i].token;
        return *token || !who || sign_in(t, who, out, token);
}

/* ---- acts, views, pages ---- */

/* "@path": the file goes up first; its digest is what the act names. */
static bool file_send(struct teller *t, const char *token, const char *path, const char **digest)
{
        struct bytes body;
        struct reply r;
        json_t *answer;

        if (!file_bytes(t->x, t->mem, path, &body) || !http_call(t, "/api/blobs", token, "application/octet-stream", &body, &r))
                return false;
        answer = json_parse(&t->x->why, buffer_done(&r.body), r.body.n);
        *digest = answer ? json_string_value(json_object_get(answer, "digest")) : NULL;
        if (*digest)
                *digest = text_copy(t->mem, *digest);
        json_decref(answer);
        return *digest || fail(&t->x->why, "%s 没有传上去：%s", path, buffer_done(&r.body));
}

static bool act_body(struct teller *t, const char *verb, const char *token, const struct pair *pairs, size_t n, const char **json)
{
        const struct command *k = command_find(verb);
        struct json *j = json_new(t->mem);

        json_open(j, '{');
        for (size_t i = 0; i < n; i++) {
                const char *value = pairs[i].value;
                const struct arg *g = k ? command_arg_named(k, pairs[i].name) : NULL;
                bool subject = k && !k->creates && !g && !strcmp(pairs[i].name, k->noun);

                if (*value == '@' && g && g->type == ARG_FILE && !file_send(t, token, value + 1, &value))
                        return false;
                json_pair(j, subject ? "subject" : pairs[i].name, value);
        }
        json_close(j, '}');
        *json = json_done(j);
        return true;
}

static bool http_act(struct teller *t, const char *who, const char *verb, const struct pair *pairs, size_t n, struct did *out)
{
        const char *token, *json;
        json_t *answer, *subject;

        if (who && *who == '@')                 /* nobody signs in as these: the prompt speaks for them */
                return way_cli.act(t, who, verb, pairs, n, out);
        if (!token_of(t, who, out, &token))
                return false;
        if (!token && who)
                return true;
        if (!act_body(t, verb, token, pairs, n, &json) || !http_json(t, url(t->mem, "/api/acts/%s", verb), token, json, out, &answer))
                return false;
        if (out->kind == DID_DONE) {
                subject = json_object_get(answer, "subject");
                out->seq = json_integer_value(json_object_get(answer, "seq"));
                out->id = json_integer_value(json_object_get(subject, "id"));
                out->noun = text_copy(t->mem, json_string_value(json_object_get(subject, "noun")));
        }
        json_decref(answer);
        return true;
}

static bool http_view(struct teller *t, const char *who, const char *name, const struct pair *pairs, size_t n, struct did *out, json_t **table)
{
        struct buffer path = { .mem = t->mem };
        const char *token;

        *table = NULL;
        buffer_text(&path, url(t->mem, "/api/views/%s", name));
        for (size_t i = 0; i < n; i++)
                buffer_make(&path, "%s%s", i ? "&" : "?", url(t->mem, "%s=%s", pairs[i].name, pairs[i].value));
        if (!token_of(t, who, out, &token))
                return false;
        if (!token && who)
                return true;
        return http_json(t, buffer_done(&path), token, NULL, out, table);
}

static bool http_page(struct teller *t, const char *who, const char *path, int *status, const char **body)
{
        struct did d;
        const char *token;
        struct reply r;

        if (!token_of(t, who, &d, &token) || !http_call(t, path, token, NULL, NULL, &r))
                return false;
        *status = (int)r.status;
        *body = buffer_done(&r.body);
        return true;
}

const struct way way_http = { .name = "http", .open = http_open, .close = http_close, .act = http_act, .job = job_by_program, .view = http_view, .page = http_page };
