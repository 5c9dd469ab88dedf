/* custody_commands.c - opening a recording, asking to see one, deciding about that, proposing and confirming what goes: one row each, and
 * the handlers of openings and retrievals.  Those of disposals are in custody_dispose.c. */
#include "custody/custody_inner.h"
#include "org/org.h"
#include <string.h>

#define R ARG_REQUIRED
#define RECORDING(flags, help) { "recording", ARG_REF, flags, "音像资料", help, "recording.add", 0, 0 }
#define PURPOSE { "purpose", ARG_CHOICE, R, "用途", "为什么看：写进存证日志，监督人员可以查到。", PURPOSES, 0, 0 }
#define WORDS(flags, help) { "words", ARG_LONG, flags, "说明", help, NULL, 2, 500 }
#define REASON(flags, label, help) { "reason", ARG_LONG, flags, label, help, NULL, 2, 1000 }

static const struct arg open_args[] = {
        RECORDING(R, "已入卷的音像资料编号。"),
        { "mode", ARG_CHOICE, R, "方式", "复制、导出须经批准。", "view=查看|copy=复制|export=导出", 0, 0 },
        PURPOSE, WORDS(0, "用途选“其他”的必须写明。"), ARG_END
};
static const struct arg show_args[] = {
        RECORDING(R, "已入卷的音像资料编号。"),
        { "shown_to", ARG_TEXT, R, "查看人", "当事人、代理人的姓名。", NULL, 1, 60 },
        { "relation", ARG_CHOICE, R, "身份", "与本案的关系。", "party=当事人|agent=代理人|legal=法定代表人", 0, 0 },
        { "shown_on", ARG_DAY, R | ARG_PAST, "查看日期", "查看当日。", NULL, 0, 0 },
        WORDS(0, "查看的地点、在场人员和当事人的意见。"), ARG_END
};
static const struct arg ask_args[] = {
        RECORDING(0, "只看一份的填写；看整个案件的不填。"),
        { "case", ARG_REF, 0, "案件", "要看一个案件的全部音像资料的填写。", "case", 0, 0 },
        { "mode", ARG_CHOICE, R, "方式", "复制包括下载和导出。", "view=查看|copy=复制", 0, 0 },
        PURPOSE, WORDS(R, "具体事由：哪一件事、谁交办、看什么。"),
        { "wanted", ARG_DAY, R, "用到哪一天", "批准的期限不会超过这一天，也不会超过规定的最长期限。", NULL, 0, 0 }, ARG_END
};
static const struct arg approve_args[] = {
        { "until", ARG_DAY, R, "准许到", "这一天结束时失效；不能超过申请的日期和规定的最长期限。", NULL, 0, 0 },
        REASON(0, "审批意见", "需要限定范围、陪同等要求的，写在这里。"), ARG_END
};
static const struct arg refuse_args[] = { REASON(R, "不同意的理由", "申请人会看到。"), ARG_END };
static const struct arg end_args[] = { REASON(0, "原因", "用完归还，或者提前收回。"), ARG_END };

static const struct arg propose_args[] = {
        { "recordings", ARG_REFS, 0, "音像资料", "保管期限已经届满的。", "recording.add", 0, 0 },
        { "intakes", ARG_REFS, 0, "收件", "没有入卷、保管期限已经届满的。", "intake", 0, 0 },
        REASON(R, "鉴定意见", "为什么不再需要保存：是否涉及复议、诉讼、信访和国家赔偿。"), ARG_END
};
static const struct arg confirm_args[] = { { "note", ARG_LONG, 0, "复核意见", "逐项核对的情况；监销人员。", NULL, 2, 1000 }, ARG_END };
static const struct arg decline_args[] = { { "note", ARG_LONG, R, "不同意的理由", "哪些应当继续保存。", NULL, 2, 1000 }, ARG_END };

#define ROW(v, l, h, noun_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = ""

static const struct arg checked_args[] = {
        { "files", ARG_INT, R, "文件", "本次读了几个。", NULL, 0, INT64_MAX }, { "bytes", ARG_INT, R, "字节", "本次读了多少。", NULL, 0, INT64_MAX },
        { "bad", ARG_INT, R, "损坏", "与存入时的指纹不符的。", NULL, 0, INT64_MAX }, { "whole", ARG_BOOL, R, "读完一轮", "全部文件都读过了。", NULL, 0, 0 },
        { "rotten", ARG_LONG, 0, "损坏的文件", "指纹和原因。", NULL, 1, 20000 }, ARG_END
};

#define DECIDERS "head|team_leader|archivist"

