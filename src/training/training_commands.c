/* training_commands.c - the table of commands about examinations, training, insurance and health, and what they ask of other nouns: no certificate
 * without a pass, no case for a certificate that does not fit.  Handlers stand in exam.c, class.c and training_register.c. */
#include "org/agency.h"
#include "law/facts.h"
#include "training/training_inner.h"
#include <string.h>

#define R ARG_REQUIRED
#define STAFF "trainer"
#define REASON(help_) { "reason", ARG_LONG, R, "原因", help_, NULL, 1, 500 }

static const struct arg question_args[] = {
        { "topic", ARG_CODE, R, "科目", "策略包 training.subjects 中的科目。", "subjects", 0, 0 },
        { "kind", ARG_CHOICE, R, "题型", "单选、多选或者判断。", "single=单选题|multiple=多选题|judge=判断题", 0, 0 },
        { "stem", ARG_LONG, R, "题干", "问题本身。", NULL, 1, 1000 },
        { "options", ARG_POINTS, 0, "选项", "选择题一行一个，2 到 8 个，第一行是 A；判断题不填。", NULL, 0, 0 },
        { "answer", ARG_TEXT, R, "答案", "选项的字母，多选的如 A,C；判断题写对或者错。", NULL, 1, 40 },
        { "basis", ARG_TEXT, 0, "依据", "哪部法律第几条，考试结束后给考生看。", NULL, 1, 200 }, ARG_END
};
static const struct arg import_args[] = {
        { "lines", ARG_POINTS, R, "题目", "一行一题，六段用竖线分开：科目|题型|题干|选项；选项|答案|依据。有一行不对就一题也不收。", NULL, 0, 0 }, ARG_END
};
static const struct arg withdraw_args[] = {
        { "question", ARG_INT, R, "题号", "题库中的编号。", NULL, 1, INT64_MAX }, REASON("法律修改、题目有误等；已经抽出的试卷不变。"), ARG_END
};
static const struct arg exam_args[] = {
        { "rule", ARG_CODE, R, "考试", "按策略包的规则组卷、计时和评定。", "exams", 0, 0 },
        { "title", ARG_TEXT, R, "名称", "如：2027 年第一次资格考试。", NULL, 1, 80 },
        { "opens", ARG_INSTANT, R, "开始", "从这时起可以开始作答，以服务器时间为准。", NULL, 0, 0 },
        { "closes", ARG_INSTANT, R, "截止", "到这时一律收卷；晚开始的时间不顺延。", NULL, 0, 0 },
        { "candidates", ARG_LOGINS, R, "考生", "列入名单的才能考；管理题库的人不能考。", NULL, 0, 0 }, ARG_END
};
static const struct arg enrol_args[] = { { "logins", ARG_LOGINS, R, "考生", "补充列入名单的人。", NULL, 0, 0 }, ARG_END };
static const struct arg reason_args[] = { REASON("写明原因，有关的人都能看到。"), ARG_END };
static const struct arg start_args[] = {
        { "exam", ARG_REF, R | ARG_GIVEN, "考试", "考试的编号。", "exam", 0, 0 },
        { "seed", ARG_TEXT, R | ARG_PREPARED, "组卷种子", "凭它可以重新组出同一份试卷。", NULL, 1, 100 },
        { "bank", ARG_INT, R | ARG_PREPARED, "题库版本", "日志第几条以前的题。", NULL, 0, 0 },
        { "paper", ARG_LONG, R | ARG_PREPARED, "试卷", "题号和分值。", NULL, 1, 10000 }, ARG_END
};
static const struct arg save_args[] = { ARG_END };
static const struct arg submit_args[] = { { "marking", ARG_LONG, ARG_PREPARED | ARG_SECRET, "标准答案", "只用来评分，不记入日志。", NULL, 0, 10000 }, ARG_END };
static const struct arg recheck_args[] = {
        { "result", ARG_CHOICE, R, "结果", "维持原分，或者改分。", "keep=维持|change=改分", 0, 0 },
        { "mark", ARG_INT, 0, "改为（分）", "改分的填写。", NULL, 0, 10000 },
        { "answer", ARG_LONG, R, "答复", "怎样复核、理由是什么。", NULL, 1, 1000 }, ARG_END
};
static const struct arg plan_args[] = {
        { "year", ARG_INT, R, "年度", "计划的年度。", NULL, 2000, 2199 }, { "title", ARG_TEXT, R, "名称", "如：2026 年度执法人员培训计划。", NULL, 1, 80 },
        { "content", ARG_LONG, R, "内容", "对象、内容、安排和考核。", NULL, 1, 4000 }, { "hours", ARG_INT, R, "计划学时", "每人全年。", NULL, 1, 1000 }, ARG_END
};
static const struct arg course_args[] = {
        { "title", ARG_TEXT, R, "课程", "课程的名称。", NULL, 1, 80 }, { "kind", ARG_CHOICE, R, "类别", "学时按类别统计。", course_kinds, 0, 0 },
        { "teacher", ARG_TEXT, R, "授课", "授课的人或者单位。", NULL, 1, 80 }, { "plan", ARG_REF, 0, "所属计划", "年度培训计划的编号；计划外的不填。", "training_plan", 0, 0 },
        { "content", ARG_LONG, 0, "内容", "大纲。", NULL, 1, 4000 }, ARG_END
};
static const struct arg class_args[] = {
        { "course", ARG_REF, R | ARG_GIVEN, "课程", "课程的编号。", "course", 0, 0 },
        { "starts", ARG_INSTANT, R, "开始", "开课前 30 分钟起可以签到。", NULL, 0, 0 }, { "ends", ARG_INSTANT, R, "结束", "结束以后不能再扫码。", NULL, 0, 0 },
        { "place", ARG_TEXT, R, "地点", "教室或者线上。", NULL, 1, 80 }, { "hours", ARG_INT, R, "学时", "每人计几个学时。", NULL, 1, 24 },
        { "trainer", ARG_LOGIN, 0, "现场负责", "由他出示签到码、登记没有手机的人；不填即为本人。", NULL, 0, 0 },
        { "notice", ARG_REF, 0, "补训", "为哪一份学时通知安排的补训，填通知的编号。", "shortfall", 0, 0 },
        { "secret", ARG_TEXT, R | ARG_PREPARED, "签到密钥", "签到码由它算出，不显示。", NULL, 1, 100 }, ARG_END
};
static const struct arg attend_args[] = { { "code", ARG_TEXT, R | ARG_GIVEN, "签到码", "培训现场正在显示的码。", NULL, 1, 100 }, ARG_END };
static const struct arg enter_args[] = {
        { "login", ARG_LOGIN, R, "谁", "到场而不能扫码的人。", NULL, 0, 0 }, REASON("如：没有手机、网络不通；谁看到本人到场。"), ARG_END
};
static const struct arg notify_args[] = {
        { "unit", ARG_CODE, R, "机构", "学时不足的人所在的机构。", "units", 0, 0 }, { "year", ARG_INT, R, "年度", "哪一年的学时。", NULL, 2000, 2199 },
        { "people", ARG_LOGINS, R, "学时不足的人", "名单。", NULL, 0, 0 }, { "told", ARG_LOGIN, R, "通知谁", "机构的负责人，由他确认收到。", NULL, 0, 0 },
        { "rule", ARG_TEXT, 0, "学时规则", "策略包 training.hours 的标识。", NULL, 1, 40 },
        { "content", ARG_LONG, R, "要求", "差多少学时、怎样补训。", NULL, 1, 1000 }, { "until", ARG_DAY, R, "补训期限", "含当日。", NULL, 0, 0 }, ARG_END
};
static const struct arg read_args[] = { { "answer", ARG_LONG, 0, "安排", "怎样安排补训。", NULL, 1, 500 }, ARG_END };
static const struct arg close_args[] = { { "outcome", ARG_LONG, R, "结果", "补了多少学时；没有补足的怎样处理。", NULL, 1, 500 }, ARG_END };
#define P ARG_PERSONAL
static const struct arg cover_args[] = {
        { "login", ARG_LOGIN, R, "人员", "为谁投保。", NULL, 0, 0 },
        { "kind", ARG_CHOICE, R, "险种", "人身意外伤害、工伤补充、责任等。", "accident=人身意外伤害|injury=工伤补充|liability=执业责任|medical=补充医疗", 0, 0 },
        { "insurer", ARG_TEXT, R, "保险公司", "保险人的名称。", NULL, 1, 80 }, { "policy", ARG_TEXT, R | P, "保单号", "保险单的编号。", NULL, 1, 80 },
        { "sum", ARG_MONEY, R | P, "保额（元）", "保险金额。", NULL, 0, 0 }, { "since", ARG_DAY, R, "起期", "含当日。", NULL, 0, 0 },
        { "until", ARG_DAY, R, "止期", "含当日。", NULL, 0, 0 }, ARG_END
};
static const struct arg end_args[] = { { "on", ARG_DAY, R, "终止日期", "从这一天起不再有效。", NULL, 0, 0 }, REASON("退保、调离等。"), ARG_END };
static const struct arg medical_args[] = {
        { "login", ARG_LOGIN, R, "人员", "谁的体检。", NULL, 0, 0 }, { "checked", ARG_DAY, R | ARG_PAST | P, "体检日期", "不能晚于今天。", NULL, 0, 0 },
        { "class", ARG_CHOICE, R | P, "结论", "只登记结论的类别，不登记病情。", "fit=适合执法岗位|limited=调整岗位|recheck=待复查", 0, 0 },
        { "next", ARG_DAY, P, "下次体检", "不晚于哪一天。", NULL, 0, 0 }, ARG_END
};
static const struct arg census_args[] = {
        { "note", ARG_LONG, R, "说明", "为什么统计、报给谁。", NULL, 1, 500 },
        { "figures", ARG_LONG, R | ARG_PREPARED, "数据", "统计当时的数据。", NULL, 1, 1000000 }, ARG_END
};

