/* case_inquiry.c - from source to the end of the investigation: what is particular to each of these verbs. */
#include "case/case_inner.h"
#include "org/listed.h"
#include "case/case_verbs.h"
#include "law/identity.h"
#include <string.h>

bool case__source_register(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_item *item = pack_item(c->pack, arg_text(a, "item"));
        const char *unit = arg_given(a, "unit") ? arg_text(a, "unit") : c->who->unit;
        const char *what = item ? item->name : utf8_head(c->mem, arg_text(a, "source_facts"), 24);
        const struct pack_unit *u = pack_unit(c->pack, unit);

        if (u && strcmp(u->agency, c->who->agency))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于本机关", u->name);
        case__put_args(d, a);
        draft_put(d, "kind", "penalty");
        draft_put(d, "agency", c->who->agency);
        if (!arg_given(a, "unit"))
                draft_put(d, "unit", unit);
        draft_put(d, "owner", c->who->login);
        draft_put(d, "title", text_make(c->mem, "%s%s", arg_text(a, "party"), what));
        return case__number(c, "source", c->who->agency, d, "source_number");
}

bool case__plain(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        return true;
}

/* The same for what becomes a paper of the case. */
bool case__plain_material(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        case__paper(d, a->command->label);
        return true;
}

bool case__assign(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        return officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers");
}

static bool times_right(struct ctx *c, const struct args *a)
{
        return !arg_given(a, "ended") || arg_instant(a, "ended").ms >= arg_instant(a, "started").ms ||
               refuse(&c->why, R_ARG_RANGE, "ended", "结束时间早于开始时间");
}

static bool shown(struct ctx *c, const struct args *a, const char *name, const char *words)
{
        c->why.law = "行政处罚法 第五十五条";
        if (!arg_bool(a, name))
                return refuse(&c->why, R_NEED, name, "%s", words);
        c->why.law = NULL;
        return true;
}

/* Inspection and interview records: two certified officers who showed their certificates (处罚法 42, 55). */
bool case__on_site(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        draft_put(d, "title", facts_of(c)->title);
        case__paper(d, a->command->label);
        return times_right(c, a) && officers_certified(c, arg_text(a, "officers"), day_of(arg_instant(a, "started")), "officers") &&
               shown(c, a, "certificates_shown", "笔录应当载明已主动出示执法证件");
}

/* 处罚法 52: on the spot too, two certified officers show their certificates, tell and listen before they decide. */
bool case__inform(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        case__paper(d, a->command->label);
        return officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers") &&
               shown(c, a, "certificates_shown", "当场处罚应当出示执法证件");
}

bool case__interview(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return case__on_site(c, a, subject, d) && shown(c, a, "rights_told", "笔录应当载明已告知权利义务和申请回避的权利");
}

bool case__material(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        return arg_given(a, "file") || arg_given(a, "text") || refuse(&c->why, R_ARG_MISSING, "file", "上传文件，或者录入文字");
}

bool case__party_right(struct ctx *c, const struct args *a)
{
        const char *kind = arg_text(a, "party_kind"), *id = arg_text(a, "party_id");
        bool dated = command_arg(a->command, "act_ended_on") && arg_given(a, "act_ended_on");

        if (!rule_party_id(kind, id, &c->why))
                return false;
        if (!strcmp(kind, "citizen") && *id)
                return rule_age(idno_birth(id), dated ? arg_day(a, "act_ended_on") : day_of(c->now), &c->why);
        return true;
}

