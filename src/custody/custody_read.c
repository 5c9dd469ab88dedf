/* custody_read.c - rows of custody_* tables become structs.  Decides nothing and narrows nothing: who may see what is for those who ask. */
#include "custody/custody_inner.h"
#include "db/db.h"
#include <string.h>

#define OPENING "o.id, o.mode, o.recording_id, o.case_id, o.agency, o.unit, o.by_login, o.purpose, o.words, o.retrieval, o.until, o.shown_to, o.shown_on, o.at"
#define RETRIEVAL "id, recording_id, case_id, agency, unit, mode, purpose, words, wanted, state, asked_by, asked_at, decided_by, decided_at, until, reason"
#define DISPOSAL "id, state, agency, reason, items, size, proposed_by, proposed_at, decided_by, decided_at, note"
#define ITEM "disposal_id, noun, id, intake, case_id, state, title, digest, size, rule, law, since, until, at"

QUERY(openings_get, "SELECT " OPENING " FROM custody_opening o WHERE (CAST($1 AS BIGINT) = 0 OR o.recording_id = $1) AND (CAST($2 AS BIGINT) = 0 OR o.case_id = $2)"
      " AND (" SEES_PLACE("$3", "o.agency", "o.unit") " OR " SEES_PERSON("$4", "o.by_login") ") AND ($5 = '' OR o.by_login = $5) AND ($6 = '' OR o.mode = $6)"
      " AND ($7 = '' OR o.at >= $7) AND ($8 = '' OR o.at < $8) ORDER BY o.id DESC LIMIT $9");
QUERY(opening_get, "SELECT " OPENING " FROM custody_opening o WHERE o.id = $1");
QUERY(opening_holds, "SELECT " OPENING " FROM custody_opening o LEFT JOIN custody_retrieval t ON t.id = o.retrieval WHERE o.recording_id = $1 AND o.by_login = $2"
      " AND o.until > $3 AND (o.mode IN ('copy', 'export') OR ($4 = '' AND o.mode = 'view')) AND (o.retrieval = 0 OR (t.state = 'approved' AND t.until >= $5))"
      " ORDER BY o.retrieval DESC, o.id DESC LIMIT 1");
QUERY(shown_count, "SELECT count(*) FROM custody_opening WHERE recording_id = $1 AND mode = 'party'");
QUERY(retrieval_get, "SELECT " RETRIEVAL " FROM custody_retrieval WHERE id = $1");
QUERY(retrievals_own, "SELECT " RETRIEVAL " FROM custody_retrieval WHERE asked_by = $1 AND case_id = $2 ORDER BY id DESC");
QUERY(retrievals_get, "SELECT " RETRIEVAL " FROM custody_retrieval WHERE ($1 = '' OR state = $1) AND (" SEES_PLACE("$2", "agency", "unit") " OR " SEES_PERSON("$3", "asked_by") ")"
      " AND ($4 = '' OR asked_by = $4) ORDER BY id DESC LIMIT $5");
QUERY(disposal_get, "SELECT " DISPOSAL " FROM custody_disposal WHERE id = $1");
QUERY(disposals_get, "SELECT " DISPOSAL " FROM custody_disposal WHERE " SEES_AGENCY("$1", "agency") " OR " SEES_PERSON("$2", "proposed_by") " ORDER BY id DESC LIMIT $3");
QUERY(items_get, "SELECT " ITEM " FROM custody_item WHERE disposal_id = $1 ORDER BY noun, id LIMIT $2");
QUERY(gone_get, "SELECT " ITEM " FROM custody_item WHERE state = 'gone' AND disposal_id IN (SELECT d.id FROM custody_disposal d WHERE " SEES_AGENCY("$1", "d.agency") ")"
      " ORDER BY at DESC, noun, id LIMIT $2");
QUERY(item_state, "SELECT state, disposal_id FROM custody_item WHERE noun = $1 AND id = $2 AND state <> 'kept' ORDER BY disposal_id DESC LIMIT 1");
QUERY(ended_get, "SELECT case_id, ended_on, kept FROM custody_case WHERE ended_on <> '' AND ended_on < $1 ORDER BY ended_on, case_id");
QUERY(ended_one, "SELECT case_id, ended_on, kept FROM custody_case WHERE case_id = $1 AND ended_on <> ''");
QUERY(parts_get, "SELECT recording_id, case_id, digest, part, type FROM custody_part WHERE digest = $1 ORDER BY recording_id");
QUERY(copied_get, "SELECT count(*) FROM custody_part WHERE recording_id = $1 AND part = 'copy'");
QUERY(intake_parts_get, "SELECT intake, 0, digest, part, type FROM custody_intake WHERE digest = $1 ORDER BY intake");

static struct instant instant_in(const struct rows *r, int col)
{
        struct instant t = { 0 };

