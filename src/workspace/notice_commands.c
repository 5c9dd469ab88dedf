/* notice_commands.c - notices: published, withdrawn, confirmed; messages: sent by jobs, read by people; reminders' outcomes.
 *
 * Handlers decide; work_apply.c writes.  A message is read only by whom it went to; that somebody else has one is not told.
 */
#include "workspace/work_inner.h"
#include <string.h>

apply_fn work__apply_notice, work__apply_notice_end, work__apply_receipt, work__apply_send, work__apply_pass, work__apply_read, work__apply_reminder,
        work__apply_favourite, work__apply_favourite_drop, work__apply_filter, work__apply_filter_drop, work__apply_filter_name, work__apply_choice, work__apply_job;
command_fn work__favourite_add, work__favourite_drop, work__filter_save, work__filter_drop, work__filter_rename, work__choose;

static void put_args(struct draft *d, const struct args *a, const char *except)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, except, '|'))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

/* To everyone: only who administers or supervises; otherwise one's own agency, and within the scope. */
static bool audience_right(struct ctx *c, const struct args *a, const char **agency)
{
        const struct names all = { (const char *[]){ "admin", "supervisor" }, 2 };
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "unit"));

        *agency = !strcmp(arg_text(a, "to"), "all") ? "" : arg_given(a, "agency") ? arg_text(a, "agency") : u ? u->agency : c->who->agency;
        if (u && strcmp(u->agency, *agency))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于这个机关", u->name);
        if (!strcmp(arg_text(a, "to"), "unit") && !u)
                return refuse(&c->why, R_ARG_MISSING, "unit", "写明发给哪个机构");
        if (!strcmp(arg_text(a, "to"), "role") && !arg_given(a, "role"))
                return refuse(&c->why, R_ARG_MISSING, "role", "写明发给哪个岗位");
        if (who_has_any(c->who, &all) || !strcmp(*agency, c->who->agency))
                return true;
        return refuse(&c->why, R_ROLE, "to", "发给其他机关或者所有机关的，由系统管理员或者行政执法监督人员发布");
}

static bool publish(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct day today = day_of(c->now), until = arg_day(a, "until");
        const char *agency;
        int64_t days;

        (void)subject;
        if (!args_known(c, a) || !audience_right(c, a, &agency) || !parameter_int(c, "notice_days", &days))
                return false;
        if (arg_given(a, "until") && day_compare(until, today) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "展示到 %s，已经过去", day_text(c->mem, until));
        put_args(out, a, "agency|unit|role|until");
        if (*agency)
                draft_put(out, "agency", agency);
        else
                draft_put(out, "agency", "*");
        if (!strcmp(arg_text(a, "to"), "unit"))
                draft_put(out, "unit", arg_text(a, "unit"));
        if (!strcmp(arg_text(a, "to"), "role"))
                draft_put(out, "for_role", arg_text(a, "role"));
        draft_put_day(out, "until", arg_given(a, "until") ? until : day_plus(today, (int)days));
        return true;
}

static bool withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct notice n;

        if (!work__notice(c, subject, &n))
                return false;
        if (strcmp(n.author, c->who->login) && !who_has_role(c->who, "admin"))
                return refuse(&c->why, R_ROLE, NULL, "由发布人或者系统管理员撤回");
        if (n.ended.ms)
                return refuse(&c->why, R_DUPLICATE, NULL, "已经在 %s 撤回", instant_local(c->mem, n.ended));
        put_args(out, a, "");
        return true;
}

static bool confirm(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct notice n;

        (void)a, (void)out;
        if (!work__notice(c, subject, &n))
                return false;
        if (!work__notice_mine(c, &n))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "notice/%lld", (long long)subject);
        return !n.seen.ms || refuse(&c->why, R_DUPLICATE, NULL, "您在 %s 已经签收", instant_local(c->mem, n.seen));
}

static bool send(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c, (void)subject;
        put_args(out, a, "");
        return true;
}

static bool pass(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c, (void)subject;
        put_args(out, a, "");
        return true;
}

static bool read_messages(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        size_t n;
        char **ids = text_split(c->mem, arg_text(a, "messages"), ',', &n);

        (void)subject;
        if (!n && !arg_given(a, "until"))
                return refuse(&c->why, R_ARG_MISSING, "messages", "没有选消息");
        for (size_t i = 0; i < n; i++) {
                int64_t id;
                bool mine;

                must(text_int(ids[i], 0, INT64_MAX, &id));
                if (!work__is_to(c, id, c->who->login, &mine))
                        return false;
                if (!mine)
                        return refuse(&c->why, R_SUBJECT_UNKNOWN, "messages", "message/%lld", (long long)id);
        }
        put_args(out, a, "");
        return true;
}

static bool ask_run(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!job_find(arg_text(a, "name")))
                return refuse(&c->why, R_ARG_CHOICE, "name", "没有名为“%s”的任务", utf8_head(c->mem, arg_text(a, "name"), 40));
        put_args(out, a, "");
        return true;
}

