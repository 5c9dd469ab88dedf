/* statistics_pages.c - the annual statistics as pages: for those who count and check them, and for everybody.  Every figure leads to what it
 * counts; the public reads of each act only what is published anyway.  Shows; decides nothing. */
#include "org/org.h"
#include "publicity/publicity.h"
#include "statistics/statistics.h"
#include "ui/ui.h"
#include <string.h>

#define PAGE_ROWS 100

/* ---- one figure in a cell ---- */

static const char *shown(struct arena *mem, const struct figure *f, int64_t v)
{
        if (f->unit == FIGURE_COUNT)
                return text_make(mem, "%lld", (long long)v);
        return text_make(mem, "%lld.%02lld", (long long)(v / 1000000), (long long)(v % 1000000 / 10000));
}

static const char *label_of(struct arena *mem, const struct figure *f, const char *label)
{
        return f->unit == FIGURE_MONEY ? text_make(mem, "%s（万元）", label) : label;
}

/* base: "/report/2025" or "/desk/report/12"; agency "" all. */
static void figure_put(struct html *h, const struct figures *all, const struct figure *f, const char *base, const char *agency)
{
        int64_t v = figures_value(all, agency, f->id);
        const char *words = v < 0 ? "—" : shown(h->b.mem, f, v);

        if (v > 0)
                ui_link(h, text_make(h->b.mem, "%s/%s/%s", base, *agency ? agency : "all", f->id), words);
        else
                html(h, "%s", words);
}

/* ---- tables ---- */

static void agency_row(struct html *h, const struct figures *all, const char *base, const char *agency, const char *name)
{
        const struct figure *f;

        html(h, "<tr><th scope=\"row\" class=\"nb\">%s</th>", name);
        for (size_t i = 0; (f = figure_at(i)) != NULL; i++) {
                if (!f->column)
                        continue;
                html(h, "<td class=\"num\" data-l=\"%s\">", label_of(h->b.mem, f, f->column));
                figure_put(h, all, f, base, agency);
                html(h, "</td>");
        }
        html(h, "</tr>\n");
}

static void agencies_put(struct ctx *c, struct html *h, const struct figures *all, const char *base)
{
        const struct figure *f;

        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"分机关情况\" tabindex=\"0\"><table class=\"table cards\">"
                "<caption class=\"vh\">分机关情况</caption><thead><tr><th scope=\"col\">执法机关</th>");
        for (size_t i = 0; (f = figure_at(i)) != NULL; i++)
                if (f->column)
                        html(h, "<th scope=\"col\" class=\"num\">%s</th>", label_of(c->mem, f, f->column));
        html(h, "</tr></thead><tbody>\n");
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                agency_row(h, all, base, c->pack->agencies[i].id, c->pack->agencies[i].name);
        if (c->pack->n_agencies > 1)
                agency_row(h, all, base, "", "合计");
        html(h, "</tbody></table></div>\n");
}

static void group_put(struct html *h, const struct figures *all, const char *base, const char *group)
{
        const struct figure *f;

        html(h, "<h3>%s</h3>", figure_group_label(group));
        ui_kv_begin(h, KV_WIDE);
        for (size_t i = 0; (f = figure_at(i)) != NULL; i++) {
                if (strcmp(f->group, group) || figures_value(all, "", f->id) < 0 || (text_starts(f->id, "kind_") && !figures_value(all, "", f->id)))
                        continue;
                ui_kv_open(h, label_of(h->b.mem, f, f->label));
                figure_put(h, all, f, base, "");
                if (*f->note)
                        html(h, " <small class=\"muted\">%s</small>", f->note);
                ui_kv_close(h);
        }
        ui_kv_end(h);
}

static void months_put(struct html *h, const struct figures *all)
{
        json_t *lines = json_object_get(all->all, "months");
        struct ui_bar bars[12];

        for (size_t m = 0; m < 12; m++) {
                int64_t n = 0;

                for (size_t i = 0; i < json_array_size(lines); i++)
                        n += json_integer_value(json_array_get(json_array_get(lines, i), m));
                bars[m] = (struct ui_bar){ text_make(h->b.mem, "%zu 月", m + 1), n, NULL, "" };
        }
        ui_bars(h, "各月执法行为（处罚、许可决定和检查，件）", bars, 12);
}

