/* table_json.c - a table for programs: money in fen, days and instants as kept, a link as its text with its address beside it. */
#include "ui/view.h"
#include "base/json.h"
#include <string.h>

static const char *const type_names[] = {
        [CELL_TEXT] = "text", [CELL_INT] = "int", [CELL_MONEY] = "money", [CELL_DAY] = "day", [CELL_INSTANT] = "instant",
        [CELL_BOOL] = "bool", [CELL_LINK] = "link", [CELL_DUE] = "day",
};

static void link_put(struct json *j, struct arena *a, const struct column *k, const char *cell)
{
        const char *tab = strchr(cell, '\t');

        json_pair(j, k->name, tab ? text_copy_n(a, cell, (size_t)(tab - cell)) : cell);
        if (tab)
                json_pair(j, text_make(a, "%s_url", k->name), tab + 1);
}

static void cell_put(struct json *j, struct arena *a, const struct column *k, const char *cell)
{
        int64_t v;

        if (cell && k->type == CELL_LINK) {
                link_put(j, a, k, cell);
                return;
        }
        json_key(j, k->name);
        if (cell && (k->type == CELL_INT || k->type == CELL_MONEY) && text_int(cell, INT64_MIN, INT64_MAX, &v))
                json_int(j, v);
        else if (cell && k->type == CELL_BOOL)
                json_bool(j, text_in(cell, "true|1", '|'));
        else
                json_text(j, cell);
}

static void columns_put(struct json *j, const struct table *t)
{
        json_key(j, "columns");
        json_open(j, '[');
        for (size_t i = 0; i < t->n_columns; i++) {
                json_open(j, '{');
                json_pair(j, "name", t->columns[i].name);
                json_pair(j, "label", t->columns[i].label);
                json_pair(j, "type", type_names[t->columns[i].type]);
                json_close(j, '}');
        }
        json_close(j, ']');
}

const char *table_json(struct arena *a, const struct table *t)
{
        struct json *j = json_new(a);

        json_open(j, '{');
        columns_put(j, t);
        json_key(j, "rows");
        json_open(j, '[');
        for (size_t r = 0; r < t->n_rows; r++) {
                json_open(j, '{');
                for (size_t i = 0; i < t->n_columns; i++)
                        cell_put(j, a, &t->columns[i], t->rows[r][i]);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_key(j, "total");
        if (t->total >= 0)
                json_int(j, t->total);
        else
                json_text(j, NULL);
        json_close(j, '}');
        return json_done(j);
}
