-- statute.sql - statutes in versions, headings, articles, paragraphs, items.  Written by: statute_apply.c.

CREATE TABLE law_version (
        id           BIGINT PRIMARY KEY,     -- the act statute.import: one text of one statute
        name         TEXT NOT NULL,          -- without 中华人民共和国: what versions of one statute have in common
        title        TEXT NOT NULL,
        digest       TEXT NOT NULL,          -- sm3:… of the text in the act
        promulgated  TEXT NOT NULL,          -- YYYY-MM-DD
        effective    TEXT NOT NULL,          -- YYYY-MM-DD, included
        effective_by TEXT NOT NULL,          -- text | head | presumed | stated
        change       TEXT NOT NULL,          -- 公布 修订 修正
        head         TEXT NOT NULL,          -- lines about its making
        source       TEXT NOT NULL,          -- where the text is from
        articles     BIGINT NOT NULL,
        imported_by  TEXT NOT NULL,          -- login
        imported_at  TEXT NOT NULL,          -- RFC 3339
        replaced_by  BIGINT NOT NULL,        -- 0, or the version that corrects this text for the same day
        repealed     TEXT NOT NULL,          -- '' or the day from which the statute no longer holds
        repeal_by    TEXT NOT NULL,          -- by which decision
        date_basis   TEXT NOT NULL           -- why the effective day is what it is, where somebody stated it
);
CREATE INDEX law_version_name ON law_version (name, effective);

CREATE TABLE law_unit (
        version_id BIGINT NOT NULL,
        n          BIGINT NOT NULL,          -- from 0
        kind       TEXT NOT NULL,            -- part chapter section heading preamble article point appendix
        number     TEXT NOT NULL,            -- 58, 123-1; '' if not an article
        label      TEXT NOT NULL,            -- 第五十八条, 第一章
        heading    TEXT NOT NULL,            -- 总则
        PRIMARY KEY (version_id, n)
);

CREATE TABLE law_line (
        version_id BIGINT NOT NULL,
        n          BIGINT NOT NULL,          -- from 0
        unit       BIGINT NOT NULL,          -- law_unit.n
        paragraph  BIGINT NOT NULL,          -- 款, from 1
        item       BIGINT NOT NULL,          -- 项, 0 none
        sub        BIGINT NOT NULL,          -- 目, 0 none
        text       TEXT NOT NULL,
        PRIMARY KEY (version_id, n)
);
CREATE INDEX law_line_unit ON law_line (version_id, unit);
