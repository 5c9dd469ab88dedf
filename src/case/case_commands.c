/* case_commands.c - every verb on a case, one row each: arguments, help, handler, what it does to the flags.  Forms, API, CLI and the
 * permission matrix come from here; who may and when stands in the pack's procedure.  To add a verb: CONTRIBUTING.md. */
#include "case/case_args.h"
#include "case/case_inner.h"
#include "case/case_verbs.h"

#define R ARG_REQUIRED
#define TEXT(name, flags, label, help) { name, ARG_TEXT, flags, label, help, NULL, 1, 200 }
#define LONG(name, flags, label, help) { name, ARG_LONG, flags, label, help, NULL, 1, 20000 }
#define DAY(name, flags, label, help) { name, ARG_DAY, (flags) | ARG_PAST, label, help, NULL, 0, 0 }
#define TIME(name, flags, label, help) { name, ARG_INSTANT, (flags) | ARG_PAST, label, help, NULL, 0, 0 }
#define MONEY(name, flags, label, help) { name, ARG_MONEY, flags, label, help, NULL, 0, 0 }
#define CHOICE(name, flags, label, help, choices) { name, ARG_CHOICE, flags, label, help, choices, 0, 0 }
#define YES(name, flags, label, help) { name, ARG_BOOL, flags, label, help, NULL, 0, 0 }
#define FILE_(name, flags, label, help) { name, ARG_FILE, flags, label, help, NULL, 0, 0 }

/* ---- source and investigation ---- */

