/* personal_commands.c - what a person keeps for himself: favourites, saved filters, how he wants to be reminded.  Nobody touches another's. */
#include "workspace/work_inner.h"
#include <string.h>

command_fn work__favourite_add, work__favourite_drop, work__filter_save, work__filter_drop, work__filter_rename, work__choose;

QUERY(favourite_owner, "SELECT login FROM work_favourite WHERE id = $1");
QUERY(filter_owner, "SELECT login FROM work_filter WHERE id = $1");

bool work__link_ok(const char *link)
{
        return text_starts(link, "/desk") && (!link[5] || link[5] == '/' || link[5] == '?') && !strpbrk(link, "\\\"'<> \t\r\n") && !strstr(link, "//");
}

bool work__favourite_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!work__link_ok(arg_text(a, "link")))
                return refuse(&c->why, R_ARG_RANGE, "link", "只能收藏工作台里的页面");
        draft_put(out, "link", arg_text(a, "link"));
        draft_put(out, "label", arg_text(a, "label"));
        return true;
}

/* Somebody else's is not there: that it exists is not told. */
static bool own(struct ctx *c, struct query *q, const char *noun, int64_t subject)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(subject)));
        bool mine = db_next(&r) && !strcmp(db_text(&r, 0), c->who->login);

        return db_done(&r) && (mine || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%s/%lld", noun, (long long)subject));
}

bool work__favourite_drop(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)a, (void)out;
        return own(c, &favourite_owner, "favourite", subject);
}

bool work__filter_save(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool shared = arg_given(a, "shared") && arg_bool(a, "shared");

        (void)subject;
        if (!work__link_ok(arg_text(a, "path")) || strpbrk(arg_text(a, "path"), "?#"))
                return refuse(&c->why, R_ARG_RANGE, "path", "只能保存工作台里的列表");
        if (strpbrk(arg_text(a, "query"), "\\\"'<> #") || strstr(arg_text(a, "query"), "//"))
                return refuse(&c->why, R_ARG_RANGE, "query", "条件要写成地址里的样子");
        draft_put(out, "path", arg_text(a, "path"));
        draft_put(out, "query", arg_text(a, "query"));
        draft_put(out, "name", arg_text(a, "name"));
        draft_put(out, "shared", shared ? "true" : "false");
        draft_put(out, "unit", shared ? c->who->unit : "");
        return true;
}

bool work__filter_rename(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        if (!own(c, &filter_owner, "filter", subject))
                return false;
        draft_put(out, "name", arg_text(a, "name"));
        return true;
}

bool work__filter_drop(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)a, (void)out;
        return own(c, &filter_owner, "filter", subject);
}

/* One address and nothing that a header or a second recipient could be made of. */
static bool mail_right(struct ctx *c, const char *mail)
{
        const char *at = strchr(mail, '@');
        size_t n = strspn(mail, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@");

        return !*mail || (at && at > mail && at[1] && !strchr(at + 1, '@') && !mail[n]) ||
               refuse(&c->why, R_ARG_RANGE, "mail", "写成 zhangsan@example.gov.cn 的样子，一个地址");
}

static bool time_right(struct ctx *c, const struct args *a, const char *field)
{
        const char *canonical;

        return !arg_given(a, field) || !parameter_check(c->mem, parameter_find("quiet_from"), arg_text(a, field), &canonical) ||
               refuse(&c->why, R_ARG_RANGE, field, "写成 21:30 的样子");
}

bool work__choose(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!mail_right(c, arg_text(a, "mail")) || !time_right(c, a, "quiet_from") ||
            !time_right(c, a, "quiet_until"))
                return false;
        if (arg_given(a, "mail_kinds") && *arg_text(a, "mail_kinds") && !arg_given(a, "mail"))
                return refuse(&c->why, R_ARG_MISSING, "mail", "要发邮件，先写邮箱");
        if (arg_given(a, "quiet_from") != arg_given(a, "quiet_until"))
                return refuse(&c->why, R_ARG_MISSING, arg_given(a, "quiet_from") ? "quiet_until" : "quiet_from", "起止都要写");
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i] ? a->values[i] : "");
        return true;
}
