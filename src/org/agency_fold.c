/* agency_fold.c - the pack as the organisation's acts leave it: agencies and units added, renamed, moved and ended, and whatever else in the
 * pack names one that ended names its heir.  Pure: reads no table and no clock, and never changes the pack that was adopted. */
#include "org/agency.h"
#include <string.h>

struct fold { struct arena *mem; struct pack_agency *agencies; struct pack_unit *units; size_t n_agencies, n_units; };

static struct pack_agency *agency_at(struct fold *f, const char *id)
{
        for (size_t i = 0; i < f->n_agencies; i++)
                if (!strcmp(f->agencies[i].id, id))
                        return &f->agencies[i];
        return NULL;
}

static struct pack_unit *unit_at(struct fold *f, const char *id)
{
        for (size_t i = 0; i < f->n_units; i++)
                if (!strcmp(f->units[i].id, id))
                        return &f->units[i];
        return NULL;
}

static void say(const char **to, const char *value)
{
        if (*value)
                *to = !strcmp(value, "-") ? "" : value;
}

static void agency_says(struct fold *f, struct pack_agency *g, const struct org_change *k)
{
        size_t n;

        say(&g->name, k->name);
        say(&g->short_name, k->short_name);
        say(&g->above, k->above);
        say(&g->level, k->level);
        say(&g->region, k->region);
        say(&g->uscc, k->uscc);
        say(&g->superior, k->superior);
        say(&g->court, k->court);
        say(&g->phone, k->phone);
        say(&g->address, k->address);
        say(&g->sort, k->sort);
        say(&g->basis, k->basis);
        say(&g->liaison, k->liaison);
        say(&g->liaison_phone, k->liaison_phone);
        if (!*k->heir)
                return;
        g->heir = k->heir;
        g->until = k->since;
        g->successors.at = (const char **)text_split(f->mem, *k->successors ? k->successors : k->heir, ',', &n);
        g->successors.n = n;
}

/* Its units work on under the heir; agencies below it stand below the heir, and the heir itself where it stood. */
static void agency_ends(struct fold *f, const struct pack_agency *gone)
{
        for (size_t i = 0; i < f->n_units; i++)
                if (!strcmp(f->units[i].agency, gone->id) && text_empty(f->units[i].until))
                        f->units[i].agency = gone->heir;
        for (size_t i = 0; i < f->n_agencies; i++)
                if (text_same(f->agencies[i].above, gone->id))
                        f->agencies[i].above = strcmp(f->agencies[i].id, gone->heir) ? gone->heir : gone->above;
}

static void unit_ends(struct fold *f, const struct pack_unit *gone)
{
        for (size_t i = 0; i < f->n_units; i++)
                if (text_same(f->units[i].above, gone->id))
                        f->units[i].above = strcmp(f->units[i].id, gone->heir) ? gone->heir : gone->above;
}

static void agency_change(struct fold *f, const struct org_change *k)
{
        struct pack_agency *g = agency_at(f, k->code);

        if (!g && !strcmp(k->verb, "agency.add")) {
                g = &f->agencies[f->n_agencies++];
                *g = (struct pack_agency){ .id = k->code, .name = "", .short_name = "", .uscc = "", .region = "", .superior = "", .court = "",
                                           .phone = "", .address = "", .since = k->since };
        }
        if (!g)
                return;                         /* of a pack that no longer has it */
        agency_says(f, g, k);
        if (*k->heir)
                agency_ends(f, g);
}

static void unit_change(struct fold *f, const struct org_change *k)
{
        struct pack_unit *u = unit_at(f, k->code);

        if (!u && !strcmp(k->verb, "unit.add")) {
                u = &f->units[f->n_units++];
                *u = (struct pack_unit){ .id = k->code, .name = "", .agency = k->agency, .above = "", .since = k->since };
        }
        if (!u)
                return;
        say(&u->name, k->name);
        say(&u->above, k->above);
        if (*k->heir) {
                u->heir = k->heir;
                u->until = k->since;
                unit_ends(f, u);
        } else {
                say(&u->agency, k->agency);
        }
}

/* Those that are no more stand behind the others. */
#define BEHIND(type, from, count, out, n_live, n_all) do { \
                struct type *sorted_ = TAKE_N(f->mem, struct type, count + 1); \
                n_all = 0; \
                for (size_t i_ = 0; i_ < count; i_++) \
                        if (text_empty(from[i_].until)) \
                                sorted_[n_all++] = from[i_]; \
                n_live = n_all; \
                for (size_t i_ = 0; i_ < count; i_++) \
                        if (!text_empty(from[i_].until)) \
                                sorted_[n_all++] = from[i_]; \
                out = sorted_; \
        } while (0)

/* Powers of an agency that ended are the heir's. */
static void items_follow(struct fold *f, struct pack *p)
{
        struct pack_item *items = arena_copy(f->mem, p->items, p->n_items * sizeof *p->items);

        for (size_t i = 0; i < p->n_items; i++) {
                const struct pack_agency *now = pack_agency_now(p, items[i].agency);

                if (now)
                        items[i].agency = now->id;
        }
        p->items = items;
}

static void desks_follow(struct fold *f, struct pack *p)
{
        const char **desks = TAKE_N(f->mem, const char *, p->complaint_desks.n + 1);

        for (size_t i = 0; i < p->complaint_desks.n; i++) {
                const struct pack_unit *now = pack_unit_now(p, p->complaint_desks.at[i]);

                desks[i] = now ? now->id : p->complaint_desks.at[i];
        }
        p->complaint_desks.at = desks;
}

struct pack *org_fold(struct arena *mem, const struct pack *base, const struct org_changes *l)
{
        struct fold whole = { .mem = mem, .n_agencies = base->n_agencies, .n_units = base->n_units }, *f = &whole;
        struct pack *p = arena_copy(mem, base, sizeof *base);

        f->agencies = TAKE_N(mem, struct pack_agency, base->n_agencies + l->n + 1);
        f->units = TAKE_N(mem, struct pack_unit, base->n_units + l->n + 1);
        if (base->n_agencies)
                memcpy(f->agencies, base->agencies, base->n_agencies * sizeof *base->agencies);
        if (base->n_units)
                memcpy(f->units, base->units, base->n_units * sizeof *base->units);
        for (size_t i = 0; i < l->n; i++) {
                if (text_starts(l->at[i].verb, "agency."))
                        agency_change(f, &l->at[i]);
                else
                        unit_change(f, &l->at[i]);
        }
        BEHIND(pack_agency, f->agencies, f->n_agencies, p->agencies, p->n_agencies, p->n_agencies_all);
        BEHIND(pack_unit, f->units, f->n_units, p->units, p->n_units, p->n_units_all);
        items_follow(f, p);
        desks_follow(f, p);
        return p;
}
