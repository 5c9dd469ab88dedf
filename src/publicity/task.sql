-- task.sql - what must be published by when, how long it stays, and what happened to public records.  Written by: task_apply.c, from fields
-- that every act may carry ("tasks", "tasks_entered", "tasks_ended", "tasks_lapsed", "period"), and from disclosure.*, publish.*, repair.*.

CREATE TABLE pub_task (                 -- something that must be published (disclosure: tasks: of the pack)
        cause       BIGINT NOT NULL,            -- the act that brought it about
        task        TEXT NOT NULL,              -- id in the pack
        noun        TEXT NOT NULL,              -- of the subject that act was on: case, correction, list …
        subject     BIGINT NOT NULL,
        agency      TEXT NOT NULL,              -- pack ids: whose it is
        unit        TEXT NOT NULL,
        label       TEXT NOT NULL,              -- as the pack said then, like everything down to alarm
        title       TEXT NOT NULL,              -- 文号, or what else names it
        verb        TEXT NOT NULL,
        law         TEXT NOT NULL,
        since       TEXT NOT NULL,              -- RFC 3339: from when it counts
        clock_unit  TEXT NOT NULL,              -- working calendar month year
        length      BIGINT NOT NULL,
        due         TEXT NOT NULL,              -- last day; '' while the calendar of a year is missing
        alarm       TEXT NOT NULL,              -- last day of a shorter local limit; '' if there is none
        opened_on   TEXT NOT NULL,
        state       TEXT NOT NULL,              -- open | entered | done | waived | lapsed
        entered_by  TEXT NOT NULL,              -- login; '' not yet
        checked_by  TEXT NOT NULL,
        entry       BIGINT,                     -- disclosure.enter: published elsewhere
        carrier     TEXT NOT NULL,              -- where, if elsewhere
        note        TEXT NOT NULL,              -- why it is not published (waived)
        done_seq    BIGINT,                     -- the act that ended it
        done_on     TEXT NOT NULL,
        PRIMARY KEY (cause, task)
);
CREATE INDEX pub_task_subject ON pub_task (noun, subject);
CREATE INDEX pub_task_due ON pub_task (state, due);
CREATE INDEX pub_task_entry ON pub_task (entry);

CREATE TABLE pub_warning (              -- a rung of the ladder was reached, and who was told
        seq         BIGINT PRIMARY KEY,
        cause       BIGINT NOT NULL,
        task        TEXT NOT NULL,
        rung        TEXT NOT NULL,
        label       TEXT NOT NULL,
        told        TEXT NOT NULL,              -- roles of the pack, separated by commas
        on_day      TEXT NOT NULL
);
CREATE INDEX pub_warning_task ON pub_warning (cause, task);

CREATE TABLE pub_period (               -- how long a record stays (disclosure: periods:)
        case_id     BIGINT PRIMARY KEY,
        release_seq BIGINT NOT NULL,
        class       TEXT NOT NULL,              -- id in the pack
        label       TEXT NOT NULL,
        law         TEXT NOT NULL,
        number      TEXT NOT NULL,
        agency      TEXT NOT NULL,
        agency_name TEXT NOT NULL,
        decided_on  TEXT NOT NULL,
        least       TEXT NOT NULL,              -- not before the end of this day
        until       TEXT NOT NULL,              -- last day shown
        repair      BIGINT NOT NULL,            -- 1: may end earlier
        ended_seq   BIGINT                      -- the act that ended it: publish.end, repair.grant, or a withdrawal
);
CREATE INDEX pub_period_until ON pub_period (until);

CREATE TABLE pub_repair (               -- somebody asks that publication end earlier
        id          BIGINT PRIMARY KEY,
        case_id     BIGINT NOT NULL,
        number      TEXT NOT NULL,
        agency      TEXT NOT NULL,
        state       TEXT NOT NULL,              -- asked | granted | refused
        statement   TEXT NOT NULL,
        answer      TEXT NOT NULL,
        asked_on    TEXT NOT NULL,
        answered_on TEXT NOT NULL,
        answered_by TEXT NOT NULL
);

CREATE TABLE pub_change (               -- what happened to public records, by act: for feeds and deliveries
        seq         BIGINT PRIMARY KEY,
        case_id     BIGINT NOT NULL,
        what        TEXT NOT NULL,              -- released | corrected | updated | withdrawn | ended
        kind        TEXT NOT NULL,
        agency      TEXT NOT NULL,
        reason      TEXT NOT NULL
);
CREATE INDEX pub_change_case ON pub_change (case_id);
