-- example.sql - typical cases.  Written by: example_apply (example.c).

CREATE TABLE pub_example (
        id           BIGINT PRIMARY KEY,        -- the act example.enter
        kind         TEXT NOT NULL,             -- good | warning
        state        TEXT NOT NULL,             -- draft | published | withdrawn
        agency       TEXT NOT NULL,             -- pack id
        decision     BIGINT NOT NULL,           -- the case whose published decision it comes from; 0 none named
        title        TEXT NOT NULL,
        facts        TEXT NOT NULL,             -- 基本案情
        handling     TEXT NOT NULL,             -- 处理结果
        meaning      TEXT NOT NULL,             -- 典型意义
        law          TEXT NOT NULL,
        entered_by   TEXT NOT NULL,             -- login
        entered_at   TEXT NOT NULL,             -- RFC 3339
        checked_by   TEXT NOT NULL,             -- '' not published
        published_at TEXT NOT NULL,
        reason       TEXT NOT NULL              -- why it was withdrawn
);
CREATE INDEX pub_example_state ON pub_example (state, id);
