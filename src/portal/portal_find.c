/* portal_find.c - search: words and filters in the address, real links, and a polite answer to whatever was typed.
 * Must never answer a question with an error of an engine: what could not be understood is left out and named. */
#include "portal/portal.h"
#include "publicity/index.h"
#include <string.h>

#define PAGE_SIZE 20
#define WORDS_MAX 100           /* characters of the query that count */
#define PAIRS_MAX 12

/* What was asked, with whatever could not be understood left out and named. */
struct asked {
        struct publication_wish wish;
        struct pair pairs[PAIRS_MAX];
        size_t n;
        struct buffer notes;
};

/* ---- reading ---- */

/* The first WORDS_MAX characters, on one line. */
static const char *words_cut(struct arena *mem, const char *q, bool *cut)
{
        const char *p = q;
        size_t n = 0;

        for (; *p && n < WORDS_MAX; n++)
                utf8_next(&p);
        *cut = *p != '\0';
        return text_trim(mem, text_replace(mem, text_copy_n(mem, q, (size_t)(p - q)), "\n", " "));
}

static const char *keep(struct asked *a, const char *name, const char *value)
{
        must(a->n < PAIRS_MAX);
        if (*value)
                a->pairs[a->n++] = (struct pair){ name, value };
        return value;
}

static void note(struct asked *a, const char *fmt, const char *value)
{
        buffer_make(&a->notes, fmt, utf8_head(a->notes.mem, value, 20));
}

static const char *words_asked(struct asked *a, const struct page_in *in, const char *name)
{
        bool cut;
        const char *q = words_cut(a->notes.mem, page_query(in, name), &cut);

        if (cut)
                buffer_make(&a->notes, "查询的文字太长，只用了前 %d 个字。\n", WORDS_MAX);
        else if (index_query_read(a->notes.mem, q).cut)
                buffer_make(&a->notes, "词语太多或者太长，只用了前 %d 个，每个前 %d 个字。\n", INDEX_TERMS, INDEX_TERM_CHARS);
        return keep(a, name, q);
}

static const char *one_of(struct asked *a, const struct page_in *in, const char *name, const char *choices)
{
        const char *v = page_query(in, name);

        if (!*v || text_in(v, choices, '|'))
                return keep(a, name, v);
        note(a, "没有“%s”这个选项，已略过。\n", v);
        return "";
}

static struct day day_asked(struct asked *a, const struct page_in *in, const char *name)
{
        const char *v = page_query(in, name);
        struct day d = DAY_NONE;

        if (*v && !day_parse(v, &d))
                note(a, "日期“%s”没有看懂，已略过；请写成 2024-10-29 的样子。\n", v);
        else
                keep(a, name, v);
        return d;
}

static int64_t money_asked(struct asked *a, const struct page_in *in, const char *name)
{
        const char *v = page_query(in, name);
        int64_t fen = 0;

        if (*v && !money_parse(v, &fen)) {
                note(a, "金额“%s”没有看懂，已略过；请写成 180000 的样子，单位是元。\n", v);
                return 0;
        }
        keep(a, name, v);
        return fen;
}

static void asked_read(struct ctx *c, const struct page_in *in, struct asked *a)
{
        const char *agency = page_query(in, "agency");

        *a = (struct asked){ .notes = { .mem = c->mem } };
        a->wish.words = words_asked(a, in, "q");
        a->wish.number = words_asked(a, in, "number");
        a->wish.party = words_asked(a, in, "party");
        a->wish.item = keep(a, "item", text_trim(c->mem, utf8_head(c->mem, page_query(in, "item"), 40)));
        a->wish.kind = one_of(a, in, "kind", "penalty|permit");
        a->wish.state = one_of(a, in, "state", "shown|withdrawn");
        if (*agency && pack_agency(c->pack, agency))
                a->wish.agency = keep(a, "agency", agency);
        else if (*agency)
                buffer_text(&a->notes, "没有这个执法机关，已略过。\n");
        a->wish.from = day_asked(a, in, "from");
        a->wish.to = day_asked(a, in, "to");
        a->wish.fine_from = money_asked(a, in, "amount_from");
        a->wish.fine_to = money_asked(a, in, "amount_to");
        if (!text_int(page_query(in, "before"), 1, INT64_MAX, &a->wish.before))
                a->wish.before = 0;
        a->wish.limit = PAGE_SIZE;
}

