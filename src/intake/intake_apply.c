/* intake_apply.c - acts become rows of intake_* and old_case; and those rows read again.  The only writer of these tables. */
#include "db/db.h"
#include "intake/intake_inner.h"
#include "journal/journal.h"
#include "law/pack.h"
#include "org/access.h"
#include "org/org.h"
#include <string.h>

QUERY(book_put, "INSERT INTO intake_book (id, what, file, file_name, mapping, mode, state, total, good, wrong, done, failed, problems, login, at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $12, $13)");
QUERY(book_end, "UPDATE intake_book SET state = 'done', done = $2, failed = $3, problems = problems || $4 WHERE id = $1");
QUERY(taken_put, "INSERT INTO intake_taken (id, view, total, filters, login, at) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(old_put, "INSERT INTO old_case (id, number, cause, party, party_id, agency, officers, filed, decided, closed, decision_number, decision, fine, place, note,"
      " source, source_row, imported) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)");
#define BOOK "SELECT id, what, file, file_name, mapping, mode, state, total, good, wrong, done, failed, problems, login, at FROM intake_book"
QUERY(book_get, BOOK " WHERE id = $1");
QUERY(book_running, BOOK " WHERE state = 'running' ORDER BY id");
QUERY(book_recent, BOOK " WHERE ($1 = '' OR login = $1) ORDER BY id DESC LIMIT 50");
QUERY(book_all, "SELECT * FROM intake_book WHERE id = $1");
QUERY(old_all, "SELECT * FROM old_case");
QUERY(old_taken, "SELECT 1 FROM old_case WHERE number = $1");
QUERY(taken_all, "SELECT * FROM intake_taken WHERE id = $1");

const struct shadow intake_shadows[] = { { "intake_book", "id", "sheet", &book_all }, { "intake_taken", "id", "export", &taken_all }, { "old_case", "id", "", &old_all } };
const size_t intake_shadows_n = sizeof intake_shadows / sizeof *intake_shadows;

bool intake__apply_start(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &book_put, ARGS(I(a->subject.id), T(act_text(a, "what")), T(act_text(a, "file")), T(act_text(a, "file_name")), T(act_text(a, "mapping")),
                                         T(act_text(a, "mode")), T(act_text(a, "state")), I(act_int(a, "total")), I(act_int(a, "good")),
                                         I(act_int(a, "total") - act_int(a, "good")), T(act_text(a, "problems")), T(act_text(a, "actor")), T(at)));
}

bool intake__apply_end(struct db_write *w, const struct act *a)
{
        return db_run(w, &book_end, ARGS(I(a->subject.id), I(act_int(a, "done")), I(act_int(a, "failed")), T(act_text(a, "problems"))));
}

bool intake__apply_take(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &taken_put, ARGS(I(a->subject.id), T(act_text(a, "view")), I(act_int(a, "rows")), T(act_text(a, "filters")), T(act_text(a, "actor")), T(at)));
}

bool old_case__apply(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &old_put, ARGS(I(a->subject.id), T(act_text(a, "number")), T(act_text(a, "cause")), T(act_text(a, "party")), T(act_text(a, "party_id")),
                                        T(act_text(a, "agency")), T(act_text(a, "officers")), T(act_text(a, "filed")), T(act_text(a, "decided")),
                                        T(act_text(a, "closed")), T(act_text(a, "decision_number")), T(act_text(a, "decision")),
                                        I(act_has(a, "fine") ? act_int(a, "fine") : -1), T(act_text(a, "place")), T(act_text(a, "note")), T(act_text(a, "source")),
                                        I(act_int(a, "source_row")), T(at)));
}

bool old_case__add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const char *agency = arg_given(a, "agency") ? arg_text(a, "agency") : c->who->agency;
        int64_t taken;

        (void)subject;
        if (!args_known(c, a) || !db_one_int(c->db, &c->why, &old_taken, ARGS(T(arg_text(a, "number"))), 0, &taken))
                return false;
        if (taken)
                return refuse(&c->why, R_DUPLICATE, "number", "%s", arg_text(a, "number"));
        if (!*agency)
                return refuse(&c->why, R_ARG_MISSING, "agency", "写明办案机关");
        /* Whoever administers the system takes in the ledgers of all its agencies; others those of what they see. */
        if (!who_has_role(c->who, "admin") && !access_may_see(c, &(struct place){ agency, "", NULL }))
                return false;
        if (arg_given(a, "filed") && day_compare(arg_day(a, "filed"), arg_day(a, "decided")) > 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "decided", "决定日期早于立案日期");
        if (arg_given(a, "closed") && day_compare(arg_day(a, "decided"), arg_day(a, "closed")) > 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "closed", "结案日期早于决定日期");
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, strcmp(a->command->args[i].name, "agency") ? a->values[i] : agency);
        return true;
}

static void book_of(struct arena *mem, const struct rows *r, struct intake *k)
{
        *k = (struct intake){ .id = db_int(r, 0), .what = db_text_in(mem, r, 1), .file = db_text_in(mem, r, 2), .file_name = db_text_in(mem, r, 3),
                .mapping = db_text_in(mem, r, 4), .mode = db_text_in(mem, r, 5), .state = db_text_in(mem, r, 6), .rows = db_int(r, 7), .good = db_int(r, 8),
                .wrong = db_int(r, 9), .done = db_int(r, 10), .failed = db_int(r, 11), .problems = db_text_in(mem, r, 12), .login = db_text_in(mem, r, 13),
                .at = instant_stored(db_text(r, 14)) };
}

bool intake__load(struct ctx *c, int64_t id, struct intake *out)
{
        struct rows r = db_ask(c->db, &c->why, &book_get, ARGS(I(id)));
        bool there = db_next(&r);

        if (there)
                book_of(c->mem, &r, out);
        return db_done(&r) && (there || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "导入 %lld", (long long)id));
}

static bool books(struct ctx *c, struct rows r, struct intake **out, size_t *n)
{
        struct intake *list = NULL;
        size_t room = 0;

        for (*n = 0; db_next(&r); ++*n) {
                if (*n == room) {
                        list = arena_grow(c->mem, list, room * sizeof *list, (room + 50) * sizeof *list);
                        room += 50;
                }
                book_of(c->mem, &r, &list[*n]);
        }
        *out = list;
        return db_done(&r);
}

bool intake__running(struct ctx *c, struct intake **out, size_t *n)
{
        return books(c, db_ask(c->db, &c->why, &book_running, ARGS()), out, n);
}

bool intake__recent(struct ctx *c, const char *login, struct intake **out, size_t *n)
{
        return books(c, db_ask(c->db, &c->why, &book_recent, ARGS(T(login))), out, n);
}

const char *intake__state(const char *state)
{
        return !strcmp(state, "checked") ? "只检查" : !strcmp(state, "wrong") ? "有错，没有导入" : !strcmp(state, "running") ? "正在导入" : "已结束";
}
