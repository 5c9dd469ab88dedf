/* figures.c - what is counted: one row for each figure of the annual statistics, and the rules that decide whether an act counts.
 *
 * Pure: an act, the pack and a year in, a number out.  Every figure counts single acts, so that each can be opened to what it counts.
 * Must never look at tables: they show today.
 */
#include "law/procedure.h"
#include "statistics/statistics.h"
#include <string.h>

static bool heaviest_is(const struct figure *f, const struct pack *p, const struct act *a)
{
        struct arena *mem = arena_new();
        bool is = !strcmp(penalty_heaviest(p, mem, act_text(a, "penalties")), f->word);

        arena_free(mem);
        return is;
}

static bool flagged(const struct figure *f, const struct pack *p, const struct act *a)
{
        return text_in(f->word, act_text(a, "flags"), ',');
}

static bool not_flagged(const struct figure *f, const struct pack *p, const struct act *a)
{
        return !flagged(f, p, a);
}

static bool released_late(const struct figure *f, const struct pack *p, const struct act *a)
{
        const struct pack_clock *k = pack_clock(p, "publish");
        struct day decided = act_day(a, "public.decided_on"), released = act_day(a, "public.released_on");
        struct due due;

        if (!k || !day_is(decided) || !day_is(released))
                return false;
        due = clock_due(p->calendar, &k->rule, instant_at(decided, 0, 0));
        return due.determined && day_compare(released, due.day) > 0;
}

#define DECISIONS "case.decide|summary.decide"
#define COUNT(id, group, label, verbs, day, when, word, column) { id, group, label, "", FIGURE_COUNT, verbs, day, when, word, column }
#define KIND(code, label, hearing) COUNT("kind_" #code, "penalty", label, DECISIONS, "decided_on", heaviest_is, #code, NULL),
#define PENALTY(code, label, hearing) KIND(code, label, hearing)

static const struct figure figures[] = {
        COUNT("filed", "penalty", "立案", "case.file", "", NULL, "", NULL),
        COUNT("penalty", "penalty", "行政处罚决定", DECISIONS, "decided_on", NULL, "", "处罚"),
        COUNT("summary", "penalty", "其中：当场处罚", "summary.decide", "decided_on", NULL, "", NULL),
#include "law/penalties.tbl"
        COUNT("no_penalty", "penalty", "不予行政处罚", "case.decide_none", "decided_on", NULL, "", NULL),
        { "fine", "penalty", "罚款金额", "以决定书记载的数额为准", FIGURE_MONEY, DECISIONS, "decided_on", NULL, "fine", "罚款" },
        { "confiscation", "penalty", "没收金额", "只计入有价值认定的", FIGURE_MONEY, DECISIONS, "decided_on", NULL, "confiscation", "没收" },
        COUNT("hearing", "penalty", "举行听证", "hearing.hold", "", NULL, "", NULL),
        COUNT("dismissed", "penalty", "撤销案件", "case.dismiss", "", NULL, "", NULL),
        COUNT("crime", "penalty", "移送司法机关", "case.transfer_crime", "", NULL, "", NULL),
        COUNT("court", "penalty", "申请人民法院强制执行", "court.apply", "", NULL, "", NULL),
        COUNT("revoked", "penalty", "决定被撤销、变更", "decision.revoke", "", NULL, "", "被撤销"),
        COUNT("applied", "permit", "收到申请", "permit.apply", "", NULL, "", NULL),
        COUNT("accepted", "permit", "受理", "permit.accept", "", NULL, "", NULL),
        COUNT("permit", "permit", "行政许可决定", "permit.grant|permit.refuse", "decided_on", NULL, "", "许可"),
        COUNT("granted", "permit", "其中：准予", "permit.grant", "decided_on", NULL, "", NULL),
        COUNT("refused", "permit", "其中：不予", "permit.refuse", "decided_on", NULL, "", NULL),
        COUNT("inspection", "inspection", "现场检查（勘验）", "inspection.record", "", NULL, "", "检查"),
        COUNT("submitted", "review", "送法制审核", "review.submit", "", NULL, "", NULL),
        COUNT("passed_first", "review", "一次通过", "review.pass", "", not_flagged, "returned", NULL),
        COUNT("passed_again", "review", "退回后通过", "review.pass", "", flagged, "returned", NULL),
        COUNT("returned", "review", "审核退回", "review.return|review.outside|review.crime", "", NULL, "", NULL),
        COUNT("reviewed", "review", "经法制审核后作出的处罚决定", "case.decide", "decided_on", flagged, "reviewed", "经审核"),
        COUNT("recordings", "review", "入卷的音像资料", "recording.add", "", NULL, "", NULL),
        COUNT("released", "publicity", "公示执法决定", "publish.release", "", NULL, "", "公示"),
        COUNT("late", "publicity", "其中：超期公示", "publish.release", "", released_late, "", "超期公示"),
        COUNT("withdrawn", "publicity", "撤下", "publish.withdraw", "", NULL, "", NULL),
        COUNT("corrected", "publicity", "更正", "publish.correct", "", NULL, "", NULL),
        COUNT("complaints", "publicity", "投诉举报", "complaint.file", "", NULL, "", NULL),
};
#undef PENALTY

size_t figures_count(void)
{
        return sizeof figures / sizeof *figures;
}

const struct figure *figure_at(size_t i)
{
        return i < figures_count() ? &figures[i] : NULL;
}

const struct figure *figure_find(const char *id)
{
        for (size_t i = 0; i < figures_count(); i++)
                if (!strcmp(figures[i].id, id))
                        return &figures[i];
        return NULL;
}

const char *figure_group_label(const char *group)
{
        static const struct { const char *group, *label; } groups[] = {
                { "penalty", "行政处罚" }, { "permit", "行政许可" }, { "inspection", "行政检查" }, { "review", "法制审核与全过程记录" }, { "publicity", "公示与监督" },
        };

        for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
                if (!strcmp(groups[i].group, group))
                        return groups[i].label;
        return group;
}

/* A decision carries its day; an act on the log is dated by when it was done. */
static struct day day_of_act(const struct figure *f, const struct act *a)
{
        struct day d = *f->day ? act_day(a, f->day) : DAY_NONE;

        return day_is(d) ? d : day_of(a->at);
}

int64_t figure_adds(const struct figure *f, const struct pack *p, const struct act *a, int year)
{
        int y, m, d;

        if (!text_in(a->verb, f->verbs, '|'))
                return 0;
        day_split(day_of_act(f, a), &y, &m, &d);
        if (y != year || (f->when && !f->when(f, p, a)))
                return 0;
        return f->unit == FIGURE_MONEY ? act_int(a, f->word) : 1;
}

static size_t weight(const struct pack *p, const char *code)
{
        for (size_t i = 0; i < p->statistics.gravity.n; i++)
                if (!strcmp(p->statistics.gravity.at[i], code))
                        return i + 1;
        return 0;
}

const char *penalty_heaviest(const struct pack *p, struct arena *mem, const char *penalties)
{
        const char *heaviest = "";
        size_t n;
        char **at = text_split(mem, penalties, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!*heaviest || weight(p, at[i]) > weight(p, heaviest))
                        heaviest = at[i];
        return heaviest;
}
