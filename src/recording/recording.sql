-- recording.sql - recordings on their way in and in cases.  Written by recording_apply.c from acts on intake/N and case/N.

CREATE TABLE rec_intake (
        id          BIGINT PRIMARY KEY,         -- the act intake.promise
        state       TEXT NOT NULL,              -- promised | inbox | quarantine | added | discarded
        file_name   TEXT NOT NULL,
        promised    TEXT NOT NULL,              -- digest announced; '' none
        size        BIGINT NOT NULL,            -- announced, then as it came; bytes
        source      TEXT NOT NULL,              -- upload | phone | dock | import
        batch       TEXT NOT NULL,              -- what came together; '' none
        device      TEXT NOT NULL,              -- code; '' unknown
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        by_login    TEXT NOT NULL,
        collector   TEXT NOT NULL,              -- login proposed; '' unknown
        case_id     BIGINT NOT NULL,            -- proposed, then where it was added; 0 none
        promised_at TEXT NOT NULL,              -- RFC 3339
        received_at TEXT NOT NULL,
        digest      TEXT NOT NULL,
        kind        TEXT NOT NULL,              -- video | audio | photo | other
        type        TEXT NOT NULL,              -- content type it may be served with
        length      BIGINT NOT NULL,            -- ms; -1 unknown or photo
        made        TEXT NOT NULL,              -- RFC 3339, by the recording itself, corrected by its device's clock; '' unknown
        latitude    BIGINT,                     -- millionths of a degree
        longitude   BIGINT,
        findings    TEXT NOT NULL,              -- names, separated by commas
        scan        TEXT NOT NULL,              -- '' unscanned | clean | what was found
        segments    TEXT NOT NULL,              -- root of the segment hashes, hex
        media       TEXT NOT NULL,              -- what was read in it: JSON of media_json()
        pictures    TEXT NOT NULL,              -- digests, separated by commas
        waveform    TEXT NOT NULL,              -- digest
        added       BIGINT NOT NULL             -- the act recording.add; 0 not yet
);
CREATE INDEX rec_intake_open ON rec_intake (agency, unit, state, id);
CREATE INDEX rec_intake_digest ON rec_intake (digest);

CREATE TABLE rec_recording (
        id         BIGINT PRIMARY KEY,          -- the act recording.add
        case_id    BIGINT NOT NULL,
        intake     BIGINT NOT NULL,             -- 0: came with the form
        kind       TEXT NOT NULL,               -- video | audio | photo
        title      TEXT NOT NULL,
        digest     TEXT NOT NULL,               -- sm3:... of the file
        size       BIGINT NOT NULL,
        type       TEXT NOT NULL,
        length     BIGINT NOT NULL,             -- ms; -1
        taken_at   TEXT NOT NULL,               -- RFC 3339: when it begins
        place      TEXT NOT NULL,
        collector  TEXT NOT NULL,
        device     TEXT NOT NULL,
        proves     TEXT NOT NULL,
        findings   TEXT NOT NULL,
        segments   TEXT NOT NULL,
        media      TEXT NOT NULL,
        pictures   TEXT NOT NULL,
        waveform   TEXT NOT NULL,
        classified BIGINT NOT NULL,             -- 1: sealed, for those entitled only
        added_at   TEXT NOT NULL,
        added_by   TEXT NOT NULL
);
CREATE INDEX rec_recording_case ON rec_recording (case_id, id);
CREATE INDEX rec_recording_digest ON rec_recording (digest);
