/* list.c - many things at once: tables, pages of them, stat tiles, bars and meters.  Charts are tables first, so that they can be
 * read aloud, printed and copied. */
#include "ui/ui_inner.h"
#include <string.h>

#define AROUND 2                /* pages shown on either side of the current one */

/* ---- addresses ---- */

static void query_put(struct buffer *b, const char *name, const char *value)
{
        if (text_empty(value))
                return;
        buffer_text(b, strchr(buffer_done(b), '?') ? "&" : "?");
        buffer_text(b, url(b->mem, "%s=%s", name, value));
}

static const char *url_with(struct arena *a, const char *path, const struct pair *query, size_t n, const char *name,
                            const char *value)
{
        struct buffer b = { .mem = a };

        buffer_text(&b, path);
        for (size_t i = 0; i < n; i++)
                if (strcmp(query[i].name, name) && strcmp(query[i].name, "page"))
                        query_put(&b, query[i].name, query[i].value);
        if (value)
                query_put(&b, name, value);
        return buffer_done(&b);
}

const char *ui_url_with(struct arena *a, const char *path, const struct pair *query, size_t n, const char *name,
                        const char *value)
{
        return url_with(a, path, query, n, name, value);
}

/* ---- tables ---- */

static bool column_in(const char *list, const struct column *k)
{
        return list && text_in(k->name, list, '|');
}

static size_t column_of(const struct table *t, const char *name)
{
        for (size_t i = 0; i < t->n_columns; i++)
                if (!strcmp(t->columns[i].name, name))
                        return i;
        must(!"no such column");
        return 0;
}

static bool numeric(const struct column *k)
{
        return k->type == CELL_INT || k->type == CELL_MONEY;
}

static void head_put(struct html *h, const struct column *k, const struct ui_table *o)
{
        bool now = o->sort && !strcmp(o->sort, k->name);
        const char *by = now && !o->descending ? text_make(h->b.mem, "-%s", k->name) : k->name;

        html(h, "<th scope=\"col\"");
        ui__attribute(h, "class", numeric(k) ? "n" : NULL);
        ui__attribute(h, "aria-sort", !now ? NULL : o->descending ? "descending" : "ascending");
        html(h, ">");
        if (!column_in(o->sortable, k)) {
                html(h, "%s%s</th>", k->label, k->type == CELL_MONEY ? "（元）" : "");
                return;
        }
        html(h, "<a href=\"%s\">%s%s", url_with(h->b.mem, o->path, o->query, o->n_query, "sort", by), k->label,
             k->type == CELL_MONEY ? "（元）" : "");
        if (now)
                ui_icon(h, o->descending ? "arrow-down" : "arrow-up");
        html(h, "</a></th>");
}

static void tagged_put(struct html *h, const char *cell)
{
        size_t n = strcspn(cell, ":");
        const char *kind = cell[n] ? text_copy_n(h->b.mem, cell, n) : "";

        ui_tag(h, ui__tone(kind) ? kind : "", cell[n] && ui__tone(kind) ? cell + n + 1 : cell);
}

static void link_put(struct html *h, const char *cell)
{
        const char *tab = strchr(cell, '\t');

        ui_link(h, tab ? tab + 1 : NULL, tab ? text_copy_n(h->b.mem, cell, (size_t)(tab - cell)) : cell);
}

static void due_put(struct html *h, const struct ui_table *o, const char *cell)
{
        struct ui_due d = { .today = o->today, .calendar = o->calendar, .unit = o->unit };

        if (day_parse(cell, &d.day) && day_is(o->today))
                ui_due(h, &d);
        else
                html_text(h, cell);
}

static void value_put(struct html *h, const struct ui_table *o, const struct column *k, const char *cell)
{
        struct instant at;
        int64_t v;

        if (column_in(o->tags, k))
                tagged_put(h, cell);
        else if (k->type == CELL_LINK)
                link_put(h, cell);
        else if (k->type == CELL_DUE)
                due_put(h, o, cell);
        else if (k->type == CELL_BOOL)
                html_text(h, text_in(cell, "true|1", '|') ? "是" : "否");
        else if (k->type == CELL_MONEY && text_int(cell, 0, INT64_MAX, &v))
                html_text(h, ui__yuan(h->b.mem, v));
        else if (k->type == CELL_INT && text_int(cell, INT64_MIN, INT64_MAX, &v))
                html_text(h, ui__count(h->b.mem, v));
        else if (k->type == CELL_INSTANT && instant_parse(cell, &at))
                ui_instant(h, at);
        else
                html_text(h, cell);
}

