/* catalog_make.c - lists that the engine can write by itself, because they say what it runs: the pack in force, and the register of certificates.
 * What is made here is what is published and what is compared with what was published; nothing is said that the program does not do. */
#include "catalog/catalog_inner.h"
#include "org/org.h"
#include "ui/flow.h"
#include <string.h>

static const char *joined(struct arena *mem, const struct names *words, const char *(*label)(const char *word))
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < words->n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", label(words->at[i]));
        return buffer_done(&b);
}

static const char *penalty_label(const char *code)
{
        const struct penalty *k = penalty_find(code);

        return k ? k->label : code;
}

static const char *kind_word(const char *kind)
{
        return !strcmp(kind, "permit") ? "行政许可" : "行政处罚";
}

/* ---- agencies and people ---- */

static void put_agency(struct grid *g, const struct pack_agency *a)
{
        const char **row = grid__row(g);

        grid__put(g, row, "name", a->name);
        grid__put(g, row, "code", a->uscc);
        grid__put(g, row, "address", a->address);
        grid__put(g, row, "phone", a->phone);
        grid__put(g, row, "superior", a->superior);
        grid__put(g, row, "court", a->court);
}

/* Only certificates that hold today: whoever holds none is no officer (处罚法 42). */
static bool put_officers(struct ctx *c, const char *agency, struct grid *g)
{
        struct officers l;

        if (!officers_find(c, &(struct officer_wish){ .agency = agency }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct officer *o = &l.at[i];
                const struct pack_unit *u = pack_unit(c->pack, o->unit);
                const struct pack_agency *a = pack_agency(c->pack, o->agency);
                const char **row;

                if (certificate_validity(&o->certificate, day_of(c->now)) != CERTIFICATE_VALID)
                        continue;
                row = grid__row(g);
                grid__put(g, row, "number", o->certificate.number);
                grid__put(g, row, "name", o->name);
                grid__put(g, row, "unit", u ? u->name : a ? a->name : "");
                grid__put(g, row, "post", o->post);
                grid__put(g, row, "kinds", o->certificate.kinds);
                grid__put(g, row, "area", o->certificate.area);
                grid__put(g, row, "until", day_text(c->mem, o->certificate.until));
        }
        return true;
}

/* ---- items ---- */

static void put_item(struct grid *g, const struct pack_item *i)
{
        const char **row = grid__row(g);

        grid__put(g, row, "number", i->code);
        grid__put(g, row, "name", i->name);
        grid__put(g, row, "kind", kind_word(i->kind));
        grid__put(g, row, "basis", law_named(g->mem, i->basis));
        grid__put(g, row, "violates", i->violates && *i->violates ? law_named(g->mem, i->violates) : "");
        grid__put(g, row, "penalties", joined(g->mem, &i->penalties, penalty_label));
        grid__put(g, row, "mode", power_mode_word(i->mode ? i->mode : ""));
}

static const char *share_text(struct arena *mem, int64_t hundredths)
{
        return hundredths % 100 ? text_make(mem, "%lld.%02lld%%", (long long)(hundredths / 100), (long long)(hundredths % 100))
                                : text_make(mem, "%lld%%", (long long)(hundredths / 100));
}

static const char *range_text(struct arena *mem, const struct pack_item *i, int64_t least, int64_t most)
{
        if (*i->rate_base)
                return text_make(mem, "%s的 %s—%s", i->rate_base, share_text(mem, i->rate_min), share_text(mem, i->rate_max));
        if (!most)
                return "";
        return least ? text_make(mem, "%s—%s 元", money_text(mem, least), money_text(mem, most)) : text_make(mem, "%s 元以下", money_text(mem, most));
}

static void put_range(struct grid *g, const struct pack_item *i)
{
        const char **row;

        if (strcmp(i->kind, "penalty"))
                return;
        row = grid__row(g);
        grid__put(g, row, "number", i->code);
        grid__put(g, row, "name", i->name);
        grid__put(g, row, "basis", law_named(g->mem, i->basis));
        grid__put(g, row, "citizen", range_text(g->mem, i, i->citizen_min, i->citizen_max));
        grid__put(g, row, "body", range_text(g->mem, i, i->body_min, i->body_max));
}

static const char **row_named(struct grid *g, const char *name)
{
        const char **row;

        for (size_t r = 0; r < g->n; r++)
                if (!strcmp(grid_cell(g, r, "name"), name))
                        return g->rows[r];
        grid__put(g, row = grid__row(g), "name", name);
        return row;
}

/* The name of a law as items cite it: 《…》 before the article; several provisions stand with ； between. */
static void put_laws(struct grid *g, const char *basis, const char *item)
{
        size_t n;
        char **at = text_split(g->mem, text_replace(g->mem, law_named(g->mem, basis), "；", "\n"), '\n', &n);

        for (size_t i = 0; i < n; i++) {
                const char *end = strstr(at[i], "》"), **row;
                size_t k = 0;

                row = row_named(g, end ? text_copy_n(g->mem, at[i], (size_t)(end - at[i]) + strlen("》")) : text_trim(g->mem, at[i]));
                while (k < g->n_columns && strcmp(g->columns[k].id, "items"))
                        k++;
                if (k < g->n_columns && !text_in(item, text_replace(g->mem, row[k], "、", "\n"), '\n'))
                        row[k] = *row[k] ? text_make(g->mem, "%s、%s", row[k], item) : item;
        }
}

static void put_items(struct ctx *c, const char *source, const char *agency, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_items; i++) {
                const struct pack_item *it = &c->pack->items[i];

                if (strcmp(it->agency, agency))
                        continue;
                if (!strcmp(source, "items"))
                        put_item(g, it);
                else if (!strcmp(source, "ranges"))
                        put_range(g, it);
                else
                        put_laws(g, it->basis, it->code);
        }
}

