/* again.c - before some acts (pack: signin.again_before) the identity is confirmed, unless that was so a moment ago: the password, and the code
 * where there is one.  The confirmation is an act of its own, session.confirm, and stands in the journal before the act it was for.
 *
 * By form: a page with every field that was sent and one more step; the same form then goes on.  By API: POST /api/again first.
 * Must never: lose what a person typed, or take a confirmation from anybody but the session's owner. */
#include "web/entry.h"
#include <string.h>

#define PASSWORD_FIELD "_again_password"
#define CODE_FIELD "_again_code"

struct again { struct request request; const struct command *command; const char *back; struct pairs form; call_fn *go, *ask; };

/* ---- checking ---- */

/* A certificate that the proxy shows again is a proof as good as the first. */
static bool by_certificate(struct call *k)
{
        const char *login = "";

        if (!call_certificate(k) || !signin_certificate_login(&k->c, &k->web->doors, call_certificate(k), &login) || strcmp(login, k->login)) {
                k->c.why = (struct why){ .mem = k->mem };
                return false;
        }
        k->entry->method = "certificate";
        return true;
}

static bool has_password(const struct call *k)
{
        return *k->entry->p.user.secret || k->web->doors.ldap.url;
}

static void confirm_work(struct call *k)
{
        struct entry *e = k->entry;
        bool good;

        if (!entry_try_open(k) || by_certificate(k))
                return;
        if (!has_password(k) && !e->p.factor.id) {
                refuse(&k->c.why, R_AGAIN, NULL, "请退出后用原来的方式重新登录，登录后 %d 分钟内可以办理", session_rules(&k->c)->again_minutes);
                return;
        }
        good = !has_password(k) || signin_password_try(&k->c, &k->web->doors, &e->p, e->login, e->password, &e->method);
        if (!good && k->c.why.kind == WHY_REFUSED)
                session_try_end(&k->c, &e->attempt, false);
        if (good && e->p.factor.id && !entry_code_work(k))
                return;
        call_note_why(k, e->login, true, "again");
}

static void confirm_post(struct call *k, const char *before, call_fn *then)
{
        struct entry *e = k->entry;
        struct pairs args = { .mem = k->mem };

        pairs_put(&args, "method", e->method);
        if (e->proof.factor)
                pairs_put(&args, "factor", text_make(k->mem, "%lld", (long long)e->proof.factor));
        if (e->proof.step)
                pairs_put(&args, "step", text_make(k->mem, "%lld", (long long)e->proof.step));
        if (e->proof.recovery)
                pairs_put(&args, "recovery", e->proof.recovery);
        if (*before)
                pairs_put(&args, "before", before);
        k->request = (struct request){ .verb = "session.confirm", .subject = k->session, .pairs = args.at, .n = args.n, .login = k->login, .expected = -1 };
        call_post(k, then);
}

/* ---- in front of an act ---- */

static void act_back(struct call *k)
{
        const struct again *a = k->again;

        k->request = a->request;
        k->command = a->command;
        k->form = a->form;
        k->back = a->back;
}

static void confirmed(struct call *k)
{
        act_back(k);
        k->c.why = k->answer.why;
        if (k->c.why.kind == WHY_NOTHING)
                session_try_end(&k->c, &k->entry->attempt, true);
        (k->c.why.kind == WHY_NOTHING ? k->again->go : k->again->ask)(k);
}

static void worked(struct call *k)
{
        if (k->c.why.kind == WHY_NOTHING)
                confirm_post(k, k->again->command->verb, confirmed);
        else
                k->again->ask(k);
}

void again_then(struct call *k, call_fn *go, call_fn *ask)
{
        const char *password = form_take(k, PASSWORD_FIELD), *code = form_take(k, CODE_FIELD);
        bool needed = false;

        if (!signin_again_needed(&k->c, k->command->verb, k->session, &needed)) {
                ask(k);
                return;
        }
        if (!needed) {
                go(k);
                return;
        }
        k->again = TAKE(k->mem, struct again);
        *k->again = (struct again){ k->request, k->command, k->back, k->form, go, ask };
        if (!password && !code) {
                refuse(&k->c.why, R_AGAIN, NULL, "%s", k->command->label);
                ask(k);
                return;
        }
        entry_new(k, k->login, "password", "");
        k->entry->password = password ? password : "";
        k->entry->code = code ? code : "";
        call_later(k, confirm_work, worked);
}

