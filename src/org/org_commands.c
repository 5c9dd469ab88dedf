/* org_commands.c - people come, change, get certificates and sign in.  Handlers decide; org_apply.c writes. */
#include "db/db.h"
#include "org/org.h"
#include "org/org_certificates.h"
#include "org/rights.h"
#include "org/rows.h"
#include "org/session.h"
#include <string.h>

QUERY(login_taken, "SELECT 1 FROM org_user WHERE login = $1");
QUERY(number_taken, "SELECT 1 FROM org_certificate WHERE number = $1");
QUERY(user_by_id, "SELECT login, agency, roles, unit FROM org_user WHERE id = $1");
QUERY(same_name, "SELECT login, unit FROM org_user WHERE name = $1 AND agency = $2 AND enabled = 1 ORDER BY login LIMIT 1");
QUERY(others_with_role, "SELECT count(*) FROM org_user WHERE login <> $1 AND enabled = 1 AND ',' || roles || ',' LIKE $2");
QUERY(session_by_id, "SELECT login FROM org_session WHERE id = $1");

apply_fn org_apply_pack, org_apply_user_add, org_apply_user_change, org_apply_user_password, org_apply_certificate_issue,
        org_apply_certificate_revoke, org_apply_session_open, org_apply_session_close, org_apply_photo;
command_fn org_photo_handle;
prepare_fn org_photo_prepare;

static bool free_of(struct ctx *c, struct query *q, const char *value, const char *field)
{
        int64_t taken;

        if (!db_one_int(c->db, &c->why, q, ARGS(T(value)), 0, &taken))
                return false;
        return !taken || refuse(&c->why, R_DUPLICATE, field, "%s", value);
}

/* The arguments as they came, under their own names: what most acts consist of.  Secrets never. */
static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!(a->command->args[i].flags & ARG_SECRET))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

/* What is adopted is what was checked: the sources are read again here, proven again, and must give the digest that was said. */
static bool pack_adopt(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct findings found = { .mem = c->mem };
        const struct verb_effect *verbs;
        struct pack *p;
        bool same;
        size_t n;

        verbs = org_verbs(&n);
        p = pack_load_sources(arg_text(a, "sources"), verbs, n, &found);
        if (!p)
                return refuse(&c->why, R_PACK_BROKEN, "sources", "%s", findings_first(&found));
        same = !strcmp(p->digest, arg_text(a, "digest")) && !strcmp(p->name, arg_text(a, "name")) && !strcmp(p->version, arg_text(a, "version"));
        pack_free(p);
        if (!same)
                return refuse(&c->why, R_PACK_BROKEN, "digest", "名称、版本或者摘要与内容不符");
        if (strcmp(arg_text(a, "name"), c->pack->name))
                return refuse(&c->why, R_PACK_BROKEN, "name", "本站点的策略包是 %s", c->pack->name);
        put_args(out, a);
        return true;
}

/* Whoever is entered twice signs twice: the same name in the same agency is somebody else only if a person says so. */
static bool name_alone(struct ctx *c, const struct args *a)
{
        struct rows r = db_ask(c->db, &c->why, &same_name, ARGS(T(arg_text(a, "name")), T(arg_text(a, "agency"))));
        const char *login = db_next(&r) ? db_text_in(c->mem, &r, 0) : NULL, *unit = login ? db_text_in(c->mem, &r, 1) : "";

        if (!db_done(&r))
                return false;
        if (!login || arg_bool(a, "other_person"))
                return true;
        return refuse(&c->why, R_SAME_NAME, "other_person", "%s（登录名 %s%s%s）", arg_text(a, "name"), login, *unit ? "，" : "",
                      pack_unit(c->pack, unit) ? pack_unit(c->pack, unit)->name : "");
}

/* Nobody is left who may administer, keep the rights or read the logs: the office would be locked out, or unwatched. */
static bool somebody_left(struct ctx *c, const struct args *a, const char *login, const char *roles)
{
        static const char *const administrators[] = { "admin", "security", "auditor" };
        bool disabled = arg_given(a, "enabled") && !arg_bool(a, "enabled");

        for (size_t i = 0; i < sizeof administrators / sizeof *administrators; i++) {
                const struct pack_role *role = pack_role(c->pack, administrators[i]);
                bool keeps = !disabled && (!arg_given(a, "roles") || text_in(administrators[i], arg_text(a, "roles"), ','));
                int64_t others;

                if (keeps || !text_in(administrators[i], roles, ','))
                        continue;
                if (!db_one_int(c->db, &c->why, &others_with_role, ARGS(T(login), T(text_make(c->mem, "%%,%s,%%", administrators[i]))), 0, &others))
                        return false;
                if (!others)
                        return refuse(&c->why, R_LAST_ADMIN, disabled ? "enabled" : "roles", "%s", role ? role->label : administrators[i]);
        }
        return true;
}