/* ---- procedures, clocks, duties, review, guides ---- */

static const char *posts_text(struct arena *mem, const struct pack *p, const struct names *by)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < by->n; i++) {
                const struct pack_role *r = pack_role(p, by->at[i]);

                buffer_make(&b, "%s%s", i ? "、" : "", r ? r->label : by->at[i]);
        }
        return buffer_done(&b);
}

static const char *step_word(struct arena *mem, const struct pack_procedure *proc, const struct pack_step *s)
{
        const struct command *cmd = command_find(s->verb);
        const struct pack_stage *to = s->to ? pack_stage(proc, s->to) : NULL;
        const char *label = cmd ? cmd->label : s->verb;

        return to ? text_make(mem, "%s → %s", label, to->label) : label;
}

/* A step is named by procedure and place: the same verb may stand in it twice. */
static void put_procedures(struct ctx *c, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_procedures; i++)
                for (size_t k = 0; k < c->pack->procedures[i].n_steps; k++) {
                        const struct pack_procedure *p = &c->pack->procedures[i];
                        const char **row = grid__row(g);

                        grid__put(g, row, "number", text_make(c->mem, "%s-%02zu", p->id, k + 1));
                        grid__put(g, row, "procedure", p->label);
                        grid__put(g, row, "step", step_word(c->mem, p, &p->steps[k]));
                        grid__put(g, row, "by", posts_text(c->mem, c->pack, &p->steps[k].by));
                        grid__put(g, row, "law", p->steps[k].law);
                }
}

static void put_clocks(struct ctx *c, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_clocks; i++) {
                const struct pack_clock *k = &c->pack->clocks[i];
                const char **row = grid__row(g);

                grid__put(g, row, "number", k->id);
                grid__put(g, row, "name", k->label);
                grid__put(g, row, "who", !strcmp(k->who, "party") ? "当事人" : "行政机关");
                grid__put(g, row, "length", flow_length(c->mem, k));
                grid__put(g, row, "law", k->law);
        }
}

static void put_duties(struct ctx *c, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_duties; i++) {
                const struct pack_duty *d = &c->pack->duties[i];
                const char **row = grid__row(g);
                struct buffer sites = { .mem = c->mem };

                for (size_t k = 0; k < d->sites.n; k++)
                        buffer_make(&sites, "%s%s", k ? "、" : "", d->sites.at[k]);
                grid__put(g, row, "step", d->label);
                grid__put(g, row, "kinds", joined(c->mem, &d->kinds, medium_label));
                grid__put(g, row, "full", d->full ? "全程" : "关键环节");
                grid__put(g, row, "sites", buffer_done(&sites));
                grid__put(g, row, "law", d->law);
        }
}

