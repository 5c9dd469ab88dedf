/* rights_desk_pages.c - /desk/admin/matrix: roles against what may be done and seen; /desk/admin/person/{login}/rights: what this person has, why,
 * and would he be let; /desk/admin/grants: grants and delegations.  Pages show; what they say comes from rights_permits.c and rights_person.c. */
#include "admin/rights_desk.h"
#include <stdlib.h>
#include <string.h>

extern const struct page rights_desk_pages[];
extern const size_t rights_desk_pages_n;

static bool options(void *to, const struct arg *g, struct ui_options *out)
{
        struct ctx *c = to;

        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "roles") && i < c->pack->n_roles; i++)
                ui_option(out, c->pack->roles[i].id, c->pack->roles[i].label, NULL);
        return out->n > 0;
}

/* ---- the matrix ---- */

static void matrix_head(struct ctx *c, struct html *h, const char *role)
{
        html(h, "<thead><tr><th scope=\"col\">名称</th>");
        for (size_t i = 0; i < c->pack->n_roles; i++)
                if (!*role || !strcmp(role, c->pack->roles[i].id))
                        html(h, "<th scope=\"col\">%s</th>", c->pack->roles[i].label);
        html(h, "</tr></thead>");
}

static void matrix_line(struct ctx *c, struct html *h, const struct permit *p, const char *role)
{
        html(h, "<tr><th scope=\"row\"><div>%s<small>%s</small></div></th>", p->label, p->name);
        for (size_t i = 0; i < c->pack->n_roles; i++) {
                const struct pack_role *r = &c->pack->roles[i];
                bool may = permit_has(p, r->id);

                if (!*role || !strcmp(role, r->id))
                        html(h, "<td data-l=\"%s\"><div>%s</div></td>", r->label, may ? p->open ? "公开" : p->everybody ? "登录" : "可以" : "—");
        }
        html(h, "</tr>\n");
}

static size_t columns_of(struct ctx *c, const char *role)
{
        return *role ? 2 : c->pack->n_roles + 1;
}

static void matrix_put(struct ctx *c, struct html *h, const struct permits *l, const char *role)
{
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"权限矩阵\" tabindex=\"0\"><table class=\"table\"><caption class=\"vh\">权限矩阵</caption>");
        matrix_head(c, h, role);
        html(h, "<tbody>\n");
        for (size_t i = 0; i < l->n; i++) {
                if (*l->at[i].group && (!i || strcmp(l->at[i].group, l->at[i - 1].group)))
                        html(h, "<tr><th scope=\"rowgroup\" colspan=\"%zu\"><b>%s</b></th></tr>\n", columns_of(c, role), l->at[i].group);
                matrix_line(c, h, &l->at[i], role);
        }
        html(h, "</tbody></table></div>\n");
}

static int by_group(const void *a, const void *b)
{
        const struct permit *one = a, *other = b;
        int d = strcmp(one->group, other->group);

        return d ? d : strcmp(one->name, other->name);
}

static size_t kind_of(const struct page_in *in, enum permit_kind *out)
{
        *out = PERMIT_VERB;
        permit_kind_parse(page_query(in, "kind"), out);
        return (size_t)*out;
}

static bool show_matrix(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_tab tabs[] = { { "动作", "/desk/admin/matrix?kind=verbs", NULL }, { "视图", "/desk/admin/matrix?kind=views", NULL },
                                              { "页面", "/desk/admin/matrix?kind=pages", NULL } };
        const struct view *v = view_find("rights_matrix");
        const char *role = pack_role(c->pack, page_query(in, "role")) ? page_query(in, "role") : "";
        enum permit_kind kind;
        size_t at = kind_of(in, &kind);
        struct permits l;
        struct ui_button csv = { "导出 CSV", ui_url_with(c->mem, "/api/views/rights_matrix", in->query, in->n, "format", "csv"), "download", BUTTON_PLAIN };

        permits_make(c, kind, role, page_query(in, "q"), &l);
        qsort(l.at, l.n, sizeof *l.at, by_group);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "权限矩阵", .lead = "由动作、视图、页面和程序的定义得出，与系统实际放行的一致。", .buttons = &csv, .n_buttons = 1 });
        ui_tabs(h, "种类", tabs, 3, at);
        ui_card_begin(h, &(struct ui_card){ .title = tabs[at].label, .note = "“登录”：任何登录的人；案件上的动作还要看案件环节和数据范围", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/admin/matrix", .label = "筛选权限", .params = v->params, .query = in->query, .n = in->n,
                                            .options = options, .to = c, .total = (int64_t)l.n });
        if (l.n)
                matrix_put(c, h, &l, role);
        else
                ui_empty(h, "没有符合条件的", "换一个条件试试。", NULL, NULL);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- a person ---- */