static void shown_put(struct html *h, const struct table *t, const struct ui_table *o, size_t row, size_t i)
{
        const char *cell = t->rows[row][i], *to;

        if (o->cell && o->cell(o->to, h, t, row, i))
                return;
        if (text_empty(cell)) {
                html(h, "<span class=\"none\">—</span>");
                return;
        }
        to = o->link && !strcmp(o->link, t->columns[i].name) ? t->rows[row][column_of(t, o->link_to)] : NULL;
        if (to)
                ui_link(h, text_make(h->b.mem, "%s%s", o->link_base, url(h->b.mem, "%s", to)), cell);
        else
                value_put(h, o, &t->columns[i], cell);
}

static const char *cell_class(const struct column *k)
{
        if (numeric(k))
                return "n";
        return k->type == CELL_DAY || k->type == CELL_INSTANT || k->type == CELL_DUE ? "nb" : NULL;
}

/* A box before the row; its name is what stands in the row's first shown cells. */
static void pick_put(struct html *h, const struct table *t, const struct ui_table *o, size_t row)
{
        for (size_t i = 0; o->pick && i < t->n_columns; i++)
                if (!strcmp(t->columns[i].name, o->pick) && text_empty(t->rows[row][i]))
                        html(h, "<td class=\"pick\"></td>");
                else if (!strcmp(t->columns[i].name, o->pick))
                        html(h, "<td class=\"pick\"><input type=\"checkbox\" name=\"ids\" value=\"%s\" aria-label=\"选第 %zu 行\"></td>", t->rows[row][i] ? t->rows[row][i] : "",
                             row + 1);
}

static void row_put(struct html *h, const struct table *t, const struct ui_table *o, size_t row)
{
        bool open = false;

        html(h, "<tr>");
        pick_put(h, t, o, row);
        for (size_t i = 0; i < t->n_columns; i++) {
                const struct column *k = &t->columns[i];

                if (column_in(o->hide, k))
                        continue;
                if (column_in(o->sub, k) && open) {
                        if (!o->cell && text_empty(t->rows[row][i]))
                                continue;
                        html(h, "<small>");
                        shown_put(h, t, o, row, i);
                        html(h, "</small>");
                        continue;
                }
                html_raw(h, open ? "</div></td>" : "");
                html(h, "<td data-l=\"%s\"", k->label);
                ui__attribute(h, "class", cell_class(k));
                html_raw(h, "><div>");
                shown_put(h, t, o, row, i);
                open = true;
        }
        html_raw(h, open ? "</div></td></tr>\n" : "</tr>\n");
}

static void empty_put(struct html *h, const struct ui_table *o)
{
        ui_empty(h, o->empty ? o->empty : "没有符合条件的记录", o->empty_when ? o->empty_when : o->empty ? NULL : "可以放宽条件再查。", NULL, NULL);
}

/* All rows of the view that the table was made from, as it was filtered (ui/view.h); how it was paged does not count. */
static const char *export_url(struct arena *mem, const struct table *t, const char *format)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, url(mem, "/api/views/%s.", t->view));
        buffer_text(&b, format);
        for (size_t i = 0; i < t->n_asked; i++)
                if (!text_in(t->asked[i].name, "before|limit|page|size", '|'))
                        query_put(&b, t->asked[i].name, t->asked[i].value);
        return buffer_done(&b);
}

static void export_put(struct html *h, const struct table *t)
{
        const struct view *v = t->view ? view_find(t->view) : NULL;

        if (!v || !strcmp(v->roles, "public"))
                return;
        html(h, "<p class=\"export\"><span class=\"vh\">导出%s：</span><a href=\"%s\" download>导出 Excel</a><a href=\"%s\" download>CSV</a></p>\n", v->label,
             export_url(h->b.mem, t, "xlsx"), export_url(h->b.mem, t, "csv"));
}

void ui_table(struct html *h, const struct table *t, const struct ui_table *o)
{
        must(o->caption);
        if (!t->n_rows) {
                empty_put(h, o);
                return;
        }
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"table cards%s\">"
             "<caption class=\"%s\">%s</caption><thead><tr>",
             o->caption, o->roomy ? " roomy" : "", o->show_caption ? "shown" : "vh", o->caption);
        html_raw(h, o->pick ? "<th scope=\"col\" class=\"pick\"><span class=\"vh\">选</span></th>" : "");
        for (size_t i = 0; i < t->n_columns; i++)
                if (!column_in(o->hide, &t->columns[i]) && !column_in(o->sub, &t->columns[i]))
                        head_put(h, &t->columns[i], o);
        html(h, "</tr></thead><tbody>\n");
        for (size_t r = 0; r < t->n_rows; r++)
                row_put(h, t, o, r);
        html(h, "</tbody></table></div>\n");
        export_put(h, t);
}

/* ---- pages ---- */

