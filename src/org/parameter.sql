-- parameter.sql - what the office has set, since which day, and the entries it added to value lists.  Written by: parameter_apply.c.

CREATE TABLE org_parameter (            -- every act parameter.set; the newest that is in effect holds
        id      BIGINT PRIMARY KEY,     -- the act
        name    TEXT NOT NULL,          -- of law/parameters.tbl
        value   TEXT NOT NULL,          -- canonical
        since   TEXT NOT NULL,          -- YYYY-MM-DD: from that day on, included
        reason  TEXT NOT NULL,
        actor   TEXT NOT NULL,
        at      TEXT NOT NULL           -- RFC 3339
);
CREATE INDEX org_parameter_name ON org_parameter (name, since, id);

CREATE TABLE org_entry (                -- every act dictionary.set; the newest for list and word holds
        id      BIGINT PRIMARY KEY,     -- the act
        list    TEXT NOT NULL,          -- of org/dictionaries.tbl
        word    TEXT NOT NULL,
        used    BIGINT NOT NULL,        -- 0: no longer offered; what was stored with it stays readable
        reason  TEXT NOT NULL,
        actor   TEXT NOT NULL,
        at      TEXT NOT NULL           -- RFC 3339
);
CREATE INDEX org_entry_list ON org_entry (list, word, id);
