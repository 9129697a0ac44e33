-- +goose Up
-- The owner division's word on the record of a briefing that the contractor held in its
-- place: until it is given, what was told counts for nobody. waits is true until then.
ALTER TABLE briefings ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE briefings ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE briefings ADD COLUMN confirmed_at TIMESTAMP;
ALTER TABLE briefings ADD COLUMN returned_by TEXT NOT NULL DEFAULT '';
ALTER TABLE briefings ADD COLUMN returned_at TIMESTAMP;
ALTER TABLE briefings ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX briefings_waiting ON briefings (contract_id) WHERE waits;
CREATE INDEX briefings_returned ON briefings (contract_id) WHERE returned_at IS NOT NULL;

-- The topics that would all be heard with that word, as briefed has those that are, and
-- the last day on which they would.
ALTER TABLE workers ADD COLUMN brief_waits TEXT NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN brief_waits_until DATE;
ALTER TABLE parties ADD COLUMN brief_waits TEXT NOT NULL DEFAULT '';
ALTER TABLE parties ADD COLUMN brief_waits_until DATE;