static bool user_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "unit"));

        (void)subject;
        if (!args_known(c, a) || !free_of(c, &login_taken, arg_text(a, "login"), "login") || !name_alone(c, a))
                return false;
        if (u && strcmp(u->agency, arg_text(a, "agency")))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于这个机关", u->name);
        if ((arg_given(a, "roles") && !rights_may_grant(c)) || !rights_roles_fit(c, "", arg_text(a, "roles"), "roles"))
                return false;
        if (arg_given(a, "password") && !arg_given(a, "secret"))
                return fail(&c->why, "密码没有经过处理");
        put_args(out, a);
        return true;
}

/* Argon2 is slow on purpose: it is worked out before the writer, for whom all wait, sees the request. */
static bool secret_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        if (arg_given(a, "password"))
                request_put(c->mem, r, "secret", secret_make(c->mem, arg_text(a, "password")));
        return true;
}

/* Roles are the security administrator's to change. */
static bool roles_change(struct ctx *c, const struct args *a, const char *login, const char *before)
{
        const char *after = arg_text(a, "roles");

        return !arg_given(a, "roles") ||
               (rights_may_grant(c) && rights_not_self(c, login, before, after) && rights_roles_fit(c, login, after, "roles"));
}

static bool user_change(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "unit"));
        struct rows r = db_ask(c->db, &c->why, &user_by_id, ARGS(I(subject)));
        bool there = db_next(&r);
        const char *login = there ? db_text_in(c->mem, &r, 0) : "", *agency = there ? db_text_in(c->mem, &r, 1) : "";
        const char *roles = there ? db_text_in(c->mem, &r, 2) : "", *unit = there ? db_text_in(c->mem, &r, 3) : "";

        if (!db_done(&r) || !args_known(c, a) || !roles_change(c, a, login, roles))
                return false;
        if (arg_given(a, "to_agency"))
                agency = arg_text(a, "to_agency");
        if (u && strcmp(u->agency, agency))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于这个机关", u->name);
        u = pack_unit(c->pack, unit);
        if (arg_given(a, "to_agency") && !arg_given(a, "unit") && u && strcmp(u->agency, agency))
                return refuse(&c->why, R_ARG_MISSING, "unit", "“%s”不属于这个机关，调动时写明新的机构", u->name);
        if (!somebody_left(c, a, login, roles))
                return false;
        put_args(out, a);
        return out->n > 0 || refuse(&c->why, R_ARG_MISSING, NULL, "没有写出要改什么");
}

static bool user_password(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct rows r = db_ask(c->db, &c->why, &user_by_id, ARGS(I(subject)));
        bool own = db_next(&r) && !strcmp(db_text(&r, 0), c->who->login);

        if (!db_done(&r))
                return false;
        if (!own && !who_has_role(c->who, "admin") && !who_has_role(c->who, "security"))
                return refuse(&c->why, R_ROLE, NULL, "只能改自己的密码");
        put_args(out, a);
        return true;
}

static bool certificate_issue(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!args_known(c, a) || !free_of(c, &number_taken, arg_text(a, "number"), "number"))
                return false;
        if (day_compare(arg_day(a, "since"), arg_day(a, "until")) > 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "有效期止早于有效期起");
        put_args(out, a);
        return true;
}

static bool certificate_revoke(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c; (void)subject;
        put_args(out, a);
        return true;
}

static bool session_open(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        put_args(out, a);
        draft_put(out, "until", instant_text(c->mem, (struct instant){ c->now.ms + session_rules(c)->hours * INT64_C(3600000) }));
        return true;
}

static bool session_close(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct rows r = db_ask(c->db, &c->why, &session_by_id, ARGS(I(subject)));
        bool own = db_next(&r) && !strcmp(db_text(&r, 0), c->who->login);

        (void)a; (void)out;
        if (!db_done(&r))
                return false;
        return own || who_has_role(c->who, "admin") || who_has_role(c->who, "security") || refuse(&c->why, R_ROLE, NULL, "只能结束自己的登录");
}

#define SECRET { "secret", ARG_TEXT, ARG_PREPARED, "密码摘要", "由初始密码算出，密码本身不保存。", NULL, 1, 200 }

static const struct arg no_args[] = { ARG_END };

