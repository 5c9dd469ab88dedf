-- journal.sql - the log itself and what belongs to it.  Written by: journal.c (acts, tiles, keys), note.c (checkpoints), journal_init (site).

CREATE TABLE site (
        one     BIGINT PRIMARY KEY,     -- always 1
        origin  TEXT NOT NULL,          -- name of the log, in every act and checkpoint
        hash    TEXT NOT NULL,          -- sm3 | sha256, for the log's whole life
        pack    TEXT NOT NULL,          -- sources of the pack the site was made with: JSON {path: text}
        made    TEXT NOT NULL,          -- RFC 3339, when init ran
        clock   TEXT NOT NULL           -- '' until the first act; then 'real' or 'test' for good
);

CREATE TABLE journal_act (
        seq     BIGINT PRIMARY KEY,     -- from 0, without gap
        at      TEXT NOT NULL,          -- RFC 3339 UTC with milliseconds, never earlier than the act before
        verb    TEXT NOT NULL,
        noun    TEXT NOT NULL,          -- what it was done to …
        subject BIGINT NOT NULL,        -- … and the number of the act that made that
        body    TEXT NOT NULL,          -- the act text: what the tree is made of
        fields  BYTEA NOT NULL          -- names, salts and values behind the commitments in body
);
CREATE INDEX journal_act_on ON journal_act (noun, subject, seq);

CREATE TABLE journal_tile (
        level   BIGINT NOT NULL,        -- C2SP tlog-tiles level: hashes of height 8 * level
        n       BIGINT NOT NULL,
        hashes  BYTEA NOT NULL,         -- 256 hashes; only full tiles are kept, the rest follows from acts
        root    BYTEA NOT NULL,         -- of these 256: one hash of the tile above
        PRIMARY KEY (level, n)
);

CREATE TABLE journal_checkpoint (
        size    BIGINT PRIMARY KEY,     -- acts under this head
        note    TEXT NOT NULL,          -- C2SP signed note
        at      TEXT NOT NULL
);

CREATE TABLE journal_key (
        key     TEXT PRIMARY KEY,       -- idempotency key a client chose
        digest  TEXT NOT NULL,          -- of who asked for what with which values
        seq     BIGINT NOT NULL         -- the act it led to
);

CREATE TABLE journal_schema (
        version BIGINT NOT NULL,        -- of the journal's own tables: how many steps of upgrade.c they have had
        program TEXT NOT NULL,          -- release that made the tables
        digest  TEXT NOT NULL,          -- of the statements that made them
        at      TEXT NOT NULL,
        PRIMARY KEY (digest, at)
);
