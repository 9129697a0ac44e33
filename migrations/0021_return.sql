-- +goose Up
-- What a party filed may be sent back: why, by whom and when. A structure is filed anew
-- under the next number; a line of a roster that is filed again begins anew here too.

ALTER TABLE structures ADD COLUMN returned_by TEXT NOT NULL DEFAULT '';
ALTER TABLE structures ADD COLUMN returned_at TIMESTAMP;
ALTER TABLE structures ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';

ALTER TABLE workers ADD COLUMN returned_by TEXT NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN returned_at TIMESTAMP;
ALTER TABLE workers ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';
-- when the line was filed as it stands: entered, changed, or filed again
ALTER TABLE workers ADD COLUMN filed_at TIMESTAMP;
UPDATE workers SET filed_at = created_at;
