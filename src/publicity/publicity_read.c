/* publicity_read.c - published decisions as structs, and what may be disclosed of which act.
 * Reads pub_* tables only; must never hand out more of a withdrawn decision than that it was there and why it went.
 */
#include "db/db.h"
#include "journal/proof.h"
#include "publicity/publicity.h"
#include <string.h>

#define COLUMNS \
        "id, state, kind, procedure, agency, agency_name, number, title, party, party_kind, cause, item, facts, basis, result, fine, text," \
        " steps, decided_on, released_on, review_body, court, manual, decide_seq, prepare_seq, release_seq, entered_by, checked_by," \
        " withdrawn_on, withdrawn_reason, withdrawn_law, instrument, withdraw_seq FROM pub_record"
/* Words come lower-case and as LIKE patterns; '%' matches any. */
#define WHERE \
        " WHERE words LIKE $1 ESCAPE '!' AND words LIKE $2 ESCAPE '!' AND words LIKE $3 ESCAPE '!' AND words LIKE $4 ESCAPE '!'" \
        " AND words LIKE $5 ESCAPE '!' AND (CAST($6 AS TEXT) = '' OR kind = $6) AND (CAST($7 AS TEXT) = '' OR agency = $7)" \
        " AND (CAST($8 AS TEXT) = '' OR state = $8) AND order_key >= $9 AND order_key < $10"
#define ORDER_DAY INT64_C(1000000000)

QUERY(publication_get, "SELECT " COLUMNS " WHERE id = $1");
QUERY(publication_by_act, "SELECT " COLUMNS " WHERE decide_seq = $1 OR release_seq = $1 OR withdraw_seq = $1");
QUERY(publications_page, "SELECT " COLUMNS WHERE " ORDER BY order_key DESC LIMIT $11 OFFSET $12");
QUERY(publications_total, "SELECT COUNT(*) FROM pub_record" WHERE);
QUERY(publications_counts, "SELECT SUM(CASE WHEN state = 'shown' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'shown' THEN 0"
        " ELSE 1 END), SUM(CASE WHEN state = 'shown' AND kind = 'penalty' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'shown'"
        " AND kind = 'permit' THEN 1 ELSE 0 END) FROM pub_record WHERE CAST($1 AS TEXT) = '' OR agency = $1");
QUERY(draft_get_row, "SELECT case_id, seq, decide_seq, agency, unit, entered_by, at, facts, result, note, released FROM"
        " pub_draft WHERE case_id = $1");

static struct day day_in(const char *s)
{
        struct day d = DAY_NONE;

        if (*s)
                must(day_parse(s, &d));
        return d;
}

static int64_t or_none(const struct rows *r, int col)
{
        return db_null(r, col) ? -1 : db_int(r, col);
}

static void publication_of(struct arena *mem, const struct rows *r, struct publication *p)
{
        const char **texts[] = { &p->kind, &p->procedure, &p->agency, &p->agency_name, &p->number, &p->title, &p->party,
                                 &p->party_kind, &p->cause, &p->item, &p->facts, &p->basis, &p->result };
        const char **more[] = { &p->review_body, &p->court, &p->manual };
        int i = 0;

        p->id = db_int(r, i++);
        p->shown = !strcmp(db_text(r, i++), "shown");
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
                *texts[k] = db_text_in(mem, r, i++);
        p->fine = or_none(r, i++);
        p->text = db_text_in(mem, r, i++);
        p->steps = db_text_in(mem, r, i++);
        p->decided_on = day_in(db_text(r, i++));
        p->released_on = day_in(db_text(r, i++));
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
                *more[k] = db_text_in(mem, r, i++);
        p->decide_seq = db_int(r, i++);
        p->prepare_seq = db_int(r, i++);
        p->release_seq = db_int(r, i++);
        p->entered_by = db_text_in(mem, r, i++);
        p->checked_by = db_text_in(mem, r, i++);
        p->withdrawn_on = day_in(db_text(r, i++));
        p->withdrawn_reason = db_text_in(mem, r, i++);
        p->withdrawn_law = db_text_in(mem, r, i++);
        p->instrument = db_text_in(mem, r, i++);
        p->withdraw_seq = or_none(r, i++);
}

static bool publication_one(struct ctx *c, struct query *q, int64_t key, struct publication *out)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(key)));
        struct publication p;
        bool found = db_next(&r);

        if (found)
                publication_of(c->mem, &r, &p);
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

