-- publicity.sql - what is entered for publication, and what the public sees.  Written by: publicity_apply.c, from acts on case/N.
-- The portal reads these tables and no others: what is not here is not public.

CREATE TABLE pub_draft (                -- the newest entry (录入) of each case
        case_id     BIGINT PRIMARY KEY,
        seq         BIGINT NOT NULL,            -- the act publish.prepare
        decide_seq  BIGINT NOT NULL,            -- the decision it speaks of
        agency      TEXT NOT NULL,              -- pack ids: whose data it is until it is released
        unit        TEXT NOT NULL,
        entered_by  TEXT NOT NULL,              -- login
        at          TEXT NOT NULL,              -- RFC 3339
        facts       TEXT NOT NULL,              -- masked by hand; '' = as the decision's own masked text says
        result      TEXT NOT NULL,              -- the same for the result
        note        TEXT NOT NULL,
        released    BIGINT                      -- the act publish.release that took it over
);

CREATE TABLE pub_record (
        id          BIGINT PRIMARY KEY,         -- the case
        case_id     BIGINT NOT NULL,
        state       TEXT NOT NULL,              -- shown | withdrawn
        kind        TEXT NOT NULL,              -- penalty | permit
        procedure   TEXT NOT NULL,              -- 普通程序
        agency      TEXT NOT NULL,              -- pack id
        agency_name TEXT NOT NULL,
        number      TEXT NOT NULL,              -- 决定文号
        title       TEXT NOT NULL,              -- '' once withdrawn, like everything down to steps
        party       TEXT NOT NULL,              -- citizens' names masked
        party_kind  TEXT NOT NULL,
        cause       TEXT NOT NULL,
        item        TEXT NOT NULL,              -- code in the powers list
        facts       TEXT NOT NULL,
        basis       TEXT NOT NULL,
        result      TEXT NOT NULL,
        fine        BIGINT,                     -- fen
        text        TEXT NOT NULL,              -- the decision as the public reads it
        steps       TEXT NOT NULL,              -- lines "2024-10-29 作出决定"
        decided_on  TEXT NOT NULL,
        released_on TEXT NOT NULL,
        review_body TEXT NOT NULL,              -- 复议机关
        court       TEXT NOT NULL,              -- 有管辖权的人民法院
        manual      TEXT NOT NULL,              -- "facts,result": masked by hand, so not the decision's own field
        decide_seq  BIGINT NOT NULL,
        prepare_seq BIGINT NOT NULL,
        release_seq BIGINT NOT NULL,
        entered_by  TEXT NOT NULL,
        checked_by  TEXT NOT NULL,
        withdrawn_on TEXT NOT NULL,             -- '' while it is shown
        withdrawn_reason TEXT NOT NULL,
        withdrawn_law TEXT NOT NULL,
        instrument  TEXT NOT NULL,              -- the paper by which the decision fell
        withdraw_seq BIGINT,
        words       TEXT NOT NULL,              -- the text that searches look through: publicity/index.h
        order_key   BIGINT NOT NULL             -- day of the decision (days since 1970) * 10^9 + act: newest first
);
CREATE UNIQUE INDEX pub_record_order ON pub_record (order_key);
CREATE INDEX pub_record_counts ON pub_record (agency, state, kind);
CREATE INDEX pub_record_agency ON pub_record (agency, order_key);
CREATE INDEX pub_record_kind ON pub_record (kind, order_key);
CREATE INDEX pub_record_released ON pub_record (release_seq);
CREATE INDEX pub_record_decided ON pub_record (decide_seq);
CREATE INDEX pub_record_withdrawn ON pub_record (withdraw_seq);

-- The tokens of pub_record.words under its order_key: derived, kept with the record in one transaction, made by index_write.c.  Tokens are
-- made by us (index_cut.c), so that both engines hold the same; every printing character belongs to one.
CREATE VIRTUAL TABLE pub_index USING fts5 (tokens, content = '', detail = none, columnsize = 0, --sqlite
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[]^_`{|}~'"); --sqlite
INSERT INTO pub_index (pub_index, rank) VALUES ('usermerge', 2); --sqlite
CREATE VIRTUAL TABLE pub_index_terms USING fts5vocab (pub_index, instance); --sqlite
--postgresql CREATE TABLE pub_index (rowid BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL);
--postgresql CREATE INDEX pub_index_tokens ON pub_index USING GIN (tokens) WITH (fastupdate = off);
-- Nobody reads the tokens here, the index has them: apart from the rows, so that a thousand hits lie on a few pages.
--postgresql ALTER TABLE pub_index SET (toast_tuple_target = 128);
-- What tokens cannot decide is looked up here, record by record in the order of the answer: a few hundred texts in a row, not a whole record for each.
CREATE TABLE pub_index_text (
        order_key   INTEGER PRIMARY KEY, --sqlite
--postgresql        order_key   BIGINT PRIMARY KEY,
        fine        BIGINT NOT NULL,            -- -1: none
        words       TEXT NOT NULL
);
