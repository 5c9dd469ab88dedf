/* approval_commands.c - the verbs of requests and of returning a case.  Only rows; handlers stand in approval_moves.c. */
#include "approval/approval_inner.h"

#define R ARG_REQUIRED
#define OF { "approval", ARG_REF, R | ARG_GIVEN, "请示", "请示在日志中的编号。", "approval.ask", 0, 0 }
#define WORDS(flags_, label_, help_) { "words", ARG_LONG, flags_, label_, help_, NULL, 1, 1000 }
#define DRAFT { "draft", ARG_REF, 0, "所附文稿", "卷内材料的编号；以后再补同一种材料的，请示失效。", "material.add", 0, 0 }

static const struct arg ask_args[] = {
        { "request_title", ARG_TEXT, R, "请示事项", "一句话写明请求同意什么。", NULL, 2, 80 },
        { "for_verb", ARG_TEXT, 0, "拟办的动作", "同意以后要办的动作，如 preserve.impose；策略包要求先经同意的必须写明。", NULL, 3, 60 },
        { "request_text", ARG_LONG, R, "拟办内容", "拟怎样办、理由和依据；改动以后要重新签署。", NULL, 2, 8000 }, DRAFT,
        { "approvers", ARG_LOGINS, R, "请谁签署", "按先后顺序。", NULL, 0, 0 },
        { "mode", ARG_CHOICE, R, "签署方式", "一人的选依次。", "one=依次签署|all=会签（都同意）|any=或签（一人即可）", 0, 0 },
        { "answer_by", ARG_DAY, 0, "希望何时答复", "不填即不限。", NULL, 0, 0 }, ARG_END
};
static const struct arg revise_args[] = {
        OF, { "request_text", ARG_LONG, R, "修改后的拟办内容", "此前的签署失效，从第一位起重新签署。", NULL, 2, 8000 }, DRAFT, ARG_END
};
static const struct arg plain_args[] = { OF, ARG_END };
static const struct arg reason_args[] = { OF, WORDS(0, "说明", "原因。"), ARG_END };
static const struct arg agree_args[] = { OF, WORDS(0, "意见", "不填即为同意。"), ARG_END };
static const struct arg refuse_args[] = { OF, WORDS(R, "理由", "不同意的理由。"), ARG_END };
static const struct arg return_args[] = {
        OF, { "to", ARG_LOGIN, 0, "退给谁", "前面签署过的人；不填即退给请示人修改。", NULL, 0, 0 }, WORDS(R, "修改意见", "要改什么。"), ARG_END
};
static const struct arg hand_args[] = { OF, { "to", ARG_LOGIN, R, "转给谁", "本机关有权签署的人；不能转给已经经手的人。", NULL, 0, 0 }, WORDS(0, "说明", "为什么转办。"), ARG_END };
#define WHERE { "where", ARG_CHOICE, R, "在我前面还是后面", "在前面的，等他签署以后再回到本人。", "before=在我之前|after=在我之后", 0, 0 }
#define PEOPLE(label_) { "people", ARG_LOGINS, R, label_, "本机关的人员。", NULL, 0, 0 }
static const struct arg add_args[] = { OF, PEOPLE("加签人"), WHERE, WORDS(0, "说明", "为什么加签。"), ARG_END };
static const struct arg countersign_args[] = {
        OF, PEOPLE("会签人"), { "mode", ARG_CHOICE, R, "方式", "同时送出。", "all=会签（都同意）|any=或签（一人即可）", 0, 0 }, WHERE, WORDS(0, "说明", "请他们看什么。"), ARG_END
};
static const struct arg circulate_args[] = { OF, PEOPLE("传阅给谁"), WORDS(0, "说明", "请他们注意什么。"), ARG_END };
static const struct arg case_return_args[] = {
        { "back_to", ARG_CODE, ARG_GIVEN, "退回到", "从现在的环节能够退回的环节；不填即上一个。", "returns", 0, 0 },
        { "mend", ARG_POINTS, R, "需要补正的事项", "一行一项；已经通过的审核、集体讨论和调查结论失效，期限照常计算。", NULL, 1, 20 }, ARG_END
};

#define ROW(v, l, h, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .roles = "", .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "" }

const struct command approval_commands[] = {
        ROW("approval.ask", "请示", "办理以前请有权的人同意；不代替法定程序的任何一道关。", ask_args, approval__ask, approval__apply_ask),
        ROW("approval.revise", "修改后再报", "改动拟办内容，从第一位起重新签署。", revise_args, approval__revise, approval__apply_revise),
        ROW("approval.withdraw", "撤回请示", "有人阅看以前可以撤回。", reason_args, approval__withdraw, approval__apply_move),
        ROW("approval.read", "已阅", "签收阅看；阅看以后请示人不能撤回。", plain_args, approval__read, approval__apply_move),
        ROW("approval.agree", "同意", "签署同意。", agree_args, approval__agree, approval__apply_move),
        ROW("approval.refuse", "不同意", "请示到此为止。", refuse_args, approval__refuse, approval__apply_move),
        ROW("approval.return", "退回修改", "退给请示人，或者退给前面签署过的人。", return_args, approval__return, approval__apply_move),
        ROW("approval.hand_over", "转办", "转给本机关另一个有权签署的人。", hand_args, approval__hand_over, approval__apply_move),
        ROW("approval.add_signer", "加签", "在本人之前或者之后请别人也签署。", add_args, approval__add, approval__apply_move),
        ROW("approval.countersign", "会签", "同时请几个人签署：都同意，或者一人即可。", countersign_args, approval__countersign, approval__apply_move),
        ROW("approval.urge", "催办", "提醒现在该签署的人；有间隔。", reason_args, approval__urge, approval__apply_move),
        ROW("approval.circulate", "传阅", "送别人阅看，记下谁何时看过。", circulate_args, approval__circulate, approval__apply_move),
        ROW("approval.close", "了结请示", "已有结果、不再据此办理的。", reason_args, approval__close, approval__apply_move),
        { .verb = "case.return", .label = "退回上一环节", .help = "退回策略包规定的前面的环节补正，可以直接退到更前面的；已经通过的审核失效，期限照常计算。", .noun = "case", .roles = "",
          .args = case_return_args, .handle = approval__case_return, .apply = approval__apply_nothing, .sets = "", .clears = "investigated|reviewed|deliberated" },
};
const size_t approval_commands_n = sizeof approval_commands / sizeof *approval_commands;
