/* publicity_commands.c - entering, checking and withdrawing what the public sees (处罚法 48; 三项制度: 谁录入谁负责).
 *
 * Handlers read the decision's act and put everything that will be shown into the act of release, so that the tables follow from
 * that act alone.  Fields of the release are called public.…, because the case's own columns are set by fields of their names.
 * Stage, conditions and roles were checked by the noun before a handler runs.
 */
#include "law/facts.h"
#include "org/org.h"
#include "publicity/publicity.h"
#include <string.h>

#define WITHDRAW_LAW "行政处罚法 第四十八条第二款"

apply_fn publicity_apply_prepare, publicity_apply_release, publicity_apply_withdraw;

static bool decision_load(struct ctx *c, const struct case_facts *f, struct act *out)
{
        if (f->decide_seq <= 0)
                return refuse(&c->why, R_NEED, NULL, "还没有作出决定，没有可以公示的内容");
        return act_load(c, f->decide_seq, out);
}

static bool prepare(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct case_facts *f = facts_of(c);
        struct act decision;

        (void)subject;
        if (!decision_load(c, f, &decision))
                return false;
        draft_put(out, "facts_public", arg_text(a, "facts_public"));
        draft_put(out, "result_public", arg_text(a, "result_public"));
        draft_put(out, "note", arg_text(a, "note"));
        draft_put(out, "entered_by", c->who->login);
        draft_put_int(out, "public.decide_seq", f->decide_seq);
        draft_put(out, "public.agency", f->agency);
        draft_put(out, "public.unit", f->unit);
        return true;
}

struct steps { struct arena *mem; struct buffer lines; };

static bool step_collect(void *to, const struct act *a)
{
        struct steps *s = to;
        const char *line = public_step_of(s->mem, a);

        if (line)
                buffer_make(&s->lines, "%s%s", s->lines.n ? "\n" : "", line);
        return true;
}

static void put_version(struct draft *d, const struct public_version *v)
{
        draft_put(d, "public.kind", v->kind);
        draft_put(d, "public.agency_name", v->agency_name);
        draft_put(d, "public.number", v->number);
        draft_put(d, "public.title", v->title);
        draft_put(d, "public.party", v->party);
        draft_put(d, "public.party_kind", v->party_kind);
        draft_put(d, "public.cause", v->cause);
        draft_put(d, "public.facts", v->facts);
        draft_put(d, "public.basis", v->basis);
        draft_put(d, "public.result", v->result);
        if (v->fine >= 0)
                draft_put_int(d, "public.fine", v->fine);
        draft_put_day(d, "public.decided_on", v->decided_on);
        draft_put(d, "public.review_body", v->review_body);
        draft_put(d, "public.court", v->court);
        draft_put(d, "public.manual", v->manual);
        draft_put(d, "public.text", public_version_text(d->mem, v));
}

static void put_origin(struct ctx *c, struct draft *d, const struct case_facts *f, const struct publication_draft *p,
        const char *steps)
{
        const struct pack_procedure *procedure = pack_procedure(c->pack, f->standing.procedure);

        draft_put(d, "public.procedure", procedure ? procedure->label : "");
        draft_put(d, "public.agency", f->agency);
        draft_put(d, "public.item", f->item);
        draft_put(d, "public.steps", steps);
        draft_put_day(d, "public.released_on", day_of(c->now));
        draft_put_int(d, "public.decide_seq", f->decide_seq);
        draft_put_int(d, "public.prepare_seq", p->seq);
        draft_put(d, "public.entered_by", p->entered_by);
}

/* Names of people that stand in the original and may not stand in what is shown. */
static bool nameless(struct ctx *c, const struct public_version *v)
{
        const struct case_facts *f = facts_of(c);

        return rule_public_nameless(&c->why, v, strcmp(f->party_kind, "citizen") ? "" : f->party, f->party_person);
}

static bool release(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct case_facts *f = facts_of(c);
        struct steps steps = { .mem = c->mem, .lines = { .mem = c->mem } };
        struct publication_draft p;
        struct public_version v;
        struct act decision;

        if (!decision_load(c, f, &decision) || !publication_draft_load(c, subject, &p))
                return false;
        if (!rule_second_person(&c->why, c->pack->publication.second_person, f->entered_by, c->who->login))
                return false;
        if (p.decide_seq != f->decide_seq)
                return refuse(&c->why, R_NEED, NULL, "录入之后决定有变更，请重新录入公开内容");
        v = public_version_of(c->mem, &decision, p.facts, p.result);
        public_version_dress(c->pack, f->agency, &v);
        if (!rule_public_clean(&c->why, &v) || !nameless(c, &v) || !acts_on(c, (struct subject){ "case", subject }, step_collect, &steps))
                return false;
        draft_put(out, "note", arg_text(a, "note"));
        put_version(out, &v);
        put_origin(c, out, f, &p, buffer_done(&steps.lines));
        return true;
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
        draft_put(out, "public.agency_name", p.agency_name);
        return true;
}

static const struct arg prepare_args[] = {
        { "facts_public", ARG_LONG, 0, "公开的事实", "不填则用决定书中已按规则遮盖的事实；需要另行遮盖的，在这里写出公开的文字。", NULL, 1, 20000 },
        { "result_public", ARG_TEXT, 0, "公开的结果", "不填则用决定书的结果。", NULL, 1, 500 },
        { "note", ARG_LONG, 0, "录入说明", "给核对人看，不公开。", NULL, 1, 1000 },
        ARG_END
};

static const struct arg release_args[] = {
        { "note", ARG_LONG, 0, "核对意见", "原件与公开版逐项核对的情况；不公开。", NULL, 1, 1000 },
        ARG_END
};

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
        ROW("publish.prepare", "录入公示内容", "由承办机构录入公开内容，谁录入谁负责（三项制度）。", prepare_args, prepare, publicity_apply_prepare,
            "prepared", ""),
        ROW("publish.release", "核对并公示", "由另一人核对原件与公开版，核对通过即公示（行政处罚法第四十八条第一款）。", release_args, release,
            publicity_apply_release, "published", "withdrawn"),
        ROW("publish.withdraw", "撤下公示",
                "决定被变更、撤销、确认违法或者无效的，三日内撤回并公开说明理由（行政处罚法第四十八条第二款）。", withdraw_args, withdraw,
            publicity_apply_withdraw, "withdrawn", "published"),
};
const size_t publicity_commands_n = sizeof publicity_commands / sizeof *publicity_commands;