#define AGENCIES_SHOWN 12

/* The first ones in the pack's order; the table above has them all. */
static void penalties_put(struct ctx *c, struct html *h, const struct figures *all)
{
        struct ui_bar bars[AGENCIES_SHOWN];
        size_t n = c->pack->n_agencies < AGENCIES_SHOWN ? c->pack->n_agencies : AGENCIES_SHOWN;

        for (size_t i = 0; i < n; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];
                int64_t v = figures_value(all, g->id, "penalty");

                bars[i] = (struct ui_bar){ *g->short_name ? g->short_name : g->name, v < 0 ? 0 : v, NULL, "" };
        }
        ui_bars(h, "各机关行政处罚决定（件）", bars, n);
}

static void report_put(struct ctx *c, struct html *h, const struct report *r, const struct figures *all, const char *base)
{
        static const char *const groups[] = { "penalty", "permit", "inspection", "review", "publicity" };

        ui_card_begin(h, &(struct ui_card){ .title = "一、分机关情况", .note = "点击数字可以看到它所统计的每一件", .flush = true });
        agencies_put(c, h, all, base);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "二、各类执法行为" });
        ui_grid_begin(h, 2);
        html(h, "<div>");
        months_put(h, all);
        html(h, "</div><div>");
        if (c->pack->n_agencies > 1)
                penalties_put(c, h, all);
        html(h, "</div>");
        ui_grid_end(h);
        for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
                group_put(h, all, base, groups[i]);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "统计口径与依据" });
        html(h, "<p>执法决定按作出日期计入（含后来被撤销的），其他动作按办理日期计入；一案并处几种处罚的，按最重的一种统计。"
                "本年报由系统根据存证日志第 1 条至第 %lld 条生成，在同一位置重新统计，结果相同。</p>", (long long)r->position);
        if (*r->remark)
                html(h, "<p>%s</p>", r->remark);
        html(h, "<p class=\"small muted\">%s</p>", c->pack->statistics.law);
        ui_details_begin(h, "统计明细的指纹", false);
        ui_hash(h, r->digest);
        ui_details_end(h);
        ui_card_end(h);
}

static void head_stats(struct html *h, const struct figures *all, const struct figures *before)
{
        static const char *const ids[] = { "penalty", "permit", "inspection", "revoked" };
        struct ui_stat s[5];
        int64_t released = figures_value(all, "", "released"), late = figures_value(all, "", "late");
        struct arena *mem = h->b.mem;

        for (size_t i = 0; i < 4; i++) {
                const struct figure *f = figure_find(ids[i]);
                int64_t now = figures_value(all, "", ids[i]), then = before ? figures_value(before, "", ids[i]) : -1;

                s[i] = (struct ui_stat){ shown(mem, f, now < 0 ? 0 : now), f->label, then < 0 ? "" : text_make(mem, "上年 %lld", (long long)then), NULL, "" };
        }
        s[4] = (struct ui_stat){ released > 0 ? text_make(mem, "%lld.%lld%%", (long long)((released - late) * 100 / released),
                                                          (long long)((released - late) * 1000 / released % 10)) : "—",
                                 "按期公示率", late > 0 ? text_make(mem, "超期 %lld 件", (long long)late) : "没有超期", NULL, late > 0 ? "warn" : "ok" };
        ui_stats(h, "总体情况", s, 5);
}

/* ---- the public ---- */

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "统计年报", "/reports" } };

static bool show_public_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct reports l;

        if (!reports_list(c, true, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "行政执法统计年报", .crumbs = crumbs, .n_crumbs = 1, .current = "/reports", .narrow = true,
                                                        .lead = "由办案日志统计，冻结后公布；每个数字都能打开、都能重算" });
        if (!l.n)
                ui_empty(h, "还没有公布年报", "上一年度的年报于每年 1 月 31 日前公布。", NULL, NULL);
        for (size_t i = 0; i < l.n; i++) {
                ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%lld 年度", (long long)l.at[i].year),
                                                    .more_url = url(c->mem, "/report/%s", text_make(c->mem, "%lld", (long long)l.at[i].year)), .more_label = "查看" });
                html(h, "<p>%s公布，统计到存证日志第 %lld 条。</p>", day_chinese(c->mem, day_of(l.at[i].published_at)), (long long)l.at[i].position);
                ui_card_end(h);
        }
        page_end_public(c, in, h);
        return true;
}

