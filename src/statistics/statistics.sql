-- statistics.sql - annual statistics, frozen.  Written by: statistics_apply.c.

CREATE TABLE stat_report (
        id           BIGINT PRIMARY KEY,        -- the act report.freeze
        year         BIGINT NOT NULL,
        position     BIGINT NOT NULL,           -- acts before this number were counted
        state        TEXT NOT NULL,             -- frozen | published | withdrawn
        digest       TEXT NOT NULL,             -- of the file that names the acts behind each figure
        figures      TEXT NOT NULL,             -- JSON, see tally_figures()
        remark       TEXT NOT NULL,             -- explanation printed under the tables
        frozen_by    TEXT NOT NULL,             -- login
        frozen_at    TEXT NOT NULL,             -- RFC 3339
        published_by TEXT NOT NULL,             -- '' not published
        published_at TEXT NOT NULL,
        reason       TEXT NOT NULL              -- why it was withdrawn
);
CREATE INDEX stat_report_year ON stat_report (year, id);
