-- copy.sql - what was made from recordings: copies (clips, stills, covered copies), marks, drafts of text; and whose case is whose.  Written by
-- copy_apply.c.

CREATE TABLE copy_file (
        id           BIGINT PRIMARY KEY,        -- the act recording.copy
        recording_id BIGINT NOT NULL,           -- the act recording.add of the original
        case_id      BIGINT NOT NULL,
        kind         TEXT NOT NULL,             -- clip | still | blur
        digest       TEXT NOT NULL,
        type         TEXT NOT NULL,
        size         BIGINT NOT NULL,
        from_ms      BIGINT NOT NULL,           -- of the original
        until_ms     BIGINT NOT NULL,
        changes      TEXT NOT NULL,             -- JSON list: everything that differs from the original
        by_login     TEXT NOT NULL,
        at           TEXT NOT NULL
);
CREATE INDEX copy_file_recording ON copy_file (recording_id, id);
CREATE INDEX copy_file_digest ON copy_file (digest);

CREATE TABLE copy_mark (
        id           BIGINT PRIMARY KEY,        -- the act recording.mark
        recording_id BIGINT NOT NULL,
        at_ms        BIGINT NOT NULL,
        label        TEXT NOT NULL,
        by_login     TEXT NOT NULL,
        at           TEXT NOT NULL
);
CREATE INDEX copy_mark_recording ON copy_mark (recording_id, at_ms);

CREATE TABLE copy_text (
        id           BIGINT PRIMARY KEY,        -- the act recording.text
        recording_id BIGINT NOT NULL,
        case_id      BIGINT NOT NULL,
        engine       TEXT NOT NULL,             -- ocr | speech | hand
        state        TEXT NOT NULL,             -- draft | accepted | rejected
        text         TEXT NOT NULL,             -- as drafted, or as corrected by who accepted it
        by_login     TEXT NOT NULL,
        at           TEXT NOT NULL,
        decided_by   TEXT NOT NULL
);
CREATE INDEX copy_text_recording ON copy_text (recording_id, id);

CREATE TABLE object_case (              -- whose case it is: all of one party or site on one page
        case_id  BIGINT PRIMARY KEY,
        party_id TEXT NOT NULL,
        party    TEXT NOT NULL,
        place    TEXT NOT NULL
);
CREATE INDEX object_case_party_id ON object_case (party_id, case_id) WHERE party_id <> '';
CREATE INDEX object_case_party ON object_case (party, case_id) WHERE party <> '';
CREATE INDEX object_case_place ON object_case (place, case_id) WHERE place <> '';