/* The published report of the year in the address; nothing else of it is known outside. */
static bool public_report(struct ctx *c, const char *text, struct report *out)
{
        int64_t year;
        bool found;

        if (!text_int(text, 1990, 2198, &year))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个年度");
        return report_of_year(c, year, out, &found) && (found || refuse(&c->why, R_PAGE_UNKNOWN, NULL, "%lld 年度的年报还没有公布", (long long)year));
}

static bool before_load(struct ctx *c, int64_t year, struct figures *out, bool *there)
{
        struct report r;

        return report_of_year(c, year - 1, &r, there) && (!*there || report_figures(c, &r, out));
}

static bool show_public(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *base = url(c->mem, "/report/%s", in->args[0]);
        struct figures all, before;
        struct report r;
        bool compare;

        if (!public_report(c, in->args[0], &r) || !report_figures(c, &r, &all))
                return false;
        if (!before_load(c, r.year, &before, &compare)) {
                figures_end(&all);
                return false;
        }
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s %lld 年度行政执法统计年报", c->pack->jurisdiction, (long long)r.year),
                .crumbs = crumbs, .n_crumbs = 2, .crumb = text_make(c->mem, "%lld 年度", (long long)r.year), .current = "/reports",
                .lead = text_make(c->mem, "%s公布，统计到存证日志第 %lld 条", day_chinese(c->mem, day_of(r.published_at)), (long long)r.position),
                .buttons = (struct ui_button[]){ { "数据 CSV", url(c->mem, "/api/views/report_figures?year=%s&format=csv", in->args[0]), "download", BUTTON_PLAIN } }, .n_buttons = 1 });
        head_stats(h, &all, compare ? &before : NULL);
        report_put(c, h, &r, &all, base);
        page_end_public(c, in, h);
        figures_end(&all);
        if (compare)
                figures_end(&before);
        return true;
}

/* ---- what a figure counts ---- */

struct opened { struct report r; const struct figure *f; const char *agency, *agency_name; int64_t *acts; size_t n, from, until; int64_t page; };

static bool figure_open(struct ctx *c, const struct page_in *in, struct opened *o)
{
        const struct pack_agency *g = pack_agency(c->pack, in->args[1]);

        o->f = figure_find(in->args[2]);
        o->agency = !strcmp(in->args[1], "all") ? "" : in->args[1];
        o->agency_name = g ? g->name : "全部机关";
        o->page = 1;
        if (!o->f || (*o->agency && !g))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "年报里没有这一项");
        if (*page_query(in, "page") && !text_int(page_query(in, "page"), 1, 100000000, &o->page))
                return refuse(&c->why, R_ARG_RANGE, "page", "页码从 1 起");
        if (!report_acts(c, &o->r, o->agency, o->f->id, &o->acts, &o->n))
                return false;
        o->from = (size_t)(o->page - 1) * PAGE_ROWS < o->n ? (size_t)(o->page - 1) * PAGE_ROWS : o->n;
        o->until = o->from + PAGE_ROWS < o->n ? o->from + PAGE_ROWS : o->n;
        return true;
}

static bool public_act(struct ctx *c, struct html *h, int64_t seq)
{
        struct why kept = c->why;
        struct publication p;
        struct act a;
        const struct command *k;

        if (!act_load(c, seq, &a))
                return false;
        k = command_find(a.verb);
        html(h, "<li><span class=\"muted\">%s　%s　日志第 %lld 条</span>　", day_text(c->mem, day_of(a.at)), k ? k->label : a.verb, (long long)seq);
        if (publication_behind(c, seq, &p))
                ui_link(h, url(c->mem, "/decision/%s", text_make(c->mem, "%lld", (long long)p.id)), p.shown ? p.title : p.number);
        else if (c->why.kind == WHY_FAILED)
                return false;
        else
                html(h, "不公开或者还没有公开");
        c->why = kept;
        html(h, "</li>\n");
        return true;
}