static int interval(int64_t n)
{
        static const int minutes[] = { 1, 5, 15, 60, 180, 360, 720, 1440 };

        return minutes[n < 1 ? 0 : n > 8 ? 7 : n - 1];
}

/* One row of work_reminder: the wait grows with each failure, and ends. */
static bool reminded(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool sent = !strcmp(a->command->verb, "reminder.sent");
        struct reminder r = { .tries = 0, .state = "" };
        int64_t most;
        bool found;

        if (!work__reminder(c, subject, arg_text(a, "login"), arg_text(a, "channel"), &r, &found) || !parameter_int(c, "remind_tries", &most))
                return false;
        if (found && strcmp(r.state, "failed"))
                return refuse(&c->why, R_DUPLICATE, NULL, "这一条已经有了结果");
        put_args(out, a, "");
        draft_put_int(out, "try", r.tries + 1);
        draft_put(out, "state", sent ? "sent" : r.tries + 1 < most ? "failed" : "given_up");
        if (!sent && r.tries + 1 < most)
                draft_put(out, "next_at", instant_text(c->mem, (struct instant){ c->now.ms + (int64_t)interval(r.tries + 1) * 60000 }));
        return true;
}

#define R ARG_REQUIRED
static const struct arg publish_args[] = {
        { "title", ARG_TEXT, R, "标题", "一句话说明是什么事。", NULL, 2, 80 },
        { "kind", ARG_CHOICE, R | ARG_OPEN, "种类", "没有合适的，由系统管理员在字典里添加。",
          "notice=通知|meeting=会议|training=培训|duty=值班|system=系统维护|other=其他", 0, 0 },
        { "body", ARG_LONG, R, "内容", "写明要做什么、什么时候、找谁。", NULL, 1, 10000 },
        { "to", ARG_CHOICE, R, "发给", "", "agency=本机关全体|unit=一个机构|role=一个岗位|all=所有机关", 0, 0 },
        { "agency", ARG_CODE, 0, "机关", "不填即为本机关。", "agencies", 0, 0 },
        { "unit", ARG_CODE, 0, "机构", "发给一个机构时填写。", "units", 0, 0 },
        { "role", ARG_CODE, 0, "岗位", "发给一个岗位时填写。", "roles", 0, 0 },
        { "until", ARG_DAY, 0, "展示到", "含当日；不填按参数“公告：默认展示”。", NULL, 0, 0 },
        { "file", ARG_FILE, 0, "附件", "一个文件。", NULL, 0, 0 }, ARG_END
};
static const struct arg withdraw_args[] = { { "reason", ARG_TEXT, R, "为什么撤回", "已经签收的人也会看到。", NULL, 2, 200 }, ARG_END };
static const struct arg no_args[] = { ARG_END };
static const struct arg send_args[] = {
        { "kind", ARG_TEXT, R, "种类", "消息的种类。", NULL, 1, 30 },
        { "about", ARG_TEXT, R, "关于", "每件事只发一次。", NULL, 1, 80 },
        { "to", ARG_TEXT, R, "发给", "登录名，用逗号隔开。", NULL, 1, 60000 },
        { "title", ARG_TEXT, R, "标题", "编号和名称。", NULL, 1, 200 },
        { "text", ARG_TEXT, 0, "内容", "", NULL, 1, 500 },
        { "link", ARG_TEXT, R, "去处", "", NULL, 1, 200 },
        { "due", ARG_DAY, 0, "期限", "", NULL, 0, 0 },
        { "position", ARG_INT, 0, "读到", "由动作产生的：存证日志第几条。", NULL, 0, INT64_MAX }, ARG_END
};
static const struct arg pass_args[] = { { "position", ARG_INT, R, "读到", "存证日志第几条。", NULL, 0, INT64_MAX }, ARG_END };
static const struct arg read_args[] = {
        { "messages", ARG_REFS, 0, "消息", "一条或者几条的编号。", "message", 0, 0 },
        { "until", ARG_INT, 0, "到哪一条为止", "本人的、不晚于这一条的消息都记为已读。", NULL, 0, INT64_MAX }, ARG_END
};
static const struct arg reminder_args[] = {
        { "login", ARG_TEXT, R, "收件人", "", NULL, 1, 60 }, { "channel", ARG_CHOICE, R, "方式", "", "mail=邮件|hook=推送", 0, 0 },
        { "detail", ARG_TEXT, 0, "情况", "没有送到的原因。", NULL, 1, 300 }, ARG_END
};
static const struct arg job_args[] = {
        { "name", ARG_TEXT, R | ARG_GIVEN, "任务", "任务的名称，见任务页。", NULL, 1, 40 },
        { "reason", ARG_TEXT, 0, "说明", "为什么现在要运行一次。", NULL, 1, 200 }, ARG_END
};
static const struct arg favourite_args[] = {
        { "link", ARG_TEXT, R | ARG_GIVEN, "页面", "工作台里的地址。", NULL, 1, 400 }, { "label", ARG_TEXT, R, "名称", "收藏夹里显示的名称。", NULL, 1, 80 }, ARG_END
};
static const struct arg filter_args[] = {
        { "path", ARG_TEXT, R | ARG_GIVEN, "列表", "列表的地址。", NULL, 1, 120 }, { "query", ARG_TEXT, R | ARG_GIVEN, "条件", "地址里的条件。", NULL, 1, 1000 },
        { "name", ARG_TEXT, R, "名称", "如：本周到期的。", NULL, 1, 40 }, { "shared", ARG_BOOL, 0, "与本机构共用", "同一机构的人也能看到这个名称和条件。", NULL, 0, 0 }, ARG_END
};
static const struct arg rename_args[] = { { "name", ARG_TEXT, R, "名称", "如：本周到期的。", NULL, 1, 40 }, ARG_END };
static const struct arg choose_args[] = {
        { "mail", ARG_TEXT, ARG_PERSONAL, "电子邮箱", "单位邮箱；不填即不发邮件。", NULL, 5, 120 },
        { "mail_kinds", ARG_CHOICES, 0, "发邮件的消息", "勾选的种类发到上面的邮箱。", WORK_KINDS, 0, 0 },
        { "hook_kinds", ARG_CHOICES, 0, "推送的消息", "推送到哪里由系统管理员设定。", WORK_KINDS, 0, 0 },
        { "quiet_from", ARG_TEXT, 0, "免打扰：从", "如 21:30；不填按单位的设定。", NULL, 5, 5 },
        { "quiet_until", ARG_TEXT, 0, "免打扰：到", "如 07:30；与起点相同即不设。", NULL, 5, 5 }, ARG_END
};

