/* object_read.c - all that belongs to one party or site: its cases in one's scope, and their recordings by one question however many there
 * are.  Cases out of scope are left out before anything is shown; that they exist is not told. */
#include "db/db.h"
#include "recording/copy_inner.h"
#include "recording/recording_inner.h"
#include <stdlib.h>
#include <string.h>

#define CASES_MAX 500
#define RECORDINGS_MAX 5000

#define CASES "SELECT o.case_id, o.place FROM object_case o WHERE "
#define NEWEST " ORDER BY o.case_id DESC LIMIT $2"
QUERY(object_by_id, CASES "o.party_id = $1 AND o.party_id <> ''" NEWEST);
QUERY(object_by_party, CASES "o.party = $1 AND o.party <> ''" NEWEST);
QUERY(object_by_place, CASES "o.place = $1 AND o.place <> ''" NEWEST);

#define RECORDINGS "SELECT r.id, r.case_id, r.length, r.kind, r.title, r.place, r.pictures, r.findings, r.taken_at, r.classified" \
                   " FROM object_case o JOIN rec_recording r ON r.case_id = o.case_id WHERE "
#define LATEST " ORDER BY r.taken_at DESC, r.id DESC LIMIT $2"
QUERY(recordings_by_id, RECORDINGS "o.party_id = $1 AND o.party_id <> ''" LATEST);
QUERY(recordings_by_party, RECORDINGS "o.party = $1 AND o.party <> ''" LATEST);
QUERY(recordings_by_place, RECORDINGS "o.place = $1 AND o.place <> ''" LATEST);

struct asking { struct query *cases, *recordings; const char *value; };

static bool asked(struct ctx *c, const struct object *o, struct asking *out)
{
        if (*o->party_id)
                *out = (struct asking){ &object_by_id, &recordings_by_id, o->party_id };
        else if (*o->party)
                *out = (struct asking){ &object_by_party, &recordings_by_party, o->party };
        else if (*o->place)
                *out = (struct asking){ &object_by_place, &recordings_by_place, o->place };
        else
                return refuse(&c->why, R_ARG_MISSING, "party_id", "写明当事人的证件号码、名称，或者地点");
        return true;
}

/* In scope?  A refusal is an answer; a failure is not. */
static bool case_seen(struct ctx *c, struct object_case *k, bool *seen)
{
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        *seen = case_facts_load(&probe, k->id, &k->facts) && case_may_see(&probe, &k->facts);
        if (probe.why.kind == WHY_FAILED)
                return (c->why = probe.why, false);
        return true;
}

static bool cases_load(struct ctx *c, const struct asking *q, struct object_all *all)
{
        struct rows r = db_ask(c->db, &c->why, q->cases, ARGS(T(q->value), I(CASES_MAX)));
        struct object_case *at = TAKE_N(c->mem, struct object_case, CASES_MAX);
        size_t n = 0;

        for (; n < CASES_MAX && db_next(&r); n++)
                at[n] = (struct object_case){ .id = db_int(&r, 0), .place = db_text_in(c->mem, &r, 1) };
        if (!db_done(&r))
                return false;
        all->cases = at;
        for (size_t i = 0; i < n; i++) {
                bool seen;

                if (!case_seen(c, &at[i], &seen))
                        return false;
                if (seen)
                        at[all->n_cases++] = at[i];
        }
        return true;
}

static int by_id(const void *a, const void *b)
{
        int64_t x = ((const struct object_case *)a)->id, y = ((const struct object_case *)b)->id;

        return x < y ? 1 : x > y ? -1 : 0;      /* newest first, as they were asked for */
}

static void recording_take(struct ctx *c, const struct rows *r, struct object_recording *o)
{
        *o = (struct object_recording){ .id = db_int(r, 0), .case_id = db_int(r, 1), .length = db_int(r, 2), .kind = db_text_in(c->mem, r, 3),
                                        .title = db_text_in(c->mem, r, 4), .place = db_text_in(c->mem, r, 5), .pictures = db_text_in(c->mem, r, 6),
                                        .findings = db_text_in(c->mem, r, 7), .taken_at = instant_stored(db_text(r, 8)),
                                                .classified = db_int(r, 9) != 0 };
}

static bool recordings_load(struct ctx *c, const struct asking *q, struct object_all *all)
{
        struct rows r = db_ask(c->db, &c->why, q->recordings, ARGS(T(q->value), I(RECORDINGS_MAX)));
        bool classified = access_sees_classified(c);
        size_t room = 0;

        while (db_next(&r)) {
                const struct object_case k = { .id = db_int(&r, 1) };

                if ((db_int(&r, 9) && !classified) || !bsearch(&k, all->cases, all->n_cases, sizeof k, by_id))
                        continue;
                if (all->n_recordings == room) {
                        all->recordings = arena_grow(c->mem, all->recordings, room * sizeof *all->recordings,
                                (room * 2 + 32) * sizeof *all->recordings);
                        room = room * 2 + 32;
                }
                recording_take(c, &r, &all->recordings[all->n_recordings++]);
        }
        return db_done(&r);
}

bool object__load(struct ctx *c, const struct object *o, struct object_all *out)
{
        struct object_all all = { 0 };
        struct asking q;

        if (!asked(c, o, &q) || !cases_load(c, &q, &all) || !recordings_load(c, &q, &all))
                return false;
        *out = all;
        return true;
}
