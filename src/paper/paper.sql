-- paper.sql - files that were signed or sealed, by their digest, and the book of numbers.  Written by: paper_apply.c, from acts on case/N.

CREATE TABLE paper_file (
        digest  TEXT PRIMARY KEY,       -- sm3:… of the signed file
        case_id BIGINT NOT NULL,
        made    BIGINT NOT NULL,        -- the act that made the paper
        paper   TEXT NOT NULL,          -- its template in the pack
        seq     BIGINT NOT NULL         -- the act that made it
);
CREATE INDEX paper_file_case ON paper_file (case_id);

CREATE TABLE paper_number (             -- the book of numbers (号簿): each number once, and why it is void
        series  TEXT NOT NULL,          -- the pack's pattern with agency and year filled in
        n       BIGINT NOT NULL,
        number  TEXT NOT NULL,
        agency  TEXT NOT NULL,          -- pack id of whose act took it
        case_id BIGINT NOT NULL,
        seq     BIGINT NOT NULL,        -- the act
        field   TEXT NOT NULL,          -- of the act: number_TEMPLATE, or the handler's own (decision_number …)
        verb    TEXT NOT NULL,
        at      TEXT NOT NULL,          -- RFC 3339
        voided  TEXT NOT NULL,          -- '' or the reason
        PRIMARY KEY (series, n)
);
CREATE INDEX paper_number_case ON paper_number (case_id, number);
CREATE INDEX paper_number_agency ON paper_number (agency, seq);
