/* work_views.c - the work floor as tables, and which address shows which page. */
#include "workspace/work_inner.h"
#include <string.h>

static const struct arg no_params[] = { ARG_END };
static const char *number(struct ctx *c, int64_t n) { return text_make(c->mem, "%lld", (long long)n); }
static const char *moment(struct ctx *c, struct instant t) { return t.ms ? instant_text(c->mem, t) : NULL; }

static const struct column message_columns[] = {
        { "id", "编号", CELL_INT }, { "kind", "种类", CELL_TEXT }, { "title", "事情", CELL_TEXT }, { "text", "说明", CELL_TEXT }, { "due", "期限", CELL_DAY },
        { "link", "去处", CELL_TEXT }, { "at", "时间", CELL_INSTANT }, { "seen", "已读", CELL_INSTANT }, COLUMN_END
};
static const struct arg message_params[] = { { "unread", ARG_BOOL, 0, "只看未读", "", NULL, 0, 0 }, { "kind", ARG_CHOICE, 0, "种类", "", WORK_KINDS, 0, 0 }, ARG_END };

static bool view_messages(struct ctx *c, const struct args *a, struct table *t)
{
        struct messages l;

        if (!work__inbox(c, arg_text(a, "kind"), arg_given(a, "unread") && arg_bool(a, "unread"), INT64_MAX, 200, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(c, l.at[i].id), l.at[i].kind, l.at[i].title, l.at[i].text, day_text(c->mem, l.at[i].due), l.at[i].link,
                        moment(c, l.at[i].at), moment(c, l.at[i].seen) });
        t->total = (int64_t)l.n;
        return true;
}

static const struct column notice_columns[] = {
        { "id", "编号", CELL_INT }, { "kind", "种类", CELL_TEXT }, { "title", "标题", CELL_TEXT }, { "audience", "发给", CELL_TEXT }, { "author", "发布人", CELL_TEXT },
        { "at", "发布时间", CELL_INSTANT }, { "until", "展示到", CELL_DAY }, { "seen", "本人签收", CELL_INSTANT }, { "ended", "撤回", CELL_INSTANT }, { "waiting", "等我签收", CELL_BOOL }, COLUMN_END
};
static const struct arg notice_params[] = { { "old", ARG_BOOL, 0, "连同以前的", "", NULL, 0, 0 }, ARG_END };

static bool view_notices(struct ctx *c, const struct args *a, struct table *t)
{
        struct notices l;

        if (!work__notices(c, arg_given(a, "old") && arg_bool(a, "old"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(c, l.at[i].id), l.at[i].kind, l.at[i].title, work__audience(c, &l.at[i]), l.at[i].author, moment(c, l.at[i].at),
                        day_text(c->mem, l.at[i].until), moment(c, l.at[i].seen), moment(c, l.at[i].ended),
                        !l.at[i].seen.ms && !l.at[i].ended.ms && strcmp(l.at[i].author, c->who->login) && day_compare(l.at[i].until, day_of(c->now)) >= 0 ? "true" : "false" });
        t->total = (int64_t)l.n;
        return true;
}

static const struct arg receipt_params[] = { { "notice", ARG_REF, ARG_REQUIRED, "公告", "公告的编号。", "notice", 0, 0 }, ARG_END };
static const struct column receipt_columns[] = { { "login", "账号", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "unit", "机构", CELL_TEXT }, { "at", "签收", CELL_INSTANT }, COLUMN_END };

static bool view_receipts(struct ctx *c, const struct args *a, struct table *t)
{
        const struct names see = { (const char *[]){ "admin", "supervisor", "head" }, 3 };
        struct readers l;
        struct notice n;

        if (!work__notice(c, arg_int(a, "notice"), &n))
                return false;
        if (strcmp(n.author, c->who->login) && (!who_has_any(c->who, &see) || !work__notice_mine(c, &n)))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "notice", "notice/%lld", (long long)n.id);
        if (!work__readers(c, &n, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ l.at[i].login, l.at[i].name, l.at[i].unit, moment(c, l.at[i].at) });
        t->total = (int64_t)l.n;
        return true;
}

