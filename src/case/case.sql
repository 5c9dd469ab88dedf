-- case.sql - cases as they stand now.  Written by: case_apply.c, from acts on case/N.  Every value can be found in the journal.

CREATE TABLE case_file (
        id              BIGINT PRIMARY KEY,     -- the act that registered the source (or took the application)
        kind            TEXT NOT NULL,          -- penalty | permit
        procedure       TEXT NOT NULL,          -- pack id
        agency          TEXT NOT NULL,          -- pack id
        unit            TEXT NOT NULL,          -- pack id of the handling unit
        owner           TEXT NOT NULL,          -- first-contact owner (首问责任人): login
        officers        TEXT NOT NULL DEFAULT '',       -- logins, separated by commas
        source_number   TEXT NOT NULL DEFAULT '',
        number          TEXT NOT NULL DEFAULT '',       -- '' until it is filed
        title           TEXT NOT NULL DEFAULT '',
        channel         TEXT NOT NULL DEFAULT '',
        place           TEXT NOT NULL DEFAULT '',
        source_facts    TEXT NOT NULL DEFAULT '',
        item            TEXT NOT NULL DEFAULT '',       -- code in the powers list
        cause           TEXT NOT NULL DEFAULT '',
        party_kind      TEXT NOT NULL DEFAULT '',       -- citizen | body | sole_trader
        party           TEXT NOT NULL DEFAULT '',
        party_id        TEXT NOT NULL DEFAULT '',       -- identity number or unified social credit code
        party_person    TEXT NOT NULL DEFAULT '',       -- legal representative
        party_address   TEXT NOT NULL DEFAULT '',
        party_phone     TEXT NOT NULL DEFAULT '',
        tags            TEXT NOT NULL DEFAULT '',
        registered_at   TEXT NOT NULL,                  -- RFC 3339
        filed_at        TEXT NOT NULL DEFAULT '',
        penalties       TEXT NOT NULL DEFAULT '',
        fine_base       BIGINT,                         -- fen; what a fine by share is a share of
        draft_fine      BIGINT,                         -- fen; what the handling unit intends
        noticed_fine    BIGINT,                         -- fen; what the party was told
        reviewed_fine   BIGINT,                         -- fen; what was sent to review
        fine            BIGINT,                         -- fen; what was decided
        confiscation    BIGINT,                         -- fen
        found_facts     TEXT NOT NULL DEFAULT '',       -- 认定的事实
        decision_number TEXT NOT NULL DEFAULT '',
        decide_seq      BIGINT,                         -- the act of decision
        decided_on      TEXT NOT NULL DEFAULT '',
        outcome         TEXT NOT NULL DEFAULT '',
        served_on       TEXT NOT NULL DEFAULT '',
        paid            BIGINT NOT NULL DEFAULT 0,      -- fen, all payments
        surcharge       BIGINT NOT NULL DEFAULT 0,      -- fen, as of the last payment
        points          TEXT NOT NULL DEFAULT '',       -- JSON list: what the last review asked for
        submit_seq      BIGINT,                         -- the newest review.submit
        entered_by      TEXT NOT NULL DEFAULT ''        -- who prepared the publication
);
CREATE INDEX case_file_unit ON case_file (agency, unit, id);

CREATE TABLE case_standing (            -- where each case stands: all that most acts change of it, and so kept apart from the wide row
        id       BIGINT PRIMARY KEY,    -- case_file
        stage    TEXT NOT NULL,         -- pack id of the procedure's stage
        flags    TEXT NOT NULL,         -- what is true of it: law/flags.tbl, separated by commas
        last_seq BIGINT NOT NULL        -- the newest act on it
);

CREATE TABLE case_person (              -- to whom a case is their own: owner and officers
        case_id BIGINT NOT NULL,
        login   TEXT NOT NULL,
        PRIMARY KEY (case_id, login)
);
CREATE INDEX case_person_login ON case_person (login, case_id);

