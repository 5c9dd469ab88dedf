/* case_ledger.c - which cases stand in the ledger of the person at hand, newest first, and how many there are.
 *
 * Whoever sees everything asks the whole table.  Everybody else is told unit by unit along the index (agency, unit, id), and then what is his own
 * elsewhere: so the scope costs less than it spares, however many cases there are.  Reads only; shows exactly what access_sees() lets through. */
#include "case/case_inner.h"
#include "db/db.h"
#include <string.h>

/* $1 the stage, $2 words. */
#define WISHED " ($1 = '' OR (SELECT s.stage FROM case_standing s WHERE s.id = f.id) = $1)" \
               " AND ($2 = '' OR f.number LIKE '%' || $2 || '%' OR f.title LIKE '%' || $2 || '%' OR f.party LIKE '%' || $2 || '%'" \
               " OR f.source_number LIKE '%' || $2 || '%' OR f.decision_number LIKE '%' || $2 || '%')"
#define FURTHER " AND ($3 = -1 OR f.id < $3) ORDER BY f.id DESC LIMIT $4"
/* One person at a time, so that PostgreSQL knows how few these are and does not read all cases to find them; earlier: those counted before. */
#define OWN(person, earlier, places) " FROM case_person own JOIN case_file f ON f.id = own.case_id WHERE own.login = " person \
                                     " AND NOT EXISTS (SELECT 1 FROM case_person e WHERE e.case_id = own.case_id AND " SEES_PERSON(earlier, "e.login") ")" \
                                     " AND NOT " SEES_PLACE(places, "f.agency", "f.unit") " AND"

QUERY(all_ids, "SELECT f.id FROM case_file f WHERE" WISHED FURTHER);
QUERY(all_count, "SELECT count(*) FROM case_file f WHERE" WISHED);
QUERY(unit_ids, "SELECT f.id FROM case_file f WHERE f.agency = $5 AND f.unit = $6 AND" WISHED FURTHER);
QUERY(unit_count, "SELECT count(*) FROM case_file f WHERE f.agency = $3 AND f.unit = $4 AND" WISHED);
/* Nothing wished: the index alone says which and how many.  Asked with a wish a server that plans for any wish would fetch each row. */
QUERY(unit_newest, "SELECT id FROM case_file WHERE agency = $1 AND unit = $2 AND ($3 = -1 OR id < $3) ORDER BY id DESC LIMIT $4");
QUERY(unit_size, "SELECT count(*) FROM case_file WHERE agency = $1 AND unit = $2");
QUERY(own_ids, "SELECT f.id" OWN("$5", "$6", "$7") WISHED FURTHER);
QUERY(own_count, "SELECT count(*)" OWN("$3", "$4", "$5") WISHED);
/* One step along the index for each unit there is, known to the pack or not. */
QUERY(units_of, "WITH RECURSIVE u(name) AS (SELECT (SELECT min(unit) FROM case_file WHERE agency = $1) UNION ALL SELECT (SELECT min(unit) FROM case_file"
                " WHERE agency = $1 AND unit > u.name) FROM u WHERE u.name IS NOT NULL) SELECT name FROM u WHERE name IS NOT NULL");

struct walk { struct ctx *c; const struct ledger_wish *w; struct ledger *l; };

/* ids: newest first, no more than the page holds; what comes in keeps that. */
static void id_take(struct walk *k, int64_t id)
{
        size_t at = k->l->n;

        while (at && k->l->ids[at - 1] < id)
                at--;
        if ((int64_t)at >= k->w->limit)
                return;
        if ((int64_t)k->l->n < k->w->limit)
                k->l->n++;
        memmove(k->l->ids + at + 1, k->l->ids + at, (k->l->n - at - 1) * sizeof *k->l->ids);
        k->l->ids[at] = id;
}

