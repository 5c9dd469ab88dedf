/* publicity_commands.c - entering, checking and withdrawing what the public sees (处罚法 48; 三项制度: 谁录入谁负责).
 *
 * Entering and releasing are in publicity_release.c.
 * Stage, conditions and roles were checked by the noun before a handler runs.
 */
#include "law/facts.h"
#include "org/org.h"
#include "publicity/publicity_mask.h"
#include <string.h>

#define WITHDRAW_LAW "行政处罚法 第四十八条第二款"

apply_fn publicity_apply_prepare, publicity_apply_release, publicity_apply_withdraw;

/* Names of people that stand in the original and may not stand in what is shown. */
static bool nameless(struct ctx *c, const struct public_version *v)
{
        const struct case_facts *f = facts_of(c);

        return rule_public_nameless(&c->why, v, strcmp(f->party_kind, "citizen") ? "" : f->party, f->party_person);
}

static bool withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct public_version said = { .title = arg_text(a, "instrument"), .party = "", .cause = "", .facts = arg_text(a, "reason"),
                .basis = arg_text(a, "law"), .result = "" };
        struct publication p;

        if (!publication_load(c, subject, &p))
                return false;
        if (!rule_public_clean(&c->why, &said) || !nameless(c, &said)) {
                c->why.field = "reason";
                return false;
        }
        draft_put(out, "reason", arg_text(a, "reason"));
        draft_put(out, "law", arg_given(a, "law") ? arg_text(a, "law") : WITHDRAW_LAW);
        draft_put(out, "instrument", arg_text(a, "instrument"));
        draft_put_day(out, "public.withdrawn_on", day_of(c->now));
        draft_put(out, "public.number", p.number);
        draft_put(out, "public.kind", p.kind);          /* the tombstone stays findable under these */
        draft_put(out, "public.agency", p.agency);
        draft_put(out, "public.agency_name", p.agency_name);
        return true;
}

static const struct arg withdraw_args[] = {
        { "reason", ARG_LONG, ARG_REQUIRED, "撤下原因", "向公众说明的理由，如：行政复议决定撤销，认定事实的主要证据不足。", NULL, 1, 1000 },
        { "law", ARG_TEXT, 0, "依据", "不填则为行政处罚法第四十八条第二款。", NULL, 1, 200 },
        { "instrument", ARG_TEXT, 0, "依据文书", "如：大府复决〔2025〕7 号《行政复议决定书》。", NULL, 1, 200 },
        ARG_END
};

#define ROW(v, l, h, args_, fn, apply_, sets_, clears_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .creates = false, .roles = "", .args = args_, .handle = fn, \
          .apply = apply_, .sets = sets_, .clears = clears_ }

const struct command publicity_commands[] = {
        ROW("publish.prepare", "录入公示内容", "由承办机构录入公开内容，谁录入谁负责（三项制度）。", publicity_prepare_args, publicity__prepare, publicity_apply_prepare,
            "prepared", ""),
        ROW("publish.release", "核对并公示", "由另一人核对原件与公开版，核对通过即公示（行政处罚法第四十八条第一款）。", publicity_release_args, publicity__release,
            publicity_apply_release, "published", "withdrawn"),
        ROW("publish.withdraw", "撤下公示",
                "决定被变更、撤销、确认违法或者无效的，三日内撤回并公开说明理由（行政处罚法第四十八条第二款）。", withdraw_args, withdraw,
            publicity_apply_withdraw, "withdrawn", "published"),
};
const size_t publicity_commands_n = sizeof publicity_commands / sizeof *publicity_commands;
