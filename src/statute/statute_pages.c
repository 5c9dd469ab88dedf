/* statute_pages.c - /laws: statutes by name and by words; /laws/{name}: one statute as in force on a day, with contents, versions and what they
 * differ in.  For everybody, on a telephone, without a script.  Shows; decides nothing. */
#include "statute/statute_inner.h"
#include "ui/ui.h"
#include <string.h>

#define PAGE 40
#define HITS 60

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "法律法规", "/laws" } };
static const struct arg search_params[] = {
        { "q", ARG_TEXT, 0, "词语", "名称或者条文里的词，一个字也可以；也可以写“处罚法 57”。", NULL, 1, 100 },
        { "on", ARG_DAY, 0, "哪一天有效", "不填即为今天。", NULL, 0, 0 }, ARG_END
};

/* ---- which day, which version ---- */

static bool day_asked(struct ctx *c, const struct page_in *in, struct day *on)
{
        const char *text = page_query(in, "on");

        *on = day_of(c->now);
        return !*text || day_parse(text, on) || refuse(&c->why, R_ARG_TYPE, "on", "“%s”应为日期，如 2021-07-15", utf8_head(c->mem, text, 20));
}

bool statute__asked(struct ctx *c, const struct page_in *in, struct day *on, struct statute_version *v)
{
        struct statute_versions l;
        int64_t id;
        bool found;

        if (!day_asked(c, in, on))
                return false;
        if (text_int(page_query(in, "version"), 1, INT64_MAX, &id))
                return statute_load(c, id, v) && (!strcmp(v->name, in->args[0]) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "《%s》没有这个版本", utf8_head(c->mem, in->args[0], 60)));
        if (!statute_on(c, in->args[0], *on, v, &found))
                return false;
        if (found)
                return true;
        if (!statute_versions_of(c, in->args[0], &l))
                return false;
        if (!l.n)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有收入名称为“%s”的法律、法规", utf8_head(c->mem, in->args[0], 60));
        *v = l.at[l.n - 1];
        return true;
}

const char *statute__effective_by(const char *code)
{
        return !strcmp(code, "text") ? "文本写明" : !strcmp(code, "head") ? "题注写明" : !strcmp(code, "stated") ? "按决定、公告登记" : "按公布之日推定";
}

static void state_tag_put(struct html *h, const struct statute_version *v, struct day on)
{
        if (day_is(v->repealed) && day_compare(v->repealed, on) <= 0)
                ui_tag(h, "bad", "已废止");
        else if (day_compare(v->effective, on) > 0)
                ui_tag(h, "warn", "尚未施行");
        else
                ui_tag(h, "ok", "有效");
}

/* What somebody has to know before he relies on it. */
void statute__state_put(struct ctx *c, struct html *h, const struct statute_version *v, struct day on)
{
        if (v->replaced_by)
                ui_callout(h, "warn", "这份文本已更正", "同一天施行的文本后来由另一份替代，这里只供查阅。");
        if (day_is(v->repealed) && day_compare(v->repealed, on) <= 0)
                ui_callout(h, "bad", text_make(c->mem, "自 %s 起废止", day_text(c->mem, v->repealed)), v->repeal_by);
        else if (day_compare(v->effective, on) > 0)
                ui_callout(h, "warn", "尚未施行", text_make(c->mem, "自 %s 起施行；%s 没有收入更早的版本。", day_text(c->mem, v->effective), day_text(c->mem, on)));
        if (!strcmp(v->effective_by, "presumed"))
                ui_callout(h, "info", "施行日期是推定的", text_make(c->mem, "文本没有写明这一版从哪一天起施行，按%s之日（%s）推定，以公布的决定为准。", v->change,
                                                                  day_text(c->mem, v->promulgated)));
}

/* ---- the list, and words ---- */

static size_t word_here(const char *s, char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (*words[i] && text_starts(s, words[i]))
                        return strlen(words[i]);
        return 0;
}

/* As it was searched: exactly these characters. */
static void marked_put(struct html *h, const char *text, const char *words)
{
        size_t n, from = 0, i = 0, k;
        char **at = text_split(h->b.mem, text_replace(h->b.mem, words, "　", " "), ' ', &n);

        while (text[i]) {
                if (!(k = word_here(text + i, at, n))) {
                        i++;
                        continue;
                }
                html(h, "%s<mark>%s</mark>", text_copy_n(h->b.mem, text + from, i - from), text_copy_n(h->b.mem, text + i, k));
                from = i += k;
        }
        html_text(h, text + from);
}