static const char *value_of(const struct asked *a, const char *name)
{
        for (size_t i = 0; i < a->n; i++)
                if (!strcmp(a->pairs[i].name, name))
                        return a->pairs[i].value;
        return "";
}

static const char *with(struct html *h, const struct asked *a, const char *name, const char *value)
{
        return ui_url_with(h->b.mem, "/search", a->pairs, a->n, name, value);
}

/* ---- the form: the words on top, the rest beside the results; one form, whatever lies between ---- */

static void words_put(struct html *h, const struct asked *a)
{
        html(h, "<form class=\"ask wide\" id=\"seek\" role=\"search\" aria-label=\"查执法决定\" action=\"/search\"><label class=\"vh\" for=\"find-q\">词语</label>"
             "<input class=\"in large\" id=\"find-q\" name=\"q\" type=\"search\" maxlength=\"200\" value=\"%s\" aria-describedby=\"find-hint\">"
             "<button class=\"btn primary large\" type=\"submit\">", value_of(a, "q"));
        ui_icon(h, "search");
        html(h, "查询</button></form><p class=\"small muted\" id=\"find-hint\">几个词用空格隔开，都要有；“引号里的词”连着找；-词 表示不要有这个词。一个字也能查。</p>\n");
}

static void choice_begin(struct html *h, const char *name, const char *label)
{
        html(h, "<div><label for=\"find-%s\">%s</label><select class=\"in\" form=\"seek\" id=\"find-%s\" name=\"%s\"><option value=\"\">全部</option>", name,
             label, name, name);
}

static void choice(struct html *h, const char *value, const char *label, const char *chosen)
{
        html(h, "<option value=\"%s\"%s>%s</option>", value, strcmp(value, chosen) ? "" : " selected", label);
}

static void field(struct html *h, const struct asked *a, const char *name, const char *label, const char *mode, const char *hint)
{
        html(h, "<div><label for=\"find-%s\">%s</label><input class=\"in\" form=\"seek\" id=\"find-%s\" name=\"%s\" value=\"%s\" inputmode=\"%s\" placeholder=\"%s\">"
             "</div>", name, label, name, name, value_of(a, name), mode, hint);
}

static void pair_put(struct html *h, const struct asked *a, const char *legend, const char *from, const char *to, const char *hint)
{
        html(h, "<fieldset><legend>%s</legend><div class=\"pair\">", legend);
        field(h, a, from, "从", "numeric", hint);
        field(h, a, to, "到", "numeric", hint);
        html(h, "</div></fieldset>");
}

static void filters_put(struct ctx *c, struct html *h, const struct asked *a)
{
        size_t chosen = a->n - (*value_of(a, "q") ? 1 : 0);

        html(h, "<details class=\"card facets\" data-narrow-closed open><summary>筛选条件%s</summary><div class=\"facet-list\">",
             chosen ? text_make(c->mem, "（已选 %zu 项）", chosen) : "");
        choice_begin(h, "kind", "执法种类");
        choice(h, "penalty", "行政处罚", value_of(a, "kind"));
        choice(h, "permit", "行政许可", value_of(a, "kind"));
        html(h, "</select></div>");
        choice_begin(h, "agency", "执法机关");
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                choice(h, c->pack->agencies[i].id, c->pack->agencies[i].name, value_of(a, "agency"));
        html(h, "</select></div>");
        choice_begin(h, "state", "状态");
        choice(h, "shown", "公示中", value_of(a, "state"));
        choice(h, "withdrawn", "已撤下", value_of(a, "state"));
        html(h, "</select></div>");
        pair_put(h, a, "决定日期", "from", "to", "2026-01-01");
        field(h, a, "number", "决定文号", "text", "文号中的字");
        field(h, a, "party", "当事人", "text", "名称中的字");
        field(h, a, "item", "事项编码", "text", "如 GF-111-1");
        pair_put(h, a, "罚款金额（元）", "amount_from", "amount_to", "");
        html(h, "<button class=\"btn primary\" form=\"seek\" type=\"submit\">按条件查询</button></div></details>\n");
}

