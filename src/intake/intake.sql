-- intake.sql - workbooks that were brought, what was taken away, ledgers from before.  Written by intake_apply.c.

CREATE TABLE intake_book (
        id          BIGINT PRIMARY KEY,         -- the act sheet.import
        what        TEXT NOT NULL,              -- importables
        file        TEXT NOT NULL,              -- digest of the workbook in the blob store
        file_name   TEXT NOT NULL,
        mapping     TEXT NOT NULL,              -- lines "label of ours=label of theirs"; '' as in the template
        mode        TEXT NOT NULL,              -- check | all | good
        state       TEXT NOT NULL,              -- checked | wrong | running | done
        total       BIGINT NOT NULL,            -- rows
        good        BIGINT NOT NULL,
        wrong       BIGINT NOT NULL,
        done        BIGINT NOT NULL,
        failed      BIGINT NOT NULL,
        problems    TEXT NOT NULL,              -- lines "row TAB column TAB words"
        login       TEXT NOT NULL,              -- who brought it, in whose name the rows are done
        at          TEXT NOT NULL               -- RFC 3339
);
CREATE INDEX intake_book_state ON intake_book (state);

CREATE TABLE intake_taken (
        id          BIGINT PRIMARY KEY,         -- the act export.take
        view        TEXT NOT NULL,
        total       BIGINT NOT NULL,            -- rows that were taken away
        filters     TEXT NOT NULL,
        login       TEXT NOT NULL,
        at          TEXT NOT NULL
);

CREATE TABLE old_case (
        id          BIGINT PRIMARY KEY,         -- the act old_case.add
        number      TEXT NOT NULL UNIQUE,
        cause       TEXT NOT NULL,
        party       TEXT NOT NULL,
        party_id    TEXT NOT NULL,
        agency      TEXT NOT NULL,
        officers    TEXT NOT NULL,
        filed       TEXT NOT NULL,              -- YYYY-MM-DD or ''
        decided     TEXT NOT NULL,
        closed      TEXT NOT NULL,
        decision_number TEXT NOT NULL,
        decision    TEXT NOT NULL,
        fine        BIGINT NOT NULL,            -- fen; -1 none
        place       TEXT NOT NULL,              -- where the paper file lies
        note        TEXT NOT NULL,
        source      TEXT NOT NULL,              -- digest of the workbook it came in, '' typed by hand
        source_row  BIGINT NOT NULL,
        imported    TEXT NOT NULL               -- RFC 3339: from then on this log is a witness
);
CREATE INDEX old_case_agency ON old_case (agency, decided);
