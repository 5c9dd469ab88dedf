/* login.c - signing in with a browser, one page for each step: who are you and how do you prove it; the code; a second factor to set up; a
 * password to change.  Then the session is opened.
 *
 * Between the pages goes a ticket in a hidden field.  Every form is refused when another site sent it, so nobody can be signed in as somebody
 * else without knowing.  Must never: say whether it was the name or the secret that was wrong, or need a script. */
#include "web/entry.h"
#include "org/rows.h"
#include "portal/portal.h"
#include <string.h>

/* ---- tickets ---- */

static const char *line(struct arena *mem, const char *s)
{
        return text_replace(mem, s ? s : "", "\n", " ");
}

static bool ticket_make(struct call *k, const char **out)
{
        const struct entry *e = k->entry;

        return signin_ticket_make(&k->c, "login", text_make(k->mem, "%s\n%s\n%d\n%lld\n%lld\n%s\n%lld\n%d\n%s", e->login, e->method, e->given,
                                                            (long long)e->proof.factor, (long long)e->proof.step, line(k->mem, e->proof.recovery),
                                                            (long long)e->trusted, e->remember, line(k->mem, e->next)), out);
}

static bool number_of(const char *s, int64_t *out)
{
        return text_int(s, 0, INT64_MAX, out);
}

static bool ticket_take(struct call *k, const char *ticket)
{
        const char *text = NULL;
        int64_t given, remember;
        struct entry *e;
        size_t n = 0;
        char **at;

        if (!signin_ticket_read(&k->c, "login", ticket, &text))
                return false;
        at = text_split(k->mem, text, '\n', &n);
        must(n == 9);
        e = entry_new(k, at[0], at[1], at[8]);
        must(number_of(at[2], &given) && number_of(at[3], &e->proof.factor) && number_of(at[4], &e->proof.step) && number_of(at[6], &e->trusted) &&
             number_of(at[7], &remember));
        e->given = given;
        e->remember = remember;
        e->proof.recovery = *at[5] ? at[5] : NULL;
        return true;
}

/* ---- pages ---- */

static struct html *step_begin(struct call *k, struct page_in *in, const char *title)
{
        struct html *h = html_new(k->mem);
        struct why why = k->c.why;

        k->c.why = (struct why){ .mem = k->mem };
        *in = page_in_of(k);
        page_begin_login(&k->c, in, h, title);
        ui_refusal(h, &why);
        return h;
}

static void step_end(struct call *k, struct page_in *in, struct html *h, unsigned status)
{
        page_end_login(&k->c, in, h);
        reply_html(k, status, h);
}

static void other_doors(struct call *k, struct html *h, const char *next)
{
        const struct signin_doors *d = &k->web->doors;

        if (!d->certificate.header && !d->oidc.issuer)
                return;
        html(h, "<p class=\"or\"><span>或者</span></p><div class=\"stack\">");
        if (d->certificate.header)
                html(h, "<form method=\"post\" action=\"/login/certificate\"><input type=\"hidden\" name=\"next\" value=\"%s\">"
                     "<button class=\"btn lg wide\" type=\"submit\">用数字证书登录</button></form>", next);
        if (d->oidc.issuer)
                html(h, "<a class=\"btn lg wide\" href=\"%s\">%s</a>", url(k->mem, "/login/oidc?next=%s", next), d->oidc.label);
        html(h, "</div>");
}

static void name_page(struct call *k, unsigned status)
{
        const char *given = pairs_get(&k->form, "next"), *next = local_url(given ? given : pairs_text(&k->query, "next"));
        const struct signin_doors *d = &k->web->doors;
        struct page_in in;
        struct html *h = step_begin(k, &in, "登录");

        html(h, "<form method=\"post\" action=\"/login\" class=\"stack\">"
             "<div class=\"field\"><label for=\"login\">用户名</label>"
             "<input class=\"in\" id=\"login\" name=\"login\" value=\"%s\" autocomplete=\"username\" autocapitalize=\"none\" "
             "required></div>"
             "<div class=\"field\"><label for=\"password\">密码</label>"
             "<input class=\"in\" id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" "
             "required>",
             pairs_text(&k->form, "login"));
        if (d->ldap.url)
                html(h, "<p class=\"help\">%s也可以在这里登录</p>", d->ldap.label);
        html(h, "</div><input type=\"hidden\" name=\"next\" value=\"%s\"><button class=\"btn primary lg\" type=\"submit\">登录</button></form>", next);
        other_doors(k, h, next);
        step_end(k, &in, h, status);
}

