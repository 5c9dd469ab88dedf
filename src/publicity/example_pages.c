/* example_pages.c - typical cases as the public reads them, and as the desk enters and checks them.  Shows; decides nothing. */
#include "org/org.h"
#include "publicity/example.h"
#include "publicity/publicity.h"
#include "ui/ui.h"
#include <string.h>

#define SHOWN 200

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "典型案例", "/examples" } };
static const struct ui_crumb desk_crumbs[] = { { "典型案例", "/desk/examples" } };

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *agency_name(struct ctx *c, const char *id)
{
        const struct pack_agency *g = pack_agency(c->pack, id);

        return g ? g->name : id;
}

static void text_put(struct ctx *c, struct html *h, const char *title, const char *text)
{
        size_t n;
        char **lines = text_split(c->mem, text, '\n', &n);

        html(h, "<h2>%s</h2>\n", title);
        for (size_t i = 0; i < n; i++)
                if (*lines[i])
                        html(h, "<p>%s</p>\n", lines[i]);
}

/* The decision it comes from, as far as the public may know of it. */
static bool decision_put(struct ctx *c, struct html *h, int64_t id)
{
        struct why kept = c->why;
        struct publication p;

        if (!id)
                return true;
        if (publication_load(c, id, &p)) {
                html(h, "<p>执法决定：");
                ui_link(h, url(c->mem, "/decision/%s", number(c->mem, id)), p.number);
                html(h, "</p>\n");
        } else if (c->why.kind == WHY_FAILED) {
                return false;
        }
        c->why = kept;
        return true;
}

static bool body_put(struct ctx *c, struct html *h, const struct example *e)
{
        text_put(c, h, "基本案情", e->facts);
        text_put(c, h, "处理结果", e->handling);
        text_put(c, h, "典型意义", e->meaning);
        text_put(c, h, "法律依据", e->law);
        return decision_put(c, h, e->decision);
}

static bool show_public_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *kind = text_in(page_query(in, "kind"), "good|warning", '|') ? page_query(in, "kind") : "";
        struct examples l;

        if (!examples_list(c, "published", kind, SHOWN, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "典型案例", .crumbs = crumbs, .n_crumbs = 1, .current = "/examples", .narrow = true,
                                                        .lead = "以案释法：可以参照的做法，应当引以为戒的教训" });
        ui_tabs(h, "种类", (struct ui_tab[]){ { "全部", "/examples", NULL }, { "示范案例", "/examples?kind=good", NULL }, { "警示案例", "/examples?kind=warning", NULL } }, 3,
                *kind ? (size_t)(1 + !strcmp(kind, "warning")) : 0);
        if (!l.n)
                ui_empty(h, "还没有公开的典型案例", "各机关从办结的案件中选编，核对后在这里公开。", NULL, NULL);
        for (size_t i = 0; i < l.n; i++) {
                const struct example *e = &l.at[i];

                ui_card_begin(h, &(struct ui_card){ .title = e->title, .note = text_make(c->mem, "%s　%s　%s", example_kind_label(e->kind), agency_name(c, e->agency),
                                                    day_text(c->mem, day_of(e->published_at))), .more_url = url(c->mem, "/example/%s", number(c->mem, e->id)), .more_label = "阅读" });
                html(h, "<p>%s</p>", utf8_head(c->mem, e->facts, 120));
                ui_card_end(h);
        }
        page_end_public(c, in, h);
        return true;
}

static bool one(struct ctx *c, const struct page_in *in, struct example *out)
{
        int64_t id;

        return text_int(in->args[0], 0, INT64_MAX, &id) ? example_load(c, id, out) : refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这件典型案例");
}

static bool show_public(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct example e;

        if (!one(c, in, &e))
                return false;
        if (!strcmp(e.state, "draft"))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这件典型案例");
        page_begin_public(c, in, h, &(struct ui_frame){ .title = !strcmp(e.state, "published") ? e.title : "典型案例已撤下", .crumbs = crumbs, .n_crumbs = 2, .current = "/examples",
                .narrow = true, .crumb = "正文", .lead = text_make(c->mem, "%s　%s　%s", example_kind_label(e.kind), agency_name(c, e.agency), day_chinese(c->mem, day_of(e.published_at))) });
        if (!strcmp(e.state, "withdrawn")) {
                ui_callout(h, "warn", "这件典型案例已撤下", e.reason);
        } else {
                html(h, "<div class=\"card pad prose\">\n");
                if (!body_put(c, h, &e))
                        return false;
                html(h, "</div>\n");
        }
        page_end_public(c, in, h);
        return true;
}