#define ROW(v, l, h, noun_, creates_, roles_, args_, fn, apply_, ...) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", __VA_ARGS__ }

const struct command training_commands[] = {
        ROW("question.add", "录入题目", "题库的一道题；录入后不改，改的停用再录。", "question", true, STAFF, question_args, exam__question_add, training__apply_question),
        ROW("question.import", "批量录入题目", "一行一题，全部正确才收。", "question", true, STAFF, import_args, exam__question_import, training__apply_import),
        ROW("question.withdraw", "停用题目", "以后组卷不再抽到。", "withdrawal", true, STAFF, withdraw_args, exam__question_withdraw, training__apply_withdraw),
        ROW("exam.plan", "安排考试", "行政执法资格考试（行政处罚法第四十二条）。", "exam", true, STAFF, exam_args, exam__plan, training__apply_exam,
            .prepare = exam__plan_prepare),
        ROW("exam.enrol", "补充考生", "截止以前可以补充。", "exam", false, STAFF, enrol_args, exam__enrol, training__apply_enrol),
        ROW("exam.cancel", "取消考试", "没有人开始作答的才能取消。", "exam", false, STAFF, reason_args, exam__cancel, training__apply_exam_cancel),
        ROW("exam.start", "开始考试", "开始以后计时不停，一场只能考一次。", "sitting", true, "", start_args, exam__start, training__apply_start,
            .prepare = exam__start_prepare),
        ROW("exam.save", "保存答案", "考试时间内可以反复保存。", "sitting", false, "", save_args, exam__save, training__apply_save, .widen = exam__widen),
        ROW("exam.submit", "交卷", "交卷以后不能再改；到时没有交卷的，以保存的答案计分。", "sitting", false, "", submit_args, exam__submit, training__apply_submit,
            .prepare = exam__submit_prepare, .widen = exam__widen),
        ROW("exam.end", "到时收卷", "到时没有交卷的，由系统收卷。", "sitting", false, "system", submit_args, exam__submit, training__apply_submit,
            .prepare = exam__submit_prepare),
        ROW("exam.appeal", "申请复核成绩", "对成绩有疑问的，在规定的日数内申请一次。", "sitting", false, "", reason_args, exam__appeal, training__apply_appeal),
        ROW("exam.recheck", "答复复核", "复核后维持或者改分，写明理由。", "sitting", false, STAFF, recheck_args, exam__recheck, training__apply_recheck),
        ROW("training.plan", "制定培训计划", "年度培训计划。", "training_plan", true, STAFF, plan_args, class__plan_make, training__apply_plan),
        ROW("course.add", "登记课程", "计划内或者计划外的课程。", "course", true, STAFF, course_args, class__course_add, training__apply_course),
        ROW("class.plan", "安排培训", "一次课：时间、地点、学时。", "class", true, STAFF, class_args, class__plan, training__apply_class, .prepare = class__plan_prepare),
        ROW("class.cancel", "取消培训", "没有人签到的才能取消。", "class", false, STAFF, reason_args, class__cancel, training__apply_class_cancel),
        ROW("class.attend", "签到", "扫现场的二维码，由本人确认。", "class", false, "", attend_args, class__attend, training__apply_attend),
        ROW("class.enter", "登记到场", "没有手机的，由授课人或者人事教育登记并写明原因。", "class", false, "", enter_args, class__enter, training__apply_attend),
        ROW("shortfall.notify", "通知补训", "通知机构：谁的学时不足，什么时候补上。", "shortfall", true, STAFF, notify_args, class__notify, training__apply_notify),
        ROW("shortfall.read", "确认收到通知", "由接收通知的人确认。", "shortfall", false, "", read_args, class__read, training__apply_read),
        ROW("shortfall.close", "办结补训", "写明补训的结果。", "shortfall", false, STAFF, close_args, class__close, training__apply_close),
        ROW("cover.add", "登记保险", "执法人员的保险（个人信息，只给本人和人事教育看）。", "cover", true, STAFF, cover_args, register__cover_add, training__apply_cover),
        ROW("cover.end", "保险终止", "退保、调离等。", "cover", false, STAFF, end_args, register__cover_end, training__apply_cover_end),
        ROW("medical.add", "登记体检", "只登记日期和结论的类别（个人信息，只给本人和人事教育看）。", "medical", true, STAFF, medical_args, register__medical_add,
            training__apply_medical),
        ROW("census.freeze", "摸底调查定稿", "把现在的数据固定下来（全区方案 四（一）3）。", "census", true, "trainer|supervisor|head", census_args, register__census,
            training__apply_census, .prepare = register__census_prepare),
};
const size_t training_commands_n = sizeof training_commands / sizeof *training_commands;

