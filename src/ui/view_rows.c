/* view_rows.c - a whole view, row by row, a page in memory at a time.  Must never: show a row that view_run() would not. */
#include "ui/view_inner.h"
#include <string.h>

static const char *const paging[] = { "before", "limit", "page", "size" };
enum { BEFORE, LIMIT, PAGE, SIZE, N_PAGING };

static const struct arg *param(const struct view *v, const char *name)
{
        for (const struct arg *g = v->params; g && g->name; g++)
                if (!strcmp(g->name, name))
                        return g;
        return NULL;
}

/* The column after whose value the next page begins. */
static size_t key_column(const struct view *v)
{
        size_t seq = 0;

        for (size_t i = 0; v->columns[i].name; i++) {
                if (!strcmp(v->columns[i].name, "id"))
                        return i;
                if (!strcmp(v->columns[i].name, "seq"))
                        seq = i;
        }
        return seq;
}

struct walk { const struct view *v; const struct arg *g[N_PAGING]; const struct pair *kept; size_t n_kept; const char *before; int64_t page, most; };

static void walk_start(struct walk *w, struct arena *mem, const struct view *v, const struct pair *pairs, size_t n)
{
        struct pair *kept = TAKE_N(mem, struct pair, n + N_PAGING);

        *w = (struct walk){ .v = v, .kept = kept, .page = 1 };
        for (size_t i = 0; i < N_PAGING; i++)
                w->g[i] = param(v, paging[i]);
        for (size_t i = 0; i < n; i++)
                if (!text_in(pairs[i].name, "before|limit|page|size", '|') || !param(v, pairs[i].name))
                        kept[w->n_kept++] = pairs[i];
        w->most = w->g[LIMIT] ? w->g[LIMIT]->max : w->g[SIZE] ? w->g[SIZE]->max : 0;
}

static bool page_read(struct ctx *c, const struct walk *w, struct table *t)
{
        struct pair *pairs = TAKE_N(c->mem, struct pair, w->n_kept + N_PAGING);
        const char *most = text_make(c->mem, "%lld", (long long)w->most);
        size_t n = w->n_kept;

        if (n)
                memcpy(pairs, w->kept, n * sizeof *pairs);
        if (w->g[LIMIT] && w->most)
                pairs[n++] = (struct pair){ "limit", most };
        if (w->g[SIZE] && !w->g[LIMIT])
                pairs[n++] = (struct pair){ "size", most };
        if (w->g[PAGE])
                pairs[n++] = (struct pair){ "page", text_make(c->mem, "%lld", (long long)w->page) };
        if (w->g[BEFORE] && w->before)
                pairs[n++] = (struct pair){ "before", w->before };
        return view__page(c, w->v->name, pairs, n, t);
}

/* Where the next page begins; false: that was the last one. */
static bool page_next(struct walk *w, struct arena *mem, const struct table *t, bool *cut)
{
        const char *last = t->n_rows ? t->rows[t->n_rows - 1][key_column(w->v)] : NULL;
        bool full = w->most && (int64_t)t->n_rows >= w->most;

        if (!full)
                return false;
        if (w->g[BEFORE] && !text_empty(last) && !text_same(last, w->before)) {
                w->before = text_copy(mem, last);
                return true;
        }
        *cut = !w->g[PAGE];
        w->page++;
        return w->g[PAGE] != NULL;
}

bool view__rows(struct ctx *c, const char *name, const struct pair *pairs, size_t n, view_row_fn *row, void *to, int64_t *rows, bool *cut)
{
        const struct view *v = view_find(name);
        struct arena *keys = arena_new();
        bool ok = true, more = true;
        struct walk w;

        *rows = 0;
        *cut = false;
        if (v)
                walk_start(&w, c->mem, v, pairs, n);
        else
                ok = refuse(&c->why, R_VIEW_UNKNOWN, NULL, "%s", utf8_head(c->mem, name, 40));
        while (ok && more) {
                struct ctx page = *c;
                struct table t;

                page.mem = arena_new();
                ok = page_read(&page, &w, &t);
                c->why = page.why;
                for (size_t i = 0; ok && i < t.n_rows; i++, ++*rows)
                        ok = row(to, &t, t.rows[i]);
                more = ok && page_next(&w, keys, &t, cut);
                arena_free(page.mem);
        }
        arena_free(keys);
        return ok;
}

bool view_stream(struct ctx *c, const char *name, const struct pair *pairs, size_t n, view_row_fn *row, void *to, int64_t *rows)
{
        bool cut;

        return view__rows(c, name, pairs, n, row, to, rows, &cut);
}