/* A form of a later step: its ticket is made anew each time. */
static bool step_form(struct call *k, struct html *h, const char *step)
{
        const char *ticket;

        if (!ticket_make(k, &ticket))
                return false;
        html(h, "<form method=\"post\" action=\"/login/step\" class=\"stack\"><input type=\"hidden\" name=\"ticket\" value=\"%s\">"
             "<input type=\"hidden\" name=\"step\" value=\"%s\">", ticket, step);
        return true;
}

static void code_field(struct html *h, const char *help)
{
        html(h, "<div class=\"field\"><label for=\"code\">动态码</label><input class=\"in otp\" id=\"code\" name=\"code\" inputmode=\"text\" "
             "autocomplete=\"one-time-code\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"24\" aria-describedby=\"code-help\" required autofocus>"
             "<p class=\"help\" id=\"code-help\">%s</p></div>", help);
}

static bool code_page(struct call *k, unsigned status)
{
        struct page_in in;
        struct html *h = step_begin(k, &in, "输入动态码");

        if (!step_form(k, h, "code"))
                return false;
        code_field(h, "手机验证器上的 6 位数字；手机不在身边时，输入一个恢复码。");
        if (session_rules(&k->c)->device_days)
                html(h, "<label class=\"check\"><input type=\"checkbox\" name=\"remember\" value=\"yes\"> 记住这台设备 %d 天（只在自己的设备上勾选）</label>",
                     session_rules(&k->c)->device_days);
        html(h, "<button class=\"btn primary lg\" type=\"submit\">继续</button></form><p class=\"help\">手机和恢复码都不在的，请安全管理员停用原来的动态码后重新设置。</p>");
        step_end(k, &in, h, status);
        return true;
}

const char *site_name(struct call *k)
{
        return k->c.pack && *k->c.pack->jurisdiction ? text_make(k->mem, "明镜 %s", k->c.pack->jurisdiction) : "明镜";
}

static bool enrol_page(struct call *k, unsigned status)
{
        struct entry *e = k->entry;
        struct signin_offer o;
        struct why why = k->c.why;
        struct page_in in;
        struct html *h;
        const char *qr;

        k->c.why = (struct why){ .mem = k->mem };
        if (!(*e->sealed && signin_offer_show(&k->c, e->login, site_name(k), e->sealed, &o)) && !signin_offer_make(&k->c, e->login, site_name(k), &o))
                return false;
        k->c.why = why;
        h = step_begin(k, &in, "设置动态码");
        qr = portal_qr(k->mem, o.uri);
        html(h, "<p>您的岗位登录时除密码外还要动态码。用手机上的验证器（任何支持 TOTP 的）扫描二维码，或者手工输入密钥，再填上面显示的 6 位数字。</p>"
             "<div class=\"otp-qr\" role=\"img\" aria-label=\"动态码密钥的二维码\">");
        html_raw(h, qr ? qr : "");
        html(h, "</div><p class=\"help\">密钥：<code class=\"key\">%s</code></p>", o.shown);
        if (!step_form(k, h, "enrol"))
                return false;
        html(h, "<input type=\"hidden\" name=\"sealed\" value=\"%s\">", o.sealed);
        code_field(h, "验证器上现在显示的 6 位数字。");
        html(h, "<button class=\"btn primary lg\" type=\"submit\">确认</button></form>");
        step_end(k, &in, h, status);
        return true;
}

static bool change_page(struct call *k, unsigned status)
{
        struct page_in in;
        struct html *h = step_begin(k, &in, "设置新密码");

        html(h, "<p>%s。</p>", k->entry->p.change ? k->entry->p.change : "要换一个密码");
        if (!step_form(k, h, "change"))
                return false;
        html(h, "<input type=\"hidden\" name=\"username\" value=\"%s\" autocomplete=\"username\">"
             "<div class=\"field\"><label for=\"new\">新密码</label><input class=\"in\" id=\"new\" name=\"new\" type=\"password\" autocomplete=\"new-password\" required>"
             "<p class=\"help\">至少 %d 个字。</p></div>"
             "<div class=\"field\"><label for=\"again\">再写一遍</label><input class=\"in\" id=\"again\" name=\"again\" type=\"password\" autocomplete=\"new-password\" required></div>"
             "<button class=\"btn primary lg\" type=\"submit\">设置</button></form>", k->entry->login, session_rules(&k->c)->length);
        step_end(k, &in, h, status);
        return true;
}

/* ---- the way through ---- */

static unsigned step_status(const struct call *k)
{
        return k->c.why.kind == WHY_NOTHING ? 200 : why_status(&k->c.why);
}