static const struct arg pack_args[] = {
        { "name", ARG_TEXT, ARG_REQUIRED, "名称", "策略包的名称。", NULL, 1, 80 },
        { "version", ARG_TEXT, ARG_REQUIRED, "版本", "策略包的版本。", NULL, 1, 40 },
        { "digest", ARG_FILE, ARG_REQUIRED, "摘要", "策略包全部文件的摘要。", NULL, 0, 0 },
        { "sources", ARG_LONG, ARG_REQUIRED, "内容", "策略包的全部文件。", NULL, 1, 4000000 },
        ARG_END
};

static const struct arg user_add_args[] = {
        { "login", ARG_LOGIN, ARG_REQUIRED | ARG_NEW, "登录名", "小写字母、数字、点、横线。", NULL, 0, 0 },
        { "name", ARG_TEXT, ARG_REQUIRED, "姓名", "与执法证件一致。", NULL, 1, 40 },
        { "agency", ARG_CODE, ARG_REQUIRED, "所在机关", "从本辖区的执法机关中选择。", "agencies", 0, 0 },
        { "unit", ARG_CODE, 0, "所在机构", "大队、科、股、室；领导可以不填。", "units", 0, 0 },
        { "roles", ARG_CODES, 0, "岗位", "可以有多个；决定能办哪些事、能看哪些案。有安全管理员以后由他授予，这里不填。", "roles", 0, 0 },
        { "post", ARG_TEXT, 0, "职务", "公示人员信息时使用。", NULL, 1, 40 },
        { "password", ARG_TEXT, ARG_SECRET, "初始密码", "至少 8 个字；不填则不能用密码登录。", NULL, 8, 200 },
        { "other_person", ARG_BOOL, 0, "不是同一个人", "本机关已有同名人员、确实是另一个人的，勾选。", NULL, 0, 0 },
        SECRET, ARG_END
};

static const struct arg user_change_args[] = {
        { "name", ARG_TEXT, 0, "姓名", "与执法证件一致。", NULL, 1, 40 },
        { "to_agency", ARG_CODE, 0, "调到机关", "调动到另一机关时填写，并写明新的机构。", "agencies", 0, 0 },
        { "unit", ARG_CODE, 0, "所在机构", "大队、科、股、室。", "units", 0, 0 },
        { "roles", ARG_CODES, 0, "岗位", "填写后整体替换原有岗位。", "roles", 0, 0 },
        { "post", ARG_TEXT, 0, "职务", "公示人员信息时使用。", NULL, 1, 40 },
        { "enabled", ARG_BOOL, 0, "启用", "停用后不能登录，也不能办理任何动作。", NULL, 0, 0 },
        ARG_END
};

static const struct arg password_args[] = {
        { "password", ARG_TEXT, ARG_REQUIRED | ARG_SECRET, "新密码", "至少 8 个字。", NULL, 8, 200 },
        { "secret", ARG_TEXT, ARG_REQUIRED | ARG_PREPARED, "密码摘要", "由新密码算出，密码本身不保存。", NULL, 1, 200 }, ARG_END
};

static const struct arg issue_args[] = {
        { "login", ARG_LOGIN, ARG_REQUIRED, "持证人", "执法人员的登录名。", NULL, 0, 0 },
        { "number", ARG_TEXT, ARG_REQUIRED, "证件编号", "行政执法证编号。", NULL, 4, 40 },
        { "kinds", ARG_TEXT, ARG_REQUIRED, "执法类别", "如：综合行政执法、水行政执法。", NULL, 1, 100 },
        { "area", ARG_TEXT, ARG_REQUIRED, "执法区域", "如：大英县。", NULL, 1, 100 },
        { "since", ARG_DAY, ARG_REQUIRED, "有效期起", "含当日。", NULL, 0, 0 },
        { "until", ARG_DAY, ARG_REQUIRED, "有效期止", "含当日。", NULL, 0, 0 },
        ARG_END
};

static const struct arg revoke_args[] = {
        { "on", ARG_DAY, ARG_REQUIRED, "失效日期", "从这一天起不再有效。", NULL, 0, 0 },
        { "reason", ARG_LONG, ARG_REQUIRED, "原因", "暂扣、吊销、调离等。", NULL, 1, 500 },
        ARG_END
};

static const struct arg photo_args[] = {
        { "photo", ARG_FILE, ARG_REQUIRED, "照片", "JPEG 或者 PNG，不超过 100 KB，不带拍摄信息。", NULL, 0, 0 },
        { "type", ARG_TEXT, ARG_REQUIRED | ARG_PREPARED, "格式", "由文件得出。", NULL, 1, 20 },
        { "data", ARG_LONG, ARG_REQUIRED | ARG_PREPARED, "内容", "由文件得出。", NULL, 1, 200000 }, ARG_END
};

