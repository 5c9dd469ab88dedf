/* session.c - who is it: the cookie or a Bearer token, signing in and out (both are acts), and the token that forms carry.
 *
 * The cookie is HttpOnly and SameSite=Lax.  The form token is an HMAC under the session's own token: a site that cannot read the
 * cookie cannot make it, and nothing has to be stored.  A Bearer token needs none: no browser sends it by itself.
 * Must never: log a token, tell whether it was the name or the password that was wrong, or check a password on a server thread.
 */
#include "web/call.h"
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
        return session_who(&k->c, k->token, &k->login) && who_load(&k->c, k->login);
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

/* ---- signing in ---- */

static void open_work(struct call *k)
{
        session_check_password(&k->c, pairs_text(&k->form, "login"), pairs_text(&k->form, "password"));
}

/* The password was right: the session is opened by an act of its own. */
static void open_post(struct call *k, call_fn *then)
{
        const char *agent = call_header(k, "User-Agent");
        struct pairs args = { .mem = k->mem };

        k->token = session_token_new(k->mem);
        pairs_put(&args, "digest", session_token_digest(k->mem, k->token));
        if (agent && !text_check(agent, strlen(agent)))
                pairs_put(&args, "user_agent", utf8_head(k->mem, agent, 200));
        k->login = pairs_text(&k->form, "login");
        k->request = (struct request){ .verb = "session.open", .subject = SUBJECT_NEW, .pairs = args.at, .n = args.n,
                                       .login = k->login, .expected = -1 };
        call_post(k, then);
}

static void cookie_set(struct call *k, const char *token, int seconds)
{
        reply_header(k, "Set-Cookie", text_make(k->mem, "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s", COOKIE, token,
                                                seconds, k->web->o.behind_tls ? "; Secure" : ""));
}

static void login_page(struct call *k, unsigned status)
{
        struct html *h = html_new(k->mem);
        struct why why = k->c.why;
        const char *next = pairs_get(&k->form, "next");
        struct page_in in;

        k->c.why = (struct why){ .mem = k->mem };
        in = page_in_of(k);
        page_begin_login(&k->c, &in, h, "登录");
        ui_refusal(h, &why);
        html(h, "<form method=\"post\" action=\"/login\" class=\"stack\">"
             "<div class=\"field\"><label for=\"login\">用户名</label>"
             "<input class=\"in\" id=\"login\" name=\"login\" value=\"%s\" autocomplete=\"username\" autocapitalize=\"none\" "
             "required></div>"
             "<div class=\"field\"><label for=\"password\">密码</label>"
             "<input class=\"in\" id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" "
             "required></div>"
             "<input type=\"hidden\" name=\"next\" value=\"%s\">"
             "<button class=\"btn primary lg\" type=\"submit\">登录</button></form>",
             pairs_text(&k->form, "login"), local_url(next ? next : pairs_text(&k->query, "next")));
        page_end_login(&k->c, &in, h);
        reply_html(k, status, h);
}

void login_show(struct call *k)
{
        call_visitor(k);
        login_page(k, 200);
}

static void login_refused(struct call *k)
{
        if (!k->c.db) {
                reply_why(k);
                return;
        }
        login_page(k, why_status(&k->c.why));
}

static void login_opened(struct call *k)
{
        const char *next = local_url(pairs_text(&k->form, "next"));

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                k->token = NULL;
                login_refused(k);
                return;
        }
        cookie_set(k, k->token, session_rules(&k->c)->hours * 3600);
        reply_to(k, *next ? next : "/desk");
}

static void login_checked(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING)
                login_refused(k);
        else
                open_post(k, login_opened);
}

void login_try(struct call *k)
{
        if (!request_from_here(k) || !body_pairs(k) || !pairs_single(&k->form, NULL, NULL, &k->c.why))
                login_refused(k);
        else
                call_later(k, open_work, login_checked);
}

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

static void api_checked(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING)
                reply_why(k);
        else
                open_post(k, api_opened);
}

void api_login(struct call *k)
{
        json_t *body = NULL;
        bool good = body_json(k, &body) && act_time(k, json_string_value(json_object_get(body, "now"))) &&
                    json_pairs(k, body, (const char *const[]){ "now", NULL });

        json_decref(body);
        if (good)
                call_later(k, open_work, api_checked);
        else
                reply_why(k);
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
        cookie_set(k, "", 0);
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
