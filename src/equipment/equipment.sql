-- equipment.sql - the register of devices.  Written by equipment_apply.c.

CREATE TABLE equip_device (
        id          BIGINT PRIMARY KEY,         -- the act device.register
        code        TEXT NOT NULL UNIQUE,       -- its own or the office's number: how recordings name it
        kind        TEXT NOT NULL,              -- of the pack's equipment
        model       TEXT NOT NULL,
        serial      TEXT NOT NULL,
        agency      TEXT NOT NULL,
        unit        TEXT NOT NULL,              -- '' held by the agency itself
        storage     BIGINT NOT NULL,            -- GB; 0 unknown or none
        holder      TEXT NOT NULL,              -- login; '' in store
        since       TEXT NOT NULL,              -- RFC 3339: held, or in store, from then on
        state       TEXT NOT NULL,              -- ok | fault | repair | retired
        calibrated  TEXT NOT NULL,              -- YYYY-MM-DD: the calibration holds until that day, included; '' never calibrated
        registered  TEXT NOT NULL               -- RFC 3339
);
CREATE INDEX equip_device_unit ON equip_device (agency, unit, kind);
CREATE INDEX equip_device_holder ON equip_device (holder);

CREATE TABLE equip_hold (
        id          BIGINT PRIMARY KEY,         -- the act device.hand
        device_id   BIGINT NOT NULL,
        login       TEXT NOT NULL,
        since       TEXT NOT NULL,              -- RFC 3339, included
        until       TEXT NOT NULL,              -- RFC 3339, not included; '' still held
        battery     BIGINT NOT NULL,            -- percent when it was handed over; -1 not asked
        space       BIGINT NOT NULL,            -- GB free then; -1 not asked
        content     TEXT NOT NULL               -- what was told when it came back
);
CREATE INDEX equip_hold_device ON equip_hold (device_id, since);

CREATE TABLE equip_clock (
        id          BIGINT PRIMARY KEY,         -- the act device.clock
        device_id   BIGINT NOT NULL,
        shown       TEXT NOT NULL,              -- RFC 3339: what its clock showed
        real        TEXT NOT NULL               -- RFC 3339: when that was
);
CREATE INDEX equip_clock_device ON equip_clock (device_id, real);
