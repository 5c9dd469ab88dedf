/* signin_views.c - the log of signing in, open sessions, accounts that nobody uses: for oneself, and for those who keep the doors. */
#include "signin/signin_inner.h"
#include "org/attempt.h"
#include <string.h>

#define STALE_DAYS 90                   /* SEC-07 */

static const struct { const char *word, *label; } kinds[] = {
        { "password", "密码" }, { "code", "动态码" }, { "recovery", "恢复码" }, { "certificate", "数字证书" }, { "oidc", "统一身份认证" }, { "ldap", "目录服务" },
        { "again", "再次确认" }, { "session", "登录" }, { "overflow", "未能逐条记录" },
}, results[] = {
        { "ok", "成功" }, { "wrong", "不正确" }, { "locked", "已锁定" }, { "disabled", "账号停用" }, { "replay", "重复使用" }, { "down", "服务没有回应" },
        { "ended", "被结束" }, { "refused", "没有通过" },
};

static const char *label(const char *word, size_t from_results)
{
        if (from_results) {
                for (size_t i = 0; i < sizeof results / sizeof *results; i++)
                        if (!strcmp(results[i].word, word))
                                return results[i].label;
        } else {
                for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                        if (!strcmp(kinds[i].word, word))
                                return kinds[i].label;
        }
        return word;
}

const char *signin__attempt_kind(const char *kind)
{
        return label(kind, 0);
}

const char *signin__attempt_result(const char *result)
{
        return label(result, 1);
}

const char *signin__method(const char *method)
{
        return *method ? label(method, 0) : "密码";
}

const char *signin__browser(struct arena *mem, const char *agent)
{
        static const char *const browsers[] = { "Edg", "Edge", "Firefox", "Firefox", "Chrome", "Chrome", "Safari", "Safari", "curl", "curl" };
        static const char *const systems[] = { "Windows", "Windows", "Android", "Android", "iPhone", "iPhone", "Mac OS", "macOS", "Linux", "Linux" };
        const char *b = NULL, *s = NULL;

        for (size_t i = 0; i < sizeof browsers / sizeof *browsers && !b; i += 2)
                b = strstr(agent, browsers[i]) ? browsers[i + 1] : NULL;
        for (size_t i = 0; i < sizeof systems / sizeof *systems && !s; i += 2)
                s = strstr(agent, systems[i]) ? systems[i + 1] : NULL;
        if (!b && !s)
                return *agent ? utf8_head(mem, agent, 40) : "没有说明";
        return b && s ? text_make(mem, "%s · %s", b, s) : b ? b : s;
}

static const struct column attempt_columns[] = {
        { "at", "时间", CELL_INSTANT }, { "login", "账号", CELL_TEXT }, { "kind", "方式", CELL_TEXT }, { "result", "结果", CELL_TEXT },
        { "address", "网络地址", CELL_TEXT }, { "device", "设备", CELL_TEXT }, COLUMN_END
};

static bool attempts_table(struct ctx *c, const struct attempt_wish *w, struct table *t)
{
        struct attempts l;

        if (!attempts_find(c, w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ instant_text(c->mem, l.at[i].at), l.at[i].login, label(l.at[i].kind, 0), label(l.at[i].result, 1), l.at[i].address,
                        signin__browser(c->mem, l.at[i].device) });
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct arg none[] = { ARG_END };
static const struct arg attempt_params[] = {
        { "login", ARG_TEXT, 0, "账号", "只看一个账号；没有这个人的只留头一个字。", NULL, 1, 64 },
        { "result", ARG_CHOICE, 0, "结果", "只看一种结果。", "ok=成功|wrong=不正确|locked=已锁定|disabled=账号停用|replay=重复使用|down=服务没有回应|ended=被结束|refused=没有通过", 0, 0 },
        { "since", ARG_DAY, 0, "从哪天起", "含当日。", NULL, 0, 0 },
        { "size", ARG_INT, 0, "行数", "最多 2000，不填为 200。", NULL, 1, 2000 }, ARG_END
};

static bool view_attempts(struct ctx *c, const struct args *a, struct table *t)
{
        struct attempt_wish w = { .login = arg_text(a, "login"), .result = arg_text(a, "result"), .limit = arg_given(a, "size") ? arg_int(a, "size") : 200 };

        if (arg_given(a, "since"))
                w.since = instant_at(arg_day(a, "since"), 0, 0);
        return attempts_table(c, &w, t);
}

static bool view_own_attempts(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        return attempts_table(c, &(struct attempt_wish){ .login = c->who->login, .limit = 200 }, t);
}

static const struct column session_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "账号", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "opened", "登录时间", CELL_INSTANT },
        { "until", "最迟到", CELL_INSTANT }, { "method", "方式", CELL_TEXT }, { "address", "网络地址", CELL_TEXT }, { "device", "设备", CELL_TEXT }, COLUMN_END
};

