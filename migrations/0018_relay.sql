-- +goose Up
-- A device that goes from hand to hand at a meeting, for people who have none of their
-- own: its cookie names the meeting. Only the hash of the token is kept.
CREATE TABLE relays (
    id          TEXT PRIMARY KEY,
    hash        TEXT NOT NULL UNIQUE,
    briefing_id TEXT NOT NULL REFERENCES briefings (id),
    party_id    TEXT REFERENCES parties (id), -- for its people and those below; none: for everybody who is asked
    started_by  TEXT NOT NULL REFERENCES users (id),
    started_at  TIMESTAMP NOT NULL,
    expires_at  TIMESTAMP NOT NULL,           -- the end of the meeting's day in Japan
    ended_at    TIMESTAMP
);
CREATE INDEX relays_briefing ON relays (briefing_id);

-- A sign-in on such a device ends after a few minutes without a hand on it.
ALTER TABLE web_sessions ADD COLUMN relay_id TEXT REFERENCES relays (id);
ALTER TABLE web_sessions ADD COLUMN idle INTEGER NOT NULL DEFAULT 0; -- seconds; 0: the house's rule
CREATE INDEX web_sessions_relay ON web_sessions (relay_id);

-- What the code on the wall is made of, which turns with each minute. The code that
-- stands the whole day (checkin) is made only when it is asked for.
ALTER TABLE briefings ADD COLUMN turning TEXT NOT NULL DEFAULT '';
UPDATE briefings SET turning = checkin;
