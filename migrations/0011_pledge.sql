-- +goose Up
-- A pledge 誓約書 from being asked for to its end. What was signed never changes: the
-- text as it was shown, the sealed file, who signed, when, how and from where.
CREATE TABLE pledges (
    id           TEXT PRIMARY KEY,
    contract_id  TEXT NOT NULL REFERENCES contracts (id),
    party_id     TEXT NOT NULL REFERENCES parties (id),
    worker_id    TEXT REFERENCES workers (id), -- none for a company's
    kind         TEXT NOT NULL CHECK (kind IN ('company', 'worker')),
    state        TEXT NOT NULL CHECK (state IN ('asked', 'signed', 'ended')),
    renewal      BOOLEAN NOT NULL DEFAULT FALSE, -- asked while the one before it still holds
    asked_at     TIMESTAMP NOT NULL,
    question     TEXT NOT NULL DEFAULT '',       -- asked before signing, and its answer
    answer       TEXT NOT NULL DEFAULT '',
    declined_at  TIMESTAMP,
    decline_reason TEXT NOT NULL DEFAULT '',
    delegate_id  TEXT REFERENCES users (id),     -- who signs for the company in the lead's place
    signer_id    TEXT NOT NULL DEFAULT '',
    signer_name  TEXT NOT NULL DEFAULT '',       -- as typed
    signed_at    TIMESTAMP,
    method       TEXT NOT NULL DEFAULT '',       -- password, password_and_code, paper
    address      TEXT NOT NULL DEFAULT '',
    user_agent   TEXT NOT NULL DEFAULT '',
    edition_id   TEXT NOT NULL DEFAULT '',
    appendix     INTEGER NOT NULL DEFAULT 0,     -- version it was made under
    text         TEXT NOT NULL DEFAULT '',       -- JSON of the wording
    text_hash    TEXT NOT NULL DEFAULT '',
    terms        TEXT NOT NULL DEFAULT '',
    pdf          TEXT NOT NULL DEFAULT '',       -- SHA-256 of the sealed file
    identity     TEXT NOT NULL DEFAULT '',       -- SHA-256 of its sealed bytes, the same before and after the time-stamp
    code         TEXT UNIQUE,                    -- by which anybody may ask whether it is genuine
    stamped_at   TIMESTAMP,                      -- the authority's time; none while it is pending or there is no authority
    scan         TEXT NOT NULL DEFAULT '',       -- SHA-256 of the paper's scan, kept byte for byte
    shelf        TEXT NOT NULL DEFAULT '',       -- where the paper stands
    holds_from   DATE,
    lapses_on    DATE,                           -- last day it holds; none when it does not lapse by time
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_at TIMESTAMP,
    ended_at     TIMESTAMP,
    end_reason   TEXT NOT NULL DEFAULT '',       -- replaced, left, role, edition, party
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX pledges_party ON pledges (party_id, worker_id);
CREATE INDEX pledges_contract ON pledges (contract_id, state);
CREATE INDEX pledges_worker ON pledges (worker_id);
CREATE INDEX pledges_lapse ON pledges (lapses_on) WHERE state = 'signed';
-- nobody is asked twice for the same
CREATE UNIQUE INDEX pledges_asked_worker ON pledges (worker_id) WHERE state = 'asked' AND worker_id IS NOT NULL;
CREATE UNIQUE INDEX pledges_asked_company ON pledges (party_id) WHERE state = 'asked' AND worker_id IS NULL;
