-- +goose Up
-- Bytes under the name of their own SHA-256: what was issued is what is served.
CREATE TABLE files (
    sha256       TEXT PRIMARY KEY,
    content_type TEXT NOT NULL,
    size         INTEGER NOT NULL,
    bytes        BLOB NOT NULL,
    created_at   TIMESTAMP NOT NULL
);
