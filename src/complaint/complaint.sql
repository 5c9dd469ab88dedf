-- complaint.sql - what the public reports and asks, and the codes by which it follows.  Written by complaint_apply.c.

CREATE TABLE ask_complaint (
        id               BIGINT PRIMARY KEY,    -- the act complaint.file
        number           TEXT NOT NULL,         -- TS20261123-0001
        digest           TEXT NOT NULL,         -- of the code that the complainant got; nobody has the code
        kind             TEXT NOT NULL,         -- violation | officer | inaction
        channel          TEXT NOT NULL,         -- web phone letter visit hotline handed
        facts            TEXT NOT NULL,
        place            TEXT NOT NULL,
        about            TEXT NOT NULL,         -- whom it is about, as the complainant put it
        happened         TEXT NOT NULL,         -- YYYY-MM-DD or ''
        anonymous        BIGINT NOT NULL,
        reporter_name    TEXT NOT NULL,
        reporter_phone   TEXT NOT NULL,
        reporter_address TEXT NOT NULL,
        state            TEXT NOT NULL,         -- new | accepted | declined | moving | answered | closed
        agency           TEXT NOT NULL,         -- who has it in hand
        unit             TEXT NOT NULL,
        owner            TEXT NOT NULL,         -- login; '' nobody yet
        first_agency     TEXT NOT NULL,         -- 首问责任单位: who received it first
        first_unit       TEXT NOT NULL,
        before_move      TEXT NOT NULL,         -- the state before it was handed over
        to_agency        TEXT NOT NULL,         -- while it is moving
        to_unit          TEXT NOT NULL,
        to_outside       TEXT NOT NULL,
        case_id          BIGINT NOT NULL,       -- the case it led to; 0 none
        answer           TEXT NOT NULL,
        answered_at      TEXT NOT NULL,         -- RFC 3339 or ''
        filed_at         TEXT NOT NULL
);
CREATE UNIQUE INDEX ask_complaint_digest ON ask_complaint (digest);
CREATE INDEX ask_complaint_place ON ask_complaint (agency, unit, state);

CREATE TABLE ask_file (                         -- what came with a report
        complaint_id BIGINT NOT NULL,
        n            BIGINT NOT NULL,           -- 1 to 5
        digest       TEXT NOT NULL,
        type         TEXT NOT NULL,             -- content type found in it, not the one that was claimed
        state        TEXT NOT NULL,             -- ok | quarantine | released
        finding      TEXT NOT NULL,             -- why it is in quarantine
        PRIMARY KEY (complaint_id, n)
);
CREATE INDEX ask_file_digest ON ask_file (digest);

CREATE TABLE ask_clock (
        subject_id BIGINT NOT NULL,             -- a report or a question
        step       TEXT NOT NULL,               -- accept | receive | answer | reply
        seq        BIGINT NOT NULL,             -- the act that started it
        label      TEXT NOT NULL,
        rule       TEXT NOT NULL,               -- one sentence: how the day was found, and by which article
        unit       TEXT NOT NULL,               -- in which it was counted
        warn       BIGINT NOT NULL,
        due        TEXT NOT NULL,               -- YYYY-MM-DD; '' the year's calendar is not published
        ended      BIGINT NOT NULL,             -- the act that ended it; 0 running
        ended_at   TEXT NOT NULL,               -- RFC 3339 or ''
        PRIMARY KEY (subject_id, step, seq)
);
CREATE INDEX ask_clock_due ON ask_clock (ended, due);

CREATE TABLE ask_question (
        id              BIGINT PRIMARY KEY,     -- the act consultation.ask
        number          TEXT NOT NULL,          -- ZX20261123-0001
        digest          TEXT NOT NULL,
        topic           TEXT NOT NULL,
        question        TEXT NOT NULL,
        agreed          BIGINT NOT NULL,        -- may be published without names
        asker_name      TEXT NOT NULL,
        asker_phone     TEXT NOT NULL,
        agency          TEXT NOT NULL,
        unit            TEXT NOT NULL,
        state           TEXT NOT NULL,          -- new | answered
        answer          TEXT NOT NULL,
        public_question TEXT NOT NULL,          -- '' not published
        public_answer   TEXT NOT NULL,
        asked_at        TEXT NOT NULL,
        answered_at     TEXT NOT NULL
);
CREATE UNIQUE INDEX ask_question_digest ON ask_question (digest);
CREATE INDEX ask_question_answered ON ask_question (answered_at);

CREATE TABLE ask_progress (                     -- 查询码 of a case, handed to a party
        id      BIGINT PRIMARY KEY,             -- the act progress.code
        case_id BIGINT NOT NULL,
        digest  TEXT NOT NULL,
        holder  TEXT NOT NULL,                  -- to whom it was handed: applicant | party | agent
        at      TEXT NOT NULL,
        ended   BIGINT NOT NULL                 -- the act that made a newer one; 0: this one counts
);
CREATE UNIQUE INDEX ask_progress_digest ON ask_progress (digest);
CREATE INDEX ask_progress_case ON ask_progress (case_id);

CREATE TABLE ask_number (                       -- the last number given on a day
        series TEXT PRIMARY KEY,                -- TS20261123
        last   BIGINT NOT NULL
);
