/* signin_pages.c - my security (password, second factor, devices, sessions, recent sign-ins), and what those who keep the doors look at: who is
 * in, the log, bindings, accounts that nobody uses.  Forms go to the acts; pages show and decide nothing.  (The page with a QR code is web's.) */
#include "signin/signin_inner.h"
#include "org/attempt.h"
#include "ui/ui.h"
#include <string.h>

extern const struct page signin_pages[];
extern const size_t signin_pages_n;

#define HOME "/desk/security"

/* One button that does an act on a subject and comes back here. */
static void act_button(struct html *h, const struct page_in *in, const char *verb, const char *subject, const char *back, const char *label, const char *what)
{
        html(h, "<form class=\"inline\" method=\"post\" action=\"/desk/act/%s\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"_subject\" value=\"%s\"><input type=\"hidden\" name=\"_back\" value=\"%s\">"
             "<button class=\"btn sm\" type=\"submit\" aria-label=\"%s：%s\">%s</button></form>", verb, in->csrf, subject, back, label, what, label);
}

/* ---- what went wrong on the way back from a form ---- */

static void why_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        enum refusal_code code = refusal_by_name(page_query(in, "why"));
        struct why w = { .mem = c->mem, .kind = WHY_REFUSED, .code = code, .detail = page_query(in, "detail") };

        if (code != R_NONE)
                ui_refusal(h, &w);
        else if (*page_query(in, "done"))
                ui_callout(h, "ok", "已经办好", "这一步已经记入日志。");
}

/* ---- password ---- */

static const char *password_age(struct ctx *c, const struct signin_person *p)
{
        if (!*p->user.secret)
                return "没有设置（用其他方式登录）";
        return p->password.at.ms ? text_make(c->mem, "%s 设置", instant_local(c->mem, p->password.at)) : "很久以前设置";
}

static const char *password_due(struct ctx *c, const struct signin_person *p)
{
        int days = session_rules(c)->days;

        if (!days || !p->password.at.ms)
                return "不过期";
        return day_text(c->mem, day_plus(day_of(p->password.at), days));
}

static void password_put(struct ctx *c, const struct page_in *in, struct html *h, const struct signin_person *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = "密码", .id = "password" });
        ui_kv_begin(h, 0);
        ui_kv(h, "现在的密码", password_age(c, p));
        if (*p->user.secret)
                ui_kv(h, "到期", password_due(c, p));
        ui_kv_end(h);
        if (*p->user.secret)
                html(h, "<details class=\"fold\"><summary>换一个密码</summary><form method=\"post\" action=\"" HOME "/password\" class=\"stack\">"
                     "<input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
                     "<div class=\"field\"><label for=\"current\">现在的密码</label><input class=\"in\" id=\"current\" name=\"current\" type=\"password\" autocomplete=\"current-password\" required></div>"
                     "<div class=\"field\"><label for=\"new\">新密码</label><input class=\"in\" id=\"new\" name=\"new\" type=\"password\" autocomplete=\"new-password\" required>"
                     "<p class=\"help\">至少 %d 个字，%d 类字符%s。换好以后所有设备都要重新登录。</p></div>"
                     "<div class=\"field\"><label for=\"again\">再写一遍</label><input class=\"in\" id=\"again\" name=\"again\" type=\"password\" autocomplete=\"new-password\" required></div>"
                     "<button class=\"btn primary\" type=\"submit\">换密码</button></form></details>", in->csrf, session_rules(c)->length, session_rules(c)->classes,
                     session_rules(c)->history ? text_make(c->mem, "，最近 %d 个不能再用", session_rules(c)->history) : "");
        ui_card_end(h);
}

/* ---- second factor ---- */

