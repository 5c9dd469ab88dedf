/* work_pages.c - the pages of messages and notices.  Pages show; opening a message is a form, because having read it is an act. */
#include "workspace/work_inner.h"
#include <string.h>

const char *work__act_url(struct arena *mem, const char *verb, int64_t subject, const char *back)
{
        const char *to = subject < 0 ? "" : text_make(mem, "subject=%lld&", (long long)subject);

        return text_make(mem, "%s?%s%s", url(mem, "/desk/act/%s", verb), to, url(mem, "back=%s", back));
}

void work__done(const struct page_in *in, struct html *h)
{
        int64_t seq;

        if (text_int(page_query(in, "done"), 0, INT64_MAX, &seq))
                ui_done(h, "已办理", seq, text_make(h->b.mem, "/desk/act/%lld", (long long)seq));
}

/* A button that does one act with these values and comes back. */
static void button_form(struct html *h, const struct page_in *in, const char *verb, const char *name, const char *value, const char *back, const char *label,
                        const char *class)
{
        html(h, "<form method=\"post\" action=\"/desk/act/%s\" class=\"inline\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_back\""
             " value=\"%s\"><input type=\"hidden\" name=\"%s\" value=\"%s\"><button type=\"submit\" class=\"%s\">%s</button></form>",
             verb, in->csrf, back, name, value, class, label);
}

/* ---- messages ---- */

#define SHOWN 50

static void tabs_put(struct ctx *c, struct html *h, bool all, int64_t unread)
{
        const struct ui_tab tabs[] = { { "未读", "/desk/messages", unread ? text_make(c->mem, "%lld", (long long)unread) : NULL },
                                       { "全部", "/desk/messages?all=true", NULL } };

        ui_tabs(h, "消息", tabs, 2, all);
}

static void message_put(struct ctx *c, const struct page_in *in, struct html *h, const struct message *m)
{
        const struct message_kind *k = work__kind(m->kind);
        const char *id = text_make(c->mem, "%lld", (long long)m->id);

        html(h, "<tr><td data-l=\"种类\"><div>");
        ui_tag(h, m->seen.ms ? "" : k ? k->tone : "", k ? k->label : m->kind);
        html(h, "</div></td><td data-l=\"事情\"><div>");
        if (m->seen.ms)
                ui_link(h, m->link, m->title);
        else
                button_form(h, in, "inbox.read", "messages", id, m->link, m->title, "linklike strong");
        if (*m->text)
                html(h, "<small>%s</small>", m->text);
        html(h, "</div></td><td data-l=\"期限\" class=\"nb\"><div>");
        if (day_is(m->due))
                ui_due(h, &(struct ui_due){ .day = m->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_WORKING });
        else
                html(h, "<span class=\"none\">—</span>");
        html(h, "</div></td><td data-l=\"时间\" class=\"nb\"><div>");
        ui_instant(h, m->at);
        html(h, "</div></td></tr>\n");
}

static void messages_put(struct ctx *c, const struct page_in *in, struct html *h, const struct messages *l)
{
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"消息\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">消息</caption><thead><tr>"
             "<th scope=\"col\">种类</th><th scope=\"col\">事情</th><th scope=\"col\">期限</th><th scope=\"col\">时间</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++)
                message_put(c, in, h, &l->at[i]);
        html(h, "</tbody></table></div>\n");
}

