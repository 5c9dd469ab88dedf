/* portal_advance.c - advance disclosure (事前公开): every list in force, its versions, what changed between two of them, and whether it is what the
 * engine runs.  Shows what was published and nothing else; a difference to the engine is said, never smoothed over. */
#include "portal/portal_advance.h"
#include "ui/basis.h"
#include <string.h>

#define ROWS_SHOWN 1000
#define HITS_SHOWN 100

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "事前公开", "/lists" } };

const char *advance__number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *agency_name(const struct ctx *c, const char *id)
{
        const struct pack_agency *a = pack_agency(c->pack, id);

        return a ? a->name : id;
}

static const char *list_url(struct arena *mem, const struct list *l)
{
        return url(mem, "/list/%s/%s", l->agency, l->kind);
}

/* ---- all kinds, and search ---- */

const struct arg advance__list_params[] = {
        { "q", ARG_TEXT, 0, "词语", "清单里的词；几个词之间用空格隔开。", NULL, 1, 100 },
        { "agency", ARG_CODE, 0, "执法机关", "", "agencies", 0, 0 },
        { "kind", ARG_CODE, 0, "清单", "", "lists", 0, 0 },
        ARG_END
};

bool advance__agency_options(void *to, const struct arg *g, struct ui_options *out)
{
        const struct ctx *c = to;

        for (size_t i = 0; !strcmp(g->name, "agency") && i < c->pack->n_agencies; i++)
                ui_option(out, c->pack->agencies[i].id, c->pack->agencies[i].name, NULL);
        for (size_t i = 0; !strcmp(g->name, "kind") && i < c->pack->n_lists; i++)
                ui_option(out, c->pack->lists[i].id, c->pack->lists[i].label, NULL);
        return out->n > 0;
}

static size_t published_count(const struct lists *in, const char *kind, int64_t *rows)
{
        size_t n = 0;

        *rows = 0;
        for (size_t i = 0; i < in->n; i++)
                if (!strcmp(in->at[i].kind, kind)) {
                        n++;
                        *rows += in->at[i].rows;
                }
        return n;
}

void advance__kinds_put(struct ctx *c, struct html *h, const struct lists *in)
{
        html(h, "<ul class=\"kinds\">");
        for (size_t i = 0; i < c->pack->n_lists; i++) {
                const struct pack_list *k = &c->pack->lists[i];
                int64_t rows;
                size_t n = published_count(in, k->id, &rows);

                html(h, "<li><a href=\"%s\"><b>%s</b><span class=\"n\">%s</span><small>%s</small></a></li>\n", url(c->mem, "/lists/%s", k->id), k->label,
                     n ? text_make(c->mem, c->pack->n_agencies > 1 ? "%lld 条 · %zu 个机关" : "%lld 条", (long long)rows, n) : "还没有公布", k->about);
        }
        html(h, "</ul>\n");
}

static void hit_put(struct ctx *c, struct html *h, const struct list_hit *k, const char *words)
{
        const struct pack_list *kind = pack_list(c->pack, k->kind);

        html(h, "<li><p class=\"row\">");
        ui_tag(h, "info", kind ? kind->label : k->kind);
        html(h, "</p><h3><a href=\"%s\">", url(c->mem, "/list/%s/%s?q=%s", k->agency, k->kind, k->name));
        html_marked(h, k->name, words);
        html(h, "</a></h3><p class=\"said\">");
        html_marked(h, text_around(c->mem, text_replace(c->mem, k->cells, "\n", "；"), words, 120), words);
        html(h, "</p><p class=\"meta\"><span>%s</span></p></li>\n", agency_name(c, k->agency));
}

