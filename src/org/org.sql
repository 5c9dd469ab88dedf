-- org.sql - people: who they are, what they may do, and since when.  Written by: org_apply.c.

CREATE TABLE org_pack (
        seq     BIGINT PRIMARY KEY,     -- the act pack.adopt
        name    TEXT NOT NULL,
        version TEXT NOT NULL,
        digest  TEXT NOT NULL,          -- sm3:… over the files
        sources TEXT NOT NULL,          -- JSON {path: text}
        at      TEXT NOT NULL
);

CREATE TABLE org_user (
        login   TEXT PRIMARY KEY,
        id      BIGINT NOT NULL UNIQUE, -- the act user.add
        name    TEXT NOT NULL,
        agency  TEXT NOT NULL,          -- pack id
        unit    TEXT NOT NULL,          -- pack id, '' for the agency's leadership
        roles   TEXT NOT NULL,          -- pack ids, separated by commas
        post    TEXT NOT NULL,          -- 职务, as published
        secret  TEXT NOT NULL,          -- Argon2id; '' = cannot sign in with a password
        enabled BIGINT NOT NULL
);

CREATE TABLE org_certificate (
        id      BIGINT PRIMARY KEY,     -- the act certificate.issue
        number  TEXT NOT NULL UNIQUE,
        login   TEXT NOT NULL,
        kinds   TEXT NOT NULL,          -- 执法类别
        area    TEXT NOT NULL,          -- 执法区域
        since   TEXT NOT NULL,          -- YYYY-MM-DD, both included
        until   TEXT NOT NULL,
        revoked TEXT NOT NULL           -- '' or the day from which it no longer holds
);
CREATE INDEX org_certificate_login ON org_certificate (login);

-- 暂扣: the certificate does not hold from since to until, both included.
CREATE TABLE org_suspension (
        id              BIGINT PRIMARY KEY,     -- the act certificate.suspend
        certificate_id  BIGINT NOT NULL,
        since           TEXT NOT NULL,          -- YYYY-MM-DD
        until           TEXT NOT NULL,          -- YYYY-MM-DD; the day before it was lifted, where it was
        reason          TEXT NOT NULL
);
CREATE INDEX org_suspension_certificate ON org_suspension (certificate_id, since);

-- Cards that took the place of a lost or worn one; the first card of a certificate is number 1 and has no row.
CREATE TABLE org_card (
        certificate_id  BIGINT NOT NULL,
        serial          BIGINT NOT NULL,
        made            TEXT NOT NULL,          -- YYYY-MM-DD
        reason          TEXT NOT NULL,
        PRIMARY KEY (certificate_id, serial)
);

-- 年检
CREATE TABLE org_check (
        certificate_id  BIGINT NOT NULL,
        year            BIGINT NOT NULL,
        result          TEXT NOT NULL,          -- pass | fail
        checked         TEXT NOT NULL,          -- YYYY-MM-DD
        note            TEXT NOT NULL,
        PRIMARY KEY (certificate_id, year)
);

CREATE TABLE org_photo (
        id      BIGINT PRIMARY KEY,     -- the certificate
        type    TEXT NOT NULL,          -- image/jpeg | image/png
        data    TEXT NOT NULL           -- base64
);

CREATE TABLE org_session (
        digest  TEXT PRIMARY KEY,       -- of the token; the token itself is nowhere
        id      BIGINT NOT NULL UNIQUE, -- the act session.open
        login   TEXT NOT NULL,
        opened  TEXT NOT NULL,          -- RFC 3339
        until   TEXT NOT NULL,          -- RFC 3339
        closed  TEXT NOT NULL           -- '' while it is open
);
CREATE INDEX org_session_login ON org_session (login);

-- The log of signing in (attempt.h), beside the journal: no shadow of acts.
-- Rows are added; the act audit.expire, and nothing else, takes old ones away.
CREATE TABLE org_attempt (
        id      TEXT PRIMARY KEY,       -- its time, and random
        at      TEXT NOT NULL,          -- RFC 3339
        login   TEXT NOT NULL,          -- masked when nobody is called so
        address TEXT NOT NULL,
        device  TEXT NOT NULL,
        kind    TEXT NOT NULL,          -- password code recovery certificate oidc ldap again session overflow
        result  TEXT NOT NULL           -- ok wrong locked disabled replay down ended refused
);
CREATE INDEX org_attempt_at ON org_attempt (at);
CREATE INDEX org_attempt_login ON org_attempt (login, at);

-- What signed-in people tried and were refused, and which personal data they looked at (attempt.h), beside the journal.
-- Rows are added; the act audit.expire, and nothing else, takes old ones away.
CREATE TABLE org_trace (
        id      TEXT PRIMARY KEY,       -- its time, and random
        at      TEXT NOT NULL,          -- RFC 3339
        login   TEXT NOT NULL,
        address TEXT NOT NULL,
        kind    TEXT NOT NULL,          -- act: refused | look: personal data
        what    TEXT NOT NULL,          -- the verb, or the page's pattern
        subject TEXT NOT NULL,          -- "case/12", or the address asked for
        result  TEXT NOT NULL           -- a refusal's code, or shown
);
CREATE INDEX org_trace_at ON org_trace (at);
CREATE INDEX org_trace_login ON org_trace (login, at);
