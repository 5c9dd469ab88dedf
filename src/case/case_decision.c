/* case_decision.c - decision, service, payment, the end of a case (处罚法 57-61, 66-73). */
#include "case/case_inner.h"
#include "case/case_args.h"
#include "case/case_verbs.h"
#include "db/db.h"
#include <string.h>

QUERY(decision_insert, "INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES ($1, $2, $3, $4, $5)");
QUERY(decide_mark, "UPDATE case_file SET decide_seq = $2 WHERE id = $1");

const char *penalties_label(struct arena *mem, const char *list)
{
        static const struct arg kinds = { .choices = PENALTIES };
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, list, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", choice_label(mem, &kinds, at[i]));
        return buffer_done(&b);
}

/* "罚款 180,000.00 元；没收违法所得 2,000.00 元；责令改正：…": the conclusion in one sentence, as it is published. */
static const char *result_sentence(struct ctx *c, const char *penalties, int64_t fine, int64_t confiscation, const char *correction)
{
        struct buffer b = { .mem = c->mem };
        static const struct arg kinds = { .choices = PENALTIES };
        size_t n;
        char **at = text_split(c->mem, penalties, ',', &n);

        for (size_t i = 0; i < n; i++) {
                const char *label = choice_label(c->mem, &kinds, at[i]);

                if (!strcmp(at[i], "fine"))
                        buffer_make(&b, "%s%s %s 元", b.n ? "；" : "", label, money_text(c->mem, fine));
                else if (text_starts(at[i], "confiscate") && confiscation > 0)
                        buffer_make(&b, "%s%s %s 元", b.n ? "；" : "", label, money_text(c->mem, confiscation));
                else
                        buffer_make(&b, "%s%s", b.n ? "；" : "", label);
        }
        if (*correction)
                buffer_make(&b, "%s责令改正", b.n ? "；" : "");
        return buffer_done(&b);
}

static const char *item_basis(struct ctx *c, const char *code)
{
        const struct pack_item *item = pack_item(c->pack, code);

        if (!item)
                return "";
        return text_make(c->mem, "%s%s依据%s", *item->violates ? "违反" : "", *item->violates ? text_make(c->mem, "%s，", law_named(c->mem, item->violates)) : "",
                         law_named(c->mem, item->basis));
}

/* 处罚法 58: on which review it rests, or why it needs none; and what was found is what the reviewer was told. */
static bool review_put(struct ctx *c, const struct args *a, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const char *digest;
        int64_t pass;

        if (strcmp(a->command->verb, "summary.decide")) {       /* what the approver had before him (V7) */
                if (!acts_digest(c, (struct subject){ "case", f->id }, &digest))
                        return false;
                draft_put_int(d, "seen_to", f->last_seq);
                draft_put(d, "seen", digest);
        }
        if (f->standing.env & ENV_NOT_CATALOGUED) {
                draft_put(d, "review_free", "not_catalogued");
                return true;
        }
        if (!strcmp(a->command->verb, "case.decide_none") && !(f->standing.flags & F(reviewed))) {
                draft_put(d, "review_free", "no_penalty");
                return true;
        }
        if (!case__pass_stands(c, &pass))
                return false;
        if (command_arg(a->command, "found_facts") && arg_given(a, "found_facts") && strcmp(arg_text(a, "found_facts"), f->found_facts))
                return refuse(&c->why, R_REVIEW_MISSING, "found_facts", "审核所见的是调查终结报告查明的事实，与现在填写的不同；事实有变化的，重新送审");
        draft_put_int(d, "review", pass);
        return true;
}