struct pages { struct html *h; const char *path; const struct pair *query; size_t n; int64_t now, last; };

static const char *page_address(const struct pages *p, int64_t to)
{
        const char *base = url_with(p->h->b.mem, p->path, p->query, p->n, "page", NULL);

        return text_make(p->h->b.mem, "%s%spage=%lld", base, strchr(base, '?') ? "&" : "?", (long long)to);
}

static void page_put(const struct pages *p, int64_t to)
{
        if (to == p->now)
                html(p->h, "<span aria-current=\"page\"><span class=\"vh\">第 </span>%lld<span class=\"vh\"> 页，现在</span></span>",
                     (long long)to);
        else
                html(p->h, "<a href=\"%s\" aria-label=\"第 %lld 页\">%lld</a>", page_address(p, to), (long long)to, (long long)to);
}

static void pages_put(const struct pages *p)
{
        int64_t shown = 0;

        for (int64_t i = 1; i <= p->last; i++) {
                if (i == 2 && p->now - AROUND > 2)
                        i = p->now - AROUND;
                else if (i > p->now + AROUND && i < p->last)
                        i = p->last;
                if (i != shown + 1)
                        html(p->h, "<span class=\"gap\" aria-hidden=\"true\">…</span>");
                page_put(p, i);
                shown = i;
        }
}

void ui_pager(struct html *h, const char *path, const struct pair *query, size_t n, int64_t page, int64_t size, int64_t total)
{
        struct pages p = { h, path, query, n, page < 1 ? 1 : page, size > 0 ? (total + size - 1) / size : 1 };

        if (p.last < 2)
                return;
        if (p.now > p.last)
                p.now = p.last;
        html(h, "<nav class=\"pager\" aria-label=\"分页\"><span class=\"sum\">第 %lld–%lld 条，共 %s 条</span>",
             (long long)((p.now - 1) * size + 1), (long long)(p.now * size < total ? p.now * size : total),
             ui__count(h->b.mem, total));
        if (p.now > 1)
                html(h, "<a href=\"%s\" rel=\"prev\">上一页</a>", page_address(&p, p.now - 1));
        pages_put(&p);
        if (p.now < p.last)
                html(h, "<a href=\"%s\" rel=\"next\">下一页</a>", page_address(&p, p.now + 1));
        html(h, "</nav>\n");
}

/* ---- numbers ---- */

static void stat_put(struct html *h, const struct ui_stat *s)
{
        const char *tone = s->tone ? s->tone : "", *link = ui__href(s->url);

        must(ui__tone(tone));
        html(h, "<li>");
        if (link)
                html(h, "<a class=\"%s\" href=\"%s\">", tone, link);
        else
                html(h, "<div class=\"%s\">", tone);
        html(h, "<b>%s</b><span>%s", s->value, s->label);
        if (s->note)
                html(h, "<small>%s</small>", s->note);
        html_raw(h, link ? "</span></a></li>" : "</span></div></li>");
}

void ui_stats(struct html *h, const char *label, const struct ui_stat *s, size_t n)
{
        html(h, "<ul class=\"stats\" aria-label=\"%s\">", label);
        for (size_t i = 0; i < n; i++)
                stat_put(h, &s[i]);
        html(h, "</ul>\n");
}

/* Width in thousandths of the whole, so that the drawing needs no fractions. */
static int share(int64_t value, int64_t of)
{
        if (value <= 0 || of <= 0)
                return 0;
        return value >= of ? 1000 : (int)((double)value * 1000 / (double)of);
}

static void bar_put(struct html *h, int64_t value, int64_t of, const char *tone)
{
        must(ui__tone(tone ? tone : ""));
        html(h, "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
             "<rect class=\"%s\" width=\"%d\" height=\"10\"/></svg>",
             tone ? tone : "", share(value, of));
}

void ui_bars(struct html *h, const char *caption, const struct ui_bar *b, size_t n)
{
        int64_t most = 0;

        for (size_t i = 0; i < n; i++)
                most = b[i].value > most ? b[i].value : most;
        html(h, "<table class=\"bars\"><caption>%s</caption><tbody>", caption);
        for (size_t i = 0; i < n; i++) {
                html(h, "<tr><th scope=\"row\">%s</th><td>", b[i].label);
                bar_put(h, b[i].value, most, b[i].tone);
                html(h, "</td><td>%s</td></tr>", b[i].shown ? b[i].shown : ui__count(h->b.mem, b[i].value));
        }
        html(h, "</tbody></table>\n");
}

void ui_meter(struct html *h, const char *label, int64_t value, int64_t of, const char *tone)
{
        html(h, "<div class=\"meter\"><span>%s</span>", label);
        bar_put(h, value, of, tone);
        html(h, "</div>\n");
}
