-- +goose Up
-- How long somebody had heard all the topics they had to know, as it was kept of a worker
-- or, without one, of a party's lead: since when, until which day it holds, whether all
-- questions were answered, and when it stopped being so kept. What is kept of today alone
-- cannot tell who had been briefed on a day that is past.
CREATE TABLE heard_history (
    id        TEXT PRIMARY KEY,
    party_id  TEXT NOT NULL REFERENCES parties (id),
    worker_id TEXT REFERENCES workers (id),
    quizzed   BOOLEAN NOT NULL,
    since     TIMESTAMP NOT NULL,
    until     DATE,
    ended_at  TIMESTAMP
);
CREATE INDEX heard_history_party ON heard_history (party_id, worker_id);
INSERT INTO heard_history (id, party_id, worker_id, quizzed, since, until)
    SELECT w.id, w.party_id, w.id, w.quizzed = w.briefed,
        COALESCE((SELECT MAX(r.told_at) FROM topic_records r WHERE r.party_id = w.party_id AND r.user_id = w.user_id AND r.bound = 'worker'), w.created_at), w.briefed_until
    FROM workers w WHERE w.briefed <> '';
INSERT INTO heard_history (id, party_id, worker_id, quizzed, since, until)
    SELECT p.id, p.id, NULL, p.quizzed = p.briefed,
        COALESCE((SELECT MAX(r.told_at) FROM topic_records r WHERE r.party_id = p.id AND r.bound <> 'worker'), p.created_at), p.briefed_until
    FROM parties p WHERE p.briefed <> '';
