-- agency.sql - organisation: what acts made of the agencies and units of the pack, and who may act in whose name.  Written by: agency_apply.c.

CREATE TABLE org_change (
        seq           BIGINT PRIMARY KEY,   -- the act
        verb          TEXT NOT NULL,        -- agency.add, unit.merge …
        code          TEXT NOT NULL,        -- the agency or unit it is about
        since         TEXT NOT NULL,        -- YYYY-MM-DD: holds from that day on
        name          TEXT NOT NULL,        -- from here on: '' stays as it was
        short_name    TEXT NOT NULL,
        agency        TEXT NOT NULL,        -- of a unit
        above         TEXT NOT NULL,        -- agency or unit; '-' none
        level         TEXT NOT NULL,        -- province city county township
        region        TEXT NOT NULL,        -- GB/T 2260, with three more digits for a township (GB/T 10114)
        uscc          TEXT NOT NULL,
        superior      TEXT NOT NULL,        -- 复议机关
        court         TEXT NOT NULL,
        phone         TEXT NOT NULL,
        address       TEXT NOT NULL,
        sort          TEXT NOT NULL,        -- statutory authorised entrusted
        basis         TEXT NOT NULL,        -- by which it may enforce at all
        heir          TEXT NOT NULL,        -- ended: who goes on with what is open
        successors    TEXT NOT NULL,        -- all that it became, separated by commas
        liaison       TEXT NOT NULL,        -- login
        liaison_phone TEXT NOT NULL,
        document      TEXT NOT NULL,        -- of the reorganisation: its number
        reason        TEXT NOT NULL
);
CREATE INDEX org_change_code ON org_change (code, seq);

CREATE TABLE org_entrustment (
        id        BIGINT PRIMARY KEY,       -- the act entrustment.make
        number    TEXT NOT NULL,            -- of the 委托书
        giver     TEXT NOT NULL,            -- agencies
        taker     TEXT NOT NULL,
        items     TEXT NOT NULL,            -- codes, separated by commas; '' all of the giver's that are entrusted
        scope     TEXT NOT NULL,            -- matters and powers, in words
        since     TEXT NOT NULL,            -- YYYY-MM-DD, both included
        until     TEXT NOT NULL,
        published TEXT NOT NULL,            -- YYYY-MM-DD: shown to the public
        place     TEXT NOT NULL,            -- where
        ended     TEXT NOT NULL,            -- '' or the day from which it no longer holds
        reason    TEXT NOT NULL
);
CREATE INDEX org_entrustment_taker ON org_entrustment (taker);
