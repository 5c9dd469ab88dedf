/* review_commands.c - the verbs of the reviewing bodies: register, contracts, recusal, advice, meetings.  Only rows; handlers stand in
 * review_bodies.c, review_case.c and review_meeting.c. */
#include "review/review_inner.h"

#define R ARG_REQUIRED
#define KEEPERS "head|admin"
#define REASON(help_) { "reason", ARG_LONG, R, "理由", help_, NULL, 1, 1000 }

static const struct arg appoint_args[] = {
        { "login", ARG_LOGIN, R, "人员", "任职的人；外聘律师先开一个“法律顾问（公职律师）”岗位的账号。", NULL, 0, 0 },
        { "agency", ARG_CODE, 0, "机关", "不填即为本机关。", "agencies", 0, 0 },
        { "seat", ARG_CHOICE, R, "席位", "主任委员和委员有表决权；法律顾问只提供意见。",
          "chair=主任委员（负责人）|member=委员（审核人员）|secretary=秘书（日常工作）|legal_adviser=法律顾问|public_lawyer=公职律师|purchased=购买服务", 0, 0 },
        { "since", ARG_DAY, R, "任期起", "含当日。", NULL, 0, 0 }, { "until", ARG_DAY, R, "任期止", "含当日；不超过策略包规定的任期。", NULL, 0, 0 },
        { "first_on", ARG_DAY, ARG_PAST, "初次从事法制审核", "第一次从事法制审核的日期，2018 年以前的可以没有法律职业资格；不填即为任期起。", NULL, 0, 0 },
        { "exam_number", ARG_TEXT, 0, "法律职业资格证书编号", "初次从事法制审核的人员应当取得（行政处罚法第五十八条第二款）。", NULL, 4, 40 },
        { "exam_on", ARG_DAY, ARG_PAST, "取得日期", "证书上的日期。", NULL, 0, 0 },
        { "firm", ARG_TEXT, 0, "所在单位", "律师事务所、法律援助机构等。", NULL, 1, 80 },
        { "contract", ARG_REF, 0, "购买服务合同", "购买服务的席位必填。", "service_contract", 0, 0 },
        { "instrument", ARG_TEXT, 0, "任命文件", "文件名称和文号。", NULL, 1, 120 }, ARG_END
};
static const struct arg qualify_args[] = {
        { "exam_number", ARG_TEXT, R, "法律职业资格证书编号", "国家统一法律职业资格考试。", NULL, 4, 40 },
        { "exam_on", ARG_DAY, R | ARG_PAST, "取得日期", "证书上的日期。", NULL, 0, 0 }, ARG_END
};
static const struct arg leave_args[] = { { "on", ARG_DAY, R, "最后一日", "任职到这一天为止，含当日。", NULL, 0, 0 }, REASON("调离、辞任、免职等。"), ARG_END };
static const struct arg contract_args[] = {
        { "agency", ARG_CODE, 0, "机关", "不填即为本机关。", "agencies", 0, 0 }, { "supplier", ARG_TEXT, R, "承接单位", "律师事务所等。", NULL, 1, 80 },
        { "number", ARG_TEXT, 0, "合同编号", "合同上的编号。", NULL, 1, 60 }, { "since", ARG_DAY, R, "期限起", "含当日。", NULL, 0, 0 },
        { "until", ARG_DAY, R, "期限止", "含当日。", NULL, 0, 0 }, { "amount", ARG_MONEY, R, "金额（元）", "合同价款。", NULL, 1, INT64_C(100000000000) },
        { "persons", ARG_INT, R, "审核人员数", "按合同派出、从事法制审核的人数，计入比例。", NULL, 1, 99 },
        { "scope", ARG_LONG, R, "服务范围", "审核哪些事项、以什么方式、不得泄露案情等。", NULL, 1, 1000 },
        { "file", ARG_FILE, 0, "合同", "扫描件。", NULL, 0, 0 }, ARG_END
};
static const struct arg contract_end_args[] = { { "on", ARG_DAY, R, "最后一日", "服务到这一天为止，含当日。", NULL, 0, 0 }, REASON("终止的原因。"), ARG_END };

static const struct arg ask_recusal_args[] = {
        { "reviewer", ARG_LOGIN, R, "申请谁回避", "审核人员、委员或者法律顾问。", NULL, 0, 0 },
        { "asked_by", ARG_CHOICE, R, "谁提出", "当事人有权申请；本人应当自行回避。", "party=当事人申请|self=自行回避|other=承办机构或者其他人提出", 0, 0 },
        REASON("直接利害关系，或者有其他关系可能影响公正（行政处罚法第四十三条）。"), ARG_END
};
static const struct arg decide_recusal_args[] = {
        { "recusal", ARG_REF, R | ARG_GIVEN, "回避申请", "申请在日志中的编号。", "review.ask_recusal", 0, 0 },
        { "recusal_result", ARG_CHOICE, R, "决定", "回避由行政机关负责人决定；决定作出之前不停止办理。", "granted=同意回避|refused=不同意", 0, 0 },
        REASON("决定的理由。"), ARG_END
};
static const struct arg ask_args[] = {
        { "adviser", ARG_LOGIN, R, "咨询谁", "登记在任的法律顾问、公职律师或者购买服务人员；审核结束以前能看到本案，看不到别的案件。", NULL, 0, 0 },
        { "question", ARG_LONG, R, "咨询的问题", "逐个写明。", NULL, 1, 4000 },
        { "until", ARG_DAY, 0, "希望何时答复", "留出审核期限。", NULL, 0, 0 }, ARG_END
};
static const struct arg advise_args[] = {
        { "ask", ARG_REF, R | ARG_GIVEN, "咨询", "咨询在日志中的编号。", "review.ask_adviser", 0, 0 },
        { "conclusion", ARG_CHOICE, R, "结论", "对拟处理意见的看法。", "agree=同意拟处理意见|partly=部分同意|against=不同意", 0, 0 },
        { "opinion", ARG_LONG, R, "法律意见", "逐个回答问题，写明依据。", NULL, 1, 20000 }, ARG_END
};

