/* catalog_parts.c - a list's rows and the differences between two versions as HTML, for the desk and the public alike. */
#include "catalog/catalog.h"
#include "ui/basis.h"
#include <string.h>

/* An end of the tables: what is not shown is said, and can be downloaded. */
static void rest_put(struct html *h, size_t columns, size_t shown, size_t n)
{
        if (n > shown)
                html(h, "<tr><td colspan=\"%zu\">还有 %zu 行没有显示，请下载 CSV 查看全部</td></tr>\n", columns, n - shown);
}

/* A column in which no row says anything is not shown; one that only has short words is not broken. */
enum width { WIDTH_EMPTY, WIDTH_SHORT, WIDTH_LONG };

static enum width width_of(const struct grid *g, size_t column)
{
        enum width w = WIDTH_EMPTY;

        for (size_t r = 0; r < g->n && w != WIDTH_LONG; r++)
                if (*g->rows[r][column])
                        w = utf8_length(g->rows[r][column]) > 8 ? WIDTH_LONG : WIDTH_SHORT;
        return w;
}

bool list_names_law(const char *column)
{
        return text_in(column, "basis|violates|law|issued", '|');
}

/* Provisions lead to the article as it reads on the day that counts for the list. */
static void cell_show(struct html *h, const struct grid *g, size_t r, size_t i, enum width width, struct day on)
{
        const char *cell = g->rows[r][i];

        html(h, "<td data-l=\"%s\" class=\"%s\"><div>", g->columns[i].label, width == WIDTH_SHORT ? "short" : "long");
        if (list_names_law(g->columns[i].id))
                ui_basis_on(h, *cell ? cell : "—", on);
        else
                html(h, "%s", *cell ? cell : "—");
        html(h, "</div></td>");
}

static void row_show(struct html *h, const struct grid *g, size_t r, const enum width *widths, struct day on)
{
        html(h, "<tr>");
        for (size_t i = 0; i < g->n_columns; i++)
                if (widths[i] != WIDTH_EMPTY)
                        cell_show(h, g, r, i, widths[i], on);
        html(h, "</tr>\n");
}

void list_table_put(struct html *h, const struct grid *g, size_t most, struct day on)
{
        enum width *widths = TAKE_N(h->b.mem, enum width, g->n_columns + 1);
        size_t shown = g->n < most ? g->n : most;

        for (size_t i = 0; i < g->n_columns; i++)
                widths[i] = width_of(g, i);
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"清单内容\" tabindex=\"0\"><table class=\"table cards list-rows\"><caption class=\"vh\">清单内容</caption><thead><tr>");
        for (size_t i = 0; i < g->n_columns; i++)
                if (widths[i] != WIDTH_EMPTY)
                        html(h, "<th scope=\"col\">%s</th>", g->columns[i].label);
        html(h, "</tr></thead><tbody>\n");
        for (size_t r = 0; r < shown; r++)
                row_show(h, g, r, widths, on);
        rest_put(h, g->n_columns, shown, g->n);
        html(h, "</tbody></table></div>\n");
}

static void row_put(struct html *h, const struct grid_change *k)
{
        const char *word = k->kind == GRID_ADDED ? "增加" : k->kind == GRID_REMOVED ? "取消" : "调整";
        const char *tone = k->kind == GRID_ADDED ? "ok" : k->kind == GRID_REMOVED ? "bad" : "warn";

        html(h, "<tr><td data-l=\"变化\"><div><span class=\"tag %s\">%s</span></div></td><td data-l=\"哪一行\"><div><b>%s</b>", tone, word, k->name);
        if (k->kind != GRID_CHANGED && k->row[1] && *k->row[1])
                html(h, "<small>%s</small>", k->row[1]);
        html(h, "</div></td><td data-l=\"怎样变\"><div>");
        for (size_t i = 0; i < k->n_cells; i++)
                html(h, "<p class=\"change\"><small>%s：</small><del>%s</del> <span aria-hidden=\"true\">→</span> <ins>%s</ins></p>", k->cells[i].label,
                     *k->cells[i].before ? k->cells[i].before : "（空）", *k->cells[i].after ? k->cells[i].after : "（空）");
        html(h, "</div></td></tr>\n");
}

void list_changes_put(struct html *h, const struct grid_changes *l, const char *none)
{
        if (!l->n) {
                html(h, "<p class=\"inset muted\">%s</p>", none);
                return;
        }
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"差别\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">增加 %zu 行，取消 %zu 行，调整 %zu 行</caption>"
             "<thead><tr><th scope=\"col\">变化</th><th scope=\"col\">哪一行</th><th scope=\"col\">怎样变</th></tr></thead><tbody>\n", l->added, l->removed, l->changed);
        for (size_t i = 0; i < l->n; i++)
                row_put(h, &l->at[i]);
        html(h, "</tbody></table></div>\n");
}
