-- training.sql - examinations, training, insurance and health of officers.  Written by training_apply.c.

CREATE TABLE train_question (
        id          BIGINT PRIMARY KEY,         -- the act question.add or, for imported ones, its number times 1000 and the place in the list
        act         BIGINT NOT NULL,            -- the act that brought it
        agency      TEXT NOT NULL,
        subject     TEXT NOT NULL,              -- of the pack's training.subjects
        kind        TEXT NOT NULL,              -- single | multiple | judge
        stem        TEXT NOT NULL,
        options     TEXT NOT NULL,              -- JSON list of texts, A first
        answer      TEXT NOT NULL,              -- "A", "A,C"
        basis       TEXT NOT NULL,              -- the article
        withdrawn   BIGINT NOT NULL             -- the act that took it out; 0: in use
);
CREATE INDEX train_question_part ON train_question (subject, kind);

CREATE TABLE train_exam (
        id          BIGINT PRIMARY KEY,         -- the act exam.plan
        rule        TEXT NOT NULL,              -- of the pack's training.exams
        title       TEXT NOT NULL,
        agency      TEXT NOT NULL,
        opens       TEXT NOT NULL,              -- RFC 3339: sittings begin and end between these
        closes      TEXT NOT NULL,
        cancelled   TEXT NOT NULL               -- why; '' if it is not
);

CREATE TABLE train_candidate (
        exam_id     BIGINT NOT NULL,
        login       TEXT NOT NULL,
        PRIMARY KEY (exam_id, login)
);
CREATE INDEX train_candidate_login ON train_candidate (login);

CREATE TABLE train_sitting (
        id          BIGINT PRIMARY KEY,         -- the act exam.start
        exam_id     BIGINT NOT NULL,
        rule        TEXT NOT NULL,
        login       TEXT NOT NULL,
        seed        TEXT NOT NULL,              -- from which the paper was drawn
        bank        BIGINT NOT NULL,            -- out of the questions that stood in the log before this act
        started     TEXT NOT NULL,              -- RFC 3339
        deadline    TEXT NOT NULL,              -- RFC 3339: answers count until then
        ended       TEXT NOT NULL,              -- RFC 3339; '' while it is sat
        mark        BIGINT NOT NULL,            -- points; -1 before the end
        passed      BIGINT NOT NULL,
        pass        BIGINT NOT NULL,            -- as the pack said when it began
        total       BIGINT NOT NULL,
        appeal      TEXT NOT NULL,              -- why the mark is doubted; '' if it is not
        appealed    TEXT NOT NULL,              -- RFC 3339
        answer      TEXT NOT NULL               -- what was found; '' while it is open
);
CREATE INDEX train_sitting_login ON train_sitting (login, rule);

CREATE TABLE train_paper (
        sitting_id  BIGINT NOT NULL,
        n           BIGINT NOT NULL,            -- from 1
        question_id BIGINT NOT NULL,
        points      BIGINT NOT NULL,
        answer      TEXT NOT NULL,              -- as given; '' none
        PRIMARY KEY (sitting_id, n)
);

CREATE TABLE train_plan (
        id          BIGINT PRIMARY KEY,         -- the act training.plan
        agency      TEXT NOT NULL,
        year        BIGINT NOT NULL,
        title       TEXT NOT NULL,
        content     TEXT NOT NULL,
        hours       BIGINT NOT NULL
);

CREATE TABLE train_course (
        id          BIGINT PRIMARY KEY,         -- the act course.add
        agency      TEXT NOT NULL,
        plan_id     BIGINT NOT NULL,            -- 0: outside a plan
        title       TEXT NOT NULL,
        kind        TEXT NOT NULL,
        teacher     TEXT NOT NULL,
        content     TEXT NOT NULL
);

CREATE TABLE train_class (
        id          BIGINT PRIMARY KEY,         -- the act class.plan
        course_id   BIGINT NOT NULL,
        agency      TEXT NOT NULL,
        title       TEXT NOT NULL,              -- of the course
        kind        TEXT NOT NULL,
        starts      TEXT NOT NULL,              -- RFC 3339
        ends        TEXT NOT NULL,
        year        BIGINT NOT NULL,            -- in which the hours count
        place       TEXT NOT NULL,
        hours       BIGINT NOT NULL,
        trainer     TEXT NOT NULL,              -- login: whose page shows the code
        secret      TEXT NOT NULL,              -- of the codes of attendance
        notice_id   BIGINT NOT NULL,            -- makes up for what this notice found short; 0
        cancelled   TEXT NOT NULL
);

CREATE TABLE train_attend (
        class_id    BIGINT NOT NULL,
        login       TEXT NOT NULL,
        way         TEXT NOT NULL,              -- code | entered
        reason      TEXT NOT NULL,              -- why it was entered by hand
        by          TEXT NOT NULL,              -- login
        at          TEXT NOT NULL,              -- RFC 3339
        PRIMARY KEY (class_id, login)
);
CREATE INDEX train_attend_login ON train_attend (login);

CREATE TABLE train_notice (
        id          BIGINT PRIMARY KEY,         -- the act shortfall.notify
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,
        year        BIGINT NOT NULL,
        rule        TEXT NOT NULL,              -- of the pack's training.hours
        people      TEXT NOT NULL,              -- logins, separated by commas
        told        TEXT NOT NULL,              -- login: who of the unit was told
        content     TEXT NOT NULL,
        until       TEXT NOT NULL,              -- YYYY-MM-DD
        at          TEXT NOT NULL,              -- RFC 3339
        read_at     TEXT NOT NULL,              -- RFC 3339: the one told has confirmed; '' not yet
        closed      TEXT NOT NULL               -- what came of it; '' open
);

CREATE TABLE train_cover (
        id          BIGINT PRIMARY KEY,         -- the act cover.add
        login       TEXT NOT NULL,
        agency      TEXT NOT NULL,
        kind        TEXT NOT NULL,
        insurer     TEXT NOT NULL,
        policy      TEXT NOT NULL,
        sum         BIGINT NOT NULL,            -- fen
        since       TEXT NOT NULL,              -- YYYY-MM-DD, both included
        until       TEXT NOT NULL,
        ended       TEXT NOT NULL               -- YYYY-MM-DD from which it holds no more; ''
);
CREATE INDEX train_cover_login ON train_cover (login);

CREATE TABLE train_medical (
        id          BIGINT PRIMARY KEY,         -- the act medical.add
        login       TEXT NOT NULL,
        agency      TEXT NOT NULL,
        checked     TEXT NOT NULL,              -- YYYY-MM-DD
        class       TEXT NOT NULL,              -- fit | limited | recheck: the class of the result and nothing of health besides
        next        TEXT NOT NULL               -- YYYY-MM-DD; ''
);
CREATE INDEX train_medical_login ON train_medical (login);

CREATE TABLE train_census (
        id          BIGINT PRIMARY KEY,         -- the act census.freeze
        agency      TEXT NOT NULL,
        taken       TEXT NOT NULL,              -- YYYY-MM-DD
        figures     TEXT NOT NULL,              -- JSON
        note        TEXT NOT NULL
);