static const struct column filter_columns[] = {
        { "id", "编号", CELL_INT }, { "name", "名称", CELL_TEXT }, { "path", "列表", CELL_TEXT }, { "query", "条件", CELL_TEXT }, { "login", "保存人", CELL_TEXT },
        { "shared", "共用", CELL_BOOL }, COLUMN_END
};

static bool view_filters(struct ctx *c, const struct args *a, struct table *t)
{
        struct saved_filters l;

        (void)a;
        if (!work__filters(c, "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(c, l.at[i].id), l.at[i].name, l.at[i].path, l.at[i].query, l.at[i].login, l.at[i].shared ? "true" : "false" });
        t->total = (int64_t)l.n;
        return true;
}

static const struct column favourite_columns[] = { { "id", "编号", CELL_INT }, { "label", "名称", CELL_TEXT }, { "link", "页面", CELL_TEXT }, COLUMN_END };

static bool view_favourites(struct ctx *c, const struct args *a, struct table *t)
{
        struct favourites l;

        (void)a;
        if (!work__favourites(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(c, l.at[i].id), l.at[i].label, l.at[i].link });
        t->total = (int64_t)l.n;
        return true;
}

static const struct column parameter_columns[] = {
        { "name", "名称", CELL_TEXT }, { "label", "参数", CELL_TEXT }, { "value", "现在", CELL_TEXT }, { "unit", "单位", CELL_TEXT }, { "from", "来自", CELL_TEXT },
        { "since", "从哪天起", CELL_DAY }, { "next", "以后", CELL_TEXT }, { "next_since", "以后从哪天起", CELL_DAY }, COLUMN_END
};

static bool view_parameters(struct ctx *c, const struct args *a, struct table *t)
{
        const struct parameter *p;

        (void)a;
        for (size_t i = 0; (p = parameter_at(i)); i++) {
                struct parameter_now n;

                if (!parameter_now(c, p, &n))
                        return false;
                table_row(t, (const char *[]){ p->name, p->label, n.value, p->unit, n.from, day_text(c->mem, n.since), n.next, day_text(c->mem, n.next_since) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct arg history_params[] = { { "name", ARG_TEXT, 0, "参数", "不填为全部。", NULL, 1, 60 }, ARG_END };
static const struct column history_columns[] = {
        { "id", "日志", CELL_INT }, { "name", "名称", CELL_TEXT }, { "value", "改为", CELL_TEXT }, { "since", "从哪天起", CELL_DAY }, { "reason", "为什么", CELL_TEXT },
        { "actor", "谁", CELL_TEXT }, { "at", "什么时候", CELL_INSTANT }, COLUMN_END
};

static bool view_history(struct ctx *c, const struct args *a, struct table *t)
{
        struct parameter_changes l;

        if (!parameter_changes(c, arg_text(a, "name"), 500, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(c, l.at[i].id), l.at[i].name, l.at[i].value, day_text(c->mem, l.at[i].since), l.at[i].reason, l.at[i].actor,
                        moment(c, l.at[i].at) });
        t->total = (int64_t)l.n;
        return true;
}

static const struct column job_columns[] = {
        { "name", "名称", CELL_TEXT }, { "label", "任务", CELL_TEXT }, { "minutes", "间隔（分钟）", CELL_INT }, { "at", "上次", CELL_INSTANT }, { "ms", "用时（毫秒）", CELL_INT },
        { "done", "办理", CELL_INT }, { "refused", "没有办成", CELL_INT }, { "trouble", "情况", CELL_TEXT }, { "next", "下次", CELL_INSTANT }, { "runs", "次数", CELL_INT }, COLUMN_END
};

static bool view_jobs(struct ctx *c, const struct args *a, struct table *t)
{
        const struct job *j;

        (void)a;
        for (size_t i = 0; (j = job_at(i)); i++) {
                struct job_kept k;

                if (!job_last(c, j->name, &k))
                        return false;
                table_row(t, (const char *[]){ j->name, j->label, text_make(c->mem, "%d", j->minutes), moment(c, k.at), number(c, k.ms), number(c, k.done),
                        number(c, k.refused), k.trouble, moment(c, k.next), number(c, k.runs) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column reminder_columns[] = {
        { "message", "消息", CELL_INT }, { "login", "收件人", CELL_TEXT }, { "channel", "方式", CELL_TEXT }, { "state", "结果", CELL_TEXT }, { "tries", "次数", CELL_INT },
        { "next", "下次", CELL_INSTANT }, { "detail", "情况", CELL_TEXT }, COLUMN_END
};

static bool view_reminders(struct ctx *c, const struct args *a, struct table *t)
{
        struct reminders l;

        (void)a;
        if (!work__reminders(c, "", 500, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (who_has_role(c->who, "admin") || !strcmp(l.at[i].login, c->who->login))
                        table_row(t, (const char *[]){ number(c, l.at[i].message), l.at[i].login, l.at[i].channel, l.at[i].state, number(c, l.at[i].tries),
                                moment(c, l.at[i].next_at), l.at[i].detail });
        t->total = (int64_t)t->n_rows;
        return true;
}

const struct view workspace_views[] = {
        { "messages", "消息", "自己收到的消息。", "", message_params, message_columns, view_messages },
        { "notices", "公告", "发给自己的和自己发布的公告。", "", notice_params, notice_columns, view_notices },
        { "notice_receipts", "公告签收", "谁已经签收，谁没有；发布人、机关负责人、监督和系统管理员可以看。", "", receipt_params, receipt_columns, view_receipts },
        { "favourites", "收藏", "自己的收藏。", "", no_params, favourite_columns, view_favourites },
        { "saved_filters", "筛选条件", "自己保存的，和本机构共用的。", "", no_params, filter_columns, view_filters },
        { "reminders", "邮件和推送", "自己的；系统管理员看全部。", "", no_params, reminder_columns, view_reminders },
        { "parameters", "参数", "现在的值，来自哪里，以后的改变。", "", no_params, parameter_columns, view_parameters },
        { "parameter_history", "参数历史", "每一次改变：谁、什么时候、从哪天起、为什么。", "", history_params, history_columns, view_history },
        { "jobs", "定时任务", "上次运行、结果、用时、下次运行。", "admin|security|auditor|head|supervisor", no_params, job_columns, view_jobs },
};
const size_t workspace_views_n = sizeof workspace_views / sizeof *workspace_views;

const struct page workspace_pages[] = {
        { .pattern = "/desk/messages", .title = "消息", .roles = "", .show = work__page_inbox },
        { .pattern = "/desk/notices", .title = "公告", .roles = "", .show = work__page_notices },
        { .pattern = "/desk/notice/{id}", .title = "公告", .roles = "", .show = work__page_notice },
        { .pattern = "/desk/find", .title = "查找", .roles = "", .show = work__page_find },
        { .pattern = "/desk/todo", .title = "待办", .roles = "", .show = work__page_todo },
        { .pattern = "/desk/mine", .title = "我的收藏", .roles = "", .show = work__page_favourites },
        { .pattern = "/desk/reminders", .title = "提醒设置", .roles = "", .show = work__page_choices },
        { .pattern = "/desk/help", .title = "帮助和快捷键", .roles = "", .show = work__page_keys },
        { .pattern = "/desk/help/{verb}", .title = "动作说明", .roles = "", .show = work__page_fields },
        { .pattern = "/desk/admin/parameters", .title = "参数", .roles = "", .show = work__page_parameters },
        { .pattern = "/desk/admin/parameter/{name}", .title = "参数", .roles = "", .show = work__page_parameter },
        { .pattern = "/desk/admin/dictionaries", .title = "字典", .roles = "", .show = work__page_dictionaries },
        { .pattern = "/desk/admin/jobs", .title = "定时任务", .roles = "admin|security|auditor|head|supervisor", .show = work__page_jobs },
};
const size_t workspace_pages_n = sizeof workspace_pages / sizeof *workspace_pages;
