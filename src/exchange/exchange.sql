-- exchange.sql - what goes out to other carriers.  Written by: exchange_apply.c, from acts on carrier/N and delivery/N.
-- What is due is not stored: it follows from the published records' own acts and the carrier's position.

CREATE TABLE exchange_carrier (         -- each carrier that was ever started
        carrier     TEXT PRIMARY KEY,           -- id in the pack
        state       TEXT NOT NULL,              -- on | paused
        position    BIGINT NOT NULL,            -- the last change (act) that is settled: delivered, passed over or given up; -1 none
        pending     BIGINT NOT NULL,            -- the change that could not be delivered so far; -1 none
        tries       BIGINT NOT NULL,            -- of the pending one
        next_at     TEXT NOT NULL,              -- RFC 3339: not before; '' at once
        since       TEXT NOT NULL               -- RFC 3339: when it was started or paused
);

CREATE TABLE exchange_delivery (        -- each try
        id          BIGINT PRIMARY KEY,         -- the act carrier.delivered or carrier.failed
        carrier     TEXT NOT NULL,
        change      BIGINT NOT NULL,            -- the act that was told of
        what        TEXT NOT NULL,              -- released | withdrawn | …
        record      BIGINT NOT NULL,            -- the published record
        number      TEXT NOT NULL,
        outcome     TEXT NOT NULL,              -- delivered | failed | given_up | passed
        try         BIGINT NOT NULL,            -- from 1
        status      BIGINT NOT NULL,            -- HTTP; 0 no answer
        detail      TEXT NOT NULL,
        at          TEXT NOT NULL,              -- RFC 3339
        next_at     TEXT NOT NULL               -- RFC 3339; '' when it is settled
);
CREATE INDEX exchange_delivery_carrier ON exchange_delivery (carrier, id);
CREATE INDEX exchange_delivery_outcome ON exchange_delivery (outcome, id);
