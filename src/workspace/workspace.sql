-- workspace.sql - notices and who has read them, messages, reminders, favourites, saved filters, choices.  Written by: work_apply.c, from acts
-- alone, so that all of it survives a rebuild.

CREATE TABLE work_notice (
        id      BIGINT PRIMARY KEY,     -- the act notice.publish
        kind    TEXT NOT NULL,          -- a choice of notice.publish, or a word of the dictionary
        title   TEXT NOT NULL,
        body    TEXT NOT NULL,
        file    TEXT NOT NULL,          -- digest; '' none
        agency  TEXT NOT NULL,          -- to whom: '' every agency
        unit    TEXT NOT NULL,          -- '' every unit
        role    TEXT NOT NULL,          -- '' every post
        author  TEXT NOT NULL,
        at      TEXT NOT NULL,          -- RFC 3339
        until   TEXT NOT NULL,          -- YYYY-MM-DD, included
        ended   TEXT NOT NULL           -- RFC 3339 when it was withdrawn; ''
);
CREATE INDEX work_notice_until ON work_notice (until, id);

CREATE TABLE work_receipt (             -- who has confirmed that he read a notice
        notice  BIGINT NOT NULL,
        login   TEXT NOT NULL,
        at      TEXT NOT NULL,
        PRIMARY KEY (notice, login)
);

CREATE TABLE work_message (
        id      BIGINT PRIMARY KEY,     -- the act inbox.send
        kind    TEXT NOT NULL,          -- of the table of kinds
        key     TEXT NOT NULL UNIQUE,   -- what it is about, once: "act:123", "overdue:456"
        title   TEXT NOT NULL,          -- number and title, nothing more: it goes into mails
        text    TEXT NOT NULL,          -- further words, for the page only
        link    TEXT NOT NULL,
        due     TEXT NOT NULL,          -- YYYY-MM-DD; ''
        at      TEXT NOT NULL
);

CREATE TABLE work_inbox (               -- whom it went to
        message BIGINT NOT NULL,
        login   TEXT NOT NULL,
        seen    TEXT NOT NULL,          -- RFC 3339; '' unread
        PRIMARY KEY (message, login)
);
CREATE INDEX work_inbox_login ON work_inbox (login, seen, message);

CREATE TABLE work_position (            -- how far the job has read the journal
        name    TEXT PRIMARY KEY,
        seq     BIGINT NOT NULL
);

CREATE TABLE work_job (                 -- somebody asked for a run now
        name    TEXT PRIMARY KEY,
        seq     BIGINT NOT NULL         -- the newest act job.run
);

CREATE TABLE work_reminder (            -- a message on its way out of the house
        message BIGINT NOT NULL,
        login   TEXT NOT NULL,
        channel TEXT NOT NULL,          -- mail | hook
        state   TEXT NOT NULL,          -- sent | failed | given_up
        tries   BIGINT NOT NULL,
        next_at TEXT NOT NULL,          -- RFC 3339: not before; '' when it is settled
        detail  TEXT NOT NULL,
        at      TEXT NOT NULL,
        PRIMARY KEY (message, login, channel)
);
CREATE INDEX work_reminder_state ON work_reminder (state, next_at);

CREATE TABLE work_choice (              -- how a person wants to be reminded
        login   TEXT PRIMARY KEY,
        mail    TEXT NOT NULL,          -- address; '' none
        mail_kinds TEXT NOT NULL,       -- kinds, separated by commas
        hook_kinds TEXT NOT NULL,
        quiet_from TEXT NOT NULL,       -- '22:00'; '' as the office has it
        quiet_until TEXT NOT NULL
);

CREATE TABLE work_favourite (
        login   TEXT NOT NULL,
        link    TEXT NOT NULL,
        id      BIGINT NOT NULL UNIQUE, -- the act favourite.add
        label   TEXT NOT NULL,
        at      TEXT NOT NULL,
        PRIMARY KEY (login, link)
);

CREATE TABLE work_filter (
        id      BIGINT PRIMARY KEY,     -- the act filter.save
        login   TEXT NOT NULL,
        path    TEXT NOT NULL,          -- of the list
        query   TEXT NOT NULL,          -- as it stands in the address
        name    TEXT NOT NULL,
        agency  TEXT NOT NULL,          -- of who saved it
        unit    TEXT NOT NULL,          -- shared with this unit of the agency; '' private
        shared  BIGINT NOT NULL
);
CREATE INDEX work_filter_path ON work_filter (path, login);
