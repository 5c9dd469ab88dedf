/* parts.c - the small parts: icons, links, tags, dates, money, cards, key and value, messages. */
#include "ui/ui_inner.h"
#include "ui/basis.h"
#include "ui/assets.h"
#include <string.h>

/* A name that is not in the sprite is our slip; a dot is better than a hole, and web/build.mjs names the file. */
static const char *icon_address(struct html *h, const char *name)
{
        return text_make(h->b.mem, "%s#%s", asset_path("icons.svg"), asset_has_icon(name) ? name : "point");
}

void ui_icon(struct html *h, const char *name)
{
        html(h, "<svg class=\"i\" aria-hidden=\"true\"><use href=\"%s\"/></svg>", icon_address(h, name));
}

void ui_icon_named(struct html *h, const char *name, const char *label)
{
        html(h, "<svg class=\"i\" role=\"img\" aria-label=\"%s\"><use href=\"%s\"/></svg>", label, icon_address(h, name));
}

void ui_link(struct html *h, const char *url, const char *text)
{
        if (ui__href(url))
                html(h, "<a href=\"%s\">%s</a>", url, text);
        else
                html_text(h, text ? text : "");
}

static const char *button_class(const struct ui_button *b)
{
        switch (b->kind) {
        case BUTTON_PRIMARY: return "btn primary";
        case BUTTON_DANGER: return "btn danger";
        case BUTTON_GHOST: return "btn ghost";
        default: return "btn";
        }
}

void ui_button(struct html *h, const struct ui_button *b)
{
        if (!ui__href(b->url)) {
                html_text(h, b->label);
                return;
        }
        html(h, "<a class=\"%s\" href=\"%s\">", button_class(b), b->url);
        if (b->icon)
                ui_icon(h, b->icon);
        html(h, "%s</a>", b->label);
}

void ui_post(struct html *h, const char *action, const char *csrf, const char *key, const struct ui_button *b)
{
        must(ui__href(action));
        html(h, "<form class=\"inline\" method=\"post\" action=\"%s\">", action);
        if (csrf)
                ui__hidden(h, "_csrf", csrf);
        if (key)
                ui__hidden(h, "_key", key);
        html(h, "<button class=\"%s\" type=\"submit\">", button_class(b));
        if (b->icon)
                ui_icon(h, b->icon);
        html(h, "%s</button></form>", b->label);
}

void ui_tag(struct html *h, const char *kind, const char *text)
{
        ui_tag_icon(h, &(struct ui_tag){ kind, text, NULL });
}

void ui_tag_icon(struct html *h, const struct ui_tag *t)
{
        const char *kind = t->kind ? t->kind : "";

        must(ui__tone(kind));
        html(h, "<span class=\"tag%s%s\">", *kind ? " " : "", kind);
        if (t->icon)
                ui_icon(h, t->icon);
        html(h, "%s</span>", t->text);
}

void ui_day(struct html *h, struct day d)
{
        if (day_is(d))
                html(h, "<time>%s</time>", day_text(h->b.mem, d));
        else
                html(h, "<span class=\"none\">—</span>");
}

void ui_instant(struct html *h, struct instant t)
{
        if (t.ms)
                html(h, "<time datetime=\"%s\">%s</time>", instant_text(h->b.mem, t), instant_local(h->b.mem, t));
        else
                html(h, "<span class=\"none\">—</span>");
}

void ui_money(struct html *h, int64_t fen)
{
        if (fen >= 0)
                html(h, "<span class=\"keep\">%s 元</span>", ui__yuan(h->b.mem, fen));
        else
                html(h, "<span class=\"none\">—</span>");
}

void ui_law(struct html *h, const char *article, const char *text)
{
        html(h, "<p class=\"law\"><b>");
        ui_basis(h, article);
        html(h, "</b>%s%s</p>", text_empty(text) ? "" : "　", text ? text : "");
}

void ui_hash(struct html *h, const char *hex)
{
        html(h, "<code class=\"hash\">");
        for (size_t i = 0, n = strlen(hex); i < n; i += 4)
                html(h, "%s%s", i ? " " : "", text_copy_n(h->b.mem, hex + i, n - i < 4 ? n - i : 4));
        html(h, "</code>");
}

void ui_section(struct html *h, const char *title, const char *note)
{
        html(h, "<div class=\"section\"><h2>%s</h2>", title);
        if (note)
                html(h, "<p class=\"note\">%s</p>", note);
        html(h, "</div>\n");
}

void ui_row_begin(struct html *h) { html(h, "<div class=\"row\">"); }
void ui_row_end(struct html *h) { html(h, "</div>\n"); }

void ui_split_begin(struct html *h) { html(h, "<div class=\"split\"><div>\n"); }
void ui_split_aside(struct html *h) { html(h, "</div><div>\n"); }
void ui_split_end(struct html *h) { html(h, "</div></div>\n"); }

void ui_grid_begin(struct html *h, int columns)
{
        must(columns >= 2 && columns <= 4);
        html(h, "<div class=\"cols cols-%d\">\n", columns);
}

void ui_grid_end(struct html *h) { html(h, "</div>\n"); }

/* ---- cards ---- */