        if (*db_text(r, col))
                must(instant_parse(db_text(r, col), &t));
        return t;
}

static struct day day_in(const struct rows *r, int col)
{
        struct day d = DAY_NONE;

        if (*db_text(r, col))
                must(day_parse(db_text(r, col), &d));
        return d;
}

#define PUT(mem, list, value) do { \
        size_t room_ = (list)->n & ((list)->n - 1); \
        if (!room_) \
                (list)->at = arena_grow((mem), (list)->at, (list)->n * sizeof *(list)->at, ((list)->n * 2 + 1) * sizeof *(list)->at); \
        (list)->at[(list)->n++] = (value); \
} while (0)

/* ---- openings ---- */

static struct opening opening_of(struct arena *mem, const struct rows *r)
{
        return (struct opening){
                .id = db_int(r, 0), .mode = db_text_in(mem, r, 1), .recording_id = db_int(r, 2), .case_id = db_int(r, 3), .agency = db_text_in(mem, r, 4),
                .unit = db_text_in(mem, r, 5), .by = db_text_in(mem, r, 6), .purpose = db_text_in(mem, r, 7), .words = db_text_in(mem, r, 8),
                .retrieval = db_int(r, 9), .until = instant_in(r, 10), .shown_to = db_text_in(mem, r, 11), .shown_on = db_text_in(mem, r, 12),
                .at = instant_in(r, 13) };
}

bool custody__openings(struct ctx *c, const struct opening_wish *w, struct openings *out)
{
        const char *from = day_is(w->from) ? instant_text(c->mem, instant_at(w->from, 0, 0)) : "";
        const char *to = day_is(w->to) ? instant_text(c->mem, instant_at(day_plus(w->to, 1), 0, 0)) : "";
        struct rows r = db_ask(c->db, &c->why, &openings_get, ARGS(I(w->recording), I(w->case_id), T(w->places ? w->places : ""), T(w->people ? w->people : ""),
                               T(w->login ? w->login : ""), T(w->mode ? w->mode : ""), T(from), T(to), I(w->most)));
        struct openings l = { 0 };

        while (db_next(&r))
                PUT(c->mem, &l, opening_of(c->mem, &r));
        *out = l;
        return db_done(&r);
}

bool custody__opening(struct ctx *c, int64_t id, struct opening *out)
{
        struct rows r = db_ask(c->db, &c->why, &opening_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                *out = opening_of(c->mem, &r);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "调阅记录 %lld", (long long)id));
}

bool custody__opening_holds(struct ctx *c, int64_t recording, bool copy, struct opening *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &opening_holds, ARGS(I(recording), T(c->who->login), T(instant_text(c->mem, c->now)), T(copy ? "copy" : ""),
                                                                    T(day_text(c->mem, day_of(c->now)))));

        *found = db_next(&r);
        if (*found)
                *out = opening_of(c->mem, &r);
        return db_done(&r);
}

bool custody__shown(struct ctx *c, int64_t recording, int64_t *n)
{
        return db_one_int(c->db, &c->why, &shown_count, ARGS(I(recording)), 0, n);
}

/* ---- retrievals ---- */

static struct retrieval retrieval_of(struct arena *mem, const struct rows *r)
{
        return (struct retrieval){
                .id = db_int(r, 0), .recording_id = db_int(r, 1), .case_id = db_int(r, 2), .agency = db_text_in(mem, r, 3), .unit = db_text_in(mem, r, 4),
                .mode = db_text_in(mem, r, 5), .purpose = db_text_in(mem, r, 6), .words = db_text_in(mem, r, 7), .wanted = day_in(r, 8),
                .state = db_text_in(mem, r, 9), .asked_by = db_text_in(mem, r, 10), .asked_at = instant_in(r, 11), .decided_by = db_text_in(mem, r, 12),
                .decided_at = instant_in(r, 13), .until = day_in(r, 14), .reason = db_text_in(mem, r, 15) };
}

bool custody__retrieval(struct ctx *c, int64_t id, struct retrieval *out)
{
        struct rows r = db_ask(c->db, &c->why, &retrieval_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                *out = retrieval_of(c->mem, &r);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "调阅申请 %lld", (long long)id));
}

static bool retrievals_read(struct ctx *c, struct rows r, struct retrievals *out)
{
        struct retrievals l = { 0 };

        while (db_next(&r))
                PUT(c->mem, &l, retrieval_of(c->mem, &r));
        *out = l;
        return db_done(&r);
}

bool custody__retrievals_of(struct ctx *c, int64_t case_id, struct retrievals *out)
{
        return retrievals_read(c, db_ask(c->db, &c->why, &retrievals_own, ARGS(T(c->who->login), I(case_id))), out);
}

bool custody__retrievals(struct ctx *c, const char *state, const char *places, const char *people, const char *login, int64_t most, struct retrievals *out)
{
        return retrievals_read(c, db_ask(c->db, &c->why, &retrievals_get, ARGS(T(state), T(places), T(people), T(login), I(most))), out);
}

