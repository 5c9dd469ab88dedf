-- setup.sql - what the first hour leaves behind.  Written by setup_keys.c only.

CREATE TABLE setup_kept (
        id      BIGINT PRIMARY KEY,     -- the act setup.keep
        digest  TEXT NOT NULL,          -- of the public keys whose secret halves were copied
        place   TEXT NOT NULL,          -- where the copy lies
        keeper  TEXT NOT NULL,
        at      TEXT NOT NULL
);