/* 处罚法 59: what a decision must say.  The date is the act's own: a decision cannot be dated back. */
static bool decision(struct ctx *c, const struct args *a, const char *party_kind, const char *party, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const char *facts = arg_given(a, "found_facts") ? arg_text(a, "found_facts") : f->found_facts;
        const char *item = *f->item ? f->item : command_arg(a->command, "item") ? arg_text(a, "item") : "";

        if (!*facts)
                return refuse(&c->why, R_ARG_MISSING, "found_facts", "决定书应当写明违法事实和证据");
        draft_put_day(d, "decided_on", day_of(c->now));
        if (!draft_get(d, "found_facts"))
                draft_put(d, "found_facts", facts);
        if (!draft_get(d, "basis"))
                draft_put(d, "basis", item_basis(c, item));
        if (!draft_get(d, "cause"))
                draft_put(d, "cause", *f->cause ? f->cause : pack_item(c->pack, item) ? pack_item(c->pack, item)->name : "");
        draft_put(d, "agency", f->agency);
        if (!draft_get(d, "party_kind"))
                draft_put(d, "party_kind", party_kind);
        return case__put_public(c, d, party_kind, party, facts) && review_put(c, a, d) && case__number(c, "decision", f->agency, d, "decision_number");
}

bool case__decide(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        bool catalogued = !(f->standing.env & ENV_NOT_CATALOGUED);
        const char *penalties = arg_text(a, "penalties");
        int64_t fine = arg_int(a, "fine");
        struct told told;

        if (!case__penalties_right(c, penalties, arg_given(a, "fine") ? fine : -1, "fine") || !case__told(c, &told) ||
            !rule_as_told(&told, &f->penalties, penalties, f->confiscation, &c->why) ||
            !rule_fine_not_raised(f->noticed_fine, fine, "fine", &c->why) ||
            !rule_reviewed_fine(catalogued, f->reviewed_fine, fine, &c->why) ||
            !case__fine_right(c, f->item, arg_text(a, "circumstance"), f->fine_base, fine) ||
            !officers_certified(c, text_join(c->mem, f->officers.at, f->officers.n, ','), day_of(c->now), NULL))
                return false;
        if (!strcmp(arg_text(a, "circumstance"), "mitigated") && !arg_given(a, "reason"))
                return refuse(&c->why, R_ARG_MISSING, "reason", "减轻处罚，应当写明理由（行政处罚法第三十二条）");
        if (!case__power_listed(c, pack_item(c->pack, f->item)))
                return false;
        case__put_args(d, a);
        if (!case__grade_right(c, a, f->item, f->party_kind, f->fine_base, fine, d))
                return false;
        if (!arg_given(a, "fine"))
                draft_put_int(d, "fine", 0);
        draft_put(d, "result", result_sentence(c, penalties, fine, f->confiscation, arg_text(a, "correction")));
        draft_put(d, "outcome", "penalty");
        case__paper(d, "行政处罚决定书");
        return decision(c, a, f->party_kind, f->party, d);
}

bool case__decide_none(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        draft_put_int(d, "fine", 0);
        draft_put(d, "result", "不予行政处罚");
        draft_put(d, "outcome", "none");
        case__paper(d, "不予行政处罚决定书");
        return decision(c, a, facts_of(c)->party_kind, facts_of(c)->party, d);
}

bool case__apply_decide(struct db_write *w, const struct act *a)
{
        bool rests = act_has(a, "review");
        const char *free = rests ? "" : act_has(a, "review_free") ? act_text(a, "review_free") : "unrecorded";  /* acts from before it was written */

        return db_run(w, &decision_insert, ARGS(I(a->seq), I(a->subject.id), T(a->verb), rests ? I(act_int(a, "review")) : NUL, T(free))) &&
               db_run(w, &decide_mark, ARGS(I(a->subject.id), I(a->seq))) && case__apply_material(w, a);
}

