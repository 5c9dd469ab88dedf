/* catalog_apply.c - acts on lists become rows.  The only writer of cat_* tables; reads no clock, no chance, nothing outside the act. */
#include "base/json.h"
#include "catalog/catalog_inner.h"
#include <string.h>

QUERY(list_put, "INSERT INTO cat_list (id, agency, kind, state, origin, law, columns, digest, row_count, drafted_by, drafted_at, sent_at, reviewed_by,"
      " reviewer_agency, reviewed_at, remarks, instrument, version, published_by, published_at, effective, reason, revoked_on, revoke_reason, published_seq, revoked_seq)"
      " VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, '', '', '', '', '', '', 0, '', '', '', '', '', '', -1, -1)");
QUERY(list_set_content, "UPDATE cat_list SET state = 'draft', columns = $2, digest = $3, row_count = $4, drafted_by = $5, drafted_at = $6,"
      " reviewed_by = '', reviewer_agency = '', reviewed_at = '', instrument = '' WHERE id = $1");
QUERY(list_set_sent, "UPDATE cat_list SET state = 'sent', sent_at = $2 WHERE id = $1");
QUERY(list_set_reviewed, "UPDATE cat_list SET state = $2, reviewed_by = $3, reviewer_agency = $4, reviewed_at = $5, remarks = $6, instrument = $7"
      " WHERE id = $1");
QUERY(list_set_published, "UPDATE cat_list SET state = 'published', version = $2, published_by = $3, published_at = $4, effective = $5, reason = $6, published_seq = $7"
      " WHERE id = $1");
QUERY(list_set_revoked, "UPDATE cat_list SET state = 'revoked', revoked_on = $2, revoke_reason = $3, revoked_seq = $4 WHERE id = $1");
QUERY(row_put, "INSERT INTO cat_row (list_id, n, name, cells, words) VALUES ($1, $2, $3, $4, $5)");
QUERY(rows_clear, "DELETE FROM cat_row WHERE list_id = $1");
QUERY(record_put, "INSERT INTO cat_record (id, list_id, body, number, filed_on) VALUES ($1, $2, $3, $4, $5)");
QUERY(record_all, "SELECT * FROM cat_record WHERE list_id = $1");
QUERY(power_all, "SELECT * FROM cat_power");
QUERY(grade_all, "SELECT * FROM cat_grade");
QUERY(list_all, "SELECT * FROM cat_list");
QUERY(row_all, "SELECT * FROM cat_row WHERE list_id = $1");

/* The cells of one row as the act has them, as one JSON object in the order of the act, and as words. */
static bool row_write(struct db_write *w, struct arena *mem, int64_t list, int64_t n, const char *first, json_t *o)
{
        struct json *j = json_new(mem);
        struct buffer words = { .mem = mem };
        const char *key, *name = json_string_value(json_object_get(o, first));
        json_t *value;

        json_open(j, '{');
        json_object_foreach(o, key, value) {
                json_pair(j, key, json_string_value(value));
                buffer_make(&words, "%s%s", words.n ? "\n" : "", json_string_value(value));
        }
        json_close(j, '}');
        return db_run(w, &row_put, ARGS(I(list), I(n), T(name ? name : ""), T(json_done(j)), T(buffer_done(&words))));
}

static bool rows_write(struct db_write *w, const struct act *a, int64_t *count)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        const char *content = act_text(a, "content");
        json_t *rows = json_parse(&why, content, strlen(content)), *columns = json_parse(&why, act_text(a, "columns"), strlen(act_text(a, "columns")));
        const char *first = json_string_value(json_array_get(json_array_get(columns, 0), 0));
        bool good = rows && first;

        *count = (int64_t)json_array_size(rows);
        for (int64_t i = 0; good && i < *count; i++)
                good = row_write(w, mem, a->subject.id, i + 1, first, json_array_get(rows, (size_t)i));
        json_decref(rows);
        json_decref(columns);
        arena_free(mem);
        return good || (db_why(w)->kind == WHY_NOTHING ? fail(db_why(w), "清单动作 %lld 的内容读不出来", (long long)a->seq) : false);
}

bool list__apply_draft(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];
        int64_t n;

        instant_write(a->at, at);
        return rows_write(w, a, &n) && list__apply_binding(w, a) &&
               db_run(w, &list_put, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "kind")), T(act_text(a, "origin")),
                                         T(act_text(a, "law")), T(act_text(a, "columns")), T(act_text(a, "digest")), I(n), T(act_text(a, "actor")), T(at)));
}

bool list__apply_revise(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];
        int64_t n;

        instant_write(a->at, at);
        return db_run(w, &rows_clear, ARGS(I(a->subject.id))) && rows_write(w, a, &n) && list__apply_binding(w, a) &&
               db_run(w, &list_set_content, ARGS(I(a->subject.id), T(act_text(a, "columns")), T(act_text(a, "digest")), I(n), T(act_text(a, "actor")),
                                                 T(at)));
}

bool list__apply_send(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &list_set_sent, ARGS(I(a->subject.id), T(at)));
}

bool list__apply_reviewed(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &list_set_reviewed, ARGS(I(a->subject.id), T(act_text(a, "result")), T(act_text(a, "actor")), T(act_text(a, "reviewer")), T(at),
                                                  T(act_text(a, "remarks")), T(act_text(a, "instrument"))));
}

bool list__apply_publish(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &list_set_published, ARGS(I(a->subject.id), I(act_int(a, "version")), T(act_text(a, "actor")), T(at),
                                                   T(act_text(a, "effective")), T(act_text(a, "reason")), I(a->seq)));
}

bool list__apply_revoke(struct db_write *w, const struct act *a)
{
        return db_run(w, &list_set_revoked, ARGS(I(a->subject.id), T(act_text(a, "on")), T(act_text(a, "reason")), I(a->seq)));
}

bool list__apply_record(struct db_write *w, const struct act *a)
{
        return db_run(w, &record_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "body")), T(act_text(a, "number")), T(act_text(a, "filed_on"))));
}

/* The heads of all lists are few and handlers compare among them; rows go with their list. */
const struct shadow catalog_shadows[] = { { "cat_list", "id", "", &list_all }, { "cat_record", "id", "list", &record_all }, { "cat_row", "list_id,n", "list", &row_all },
        { "cat_power", "list_id,n", "", &power_all }, { "cat_grade", "list_id,n", "", &grade_all } };
const size_t catalog_shadows_n = sizeof catalog_shadows / sizeof *catalog_shadows;
