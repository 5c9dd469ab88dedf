-- dock.sql - what was noted about files from docking stations beside what stands in them.  Written by dock_commands.c.

CREATE TABLE dock_file (
        intake   BIGINT PRIMARY KEY,            -- the act intake.promise
        device   TEXT NOT NULL,                 -- code; '' unknown
        day      TEXT NOT NULL,                 -- YYYY-MM-DD by the device's clock; '' unknown
        shown    TEXT NOT NULL,                 -- RFC 3339: when it began, by the device's clock; '' unknown
        number   BIGINT NOT NULL,               -- that the device gave it; -1 none
        base     TEXT NOT NULL,                 -- findings in the file itself
        sequence TEXT NOT NULL,                 -- findings beside its neighbours: names, separated by commas
        note     TEXT NOT NULL                  -- the same in words
);
CREATE INDEX dock_file_device ON dock_file (device, day);
-- what is announced and has not come: looked up by its digest when a station sends it again
CREATE INDEX dock_promised ON rec_intake (promised) WHERE state = 'promised';