/* ---- what training asks of certificates and cases ---- */

/* From the day that the pack says: a pass of the examination, not older than it says. */
static bool passed_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct pack_exam *x = pack_exam_for(c->pack, day_of(c->now));
        const char *login = strcmp(cmd->verb, "certificate.issue") ? "" : arg_text(a, "login");
        struct sittings l;

        (void)subject;
        if (!x || !*login)
                return true;
        if (!training__sittings(c, &(struct sitting_wish){ 0, login, x->id, false }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].passed && (!x->valid_months || day_compare(day_of(c->now), day_plus_months(day_of(l.at[i].ended), x->valid_months)) <= 0))
                        return true;
        refuse(&c->why, R_EXAM_NOT_PASSED, "login", "%s 没有有效的“%s”合格成绩", user_name(c, login), x->label);
        c->why.law = x->law;
        return false;
}

static bool certificate_fits(struct ctx *c, const struct pack_fit *f, const char *login, const char *field)
{
        struct certificate k;
        bool kind;

        if (!certificate_on(c, login, day_of(c->now), &k)) {
                c->why.field = field;
                return false;
        }
        kind = pack_fit_has(&f->kinds, k.kinds);
        if (kind && pack_fit_has(&f->areas, k.area))
                return true;
        refuse(&c->why, R_CERTIFICATE_FIT, field, kind ? "%s 的执法区域是“%s”，要求：%s" : "%s 的执法类别是“%s”，要求：%s", user_name(c, login),
               kind ? k.area : k.kinds, kind ? text_join(c->mem, f->areas.at, f->areas.n, ',') : text_join(c->mem, f->kinds.at, f->kinds.n, ','));
        c->why.law = f->law;
        return false;
}

