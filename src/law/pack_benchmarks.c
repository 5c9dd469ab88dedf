/* pack_benchmarks.c - grades of discretion in a pack: what a graded list begins with.  Reads and checks; they bind once published (catalog/). */
#include "law/benchmark.h"
#include "law/pack_value.h"
#include <string.h>

#define CELL(key, must_) { #key, FIELD_TEXT, AT(pack_benchmark, key), must_, REF_FREE, NULL }
static const struct field benchmark_fields[] = {
        CELL(item, true), CELL(party, false), CELL(grade, true), CELL(when, true), CELL(way, true), CELL(least, false), CELL(most, false), CELL(of, false),
        CELL(cap, false), CELL(law, true), END
};

/* A grade that leaves the statutory range would be cut by every case; whoever wrote it meant something else. */
static void statutory_clear(struct reader *r, const struct pack_benchmark *b, const struct grade *g, const struct pack_item *i)
{
        bool citizen = !strcmp(g->party, "citizen") || (!*g->party && i->citizen_max);
        int64_t least = citizen ? i->citizen_min : i->body_min, most = citizen ? i->citizen_max : i->body_max;

        if (g->way == GRADE_FIXED && !*i->rate_base && (g->least < least || g->most > most))
                WRONG(r, b->pos, "裁量基准“%s”超出“%s”的法定幅度", b->id, i->name);
}

static void read_benchmark(struct reader *r, const struct node_entry *e, struct pack_benchmark *out)
{
        struct why why = { .mem = r->mem };
        const struct pack_item *item;
        struct grade g;

        *out = (struct pack_benchmark){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, benchmark_fields, out))
                return;
        item = pack_item(r->p, out->item);
        if (!item || strcmp(item->kind, "penalty"))
                WRONG(r, e->at, "裁量基准“%s”没有这个处罚事项：“%s”", e->key, out->item);
        else if (!grade_read(&why, r->mem, &(struct grade_cells){ out->item, out->party, out->grade, out->when, out->way, out->least, out->most, out->of, out->cap,
                                                                  out->law }, &g))
                WRONG(r, e->at, "裁量基准“%s”：%s", e->key, why.detail);
        else
                statutory_clear(r, out, &g, item);
}

void pack_benchmarks_read(struct reader *r)
{
        SECTION(r, r->root, "benchmarks", r->p->benchmarks, r->p->n_benchmarks, pack_benchmark, read_benchmark);
}