static void put_review(struct ctx *c, struct grid *g)
{
        for (size_t i = 0; i < c->pack->review.n_catalogue; i++) {
                const struct pack_criterion *k = &c->pack->review.catalogue[i];
                const char **row = grid__row(g), *amount = k->amount ? text_make(c->mem, "（%s 元以上）", money_text(c->mem, k->amount)) : "";

                grid__put(g, row, "matter", text_make(c->mem, "%s%s", k->label, amount));
                grid__put(g, row, "law", k->law);
        }
}

static void put_guides(struct ctx *c, const char *agency, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_guides; i++) {
                const struct pack_guide *k = &c->pack->guides[i];
                const char **row;

                if (strcmp(k->agency, agency))
                        continue;
                row = grid__row(g);
                grid__put(g, row, "number", k->id);
                grid__put(g, row, "name", k->name);
                grid__put(g, row, "basis", k->law);
                grid__put(g, row, "limit", k->limit);
                grid__put(g, row, "phone", k->phone);
        }
}

/* Grades as the pack has them; of this agency's items. */
static void put_grades(struct ctx *c, const char *agency, struct grid *g)
{
        for (size_t i = 0; i < c->pack->n_benchmarks; i++) {
                const struct pack_benchmark *k = &c->pack->benchmarks[i];
                const struct pack_item *item = pack_item(c->pack, k->item);
                const char **row;

                if (!item || strcmp(item->agency, agency))
                        continue;
                row = grid__row(g);
                grid__put(g, row, "number", k->id);
                grid__put(g, row, "item", k->item);
                grid__put(g, row, "party", k->party);
                grid__put(g, row, "grade", k->grade);
                grid__put(g, row, "when", k->when);
                grid__put(g, row, "way", k->way);
                grid__put(g, row, "least", k->least);
                grid__put(g, row, "most", k->most);
                grid__put(g, row, "of", k->of);
                grid__put(g, row, "cap", k->cap);
                grid__put(g, row, "basis", k->law);
        }
}

static void put_rules(struct ctx *c, const char *source, const char *agency, struct grid *g)
{
        if (!strcmp(source, "agencies"))
                put_agency(g, pack_agency(c->pack, agency));
        else if (!strcmp(source, "procedures"))
                put_procedures(c, g);
        else if (!strcmp(source, "clocks"))
                put_clocks(c, g);
        else if (!strcmp(source, "duties"))
                put_duties(c, g);
        else if (!strcmp(source, "review"))
                put_review(c, g);
        else if (!strcmp(source, "guides"))
                put_guides(c, agency, g);
        else if (!strcmp(source, "grades"))
                put_grades(c, agency, g);
        else
                put_items(c, source, agency, g);
}

bool list_of_engine(struct ctx *c, const struct pack_list *kind, const char *agency, struct grid *out, bool *made)
{
        struct grid g;

        if (!*kind->source || !pack_agency(c->pack, agency)) {
                *made = false;
                return true;
        }
        grid__start(&g, c->mem, kind);
        if (strcmp(kind->source, "officers"))
                put_rules(c, kind->source, agency, &g);
        else if (!put_officers(c, agency, &g))
                return false;
        *out = g;
        *made = true;
        return true;
}

bool list_against_engine(struct ctx *c, const struct list *l, struct grid_changes *out, bool *made)
{
        const struct pack_list *kind = pack_list(c->pack, l->kind);
        struct grid published, runs;

        *made = false;
        if (kind && kind->graded)               /* here the engine runs what was published, and the pack is what the first draft began with */
                return true;
        if (kind && !list_of_engine(c, kind, l->agency, &runs, made))
                return false;
        if (!*made)
                return true;
        if (!list_grid(c, l->id, &published))
                return false;
        grid_diff(c->mem, &published, &runs, pack_list_source(kind->source), out);
        return true;
}
