/* statute_article.c - a provision as it is read: its paragraphs and items, what they name as links; one article by itself with all who cite it.
 * Shows; decides nothing. */
#include "law/pack.h"
#include "org/org.h"
#include "statute/statute_inner.h"
#include "ui/ui.h"
#include <string.h>

#define CITING_SHOWN 12

static const struct ui_crumb laws_crumbs[] = { { "首页", "/" }, { "法律法规", "/laws" } };

/* ---- text with links ---- */

/* 第五条, 前款 in a statute's own text; anything named elsewhere as everywhere. */
static const char *own_url(struct ctx *c, const struct statute_version *v, const struct provision *p, const struct provision_line *l, const struct cite *k,
                           struct day on)
{
        int article = 0, branch = 0;

        if (k->kind == CITE_SELF)
                return statute__url(c, v, cite_number(c->mem, k->article, k->branch), on);
        if (!cite_number_read(p->number, &article, &branch))
                return "";
        if (k->kind == CITE_FORMER_ARTICLE)
                return branch > 1 ? statute__url(c, v, cite_number(c->mem, article, branch - 1), on) : article > 1 && !branch ?
                       statute__url(c, v, cite_number(c->mem, article - 1, 0), on) : "";
        return l->paragraph > 1 ? text_make(c->mem, "#a%s-%d", p->number, l->paragraph - 1) : "";
}

static const char *cite_url(struct ctx *c, const struct statute_version *v, const struct provision *p, const struct provision_line *l, const struct cite *k,
                            struct day on)
{
        struct basis_found f = { .url = "" };
        struct why kept = c->why;

        if (k->kind != CITE_NAMED)
                return own_url(c, v, p, l, k, on);
        why_clear(&c->why);
        if (!basis_find(c, k, on, &f))
                f.url = "";
        c->why = kept;
        return f.url;
}

static void line_text_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct provision *p, const struct provision_line *l,
                          struct day on)
{
        struct cites found;
        size_t from = 0;

        cites_find(c->mem, l->text, true, &found);
        for (size_t i = 0; i < found.n; i++) {
                const struct cite *k = &found.at[i];
                const char *to = cite_url(c, v, p, l, k, on);

                if (!*to)
                        continue;
                html(h, "%s<a class=\"cite\" href=\"%s\">%s</a>", text_copy_n(c->mem, l->text + from, k->at - from), to,
                     text_copy_n(c->mem, l->text + k->at, k->len));
                from = k->at + k->len;
        }
        html_text(h, l->text + from);
}

void statute__lines_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct provision *p, struct day on)
{
        for (size_t i = 0; i < p->n_lines; i++) {
                const struct provision_line *l = &p->lines[i];
                const char *level = l->sub ? "sub" : l->item ? "item" : "para";

                if (*p->number && !l->item && !l->sub)
                        html(h, "<p class=\"%s\" id=\"a%s-%d\">", level, p->number, l->paragraph);
                else
                        html(h, "<p class=\"%s\">", level);
                line_text_put(c, h, v, p, l, on);
                html(h, "</p>");
        }
}

/* ---- who cites it ---- */

struct citing { struct ctx *c; struct html *h; const char *name; int article, branch; size_t n; };

static bool names_it(struct citing *k, const char *basis)
{
        struct cites l;

        if (text_empty(basis))
                return false;
        cites_find(k->c->mem, basis, false, &l);
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].kind == CITE_NAMED && !strcmp(l.at[i].title, k->name) && (!k->article || (l.at[i].article == k->article && l.at[i].branch == k->branch)))
                        return true;
        return false;
}

static void rule_put(struct citing *k, const char *kind, const char *label, const char *basis)
{
        if (!names_it(k, basis))
                return;
        if (!k->n++)
                html(k->h, "<ul class=\"rules\">");
        html(k->h, "<li>");
        ui_tag(k->h, "", kind);
        html(k->h, " %s <small>%s</small></li>", label, basis);
}

/* What runs here by this provision: matters, steps, limits, duties, the review catalogue, lists. */
static void rules_put(struct citing *k)
{
        const struct pack *p = k->c->pack;

        for (size_t i = 0; i < p->n_items; i++) {
                rule_put(k, "事项", p->items[i].name, p->items[i].basis);
                if (!names_it(k, p->items[i].basis))
                        rule_put(k, "事项（违反）", p->items[i].name, p->items[i].violates);
        }
        for (size_t i = 0; i < p->n_procedures; i++)
                for (size_t s = 0; s < p->procedures[i].n_steps; s++) {
                        const struct command *cmd = command_find(p->procedures[i].steps[s].verb);

                        rule_put(k, "步骤", text_make(k->c->mem, "%s：%s", p->procedures[i].label, cmd ? cmd->label : p->procedures[i].steps[s].verb),
                                 p->procedures[i].steps[s].law);
                }
        for (size_t i = 0; i < p->n_clocks; i++)
                rule_put(k, "期限", p->clocks[i].label, p->clocks[i].law);
        for (size_t i = 0; i < p->n_duties; i++)
                rule_put(k, "记录", p->duties[i].label, p->duties[i].law);
        for (size_t i = 0; i < p->review.n_catalogue; i++)
                rule_put(k, "审核目录", p->review.catalogue[i].label, p->review.catalogue[i].law);
        for (size_t i = 0; i < p->n_params; i++)
                rule_put(k, "参数", p->params[i].label, p->params[i].law);
        for (size_t i = 0; i < p->n_lists; i++)
                rule_put(k, "清单", p->lists[i].label, p->lists[i].law);
        for (size_t i = 0; i < p->n_guides; i++)
                rule_put(k, "指南", p->guides[i].name, p->guides[i].law);
}

