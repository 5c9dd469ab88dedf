/* publicity_apply.c - acts of publicity become rows.  The only writer of pub_* tables; reads nothing but the act.
 * A withdrawn record keeps its number, agency and days; its party, words and facts are emptied, so that no search can find them.
 */
#include "db/db.h"
#include "publicity/index.h"
#include "publicity/publicity.h"

#define ORDER_DAY INT64_C(1000000000)   /* more acts than any log has */

QUERY(draft_put_row, "INSERT INTO pub_draft (case_id, seq, decide_seq, agency, unit, entered_by, at, facts, result, note,"
        " released) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL) ON CONFLICT (case_id) DO UPDATE SET seq ="
        " excluded.seq, decide_seq = excluded.decide_seq, agency = excluded.agency, unit = excluded.unit, entered_by ="
        " excluded.entered_by, at = excluded.at, facts = excluded.facts, result = excluded.result, note = excluded.note,"
        " released = NULL");
QUERY(draft_released, "UPDATE pub_draft SET released = $2 WHERE case_id = $1");
QUERY(record_drop, "DELETE FROM pub_record WHERE id = $1");
QUERY(record_put, "INSERT INTO pub_record (id, case_id, state, kind, procedure, agency, agency_name, number, title, party,"
        " party_kind, cause, item, facts, basis, result, fine, text, steps, decided_on, released_on, review_body, court,"
        " manual, decide_seq, prepare_seq, release_seq, entered_by, checked_by, withdrawn_on, withdrawn_reason,"
        " withdrawn_law, instrument, withdraw_seq, words, order_key) VALUES ($1, $1, 'shown', $2, $3, $4, $5, $6, $7, $8, $9,"
        " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, '', '', '', '', NULL,"
        " $28, $29)");
QUERY(record_withdraw, "UPDATE pub_record SET state = 'withdrawn', title = '', party = '', party_kind = '', cause = '', item"
        " = '', facts = '', basis = '', result = '', fine = NULL, text = '', steps = '', manual = '', withdrawn_on = $2,"
        " withdrawn_reason = $3, withdrawn_law = $4, instrument = $5, withdraw_seq = $6, words = $7 WHERE id = $1");

apply_fn publicity_apply_prepare, publicity_apply_release, publicity_apply_withdraw;

bool publicity_apply_prepare(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &draft_put_row, ARGS(I(a->subject.id), I(a->seq), I(act_int(a, "public.decide_seq")),
                T(act_text(a, "public.agency")), T(act_text(a, "public.unit")), T(act_text(a, "entered_by")),
                T(instant_text(mem, a->at)), T(act_text(a, "facts_public")), T(act_text(a, "result_public")),
                        T(act_text(a, "note"))));

        arena_free(mem);
        return ok;
}

static const char *words_of(struct arena *mem, const struct act *a)
{
        const char *const rest[] = { act_text(a, "public.title"), act_text(a, "public.cause"), act_text(a, "public.agency_name"),
                                     act_text(a, "public.facts"), act_text(a, "public.basis"), act_text(a, "public.result") };

        return index_words(mem, &(struct index_source){ .kind = act_text(a, "public.kind"), .agency = act_text(a, "public.agency"),
                .item = act_text(a, "public.item"), .state = "shown", .number = act_text(a, "public.number"),
                .party = act_text(a, "public.party"), .fine = act_has(a, "public.fine") ? act_int(a, "public.fine") : -1,
                .rest = rest, .n_rest = sizeof rest / sizeof *rest });
}

#define PUBLIC(name) T(act_text(a, "public." name))

static bool record_insert(struct db_write *w, const struct act *a, const char *words)
{
        struct val fine = act_has(a, "public.fine") ? I(act_int(a, "public.fine")) : NUL;
        struct day decided = act_day(a, "public.decided_on");
        int64_t key = (int64_t)(day_is(decided) ? decided : day_of(a->at)).n * ORDER_DAY + a->seq;

        return db_run(w, &record_put, ARGS(I(a->subject.id), PUBLIC("kind"), PUBLIC("procedure"), PUBLIC("agency"),
                PUBLIC("agency_name"),
                PUBLIC("number"), PUBLIC("title"), PUBLIC("party"), PUBLIC("party_kind"), PUBLIC("cause"), PUBLIC("item"),
                        PUBLIC("facts"),
                PUBLIC("basis"), PUBLIC("result"), fine, PUBLIC("text"), PUBLIC("steps"), PUBLIC("decided_on"),
                        PUBLIC("released_on"),
                PUBLIC("review_body"), PUBLIC("court"), PUBLIC("manual"), I(act_int(a, "public.decide_seq")),
                I(act_int(a, "public.prepare_seq")), I(a->seq), PUBLIC("entered_by"), T(act_text(a, "actor")), T(words), I(key)));
}

bool publicity_apply_release(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        const char *words = words_of(mem, a);
        bool ok = index_drop(w, a->subject.id) && db_run(w, &record_drop, ARGS(I(a->subject.id))) && record_insert(w, a, words) &&
                  index_put(w, a->subject.id, words) &&
                  db_run(w, &draft_released, ARGS(I(a->subject.id), I(a->seq)));

        arena_free(mem);
        return ok;
}

/* Of a withdrawn decision only its number and its agency are found. */
static const char *tombstone_words_of(struct arena *mem, const struct act *a)
{
        const char *const rest[] = { act_text(a, "public.agency_name") };

        return index_words(mem, &(struct index_source){ .kind = act_text(a, "public.kind"), .agency = act_text(a, "public.agency"),
                .item = "", .state = "withdrawn", .number = act_text(a, "public.number"), .party = "", .fine = -1, .rest = rest, .n_rest = 1 });
}

bool publicity_apply_withdraw(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        const char *words = tombstone_words_of(mem, a);
        bool ok = index_drop(w, a->subject.id) &&
                  db_run(w, &record_withdraw, ARGS(I(a->subject.id), T(act_text(a, "public.withdrawn_on")), T(act_text(a, "reason")),
                                                   T(act_text(a, "law")), T(act_text(a, "instrument")), I(a->seq), T(words))) &&
                  index_put(w, a->subject.id, words) && index_forget(w);

        arena_free(mem);
        return ok;
}

QUERY(draft_rows, "SELECT * FROM pub_draft WHERE case_id = $1");
QUERY(record_rows, "SELECT * FROM pub_record WHERE case_id = $1");

const struct shadow publicity_shadows[] = {
        { "pub_draft", "case_id", "case", &draft_rows }, { "pub_record", "id", "case", &record_rows },
};
const size_t publicity_shadows_n = sizeof publicity_shadows / sizeof *publicity_shadows;
