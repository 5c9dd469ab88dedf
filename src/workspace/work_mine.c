/* work_mine.c - what is a person's own: favourites, saved filters, the cases opened last; what is due; how to be reminded. */
#include "workspace/work_inner.h"
#include <stdlib.h>
#include <string.h>

#define RECENT_MAX 20

static void drop_form(struct html *h, const struct page_in *in, const char *verb, int64_t id, const char *name)
{
        html(h, "<form method=\"post\" action=\"/desk/act/%s\" class=\"inline\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_back\""
             " value=\"/desk/mine\"><input type=\"hidden\" name=\"_subject\" value=\"%lld\"><button type=\"submit\" class=\"btn ghost\" aria-label=\"删除：%s\">",
             verb, in->csrf, (long long)id, name);
        ui_icon(h, "x");
        html(h, "</button></form>");
}

static void favourites_put(struct html *h, const struct page_in *in, const struct favourites *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "收藏", .note = "任何页面右上角的星" });
        html_raw(h, l->n ? "<ul class=\"rows\">" : "<p>还没有收藏。打开案件或者列表，点右上角的星。</p>");
        for (size_t i = 0; i < l->n; i++) {
                html(h, "<li>");
                ui_link(h, l->at[i].link, l->at[i].label);
                drop_form(h, in, "favourite.drop", l->at[i].id, l->at[i].label);
                html(h, "</li>");
        }
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
}

static void filters_put(struct ctx *c, struct html *h, const struct page_in *in, const struct saved_filters *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "保存的筛选条件", .note = "自己的，和本机构共用的" });
        html_raw(h, l->n ? "<ul class=\"rows\">" : "<p>还没有。在列表里选好条件，点“保存条件”。</p>");
        for (size_t i = 0; i < l->n; i++) {
                const struct saved_filter *f = &l->at[i];

                html(h, "<li><span>");
                ui_link(h, text_make(c->mem, "%s?%s", f->path, f->query), f->name);
                if (f->shared)
                        html(h, " <small>%s 共用</small>", user_name(c, f->login));
                html(h, "</span>");
                if (!strcmp(f->login, c->who->login)) {
                        html(h, "<span class=\"row\"><a class=\"btn ghost\" href=\"%s\">改名<span class=\"vh\">：%s</span></a>",
                             work__act_url(c->mem, "filter.rename", f->id, "/desk/mine"), f->name);
                        drop_form(h, in, "filter.drop", f->id, f->name);
                        html(h, "</span>");
                }
                html(h, "</li>");
        }
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
}

/* Only those that may be seen now: the list comes from the browser. */
static void recent_put(struct ctx *c, struct html *h, const struct page_in *in)
{
        size_t n, shown = 0;
        char **ids = text_split(c->mem, in->recent ? in->recent : "", '.', &n);

        ui_card_begin(h, &(struct ui_card){ .title = "最近打开的案件", .note = "记在这个浏览器里，退出登录即清除" });
        for (size_t i = 0; i < n && shown < RECENT_MAX; i++) {
                struct why kept = c->why;
                struct case_facts f;
                int64_t id;
                bool may = text_int(ids[i], 0, INT64_MAX, &id) && case_facts_load(c, id, &f) && case_may_see(c, &f);

                c->why = kept;
                if (!may)
                        continue;
                html_raw(h, shown++ ? "<li>" : "<ul class=\"rows\"><li>");
                ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)id),
                        text_make(c->mem, "%s　%s", *f.number ? f.number : *f.source_number ? f.source_number : "未编号", f.title));
                html(h, "</li>");
        }
        html_raw(h, shown ? "</ul>" : "<p>还没有打开过案件。</p>");
        ui_card_end(h);
}

