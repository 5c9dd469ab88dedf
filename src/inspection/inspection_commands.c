/* inspection_commands.c - the verbs of objects, draws and checks: what is asked, who may, on which basis.  Rows only. */
#include "inspection/inspection_inner.h"
#include "org/who.h"
#include <string.h>

#define R ARG_REQUIRED
#define P ARG_PREPARED
#define CLASSES "a=A 级（信用好、风险低）|b=B 级（一般）|c=C 级（有失信、投诉较多）|d=D 级（严重失信、异常名录、高风险）"

static const struct arg register_args[] = {
        { "name", ARG_TEXT, R, "名称", "单位名称，或者公民姓名。", NULL, 1, 100 },
        { "person", ARG_BOOL, 0, "是公民个人", "公民的姓名遮盖以后才公开（行政处罚法第五十条）。", NULL, 0, 0 },
        { "code", ARG_TEXT, R, "编号", "统一社会信用代码，或者本机关编的号；在名录库里只有一个。", NULL, 2, 40 },
        { "kind", ARG_TEXT, R, "种类", "与随机抽查事项清单的“抽查对象”写得一样，如：在建工地。", NULL, 1, 40 },
        { "class", ARG_CHOICE, 0, "信用风险分级", "抽中的机会按等级加权；不选为 B 级（国办发〔2019〕35号）。", CLASSES, 0, 0 },
        { "class_why", ARG_TEXT, 0, "评定依据", "不是 B 级的，写明依据：失信、投诉举报、异常名录、处罚记录等。", NULL, 2, 300 },
        { "address", ARG_TEXT, 0, "地址", "检查的地点。", NULL, 2, 200 }, ARG_END
};
static const struct arg grade_args[] = {
        { "class", ARG_CHOICE, R, "信用风险分级", "抽中的机会按等级加权（国办发〔2019〕35号）。", CLASSES, 0, 0 },
        { "class_why", ARG_TEXT, R, "依据", "为什么调整，或者为什么不再列入。", NULL, 2, 300 },
        { "closed", ARG_BOOL, 0, "不再列入名录库", "已注销、已完工等，以后不再抽取。", NULL, 0, 0 }, ARG_END
};
static const struct arg draw_args[] = {
        { "item", ARG_TEXT, R, "抽查事项", "已公布、正在施行的随机抽查事项清单里的一项。", NULL, 1, 100 },
        { "number", ARG_INT, 0, "抽取几个对象", "不填时按清单的比例（向上取整）；不得少于清单的比例。", NULL, 1, 2000 },
        { "officers_number", ARG_INT, 0, "抽取几名执法人员", "不填为 2 名；不得少于两名（行政处罚法第四十二条）。", NULL, 2, 20 },
        { "recused", ARG_LOGINS, 0, "不参加抽取的人员", "应当回避，或者因故不能参加的（行政处罚法第四十三条）。", NULL, 0, 0 },
        { "recuse_reason", ARG_TEXT, 0, "不参加的理由", "谁与哪个对象有利害关系，或者为什么不能参加。", NULL, 2, 300 },
        { "list", ARG_REF, P, "清单", "", "list", 0, 0 }, { "item_number", ARG_TEXT, P, "事项编号", "", NULL, 1, 200 },
        { "item_name", ARG_TEXT, P, "事项", "", NULL, 1, 500 }, { "ratio", ARG_TEXT, P, "比例", "", NULL, 1, 500 },
        { "seed", ARG_TEXT, P, "种子", "", NULL, 1, 100 }, { "seed_size", ARG_INT, P, "种子取自日志的长度", "", NULL, 1, INT64_MAX },
        { "seed_from", ARG_CHOICE, P, "种子来自", "", "checkpoint=签名的检查点|head=当时的日志", 0, 0 },
        { "object_bowl", ARG_LONG, P, "候选对象", "", NULL, 1, 200000 }, { "officer_bowl", ARG_LONG, P, "候选人员", "", NULL, 1, 200000 },
        { "officer_logins", ARG_LONG, P, "候选人员的账号", "", NULL, 1, 200000 }, ARG_END
};
static const struct arg none[] = { ARG_END };
static const struct arg check_args[] = {
        { "object", ARG_REF, R | ARG_GIVEN, "检查对象", "名录库里的检查对象。", "object", 0, 0 },
        { "source", ARG_CHOICE, R, "任务来源", "双随机抽查的写明是哪一次抽取，其他的写明依据。", "draw=双随机抽查|daily=日常检查|special=专项检查|report=投诉举报核查", 0, 0 },
        { "draw", ARG_REF, ARG_GIVEN, "哪一次抽取", "双随机抽查的，选是哪一次抽取。", "draw", 0, 0 },
        { "basis", ARG_TEXT, 0, "检查的依据", "不是双随机抽查的：年度计划、专项部署的文号，或者投诉举报的编号。", NULL, 2, 300 },
        { "officers", ARG_LOGINS, R, "检查人员", "检查当日持证的执法人员，不少于两名（行政处罚法第四十二条）。", NULL, 0, 0 },
        { "substitute", ARG_TEXT, 0, "换人的理由", "检查人员不是抽取的那几名时，写明理由。", NULL, 2, 300 },
        { "on", ARG_DAY, R | ARG_PAST, "检查日期", "实际检查的那一天。", NULL, 0, 0 },
        { "findings", ARG_LONG, R | ARG_PERSONAL, "检查情况", "查了什么、发现什么；公布时另写公开的文字。", NULL, 2, 4000 },
        { "result", ARG_CHOICE, R, "结果", "有违法行为的，责令改正或者立案查处。", "pass=未发现问题|correct=责令改正|case=立案查处", 0, 0 },
        { "case", ARG_REF, 0, "立案查处的案件", "先登记案源，再写明是哪一件。", "case", 0, 0 }, ARG_END
};
static const struct arg publish_args[] = {
        { "findings_public", ARG_LONG, R, "公开的检查情况", "给大家看的文字：查了什么、结果怎样；不得有个人信息（政府信息公开条例第十五条）。", NULL, 2, 1000 }, ARG_END
};

