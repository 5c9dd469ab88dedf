/* agency_people.c - everybody with an account, for those who keep the organisation.  Reads org_user and org_certificate; no password leaves here. */
#include "db/db.h"
#include "org/agency.h"

#define PERSON "SELECT u.id, u.login, u.name, u.agency, u.unit, u.roles, u.post, u.enabled, u.secret <> ''," \
        " (SELECT k.number FROM org_certificate k WHERE k.login = u.login AND k.since <= $1 AND k.until >= $1 AND (k.revoked = '' OR k.revoked > $1)" \
        " ORDER BY k.until DESC LIMIT 1) FROM org_user u"
QUERY(people_rows, PERSON " WHERE ($2 = '' OR u.agency = $2) AND ($3 = '' OR u.unit = $3) AND ($4 = '' OR ',' || u.roles || ',' LIKE '%,' || $4 || ',%')"
      " AND ($5 = '' OR u.name LIKE $5 ESCAPE '!' OR u.login LIKE $5 ESCAPE '!') AND ($6 < 0 OR u.enabled = $6) ORDER BY u.agency, u.unit, u.login"
      " LIMIT $7 OFFSET $8");
QUERY(people_total, "SELECT count(*) FROM org_user u WHERE ($1 = '' OR u.agency = $1) AND ($2 = '' OR u.unit = $2) AND ($3 = '' OR ',' || u.roles || ',' LIKE"
      " '%,' || $3 || ',%') AND ($4 = '' OR u.name LIKE $4 ESCAPE '!' OR u.login LIKE $4 ESCAPE '!') AND ($5 < 0 OR u.enabled = $5)");
QUERY(person_row, PERSON " WHERE u.login = $2");

static struct person person_of(struct arena *mem, const struct rows *r)
{
        return (struct person){ .id = db_int(r, 0), .login = db_text_in(mem, r, 1), .name = db_text_in(mem, r, 2), .agency = db_text_in(mem, r, 3),
                                .unit = db_text_in(mem, r, 4), .roles = db_text_in(mem, r, 5), .post = db_text_in(mem, r, 6), .enabled = db_int(r, 7),
                                .secret = db_int(r, 8), .certificate = db_null(r, 9) ? "" : db_text_in(mem, r, 9) };
}

/* A word to look for anywhere, with what LIKE would take for signs made plain. */
static const char *pattern(struct arena *mem, const char *words)
{
        return *words ? text_make(mem, "%%%s%%", text_replace(mem, text_replace(mem, text_replace(mem, words, "!", "!!"), "%", "!%"), "_", "!_")) : "";
}

bool people_find(struct ctx *c, const struct people_wish *w, struct people *out)
{
        struct people l = { TAKE_N(c->mem, struct person, w->limit + 1), 0, 0 };
        const char *words = pattern(c->mem, w->words);
        struct rows r;

        if (!db_one_int(c->db, &c->why, &people_total, ARGS(T(w->agency), T(w->unit), T(w->role), T(words), I(w->enabled)), 0, &l.total))
                return false;
        r = db_ask(c->db, &c->why, &people_rows, ARGS(T(day_text(c->mem, day_of(c->now))), T(w->agency), T(w->unit), T(w->role), T(words), I(w->enabled),
                                                      I(w->limit), I(w->offset)));
        while (db_next(&r) && l.n < (size_t)w->limit)
                l.at[l.n++] = person_of(c->mem, &r);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool person_load(struct ctx *c, const char *login, struct person *out)
{
        struct rows r = db_ask(c->db, &c->why, &person_row, ARGS(T(day_text(c->mem, day_of(c->now))), T(login)));
        bool there = db_next(&r);

        if (there)
                *out = person_of(c->mem, &r);
        return db_done(&r) && (there || refuse(&c->why, R_ACTOR_UNKNOWN, NULL, "%s", login));
}
