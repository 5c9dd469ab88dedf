/* frame.c - the house around every page: head, navigation, display choices, footer; and the page that says why not.
 *
 * Knows nobody: who is signed in, what the site is called and which rows of the navigation may be seen come through ui_bind().
 * Must never put a script or a style into the page, and never an address that the page's author did not mean.
 */
#include "ui/ui_inner.h"
#include "ui/assets.h"
#include <string.h>

static const struct ui_site *bound;

void ui_bind(const struct ui_site *site)
{
        bound = site;
}

static struct ui_site site_now(struct ctx *c)
{
        struct ui_site s = { .name = "明镜", .agency = "", .portal = "行政执法公示平台", .motto = "谁执法谁公示 · 每一条都可验证", .login = "/login" };

        if (bound)
                s = *bound;
        if (s.names)
                s.names(c, &s);
        return s;
}

bool ui_may(struct ctx *c, const char *roles)
{
        struct why kept = c->why;
        bool may;

        if (!bound || !bound->may)
                return !strcmp(roles, "public");
        why_clear(&c->why);
        may = bound->may(c, roles);
        c->why = kept;
        return may;
}

/* ---- display choices ---- */

static const struct { const char *name, *value; } display[] = {
        { "size", "lg" }, { "size", "xl" }, { "mode", "elder" }, { "contrast", "more" }, { "theme", "dark" },
};

const char *ui_display_value(const char *name, const char *value)
{
        for (size_t i = 0; i < sizeof display / sizeof *display; i++)
                if (text_same(display[i].name, name) && text_same(display[i].value, value))
                        return display[i].value;
        return "";
}

static const char *chosen(const struct page_in *in, const char *name)
{
        if (!strcmp(name, "size"))
                return ui_display_value(name, in->size);
        if (!strcmp(name, "mode"))
                return ui_display_value(name, in->mode);
        return ui_display_value(name, !strcmp(name, "contrast") ? in->contrast : in->theme);
}

/* A real link, so that it works without a script; an on/off choice that is on leads to off. */
static void choice_link(struct html *h, const struct page_in *in, const char *name, const char *value, const char *label,
                        const char *icon)
{
        bool on = !strcmp(chosen(in, name), value);
        const char *to = on && strcmp(name, "size") ? "" : value;

        html(h, "<a href=\"%s\" data-set=\"%s:%s\"", url(h->b.mem, "/display?%s=%s&back=%s", name, to, in->path ? in->path : "/"),
             name, value);
        ui__attribute(h, "aria-current", on ? "true" : NULL);
        html(h, ">");
        if (icon)
                ui_icon(h, icon);
        html(h, "%s</a>", label);
}

static void size_links(struct html *h, const struct page_in *in)
{
        choice_link(h, in, "size", "", "标准", NULL);
        choice_link(h, in, "size", "lg", "大", NULL);
        choice_link(h, in, "size", "xl", "特大", NULL);
}

/* ---- head ---- */

static void root_attribute(struct html *h, const struct page_in *in, const char *name)
{
        if (*chosen(in, name))
                html(h, " data-%s=\"%s\"", name, chosen(in, name));
}

/* Where readers of feeds find ours. */
#define FEEDS "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"执法决定\" href=\"/feed/atom\">\n" \
              "<link rel=\"alternate\" type=\"application/feed+json\" title=\"执法决定\" href=\"/feed/json\">\n"

static void document_begin(struct html *h, const struct page_in *in, const char *title, const char *site, bool feeds)
{
        html(h, "<!doctype html>\n<html lang=\"zh-CN\"");
        root_attribute(h, in, "size");
        root_attribute(h, in, "mode");
        root_attribute(h, in, "contrast");
        root_attribute(h, in, "theme");
        html(h, ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>%s · %s</title>\n<link rel=\"stylesheet\" href=\"%s\" data-flat=\"%s\">\n"
             "<link rel=\"icon\" type=\"image/svg+xml\" href=\"%s\">\n<script src=\"%s\" defer></script>\n",
             title, site, asset_path("mingjing.css"), asset_path("mingjing-flat.css"), asset_path("favicon.svg"),
             asset_path("mingjing.js"));
        html_raw(h, feeds ? FEEDS : "");
        html(h, "</head>\n<body>\n"
             "<a class=\"skip\" href=\"#main\">跳到主要内容</a>\n");
}

