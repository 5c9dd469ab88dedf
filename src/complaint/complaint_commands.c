/* complaint_commands.c - what is done with a report: accepted or not, handed over, confirmed, tied to a case, answered, closed.
 *
 * First-contact responsibility (首问责任): handing over changes nothing about who is responsible; the other office's confirmation does.
 * Handlers decide; complaint_apply.c writes.
 */
#include "complaint/complaint_inner.h"
#include <string.h>

static void put_args(struct draft *d, const struct args *a, const char *except)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, except, '|'))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool state_is(struct ctx *c, const struct complaint *k, const char *states, const char *what)
{
        return text_in(k->state, states, '|') || refuse(&c->why, R_COMPLAINT_STATE, NULL, "%s现在是“%s”，%s", k->number, complaint__state(k->state), what);
}

/* ---- accepting ---- */

static bool unit_fits(struct ctx *c, const char *agency, const char *unit, const char *field)
{
        const struct pack_unit *u = pack_unit(c->pack, unit);

        return !u || !strcmp(u->agency, agency) || refuse(&c->why, R_ARG_CHOICE, field, "“%s”不属于这个机关", u->name);
}

static bool owner_fits(struct ctx *c, const char *agency, const char *login)
{
        struct user u;

        if (!*login)
                return true;
        if (!user_load(c, login, &u))
                return false;
        return !strcmp(u.agency, agency) || refuse(&c->why, R_ARG_CHOICE, "owner", "%s 不在这个机关", u.name);
}

static bool accept(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool yes = !strcmp(arg_text(a, "decision"), "yes");
        struct complaint k;

        if (!args_known(c, a) || !complaint__load(c, subject, &k) || !state_is(c, &k, "new", yes ? "不用再受理" : "不能再不予受理") ||
            !unit_fits(c, k.agency, arg_text(a, "unit"), "unit") || !owner_fits(c, k.agency, arg_text(a, "owner")))
                return false;
        if (!yes && !arg_given(a, "reason"))
                return refuse(&c->why, R_ARG_MISSING, "reason", "不予受理的，把理由和可以找谁告诉反映人");
        put_args(out, a, "unit|owner");
        draft_put(out, "unit", arg_given(a, "unit") ? arg_text(a, "unit") : k.unit);
        draft_put(out, "owner", arg_given(a, "owner") ? arg_text(a, "owner") : *k.owner ? k.owner : c->who->login);
        draft_put(out, "state", yes ? "accepted" : "declined");
        draft_put(out, "ends", "accept");
        if (yes)
                complaint__promise_put(c, "answer", k.kind, out);
        return true;
}

/* ---- handing over ---- */

static bool receiver_right(struct ctx *c, const struct args *a, const struct complaint *k)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "to_unit"));
        const char *agency = arg_text(a, "to_agency");

        if (arg_given(a, "to_outside") == (arg_given(a, "to_agency") || u))
                return refuse(&c->why, R_ARG_MISSING, "to_agency", "写明移送给谁：本系统中的机关或者机构，或者系统以外的单位，二者取一");
        if (u && *agency && strcmp(u->agency, agency))
                return refuse(&c->why, R_ARG_CHOICE, "to_unit", "“%s”不属于这个机关", u->name);
        if (!arg_given(a, "to_outside") && !strcmp(*agency ? agency : u->agency, k->agency) && !strcmp(u ? u->id : "", k->unit))
                return refuse(&c->why, R_ARG_CHOICE, "to_agency", "已经在%s", complaint__place(c->pack, k->agency, k->unit));
        return true;
}

static bool transfer(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "to_unit"));
        struct complaint k;

        if (!args_known(c, a) || !complaint__load(c, subject, &k) || !state_is(c, &k, "new|accepted", "不能移送") || !receiver_right(c, a, &k))
                return false;
        put_args(out, a, "to_agency|to_unit");
        if (!arg_given(a, "to_outside")) {
                const char *agency = arg_given(a, "to_agency") ? arg_text(a, "to_agency") : u->agency;

                draft_put(out, "to_agency", agency);
                draft_put(out, "to_unit", u ? u->id : pack_complaint_desk(c->pack, agency));
        }
        draft_put(out, "before", k.state);
        draft_put(out, "state", "moving");
        complaint__promise_put(c, "receive", k.kind, out);
        return true;
}

