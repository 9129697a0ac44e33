-- +goose Up
-- Where an account's mail goes; none for people who read no mail.
ALTER TABLE users ADD COLUMN mail TEXT;

-- The mail that carried a link, none where it was shown to be handed over. A person may
-- have several live links; the first one used ends all of them.
ALTER TABLE invitations ADD COLUMN mail_id TEXT;

-- Mail waits here until a process has handed it to the mail server. data is what the
-- letter is written from; it holds no secret, and is emptied when the mail is gone.
CREATE TABLE mails (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    to_user_id  TEXT REFERENCES users (id),
    to_address  TEXT NOT NULL,
    lang        TEXT NOT NULL CHECK (lang IN ('ja', 'en')),
    subject     TEXT NOT NULL DEFAULT '', -- what it is about, as events have it
    subject_id  TEXT NOT NULL DEFAULT '',
    contract_id TEXT,                     -- as in events: a draft may be removed, what was sent about it stays
    day         DATE,
    data        TEXT NOT NULL DEFAULT '{}',
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    tries       INTEGER NOT NULL DEFAULT 0,
    fault       TEXT NOT NULL DEFAULT '',
    reply       TEXT NOT NULL DEFAULT '', -- of the mail server, shortened
    not_before  TIMESTAMP NOT NULL,
    holder      TEXT NOT NULL DEFAULT '', -- the process that sends it
    held_until  TIMESTAMP,
    created_at  TIMESTAMP NOT NULL,
    sent_at     TIMESTAMP,
    CHECK (kind <> 'digest' OR to_user_id IS NOT NULL AND day IS NOT NULL),
    CHECK ((state = 'sending') = (held_until IS NOT NULL)),
    UNIQUE (kind, to_user_id, day) -- one digest for a person and a day; mails without a day are not bound
);
CREATE INDEX mails_due ON mails (not_before, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX mails_state ON mails (state, id);
CREATE INDEX mails_subject ON mails (subject, subject_id, id);
CREATE INDEX mails_contract ON mails (contract_id, id) WHERE contract_id IS NOT NULL;

-- What the demo would have sent, links and all. Nothing else writes here.
CREATE TABLE outbox (
    mail_id   TEXT PRIMARY KEY REFERENCES mails (id),
    sender    TEXT NOT NULL,
    recipient TEXT NOT NULL,
    title     TEXT NOT NULL,
    body      TEXT NOT NULL,
    html      TEXT NOT NULL,
    kept_at   TIMESTAMP NOT NULL
);
