/* catalog_grid.c - the content of a list: rows and columns, from JSON and to it, and what differs between two.  Pure. */
#include "base/json.h"
#include "catalog/catalog_inner.h"
#include <stdlib.h>
#include <string.h>

void grid__start(struct grid *g, struct arena *mem, const struct pack_list *kind)
{
        *g = (struct grid){ .mem = mem, .columns = TAKE_N(mem, struct grid_column, kind->n_columns + 1), .n_columns = kind->n_columns };
        for (size_t i = 0; i < kind->n_columns; i++)
                g->columns[i] = (struct grid_column){ kind->columns[i].id, kind->columns[i].label };
}

const char **grid__row(struct grid *g)
{
        const char **row = TAKE_N(g->mem, const char *, g->n_columns + 1);

        if (g->n == g->room) {
                g->rows = arena_grow(g->mem, g->rows, g->n * sizeof *g->rows, (2 * g->n + 64) * sizeof *g->rows);
                g->room = 2 * g->n + 64;
        }
        for (size_t i = 0; i < g->n_columns; i++)
                row[i] = "";
        g->rows[g->n++] = row;
        return row;
}

static size_t column_at(const struct grid *g, const char *id)
{
        size_t i = 0;

        while (i < g->n_columns && strcmp(g->columns[i].id, id))
                i++;
        return i;
}

void grid__put(struct grid *g, const char **row, const char *column, const char *value)
{
        size_t i = column_at(g, column);

        if (i < g->n_columns && value)
                row[i] = value;
}

const char *grid_cell(const struct grid *g, size_t row, const char *column)
{
        size_t i = column_at(g, column);

        return i < g->n_columns ? g->rows[row][i] : "";
}

/* ---- JSON ---- */

static int by_id(const void *a, const void *b)
{
        return strcmp((*(const struct grid_column *const *)a)->id, (*(const struct grid_column *const *)b)->id);
}

/* Members in sorted order, empty cells left out: the same content always gives the same bytes. */
const char *grid__json(struct arena *mem, const struct grid *g)
{
        const struct grid_column **order = TAKE_N(mem, const struct grid_column *, g->n_columns + 1);
        struct json *j = json_new(mem);

        for (size_t i = 0; i < g->n_columns; i++)
                order[i] = &g->columns[i];
        qsort(order, g->n_columns, sizeof *order, by_id);
        json_open(j, '[');
        for (size_t r = 0; r < g->n; r++) {
                json_open(j, '{');
                for (size_t i = 0; i < g->n_columns; i++)
                        if (*g->rows[r][order[i] - g->columns])
                                json_pair(j, order[i]->id, g->rows[r][order[i] - g->columns]);
                json_close(j, '}');
        }
        json_close(j, ']');
        return json_done(j);
}

const char *grid__columns_json(struct arena *mem, const struct grid *g)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < g->n_columns; i++) {
                json_open(j, '[');
                json_text(j, g->columns[i].id);
                json_text(j, g->columns[i].label);
                json_close(j, ']');
        }
        json_close(j, ']');
        return json_done(j);
}

bool grid__columns_read(struct why *w, struct arena *mem, const char *text, struct grid *out)
{
        json_t *list = json_parse(w, text, strlen(text));

        if (!list)
                return false;
        *out = (struct grid){ .mem = mem, .n_columns = json_array_size(list) };
        out->columns = TAKE_N(mem, struct grid_column, out->n_columns + 1);
        for (size_t i = 0; i < out->n_columns; i++) {
                const char *id = json_string_value(json_array_get(json_array_get(list, i), 0));
                const char *label = json_string_value(json_array_get(json_array_get(list, i), 1));

                out->columns[i] = (struct grid_column){ text_copy(mem, id ? id : ""), text_copy(mem, label ? label : "") };
        }
        json_decref(list);
        return true;
}

bool grid__row_read(struct why *w, struct grid *g, const char *text)
{
        json_t *o = json_parse(w, text, strlen(text)), *value;
        const char **row, *key;

        if (!o)
                return false;
        row = grid__row(g);
        json_object_foreach(o, key, value)
                if (json_is_string(value))
                        grid__put(g, row, key, text_copy(g->mem, json_string_value(value)));
        json_decref(o);
        return true;
}

const char *grid_csv(struct arena *mem, const struct grid *g)
{
        struct column *columns = TAKE_N(mem, struct column, g->n_columns + 1);
        struct table t;

        for (size_t i = 0; i < g->n_columns; i++)
                columns[i] = (struct column){ g->columns[i].id, g->columns[i].label, CELL_TEXT };
        table_start(&t, mem, columns);
        for (size_t r = 0; r < g->n; r++)
                table_row(&t, g->rows[r]);
        return table_csv(mem, &t);
}

/* ---- what differs ---- */

struct named { const char *name; size_t row; };

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static struct named *index_make(struct arena *mem, const struct grid *g)
{
        struct named *at = TAKE_N(mem, struct named, g->n + 1);

        for (size_t i = 0; i < g->n; i++)
                at[i] = (struct named){ g->rows[i][0], i };
        qsort(at, g->n, sizeof *at, by_name);
        return at;
}

static const struct named *index_find(const struct named *at, size_t n, const char *name)
{
        return n ? bsearch(&(struct named){ name, 0 }, at, n, sizeof *at, by_name) : NULL;
}

static void cell_compare(struct grid_change *k, const char *label, const char *before, const char *after)
{
        if (strcmp(before, after))
                k->cells[k->n_cells++] = (struct grid_cell_change){ label, before, after };
}

static void row_compare(struct arena *mem, const struct grid *before, size_t b, const struct grid *after, size_t a, const char *only,
                        struct grid_changes *out)
{
        struct grid_change k = { .kind = GRID_CHANGED, .name = after->rows[a][0],
                                 .cells = TAKE_N(mem, struct grid_cell_change, before->n_columns + after->n_columns + 1) };

        for (size_t i = 0; i < after->n_columns; i++)
                if (!only || text_in(after->columns[i].id, only, '|'))
                        cell_compare(&k, after->columns[i].label, grid_cell(before, b, after->columns[i].id), after->rows[a][i]);
        for (size_t i = 0; i < before->n_columns; i++)
                if (column_at(after, before->columns[i].id) == after->n_columns && (!only || text_in(before->columns[i].id, only, '|')))
                        cell_compare(&k, before->columns[i].label, before->rows[b][i], "");
        if (!k.n_cells)
                return;
        out->at[out->n++] = k;
        out->changed++;
}

void grid_diff(struct arena *mem, const struct grid *before, const struct grid *after, const char *only, struct grid_changes *out)
{
        struct named *old = index_make(mem, before), *new = index_make(mem, after);

        *out = (struct grid_changes){ .at = TAKE_N(mem, struct grid_change, before->n + after->n + 1) };
        for (size_t i = 0; i < after->n; i++) {
                const struct named *was = index_find(old, before->n, after->rows[i][0]);

                if (was) {
                        row_compare(mem, before, was->row, after, i, only, out);
                } else {
                        out->at[out->n++] = (struct grid_change){ .kind = GRID_ADDED, .name = after->rows[i][0], .row = after->rows[i] };
                        out->added++;
                }
        }
        for (size_t i = 0; i < before->n; i++)
                if (!index_find(new, after->n, before->rows[i][0])) {
                        out->at[out->n++] = (struct grid_change){ .kind = GRID_REMOVED, .name = before->rows[i][0], .row = before->rows[i] };
                        out->removed++;
                }
}
