/* access_narrow.c - the data scope as texts that lists compare with (access.h).  Made by asking access_sees() about every agency and unit that
 * could be seen, so that a list and a single thing cannot say different things.  Never touches a database. */
#include "org/access.h"
#include <string.h>

static bool place_seen(const struct ctx *c, const char *agency, const char *unit)
{
        return access_sees(c, &(struct place){ agency, unit, NULL });
}

static void place_add(struct buffer *b, const char *agency, const char *unit)
{
        buffer_make(b, "%s%s/%s|", b->n ? "" : "|", agency, unit);
}

static void agency_add(struct buffer *b, const char *agency)
{
        const char *one;

        if (!*agency)
                return;
        one = text_make(b->mem, "|%s|", agency);
        if (!b->n || !strstr(buffer_done(b), one))
                buffer_make(b, "%s%s|", b->n ? "" : "|", agency);
}

static size_t all(size_t now, size_t with_past)
{
        return with_past > now ? with_past : now;
}

/* A whole agency is seen if a unit of it is that no pack knows. */
static bool whole(const struct ctx *c, const char *agency)
{
        return place_seen(c, agency, "\x01");
}

/* Every agency with every unit: a unit that changed its agency left cases with the one it had. */
static void places_walk(const struct ctx *c, struct buffer *places, struct buffer *agencies)
{
        const struct pack *p = c->pack;

        for (size_t i = 0; i < all(p->n_agencies, p->n_agencies_all); i++) {
                const char *agency = p->agencies[i].id;

                if (whole(c, agency)) {
                        place_add(places, agency, "");
                        agency_add(agencies, agency);
                        continue;
                }
                for (size_t k = 0; k < all(p->n_units, p->n_units_all); k++)
                        if (place_seen(c, agency, p->units[k].id)) {
                                place_add(places, agency, p->units[k].id);
                                agency_add(agencies, agency);
                        }
        }
}

/* What the pack does not know is still one's own: by name only, and once. */
static void place_of(const struct ctx *c, struct buffer *places, enum scope scope, const char *agency, const char *unit)
{
        bool unknown = !pack_agency(c->pack, agency), by_unit = (scope == SCOPE_UNIT || scope == SCOPE_UNIT_BELOW) && *unit;
        const char *one = text_make(c->mem, "|%s/%s|", agency, by_unit ? unit : "");

        if (by_unit ? (!unknown && pack_unit(c->pack, unit)) || whole(c, agency) : scope != SCOPE_AGENCY || !unknown || !*agency)
                return;
        if (!places->n || !strstr(buffer_done(places), one))
                place_add(places, agency, by_unit ? unit : "");
}

struct narrowing access_narrowing(const struct ctx *c)
{
        const struct who *w = c->who;
        struct buffer places = { .mem = c->mem }, people = { .mem = c->mem }, agencies = { .mem = c->mem };
        bool by_unit, everywhere;

        must(w != NULL);
        by_unit = w->scope == SCOPE_UNIT || w->scope == SCOPE_UNIT_BELOW;
        everywhere = place_seen(c, "\x01", "\x01");
        buffer_make(&people, "|%s|", w->login);
        agency_add(&agencies, w->agency);
        if (!everywhere) {
                places_walk(c, &places, &agencies);
                place_of(c, &places, w->scope, w->agency, w->unit);
        }
        for (size_t i = 0; i < w->n_more; i++) {
                if (*w->more[i].away)
                        buffer_make(&people, "%s|", w->more[i].away);
                if (!everywhere)
                        place_of(c, &places, w->more[i].scope, w->more[i].agency, w->more[i].unit);
        }
        return (struct narrowing){
                .places = everywhere ? "" : places.n ? buffer_done(&places) : "|",
                .people = buffer_done(&people),
                .agencies = everywhere ? "" : agencies.n ? buffer_done(&agencies) : "|",
                .agency = w->scope == SCOPE_JURISDICTION ? "" : w->agency,
                .unit = by_unit ? w->unit : "",
                /* a unit's scope without a unit is no wider than one's own */
                .login = w->scope == SCOPE_OWN || (by_unit && !*w->unit) ? w->login : "",
        };
}

bool access_in_agencies(const struct narrowing *n, const char *agency)
{
        size_t at = strlen(agency);

        for (const char *s = n->agencies; *s && *agency; s++)
                if (*s == '|' && !strncmp(s + 1, agency, at) && s[1 + at] == '|')
                        return true;
        return !*n->agencies;
}

const char *access_only_agency(struct arena *mem, const struct narrowing *n)
{
        size_t length = strlen(n->agencies);

        return length > 2 && strchr(n->agencies + 1, '|') == n->agencies + length - 1 ? text_copy_n(mem, n->agencies + 1, length - 2) : "";
}

const char *access_people_padded(struct arena *mem, const struct narrowing *n)
{
        struct buffer b = { .mem = mem };
        size_t count;
        char **at = text_split(mem, n->people, '|', &count);

        for (size_t i = 0; i < count; i++)
                if (*at[i])
                        buffer_make(&b, "%-" PEOPLE_WIDTH "s", at[i]);
        return buffer_done(&b);
}
