/* case_read.c - rows of a case become facts.  The only reader of case_* tables, with case_list.c. */
#include "case/case.h"
#include "case/case_inner.h"
#include "db/db.h"
#include "org/attempt.h"
#include <string.h>

QUERY(case_get, "SELECT f.id, kind, procedure, stage, flags, agency, unit, owner, officers, source_number, number, title, item, cause, party_kind,"
                " party, party_id, party_person, party_address, party_phone, tags, registered_at, filed_at, penalties, fine_base, draft_fine, noticed_fine,"
                " reviewed_fine, fine, confiscation, found_facts, decision_number, decide_seq, decided_on, served_on, paid, surcharge, points,"
                " submit_seq, entered_by, last_seq FROM case_file f JOIN case_standing s ON s.id = f.id WHERE f.id = $1");
QUERY(clocks_get, "SELECT seq, clock, since, rule, due, ended FROM case_clock WHERE case_id = $1 ORDER BY ended IS NOT NULL, due = '', due, seq");
QUERY(files_get, "SELECT digest, min(case_id) FROM case_material WHERE digest <> '' GROUP BY digest ORDER BY digest");
QUERY(materials_get, "SELECT id, kind, title, digest, by_login, at FROM case_material WHERE case_id = $1 ORDER BY id");

QUERY(file_get, "SELECT case_id, title, kind FROM case_material WHERE digest = $1 AND digest <> '' ORDER BY 1");

QUERY(file_known, "SELECT count(*) FROM case_material WHERE digest = $1 AND digest <> ''");

static struct names words(struct arena *mem, const char *list)
{
        size_t n;
        char **at = text_split(mem, list, ',', &n);

        return (struct names){ (const char **)at, n };
}

static int64_t or_none(const struct rows *r, int col)
{
        return db_null(r, col) ? -1 : db_int(r, col);
}

static void facts_of_row(struct arena *mem, const struct rows *r, struct case_facts *f)
{
        int i = 0;

        f->id = db_int(r, i++);
        f->kind = db_text_in(mem, r, i++);
        f->standing.procedure = db_text_in(mem, r, i++);
        f->standing.stage = db_text_in(mem, r, i++);
        must(flags_parse(db_text(r, i++), ',', &f->standing.flags, NULL));
        f->agency = db_text_in(mem, r, i++);
        f->unit = db_text_in(mem, r, i++);
        f->owner = db_text_in(mem, r, i++);
        f->officers = words(mem, db_text(r, i++));
        f->source_number = db_text_in(mem, r, i++);
        f->number = db_text_in(mem, r, i++);
        f->title = db_text_in(mem, r, i++);
        f->item = db_text_in(mem, r, i++);
        f->cause = db_text_in(mem, r, i++);
        f->party_kind = db_text_in(mem, r, i++);
        f->party = db_text_in(mem, r, i++);
        f->party_id = db_text_in(mem, r, i++);
        f->party_person = db_text_in(mem, r, i++);
        f->party_address = db_text_in(mem, r, i++);
        f->party_phone = db_text_in(mem, r, i++);
        f->tags = words(mem, db_text(r, i++));
        f->registered_at = instant_stored(db_text(r, i++));
        f->filed_at = instant_stored(db_text(r, i++));
        f->penalties = words(mem, db_text(r, i++));
        f->fine_base = or_none(r, i++);
        f->draft_fine = or_none(r, i++);
        f->noticed_fine = or_none(r, i++);
        f->reviewed_fine = or_none(r, i++);
        f->fine = or_none(r, i++);
        f->confiscation = or_none(r, i++);
        f->found_facts = db_text_in(mem, r, i++);
        f->decision_number = db_text_in(mem, r, i++);
        f->decide_seq = or_none(r, i++);
        f->decided_on = day_stored(db_text(r, i++));
        f->served_on = day_stored(db_text(r, i++));
        f->paid = db_int(r, i++);
        f->surcharge = db_int(r, i++);
        f->points = db_text_in(mem, r, i++);
        f->submit_seq = or_none(r, i++);
        f->entered_by = db_text_in(mem, r, i++);
        f->last_seq = db_int(r, i++);
}

