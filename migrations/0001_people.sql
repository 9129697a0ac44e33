-- +goose Up
-- Names of divisions and vendors are kept by time: a document prints the name of
-- its day. Instants are UTC in TIMESTAMP, dates are DATE, ids are UUIDv7 in TEXT,
-- so that the same file serves both engines.
CREATE TABLE divisions (
    id          TEXT PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    ended_on    DATE,
    successor   TEXT REFERENCES divisions (id),
    version     INTEGER NOT NULL DEFAULT 1,
    created_at  TIMESTAMP NOT NULL
);

CREATE TABLE division_names (
    division_id TEXT NOT NULL REFERENCES divisions (id),
    valid_from  DATE NOT NULL,
    valid_to    DATE,
    name        TEXT NOT NULL,
    name_en     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (division_id, valid_from)
);

CREATE TABLE vendors (
    id               TEXT PRIMARY KEY,
    corporate_number TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    name_kana        TEXT NOT NULL DEFAULT '',
    name_en          TEXT NOT NULL DEFAULT '',
    address          TEXT NOT NULL DEFAULT '',
    rep_title        TEXT NOT NULL DEFAULT '',
    representative   TEXT NOT NULL DEFAULT '',
    phone            TEXT NOT NULL DEFAULT '',
    email            TEXT NOT NULL DEFAULT '',
    search_key       TEXT NOT NULL,
    sort_key         TEXT NOT NULL,
    version          INTEGER NOT NULL DEFAULT 1,
    created_at       TIMESTAMP NOT NULL,
    updated_at       TIMESTAMP NOT NULL
);
CREATE INDEX vendors_sort ON vendors (sort_key, id);

CREATE TABLE vendor_names (
    vendor_id  TEXT NOT NULL REFERENCES vendors (id),
    valid_from DATE NOT NULL,
    valid_to   DATE,
    name       TEXT NOT NULL,
    -- with the name: a vendor may be renamed on the day it was entered
    PRIMARY KEY (vendor_id, valid_from, name)
);

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    login         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('drafter', 'manager', 'reviewer', 'auditor', 'admin', 'vendor_lead', 'vendor_worker')),
    division_id   TEXT REFERENCES divisions (id),
    vendor_id     TEXT REFERENCES vendors (id),
    password_hash TEXT NOT NULL DEFAULT '',
    lang          TEXT NOT NULL DEFAULT '',
    disabled_at   TIMESTAMP,
    last_seen_at  TIMESTAMP,
    version       INTEGER NOT NULL DEFAULT 1,
    created_at    TIMESTAMP NOT NULL,
    -- a drafter without a division or a lead without a vendor would see nothing or everything
    CHECK (role NOT IN ('drafter', 'manager') OR division_id IS NOT NULL),
    CHECK (role NOT IN ('vendor_lead', 'vendor_worker') OR vendor_id IS NOT NULL)
);

-- Only hashes of secrets are kept: whoever reads the table cannot sign in with it.
CREATE TABLE web_sessions (
    id         TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id),
    address    TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at    TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at   TIMESTAMP
);
CREATE INDEX web_sessions_user ON web_sessions (user_id);

CREATE TABLE access_tokens (
    id           TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL REFERENCES users (id),
    name         TEXT NOT NULL,
    hash         TEXT NOT NULL UNIQUE,
    created_at   TIMESTAMP NOT NULL,
    expires_at   TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP,
    revoked_at   TIMESTAMP
);
CREATE INDEX access_tokens_user ON access_tokens (user_id);

-- One-time links by which a person sets the first or a new password.
CREATE TABLE invitations (
    hash       TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP
);

-- The login is kept as its SHA-256: people type passwords into the wrong field.
CREATE TABLE sign_in_attempts (
    id      TEXT PRIMARY KEY,
    login   TEXT NOT NULL,
    address TEXT NOT NULL,
    at      TIMESTAMP NOT NULL,
    ok      BOOLEAN NOT NULL
);
CREATE INDEX sign_in_attempts_login ON sign_in_attempts (login, at);
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, at);

-- What a person had typed when the sign-in ran out; given back to the same person only.
CREATE TABLE kept_forms (
    hash       TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id),
    path       TEXT NOT NULL,
    fields     TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
