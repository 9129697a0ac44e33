-- +goose Up
-- Why a briefing was entered only after its day; empty for one that was planned.
ALTER TABLE briefings ADD COLUMN afterwards TEXT NOT NULL DEFAULT '';
CREATE INDEX briefings_planned ON briefings (held_on) WHERE state = 'planned';
