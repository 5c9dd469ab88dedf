-- inspection.sql - what can be inspected, what was drawn, what was found.  Written by inspection_apply.c.

CREATE TABLE insp_object (              -- objects of inspection (检查对象名录库)
        id          BIGINT PRIMARY KEY,         -- the act object.register
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        code        TEXT NOT NULL,              -- credit code, or the office's number: unique within the agency when it was registered
        name        TEXT NOT NULL,
        person      BIGINT NOT NULL,            -- 1: a citizen, whose name is covered before anybody outside reads it
        kind        TEXT NOT NULL,              -- as the spot-check list calls its objects: 在建工地
        class       TEXT NOT NULL,              -- credit class A B C D
        class_why   TEXT NOT NULL,
        address     TEXT NOT NULL,
        open        BIGINT NOT NULL             -- 0: no longer drawn
);
CREATE INDEX insp_object_code ON insp_object (agency, code);

CREATE TABLE insp_draw (                -- the bowls stand in the act
        id          BIGINT PRIMARY KEY,         -- the act draw.make
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        list        BIGINT NOT NULL,            -- the spot-check list in force then
        version     BIGINT NOT NULL,
        item        TEXT NOT NULL,              -- its number in the list: CC-01
        item_name   TEXT NOT NULL,
        ratio       TEXT NOT NULL,              -- as the list says it: 10%
        seed        TEXT NOT NULL,              -- root of the log
        seed_size   BIGINT NOT NULL,            -- at this size
        seed_from   TEXT NOT NULL,              -- checkpoint: a signed head | head: of the log as it was
        officers    TEXT NOT NULL,              -- logins drawn
        certificates TEXT NOT NULL,             -- their certificates
        candidates  BIGINT NOT NULL,
        drawn       BIGINT NOT NULL,
        on_day      TEXT NOT NULL,
        by_login    TEXT NOT NULL,
        released    BIGINT                      -- the act draw.publish
);
CREATE INDEX insp_draw_item ON insp_draw (agency, item, on_day);

CREATE TABLE insp_drawn (
        draw_id     BIGINT NOT NULL,
        n           BIGINT NOT NULL,            -- order of the draw, from 1
        object_id   BIGINT NOT NULL,
        check_id    BIGINT,                     -- check.record
        PRIMARY KEY (draw_id, n)
);
CREATE INDEX insp_drawn_object ON insp_drawn (object_id);

CREATE TABLE insp_check (
        id          BIGINT PRIMARY KEY,         -- the act check.record
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        object_id   BIGINT NOT NULL,
        draw_id     BIGINT,
        source      TEXT NOT NULL,              -- draw daily special report
        basis       TEXT NOT NULL,
        officers    TEXT NOT NULL,
        on_day      TEXT NOT NULL,
        findings    TEXT NOT NULL,
        result      TEXT NOT NULL,              -- pass correct case
        case_id     BIGINT,
        by_login    TEXT NOT NULL,
        released    BIGINT,                     -- the act check.publish
        released_on TEXT NOT NULL,
        shown_name  TEXT NOT NULL,              -- what everybody reads
        shown_text  TEXT NOT NULL
);
CREATE INDEX insp_check_object ON insp_check (object_id);
CREATE INDEX insp_check_released ON insp_check (released);
