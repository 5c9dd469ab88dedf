/* rights_commands.c - roles are granted, handed over for a time, and taken back.  Handlers decide; rights_apply.c writes. */
#include "org/rights.h"
#include <string.h>

#define DELEGATION_DAYS 30              /* where a pack has no parameter delegation_days */

apply_fn rights__apply_give, rights__apply_end;
bool rights__role_fits(struct ctx *c, const struct user *u, const char *role, bool lent, const char *field);

extern const struct command rights_commands[];
extern const size_t rights_commands_n;
extern const struct noun rights_nouns[];
extern const size_t rights_nouns_n;

static const struct arg grant_args[] = {
        { "login", ARG_LOGIN, ARG_REQUIRED, "授予谁", "已经启用的账号；不能授予本人。", NULL, 0, 0 },
        { "granted", ARG_CODE, ARG_REQUIRED, "岗位", "只在下面写的范围内有效。", "roles", 0, 0 },
        { "scope", ARG_CHOICE, 0, "数据范围", "不填按岗位的规定；“自定义”只看下面列出的机关和机构。",
          "own=本人经办的|unit=本机构的|unit_below=本机构及下级机构的|agency=本机关的|jurisdiction=本辖区全部|custom=自定义", 0, 0 },
        { "agencies", ARG_CODES, 0, "机关", "自定义范围：这些机关的全部。", "agencies", 0, 0 },
        { "units", ARG_CODES, 0, "机构", "自定义范围：这些机构的。", "units", 0, 0 },
        { "since", ARG_DAY, ARG_REQUIRED, "起", "含当日。", NULL, 0, 0 },
        { "until", ARG_DAY, 0, "止", "含当日，到期自动失效；不填直到收回。", NULL, 0, 0 },
        { "reason", ARG_LONG, ARG_REQUIRED, "事由", "因为什么工作需要，谁批准的（GB/T 22239—2019 8.1.4.2 最小权限）。", NULL, 2, 500 },
        ARG_END
};
static const struct arg delegate_args[] = {
        { "login", ARG_LOGIN, ARG_REQUIRED, "由谁代行", "本机关的人员。", NULL, 0, 0 },
        { "granted", ARG_CODE, ARG_REQUIRED, "代行的岗位", "本人现有的岗位；法律规定必须由本人办理的除外。", "roles", 0, 0 },
        { "away", ARG_LOGIN, 0, "替谁办理", "本人不能操作的，由机关负责人填写离岗的人。", NULL, 0, 0 },
        { "since", ARG_DAY, ARG_REQUIRED, "起", "含当日。", NULL, 0, 0 },
        { "until", ARG_DAY, ARG_REQUIRED, "止", "含当日，到期自动结束。", NULL, 0, 0 },
        { "reason", ARG_LONG, ARG_REQUIRED, "事由", "出差、休假、培训等。", NULL, 2, 500 },
        ARG_END
};
static const struct arg end_args[] = { { "reason", ARG_LONG, ARG_REQUIRED, "事由", "为什么收回或者提前结束。", NULL, 2, 500 }, ARG_END };

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool days_right(struct ctx *c, const struct args *a)
{
        if (arg_given(a, "until") && day_compare(arg_day(a, "until"), arg_day(a, "since")) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "止日早于起日");
        if (arg_given(a, "until") && day_compare(arg_day(a, "until"), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "这段时间已经过去");
        return day_compare(arg_day(a, "since"), day_of(c->now)) >= 0 || refuse(&c->why, R_TOO_EARLY_DATE, "since", "不能从过去的日子开始");
}

/* ---- grants ---- */

static bool scope_right(struct ctx *c, const struct args *a)
{
        bool custom = !strcmp(arg_text(a, "scope"), "custom"), listed = arg_given(a, "agencies") || arg_given(a, "units");

        if (custom && !listed)
                return refuse(&c->why, R_ARG_MISSING, "units", "自定义范围要写出机关或者机构");
        return custom || !listed || refuse(&c->why, R_ARG_UNKNOWN, arg_given(a, "agencies") ? "agencies" : "units", "只有自定义范围才列出机关、机构");
}

static bool grant(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct user u;

        (void)subject;
        if (!args_known(c, a) || !rights_may_grant(c) || !user_load(c, arg_text(a, "login"), &u) ||
            !rights_not_self(c, u.login, "", arg_text(a, "granted")) || !scope_right(c, a) || !days_right(c, a) ||
            !rights__role_fits(c, &u, arg_text(a, "granted"), false, "granted"))
                return false;
        put_args(d, a);
        return true;
}

static bool still_there(struct ctx *c, const struct grant *g, bool delegation)
{
        enum grant_state s = grant_state(g, day_of(c->now));

        if (delegation != (*g->away != '\0'))
                return refuse(&c->why, R_DELEGATION, NULL, delegation ? "这是授权，由安全管理员收回" : "这是代行，由委托人、代行人或者机关负责人结束");
        return s == GRANT_HOLDS || s == GRANT_COMING || refuse(&c->why, R_ONCE, NULL, "%s", grant_state_label(s));
}

static bool withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct grant g;

        if (!rights_may_grant(c) || !grant_load(c, subject, &g))
                return false;
        if (*g.away && who_has_role(c->who, "security"))        /* abuse of a delegation is ended by security too */
                return still_there(c, &g, true) && (put_args(d, a), true);
        if (!still_there(c, &g, false))
                return false;
        put_args(d, a);
        return true;
}