static void holdings_put(struct ctx *c, struct html *h, const struct holdings *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "岗位和范围", .note = "能办什么、能看什么都由岗位得出", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"岗位和范围\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">岗位和范围</caption>"
             "<thead><tr><th scope=\"col\">岗位</th><th scope=\"col\">来源</th><th scope=\"col\">数据范围</th><th scope=\"col\">起止</th><th scope=\"col\">状态</th>"
             "<th scope=\"col\">事由</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++) {
                const struct holding *g = &l->at[i];

                html(h, "<tr><td data-l=\"岗位\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"来源\"><div>%s", g->label, g->role, g->source);
                if (g->act >= 0)
                        html(h, "<small>日志第 %lld 条</small>", (long long)g->act);
                html(h, "</div></td><td data-l=\"数据范围\"><div>%s</div></td><td data-l=\"起止\"><div>", g->scope);
                ui_day(h, g->since);
                html(h, " 至 ");
                if (day_is(g->until))
                        ui_day(h, g->until);
                else
                        html(h, "收回为止");
                html(h, "</div></td><td data-l=\"状态\"><div>");
                ui_tag(h, g->holds ? "ok" : "", g->holds ? "有效" : *g->law ? g->law : "账号停用");
                html(h, "</div></td><td data-l=\"事由\"><div>%s</div></td></tr>\n", *g->note ? g->note : "—");
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static void hidden_put(struct ctx *c, struct html *h, const struct ctx *his)
{
        static const struct pair fields[] = { { "party_id", "当事人证件号码" }, { "party_phone", "当事人电话" }, { "party_address", "当事人住址" },
                                              { "reporter", "举报人姓名和电话" } };
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                if (access_hides(his, fields[i].name))
                        buffer_make(&b, "%s%s", b.n ? "、" : "", fields[i].value);
        ui_kv(h, "不显示的栏目", b.n ? buffer_done(&b) : "没有");
        ui_kv(h, "涉密和不公开的记录", access_sees_classified(his) ? "可以看" : "不能看");
}

static size_t count(const struct ctx *his, enum permit_kind kind)
{
        struct permits l;
        size_t n = 0;

        permits_make(his, kind, "", "", &l);
        for (size_t i = 0; i < l.n; i++) {
                bool may = l.at[i].open || l.at[i].everybody;

                for (size_t k = 0; !may && k < his->who->roles.n; k++)
                        may = names_have(&l.at[i].roles, his->who->roles.at[k]);
                n += may;
        }
        return n;
}

static void sums_put(struct ctx *c, struct html *h, const struct ctx *his)
{
        struct narrowing n = access_narrowing(his);
        struct ui_stat tiles[] = {
                { text_make(c->mem, "%zu", count(his, PERMIT_VERB)), "可以办的动作", "其中案件上的还看环节和范围", "/desk/admin/matrix?kind=verbs", "" },
                { text_make(c->mem, "%zu", count(his, PERMIT_VIEW)), "可以看的视图", NULL, "/desk/admin/matrix?kind=views", "" },
                { *n.places ? "有限" : "全部", "本辖区的案件", NULL, NULL, "" },
        };

        ui_stats(h, "权限概况", tiles, sizeof tiles / sizeof *tiles);
}

/* Of oneself and others alike: the same question the program asks when it is tried. */
static bool trial_put(struct ctx *c, const struct page_in *in, struct html *h, const char *login)
{
        const char *asked = page_query(in, "asked"), *typed = page_query(in, "case");
        struct trial t;
        int64_t id = 0;

        ui_card_begin(h, &(struct ui_card){ .title = "能不能办、能不能看", .note = "写案件编号、动作或者视图的编号，看系统怎样判断", .id = "try" });
        html(h, "<form method=\"get\" action=\"#try\" class=\"form\"><div class=\"field\"><label for=\"asked\">动作或者视图</label>"
             "<input id=\"asked\" name=\"asked\" value=\"%s\" placeholder=\"case.decide\" maxlength=\"80\"></div>"
             "<div class=\"field\"><label for=\"case\">案件编号</label><input id=\"case\" name=\"case\" value=\"%s\" inputmode=\"numeric\" maxlength=\"12\"></div>"
             "<button class=\"btn primary\">查看</button></form>\n", asked, typed);
        if (*asked || *typed) {
                if (*typed && !text_int(typed, 1, INT64_MAX, &id))
                        ui_callout(h, "warn", "案件编号应为数字", "编号在案件页的网址里，也在案件台账的第一列。");
                else if (!rights_try(c, login, asked, id, &t)) {
                        if (c->why.kind == WHY_FAILED)
                                return false;
                        ui_refusal(h, &c->why);
                        why_clear(&c->why);
                } else if (t.may)
                        ui_callout(h, "ok", "可以", t.rule);
                else
                        ui_callout(h, "bad", "不可以", t.why);
        }
        ui_card_end(h);
        return true;
}

static bool show_person(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ctx his = { .mem = c->mem, .why = { .mem = c->mem }, .now = c->now, .db = c->db, .log = c->log, .blobs = c->blobs, .test_clock = c->test_clock };
        const struct ui_button give = { "授予岗位", url(c->mem, "/desk/act/rights.grant?login=%s", in->args[0]), "user-plus", BUTTON_PLAIN };
        const struct pack_unit *u;
        struct holdings l;
        bool there;

        if (!holdings_may(c, in->args[0]) || !holdings_load(c, in->args[0], &l))
                return false;
        there = who_load(&his, in->args[0]);
        if (!there && his.why.kind == WHY_FAILED)
                return (c->why = his.why, false);
        u = pack_unit(c->pack, l.user.unit);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s的权限", l.user.name), .crumb = l.user.name,
                        .lead = text_make(c->mem, "%s %s %s", l.user.login, u ? u->name : "", l.user.post),
                        .buttons = &give, .n_buttons = ui_may(c, command_find("rights.grant")->roles) && strcmp(in->args[0], c->who->login) ? 1 : 0 });
        if (there)
                sums_put(c, h, &his);
        else
                ui_refusal(h, &his.why);
        holdings_put(c, h, &l);
        ui_card_begin(h, &(struct ui_card){ .title = "数据上的限制" });
        ui_kv_begin(h, 0);
        if (there)
                hidden_put(c, h, &his);
        ui_kv_end(h);
        ui_card_end(h);
        if (!trial_put(c, in, h, in->args[0]))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- grants ---- */