static const struct arg register_args[] = {
        CHOICE("channel", R | ARG_OPEN, "案源", "线索从哪里来。",
                "hotline=热线举报|complaint=投诉举报|inspection=检查发现|transfer=其他机关移送|superior=上级交办|media=媒体披露|other=其他"),
        TIME("reported_at", 0, "发现或者接报时间", "不填即为现在。"),
        TEXT("place", R, "地点", "违法行为发生地，决定管辖（行政处罚法第二十二条）。"),
        LONG("source_facts", R, "线索内容", "时间、地点、人物、经过。"),
        { "party", ARG_TEXT, 0, "涉嫌当事人", "已经知道的填写。", NULL, 1, 100 },
        { "item", ARG_CODE, 0, "涉嫌违法事项", "从权责清单中选择，可以立案时再定。", "items", 0, 0 },
        { "unit", ARG_CODE, 0, "承办机构", "不填即为本人所在机构。", "units", 0, 0 },
        { "reporter", ARG_TEXT, ARG_PERSONAL, "举报人", "为举报人保密，不会公示。", NULL, 1, 40 },
        { "reporter_phone", ARG_TEXT, ARG_PERSONAL, "举报人电话", "用于答复，不会公示。", NULL, 5, 30 },
        { "procedure", ARG_CODE, 0, "程序", "不填即为普通程序；当场处罚选简易程序。", "procedures", 0, 0 },
        FILE_("file", 0, "附件", "照片、来信等。"),
        ARG_END
};
static const struct arg decline_args[] = {
        LONG("reason", R, "不予立案的理由", "写明事实和依据。"), LONG("reply", 0, "对举报人的答复", "有举报人的应当答复。"), ARG_END
};
static const struct arg transfer_args[] = {
        TEXT("to", R, "受移送机关", "以行政机关名义移送，不得写内设机构。"), LONG("reason", R, "移送理由", "为什么不由本机关管辖。"),
        TEXT("basis", R, "依据", "管辖依据的条款。"), LONG("list", 0, "移送材料清单", "逐件列明。"), ARG_END
};
static const struct arg crime_args[] = {
        TEXT("to", R, "受移送机关", "公安机关或者监察机关。"), LONG("reason", R, "涉嫌犯罪的事实", "写明涉嫌的罪名和事实。"),
        TEXT("basis", R, "依据", "行政执法机关移送涉嫌犯罪案件的规定等。"), ARG_END
};
static const struct arg assign_args[] = { ARG_OFFICERS, ARG_END };
static const struct arg inspection_args[] = {
        ARG_OFFICERS, TIME("started", R, "开始时间", "到达现场的时间。"), TIME("ended", R, "结束时间", "离开现场的时间。"),
        TEXT("place", R, "检查地点", "详细到门牌或者坐标。"), LONG("findings", R, "检查情况", "看到什么、测到什么，不写推断。"),
        YES("certificates_shown", R, "已主动出示执法证件", "行政处罚法第五十五条。"),
        CHOICE("party_present", R, "当事人", "拒绝到场或者签名的写明，并有见证人。", "present=到场并签名|absent=未到场|refused=拒绝签名"),
        TEXT("witness", 0, "见证人", "当事人未到场或者拒绝签名时填写。"), ARGS_RECORDINGS, ARG_END
};
static const struct arg material_args[] = {
        { "material_kind", ARG_CODE, R, "材料种类", "策略包要求的材料，或者 other。", "materials", 0, 0 },
        TEXT("material_title", R, "名称", "与文书标题一致。"), FILE_("file", 0, "文件", "扫描件或者电子文件。"),
        LONG("text", 0, "文字内容", "没有文件时直接录入。"), ARG_END
};
static const struct arg file_args[] = {
        { "item", ARG_CODE, R, "违法事项", "从权责清单中选择。", "items", 0, 0 },
        TEXT("cause", 0, "案由", "不填即为事项名称。"), ARGS_PARTY(R), ARG_OFFICERS,
        DAY("act_ended_on", 0, "行为终了日", "用于计算追责期限（行政处罚法第三十六条）。"),
        DAY("discovered_on", 0, "发现日", "不填即为案源登记日。"),
        { "tags", ARG_CHOICES, 0, "案件特征", "决定是否属于重大执法决定。", TAGS, 0, 0 },
        LONG("opinion", 0, "立案意见", "承办人意见。"), ARG_END
};
static const struct arg evidence_args[] = {
        CHOICE("evidence_kind", R, "证据种类", "行政处罚法第四十六条。",
               "documentary=书证|physical=物证|audio_visual=视听资料|electronic=电子数据|"
               "witness=证人证言|party=当事人的陈述|expert=鉴定意见|record=勘验笔录、现场笔录"),
        TEXT("evidence_title", R, "名称", "如：运输车辆行驶证。"), TEXT("proves", R, "证明对象", "这份证据证明什么。"),
        TEXT("origin", 0, "来源", "谁提供、从哪里取得。"), FILE_("file", 0, "文件", "扫描件、照片或者电子数据。"),
        { "officers", ARG_LOGINS, 0, "取证人员", "两名以上。", NULL, 0, 0 }, ARGS_RECORDINGS, ARG_END
};
static const struct arg interview_args[] = {
        ARG_OFFICERS, { "interviewee", ARG_TEXT, R | ARG_PERSONAL, "被询问人", "姓名。", NULL, 1, 40 },
        TEXT("relation", R, "与本案关系", "如：法定代表人、证人。"), TIME("started", R, "开始时间", "询问开始。"), TIME("ended", R, "结束时间", "询问结束。"),
        TEXT("place", R, "地点", "询问地点。"), YES("certificates_shown", R, "已主动出示执法证件", "行政处罚法第五十五条。"),
        YES("rights_told", R, "已告知权利义务", "含申请回避、陈述申辩的权利。"), LONG("content", R, "问答内容", "一问一答，照实记录。"),
        CHOICE("signed", R, "签名", "拒绝签名的写明。", "signed=逐页签名|refused=拒绝签名"), TEXT("witness", 0, "见证人", "拒绝签名时填写。"),
        ARGS_RECORDINGS, ARG_END
};
static const struct arg preserve_args[] = {
        { "items", ARG_POINTS, R, "登记保存的物品", "每行一件：名称、数量、特征。", NULL, 0, 0 }, TEXT("place", R, "保存地点", "就地或者异地。"),
        LONG("reason", R, "理由", "证据可能灭失或者以后难以取得（行政处罚法第五十六条）。"), ARG_OFFICERS,
        { "approved_by", ARG_LOGIN, R, "批准人", "机关负责人。", NULL, 0, 0 }, ARGS_RECORDINGS, ARG_END
};
static const struct arg resolve_args[] = {
        CHOICE("resolution", R, "处理决定", "七日内作出。",
                "release=解除登记保存并发还|sample=采取记录、复制、拍照等措施后发还|seize=依法查封、扣押|confiscate=依法没收|transfer=移送有关部门"),
        LONG("note", 0, "说明", "物品去向、签收情况。"), ARG_END
};
static const struct arg rectify_args[] = {
        LONG("content", R, "责令改正的内容", "行政处罚法第二十八条。"), { "until", ARG_DAY, 0, "改正期限", "不填即为立即改正。", NULL, 0, 0 }, ARG_END
};
static const struct arg conclude_args[] = {
        LONG("found_facts", R, "查明的事实", "写入告知书和决定书；个人信息公示时自动遮盖。"), LONG("evidence_summary", R, "证据",
                "逐项列明证据及其证明内容。"),
        { "penalties", ARG_CHOICES, R, "拟处罚种类", "行政处罚法第九条。", PENALTIES, 0, 0 },
        MONEY("draft_fine", 0, "拟罚款数额（元）", "在法定幅度和裁量基准内。"),
        MONEY("fine_base", 0, "罚款基数（元）", "按比例罚款的填写：工程造价、合同价款等。"), MONEY("confiscation", 0, "拟没收金额（元）", "违法所得和非法财物。"),
        CHOICE("circumstance", 0, "裁量情节", "减轻的可以低于法定幅度，须写明理由。", CIRCUMSTANCES), ARGS_GRADE, ARGS_GRADE_FACTS,
        LONG("opinion", R, "处理意见", "法律依据和裁量理由。"), ARG_END
};