/* 处罚法 51, 52: on the spot, within the limits, by two officers, handed over at once. */
bool case__summary_decide(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_item *item = pack_item(c->pack, arg_text(a, "item"));
        const char *kind = arg_text(a, "party_kind"), *penalties = arg_text(a, "penalties");
        int64_t fine = arg_int(a, "fine");

        if (!case__item_right(c, item) || !case__party_right(c, a) || !rule_summary_limit(c->pack, kind, fine, item, &c->why) ||
            !case__penalties_right(c, penalties, arg_given(a, "fine") ? fine : -1, "fine") || !rule_fine_range(item, kind, -1, fine, &c->why) ||
            !officers_certified(c, arg_text(a, "officers"), day_of(c->now), "officers"))
                return false;
        if (!text_in(penalties, "warning|fine|warning,fine|fine,warning", '|'))
                return refuse(&c->why, R_SUMMARY_LIMIT, "penalties", "当场处罚只能是警告或者罚款");
        case__put_args(d, a);
        if (!case__put_in_name_of(c, item, d) || !case__grade_right(c, a, item->code, kind, -1, fine, d))
                return false;
        if (!arg_given(a, "fine"))
                draft_put_int(d, "fine", 0);
        draft_put(d, "result", result_sentence(c, penalties, fine, 0, arg_text(a, "correction")));
        draft_put(d, "outcome", "penalty");
        draft_put_day(d, "served_on", day_of(c->now));
        draft_put(d, "title", text_make(c->mem, "%s%s案", arg_text(a, "party"), item->name));
        case__paper(d, "当场行政处罚决定书");
        return decision(c, a, kind, arg_text(a, "party"), d) && case__number(c, "case", facts_of(c)->agency, d, "number");
}

bool case__serve(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *method = arg_text(a, "method");

        if (day_compare(arg_day(a, "served_on"), facts_of(c)->decided_on) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "served_on", "决定作出于 %s", day_text(c->mem, facts_of(c)->decided_on));
        if (!strcmp(method, "electronic") && !arg_given(a, "consent"))
                return refuse(&c->why, R_ARG_MISSING, "consent", "电子送达须有当事人签订的确认书（行政处罚法第六十一条）");
        if (!strcmp(method, "leave") && !arg_given(a, "witness") && !arg_given(a, "recordings"))
                return refuse(&c->why, R_ARG_MISSING, "witness", "留置送达须有见证人，或者录音录像（民事诉讼法第八十九条）");
        case__put_args(d, a);
        case__paper(d, "送达回证");
        return true;
}

/* share: what the amount itself bears for being late. */
static bool owed_now(struct ctx *c, const struct args *a, struct owed *out, int64_t *share)
{
        const struct case_facts *f = facts_of(c);
        struct day on = arg_day(a, "paid_on");
        struct case_clocks l;

        if (f->standing.flags & F(paid))
                return refuse(&c->why, R_ONCE, NULL, "罚款已经缴清");
        if (day_is(f->decided_on) && day_compare(on, f->decided_on) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "paid_on", "决定作出于 %s", day_text(c->mem, f->decided_on));
        if (!case_clocks_load(c, f->id, &l))
                return false;
        *out = rule_owed(f, case_clock_find(&l, "pay"), on);
        *share = rule_part_surcharge(arg_int(a, "amount"), case_clock_find(&l, "pay"), on);
        return true;
}

static bool sum_wrong(struct ctx *c, const struct owed *o)
{
        return refuse(&c->why, R_PAYMENT, "amount", "应缴 %s 元：罚款 %s 元，加处罚款 %s 元（逾期 %lld 日，每日百分之三，不超过罚款数额），已缴 %s 元",
                      money_text(c->mem, o->rest), money_text(c->mem, o->fine), money_text(c->mem, o->surcharge), (long long)o->days,
                      money_text(c->mem, o->paid));
}

bool case__pay(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct owed o;
        int64_t share;

        if (!owed_now(c, a, &o, &share))
                return false;
        if (arg_int(a, "amount") != o.rest)
                return sum_wrong(c, &o);
        case__put_args(d, a);
        draft_put_int(d, "paid", o.fine);
        draft_put_int(d, "surcharge", o.surcharge);
        draft_put_int(d, "surcharge_days", o.days);
        case__paper(d, "罚没款专用票据");
        return true;
}

bool case__pay_part(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct owed o;
        int64_t share;

        if (!owed_now(c, a, &o, &share))
                return false;
        if (arg_int(a, "amount") >= o.fine - o.paid)
                return sum_wrong(c, &o);
        case__put_args(d, a);
        if (share)
                draft_put_int(d, "surcharge", facts_of(c)->surcharge + share);
        draft_put_int(d, "paid", o.paid + arg_int(a, "amount"));
        case__paper(d, "罚没款专用票据");
        return true;
}