static bool hits_put(struct ctx *c, struct html *h, const char *words, const char *agency, const char *kind)
{
        struct list_hits l;

        if (!lists_search(c, words, agency, kind, HITS_SHOWN, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "共 %lld 条", (long long)l.total), .note = l.total > HITS_SHOWN ?
                text_make(c->mem, "只显示前 %d 条，可以再加词或者选机关", HITS_SHOWN) : "现行有效的清单", .flush = true });
        if (!l.n)
                ui_empty(h, "清单里没有这些词", "可以少写几个词，或者去掉条件。", "看全部清单", "/lists");
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++)
                hit_put(c, h, &l.at[i], words);
        html_raw(h, l.n ? "</ul>" : "");
        ui_card_end(h);
        return true;
}

static void entries_put(struct html *h)
{
        static const struct { const char *url, *icon, *title, *text; } rows[] = {
                { "/officers", "id-badge-2", "执法人员", "姓名或者证件编号可查" }, { "/guides", "clipboard-list", "服务指南", "条件、材料、时限和示范文本" },
                { "/procedures", "git-branch", "流程图", "由正在运行的程序画出" }, { "/boards", "user-check", "岗位信息公示牌", "窗口和接待岗位" },
                { "/laws", "book", "法律法规", "执法依据的全文，按条、按版本可查" },
                { "/rules", "scale", "公示规则", "公示什么、多长时间、谁监督" },
        };

        html(h, "<ul class=\"entries small-entries\" aria-label=\"事前公开的其他内容\">");
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                html(h, "<li><a href=\"%s\"><span class=\"badge\">", rows[i].url);
                ui_icon(h, rows[i].icon);
                html(h, "</span><span><b>%s</b><small>%s</small></span></a></li>", rows[i].title, rows[i].text);
        }
        html(h, "</ul>\n");
}

/* The first characters that count, on one line. */
static const char *words_of(struct arena *mem, const struct page_in *in)
{
        const char *q = page_query(in, "q"), *end = q;

        for (int i = 0; i < 100 && *end; i++)
                utf8_next(&end);
        return text_trim(mem, text_replace(mem, text_copy_n(mem, q, (size_t)(end - q)), "\n", " "));
}

bool portal_lists(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *words = words_of(c->mem, in), *agency = page_query(in, "agency"), *kind = page_query(in, "kind");
        struct lists l;

        agency = pack_agency(c->pack, agency) ? agency : "";
        kind = pack_list(c->pack, kind) ? kind : "";
        if (!lists_on(c, "", day_of(c->now), &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "事前公开", .crumbs = crumbs, .n_crumbs = 1, .current = "/lists",
                .lead = "谁在执法、凭什么、怎么办、到哪里申诉：每份清单有版本和施行日期，旧版本可以查阅。" });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/lists", .label = "在清单里查找", .params = advance__list_params, .query = in->query, .n = in->n,
                                            .options = advance__agency_options, .to = c, .total = -1 });
        ui_card_end(h);
        if (*words && !hits_put(c, h, words, agency, kind))
                return false;
        if (!*words) {
                entries_put(h);
                advance__kinds_put(c, h, &l);
        }
        page_end_public(c, in, h);
        return true;
}

/* ---- one kind, all agencies ---- */

static void agency_row(struct ctx *c, struct html *h, const struct pack_agency *a, const struct pack_list *k, const struct list *l)
{
        if (!l) {
                html(h, "<tr><td data-l=\"机关\">%s</td><td data-l=\"版本\">还没有公布</td><td data-l=\"施行日期\">—</td><td data-l=\"行数\" class=\"n\">—</td>"
                     "<td data-l=\"外部审核\">%s</td></tr>\n", a->name, *list_reviewer_name(c->pack, k) ? list_reviewer_name(c->pack, k) : "—");
                return;
        }
        html(h, "<tr><td data-l=\"机关\"><div><a href=\"%s\">%s</a></div></td><td data-l=\"版本\">第 %lld 版</td><td data-l=\"施行日期\"><div>", list_url(c->mem, l),
             a->name, (long long)l->version);
        ui_day(h, l->effective);
        html(h, "</div></td><td data-l=\"行数\" class=\"n\">%lld</td><td data-l=\"外部审核\"><div>%s</div></td></tr>\n", (long long)l->rows,
             *l->reviewed_by ? text_make(c->mem, "%s%s%s", list_reviewer_name(c->pack, k), *l->instrument ? "　" : "", l->instrument) : "—");
}

