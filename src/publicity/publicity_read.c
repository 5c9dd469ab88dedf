/* publicity_read.c - published decisions as structs, and what may be disclosed of which act.
 * Reads pub_* tables only; must never hand out more of a withdrawn decision than that it was there and why it went.
 */
#include "db/db.h"
#include "journal/proof.h"
#include "publicity/publicity_row.h"
#include <string.h>

#define ORDER_DAY INT64_C(1000000000)

QUERY(publication_get, "SELECT " PUBLICATION_COLUMNS " FROM pub_record WHERE id = $1");
QUERY(publication_by_act, "SELECT " PUBLICATION_COLUMNS " FROM pub_record WHERE decide_seq = $1 OR release_seq = $1 OR withdraw_seq = $1");
#define COUNTS "SELECT SUM(CASE WHEN state = 'shown' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'shown' THEN 0 ELSE 1 END), SUM(CASE WHEN" \
        " state = 'shown' AND kind = 'penalty' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'shown' AND kind = 'permit' THEN 1 ELSE 0 END)" \
        " FROM pub_record"
/* Answered from the index over agency, state and kind alone. */
QUERY(publications_counts, COUNTS);
QUERY(publications_counts_of, COUNTS " WHERE agency = $1");
QUERY(draft_get_row, "SELECT case_id, seq, decide_seq, agency, unit, entered_by, at, facts, result, note, released FROM"
        " pub_draft WHERE case_id = $1");

static int64_t or_none(const struct rows *r, int col)
{
        return db_null(r, col) ? -1 : db_int(r, col);
}

void publication__of(struct arena *mem, const struct rows *r, struct publication *p)
{
        const char **texts[] = { &p->kind, &p->procedure, &p->agency, &p->agency_name, &p->number, &p->title, &p->party,
                                 &p->party_kind, &p->cause, &p->item, &p->facts, &p->basis, &p->result };
        const char **more[] = { &p->review_body, &p->court, &p->manual };
        int i = 0;

        p->id = db_int(r, i++);
        p->shown = !strcmp(db_text(r, i), "shown");
        p->ended = !strcmp(db_text(r, i++), "ended");
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
                *texts[k] = db_text_in(mem, r, i++);
        p->fine = or_none(r, i++);
        p->text = db_text_in(mem, r, i++);
        p->steps = db_text_in(mem, r, i++);
        p->decided_on = day_stored(db_text(r, i++));
        p->released_on = day_stored(db_text(r, i++));
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
                *more[k] = db_text_in(mem, r, i++);
        p->decide_seq = db_int(r, i++);
        p->prepare_seq = db_int(r, i++);
        p->release_seq = db_int(r, i++);
        p->entered_by = db_text_in(mem, r, i++);
        p->checked_by = db_text_in(mem, r, i++);
        p->withdrawn_on = day_stored(db_text(r, i++));
        p->withdrawn_reason = db_text_in(mem, r, i++);
        p->withdrawn_law = db_text_in(mem, r, i++);
        p->instrument = db_text_in(mem, r, i++);
        p->withdraw_seq = or_none(r, i++);
        p->order_key = db_int(r, i++);
}

static bool publication_one(struct ctx *c, struct query *q, int64_t key, struct publication *out)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(key)));
        struct publication p;
        bool found = db_next(&r);

        if (found)
                publication__of(c->mem, &r, &p);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有公示过这份决定");
        *out = p;
        return true;
}

bool publication_load(struct ctx *c, int64_t id, struct publication *out)
{
        return publication_one(c, &publication_get, id, out);
}

bool publication_behind(struct ctx *c, int64_t seq, struct publication *out)
{
        return publication_one(c, &publication_by_act, seq, out);
}

/* ---- lists ---- */

struct publication_bounds publication__bounds(struct day from, struct day to)
{
        return (struct publication_bounds){ day_is(from) ? from.n * ORDER_DAY : INT64_MIN, day_is(to) ? (to.n + 1) * ORDER_DAY : INT64_MAX };
}

static const char *or_any(const char *s)
{
        return s ? s : "";
}

bool publications_count(struct ctx *c, const char *agency, struct publication_counts *out)
{
        struct rows r = *agency ? db_ask(c->db, &c->why, &publications_counts_of, ARGS(T(agency))) :
                                  db_ask(c->db, &c->why, &publications_counts, ARGS());
        struct publication_counts n = { 0 };

        if (db_next(&r))
                n = (struct publication_counts){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3) };
        if (!db_done(&r))
                return false;
        *out = n;
        return true;
}

/* ---- one after the other ---- */

/* For who follows the records an update is a correction: there are new words under the same address. */
#define CHANGES "SELECT seq, case_id, CASE what WHEN 'updated' THEN 'corrected' ELSE what END, kind, agency FROM pub_change WHERE seq "
QUERY(changes_after, CHANGES "> $1 ORDER BY seq LIMIT $2");
QUERY(changes_before, CHANGES "< $1 ORDER BY seq DESC LIMIT $2");
QUERY(publications_stream, "SELECT " PUBLICATION_COLUMNS " FROM pub_record WHERE order_key >= $1 AND order_key < $2 AND (CAST($3 AS TEXT) = '' OR state = $3)"
        " ORDER BY order_key LIMIT $4 OFFSET $5");