bool case__file(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_item *item = pack_item(c->pack, arg_text(a, "item"));
        struct day discovered = arg_given(a, "discovered_on") ? arg_day(a, "discovered_on") : day_of(facts_of(c)->registered_at);

        if (!case__item_right(c, item) || !case__party_right(c, a) || !officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers") ||
            !rule_limitation(arg_day(a, "act_ended_on"), discovered, text_in("endangers", arg_text(a, "tags"), ','), &c->why))
                return false;
        case__put_args(d, a);
        if (!case__put_in_name_of(c, item, d))
                return false;
        if (!arg_given(a, "cause"))
                draft_put(d, "cause", item->name);
        draft_put(d, "violates", item->violates);
        draft_put(d, "filed_at", instant_text(c->mem, c->now));
        draft_put(d, "title", text_make(c->mem, "%s%s案", arg_text(a, "party"), arg_given(a, "cause") ? arg_text(a, "cause") : item->name));
        case__paper(d, "立案审批表");
        return case__number(c, "case", facts_of(c)->agency, d, "number");
}

bool case__evidence(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        draft_put(d, "material_kind", "evidence");
        draft_put(d, "material_title", arg_text(a, "evidence_title"));
        return !arg_given(a, "officers") || officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers");
}

/* 处罚法 56: with the agency head's approval. */
bool case__preserve(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct user by;

        if (!user_load(c, arg_text(a, "approved_by"), &by) || !officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers"))
                return false;
        if (!text_in("head", by.roles, ',') || strcmp(by.agency, facts_of(c)->agency))
                return refuse(&c->why, R_ROLE, "approved_by", "先行登记保存须经机关负责人批准，%s 不是本机关负责人", by.name);
        case__put_args(d, a);
        case__paper(d, "先行登记保存证据通知书及清单");
        return true;
}

/* 强制法 17: compulsory measures are not entrusted. */
bool case__resolve(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_item *item = pack_item(c->pack, facts_of(c)->item);
        const char *principal = "";

        if (item && !listed_in_name_of(c, item, facts_of(c)->agency, day_of(c->now), &principal))
                return false;
        if (*principal && !strcmp(arg_text(a, "resolution"), "seize"))
                return refuse(&c->why, R_ENTRUSTED, "resolution", "“%s”由%s委托", item->name, pack_agency(c->pack, item->agency) ?
                              pack_agency(c->pack, item->agency)->name : item->agency);
        return case__plain_material(c, a, subject, d);
}

/* 减轻处罚 may go below the statutory range; nothing may go above it. */
bool case__fine_right(struct ctx *c, const char *item, const char *circumstance, int64_t base, int64_t fine)
{
        const struct pack_item *it = pack_item(c->pack, item);
        struct pack_item low;

        if (!it)
                return true;
        low = *it;
        if (!strcmp(circumstance, "mitigated"))
                low.citizen_min = low.body_min = low.rate_min = 1;
        return rule_fine_range(&low, facts_of(c)->party_kind, base, fine, &c->why);
}

/* fine: -1 when not given */
bool case__penalties_right(struct ctx *c, const char *penalties, int64_t fine, const char *field)
{
        bool fine_given = fine >= 0;

        if (!fine)
                return refuse(&c->why, R_ARG_RANGE, field, "罚款数额应当大于零；不处罚款的不填");
        if (text_in("fine", penalties, ',') && !fine_given)
                return refuse(&c->why, R_ARG_MISSING, field, "处罚种类有罚款，应当填写数额");
        return !fine_given || text_in("fine", penalties, ',') || refuse(&c->why, R_ARG_CHOICE, "penalties", "填写了罚款数额，处罚种类应当包括罚款");
}

bool case__conclude(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!case__penalties_right(c, arg_text(a, "penalties"), arg_given(a, "draft_fine") ? arg_int(a, "draft_fine") : -1, "draft_fine") ||
            !case__fine_right(c, facts_of(c)->item, arg_text(a, "circumstance"),
                             arg_given(a, "fine_base") ? arg_int(a, "fine_base") : facts_of(c)->fine_base, arg_int(a, "draft_fine")))
                return false;
        case__put_args(d, a);
        case__paper(d, "调查终结报告");
        return case__grade_right(c, a, facts_of(c)->item, facts_of(c)->party_kind, arg_given(a, "fine_base") ? arg_int(a, "fine_base") : facts_of(c)->fine_base,
                                 arg_int(a, "draft_fine"), d);
}