/* ---- what was chosen ---- */

static const char *chip_text(struct ctx *c, const struct pair *p)
{
        static const struct { const char *name, *label; } labels[] = {
                { "q", "词语" }, { "number", "文号" }, { "party", "当事人" }, { "item", "事项" }, { "kind", "种类" }, { "state", "状态" },
                { "agency", "机关" }, { "from", "决定日期从" }, { "to", "决定日期到" }, { "amount_from", "罚款不少于" }, { "amount_to", "罚款不多于" },
        };
        static const struct { const char *value, *label; } values[] = {
                { "penalty", "行政处罚" }, { "permit", "行政许可" }, { "shown", "公示中" }, { "withdrawn", "已撤下" },
        };
        const struct pack_agency *g = strcmp(p->name, "agency") ? NULL : pack_agency(c->pack, p->value);
        const char *value = g ? g->name : p->value, *label = "";

        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
                if (text_in(p->name, "kind|state", '|') && !strcmp(values[i].value, p->value))
                        value = values[i].label;
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
                if (!strcmp(labels[i].name, p->name))
                        label = labels[i].label;
        return text_make(c->mem, "%s：%s", label, value);
}

static void chips_put(struct ctx *c, struct html *h, const struct asked *a)
{
        if (!a->n)
                return;
        html(h, "<div class=\"chips bare\">");
        for (size_t i = 0; i < a->n; i++) {
                html(h, "<a class=\"chip\" href=\"%s\"><span class=\"vh\">去掉条件：</span>%s", with(h, a, a->pairs[i].name, NULL), chip_text(c, &a->pairs[i]));
                ui_icon(h, "x");
                html(h, "</a>");
        }
        html(h, "<a href=\"/search\">清除全部</a></div>\n");
}

/* ---- nothing found: what would find something ---- */

static bool would_find(struct ctx *c, const struct asked *a, const char *words, struct publications *l)
{
        struct publication_wish w = a->wish;

        w.words = words;
        w.before = 0;
        return publications_total(c, &w, l);
}

static void suggestion(struct html *h, const struct asked *a, const char *words, const struct publications *l)
{
        html(h, "<li><a href=\"%s\">只查“%s”</a>：%s%lld 条</li>", with(h, a, "q", words), words, l->counted == COUNTED_TO_LIMIT ? "至少 " : "", (long long)l->total);
}

/* The longest beginning of a word that stands somewhere. */
static bool beginning_put(struct ctx *c, struct html *h, const struct asked *a, const char *word, bool *any)
{
        for (size_t chars = utf8_length(word) - 1; chars >= 2; chars--) {
                const char *end = word, *head;
                struct publications l = { .total = 0 };

                for (size_t i = 0; i < chars; i++)
                        utf8_next(&end);
                head = text_trim(c->mem, text_copy_n(c->mem, word, (size_t)(end - word)));
                if (!would_find(c, a, head, &l))
                        return false;
                if (!l.total)
                        continue;
                suggestion(h, a, head, &l);
                *any = true;
                return true;
        }
        return true;
}

static bool suggestions_put(struct ctx *c, struct html *h, const struct asked *a)
{
        struct index_query q = index_query_read(c->mem, a->wish.words);
        bool any = false;

        html(h, "<ul class=\"suggestions\">");
        for (size_t i = 0; i < q.n && q.n > 1; i++) {
                struct publications l = { .total = 0 };

                if (!q.terms[i].minus && !would_find(c, a, q.terms[i].text, &l))
                        return false;
                if (l.total)
                        suggestion(h, a, q.terms[i].text, &l);
                any = any || l.total;
        }
        if (q.n == 1 && utf8_length(q.terms[0].text) > 2 && !beginning_put(c, h, a, q.terms[0].text, &any))
                return false;
        if (a->n > 1 && q.n)
                html(h, "<li><a href=\"%s\">去掉筛选条件，只按词语查</a></li>", url(h->b.mem, "/search?q=%s", a->wish.words));
        html(h, "<li>自然人的姓名只公开姓氏；%s。</li></ul>", any ? "换一个说法再试" : "可以少写几个字，或者换一个说法");
        return true;
}

