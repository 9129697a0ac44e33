-- +goose Up
-- Which version of the appendix the contractor has accepted, 0 for none, and when. Who
-- did, and how, is in the log.
ALTER TABLE contracts ADD COLUMN accepted_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contracts ADD COLUMN accepted_at TIMESTAMP;