static const struct arg call_args[] = {
        { "starts", ARG_INSTANT, R, "会议时间", "年月日和时刻。", NULL, 0, 0 }, { "place", ARG_TEXT, R, "地点", "会议室。", NULL, 1, 80 },
        { "cases", ARG_REFS, R, "议题", "已经送审的案件编号，用逗号分开。", "case", 0, 0 },
        { "note", ARG_LONG, 0, "通知", "需要准备的材料等。", NULL, 1, 1000 }, ARG_END
};
static const struct arg open_args[] = {
        { "chair", ARG_LOGIN, R, "主持人", "主任委员，或者他委托的委员。", NULL, 0, 0 },
        { "present", ARG_LOGINS, R, "到会人员", "审核机构的在任人员，包括秘书。", NULL, 0, 0 },
        { "guests", ARG_TEXT, 0, "列席人员", "承办人、法律顾问等，姓名和职务。", NULL, 1, 300 },
        { "absent", ARG_LONG, 0, "缺席情况", "谁缺席，因为什么。", NULL, 1, 500 }, ARG_END
};
static const struct arg vote_args[] = {
        { "case", ARG_REF, R | ARG_GIVEN, "案件", "议程中的案件。", "case", 0, 0 },
        { "vote", ARG_CHOICE, R, "表决", "以本人账号表决，一案一次。", "for=同意通过|against=不同意|abstain=弃权", 0, 0 },
        { "reason", ARG_LONG, 0, "意见", "不同意或者弃权的必须写明理由，如实记入会议记录。", NULL, 1, 2000 }, ARG_END
};
static const struct arg close_args[] = {
        { "minutes", ARG_LONG, R, "汇报和讨论情况", "承办机构汇报了什么、讨论了什么；每人表决和意见由系统记入会议记录。", NULL, 1, 20000 }, ARG_END
};
static const struct arg cancel_args[] = { REASON("为什么不开了。"), ARG_END };

#define ROW(v, l, h, noun_, creates_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "" }
#define GIVING(given, v, l, h, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .roles = "", .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "", .gives = given }

const struct command review_commands[] = {
        ROW("body.appoint", "登记审核人员任职", "登记审核机构的人员、席位、任期和法律职业资格（国办发〔2018〕118号 四（十一））。", "seat", true, KEEPERS, appoint_args,
            review__appoint, review__apply_appoint),
        ROW("body.qualify", "登记法律职业资格", "任职以后取得的，登记证书编号和日期。", "seat", false, KEEPERS, qualify_args, review__qualify, review__apply_qualify),
        ROW("body.leave", "结束任职", "任期届满以前离任。", "seat", false, KEEPERS, leave_args, review__leave, review__apply_leave),
        ROW("body.contract", "登记购买服务合同", "审核人员不足的，可以购买法律服务（国办发〔2018〕118号 四（十一））。", "service_contract", true, KEEPERS,
            contract_args, review__contract, review__apply_contract),
        ROW("body.contract_end", "终止购买服务合同", "期限届满以前终止。", "service_contract", false, KEEPERS, contract_end_args, review__contract_end,
            review__apply_contract_end),
        ROW("review.ask_recusal", "申请回避", "审核人员、委员有利害关系的，应当回避（行政处罚法第四十三条）。", "case", false, "", ask_recusal_args,
            review__ask_recusal, review__apply_ask_recusal),
        GIVING("reviewer:person", "review.decide_recusal", "决定回避", "由行政机关负责人决定（行政处罚法第四十三条第三款）。", decide_recusal_args,
               review__decide_recusal, review__apply_decide_recusal),
        ROW("review.ask_adviser", "咨询法律顾问", "就本案请法律顾问、公职律师提出意见；他只能看到本案。", "case", false, "", ask_args, review__ask, review__apply_ask),
        GIVING("question|asker:person", "review.advise", "提出法律意见", "对收到的咨询答复；意见供审核参考。", advise_args, review__advise, review__apply_advise),
        ROW("meeting.call", "召集审核会议", "确定时间、地点和议题。", "meeting", true, "", call_args, review__call, review__apply_call),
        ROW("meeting.open", "开会", "登记到会情况；达到法定人数才能开会。", "meeting", false, "", open_args, review__open, review__apply_open),
        ROW("meeting.vote", "表决", "每人每案表决一次；回避的不能表决。", "meeting", false, "", vote_args, review__vote, review__apply_vote),
        ROW("meeting.close", "结束会议", "计票，形成会议记录。", "meeting", false, "", close_args, review__close, review__apply_close),
        ROW("meeting.cancel", "取消会议", "写明原因；议题另行安排。", "meeting", false, "", cancel_args, review__cancel, review__apply_cancel),
};
const size_t review_commands_n = sizeof review_commands / sizeof *review_commands;
