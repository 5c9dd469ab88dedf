/* catalog_parts.c - a list's rows and the differences between two versions as HTML, for the desk and the public alike. */
#include "catalog/catalog.h"
#include <string.h>

/* An end of the tables: what is not shown is said, and can be downloaded. */
static void rest_put(struct html *h, size_t columns, size_t shown, size_t n)
{
        if (n > shown)
                html(h, "<tr><td colspan=\"%zu\">还有 %zu 行没有显示，请下载 CSV 查看全部</td></tr>\n", columns, n - shown);
}

void list_table_put(struct html *h, const struct grid *g, size_t most)
{
        size_t shown = g->n < most ? g->n : most;

        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"清单内容\" tabindex=\"0\"><table class=\"table cards list-rows\"><caption class=\"vh\">清单内容</caption><thead><tr>");
        for (size_t i = 0; i < g->n_columns; i++)
                html(h, "<th scope=\"col\">%s</th>", g->columns[i].label);
        html(h, "</tr></thead><tbody>\n");
        for (size_t r = 0; r < shown; r++) {
                html(h, "<tr>");
                for (size_t i = 0; i < g->n_columns; i++)
                        html(h, "<td data-l=\"%s\"><div>%s</div></td>", g->columns[i].label, *g->rows[r][i] ? g->rows[r][i] : "—");
                html(h, "</tr>\n");
        }
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
                html(h, "<p class=\"pad muted\">%s</p>", none);
                return;
        }
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"差别\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">增加 %zu 行，取消 %zu 行，调整 %zu 行</caption>"
             "<thead><tr><th scope=\"col\">变化</th><th scope=\"col\">哪一行</th><th scope=\"col\">怎样变</th></tr></thead><tbody>\n", l->added, l->removed, l->changed);
        for (size_t i = 0; i < l->n; i++)
                row_put(h, &l->at[i]);
        html(h, "</tbody></table></div>\n");
}