static void refused(struct call *k)
{
        if (!k->c.db)
                reply_why(k);
        else
                name_page(k, step_status(k));
}

static void opened(struct call *k)
{
        const char *next = local_url(k->entry->next);

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                k->token = NULL;
                refused(k);
                return;
        }
        cookie_put(k, COOKIE, k->token, session_rules(&k->c)->hours * 3600, "Lax");
        reply_to(k, *next ? next : "/desk");
}

/* What is still asked for, in this order; a certificate with its PIN is two factors already (docs/signin.md). */
static const char *step_needed(const struct entry *e)
{
        bool two = !strcmp(e->method, "certificate");

        if (e->p.factor.id && !e->given && !e->trusted && !two)
                return "code";
        if (e->p.factor_must && !e->p.factor.id && !two)
                return "enrol";
        return e->p.change && !strcmp(e->method, "password") ? "change" : "on";
}

/* The account as it is now: between two steps it may have been closed. */
static bool person_again(struct call *k)
{
        struct entry *e = k->entry;
        struct why why = k->c.why;
        bool ok;

        k->c.why = (struct why){ .mem = k->mem };
        ok = signin_person(&k->c, e->login, &e->p) && ((e->p.known && e->p.user.enabled) || refuse(&k->c.why, R_ACTOR_DISABLED, NULL, "%s", e->login)) &&
             rows_right(&k->c, e->login);
        if (ok)
                k->c.why = why;
        return ok;
}

static void onward(struct call *k)
{
        const char *step;
        bool ok = true;

        if (!person_again(k)) {
                refused(k);
                return;
        }
        step = step_needed(k->entry);
        if (!strcmp(step, "code"))
                ok = code_page(k, step_status(k));
        else if (!strcmp(step, "enrol"))
                ok = enrol_page(k, step_status(k));
        else if (!strcmp(step, "change"))
                ok = change_page(k, step_status(k));
        else
                entry_open(k, opened);
        if (!ok)
                reply_why(k);
}

static void checked(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING)
                refused(k);
        else
                onward(k);
}

void login_show(struct call *k)
{
        call_visitor(k);
        name_page(k, 200);
}

static bool from_here(struct call *k)
{
        const char *site = call_header(k, "Sec-Fetch-Site");

        if (site && !text_in(site, "same-origin|none", '|'))
                return refuse(&k->c.why, R_FORM_TOKEN, NULL, "表单来自别的网站");
        return request_from_here(k);
}

static bool form_read(struct call *k)
{
        return from_here(k) && body_pairs(k) && pairs_single(&k->form, NULL, NULL, &k->c.why);
}

void login_try(struct call *k)
{
        if (!form_read(k)) {
                refused(k);
                return;
        }
        entry_new(k, pairs_text(&k->form, "login"), "password", pairs_text(&k->form, "next"));
        k->entry->password = pairs_text(&k->form, "password");
        call_later(k, entry_password_work, checked);
}

/* ---- later steps ---- */

static void code_step(struct call *k)
{
        k->entry->code = pairs_text(&k->form, "code");
        k->entry->remember = text_same(pairs_get(&k->form, "remember"), "yes");
        if (entry_try_open(k))
                entry_code_work(k);
        if (k->c.why.kind == WHY_REFUSED && text_in(refusal_of(k->c.why.code)->code, "CODE_WRONG|CODE_USED|CODE_NEEDED", '|')) {
                if (!code_page(k, step_status(k)))
                        reply_why(k);
                return;
        }
        checked(k);
}

static void change_work(struct call *k)
{
        struct entry *e = k->entry;
        const char *new = pairs_text(&k->form, "new");

        if (strcmp(new, pairs_text(&k->form, "again")))
                refuse(&k->c.why, R_ARG_CHOICE, NULL, "两次写的密码不一样");
        else if (secret_right(e->p.user.secret, new))
                refuse(&k->c.why, R_PASSWORD_USED, NULL, "新密码和现在的一样");
}

static void changed(struct call *k)
{
        k->c.why = k->answer.why;
        onward(k);
}

/* An act by somebody who is on the way in. */
static bool act_as(struct call *k, const char *verb, int64_t subject, const struct pair *args, size_t n)
{
        struct pairs all = { .mem = k->mem };

        for (size_t i = 0; i < n; i++)
                pairs_put(&all, args[i].name, args[i].value);
        k->command = command_find(verb);
        k->form = all;
        k->login = k->entry->login;
        k->request = (struct request){ .subject = subject, .expected = -1 };
        return who_load(&k->c, k->login);
}

