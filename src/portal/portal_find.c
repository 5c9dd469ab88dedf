/* portal_find.c - search: words and filters in the address, real links, and a polite answer to whatever was typed. */
#include "portal/portal.h"
#include "publicity/index.h"
#include <string.h>

#define PAGE_SIZE 20
#define WORDS_MAX 100           /* characters of the query that count */

static const struct arg params[] = {
        { "q", ARG_TEXT, 0, "词语", "文号、当事人或案由中的词；几个词之间用空格隔开。", NULL, 1, WORDS_MAX },
        { "kind", ARG_CHOICE, 0, "种类", "", "penalty=行政处罚|permit=行政许可", 0, 0 },
        { "agency", ARG_CODE, 0, "执法机关", "", "agencies", 0, 0 },
        { "state", ARG_CHOICE, 0, "状态", "", "shown=公示中|withdrawn=已撤下", 0, 0 },
        { "from", ARG_DAY, 0, "作出日期从", "", NULL, 0, 0 },
        { "to", ARG_DAY, 0, "到", "", NULL, 0, 0 },
        ARG_END
};
#define PARAMS_N (sizeof params / sizeof *params - 1)

/* What was asked, with whatever could not be understood left out and named. */
struct asked {
        struct publication_wish wish;
        struct pair pairs[PARAMS_N];
        size_t n;
        int64_t page;
        struct buffer notes;
};

/* The first WORDS_MAX characters, without the … of a heading. */
static const char *words_cut(struct arena *mem, const char *q, bool *cut)
{
        const char *p = q;
        size_t n = 0;

        for (; *p && n < WORDS_MAX; n++)
                utf8_next(&p);
        *cut = *p != '\0';
        return text_trim(mem, text_replace(mem, text_copy_n(mem, q, (size_t)(p - q)), "\n", " "));
}

static void keep(struct asked *a, const char *name, const char *value)
{
        if (*value)
                a->pairs[a->n++] = (struct pair){ name, value };
}

static const char *one_of(struct asked *a, const struct page_in *in, const char *name, const char *choices)
{
        const char *v = page_query(in, name);

        if (!*v)
                return "";
        if (!text_in(v, choices, '|')) {
                buffer_make(&a->notes, "没有“%s”这个选项，已略过。\n", utf8_head(a->notes.mem, v, 20));
                return "";
        }
        keep(a, name, v);
        return v;
}

static struct day day_asked(struct asked *a, const struct page_in *in, const char *name)
{
        const char *v = page_query(in, name);
        struct day d = DAY_NONE;

        if (!*v)
                return d;
        if (!day_parse(v, &d)) {
                buffer_make(&a->notes, "日期“%s”没有看懂，已略过；请写成 2024-10-29 的样子。\n", utf8_head(a->notes.mem, v, 20));
                return DAY_NONE;
        }
        keep(a, name, v);
        return d;
}

static void asked_read(struct ctx *c, const struct page_in *in, struct asked *a)
{
        const char *q, *agency = page_query(in, "agency");
        bool cut;

        *a = (struct asked){ .notes = { .mem = c->mem }, .page = 1 };
        q = words_cut(c->mem, page_query(in, "q"), &cut);
        keep(a, "q", q);
        if (cut)
                buffer_make(&a->notes, "查询的文字太长，只用了前 %d 个字。\n", WORDS_MAX);
        if (index_query_read(c->mem, q).cut)
                buffer_make(&a->notes, "词语太多或者太长，只用了前 %d 个，每个前 %d 个字。\n", INDEX_TERMS, INDEX_TERM_CHARS);
        a->wish.words = q;
        a->wish.kind = one_of(a, in, "kind", "penalty|permit");
        a->wish.state = one_of(a, in, "state", "shown|withdrawn");
        if (*agency && pack_agency(c->pack, agency)) {
                a->wish.agency = agency;
                keep(a, "agency", agency);
        } else if (*agency) {
                buffer_text(&a->notes, "没有这个执法机关，已略过。\n");
        }
        a->wish.from = day_asked(a, in, "from");
        a->wish.to = day_asked(a, in, "to");
        if (*page_query(in, "page") && !text_int(page_query(in, "page"), 1, 1000000, &a->page))
                a->page = 1;
        a->wish.limit = PAGE_SIZE;
        a->wish.skip = (a->page - 1) * PAGE_SIZE;
}

static bool agency_options(void *to, const struct arg *g, struct ui_options *out)
{
        const struct ctx *c = to;

        if (strcmp(g->name, "agency"))
                return false;
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                ui_option(out, c->pack->agencies[i].id, c->pack->agencies[i].name, NULL);
        return true;
}

static void nothing_put(struct html *h, const struct asked *a)
{
        if (a->page > 1)
                ui_empty(h, "没有这一页", "结果没有这么多。", "回到第一页", ui_url_with(h->b.mem, "/search", a->pairs, a->n, "page", NULL));
        else if (a->n)
                ui_empty(h, "没有找到符合条件的决定", "可以少写几个词，或去掉一两个条件；自然人的姓名只公开姓氏。", "清除全部条件", "/search");
        else
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
}

static void results_put(struct html *h, const struct asked *a, const struct publications *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = text_make(h->b.mem, "共 %lld 条", (long long)l->total), .note = "新作出的在前",
                .flush = true });
        if (!l->n)
                nothing_put(h, a);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l->n; i++)
                portal_row(h, &l->at[i], a->wish.words);
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
        ui_pager(h, "/search", a->pairs, a->n, a->page, PAGE_SIZE, l->total);
}

static const char *data_url(struct arena *mem, const struct asked *a)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, "/api/views/publications?format=csv");
        for (size_t i = 0; i < a->n; i++)
                buffer_text(&b, url(mem, "&%s=%s", a->pairs[i].name, a->pairs[i].value));
        return buffer_done(&b);
}

bool portal_find(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };
        struct publications l;
        struct asked a;

        asked_read(c, in, &a);
        if (!portal_search(c, &a.wish, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "查执法决定", .crumbs = crumbs, .n_crumbs = 1,
                .buttons = (const struct ui_button[]){ { "下载 CSV", data_url(c->mem, &a), "download", BUTTON_PLAIN } },
                        .n_buttons = 1 });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/search", .label = "查执法决定", .params = params, .query = a.pairs, .n = a.n,
                                            .options = agency_options, .to = c, .skip = "page", .total = -1 });
        ui_card_end(h);
        if (a.notes.n)
                ui_callout(h, "info", "有的条件没有用上", buffer_done(&a.notes));
        results_put(h, &a, &l);
        page_end_public(c, in, h);
        return true;
}