static void factor_put(struct ctx *c, const struct page_in *in, struct html *h, const struct signin_person *p)
{
        const char *id = text_make(c->mem, "%lld", (long long)p->factor.id);

        ui_card_begin(h, &(struct ui_card){ .title = "动态码", .note = p->factor_must ? "您的岗位必须设置" : "可以自愿设置" });
        if (!p->factor.id) {
                html(h, "<p>登录时除密码外再输入手机上的 6 位数字：密码被人知道了也进不来。</p>");
                ui_button(h, &(struct ui_button){ "设置动态码", HOME "/factor", "device-mobile", BUTTON_PRIMARY });
                ui_card_end(h);
                return;
        }
        ui_kv_begin(h, 0);
        ui_kv(h, "状态", text_make(c->mem, "%s 起使用", instant_local(c->mem, p->factor.since)));
        ui_kv(h, "剩余恢复码", text_make(c->mem, "%d 个", p->factor.recovery));
        ui_kv_end(h);
        if (p->factor.recovery < 3)
                ui_callout(h, "warn", "恢复码快用完了", "手机不在身边时要靠恢复码登录，请换发一组。");
        ui_row_begin(h);
        html(h, "<form class=\"inline\" method=\"post\" action=\"" HOME "/codes\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"factor\" value=\"%s\"><button class=\"btn sm\" type=\"submit\">换发恢复码</button></form>", in->csrf, id);
        act_button(h, in, "factor.end", id, HOME, "停用", "动态码");
        ui_row_end(h);
        ui_card_end(h);
}

/* ---- tables with a button in each row ---- */

struct rows_of { const struct page_in *in; const char *verb, *label, *back; size_t name; };

static bool row_button(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        const struct rows_of *o = to;

        if (strcmp(t->columns[column].name, "id"))
                return false;
        act_button(h, o->in, o->verb, t->rows[row][column], o->back, o->label, t->rows[row][o->name] ? t->rows[row][o->name] : "");
        return true;
}

static const struct column device_columns[] = {
        { "name", "设备", CELL_TEXT }, { "since", "记住", CELL_INSTANT }, { "until", "最迟到", CELL_INSTANT }, { "id", "移除", CELL_INT }, COLUMN_END
};

static bool devices_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct rows_of o = { in, "trusted.end", "移除", HOME, 0 };
        struct devices l;
        struct table t;

        if (!signin__devices(c, c->who->login, &l))
                return false;
        table_start(&t, c->mem, device_columns);
        for (size_t i = 0; i < l.n; i++)
                table_row(&t, (const char *[]){ signin__browser(c->mem, l.at[i].name), instant_text(c->mem, l.at[i].since), instant_text(c->mem, l.at[i].until),
                        text_make(c->mem, "%lld", (long long)l.at[i].id) });
        ui_card_begin(h, &(struct ui_card){ .title = "受信设备", .note = "在这些设备上登录不用动态码", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "受信设备", .cell = row_button, .to = &o, .empty = "没有记住的设备" });
        ui_card_end(h);
        return true;
}

static const struct column session_columns[] = {
        { "device", "设备", CELL_TEXT }, { "address", "网络地址", CELL_TEXT }, { "opened", "登录", CELL_INSTANT }, { "method", "方式", CELL_TEXT }, { "id", "结束", CELL_INT }, COLUMN_END
};
static const struct column everybodys_columns[] = {
        { "name", "姓名", CELL_TEXT }, { "login", "账号", CELL_TEXT }, { "device", "设备", CELL_TEXT }, { "address", "网络地址", CELL_TEXT },
        { "opened", "登录", CELL_INSTANT }, { "method", "方式", CELL_TEXT }, { "id", "结束", CELL_INT }, COLUMN_END
};

static bool session_row(struct ctx *c, struct table *t, const struct session *s, bool all)
{
        const char *device, *method, *id = text_make(c->mem, "%lld", (long long)s->id);
        struct opened o;

        if (!signin__opened(c, s->id, &o))
                return false;
        device = signin__browser(c->mem, o.device);
        method = text_make(c->mem, "%s%s", signin__method(o.method), o.factor ? "、动态码" : "");
        if (all)
                table_row(t, (const char *[]){ s->name, s->login, device, o.address, instant_text(c->mem, s->opened), method, id });
        else
                table_row(t, (const char *[]){ device, o.address, instant_text(c->mem, s->opened), method, id });
        return true;
}

static bool sessions_put(struct ctx *c, const struct page_in *in, struct html *h, const char *login)
{
        bool all = !*login;
        struct rows_of o = { in, "session.close", "结束", all ? "/desk/signin" : HOME, 0 };
        struct sessions l;
        struct table t;

        if (!sessions_open(c, login, &l))
                return false;
        table_start(&t, c->mem, all ? everybodys_columns : session_columns);
        for (size_t i = 0; i < l.n; i++)
                if (!session_row(c, &t, &l.at[i], all))
                        return false;
        ui_card_begin(h, &(struct ui_card){ .title = all ? "在线登录" : "我的登录", .note = text_make(c->mem, "现在有效的 %zu 个", l.n), .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "现在有效的登录", .sub = all ? "login" : NULL, .cell = !all || signin__keeper(c) ? row_button : NULL, .to = &o,
                                            .hide = all && !signin__keeper(c) ? "id" : NULL, .empty = "没有" });
        ui_card_end(h);
        return true;
}