bool work__page_favourites(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct favourites l;
        struct saved_filters f;

        if (!work__favourites(c, &l) || !work__filters(c, "", &f))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "我的收藏", .lead = "收藏的页面、保存的筛选条件、最近打开的案件", .current = "/desk/mine" });
        work__done(in, h);
        ui_grid_begin(h, 2);
        favourites_put(h, in, &l);
        filters_put(c, h, in, &f);
        ui_grid_end(h);
        recent_put(c, h, in);
        page_end_desk(c, in, h);
        return true;
}

/* ---- what is due, from everything that has a day ---- */

/* A view that knows of things to do: which columns say what, when and where.  A view that the person may not use is passed over. */
struct todo_source { const char *view, *label, *params /* "name=value" or "" */, *title, *note, *due, *link, *link_from; const char *only, *value;
                     const char *of_case; /* column: rows of one case are one thing to do, by the case's next day; NULL: each has its own */ };
static const struct todo_source sources[] = {
        { "desk", "案件期限", "", "title", "clock", "due", "/desk/case/%s", "case", "mine", "true", NULL },
        { "disclosure_tasks", "公示任务", "state=open", "label", "title", "due", "/desk/publicity", NULL, "state", "open", NULL },
        { "review_queue", "法制审核", "", "title", "number", "due", "/desk/case/%s", "case", NULL, NULL, NULL },
        { "retrievals", "调阅申请", "", "words", "number", "wanted", "/desk/retrievals", NULL, "state", "asked", NULL },
        { "complaints", "投诉举报", "", "kind", "number", "due", "/desk/complaint/%s", "id", NULL, NULL, NULL },
        { "approval_waiting", "等我签署", "", "title", "step", "due", "/desk/approval/%s", "id", "id", NULL, NULL },
        { "approvals", "待我阅看", "which=reading", "title", "case_title", "due", "/desk/approval/%s", "id", "id", NULL, NULL },
        { "signing", "待我签名", "", "paper", "title", NULL, "/desk/case/%s?tab=papers", "case", "case", NULL, "case" },
        { "list_basis_count", "清单依据", "", "list", "note", NULL, "%s", "link", "link", NULL, NULL },
        { "notices", "公告签收", "", "title", "audience", "until", "/desk/notice/%s", "id", "waiting", "true", NULL },
};
struct todo { const char *label, *title, *note, *link; struct day due; size_t more /* of the same case */; };
struct todos { struct todo *at; size_t n, room; };

static int column_of(const struct table *t, const char *name)
{
        for (size_t i = 0; name && i < t->n_columns; i++)
                if (!strcmp(t->columns[i].name, name))
                        return (int)i;
        return -1;
}

static const char *cell(const struct table *t, size_t row, const char *name)
{
        int k = column_of(t, name);

        return k < 0 || !t->rows[row][k] ? "" : t->rows[row][k];
}

static bool wanted(const struct todo_source *s, const struct table *t, size_t row)
{
        if (!s->only)
                return *cell(t, row, s->due) != '\0';
        return s->value ? !strcmp(cell(t, row, s->only), s->value) : *cell(t, row, s->only) != '\0';
}

/* The first day on which something of the agency's in the case runs out; none where nothing runs or no calendar says. */
static struct day case_day(struct ctx *c, const char *text)
{
        struct case_clocks l;
        int64_t id;

        if (!text_int(text, 0, INT64_MAX, &id) || !case_clocks_load(c, id, &l))
                return DAY_NONE;
        for (size_t i = 0; i < l.n && !l.at[i].ended; i++)
                if (strcmp(l.at[i].who, "party") != 0)
                        return l.at[i].determined ? l.at[i].due : DAY_NONE;
        return DAY_NONE;
}

