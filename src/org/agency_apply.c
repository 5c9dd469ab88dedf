/* agency_apply.c - acts on the organisation become rows.  The only writer of org_change and org_entrustment; of what other folders keep, each
 * hands over its own (org_hand_over). */
#include "org/agency_inner.h"
#include <string.h>

#define COLUMN(f) ", " #f
QUERY(change_put, "INSERT INTO org_change (seq, verb, code, since" CHANGE_FIELDS(COLUMN) ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
      " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)");
QUERY(users_to_unit, "UPDATE org_user SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(users_to_agency, "UPDATE org_user SET agency = $2 WHERE agency = $1");
QUERY(entrusted_to_agency, "UPDATE org_entrustment SET giver = CASE giver WHEN $1 THEN $2 ELSE giver END, taker = CASE taker WHEN $1 THEN $2 ELSE taker END"
      " WHERE giver = $1 OR taker = $1");
QUERY(entrustment_put, "INSERT INTO org_entrustment (id, number, giver, taker, items, scope, since, until, published, place, ended, reason)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')");
QUERY(entrustment_end, "UPDATE org_entrustment SET ended = $2, reason = $3 WHERE id = $1");
QUERY(change_rows, "SELECT * FROM org_change");
QUERY(entrustment_rows, "SELECT * FROM org_entrustment");

/* Whoever signs an act is of an agency too: only a unit's act says which agency the unit is of. */
static const char *said(const struct act *a, const char *field)
{
        return strcmp(field, "agency") || text_starts(a->verb, "unit.") ? act_text(a, field) : "";
}

bool org__apply_change(struct db_write *w, const struct act *a)
{
#define VALUE(f) , T(said(a, #f))
        return db_run(w, &change_put, ARGS(I(a->seq), T(a->verb), T(act_text(a, "code")), T(act_text(a, "on")) CHANGE_FIELDS(VALUE)));
}

bool org_handover(const struct act *a, struct handover *out)
{
        const char *code = act_text(a, "code"), *heir = act_text(a, "heir");
        bool unit = text_starts(a->verb, "unit.");

        if (!strcmp(a->verb, "unit.move"))
                heir = code;
        *out = (struct handover){ unit, code, heir, unit ? act_text(a, "agency") : heir };
        return *heir != '\0';
}

bool org_hand_over(struct db_write *w, const struct act *a, struct query *unit, struct query *agency)
{
        struct handover k;

        if (!org_handover(a, &k))
                return true;
        if (k.unit)
                return !unit || db_run(w, unit, ARGS(T(k.from), T(k.to), T(k.agency)));
        return !agency || db_run(w, agency, ARGS(T(k.from), T(k.to)));
}

static bool heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, &users_to_unit, &users_to_agency) && org_hand_over(w, a, NULL, &entrusted_to_agency);
}

bool org__apply_entrust(struct db_write *w, const struct act *a)
{
        return db_run(w, &entrustment_put, ARGS(I(a->subject.id), T(act_text(a, "number")), T(act_text(a, "giver")), T(act_text(a, "taker")),
                                                T(act_text(a, "items")), T(act_text(a, "scope")), T(act_text(a, "since")), T(act_text(a, "until")),
                                                T(act_text(a, "published")), T(act_text(a, "place"))));
}

bool org__apply_entrust_end(struct db_write *w, const struct act *a)
{
        return db_run(w, &entrustment_end, ARGS(I(a->subject.id), T(act_text(a, "on")), T(act_text(a, "reason"))));
}

const struct noun agency_nouns[] = {
        { .name = "agency", .label = "机关", .apply = heirs }, { .name = "unit", .label = "机构", .apply = heirs },
        { .name = "entrustment", .label = "委托" }, { .name = "case", .label = "案件", .before = org__case_before },
};
const size_t agency_nouns_n = sizeof agency_nouns / sizeof *agency_nouns;

const struct shadow agency_shadows[] = { { "org_change", "seq", "", &change_rows }, { "org_entrustment", "id", "", &entrustment_rows } };
const size_t agency_shadows_n = sizeof agency_shadows / sizeof *agency_shadows;
