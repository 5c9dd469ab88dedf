/* listed.h - what published lists say that binds an act: in which mode a township exercises an item on a day, and which grades of discretion
 * count.  Bound from cli/bind.c, because lists (catalog/) and cases stand on one layer; without a binding nothing is listed.
 *
 * Only what was published counts (行政处罚法 34, 20(2), 24): the version in force on the day.  Handlers may ask: the tables are small and whole
 * in the writer's mirror.
 *
 *   struct listed_powers l;
 *   if (!listed_powers(c, item, day_of(c->now), &l)) return false;
 *   k = listed_power(&l, c->who->agency, day_of(c->now));        k && !strcmp(k->mode, "entrusted")
 */
#ifndef ORG_LISTED_H
#define ORG_LISTED_H
#include "base/ctx.h"
#include "law/benchmark.h"
#include "law/pack.h"

/* One township's line of a row: 甲镇：委托，某委托〔2026〕1号，2026-01-01，2026-12-31 */
struct listed_power { const char *town /* agency */, *mode /* empowered entrusted assisting */, *document; struct day since, until /* DAY_NONE: no end */; };
struct listed_powers { struct listed_power *at; size_t n /* 0: the list leaves it to the pack */; int64_t list, version; };
bool listed_powers(struct ctx *c, const struct pack_item *item, struct day day, struct listed_powers *out);
bool listed_power_holds(const struct listed_power *k, struct day day);
/* The line that holds on that day; otherwise the newest of that township; NULL if there is none. */
const struct listed_power *listed_power(const struct listed_powers *l, const char *town, struct day day);
/* In whose name the agency acts on an item of another on that day: by a list, else by the pack; "" in its own. */
bool listed_in_name_of(struct ctx *c, const struct pack_item *item, const char *agency, struct day day, const char **out);
const char *power_mode_word(const char *mode);                          /* 赋权 委托 配合; "" and own: 本机关 */

/* Grades of one agency in the version in force on the day; list 0: none. */
struct listed_grades { struct grades l; int64_t list, version; struct day effective; };
bool listed_grades(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_grades *out);

struct listed_hooks {
        bool (*powers)(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_powers *out);
        bool (*grades)(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_grades *out);
};
void listed_bind(const struct listed_hooks *hooks);

#endif