static const struct column recent_columns[] = {
        { "at", "时间", CELL_INSTANT }, { "kind", "方式", CELL_TEXT }, { "result", "结果", CELL_TEXT }, { "address", "网络地址", CELL_TEXT }, { "device", "设备", CELL_TEXT }, COLUMN_END
};

static const char *result_tag(struct arena *mem, const char *result)
{
        return text_make(mem, "%s:%s", !strcmp(result, "ok") ? "ok" : text_in(result, "ended|down", '|') ? "warn" : "bad", signin__attempt_result(result));
}

static bool recent_put(struct ctx *c, struct html *h)
{
        struct attempts l;
        struct table t;

        if (!attempts_find(c, &(struct attempt_wish){ .login = c->who->login, .limit = 20 }, &l))
                return false;
        table_start(&t, c->mem, recent_columns);
        for (size_t i = 0; i < l.n; i++)
                table_row(&t, (const char *[]){ instant_text(c->mem, l.at[i].at), signin__attempt_kind(l.at[i].kind), result_tag(c->mem, l.at[i].result), l.at[i].address,
                        signin__browser(c->mem, l.at[i].device) });
        ui_card_begin(h, &(struct ui_card){ .title = "最近的登录", .note = "不是本人的，马上换密码并告知安全管理员", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "最近的登录", .tags = "result", .empty = "还没有记录" });
        ui_card_end(h);
        return true;
}

static bool bound_put(struct ctx *c, struct html *h)
{
        struct bindings l;

        if (!signin__bindings(c, c->who->login, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "绑定的身份", .note = "由安全管理员登记" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l.n; i++)
                ui_kv(h, signin__attempt_kind(l.at[i].kind), l.at[i].value);
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

static bool show_security(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct signin_person p;

        if (!signin_person(c, c->who->login, &p))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "我的登录安全", .lead = "密码、动态码、设备和登录记录" });
        why_put(c, in, h);
        ui_split_begin(h);
        if (!sessions_put(c, in, h, c->who->login) || !recent_put(c, h))
                return false;
        ui_split_aside(h);
        password_put(c, in, h, &p);
        factor_put(c, in, h, &p);
        if ((session_rules(c)->device_days && !devices_put(c, in, h)) || !bound_put(c, h))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- for those who keep the doors ---- */

static const char *on(bool yes, const char *what)
{
        return yes ? what : "不适用";
}

static void rules_put(struct ctx *c, struct html *h)
{
        const struct pack_signin *s = session_rules(c);

        ui_card_begin(h, &(struct ui_card){ .title = "现行规则", .note = *s->law ? s->law : "策略包没有另行规定",
                                            .more_url = "/desk/admin/parameters", .more_label = "在参数里改" });
        ui_kv_begin(h, 0);
        ui_kv(h, "密码", text_make(c->mem, "至少 %d 个字、%d 类字符%s", s->length, s->classes, s->dictionary ? "，查词典" : ""));
        ui_kv(h, "更换", on(s->days, text_make(c->mem, "每 %d 天", s->days)));
        ui_kv(h, "不重复", on(s->history, text_make(c->mem, "最近 %d 个", s->history)));
        ui_kv(h, "锁定", text_make(c->mem, "连续 %d 次错误，%d 分钟", s->attempts, s->lock_minutes));
        ui_kv(h, "同一地址", on(s->address_attempts, text_make(c->mem, "%d 次错误", s->address_attempts)));
        ui_kv(h, "登录有效", text_make(c->mem, "%d 小时%s", s->hours, s->idle_minutes ? text_make(c->mem, "，%d 分钟不操作即失效", s->idle_minutes) : ""));
        ui_kv(h, "必须有动态码的岗位", on(s->factor.n, text_join(c->mem, s->factor.at, s->factor.n, ' ')));
        ui_kv(h, "记住设备", on(s->device_days, text_make(c->mem, "%d 天", s->device_days)));
        ui_kv(h, "办理前再确认", on(s->again_before.n, text_make(c->mem, "%s（%d 分钟内有效）", text_join(c->mem, s->again_before.at, s->again_before.n, ' '), s->again_minutes)));
        ui_kv_end(h);
        ui_card_end(h);
}

static const struct column binding_columns[] = {
        { "name", "姓名", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "value", "对方的名称", CELL_TEXT }, { "id", "解除", CELL_INT }, COLUMN_END
};

static bool bindings_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct rows_of o = { in, "binding.end", "解除", "/desk/signin", 0 };
        struct bindings l;
        struct table t;

        if (!signin__bindings(c, "", &l))
                return false;
        table_start(&t, c->mem, binding_columns);
        for (size_t i = 0; i < l.n; i++)
                table_row(&t, (const char *[]){ user_name(c, l.at[i].login), signin__attempt_kind(l.at[i].kind), utf8_head(c->mem, l.at[i].value, 40),
                        text_make(c->mem, "%lld", (long long)l.at[i].id) });
        ui_card_begin(h, &(struct ui_card){ .title = "身份绑定", .note = "证书、统一身份认证、目录", .flush = true,
                                            .more_url = signin__keeper(c) ? "/desk/act/binding.add?back=/desk/signin" : NULL, .more_label = "登记绑定" });
        ui_table(h, &t, &(struct ui_table){ .caption = "身份绑定", .sub = "value", .cell = signin__keeper(c) ? row_button : NULL, .to = &o,
                                            .hide = signin__keeper(c) ? NULL : "id", .empty = "没有绑定" });
        ui_card_end(h);
        return true;
}

