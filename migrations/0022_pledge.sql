-- +goose Up
-- In what capacity whoever signed a pledge did: self (a worker), representative, lead,
-- delegate or named (on a paper); empty for what was signed before it was kept. The post
-- is the representative's title, or what the paper says of another.
ALTER TABLE pledges ADD COLUMN capacity TEXT NOT NULL DEFAULT '';
ALTER TABLE pledges ADD COLUMN signer_post TEXT NOT NULL DEFAULT '';
