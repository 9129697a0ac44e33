-- +goose Up
-- Who had nothing to hear in a meeting, for they had heard all of it before, is not
-- absent from it; who was absent studies alone where no topic has to be told by a person;
-- and a topic whose tries are used up has to be told again.
ALTER TABLE briefing_attendees ADD COLUMN told BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE briefing_attendees ADD COLUMN self_study BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE topic_records ADD COLUMN again BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX briefing_attendees_make_up ON briefing_attendees (make_up_on);
