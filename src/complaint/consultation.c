/* consultation.c - questions and answers.  A pair is published only if whoever asked agreed, in words written for the public, and only if no
 * pattern of personal data is found in them (law/identity_mask.c). */
#include "complaint/complaint_inner.h"
#include "law/mask.h"
#include <string.h>

bool question__prepare(struct ctx *c, const struct args *a, struct request *r)
{
        (void)a;
        complaint__code_put(c, r);
        return true;
}

bool question__ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool own = *c->who->login != '@';
        const char *agency = arg_given(a, "agency") ? arg_text(a, "agency") : own ? c->who->agency : c->pack->n_agencies ? c->pack->agencies[0].id : "";

        (void)subject;
        if (!args_known(c, a))
                return false;
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "agency"))
                        draft_put(out, a->command->args[i].name, a->values[i]);
        draft_put(out, "first_agency", agency);
        draft_put(out, "first_unit", pack_complaint_desk(c->pack, agency));
        complaint__promise_put(c, "reply", "", out);
        return complaint__number_put(c, "ZX", out);
}

/* What tells who somebody is, and the asker's own name and telephone wherever they stand. */
static bool clean(struct ctx *c, const struct question *q, const char *field, const char *text)
{
        struct mask_people asker = { .mem = c->mem };
        struct mask_wish w = { .pack = c->pack };
        struct mask_spans found;

        mask_people_add(&asker, MASK_THIRD, q->asker_name);
        mask_people_value(&asker, MASK_PHONE, q->asker_phone);
        w.words = asker.at;
        w.n_words = asker.n;
        found = mask_find(c->mem, &w, text);
        for (size_t i = 0; i < found.n; i++)
                if (!mask_span_open(&found.at[i]))
                        return refuse(&c->why, R_PUBLISH_MASK, field, "公开的文字里有个人信息（%s），改成：%s", mask_sort_of(found.at[i].kind)->label,
                                      utf8_head(c->mem, mask_cover(c->mem, text, &found), 200));
        return true;
}

bool question__answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool publish = arg_bool(a, "publish");
        struct question q;

        if (!question__load(c, subject, &q))
                return false;
        if (strcmp(q.state, "new"))
                return refuse(&c->why, R_ONCE, NULL, "%s已经答复", q.number);
        if (publish && !q.agreed)
                return refuse(&c->why, R_COMPLAINT_STATE, "publish", "提问人没有同意公开这次问答");
        if (publish && (!arg_given(a, "public_question") || !arg_given(a, "public_answer")))
                return refuse(&c->why, R_ARG_MISSING, arg_given(a, "public_question") ? "public_answer" : "public_question", "公开问答的，写公开用的文字");
        if (publish && (!clean(c, &q, "public_question", arg_text(a, "public_question")) || !clean(c, &q, "public_answer", arg_text(a, "public_answer"))))
                return false;
        draft_put(out, "answer", arg_text(a, "answer"));
        if (publish) {
                draft_put(out, "public_question", arg_text(a, "public_question"));
                draft_put(out, "public_answer", arg_text(a, "public_answer"));
        }
        draft_put(out, "state", "answered");
        draft_put(out, "ends", "reply");
        return true;
}

#define R ARG_REQUIRED

const struct arg question__ask_args[] = {
        { "topic", ARG_TEXT, R, "问什么", "一句话写明，如“占道经营怎样申请”。", NULL, 2, 80 },
        { "question", ARG_LONG, R, "具体问题", "写清楚情况和想知道什么。", NULL, 5, 2000 },
        { "agency", ARG_CODE, 0, "问哪个机关", "不清楚的不填。", "agencies", 0, 0 },
        { "agreed", ARG_BOOL, 0, "同意不写姓名公开这次问答", "对别人也有用的问题，答复后可以公开。", NULL, 0, 0 },
        { "asker_name", ARG_TEXT, ARG_PERSONAL, "称呼", "可以不填。", NULL, 1, 40 },
        { "asker_phone", ARG_TEXT, ARG_PERSONAL, "电话", "需要电话答复的填写。", NULL, 5, 30 },
        { "code_digest", ARG_TEXT, ARG_PREPARED, "查询码的指纹", "系统生成，查询码本身不保存。", NULL, 1, 80 }, ARG_END
};
const struct arg question__answer_args[] = {
        { "answer", ARG_LONG, R, "答复", "提问人凭查询码看到。", NULL, 2, 3000 },
        { "publish", ARG_BOOL, 0, "公开这次问答", "提问人同意的才可以；公开的是下面两栏的文字。", NULL, 0, 0 },
        { "public_question", ARG_LONG, 0, "公开的问题", "改写成不含个人信息的文字。", NULL, 5, 1000 },
        { "public_answer", ARG_LONG, 0, "公开的答复", "改写成不含个人信息的文字。", NULL, 2, 3000 }, ARG_END
};
