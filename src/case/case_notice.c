/* case_notice.c - notice, defence, hearing: what the party must be told and what it may say (处罚法 44, 45, 62-65). */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include <string.h>

bool case__notice(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        int64_t fine = arg_given(a, "noticed_fine") ? arg_int(a, "noticed_fine") : f->draft_fine < 0 ? 0 : f->draft_fine;
        struct matter m = f->matter;
        const char *due;

        m.fine = fine;
        if (arg_given(a, "penalties"))
                m.penalties.at = (const char **)text_split(c->mem, arg_text(a, "penalties"), ',', &m.penalties.n);
        due = hearing_due(c->pack, &m);
        if (due && !arg_bool(a, "hearing"))
                return refuse(&c->why, R_HEARING_MISSING, "hearing", "%s", due);
        if (!case__fine_right(c, f->item, arg_text(a, "circumstance"), f->fine_base, fine) ||
            !case__not_before(c, arg_day(a, "served_on"), "served_on", "investigation.conclude", "调查终结"))
                return false;
        case__put_args(d, a);
        if (!arg_given(a, "noticed_fine"))
                draft_put_int(d, "noticed_fine", fine);
        if (!arg_given(a, "penalties"))                         /* the decision is held against what stands here */
                draft_put(d, "penalties", text_join(c->mem, f->penalties.at, f->penalties.n, ','));
        if (f->confiscation >= 0)
                draft_put_int(d, "confiscation", f->confiscation);
        if (!case__grade_right(c, a, f->item, f->party_kind, f->fine_base, fine, d))
                return false;
        case__paper(d, arg_bool(a, "hearing") ? "行政处罚事先（听证）告知书及送达回证" : "行政处罚事先告知书及送达回证");
        return !*pack_numbering(c->pack, "notice") || case__number(c, "notice", f->agency, d, "paper_number");
}

static bool in_window(struct ctx *c, const char *clock, struct day on, const char *what)
{
        struct case_clocks l;

        return case_clocks_load(c, facts_of(c)->id, &l) && rule_in_window(case_clock_find(&l, clock), on, what, &c->why);
}

bool case__defence(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        case__paper(d, "陈述申辩笔录");
        return true;
}

bool case__defence_answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);

        if (arg_given(a, "draft_fine") &&
            (!rule_fine_not_raised(f->noticed_fine, arg_int(a, "draft_fine"), "draft_fine", &c->why) ||
             !case__fine_right(c, f->item, arg_text(a, "circumstance"), f->fine_base, arg_int(a, "draft_fine"))))
                return false;
        case__put_args(d, a);
        case__paper(d, "陈述申辩复核意见书");
        return !arg_given(a, "draft_fine") || case__grade_right(c, a, f->item, f->party_kind, f->fine_base, arg_int(a, "draft_fine"), d);
}

bool case__hearing_request(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        return in_window(c, "hearing_request", arg_given(a, "received_on") ? arg_day(a, "received_on") : day_of(c->now), "要求听证");
}

static bool host_right(struct ctx *c, const char *host)
{
        bool investigated;

        if (!case__investigated(c, host, &investigated))
                return false;
        return !investigated || refuse(&c->why, R_RECUSAL, "host", "听证主持人不得是本案调查人员（行政处罚法第六十四条）");
}

bool case__hearing_schedule(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_clock *lead = pack_clock(c->pack, "hearing_notice");

        if (!host_right(c, arg_text(a, "host")))
                return false;
        if (lead && !rule_hearing_lead(c->pack->calendar, &lead->rule, arg_day(a, "hearing_on"), arg_day(a, "notified_on"), &c->why))
                return false;
        case__put_args(d, a);
        case__paper(d, "听证通知书");
        return true;
}

/* 处罚法 64(2): the party was called to it, seven days before; so it is not earlier than the day it was called to. */
static bool called(struct ctx *c, struct day held)
{
        const struct case_clock *k;
        struct case_clocks l;

        if (!pack_clock(c->pack, "hearing_notice"))
                return true;
        if (!case_clocks_load(c, facts_of(c)->id, &l))
                return false;
        k = case_clock_find(&l, "hearing_notice");
        c->why.law = "行政处罚法 第六十四条";
        if (!k || k->ended)
                return refuse(&c->why, R_NEED, "held_on", "还没有通知当事人听证的时间、地点");
        if (day_compare(held, day_of(k->since)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "held_on", "通知的听证日是 %s", day_text(c->mem, day_of(k->since)));
        c->why.law = NULL;
        return true;
}

bool case__hearing_hold(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!host_right(c, arg_text(a, "host")) || !called(c, arg_day(a, "held_on")))
                return false;
        case__put_args(d, a);
        case__paper(d, "听证笔录及听证报告");
        return true;
}