void ui_card_begin(struct html *h, const struct ui_card *k)
{
        html(h, "<section class=\"card%s\"", k->flush ? " flush" : "");
        ui__attribute(h, "id", k->id);
        html(h, ">");
        if (k->title) {
                html(h, "<div class=\"card-head\"><h2>%s</h2>", k->title);
                if (k->note)
                        html(h, "<span class=\"note\">%s</span>", k->note);
                if (ui__href(k->more_url))
                        html(h, "<a class=\"more\" href=\"%s\">%s<span class=\"vh\">：%s</span></a>", k->more_url,
                             k->more_label ? k->more_label : "全部", k->title);
                html(h, "</div>");
        }
        html(h, "<div class=\"card-body\">\n");
}

void ui_card_foot(struct html *h) { html(h, "</div><div class=\"card-foot\">"); }
void ui_card_end(struct html *h) { html(h, "</div></section>\n"); }

/* ---- key and value ---- */

void ui_kv_begin(struct html *h, unsigned flags) { html(h, "<dl class=\"kv%s\">", flags & KV_WIDE ? " wide" : ""); }

void ui_kv_open(struct html *h, const char *label) { html(h, "<dt>%s</dt><dd>", label); }
void ui_kv_close(struct html *h) { html(h, "</dd>\n"); }

void ui_kv(struct html *h, const char *label, const char *value)
{
        ui_kv_open(h, label);
        html_text(h, text_empty(value) ? "—" : value);
        ui_kv_close(h);
}

void ui_kv_end(struct html *h) { html(h, "</dl>\n"); }

/* ---- messages ---- */

static const char *kind_icon(const char *kind)
{
        if (!strcmp(kind, "ok"))
                return "circle-check";
        if (!strcmp(kind, "warn"))
                return "alert-triangle";
        return !strcmp(kind, "bad") ? "alert-octagon" : "info-circle";
}

void ui_callout_begin(struct html *h, const char *kind, const char *title)
{
        must(*kind && ui__tone(kind));
        html(h, "<div class=\"callout %s\"", kind);
        ui__attribute(h, "role", !strcmp(kind, "bad") ? "alert" : !strcmp(kind, "ok") ? "status" : NULL);
        html(h, ">");
        ui_icon(h, kind_icon(kind));
        html(h, "<div>");
        if (title)
                html(h, "<p class=\"title\">%s</p>", title);
}

void ui_callout_end(struct html *h) { html(h, "</div></div>\n"); }

void ui_callout(struct html *h, const char *kind, const char *title, const char *text)
{
        ui_callout_begin(h, kind, title);
        html_paragraphs(h, text ? text : "");
        ui_callout_end(h);
}

static void three_row(struct html *h, const char *label, const char *text, const char *detail)
{
        if (text_empty(text))
                return;
        html(h, "<dt>%s</dt><dd>%s", label, text);
        if (!text_empty(detail))
                html(h, "：%s", detail);
        html(h, "</dd>");
}

static void law_row(struct html *h, const char *law)
{
        if (text_empty(law))
                return;
        html(h, "<dt>依据</dt><dd>");
        ui_basis(h, law);
        html(h, "</dd>");
}

void ui_refusal(struct html *h, const struct why *w)
{
        if (!w || w->kind == WHY_NOTHING)
                return;
        ui_callout_begin(h, "bad", NULL);
        html(h, "<dl class=\"three\">");
        if (w->kind == WHY_FAILED) {
                three_row(h, "出了什么事", "系统没有做成", w->detail);
                three_row(h, "怎么办", "什么也没有写入，可以稍后再试；一直不成的，请告诉系统管理员。", NULL);
        } else {
                three_row(h, "出了什么事", refusal_of(w->code)->what, w->detail);
                law_row(h, why_law(w));
                three_row(h, "怎么办", why_next(w), NULL);
        }
        html(h, "</dl>");
        ui_callout_end(h);
}

void ui_done(struct html *h, const char *what, int64_t seq, const char *url)
{
        if (!seq)
                return;
        ui_callout_begin(h, "ok", text_make(h->b.mem, "%s：已办理", what));
        html(h, "<p>已写入存证日志第 %s 条，不可更改。", ui__count(h->b.mem, seq));
        if (ui__href(url))
                html(h, "<a href=\"%s\">查看</a>", url);
        html(h, "</p>");
        ui_callout_end(h);
}

void ui_empty(struct html *h, const char *what, const char *when, const char *label, const char *url)
{
        html(h, "<div class=\"empty\">");
        ui_icon(h, "inbox");
        html(h, "<p><b>%s</b></p>", what);
        if (when)
                html(h, "<p>%s</p>", when);
        if (label && ui__href(url))
                html(h, "<a class=\"btn\" href=\"%s\">%s</a>", url, label);
        html(h, "</div>\n");
}

void ui_details_begin(struct html *h, const char *summary, bool open)
{
        html(h, "<details class=\"fold\"%s><summary>", open ? " open" : "");
        ui_icon(h, "chevron-right");
        html(h, "%s</summary>\n", summary);
}

void ui_details_end(struct html *h) { html(h, "</details>\n"); }