/* Within the system the receiving office confirms; for a body outside whoever handed it over notes the receipt. */
static bool received(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct complaint k;
        bool outside;

        if (!complaint__load(c, subject, &k) || !state_is(c, &k, "moving", "没有在移送"))
                return false;
        outside = *k.to_outside != '\0';
        if (outside && !arg_given(a, "receipt"))
                return refuse(&c->why, R_ARG_MISSING, "receipt", "%s不在本系统中，写明对方的收件回执", k.to_outside);
        if (!outside && !access_sees(c, &(struct place){ k.to_agency, k.to_unit, NULL }))
                return refuse(&c->why, R_COMPLAINT_FIRST, NULL, "要由%s确认收到；在那以前仍由%s负责", complaint__place(c->pack, k.to_agency, k.to_unit),
                              complaint__place(c->pack, k.agency, k.unit));
        draft_put(out, "receipt", arg_text(a, "receipt"));
        draft_put(out, "in_agency", outside ? k.agency : k.to_agency);
        draft_put(out, "in_unit", outside ? k.unit : k.to_unit);
        draft_put(out, "owner", outside ? k.owner : c->who->login);
        draft_put(out, "to_agency", k.to_agency);
        draft_put(out, "to_outside", k.to_outside);
        draft_put(out, "state", outside ? "closed" : k.before_move);
        draft_put(out, "ends", outside ? "receive,accept,answer" : "receive");
        return true;
}

/* ---- the matter itself ---- */

static bool link_case(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct case_facts f;
        struct complaint k;

        if (!complaint__load(c, subject, &k) || !state_is(c, &k, "new|accepted|answered", "不能再关联案件") ||
            !case_facts_load(c, arg_int(a, "case"), &f) || !case_may_see(c, &f))
                return false;
        if (k.case_id)
                return refuse(&c->why, R_ONCE, "case", "%s已经关联案件 %lld", k.number, (long long)k.case_id);
        put_args(out, a, "");
        return true;
}

static bool answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct complaint k;

        if (!complaint__load(c, subject, &k))
                return false;
        if (!strcmp(k.state, "moving"))
                return refuse(&c->why, R_COMPLAINT_FIRST, NULL, "%s正在移送%s，对方确认收到以后由其答复", k.number,
                              *k.to_outside ? k.to_outside : complaint__place(c->pack, k.to_agency, k.to_unit));
        if (!state_is(c, &k, "accepted", "先受理，再答复"))
                return false;
        put_args(out, a, "");
        draft_put(out, "state", "answered");
        draft_put(out, "ends", "answer");
        return true;
}

static bool close_it(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct complaint k;

        if (!complaint__load(c, subject, &k))
                return false;
        if (!strcmp(arg_text(a, "how"), "withdrawn") ? !state_is(c, &k, "new|accepted|answered", "不能办结")
            : !state_is(c, &k, "answered|declined", "答复反映人以后才能办结"))
                return false;
        put_args(out, a, "");
        draft_put(out, "state", "closed");
        draft_put(out, "ends", "accept,answer");
        return true;
}

/* ---- what all acts on reports and questions have in common ---- */

static bool complaint_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct complaint k;

        (void)a;
        return cmd->creates || (complaint__load(c, subject, &k) && complaint__may_see(c, &k));
}

static bool question_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct question q;

        (void)a;
        return cmd->creates || (question__load(c, subject, &q) && question__may_see(c, &q));
}

apply_fn complaint__heirs;

const struct noun complaint_nouns[] = {
        { .name = "unit", .label = "机构", .apply = complaint__heirs }, { .name = "agency", .label = "机关", .apply = complaint__heirs },
        { .name = "complaint", .label = "投诉举报", .before = complaint_before, .apart = true },
        { .name = "consultation", .label = "咨询", .before = question_before, .apart = true },
        { .name = "progress", .label = "进度查询码", .apart = true },
};
const size_t complaint_nouns_n = sizeof complaint_nouns / sizeof *complaint_nouns;