static void mark_put(struct html *h)
{
        html(h, "<svg class=\"mark\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><use href=\"%s#mark\"/></svg>",
             asset_path("icons.svg"));
}

static bool begins_with(const char *path, const char *href)
{
        size_t n = strlen(href);

        return n > 1 && text_starts(path, href) && (!path[n] || path[n] == '/' || href[n - 1] == '/');
}

/* A row above others ("/desk") stands for itself only. */
static bool above_others(const struct ui_nav *rows, size_t n, const char *href)
{
        for (size_t i = 0; i < n; i++)
                if (strcmp(rows[i].href, href) && begins_with(rows[i].href, href))
                        return true;
        return false;
}

/* The row to mark: the one named, or the longest address that begins the path. */
static const char *current_of(const struct ui_nav *rows, size_t n, const struct page_in *in, const struct ui_frame *f)
{
        const char *best = f->current, *path = in->path ? in->path : "";

        for (size_t i = 0; !f->current && i < n; i++) {
                const char *href = rows[i].href;
                bool fits = !strcmp(path, href) || (begins_with(path, href) && !above_others(rows, n, href));

                if (fits && (!best || strlen(href) > strlen(best)))
                        best = href;
        }
        return best;
}

static void crumbs_put(struct html *h, const struct ui_frame *f)
{
        if (f->bare || !f->n_crumbs)
                return;
        html(h, "<nav class=\"crumbs\" aria-label=\"位置\"><ol>");
        for (size_t i = 0; i < f->n_crumbs; i++) {
                html(h, "<li>");
                ui_link(h, f->crumbs[i].url, f->crumbs[i].label);
                html(h, "</li>");
        }
        html(h, "<li aria-current=\"page\">%s</li></ol></nav>\n", f->crumb ? f->crumb : f->title);
}

static void head_put(struct html *h, const struct ui_frame *f)
{
        if (f->bare)
                return;
        html(h, "<div class=\"head\"><div class=\"head-main\"><h1>%s</h1>", f->title);
        if (f->n_tags || f->lead) {
                html(h, "<div class=\"head-sub\">");
                for (size_t i = 0; i < f->n_tags; i++)
                        ui_tag_icon(h, &f->tags[i]);
                if (f->lead)
                        html(h, "<p>%s</p>", f->lead);
                html(h, "</div>");
        }
        html(h, "</div>");
        if (f->n_buttons) {
                html(h, "<div class=\"push\">");
                for (size_t i = 0; i < f->n_buttons; i++)
                        ui_button(h, &f->buttons[i]);
                html(h, "</div>");
        }
        html(h, "</div>\n");
}

static const char *form_query(const struct page_in *in)
{
        return in->n ? page_query(in, "q") : "";
}

/* ---- desk ---- */

static void badge_put(struct ctx *c, struct html *h, const struct ui_site *s, const struct ui_nav *row)
{
        const char *badge = s->badge ? s->badge(c, row) : NULL;

        if (badge)
                html(h, "<span class=\"count%s\">%s</span>", text_starts(badge, "缺") || text_starts(badge, "超") ? " hot" : "",
                     badge);
}

static void nav_group_open(struct html *h, const char *group)
{
        if (*group)
                html(h, "<p class=\"group\" id=\"u%zu\">%s</p><ul aria-labelledby=\"u%zu\">", ui__id(h), group, ui__id(h));
        else
                html(h, "<ul>");
}

