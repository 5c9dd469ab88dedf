-- review.sql - reviewing bodies: who sits in them, recusals, advice inside one review, meetings.  Written by: review_apply.c.

CREATE TABLE rev_seat (
        id              BIGINT PRIMARY KEY,     -- the act body.appoint
        agency          TEXT NOT NULL,          -- pack id
        body            TEXT NOT NULL,          -- pack id
        login           TEXT NOT NULL,
        seat            TEXT NOT NULL,          -- chair member secretary legal_adviser public_lawyer purchased
        since           TEXT NOT NULL,          -- YYYY-MM-DD, both included
        until           TEXT NOT NULL,
        first_on        TEXT NOT NULL,          -- when this person first reviewed decisions (处罚法 58)
        exam_number     TEXT NOT NULL,          -- 法律职业资格证书编号; '' none entered
        exam_on         TEXT NOT NULL,          -- YYYY-MM-DD from which it was held
        firm            TEXT NOT NULL,          -- of a lawyer from outside
        contract        BIGINT NOT NULL,        -- rev_contract, 0 none
        instrument      TEXT NOT NULL,          -- 任命文件
        ended           TEXT NOT NULL,          -- '' or the last day, where it ended before its term
        reason          TEXT NOT NULL           -- why
);
CREATE INDEX rev_seat_agency ON rev_seat (agency, since);

CREATE TABLE rev_contract (             -- purchased services (购买服务)
        id              BIGINT PRIMARY KEY,     -- the act body.contract
        agency          TEXT NOT NULL,
        supplier        TEXT NOT NULL,
        number          TEXT NOT NULL,          -- 合同编号
        since           TEXT NOT NULL,          -- YYYY-MM-DD, both included
        until           TEXT NOT NULL,
        amount          BIGINT NOT NULL,        -- fen
        persons         BIGINT NOT NULL,        -- how many reviewers it provides
        scope           TEXT NOT NULL,
        ended           TEXT NOT NULL           -- '' or the last day
);

CREATE TABLE rev_recusal (
        id              BIGINT PRIMARY KEY,     -- the act review.ask_recusal
        case_id         BIGINT NOT NULL,
        login           TEXT NOT NULL,          -- who should stand aside
        asked_by        TEXT NOT NULL,          -- party self other
        asker           TEXT NOT NULL,          -- the login that entered it
        reason          TEXT NOT NULL,
        asked_at        TEXT NOT NULL,          -- RFC 3339
        state           TEXT NOT NULL,          -- asked granted refused
        decided_by      TEXT NOT NULL,          -- login
        decided_at      TEXT NOT NULL,          -- RFC 3339
        answer          TEXT NOT NULL
);
CREATE INDEX rev_recusal_case ON rev_recusal (case_id);

CREATE TABLE rev_ask (                  -- advice asked inside one review; who is asked sees that case until it ends
        id              BIGINT PRIMARY KEY,     -- the act review.ask_adviser
        case_id         BIGINT NOT NULL,
        agency          TEXT NOT NULL,
        submit          BIGINT NOT NULL,        -- the review.submit it belongs to
        login           TEXT NOT NULL,
        asked_by        TEXT NOT NULL,          -- login
        asked_at        TEXT NOT NULL,          -- RFC 3339
        question        TEXT NOT NULL,
        due             TEXT NOT NULL,          -- YYYY-MM-DD or ''
        answered_at     TEXT NOT NULL,          -- RFC 3339 or ''
        conclusion      TEXT NOT NULL,          -- agree partly against
        opinion         TEXT NOT NULL
);
CREATE INDEX rev_ask_case ON rev_ask (case_id);
CREATE INDEX rev_ask_login ON rev_ask (login, id);

CREATE TABLE rev_meeting (
        id              BIGINT PRIMARY KEY,     -- the act meeting.call
        agency          TEXT NOT NULL,
        body            TEXT NOT NULL,          -- pack id
        starts          TEXT NOT NULL,          -- RFC 3339
        place           TEXT NOT NULL,
        called_by       TEXT NOT NULL,
        note            TEXT NOT NULL,
        state           TEXT NOT NULL,          -- called open held cancelled
        opened_at       TEXT NOT NULL,          -- RFC 3339
        chair           TEXT NOT NULL,          -- who presides
        present         TEXT NOT NULL,          -- logins, separated by commas
        guests          TEXT NOT NULL,          -- 列席
        absent          TEXT NOT NULL,          -- why who is not there
        voters          BIGINT NOT NULL,        -- who had a vote that day
        voters_present  BIGINT NOT NULL,
        closed_at       TEXT NOT NULL,
        minutes         TEXT NOT NULL           -- what was reported and discussed; or why it was cancelled
);
CREATE INDEX rev_meeting_agency ON rev_meeting (agency, starts);

CREATE TABLE rev_agenda (
        meeting_id      BIGINT NOT NULL,
        case_id         BIGINT NOT NULL,
        submit          BIGINT NOT NULL,        -- what is voted on: the file as it was sent with this act
        title           TEXT NOT NULL,
        handlers        TEXT NOT NULL,          -- members who have handled the case: logins, separated by commas
        PRIMARY KEY (meeting_id, case_id)
);

CREATE TABLE rev_vote (
        id              BIGINT PRIMARY KEY,     -- the act meeting.vote
        meeting_id      BIGINT NOT NULL,
        case_id         BIGINT NOT NULL,
        login           TEXT NOT NULL,
        vote            TEXT NOT NULL,          -- for against abstain
        reason          TEXT NOT NULL,
        UNIQUE (meeting_id, case_id, login)
);

CREATE TABLE rev_result (               -- what a held meeting decided on a case: what a committee's pass rests on
        meeting_id      BIGINT NOT NULL,
        case_id         BIGINT NOT NULL,
        submit          BIGINT NOT NULL,
        result          TEXT NOT NULL,          -- pass return no_quorum
        facts           TEXT NOT NULL,          -- JSON: what the minutes of this case say (review_minutes.c)
        PRIMARY KEY (case_id, meeting_id)
);
CREATE INDEX rev_result_meeting ON rev_result (meeting_id);
