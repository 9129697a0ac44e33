-- +goose Up
-- What a party files before work: its structure (F-02) and its roster (F-04).

CREATE TABLE structures (
    id           TEXT PRIMARY KEY,
    contract_id  TEXT NOT NULL REFERENCES contracts (id),
    party_id     TEXT NOT NULL REFERENCES parties (id),
    number       INTEGER NOT NULL,
    content      TEXT NOT NULL,
    filed_by     TEXT NOT NULL,
    filed_at     TIMESTAMP NOT NULL,
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_at TIMESTAMP,
    UNIQUE (party_id, number)
);

-- A line of a roster: a person at work for a party. No birth date, no home address.
-- Whoever works on several contracts has one account and a line in each roster.
CREATE TABLE workers (
    id           TEXT PRIMARY KEY,
    contract_id  TEXT NOT NULL REFERENCES contracts (id),
    party_id     TEXT NOT NULL REFERENCES parties (id),
    user_id      TEXT NOT NULL REFERENCES users (id),
    name         TEXT NOT NULL,
    name_kana    TEXT NOT NULL DEFAULT '',
    duty         TEXT NOT NULL,
    my_number    BOOLEAN NOT NULL DEFAULT FALSE,
    site         TEXT NOT NULL DEFAULT '',
    starts_on    DATE NOT NULL,
    ends_on      DATE NOT NULL,
    left_on      DATE,
    left_reason  TEXT NOT NULL DEFAULT '',
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_at TIMESTAMP,
    -- hash of the topics heard, and of those whose questions were answered, while all of
    -- them are; the party's worker_topics when nothing is missing, until a day
    briefed       TEXT NOT NULL DEFAULT '',
    quizzed       TEXT NOT NULL DEFAULT '',
    briefed_until DATE,
    version      INTEGER NOT NULL DEFAULT 1,
    created_at   TIMESTAMP NOT NULL
);
CREATE INDEX workers_party ON workers (party_id);
CREATE INDEX workers_contract ON workers (contract_id);
CREATE INDEX workers_user ON workers (user_id);
-- one line at a time for a person in one roster
CREATE UNIQUE INDEX workers_once ON workers (party_id, user_id) WHERE left_on IS NULL;
