/* review_case.c - what a reviewing body does inside the review of one case: recusals, advice from lawyers, and the rule who may review.
 *
 * 处罚法 43: who has an interest stands aside; the head of the agency decides, and until then the work goes on.  An adviser sees the case he
 * was asked about, for as long as that review is open, and no other. */
#include "case/case.h"
#include "review/review_inner.h"
#include <string.h>

/* ---- who may review ---- */

static bool recused(struct ctx *c, const struct case_facts *f, const char *login, bool *out)
{
        struct recusals l;

        if (!review__recusals(c, c->db, f->id, &l))
                return false;
        *out = review__recused(&l, login);
        return true;
}

/* The best of the person's seats of that body: one term may be over and the next have begun. */
static bool fitness_of(struct ctx *c, const struct pack_body *b, const char *agency, const char *login, enum fitness *fit, struct seat *best)
{
        struct day today = day_of(c->now);
        struct seats l;

        if (!review__seats(c, agency, &l))
                return false;
        *fit = FIT_NO_SEAT;
        for (size_t i = 0; i < l.n && *fit != FIT; i++) {
                enum fitness now = strcmp(l.at[i].login, login) != 0 ? FIT_NO_SEAT : review__fitness(&l.at[i], b, today);

                if (now != FIT && (now == FIT_NO_SEAT || *fit == FIT_NO_EXAM))
                        continue;
                *fit = now;
                *best = l.at[i];
        }
        return true;
}

static bool member_right(struct ctx *c, const struct pack_body *b, const char *agency)
{
        struct seat s = { .seat = "" };
        enum fitness fit;

        if (!fitness_of(c, b, agency, c->who->login, &fit, &s))
                return false;
        switch (fit) {
        case FIT: return true;
        case FIT_NO_SEAT: return refuse(&c->why, R_NOT_MEMBER, NULL, "%s 没有在%s登记任职", c->who->name, b->label);
        case FIT_NO_EXAM:
                return refuse(&c->why, R_EXAM_MISSING, NULL, "%s 从 %s 起初次从事法制审核，没有登记当日有效的法律职业资格", c->who->name,
                              day_text(c->mem, s.first_on));
        default:
                return refuse(&c->why, R_TERM_OVER, NULL, "%s 的任期是 %s 至 %s", c->who->name, day_text(c->mem, s.since),
                              day_text(c->mem, day_is(s.ended) ? s.ended : s.until));
        }
}

/* The rules of a body as they hold today; NULL: none, or not yet. */
static const struct pack_body *body_in_force(const struct ctx *c, const char *agency)
{
        const struct pack_body *b = pack_body(c->pack, agency);

        return b && day_compare(day_of(c->now), b->from) >= 0 ? b : NULL;
}

bool review_may(struct ctx *c, const struct case_facts *f)
{
        const struct pack_body *b = body_in_force(c, f->agency);
        bool aside;

        if (!recused(c, f, c->who->login, &aside))
                return false;
        if (aside)
                return refuse(&c->why, R_RECUSAL, NULL, "已经决定 %s 在本案回避", c->who->name);
        return !b || member_right(c, b, f->agency);
}

/* ---- the gate of a committee ---- */

static bool committee(const struct ctx *c, const struct case_facts *f)
{
        const struct pack_body *b = body_in_force(c, f->agency);

        return b && !strcmp(b->kind, "committee");
}

static bool meeting_behind(struct ctx *c, const struct case_facts *f)
{
        struct result r;
        bool found;

        if (!review__result(c, f->id, f->submit_seq, &r, &found))
                return false;
        if (found && !strcmp(r.result, "pass"))
                return true;
        c->why.law = pack_body(c->pack, f->agency)->law;
        return found ? refuse(&c->why, R_MEETING_MISSING, NULL, "会议 %lld 对本案的结果是“%s”", (long long)r.meeting_id, review__outcome_label(r.result))
                     : refuse(&c->why, R_MEETING_MISSING, NULL, "本次送审（日志第 %lld 条）还没有会议表决", (long long)f->submit_seq);
}

/* Asked on every act on a case, so it looks at the verb first. */
static bool before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct case_facts *f = facts_of(c);

        (void)a; (void)subject;
        if (!text_in(cmd->verb, "review.take|review.check|review.pass|review.return|review.outside|review.crime|review.recheck", '|'))
                return true;
        if (!review_may(c, f))
                return false;
        return strcmp(cmd->verb, "review.pass") != 0 || !committee(c, f) || meeting_behind(c, f);
}

/* The act that passes or returns the case carries what the meeting's minutes say of it: the paper is made from there, also of a meeting held
 * before the rules came into force. */
static bool after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_body *b = pack_body(c->pack, f->agency);
        struct result r;
        bool found;

        (void)a; (void)subject;
        if (!b || strcmp(b->kind, "committee") != 0 || !text_in(cmd->verb, "review.pass|review.return|review.outside|review.crime", '|'))
                return true;
        return review__result(c, f->id, f->submit_seq, &r, &found) && (!found || review__minutes_put(c, r.facts, d));
}

/* ---- recusal ---- */

