/* org_officers.c - what the public may know of officers: name, unit, post and certificate.  Reads org_* tables and tells nothing else of
 * them: no login, role or secret leaves here. */
#include "db/db.h"
#include "org/org.h"

#define LIMIT_MAX 2000

#define COLUMNS "u.name, u.agency, u.unit, u.post, u.enabled, k.id, k.number, k.kinds, k.area, k.since, k.until, k.revoked, (SELECT p.type FROM org_photo p WHERE p.id = k.id)," \
        " (SELECT max(s.since) FROM org_suspension s WHERE s.certificate_id = k.id AND s.since <= $1 AND s.until >= $1)," \
        " (SELECT max(s.until) FROM org_suspension s WHERE s.certificate_id = k.id AND s.since <= $1 AND s.until >= $1)," \
        " (SELECT max(c.serial) FROM org_card c WHERE c.certificate_id = k.id)" \
        " FROM org_certificate k JOIN org_user u ON u.login = k.login"
QUERY(officers_rows, "SELECT " COLUMNS " WHERE u.enabled = 1 AND ($2 = '' OR u.agency = $2) AND ($3 = '' OR u.name LIKE $3 ESCAPE '!'"
      " OR k.number LIKE $3 ESCAPE '!') ORDER BY u.agency, u.unit, k.number LIMIT $4");
QUERY(officer_row, "SELECT " COLUMNS " WHERE k.number = $2");

/* Whoever has left holds no certificate any more, whatever stands on it: it is revoked as of the first day. */
static struct officer officer_of(struct arena *mem, const struct rows *r)
{
        struct officer o = { .name = db_text_in(mem, r, 0), .agency = db_text_in(mem, r, 1), .unit = db_text_in(mem, r, 2), .post = db_text_in(mem, r, 3),
                .photo = db_int(r, 4) ? db_text_in(mem, r, 12) : "",
                .certificate = { .id = db_int(r, 5), .number = db_text_in(mem, r, 6), .login = "", .kinds = db_text_in(mem, r, 7),
                                 .area = db_text_in(mem, r, 8), .since = day_stored(db_text(r, 9)), .until = day_stored(db_text(r, 10)),
                                 .revoked = day_stored(db_text(r, 11)), .suspended_since = day_stored(db_text(r, 13)),
                                 .suspended_until = day_stored(db_text(r, 14)), .card = db_null(r, 15) ? 1 : db_int(r, 15) } };

        if (!db_int(r, 4) && !day_is(o.certificate.revoked))
                o.certificate.revoked = o.certificate.since;
        return o;
}

/* A word to look for anywhere, with what LIKE would take for signs made plain. */
static const char *pattern_of(struct arena *mem, const char *words)
{
        const char *plain = text_replace(mem, text_replace(mem, text_replace(mem, words, "!", "!!"), "%", "!%"), "_", "!_");

        return *words ? text_make(mem, "%%%s%%", plain) : "";
}

bool officers_find(struct ctx *c, const struct officer_wish *w, struct officers *out)
{
        int64_t most = w->limit > 0 && w->limit < LIMIT_MAX ? w->limit : LIMIT_MAX;
        struct officers l = { TAKE_N(c->mem, struct officer, most), 0 };
        struct rows r = db_ask(c->db, &c->why, &officers_rows, ARGS(T(day_text(c->mem, day_of(c->now))), T(w->agency ? w->agency : ""), T(pattern_of(c->mem, w->words ? w->words : "")),
                                                                    I(most)));

        while (db_next(&r))
                l.at[l.n++] = officer_of(c->mem, &r);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool officer_by_number(struct ctx *c, const char *number, struct officer *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &officer_row, ARGS(T(day_text(c->mem, day_of(c->now))), T(number)));
        bool there = db_next(&r);

        if (there)
                *out = officer_of(c->mem, &r);
        if (!db_done(&r))
                return false;
        *found = there;
        return true;
}

enum validity certificate_validity(const struct certificate *k, struct day day)
{
        if (day_is(k->revoked) && day_compare(k->revoked, day) <= 0)
                return CERTIFICATE_REVOKED;
        if (day_is(k->suspended_since) && day_compare(k->suspended_since, day) <= 0 && day_compare(day, k->suspended_until) <= 0)
                return CERTIFICATE_SUSPENDED;
        if (day_compare(day, k->since) < 0)
                return CERTIFICATE_EARLY;
        return day_compare(day, k->until) > 0 ? CERTIFICATE_EXPIRED : CERTIFICATE_VALID;
}
