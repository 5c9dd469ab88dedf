/* agency_commands.c - the organisation's commands, each with its arguments.  Handlers are in agency_change.c, agency_unit.c and agency_entrust.c. */
#include "org/agency_inner.h"

extern const struct command agency_commands[];
extern const size_t agency_commands_n;

#define R ARG_REQUIRED
#define AGENCY(label_) { "code", ARG_CODE, R, label_, "从本辖区的机关中选择。", "agencies", 0, 0 }
#define UNIT(label_) { "code", ARG_CODE, R, label_, "从机构中选择。", "units", 0, 0 }
#define ON { "on", ARG_DAY, ARG_PAST, "生效日期", "从这一天起变更；不填即为今天。尚未生效的，生效之日再登记。", NULL, 0, 0 }
#define DOCUMENT { "document", ARG_TEXT, 0, "依据文件", "机构改革方案、编制文件的文号。", NULL, 1, 100 }
#define REASON { "reason", ARG_LONG, 0, "说明", "变更的原因和需要留存的情况。", NULL, 1, 500 }
#define LEVEL(flags_) { "level", ARG_CHOICE, flags_, "层级", "与行政区划代码一致。", "province=省级|city=市级|county=县级|township=乡镇（街道）", 0, 0 }
#define ABOVE { "above", ARG_CODE, 0, "上级机关", "行政区划上在它之上的机关；没有的不填。", "agencies", 0, 0 }
#define SORT(flags_) { "sort", ARG_CHOICE, flags_, "主体类型", "行政处罚法第十七条至第二十一条。", \
        "statutory=法定行政机关|authorised=法律、法规授权的组织|entrusted=受委托的组织", 0, 0 }
#define REGION(flags_) { "region", ARG_TEXT, flags_, "行政区划代码", "六位（GB/T 2260）；乡镇、街道可以写九位。", NULL, 6, 9 }
#define PLACE \
        { "superior", ARG_TEXT, 0, "复议机关", "决定书告知救济途径时使用。", NULL, 1, 80 }, \
        { "court", ARG_TEXT, 0, "诉讼法院", "决定书告知救济途径时使用。", NULL, 1, 80 }, \
        { "phone", ARG_TEXT, 0, "联系电话", "对外公示。", NULL, 1, 40 }, { "address", ARG_TEXT, 0, "地址", "对外公示。", NULL, 1, 120 }

