/* signin_commands.c - one-time codes, unlocking, second factors, remembered devices, bindings, confirming an identity.  Handlers decide;
 * signin_apply.c writes.  What a person must be able to prove (a code) is checked in prepare(), and once more by the writer where two at once
 * could use the same. */
#include "signin/signin_inner.h"
#include "base/secret_code.h"
#include "signin/totp.h"
#include <string.h>

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!(a->command->args[i].flags & ARG_SECRET))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool own_or_keeper(struct ctx *c, const char *login)
{
        return !strcmp(login, c->who->login) || signin__keeper(c) || refuse(&c->why, R_ROLE, NULL, "只能改自己的登录方式；别人的由安全管理员改");
}

/* ---- accounts ---- */

static bool reset_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const char *code = secret_code_new(c->mem, r->secret);

        (void)a;
        request_put(c->mem, r, "secret", secret_make(c->mem, secret_code_digest(c->mem, code)));
        request_show(c->mem, r, "code", code);
        return true;
}

static bool reset(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        put_args(out, a);
        draft_put(out, "forced", "true");
        draft_put(out, "until", instant_text(c->mem, (struct instant){ c->now.ms + session_rules(c)->reset_hours * INT64_C(3600000) }));
        return true;
}

static bool unlock(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!args_known(c, a))
                return false;
        put_args(out, a);
        return true;
}

/* ---- second factors ---- */

static void recovery_make(struct ctx *c, struct request *r)
{
        struct buffer all = { .mem = c->mem };

        for (int i = 0; i < RECOVERY_CODES; i++) {
                const char *code = secret_code_new(c->mem, r->secret ? text_make(c->mem, "%s recovery %d", r->secret, i) : NULL);

                buffer_make(&all, "%s%s", i ? "," : "", secret_code_digest(c->mem, code));
                request_show(c->mem, r, text_make(c->mem, "recovery_%d", i + 1), code);
        }
        request_put(c->mem, r, "recovery", buffer_done(&all));
}

static bool none_yet(struct ctx *c)
{
        struct factor f;

        return signin__factor_of(c, c->who->login, &f) && (!f.id || refuse(&c->why, R_FACTOR_THERE, NULL, NULL));
}

static bool enrol_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct bytes key;
        int64_t step;

        if (!none_yet(c) || !signin__factor_key(c, c->who->login, arg_text(a, "sealed"), &key))
                return false;
        if (totp_check(key, text_replace(c->mem, arg_text(a, "code"), " ", ""), c->now, 0, &step) != TOTP_RIGHT)
                return refuse(&c->why, R_CODE_WRONG, "code", NULL);
        request_put(c->mem, r, "step", text_make(c->mem, "%lld", (long long)step));
        recovery_make(c, r);
        return true;
}

static bool enrol(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!none_yet(c))
                return false;
        put_args(out, a);
        return true;
}

static bool codes_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        (void)a;
        recovery_make(c, r);
        return true;
}

static bool factor_usable(struct ctx *c, int64_t subject, struct factor *f)
{
        return signin__factor(c, subject, f) && (!f->ended || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这个动态码已经停用"));
}

static bool codes(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct factor f;

        if (!factor_usable(c, subject, &f))
                return false;
        if (strcmp(f.login, c->who->login))
                return refuse(&c->why, R_ROLE, NULL, "恢复码只能由本人制发");
        put_args(out, a);
        return true;
}

static bool factor_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct factor f;

        if (!factor_usable(c, subject, &f) || !own_or_keeper(c, f.login))
                return false;
        put_args(out, a);
        draft_put(out, "login", f.login);
        return true;
}

/* ---- remembered devices ---- */

static bool device_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        int days = session_rules(c)->device_days;

        (void)subject;
        if (!days)
                return refuse(&c->why, R_ARG_RANGE, NULL, "本站不记住设备");
        put_args(out, a);
        draft_put(out, "until", instant_text(c->mem, (struct instant){ c->now.ms + days * INT64_C(86400000) }));
        return true;
}

static bool device_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct device d;

        (void)a; (void)out;
        if (!signin__device(c, subject, &d))
                return false;
        return own_or_keeper(c, d.login) && (!d.ended || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这台设备已经移除"));
}

/* ---- sessions ---- */

/* The writer's word on what proved the identity: of two who use one code at once, one passes. */
static bool proof_unused(struct ctx *c, const struct args *a, const char *login)
{
        struct factor f;
        int64_t of = 0;

        if (!signin__factor(c, arg_int(a, "factor"), &f))
                return false;
        if (f.ended || strcmp(f.login, login))
                return refuse(&c->why, R_CODE_WRONG, "code", NULL);
        if (arg_given(a, "recovery"))
                return signin__recovery(c, arg_text(a, "recovery"), &of) && (of == f.id || refuse(&c->why, R_CODE_USED, "code", NULL));
        if (!arg_given(a, "step"))
                return true;                    /* enrolled just now: the code is in that act */
        return arg_int(a, "step") > f.step || refuse(&c->why, R_CODE_USED, "code", NULL);
}

