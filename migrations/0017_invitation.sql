-- +goose Up
-- When the person pressed "begin" on the page a link leads to. Looking at the page is no
-- opening: mail scanners look too.
ALTER TABLE invitations ADD COLUMN opened_at TIMESTAMP;