const struct command custody_commands[] = {
        ROW("recording.open", "打开音像资料", "写明用途，查看、复制或者导出一份音像资料（国办发〔2018〕118号 三（十）；调阅监督）。", "opening", "", open_args, custody__open,
            custody__apply_open), .creates = true },
        ROW("recording.show_party", "登记当事人查看", "当事人、代理人查看音像资料的，由工作人员登记（行政处罚法第四十五条）。", "opening", "", show_args, custody__show_party,
            custody__apply_open), .creates = true },
        ROW("retrieval.ask", "申请调阅", "不是自己经办的，或者已经归档的，申请后经批准查看、复制（调阅监督）。", "retrieval", "", ask_args, custody__ask, custody__apply_ask),
          .creates = true },
        ROW("retrieval.approve", "批准调阅", "由承办机构负责人批准；已经归档的由档案员或者机关负责人批准。不能批准自己的申请。", "retrieval", DECIDERS, approve_args, custody__approve,
            custody__apply_decide) },
        ROW("retrieval.refuse", "不同意调阅", "写明理由，申请人会看到。", "retrieval", DECIDERS, refuse_args, custody__refuse, custody__apply_decide) },
        ROW("retrieval.end", "结束调阅", "用完的由申请人结束；批准人可以提前收回。", "retrieval", "", end_args, custody__end, custody__apply_decide) },
        ROW("disposal.propose", "提出销毁", "保管期限届满的，经鉴定列入销毁清单（机关档案管理规定）。", "disposal", "archivist|team_leader", propose_args, custody__propose,
            custody__apply_propose), .creates = true },
        ROW("disposal.confirm", "确认销毁", "由提出人以外的机关负责人逐项复核后确认，留下销毁记录（机关档案管理规定）。", "disposal", "head", confirm_args, custody__confirm,
            custody__apply_dispose) },
        ROW("store.checked", "文件库核对", "系统重读文件库的结果（国办发〔2018〕118号 三（九）：妥善保管）。", "store", "system", checked_args, custody__checked,
            custody__apply_checked), .creates = true },
        ROW("disposal.refuse", "不同意销毁", "退回清单，资料继续保存。", "disposal", "head", decline_args, custody__decline, custody__apply_dispose) },
};
const size_t custody_commands_n = sizeof custody_commands / sizeof *custody_commands;

apply_fn custody__heirs;

const struct noun custody_nouns[] = {
        { .name = "unit", .label = "机构", .apply = custody__heirs }, { .name = "agency", .label = "机关", .apply = custody__heirs },
        { "case", "案件", NULL, NULL, custody__apply_case, .apart = true }, { "intake", "收件", NULL, NULL, custody__apply_intake, .apart = true },
        { "copy", "副本", NULL, NULL, custody__apply_copy, .apart = true },
        { "opening", "调阅记录", NULL, NULL, NULL, .apart = true }, { "retrieval", "调阅申请", NULL, NULL, NULL, .apart = true },
        { "disposal", "销毁清单", NULL, NULL, NULL, .apart = true }, { "store", "文件库", NULL, NULL, NULL, .apart = true },
};
const size_t custody_nouns_n = sizeof custody_nouns / sizeof *custody_nouns;

/* ---- opening ---- */

/* The case's agency and unit stand beside the actor's own "agency", which every act carries. */
static void case_put(struct draft *d, const struct case_facts *f)
{
        draft_put(d, "case_agency", f->agency);
        draft_put(d, "case_unit", f->unit);
        draft_put(d, "case_number", custody__case_number(f));
}

static bool open_as(struct ctx *c, const struct args *a, const char *mode, struct draft *d)
{
        bool copy = strcmp(mode, "view") != 0 && strcmp(mode, "party") != 0;
        struct case_facts f;
        struct recording r;
        struct permit p;

        if (!custody__recording(c, arg_int(a, "recording"), &r, &f) || !custody__may_open(c, &r, &f, copy, &p))
                return false;
        draft_put(d, "mode", mode);
        draft_put_int(d, "recording", r.id);
        draft_put_int(d, "case", r.case_id);
        draft_put(d, "recording_title", r.title);
        draft_put(d, "file", r.digest);
        case_put(d, &f);
        draft_put_int(d, "retrieval", p.retrieval);
        draft_put(d, "until", strcmp(mode, "party") ? instant_text(c->mem, p.until) : NULL);
        return true;
}

bool custody__open(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        if (!strcmp(arg_text(a, "purpose"), "other") && !arg_given(a, "words"))
                return refuse(&c->why, R_ARG_MISSING, "words", "用途选“其他”的，写明具体用途");
        draft_put(d, "purpose", arg_text(a, "purpose"));
        draft_put(d, "words", arg_text(a, "words"));
        return open_as(c, a, arg_text(a, "mode"), d);
}

bool custody__show_party(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        draft_put(d, "purpose", "party");
        draft_put(d, "words", arg_text(a, "words"));
        draft_put(d, "shown_to", arg_text(a, "shown_to"));
        draft_put(d, "relation", arg_text(a, "relation"));
        draft_put_day(d, "shown_on", arg_day(a, "shown_on"));
        return open_as(c, a, "party", d);
}

