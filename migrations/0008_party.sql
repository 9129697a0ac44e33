-- +goose Up
-- Everybody on a contract: the firms below the prime, what each has filed, and the
-- people who work.

-- A party stands when its state is approved; the prime is so from the beginning. One
-- that works without approval is kept as unapproved, which is a finding.
ALTER TABLE parties ADD COLUMN state TEXT NOT NULL DEFAULT 'approved'
    CHECK (state IN ('applied', 'forwarded', 'endorsed', 'returned', 'approved', 'refused', 'withdrawn', 'unapproved', 'ended'));
ALTER TABLE parties ADD COLUMN state_since TIMESTAMP;
ALTER TABLE parties ADD COLUMN approved_at TIMESTAMP;
ALTER TABLE parties ADD COLUMN works_since DATE;       -- of an unapproved one: since when it is known to work
ALTER TABLE parties ADD COLUMN consented_at TIMESTAMP; -- 番号法 第10条: the original body allows it to handle My Numbers
ALTER TABLE parties ADD COLUMN consented_by TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
-- hashes of the topics its lead and its workers have to know, and of what its lead has
-- heard and answered while all of it holds, until a day
ALTER TABLE parties ADD COLUMN topics_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN worker_topics TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN briefed TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN quizzed TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN briefed_until DATE;
ALTER TABLE parties ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
UPDATE parties SET state_since = created_at, approved_at = created_at;
UPDATE parties SET state = 'ended' WHERE ended_at IS NOT NULL;
CREATE INDEX parties_parent ON parties (parent_id);
CREATE INDEX parties_state ON parties (state); -- for what waits for somebody

-- The application F-03 as it was last sent, with the names of its day; what it was
-- before stands in the log.
CREATE TABLE subcontracts (
    party_id   TEXT PRIMARY KEY REFERENCES parties (id),
    content    TEXT NOT NULL,
    starts_on  DATE NOT NULL,
    ends_on    DATE NOT NULL,
    applied_by TEXT NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

-- Who said what about an application, in order.
CREATE TABLE party_steps (
    id       TEXT PRIMARY KEY,
    party_id TEXT NOT NULL REFERENCES parties (id),
    deed     TEXT NOT NULL,
    by_id    TEXT NOT NULL,
    by_name  TEXT NOT NULL,
    by_role  TEXT NOT NULL,
    note     TEXT NOT NULL DEFAULT '',
    at       TIMESTAMP NOT NULL
);
CREATE INDEX party_steps_party ON party_steps (party_id, id);

-- What is attached to a party: the copy of its contract, checks of its selection.
CREATE TABLE party_files (
    id       TEXT PRIMARY KEY,
    party_id TEXT NOT NULL REFERENCES parties (id),
    title    TEXT NOT NULL,
    name     TEXT NOT NULL,
    sha256   TEXT NOT NULL REFERENCES files (sha256),
    by_name  TEXT NOT NULL,
    at       TIMESTAMP NOT NULL
);
CREATE INDEX party_files_party ON party_files (party_id, id);
