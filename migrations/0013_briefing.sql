-- +goose Up
-- Briefings 説明 (要綱 第43条): meetings that are planned, held and closed by a sealed
-- record, and what each person has heard and answered.

CREATE TABLE briefings (
    id          TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    state       TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    method      TEXT NOT NULL CHECK (method IN ('room', 'video')),
    side        TEXT NOT NULL CHECK (side IN ('prefecture', 'prime')), -- who briefs
    held_on     DATE NOT NULL,
    begins      TEXT NOT NULL DEFAULT '', -- 13:30
    minutes     INTEGER NOT NULL DEFAULT 0,
    place       TEXT NOT NULL DEFAULT '',
    briefer_id  TEXT NOT NULL REFERENCES users (id),
    briefer     TEXT NOT NULL,
    topics      TEXT NOT NULL, -- ids, separated by commas
    materials   TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT '',
    checkin     TEXT NOT NULL DEFAULT '', -- SHA-256 of the code shown in the room
    edition_id  TEXT NOT NULL DEFAULT '',
    appendix    INTEGER NOT NULL DEFAULT 0,
    policy      TEXT NOT NULL DEFAULT '', -- the rules handed over, with their version
    pdf         TEXT NOT NULL DEFAULT '', -- SHA-256 of the sealed record
    identity    TEXT NOT NULL DEFAULT '',
    code        TEXT UNIQUE,
    stamped_at  TIMESTAMP,
    planned_by  TEXT NOT NULL,
    planned_at  TIMESTAMP NOT NULL,
    closed_at   TIMESTAMP,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX briefings_contract ON briefings (contract_id, held_on);

-- Who is to come, and who came. A person without a line of a roster is a party's lead.
CREATE TABLE briefing_attendees (
    id           TEXT PRIMARY KEY,
    briefing_id  TEXT NOT NULL REFERENCES briefings (id),
    party_id     TEXT NOT NULL REFERENCES parties (id),
    user_id      TEXT NOT NULL REFERENCES users (id),
    worker_id    TEXT REFERENCES workers (id),
    name         TEXT NOT NULL,
    attended_at  TIMESTAMP,
    method       TEXT NOT NULL DEFAULT '', -- checked_in, ticked
    confirmed_at TIMESTAMP,
    absence      TEXT NOT NULL DEFAULT '',
    make_up_on   DATE,
    received     BOOLEAN NOT NULL DEFAULT FALSE, -- took the rules for the party
    UNIQUE (briefing_id, party_id, user_id)
);
CREATE INDEX briefing_attendees_user ON briefing_attendees (user_id);

-- What somebody has heard: a topic with the hash of its content, until it has to be
-- repeated. bound says as whom: the articles of a topic differ.
CREATE TABLE topic_records (
    id          TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    party_id    TEXT NOT NULL REFERENCES parties (id),
    user_id     TEXT NOT NULL REFERENCES users (id),
    bound       TEXT NOT NULL,
    topic       TEXT NOT NULL,
    hash        TEXT NOT NULL,
    how         TEXT NOT NULL,
    briefing_id TEXT REFERENCES briefings (id),
    told_at     TIMESTAMP NOT NULL,
    until       DATE,
    tries       INTEGER NOT NULL DEFAULT 0,
    percent     INTEGER NOT NULL DEFAULT 0, -- of the last try
    passed_at   TIMESTAMP,
    UNIQUE (party_id, user_id, bound, topic, hash)
);
CREATE INDEX topic_records_user ON topic_records (user_id, contract_id);
CREATE INDEX topic_records_until ON topic_records (until);