/* A step of the case's own procedure that is for officers and those who lead them.  What others may do as well – take in material, record a payment,
 * make a paper, prepare a publication – is office work, for which no certificate is asked. */
static bool is_enforcement(const struct ctx *c, const struct case_facts *f, const char *verb)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure ? f->standing.procedure : "");
        const struct pack_step *s = p ? procedure_step(p, f->standing.stage, verb) : NULL;

        if (!s || s < p->steps || s >= p->steps + p->n_steps || !names_have(&s->by, "officer") || text_in(verb, VERBS_LETTING_GO, '|'))
                return false;
        for (size_t i = 0; i < s->by.n; i++)
                if (!text_in(s->by.at[i], "officer|team_leader|head", '|'))
                        return false;
        return true;
}

/* Who enforces by this act: those it names as officers, and the actor where the case has been given to him. */
static char **enforcers(struct ctx *c, const struct command *cmd, const struct args *a, const struct case_facts *f, size_t *n, const char **field)
{
        char **actor = TAKE_N(c->mem, char *, 2);

        *n = 0;
        *field = "officers";
        if (command_arg(cmd, "officers") && arg_given(a, "officers"))
                return text_split(c->mem, arg_text(a, "officers"), ',', n);
        *field = NULL;
        *n = c->who && names_have(&f->officers, c->who->login) && is_enforcement(c, f, cmd->verb);
        if (*n)
                actor[0] = text_copy(c->mem, c->who->login);
        return actor;
}

