/* router.c - from method and path to the function that answers: our own routes, then files, then the pages of all folders.
 *
 * Must never: show a page before its roles were asked.
 */
#include "web/entry.h"
#include "web/metrics.h"
#include "org/attempt.h"
#include "org/org.h"
#include <string.h>
#include <strings.h>

static const struct route routes[] = {
        { "GET",  "/login", login_show, 0 },
        { "POST", "/login", login_try, BODY_FORM },
        { "POST", "/login/step", login_step, BODY_FORM },
        { "POST", "/login/certificate", login_certificate, BODY_FORM },
        { "GET",  "/login/oidc", login_oidc, 0 },
        { "GET",  "/login/oidc/back", login_oidc_back, 0 },
        { "POST", "/login/step", login_step, BODY_FORM },
        { "POST", "/login/certificate", login_certificate, BODY_FORM },
        { "GET",  "/login/oidc", login_oidc, 0 },
        { "GET",  "/login/oidc/back", login_oidc_back, 0 },
        { "POST", "/logout", logout_try, BODY_FORM },
        { "POST", "/desk/security/password", security_password, BODY_FORM | WHO },
        { "POST", "/desk/security/factor", security_factor, BODY_FORM | WHO },
        { "POST", "/desk/security/codes", security_codes, BODY_FORM | WHO },
        { "POST", "/desk/security/password", security_password, BODY_FORM | WHO },
        { "GET",  "/desk/security/factor", security_factor_show, WHO },
        { "POST", "/desk/security/factor", security_factor, BODY_FORM | WHO },
        { "POST", "/desk/security/codes", security_codes, BODY_FORM | WHO },
        { "GET",  "/display", display_set, 0 },
        { "GET",  "/health", health_show, 0 },
        { "GET",  "/healthz", healthz_show, 0 },
        { "GET",  "/readyz", readyz_show, 0 },
        { "GET",  "/desk/act/{verb}", act_form, WHO },
        { "POST", "/desk/act/{verb}", act_try, BODY_FORM | BODY_FILES },
        { "GET",  "/desk/batch", batch_form, WHO },
        { "POST", "/desk/batch", batch_try, BODY_FORM },
        { "POST", "/desk/preview/{verb}", preview_try, BODY_FORM | WHO },
        { "GET",  "/desk/papers/{case}", document_show, WHO },
        { "GET",  "/desk/papers/{case}/{act}/{paper}/{file}", document_show, WHO },
        { "GET",  "/desk/dossier/{case}/{file}", written_show, WHO },
        { "GET",  "/desk/handbook/{agency}", written_show, WHO },
        { "GET",  "/desk/admin/import/template/{what}", written_show, WHO }, { "GET",  "/desk/admin/import/{id}/errors", written_show, WHO },
        { "POST", "/verify/file", check_try, BODY_ONE_FILE },
        { "POST", "/complain", door_try, BODY_FORM | BODY_DOOR },
        { "POST", "/consult", door_try, BODY_FORM | BODY_DOOR },
        { "POST", "/setup", door_try, BODY_FORM | BODY_DOOR },
        { "POST", "/correct/{id}", door_try, BODY_FORM | BODY_DOOR },
        { "POST", "/progress", door_look, BODY_FORM | DOOR_LOOK },
        { "POST", "/follow", door_look, BODY_FORM | DOOR_LOOK },
        { "GET",  "/openapi.json", openapi_show, 0 },
        { "POST", "/api/login", api_login, BODY_JSON },
        { "POST", "/api/logout", api_logout, BODY_JSON | WHO },
        { "POST", "/api/again", api_again, BODY_JSON | WHO },
        { "GET",  "/api/me", api_me, WHO },
        { "GET",  "/api/acts", api_acts, 0 },
        { "POST", "/api/acts/{verb}", api_act, BODY_JSON | WHO },
        { "GET",  "/api/views/{name}", api_view, 0 },
        { "POST", "/api/blobs", api_blob, BODY_FILES | WHO },
        { "GET",  "/api/blobs/{digest}", api_file, WHO },
        { "OPTIONS", "/api/uploads", tus_options, 0 },
        { "OPTIONS", "/api/uploads/{id}", tus_options, 0 },
        { "POST", "/api/uploads", tus_make, BODY_FLOW | WHO },
        { "HEAD", "/api/uploads/{id}", tus_head, WHO },
        { "PATCH", "/api/uploads/{id}", tus_patch, BODY_FLOW | WHO },
        { "DELETE", "/api/uploads/{id}", tus_delete, WHO },
        { "GET",  "/desk/recording/{id}/file", recording_show, WHO },
        { "GET",  "/desk/recording/{id}/download", recording_copy, WHO },
        { "GET",  "/log/checkpoint", log_checkpoint, 0 },
        { "GET",  "/log/tile/…", log_tile, 0 },
        { "GET",  "/proof/{seq}", proof_show, 0 },
};

