/* case_review.c - legal review before a major decision (处罚法 58; 国办发〔2018〕118号): what is sent, what is asked, what was seen. */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include "db/db.h"
#include <string.h>

QUERY(submit_mark, "UPDATE case_file SET submit_seq = $2 WHERE id = $1");

static bool have_material(const struct case_materials *l, const char *kind)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].kind, kind))
                        return true;
        return false;
}

/* A need with a condition counts only where the condition has come true. */
static bool need_applies(const struct pack_need *n, const struct case_facts *f, const struct case_materials *l)
{
        if (!pack_need_in(n, f->standing.procedure))
                return false;
        if (!n->when || !*n->when)
                return true;
        if (!strcmp(n->when, "defence"))
                return have_material(l, "defence.record");
        if (!strcmp(n->when, "hearing"))
                return f->standing.flags & F(heard);
        if (!strcmp(n->when, "fine"))
                return f->fine > 0;
        if (!strcmp(n->when, "review"))
                return !(f->standing.env & ENV_NOT_CATALOGUED);
        return true;
}

static bool need_met(const struct pack_need *n, const struct case_facts *f, const struct case_materials *l)
{
        flags_t flag;

        if (n->flag && *n->flag) {
                must(flags_parse(n->flag, ',', &flag, NULL));
                return (f->standing.flags & flag) == flag;
        }
        return have_material(l, n->material);
}

bool case__needs_missing(struct ctx *c, const struct pack_need *needs, size_t n, const char **missing)
{
        const struct case_facts *f = facts_of(c);
        struct buffer b = { .mem = c->mem };
        struct case_materials l;

        if (!case_materials_load(c, f->id, &l))
                return false;
        for (size_t i = 0; i < n; i++)
                if (need_applies(&needs[i], f, &l) && !need_met(&needs[i], f, &l))
                        buffer_make(&b, "%s%s", b.n ? "、" : "", needs[i].label);
        *missing = buffer_done(&b);
        return true;
}

bool case_dossier_missing(struct ctx *c, const char **labels)
{
        return case__needs_missing(c, c->pack->dossier, c->pack->n_dossier, labels);
}

bool case__submit(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        int64_t fine = arg_given(a, "draft_fine") ? arg_int(a, "draft_fine") : f->draft_fine;
        const struct pack_criterion *why = review_applies(c->pack, &f->matter);
        const char *missing, *seen;

        if (!rule_fine_not_raised(f->noticed_fine, fine, "draft_fine", &c->why) ||
            !case__needs_missing(c, c->pack->review.materials, c->pack->review.n_materials, &missing) ||
            !acts_digest(c, (struct subject){ "case", f->id }, &seen))
                return false;
        if (*missing)
                return refuse(&c->why, R_MATERIALS_MISSING, NULL, "缺少：%s", missing);
        case__put_args(d, a);
        if (fine >= 0)
                draft_put_int(d, "reviewed_fine", fine);
        draft_put_int(d, "seen_to", f->last_seq);
        draft_put(d, "seen", seen);
        draft_put(d, "criterion", why ? why->label : "承办机构提请");
        return true;
}

bool case__apply_submit(struct db_write *w, const struct act *a)
{
        return db_run(w, &submit_mark, ARGS(I(a->subject.id), I(a->seq)));
}

/* Has anything that review rests on been added since it was submitted? */
struct since { int64_t submit; const struct act *hit; const struct verb_effect *effects; size_t n; const char *verb; };

static bool look_since(void *to, const struct act *a)
{
        struct since *s = to;
        const struct verb_effect *e = verb_effect_find(s->effects, s->n, a->verb);

        if (a->seq > s->submit && e && (e->clears & F(reviewed)) && !text_starts(a->verb, "review."))
                s->verb = a->verb;
        return !s->verb;
}

static bool unchanged_since_submit(struct ctx *c)
{
        const struct case_facts *f = facts_of(c);
        struct since s = { .submit = f->submit_seq };

        s.effects = org_verbs(&s.n);
        if (!acts_on(c, (struct subject){ "case", f->id }, look_since, &s))
                return false;
        return !s.verb || refuse(&c->why, R_MATERIALS_MISSING, NULL, "送审后又有“%s”，审核所见的材料已经变化，须重新送审",
                                 command_find(s.verb) ? command_find(s.verb)->label : s.verb);
}

/* Whoever investigated may not review. */
static bool reviewer_right(struct ctx *c)
{
        bool investigated;

        if (!case__investigated(c, c->who->login, &investigated))
                return false;
        return !investigated || refuse(&c->why, R_RECUSAL, NULL, "办理过本案的人不能审核本案");
}

/* The opinion is bound to the file as it was submitted: its number and hash go into the reviewer's own act. */
static bool seen(struct ctx *c, struct draft *d)
{
        struct act submit;

        if (facts_of(c)->submit_seq < 0)
                return true;
        if (!act_load(c, facts_of(c)->submit_seq, &submit))
                return false;
        draft_put_int(d, "submit", submit.seq);
        draft_put(d, "seen", act_text(&submit, "seen"));
        return true;
}

bool case__pass(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        case__paper(d, c->pack->review.paper && *c->pack->review.paper ? c->pack->review.paper : "法制审核意见书");
        return reviewer_right(c) && unchanged_since_submit(c) && seen(c, d) &&
               (!*pack_numbering(c->pack, "review") || case__number(c, "review", facts_of(c)->agency, d, "paper_number"));
}

bool case__return(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        if (!arg_given(a, "received_on"))
                draft_put_day(d, "received_on", day_of(c->now));
        case__paper(d, c->pack->review.paper && *c->pack->review.paper ? c->pack->review.paper : "法制审核意见书");
        return reviewer_right(c) && seen(c, d) &&
               (!*pack_numbering(c->pack, "review") || case__number(c, "review", facts_of(c)->agency, d, "paper_number"));
}

bool case__answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *asked = facts_of(c)->points, *given = arg_text(a, "answers");
        json_t *points = *asked ? json_parse(&c->why, asked, strlen(asked)) : json_array(), *answers = json_parse(&c->why, given, strlen(given));
        bool ok = points && answers && rule_points_answered(points, answers, &c->why);

        json_decref(points);
        json_decref(answers);
        case__put_args(d, a);
        case__paper(d, "对法制审核意见的答复");
        return ok;
}

bool case__recheck(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return reviewer_right(c) && case__plain_material(c, a, subject, d);
}

/* Leaders settle what unit and reviewers disputed, which is the case as it was sent to review and not one changed since. */
bool case__settle(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return unchanged_since_submit(c) && case__plain_material(c, a, subject, d);
}

/* 玉溪 三(三)4: once, within the pack's limit. */
bool case__object(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct case_clocks l;

        if (!case_clocks_load(c, facts_of(c)->id, &l) || !rule_in_window(case_clock_find(&l, "objection"), day_of(c->now), "提请复核", &c->why))
                return false;
        case__put_args(d, a);
        case__paper(d, "法制审核意见复核申请");
        return true;
}