static bool grant_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        (void)to;
        if (strcmp(t->columns[column].name, "person"))
                return false;
        ui_link(h, url(h->b.mem, "/desk/admin/person/%s/rights", t->rows[row][1]), t->rows[row][2]);
        return true;
}

static bool show_grants(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button buttons[2] = { { "委托代行", "/desk/act/rights.delegate?back=/desk/admin/grants", "arrows-exchange", BUTTON_PLAIN } };
        const struct view *v = view_find("grants");
        size_t n = 1;
        struct table t;

        if (!view_run(c, "grants", in->query, in->n, &t))
                return false;
        if (ui_may(c, command_find("rights.grant")->roles))
                buttons[n++] = (struct ui_button){ "授予岗位", "/desk/act/rights.grant?back=/desk/admin/grants", "user-plus", BUTTON_PRIMARY };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "授予和代行", .lead = "账号岗位以外的：授予的岗位和离岗期间的代行，到期自动失效。", .buttons = buttons, .n_buttons = n });
        ui_card_begin(h, &(struct ui_card){ .title = "授予和代行", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/admin/grants", .label = "筛选", .params = v->params, .query = in->query, .n = in->n, .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "授予和代行", .path = "/desk/admin/grants", .query = in->query, .n_query = in->n, .hide = "login",
                                            .cell = grant_cell, .empty = "没有授予，也没有代行", .empty_when = "安全管理员授予岗位、人员委托代行以后列在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

const struct page rights_desk_pages[] = {
        { "/desk/admin/matrix", "权限矩阵", RIGHTS_KEEPERS "|supervisor|head", show_matrix, false },
        { "/desk/admin/grants", "授予和代行", "", show_grants, false },
        { "/desk/admin/person/{login}/rights", "一个人的权限", "", show_person, false },
};
const size_t rights_desk_pages_n = sizeof rights_desk_pages / sizeof *rights_desk_pages;
