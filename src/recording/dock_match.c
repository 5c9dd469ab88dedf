/* dock_match.c - what is in already, which case a file may belong to, what lies beside it.  Reads only; proposes, never decides. */
#include "recording/dock.h"
#include "recording/recording_inner.h"
#include <string.h>

#define CASES_MAX "300"         /* the newest of the officer's unit: a recording comes in within days */

QUERY(known_intake, "SELECT id, state FROM rec_intake WHERE digest = $1 ORDER BY id LIMIT 1");
QUERY(known_recording, "SELECT intake FROM rec_recording WHERE digest = $1 ORDER BY id LIMIT 1");
QUERY(known_promise, "SELECT id FROM rec_intake WHERE state = 'promised' AND promised = $1 AND by_login = $2 AND source = $3 ORDER BY id LIMIT 1");
#define FILE_COLUMNS "d.intake, i.file_name, d.device, d.sequence, d.note, d.shown, d.number, i.length FROM dock_file d JOIN rec_intake i ON i.id = d.intake"
QUERY(files_near, "SELECT " FILE_COLUMNS " WHERE d.device = $1 AND d.day >= $2 AND d.day <= $3 ORDER BY d.intake");
QUERY(file_of, "SELECT " FILE_COLUMNS " WHERE d.intake = $1");

static enum intake_state state_named(const char *name)
{
        for (int s = 0; s <= INTAKE_DISCARDED; s++)
                if (!strcmp(intake_state_name((enum intake_state)s), name))
                        return (enum intake_state)s;
        return INTAKE_DISCARDED;
}

bool dock_known(struct ctx *c, const char *digest, const char *source, int64_t *intake, enum intake_state *state, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &known_intake, ARGS(T(digest)));
        enum intake_state s = INTAKE_ADDED;
        bool there = db_next(&r);
        int64_t id = there ? db_int(&r, 0) : -1;

        if (there)
                s = state_named(db_text(&r, 1));
        if (!db_done(&r))
                return false;
        if (!there && !db_one_int(c->db, &c->why, &known_recording, ARGS(T(digest)), -1, &id))
                return false;
        if (id < 0) {
                s = INTAKE_PROMISED;
                if (!db_one_int(c->db, &c->why, &known_promise, ARGS(T(digest), T(c->who->login), T(source)), -1, &id))
                        return false;
        }
        *found = id >= 0;
        *intake = id;
        *state = s;
        return true;
}

/* ---- the case ---- */

struct overlap { const char *login; struct span when; int64_t ms; };

static bool act_overlap(void *to, const struct act *a)
{
        struct overlap *o = to;
        struct instant from, until;
        int64_t since, end;

        if (!instant_parse(act_text(a, "started"), &from) || !instant_parse(act_text(a, "ended"), &until))
                return true;
        if (!text_in(o->login, act_text(a, "officers"), ',') && strcmp(act_text(a, "actor"), o->login))
                return true;
        since = from.ms > o->when.from.ms ? from.ms : o->when.from.ms;
        end = until.ms < o->when.until.ms ? until.ms : o->when.until.ms;
        if (end >= since && end - since + 1 > o->ms)
                o->ms = end - since + 1;        /* a photo touches for one millisecond */
        return true;
}

static bool officers_have(const struct table *t, size_t row, const char *name)
{
        const char *officers = t->rows[row][8];

        return text_empty(officers) || strstr(officers, name);
}

/* Whoever sees the officer's case need not be whoever docks: to him it is not named. */
static bool case_shown(struct ctx *c, int64_t id, int64_t *case_id)
{
        struct case_facts f;

        if (case_facts_load(c, id, &f) && case_may_see(c, &f))
                *case_id = id;
        else if (c->why.kind == WHY_REFUSED)
                why_clear(&c->why);
        return c->why.kind == WHY_NOTHING;
}

bool dock_case(struct ctx *c, const char *login, struct span when, int64_t *case_id)
{
        struct ctx his = *c;            /* what he sees, so that nothing of other units is looked through */
        struct pair limit = { "limit", CASES_MAX };
        int64_t best = 0, best_ms = 0;
        bool alone = true;
        struct table t;

        his.why = (struct why){ .mem = c->mem };
        *case_id = 0;
        if (!who_load(&his, login) || !view_run(&his, "cases", &limit, 1, &t))
                return his.why.kind == WHY_REFUSED || fail(&c->why, "%s", his.why.detail ? his.why.detail : "案件读不出来");
        for (size_t i = 0; i < t.n_rows; i++) {
                struct overlap o = { login, when, 0 };
                int64_t id;

                if (!text_int(t.rows[i][0], 0, INT64_MAX, &id) || !officers_have(&t, i, his.who->name))
                        continue;
                if (!acts_on(c, (struct subject){ "case", id }, act_overlap, &o))
                        return false;
                alone = o.ms && o.ms == best_ms ? false : o.ms > best_ms ? true : alone;
                best = o.ms > best_ms ? id : best;
                best_ms = o.ms > best_ms ? o.ms : best_ms;
        }
        return !alone || !best || case_shown(c, best, case_id);
}

/* ---- beside it ---- */

static void file_of_row(struct arena *mem, const struct rows *r, struct dock_file *f)
{
        *f = (struct dock_file){ .intake = db_int(r, 0), .file_name = db_text_in(mem, r, 1), .device = db_text_in(mem, r, 2),
                                 .sequence = db_text_in(mem, r, 3), .note = db_text_in(mem, r, 4), .shown = instant_stored(db_text(r, 5)),
                                 .number = db_int(r, 6), .length = db_int(r, 7) };
}

bool dock_files_near(struct ctx *c, const char *device, struct day day, struct dock_files *out)
{
        const char *from = day_text(c->mem, day_plus(day, -1)), *until = day_text(c->mem, day_plus(day, 1));
        struct rows r = db_ask(c->db, &c->why, &files_near, ARGS(T(device), T(from), T(until)));
        struct dock_files l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 16) * sizeof *l.at);
                        room = 2 * room + 16;
                }
                file_of_row(c->mem, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        dock_order(l.at, l.n);
        *out = l;
        return true;
}

bool dock_file_of(struct ctx *c, int64_t intake, struct dock_file *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &file_of, ARGS(I(intake)));

        *found = db_next(&r);
        if (*found)
                file_of_row(c->mem, &r, out);
        return db_done(&r);
}
