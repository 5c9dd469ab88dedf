/* desk_duty.c - responsibility (V7): who handled, who reviewed, who approved; what each had before them - a range of acts and its digest - and
 * what each signed.  The acts themselves say so; nothing is attributed to anybody who did no act. */
#include "review/desk_inner.h"
#include <string.h>

#define HANDLER "送审材料的真实性、准确性、完整性，执法的事实、证据、法律适用、程序的合法性"
#define REVIEWER "法制审核意见"

static const struct { const char *verb, *role, *for_what; } parts[] = {
        { "investigation.conclude", "承办人", HANDLER }, { "review.submit", "承办人（送审）", HANDLER }, { "review.answer", "承办人（答复审核意见）", HANDLER },
        { "review.return", "审核人（退回）", REVIEWER }, { "review.outside", "审核人（不属于本机关权限）", REVIEWER }, { "review.crime", "审核人（涉嫌犯罪）", REVIEWER },
        { "review.pass", "审核人（通过）", REVIEWER }, { "review.exempt", "审核人（免予审核）", "免予审核的理由和所写的文号" },
        { "review.object", "承办人（提请复核）", "复核申请" }, { "review.recheck", "审核人（复核）", "复核意见" }, { "review.consult", "协调、会商", "协调、会商的结论" },
        { "review.resolve", "机关负责人（领导决策）", "领导决策程序的决定" }, { "case.deliberate", "集体讨论", "集体讨论的意见" },
        { "case.decide", "批准人", "作出的行政执法决定（第一责任人）" }, { "case.decide_none", "批准人", "作出的行政执法决定（第一责任人）" },
        { "permit.grant", "批准人", "作出的行政执法决定（第一责任人）" }, { "permit.refuse", "批准人", "作出的行政执法决定（第一责任人）" },
        { "summary.decide", "当场作出决定的执法人员", "当场作出的处罚决定" },
};
#define PARTS (sizeof parts / sizeof *parts)

struct walking { struct ctx *c; struct duty_rows l; size_t room; int64_t first, last; };

static struct duty_row *row_of(struct duty_rows *l, int64_t seq)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].seq == seq)
                        return &l->at[i];
        return NULL;
}

/* A signature is an act of its own on the paper that an act made. */
static void sign(struct walking *w, const struct act *a)
{
        struct duty_row *d = row_of(&w->l, act_int(a, "of"));

        if (d)
                d->signature = text_make(w->c->mem, "%s%s%s，日志第 %lld 条", d->signature, *d->signature ? "；" : "", act_text(a, "actor_name"), (long long)a->seq);
}

static int64_t saw_to(const struct act *a, int64_t last)
{
        return act_has(a, "submit") ? act_int(a, "submit") : act_has(a, "seen_to") ? act_int(a, "seen_to") : last;
}

static bool walk(void *to, const struct act *a)
{
        struct walking *w = to;
        struct arena *mem = w->c->mem;

        w->first = w->first < 0 ? a->seq : w->first;
        if (text_starts(a->verb, "paper.sign") || !strcmp(a->verb, "paper.seal"))
                sign(w, a);
        for (size_t i = 0; i < PARTS; i++) {
                if (strcmp(parts[i].verb, a->verb))
                        continue;
                DESK_MORE(mem, &w->l, w->room);
                w->l.at[w->l.n++] = (struct duty_row){ parts[i].role, text_copy(mem, act_text(a, "actor_name")), text_copy(mem, act_text(a, "actor")),
                                                       parts[i].for_what, parts[i].verb, "", a->seq, w->first, saw_to(a, w->last), text_copy(mem, act_text(a, "seen")),
                                                       a->at };
        }
        w->last = a->seq;
        return true;
}

bool desk__duties(struct ctx *c, const struct case_facts *f, struct duty_rows *out)
{
        struct walking w = { .c = c, .first = -1, .last = -1 };

        if (!acts_on(c, (struct subject){ "case", f->id }, walk, &w))
                return false;
        *out = w.l;
        return true;
}