bool review__ask_recusal(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *login = arg_text(a, "reviewer");
        struct recusals l;

        (void)subject;
        if (!review__recusals(c, c->db, facts_of(c)->id, &l))
                return false;
        if (!strcmp(arg_text(a, "asked_by"), "self") && strcmp(login, c->who->login) != 0)
                return refuse(&c->why, R_ARG_CHOICE, "asked_by", "自行回避由本人提出");
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].login, login) && strcmp(l.at[i].state, "refused") != 0)
                        return refuse(&c->why, R_DUPLICATE, "reviewer", "%s 的回避申请%s", user_name(c, login),
                                      strcmp(l.at[i].state, "asked") ? "已经同意" : "还没有决定");
        review__put_args(d, a);
        return true;
}

static const struct recusal *recusal_find(const struct recusals *l, int64_t id)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].id == id)
                        return &l->at[i];
        return NULL;
}

bool review__decide_recusal(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct recusal *r;
        struct recusals l;

        (void)subject;
        if (!review__recusals(c, c->db, facts_of(c)->id, &l))
                return false;
        r = recusal_find(&l, arg_int(a, "recusal"));
        if (!r)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "recusal", "本案没有这个回避申请");
        if (strcmp(r->state, "asked") != 0)
                return refuse(&c->why, R_ONCE, "recusal", "%s 已经决定", user_name(c, r->decided_by));
        if (!strcmp(r->login, c->who->login))
                return refuse(&c->why, R_RECUSAL, NULL, "本人的回避不能由本人决定");
        review__put_args(d, a);
        draft_put(d, "reviewer", r->login);
        return true;
}

/* ---- advice ---- */

bool review_asked(struct ctx *c, const struct case_facts *f, const char *login, bool *out)
{
        struct advices l;
        bool aside = false, asked = false;

        *out = false;
        if (!(f->standing.flags & F(review_open)))
                return true;
        if (!review__advice_of(c, f->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                asked = asked || (l.at[i].submit == f->submit_seq && !strcmp(l.at[i].login, login));
        if (asked && !recused(c, f, login, &aside))
                return false;
        *out = asked && !aside;
        return true;
}

static bool adviser_seat(struct ctx *c, const char *agency, const char *login)
{
        struct seats l;

        if (!review__seats(c, agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].login, login) && text_in(l.at[i].seat, "legal_adviser|public_lawyer|purchased", '|') &&
                    review__in_term(l.at[i].since, l.at[i].until, l.at[i].ended, day_of(c->now)))
                        return true;
        return refuse(&c->why, R_NOT_MEMBER, "adviser", "%s 今天不是登记在任的法律顾问、公职律师或者购买服务人员", user_name(c, login));
}

static bool adviser_free(struct ctx *c, const struct case_facts *f, const char *login)
{
        bool aside, handled;
        struct advices l;

        if (!recused(c, f, login, &aside) || !case_investigated(c, f, login, &handled) || !review__advice_of(c, f->id, &l))
                return false;
        if (aside || handled)
                return refuse(&c->why, R_RECUSAL, "adviser", handled ? "%s 办理过本案" : "已经决定 %s 在本案回避", user_name(c, login));
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].login, login) && l.at[i].submit == f->submit_seq && !l.at[i].answered_at.ms)
                        return refuse(&c->why, R_DUPLICATE, "adviser", "已经咨询过 %s，还没有答复", user_name(c, login));
        return true;
}

bool review__ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const char *login = arg_text(a, "adviser");

        (void)subject;
        if (arg_given(a, "until") && day_compare(arg_day(a, "until"), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "答复期限 %s 已经过去", day_text(c->mem, arg_day(a, "until")));
        if (!adviser_seat(c, f->agency, login) || !adviser_free(c, f, login))
                return false;
        review__put_args(d, a);
        draft_put(d, "of_agency", f->agency);
        draft_put_int(d, "submit", f->submit_seq);
        return true;
}

bool review__advise(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const struct advice *asked = NULL;
        struct advices l;
        bool aside;

        (void)subject;
        if (!recused(c, f, c->who->login, &aside) || !review__advice_of(c, f->id, &l))
                return false;
        if (aside)
                return refuse(&c->why, R_RECUSAL, NULL, "已经决定 %s 在本案回避", c->who->name);
        for (size_t i = 0; i < l.n && !asked; i++)
                if (l.at[i].id == arg_int(a, "ask") && !strcmp(l.at[i].login, c->who->login))
                        asked = &l.at[i];
        if (!asked || asked->answered_at.ms || asked->submit != f->submit_seq)
                return refuse(&c->why, R_ADVICE, "ask", !asked ? "本案没有向您提出这个咨询" : asked->answered_at.ms ? "已经答复过" : "那一次送审已经结束");
        review__put_args(d, a);
        draft_put(d, "question", asked->question);
        draft_put(d, "asker", asked->asked_by);
        return true;
}

/* ---- what is bound to the case ---- */

static bool seat_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct seat s;

        (void)a;
        return cmd->creates || review__seat(c, subject, &s);
}

static bool meeting_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct meeting m;

        (void)a;
        return cmd->creates || (review__meeting(c, subject, &m) && review__sees_meetings(c, m.agency));
}

extern apply_fn review__heirs;

const struct noun review_nouns[] = {
        { .name = "case", .label = "案件", .before = before, .after = after, .apart = true },
        { .name = "seat", .label = "审核席位", .before = seat_before, .apart = true },
        { .name = "service_contract", .label = "购买服务合同", .apart = true },
        { .name = "meeting", .label = "审核会议", .before = meeting_before, .apart = true },
        { .name = "unit", .label = "机构", .apply = review__heirs }, { .name = "agency", .label = "机关", .apply = review__heirs },
};
const size_t review_nouns_n = sizeof review_nouns / sizeof *review_nouns;