/* The greatest sum the party may have to pay as the case stands: what the thresholds are held against. */
static int64_t fine_in_play(const struct case_facts *f)
{
        int64_t fine = f->draft_fine;

        if (f->noticed_fine > fine)
                fine = f->noticed_fine;
        if (f->fine > fine)
                fine = f->fine;
        return fine < 0 ? 0 : fine;
}

struct matter case__matter(const struct case_facts *f)
{
        return (struct matter){ .procedure = f->standing.procedure, .party_kind = f->party_kind, .kind = f->kind, .item = f->item,
                                .fine = fine_in_play(f), .confiscation = f->confiscation < 0 ? 0 : f->confiscation,
                                .penalties = f->penalties, .tags = f->tags, .heard = (f->standing.flags & F(heard)) != 0 };
}

/* The periods in which the party may defend itself or ask for a hearing: over when each has ended or its last day has passed. */
static bool windows_over(const struct ctx *c, const struct case_clocks *l)
{
        static const char *const windows[] = { "defence", "hearing_request" };
        bool any = false;

        for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
                const struct case_clock *k = case_clock_find(l, windows[i]);

                if (!k)
                        continue;
                any = true;
                if (!k->ended && (!k->determined || day_compare(day_of(c->now), k->due) <= 0))
                        return false;
        }
        return any;
}

bool case__env(struct ctx *c, struct case_facts *f)
{
        struct case_clocks clocks = { 0 };
        unsigned env = 0;

        f->matter = case__matter(f);
        if (f->id && !case_clocks_load(c, f->id, &clocks))
                return false;
        f->clocks = f->id ? arena_copy(c->mem, &clocks, sizeof clocks) : NULL;
        if (!review_applies(c->pack, &f->matter))
                env |= ENV_NOT_CATALOGUED;
        if (!hearing_due(c->pack, &f->matter))
                env |= ENV_NO_HEARING_RIGHT;
        if (windows_over(c, &clocks))
                env |= ENV_WINDOW_OVER;
        if (f->decide_seq >= 0 && f->fine <= 0)
                env |= ENV_PAID;
        f->standing.env = env;
        return true;
}

