-- audit.sql - seals over the log beside the journal (org/attempt.h), one for each day.  Written by: audit_commands.c.

CREATE TABLE audit_seal (
        day     TEXT PRIMARY KEY,       -- YYYY-MM-DD, China time
        id      BIGINT NOT NULL UNIQUE, -- the act audit.seal
        entries BIGINT NOT NULL,
        digest  TEXT NOT NULL           -- sm3:… over that day's rows (attempts_digest)
);