/* ---- notice, defence, hearing ---- */

static const struct arg notice_args[] = {
        LONG("content", R, "告知内容", "拟处罚的内容、事实、理由、依据和权利（行政处罚法第四十四条）。"),
        { "penalties", ARG_CHOICES, 0, "拟处罚种类", "不填即为调查终结报告所拟。", PENALTIES, 0, 0 },
        MONEY("noticed_fine", 0, "拟罚款数额（元）", "不填即为调查终结报告所拟。"), CHOICE("circumstance", 0, "裁量情节", "减轻的可以低于法定幅度。",
                CIRCUMSTANCES),
        YES("hearing", 0, "告知听证权利", "属于行政处罚法第六十三条情形的必须告知。"),
        CHOICE("method", R, "送达方式", "告知书的送达。", SERVICE_METHODS), DAY("served_on", R, "送达日", "期限从次日起算。"),
        TEXT("receiver", 0, "签收人", "送达回证上的签收人。"), ARGS_GRADE, ARGS_RECORDINGS, ARG_END
};
static const struct arg defence_args[] = {
        CHOICE("form", R, "形式", "书面或者口头。", "written=书面|oral=口头"), LONG("content", R, "陈述申辩内容", "逐点记录。"),
        DAY("received_on", 0, "收到日", "不填即为今天。"), FILE_("file", 0, "附件", "书面材料。"), ARG_END
};
static const struct arg answer_defence_args[] = {
        CHOICE("adopted", R, "是否采纳", "成立的应当采纳（行政处罚法第四十五条）。", "all=采纳|part=部分采纳|none=不采纳"),
        LONG("answer", R, "复核意见", "逐点说明采纳或者不采纳的理由。"), MONEY("draft_fine", 0, "复核后拟罚款（元）", "不得高于告知的数额。"),
        CHOICE("circumstance", 0, "裁量情节", "减轻的可以低于法定幅度。", CIRCUMSTANCES), ARGS_GRADE, ARG_END
};
static const struct arg waive_args[] = {
        LONG("content", R, "放弃的权利", "当事人明确放弃陈述、申辩和听证（行政处罚法第六十二条）。"), DAY("signed_on", R, "签署日",
                "当事人签名的日期。"),
        FILE_("file", 0, "附件", "签名的放弃书。"), ARG_END
};
static const struct arg hearing_request_args[] = {
        DAY("received_on", 0, "收到日", "告知后五个工作日内（行政处罚法第六十四条）。"), LONG("content", 0, "要求", "当事人的要求和理由。"), ARG_END
};
static const struct arg hearing_withdraw_args[] = { LONG("reason", R, "情况", "当事人撤回，或者无正当理由不出席、中途退出。"), ARG_END };
static const struct arg hearing_schedule_args[] = {
        { "hearing_on", ARG_DAY, R, "听证日", "通知须在七个工作日以前。", NULL, 0, 0 }, DAY("notified_on", R, "通知日", "当事人收到通知的日期。"),
        TEXT("place", R, "地点", "听证地点。"), { "host", ARG_LOGIN, R, "主持人", "非本案调查人员。", NULL, 0, 0 }, YES("public", 0, "公开举行", "涉密的除外。"), ARG_END
};
static const struct arg hearing_hold_args[] = {
        DAY("held_on", R, "举行日", "实际举行的日期。"), { "host", ARG_LOGIN, R, "主持人", "非本案调查人员。", NULL, 0, 0 },
        LONG("record", R, "听证笔录", "各方意见和质证情况。"), LONG("report", R, "听证报告", "主持人意见，决定应当根据听证笔录作出（第六十五条）。"),
        ARGS_RECORDINGS, ARG_END
};

/* ---- legal review ---- */

