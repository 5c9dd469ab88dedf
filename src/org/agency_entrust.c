/* agency_entrust.c - 委托书: who may act in whose name, from when to when; and the day on which nobody may.  行政处罚法 20, 21. */
#include "org/agency_inner.h"
#include "law/facts.h"
#include <string.h>

static bool body_refused(struct ctx *c, const char *field, const char *law, const char *detail)
{
        c->why.law = law;
        return refuse(&c->why, R_ENTRUST_BODY, field, "%s", detail);
}

/* 行政处罚法 21: founded by law and with public affairs to manage; with people who know the law and are certified; able to test what must be. */
static bool body_fits(struct ctx *c, const struct args *a, const struct pack_agency *taker)
{
        int officers;

        if (!arg_bool(a, "public_affairs"))
                return body_refused(c, "public_affairs", "行政处罚法 第二十一条第一项", "受委托的应当是依法成立并具有管理公共事务职能的组织，不得委托其他组织或者个人");
        if (!strcmp(arg_text(a, "technical"), "unable"))
                return body_refused(c, "technical", "行政处罚法 第二十一条第三项", "需要进行技术检查或者技术鉴定的，应当有条件组织进行");
        if (!officers_count(c, taker->id, day_of(c->now), &officers))
                return false;
        return officers >= 2 || body_refused(c, "taker", "行政处罚法 第二十一条第二项、第四十二条",
                                             text_make(c->mem, "%s现有 %d 名持有效执法证件的人员，少于两名", taker->name, officers));
}

/* 行政处罚法 20: within what is the giver's own by law, and never passed on. */
static bool giver_fits(struct ctx *c, const struct args *a, const struct pack_agency *giver)
{
        size_t n;
        char **codes = text_split(c->mem, arg_text(a, "items"), ',', &n);

        if (text_same(giver->sort, "entrusted"))
                return body_refused(c, "giver", "行政处罚法 第二十条第四款", "受委托组织不得再委托其他组织或者个人实施行政处罚");
        for (size_t i = 0; i < n; i++) {
                const struct pack_item *item = pack_item(c->pack, codes[i]);

                if (strcmp(item->agency, giver->id))
                        return body_refused(c, "items", "行政处罚法 第二十条第一款",
                                            text_make(c->mem, "“%s”不是%s的法定职权", item->name, giver->name));
        }
        return true;
}

bool org__entrust(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_agency *giver = pack_agency(c->pack, arg_text(a, "giver")), *taker = pack_agency(c->pack, arg_text(a, "taker"));
        struct entrustments l;

        (void)subject;
        if (!args_known(c, a) || !entrustments_of(c, giver->id, &l))
                return false;
        if (giver == taker)
                return refuse(&c->why, R_ARG_CHOICE, "taker", "不能委托给自己");
        if (day_compare(arg_day(a, "until"), arg_day(a, "since")) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "期限届满早于开始");
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].number, arg_text(a, "number")) && !strcmp(l.at[i].giver, giver->id))
                        return refuse(&c->why, R_DUPLICATE, "number", "委托书 %s 已经登记", l.at[i].number);
        org__put(d, a, "");
        return giver_fits(c, a, giver) && body_fits(c, a, taker);
}

bool org__entrust_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct entrustments l;

        if (!entrustments_of(c, "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id == subject && !day_is(l.at[i].ended)) {
                        org__put(d, a, "on");
                        draft_put(d, "on", arg_given(a, "on") ? arg_text(a, "on") : day_text(c->mem, day_of(c->now)));
                        return true;
                } else if (l.at[i].id == subject) {
                        return refuse(&c->why, R_DUPLICATE, NULL, "%s 的委托已于 %s 终止", l.at[i].number, day_text(c->mem, l.at[i].ended));
                }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "委托 %lld", (long long)subject);
}

bool org__case_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct case_facts *f = facts_of(c);
        const char *code = command_arg(cmd, "item") && arg_given(a, "item") ? arg_text(a, "item") : f ? f->item : "";
        const struct pack_item *item = pack_item(c->pack, code);

        (void)subject;
        if (!item || !c->who || *c->who->login == '@' || (!cmd->creates && f && strcmp(f->agency, c->who->agency)) || text_in(cmd->verb, VERBS_LETTING_GO, '|'))
                return true;
        return entrustment_covers(c, c->who->agency, item, day_of(c->now));
}