static void todo_add(struct ctx *c, struct todos *l, const struct todo_source *s, const struct table *t, size_t row)
{
        struct arena *mem = c->mem;
        const char *day = text_copy_n(mem, cell(t, row, s->due), strnlen(cell(t, row, s->due), 10));
        struct day due = DAY_NONE;

        if (!wanted(s, t, row))
                return;
        if (s->of_case && row && !strcmp(cell(t, row, s->of_case), cell(t, row - 1, s->of_case))) {
                l->at[l->n - 1].more++;
                return;
        }
        if (s->of_case)
                due = case_day(c, cell(t, row, s->of_case));
        else if (!day_parse(day, &due))
                due = DAY_NONE;
        if (l->n == l->room) {
                l->at = arena_grow(mem, l->at, l->room * sizeof *l->at, (2 * l->room + 32) * sizeof *l->at);
                l->room = 2 * l->room + 32;
        }
        l->at[l->n++] = (struct todo){ s->label, *cell(t, row, s->title) ? cell(t, row, s->title) : s->label, cell(t, row, s->note),
                s->link_from ? text_replace(mem, s->link, "%s", cell(t, row, s->link_from)) : s->link, due, 0 };
}

static bool source_take(struct ctx *c, const struct todo_source *s, struct todos *l)
{
        struct why kept = c->why;
        size_t n;
        char **word = text_split(c->mem, s->params, '=', &n);
        struct pair param = { n == 2 ? word[0] : "", n == 2 ? word[1] : "" };
        struct table t;

        if (!view_find(s->view) || !ui_may(c, view_find(s->view)->roles))
                return true;
        if (!view_run(c, s->view, &param, n == 2, &t)) {
                if (c->why.kind == WHY_FAILED)
                        return false;
                c->why = kept;
                return true;
        }
        for (size_t i = 0; i < t.n_rows; i++)
                todo_add(c, l, s, &t, i);
        return c->why.kind != WHY_FAILED;
}

static int sooner(const void *a, const void *b)
{
        const struct todo *x = a, *y = b;

        if (day_is(x->due) != day_is(y->due))
                return day_is(x->due) ? -1 : 1;
        return day_is(x->due) ? day_compare(x->due, y->due) : 0;
}

static void todos_put(struct ctx *c, struct html *h, const struct todos *l)
{
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"待办\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">待办</caption><thead><tr>"
             "<th scope=\"col\">期限</th><th scope=\"col\">事情</th><th scope=\"col\">来自</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++) {
                const struct todo *t = &l->at[i];

                html(h, "<tr><td data-l=\"期限\" class=\"nb\"><div>");
                if (day_is(t->due))
                        ui_due(h, &(struct ui_due){ .day = t->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_WORKING });
                else
                        html(h, "<span class=\"none\">没有期限</span>");
                html(h, "</div></td><td data-l=\"事情\"><div>");
                ui_link(h, t->link, t->more ? text_make(c->mem, "%s 等 %zu 份", t->title, t->more + 1) : t->title);
                if (*t->note)
                        html(h, "<small>%s</small>", t->note);
                html(h, "</div></td><td data-l=\"来自\"><div>%s</div></td></tr>\n", t->label);
        }
        html(h, "</tbody></table></div>\n");
}

bool work__page_todo(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct todos l = { 0 };

        for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
                if (!source_take(c, &sources[i], &l))
                        return false;
        if (l.n)
                qsort(l.at, l.n, sizeof *l.at, sooner);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "待办", .lead = "等您办理的都在这里：案件期限、公示、审核、签署、签名、调阅、投诉、待签收的公告，按到期先后", .current = "/desk/todo" });
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%zu 件", l.n), .flush = true });
        if (l.n)
                todos_put(c, h, &l);
        else
                ui_empty(h, "没有等您办理的事", "有期限的事轮到您时，会按到期先后列在这里。", "看案件台账", "/desk/cases");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- how to be reminded ---- */

static void kinds_put(struct html *h, const char *field, const char *chosen, const char *legend)
{
        const struct message_kind *k;

        html(h, "<fieldset><legend>%s</legend><div class=\"checks\">", legend);
        for (size_t i = 0; (k = work__kind_at(i)); i++)
                html(h, "<label class=\"check\"><input type=\"checkbox\" name=\"%s\" value=\"%s\"%s> %s</label>", field, k->name,
                     text_in(k->name, chosen, ',') ? " checked" : "", k->label);
        html(h, "</div></fieldset>");
}

