/* security.c - what a person does about signing in, at the desk: a new password (with the old one), a second factor, new recovery codes.
 * The pages themselves are signin/'s.  Must never: show a recovery code twice, or change a password without the one before. */
#include "web/entry.h"
#include "portal/portal.h"
#include <string.h>

#define PAGE "/desk/security"

void codes_card(struct call *k, struct html *h)
{
        html(h, "<p>恢复码每个只能用一次，手机不在身边时代替动态码。<b>只显示这一次</b>，请现在抄录或者打印，与手机分开保存。</p><ul class=\"codes\">");
        for (size_t i = 0; i < request_shown(&k->request, &k->answer); i++)
                html(h, "<li><code>%s</code></li>", k->request.shown[i].value);
        html(h, "</ul>");
}

static bool form_read(struct call *k)
{
        return body_pairs(k) && pairs_single(&k->form, NULL, NULL, &k->c.why) && csrf_right(k, form_take(k, "_csrf"));
}

/* Back to the page, with why it was not done. */
static void again_why(struct call *k)
{
        const char *code = k->c.why.kind == WHY_REFUSED ? refusal_of(k->c.why.code)->code : "";

        if (k->c.why.kind != WHY_REFUSED)
                reply_why(k);
        else
                reply_to(k, url(k->mem, PAGE "%s?why=%s&field=%s&detail=%s", text_same(k->path, PAGE "/factor") ? "/factor" : "", code,
                                k->c.why.field ? k->c.why.field : "", k->c.why.detail ? k->c.why.detail : ""));
}

/* ---- password ---- */

static void password_changed(struct call *k)
{
        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                again_why(k);
                return;
        }
        call_note(k, k->login, true, "password", "ok");
        cookie_put(k, COOKIE, "", 0, "Lax");
        reply_to(k, "/login?changed=1&next=" PAGE);
}

static void password_work(struct call *k)
{
        struct entry *e = k->entry;

        if (!entry_try_open(k))
                return;
        if (!secret_right(e->p.user.secret, e->password)) {
                session_try_end(&k->c, &e->attempt, false);
                refuse(&k->c.why, R_PASSWORD, "current", "现在的密码不对");
                call_note_why(k, e->login, true, "password");
        } else if (strcmp(pairs_text(&k->form, "new"), pairs_text(&k->form, "again"))) {
                refuse(&k->c.why, R_ARG_CHOICE, "again", "两次写的新密码不一样");
        } else if (secret_right(e->p.user.secret, pairs_text(&k->form, "new"))) {
                refuse(&k->c.why, R_PASSWORD_USED, "new", "新密码和现在的一样");
        }
}

static void act_start(struct call *k, const char *verb, int64_t subject, const struct pair *args, size_t n, call_fn *then)
{
        struct pairs all = { .mem = k->mem };

        for (size_t i = 0; i < n; i++)
                pairs_put(&all, args[i].name, args[i].value);
        k->form = all;
        k->command = command_find(verb);
        k->request = (struct request){ .subject = subject, .expected = -1 };
        act_post(k, then);
}

static void password_worked(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING)
                again_why(k);
        else
                act_start(k, "user.password", k->entry->p.user.id, &(struct pair){ "password", pairs_text(&k->form, "new") }, 1, password_changed);
}

void security_password(struct call *k)
{
        if (!form_read(k)) {
                reply_why(k);
                return;
        }
        entry_new(k, k->login, "password", "");
        k->entry->password = pairs_text(&k->form, "current");
        call_later(k, password_work, password_worked);
}

/* ---- second factor ---- */

static void codes_shown(struct call *k)
{
        struct html *h = html_new(k->mem);
        struct page_in in;

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                again_why(k);
                return;
        }
        in = page_in_of(k);
        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = "保存恢复码", .crumbs = &(struct ui_crumb){ "我的登录安全", PAGE }, .n_crumbs = 1 });
        ui_card_begin(h, &(struct ui_card){ .title = "恢复码", .note = "只显示这一次" });
        codes_card(k, h);
        ui_button(h, &(struct ui_button){ "已经保存", PAGE, "check", BUTTON_PRIMARY });
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, 200, h);
}

/* A new key each time the page is opened; only the one that a code was typed for counts. */
void security_factor_show(struct call *k)
{
        enum refusal_code code = refusal_by_name(pairs_text(&k->query, "why"));
        struct why why = { .mem = k->mem, .kind = WHY_REFUSED, .code = code, .detail = pairs_text(&k->query, "detail") };
        struct html *h = html_new(k->mem);
        struct signin_offer o;
        struct page_in in;
        const char *qr;

        if (!signin_offer_make(&k->c, k->login, site_name(k), &o)) {
                reply_why(k);
                return;
        }
        in = page_in_of(k);
        qr = portal_qr(k->mem, o.uri);
        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = "设置动态码", .crumbs = &(struct ui_crumb){ "我的登录安全", PAGE }, .n_crumbs = 1, .narrow = true });
        if (code != R_NONE)
                ui_refusal(h, &why);
        ui_card_begin(h, &(struct ui_card){ .title = "用手机上的验证器扫描", .note = "任何支持 TOTP 的验证器都可以" });
        html(h, "<div class=\"enrol\"><div class=\"otp-qr\" role=\"img\" aria-label=\"动态码密钥的二维码\">");
        html_raw(h, qr ? qr : "");
        html(h, "</div><div class=\"stack\"><p class=\"help\">不能扫描的，手工输入密钥：<br><code class=\"key\">%s</code></p>"
             "<form method=\"post\" action=\"" PAGE "/factor\" class=\"stack\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"sealed\" value=\"%s\">"
             "<div class=\"field\"><label for=\"code\">动态码</label><input class=\"in otp\" id=\"code\" name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" "
             "maxlength=\"10\" required><p class=\"help\">验证器上现在显示的 6 位数字。</p></div>"
             "<button class=\"btn primary\" type=\"submit\">确认</button></form></div></div>", o.shown, in.csrf, o.sealed);
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, 200, h);
}

void security_factor(struct call *k)
{
        if (form_read(k))
                act_start(k, "factor.enrol", SUBJECT_NEW, (struct pair[]){ { "sealed", pairs_text(&k->form, "sealed") }, { "code", pairs_text(&k->form, "code") } }, 2,
                          codes_shown);
        else
                reply_why(k);
}

void security_codes(struct call *k)
{
        int64_t id = 0;

        if (form_read(k) && (text_int(pairs_text(&k->form, "factor"), 1, INT64_MAX, &id) || refuse(&k->c.why, R_ARG_TYPE, NULL, NULL)))
                act_start(k, "factor.codes", id, NULL, 0, codes_shown);
        else
                reply_why(k);
}

void session_ended_note(struct call *k)
{
        const char *login = "";

        if (!k->command || strcmp(k->command->verb, "session.close") || k->answer.why.kind != WHY_NOTHING || !k->c.db ||
            !signin_session_login(&k->c, k->answer.subject.id, &login) || !*login)
                return;
        call_note(k, login, true, "session", "ended");
}
