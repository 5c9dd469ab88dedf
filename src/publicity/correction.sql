-- correction.sql - what the public asks to be corrected.  Written by: correction.c, from acts on correction/N and from publish.correct.

CREATE TABLE pub_correction (
        id          BIGINT PRIMARY KEY,
        case_id     BIGINT NOT NULL,            -- the record it is about
        number      TEXT NOT NULL,              -- 决定文号
        agency      TEXT NOT NULL,              -- pack ids
        unit        TEXT NOT NULL,
        state       TEXT NOT NULL,              -- asked | accepted | rejected | corrected
        what        TEXT NOT NULL,              -- what is wrong, in the asker's words
        contact     TEXT NOT NULL,              -- '' if none was given
        code_digest TEXT NOT NULL,              -- base/secret_code.h
        asked_at    TEXT NOT NULL,              -- RFC 3339
        answer      TEXT NOT NULL,
        answered_at TEXT NOT NULL,
        answered_by TEXT NOT NULL,              -- login
        corrected_seq BIGINT                    -- the act publish.correct that followed
);
CREATE INDEX pub_correction_state ON pub_correction (agency, state, id);
CREATE INDEX pub_correction_case ON pub_correction (case_id);