static const char *pattern_of(struct arena *mem, const char *word)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, "%");
        for (const char *p = word; *p; p++) {
                char low = *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p;

                if (low == '%' || low == '_' || low == '!')
                        buffer_text(&b, "!");
                buffer_put(&b, &low, 1);
        }
        buffer_text(&b, "%");
        return buffer_done(&b);
}

/* ASCII and ideographic spaces part words. */
static void patterns_of(struct arena *mem, const char *words, const char *out[PUBLICATION_WORDS])
{
        size_t n, k = 0;
        char **at = text_split(mem, text_replace(mem, text_replace(mem, words, "　", " "), "\t", " "), ' ', &n);

        for (size_t i = 0; i < n && k < PUBLICATION_WORDS; i++)
                if (*at[i])
                        out[k++] = pattern_of(mem, at[i]);
        while (k < PUBLICATION_WORDS)
                out[k++] = "%";
}

struct bounds { int64_t from, to; };

static struct bounds bounds_of(const struct publication_wish *w)
{
        return (struct bounds){ .from = day_is(w->from) ? w->from.n * ORDER_DAY : INT64_MIN,
                                .to = day_is(w->to) ? (w->to.n + 1) * ORDER_DAY : INT64_MAX };
}

static const char *or_any(const char *s)
{
        return s ? s : "";
}

/* The ten parameters of WHERE. */
#define WISHED(w, p, b) T(p[0]), T(p[1]), T(p[2]), T(p[3]), T(p[4]), T(or_any(w->kind)), T(or_any(w->agency)), T(or_any(w->state)), \
                        I(b.from), I(b.to)

bool publications_find(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        const char *p[PUBLICATION_WORDS];
        struct bounds b = bounds_of(w);
        struct publications found = { .at = TAKE_N(c->mem, struct publication, w->limit > 0 ? w->limit : 1) };
        struct rows r;

        patterns_of(c->mem, or_any(w->words), p);
        if (!db_one_int(c->db, &c->why, &publications_total, ARGS(WISHED(w, p, b)), 0, &found.total))
                return false;
        r = db_ask(c->db, &c->why, &publications_page, ARGS(WISHED(w, p, b), I(w->limit), I(w->skip)));
        while (db_next(&r) && found.n < (size_t)w->limit)
                publication_of(c->mem, &r, &found.at[found.n++]);
        if (!db_done(&r))
                return false;
        *out = found;
        return true;
}

bool publications_count(struct ctx *c, const char *agency, struct publication_counts *out)
{
        struct rows r = db_ask(c->db, &c->why, &publications_counts, ARGS(T(agency)));
        struct publication_counts n = { 0 };

        if (db_next(&r))
                n = (struct publication_counts){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_int(&r, 3) };
        if (!db_done(&r))
                return false;
        *out = n;
        return true;
}

/* ---- one after the other ---- */

#define CHANGE(act, what) "SELECT " act " AS seq, id, '" what "' AS what, kind, agency FROM pub_record WHERE " act
QUERY(changes_after, "SELECT seq, id, what, kind, agency FROM (" CHANGE("release_seq", "released") " > $1 UNION ALL " CHANGE("withdraw_seq", "withdrawn")
        " > $1) AS changed ORDER BY seq LIMIT $2");
QUERY(changes_before, "SELECT seq, id, what, kind, agency FROM (" CHANGE("release_seq", "released") " < $1 UNION ALL " CHANGE("withdraw_seq", "withdrawn")
        " < $1) AS changed ORDER BY seq DESC LIMIT $2");
QUERY(publications_stream, "SELECT " COLUMNS " WHERE order_key >= $1 AND order_key < $2 AND (CAST($3 AS TEXT) = '' OR state = $3)"
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
        struct bounds b = bounds_of(&(struct publication_wish){ .from = range->from, .to = range->to });
        struct arena *mem = arena_new();
        struct rows r = db_ask_stream(c->db, &c->why, &publications_stream, ARGS(I(b.from), I(b.to), T(or_any(range->state)),
                                      I(range->limit ? range->limit : INT64_MAX), I(range->skip)));
        struct publication p;
        bool going = true;

        while (going && db_next(&r)) {
                arena_reset(mem);
                publication_of(mem, &r, &p);
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
        return !strcmp(verb, "publish.release") || !strcmp(verb, "publish.withdraw") || !strcmp(verb, "pack.adopt");
}