static const struct arg add_args[] = {
        { "code", ARG_TEXT, R, "代号", "小写字母、数字和横线，登记以后不变，如 water。", NULL, 1, 40 },
        { "name", ARG_TEXT, R, "全称", "与印章一致。", NULL, 2, 60 }, { "short_name", ARG_TEXT, R, "简称", "列表和标签中使用。", NULL, 1, 20 },
        LEVEL(R), REGION(R), ABOVE, SORT(R), { "basis", ARG_LONG, 0, "执法主体依据", "设立和授权的法律、法规、文件。", NULL, 1, 500 },
        { "uscc", ARG_USCC, R, "统一社会信用代码", "十八位。", NULL, 0, 0 }, PLACE, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg rename_args[] = {
        AGENCY("机关"), { "name", ARG_TEXT, R, "新的全称", "以前作出的文书仍是原来的名称。", NULL, 2, 60 },
        { "short_name", ARG_TEXT, 0, "新的简称", "不填则不变。", NULL, 1, 20 }, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg change_args[] = {
        AGENCY("机关"), LEVEL(0), REGION(0), ABOVE, SORT(0), { "basis", ARG_LONG, 0, "执法主体依据", "设立和授权的法律、法规、文件。", NULL, 1, 500 },
        { "uscc", ARG_USCC, 0, "统一社会信用代码", "十八位。", NULL, 0, 0 }, PLACE, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg merge_args[] = {
        AGENCY("并出的机关"), { "heir", ARG_CODE, R, "并入的机关", "承接它的人员、案件和职权。", "agencies", 0, 0 }, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg split_args[] = {
        AGENCY("分立的机关"), { "successors", ARG_CODES, R, "分立为", "两个以上的机关；新设的先登记。", "agencies", 0, 0 },
        { "heir", ARG_CODE, R, "未结事项由谁承接", "分立后的机关之一；其他的再逐个移动机构、变更人员。", "agencies", 0, 0 }, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg abolish_args[] = {
        AGENCY("撤销的机关"), { "heir", ARG_CODE, R, "继续行使职权的机关", "承接未结案件，对以前的行为负责（行政诉讼法第二十六条第六款）。", "agencies", 0, 0 },
        ON, DOCUMENT, REASON, ARG_END
};
static const struct arg liaison_args[] = {
        AGENCY("机关"), { "liaison", ARG_LOGIN, R, "联络员", "本机关的人员。", NULL, 0, 0 },
        { "liaison_phone", ARG_TEXT, 0, "联络电话", "办公电话。", NULL, 1, 40 }, ON, ARG_END
};

#define UNIT_ABOVE { "above", ARG_CODE, 0, "上级机构", "同一机关的机构；直接隶属机关的不填。", "units", 0, 0 }
static const struct arg unit_add_args[] = {
        { "code", ARG_TEXT, R, "代号", "小写字母、数字和横线，登记以后不变，如 team4。", NULL, 1, 40 }, { "name", ARG_TEXT, R, "名称", "大队、科、股、室。", NULL, 2, 60 },
        { "agency", ARG_CODE, R, "所属机关", "从本辖区的机关中选择。", "agencies", 0, 0 }, UNIT_ABOVE, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg unit_rename_args[] = {
        UNIT("机构"), { "name", ARG_TEXT, R, "新的名称", "以前作出的文书仍是原来的名称。", NULL, 2, 60 }, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg unit_move_args[] = {
        UNIT("机构"), { "agency", ARG_CODE, 0, "移到机关", "不填则仍在原机关。人员和案件一起移动。", "agencies", 0, 0 }, UNIT_ABOVE, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg unit_merge_args[] = {
        UNIT("并出的机构"), { "heir", ARG_CODE, R, "并入的机构", "承接它的人员和案件。", "units", 0, 0 }, ON, DOCUMENT, REASON, ARG_END
};
static const struct arg unit_abolish_args[] = {
        UNIT("撤销的机构"), { "heir", ARG_CODE, R, "由谁承接", "承接它的人员和案件。", "units", 0, 0 }, ON, DOCUMENT, REASON, ARG_END
};

static const struct arg entrust_args[] = {
        { "number", ARG_TEXT, R, "委托书编号", "委托书的文号。", NULL, 1, 80 },
        { "giver", ARG_CODE, R, "委托机关", "以它的名义实施，由它负责。", "agencies", 0, 0 },
        { "taker", ARG_CODE, R, "受委托组织", "先登记为机关（组织）。", "agencies", 0, 0 },
        { "items", ARG_CODES, 0, "委托事项", "委托机关法定职权内的事项；不填即为它的全部事项。", "items", 0, 0 },
        { "scope", ARG_LONG, R, "事项和权限", "照委托书写明委托的具体事项、权限（行政处罚法第二十条第二款）。", NULL, 2, 1000 },
        { "since", ARG_DAY, R, "期限起", "含当日。", NULL, 0, 0 }, { "until", ARG_DAY, R, "期限止", "含当日；届满以后不得再以委托机关名义实施。", NULL, 0, 0 },
        { "published", ARG_DAY, R | ARG_PAST, "公布日期", "委托书应当向社会公布（行政处罚法第二十条第二款）；公布以前不得实施。", NULL, 0, 0 },
        { "place", ARG_TEXT, R, "公布在哪里", "网址或者公告的载体。", NULL, 2, 200 },
        { "public_affairs", ARG_BOOL, R, "具有管理公共事务职能", "依法成立并具有管理公共事务职能（行政处罚法第二十一条第一项）。", NULL, 0, 0 },
        { "technical", ARG_CHOICE, R, "技术检查、鉴定", "行政处罚法第二十一条第三项。", "none=不需要|able=需要，有条件组织|unable=需要，没有条件", 0, 0 }, ARG_END
};
static const struct arg entrust_end_args[] = {
        { "on", ARG_DAY, 0, "终止日期", "从这一天起不得再以委托机关名义实施；不填即为今天。", NULL, 0, 0 },
        { "reason", ARG_LONG, R, "原因", "收回、解除、受委托组织不再具备条件等。", NULL, 1, 500 }, ARG_END
};

#define ROW(v, l, h, noun_, creates_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = "admin", .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "" }
#define AG(v, l, h, args_, fn) ROW(v, l, h, "agency", true, args_, fn, org__apply_change)
#define UN(v, l, h, args_, fn) ROW(v, l, h, "unit", true, args_, fn, org__apply_change)

const struct command agency_commands[] = {
        AG("agency.add", "设立机关", "登记一个执法机关或者组织及其主体依据（行政处罚法第十七条至第二十一条）。", add_args, org__agency_add),
        AG("agency.rename", "机关更名", "以前的文书和记录保留原名，以后的用新名。", rename_args, org__agency_rename),
        AG("agency.change", "变更机关情况", "层级、区划、上级、主体依据、救济途径和联系方式。", change_args, org__agency_change),
        AG("agency.merge", "机关合并", "并入另一机关：人员、机构、未结案件和职权由它承接，旧案照旧可查。", merge_args, org__agency_end),
        AG("agency.split", "机关分立", "分为两个以上机关，写明未结事项由谁承接。", split_args, org__agency_split),
        AG("agency.abolish", "撤销机关", "撤销一个机关，写明继续行使其职权的机关（行政诉讼法第二十六条第六款）。", abolish_args, org__agency_end),
        AG("agency.liaison", "指定联络员", "机关之间协查、移送、督办的联络人。", liaison_args, org__agency_liaison),
        UN("unit.add", "设立机构", "在机关里设一个大队、科、股、室。", unit_add_args, org__unit_add),
        UN("unit.rename", "机构更名", "以前的文书和记录保留原名，以后的用新名。", unit_rename_args, org__unit_rename),
        UN("unit.move", "移动机构", "改变上级或者所属机关；它的人员和案件一起移动。", unit_move_args, org__unit_move),
        UN("unit.merge", "机构合并", "并入另一机构：人员和案件由它承接，旧案照旧可查。", unit_merge_args, org__unit_end),
        UN("unit.abolish", "撤销机构", "撤销一个机构，写明由谁承接。", unit_abolish_args, org__unit_end),
        ROW("entrustment.make", "登记委托", "登记书面委托：事项、权限、期限和公布（行政处罚法第二十条、第二十一条）。", "entrustment", true, entrust_args, org__entrust,
            org__apply_entrust),
        ROW("entrustment.end", "终止委托", "收回或者解除委托（行政处罚法第二十条）。", "entrustment", false, entrust_end_args, org__entrust_end,
            org__apply_entrust_end),
};
const size_t agency_commands_n = sizeof agency_commands / sizeof *agency_commands;