static bool changes_read(struct ctx *c, struct query *q, int64_t act, int64_t limit, struct publication_changes *out)
{
        struct publication_changes l = { .at = TAKE_N(c->mem, struct publication_change, limit) };
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(act), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                l.at[l.n++] = (struct publication_change){ db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                                           db_text_in(c->mem, &r, 4) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool publication_change_removes(const char *what)
{
        return text_in(what, "withdrawn|ended", '|');
}

bool publication_changes(struct ctx *c, int64_t after, int64_t limit, struct publication_changes *out)
{
        return changes_read(c, &changes_after, after, limit, out);
}

bool publication_changes_before(struct ctx *c, int64_t before, int64_t limit, struct publication_changes *out)
{
        return changes_read(c, &changes_before, before, limit, out);
}

bool publications_each(struct ctx *c, const struct publication_range *range, publication_each_fn *each, void *to)
{
        struct publication_bounds b = publication__bounds(range->from, range->to);
        struct arena *mem = arena_new();
        struct rows r = db_ask_stream(c->db, &c->why, &publications_stream, ARGS(I(b.from), I(b.to), T(or_any(range->state)),
                                      I(range->limit ? range->limit : INT64_MAX), I(range->skip)));
        struct publication p;
        bool going = true;

        while (going && db_next(&r)) {
                arena_reset(mem);
                publication__of(mem, &r, &p);
                going = each(to, &p);
        }
        arena_free(mem);
        return db_done(&r) && going;
}

static void draft_of(struct arena *mem, const struct rows *r, struct publication_draft *d)
{
        d->case_id = db_int(r, 0);
        d->seq = db_int(r, 1);
        d->decide_seq = db_int(r, 2);
        d->agency = db_text_in(mem, r, 3);
        d->unit = db_text_in(mem, r, 4);
        d->entered_by = db_text_in(mem, r, 5);
        must(instant_parse(db_text(r, 6), &d->at));
        d->facts = db_text_in(mem, r, 7);
        d->result = db_text_in(mem, r, 8);
        d->note = db_text_in(mem, r, 9);
        d->released = or_none(r, 10);
}

bool publication_draft_load(struct ctx *c, int64_t case_id, struct publication_draft *out)
{
        struct rows r = db_ask(c->db, &c->why, &draft_get_row, ARGS(I(case_id)));
        struct publication_draft d;
        bool found = db_next(&r);

        if (found)
                draft_of(c->mem, &r, &d);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这个案件还没有录入公开内容");
        *out = d;
        return true;
}

/* ---- proof ---- */

static const char *const decision_names[] = {
        "decision_number", "decided_on", "agency", "cause", "party_public", "basis", "fine", "facts_public", "result",
};
static const char *const release_names[] = {
        "public.kind", "public.agency_name", "public.number", "public.title", "public.party", "public.cause", "public.facts",
                "public.basis",
        "public.result", "public.fine", "public.decided_on", "public.released_on", "public.text", "public.steps",
                "public.decide_seq", "public.masks",
};
static const char *const withdraw_names[] = {
        "reason", "law", "instrument", "public.withdrawn_on", "public.number", "public.agency_name",
};

/* A field masked by hand is not the decision's own: it stays sealed in the decision and is shown by the release. */
static bool by_hand(const struct publication *p, const char *name)
{
        return text_in(strcmp(name, "facts_public") ? name : "facts", p->manual, ',');
}

/* Of the names those the act has and has not lost. */
static bool names_present(struct ctx *c, const struct publication *p, int64_t seq, const char *const *names, size_t n,
        const char *const **out, size_t *out_n)
{
        const char **kept = TAKE_N(c->mem, const char *, n);
        struct act a;
        size_t k = 0;

        if (!act_load(c, seq, &a))
                return false;
        for (size_t i = 0; i < n; i++)
                for (size_t j = 0; j < a.n; j++)
                        if (!strcmp(a.fields[j].name, names[i]) && a.fields[j].value && !by_hand(p, names[i]))
                                kept[k++] = names[i];
        *out = kept;
        *out_n = k;
        return true;
}

#define PRESENT(list) names_present(c, &p, seq, list, sizeof list / sizeof *list, names, n)

bool public_disclosure(struct ctx *c, int64_t seq, const char *const **names, size_t *n)
{
        struct publication p;

        if (!publication_behind(c, seq, &p))
                return false;
        if (seq == p.withdraw_seq)
                return PRESENT(withdraw_names);
        if (!p.shown)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这份决定已从公示平台撤下，原内容不再公开");
        return seq == p.decide_seq ? PRESENT(decision_names) : PRESENT(release_names);
}

bool public_proof(struct ctx *c, int64_t seq, const char **json)
{
        const char *const *names;
        size_t n;

        return public_disclosure(c, seq, &names, &n) && proof_bundle(c, seq, names, n, json);
}

bool publicity_is_public(const char *verb)
{
        return text_in(verb, "publish.release|publish.correct|publish.update|publish.withdraw|publish.end|repair.grant|pack.adopt", '|');
}