static bool show_public_figure(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct opened o;
        struct ui_crumb path[3] = { crumbs[0], crumbs[1] };

        if (!public_report(c, in->args[0], &o.r) || !figure_open(c, in, &o))
                return false;
        path[2] = (struct ui_crumb){ text_make(c->mem, "%lld 年度", (long long)o.r.year), url(c->mem, "/report/%s", in->args[0]) };
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s：%s", o.f->label, o.agency_name), .crumbs = path, .n_crumbs = 3, .current = "/reports",
                .narrow = true, .crumb = o.f->label, .lead = text_make(c->mem, "%lld 年度年报统计的 %zu 件", (long long)o.r.year, o.n) });
        ui_card_begin(h, &(struct ui_card){ .title = "所统计的每一件", .note = "执法决定依法公开的可以打开；办理过程依法不公开，只列时间和日志编号" });
        html(h, "<ol class=\"plain\" start=\"%zu\">\n", o.from + 1);
        for (size_t i = o.from; i < o.until; i++)
                if (!public_act(c, h, o.acts[i]))
                        return false;
        html(h, "</ol>\n");
        ui_pager(h, in->path, in->query, in->n, o.page, PAGE_ROWS, (int64_t)o.n);
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- the desk ---- */

static const struct ui_crumb desk_crumbs[] = { { "统计年报", "/desk/reports" } };

static void due_put(struct ctx *c, struct html *h, const struct reports *l)
{
        struct day due, safe;
        int y, m, d;

        day_split(day_of(c->now), &y, &m, &d);
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].year == y - 1 && !strcmp(l->at[i].state, "published"))
                        return;
        report_due(c->pack, y - 1, &due, &safe);
        ui_callout(h, day_compare(day_of(c->now), due) > 0 ? "bad" : "warn", text_make(c->mem, "%d 年度的年报还没有公布", y - 1),
                   text_make(c->mem, "应当在 %s前公布；期限不因节假日顺延，最后一个工作日是 %s。", day_chinese(c->mem, due), day_chinese(c->mem, safe)));
}

static bool show_desk_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct reports l;
        struct table t;

        if (!reports_list(c, false, &l) || !view_run(c, "reports", NULL, 0, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "统计年报", .lead = "由日志统计、冻结、核对、公布", .current = "/desk/reports",
                .buttons = (struct ui_button[]){ { "统计一个年度", "/desk/act/report.freeze?back=/desk/reports", "chart-bar", BUTTON_PRIMARY } },
                .n_buttons = ui_may(c, "supervisor") ? 1 : 0 });
        due_put(c, h, &l);
        ui_card_begin(h, &(struct ui_card){ .title = "各年度", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "统计年报", .link = "year", .link_to = "id", .link_base = "/desk/report/", .hide = "id|digest", .tags = "state",
                                            .empty = "还没有统计过年报", .empty_when = "一个年度结束以后由监督人员统计，另一人核对公布。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static bool desk_report(struct ctx *c, const struct page_in *in, struct report *out)
{
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "年报 %s", utf8_head(c->mem, in->args[0], 20));
        return report_load(c, id, out);
}

static bool again_put(struct ctx *c, const struct page_in *in, struct html *h, const struct report *r)
{
        const char *digest;
        bool same;

        ui_card_begin(h, &(struct ui_card){ .title = "核对" });
        if (*page_query(in, "check")) {
                if (!report_again(c, r, &digest, &same))
                        return false;
                ui_callout(h, same ? "ok" : "bad", same ? "重新统计，与冻结时完全一致" : "重新统计的结果与冻结时不同", text_make(c->mem, "重算的指纹 %s", digest));
        } else {
                html(h, "<p>由日志在同一位置重新统计，逐项与冻结时的比对。</p>");
                ui_button(h, &(struct ui_button){ "重新统计并比对", url(c->mem, "/desk/report/%s?check=1", in->args[0]), "refresh", BUTTON_PLAIN });
        }
        ui_kv_begin(h, 0);
        ui_kv(h, "统计人", user_name(c, r->frozen_by));
        ui_kv_open(h, "统计时间");
        ui_instant(h, r->frozen_at);
        ui_kv_close(h);
        ui_kv(h, "核对公布人", *r->published_by ? user_name(c, r->published_by) : "");
        ui_kv(h, "撤下原因", r->reason);
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

static bool show_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *back = url(c->mem, "/desk/report/%s", in->args[0]);
        struct ui_button buttons[2];
        struct figures all;
        struct report r;
        size_t n = 0;
        bool ok;

        if (!desk_report(c, in, &r) || !report_figures(c, &r, &all))
                return false;
        if (!strcmp(r.state, "frozen"))
                buttons[n++] = (struct ui_button){ "核对无误，公布", text_make(c->mem, "/desk/act/report.publish?subject=%lld&back=%s", (long long)r.id, back), "eye-check", BUTTON_PRIMARY };
        if (strcmp(r.state, "withdrawn"))
                buttons[n++] = (struct ui_button){ "撤下", text_make(c->mem, "/desk/act/report.withdraw?subject=%lld&back=%s", (long long)r.id, back), "eye-off", BUTTON_PLAIN };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%lld 年度行政执法统计年报", (long long)r.year), .crumbs = desk_crumbs, .n_crumbs = 1,
                .current = "/desk/reports", .lead = text_make(c->mem, "统计到日志第 %lld 条", (long long)r.position), .buttons = buttons, .n_buttons = ui_may(c, "supervisor") ? n : 0 });
        head_stats(h, &all, NULL);
        ok = again_put(c, in, h, &r);
        report_put(c, h, &r, &all, back);
        page_end_desk(c, in, h);
        figures_end(&all);
        return ok;
}