/* ---- who reported ---- */

static bool named_and_mine(struct ctx *c, int64_t subject, struct complaint *k)
{
        if (!complaint__load(c, subject, k))
                return false;
        if (k->anonymous)
                return refuse(&c->why, R_COMPLAINT_STATE, NULL, "%s是匿名的，没有留下姓名和电话，无从核实", k->number);
        return complaint__handles(c, k) || refuse(&c->why, R_SCOPE, NULL, "反映人是谁，只对办理的人开放");
}

/* To look is an act: it stands in the report's own story, with the reason, for whoever supervises (个人信息保护法 6, 54). */
static bool identity(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct complaint k;

        if (!named_and_mine(c, subject, &k))
                return false;
        put_args(out, a, "");
        return true;
}

/* A lost code: only for a person who can be asked whether it is they.  The old one opens nothing from then on. */
static bool code_anew(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct complaint k;

        if (!named_and_mine(c, subject, &k))
                return false;
        put_args(out, a, "");
        return true;
}

/* ---- the table ---- */

#define R ARG_REQUIRED

static const struct arg accept_args[] = {
        { "decision", ARG_CHOICE, R, "是否受理", "属于本单位职责的受理；属于别人的移送，不要不予受理。", "yes=受理|no=不予受理", 0, 0 },
        { "reason", ARG_LONG, 0, "告诉反映人的话", "不予受理的必填，写明理由、依据和可以找谁；反映人凭查询码看到。", NULL, 1, 1000 },
        { "unit", ARG_CODE, 0, "承办机构", "不填即为现在的机构。", "units", 0, 0 },
        { "owner", ARG_LOGIN, 0, "承办人", "不填即为本人。", NULL, 0, 0 }, ARG_END
};
static const struct arg transfer_args[] = {
        { "to_agency", ARG_CODE, 0, "移送机关", "本系统中的机关。", "agencies", 0, 0 },
        { "to_unit", ARG_CODE, 0, "移送机构", "知道具体机构的填写。", "units", 0, 0 },
        { "to_outside", ARG_TEXT, 0, "系统以外的单位", "没有使用本系统的机关、单位。", NULL, 2, 80 },
        { "urgent", ARG_BOOL, 0, "紧急", "危及安全、正在发生的，立即移送并电话告知。", NULL, 0, 0 },
        { "reason", ARG_LONG, R, "告诉反映人的话", "为什么移送；反映人凭查询码看到。", NULL, 2, 1000 }, ARG_END
};
static const struct arg received_args[] = {
        { "receipt", ARG_TEXT, 0, "回执", "系统以外的单位收到的，写明回执文号、日期、经办人。", NULL, 1, 200 }, ARG_END
};
static const struct arg link_args[] = {
        { "case", ARG_REF, R, "案件", "由这件投诉举报登记的案源、案件。", "case", 0, 0 },
        { "note", ARG_LONG, 0, "说明", "与案件的关系。", NULL, 1, 500 }, ARG_END
};
static const struct arg answer_args[] = {
        { "answer", ARG_LONG, R, "答复", "反映人凭查询码看到；不写别人的个人信息。", NULL, 5, 3000 },
        { "found", ARG_LONG, 0, "核实情况", "内部记录，不告诉反映人。", NULL, 1, 3000 }, ARG_END
};
static const struct arg close_args[] = {
        { "how", ARG_CHOICE, R, "办结方式", "答复以后办结；反映人撤回的写明。", "done=已答复（已告知不予受理）|withdrawn=反映人撤回", 0, 0 },
        { "note", ARG_LONG, 0, "说明", "归档的材料、回访情况。", NULL, 1, 500 }, ARG_END
};

static const struct arg identity_args[] = {
        { "reason", ARG_TEXT, R, "为什么要看", "如：电话回访、补充情况。写入办理经过。", NULL, 2, 200 }, ARG_END
};
static const struct arg code_args[] = {
        { "checked", ARG_TEXT, R, "怎样核实了本人", "如：回拨登记的电话核对；不写证件号码。", NULL, 2, 200 },
        { "code_digest", ARG_TEXT, ARG_PREPARED, "查询码的指纹", "系统生成，查询码本身不保存。", NULL, 1, 80 }, ARG_END
};