CREATE TABLE case_clock (
        case_id BIGINT NOT NULL,
        seq     BIGINT NOT NULL,        -- the act that started it
        clock   TEXT NOT NULL,          -- pack id
        since   TEXT NOT NULL,          -- RFC 3339: from when it counts
        rule    TEXT NOT NULL,          -- JSON: label, law, length, lead, roll, stops, unit, warn, who: enough to explain the date without the pack
        due     TEXT NOT NULL,          -- YYYY-MM-DD; '' = undetermined, the year's calendar is not published
        unit    TEXT NOT NULL,          -- the handling unit: its desk reads its own periods only
        on_desk BIGINT NOT NULL,        -- 1: somebody here waits for it (the agency's own periods, and payment)
        ended   BIGINT,                 -- the act that ended it
        PRIMARY KEY (case_id, clock, seq)
);
CREATE INDEX case_clock_due ON case_clock (ended, on_desk, due);
CREATE INDEX case_clock_unit ON case_clock (unit, ended, on_desk, due);

CREATE TABLE case_material (            -- evidence, records and papers of the case
        case_id  BIGINT NOT NULL,
        id       BIGINT NOT NULL,       -- the act that put it in
        kind     TEXT NOT NULL,         -- material kind of the pack, or the verb that made it
        title    TEXT NOT NULL,
        digest   TEXT NOT NULL,         -- '' where there is no file
        by_login TEXT NOT NULL,
        at       TEXT NOT NULL,
        PRIMARY KEY (case_id, id)       -- the only index that every row is in: always asked case by case
);
CREATE INDEX case_material_digest ON case_material (digest) WHERE digest <> '';

CREATE TABLE case_pass (                -- what lets a decision on a catalogued matter be made: a pass, a leaders' resolution, an exemption
        seq      BIGINT PRIMARY KEY,    -- the act
        case_id  BIGINT NOT NULL,
        verb     TEXT NOT NULL CHECK (verb IN ('review.pass', 'review.resolve', 'review.exempt')),
        submit   BIGINT,                -- the review.submit it answers
        seen     TEXT NOT NULL,         -- digest of all acts on the case as they were submitted
        lapsed   BIGINT,                -- the act after which it no longer covers the case
        CHECK (submit IS NULL OR submit < seq), CHECK (lapsed IS NULL OR lapsed > seq)
);
CREATE INDEX case_pass_case ON case_pass (case_id, seq);

CREATE TABLE case_decision (            -- a decision; case_guard_*.sql keeps it from being there without the review it needs
        seq      BIGINT PRIMARY KEY,    -- the act
        case_id  BIGINT NOT NULL,
        verb     TEXT NOT NULL,
        pass     BIGINT,                -- case_pass it rests on
        free     TEXT NOT NULL,         -- why none is needed; '' where one is
        CHECK (pass IS NOT NULL OR free <> ''), CHECK (pass IS NULL OR pass < seq)
);
CREATE INDEX case_decision_case ON case_decision (case_id, seq);

CREATE TABLE case_number (              -- the last number given in each series
        series  TEXT PRIMARY KEY,       -- the pattern with agency and year filled in
        last    BIGINT NOT NULL
);

CREATE TABLE case_grade (               -- the grade of discretion of a case (裁量阶次), and what it is counted from
        case_id   BIGINT PRIMARY KEY,
        seq       BIGINT NOT NULL,      -- the newest act that said something of it
        acted_on  TEXT NOT NULL,        -- YYYY-MM-DD on which the illegal act ended; '' not said: 处罚法 37 asks for it
        grade     TEXT NOT NULL,        -- '' not chosen yet
        base      BIGINT,               -- fen
        units     BIGINT,               -- hundredths of a unit
        deviation TEXT NOT NULL         -- why the amount lies outside the grade; '' it does not
);
CREATE INDEX case_grade_left ON case_grade (deviation, case_id);