static void refusals_put(struct citing *k)
{
        for (int i = 1; i < R__MAX; i++)
                rule_put(k, "不予办理", refusal_of((enum refusal_code)i)->what, refusal_of((enum refusal_code)i)->law);
}

static bool statutes_put(struct ctx *c, struct html *h, const struct statute_version *v, const char *number, struct day on)
{
        struct statute_hits l;

        if (!statute_citing(c, v, number, on, CITING_SHOWN, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "其他法律法规引用", .note = l.more ? "只列前几处" : NULL, .flush = true });
        html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++)
                html(h, "<li><h3><a href=\"%s\">%s%s%s</a></h3><p class=\"said\">%s</p></li>",
                     statute__url(c, &(struct statute_version){ .name = l.at[i].name }, l.at[i].number, on),
                     l.at[i].title, *l.at[i].label ? " " : "", l.at[i].label, utf8_head(c->mem, l.at[i].text, 140));
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

static bool decisions_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct citing *k)
{
        struct statute_decisions l;
        const char *words = text_make(c->mem, "《%s》%s", v->title, cite_label(c->mem, &(struct cite){ .article = k->article, .branch = k->branch }));

        if (!statute__decisions(c, words, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "公示的决定引用", .more_url = url(c->mem, "/search?q=%s", words), .more_label = "在公示平台检索", .flush = true });
        html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l.n; i++)
                html(h, "<li><h3><a href=\"%s\">%s</a></h3><p class=\"meta\"><span>%s</span></p></li>", l.at[i].url, l.at[i].label, l.at[i].note);
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

static bool cited_put(struct ctx *c, struct html *h, const struct statute_version *v, const struct provision *p, struct day on)
{
        struct citing k = { .c = c, .h = h, .name = v->name };

        cite_number_read(p->number, &k.article, &k.branch);
        ui_card_begin(h, &(struct ui_card){ .title = "本平台依此运行的规则", .note = "事项、步骤、期限、记录、审核目录和不予办理的理由" });
        rules_put(&k);
        refusals_put(&k);
        if (k.n)
                html(h, "</ul>");
        else
                html(h, "<p class=\"none\">没有规则引用这一条。</p>");
        ui_card_end(h);
        return decisions_put(c, h, v, &k) && statutes_put(c, h, v, p->number, on);
}

/* ---- the page of one article ---- */

static bool versions_put(struct ctx *c, struct html *h, const struct statute_version *now, const struct provision *p)
{
        struct statute_versions l;
        const char *digest = provision_digest(c->mem, p);

        if (!statute_versions_of(c, now->name, &l))
                return false;
        if (l.n < 2)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "各版本的这一条" });
        html(h, "<ul class=\"rules\">");
        for (size_t i = 0; i < l.n; i++) {
                struct provision other;
                bool found;

                if (!statute_provision(c, l.at[i].id, p->number, &other, &found))
                        return false;
                html(h, "<li><a href=\"%s?on=%s\">%s 起施行</a> ", url(c->mem, "/laws/%s/%s", now->name, p->number), day_text(c->mem, l.at[i].effective),
                     day_text(c->mem, l.at[i].effective));
                if (l.at[i].id == now->id)
                        ui_tag(h, "info", "正在看");
                else if (!found)
                        ui_tag(h, "warn", "没有这一条");
                else
                        ui_tag(h, strcmp(provision_digest(c->mem, &other), digest) ? "warn" : "ok", strcmp(provision_digest(c->mem, &other), digest) ? "文字不同" : "文字相同");
                html(h, "</li>");
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

static bool asked(struct ctx *c, const struct page_in *in, struct day *on, struct statute_version *v, struct provision *p)
{
        bool found;

        if (!statute__asked(c, in, on, v) || !statute_provision(c, v->id, in->args[1], p, &found))
                return false;
        return found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "《%s》（%s 起施行）没有第 %s 条", v->title, day_text(c->mem, v->effective), utf8_head(c->mem, in->args[1], 12));
}

bool statute__page_article(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_crumb crumbs[3];
        struct statute_version v;
        struct provision p;
        struct day on;

        if (!asked(c, in, &on, &v, &p))
                return false;
        memcpy(crumbs, laws_crumbs, sizeof laws_crumbs);
        crumbs[2] = (struct ui_crumb){ v.name, statute__url(c, &v, "", on) };
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "《%s》%s", v.title, p.label), .crumb = p.label, .crumbs = crumbs, .n_crumbs = 3,
                .current = "/laws", .narrow = true, .lead = text_make(c->mem, "%s 起施行的版本", day_text(c->mem, v.effective)) });
        statute__state_put(c, h, &v, on);
        html(h, "<article class=\"statute\">");
        statute__lines_put(c, h, &v, &p, on);
        html(h, "</article>\n<p class=\"row\">");
        html(h, "<a class=\"btn\" href=\"%s#a%s\">在全文中看</a>", statute__url(c, &v, "", on), p.number);
        html(h, "</p>\n");
        if (!versions_put(c, h, &v, &p) || !cited_put(c, h, &v, &p, on))
                return false;
        page_end_public(c, in, h);
        return true;
}