/* Before this period of the party's has run out, the next step against it is not open. */
static bool over(struct ctx *c, const char *clock, const char *what)
{
        const struct case_clock *k;
        struct case_clocks l;

        if (!case_clocks_load(c, facts_of(c)->id, &l))
                return false;
        k = case_clock_find(&l, clock);
        if (!k || (k->determined && day_compare(day_of(c->now), k->due) > 0))
                return true;
        c->why.law = k->law;
        return refuse(&c->why, R_WINDOW_OPEN, NULL, "%s的期限到 %s", what, k->determined ? day_text(c->mem, k->due) : "还不能确定的日子");
}

/* 强制法 53, 54: a demand only when the time for paying is over; the court only when the demand's ten days are, and the party can no longer
 * ask for reconsideration or sue. */
bool case__demand(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return over(c, "pay", "缴款") && case__plain_material(c, a, subject, d);
}

bool case__court(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return over(c, "demand", "催告") && over(c, "reconsider", "申请行政复议") && over(c, "sue", "提起行政诉讼") && case__plain_material(c, a, subject, d);
}

bool case__close(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *missing;

        if (!case__needs_missing(c, c->pack->dossier, c->pack->n_dossier, &missing))
                return false;
        if (*missing)
                return refuse(&c->why, R_DOSSIER_INCOMPLETE, NULL, "缺少：%s", missing);
        case__put_args(d, a);
        case__paper(d, "结案审批表");
        return true;
}

bool case__resume(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct stop stop = { arg_day(a, "from_day"), arg_day(a, "to_day") };

        if (day_compare(stop.from, stop.to) > 0)
                return refuse(&c->why, R_ARG_RANGE, "to_day", "中止止日早于起日");
        if (!case__not_before(c, stop.from, "from_day", "case.suspend", "中止"))
                return false;
        case__put_args(d, a);
        return case__clocks_stop(c, facts_of(c), stop, d);
}

/* ---- permits: what the clocks and the review need; the rest is inspected when permits are built out ---- */

bool case__permit_apply(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!rule_party_id(arg_text(a, "party_kind"), arg_text(a, "party_id"), &c->why))
                return false;
        case__put_args(d, a);
        draft_put(d, "kind", "permit");
        draft_put(d, "agency", c->who->agency);
        draft_put(d, "unit", c->who->unit);
        draft_put(d, "owner", c->who->login);
        draft_put(d, "title", text_make(c->mem, "%s申请%s", arg_text(a, "party"), arg_text(a, "cause")));
        return case__number(c, "application", c->who->agency, d, "number");
}

/* 许可法 42: ten days more, counted from the same day as the twenty. */
bool case__permit_extend(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_clock *decide;
        struct case_clocks l;

        if (!case_clocks_load(c, facts_of(c)->id, &l))
                return false;
        decide = case_clock_find(&l, "permit_decide");
        if (!decide)
                return refuse(&c->why, R_NEED, NULL, "还没有受理");
        case__put_args(d, a);
        draft_put_day(d, "accepted_on", day_of(decide->since));
        case__paper(d, "延长审查期限告知书");
        return true;
}

bool case__permit_grant(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        bool granted = !strcmp(a->command->verb, "permit.grant");

        case__put_args(d, a);
        draft_put_day(d, "decided_on", day_of(c->now));
        draft_put(d, "cause", facts_of(c)->cause);
        draft_put(d, "outcome", granted ? "granted" : "refused");
        draft_put(d, "result", granted ? "准予行政许可" : "不予行政许可");
        draft_put_int(d, "fine", 0);
        draft_put(d, "agency", facts_of(c)->agency);
        draft_put(d, "party_kind", facts_of(c)->party_kind);
        case__paper(d, granted ? "准予行政许可决定书" : "不予行政许可决定书");
        return case__put_public(c, d, facts_of(c)->party_kind, facts_of(c)->party, arg_text(a, granted ? "content" : "reason")) &&
               review_put(c, a, d) && case__number(c, "permit", facts_of(c)->agency, d, "decision_number");
}
