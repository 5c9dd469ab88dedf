/* agency.h - the organisation: agencies and units as the pack founds them and as acts have changed them since.
 *
 * The pack in force (ctx.pack) is the adopted pack with these changes laid over it, so that everybody asks pack_agency() and pack_unit()
 * and nobody asks here.  What ended stays in it, behind the others (pack.h), so that old cases can be read; new cases, people and
 * devices are refused there, with the heir named.  Rows that belong to what ended belong to the heir from the act on: each folder
 * that has such rows moves its own (org_hand_over), and people are moved with them.
 *
 * A change is entered when it holds, or later: its day is not after today.  A person cannot plan one for tomorrow; tables would then say
 * what is not true yet.
 * Basis: 行政处罚法 17 to 21 (who may punish, who may be entrusted); 行政诉讼法 26 六 (who goes on answers).
 */
#ifndef ORG_AGENCY_H
#define ORG_AGENCY_H
#include "law/pack.h"
#include "org/org.h"

/* ---- changes ---- */

/* Every value as in org_change (agency.sql); "" where the act says nothing about it. */
#define CHANGE_FIELDS(X) X(name) X(short_name) X(agency) X(above) X(level) X(region) X(uscc) X(superior) X(court) X(phone) X(address) X(sort) \
        X(basis) X(heir) X(successors) X(liaison) X(liaison_phone) X(document) X(reason)
struct org_change {
        int64_t seq;
        const char *verb, *code, *since;
#define CHANGE_FIELD(f) const char *f;
        CHANGE_FIELDS(CHANGE_FIELD)
#undef CHANGE_FIELD
};
struct org_changes { struct org_change *at; size_t n; };
/* In the order of acts: those before act `before` (-1: all) that hold on `day` (DAY_NONE: all). */
bool org_changes(struct db *db, struct arena *mem, struct why *why, int64_t before, struct day day, struct org_changes *out);
/* The pack as the changes leave it.  A copy in mem that shares everything else with base, which must live as long. */
struct pack *org_fold(struct arena *mem, const struct pack *base, const struct org_changes *l);
/* The organisation as it stood at the end of a day, as far as it is known today; in c->mem. */
bool org_pack_on(struct ctx *c, struct day day, const struct pack **out);

/* ---- what an act hands over to an heir ---- */

/* unit: rows of unit `from` go to unit `to` of `agency` (a unit that only moves: from and to are the same).  Otherwise rows of agency
 * `from` go to agency `to`. */
struct handover { bool unit; const char *from, *to, *agency; };
bool org_handover(const struct act *a, struct handover *out);           /* false: this act hands nothing over */
/* For apply functions: `unit` is told $1 from, $2 to, $3 agency; `agency` $1 from, $2 to; NULL: no such rows.
 *   QUERY(to_unit, "UPDATE my_row SET unit = $2, agency = $3 WHERE unit = $1");
 *   static bool heirs(struct db_write *w, const struct act *a) { return org_hand_over(w, a, &to_unit, &to_agency); }
 *   const struct noun my_nouns[] = { …, { .name = "unit", .apply = heirs }, { .name = "agency", .apply = heirs } };     */
bool org_hand_over(struct db_write *w, const struct act *a, struct query *unit, struct query *agency);

/* Acts on a case that hand it back or on, or end it: who may no longer enforce must still be able to let go of it. */
#define VERBS_LETTING_GO "source.decline|source.transfer|case.transfer_crime|case.suspend|case.dismiss|case.close|case.archive|archive.transfer|decision.revoke"

/* ---- entrustments (行政处罚法 20, 21) ---- */

struct entrustment { int64_t id; const char *number, *giver, *taker, *items, *scope, *place, *reason; struct day since, until, published, ended; };
struct entrustments { struct entrustment *at; size_t n; };
bool entrustments_of(struct ctx *c, const char *agency /* "" all */, struct entrustments *out);         /* given or taken, newest first */
bool entrustment_holds(const struct entrustment *e, struct day day);   /* in force and shown to the public */
/* May `taker` act in the name of the item's agency on that day?  True where nothing was ever entrusted to it by an act: then the pack's
 * own word stands (items: mode: entrusted).  Refuses ENTRUST_NONE. */
bool entrustment_covers(struct ctx *c, const char *taker, const struct pack_item *item, struct day day);

/* ---- everybody with an account ---- */

struct person { int64_t id; const char *login, *name, *agency, *unit, *roles, *post, *certificate /* that holds today; "" none */; bool enabled, secret /* has a password */; };
struct people { struct person *at; size_t n; int64_t total; };
struct people_wish { const char *agency, *unit, *role, *words /* of name or login */; int enabled /* -1 any */; int64_t limit, offset; };  /* "" any */
bool people_find(struct ctx *c, const struct people_wish *w, struct people *out);      /* by agency, unit, login */
bool person_load(struct ctx *c, const char *login, struct person *out);                /* refuses ACTOR_UNKNOWN */

/* ---- the first hour (src/setup) ---- */

/* Can any administrator sign in?  While none can, the site is being set up. */
bool org_administered(struct ctx *c, bool *out);
bool org_apply_first(struct db_write *w, const struct act *a);         /* name and secret of the founding administrator */
bool org_apply_first_pack(struct db_write *w, const struct act *a);    /* another pack, before anybody works here; the administrator's agency: home */

/* ---- words ---- */

const char *agency_level(const struct pack_agency *g);                  /* its level; from the region where nothing is said */
const char *agency_level_label(const char *level);                      /* 省级 … */
const char *agency_sort_label(const char *sort);                        /* 法定行政机关 … */
/* Is the code one of that level, and within the region of whoever stands above ("" for nobody)?  Refuses ORG_REGION. */
bool region_fits(struct why *why, const char *region, const char *level, const char *above_region);

#endif
