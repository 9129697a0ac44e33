-- +goose Up
-- Why a pledge on paper was sent back 差し戻し to whoever brought it; empty for none. Its
-- row ends, and stays with its scan and its sheet.
ALTER TABLE pledges ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';

-- What stands of everybody is read from here alone: the wording makes rows long.
DROP INDEX pledges_party;
CREATE INDEX pledges_stand ON pledges (party_id, worker_id, state, method, confirmed_at, holds_from, lapses_on);

-- Whether it is known how an attempt to sign in ended; until then it is under way.
ALTER TABLE sign_in_attempts ADD COLUMN settled BOOLEAN NOT NULL DEFAULT TRUE;
