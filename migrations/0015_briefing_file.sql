-- +goose Up
-- What the body itself hands round in a meeting: its own slides, its house rules.
-- Handout and slides of the contract's articles are made anew each time, and not kept.

CREATE TABLE briefing_files (
    id          TEXT PRIMARY KEY,
    briefing_id TEXT NOT NULL REFERENCES briefings (id),
    title       TEXT NOT NULL,
    name        TEXT NOT NULL,
    sha256      TEXT NOT NULL REFERENCES files (sha256),
    by_name     TEXT NOT NULL,
    at          TIMESTAMP NOT NULL
);
CREATE INDEX briefing_files_briefing ON briefing_files (briefing_id, id);