#define ROW(v, l, h, args_, fn, apply_) { .verb = v, .label = l, .help = h, .noun = "complaint", .roles = HANDLERS, .args = args_, .handle = fn, \
                .apply = apply_, .sets = "", .clears = "" }

const struct command complaint_commands[] = {
        { .verb = "complaint.file", .label = "投诉举报", .help = "任何人都可以反映违法行为和执法人员的问题（行政处罚法第七十五条、行政许可法第六十五条）；代为登记电话、来信、来访也用它。",
          .noun = "complaint", .creates = true, .roles = "public|" HANDLERS, .args = complaint__file_args, .handle = complaint__do_file,
          .apply = complaint__apply_file, .sets = "", .clears = "", .prepare = complaint__prepare_file },
        ROW("complaint.accept", "受理", "决定是否受理并告知反映人（参照信访工作条例第二十三条）。", accept_args, accept, complaint__apply_state),
        ROW("complaint.transfer", "移送", "不归本单位管的，移送有权的单位；对方确认收到以前仍由本单位负责（首问负责制）。", transfer_args, transfer, complaint__apply_state),
        ROW("complaint.received", "确认收到移送", "接收单位确认收到，责任从这时转移（首问负责制）。", received_args, received, complaint__apply_received),
        ROW("complaint.link", "关联案件", "由投诉举报登记的案源，写回案件编号（行政处罚法第五十四条）。", link_args, link_case, complaint__apply_link),
        ROW("complaint.answer", "答复反映人", "把处理结果告诉反映人（参照信访工作条例第三十四条）。", answer_args, answer, complaint__apply_state),
        ROW("complaint.close", "办结归档", "答复以后办结归档；撤回的写明。", close_args, close_it, complaint__apply_state),
        ROW("complaint.identity", "查看反映人", "看实名反映人的姓名和电话；当天有效，记入办理经过（个人信息保护法第六条、第五十四条）。", identity_args, identity,
            complaint__apply_nothing),
        { .verb = "complaint.code", .label = "重新制发查询码", .help = "反映人丢了查询码，核实本人以后重新制发；原来的作废。", .noun = "complaint", .roles = HANDLERS,
          .args = code_args, .handle = code_anew, .apply = complaint__apply_code, .sets = "", .clears = "", .prepare = progress__prepare },
        { .verb = "complaint.release", .label = "放行附件", .help = "隔离的附件确有必要打开的，写明理由放行；只能作为文件保存。", .noun = "complaint",
          .roles = "team_leader|head|supervisor", .args = complaint__release_args, .handle = complaint__release, .apply = complaint__apply_release,
          .sets = "", .clears = "" },
        { .verb = "consultation.ask", .label = "咨询", .help = "向执法机关咨询（三项制度方案：咨询服务）。", .noun = "consultation", .creates = true,
          .roles = "public|" HANDLERS, .args = question__ask_args, .handle = question__ask, .apply = question__apply_ask, .sets = "", .clears = "",
          .prepare = question__prepare },
        { .verb = "consultation.answer", .label = "答复咨询", .help = "答复咨询；提问人同意并且不含个人信息的，可以公开问答。", .noun = "consultation",
          .roles = HANDLERS "|reviewer|editor", .args = question__answer_args, .handle = question__answer, .apply = question__apply_answer,
          .sets = "", .clears = "" },
        { .verb = "progress.code", .label = "制发查询码", .help = "随受理通知书交给申请人或者当事人，凭案号和查询码在门户网站查进度；重新制发的，原来的作废。",
          .noun = "progress", .creates = true, .roles = "duty|officer|team_leader|head", .args = progress__code_args, .handle = progress__code,
          .apply = progress__apply_code, .sets = "", .clears = "", .prepare = progress__prepare },
};
const size_t complaint_commands_n = sizeof complaint_commands / sizeof *complaint_commands;
