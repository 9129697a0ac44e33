-- +goose Up
-- The days on which people were reminded: the round of a day is done once, by whichever
-- process comes first.
CREATE TABLE reminder_rounds (
    day     DATE PRIMARY KEY,
    mails   INTEGER NOT NULL,
    done_at TIMESTAMP NOT NULL
);
