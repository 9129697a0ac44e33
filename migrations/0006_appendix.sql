-- +goose Up
-- Numbers of consultations run by fiscal year, without gaps within a transaction.
CREATE TABLE consultation_numbers (
    fiscal_year INTEGER PRIMARY KEY,
    last        INTEGER NOT NULL
);

CREATE TABLE consultations (
    id          TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    fiscal_year INTEGER NOT NULL,
    number      TEXT NOT NULL,
    question    TEXT NOT NULL,
    facts_hash  TEXT NOT NULL,
    asked_id    TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    asked_at    TIMESTAMP NOT NULL,
    decision    TEXT NOT NULL DEFAULT '',
    answer      TEXT NOT NULL DEFAULT '',
    answered_by TEXT NOT NULL DEFAULT '',
    answered_at TIMESTAMP,
    UNIQUE (fiscal_year, number)
);
CREATE INDEX consultations_contract ON consultations (contract_id);

-- Issued appendices never change; the documents are kept as bytes, for the same
-- words may give other bytes under another version of the program.
CREATE TABLE appendices (
    id              TEXT PRIMARY KEY,
    contract_id     TEXT NOT NULL REFERENCES contracts (id),
    number          INTEGER NOT NULL,
    edition_id      TEXT NOT NULL REFERENCES editions (id),
    consultation_id TEXT REFERENCES consultations (id),
    level           INTEGER NOT NULL,
    hash            TEXT NOT NULL,
    content         TEXT NOT NULL,
    pdf_sha256      TEXT NOT NULL REFERENCES files (sha256),
    docx_sha256     TEXT NOT NULL REFERENCES files (sha256),
    issued_by       TEXT NOT NULL,
    issued_at       TIMESTAMP NOT NULL,
    UNIQUE (contract_id, number)
);
