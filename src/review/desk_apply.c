/* desk_apply.c - acts become rows of the desk.  The only writer of desk_* tables; everything comes from the act itself. */
#include "db/db.h"
#include "review/desk_inner.h"
#include <string.h>

QUERY(desk_sent, "INSERT INTO desk_review (submit, case_id, agency, unit, sent_by, sent_at, reviewer, result, closed, closed_by, closed_at)"
                 " VALUES ($1, $2, $3, $4, $5, $6, COALESCE((SELECT reviewer FROM desk_review WHERE case_id = $2 ORDER BY submit DESC LIMIT 1), ''),"
                 " '', NULL, '', '')");
QUERY(desk_taken, "UPDATE desk_review SET reviewer = $2 WHERE submit = $1");
QUERY(desk_ended, "UPDATE desk_review SET result = $2, closed = $3, closed_by = $4, closed_at = $5 WHERE case_id = $1 AND result = ''");
QUERY(desk_checked, "INSERT INTO desk_check (case_id, submit, point, verdict, finding, law, material, title, place, seq, by_login, at)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (case_id, submit, point) DO UPDATE SET verdict = $4,"
                    " finding = $5, law = $6, material = $7, title = $8, place = $9, seq = $10, by_login = $11, at = $12");
QUERY(desk_goes, "INSERT INTO desk_stand_in (id, agency, away, stand_in, since, until, reason, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, '')");
QUERY(desk_back, "UPDATE desk_stand_in SET ended = $2 WHERE id = $1");

QUERY(desk_review_rows, "SELECT * FROM desk_review WHERE case_id = $1");
QUERY(desk_check_rows, "SELECT * FROM desk_check WHERE case_id = $1");
QUERY(desk_stand_in_rows, "SELECT * FROM desk_stand_in");

bool desk__apply_nothing(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

bool desk__apply_check(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        char at[INSTANT_SIZE];
        bool ok = true;
        size_t n;
        char **points = text_split(mem, act_text(a, "point"), ',', &n);

        instant_write(a->at, at);
        for (size_t i = 0; i < n && ok; i++) {
                int64_t point;

                must(text_int(points[i], 1, INT64_MAX, &point));
                ok = db_run(w, &desk_checked, ARGS(I(a->subject.id), I(act_int(a, "submit")), I(point), T(act_text(a, "verdict")), T(act_text(a, "finding")),
                                                   T(act_text(a, "law")), I(act_int(a, "material")), T(act_text(a, "material_name")),
                                                   T(act_text(a, "place")), I(a->seq), T(act_text(a, "actor")), T(at)));
        }
        arena_free(mem);
        return ok;
}

bool desk__apply_take(struct db_write *w, const struct act *a)
{
        return db_run(w, &desk_taken, ARGS(I(act_int(a, "submit")), T(act_text(a, "reviewer"))));
}

bool desk__apply_delegate(struct db_write *w, const struct act *a)
{
        return db_run(w, &desk_goes, ARGS(I(a->subject.id), T(act_text(a, "agency")), T(act_text(a, "away")), T(act_text(a, "stand_in")),
                                          T(act_text(a, "since")), T(act_text(a, "until")), T(act_text(a, "reason"))));
}

bool desk__apply_delegate_end(struct db_write *w, const struct act *a)
{
        return db_run(w, &desk_back, ARGS(I(a->subject.id), T(act_text(a, "ended"))));
}

/* What any act on a case does to its submission. */
bool desk__apply_case(struct db_write *w, const struct act *a)
{
        static const struct { const char *verb, *result; } ends[] = {
                { "review.pass", "pass" }, { "review.return", "return" }, { "review.outside", "outside" }, { "review.crime", "crime" },
        };
        char at[INSTANT_SIZE];

        if (!text_starts(a->verb, "review."))
                return true;
        instant_write(a->at, at);
        if (!strcmp(a->verb, "review.submit"))
                return db_run(w, &desk_sent, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "case_agency")), T(act_text(a, "case_unit")),
                                                  T(act_text(a, "actor")), T(at)));
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
                if (!strcmp(a->verb, ends[i].verb))
                        return db_run(w, &desk_ended, ARGS(I(a->subject.id), T(ends[i].result), I(a->seq), T(act_text(a, "actor")), T(at)));
        return true;
}

const struct shadow desk_shadows[] = {
        { "desk_review", "submit", "case", &desk_review_rows }, { "desk_check", "case_id,submit,point", "case", &desk_check_rows },
        { "desk_stand_in", "id", "", &desk_stand_in_rows },
};
const size_t desk_shadows_n = sizeof desk_shadows / sizeof *desk_shadows;

const struct noun desk_nouns[] = {
        { "case", "案件", desk__before, desk__after, desk__apply_case, .apart = true },
        { "stand_in", "代行", NULL, NULL, desk__apply_nothing, .apart = true },
};
const size_t desk_nouns_n = sizeof desk_nouns / sizeof *desk_nouns;
