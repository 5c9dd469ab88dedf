/* case_power.c - whose power an item is on the day of the act, at its place (处罚法 18, 20, 22 to 25): by the published list where it says how townships
 * exercise the item, else by the pack. */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include "db/db.h"
#include "org/listed.h"
#include <string.h>

QUERY(place_get, "SELECT place FROM case_file WHERE id = $1");

static const char *agency_name(struct ctx *c, const char *id)
{
        const struct pack_agency *a = pack_agency(c->pack, id);

        return a ? a->name : id;
}

static bool place_of(struct ctx *c, const char **out)
{
        struct rows r = db_ask(c->db, &c->why, &place_get, ARGS(I(facts_of(c)->id)));
        const char *place = db_next(&r) ? db_text_in(c->mem, &r, 0) : "";

        if (!db_done(&r))
                return false;
        *out = place;
        return true;
}

static bool names_town(const struct pack_agency *town, const char *place)
{
        return town && ((!text_empty(town->short_name) && strstr(place, town->short_name)) || strstr(place, town->name));
}

/* 处罚法 24: once the township has the power, the department no longer punishes there; it inspects and guides. */
static bool own_right(struct ctx *c, const struct pack_item *item, const struct listed_powers *l)
{
        struct day today = day_of(c->now);
        const char *place;

        if (!place_of(c, &place))
                return false;
        for (size_t i = 0; i < l->n; i++) {
                const struct listed_power *k = &l->at[i];

                if (strcmp(k->mode, "empowered") || !listed_power_holds(k, today) || !names_town(pack_agency(c->pack, k->town), place))
                        continue;
                return refuse(&c->why, R_ITEM_DELEGATED, "item", "“%s”自 %s 起由%s行使（%s）", item->name, day_text(c->mem, k->since), agency_name(c, k->town), k->document);
        }
        return true;
}

static bool town_right(struct ctx *c, const struct pack_item *item, const struct listed_powers *l)
{
        struct day today = day_of(c->now);
        const struct listed_power *k = listed_power(l, facts_of(c)->agency, today);
        const char *town = agency_name(c, facts_of(c)->agency);

        if (!k)
                return refuse(&c->why, R_POWER_NONE, "item", "%s的清单没有写明“%s”由%s实施", agency_name(c, item->agency), item->name, town);
        if (!listed_power_holds(k, today))
                return refuse(&c->why, R_POWER_NONE, "item", "“%s”%s%s（%s）：%s 至 %s，今天是 %s", item->name, power_mode_word(k->mode), town, k->document,
                              day_text(c->mem, k->since), day_is(k->until) ? day_text(c->mem, k->until) : "没有写明", day_text(c->mem, today));
        return strcmp(k->mode, "assisting") || refuse(&c->why, R_JURISDICTION, "item", "“%s”本机关只有配合职责（%s）", item->name, k->document);
}

static bool by_pack(struct ctx *c, const struct pack_item *item)
{
        bool own = text_empty(item->agency) || !strcmp(item->agency, facts_of(c)->agency);

        if (own || !strcmp(item->mode, "entrusted"))
                return true;
        if (!strcmp(item->mode, "empowered"))
                return refuse(&c->why, R_ITEM_DELEGATED, "item", "%s", item->name);
        if (!strcmp(item->mode, "assisting"))
                return refuse(&c->why, R_JURISDICTION, "item", "“%s”本机关只有配合职责", item->name);
        return refuse(&c->why, R_JURISDICTION, "item", "“%s”不是本机关的事项", item->name);
}

bool case__power_listed(struct ctx *c, const struct pack_item *item)
{
        struct listed_powers l;

        if (!item)
                return true;
        if (!listed_powers(c, item, day_of(c->now), &l))
                return false;
        if (!l.n)
                return true;
        return !strcmp(item->agency, facts_of(c)->agency) ? own_right(c, item, &l) : town_right(c, item, &l);
}

bool case__item_right(struct ctx *c, const struct pack_item *item)
{
        struct listed_powers l;

        if (strcmp(item->kind, "penalty"))
                return refuse(&c->why, R_ARG_CHOICE, "item", "“%s”不是处罚事项", item->name);
        if (!listed_powers(c, item, day_of(c->now), &l))
                return false;
        return l.n ? case__power_listed(c, item) : by_pack(c, item);
}

bool case__put_in_name_of(struct ctx *c, const struct pack_item *item, struct draft *d)
{
        const char *principal;

        if (!listed_in_name_of(c, item, facts_of(c)->agency, day_of(c->now), &principal))
                return false;
        draft_put(d, "in_name_of", principal);
        return true;
}
