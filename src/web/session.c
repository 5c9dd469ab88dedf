/* session.c - who is it: the cookie or a Bearer token, signing in and out (both are acts), and the token that forms carry.
 *
 * The cookie is HttpOnly and SameSite=Lax.  The form token is an HMAC under the session's own token: a site that cannot read the
 * cookie cannot make it, and nothing has to be stored.  A Bearer token needs none: no browser sends it by itself.
 * Must never: log a token, tell whether it was the name or the password that was wrong, or check a password on a server thread.
 */
#include "web/entry.h"
#include "org/session.h"
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <string.h>
#include <strings.h>

static void token_read(struct call *k)
{
        const char *header = call_header(k, "Authorization");

        if (k->token)
                return;
        if (header && !strncasecmp(header, "Bearer ", 7)) {
                k->token = header + 7 + strspn(header + 7, " ");
                return;
        }
        k->token = cookie_get(k->mem, call_header(k, "Cookie"), COOKIE);
        k->by_cookie = k->token != NULL;
}

bool call_who(struct call *k)
{
        token_read(k);
        if (k->c.who)
                return true;
        if (!k->token)
                return refuse(&k->c.why, R_LOGIN, NULL, NULL);
        return session_whose(&k->c, k->token, &k->session, &k->login) && who_load(&k->c, k->login);
}

void call_visitor(struct call *k)
{
        struct why why = k->c.why;

        k->c.why = (struct why){ .mem = k->mem };
        if (k->c.db && !call_who(k)) {
                k->c.who = NULL;
                k->login = NULL;
        }
        k->c.why = why;
        if (!k->c.pack)
                k->c.pack = org_pack();
}

const char *csrf_of(struct arena *mem, const char *token)
{
        static const char words[] = "mingjing form token";
        unsigned char mac[EVP_MAX_MD_SIZE];
        unsigned n = 0;

        must(HMAC(EVP_sha256(), token, (int)strlen(token), (const unsigned char *)words, sizeof words - 1, mac, &n) != NULL);
        return hex_text(mem, mac, n);
}

bool csrf_right(struct call *k, const char *given)
{
        const char *want;

        if (!k->by_cookie)
                return true;
        want = csrf_of(k->mem, k->token);
        if (given && strlen(given) == strlen(want) && !CRYPTO_memcmp(given, want, strlen(want)))
                return true;
        return refuse(&k->c.why, R_FORM_TOKEN, NULL, NULL);
}

/* A form sent from another site says so in Origin; a missing header is an old browser or a program, and passes. */
bool request_from_here(struct call *k)
{
        const char *origin = call_header(k, "Origin"), *host = call_header(k, "Host"), *at;

        if (!origin || !host)
                return true;
        at = strstr(origin, "://");
        return (at && text_same(at + 3, host)) || refuse(&k->c.why, R_FORM_TOKEN, NULL, "表单来自别的网站");
}

/* ---- cookies ---- */

void cookie_put(struct call *k, const char *name, const char *value, int seconds, const char *same_site)
{
        reply_header(k, "Set-Cookie", text_make(k->mem, "%s=%s; Path=/; HttpOnly; SameSite=%s; Max-Age=%d%s", name, value, same_site, seconds,
                                                k->web->o.behind_tls ? "; Secure" : ""));
}

/* ---- signing in by API: everything in one request ---- */

static void api_opened(struct call *k)
{
        struct json *j = json_new(k->mem);
        struct instant until = { k->answer.at.ms + session_rules(&k->c)->hours * INT64_C(3600000) };

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        json_open(j, '{');
        json_pair(j, "token", k->token);
        json_pair(j, "expires", instant_text(k->mem, until));
        json_close(j, '}');
        reply_json(k, 200, json_done(j));
}

static void api_changed(struct call *k)
{
        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING)
                reply_why(k);
        else
                entry_open(k, api_opened);
}

static void api_change(struct call *k)
{
        struct pairs args = { .mem = k->mem };

        pairs_put(&args, "password", pairs_text(&k->form, "new_password"));
        k->form = args;
        k->command = command_find("user.password");
        k->login = k->entry->login;
        k->request = (struct request){ .subject = k->entry->p.user.id, .expected = -1 };
        if (who_load(&k->c, k->login))
                act_post(k, api_changed);
        else
                reply_why(k);
}

static void api_work(struct call *k)
{
        struct entry *e = k->entry;
        const char *new = pairs_text(&k->form, "new_password");

        entry_password_work(k);
        if (k->c.why.kind != WHY_NOTHING || (e->p.factor.id && !e->trusted && !entry_code_work(k)))
                return;
        if (e->p.factor_must && !e->p.factor.id)
                refuse(&k->c.why, R_FACTOR_NEEDED, NULL, NULL);
        else if (e->p.change && !strcmp(e->method, "password") && !*new)
                refuse(&k->c.why, R_PASSWORD_CHANGE, "new_password", "%s", e->p.change);
        else if (*new && secret_right(e->p.user.secret, new))
                refuse(&k->c.why, R_PASSWORD_USED, "new_password", "新密码和现在的一样");
}

static void api_checked(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING)
                reply_why(k);
        else if (*pairs_text(&k->form, "new_password") && !strcmp(k->entry->method, "password"))
                api_change(k);
        else
                entry_open(k, api_opened);
}

void api_login(struct call *k)
{
        json_t *body = NULL;
        bool good = body_json(k, &body) && act_time(k, json_string_value(json_object_get(body, "now"))) &&
                    json_pairs(k, body, (const char *const[]){ "now", NULL });

        json_decref(body);
        if (!good) {
                reply_why(k);
                return;
        }
        entry_new(k, pairs_text(&k->form, "login"), "password", "");
        k->entry->password = pairs_text(&k->form, "password");
        k->entry->code = pairs_text(&k->form, "code");
        call_later(k, api_work, api_checked);
}

/* ---- signing out ---- */

static bool close_post(struct call *k, call_fn *then)
{
        int64_t id;

        if (!session_id(&k->c, k->token, &id))
                return false;
        k->request = (struct request){ .verb = "session.close", .subject = id, .login = k->login, .expected = -1 };
        call_post(k, then);
        return true;
}

static void logged_out(struct call *k)
{
        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        cookie_put(k, COOKIE, "", 0, "Lax");
        reply_header(k, "Set-Cookie", "mj_recent=; Path=/desk; HttpOnly; SameSite=Lax; Max-Age=0");
        if (k->api)
                reply_json(k, 200, "{}");
        else
                reply_to(k, "/");
}

void logout_try(struct call *k)
{
        if (!body_pairs(k) || !call_who(k) || !csrf_right(k, pairs_get(&k->form, "_csrf")) || !close_post(k, logged_out))
                reply_why(k);
}

void api_logout(struct call *k)
{
        if (!csrf_right(k, call_header(k, "X-CSRF-Token")) || !close_post(k, logged_out))
                reply_why(k);
}

/* ---- how it looks: kept in cookies of the browser ---- */

void display_set(struct call *k)
{
        static const char *const names[] = { "size", "mode", "contrast", "theme" };
        const char *back = local_url(pairs_text(&k->query, "back"));

        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                const char *asked = pairs_get(&k->query, names[i]), *v = asked ? ui_display_value(names[i], asked) : "";

                if (asked)
                        reply_header(k, "Set-Cookie", text_make(k->mem, "mj_%s=%s; Path=/; SameSite=Lax; Max-Age=%d%s", names[i], v,
                                                                *v ? 31536000 : 0, k->web->o.behind_tls ? "; Secure" : ""));
        }
        reply_to(k, *back ? back : "/");
}