/* ---- retrieval ---- */

/* Of which case; a classified recording is not even named to those not entitled. */
static bool asked_of(struct ctx *c, const struct args *a, struct recording *r, struct case_facts *f)
{
        struct ctx all = custody__all(c);

        *r = (struct recording){ .id = 0 };
        if (arg_given(a, "recording") == arg_given(a, "case"))
                return refuse(&c->why, R_ARG_MISSING, "recording", "写明一份音像资料，或者一个案件");
        if (arg_given(a, "recording"))
                return custody__recording(c, arg_int(a, "recording"), r, f);
        return case_facts_load(&all, arg_int(a, "case"), f) || custody__carry(c, &all);
}

bool custody__ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct case_facts f;
        struct recording r;

        if (!asked_of(c, a, &r, &f))
                return false;
        if (day_compare(arg_day(a, "wanted"), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "wanted", "%s 已经过去", arg_text(a, "wanted"));
        if (r.id)
                draft_put_int(d, "recording", r.id);
        draft_put_int(d, "case_id", f.id);
        case_put(d, &f);
        draft_put(d, "mode", arg_text(a, "mode"));
        draft_put(d, "purpose", arg_text(a, "purpose"));
        draft_put(d, "words", arg_text(a, "words"));
        draft_put(d, "wanted", arg_text(a, "wanted"));
        draft_put(d, "state", "asked");
        return true;
}

static bool in_state(struct ctx *c, const struct retrieval *t, const char *state)
{
        return !strcmp(t->state, state) || refuse(&c->why, R_ONCE, NULL, "调阅申请 %lld 现在是“%s”", (long long)t->id, custody__state_label(t->state));
}

/* Before archiving the leaders of the unit or the agency, after it the archivist or the head; within their scope, never the asker himself. */
static bool may_decide(struct ctx *c, const struct retrieval *t)
{
        struct ctx all = custody__all(c);
        struct case_facts f;
        struct place p;
        bool archived;

        if (!case_facts_load(&all, t->case_id, &f))
                return custody__carry(c, &all);
        p = custody__place(c->mem, &f);
        if (!access_may_see(c, &p))
                return false;
        archived = (f.standing.flags & F(archived)) != 0;
        if (!strcmp(t->asked_by, c->who->login))
                return refuse(&c->why, R_RETRIEVAL_SELF, NULL, "申请人 %s", c->who->name);
        return who_has_role(c->who, "head") || who_has_role(c->who, archived ? "archivist" : "team_leader") ||
               refuse(&c->why, R_ROLE, NULL, archived ? "案件已经归档：可以办理的岗位：档案员、机关负责人" : "案件没有归档：可以办理的岗位：大队长（科室负责人）、机关负责人");
}

static bool decided(struct ctx *c, int64_t subject, struct retrieval *t)
{
        struct ctx all = custody__all(c);

        return (custody__retrieval(&all, subject, t) || custody__carry(c, &all)) && in_state(c, t, "asked") && may_decide(c, t);
}

bool custody__approve(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        int64_t days = pack_param(c->pack, "retrieval_days", RETRIEVAL_DAYS);
        struct day until = arg_day(a, "until"), today = day_of(c->now), last = day_plus(today, (int)days);
        struct retrieval t;

        if (!decided(c, subject, &t))
                return false;
        if (day_compare(until, today) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "%s 已经过去", day_text(c->mem, until));
        if (day_compare(until, t.wanted) > 0 || day_compare(until, last) > 0)
                return refuse(&c->why, R_RETRIEVAL_TERM, "until", "申请到 %s，最长 %lld 天（到 %s）", day_text(c->mem, t.wanted), (long long)days,
                              day_text(c->mem, last));
        draft_put(d, "state", "approved");
        draft_put_day(d, "until", until);
        draft_put(d, "reason", arg_text(a, "reason"));
        return true;
}

bool custody__refuse(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct retrieval t;

        if (!decided(c, subject, &t))
                return false;
        draft_put(d, "state", "refused");
        draft_put(d, "reason", arg_text(a, "reason"));
        return true;
}

/* The asker gives back; whoever could have approved takes back. */
bool custody__end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct ctx all = custody__all(c);
        struct retrieval t;

        if (!custody__retrieval(&all, subject, &t))
                return custody__carry(c, &all);
        if (strcmp(t.state, "asked") != 0 && !in_state(c, &t, "approved"))
                return false;
        if (strcmp(t.asked_by, c->who->login) != 0 && !may_decide(c, &t))
                return false;
        draft_put(d, "state", "ended");
        draft_put(d, "reason", arg_text(a, "reason"));
        return true;
}
