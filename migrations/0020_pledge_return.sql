-- +goose Up
-- Why a pledge on paper was sent back 差し戻し to whoever brought it; empty for none. Its
-- row ends, and stays with its scan and its sheet.
ALTER TABLE pledges ADD COLUMN return_reason TEXT NOT NULL DEFAULT '';
