/* recording_read.c - rows about recordings become structs.  The only reader of rec_intake and rec_recording, with the views.
 * Must never: hand out a row that c->who may not see, except to handlers, whose noun asks (functions with two underscores). */
#include "recording/recording_inner.h"
#include <string.h>

#define INTAKE_COLUMNS "id, state, file_name, promised, size, source, batch, device, agency, unit, by_login, collector, case_id, promised_at," \
                       " received_at, digest, kind, type, length, made, latitude, longitude, findings, scan, segments, media, pictures, waveform, added"
#define RECORDING_COLUMNS "id, case_id, intake, kind, title, digest, size, type, length, taken_at, place, collector, device, proves, findings," \
                          " segments, media, pictures, waveform, classified, added_at, added_by"
#define NARROWED " (" SEES_PLACE("$1", "agency", "unit") " OR " SEES_PERSON("$2", "by_login") " OR " SEES_PERSON("$2", "collector") ")"

QUERY(intake_get, "SELECT " INTAKE_COLUMNS " FROM rec_intake WHERE id = $1");
QUERY(intakes_open_get, "SELECT " INTAKE_COLUMNS " FROM rec_intake WHERE" NARROWED " AND state IN ('promised', 'inbox', 'quarantine')"
                        " AND ($3 = 0 OR id < $3) ORDER BY id DESC LIMIT $4");
QUERY(intakes_state_get, "SELECT " INTAKE_COLUMNS " FROM rec_intake i WHERE" NARROWED " AND state = $5 AND ($3 = 0 OR id < $3)"
                         " AND ($6 = 1 OR NOT EXISTS (SELECT 1 FROM rec_recording r WHERE r.id = i.added AND r.classified = 1)) ORDER BY id DESC LIMIT $4");
QUERY(classified_get, "SELECT classified FROM rec_recording WHERE id = $1");
QUERY(intakes_count, "SELECT count(*), count(CASE WHEN state = 'quarantine' THEN 1 END) FROM rec_intake WHERE" NARROWED
                     " AND state IN ('promised', 'inbox', 'quarantine')");
QUERY(recordings_get, "SELECT " RECORDING_COLUMNS " FROM rec_recording WHERE case_id = $1 ORDER BY taken_at, id");
QUERY(recording_get, "SELECT " RECORDING_COLUMNS " FROM rec_recording WHERE id = $1");
QUERY(recording_in, "SELECT kind FROM rec_recording WHERE id = $1 AND case_id = $2");
QUERY(files_of_recordings, "SELECT id, digest, pictures, waveform FROM rec_recording ORDER BY id");
QUERY(files_of_intakes, "SELECT id, digest, pictures, waveform FROM rec_intake WHERE digest <> '' ORDER BY id");

static const char *const states[] = { "promised", "inbox", "quarantine", "added", "discarded" };

const char *intake_state_name(enum intake_state s)
{
        must(s >= 0 && s <= INTAKE_DISCARDED);
        return states[s];
}

static enum intake_state state_of(const char *name)
{
        for (int i = 0; i <= INTAKE_DISCARDED; i++)
                if (!strcmp(states[i], name))
                        return (enum intake_state)i;
        must(!"a state that no act writes");
        return INTAKE_DISCARDED;
}

/* ---- the inbox ---- */

static void intake_of_row(struct arena *mem, const struct rows *r, struct intake *out)
{
        *out = (struct intake){
                .id = db_int(r, 0), .state = state_of(db_text(r, 1)), .file_name = db_text_in(mem, r, 2), .promised = db_text_in(mem, r, 3),
                .size = db_int(r, 4), .source = db_text_in(mem, r, 5), .batch = db_text_in(mem, r, 6), .device = db_text_in(mem, r, 7),
                .agency = db_text_in(mem, r, 8), .unit = db_text_in(mem, r, 9), .by = db_text_in(mem, r, 10), .collector = db_text_in(mem, r, 11),
                .case_id = db_int(r, 12), .promised_at = instant_stored(db_text(r, 13)), .received_at = instant_stored(db_text(r, 14)),
                .digest = db_text_in(mem, r, 15), .kind = db_text_in(mem, r, 16), .type = db_text_in(mem, r, 17), .length = db_int(r, 18),
                .made = instant_stored(db_text(r, 19)), .placed = !db_null(r, 20), .latitude = db_int(r, 20), .longitude = db_int(r, 21),
                .findings = db_text_in(mem, r, 22), .scan = db_text_in(mem, r, 23), .segments = db_text_in(mem, r, 24), .media = db_text_in(mem, r, 25),
                .pictures = db_text_in(mem, r, 26), .waveform = db_text_in(mem, r, 27), .added = db_int(r, 28) };
}

bool recording__intake(struct ctx *c, int64_t id, struct intake *out)
{
        struct rows r = db_ask(c->db, &c->why, &intake_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                intake_of_row(c->mem, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, "intake", "收件 %lld", (long long)id));
}

static struct place place_of(const struct intake *i, const char *people[2], struct names *names)
{
        people[0] = i->by;
        people[1] = i->collector;
        *names = (struct names){ people, 2 };
        return (struct place){ i->agency, i->unit, names };
}

bool recording__intake_sees(struct ctx *c, const struct intake *i)
{
        const char *people[2];
        struct names names;
        struct place p = place_of(i, people, &names);

        return access_sees(c, &p);
}

