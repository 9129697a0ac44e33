-- +goose Up
-- One-time codes (RFC 6238). The secret has to be read again to tell a code, so it is
-- sealed under the installation's secret, which is not in the database. A step of
-- thirty seconds is taken once: last_step only ever grows.
CREATE TABLE user_codes (
    user_id      TEXT PRIMARY KEY REFERENCES users (id),
    sealed       TEXT NOT NULL,
    last_step    BIGINT NOT NULL DEFAULT 0,
    created_at   TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP
);

-- A sign-in whose password was right and whose code is still to come. It is no
-- session and opens nothing.
CREATE TABLE half_sign_ins (
    hash       TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users (id),
    tries      INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX half_sign_ins_user ON half_sign_ins (user_id);