static void nav_rows(struct ctx *c, struct html *h, const struct ui_site *s, const char *current)
{
        const char *group = NULL;

        for (size_t i = 0; i < s->n_desk; i++) {
                const struct ui_nav *row = &s->desk[i];

                if (!ui_may(c, row->roles))
                        continue;
                if (!group || strcmp(group, row->group ? row->group : "")) {
                        html_raw(h, group ? "</ul>" : "");
                        group = row->group ? row->group : "";
                        nav_group_open(h, group);
                }
                html(h, "<li><a href=\"%s\"", row->href);
                ui__attribute(h, "aria-current", text_same(current, row->href) ? "page" : NULL);
                html(h, ">");
                ui_icon(h, row->icon);
                html(h, "%s", row->label);
                badge_put(c, h, s, row);
                html(h, "</a></li>");
        }
        html_raw(h, group ? "</ul>" : "");
}

static void side_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_site *s, const struct ui_frame *f)
{
        html(h, "<nav class=\"side\" id=\"nav\" aria-label=\"工作导航\"><a class=\"brand\" href=\"/desk\">");
        mark_put(h);
        html(h, "<span>%s<small>%s</small></span></a><a class=\"btn close\" href=\"#main\">关闭导航</a>", s->name, s->agency);
        nav_rows(c, h, s, current_of(s->desk, s->n_desk, in, f));
        if (s->foot_note)
                html(h, "<p class=\"note\">%s</p>", s->foot_note(c));
        html(h, "</nav>\n");
}

static const char *first_character(struct arena *a, const char *s)
{
        const char *end = s;

        utf8_next(&end);
        return text_copy_n(a, s, (size_t)(end - s));
}

static const struct ui_tools *tools;

void ui_tools_bind(const struct ui_tools *t)
{
        tools = t;
}

static bool batch_verbs(struct ctx *c, const char *list, struct ui_options *out)
{
        struct why kept = c->why;
        bool any = tools && tools->batch && tools->batch(c, list, out) && out->n;

        c->why = kept;
        return any;
}

void ui_table_batch(struct ctx *c, struct html *h, const struct table *t, const struct ui_table *o, const char *list)
{
        struct ui_options verbs = { .mem = h->b.mem };
        struct ui_table plain = *o;

        plain.pick = NULL;
        if (!t->n_rows || !o->pick || !batch_verbs(c, list, &verbs)) {
                ui_table(h, t, &plain);
                return;
        }
        html(h, "<form action=\"/desk/batch\" class=\"batch\">");
        ui_table(h, t, o);
        html(h, "<p class=\"batch-bar no-print\"><label for=\"batch-verb\">对选中的</label><select id=\"batch-verb\" name=\"verb\" class=\"in\">");
        for (size_t i = 0; i < verbs.n; i++)
                html(h, "<option value=\"%s\">%s</option>", verbs.at[i].value, verbs.at[i].label);
        html(h, "</select><input type=\"hidden\" name=\"back\" value=\"%s\"><button class=\"btn\" type=\"submit\">批量办理</button></p></form>\n", list);
}

/* This page's own address, as a favourite keeps it: without what only this answer was about. */
static const char *own_link(struct arena *mem, const struct page_in *in)
{
        struct buffer b = { .mem = mem };
        bool first = true;

        buffer_text(&b, url(mem, "%s", in->path));
        for (size_t i = 0; i < in->n; i++)
                if (!text_in(in->query[i].name, "done|before|page|now|back|subject", '|')) {
                        buffer_make(&b, "%c%s", first ? '?' : '&', url(mem, "%s=%s", in->query[i].name, in->query[i].value));
                        first = false;
                }
        return text_replace(mem, buffer_done(&b), "%2F", "/");
}

