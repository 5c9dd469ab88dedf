/* listed.c - what published lists say that binds an act.  Asks whoever keeps the lists; decides nothing. */
#include "org/listed.h"
#include <string.h>

static struct listed_hooks bound;

void listed_bind(const struct listed_hooks *hooks)
{
        bound = *hooks;
}

bool listed_powers(struct ctx *c, const struct pack_item *item, struct day day, struct listed_powers *out)
{
        *out = (struct listed_powers){ 0 };
        return !bound.powers || bound.powers(c, item->agency, item->code, day, out);
}

bool listed_grades(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_grades *out)
{
        *out = (struct listed_grades){ .effective = DAY_NONE };
        return !bound.grades || bound.grades(c, agency, item, day, out);
}

bool listed_power_holds(const struct listed_power *k, struct day day)
{
        return day_compare(k->since, day) <= 0 && (!day_is(k->until) || day_compare(day, k->until) <= 0);
}

const struct listed_power *listed_power(const struct listed_powers *l, const char *town, struct day day)
{
        const struct listed_power *last = NULL;

        for (size_t i = 0; i < l->n; i++) {
                const struct listed_power *k = &l->at[i];

                if (strcmp(k->town, town))
                        continue;
                if (listed_power_holds(k, day))
                        return k;
                if (!last || day_compare(last->since, k->since) < 0)
                        last = k;
        }
        return last;
}

bool listed_in_name_of(struct ctx *c, const struct pack_item *item, const char *agency, struct day day, const char **out)
{
        const struct listed_power *k;
        struct listed_powers l;
        bool entrusted;

        if (!listed_powers(c, item, day, &l))
                return false;
        k = listed_power(&l, agency, day);
        entrusted = l.n ? k && !strcmp(k->mode, "entrusted") : text_same(item->mode, "entrusted");
        *out = entrusted && strcmp(item->agency, agency) ? item->agency : "";
        return true;
}

const char *power_mode_word(const char *mode)
{
        return !strcmp(mode, "empowered") ? "赋权" : !strcmp(mode, "entrusted") ? "委托" : !strcmp(mode, "assisting") ? "配合" : "本机关";
}