static void choices_form(struct html *h, const struct page_in *in, const struct choice *k)
{
        html(h, "<form method=\"post\" action=\"/desk/act/reminder.choose\" class=\"form\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
             "<input type=\"hidden\" name=\"_back\" value=\"/desk/reminders\">", in->csrf);
        html(h, "<div class=\"field\"><label for=\"mail\">电子邮箱</label><input class=\"in\" id=\"mail\" name=\"mail\" type=\"email\" maxlength=\"120\" value=\"%s\""
             " aria-describedby=\"mail-h\">"
             "<p class=\"help\" id=\"mail-h\">单位邮箱；不填即不发邮件。邮件里只有编号、名称和期限。</p></div>", k->mail);
        kinds_put(h, "mail_kinds", k->mail_kinds, "发邮件的消息");
        kinds_put(h, "hook_kinds", k->hook_kinds, "推送的消息（推到哪里由系统管理员设定）");
        html(h, "<div class=\"field\"><label for=\"qf\">免打扰：从</label><input class=\"in short\" id=\"qf\" name=\"quiet_from\" maxlength=\"5\" placeholder=\"21:30\" value=\"%s\"></div>"
             "<div class=\"field\"><label for=\"qu\">免打扰：到</label>"
             "<input class=\"in short\" id=\"qu\" name=\"quiet_until\" maxlength=\"5\" placeholder=\"07:30\" value=\"%s\" aria-describedby=\"qu-h\">"
             "<p class=\"help\" id=\"qu-h\">不填按单位的设定。免打扰时段里的，过后再发。</p></div>", k->quiet_from, k->quiet_until);
        html(h, "<button class=\"btn primary\" type=\"submit\">保存</button></form>");
}

static const struct column sent_columns[] = {
        { "at", "时间", CELL_INSTANT }, { "login", "收件人", CELL_TEXT }, { "channel", "方式", CELL_TEXT }, { "state", "结果", CELL_TEXT },
        { "tries", "次数", CELL_INT }, { "next", "下次", CELL_INSTANT }, { "detail", "情况", CELL_TEXT }, COLUMN_END
};

static bool sent_put(struct ctx *c, struct html *h)
{
        struct reminders l;
        struct table t;

        if (!work__reminders(c, "", 200, &l))
                return false;
        table_start(&t, c->mem, sent_columns);
        for (size_t i = 0; i < l.n; i++) {
                const struct reminder *r = &l.at[i];

                if (who_has_role(c->who, "admin") || !strcmp(r->login, c->who->login))
                        table_row(&t, (const char *[]){ instant_text(c->mem, r->at), user_name(c, r->login), !strcmp(r->channel, "mail") ? "邮件" : "推送",
                                !strcmp(r->state, "sent") ? "ok:已发出" : !strcmp(r->state, "failed") ? "warn:等待重试" : "bad:放弃",
                                text_make(c->mem, "%lld", (long long)r->tries), r->next_at.ms ? instant_text(c->mem, r->next_at) : NULL, r->detail });
        }
        ui_card_begin(h, &(struct ui_card){ .title = "最近的邮件和推送", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "最近的邮件和推送", .tags = "state", .empty = "还没有发过", .empty_when = "按上面的选择发出以后，结果列在这里。" });
        ui_card_end(h);
        return true;
}

bool work__page_choices(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct choice k;

        if (!work__choice(c, c->who->login, &k))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "提醒设置", .lead = "系统里的消息总有；另外要不要发邮件、推送，由您定", .current = "/desk/messages" });
        work__done(in, h);
        ui_card_begin(h, &(struct ui_card){ .title = "我的选择" });
        choices_form(h, in, &k);
        ui_card_end(h);
        if (!sent_put(c, h))
                return false;
        page_end_desk(c, in, h);
        return true;
}