static bool nothing_put(struct ctx *c, struct html *h, const struct asked *a)
{
        if (a->wish.before)
                ui_empty(h, "没有更早的了", "结果到这里为止。", "回到最新的结果", with(h, a, "before", NULL));
        else if (!a->n)
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
        else {
                ui_empty(h, "没有找到符合条件的决定", NULL, NULL, NULL);
                return suggestions_put(c, h, a);
        }
        return true;
}

/* ---- results ---- */

static const char *how_many(struct arena *mem, const struct publications *l)
{
        static const char *const words[] = { [COUNTED_EXACTLY] = "共 %lld 条结果", [COUNTED_ABOUT] = "约 %lld 条结果", [COUNTED_TO_LIMIT] = "%lld 条以上" };

        return text_make(mem, words[l->counted], (long long)l->total);
}

static void pager_put(struct html *h, const struct asked *a, const struct publications *l)
{
        if (!a->wish.before && !l->next)
                return;
        html(h, "<nav class=\"pager\" aria-label=\"分页\">");
        if (a->wish.before)
                html(h, "<a href=\"%s\">回到最新</a>", with(h, a, "before", NULL));
        if (l->next)
                html(h, "<a rel=\"next\" href=\"%s\">%s</a>", with(h, a, "before", text_make(h->b.mem, "%lld", (long long)l->next)),
                     l->short_of ? "继续往前找" : "更早的结果");
        html(h, "</nav>");
}

static bool results_put(struct ctx *c, struct html *h, const struct asked *a, const struct publications *l)
{
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        if (!l->n && !l->short_of && !nothing_put(c, h, a))
                return false;
        if (l->n)
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l->n; i++)
                portal_row(h, &l->at[i], a->wish.words);
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
        if (l->short_of)
                ui_callout(h, "info", "还没有找完", "符合条件的很少，这一次只看了较新的一部分；可以继续往前找，或者加上机关、日期缩小范围。");
        pager_put(h, a, l);
        return true;
}

static const char *data_url(struct arena *mem, const struct asked *a, const char *path)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, path);
        for (size_t i = 0; i < a->n; i++) {
                buffer_text(&b, i || strchr(path, '?') ? "&" : "?");
                buffer_text(&b, url(mem, "%s=%s", a->pairs[i].name, a->pairs[i].value));
        }
        return buffer_done(&b);
}

static void head_put(struct html *h, const struct asked *a, const struct publications *l)
{
        html(h, "<div class=\"found row\"><h1>%s<span class=\"vh\">%s</span></h1><span class=\"small muted\">新作出的在前</span><span class=\"push row no-phone\">",
             how_many(h->b.mem, l), *value_of(a, "q") ? text_make(h->b.mem, "：“%s”", value_of(a, "q")) : "");
        ui_button(h, &(struct ui_button){ "下载 CSV", data_url(h->b.mem, a, "/api/views/publications?format=csv"), "download", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "订阅", data_url(h->b.mem, a, "/feed/atom"), "rss", BUTTON_PLAIN });
        html(h, "</span></div>\n");
}

bool portal_find(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct publications l;
        struct asked a;

        asked_read(c, in, &a);
        if (!portal_search(c, &a.wish, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .bare = true, .current = "/search",
                .title = *value_of(&a, "q") ? text_make(c->mem, "“%s”的查询结果", value_of(&a, "q")) : "查执法决定" });
        words_put(h, &a);
        head_put(h, &a, &l);
        if (a.notes.n)
                ui_callout(h, "info", "有的条件没有用上", buffer_done(&a.notes));
        html(h, "<div class=\"finder\">");
        filters_put(c, h, &a);
        html(h, "<div>");
        chips_put(c, h, &a);
        if (!results_put(c, h, &a, &l))
                return false;
        html(h, "</div></div>\n");
        page_end_public(c, in, h);
        return true;
}
