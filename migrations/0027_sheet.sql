-- +goose Up
-- Hash of the code that stands beside the link on a printed sheet, for whoever cannot
-- scan it: a second secret for the same purpose, with the same end. None where no sheet
-- can be printed: the link a mail carries.
ALTER TABLE invitations ADD COLUMN typed TEXT;
CREATE UNIQUE INDEX invitations_typed ON invitations (typed) WHERE typed IS NOT NULL;