#define PUBLISHERS "head|team_leader|supervisor|editor|admin|security"
#define ROW(v, l, h, n, c_, r, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = n, .creates = c_, .roles = r, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "" }

const struct command workspace_commands[] = {
        ROW("notice.publish", "发布公告", "向全体、一个机关、机构或者岗位发布，收到的人逐个签收。", "notice", true, PUBLISHERS, publish_args, publish, work__apply_notice),
        ROW("notice.withdraw", "撤回公告", "写明原因；签收记录保留。", "notice", false, "", withdraw_args, withdraw, work__apply_notice_end),
        ROW("notice.read", "已阅，签收", "确认已经阅读，发布人可以看到。", "notice", false, "", no_args, confirm, work__apply_receipt),
        ROW("inbox.send", "发消息", "系统任务：由动作和期限产生的消息。", "message", true, "system", send_args, send, work__apply_send),
        ROW("inbox.pass", "读到这里", "系统任务：到这一条为止没有要告诉谁的。", "reading", true, "system", pass_args, pass, work__apply_pass),
        ROW("inbox.read", "记为已读", "把自己收到的消息记为已读。", "reading", true, "", read_args, read_messages, work__apply_read),
        ROW("reminder.sent", "提醒已发出", "系统任务：邮件或者推送已经交出。", "message", false, "system", reminder_args, reminded, work__apply_reminder),
        ROW("reminder.failed", "提醒没有发出", "系统任务：没有送到，按间隔重试。", "message", false, "system", reminder_args, reminded, work__apply_reminder),
        ROW("reminder.choose", "设定提醒", "哪些消息发邮件、推送，什么时候不打扰。", "reading", true, "", choose_args, work__choose, work__apply_choice),
        ROW("job.run", "立即运行任务", "请求现在运行一次；服务在几秒内运行，结果见任务页。", "job", true, "admin", job_args, ask_run, work__apply_job),
        ROW("favourite.add", "收藏", "把一个页面放进自己的收藏夹。", "favourite", true, "", favourite_args, work__favourite_add, work__apply_favourite),
        ROW("favourite.drop", "取消收藏", "从自己的收藏夹里拿掉。", "favourite", false, "", no_args, work__favourite_drop, work__apply_favourite_drop),
        ROW("filter.save", "保存筛选条件", "给列表的条件起个名称，自己用或者与本机构共用。", "filter", true, "", filter_args, work__filter_save, work__apply_filter),
        ROW("filter.rename", "给筛选条件改名", "只能改自己保存的。", "filter", false, "", rename_args, work__filter_rename, work__apply_filter_name),
        ROW("filter.drop", "删除筛选条件", "只能删除自己保存的。", "filter", false, "", no_args, work__filter_drop, work__apply_filter_drop),
};
const size_t workspace_commands_n = sizeof workspace_commands / sizeof *workspace_commands;

const struct noun workspace_nouns[] = {
        { .name = "notice", .label = "公告", .apart = true }, { .name = "message", .label = "消息", .apart = true },
        { .name = "reading", .label = "阅读", .apart = true }, { .name = "favourite", .label = "收藏", .apart = true },
        { .name = "filter", .label = "筛选条件", .apart = true }, { .name = "job", .label = "任务", .apart = true },
};
const size_t workspace_nouns_n = sizeof workspace_nouns / sizeof *workspace_nouns;