/* Kinds and area of their certificates are those of the matter, on the day of the act. */
static bool fits_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct pack_training *t = pack_training(c->pack);
        const struct case_facts *f = facts_of(c);
        const char *field;
        size_t n = 0;
        char **at;

        (void)subject;
        if (!t->n_fits || !f)
                return true;
        at = enforcers(c, cmd, a, f, &n, &field);
        for (size_t i = 0; i < t->n_fits; i++) {
                const char *item = command_arg(cmd, "item") && arg_given(a, "item") ? arg_text(a, "item") : f->item;

                if (!pack_fit_asks(&t->fits[i], f->agency, item ? item : "", day_of(c->now)))
                        continue;
                for (size_t k = 0; k < n; k++)
                        if (!certificate_fits(c, &t->fits[i], at[k], field))
                                return false;
        }
        return true;
}

extern apply_fn training__heirs;

const struct noun training_nouns[] = {
        { .name = "certificate", .label = "执法证件", .before = passed_before },
        { .name = "case", .label = "案件", .before = fits_before },
        { .name = "unit", .label = "机构", .apply = training__heirs }, { .name = "agency", .label = "机关", .apply = training__heirs },
};
const size_t training_nouns_n = sizeof training_nouns / sizeof *training_nouns;

/* ---- papers whose time is over ---- */

static bool ended(struct ctx *c, struct requests *out)
{
        struct sittings l;

        if (!training__sittings(c, &(struct sitting_wish){ 0, "", "", true }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (c->now.ms > l.at[i].deadline.ms)
                        request_due(out, "exam.end", l.at[i].id, text_make(out->mem, "exam.end:%lld", (long long)l.at[i].id), NULL, 0);
        return true;
}

const struct job training_jobs[] = { { "exam_end", "到时收卷", "考试时间已到而没有交卷的，以保存的答案计分。", 1, ended } };
const size_t training_jobs_n = sizeof training_jobs / sizeof *training_jobs;
