-- +goose Up
-- What a structure that was filed lacks since the contract changed, and since when: it
-- named all that was asked of it on its day.
ALTER TABLE structures ADD COLUMN lacks TEXT NOT NULL DEFAULT '' CHECK (lacks IN ('', 'privacy_lead'));
ALTER TABLE structures ADD COLUMN lacks_since TIMESTAMP;
