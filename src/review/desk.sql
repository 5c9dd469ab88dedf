-- desk.sql - the review desk: what was sent to review and who looks at it, the verdict on every point, who stands in for whom.
-- Written by desk_apply.c.

CREATE TABLE desk_review (              -- one submission
        submit   BIGINT PRIMARY KEY,    -- the act review.submit
        case_id  BIGINT NOT NULL,
        agency   TEXT NOT NULL,         -- pack ids of who sent it
        unit     TEXT NOT NULL,
        sent_by  TEXT NOT NULL,         -- login
        sent_at  TEXT NOT NULL,         -- RFC 3339
        reviewer TEXT NOT NULL,         -- login; '' while nobody has taken it
        result   TEXT NOT NULL,         -- '' open | pass | return | outside | crime
        closed   BIGINT,                -- the act that closed it
        closed_by TEXT NOT NULL,
        closed_at TEXT NOT NULL
);
CREATE INDEX desk_review_case ON desk_review (case_id, submit);
CREATE INDEX desk_review_agency ON desk_review (agency, result, submit);

CREATE TABLE desk_check (               -- the newest verdict on a point of a submission
        case_id  BIGINT NOT NULL,
        submit   BIGINT NOT NULL,
        point    BIGINT NOT NULL,       -- place in the pack's list, from 1
        verdict  TEXT NOT NULL,         -- good | bad | na
        finding  TEXT NOT NULL,
        law      TEXT NOT NULL,
        material BIGINT NOT NULL,       -- where in the file: act that put the material in; 0: none named
        title    TEXT NOT NULL,         -- of that material
        place    TEXT NOT NULL,         -- page, minute
        seq      BIGINT NOT NULL,       -- the act review.check
        by_login TEXT NOT NULL,
        at       TEXT NOT NULL,         -- RFC 3339
        PRIMARY KEY (case_id, submit, point)
);

CREATE TABLE desk_stand_in (            -- somebody is away; somebody else acts for them
        id       BIGINT PRIMARY KEY,    -- the act review.delegate
        agency   TEXT NOT NULL,
        away     TEXT NOT NULL,         -- login
        stand_in TEXT NOT NULL,         -- login
        since    TEXT NOT NULL,         -- YYYY-MM-DD, both included
        until    TEXT NOT NULL,
        reason   TEXT NOT NULL,
        ended    TEXT NOT NULL          -- '' or the day on which it was ended early
);