static bool take(struct walk *k, struct rows ids, struct query *count, const struct val *counted)
{
        int64_t n;

        while (db_next(&ids))
                id_take(k, db_int(&ids, 0));
        if (!db_done(&ids))
                return false;
        if (k->w->uncounted)
                return true;
        if (!db_one_int(k->c->db, &k->c->why, count, counted, 0, &n))
                return false;
        k->l->total += n;
        return true;
}

static bool unit_take(struct walk *k, const char *agency, const char *unit)
{
        const struct ledger_wish *w = k->w;
        struct db *db = k->c->db;

        if (!*w->stage && !*w->words)
                return take(k, db_ask(db, &k->c->why, &unit_newest, ARGS(T(agency), T(unit), I(w->before), I(w->limit))), &unit_size, ARGS(T(agency), T(unit)));
        return take(k, db_ask(db, &k->c->why, &unit_ids, ARGS(T(w->stage), T(w->words), I(w->before), I(w->limit), T(agency), T(unit))), &unit_count,
                    ARGS(T(w->stage), T(w->words), T(agency), T(unit)));
}

#define UNITS_ROOM 4096                 /* of one agency, with all that ever were */

static bool agency_take(struct walk *k, const char *agency)
{
        const char **units = TAKE_N(k->c->mem, const char *, UNITS_ROOM);
        struct rows r = db_ask(k->c->db, &k->c->why, &units_of, ARGS(T(agency)));
        size_t n = 0;

        while (db_next(&r)) {
                must(n < UNITS_ROOM);
                units[n++] = db_text_in(k->c->mem, &r, 0);
        }
        if (!db_done(&r))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!unit_take(k, agency, units[i]))
                        return false;
        return true;
}

/* "agency/" or "agency/unit". */
static bool place_take(struct walk *k, const char *place)
{
        size_t agency = strcspn(place, "/");
        const char *unit = place[agency] ? place + agency + 1 : "";
        const char *name = text_copy_n(k->c->mem, place, agency);

        return *unit ? unit_take(k, name, unit) : agency_take(k, name);
}

static bool own_take(struct walk *k, const struct narrowing *n, const char *person, const char *earlier)
{
        const struct ledger_wish *w = k->w;

        return take(k, db_ask(k->c->db, &k->c->why, &own_ids, ARGS(T(w->stage), T(w->words), I(w->before), I(w->limit), T(person), T(earlier), T(n->places))),
                    &own_count, ARGS(T(w->stage), T(w->words), T(person), T(earlier), T(n->places)));
}

static bool scoped(struct walk *k, const struct narrowing *n)
{
        struct arena *mem = k->c->mem;
        const char *earlier = "|";
        size_t count;
        char **places = text_split(mem, n->places, '|', &count), **people;

        for (size_t i = 0; i < count; i++)
                if (*places[i] && !place_take(k, places[i]))
                        return false;
        people = text_split(mem, n->people, '|', &count);
        for (size_t i = 0; i < count; i++) {
                if (!*people[i])
                        continue;
                if (!own_take(k, n, people[i], earlier))
                        return false;
                earlier = text_make(mem, "%s%s|", earlier, people[i]);
        }
        return true;
}

bool case__ledger(struct ctx *c, const struct ledger_wish *w, struct ledger *out)
{
        struct narrowing n = access_narrowing(c);
        struct ledger l = { .ids = TAKE_N(c->mem, int64_t, (size_t)w->limit + 1) };
        struct walk k = { c, w, &l };
        bool ok = *n.places ? scoped(&k, &n) : take(&k, db_ask(c->db, &c->why, &all_ids, ARGS(T(w->stage), T(w->words), I(w->before), I(w->limit))),
                                                    &all_count, ARGS(T(w->stage), T(w->words)));

        if (ok)
                *out = l;
        return ok;
}

const char *case__ids_padded(struct arena *mem, const int64_t *ids, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%-20lld", (long long)ids[i]);
        return buffer_done(&b);
}