bool work__page_inbox(struct ctx *c, const struct page_in *in, struct html *h)
{
        bool all = !strcmp(page_query(in, "all"), "true");
        const char *kind = page_query(in, "kind");
        int64_t before = INT64_MAX, unread;
        struct messages l;

        if (*page_query(in, "before") && !text_int(page_query(in, "before"), 0, INT64_MAX, &before))
                return refuse(&c->why, R_ARG_TYPE, "before", "应为编号");
        if (!work__inbox(c, kind, !all, before, SHOWN, &l) || !workspace_unread(c, &unread))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "消息", .lead = "派案、退回、催办、传阅、公告和期限；点开即记为已读", .current = "/desk/messages",
                .buttons = (const struct ui_button[]){ { "提醒设置", "/desk/reminders", "bell", BUTTON_PLAIN } }, .n_buttons = 1 });
        work__done(in, h);
        tabs_put(c, h, all, unread);
        ui_card_begin(h, &(struct ui_card){ .title = all ? "全部消息" : "未读消息", .flush = true });
        if (l.n)
                messages_put(c, in, h, &l);
        else
                ui_empty(h, all ? "还没有消息" : "没有未读的消息", "派给您的、退回的、催办的和快到期的会出现在这里。", "看待办", "/desk/todo");
        ui_card_foot(h);
        ui_row_begin(h);
        if (l.n && !all)
                button_form(h, in, "inbox.read", "until", text_make(c->mem, "%lld", (long long)l.at[0].id), "/desk/messages", "全部记为已读", "btn");
        if (l.n == SHOWN)
                ui_button(h, &(struct ui_button){ "更早的", text_make(c->mem, "/desk/messages?all=true&before=%lld", (long long)l.at[l.n - 1].id), "arrow-right", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- notices ---- */

static const char *kind_label(struct arena *mem, const char *stored)
{
        return choice_label(mem, command_arg(command_find("notice.publish"), "kind"), stored);
}

static const struct column notice_columns[] = {
        { "title", "公告", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "audience", "发给", CELL_TEXT }, { "at", "发布", CELL_INSTANT }, { "state", "签收", CELL_TEXT },
        { "id", "编号", CELL_INT }, { "open", "待签收", CELL_INT }, COLUMN_END
};

static void notice_row(struct ctx *c, struct table *t, const struct notice *n)
{
        bool mine = !strcmp(n->author, c->who->login), over = day_compare(n->until, day_of(c->now)) < 0;
        const char *id = text_make(c->mem, "%lld", (long long)n->id);

        table_row(t, (const char *[]){ n->title, text_make(c->mem, "%s　%s", kind_label(c->mem, n->kind), user_name(c, n->author)), work__audience(c, n), instant_text(c->mem, n->at),
                n->ended.ms ? "bad:已撤回" : mine ? ":本人发布" : n->seen.ms ? "ok:已签收" : over ? "warn:已过期" : "warn:未签收", id,
                n->ended.ms || mine || n->seen.ms ? NULL : id });
}

bool work__page_notices(struct ctx *c, const struct page_in *in, struct html *h)
{
        bool old = !strcmp(page_query(in, "old"), "true");
        const struct ui_button add = { "发布公告", work__act_url(c->mem, "notice.publish", -1, "/desk/notices"), "plus", BUTTON_PRIMARY };
        const struct ui_tab tabs[] = { { "现在的", "/desk/notices", NULL }, { "连同以前的", "/desk/notices?old=true", NULL } };
        struct notices l;
        struct table t;

        if (!work__notices(c, old, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公告", .lead = "发给您的，和您发布的", .current = "/desk/notices", .buttons = &add,
                .n_buttons = ui_may(c, command_find("notice.publish")->roles) ? 1 : 0 });
        work__done(in, h);
        ui_tabs(h, "公告", tabs, 2, old);
        table_start(&t, c->mem, notice_columns);
        for (size_t i = 0; i < l.n; i++)
                notice_row(c, &t, &l.at[i]);
        ui_card_begin(h, &(struct ui_card){ .title = old ? "全部公告" : "现在的公告", .flush = true });
        ui_table_batch(c, h, &t, &(struct ui_table){ .caption = "公告", .link = "title", .link_to = "id", .link_base = "/desk/notice/", .sub = "kind", .hide = "id|open", .tags = "state",
                .pick = "open", .empty = "没有公告", .empty_when = "发给您所在机关、机构或者岗位的公告会出现在这里。" }, "/desk/notices");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static void readers_list(struct ctx *c, struct html *h, const struct readers *l, bool seen, const char *title)
{
        html(h, "<h3>%s</h3><ul class=\"names\">", title);
        for (size_t i = 0; i < l->n; i++)
                if ((l->at[i].at.ms != 0) == seen) {
                        const struct pack_unit *u = pack_unit(c->pack, l->at[i].unit);

                        html(h, "<li>%s<small>%s%s%s</small></li>", l->at[i].name, u ? u->name : "", seen ? "　" : "", seen ? instant_local(c->mem, l->at[i].at) : "");
                }
        html(h, "</ul>");
}

/* Who has read it and who has not: for whoever published it, the heads and the administrators. */
static bool readers_put(struct ctx *c, struct html *h, const struct notice *n)
{
        const struct names see = { (const char *[]){ "admin", "supervisor", "head" }, 3 };
        struct readers l;

        if (strcmp(n->author, c->who->login) && !who_has_any(c->who, &see))
                return true;
        if (!work__readers(c, n, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "签收", .note = text_make(c->mem, "%zu 人，已签收 %zu 人", l.n, l.seen) });
        ui_meter(h, "已签收", (int64_t)l.seen, (int64_t)l.n, l.seen == l.n ? "ok" : "");
        if (l.seen < l.n)
                readers_list(c, h, &l, false, "还没有签收");
        if (l.seen)
                readers_list(c, h, &l, true, "已经签收");
        ui_card_end(h);
        return true;
}

static void notice_body(struct ctx *c, const struct page_in *in, struct html *h, const struct notice *n)
{
        const char *here = text_make(c->mem, "/desk/notice/%lld", (long long)n->id);

        ui_card_begin(h, &(struct ui_card){ .title = "内容" });
        if (n->ended.ms)
                ui_callout(h, "bad", "已经撤回", text_make(c->mem, "%s 撤回。", instant_local(c->mem, n->ended)));
        html_paragraphs(h, n->body);
        if (*n->file)
                html(h, "<p><a href=\"/api/blobs/%s\">附件</a></p>", n->file);
        ui_card_foot(h);
        ui_row_begin(h);
        if (!n->seen.ms && strcmp(n->author, c->who->login) && !n->ended.ms)
                button_form(h, in, "notice.read", "_subject", text_make(c->mem, "%lld", (long long)n->id), here, "已阅，签收", "btn primary");
        else if (n->seen.ms)
                ui_tag(h, "ok", text_make(c->mem, "您已签收 %s", instant_local(c->mem, n->seen)));
        if (!n->ended.ms && (!strcmp(n->author, c->who->login) || who_has_role(c->who, "admin")))
                ui_button(h, &(struct ui_button){ "撤回", work__act_url(c->mem, "notice.withdraw", n->id, here), "trash", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
}

bool work__page_notice(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公告", "/desk/notices" } };
        struct notice n;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "notice/%s", in->args[0]);
        if (!work__notice(c, id, &n))
                return false;
        if (!work__notice_mine(c, &n) && !who_has_role(c->who, "admin"))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "notice/%s", in->args[0]);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = n.title, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/notices",
                .lead = text_make(c->mem, "%s　%s　%s", kind_label(c->mem, n.kind), user_name(c, n.author), instant_local(c->mem, n.at)) });
        work__done(in, h);
        ui_split_begin(h);
        notice_body(c, in, h, &n);
        if (!readers_put(c, h, &n))
                return false;
        ui_split_aside(h);
        ui_card_begin(h, &(struct ui_card){ .title = "发布" });
        ui_kv_begin(h, 0);
        ui_kv(h, "发给", work__audience(c, &n));
        ui_kv(h, "展示到", day_text(c->mem, n.until));
        ui_kv(h, "存证日志", text_make(c->mem, "第 %lld 条", (long long)n.id));
        ui_kv_end(h);
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