bool portal_list_kind(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_list *k = pack_list(c->pack, in->args[0]);
        struct lists l;

        if (!k)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这种清单");
        if (!lists_on(c, "", day_of(c->now), &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = k->label, .crumbs = crumbs, .n_crumbs = 2, .lead = k->about, .current = "/lists" });
        ui_card_begin(h, &(struct ui_card){ .title = "各机关", .note = k->law, .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"各机关\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">%s：各机关</caption><thead><tr>"
             "<th scope=\"col\">机关</th><th scope=\"col\">现行版本</th><th scope=\"col\">施行日期</th><th scope=\"col\" class=\"n\">行数</th>"
             "<th scope=\"col\">外部审核</th></tr></thead><tbody>\n", k->label);
        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const struct list *one = NULL;

                for (size_t x = 0; x < l.n; x++)
                        if (!strcmp(l.at[x].agency, c->pack->agencies[i].id) && !strcmp(l.at[x].kind, k->id))
                                one = &l.at[x];
                agency_row(c, h, &c->pack->agencies[i], k, one);
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- one list ---- */

static bool engine_put(struct ctx *c, struct html *h, const struct list *l)
{
        struct grid_changes changes;
        bool made;

        if (!list_against_engine(c, l, &changes, &made))
                return false;
        if (!made)
                return true;
        if (!changes.n) {
                ui_callout(h, "ok", "公布的就是运行的", "这份清单与执法办案系统今天正在执行的规则逐格一致。");
                return true;
        }
        ui_callout_begin(h, "warn", text_make(c->mem, "与系统正在执行的规则有 %zu 处不同", changes.n));
        html(h, "<p>公布以后规则有了调整，或者清单改写了系统的用语。右边是系统今天正在执行的。</p>");
        ui_details_begin(h, "逐格对照", false);
        list_changes_put(h, &changes, "");
        ui_details_end(h);
        ui_callout_end(h);
        return true;
}

static void version_row(struct ctx *c, struct html *h, const struct list *l, const struct list *before, const struct list *now)
{
        html(h, "<li><p><a href=\"%s\"%s>第 %lld 版</a>　", url(c->mem, "/list/%s/%s/%s", l->agency, l->kind, advance__number(c->mem, l->version)),
             l->id == now->id ? " aria-current=\"true\"" : "", (long long)l->version);
        ui_day(h, l->effective);
        html(h, " 起");
        if (day_is(l->until))
                html(h, "，至 %s", day_text(c->mem, l->until));
        html(h, "</p><p class=\"small muted\">%s</p>", l->reason);
        if (!strcmp(l->state, "revoked"))
                html(h, "<p class=\"small muted\">%s 起废止：%s</p>", day_text(c->mem, l->revoked_on), l->revoke_reason);
        if (before)
                html(h, "<p class=\"small\"><a href=\"%s\">与第 %lld 版比较</a></p>", url(c->mem, "/list/%s/%s/%s/%s", l->agency, l->kind,
                     advance__number(c->mem, l->version), advance__number(c->mem, before->version)), (long long)before->version);
        html(h, "</li>\n");
}

static void versions_put(struct ctx *c, struct html *h, const struct lists *all, const struct list *now)
{
        ui_card_begin(h, &(struct ui_card){ .title = "各个版本", .note = "公布以后不再改动" });
        html(h, "<ol class=\"versions\">");
        for (size_t i = 0; i < all->n; i++)
                version_row(c, h, &all->at[i], i + 1 < all->n ? &all->at[i + 1] : NULL, now);
        html(h, "</ol><form class=\"row\" action=\"%s\"><label for=\"on\">哪一天有效的</label><input class=\"in\" type=\"date\" id=\"on\" name=\"on\" required>"
             "<button class=\"btn\" type=\"submit\">查看</button></form>", list_url(c->mem, now));
        ui_card_end(h);
}

static void about_put(struct ctx *c, struct html *h, const struct list *l, const struct pack_list *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = "这一版" });
        ui_kv_begin(h, 0);
        ui_kv_basis(h, "编制依据", l->law);
        ui_kv(h, "调整原因", l->reason);
        if (*l->reviewed_by)
                ui_kv(h, "外部审核", text_make(c->mem, "%s%s%s", list_reviewer_name(c->pack, k), *l->instrument ? "，" : "", l->instrument));
        ui_kv(h, "公布时间", instant_local(c->mem, l->published_at));
        ui_kv_basis(h, "公开依据", k->law);
        ui_kv_open(h, "内容指纹");
        ui_hash(h, l->digest + (text_starts(l->digest, "sm3:") ? 4 : 0));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static bool row_says(const struct grid *g, size_t r, const char *q)
{
        for (size_t i = 0; i < g->n_columns; i++)
                if (strstr(g->rows[r][i], q))
                        return true;
        return false;
}

static void narrow(struct grid *g, const char *q)
{
        size_t kept = 0;

        for (size_t r = 0; *q && r < g->n; r++)
                if (row_says(g, r, q))
                        g->rows[kept++] = g->rows[r];
        g->n = *q ? kept : g->n;
}

static void content_put(struct ctx *c, struct html *h, const struct list *l, struct grid *g, const char *q)
{
        size_t all = g->n;

        narrow(g, q);
        ui_card_begin(h, &(struct ui_card){ .title = "清单内容", .note = *q ? text_make(c->mem, "含“%s”的 %zu 行，共 %zu 行", q, g->n, all) : text_make(c->mem, "%zu 行", all),
                                            .more_url = *q ? list_url(c->mem, l) : NULL, .more_label = "全部", .flush = true });
        if (all > 12)
                html(h, "<form class=\"ask inset no-print\" role=\"search\" aria-label=\"在这份清单里查找\"><label class=\"vh\" for=\"in-list\">在这份清单里查找</label>"
                     "<input class=\"in\" type=\"search\" id=\"in-list\" name=\"q\" placeholder=\"在这份清单里查找\" value=\"%s\"><button class=\"btn\" type=\"submit\">查找</button></form>", q);
        if (g->n)
                list_table_put(h, g, ROWS_SHOWN, day_is(l->until) && day_compare(l->until, day_of(c->now)) < 0 ? l->until : day_of(c->now));
        else
                ui_empty(h, "没有含这些字的行", NULL, "看全部", list_url(c->mem, l));
        ui_card_end(h);
}

static bool list_show(struct ctx *c, const struct page_in *in, struct html *h, const struct list *l, const struct lists *all)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);
        const char *version = advance__number(c->mem, l->version);
        struct day today = day_of(c->now);
        bool begun = day_compare(l->effective, today) <= 0, over = day_is(l->until) && day_compare(l->until, today) < 0;
        const struct ui_tag tags[] = { { "info", text_make(c->mem, "第 %s 版", version), NULL },
                { over ? "" : begun ? "ok" : "warn", over ? "已被替代或者废止" : begun ? "现行有效" : "尚未施行", NULL } };
        const struct ui_button buttons[] = {
                { "下载 CSV", url(c->mem, "/api/views/list_rows?agency=%s&kind=%s&version=%s&format=csv", l->agency, l->kind, version), "download", BUTTON_PLAIN },
                { "JSON", url(c->mem, "/api/views/list_rows?agency=%s&kind=%s&version=%s", l->agency, l->kind, version), "file-text", BUTTON_GHOST },
        };
        const struct ui_crumb path[] = { crumbs[0], crumbs[1], { k->label, url(c->mem, "/lists/%s", k->id) } };
        struct grid g;

        if (!list_grid(c, l->id, &g))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = k->label, .crumbs = path, .n_crumbs = 3, .crumb = agency_name(c, l->agency), .tags = tags,
                .n_tags = 2, .lead = text_make(c->mem, "%s　%s 起施行", agency_name(c, l->agency), day_chinese(c->mem, l->effective)), .buttons = buttons,
                .n_buttons = 2, .current = "/lists" });
        if (begun && !over && !engine_put(c, h, l))
                return false;
        content_put(c, h, l, &g, words_of(c->mem, in));
        ui_grid_begin(h, 2);
        about_put(c, h, l, k);
        versions_put(c, h, all, l);
        ui_grid_end(h);
        page_end_public(c, in, h);
        return true;
}