static void statute_row_put(struct ctx *c, struct html *h, const struct statute_version *v, const char *words, struct day on)
{
        html(h, "<li><h3><a href=\"%s\">", statute__url(c, v, "", on));
        marked_put(h, v->title, words);
        html(h, "</a></h3><p class=\"meta\"><span>%s %s</span><span>%s 起施行</span><span>%lld 条</span><span>", day_text(c->mem, v->promulgated), v->change,
             day_text(c->mem, v->effective), (long long)v->articles);
        state_tag_put(h, v, on);
        html(h, "</span></p></li>\n");
}

/* "处罚法 57" typed into the box: straight there. */
static bool straight_put(struct ctx *c, struct html *h, const char *words, struct day on)
{
        struct cites l;

        cites_find(c->mem, words, false, &l);
        for (size_t i = 0; i < l.n; i++) {
                struct basis_found f;

                if (!basis_find(c, &l.at[i], on, &f))
                        return false;
                if (f.state != BASIS_UNKNOWN && l.at[i].article)
                        html(h, "<p class=\"straight\"><a class=\"btn primary\" href=\"%s\">《%s》%s</a></p>\n", f.url, f.title, cite_label(c->mem, &l.at[i]));
        }
        return true;
}

static bool hits_put(struct ctx *c, struct html *h, const char *words, struct day on)
{
        struct statute_hits l;

        if (!statute_search(c, words, on, HITS, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "条文", .note = l.more ? text_make(c->mem, "只显示前 %d 处，可以再加一个词", HITS) :
                text_make(c->mem, "%zu 处", l.n), .flush = true });
        if (!l.n)
                ui_empty(h, "有效的条文里没有这些词", "可以少写几个词，或者换一天。", NULL, NULL);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++) {
                const struct statute_hit *k = &l.at[i];

                html(h, "<li><h3><a href=\"%s\">%s%s%s</a></h3><p class=\"said\">", statute__url(c, &(struct statute_version){ .name = k->name }, k->number, on), k->title,
                     *k->label ? " " : "", k->label);
                marked_put(h, k->text, words);
                html(h, "</p></li>\n");
        }
        html_raw(h, l.n ? "</ul>" : "");
        ui_card_end(h);
        return true;
}

static bool titles_put(struct ctx *c, struct html *h, const struct page_in *in, const char *words, struct day on)
{
        struct statute_versions l;
        int64_t page = 1, total;

        text_int(page_query(in, "page"), 1, 1000, &page);
        if (!statutes_find(c, words, on, (page - 1) * PAGE, PAGE, &l, &total))
                return false;
        if (!l.n && *words)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = *words ? "名称" : "全部", .note = text_make(c->mem, "%lld 部", (long long)total), .flush = true });
        if (!l.n)
                ui_empty(h, "还没有收入法律、法规", "由系统管理员或者法制机构导入。", NULL, NULL);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++)
                statute_row_put(c, h, &l.at[i], words, on);
        html_raw(h, l.n ? "</ul>" : "");
        ui_card_end(h);
        ui_pager(h, "/laws", in->query, in->n, page, PAGE, total);
        return true;
}

bool statute__page_all(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *words = utf8_head(c->mem, text_trim(c->mem, page_query(in, "q")), 100);
        struct day on;

        if (!day_asked(c, in, &on))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "法律法规", .crumbs = crumbs, .n_crumbs = 1, .current = "/laws", .narrow = true,
                .lead = "执法依据的全文，按条引用；每一部可以看某一天有效的版本" });
        ui_filters(h, &(struct ui_filters){ .path = "/laws", .label = "查找法律法规", .params = search_params, .query = in->query, .n = in->n, .skip = "page", .total = -1 });
        if ((*words && !straight_put(c, h, words, on)) || !titles_put(c, h, in, words, on) || (*words && !hits_put(c, h, words, on)))
                return false;
        page_end_public(c, in, h);
        return true;
}

/* ---- one statute ---- */

static void contents_put(struct html *h, const struct provisions *l)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += text_in(l->at[i].kind, "part|chapter|section|heading|appendix", '|');
        if (n < 2)
                return;
        ui_details_begin(h, "目录", false);
        html(h, "<nav aria-label=\"目录\"><ol class=\"contents\">");
        for (size_t i = 0; i < l->n; i++) {
                const struct provision *p = &l->at[i];

                if (!text_in(p->kind, "part|chapter|section|heading|appendix", '|'))
                        continue;
                html(h, "<li class=\"%s\"><a href=\"#u%lld\">%s%s%s", p->kind, (long long)p->n, p->label, *p->label ? "　" : "", p->heading);
                if (i + 1 < l->n && *l->at[i + 1].number)
                        html(h, "</a> <small>%s起</small></li>", l->at[i + 1].label);
                else
                        html(h, "</a></li>");
        }
        html(h, "</ol></nav>");
        ui_details_end(h);
}