static const struct arg session_args[] = {
        { "digest", ARG_FILE, ARG_REQUIRED, "令牌摘要", "令牌本身不保存。", NULL, 0, 0 },
        { "user_agent", ARG_TEXT, 0, "设备", "浏览器或程序自报的名称。", NULL, 1, 300 },
        { "method", ARG_CHOICE, 0, "方式", "怎样证明了身份。", "password=密码|certificate=数字证书|oidc=统一身份认证|ldap=目录服务", 0, 0 },
        { "address", ARG_TEXT, 0, "网络地址", "从哪里登录。", NULL, 1, 60 },
        { "factor", ARG_INT, 0, "第二因素", "用了哪一个动态码生成器。", NULL, 0, 0 },
        { "step", ARG_INT, 0, "时段", "动态码的时段；用过的时段不能再用。", NULL, 0, 0 },
        { "recovery", ARG_TEXT, 0, "恢复码", "用掉的恢复码的指纹。", NULL, 1, 80 },
        { "trusted", ARG_INT, 0, "受信设备", "从哪一台受信设备登录，免去了动态码。", NULL, 0, 0 },
        ARG_END
};

#define PREPARED(v, l, h, noun_, creates_, roles_, args_, fn, apply_, prepare_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", .prepare = prepare_ }
#define ROW(...) PREPARED(__VA_ARGS__, NULL)

const struct command org_commands[] = {
        ROW("pack.adopt", "采用策略包", "记录本站采用的规则及其摘要。", "pack", true, "admin", pack_args, pack_adopt, org_apply_pack),
        PREPARED("user.add", "增加人员", "增加一名工作人员及其岗位。", "user", true, "admin", user_add_args, user_add, org_apply_user_add, secret_prepare),
        ROW("user.change", "变更人员", "变更机构、岗位，或停用账号。", "user", false, "admin|security", user_change_args, user_change, org_apply_user_change),
        PREPARED("user.password", "设置密码", "本人或系统管理员设置密码。", "user", false, "", password_args, user_password, org_apply_user_password,
                 secret_prepare),
        ROW("certificate.issue", "登记执法证件", "登记行政执法证件及有效期（行政处罚法第四十二条）。", "certificate", true, "admin|trainer", issue_args,
            certificate_issue, org_apply_certificate_issue),
        PREPARED("certificate.photo", "登记证件照片", "执法证件上的一寸照片，供公众核验持证人；随人员信息公示。", "certificate", false, "admin|trainer", photo_args, org_photo_handle,
                 org_apply_photo, org_photo_prepare),
        ROW("certificate.revoke", "证件失效", "吊销、收回执法证件，调离、退休、亡故的也要登记；暂扣用“暂扣证件”。", "certificate", false, "admin|trainer", revoke_args, certificate_revoke,
            org_apply_certificate_revoke),
        ROW("certificate.suspend", "暂扣证件", "在一段期限内不得执法；只从今天或者以后起，以前的办理不受影响。", "certificate", false, "admin|trainer", org_suspend_args,
            org_suspend_handle, org_apply_suspend),
        ROW("certificate.lift", "解除暂扣", "从这一天起恢复证件的效力。", "certificate", false, "admin|trainer", org_lift_args, org_lift_handle, org_apply_lift),
        ROW("certificate.renew", "证件延期", "到期以前延长有效期；已经过期的重新登记，中间没有证件的日子不能补。", "certificate", false, "admin|trainer", org_renew_args,
            org_renew_handle, org_apply_renew),
        ROW("certificate.change", "变更类别和区域", "从现在起按新的执法类别和执法区域核对。", "certificate", false, "admin|trainer", org_change_args, org_change_handle,
            org_apply_certificate_change),
        ROW("certificate.replace", "补发证卡", "遗失、损坏的补发一张新卡，证件编号不变，旧卡从此作废。", "certificate", false, "admin|trainer", org_replace_args,
            org_replace_handle, org_apply_replace),
        ROW("certificate.check", "年度审验", "每年审验一次，记下结果。", "certificate", false, "admin|trainer", org_check_args, org_check_handle, org_apply_check),
        PREPARED("session.open", "登录", "登录本身也是一个动作。", "session", true, "", session_args, session_open, org_apply_session_open, rows_session_prepare),
        ROW("session.close", "退出登录", "结束一次登录。", "session", false, "", no_args, session_close, org_apply_session_close),
};
const size_t org_commands_n = sizeof org_commands / sizeof *org_commands;
