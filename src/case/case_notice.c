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
        if (!case__fine_right(c, f->item, arg_text(a, "circumstance"), fine))
                return false;
        case__put_args(d, a);
        if (!arg_given(a, "noticed_fine"))
                draft_put_int(d, "noticed_fine", fine);
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
             !case__fine_right(c, f->item, arg_text(a, "circumstance"), arg_int(a, "draft_fine"))))
                return false;
        case__put_args(d, a);
        case__paper(d, "陈述申辩复核意见书");
        return true;
}

bool case__hearing_request(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        return in_window(c, "hearing_request", arg_given(a, "received_on") ? arg_day(a, "received_on") : day_of(c->now), "要求听证");
}

bool case__hearing_schedule(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_clock *lead = pack_clock(c->pack, "hearing_notice");

        if (names_have(&facts_of(c)->officers, arg_text(a, "host")))
                return refuse(&c->why, R_RECUSAL, "host", "听证主持人不得是本案调查人员（行政处罚法第六十四条）");
        if (lead && !rule_hearing_lead(c->pack->calendar, &lead->rule, arg_day(a, "hearing_on"), arg_day(a, "notified_on"), &c->why))
                return false;
        case__put_args(d, a);
        case__paper(d, "听证通知书");
        return true;
}

bool case__hearing_hold(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (names_have(&facts_of(c)->officers, arg_text(a, "host")))
                return refuse(&c->why, R_RECUSAL, "host", "听证主持人不得是本案调查人员（行政处罚法第六十四条）");
        case__put_args(d, a);
        case__paper(d, "听证笔录及听证报告");
        return true;
}