static void provision_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct provision *p, struct day on)
{
        if (text_in(p->kind, "part|chapter|section|heading|appendix", '|')) {
                bool small = !strcmp(p->kind, "section");

                html(h, "<%s id=\"u%lld\" class=\"%s\">%s%s%s</%s>\n", small ? "h3" : "h2", (long long)p->n, p->kind, p->label, *p->label ? "　" : "", p->heading,
                     small ? "h3" : "h2");
        } else if (*p->number) {
                html(h, "<section id=\"a%s\" aria-label=\"%s\"><p class=\"no\"><a href=\"%s\">%s</a></p>", p->number, p->label, statute__url(c, v, p->number, on), p->label);
                statute__lines_put(c, h, v, p, on);
                html(h, "</section>\n");
                return;
        } else if (*p->label) {
                html(h, "<p class=\"no\">%s、</p>", p->label);
        }
        statute__lines_put(c, h, v, p, on);
}

static bool versions_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct statute_versions *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "各版本" });
        html(h, "<ul class=\"rules\">");
        for (size_t i = 0; i < l->n; i++) {
                const struct statute_version *k = &l->at[i];

                html(h, "<li><a href=\"%s?on=%s\">%s 起施行</a> <small>%s %s，%lld 条，施行日期%s</small> ", url(c->mem, "/laws/%s", k->name), day_text(c->mem, k->effective),
                     day_text(c->mem, k->effective), day_text(c->mem, k->promulgated), k->change, (long long)k->articles, statute__effective_by(k->effective_by));
                if (k->id == v->id)
                        ui_tag(h, "info", "正在看");
                if (i + 1 < l->n)
                        html(h, " <a href=\"%s?from=%lld&amp;to=%lld\">与前一版比较</a>", url(c->mem, "/laws/%s/compare", k->name), (long long)l->at[i + 1].id, (long long)k->id);
                html(h, "</li>");
        }
        html(h, "</ul><form method=\"get\" action=\"%s\" class=\"asof\"><label for=\"on\">看某一天有效的版本</label> <input type=\"date\" id=\"on\" name=\"on\" required>"
             " <button class=\"btn\">查看</button></form>", url(c->mem, "/laws/%s", v->name));
        ui_card_end(h);
        return true;
}

static void facts_put(struct ctx *c, struct html *h, const struct statute_version *v)
{
        ui_details_begin(h, "这份文本", false);
        html_paragraphs(h, v->head);
        ui_kv_begin(h, 0);
        ui_kv(h, "公布", text_make(c->mem, "%s（%s）", day_text(c->mem, v->promulgated), v->change));
        ui_kv(h, "施行", text_make(c->mem, "%s（%s%s%s）", day_text(c->mem, v->effective), statute__effective_by(v->effective_by), *v->date_basis ? "：" : "", v->date_basis));
        ui_kv(h, "文本来源", v->source);
        ui_kv_open(h, "存证");
        html(h, "收入日志第 %lld 条", (long long)v->id);
        ui_kv_close(h);
        ui_kv_open(h, "文本指纹");
        ui_hash(h, v->digest + (text_starts(v->digest, "sm3:") ? 4 : 0));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_details_end(h);
}

bool statute__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct statute_version v;
        struct statute_versions all;
        struct provisions l;
        struct day on;

        if (!statute__asked(c, in, &on, &v) || !statute_versions_of(c, v.name, &all) || !statute_provisions(c, v.id, &l))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = v.title, .crumbs = crumbs, .n_crumbs = 2, .current = "/laws", .narrow = true, .crumb = v.name,
                .lead = text_make(c->mem, "%s 有效的版本：%s %s，%s 起施行", day_text(c->mem, on), day_text(c->mem, v.promulgated), v.change, day_text(c->mem, v.effective)) });
        statute__state_put(c, h, &v, on);
        contents_put(h, &l);
        facts_put(c, h, &v);
        html(h, "<article class=\"statute\">\n");
        for (size_t i = 0; i < l.n; i++)
                provision_put(c, h, &v, &l.at[i], on);
        html(h, "</article>\n");
        if (!versions_put(c, h, &v, &all))
                return false;
        page_end_public(c, in, h);
        return true;
}