static void star_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f)
{
        const char *link = own_link(h->b.mem, in);
        int64_t id = -1;

        if (!in->csrf || !*in->csrf || text_starts(in->path, "/desk/act/") || !tools->kept(c, link, &id))
                return;
        html(h, "<form class=\"star\" method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_back\""
             " value=\"%s\">", id < 0 ? tools->keep : tools->drop, in->csrf, link);
        if (id < 0)
                html(h, "<input type=\"hidden\" name=\"link\" value=\"%s\"><input type=\"hidden\" name=\"label\" value=\"%s\">", link,
                     utf8_head(h->b.mem, f->title, 60));
        else
                html(h, "<input type=\"hidden\" name=\"_subject\" value=\"%lld\">", (long long)id);
        html(h, "<button class=\"btn ghost%s\" type=\"submit\">", id < 0 ? "" : " on");
        ui_icon_named(h, "star", id < 0 ? "收藏这一页" : "取消收藏");
        html(h, "</button></form>");
}

/* Messages unread, favourites, help. */
static void tools_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f)
{
        struct why kept = c->why;
        int64_t n = 0;

        if (!tools || !c->who)
                return;
        star_put(c, in, h, f);
        html(h, "<a class=\"btn ghost bell\" href=\"%s\">", tools->messages);
        ui_icon(h, "bell");
        html(h, "<span class=\"vh\">消息</span>");
        if (tools->unread(c, &n) && n)
                html(h, "<span class=\"count\">%s<span class=\"vh\">条未读</span></span>", n > 99 ? "99+" : text_make(h->b.mem, "%lld", (long long)n));
        html(h, "</a><a class=\"btn ghost no-phone\" href=\"%s\" data-help>", tools->help);
        ui_icon_named(h, "help-circle", "帮助和快捷键");
        html(h, "</a>");
        c->why = kept;
}

/* What this person, or the unit for its people, has saved of this list: there wherever the list is. */
static void filters_saved(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_options saved = { .mem = h->b.mem };
        struct why kept = c->why;
        const char *now = strchr(own_link(h->b.mem, in), '?');

        if (!tools || !tools->filters || !c->who || !in->path || !tools->filters(c, in->path, &saved) || !saved.n) {
                c->why = kept;
                return;
        }
        html(h, "<nav class=\"chips saved no-print\" aria-label=\"保存的筛选条件\"><span class=\"muted\">保存的条件</span>");
        for (size_t i = 0; i < saved.n; i++)
                html(h, "<a class=\"chip\" href=\"%s?%s\"%s>%s</a>", in->path, saved.at[i].value, now && !strcmp(now + 1, saved.at[i].value) ? " aria-current=\"true\"" : "",
                     saved.at[i].label);
        html(h, "<a href=\"%s\">改名、删除</a></nav>\n", tools->mine);
}

static void me_links(struct html *h)
{
        if (!tools)
                return;
        html(h, "<p class=\"choice\"><a href=\"%s\">收藏、筛选、最近</a></p><p class=\"choice\"><a href=\"%s\">提醒设置</a></p>", tools->mine, tools->choices);
}

static void me_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_site *s)
{
        struct ui_user u = { "", "" };

        if (!s->user || !s->user(c, &u))
                return;
        html(h, "<details class=\"drop me\"><summary><span class=\"face\" aria-hidden=\"true\">%s</span>"
             "<span class=\"who\">%s<small>%s</small></span><span class=\"vh\">的菜单</span></summary><div>",
             first_character(h->b.mem, u.name), u.name, u.unit);
        html(h, "<p class=\"choice\"><span>字号</span>");
        size_links(h, in);
        html(h, "</p><p class=\"choice\"><span>显示</span>");
        choice_link(h, in, "mode", "elder", "适老", NULL);
        choice_link(h, in, "contrast", "more", "高对比", NULL);
        choice_link(h, in, "theme", "dark", "深色", NULL);
        html(h, "</p>");
        me_links(h);
        if (s->logout)
                ui_post(h, s->logout, in->csrf, NULL, &(struct ui_button){ .label = "退出登录", .icon = "logout" });
        html(h, "</div></details>");
}

