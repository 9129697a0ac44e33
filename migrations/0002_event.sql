-- +goose Up
-- Every change leaves a line here in its own transaction.
CREATE TABLE events (
    id          TEXT PRIMARY KEY,
    at          TIMESTAMP NOT NULL,
    actor_id    TEXT NOT NULL,
    actor_name  TEXT NOT NULL,
    role        TEXT NOT NULL,
    address     TEXT NOT NULL DEFAULT '',
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    subject_id  TEXT NOT NULL,
    contract_id TEXT,
    before      TEXT NOT NULL DEFAULT '{}',
    after       TEXT NOT NULL DEFAULT '{}',
    reason      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX events_contract ON events (contract_id, id);
CREATE INDEX events_subject ON events (subject, subject_id, id);