static const struct arg submit_args[] = {
        LONG("opinion", R, "拟处理意见", "拟作出的决定及依据、裁量理由。"), MONEY("draft_fine", 0, "拟罚款数额（元）",
                "不填即为现拟数额；不得高于告知的数额。"), ARG_END
};
static const struct arg return_args[] = {
        { "points", ARG_POINTS, 0, "审核意见", "每行一条；承办机构须逐条答复。审核要点中有问题的会自动列入，不用重写。", NULL, 0, 0 }, LONG("opinion", 0, "总体意见", "审核意见书的结论部分。"),
        DAY("received_on", 0, "承办机构收到日", "不填即为今天；提请复核的期限从次日起算。"), ARG_END
};
static const struct arg answer_args[] = { { "answers", ARG_POINTS, R, "逐条答复", "每行答复一条，顺序与意见一致。", NULL, 0, 0 }, ARG_END };
static const struct arg pass_args[] = {
        LONG("opinion", R, "审核意见", "主体、权限、程序、事实、证据、法律适用、裁量、文书等逐项意见。"),
        { "advice", ARG_POINTS, 0, "建议", "不影响通过、请承办机构注意的，每行一条。", NULL, 0, 0 }, ARG_END
};
static const struct arg exempt_args[] = {
        TEXT("exempt_number", R, "审查意见文号", "重大行政决策合法性审查意见的文号；没有文号不能免予审核。"),
        TEXT("exempt_body", R, "审查机关", "作出合法性审查意见的机关。"), DAY("exempt_on", R, "审查日期", "意见书落款的日期。"),
        LONG("reason", R, "免予审核的理由", "本决定与该重大行政决策是同一事项的说明。"), FILE_("file", 0, "审查意见", "扫描件。"), ARG_END
};
static const struct arg object_args[] = { LONG("reason", R, "复核理由", "对审核意见的异议，只能提一次。"), ARG_END };
static const struct arg recheck_args[] = {
        CHOICE("recheck", R, "复核结论", "维持或者改变原意见。", "upheld=维持原意见|changed=改变原意见"), LONG("answer", R, "复核答复", "逐点说明。"), ARG_END
};
static const struct arg minutes_args[] = { LONG("minutes", R, "纪要", "参加人、各方意见、结论。"), TEXT("attendees", R, "参加人", "姓名和职务。"), ARG_END };
static const struct arg deliberate_args[] = {
        DAY("held_on", R, "讨论日", "集体讨论的日期。"), TEXT("attendees", R, "参加人", "机关负责人及其他成员。"),
        LONG("minutes", R, "讨论记录", "每人意见和表决结果（行政处罚法第五十七条）。"), ARG_END
};

/* ---- decision, service, execution, end ---- */

static const struct arg decide_args[] = {
        { "penalties", ARG_CHOICES, R, "处罚种类", "行政处罚法第九条。", PENALTIES, 0, 0 },
        MONEY("fine", 0, "罚款数额（元）", "不高于告知和审核通过的数额。"), LONG("correction", 0, "责令改正",
                "处罚时应当责令改正（行政处罚法第二十八条）。"),
        LONG("found_facts", 0, "认定的事实", "不填即为调查终结报告查明的事实。"), LONG("basis", 0, "处罚依据", "不填即为事项清单所列条款。"),
        CHOICE("circumstance", 0, "裁量情节", "减轻的可以低于法定幅度。", CIRCUMSTANCES), LONG("reason", 0, "裁量理由", "从轻、减轻、从重的理由。"), ARGS_GRADE,
        ARG_END
};
static const struct arg decide_none_args[] = {
        CHOICE("ground", R, "不予处罚的情形", "行政处罚法第三十条至第三十三条、第五十七条。",
               "slight=违法行为轻微并及时改正，没有造成危害后果|first=初次违法且危害后果轻微并及时改正|"
               "no_fault=当事人没有主观过错|not_proven=违法事实不能成立|minor=不满十四周岁|insane=不能辨认或者控制自己行为|limitation=超过追责期限"),
        LONG("reason", R, "理由", "写明事实、证据和依据。"), LONG("education", R, "教育情况", "不予处罚的，应当进行教育（第三十三条第三款）。"),
        LONG("found_facts", 0, "认定的事实", "不填即为调查终结报告查明的事实。"), LONG("basis", 0, "依据", "不填即为事项清单所列条款。"), ARG_END
};
static const struct arg serve_args[] = {
        CHOICE("method", R, "送达方式", "行政处罚法第六十一条。", SERVICE_METHODS), DAY("served_on", R, "送达日", "缴款、复议、诉讼期限从次日起算。"),
        TEXT("receiver", 0, "签收人", "送达回证上的签收人。"), TEXT("witness", 0, "见证人", "留置送达时填写。"),
        FILE_("consent", 0, "电子送达确认书", "电子送达时必须有。"), FILE_("file", 0, "送达回证", "扫描件。"), ARGS_RECORDINGS, ARG_END
};
static const struct arg pay_args[] = {
        { "amount", ARG_MONEY, R, "缴款数额（元）", "罚款余额加加处罚款，系统会核对。", NULL, 1, INT64_C(1000000000000000) }, DAY("paid_on", R, "缴款日", "到账日期。"),
        TEXT("receipt", R, "票据号", "财政部门统一制发的专用票据（行政处罚法第七十条）。"), ARG_END
};
static const struct arg defer_args[] = {
        { "until", ARG_DAY, R, "延期至", "批准的最后期限。", NULL, 0, 0 }, LONG("reason", R, "理由", "当事人确有经济困难（行政处罚法第六十六条）。"),
                LONG("plan", 0, "分期安排", "分期缴纳的写明。"), ARG_END
};
static const struct arg demand_args[] = {
        LONG("content", R, "催告内容", "期限、方式、金额、陈述申辩权（行政强制法第三十五条、第五十四条）。"), CHOICE("method", R, "送达方式",
                "催告书的送达。", SERVICE_METHODS),
        DAY("served_on", R, "送达日", "送达十个工作日后可以申请法院强制执行。"), ARG_END
};
static const struct arg court_args[] = { TEXT("court", R, "人民法院", "所在地有管辖权的人民法院。"), DAY("applied_on", R, "申请日",
        "起诉期限届满后三个月内（行政强制法第五十三条）。"), LONG("content", R, "申请事项", "执行标的。"), ARG_END };