static bool kind_known(struct ctx *c, const struct page_in *in)
{
        return (pack_agency(c->pack, in->args[0]) && pack_list(c->pack, in->args[1])) || refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这份清单");
}

/* The version of the day asked for, else today's; where none is in force yet, the newest one published. */
bool portal_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct day on = day_of(c->now);
        struct lists all;
        struct list l;
        bool found, asked = *page_query(in, "on") && day_parse(page_query(in, "on"), &on);

        if (!kind_known(c, in) || !list_versions(c, in->args[0], in->args[1], &all) || !list_on(c, in->args[0], in->args[1], on, &l, &found))
                return false;
        if (!found && asked)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "%s 没有有效的这份清单", day_text(c->mem, on));
        if (!found && !all.n)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "%s还没有公布%s", agency_name(c, in->args[0]), pack_list(c->pack, in->args[1])->label);
        return list_show(c, in, h, found ? &l : &all.at[0], &all);
}

static const struct list *version_at(const struct lists *all, const char *number)
{
        int64_t n;

        for (size_t i = 0; text_int(number, 1, 1000000, &n) && i < all->n; i++)
                if (all->at[i].version == n)
                        return &all->at[i];
        return NULL;
}

bool portal_list_version(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct list *l;
        struct lists all;

        if (!kind_known(c, in) || !list_versions(c, in->args[0], in->args[1], &all))
                return false;
        l = version_at(&all, in->args[2]);
        return l ? list_show(c, in, h, l, &all) : refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个版本");
}

