/* catalog_basis.c - the bases that lists and items name, held against the statutes: what was repealed, has no such article any more, or reads otherwise than
 * on the day from which the version holds.  Says which rows to look at; changes nothing (动态调整 is people's work). */
#include "catalog/catalog_inner.h"
#include "org/org.h"
#include "ui/basis.h"
#include "ui/ui.h"
#include <string.h>

#define FINDINGS_MAX 200

static const char *finding(struct arena *mem, const struct basis_found *then, const struct basis_found *now)
{
        if (now->state == BASIS_REPEALED)
                return text_make(mem, "自 %s 起废止", day_text(mem, now->repealed));
        if (now->state == BASIS_NO_ARTICLE)
                return then->state == BASIS_NO_ARTICLE ? "没有这一条" : "现行版本没有这一条";
        if (now->state == BASIS_NOT_YET)
                return "尚未施行";
        if (then->state == BASIS_IN_FORCE && then->version != now->version && strcmp(then->digest, now->digest))
                return text_make(mem, "%s 起施行的版本改了这一条", day_text(mem, now->since));
        return NULL;
}

/* Lists name the same few provisions again and again: each is asked once. */
struct asked { const char *title; int article, branch; const char *what; };
struct asking { struct ctx *c; struct day since; struct asked *at; size_t n, room; };

static bool ask(struct asking *q, const struct cite *k, const char **what)
{
        struct basis_found then, now;

        for (size_t i = 0; i < q->n; i++)
                if (q->at[i].article == k->article && q->at[i].branch == k->branch && !strcmp(q->at[i].title, k->title)) {
                        *what = q->at[i].what;
                        return true;
                }
        if (!basis_find(q->c, k, q->since, &then) || !basis_find(q->c, k, day_of(q->c->now), &now))
                return false;
        *what = now.state == BASIS_UNKNOWN ? NULL : finding(q->c->mem, &then, &now);
        if (q->n == q->room) {
                q->at = arena_grow(q->c->mem, q->at, q->room * sizeof *q->at, (2 * q->room + 64) * sizeof *q->at);
                q->room = 2 * q->room + 64;
        }
        q->at[q->n++] = (struct asked){ k->title, k->article, k->branch, *what };
        return true;
}

static bool text_held(struct asking *q, const char *name, const char *text, struct list_basis *out)
{
        struct cites l;

        cites_find(q->c->mem, text, false, &l);
        for (size_t i = 0; i < l.n && out->n < FINDINGS_MAX; i++) {
                const char *what = NULL;

                if (l.at[i].kind == CITE_NAMED && !ask(q, &l.at[i], &what))
                        return false;
                if (what)
                        out->at[out->n++] = (struct list_basis_row){ name, text_copy_n(q->c->mem, text + l.at[i].at, l.at[i].len), what };
        }
        return true;
}

bool list_basis_check(struct ctx *c, const struct list *l, const struct grid *g, struct list_basis *out)
{
        struct day today = day_of(c->now);
        struct asking q = { .c = c, .since = day_is(l->effective) && day_compare(l->effective, today) < 0 ? l->effective : today };

        *out = (struct list_basis){ .at = TAKE_N(c->mem, struct list_basis_row, FINDINGS_MAX) };
        for (size_t r = 0; r < g->n; r++)
                for (size_t k = 0; k < g->n_columns; k++)
                        if ((list_names_law(g->columns[k].id) || (!k && !strcmp(l->kind, "basis"))) && !text_held(&q, g->rows[r][0], g->rows[r][k], out))
                                return false;
        return true;
}

/* Items of the pack hold from when it was adopted, which no version of a list says: only what stands in no statute of today any more. */
bool items_basis_check(struct ctx *c, const char *agency, struct list_basis *out)
{
        struct asking q = { .c = c, .since = day_of(c->now) };

        *out = (struct list_basis){ .at = TAKE_N(c->mem, struct list_basis_row, FINDINGS_MAX) };
        for (size_t i = 0; i < c->pack->n_items; i++) {
                const struct pack_item *k = &c->pack->items[i];

                if (!strcmp(k->agency, agency) && (!text_held(&q, k->code, k->basis, out) || (!text_empty(k->violates) && !text_held(&q, k->code, k->violates, out))))
                        return false;
        }
        return true;
}

void list_basis_put(struct ctx *c, struct html *h, const struct list_basis *b, const char *what)
{
        if (!b->n)
                return;
        ui_callout_begin(h, "warn", text_make(c->mem, "%s的依据有变化：%zu 处要核对", what, b->n));
        html(h, "<ul class=\"rules\">");
        for (size_t i = 0; i < b->n && i < 50; i++) {
                html(h, "<li>%s：", b->at[i].name);
                ui_basis(h, b->at[i].basis);
                html(h, "　<b>%s</b></li>", b->at[i].what);
        }
        html(h, "</ul>");
        if (b->n > 50)
                html(h, "<p>还有 %zu 处，见视图“依据有变化的清单”。</p>", b->n - 50);
        ui_callout_end(h);
}

/* ---- as views ---- */

static const char *kind_label(const struct ctx *c, const char *id)
{
        const struct pack_list *k = pack_list(c->pack, id);

        return k ? k->label : id;
}

typedef void each_basis_fn(struct ctx *c, struct table *t, const struct list *l /* NULL: items */, const struct list_basis *b);

static bool own_lists(struct ctx *c, struct table *t, each_basis_fn *put)
{
        struct list_basis b;
        struct lists in;
        struct grid g;

        if (!lists_on(c, c->who->agency, day_of(c->now), &in))
                return false;
        for (size_t i = 0; i < in.n; i++) {
                if (!list_grid(c, in.at[i].id, &g) || !list_basis_check(c, &in.at[i], &g, &b))
                        return false;
                put(c, t, &in.at[i], &b);
        }
        if (!items_basis_check(c, c->who->agency, &b))
                return false;
        put(c, t, NULL, &b);
        t->total = (int64_t)t->n_rows;
        return true;
}

static const char *id_text(struct ctx *c, const struct list *l)
{
        return l ? text_make(c->mem, "%lld", (long long)l->id) : NULL;
}

static void rows_put(struct ctx *c, struct table *t, const struct list *l, const struct list_basis *b)
{
        for (size_t i = 0; i < b->n; i++)
                table_row(t, (const char *[]){ id_text(c, l), l ? kind_label(c, l->kind) : "策略包执法事项", b->at[i].name, b->at[i].basis, b->at[i].what });
}

static void count_put(struct ctx *c, struct table *t, const struct list *l, const struct list_basis *b)
{
        if (b->n)
                table_row(t, (const char *[]){ id_text(c, l), l ? kind_label(c, l->kind) : "策略包执法事项", text_make(c->mem, "%zu", b->n),
                        text_make(c->mem, "%zu 处依据已经修改或者废止，请核对后调整", b->n), l ? text_make(c->mem, "/desk/list/%lld", (long long)l->id) : "/desk/lists" });
}

bool list__view_basis(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        return own_lists(c, t, rows_put);
}

bool list__view_basis_count(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        return own_lists(c, t, count_put);
}