static bool may_new(struct ctx *c, const struct ui_site *s)
{
        struct why kept = c->why;
        bool may;

        why_clear(&c->why);
        may = !s->may_new || s->may_new(c);
        c->why = kept;
        return may;
}

static void top_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_site *s, const struct ui_frame *f)
{
        html(h, "<header class=\"top\"><a class=\"btn ghost menu\" href=\"#nav\">");
        ui_icon_named(h, "menu-2", "打开工作导航");
        html(h, "</a>");
        if (s->desk_search) {
                html(h, "<form class=\"find\" role=\"search\" action=\"%s\">", s->desk_search);
                ui_icon(h, "search");
                html(h, "<label class=\"vh\" for=\"find\">全局搜索</label><input id=\"find\" name=\"q\" type=\"search\" data-slash "
                     "placeholder=\"搜索案号、当事人、文书、条文…\" value=\"%s\"><kbd aria-hidden=\"true\">/</kbd></form>", form_query(in));
        }
        html(h, "<span class=\"push\"></span>");
        if (s->desk_new && may_new(c, s)) {
                html(h, "<span class=\"no-phone\">");
                ui_button(h, &(struct ui_button){ s->desk_new_label, s->desk_new, "plus", BUTTON_PRIMARY });
                html(h, "</span>");
        }
        tools_put(c, in, h, f);
        me_put(c, in, h, s);
        html(h, "</header>\n");
}

void page_begin_desk(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f)
{
        struct ui_site s = site_now(c);

        h->ctx = c;
        document_begin(h, in, f->title, s.name, false);
        html(h, "<div class=\"app\">");
        side_put(c, in, h, &s, f);
        html(h, "<div>");
        top_put(c, in, h, &s, f);
        html(h, "<main class=\"main\" id=\"main\" tabindex=\"-1\">\n");
        crumbs_put(h, f);
        head_put(h, f);
        if (!f->bare)
                filters_saved(c, in, h);
}

void page_end_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        (void)c, (void)in;
        html(h, "</main></div></div>\n</body>\n</html>\n");
}

/* ---- public ---- */

static void util_put(struct html *h, const struct page_in *in, const struct ui_site *s)
{
        html(h,
             "<aside class=\"util\" aria-label=\"字号与无障碍设置\"><div class=\"wrap\"><span class=\"group\"><span class=\"no-phone\">字号</span>");
        size_links(h, in);
        html(h, "</span>");
        choice_link(h, in, "mode", "elder", "适老模式", "eyeglass");
        html(h, "<span class=\"no-phone\">");
        choice_link(h, in, "contrast", "more", "高对比", "contrast");
        html(h, "</span>");
        if (s->login)
                html(h, "<a class=\"push no-phone\" href=\"%s\">工作人员登录</a>", s->login);
        html(h, "</div></aside>\n");
}

static void mast_put(struct html *h, const struct page_in *in, const struct ui_site *s)
{
        html(h, "<header class=\"mast\"><div class=\"wrap\"><a class=\"name\" href=\"/\">");
        mark_put(h);
        html(h, "<span><b>%s</b><small class=\"no-phone\">%s</small></span></a>", s->portal, s->motto ? s->motto : "");
        if (s->public_search) {
                html(h,
                     "<form class=\"ask\" role=\"search\" aria-label=\"站内搜索\" action=\"%s\"><label class=\"vh\" for=\"find\">文号、企业名称或证件号</label>"
                     "<input class=\"in\" id=\"find\" name=\"q\" type=\"search\" data-slash placeholder=\"文号、企业名称、证件号\" value=\"%s\">"
                     "<button class=\"btn primary\" type=\"submit\">",
                     s->public_search, form_query(in));
                ui_icon(h, "search");
                html(h, "搜索</button></form>");
        }
        html(h, "</div></header>\n");
}

