-- custody.sql - who watched what, who may, and what went.  Written by custody_apply.c.

CREATE TABLE custody_opening (          -- somebody opened a recording, or showed it to the party
        id           BIGINT PRIMARY KEY,        -- the act recording.open or recording.show_party
        mode         TEXT NOT NULL,             -- view | copy | export | party
        recording_id BIGINT NOT NULL,
        case_id      BIGINT NOT NULL,
        agency       TEXT NOT NULL,             -- of the case
        unit         TEXT NOT NULL,
        by_login     TEXT NOT NULL,
        purpose      TEXT NOT NULL,
        words        TEXT NOT NULL,
        retrieval    BIGINT NOT NULL,           -- what it was approved by; 0: by handling the case
        until        TEXT NOT NULL,             -- RFC 3339: bytes are given out up to then
        shown_to     TEXT NOT NULL,             -- mode party: who of the party
        shown_on     TEXT NOT NULL,
        at           TEXT NOT NULL
);
CREATE INDEX custody_opening_recording ON custody_opening (recording_id, by_login, id);
CREATE INDEX custody_opening_case ON custody_opening (case_id, id);
CREATE INDEX custody_opening_agency ON custody_opening (agency, unit, id);

CREATE TABLE custody_retrieval (        -- somebody asks to see what is not in their hands
        id           BIGINT PRIMARY KEY,        -- the act retrieval.ask
        recording_id BIGINT NOT NULL,           -- 0: all recordings of the case
        case_id      BIGINT NOT NULL,
        agency       TEXT NOT NULL,             -- of the case
        unit         TEXT NOT NULL,
        mode         TEXT NOT NULL,             -- view | copy
        purpose      TEXT NOT NULL,
        words        TEXT NOT NULL,
        wanted       TEXT NOT NULL,             -- day up to which it is asked for
        state        TEXT NOT NULL,             -- asked | approved | refused | ended
        asked_by     TEXT NOT NULL,
        asked_at     TEXT NOT NULL,
        decided_by   TEXT NOT NULL,
        decided_at   TEXT NOT NULL,
        until        TEXT NOT NULL,             -- last day, when approved
        reason       TEXT NOT NULL
);
CREATE INDEX custody_retrieval_asker ON custody_retrieval (asked_by, case_id, id);
CREATE INDEX custody_retrieval_agency ON custody_retrieval (agency, state, id);

CREATE TABLE custody_disposal (         -- a list of what may go, proposed by one person and confirmed by another
        id          BIGINT PRIMARY KEY,         -- the act disposal.propose
        state       TEXT NOT NULL,              -- proposed | confirmed | refused
        agency      TEXT NOT NULL,
        reason      TEXT NOT NULL,
        items       BIGINT NOT NULL,
        size        BIGINT NOT NULL,            -- bytes of the originals
        proposed_by TEXT NOT NULL,
        proposed_at TEXT NOT NULL,
        decided_by  TEXT NOT NULL,
        decided_at  TEXT NOT NULL,
        note        TEXT NOT NULL
);
CREATE INDEX custody_disposal_agency ON custody_disposal (agency, id);

CREATE TABLE custody_item (             -- one thing on such a list; once it is gone this row is its tombstone
        disposal_id BIGINT NOT NULL,
        noun        TEXT NOT NULL,              -- recording | intake
        id          BIGINT NOT NULL,
        intake      BIGINT NOT NULL,            -- where the recording came from; 0
        case_id     BIGINT NOT NULL,
        state       TEXT NOT NULL,              -- proposed | gone | kept
        title       TEXT NOT NULL,
        digest      TEXT NOT NULL,
        size        BIGINT NOT NULL,
        rule        TEXT NOT NULL,              -- label of the pack's row
        law         TEXT NOT NULL,
        since       TEXT NOT NULL,              -- day from which it was kept
        until       TEXT NOT NULL,              -- last day
        at          TEXT NOT NULL,              -- of the act that said so
        PRIMARY KEY (disposal_id, noun, id)
);
CREATE INDEX custody_item_thing ON custody_item (noun, id, state);

CREATE TABLE custody_case (             -- cases that have ended: from when their recordings are kept
        case_id  BIGINT PRIMARY KEY,
        ended_on TEXT NOT NULL,                 -- day; '' when it goes on again
        kept     TEXT NOT NULL                  -- retention of the dossier as the archivist chose it: permanent | years30 | years10; ''
);
CREATE INDEX custody_case_ended ON custody_case (ended_on, case_id);

CREATE TABLE custody_part (             -- which content belongs to which recording
        case_id      BIGINT NOT NULL,
        recording_id BIGINT NOT NULL,
        digest       TEXT NOT NULL,
        part         TEXT NOT NULL,             -- original | picture | waveform | copy
        type         TEXT NOT NULL,
        PRIMARY KEY (recording_id, digest)
);
CREATE INDEX custody_part_digest ON custody_part (digest);
CREATE INDEX custody_part_case ON custody_part (case_id);

CREATE TABLE custody_check (            -- rounds of re-reading the store, and runs that found rot
        id     BIGINT PRIMARY KEY,              -- the act store.checked
        at     TEXT NOT NULL,                   -- RFC 3339
        files  BIGINT NOT NULL,                 -- read in this run
        bytes  BIGINT NOT NULL,
        bad    BIGINT NOT NULL,
        rotten TEXT NOT NULL,                   -- digests and what is wrong, a line each; the first fifty
        whole  BIGINT NOT NULL                  -- 1: with this run every file has been read
);

CREATE TABLE custody_intake (           -- the same for what came in and is not yet in a case
        intake BIGINT NOT NULL,
        digest TEXT NOT NULL,
        part   TEXT NOT NULL,
        type   TEXT NOT NULL,
        PRIMARY KEY (intake, digest)
);
CREATE INDEX custody_intake_digest ON custody_intake (digest);