static const struct arg revoke_args[] = {
        TEXT("by", R, "作出机关", "复议机关、人民法院或者本机关。"), CHOICE("effect", R, "结果", "决定被怎样处理。",
                "revoked=撤销|changed=变更|unlawful=确认违法|void=确认无效|remade=重新作出"),
        TEXT("instrument", R, "法律文书", "文书名称和文号。"), DAY("effective_on", R, "生效日", "撤下期限从次日起算。"), LONG("reason", R, "理由",
                "文书载明的理由。"), ARG_END
};
static const struct arg reason_args[] = { LONG("reason", R, "理由", "写明事实和依据。"), ARG_END };
static const struct arg resume_args[] = {
        DAY("from_day", R, "中止起日", "这一天起不计入期限。"), DAY("to_day", R, "中止止日", "含当日。"), LONG("reason", R, "恢复的情况",
                "中止原因消除的情况。"), ARG_END
};
static const struct arg close_args[] = { LONG("summary", R, "结案情况", "处罚执行情况、物品处理情况。"), ARG_END };
static const struct arg archive_args[] = {
        CHOICE("retention", R, "保管期限", "机关文件材料归档范围和文书档案保管期限规定。", "permanent=永久|years30=三十年|years10=十年"), TEXT("volume",
                R, "档号", "档案编号。"), ARG_END
};

static const struct arg archive_transfer_args[] = {
        TEXT("to", R, "接收单位", "档案馆或者本机关档案室。"), DAY("received_on", R, "交接日期", "双方在交接文据上签名的日期。"),
        TEXT("receiver", R, "接收人", "在交接文据上签名的人。"), LONG("list", R, "移交清单", "卷数、件数、页数和载体。"), ARG_END
};

/* ---- on the spot ---- */

static const struct arg inform_args[] = {
        ARG_OFFICERS, YES("certificates_shown", R, "已主动出示执法证件", "行政处罚法第五十二条。"), LONG("content", R, "当场告知的内容",
                "拟处罚的内容、事实、理由、依据和权利（第四十四条）。"),
        LONG("defence", R, "当事人的陈述申辩", "没有的写“无”。"), ARGS_RECORDINGS, ARG_END
};
static const struct arg summary_args[] = {
        { "item", ARG_CODE, R, "违法事项", "清单中可以当场处罚的事项。", "items", 0, 0 }, ARGS_PARTY(R), ARG_OFFICERS,
        { "penalties", ARG_CHOICES, R, "处罚种类", "当场处罚只能是警告或者罚款。", PENALTIES, 0, 0 }, MONEY("fine", 0, "罚款数额（元）",
                "公民 200 元以下、法人 3000 元以下（行政处罚法第五十一条）。"),
        LONG("found_facts", R, "违法事实", "写入当场处罚决定书。"), LONG("correction", 0, "责令改正", "行政处罚法第二十八条。"), ARGS_GRADE,
        ARGS_GRADE_FACTS, ARG_END
};

/* ---- permits ---- */

