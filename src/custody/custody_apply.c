/* custody_apply.c - acts of custody become rows.  The only writer of custody_* tables; reads nothing but the act. */
#include "custody/custody_inner.h"
#include "db/db.h"
#include <string.h>

QUERY(opening_put, "INSERT INTO custody_opening (id, mode, recording_id, case_id, agency, unit, by_login, purpose, words, retrieval, until, shown_to, shown_on, at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
QUERY(retrieval_put, "INSERT INTO custody_retrieval (id, recording_id, case_id, agency, unit, mode, purpose, words, wanted, state, asked_by, asked_at, decided_by,"
      " decided_at, until, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11, '', '', '', '')");
QUERY(retrieval_decide, "UPDATE custody_retrieval SET state = $2, decided_by = $3, decided_at = $4, until = $5, reason = $6 WHERE id = $1");
QUERY(retrieval_end, "UPDATE custody_retrieval SET state = 'ended' WHERE id = $1");
QUERY(disposal_put, "INSERT INTO custody_disposal (id, state, agency, reason, items, size, proposed_by, proposed_at, decided_by, decided_at, note)"
      " VALUES ($1, 'proposed', $2, $3, $4, $5, $6, $7, '', '', '')");
QUERY(disposal_decide, "UPDATE custody_disposal SET state = $2, decided_by = $3, decided_at = $4, note = $5 WHERE id = $1");
QUERY(item_put, "INSERT INTO custody_item (disposal_id, noun, id, intake, case_id, state, title, digest, size, rule, law, since, until, at)"
      " VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, $9, $10, $11, $12, $13)");
QUERY(items_state, "UPDATE custody_item SET state = $2, at = $3 WHERE disposal_id = $1");
QUERY(case_ended, "INSERT INTO custody_case (case_id, ended_on, kept) VALUES ($1, $2, $3) ON CONFLICT (case_id) DO UPDATE SET ended_on = excluded.ended_on,"
      " kept = CASE WHEN excluded.kept = '' THEN custody_case.kept ELSE excluded.kept END");
QUERY(part_put, "INSERT INTO custody_part (case_id, recording_id, digest, part, type) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (recording_id, digest) DO NOTHING");
QUERY(intake_put, "INSERT INTO custody_intake (intake, digest, part, type) VALUES ($1, $2, $3, $4) ON CONFLICT (intake, digest) DO NOTHING");

QUERY(opening_rows, "SELECT * FROM custody_opening WHERE id = $1");
QUERY(retrieval_rows, "SELECT * FROM custody_retrieval WHERE id = $1");
QUERY(disposal_rows, "SELECT * FROM custody_disposal WHERE id = $1");
QUERY(item_rows, "SELECT * FROM custody_item WHERE disposal_id = $1");
QUERY(case_rows, "SELECT * FROM custody_case WHERE case_id = $1");
QUERY(part_rows, "SELECT * FROM custody_part WHERE case_id = $1");
QUERY(check_rows, "SELECT * FROM custody_check WHERE id = $1");
QUERY(intake_rows, "SELECT * FROM custody_intake WHERE intake = $1");

#define FIELD(name) T(act_text(a, name))

bool custody__apply_open(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &opening_put, ARGS(I(a->subject.id), FIELD("mode"), I(act_int(a, "recording")), I(act_int(a, "case")), FIELD("case_agency"),
                                            FIELD("case_unit"), FIELD("actor"), FIELD("purpose"), FIELD("words"), I(act_int(a, "retrieval")), FIELD("until"),
                                            FIELD("shown_to"), FIELD("shown_on"), T(at)));
}

bool custody__apply_ask(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &retrieval_put, ARGS(I(a->subject.id), I(act_int(a, "recording")), I(act_int(a, "case_id")), FIELD("case_agency"), FIELD("case_unit"),
                                              FIELD("mode"), FIELD("purpose"), FIELD("words"), FIELD("wanted"), FIELD("actor"), T(at)));
}

bool custody__apply_decide(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        if (!strcmp(act_text(a, "state"), "ended"))
                return db_run(w, &retrieval_end, ARGS(I(a->subject.id)));
        return db_run(w, &retrieval_decide, ARGS(I(a->subject.id), FIELD("state"), FIELD("actor"), T(at), FIELD("until"), FIELD("reason")));
}

static bool item_write(struct db_write *w, const struct act *a, struct arena *mem, const struct item *i, const char *at)
{
        return db_run(w, &item_put, ARGS(I(a->subject.id), T(i->noun), I(i->id), I(i->intake), I(i->case_id), T(i->title), T(i->digest), I(i->size), T(i->rule),
                                         T(i->law), T(day_text(mem, i->since)), T(day_text(mem, i->until)), T(at)));
}

