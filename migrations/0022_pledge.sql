-- +goose Up
-- In what capacity whoever signed a pledge did: self (a worker), representative, lead,
-- delegate or named (on a paper); empty for what was signed before it was kept. The post
-- is the representative's title, or what the paper says of another.
ALTER TABLE pledges ADD COLUMN capacity TEXT NOT NULL DEFAULT '';
ALTER TABLE pledges ADD COLUMN signer_post TEXT NOT NULL DEFAULT '';

-- Everything that was asked before signing, with its answers, in order. The question and
-- answer of the pledge itself are the one that waits, or the last.
CREATE TABLE pledge_questions (
    id          TEXT PRIMARY KEY,
    pledge_id   TEXT NOT NULL REFERENCES pledges (id),
    question    TEXT NOT NULL,
    asked_at    TIMESTAMP NOT NULL,
    answer      TEXT NOT NULL DEFAULT '',
    answered_at TIMESTAMP
);
CREATE INDEX pledge_questions_pledge ON pledge_questions (pledge_id, id);
INSERT INTO pledge_questions (id, pledge_id, question, asked_at, answer)
    SELECT id, id, question, asked_at, answer FROM pledges WHERE question <> '';