static const struct arg permit_apply_args[] = {
        ARGS_PARTY(R), TEXT("cause", R, "申请事项", "许可事项名称。"), LONG("materials", 0, "申请材料", "逐件列明。"), ARG_END
};
static const struct arg gaps_args[] = { { "gaps", ARG_POINTS, R, "需要补正的内容", "一次告知全部内容（行政许可法第三十二条）。", NULL, 0, 0 }, ARG_END };
static const struct arg note_args[] = { LONG("note", 0, "说明", "办理情况。"), ARG_END };
static const struct arg grant_args[] = { LONG("content", R, "许可内容", "准予许可的内容、条件、期限。"), LONG("basis", 0, "依据", "法律、法规条款。"), ARG_END };
static const struct arg issue_args[] = { TEXT("certificate_number", R, "许可证编号", "证件编号。"), { "valid_until", ARG_DAY, 0, "有效期至", "长期有效的不填。",
        NULL, 0, 0 }, ARG_END };

/* two steps, so that PLAIN and PAPER count as the two arguments they stand for */
#define ROW(...) ROW_OF(__VA_ARGS__)
#define ROW_OF(v, l, h, args_, fn, apply_, sets_, clears_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .roles = "", .args = args_, .handle = fn, .apply = apply_, .sets = sets_, .clears = clears_ }
#define NEW(given, v, l, h, args_, fn) \
        { .gives = given, .verb = v, .label = l, .help = h, .noun = "case", .creates = true, .roles = "", .args = args_, .handle = fn, \
          .apply = case__apply_register, .sets = "", .clears = "" }
/* with the fields that the handler adds, which documents may name */
#define GIVING(given, ...) GIVING_OF(given, __VA_ARGS__)
#define GIVING_OF(given, v, l, h, args_, fn, apply_, sets_, clears_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .roles = "", .args = args_, .handle = fn, .apply = apply_, .sets = sets_, .clears = clears_, \
          .gives = given }
#define DECISION "decision_number|decided_on:day|result|outcome|cause|party_public|facts_public"
/* What a committee's meeting says of the case (review/review_minutes.c). */
#define MEETING "meeting_id:number|meeting_at:instant|meeting_place|meeting_chair:person|meeting_clerk:person|meeting_present:people|meeting_absent|" \
                "meeting_guests|meeting_aside:people|meeting_quorum|meeting_report|meeting_views:points|meeting_tally|meeting_outcome"
#define OPINION "paper_number|checks:points|submit:number|conclusion|" MEETING
#define GRADED "grade_when|grade_how|grade_range|grade_basis|grade_version|deviates"
#define PLAIN case__plain, case__apply_nothing
#define PAPER case__plain_material, case__apply_material