bool portal_list_compare(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct list *to, *from;
        struct grid_changes changes;
        struct grid before, after;
        struct lists all;

        if (!kind_known(c, in) || !list_versions(c, in->args[0], in->args[1], &all))
                return false;
        to = version_at(&all, in->args[2]);
        from = version_at(&all, in->args[3]);
        if (!to || !from)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个版本");
        if (!list_grid(c, from->id, &before) || !list_grid(c, to->id, &after))
                return false;
        grid_diff(c->mem, &before, &after, NULL, &changes);
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s：第 %lld 版与第 %lld 版", pack_list(c->pack, to->kind)->label,
                (long long)from->version, (long long)to->version), .crumb = "比较", .crumbs = (const struct ui_crumb[]){ crumbs[0], crumbs[1],
                { agency_name(c, to->agency), list_url(c->mem, to) } }, .n_crumbs = 3, .current = "/lists", .lead = to->reason });
        ui_stats(h, "变化", (const struct ui_stat[]){
                { text_make(c->mem, "%zu", changes.added), "增加", NULL, NULL, changes.added ? "ok" : "" },
                { text_make(c->mem, "%zu", changes.removed), "取消", NULL, NULL, changes.removed ? "bad" : "" },
                { text_make(c->mem, "%zu", changes.changed), "调整", NULL, NULL, changes.changed ? "warn" : "" } }, 3);
        ui_card_begin(h, &(struct ui_card){ .title = "逐格对照", .flush = true });
        list_changes_put(h, &changes, "两个版本没有不同");
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}