/* What became a classified recording is not there for those not entitled, on its way in either. */
static bool still_there(struct ctx *c, const struct intake *i)
{
        int64_t classified = 0;

        if (!i->added || access_sees_classified(c))
                return true;
        return db_one_int(c->db, &c->why, &classified_get, ARGS(I(i->added)), 0, &classified) &&
               (!classified || refuse(&c->why, R_SUBJECT_UNKNOWN, "intake", "收件 %lld", (long long)i->id));
}

bool intake_find(struct ctx *c, int64_t id, struct intake *out)
{
        struct intake i;
        const char *people[2];
        struct names names;
        struct place p;

        if (!recording__intake(c, id, &i))
                return false;
        p = place_of(&i, people, &names);
        if (!access_may_see(c, &p) || !still_there(c, &i))
                return false;
        *out = i;
        return true;
}

/* How the inbox is narrowed: one's unit sees what waits in the unit; others their own. */
bool intakes_list(struct ctx *c, const char *state, int64_t before, size_t most, struct intakes *out)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = state ? db_ask(c->db, &c->why, &intakes_state_get, ARGS(T(n.places), T(n.people), I(before), I(most), T(state),
                                                                               I(access_sees_classified(c))))
                              : db_ask(c->db, &c->why, &intakes_open_get, ARGS(T(n.places), T(n.people), I(before), I(most)));
        struct intakes l = { .at = TAKE_N(c->mem, struct intake, most + 1) };

        while (l.n < most && db_next(&r))
                intake_of_row(c->mem, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool intakes_open(struct ctx *c, int64_t *n, int64_t *quarantine)
{
        struct narrowing w = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &intakes_count, ARGS(T(w.places), T(w.people)));

        if (db_next(&r)) {
                *n = db_int(&r, 0);
                *quarantine = db_int(&r, 1);
        }
        return db_done(&r);
}

/* ---- recordings in cases ---- */

static void recording_of_row(struct arena *mem, const struct rows *r, struct recording *out)
{
        *out = (struct recording){
                .id = db_int(r, 0), .case_id = db_int(r, 1), .intake = db_int(r, 2), .kind = db_text_in(mem, r, 3), .title = db_text_in(mem, r, 4),
                .digest = db_text_in(mem, r, 5), .size = db_int(r, 6), .type = db_text_in(mem, r, 7), .length = db_int(r, 8),
                .taken_at = instant_stored(db_text(r, 9)), .place = db_text_in(mem, r, 10), .collector = db_text_in(mem, r, 11),
                .device = db_text_in(mem, r, 12), .proves = db_text_in(mem, r, 13), .findings = db_text_in(mem, r, 14),
                .segments = db_text_in(mem, r, 15), .media = db_text_in(mem, r, 16), .pictures = db_text_in(mem, r, 17),
                .waveform = db_text_in(mem, r, 18), .classified = db_int(r, 19) != 0, .added_at = instant_stored(db_text(r, 20)),
                .added_by = db_text_in(mem, r, 21) };
}

bool recording__all_of(struct ctx *c, int64_t case_id, struct recordings *out)
{
        struct rows r = db_ask(c->db, &c->why, &recordings_get, ARGS(I(case_id)));
        struct recordings l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (room * 2 + 8) * sizeof *l.at);
                        room = room * 2 + 8;
                }
                recording_of_row(c->mem, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* To those not entitled a classified recording is not there (三项制度方案: 涉及国家秘密的按有关规定). */
bool recording__shown(const struct ctx *c, const struct recording *r)
{
        return !r->classified || access_sees_classified(c);
}

bool recordings_of(struct ctx *c, int64_t case_id, struct recordings *out)
{
        struct recordings l;
        size_t kept = 0;

        if (!recording__all_of(c, case_id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (recording__shown(c, &l.at[i]))
                        l.at[kept++] = l.at[i];
        l.n = kept;
        *out = l;
        return true;
}

bool recording_find(struct ctx *c, int64_t id, struct recording *out, struct case_facts *facts)
{
        struct rows r = db_ask(c->db, &c->why, &recording_get, ARGS(I(id)));
        bool found = db_next(&r);
        struct recording rec;
        struct case_facts f;

        if (found)
                recording_of_row(c->mem, &r, &rec);
        if (!db_done(&r))
                return false;
        if (!found || !recording__shown(c, &rec))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "recording", "音像资料 %lld", (long long)id);
        if (!case_facts_load(c, rec.case_id, &f) || !case_may_see(c, &f))
                return false;
        if (out)
                *out = rec;
        if (facts)
                *facts = f;
        return true;
}

bool recording__in_case(struct ctx *c, int64_t id, int64_t case_id, const char **kind, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &recording_in, ARGS(I(id), I(case_id)));

        *found = db_next(&r);
        *kind = *found ? db_text_in(c->mem, &r, 0) : "";
        return db_done(&r);
}

static bool files_each(struct ctx *c, struct query *q, const char *noun, recording_file_fn *each, void *to)
{
        struct rows r = db_ask_stream(c->db, &c->why, q, ARGS());
        struct arena *mem = arena_new();

        while (db_next(&r)) {
                const char *of = text_make(mem, "%s %lld", noun, (long long)db_int(&r, 0));
                size_t n;
                char **at = text_split(mem, text_make(mem, "%s,%s,%s", db_text(&r, 1), db_text(&r, 2), db_text(&r, 3)), ',', &n);

                for (size_t i = 0; i < n; i++)
                        if (*at[i])
                                each(to, at[i], of);
                arena_reset(mem);
        }
        arena_free(mem);
        return db_done(&r);
}

bool recording_files_each(struct ctx *c, recording_file_fn *each, void *to)
{
        return files_each(c, &files_of_recordings, "recording", each, to) && files_each(c, &files_of_intakes, "intake", each, to);
}
