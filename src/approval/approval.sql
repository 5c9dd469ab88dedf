-- approval.sql - requests for a yes inside an agency: return, hand over, countersign, urge, circulate.  Written by approval_apply.c.

CREATE TABLE app_request (
        id          BIGINT PRIMARY KEY,         -- the act approval.ask
        case_id     BIGINT NOT NULL,
        agency      TEXT NOT NULL,              -- of the case when it was asked
        asker       TEXT NOT NULL,              -- login
        verb        TEXT NOT NULL,              -- the act that is to come; '' none
        subject     TEXT NOT NULL,              -- what it is about, in a line
        content     TEXT NOT NULL,              -- the draft as it stands
        draft       BIGINT NOT NULL,            -- the material it rests on; 0 none
        draft_kind  TEXT NOT NULL,              -- its kind: a newer one of that kind makes the request lapse
        due         TEXT NOT NULL,              -- YYYY-MM-DD or ''
        state       TEXT NOT NULL,              -- open agreed refused returned withdrawn lapsed used closed
        asked_at    TEXT NOT NULL,              -- RFC 3339
        urged_at    TEXT NOT NULL,              -- RFC 3339; when it was asked, as long as nobody urged
        last        BIGINT NOT NULL             -- the newest act on it
);
CREATE INDEX app_request_case ON app_request (case_id, id);
CREATE INDEX app_request_asker ON app_request (asker, id);

CREATE TABLE app_sign (                         -- the run of signatures as the newest act left it; readers as well
        request_id  BIGINT NOT NULL,
        n           BIGINT NOT NULL,            -- order
        case_id     BIGINT NOT NULL,
        place       BIGINT NOT NULL,            -- those of one place are asked at the same time; 0: for reading only
        mode        TEXT NOT NULL,              -- one | all | any | read
        login       TEXT NOT NULL,
        state       TEXT NOT NULL,              -- todo now agreed refused returned skipped; of a reader: now done
        role        TEXT NOT NULL,              -- roles held when it was agreed, separated by commas
        chain       TEXT NOT NULL,              -- through whose hands it came, separated by commas
        by_login    TEXT NOT NULL,              -- who named this person
        at          TEXT NOT NULL,              -- RFC 3339 of the answer; ''
        read_at     TEXT NOT NULL,              -- RFC 3339; '' not read
        PRIMARY KEY (request_id, n)
);
CREATE INDEX app_sign_login ON app_sign (login, state, request_id);
CREATE INDEX app_sign_case ON app_sign (case_id);

CREATE TABLE app_move (                         -- everything that was done with it, in words
        id          BIGINT PRIMARY KEY,         -- the act
        request_id  BIGINT NOT NULL,
        case_id     BIGINT NOT NULL,
        verb        TEXT NOT NULL,
        login       TEXT NOT NULL,
        towards     TEXT NOT NULL,              -- logins it went to
        words       TEXT NOT NULL,
        at          TEXT NOT NULL               -- RFC 3339
);
CREATE INDEX app_move_request ON app_move (request_id, id);
