-- rights.sql - what somebody may do and see beside the roles of the account, and for how long.  Written by: rights_apply.c.

CREATE TABLE org_grant (
        id       BIGINT PRIMARY KEY,    -- the act rights.grant or rights.delegate
        login    TEXT NOT NULL,         -- who has it
        role     TEXT NOT NULL,         -- pack id
        scope    TEXT NOT NULL,         -- '' as the role says | own | unit | unit_below | agency | jurisdiction | custom
        agencies TEXT NOT NULL,         -- pack ids, separated by commas
        units    TEXT NOT NULL,
        away     TEXT NOT NULL,         -- the login of whoever is away and has handed it over; '' a grant
        since    TEXT NOT NULL,         -- YYYY-MM-DD, both included
        until    TEXT NOT NULL,         -- '' until it is withdrawn
        reason   TEXT NOT NULL,
        by_login TEXT NOT NULL,         -- who did the act
        at       TEXT NOT NULL,         -- RFC 3339
        ended    TEXT NOT NULL,         -- '' or RFC 3339: withdrawn, ended before its day
        ended_by TEXT NOT NULL,
        ended_why TEXT NOT NULL
);
CREATE INDEX org_grant_login ON org_grant (login);
CREATE INDEX org_grant_away ON org_grant (away);