#define ROW(v, l, h, noun_, creates_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "" }

const struct command inspection_commands[] = {
        ROW("object.register", "登记检查对象", "把检查对象列入名录库，按信用风险分级（国办发〔2015〕58号 二（二）：建立检查对象名录库）。", "object", true,
            "officer|team_leader|head", register_args, inspection__register, inspection__apply_register),
        ROW("object.grade", "调整检查对象", "按失信、投诉举报、异常名录等调整分级，或者不再列入（国办发〔2015〕58号 三：动态调整）。", "object", false,
            "team_leader|head", grade_args, inspection__grade, inspection__apply_grade),
        { .verb = "draw.make", .label = "双随机抽取", .help = "从名录库随机抽取检查对象、随机选派执法检查人员，谁都可以按同样的方法重算（国办发〔2015〕58号 二（二））。",
          .noun = "draw", .creates = true, .roles = "team_leader|head", .args = draw_args, .handle = inspection__draw, .apply = inspection__apply_draw,
          .sets = "", .clears = "", .prepare = inspection__draw_prepare },
        ROW("draw.publish", "公布抽取", "由抽取以外的人公布；还没有检查的对象，名称在检查结果公布以后才显示（国办发〔2015〕58号 二（四））。", "draw", false, "editor|head", none,
            inspection__draw_release, inspection__apply_draw_release),
        ROW("check.record", "登记检查结果", "两名以上执法人员检查，写明情况和结果（行政处罚法第四十二条、第五十五条）。", "check", true, "officer|team_leader", check_args,
            inspection__check, inspection__apply_check),
        ROW("check.publish", "公布检查结果", "由登记以外的人核对以后公布（国办发〔2018〕118号 二（六）：20 个工作日）。", "check", false, "editor", publish_args,
            inspection__check_release, inspection__apply_check_release),
};
const size_t inspection_commands_n = sizeof inspection_commands / sizeof *inspection_commands;

const struct noun inspection_nouns[] = {
        { .name = "object", .label = "检查对象", .apart = true }, { .name = "draw", .label = "双随机抽取", .apart = true },
        { .name = "check", .label = "行政检查", .apart = true },
        { .name = "unit", .label = "机构", .apply = inspection__heirs }, { .name = "agency", .label = "机关", .apply = inspection__heirs },
};
const size_t inspection_nouns_n = sizeof inspection_nouns / sizeof *inspection_nouns;

bool inspection_is_public(const char *verb)
{
        return text_in(verb, "draw.publish|check.publish", '|');
}

static bool objects_offered(struct ctx *c, struct ui_options *out)
{
        struct objects l;

        if (!c->who || !inspection__objects(c, c->who->agency, "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].open)
                        ui_option(out, text_make(c->mem, "%lld", (long long)l.at[i].id), l.at[i].name, text_make(c->mem, "%s　%s", l.at[i].kind, l.at[i].code));
        return out->n > 0;
}

static bool draws_offered(struct ctx *c, struct ui_options *out)
{
        struct drawings l;

        if (!c->who || !inspection__recent(c, c->who->agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                ui_option(out, text_make(c->mem, "%lld", (long long)l.at[i].id), text_make(c->mem, "%s　%s", l.at[i].on, l.at[i].item_name), NULL);
        return out->n > 0;
}

/* Choices that cannot be read are left out: the person types. */
bool inspection_options(struct ctx *c, const struct arg *g, struct ui_options *out)
{
        struct why kept = c->why;
        bool ok = false;

        if (g == &draw_args[0])
                ok = inspection__items(c, out);
        else if (g->type == ARG_REF && text_same(g->choices ? g->choices : "", "object"))
                ok = objects_offered(c, out);
        else if (g->type == ARG_REF && text_same(g->choices ? g->choices : "", "draw"))
                ok = draws_offered(c, out);
        c->why = kept;
        return ok;
}
