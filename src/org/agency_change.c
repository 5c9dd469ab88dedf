/* agency_change.c - agencies come, change and end; what is particular to each verb.  Handlers decide; agency_apply.c writes. */
#include "org/agency_inner.h"
#include <string.h>

#define ABOVE_MAX 32

void org__put(struct draft *d, const struct args *a, const char *not)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, not, '|'))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool concerns(const struct org_change *k, const char *code)
{
        return *code && (!strcmp(k->code, code) || !strcmp(k->heir, code) || text_in(code, k->successors, ','));
}

bool org__since(struct ctx *c, const struct args *a, const char *code, const char *other, struct draft *d)
{
        const char *on = arg_given(a, "on") ? arg_text(a, "on") : day_text(c->mem, day_of(c->now));
        struct org_changes l;

        if (!org_changes(c->db, c->mem, &c->why, -1, DAY_NONE, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if ((concerns(&l.at[i], code) || concerns(&l.at[i], other)) && strcmp(on, l.at[i].since) < 0)
                        return refuse(&c->why, R_TOO_EARLY_DATE, "on", "%s 已经登记了自 %s 起的变更，这次不能更早", l.at[i].code, l.at[i].since);
        draft_put(d, "on", on);
        return true;
}

bool org__code_free(struct ctx *c, const char *code)
{
        size_t n = strlen(code);

        if (n > 40 || strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") != n || *code == '-')
                return refuse(&c->why, R_ARG_RANGE, "code", "代号只能有小写字母、数字和 -，最多 40 个字");
        return (!pack_agency(c->pack, code) && !pack_unit(c->pack, code)) || refuse(&c->why, R_DUPLICATE, "code", "代号“%s”已经用过", code);
}

static bool name_free(struct ctx *c, const char *name, const char *but)
{
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                if (!strcmp(c->pack->agencies[i].name, name) && strcmp(c->pack->agencies[i].id, but))
                        return refuse(&c->why, R_DUPLICATE, "name", "已有机关叫“%s”", name);
        return true;
}

static bool uscc_free(struct ctx *c, const char *uscc, const char *but)
{
        for (size_t i = 0; *uscc && i < c->pack->n_agencies; i++)
                if (text_same(c->pack->agencies[i].uscc, uscc) && strcmp(c->pack->agencies[i].id, but))
                        return refuse(&c->why, R_DUPLICATE, "uscc", "%s已经用这个统一社会信用代码登记", c->pack->agencies[i].name);
        return true;
}

/* Nobody stands above himself, however far up. */
static bool above_fits(struct ctx *c, const char *code, const char *above)
{
        const struct pack_agency *g = pack_agency(c->pack, above);

        for (int i = 0; g && i < ABOVE_MAX; i++) {
                if (!strcmp(g->id, code))
                        return refuse(&c->why, R_ORG_CIRCLE, "above", "%s在%s之下", pack_agency(c->pack, above)->name, g->name);
                g = text_empty(g->above) ? NULL : pack_agency(c->pack, g->above);
        }
        return !g || refuse(&c->why, R_ORG_CIRCLE, "above", "上级超过 %d 层", ABOVE_MAX);
}

static bool place_fits(struct ctx *c, const char *code, const char *region, const char *level, const char *above)
{
        const struct pack_agency *up = pack_agency(c->pack, above);

        if (!above_fits(c, code, above) || !region_fits(&c->why, region, level, up && up->region ? up->region : ""))
                return false;
        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];

                if (text_same(g->above, code) && !region_fits(&c->why, g->region, agency_level(g), region))
                        return false;
        }
        return true;
}

bool org__agency_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (!org__code_free(c, arg_text(a, "code")) || !args_known(c, a) || !name_free(c, arg_text(a, "name"), "") || !uscc_free(c, arg_text(a, "uscc"), "") ||
            !place_fits(c, arg_text(a, "code"), arg_text(a, "region"), arg_text(a, "level"), arg_text(a, "above")))
                return false;
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "above"), "", d);
}

bool org__agency_rename(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (!args_known(c, a) || !name_free(c, arg_text(a, "name"), arg_text(a, "code")))
                return false;
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "code"), "", d);
}

bool org__agency_change(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_agency *g = pack_agency(c->pack, arg_text(a, "code"));
        const char *above;

        (void)subject;
        if (!args_known(c, a) || !uscc_free(c, arg_text(a, "uscc"), arg_text(a, "code")))
                return false;
        above = arg_given(a, "above") ? arg_text(a, "above") : text_empty(g->above) ? "" : g->above;
        if ((arg_given(a, "above") || arg_given(a, "region") || arg_given(a, "level")) &&
            !place_fits(c, g->id, arg_given(a, "region") ? arg_text(a, "region") : g->region, arg_given(a, "level") ? arg_text(a, "level") : agency_level(g), above))
                return false;
        org__put(d, a, "on");
        return d->n > 1 ? org__since(c, a, g->id, "", d) : refuse(&c->why, R_ARG_MISSING, NULL, "没有写出要改什么");
}

bool org__agency_liaison(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct user u;

        (void)subject;
        if (!args_known(c, a) || !user_load(c, arg_text(a, "liaison"), &u))
                return false;
        if (strcmp(u.agency, arg_text(a, "code")))
                return refuse(&c->why, R_ARG_CHOICE, "liaison", "%s不是这个机关的人员", u.name);
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "code"), "", d);
}

/* Merged into another, or abolished: somebody goes on with what is open and answers for what was done (行政诉讼法 26 六). */
bool org__agency_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (!args_known(c, a))
                return false;
        if (!strcmp(arg_text(a, "code"), arg_text(a, "heir")))
                return refuse(&c->why, R_ARG_CHOICE, "heir", "不能由它自己承接");
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "code"), arg_text(a, "heir"), d);
}

bool org__agency_split(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        size_t n;

        (void)subject;
        if (!args_known(c, a))
                return false;
        text_split(c->mem, arg_text(a, "successors"), ',', &n);
        if (n < 2 || text_in(arg_text(a, "code"), arg_text(a, "successors"), ','))
                return refuse(&c->why, R_ARG_CHOICE, "successors", "分立为两个以上另外的机关；新设的先用“设立机关”登记");
        if (!text_in(arg_text(a, "heir"), arg_text(a, "successors"), ','))
                return refuse(&c->why, R_ARG_CHOICE, "heir", "承接未结事项的应当是分立后的机关之一");
        org__put(d, a, "on");
        return org__since(c, a, arg_text(a, "code"), arg_text(a, "heir"), d);
}