bool custody__apply_propose(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        const char *at = instant_text(mem, a->at);
        struct items l;
        bool ok;

        must(custody__items_read(mem, act_text(a, "items"), &l));
        ok = db_run(w, &disposal_put, ARGS(I(a->subject.id), FIELD("disposal_agency"), FIELD("reason"), I(act_int(a, "count")), I(act_int(a, "size")),
                                           FIELD("actor"), T(at)));
        for (size_t i = 0; i < l.n && ok; i++)
                ok = item_write(w, a, mem, &l.at[i], at);
        arena_free(mem);
        return ok;
}

/* disposal.confirm and disposal.refuse. */
bool custody__apply_dispose(struct db_write *w, const struct act *a)
{
        bool gone = !strcmp(act_text(a, "state"), "confirmed");
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &disposal_decide, ARGS(I(a->subject.id), FIELD("state"), FIELD("actor"), T(at), FIELD("note"))) &&
               db_run(w, &items_state, ARGS(I(a->subject.id), T(gone ? "gone" : "kept"), T(at)));
}

/* ---- what acts on cases and intakes say about recordings ---- */

typedef bool part_write(struct db_write *w, const struct act *a, int64_t id, const char *digest, const char *part, const char *type);

static bool case_part(struct db_write *w, const struct act *a, int64_t id, const char *digest, const char *part, const char *type)
{
        return !*digest || db_run(w, &part_put, ARGS(I(a->subject.id), I(id), T(digest), T(part), T(type)));
}

static bool intake_part(struct db_write *w, const struct act *a, int64_t id, const char *digest, const char *part, const char *type)
{
        return !*digest || db_run(w, &intake_put, ARGS(I(id), T(digest), T(part), T(type)));
}

static bool parts_write(struct db_write *w, const struct act *a, int64_t id, part_write *put)
{
        struct arena *mem = arena_new();
        size_t n;
        char **pictures = text_split(mem, act_text(a, "pictures"), ',', &n);
        bool ok = put(w, a, id, act_text(a, "file"), "original", act_text(a, "type")) &&
                  put(w, a, id, act_text(a, "waveform"), "waveform", "application/octet-stream");

        for (size_t i = 0; i < n && ok; i++)
                ok = put(w, a, id, pictures[i], "picture", "image/jpeg");
        arena_free(mem);
        return ok;
}

static bool ended_write(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool again = !strcmp(a->verb, "case.reopen");
        bool ok = db_run(w, &case_ended, ARGS(I(a->subject.id), T(again ? "" : day_text(mem, day_of(a->at))),
                                              T(strcmp(a->verb, "case.archive") ? "" : act_text(a, "retention"))));

        arena_free(mem);
        return ok;
}

/* The verbs after which a case may have ended; whether it has is asked of its stage by whoever counts (custody__ended). */
#define ENDING "case.close|case.archive|case.reopen|case.dismiss|case.transfer_crime|source.decline|source.transfer"

bool custody__apply_case(struct db_write *w, const struct act *a)
{
        if (!strcmp(a->verb, "recording.add"))
                return parts_write(w, a, a->seq, case_part);
        return !text_in(a->verb, ENDING, '|') || ended_write(w, a);
}

bool custody__apply_copy(struct db_write *w, const struct act *a)
{
        return strcmp(a->verb, "recording.copy") != 0 || db_run(w, &part_put, ARGS(I(act_int(a, "case")), I(act_int(a, "recording")), FIELD("file"), T("copy"),
                                                                                   FIELD("type")));
}

bool custody__apply_intake(struct db_write *w, const struct act *a)
{
        return strcmp(a->verb, "intake.receive") != 0 || parts_write(w, a, a->subject.id, intake_part);
}

const struct shadow custody_shadows[] = {
        { "custody_opening", "id", "opening", &opening_rows }, { "custody_retrieval", "id", "retrieval", &retrieval_rows },
        { "custody_disposal", "id", "disposal", &disposal_rows }, { "custody_item", "disposal_id,noun$,id", "disposal", &item_rows },
        { "custody_case", "case_id", "case", &case_rows }, { "custody_part", "recording_id,digest$", "case", &part_rows },
        { "custody_intake", "intake,digest$", "intake", &intake_rows }, { "custody_check", "id", "store", &check_rows },
};
const size_t custody_shadows_n = sizeof custody_shadows / sizeof *custody_shadows;