/* ---- the desk ---- */

static const char *state_cell(const struct example *e)
{
        return !strcmp(e->state, "draft") ? "note:待核对" : !strcmp(e->state, "published") ? "ok:已公开" : "bad:已撤下";
}

static bool view_examples(struct ctx *c, const struct args *a, struct table *out)
{
        struct examples l;

        if (!examples_list(c, c->who && *c->who->login != '@' ? "" : "published", arg_text(a, "kind"), SHOWN, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct example *e = &l.at[i];

                table_row(out, (const char *[]){ number(c->mem, e->id), e->title, example_kind_label(e->kind), agency_name(c, e->agency), state_cell(e),
                                                 user_name(c, e->entered_by), *e->checked_by ? user_name(c, e->checked_by) : NULL,
                                                 e->published_at.ms ? instant_text(c->mem, e->published_at) : NULL });
        }
        out->total = (int64_t)l.n;
        return true;
}

static bool show_desk_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table t;

        if (!view_run(c, "examples", NULL, 0, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "典型案例", .lead = "编写、核对、公开", .current = "/desk/examples",
                .buttons = (struct ui_button[]){ { "录入典型案例", "/desk/act/example.enter?back=/desk/examples", "plus", BUTTON_PRIMARY } },
                .n_buttons = ui_may(c, "officer|team_leader|reviewer|editor") ? 1 : 0 });
        ui_card_begin(h, &(struct ui_card){ .title = "全部", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "典型案例", .link = "title", .link_to = "id", .link_base = "/desk/example/", .hide = "id", .tags = "state",
                                            .empty = "还没有典型案例", .empty_when = "由办结的案件编写；录入人以外的公示核对员核对后公开。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static bool show_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button buttons[2];
        struct example e;
        size_t n = 0;
        bool ok;

        if (!one(c, in, &e))
                return false;
        if (!strcmp(e.state, "draft"))
                buttons[n++] = (struct ui_button){ "核对无误，公开", text_make(c->mem, "/desk/act/example.publish?subject=%lld&back=/desk/examples", (long long)e.id), "eye-check", BUTTON_PRIMARY };
        if (strcmp(e.state, "withdrawn"))
                buttons[n++] = (struct ui_button){ "撤下", text_make(c->mem, "/desk/act/example.withdraw?subject=%lld&back=/desk/examples", (long long)e.id), "eye-off", BUTTON_PLAIN };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = e.title, .crumbs = desk_crumbs, .n_crumbs = 1, .current = "/desk/examples", .crumb = "正文",
                .lead = text_make(c->mem, "%s　%s　录入：%s", example_kind_label(e.kind), agency_name(c, e.agency), user_name(c, e.entered_by)), .buttons = buttons,
                .n_buttons = ui_may(c, "editor") ? n : 0 });
        html(h, "<div class=\"card pad prose\">\n");
        ok = body_put(c, h, &e);
        html(h, "</div>\n");
        page_end_desk(c, in, h);
        return ok;
}

static const struct arg params[] = { { "kind", ARG_CHOICE, 0, "种类", "示范或者警示。", "good=示范案例|warning=警示案例", 0, 0 }, ARG_END };
static const struct column columns[] = {
        { "id", "编号", CELL_INT }, { "title", "标题", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "state", "状态", CELL_TEXT },
        { "entered_by", "录入人", CELL_TEXT }, { "checked_by", "核对人", CELL_TEXT }, { "published_at", "公开时间", CELL_INSTANT }, COLUMN_END
};
const struct view example_views[] = { { "examples", "典型案例", "公开的典型案例；在内部也列出待核对的和撤下的。", "public", params, columns, view_examples } };
const size_t example_views_n = sizeof example_views / sizeof *example_views;

const struct page example_pages[] = {
        { .pattern = "/examples", .title = "典型案例", .roles = "public", .show = show_public_list },
        { .pattern = "/example/{id}", .title = "典型案例", .roles = "public", .show = show_public },
        { .pattern = "/desk/examples", .title = "典型案例", .roles = "", .show = show_desk_list },
        { .pattern = "/desk/example/{id}", .title = "典型案例", .roles = "", .show = show_desk },
};
const size_t example_pages_n = sizeof example_pages / sizeof *example_pages;