static bool show_desk_figure(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct column columns[] = { { "seq", "日志编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "verb", "动作", CELL_TEXT },
                                                 { "subject", "对象", CELL_TEXT }, COLUMN_END };
        struct ui_crumb path[2] = { desk_crumbs[0] };
        struct opened o;
        struct table t;

        if (!desk_report(c, in, &o.r) || !figure_open(c, in, &o))
                return false;
        path[1] = (struct ui_crumb){ text_make(c->mem, "%lld 年度", (long long)o.r.year), url(c->mem, "/desk/report/%s", in->args[0]) };
        table_start(&t, c->mem, columns);
        for (size_t i = o.from; i < o.until; i++) {
                const struct command *k;
                struct act a;

                if (!act_load(c, o.acts[i], &a))
                        return false;
                k = command_find(a.verb);
                table_row(&t, (const char *[]){ text_make(c->mem, "%lld", (long long)a.seq), instant_text(c->mem, a.at), k ? k->label : a.verb,
                                                text_make(c->mem, "%s/%lld", a.subject.noun, (long long)a.subject.id) });
        }
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s：%s", o.f->label, o.agency_name), .crumbs = path, .n_crumbs = 2, .crumb = o.f->label,
                .current = "/desk/reports", .lead = text_make(c->mem, "年报统计的 %zu 件", o.n) });
        ui_card_begin(h, &(struct ui_card){ .title = "所统计的每一件", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "所统计的动作", .link = "seq", .link_to = "seq", .link_base = "/desk/journal/", .empty = "没有", .empty_when = "这一项是零。" });
        ui_card_end(h);
        ui_pager(h, in->path, in->query, in->n, o.page, PAGE_ROWS, (int64_t)o.n);
        page_end_desk(c, in, h);
        return true;
}

#define INSIDE "supervisor|head"
const struct page statistics_pages[] = {
        { .pattern = "/reports", .title = "统计年报", .roles = "public", .show = show_public_list },
        { .pattern = "/report/{year}", .title = "统计年报", .roles = "public", .show = show_public },
        { .pattern = "/report/{year}/{agency}/{figure}", .title = "数字所统计的每一件", .roles = "public", .show = show_public_figure },
        { .pattern = "/desk/reports", .title = "统计年报", .roles = INSIDE, .show = show_desk_list },
        { .pattern = "/desk/report/{id}", .title = "统计年报", .roles = INSIDE, .show = show_desk },
        { .pattern = "/desk/report/{id}/{agency}/{figure}", .title = "数字所统计的每一件", .roles = INSIDE, .show = show_desk_figure },
};
const size_t statistics_pages_n = sizeof statistics_pages / sizeof *statistics_pages;

/* ---- the reminder ---- */

const struct job statistics_jobs[] = { { .name = NULL } };
const size_t statistics_jobs_n = 0;