/* A segment in braces matches one segment; … at the end matches what is left, as the last argument. */
bool pattern_match(struct arena *mem, const char *pattern, const char *path, const char *args[4])
{
        int n = 0;

        while (*pattern) {
                size_t len = strcspn(path, "/");

                if (text_starts(pattern, "…")) {
                        args[n] = text_copy(mem, path);
                        return *path;
                }
                if (*pattern == '{') {
                        if (!len || n == 4)
                                return false;
                        args[n++] = text_copy_n(mem, path, len);
                        pattern = strchr(pattern, '}') + 1;
                        path += len;
                        continue;
                }
                if (*pattern++ != *path++)
                        return false;
        }
        return !*path;
}

static bool method_fits(const char *want, const char *method)
{
        return text_same(want, method) || (text_same(want, "GET") && text_same(method, "HEAD"));
}

/* Only GET and HEAD are for files and pages; others are told which methods this address takes. */
static void method_refuse(struct call *k, const char *allow)
{
        reply_header(k, "Allow", *allow ? allow : "GET, HEAD");
        refuse(&k->c.why, R_METHOD, NULL, "%s", allow);
        reply_why(k);
}

static bool query_read(struct call *k);

void route_find(struct call *k)
{
        struct buffer allow = { .mem = k->mem };

        if (!path_decode(k->mem, k->raw, &k->path, &k->c.why) || !query_read(k)) {
                reply_why(k);
                return;
        }
        for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
                const char *args[4] = { NULL };

                if (!pattern_match(k->mem, routes[i].pattern, k->path, args))
                        continue;
                if (method_fits(routes[i].method, k->method)) {
                        k->route = &routes[i];
                        memcpy(k->args, args, sizeof args);
                        return;
                }
                buffer_make(&allow, "%s%s", allow.n ? ", " : "",
                            text_same(routes[i].method, "GET") ? "GET, HEAD" : routes[i].method);
        }
        if (allow.n && method_fits("GET", k->method) && page_find(k->mem, k->path, (const char *[4]){ NULL }))
                return;                         /* a page whose form is sent to its own address */
        if (allow.n || !method_fits("GET", k->method))
                method_refuse(k, buffer_done(&allow));
}

/* libmicrohttpd has cut the query at & and =, and made + a space; the rest is done by our parser. */
static enum MHD_Result query_add(void *to, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
                                 size_t value_n)
{
        struct call *k = to;

        (void)kind;
        if (!name_n && !value_n)
                return MHD_YES;
        return pair_decode(&k->query, name, name_n, value, value_n, false, &k->c.why) ? MHD_YES : MHD_NO;
}

static bool query_read(struct call *k)
{
        MHD_get_connection_values_n(k->con, MHD_GET_ARGUMENT_KIND, query_add, k);
        return k->c.why.kind == WHY_NOTHING;
}

/* ---- pages of all folders ---- */

static const char *display(struct call *k, const char *name)
{
        const char *v = MHD_lookup_connection_value(k->con, MHD_COOKIE_KIND, text_make(k->mem, "mj_%s", name));

        return v && utf8_valid(v, strlen(v)) ? ui_display_value(name, v) : "";
}

#define RECENT_MAX 20
#define RECENT_ROOM 400

