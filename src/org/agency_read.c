/* agency_read.c - what acts made of the organisation, as structs; levels and regions.  Reads org_change and org_entrustment. */
#include "org/agency.h"
#include "db/db.h"
#include <string.h>

#define COLUMN(f) ", " #f
QUERY(changes_all, "SELECT seq, verb, code, since" CHANGE_FIELDS(COLUMN) " FROM org_change WHERE ($1 < 0 OR seq < $1) AND ($2 = '' OR since <= $2) ORDER BY seq");
QUERY(entrustments_all, "SELECT id, number, giver, taker, items, scope, place, reason, since, until, published, ended FROM org_entrustment"
      " WHERE CAST($1 AS TEXT) = '' OR giver = $1 OR taker = $1 ORDER BY id DESC");

static struct org_change change_of(struct arena *mem, const struct rows *r)
{
        struct org_change k = { .seq = db_int(r, 0), .verb = db_text_in(mem, r, 1), .code = db_text_in(mem, r, 2), .since = db_text_in(mem, r, 3) };
        int column = 4;

#define READ(f) k.f = db_text_in(mem, r, column++);
        CHANGE_FIELDS(READ)
        return k;
}

bool org_changes(struct db *db, struct arena *mem, struct why *why, int64_t before, struct day day, struct org_changes *out)
{
        struct org_changes l = { NULL, 0 };
        size_t room = 0;
        struct rows r = db_ask(db, why, &changes_all, ARGS(I(before), T(day_text(mem, day))));

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(mem, l.at, room * sizeof *l.at, (2 * room + 16) * sizeof *l.at);
                        room = 2 * room + 16;
                }
                l.at[l.n++] = change_of(mem, &r);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* ---- entrustments ---- */

bool entrustments_of(struct ctx *c, const char *agency, struct entrustments *out)
{
        struct entrustments l = { NULL, 0 };
        size_t room = 0;
        struct rows r = db_ask(c->db, &c->why, &entrustments_all, ARGS(T(agency)));

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 8) * sizeof *l.at);
                        room = 2 * room + 8;
                }
                l.at[l.n++] = (struct entrustment){ .id = db_int(&r, 0), .number = db_text_in(c->mem, &r, 1), .giver = db_text_in(c->mem, &r, 2),
                        .taker = db_text_in(c->mem, &r, 3), .items = db_text_in(c->mem, &r, 4), .scope = db_text_in(c->mem, &r, 5),
                        .place = db_text_in(c->mem, &r, 6), .reason = db_text_in(c->mem, &r, 7), .since = day_stored(db_text(&r, 8)),
                        .until = day_stored(db_text(&r, 9)), .published = day_stored(db_text(&r, 10)), .ended = day_stored(db_text(&r, 11)) };
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool entrustment_holds(const struct entrustment *e, struct day day)
{
        return day_compare(e->since, day) <= 0 && day_compare(day, e->until) <= 0 && (!day_is(e->ended) || day_compare(day, e->ended) < 0) &&
               day_compare(e->published, day) <= 0;
}

bool entrustment_covers(struct ctx *c, const char *taker, const struct pack_item *item, struct day day)
{
        const struct pack_agency *g = pack_agency(c->pack, taker), *giver = pack_agency(c->pack, item->agency);
        const struct entrustment *last = NULL;
        struct entrustments l;

        if (!strcmp(taker, item->agency))
                return true;
        if (!entrustments_of(c, taker, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct entrustment *e = &l.at[i];

                if (strcmp(e->taker, taker) || strcmp(e->giver, item->agency) || (*e->items && !text_in(item->code, e->items, ',')))
                        continue;
                if (entrustment_holds(e, day))
                        return true;
                last = last ? last : e;
        }
        if (!last && (!g || text_empty(g->sort) || strcmp(g->sort, "entrusted")))
                return true;
        if (last)
                return refuse(&c->why, R_ENTRUST_NONE, NULL, "%s对“%s”的委托（%s）在 %s 不在有效期内或者没有公布", giver ? giver->name : item->agency, item->name,
                              last->number, day_text(c->mem, day));
        return refuse(&c->why, R_ENTRUST_NONE, NULL, "%s没有把“%s”委托给%s", giver ? giver->name : item->agency, item->name, g->name);
}

/* ---- levels and regions ---- */

static const struct { const char *level, *label; size_t digits; } levels[] = {
        { "province", "省级", 2 }, { "city", "市级", 4 }, { "county", "县级", 6 }, { "township", "乡镇（街道）", 9 },
};
#define LEVELS (sizeof levels / sizeof *levels)

static size_t level_index(const char *level)
{
        for (size_t i = 0; i < LEVELS; i++)
                if (text_same(levels[i].level, level))
                        return i;
        return LEVELS;
}

const char *agency_level_label(const char *level)
{
        size_t i = level_index(level);

        return i < LEVELS ? levels[i].label : level;
}

/* Digits that say something: 510000 -> 2, 510900 -> 4, 510923 -> 6, 510923101 -> 9. */
static size_t region_digits(const char *region)
{
        size_t n = strlen(region);

        if (n == 9)
                return 9;
        return n == 6 && !strcmp(region + 2, "0000") ? 2 : n == 6 && !strcmp(region + 4, "00") ? 4 : n;
}

const char *agency_level(const struct pack_agency *g)
{
        size_t digits = region_digits(g->region ? g->region : "");

        if (!text_empty(g->level))
                return g->level;
        for (size_t i = 0; i < LEVELS; i++)
                if (levels[i].digits == digits)
                        return levels[i].level;
        return "county";
}

const char *agency_sort_label(const char *sort)
{
        if (text_same(sort, "authorised"))
                return "法律、法规授权的组织";
        return text_same(sort, "entrusted") ? "受委托的组织" : "法定行政机关";
}

/* A township may go by the code of its county: its own three digits are not everywhere at hand. */
bool region_fits(struct why *why, const char *region, const char *level, const char *above_region)
{
        size_t i = level_index(level), digits = region_digits(region), above = region_digits(above_region);

        if (strspn(region, "0123456789") != strlen(region) || (strlen(region) != 6 && strlen(region) != 9) || *region == '0')
                return refuse(why, R_ORG_REGION, "region", "“%s”应为 6 位数字，乡镇（街道）可以写 9 位", region);
        if (i < LEVELS && digits != levels[i].digits && !(levels[i].digits == 9 && digits == 6))
                return refuse(why, R_ORG_REGION, "region", "%s的代码不会是“%s”", levels[i].label, region);
        if (*above_region && (digits < above || strncmp(region, above_region, above)))
                return refuse(why, R_ORG_REGION, "region", "“%s”不在上级机关的行政区划“%s”之内", region, above_region);
        return true;
}
