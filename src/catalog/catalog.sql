-- catalog.sql - lists with their versions.  Written by: catalog_apply.c.

CREATE TABLE cat_list (
        id              BIGINT PRIMARY KEY,     -- the act list.draft: one version of a list
        agency          TEXT NOT NULL,          -- whose list
        kind            TEXT NOT NULL,          -- of the pack's lists
        state           TEXT NOT NULL,          -- draft | sent | passed | returned | published | revoked
        origin          TEXT NOT NULL,          -- given | pack | current
        law             TEXT NOT NULL,          -- on what basis it was drawn up or changed
        columns         TEXT NOT NULL,          -- JSON [[id, label], …] as they were then
        digest          TEXT NOT NULL,          -- sm3:… of the content: what a review is bound to
        row_count       BIGINT NOT NULL,
        drafted_by      TEXT NOT NULL,          -- login
        drafted_at      TEXT NOT NULL,          -- RFC 3339; of the last revision
        sent_at         TEXT NOT NULL,          -- '' not sent
        reviewed_by     TEXT NOT NULL,          -- login of who entered the outside review, '' none
        reviewer_agency TEXT NOT NULL,          -- of that person
        reviewed_at     TEXT NOT NULL,
        remarks         TEXT NOT NULL,
        instrument      TEXT NOT NULL,          -- number of the reviewing body's letter
        version         BIGINT NOT NULL,        -- 0 not published
        published_by    TEXT NOT NULL,
        published_at    TEXT NOT NULL,
        effective       TEXT NOT NULL,          -- YYYY-MM-DD, included; '' not published
        reason          TEXT NOT NULL,          -- 动态调整: why this version
        revoked_on      TEXT NOT NULL,          -- '' or the day from which it no longer holds
        revoke_reason   TEXT NOT NULL,
        published_seq   BIGINT NOT NULL,        -- the act list.publish; -1 not published
        revoked_seq     BIGINT NOT NULL         -- the act list.revoke; -1 not revoked
);
CREATE INDEX cat_list_of ON cat_list (agency, kind, version);

CREATE TABLE cat_row (
        list_id BIGINT NOT NULL,
        n       BIGINT NOT NULL,                -- from 1
        name    TEXT NOT NULL,                  -- the first cell, by which versions are compared
        cells   TEXT NOT NULL,                  -- canonical JSON object
        words   TEXT NOT NULL,                  -- all texts of the row, a line each: what is searched
        PRIMARY KEY (list_id, n)
);

CREATE TABLE cat_record (
        id       BIGINT PRIMARY KEY,            -- the act list.record: filed for the record with the superior (备案)
        list_id  BIGINT NOT NULL,
        body     TEXT NOT NULL,                 -- with whom
        number   TEXT NOT NULL,                 -- of the filing
        filed_on TEXT NOT NULL                  -- YYYY-MM-DD
);
CREATE INDEX cat_record_list ON cat_record (list_id);

CREATE TABLE cat_power (                        -- how a township exercises an item, as a list says: binds while its list is in force
        list_id  BIGINT NOT NULL,
        n        BIGINT NOT NULL,               -- from 1
        item     TEXT NOT NULL,                 -- code
        town     TEXT NOT NULL,                 -- agency
        mode     TEXT NOT NULL,                 -- empowered | entrusted | assisting
        document TEXT NOT NULL,
        since    TEXT NOT NULL,                 -- YYYY-MM-DD
        until    TEXT NOT NULL,                 -- '' no end said
        PRIMARY KEY (list_id, n)
);
CREATE INDEX cat_power_item ON cat_power (item);

CREATE TABLE cat_grade (                        -- grades of discretion, as a list says (law/benchmark.h): bind while their list is in force
        list_id      BIGINT NOT NULL,
        n            BIGINT NOT NULL,           -- from 1
        item         TEXT NOT NULL,             -- code
        party        TEXT NOT NULL,             -- '' any | citizen | body
        grade        TEXT NOT NULL,
        circumstance TEXT NOT NULL,
        way          BIGINT NOT NULL,           -- enum grade_way
        least        BIGINT NOT NULL,           -- in the unit of the way
        most         BIGINT NOT NULL,
        base         TEXT NOT NULL,             -- what it is counted from: 违法所得, 平方米
        cap          BIGINT NOT NULL,           -- fen; 0 none
        basis        TEXT NOT NULL,
        PRIMARY KEY (list_id, n)
);
CREATE INDEX cat_grade_item ON cat_grade (item);