static bool sessions_table(struct ctx *c, const char *login, struct table *t)
{
        struct sessions l;
        struct opened o;

        if (!sessions_open(c, login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                if (!signin__opened(c, l.at[i].id, &o))
                        return false;
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)l.at[i].id), l.at[i].login, l.at[i].name, instant_text(c->mem, l.at[i].opened),
                        instant_text(c->mem, l.at[i].until), text_make(c->mem, "%s%s", signin__method(o.method), o.factor ? "、动态码" : ""), o.address,
                        signin__browser(c->mem, o.device) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static bool view_sessions(struct ctx *c, const struct args *a, struct table *t)
{
        return sessions_table(c, arg_text(a, "login"), t);
}

static bool view_own_sessions(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        return sessions_table(c, c->who->login, t);
}

static const struct column stale_columns[] = {
        { "login", "账号", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "unit", "机构", CELL_TEXT }, { "last", "最近登录", CELL_INSTANT }, COLUMN_END
};

static bool view_stale(struct ctx *c, const struct args *a, struct table *t)
{
        int64_t days = arg_given(a, "days") ? arg_int(a, "days") : STALE_DAYS;
        struct logins_last l;

        if (!logins_stale(c, (struct instant){ c->now.ms - days * INT64_C(86400000) }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ l.at[i].login, l.at[i].name, l.at[i].agency, l.at[i].unit, l.at[i].last.ms ? instant_text(c->mem, l.at[i].last) : NULL });
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column binding_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "账号", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "value", "对方的名称", CELL_TEXT }, { "since", "绑定时间", CELL_INSTANT }, COLUMN_END
};

static bool view_bindings(struct ctx *c, const struct args *a, struct table *t)
{
        struct bindings l;

        if (!signin__bindings(c, arg_text(a, "login"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)l.at[i].id), l.at[i].login, label(l.at[i].kind, 0), l.at[i].value,
                        instant_text(c->mem, l.at[i].since) });
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct arg login_params[] = { { "login", ARG_TEXT, 0, "账号", "只看一个账号。", NULL, 1, 64 }, ARG_END };
static const struct arg stale_params[] = { { "days", ARG_INT, 0, "天数", "多少天没有登录，不填为 90。", NULL, 1, 3650 }, ARG_END };

#define LOOKERS KEEPERS "|auditor"
const struct view signin_views[] = {
        { "signins", "登录日志", "每次登录、每次失败、每次被结束；只增不减。", LOOKERS, attempt_params, attempt_columns, view_attempts },
        { "my_signins", "我的登录记录", "本人账号最近的登录和失败。", "", none, attempt_columns, view_own_attempts },
        { "sessions", "在线登录", "现在有效的登录。", LOOKERS, login_params, session_columns, view_sessions },
        { "my_sessions", "我的在线登录", "本人现在有效的登录。", "", none, session_columns, view_own_sessions },
        { "stale_accounts", "长期不用的账号", "启用着、但是很久没有登录的账号，核对后停用。", LOOKERS, stale_params, stale_columns, view_stale },
        { "bindings", "身份绑定", "哪个证书、哪个外部身份可以登录哪个账号。", LOOKERS, login_params, binding_columns, view_bindings },
};
const size_t signin_views_n = sizeof signin_views / sizeof *signin_views;