static bool stale_put(struct ctx *c, struct html *h)
{
        struct logins_last l;

        if (!logins_stale(c, (struct instant){ c->now.ms - 90 * INT64_C(86400000) }, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "90 天没有登录的账号", .note = text_make(c->mem, "%zu 个", l.n) });
        if (!l.n)
                html(h, "<p>没有。</p>");
        else
                ui_kv_begin(h, 0);
        for (size_t i = 0; i < l.n && i < 15; i++)
                ui_kv(h, l.at[i].name, l.at[i].last.ms ? instant_local(c->mem, l.at[i].last) : "从未登录");
        if (l.n) {
                ui_kv_end(h);
                html(h, "<p class=\"help\">不再需要的，停用（变更人员）。全部清单：<a href=\"/api/views/stale_accounts?format=csv\">下载 CSV</a></p>");
        }
        ui_card_end(h);
        return true;
}

static bool show_doors(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button buttons[] = { { "登录日志", "/desk/signins", "list-details", BUTTON_PLAIN }, { "解锁账号", "/desk/act/user.unlock?back=/desk/signin", "lock-open", BUTTON_PLAIN } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "登录管理", .lead = "谁在线、从哪里登录、用什么证明身份", .buttons = buttons, .n_buttons = signin__keeper(c) ? 2 : 1 });
        why_put(c, in, h);
        if (!signin__rows_put(c, h))
                return false;
        ui_split_begin(h);
        if (!sessions_put(c, in, h, "") || !bindings_put(c, in, h))
                return false;
        ui_split_aside(h);
        rules_put(c, h);
        if (!stale_put(c, h))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

static bool show_log(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "登录管理", "/desk/signin" } };
        const struct view *v = view_find("signins");
        struct table t = { 0 };

        if (!view_run(c, "signins", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "登录日志", .lead = "每次登录、每次失败、每次被结束；只增不减", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/signin" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/signins", .label = "筛选登录日志", .params = v->params, .query = in->query, .n = in->n, .skip = "size", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "登录日志", .path = "/desk/signins", .query = in->query, .n_query = in->n, .empty = "没有记录" });
        page_end_desk(c, in, h);
        return true;
}

const struct page signin_pages[] = {
        { .pattern = HOME, .title = "我的登录安全", .roles = "", .show = show_security },
        { .pattern = "/desk/signin", .title = "登录管理", .roles = KEEPERS "|auditor", .show = show_doors },
        { .pattern = "/desk/signins", .title = "登录日志", .roles = KEEPERS "|auditor", .show = show_log },
};
const size_t signin_pages_n = sizeof signin_pages / sizeof *signin_pages;
