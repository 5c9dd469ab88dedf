/* reply.c - answers: status, the headers that guard every page, and a refusal told in the language of whoever asked.
 *
 * Must never: let an answer out without response_guard(), or let anything of a signed-in person be kept by a cache.
 */
#include "web/call.h"
#include "ui/assets.h"
#include <string.h>

/* No inline script or style, nothing from elsewhere, no framing by others.  A page may be let compile WebAssembly that came with its
 * script; a stored file runs nothing at all. */
#define POLICY_OPEN "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
#define POLICY POLICY_OPEN "; frame-ancestors 'none'"
#define POLICY_WASM POLICY "; script-src 'self' 'wasm-unsafe-eval'"
#define POLICY_BOX "default-src 'none'; img-src 'self'; media-src 'self'; sandbox; frame-ancestors 'none'"

static void set(struct MHD_Response *r, const char *name, const char *value)
{
        must(MHD_add_response_header(r, name, value) == MHD_YES);
}

static void guard(struct MHD_Response *r, const char *policy, bool framed)
{
        set(r, "Content-Security-Policy", policy);
        set(r, "X-Content-Type-Options", "nosniff");
        set(r, "Referrer-Policy", "same-origin");
        if (!framed)
                set(r, "X-Frame-Options", "DENY");      /* knows no list: where frames are allowed the policy says by whom */
}

void response_guard(struct MHD_Response *r)
{
        guard(r, POLICY, false);
}

struct MHD_Response *response_plain(struct bytes body, bool copy)
{
        struct MHD_Response *r = MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.p,
                                                                 copy ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);

        must(r != NULL);
        return r;
}

const char *reply_etag(struct arena *mem, struct bytes body)
{
        struct hash h = hash_bytes(HASH_SHA256, body.p, body.n);

        return text_make(mem, "\"%s\"", hex_text(mem, h.b, 12));
}

void reply_header(struct call *k, const char *name, const char *value)
{
        must(k->n_headers + 2 <= (int)(sizeof k->headers / sizeof *k->headers));
        must(!strpbrk(value, "\r\n"));
        k->headers[k->n_headers++] = name;
        k->headers[k->n_headers++] = value;
}

static bool header_given(const struct call *k, const char *name)
{
        for (int i = 0; i < k->n_headers; i += 2)
                if (!strcmp(k->headers[i], name))
                        return true;
        return false;
}

void reply_response(struct call *k, unsigned status, const char *type, struct MHD_Response *r)
{
        if (k->ancestors)
                guard(r, text_make(k->mem, POLICY_OPEN "; frame-ancestors %s", k->ancestors), true);
        else
                guard(r, k->boxed ? POLICY_BOX : k->wasm ? POLICY_WASM : POLICY, false);
        if (type)
                set(r, "Content-Type", type);
        if (!header_given(k, "Cache-Control"))
                set(r, "Cache-Control", "no-store");
        for (int i = 0; i < k->n_headers; i += 2)
                set(r, k->headers[i], k->headers[i + 1]);
        must(!k->response);
        upload_drop(k);                         /* what was not settled by now goes before the answer does */
        k->status = status;
        k->response = r;
}

void reply_bytes(struct call *k, unsigned status, const char *type, struct bytes body)
{
        reply_response(k, status, type, response_plain(body, false));
}

void reply_html(struct call *k, unsigned status, struct html *h)
{
        reply_bytes(k, status, "text/html; charset=utf-8", html_done(h));
}

void reply_json(struct call *k, unsigned status, const char *json)
{
        reply_bytes(k, status, "application/json; charset=utf-8", (struct bytes){ (const uint8_t *)json, strlen(json) });
}

void reply_to(struct call *k, const char *url)
{
        reply_header(k, "Location", url);
        reply_bytes(k, 303, NULL, (struct bytes){ (const uint8_t *)"", 0 });
}

unsigned why_status(const struct why *w)
{
        return w->kind == WHY_REFUSED ? (unsigned)refusal_of(w->code)->status : 503;
}

const char *why_to_json(struct arena *mem, const struct why *w)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_key(j, w->kind == WHY_REFUSED ? "refused" : "failed");
        json_open(j, '{');
        if (w->kind == WHY_REFUSED) {
                json_pair(j, "code", refusal_of(w->code)->code);
                json_pair(j, "what", refusal_of(w->code)->what);
                json_pair(j, "field", w->field);
                json_pair(j, "detail", text_empty(w->detail) ? NULL : w->detail);
                json_pair(j, "law", why_law(w));
                json_pair(j, "next", why_next(w));
        } else {
                json_pair(j, "what", "系统没有做成，什么也没有写入");
                json_pair(j, "detail", w->detail);
                json_pair(j, "next", "稍后再试；仍然不行的，联系系统管理员");
        }
        json_close(j, '}');
        json_close(j, '}');
        return json_done(j);
}

/* Without a database no frame can be drawn: the reason in a page that needs nothing but the style sheet. */
static void page_bare(struct call *k, struct html *h)
{
        html(h, "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                "content=\"width=device-width, "
             "initial-scale=1\"><title>现在不能提供服务</title><link rel=\"stylesheet\" href=\"%s\"></head><body><main class=\"main\">"
             "<h1>现在不能提供服务</h1><p>%s</p></main></body></html>", asset_path("mingjing.css"), why_sentence(&k->c.why));
}

/* Not signed in, but a page for those who are: to the sign-in page, and back here afterwards. */
static void to_login(struct call *k)
{
        struct buffer back = { .mem = k->mem };

        buffer_text(&back, k->path);
        for (size_t i = 0; i < k->query.n; i++)
                buffer_make(&back, "%c%s=%s", i ? '&' : '?', k->query.at[i].name, url(k->mem, "%s", k->query.at[i].value));
        reply_to(k, url(k->mem, "/login?next=%s", buffer_done(&back)));
}

void reply_why(struct call *k)
{
        unsigned status = why_status(&k->c.why);
        struct html *h = html_new(k->mem);
        struct page_in in;
        struct why why = k->c.why;

        must(why.kind != WHY_NOTHING);
        refusal_note(k, &why);
        if (status == 503)
                reply_header(k, "Retry-After", "5");
        if (status == 401 && k->api)
                reply_header(k, "WWW-Authenticate", "Bearer");
        if (k->api) {
                reply_json(k, status, why_to_json(k->mem, &why));
                return;
        }
        if (status == 401 && why.code == R_LOGIN && (text_same(k->method, "GET") || text_same(k->method, "HEAD"))) {
                to_login(k);
                return;
        }
        k->c.why = (struct why){ .mem = k->mem };
        if (call_db(k)) {
                in = page_in_of(k);
                page_problem(&k->c, &in, h, &why);
        } else {
                k->c.why = why;
                page_bare(k, h);
        }
        k->c.why = why;
        reply_html(k, status, h);
}