static void pnav_put(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_site *s, const struct ui_frame *f)
{
        const char *current = current_of(s->pub, s->n_pub, in, f);

        html(h, "<nav class=\"pnav\" aria-label=\"主导航\"><ul class=\"wrap\">");
        for (size_t i = 0; i < s->n_pub; i++)
                if (ui_may(c, s->pub[i].roles)) {
                        html(h, "<li><a href=\"%s\"", s->pub[i].href);
                        ui__attribute(h, "aria-current", text_same(current, s->pub[i].href) ? "page" : NULL);
                        html(h, ">%s</a></li>", s->pub[i].label);
                }
        html(h, "</ul></nav>\n");
}

void page_begin_public(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f)
{
        struct ui_site s = site_now(c);

        h->ctx = c;
        document_begin(h, in, f->title, s.portal, true);
        util_put(h, in, &s);
        mast_put(h, in, &s);
        pnav_put(c, in, h, &s, f);
        html(h, "<main id=\"main\" tabindex=\"-1\"><div class=\"wrap page%s\">\n", f->narrow ? " narrow" : "");
        crumbs_put(h, f);
        head_put(h, f);
}

static void foot_put(struct html *h, const struct ui_foot *f)
{
        html(h, "<div><h2>%s</h2><ul>", f->title);
        for (const char *const *l = f->links; *l; l += 2) {
                html(h, "<li>");
                ui_link(h, l[1], l[0]);
                html(h, "</li>");
        }
        html(h, "</ul></div>");
}

void page_end_public(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_site s = site_now(c);

        (void)in;
        html(h, "</div></main>\n<footer class=\"pfoot\"><div class=\"wrap\">");
        for (size_t i = 0; i < s.n_foot; i++)
                foot_put(h, &s.foot[i]);
        html(h, "</div></footer>\n</body>\n</html>\n");
}

/* ---- login ---- */

void page_begin_login(struct ctx *c, const struct page_in *in, struct html *h, const char *title)
{
        struct ui_site s = site_now(c);

        document_begin(h, in, title, s.name, false);
        html(h, "<main class=\"gate\" id=\"main\" tabindex=\"-1\"><p class=\"brand\">");
        mark_put(h);
        html(h, "<b>%s</b></p><div class=\"box\"><h1>%s</h1>\n",
             s.agency && *s.agency ? text_make(h->b.mem, "%s · %s", s.name, s.agency) : s.name, title);
}

void page_end_login(struct ctx *c, const struct page_in *in, struct html *h)
{
        (void)c, (void)in;
        html(h, "</div><p class=\"tail\"><a href=\"/\">返回公示平台</a></p></main>\n</body>\n</html>\n");
}

/* ---- why not ---- */

static const char *problem_title(const struct why *w)
{
        if (w->kind != WHY_REFUSED)
                return "没有办成";
        switch (refusal_of(w->code)->status) {
        case 401: return "请先登录";
        case 403: return "您不能查看或办理";
        case 404: return "没有找到";
        default: return "现在不能办理";
        }
}

void page_problem(struct ctx *c, const struct page_in *in, struct html *h, const struct why *w)
{
        struct ui_site s = site_now(c);
        struct ui_user u;
        bool desk = in->path && text_starts(in->path, "/desk"), inside = desk && s.user && s.user(c, &u);
        bool login = w->kind == WHY_REFUSED && refusal_of(w->code)->status == 401 && s.login;
        const struct ui_frame f = { .title = problem_title(w), .narrow = true };

        if (inside)
                page_begin_desk(c, in, h, &f);
        else
                page_begin_public(c, in, h, &f);
        ui_refusal(h, w);
        ui_row_begin(h);
        if (login)
                ui_button(h, &(struct ui_button){ "登录", s.login, "login", BUTTON_PRIMARY });
        ui_button(h, &(struct ui_button){ inside ? "回到工作台" : "回到首页", inside ? "/desk" : "/", "arrow-left", BUTTON_PLAIN });
        ui_row_end(h);
        if (inside)
                page_end_desk(c, in, h);
        else
                page_end_public(c, in, h);
}
