/* filters.c - a view's parameters as a GET form, and the chosen ones as chips that can be taken off one by one. */
#include "ui/form_inner.h"
#include <string.h>

static bool skipped(const struct ui_filters *f, const char *name)
{
        return !strcmp(name, "page") || (f->skip && text_in(name, f->skip, '|'));
}

static const char *value_of(const struct ui_filters *f, const char *name)
{
        const char *v = ui__value(f->query, f->n, name);

        return v ? v : "";
}

static void choose_put(struct html *h, const struct arg *g, const struct ui_options *o, const char *value, const char *id)
{
        html(h, "<select class=\"in\" id=\"%s\" name=\"%s\"><option value=\"\">全部</option>", id, g->name);
        for (size_t i = 0; i < o->n; i++)
                html(h, "<option value=\"%s\"%s>%s</option>", o->at[i].value,
                     ui__picked(g, value, o->at[i].value) ? " selected" : "", o->at[i].label);
        html(h, "</select>");
}

static void one_put(struct html *h, const struct ui_filters *f, const struct arg *g)
{
        struct ui_options o = ui__options(h->b.mem, g, f->options, f->to);
        const char *id = text_make(h->b.mem, "u%zu-%s", ui__id(h), g->name);
        bool day = g->type == ARG_DAY || g->type == ARG_INSTANT;

        html(h, "<div><label for=\"%s\">%s</label>", id, g->label);
        if (o.n)
                choose_put(h, g, &o, value_of(f, g->name), id);
        else
                html(h, "<input class=\"in%s\" id=\"%s\" name=\"%s\" value=\"%s\" inputmode=\"%s\" placeholder=\"%s\">",
                     day ? " day" : "", id, g->name, value_of(f, g->name), day || g->type == ARG_INT ? "numeric" : "text",
                     day ? "2026-01-01" : "");
        html(h, "</div>");
}

/* What was chosen elsewhere on the page (sorting, page size) stays chosen. */
static void kept_put(struct html *h, const struct ui_filters *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (skipped(f, f->query[i].name) && strcmp(f->query[i].name, "page") && !text_empty(f->query[i].value))
                        ui__hidden(h, f->query[i].name, f->query[i].value);
}

static const char *shown_value(struct arena *a, const struct ui_filters *f, const struct arg *g)
{
        struct ui_options o = ui__options(a, g, f->options, f->to);
        const char *value = value_of(f, g->name);

        for (size_t i = 0; i < o.n; i++)
                if (ui__picked(g, value, o.at[i].value))
                        return o.at[i].label;
        return value;
}

/* What is chosen now, to be kept under a name (the command filter.save). */
static void save_put(struct html *h, const struct ui_filters *f)
{
        struct buffer b = { .mem = h->b.mem };

        for (const struct arg *g = f->params; g->name; g++)
                if (!skipped(f, g->name) && *value_of(f, g->name))
                        buffer_make(&b, "%s%s", b.n ? "&" : "", url(h->b.mem, "%s=%s", g->name, value_of(f, g->name)));
        html(h, "<a href=\"%s\">保存条件</a><a href=\"/desk/mine\">我的条件</a>",
             url(h->b.mem, "/desk/act/filter.save?path=%s&query=%s&back=%s", f->path, buffer_done(&b), text_make(h->b.mem, "%s?%s", f->path, buffer_done(&b))));
}

static void chips_put(struct html *h, const struct ui_filters *f)
{
        bool any = false;

        for (const struct arg *g = f->params; g->name; g++) {
                if (skipped(f, g->name) || !*value_of(f, g->name))
                        continue;
                html_raw(h, any ? "" : "<div class=\"chips\">");
                any = true;
                html(h, "<a class=\"chip\" href=\"%s\"><span class=\"vh\">去掉条件：</span>%s：%s",
                     ui_url_with(h->b.mem, f->path, f->query, f->n, g->name, NULL), g->label, shown_value(h->b.mem, f, g));
                ui_icon(h, "x");
                html(h, "</a>");
        }
        if (any) {
                html(h, "<a href=\"%s\">清除全部条件</a>", f->path);
                if (text_starts(f->path, "/desk"))
                        save_put(h, f);
                html(h, "</div>");
        }
}

void ui_filters(struct html *h, const struct ui_filters *f)
{
        must(ui__href(f->path));
        html(h, "<details class=\"filter-fold\" data-narrow-closed open><summary>");
        ui_icon(h, "filter");
        html(h, "筛选条件</summary>");
        html(h, "<form class=\"filters\" role=\"search\" aria-label=\"%s\" action=\"%s\">", f->label, f->path);
        for (const struct arg *g = f->params; g->name; g++)
                if (!skipped(f, g->name))
                        one_put(h, f, g);
        kept_put(h, f);
        html(h, "<button class=\"btn\" type=\"submit\">");
        ui_icon(h, "filter");
        html(h, "筛选</button>");
        if (f->total >= 0)
                html(h, "<span class=\"total\">%s 条</span>", ui__count(h->b.mem, f->total));
        html(h, "</form></details>\n");
        chips_put(h, f);
}