bool case_facts_load(struct ctx *c, int64_t id, struct case_facts *out)
{
        struct case_facts f = { 0 };
        struct rows r = db_ask(c->db, &c->why, &case_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                facts_of_row(c->mem, &r, &f);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %lld", (long long)id);
        if (!case__env(c, &f))
                return false;
        *out = f;
        return true;
}

static case_asked_fn *asked_fn;

void case_asked_bind(case_asked_fn *asked)
{
        asked_fn = asked;
}

/* people: room for those to whom it is their own. */
struct place case__place(struct ctx *c, const struct case_facts *f, struct names *people)
{
        *people = (struct names){ TAKE_N(c->mem, const char *, f->officers.n + 1), f->officers.n + 1 };
        memcpy(people->at, f->officers.at, f->officers.n * sizeof *people->at);
        people->at[f->officers.n] = f->owner;
        return (struct place){ f->agency, f->unit, people };
}

bool case_may_see(struct ctx *c, const struct case_facts *f)
{
        struct names people;
        struct place at = case__place(c, f, &people);
        bool asked = false;

        if (asked_fn && c->who && !access_sees(c, &at) && !asked_fn(c, f, c->who->login, &asked))
                return false;
        if (!asked && !access_may_see(c, &at))
                return false;
        look_let(c, "case", f->id);
        return true;
}

/* ---- clocks ---- */

static const char *json_word(struct arena *mem, json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? text_copy(mem, s) : "";
}

static void stops_read(struct arena *mem, json_t *list, struct clock *k)
{
        struct stop *stops = TAKE_N(mem, struct stop, json_array_size(list) + 1);
        json_t *pair;
        size_t i;

        json_array_foreach(list, i, pair)
                if (day_parse(json_string_value(json_array_get(pair, 0)), &stops[i].from) &&
                    day_parse(json_string_value(json_array_get(pair, 1)), &stops[i].to))
                        k->n_stops++;
        k->stops = stops;
}

bool case__rule_read(struct ctx *c, const char *json, struct case_clock *k)
{
        json_t *o = json_parse(&c->why, json, strlen(json));

        if (!o)
                return false;
        k->label = json_word(c->mem, o, "label");
        k->law = json_word(c->mem, o, "law");
        k->who = json_word(c->mem, o, "who");
        k->warn = (int)json_integer_value(json_object_get(o, "warn"));
        k->rule.length = json_integer_value(json_object_get(o, "length"));
        k->rule.lead = json_is_true(json_object_get(o, "lead"));
        k->rule.law = k->law;
        must(clock_unit_by_name(json_word(c->mem, o, "unit"), &k->rule.unit));
        must(clock_roll_by_name(json_word(c->mem, o, "roll"), &k->rule.roll));
        stops_read(c->mem, json_object_get(o, "stops"), &k->rule);
        json_decref(o);
        return true;
}

bool case__clock_complete(struct ctx *c, const char *rule, struct case_clock *k)
{
        if (!case__rule_read(c, rule, k))
                return false;
        if (!k->determined) {                   /* the act could not know the day; the calendar may have been published since */
                struct due due = clock_due(c->pack->calendar, &k->rule, k->since);

                k->determined = due.determined;
                k->due = due.determined ? due.day : DAY_NONE;
        }
        k->left_known = k->determined && working_days_left(c->pack->calendar, day_of(c->now), k->due, &k->left);
        return true;
}

static bool clock_of_row(struct ctx *c, const struct rows *r, struct case_clock *k)
{
        *k = (struct case_clock){ .seq = db_int(r, 0), .id = db_text_in(c->mem, r, 1), .since = instant_stored(db_text(r, 2)),
                                  .determined = *db_text(r, 4) != '\0', .due = day_stored(db_text(r, 4)), .ended = db_int(r, 5) };
        return case__clock_complete(c, db_text(r, 3), k);
}

#define CLOCKS_MAX 200

bool case_clocks_load(struct ctx *c, int64_t id, struct case_clocks *out)
{
        struct rows r = db_ask(c->db, &c->why, &clocks_get, ARGS(I(id)));
        struct case_clock at[CLOCKS_MAX];
        size_t n = 0;

        while (n < CLOCKS_MAX && db_next(&r))
                if (!clock_of_row(c, &r, &at[n++]))
                        break;
        if (!db_done(&r) || c->why.kind != WHY_NOTHING)
                return false;
        out->at = arena_copy(c->mem, at, n * sizeof *at);
        out->n = n;
        return true;
}

const struct case_clock *case_clock_find(const struct case_clocks *l, const char *clock)
{
        const struct case_clock *newest = NULL;

        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].id, clock) && (!newest || l->at[i].seq > newest->seq))
                        newest = &l->at[i];
        return newest;
}

/* ---- what lies in the case ---- */

bool case_files_each(struct ctx *c, case_file_fn *each, void *to)
{
        struct rows r = db_ask(c->db, &c->why, &files_get, ARGS());

        while (db_next(&r))
                each(to, db_text(&r, 0), db_int(&r, 1));
        return db_done(&r);
}

bool case_file_find(struct ctx *c, const char *digest, const char **title, const char **kind)
{
        struct rows r = db_ask(c->db, &c->why, &file_get, ARGS(T(digest)));
        bool found = false;

        while (!found && db_next(&r)) {
                struct ctx probe = *c;
                struct case_facts f;

                probe.why = (struct why){ .mem = c->mem };
                found = case_facts_load(&probe, db_int(&r, 0), &f) && case_may_see(&probe, &f);
                if (found) {
                        *title = db_text_in(c->mem, &r, 1);
                        *kind = db_text_in(c->mem, &r, 2);
                }
        }
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有这个文件，或者不在您的数据范围内"));
}

bool case_file_known(struct ctx *c, const char *digest, bool *known)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &file_known, ARGS(T(digest)), 0, &n))
                return false;
        *known = n > 0;
        return true;
}

bool case_materials_load(struct ctx *c, int64_t id, struct case_materials *out)
{
        struct rows r = db_ask(c->db, &c->why, &materials_get, ARGS(I(id)));
        struct case_materials l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (room * 2 + 8) * sizeof *l.at);
                        room = room * 2 + 8;
                }
                l.at[l.n++] = (struct case_material){ .id = db_int(&r, 0), .kind = db_text_in(c->mem, &r, 1),
                                                      .title = db_text_in(c->mem, &r, 2), .digest = db_text_in(c->mem, &r, 3),
                                                      .by = db_text_in(c->mem, &r, 4), .at = instant_stored(db_text(&r, 5)) };
        }
        *out = l;
        return db_done(&r);
}
