/* statistics_apply.c - acts on reports become rows.  The only writer of stat_* tables; reads no clock, no chance, nothing outside the act. */
#include "db/db.h"
#include "statistics/statistics.h"

QUERY(report_put, "INSERT INTO stat_report (id, year, position, state, digest, figures, remark, frozen_by, frozen_at, published_by, published_at, reason)"
      " VALUES ($1, $2, $3, 'frozen', $4, $5, $6, $7, $8, '', '', '')");
QUERY(report_show, "UPDATE stat_report SET state = 'published', published_by = $2, published_at = $3 WHERE id = $1");
QUERY(report_hide, "UPDATE stat_report SET state = 'withdrawn', reason = $2 WHERE id = $1");
QUERY(report_rows, "SELECT * FROM stat_report");

apply_fn statistics_apply_freeze, statistics_apply_publish, statistics_apply_withdraw;

bool statistics_apply_freeze(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &report_put, ARGS(I(a->subject.id), I(act_int(a, "year")), I(act_int(a, "position")), T(act_text(a, "digest")),
                                           T(act_text(a, "figures")), T(act_text(a, "remark")), T(act_text(a, "actor")), T(at)));
}

bool statistics_apply_publish(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &report_show, ARGS(I(a->subject.id), T(act_text(a, "actor")), T(at)));
}

bool statistics_apply_withdraw(struct db_write *w, const struct act *a)
{
        return db_run(w, &report_hide, ARGS(I(a->subject.id), T(act_text(a, "reason"))));
}

/* Few and small: all of them are at hand wherever acts are made. */
const struct shadow statistics_shadows[] = { { "stat_report", "id", "", &report_rows } };
const size_t statistics_shadows_n = sizeof statistics_shadows / sizeof *statistics_shadows;
