/* case_apply.c - acts on a case become rows.  The only writer of case_* tables.  Everything comes from the act itself.
 *
 * Most of a case is simply the newest value of a field that some act carried: case_columns says which field goes to which column.
 */
#include "case/case_inner.h"
#include "db/db.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

QUERY(file_insert, "INSERT INTO case_file (id, kind, procedure, agency, unit, owner, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(standing_insert, "INSERT INTO case_standing (id, stage, flags, last_seq) VALUES ($1, $2, $3, $4)");
QUERY(standing_set, "UPDATE case_standing SET stage = $2, flags = $3, last_seq = $4 WHERE id = $1");
QUERY(person_insert, "INSERT INTO case_person (case_id, login) VALUES ($1, $2) ON CONFLICT (case_id, login) DO NOTHING");
QUERY(clock_insert, "INSERT INTO case_clock (case_id, seq, clock, since, rule, due, unit, on_desk, ended)"
                    " VALUES ($1, $2, $3, $4, $5, $6, (SELECT unit FROM case_file WHERE id = $1), $7, NULL)");
QUERY(clock_move, "UPDATE case_clock SET rule = $3, due = $4 WHERE case_id = $1 AND clock = $2 AND ended IS NULL");
QUERY(clock_end, "UPDATE case_clock SET ended = $3 WHERE case_id = $1 AND clock = $2 AND ended IS NULL");
QUERY(material_insert, "INSERT INTO case_material (case_id, id, kind, title, digest, by_login, at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(pass_lapse, "UPDATE case_pass SET lapsed = $2 WHERE case_id = $1 AND lapsed IS NULL");
QUERY(number_take, "INSERT INTO case_number (series, last) VALUES ($1, $2) ON CONFLICT (series) DO UPDATE SET last = $2");

QUERY(file_rows, "SELECT * FROM case_file WHERE id = $1");
QUERY(standing_rows, "SELECT * FROM case_standing WHERE id = $1");
QUERY(person_rows, "SELECT * FROM case_person WHERE case_id = $1");
QUERY(clock_rows, "SELECT * FROM case_clock WHERE case_id = $1");
QUERY(material_rows, "SELECT * FROM case_material WHERE case_id = $1");
QUERY(pass_rows, "SELECT * FROM case_pass WHERE case_id = $1");
QUERY(decision_rows, "SELECT * FROM case_decision WHERE case_id = $1");
QUERY(grade_rows, "SELECT * FROM case_grade WHERE case_id = $1");
QUERY(number_rows, "SELECT * FROM case_number");

/* ---- fields that are columns ---- */

enum column_kind { COLUMN_TEXT, COLUMN_INT };
/* In alphabetical order, for a field is looked up by halves; the number is the parameter's. */
#define COLUMNS(X) \
        X(2, cause, TEXT) X(3, channel, TEXT) X(4, confiscation, INT) X(5, decide_seq, INT) X(6, decided_on, TEXT) \
        X(7, decision_number, TEXT) X(8, draft_fine, INT) X(9, entered_by, TEXT) X(10, filed_at, TEXT) \
        X(11, fine, INT) X(12, fine_base, INT) X(13, found_facts, TEXT) X(14, item, TEXT) X(15, noticed_fine, INT) \
        X(16, number, TEXT) X(17, officers, TEXT) X(18, outcome, TEXT) X(19, owner, TEXT) X(20, paid, INT) \
        X(21, party, TEXT) X(22, party_address, TEXT) X(23, party_id, TEXT) X(24, party_kind, TEXT) \
        X(25, party_person, TEXT) X(26, party_phone, TEXT) X(27, penalties, TEXT) X(28, place, TEXT) \
        X(29, points, TEXT) X(30, procedure, TEXT) X(31, reviewed_fine, INT) X(32, served_on, TEXT) \
        X(33, source_facts, TEXT) X(34, source_number, TEXT) X(35, submit_seq, INT) X(36, surcharge, INT) \
        X(37, tags, TEXT) X(38, title, TEXT)

/* unit is not among them: it is in an index, which an UPDATE that names it writes anew. */
#define COLUMN_SET(n, column, kind) ", " #column " = COALESCE($" #n ", " #column ")"
#define COLUMN_ROW(n, column, kind) { #column, COLUMN_##kind },
QUERY(file_columns, "UPDATE case_file SET kind = kind" COLUMNS(COLUMN_SET) " WHERE id = $1");
QUERY(file_unit, "UPDATE case_file SET unit = $2 WHERE id = $1");
struct case_column { const char *field; enum column_kind kind; };
static const struct case_column case_columns[] = { COLUMNS(COLUMN_ROW) };
#define COLUMN_COUNT (sizeof case_columns / sizeof *case_columns)

static int by_field(const void *a, const void *b)
{
        return strcmp(((const struct case_column *)a)->field, ((const struct case_column *)b)->field);
}

/* What the act changes of the columns, each at its place; how many. */
static size_t columns_of(const struct act *a, struct val *at)
{
        size_t n = 0;

        for (size_t i = 0; i < a->n; i++) {
                const char *f = a->fields[i].name;
                const struct case_column *k = bsearch(&(struct case_column){ .field = f }, case_columns, COLUMN_COUNT,
                                                      sizeof *case_columns, by_field);

                if (!k || !a->fields[i].value || !fact_lasts(a->verb, f))
                        continue;
                at[k - case_columns] = k->kind == COLUMN_INT ? I(act_int(a, f)) : T(a->fields[i].value);
                n++;
        }
        return n;
}

/* Most acts only say where the case stands now: the wide row is then left alone. */
static bool apply_file(struct db_write *w, const struct act *a)
{
        struct val args[1 + COLUMN_COUNT + 1] = { I(a->subject.id) };
        struct query *stands = a->seq == a->subject.id ? &standing_insert : &standing_set;

        for (size_t i = 1; i <= COLUMN_COUNT; i++)
                args[i] = NUL;
        args[1 + COLUMN_COUNT] = (struct val){ .kind = VAL_END };
        return db_run(w, stands, ARGS(I(a->subject.id), T(act_text(a, "stage")), T(act_text(a, "flags")), I(a->seq))) &&
               (!columns_of(a, args + 1) || db_run(w, &file_columns, args)) &&
               (!act_has(a, "unit") || db_run(w, &file_unit, ARGS(I(a->subject.id), T(act_text(a, "unit")))));
}

/* ---- clocks, people, numbers ---- */

static const char *word(json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

/* Whether the party still has time to sue presses nobody; whether it has paid does. */
static bool on_desk(json_t *k)
{
        return !strcmp(word(k, "who"), "agency") || !strcmp(word(k, "clock"), "pay");
}

static bool each_clock(struct db_write *w, const struct act *a, const char *field, bool move)
{
        const char *text = act_text(a, field);
        json_t *list = *text ? json_parse(db_why(w), text, strlen(text)) : NULL, *k;
        bool ok = !*text || list;
        size_t i;

        json_array_foreach(list, i, k) {
                char *rule = json_dumps(k, JSON_COMPACT | JSON_SORT_KEYS);

                must(rule != NULL);
                ok = ok && (move ? db_run(w, &clock_move, ARGS(I(a->subject.id), T(word(k, "clock")), T(rule), T(word(k, "due"))))
                                 : db_run(w, &clock_insert, ARGS(I(a->subject.id), I(a->seq), T(word(k, "clock")), T(word(k, "since")),
                                                                 T(rule), T(word(k, "due")), I(on_desk(k)))));
                memory_free(rule);
        }
        json_decref(list);
        return ok;
}

typedef bool word_fn(struct db_write *w, const struct act *a, const char *word);

static bool each_word(struct db_write *w, const struct act *a, const char *field, word_fn *run)
{
        const char *list = act_text(a, field);
        struct arena *mem;
        bool ok = true;
        size_t n;
        char **at;

        if (!*list)
                return true;
        mem = arena_new();
        at = text_split(mem, list, ',', &n);

        for (size_t i = 0; i < n && ok; i++)
                ok = run(w, a, at[i]);
        arena_free(mem);
        return ok;
}

static bool end_clock(struct db_write *w, const struct act *a, const char *clock)
{
        return db_run(w, &clock_end, ARGS(I(a->subject.id), T(clock), I(a->seq)));
}

static bool add_person(struct db_write *w, const struct act *a, const char *login)
{
        return db_run(w, &person_insert, ARGS(I(a->subject.id), T(login)));
}

/* Every field series_X stands beside n_X: X was given this number of that series. */
static bool take_numbers(struct db_write *w, const struct act *a)
{
        char n[160];

        for (size_t i = 0; i < a->n; i++) {
                const char *name = a->fields[i].name;

                if (!text_starts(name, "series_") || snprintf(n, sizeof n, "n_%s", name + strlen("series_")) >= (int)sizeof n)
                        continue;
                if (act_has(a, n) && !db_run(w, &number_take, ARGS(T(act_text(a, name)), I(act_int(a, n)))))
                        return false;
        }
        return true;
}

/* The noun's own rows, after the verb's: newest values, where it stands, its clocks. */
bool case__apply(struct db_write *w, const struct act *a)
{
        return apply_file(w, a) && each_word(w, a, "clocks_ended", end_clock) && each_clock(w, a, "clocks", false) &&
               each_clock(w, a, "clocks_moved", true) && each_word(w, a, "officers", add_person) && each_word(w, a, "owner", add_person) &&
               take_numbers(w, a) && case__apply_grade(w, a) && (!act_has(a, "pass_lapsed") || db_run(w, &pass_lapse, ARGS(I(a->subject.id), I(a->seq))));
}

/* ---- verbs that write rows of their own ---- */

bool case__apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

bool case__apply_register(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &file_insert, ARGS(I(a->subject.id), T(act_text(a, "kind")), T(act_text(a, "procedure")),
                                            T(act_text(a, "agency")), T(act_text(a, "unit")), T(act_text(a, "owner")),
                                            T(at)));
}

/* Whatever has a material_kind and a material_title lies in the case as a material. */
bool case__apply_material(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &material_insert, ARGS(I(a->subject.id), I(a->seq), T(act_text(a, "material_kind")), T(act_text(a, "material_title")),
                                                   T(act_text(a, "file")), T(act_text(a, "actor")), T(at)));
}

const struct shadow case_shadows[] = {
        { "case_file", "id", "case", &file_rows }, { "case_standing", "id", "case", &standing_rows },
        { "case_person", "case_id,login$", "case", &person_rows },
        { "case_clock", "case_id,clock$,seq", "case", &clock_rows },
        { "case_material", "case_id,id", "case", &material_rows }, { "case_pass", "seq", "case", &pass_rows },
        { "case_grade", "case_id", "case", &grade_rows }, { "case_decision", "seq", "case", &decision_rows }, { "case_number", "series$", "", &number_rows },
};
const size_t case_shadows_n = sizeof case_shadows / sizeof *case_shadows;

apply_fn case__heirs;

const struct noun case_nouns[] = {
        { "case", "案件", case__before, case__after, case__apply, .apart = true },
        { .name = "unit", .label = "机构", .apply = case__heirs }, { .name = "agency", .label = "机关", .apply = case__heirs },
};
const size_t case_nouns_n = sizeof case_nouns / sizeof *case_nouns;
