-- +goose Up
-- What somebody of a firm is there (職名), as whoever invited them wrote it.
ALTER TABLE users ADD COLUMN post TEXT NOT NULL DEFAULT '';
CREATE INDEX users_vendor ON users (vendor_id, role) WHERE vendor_id IS NOT NULL;

-- How many letters a firm's people, or one person of the house, had sent in a day by
-- inviting, so that nobody floods others' addresses with them. address is empty for the
-- day's sum, else the SHA-256 of one.
CREATE TABLE letter_counts (
    caused_by TEXT NOT NULL, -- a vendor, or an account of the house
    address   TEXT NOT NULL,
    day       DATE NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (caused_by, address, day)
);