const struct command case_commands[] = {
        NEW("source_number|title|owner:person", "source.register", "案源登记", "登记案件线索，确定首问责任人。", register_args, case__source_register),
        ROW("source.decline", "不予立案", "不符合立案条件的，写明理由并答复（行政处罚法第五十四条）。", decline_args, PAPER, "", ""),
        ROW("source.transfer", "移送", "不属于本机关管辖的，移送有管辖权的机关（行政处罚法第二十二条至第二十五条）。", transfer_args, PAPER, "", ""),
        ROW("case.assign", "指派承办人", "指派两名以上持证执法人员（行政处罚法第四十二条）。", assign_args, case__assign, case__apply_nothing, "officers", ""),
        GIVING("title", "inspection.record", "现场检查（勘验）", "制作现场检查（勘验）笔录（行政处罚法第五十五条）。", inspection_args, case__on_site, case__apply_material,
            "inspected|evidence", "reviewed|deliberated"),
        ROW("material.add", "归入材料", "把材料归入案卷。", material_args, case__material, case__apply_material, "", ""),
        GIVING("number|violates|filed_at:instant|title", "case.file", "立案", "符合立案标准的及时立案（行政处罚法第五十四条）。", file_args, case__file, case__apply_material, "filed|officers", ""),
        ROW("evidence.add", "证据入卷", "收集证据并写明证明对象（行政处罚法第四十六条）。", evidence_args, case__evidence, case__apply_material, "evidence", "reviewed|deliberated"),
        GIVING("title", "interview.record", "询问", "制作询问笔录（行政处罚法第五十五条）。", interview_args, case__interview, case__apply_material, "interviewed|evidence", "reviewed|deliberated"),
        ROW("preserve.impose", "先行登记保存", "证据可能灭失的，经批准先行登记保存（行政处罚法第五十六条）。",
                preserve_args, case__preserve, case__apply_material, "preserved", ""),
        ROW("preserve.resolve", "处理登记保存的证据", "七个工作日内作出处理决定（行政处罚法第五十六条）。", resolve_args, case__resolve, case__apply_material, "", "preserved"),
        ROW("rectify.order", "责令改正", "责令当事人改正违法行为（行政处罚法第二十八条）。", rectify_args, PAPER, "rectify", ""),
        GIVING(GRADED, "investigation.conclude", "调查终结", "制作调查终结报告，提出处理意见（行政处罚法第五十七条）。", conclude_args, case__conclude, case__apply_material,
            "investigated", "reviewed|deliberated"),

        GIVING("paper_number|confiscation:money|" GRADED, "notice.give", "事先告知", "告知拟处罚内容、事实、理由、依据和权利（行政处罚法第四十四条、第六十三条）。",
                notice_args, case__notice, case__apply_material,
            "notified|hearing_told", "waived|reviewed|deliberated"),
        ROW("defence.record", "陈述申辩", "充分听取当事人的意见（行政处罚法第四十五条）。", defence_args, case__defence, case__apply_material, "defence_open", "reviewed|deliberated"),
        ROW("defence.answer", "陈述申辩复核", "对事实、理由和证据进行复核（行政处罚法第四十五条）。",
                answer_defence_args, case__defence_answer, case__apply_material, "",
            "defence_open"),
        ROW("defence.waive", "放弃陈述申辩和听证", "当事人明确放弃（行政处罚法第六十二条）。", waive_args, PAPER, "waived", ""),
        ROW("hearing.request", "要求听证", "告知后五个工作日内提出（行政处罚法第六十四条）。", hearing_request_args, case__hearing_request, case__apply_nothing,
            "hearing_open", "waived"),
        ROW("hearing.withdraw", "撤回听证", "当事人撤回听证要求，或者视为放弃。", hearing_withdraw_args, PLAIN, "", "hearing_open"),
        ROW("hearing.schedule", "通知听证", "举行听证七个工作日前通知（行政处罚法第六十四条）。",
                hearing_schedule_args, case__hearing_schedule, case__apply_material, "", ""),
        ROW("hearing.hold", "举行听证", "制作听证笔录（行政处罚法第六十四条、第六十五条）。", hearing_hold_args, case__hearing_hold, case__apply_material,
            "heard|evidence", "hearing_open|reviewed|deliberated"),

        GIVING("reviewed_fine:money|criterion", "review.submit", "送法制审核", "重大执法决定作出前进行法制审核（行政处罚法第五十八条）。",
                submit_args, case__submit, case__apply_submit, "review_open", "reviewed|deliberated|outside|crime|exempted"),
        GIVING(OPINION, "review.return", "审核退回", "提出具体意见，退回承办机构。", return_args, case__return, case__apply_material, "returned|points_open",
                "review_open|reviewed|deliberated|consulted"),
        GIVING(OPINION, "review.outside", "审核：不属于本机关权限", "认为不属于本机关权限的，退回承办机构移送（行政处罚法第二十二条至第二十五条）。", return_args, case__return,
                case__apply_material, "returned|points_open|outside", "review_open|reviewed|deliberated|consulted"),
        GIVING(OPINION, "review.crime", "审核：涉嫌犯罪", "认为涉嫌犯罪的，退回承办机构移送司法机关（行政处罚法第二十七条）。", return_args, case__return, case__apply_material,
                "returned|points_open|crime", "review_open|reviewed|deliberated|consulted"),
        ROW("review.answer", "答复审核意见", "逐条答复后再次送审。", answer_args, case__answer, case__apply_material, "", "points_open"),
        GIVING(OPINION, "review.pass", "审核通过", "审核通过，意见与所见材料绑定。", pass_args, case__pass, case__apply_pass, "reviewed", "review_open|points_open"),
        ROW("review.exempt", "免予审核", "已经作为重大行政决策进行合法性审查的，不再进行法制审核；须写明审查意见的文号。", exempt_args, case__exempt, case__apply_pass,
                "reviewed|exempted", ""),
        ROW("review.object", "提请复核", "对审核意见有异议的，限期内提请复核一次。", object_args, case__object, case__apply_material, "objected", ""),
        ROW("review.recheck", "复核答复", "限期内答复复核申请。", recheck_args, case__recheck, case__apply_material, "rechecked", ""),
        ROW("review.consult", "会商", "意见仍不一致的，会商。", minutes_args, PAPER, "consulted", ""),
        ROW("review.resolve", "领导决策", "会商仍不一致的，按领导决策程序决定。", minutes_args, case__settle, case__apply_pass, "reviewed", "points_open"),
        ROW("case.deliberate", "集体讨论", "情节复杂或者重大违法行为，集体讨论决定（行政处罚法第五十七条）。", deliberate_args, PAPER, "deliberated", ""),

        GIVING(DECISION "|party_kind|" GRADED, "case.decide", "作出处罚决定", "机关负责人作出决定（行政处罚法第五十七条、第五十九条）。",
                decide_args, case__decide, case__apply_decide, "decided|penalised", ""),
        GIVING(DECISION "|party_kind|fine:money", "case.decide_none", "不予处罚", "不予行政处罚并教育（行政处罚法第三十三条、第五十七条）。",
                decide_none_args, case__decide_none, case__apply_decide, "decided", ""),
        ROW("case.transfer_crime", "移送司法", "涉嫌犯罪的，移送司法机关（行政处罚法第二十七条）。", crime_args, PAPER, "", ""),
        ROW("decision.serve", "送达", "七个工作日内送达（行政处罚法第六十一条）。", serve_args, case__serve, case__apply_material, "served", ""),
        GIVING("paid:money|surcharge:money|surcharge_days:number", "payment.record", "缴清罚款", "收到罚款及加处罚款（行政处罚法第六十七条、第七十二条）。", pay_args, case__pay, case__apply_material, "paid", ""),
        GIVING("paid:money|surcharge:money", "payment.part", "部分缴款", "分期或者部分缴纳（行政处罚法第六十六条）。", pay_args, case__pay_part, case__apply_material, "", ""),
        ROW("payment.defer", "准予延期（分期）缴纳", "当事人确有困难的，可以暂缓或者分期（行政处罚法第六十六条）。", defer_args, PAPER, "", ""),
        ROW("demand.serve", "催告", "申请强制执行前催告（行政强制法第五十四条）。", demand_args, case__demand, case__apply_material, "demanded", ""),
        ROW("court.apply", "申请强制执行", "申请人民法院强制执行（行政强制法第五十三条）。", court_args, case__court, case__apply_material, "court", ""),
        ROW("decision.revoke", "决定被撤销（变更）", "复议、诉讼或者自行纠正的结果（行政处罚法第四十八条第二款）。", revoke_args, PAPER, "revoked", ""),
        ROW("case.suspend", "中止", "因鉴定、不可抗力等中止办理。", reason_args, PAPER, "suspended", ""),
        ROW("case.resume", "恢复", "恢复办理，中止的日子不计入期限。", resume_args, case__resume, case__apply_nothing, "", "suspended"),
        ROW("case.dismiss", "撤销案件", "立案后发现不应追究的，撤销案件。", reason_args, PAPER, "", ""),
        ROW("case.close", "结案", "处罚执行完毕的，结案；材料不齐不能结案。", close_args, case__close, case__apply_material, "closed", ""),
        ROW("case.archive", "归档", "案卷归档（行政处罚法第四十七条）。", archive_args, PAPER, "archived", ""),
        ROW("case.reopen", "重新办理", "结案、归档以后发现遗漏或者须继续执行的，经批准重新办理。", reason_args, PAPER, "", "closed|archived"),
        ROW("archive.transfer", "移交档案", "保管期满或者按规定向档案馆移交（档案法第十五条）。", archive_transfer_args, PAPER, "", ""),

        ROW("summary.inform", "当场告知", "当场告知并听取陈述申辩（行政处罚法第四十四条、第五十二条）。", inform_args, case__inform, case__apply_material,
            "informed|notified", ""),
        GIVING(DECISION "|basis|served_on:day|title|number|" GRADED, "summary.decide", "当场处罚", "当场作出处罚决定并交付当事人（行政处罚法第五十一条、第五十二条）。",
                summary_args, case__summary_decide, case__apply_decide,
            "decided|penalised|served", ""),

        NEW("number|title|owner:person", "permit.apply", "收到许可申请", "收到行政许可申请（行政许可法第二十九条）。", permit_apply_args, case__permit_apply),
        ROW("permit.gaps", "告知补正", "五个工作日内一次告知全部补正内容（行政许可法第三十二条）。", gaps_args, PAPER, "gaps_told", ""),
        ROW("permit.accept", "受理", "材料齐全、符合形式的，受理（行政许可法第三十二条）。", note_args, PAPER, "accepted", ""),
        GIVING("accepted_on:day", "permit.extend", "延长审查期限", "经负责人批准延长十个工作日，并告知理由（行政许可法第四十二条）。",
                reason_args, case__permit_extend, case__apply_material, "", ""),
        GIVING(DECISION "|party_kind|fine:money", "permit.grant", "准予许可", "依法作出准予行政许可的书面决定（行政许可法第三十八条）。",
                grant_args, case__permit_grant, case__apply_decide, "decided|granted", ""),
        GIVING(DECISION "|party_kind|fine:money", "permit.refuse", "不予许可", "说明理由并告知救济权利（行政许可法第三十八条）。", reason_args, case__permit_grant, case__apply_decide, "decided", ""),
        ROW("permit.issue", "颁发证件", "十个工作日内颁发、送达（行政许可法第四十四条）。", issue_args, PAPER, "", ""),
};
const size_t case_commands_n = sizeof case_commands / sizeof *case_commands;
