-- job.sql - when each job ran last, and what came of it.  Written by: job_runs.c, beside the journal: facts of the machine, not acts, so that
-- a rebuild leaves them as they are (they are no shadow) and losing them loses nothing.

CREATE TABLE job_state (
        name     TEXT PRIMARY KEY,
        at       TEXT NOT NULL,         -- RFC 3339: when it began last
        ms       BIGINT NOT NULL,       -- how long it took
        done     BIGINT NOT NULL,       -- acts
        repeated BIGINT NOT NULL,
        refused  BIGINT NOT NULL,
        trouble  TEXT NOT NULL,         -- '' it came to its end
        next_at  TEXT NOT NULL,         -- RFC 3339; '' not while nothing serves
        runs     BIGINT NOT NULL        -- how often, since it was first kept
);

CREATE TABLE job_run (                  -- those that did something or did not come to their end; the last 200 of each job
        id       TEXT PRIMARY KEY,      -- name and moment
        name     TEXT NOT NULL,
        at       TEXT NOT NULL,
        ms       BIGINT NOT NULL,
        done     BIGINT NOT NULL,
        refused  BIGINT NOT NULL,
        trouble  TEXT NOT NULL
);
CREATE INDEX job_run_name ON job_run (name, at);