bool signin__session_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        (void)subject;
        if (!text_in(cmd->verb, "session.open|session.confirm", '|') || !arg_given(a, "factor"))
                return true;
        return proof_unused(c, a, c->who->login);
}

static bool confirm(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct opened o;

        if (!signin__opened(c, subject, &o))
                return false;
        if (!o.found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有这次登录");
        put_args(out, a);
        return true;
}

/* ---- bindings ---- */

static bool binding_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const char *fingerprint, *subject;

        if (strcmp(arg_text(a, "kind"), "certificate") || !arg_given(a, "certificate"))
                return true;
        if (!signin_certificate_values(c->mem, arg_text(a, "certificate"), &fingerprint, &subject, &c->why))
                return false;
        request_put(c->mem, r, "found", strcmp(arg_text(a, "by"), "subject") ? fingerprint : subject);
        return true;
}

static bool binding_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const char *value = arg_given(a, "found") ? arg_text(a, "found") : arg_text(a, "value"), *login;

        (void)subject;
        if (!args_known(c, a))
                return false;
        if (!*value)
                return refuse(&c->why, R_ARG_MISSING, strcmp(arg_text(a, "kind"), "certificate") ? "value" : "certificate", NULL);
        if (!strcmp(arg_text(a, "kind"), "certificate") && !text_starts(value, "sha256:") && !text_starts(value, "subject:"))
                return refuse(&c->why, R_ARG_TYPE, "value", "证书写指纹（sha256: 开头）或者主题（subject: 开头），或者粘贴证书本身");
        if (!signin_bound(c, arg_text(a, "kind"), value, &login))
                return false;
        if (*login)
                return refuse(&c->why, R_DUPLICATE, "value", "已经绑定给 %s", user_name(c, login));
        draft_put(out, "login", arg_text(a, "login"));
        draft_put(out, "kind", arg_text(a, "kind"));
        draft_put(out, "value", value);
        return true;
}

static bool binding_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct binding b;

        if (!signin__binding(c, subject, &b))
                return false;
        if (b.ended)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这个绑定已经解除");
        put_args(out, a);
        return true;
}

/* ---- tables ---- */

#define REASON { "reason", ARG_TEXT, 0, "原因", "如：换手机、丢失、离职。", NULL, 1, 100 }
#define RECOVERY { "recovery", ARG_LONG, ARG_REQUIRED | ARG_PREPARED, "恢复码指纹", "恢复码本身不保存。", NULL, 1, 2000 }
#define STEP { "step", ARG_INT, ARG_REQUIRED | ARG_PREPARED, "时段", "用来核对的动态码的时段。", NULL, 0, 0 }

static const struct arg none[] = { ARG_END };
static const struct arg reason_args[] = { REASON, ARG_END };
static const struct arg reset_args[] = {
        REASON, { "secret", ARG_TEXT, ARG_REQUIRED | ARG_PREPARED, "密码摘要", "由一次性密码算出，密码本身不保存。", NULL, 1, 200 }, ARG_END
};
static const struct arg unlock_args[] = { { "login", ARG_LOGIN, ARG_REQUIRED, "账号", "登录失败次数过多、暂时锁定的账号。", NULL, 0, 0 }, REASON, ARG_END };
static const struct arg enrol_args[] = {
        { "sealed", ARG_TEXT, ARG_REQUIRED, "密钥", "页面上二维码的密钥，加密后的样子。", NULL, 1, 400 },
        { "code", ARG_TEXT, ARG_REQUIRED | ARG_SECRET, "动态码", "验证器上现在显示的 6 位数字。", NULL, 6, 10 }, STEP, RECOVERY, ARG_END
};
static const struct arg codes_args[] = { RECOVERY, ARG_END };
static const struct arg device_args[] = {
        { "digest", ARG_FILE, ARG_REQUIRED, "令牌摘要", "令牌本身不保存。", NULL, 0, 0 },
        { "name", ARG_TEXT, 0, "设备", "浏览器自报的名称。", NULL, 1, 200 }, ARG_END
};
static const struct arg confirm_args[] = {
        { "method", ARG_CHOICE, ARG_REQUIRED, "方式", "怎样再次证明了身份。", "password=密码|certificate=数字证书|oidc=统一身份认证|ldap=目录服务", 0, 0 },
        { "factor", ARG_INT, 0, "第二因素", "用了哪一个动态码生成器。", NULL, 0, 0 }, { "step", ARG_INT, 0, "时段", "动态码的时段。", NULL, 0, 0 },
        { "recovery", ARG_TEXT, 0, "恢复码", "用掉的恢复码的指纹。", NULL, 1, 80 },
        { "before", ARG_TEXT, 0, "为了", "办理哪一个动作以前。", NULL, 1, 80 }, ARG_END
};
static const struct arg binding_args[] = {
        { "login", ARG_LOGIN, ARG_REQUIRED, "账号", "绑定给谁。", NULL, 0, 0 },
        { "kind", ARG_CHOICE, ARG_REQUIRED, "种类", "用什么证明身份。", "certificate=数字证书|oidc=统一身份认证|ldap=目录服务", 0, 0 },
        { "certificate", ARG_LONG, 0, "证书", "数字证书的 PEM 文本（公钥证书，不含私钥）。", NULL, 1, 20000 },
        { "by", ARG_CHOICE, 0, "认什么", "指纹只认这一张；主题在续发的证书上仍然有效。不填认指纹。", "fingerprint=这一张证书|subject=证书主题", 0, 0 },
        { "value", ARG_TEXT, 0, "对方的名称", "统一身份认证里的用户标识，或者目录里的名称；证书也可以写指纹。", NULL, 1, 600 },
        { "found", ARG_TEXT, ARG_PREPARED, "得出的值", "由证书得出。", NULL, 1, 600 }, ARG_END
};