/* ---- delegations ---- */

/* Of his own roles only: what was handed over to him is not his to hand on, so that there is no circle and no chain. */
static bool is_his(struct ctx *c, const struct user *away, const char *role)
{
        const struct pack_role *r = pack_role(c->pack, role);

        if (!text_in(role, away->roles, ','))
                return refuse(&c->why, R_DELEGATION, "granted", "%s 的账号没有这个岗位；授予的和代行来的岗位不能再委托", away->name);
        return !*r->personal || refuse(&c->why, R_DELEGATE_PERSONAL, "granted", "%s：%s", r->label, r->personal);
}

static bool meets(const struct grant *g, const struct args *a)
{
        return !*g->ended && day_compare(g->since, arg_day(a, "until")) <= 0 && day_compare(arg_day(a, "since"), g->until) <= 0;
}

/* Whoever is away himself in these days stands in for nobody; and no role is handed over twice for one day. */
static bool days_free(struct ctx *c, const struct args *a, const struct user *away, const struct user *to)
{
        struct grants l;

        if (!grants_from(c, to->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (meets(&l.at[i], a))
                        return refuse(&c->why, R_DELEGATION, "login", "%s 在 %s 至 %s 自己也委托了别人代行", to->name,
                                      day_text(c->mem, l.at[i].since), day_text(c->mem, l.at[i].until));
        if (!grants_from(c, away->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (meets(&l.at[i], a) && !strcmp(l.at[i].role, arg_text(a, "granted")))
                        return refuse(&c->why, R_DELEGATION, "since", "%s 至 %s 已经委托 %s 代行", day_text(c->mem, l.at[i].since),
                                      day_text(c->mem, l.at[i].until), user_name(c, l.at[i].login));
        return true;
}

/* How many days a person may be away without somebody being appointed instead. */
static bool not_too_long(struct ctx *c, const struct args *a)
{
        int64_t most = pack_param(c->pack, "delegation_days", DELEGATION_DAYS);

        return day_compare(arg_day(a, "until"), day_plus(arg_day(a, "since"), (int)most)) < 0 ||
               refuse(&c->why, R_ARG_RANGE, "until", "代行最长 %lld 天；更长的由安全管理员授予岗位", (long long)most);
}

static bool stands_in_right(struct ctx *c, const struct args *a, const struct user *away, const struct user *to)
{
        const char *role = arg_text(a, "granted");
        struct certificate k;

        if (!strcmp(away->login, to->login))
                return refuse(&c->why, R_DELEGATION, "login", "不能委托给本人");
        if (strcmp(away->agency, to->agency))
                return refuse(&c->why, R_DELEGATION, "login", "%s 不是同一机关的人员", to->name);
        if (!text_in(role, to->roles, ',') && !rights__role_fits(c, to, role, true, "login"))
                return false;
        if (!strcmp(role, "officer") && !certificate_on(c, to->login, arg_day(a, "since"), &k)) {
                c->why.field = "login";
                return false;
        }
        return true;
}

static bool delegate(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *login = arg_given(a, "away") ? arg_text(a, "away") : c->who->login;
        struct user away, to;

        (void)subject;
        if (!args_known(c, a) || !user_load(c, login, &away) || !user_load(c, arg_text(a, "login"), &to))
                return false;
        if (strcmp(login, c->who->login) && !(who_has_role(c->who, "head") && !strcmp(away.agency, c->who->agency)))
                return refuse(&c->why, R_ROLE, "away", "替别人办理的，由同一机关的机关负责人办理");
        if (!is_his(c, &away, arg_text(a, "granted")) || !days_right(c, a) || !not_too_long(c, a) || !stands_in_right(c, a, &away, &to) ||
            !days_free(c, a, &away, &to))
                return false;
        draft_put(d, "away", login);
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "away") != 0)
                        draft_put(d, a->command->args[i].name, a->values[i]);
        return true;
}

static bool delegation_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *me = c->who->login;
        struct user away;
        struct grant g;

        if (!grant_load(c, subject, &g) || !still_there(c, &g, true) || !user_load(c, g.away, &away))
                return false;
        if (strcmp(me, g.away) && strcmp(me, g.login) && !(who_has_role(c->who, "head") && !strcmp(away.agency, c->who->agency)))
                return refuse(&c->why, R_ROLE, NULL, "由委托人、代行人或者机关负责人结束");
        put_args(d, a);
        return true;
}

#define ROW(v, l, h, creates_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = "grant", .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "" }

const struct command rights_commands[] = {
        ROW("rights.grant", "授予岗位", "在账号自己的岗位以外，授予一个岗位和它的数据范围（GB/T 22239—2019 8.1.4.2、8.1.5）。", true, "admin|security", grant_args,
            grant, rights__apply_give),
        ROW("rights.withdraw", "收回授予的岗位", "不再需要的权限及时收回。", false, "admin|security", end_args, withdraw, rights__apply_end),
        ROW("rights.delegate", "委托代行", "离岗期间把自己的一个岗位委托给本机关的另一个人；办理的动作写明代谁，到期自动结束。", true, "", delegate_args, delegate,
            rights__apply_give),
        ROW("rights.delegation_end", "结束代行", "提前回岗的，结束代行。", false, "", end_args, delegation_end, rights__apply_end),
};
const size_t rights_commands_n = sizeof rights_commands / sizeof *rights_commands;
const struct noun rights_nouns[] = { { .name = "grant", .label = "授权" } };
const size_t rights_nouns_n = 1;