/* ---- disposals ---- */

static struct disposal disposal_of(struct arena *mem, const struct rows *r)
{
        return (struct disposal){
                .id = db_int(r, 0), .state = db_text_in(mem, r, 1), .agency = db_text_in(mem, r, 2), .reason = db_text_in(mem, r, 3), .items = db_int(r, 4),
                .size = db_int(r, 5), .proposed_by = db_text_in(mem, r, 6), .proposed_at = instant_in(r, 7), .decided_by = db_text_in(mem, r, 8),
                .decided_at = instant_in(r, 9), .note = db_text_in(mem, r, 10) };
}

bool custody__disposal(struct ctx *c, int64_t id, struct disposal *out)
{
        struct rows r = db_ask(c->db, &c->why, &disposal_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                *out = disposal_of(c->mem, &r);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "销毁清单 %lld", (long long)id));
}

bool custody__disposals(struct ctx *c, int64_t most, struct disposals *out)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &disposals_get, ARGS(T(n.agencies), T(n.people), I(most)));
        struct disposals l = { 0 };

        while (db_next(&r))
                PUT(c->mem, &l, disposal_of(c->mem, &r));
        *out = l;
        return db_done(&r);
}

static struct item item_of(struct arena *mem, const struct rows *r)
{
        return (struct item){
                .disposal = db_int(r, 0), .noun = db_text_in(mem, r, 1), .id = db_int(r, 2), .intake = db_int(r, 3), .case_id = db_int(r, 4),
                .state = db_text_in(mem, r, 5), .title = db_text_in(mem, r, 6), .digest = db_text_in(mem, r, 7), .size = db_int(r, 8),
                .rule = db_text_in(mem, r, 9), .law = db_text_in(mem, r, 10), .since = day_in(r, 11), .until = day_in(r, 12), .at = instant_in(r, 13) };
}

static bool items_read(struct ctx *c, struct rows r, struct items *out)
{
        struct items l = { 0 };

        while (db_next(&r))
                PUT(c->mem, &l, item_of(c->mem, &r));
        *out = l;
        return db_done(&r);
}

bool custody__items(struct ctx *c, int64_t disposal, int64_t most, struct items *out)
{
        return items_read(c, db_ask(c->db, &c->why, &items_get, ARGS(I(disposal), I(most))), out);
}

bool custody__tombstones(struct ctx *c, int64_t most, struct items *out)
{
        return items_read(c, db_ask(c->db, &c->why, &gone_get, ARGS(T(access_narrowing(c).agencies), I(most))), out);
}

bool custody__item_state(struct ctx *c, const char *noun, int64_t id, const char **state, int64_t *disposal)
{
        struct rows r = db_ask(c->db, &c->why, &item_state, ARGS(T(noun), I(id)));

        *state = "";
        *disposal = 0;
        if (db_next(&r)) {
                *state = db_text_in(c->mem, &r, 0);
                *disposal = db_int(&r, 1);
        }
        return db_done(&r);
}

/* ---- cases that have ended, and parts ---- */

static struct ended ended_of(struct arena *mem, const struct rows *r)
{
        return (struct ended){ db_int(r, 0), day_in(r, 1), db_text_in(mem, r, 2) };
}

bool custody__ended_cases(struct ctx *c, struct day before, struct endeds *out)
{
        struct rows r = db_ask(c->db, &c->why, &ended_get, ARGS(T(day_text(c->mem, before))));
        struct endeds l = { 0 };

        while (db_next(&r))
                PUT(c->mem, &l, ended_of(c->mem, &r));
        *out = l;
        return db_done(&r);
}

bool custody__case_ended(struct ctx *c, int64_t case_id, struct ended *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &ended_one, ARGS(I(case_id)));

        *found = db_next(&r);
        if (*found)
                *out = ended_of(c->mem, &r);
        return db_done(&r);
}

static bool parts_read(struct ctx *c, struct rows r, struct parts *out)
{
        struct parts l = { 0 };

        while (db_next(&r)) {
                struct part p = { db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3), db_text_in(c->mem, &r, 4) };

                PUT(c->mem, &l, p);
        }
        *out = l;
        return db_done(&r);
}

bool custody__parts(struct ctx *c, const char *digest, struct parts *out)
{
        return parts_read(c, db_ask(c->db, &c->why, &parts_get, ARGS(T(digest))), out);
}

bool custody__copied(struct ctx *c, int64_t recording, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &copied_get, ARGS(I(recording)), 0, &n))
                return false;
        *out = n > 0;
        return true;
}

bool custody__intake_parts(struct ctx *c, const char *digest, struct parts *out)
{
        return parts_read(c, db_ask(c->db, &c->why, &intake_parts_get, ARGS(T(digest))), out);
}
