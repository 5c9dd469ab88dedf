/* job_runs.c - keeps when each job ran and what came of it.  Must never: hold a job up because this cannot be written. */
#include "db/db.h"
#include "journal/job.h"
#include <string.h>

QUERY(state_put, "INSERT INTO job_state (name, at, ms, done, repeated, refused, trouble, next_at, runs) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"
      " ON CONFLICT (name) DO UPDATE SET at = excluded.at, ms = excluded.ms, done = excluded.done, repeated = excluded.repeated,"
      " refused = excluded.refused, trouble = excluded.trouble, next_at = excluded.next_at, runs = job_state.runs + 1");
QUERY(run_put, "INSERT INTO job_run (id, name, at, ms, done, refused, trouble) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING");
QUERY(runs_cut, "DELETE FROM job_run WHERE name = $1 AND at < (SELECT MIN(q.at) FROM (SELECT at FROM job_run WHERE name = $1 ORDER BY at DESC LIMIT 200) q)");
QUERY(state_get, "SELECT at, ms, done, repeated, refused, trouble, next_at, runs FROM job_state WHERE name = $1");
QUERY(runs_newest, "SELECT at, ms, done, refused, trouble FROM job_run WHERE name = $1 ORDER BY at DESC LIMIT $2");

static const char *trouble_of(struct arena *mem, const struct job_kept *k)
{
        return utf8_head(mem, text_replace(mem, k->trouble ? k->trouble : "", "\n", " "), 300);
}

bool job_keep(struct db *db, const char *name, const struct job_kept *k, struct why *why)
{
        const char *at = instant_text(why->mem, k->at), *trouble = trouble_of(why->mem, k);
        struct db_write *w = db_begin(db, why);
        bool ok;

        if (!w)
                return false;
        ok = db_run(w, &state_put, ARGS(T(name), T(at), I(k->ms), I(k->done), I(k->repeated), I(k->refused), T(trouble),
                                        T(k->next.ms ? instant_text(why->mem, k->next) : "")));
        if (ok && (k->done || k->refused || *trouble))
                ok = db_run(w, &run_put, ARGS(T(text_make(why->mem, "%s %s", name, at)), T(name), T(at), I(k->ms), I(k->done), I(k->refused), T(trouble))) &&
                     db_run(w, &runs_cut, ARGS(T(name)));
        return db_end(w, ok) && ok;
}

bool job_last(struct ctx *c, const char *name, struct job_kept *out)
{
        struct rows r = db_ask(c->db, &c->why, &state_get, ARGS(T(name)));

        *out = (struct job_kept){ .trouble = "" };
        if (db_next(&r))
                *out = (struct job_kept){ .at = instant_stored(db_text(&r, 0)), .ms = db_int(&r, 1), .done = db_int(&r, 2), .repeated = db_int(&r, 3),
                        .refused = db_int(&r, 4), .trouble = db_text_in(c->mem, &r, 5), .next = instant_stored(db_text(&r, 6)), .runs = db_int(&r, 7) };
        return db_done(&r);
}

bool job_history(struct ctx *c, const char *name, int64_t limit, struct job_kept *at, size_t *n)
{
        struct rows r = db_ask(c->db, &c->why, &runs_newest, ARGS(T(name), I(limit)));

        for (*n = 0; *n < (size_t)limit && db_next(&r);)
                at[(*n)++] = (struct job_kept){ .at = instant_stored(db_text(&r, 0)), .ms = db_int(&r, 1), .done = db_int(&r, 2), .refused = db_int(&r, 3),
                        .trouble = db_text_in(c->mem, &r, 4) };
        return db_done(&r);
}

static bool (*asked_fn)(struct ctx *c, const char *name, int64_t *seq);

void jobs_asked_bind(bool (*asked)(struct ctx *c, const char *name, int64_t *seq))
{
        asked_fn = asked;
}

bool job_asked(struct ctx *c, const char *name, int64_t *seq)
{
        *seq = -1;
        return !asked_fn || asked_fn(c, name, seq);
}
