-- paper.sql - files that were signed or sealed, by their digest.  Written by: paper_commands.c, from acts paper.* on case/N.

CREATE TABLE paper_file (
        digest  TEXT PRIMARY KEY,       -- sm3:… of the signed file
        case_id BIGINT NOT NULL,
        made    BIGINT NOT NULL,        -- the act that made the paper
        paper   TEXT NOT NULL,          -- its template in the pack
        seq     BIGINT NOT NULL         -- the act that made it
);
CREATE INDEX paper_file_case ON paper_file (case_id);