/* The cases opened last in this browser: numbers and dots, nothing else is taken from it. */
static const char *recent_read(struct call *k)
{
        const char *v = MHD_lookup_connection_value(k->con, MHD_COOKIE_KIND, "mj_recent");

        return v && strlen(v) <= RECENT_ROOM && strspn(v, "0123456789.") == strlen(v) ? text_copy(k->mem, v) : "";
}

/* The case shown now comes first; it is told to nobody but the browser that asked. */
static void recent_note(struct call *k, const struct page *p)
{
        struct buffer b = { .mem = k->mem };
        size_t n, kept = 1;
        char **ids;

        if (!text_same(p->pattern, "/desk/case/{id}") || !k->by_cookie || strspn(k->args[0], "0123456789") != strlen(k->args[0]))
                return;
        buffer_text(&b, k->args[0]);
        ids = text_split(k->mem, recent_read(k), '.', &n);
        for (size_t i = 0; i < n && kept < RECENT_MAX; i++)
                if (*ids[i] && strlen(ids[i]) < 16 && !text_same(ids[i], k->args[0])) {
                        buffer_make(&b, ".%s", ids[i]);
                        kept++;
                }
        reply_header(k, "Set-Cookie", text_make(k->mem, "mj_recent=%s; Path=/desk; HttpOnly; SameSite=Lax%s", buffer_done(&b),
                                                k->web->o.behind_tls ? "; Secure" : ""));
}

struct page_in page_in_of(struct call *k)
{
        struct page_in in = { .path = k->path, .query = k->query.at, .n = k->query.n,
                              .csrf = k->c.who && k->by_cookie ? csrf_of(k->mem, k->token) : "",
                              .size = display(k, "size"), .mode = display(k, "mode"), .contrast = display(k, "contrast"),
                              .theme = display(k, "theme"), .recent = recent_read(k) };

        memcpy(in.args, k->args, sizeof in.args);
        return in;
}

/* May this person see it?  Public pages are for visitors too, who are shown as signed in only where nothing is kept. */
static bool page_open(struct call *k, const struct page *p)
{
        if (text_same(p->roles, "public")) {
                if (!p->keep)
                        call_visitor(k);
                return true;
        }
        return call_who(k) && access_may_use(&k->c, p->roles);
}

static void page_reply(struct call *k, const struct page *p, long long generation, struct html *h)
{
        struct bytes body = html_done(h);

        recent_note(k, p);

        if (text_same(p->roles, "public")) {
                reply_header(k, "ETag", reply_etag(k->mem, body));
                reply_header(k, "Cache-Control", k->c.who ? "private, no-cache" : "no-cache");
                reply_header(k, "Vary", "Accept-Encoding, Cookie");
        }
        if (p->keep && k->kept && !k->said.ms)
                cache_keep(k->web->cache, k->kept, generation, "text/html; charset=utf-8", "no-cache", body, (struct bytes){ 0 });
        reply_html(k, 200, h);
}

void page_serve(struct call *k)
{
        long long generation = cache_generation();
        const struct page *p;
        struct html *h = html_new(k->mem);
        struct page_in in;

        if (asset_serve(k))
                return;
        if (public_file_serve(k))
                return;
        p = page_find(k->mem, k->path, k->args);
        if (!p || !pairs_single(&k->query, NULL, NULL, &k->c.why)) {
                call_visitor(k);
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
                reply_why(k);
                return;
        }
        if (!page_open(k, p)) {
                reply_why(k);
                return;
        }
        in = page_in_of(k);
        k->c.blobs = k->web->blobs;
        k->wasm = text_same(p->pattern, "/desk/upload");
        look_begin(&k->c);
        if (door_page(k, &in) && p->show(&k->c, &in, h)) {
                reply_html(k, 200, h);          /* its form is for this visitor: kept nowhere */
        } else if (!in.door && p->show(&k->c, &in, h)) {
                look_note(k, p);
                page_reply(k, p, generation, h);
        } else {
                reply_why(k);
        }
}

void health_show(struct call *k)
{
        int64_t size;

        if (journal_size(&k->c, &size))
                reply_bytes(k, 200, "text/plain; charset=utf-8", (struct bytes){ (const uint8_t *)"ok\n", 3 });
        else
                reply_why(k);
}
