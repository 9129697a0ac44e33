-- +goose Up
-- Time-stamps (RFC 3161) of sealed documents. Each has a line from the moment it is
-- sealed, whether an authority is asked or not: one that is named later stamps those
-- that wait. id is the pledge's or the meeting's.
CREATE TABLE seal_stamps (
    id          TEXT PRIMARY KEY,
    subject     TEXT NOT NULL CHECK (subject IN ('pledge', 'briefing')),
    contract_id TEXT NOT NULL,
    sealed      TEXT NOT NULL,                 -- SHA-256 of the file as it was sealed
    sealed_at   TIMESTAMP NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'asking', 'stamped')),
    tries       INTEGER NOT NULL DEFAULT 0,    -- that came to nothing
    fault       TEXT NOT NULL DEFAULT '',      -- why the last one did
    reply       TEXT NOT NULL DEFAULT '',      -- what was said of it, shortened
    not_before  TIMESTAMP NOT NULL,            -- of the next try
    holder      TEXT NOT NULL DEFAULT '',      -- the process that asks
    held_until  TIMESTAMP,
    stamped     TEXT NOT NULL DEFAULT '',      -- SHA-256 of the file with its stamp
    authority   TEXT NOT NULL DEFAULT '',      -- as its certificate names it
    stamped_at  TIMESTAMP,                     -- the authority's time
    CHECK ((state = 'asking') = (held_until IS NOT NULL)),
    CHECK ((state = 'stamped') = (stamped_at IS NOT NULL))
);
CREATE INDEX seal_stamps_due ON seal_stamps (not_before, id) WHERE state IN ('waiting', 'asking');
CREATE INDEX seal_stamps_state ON seal_stamps (state, id);

INSERT INTO seal_stamps (id, subject, contract_id, sealed, sealed_at, state, not_before)
SELECT p.id, 'pledge', p.contract_id, p.pdf, p.signed_at, 'waiting', p.signed_at
FROM pledges p WHERE p.pdf <> '' AND p.signed_at IS NOT NULL AND p.stamped_at IS NULL;
-- of a paper the day of signing is known, and the log knows when its sheet was sealed
UPDATE seal_stamps SET sealed_at = (SELECT MIN(e.at) FROM events e WHERE e.subject = 'pledge' AND e.subject_id = seal_stamps.id AND e.kind = 'pledge.paper_kept')
WHERE EXISTS (SELECT 1 FROM events e WHERE e.subject = 'pledge' AND e.subject_id = seal_stamps.id AND e.kind = 'pledge.paper_kept');
INSERT INTO seal_stamps (id, subject, contract_id, sealed, sealed_at, state, not_before)
SELECT b.id, 'briefing', b.contract_id, b.pdf, b.closed_at, 'waiting', b.closed_at
FROM briefings b WHERE b.pdf <> '' AND b.closed_at IS NOT NULL AND b.stamped_at IS NULL;

-- What the record of a meeting says of its contract, as it was printed.
ALTER TABLE briefings ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE briefings ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE briefings SET
    number = (SELECT c.number FROM contracts c WHERE c.id = briefings.contract_id),
    title = (SELECT c.title FROM contracts c WHERE c.id = briefings.contract_id)
WHERE pdf <> '';

-- Checks of sealed documents by anybody. Of each there is only when it was, from where,
-- and whether it found anything: neither the file nor the code. Lines of past days are
-- deleted.
CREATE TABLE verify_attempts (
    id      TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    at      TIMESTAMP NOT NULL,
    found   BOOLEAN NOT NULL
);
CREATE INDEX verify_attempts_address ON verify_attempts (address, at);

-- a sealed file is found by what is signed in it
CREATE INDEX pledges_identity ON pledges (identity) WHERE identity <> '';
CREATE INDEX briefings_identity ON briefings (identity) WHERE identity <> '';