/* ---- the page in between ---- */

static void hidden(struct html *h, const char *name, const char *value)
{
        if (value)
                html(h, "<textarea name=\"%s\" hidden>\n%s</textarea>", name, value);
}

/* Several lines keep their ends in a textarea; in an input they would not. */
static void fields_kept(struct call *k, struct html *h, const struct page_in *in)
{
        const struct again *a = k->again;

        for (size_t i = 0; i < a->form.n; i++)
                hidden(h, a->form.at[i].name, a->form.at[i].value);
        hidden(h, "_csrf", in->csrf);
        hidden(h, "_key", a->request.key);
        hidden(h, "_back", a->back);
        if (a->request.subject >= 0)
                hidden(h, "_subject", text_make(k->mem, "%lld", (long long)a->request.subject));
        hidden(h, "_expected", text_make(k->mem, "%lld", (long long)a->request.expected));
}

static void asked_fields(struct html *h, const struct signin_person *p, bool password)
{
        if (password)
                html(h, "<div class=\"field\"><label for=\"again-password\">密码</label><input class=\"in\" id=\"again-password\" name=\"" PASSWORD_FIELD "\" "
                     "type=\"password\" autocomplete=\"current-password\" required autofocus></div>");
        if (p->factor.id)
                html(h, "<div class=\"field\"><label for=\"again-code\">动态码</label><input class=\"in otp\" id=\"again-code\" name=\"" CODE_FIELD "\" "
                     "autocomplete=\"one-time-code\" maxlength=\"24\" required><p class=\"help\">手机验证器上的 6 位数字，或者一个恢复码。</p></div>");
}

void again_page(struct call *k)
{
        struct html *h = html_new(k->mem);
        struct why why = k->c.why;
        struct signin_person p;
        struct page_in in;

        k->c.why = (struct why){ .mem = k->mem };
        act_back(k);
        if (!signin_person(&k->c, k->login, &p)) {
                reply_why(k);
                return;
        }
        in = page_in_of(k);
        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = "再次确认身份", .narrow = true });
        if (why.code != R_AGAIN || !text_same(why.detail, k->command->label))
                ui_refusal(h, &why);
        ui_card_begin(h, &(struct ui_card){ .title = k->command->label, .note = "您填写的内容都在，确认后接着办理" });
        html(h, "<p>办理“%s”以前要再次证明是本人。确认后 %d 分钟内不再问。</p><form method=\"post\" action=\"%s\" class=\"stack\" autocomplete=\"off\">",
             k->command->label, session_rules(&k->c)->again_minutes, url(k->mem, "/desk/act/%s", k->command->verb));
        fields_kept(k, h, &in);
        asked_fields(h, &p, *p.user.secret || k->web->doors.ldap.url);
        html(h, "<button class=\"btn primary lg\" type=\"submit\">确认并办理</button></form>");
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, why.kind == WHY_NOTHING ? 200 : why_status(&why), h);
}

/* ---- by API ---- */

static void api_confirmed(struct call *k)
{
        struct json *j = json_new(k->mem);

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        session_try_end(&k->c, &k->entry->attempt, true);
        json_open(j, '{');
        json_pair(j, "until", instant_text(k->mem, (struct instant){ k->answer.at.ms + session_rules(&k->c)->again_minutes * INT64_C(60000) }));
        json_close(j, '}');
        reply_json(k, 200, json_done(j));
}

static void api_worked(struct call *k)
{
        if (k->c.why.kind == WHY_NOTHING)
                confirm_post(k, "", api_confirmed);
        else
                reply_why(k);
}

void api_again(struct call *k)
{
        json_t *body = NULL;
        bool good = csrf_right(k, call_header(k, "X-CSRF-Token")) && body_json(k, &body) && json_pairs(k, body, (const char *const[]){ NULL });

        json_decref(body);
        if (!good) {
                reply_why(k);
                return;
        }
        entry_new(k, k->login, "password", "");
        k->entry->password = pairs_text(&k->form, "password");
        k->entry->code = pairs_text(&k->form, "code");
        call_later(k, confirm_work, api_worked);
}
