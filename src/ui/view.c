/* view.c - the registry of views, tables filled row by row, and the one door through which a view is run. */
#include "ui/view.h"
#include <string.h>

#define VIEWS_MAX 256

static const struct view *views[VIEWS_MAX];
static size_t views_n;
static bool (*views_may)(struct ctx *c, const char *roles);

void views_bind(const struct view *rows, size_t n)
{
        must(views_n + n <= VIEWS_MAX);
        for (size_t i = 0; i < n; i++) {
                must(!view_find(rows[i].name) && rows[i].run && rows[i].columns);
                views[views_n++] = &rows[i];
        }
}

void views_access_bind(bool (*may)(struct ctx *c, const char *roles))
{
        views_may = may;
}

static bool (*views_hide)(const struct ctx *c, const char *column);

void views_hide_bind(bool (*hides)(const struct ctx *c, const char *column))
{
        views_hide = hides;
}

/* What is kept from this person leaves the table: column and cells. */
static void hidden_drop(const struct ctx *c, struct table *t)
{
        struct column *columns = TAKE_N(t->mem, struct column, t->n_columns + 1);
        size_t kept = 0;

        for (size_t i = 0; views_hide && i < t->n_columns; i++)
                if (!views_hide(c, t->columns[i].name)) {
                        for (size_t r = 0; r < t->n_rows; r++)
                                t->rows[r][kept] = t->rows[r][i];
                        columns[kept++] = t->columns[i];
                }
        if (!views_hide || kept == t->n_columns)
                return;
        columns[kept] = (struct column)COLUMN_END;
        t->columns = columns;
        t->n_columns = kept;
}

const struct view *view_find(const char *name)
{
        for (size_t i = 0; i < views_n; i++)
                if (!strcmp(views[i]->name, name))
                        return views[i];
        return NULL;
}

const struct view *view_at(size_t i)
{
        return i < views_n ? views[i] : NULL;
}

/* Without a bound check only public views run: forgetting to bind must not open doors. */
static bool view_may(struct ctx *c, const struct view *v)
{
        if (views_may)
                return views_may(c, v->roles);
        return !strcmp(v->roles, "public") || refuse(&c->why, R_LOGIN, NULL, NULL);
}

/* The table outlives what it was asked with. */
static const struct pair *pairs_keep(struct arena *mem, const struct pair *pairs, size_t n)
{
        struct pair *kept = TAKE_N(mem, struct pair, n + 1);

        for (size_t i = 0; i < n; i++)
                kept[i] = (struct pair){ text_copy(mem, pairs[i].name), pairs[i].value ? text_copy(mem, pairs[i].value) : NULL };
        return kept;
}

static bool run(struct ctx *c, const char *name, const struct pair *pairs, size_t n, bool uncounted, struct table *out)
{
        static const struct arg none[] = { ARG_END };
        const struct view *v = view_find(name);
        struct command like = { .verb = name };
        struct args a = { 0 };
        struct table t;

        if (!v)
                return refuse(&c->why, R_VIEW_UNKNOWN, NULL, "%s", utf8_head(c->mem, name, 40));
        like.label = v->label;
        like.args = v->params ? v->params : none;
        if (!view_may(c, v) || !args_check(c, &like, pairs, n, &a))
                return false;
        table_start(&t, c->mem, v->columns);
        t.uncounted = uncounted;
        t.view = v->name;
        t.asked = pairs_keep(c->mem, pairs, n);
        t.n_asked = n;
        a.command = &like;
        if (!v->run(c, &a, &t))
                return false;
        hidden_drop(c, &t);
        *out = t;
        return true;
}

bool view_run(struct ctx *c, const char *name, const struct pair *pairs, size_t n, struct table *out)
{
        return run(c, name, pairs, n, false, out);
}

bool view__page(struct ctx *c, const char *name, const struct pair *pairs, size_t n, struct table *out)
{
        return run(c, name, pairs, n, true, out);
}

void table_start(struct table *t, struct arena *mem, const struct column *columns)
{
        *t = (struct table){ .mem = mem, .columns = columns, .total = -1 };
        while (columns[t->n_columns].name)
                t->n_columns++;
}

void table_row(struct table *t, const char *const *cells)
{
        const char **row = TAKE_N(t->mem, const char *, t->n_columns);

        for (size_t i = 0; i < t->n_columns; i++)
                row[i] = cells[i] ? text_copy(t->mem, cells[i]) : NULL;
        if (t->n_rows == t->room) {
                size_t room = t->room ? t->room * 2 : 32;

                t->rows = arena_grow(t->mem, t->rows, t->room * sizeof *t->rows, room * sizeof *t->rows);
                t->room = room;
        }
        t->rows[t->n_rows++] = row;
}
