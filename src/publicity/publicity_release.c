/* publicity_release.c - entering what the public will see, and checking it (处罚法 48; 三项制度: 谁录入谁负责).
 *
 * Handlers read the decision's act and put everything that will be shown into the act of release, so that the tables follow from
 * that act alone.  Fields of the release are called public.…, because the case's own columns are set by fields of their names.
 * Stage, conditions and roles were checked by the noun before a handler runs.  Must never release what still names somebody.
 */
#include "law/facts.h"
#include "org/org.h"
#include "publicity/publicity_mask.h"
#include <string.h>

static bool decision_load(struct ctx *c, const struct case_facts *f, struct act *out)
{
        if (f->decide_seq <= 0)
                return refuse(&c->why, R_NEED, NULL, "还没有作出决定，没有可以公示的内容");
        return act_load(c, f->decide_seq, out);
}

/* ---- entering ---- */

static struct entry entry_given(struct arena *mem, const struct args *a)
{
        return (struct entry){ .facts = arg_text(a, "facts_public"), .result = arg_text(a, "result_public"), .reason = arg_text(a, "edit_reason"),
                               .covers = marks_of_points(mem, arg_text(a, "covers")), .keeps = marks_of_points(mem, arg_text(a, "keeps")) };
}

/* Reasons are shown to everybody beside the places: they are held to the same. */
static bool reasons_clean(struct ctx *c, const struct masked *m, const struct entry *e)
{
        for (size_t i = 0; i < e->covers.n; i++)
                if (!publicity_text_clean(c, m, "covers", "理由", e->covers.at[i].reason))
                        return false;
        for (size_t i = 0; i < e->keeps.n; i++)
                if (!publicity_text_clean(c, m, "keeps", "理由", e->keeps.at[i].reason))
                        return false;
        return publicity_text_clean(c, m, "edit_reason", "理由", e->reason);
}

bool publicity__prepare(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        static const char *const taken[] = { "facts_public", "result_public", "edit_reason", "covers", "keeps", "note" };
        const struct case_facts *f = facts_of(c);
        struct entry e = entry_given(c->mem, a);
        struct act decision;
        struct masked m;

        if (!decision_load(c, f, &decision))
                return false;
        if ((*e.facts || *e.result) && !*e.reason)
                return refuse(&c->why, R_ARG_MISSING, "edit_reason", "改写决定书的文字，应当写明理由");
        if (!publicity_masked(c, subject, f, &decision, &e, &m) || !rule_marks(&c->why, &m, &e) || !reasons_clean(c, &m, &e))
                return false;
        for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
                draft_put(out, taken[i], arg_text(a, taken[i]));
        draft_put(out, "entered_by", c->who->login);
        draft_put_int(out, "public.decide_seq", f->decide_seq);
        draft_put(out, "public.agency", f->agency);
        draft_put(out, "public.unit", f->unit);
        return true;
}

const struct arg publicity_prepare_args[] = {
        { "facts_public", ARG_LONG, 0, "公开的事实", "不填则用决定书中已按规则遮盖的事实；只在遮盖说不清楚、需要改写时填写，不能再证明与决定书一致。", NULL, 1, 20000 },
        { "result_public", ARG_TEXT, 0, "公开的结果", "不填则用决定书的结果。", NULL, 1, 500 },
        { "edit_reason", ARG_TEXT, 0, "改写的理由", "改写了事实或者结果的，写明理由；公示页会向公众说明。", NULL, 2, 200 },
        { "covers", ARG_POINTS, 0, "另行遮盖", "每行一处：要遮盖的原文｜理由，如：配方中的比例｜商业秘密，当事人申请不公开。", NULL, 0, 0 },
        { "keeps", ARG_POINTS, 0, "保留公开", "每行一处：规则遮盖或者提出的原文｜公开的理由，如：江源路36号｜违法行为发生地。", NULL, 0, 0 },
        { "note", ARG_LONG, 0, "录入说明", "给核对人看，不公开。", NULL, 1, 1000 },
        ARG_END
};

/* ---- checking ---- */

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

/* What a machine cannot know was pointed out; somebody has to say that it may stand. */
static bool asked_answered(struct ctx *c, const struct masked *m, bool said)
{
        struct buffer b = { .mem = c->mem };

        if (!m->asked || said)
                return true;
        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < m->part[i].spans.n; k++) {
                        const struct mask_span *s = &m->part[i].spans.at[k];

                        if (s->ask)
                                buffer_make(&b, "%s%s“%s”", b.n ? "、" : "", mask_sort_of(s->kind)->label,
                                            text_copy_n(c->mem, m->part[i].original + s->from, s->to - s->from));
                }
        return refuse(&c->why, R_PUBLISH_MASK, "left", "还有 %zu 处没有确定是否公开：%s", m->asked, buffer_done(&b));
}

static bool entry_load(struct ctx *c, const struct case_facts *f, const struct publication_draft *p, struct entry *out)
{
        struct act entered;

        if (p->decide_seq != f->decide_seq)
                return refuse(&c->why, R_NEED, NULL, "录入之后决定有变更，请重新录入公开内容");
        if (!act_load(c, p->seq, &entered))
                return false;
        *out = entry_of(c->mem, &entered);
        return true;
}

bool publicity__release(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct case_facts *f = facts_of(c);
        struct steps steps = { .mem = c->mem, .lines = { .mem = c->mem } };
        struct publication_draft p;
        struct act decision;
        struct entry e;
        struct masked m;

        if (!decision_load(c, f, &decision) || !publication_draft_load(c, subject, &p) ||
            !rule_second_person(&c->why, c->pack->publication.second_person, f->entered_by, c->who->login) || !entry_load(c, f, &p, &e))
                return false;
        if (!publicity_masked(c, subject, f, &decision, &e, &m) || !rule_covered(c, &m) || !asked_answered(c, &m, arg_bool(a, "left")) ||
            !acts_on(c, (struct subject){ "case", subject }, step_collect, &steps))
                return false;
        draft_put(out, "note", arg_text(a, "note"));
        draft_put(out, "left", arg_text(a, "left"));
        put_version(out, &m.v);
        draft_put(out, "public.masks", masked_json(c->mem, &m, &e));
        draft_put(out, "masks.places", masked_places_json(c->mem, &m));
        put_origin(c, out, f, &p, buffer_done(&steps.lines));
        return true;
}

const struct arg publicity_release_args[] = {
        { "left", ARG_BOOL, 0, "其余各处可以公开", "系统提出而没有遮盖的各处（门牌号、姓名、经营数据等），都已逐处看过，可以公开。", NULL, 0, 0 },
        { "note", ARG_LONG, 0, "核对意见", "原件与公开版逐项核对的情况；不公开。", NULL, 1, 1000 },
        ARG_END
};
