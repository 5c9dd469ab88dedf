/* publicity_rules.c - what may be shown of a decision and how it reads.  Pure: the act in, the public version out.
 * Must never add a word to what the decision says of facts, basis and result: they are proven word by word.
 */
#include "publicity/publicity.h"
#include <string.h>

static const char *either(const char *by_hand, const char *of_act)
{
        return *by_hand ? by_hand : of_act;
}

/* 某某公司擅自倾倒建筑垃圾案 */
static const char *title_of(struct arena *mem, const char *party, const char *cause)
{
        size_t n = strlen(cause), suffix = strlen("案");
        bool named = n >= suffix && !strcmp(cause + n - suffix, "案");

        return text_make(mem, "%s%s%s", party, cause, named ? "" : "案");
}

void public_version_cover(struct arena *mem, struct public_version *v, const char *facts, const char *result, const char *cause, const char *basis)
{
        v->facts = facts;
        v->result = result;
        v->cause = cause;
        v->basis = basis;
        v->title = strcmp(v->kind, "permit") ? title_of(mem, v->party, cause) : text_make(mem, "%s申请%s", v->party, cause);
}

struct public_version public_version_of(struct arena *mem, const struct act *decision, const char *facts, const char *result)
{
        struct public_version v = {
                .kind = text_starts(decision->verb, "permit.") ? "permit" : "penalty", .agency_name = "", .review_body = "",
                        .court = "",
                .number = act_text(decision, "decision_number"), .party = act_text(decision, "party_public"),
                .party_kind = act_text(decision, "party_kind"), .cause = act_text(decision, "cause"),
                .facts = either(facts, act_text(decision, "facts_public")), .basis = act_text(decision, "basis"),
                .result = either(result, act_text(decision, "result")), .decided_on = act_day(decision, "decided_on"),
                .fine = act_int(decision, "fine") > 0 ? act_int(decision, "fine") : -1,
        };

        v.review_first = !strcmp(decision->verb, "summary.decide") && day_compare(v.decided_on, day_make(2024, 1, 1)) >= 0;
        public_version_cover(mem, &v, v.facts, v.result, v.cause, v.basis);
        v.manual = text_make(mem, "%s%s%s", *facts ? "facts" : "", *facts && *result ? "," : "", *result ? "result" : "");
        return v;
}

void public_version_dress(const struct pack *pack, const char *agency, struct public_version *v)
{
        const struct pack_agency *g = pack_agency(pack, agency);

        v->agency_name = g ? g->name : agency;
        v->review_body = g && g->superior ? g->superior : "";
        v->court = g && g->court && !v->review_first ? g->court : "";
}

static bool ends_sentence(const char *s)
{
        size_t n = strlen(s), stop = strlen("。");

        return n >= stop && !strcmp(s + n - stop, "。");
}

static void sentence(struct buffer *b, const char *s)
{
        buffer_make(b, "%s%s\n", s, ends_sentence(s) ? "" : "。");
}

/* 行政复议法 20, 行政诉讼法 46: the periods count from knowing of the decision.  复议法 23(1): against a penalty made on the spot, since
 * 2024-01-01, reconsideration comes first; the court only after it (诉讼法 45: fifteen days). */
static void remedies(struct buffer *b, const struct public_version *v)
{
        if (!*v->review_body && !*v->court)
                return;
        if (v->review_first) {
                buffer_make(b, "如不服本决定，应当自收到本决定书之日起六十日内先向%s申请行政复议；对复议决定不服的，可以自收到复议决定书之日起"
                               "十五日内向人民法院提起行政诉讼。\n", v->review_body);
                return;
        }
        buffer_text(b, "如不服本决定，可以自收到本决定书之日起");
        if (*v->review_body)
                buffer_make(b, "六十日内向%s申请行政复议", v->review_body);
        if (*v->court)
                buffer_make(b, "%s六个月内向%s提起行政诉讼", *v->review_body ? "，也可以自收到本决定书之日起" : "", v->court);
        buffer_text(b, "。\n");
}

/* 上述行为违反……，依据……，本机关决定：…… */
static const char *conclusion(struct arena *mem, const struct public_version *v)
{
        const char *lead = "依据";

        if (!*v->basis)
                return text_make(mem, "本机关决定：%s", v->result);
        if (text_starts(v->basis, "依据") || text_starts(v->basis, "根据"))
                lead = "";
        if (text_starts(v->basis, "违反"))
                lead = "上述行为";
        return text_make(mem, "%s%s，本机关决定：%s", lead, v->basis, v->result);
}

const char *public_version_text(struct arena *mem, const struct public_version *v)
{
        struct buffer b = { .mem = mem };
        bool permit = !strcmp(v->kind, "permit");

        buffer_make(&b, "%s：%s\n", permit ? "申请人" : "当事人", v->party);
        if (*v->cause)
                buffer_make(&b, "%s：%s\n", permit ? "许可事项" : "案由", v->cause);
        if (*v->facts)
                sentence(&b, v->facts);
        if (*v->result)
                sentence(&b, conclusion(mem, v));
        remedies(&b, v);
        return buffer_done(&b);
}

const char *public_paper_title(const char *kind, const char *result)
{
        bool permit = !strcmp(kind, "permit");

        if (text_starts(result, "不予"))
                return permit ? "不予行政许可决定书" : "不予行政处罚决定书";
        return permit ? "行政许可决定书" : "行政处罚决定书";
}

bool rule_second_person(struct why *w, bool wanted, const char *entered_by, const char *checks)
{
        return !wanted || strcmp(entered_by, checks) || refuse(w, R_SAME_PERSON, NULL, "录入人：%s", entered_by);
}

/* Steps the public may follow.  on: the field that names the day; the act's own day otherwise. */
static const struct { const char *verb, *label, *on; } public_steps[] = {
        { "permit.accept", "受理申请", "" }, { "case.file", "立案", "" }, { "notice.give", "事先告知", "served_on" }, { "hearing.hold",
                "举行听证", "held_on" },
        { "review.pass", "法制审核通过", "" }, { "case.deliberate", "负责人集体讨论", "held_on" }, { "case.decide", "作出决定", "decided_on" },
        { "summary.decide", "当场作出决定", "decided_on" }, { "permit.grant", "准予许可", "decided_on" }, { "permit.refuse", "不予许可",
                "decided_on" },
        { "decision.serve", "送达", "served_on" },
};

const char *public_step_of(struct arena *mem, const struct act *a)
{
        for (size_t i = 0; i < sizeof public_steps / sizeof *public_steps; i++) {
                struct day on = *public_steps[i].on ? act_day(a, public_steps[i].on) : DAY_NONE;

                if (strcmp(public_steps[i].verb, a->verb))
                        continue;
                return text_make(mem, "%s %s", day_text(mem, day_is(on) ? on : day_of(a->at)), public_steps[i].label);
        }
        return NULL;
}
