/* agency_unit.c - units within agencies come, move and end.  Handlers decide; agency_apply.c writes.  Every act says which agency the unit is of,
 * because whoever writes it may not look. */
#include "org/agency_inner.h"
#include <string.h>

#define ABOVE_MAX 32

static bool name_free(struct ctx *c, const char *name, const char *agency, const char *but)
{
        for (size_t i = 0; i < c->pack->n_units; i++) {
                const struct pack_unit *u = &c->pack->units[i];

                if (!strcmp(u->name, name) && !strcmp(u->agency, agency) && strcmp(u->id, but))
                        return refuse(&c->why, R_DUPLICATE, "name", "这个机关已有机构叫“%s”", name);
        }
        return true;
}

/* Above it stands a unit of the same agency, and never, however far up, itself. */
static bool above_fits(struct ctx *c, const char *code, const char *above, const char *agency)
{
        const struct pack_unit *first = pack_unit(c->pack, above), *u = first;

        if (u && strcmp(u->agency, agency))
                return refuse(&c->why, R_ARG_CHOICE, "above", "“%s”不属于这个机关", u->name);
        for (int i = 0; u && i < ABOVE_MAX; i++) {
                if (!strcmp(u->id, code))
                        return refuse(&c->why, R_ORG_CIRCLE, "above", "%s", strcmp(first->id, code) ? text_make(c->mem, "%s在%s之下", first->name, u->name) : "不能在它自己之下");
                u = text_empty(u->above) ? NULL : pack_unit(c->pack, u->above);
        }
        return !u || refuse(&c->why, R_ORG_CIRCLE, "above", "上级超过 %d 层", ABOVE_MAX);
}

/* What stands below goes nowhere by itself. */
static bool nothing_below(struct ctx *c, const char *code, const char *field)
{
        for (size_t i = 0; i < c->pack->n_units; i++)
                if (text_same(c->pack->units[i].above, code))
                        return refuse(&c->why, R_ARG_CHOICE, field, "“%s”还在它之下，先移动或者合并下级机构", c->pack->units[i].name);
        return true;
}

bool org__unit_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (!org__code_free(c, arg_text(a, "code")) || !args_known(c, a) || !name_free(c, arg_text(a, "name"), arg_text(a, "agency"), "") ||
            !above_fits(c, arg_text(a, "code"), arg_text(a, "above"), arg_text(a, "agency")))
                return false;
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "agency"), arg_text(a, "above"), d);
}

bool org__unit_rename(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "code"));

        (void)subject;
        if (!args_known(c, a) || !name_free(c, arg_text(a, "name"), u->agency, u->id))
                return false;
        org__put(d, a, "on");
        draft_put(d, "agency", u->agency);
        return org__since(c, a, u->id, "", d);
}

bool org__unit_move(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "code"));
        const char *agency;

        (void)subject;
        if (!args_known(c, a))
                return false;
        agency = arg_given(a, "agency") ? arg_text(a, "agency") : u->agency;
        if (!above_fits(c, u->id, arg_text(a, "above"), agency) || (strcmp(agency, u->agency) && !nothing_below(c, u->id, "agency")) ||
            !name_free(c, u->name, agency, u->id))
                return false;
        org__put(d, a, "on|agency|above");
        draft_put(d, "agency", agency);
        draft_put(d, "above", arg_given(a, "above") ? arg_text(a, "above") : "-");
        return org__since(c, a, u->id, arg_text(a, "above"), d);
}

bool org__unit_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "code")), *heir = pack_unit(c->pack, arg_text(a, "heir"));

        (void)subject;
        if (!args_known(c, a))
                return false;
        if (u == heir)
                return refuse(&c->why, R_ARG_CHOICE, "heir", "不能由它自己承接");
        if (strcmp(u->agency, heir->agency) && !nothing_below(c, u->id, "heir"))
                return false;
        org__put(d, a, "on");
        draft_put(d, "agency", heir->agency);
        return org__since(c, a, u->id, heir->id, d);
}