static const struct arg alarm_args[] = {
        { "login", ARG_TEXT, ARG_REQUIRED, "账号", "权限与日志不符的账号。", NULL, 1, 80 },
        { "words", ARG_TEXT, ARG_REQUIRED, "不符之处", "表里是什么，日志里是什么。", NULL, 1, 600 }, ARG_END
};

#define ROW(v, l, h, noun_, creates_, roles_, args_, fn, apply_, prepare_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", .prepare = prepare_ }

const struct command signin_commands[] = {
        ROW("user.reset", "重置密码", "制发一次性密码，只显示一次；本人用它登录后设置自己的密码。", "user", false, KEEPERS, reset_args, reset, org_apply_user_password, reset_prepare),
        ROW("user.unlock", "解锁账号", "登录失败次数过多的账号，不等时间到就可以再试。", "unlock", true, KEEPERS, unlock_args, unlock, signin__apply_unlock, NULL),
        ROW("factor.enrol", "设置动态码", "登记手机上的验证器，登录时除密码外再输入动态码（双因素）。", "factor", true, "", enrol_args, enrol, signin__apply_factor, enrol_prepare),
        ROW("factor.codes", "换发恢复码", "换发一组恢复码，原来的作废；手机不在身边时每个可以用一次。", "factor", false, "", codes_args, codes, signin__apply_codes, codes_prepare),
        ROW("factor.end", "停用动态码", "停用验证器及其恢复码、受信设备。", "factor", false, "", reason_args, factor_end, signin__apply_factor_end, NULL),
        ROW("trusted.add", "记住设备", "这台设备在规定天数内登录不用动态码。", "trusted", true, "", device_args, device_add, signin__apply_device, NULL),
        ROW("trusted.end", "移除设备", "这台设备以后登录又要动态码。", "trusted", false, "", none, device_end, signin__apply_device_end, NULL),
        ROW("session.confirm", "再次确认身份", "办理重要动作以前再次证明身份。", "session", false, "", confirm_args, confirm, signin__apply_confirm, NULL),
        ROW("binding.add", "绑定身份", "把数字证书、统一身份认证或者目录里的身份绑定到账号。", "binding", true, KEEPERS, binding_args, binding_add, signin__apply_binding, binding_prepare),
        ROW("binding.end", "解除绑定", "这个身份不能再登录。", "binding", false, KEEPERS, reason_args, binding_end, signin__apply_binding_end, NULL),
        ROW("access.alarm", "权限与日志不符", "系统发现账号或者授权的数据不是由日志里的动作得来的（GB/T 39786 8.4）。", "alarm", true, "system", alarm_args, signin__alarm,
            signin__apply_alarm, NULL),
};
const size_t signin_commands_n = sizeof signin_commands / sizeof *signin_commands;

const struct noun signin_nouns[] = {
        { .name = "user", .label = "人员", .before = signin__user_before, .apply = signin__apply_user },
        { .name = "session", .label = "登录", .before = signin__session_before, .apply = signin__apply_session },
        { .name = "factor", .label = "动态码", .apart = true }, { .name = "trusted", .label = "受信设备", .apart = true },
        { .name = "binding", .label = "绑定", .apart = true }, { .name = "unlock", .label = "解锁", .apart = true },
        { .name = "alarm", .label = "报警", .apart = true },
};
const size_t signin_nouns_n = sizeof signin_nouns / sizeof *signin_nouns;