static void change_checked(struct call *k)
{
        const char *new = pairs_text(&k->form, "new");

        if (k->c.why.kind == WHY_NOTHING && act_as(k, "user.password", k->entry->p.user.id, &(struct pair){ "password", new }, 1))
                act_post(k, changed);
        else
                onward(k);
}

/* The codes are shown on the way in; the ticket behind the button knows that the factor was proven. */
static void enrolled(struct call *k)
{
        struct page_in in;
        struct html *h;

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                if (k->c.why.kind == WHY_FAILED || k->c.why.code != R_CODE_WRONG)
                        reply_why(k);
                else
                        onward(k);
                return;
        }
        k->entry->given = true;
        call_note(k, k->entry->login, true, "code", "ok");
        h = step_begin(k, &in, "保存恢复码");
        codes_card(k, h);
        if (!step_form(k, h, "on")) {
                reply_why(k);
                return;
        }
        html(h, "<button class=\"btn primary lg\" type=\"submit\">已经保存，进入系统</button></form>");
        step_end(k, &in, h, 200);
}

static void enrol_step(struct call *k)
{
        struct pair args[] = { { "sealed", pairs_text(&k->form, "sealed") }, { "code", pairs_text(&k->form, "code") } };

        k->entry->sealed = args[0].value;
        if (act_as(k, "factor.enrol", SUBJECT_NEW, args, 2))
                act_post(k, enrolled);
        else
                refused(k);
}

/* Only the step that is due is taken: a password alone does not come to the page that changes it. */
void login_step(struct call *k)
{
        const char *step;

        if (!form_read(k) || !ticket_take(k, pairs_get(&k->form, "ticket")) || !person_again(k)) {
                refused(k);
                return;
        }
        step = pairs_text(&k->form, "step");
        if (strcmp(step, step_needed(k->entry)))
                onward(k);
        else if (!strcmp(step, "code"))
                code_step(k);
        else if (!strcmp(step, "enrol"))
                enrol_step(k);
        else if (!strcmp(step, "change"))
                call_later(k, change_work, change_checked);
        else
                onward(k);
}

/* ---- other doors ---- */

void login_certificate(struct call *k)
{
        const char *login = "";

        if (form_read(k) && signin_certificate_login(&k->c, &k->web->doors, call_certificate(k), &login))
                entry_new(k, login, "certificate", pairs_text(&k->form, "next"));
        if (k->c.why.kind == WHY_NOTHING && !entry_try_open(k))
                call_note_why(k, login, true, "certificate");
        else if (k->c.why.kind != WHY_NOTHING)
                call_note_why(k, "-", true, "certificate");
        checked(k);
}

static void oidc_begin_work(struct call *k)
{
        signin_oidc_begin(&k->c, &k->web->doors, local_url(pairs_text(&k->query, "next")), &k->login, &k->token);
}

static void oidc_begun(struct call *k)
{
        const char *to = k->login, *kept = k->token;

        k->login = k->token = NULL;
        if (k->c.why.kind != WHY_NOTHING) {
                refused(k);
                return;
        }
        cookie_put(k, OIDC_COOKIE, kept, 600, "Lax");
        reply_to(k, to);
}

void login_oidc(struct call *k)
{
        if (k->web->doors.oidc.issuer) {
                call_later(k, oidc_begin_work, oidc_begun);
                return;
        }
        refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
        reply_why(k);
}

static void oidc_end_work(struct call *k)
{
        const struct signin_oidc_answer a = { pairs_get(&k->query, "code"), pairs_get(&k->query, "state"), pairs_get(&k->query, "error") };
        const char *login = "", *next = "";

        if (!signin_oidc_end(&k->c, &k->web->doors, cookie_get(k->mem, call_header(k, "Cookie"), OIDC_COOKIE), &a, &login, &next)) {
                call_note_why(k, "-", true, "oidc");
                return;
        }
        entry_new(k, login, "oidc", next);
        if (entry_try_open(k))
                signin_device_known(&k->c, login, cookie_get(k->mem, call_header(k, "Cookie"), DEVICE_COOKIE), &k->entry->trusted);
}

static void oidc_ended(struct call *k)
{
        cookie_put(k, OIDC_COOKIE, "", 0, "Lax");
        checked(k);
}

void login_oidc_back(struct call *k)
{
        if (k->web->doors.oidc.issuer && pairs_single(&k->query, NULL, NULL, &k->c.why)) {
                call_later(k, oidc_end_work, oidc_ended);
                return;
        }
        refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
        reply_why(k);
}
