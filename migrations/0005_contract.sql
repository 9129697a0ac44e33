-- +goose Up
-- A published edition never changes: contracts are pinned to it by id.
CREATE TABLE editions (
    id             TEXT PRIMARY KEY,
    catalog        TEXT NOT NULL,
    version        TEXT NOT NULL,
    effective_from DATE NOT NULL,
    sha256         TEXT NOT NULL UNIQUE,
    source         TEXT NOT NULL,
    published_by   TEXT NOT NULL,
    published_at   TIMESTAMP NOT NULL,
    UNIQUE (catalog, version)
);

CREATE TABLE contracts (
    id             TEXT PRIMARY KEY,
    number         TEXT NOT NULL UNIQUE,
    title          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    starts_on      DATE NOT NULL,
    ends_on        DATE NOT NULL,
    signed_on      DATE,
    completed_on   DATE,
    division_id    TEXT NOT NULL REFERENCES divisions (id),
    vendor_id      TEXT REFERENCES vendors (id),
    edition_id     TEXT NOT NULL REFERENCES editions (id),
    flags          TEXT NOT NULL DEFAULT '',
    overseas       BOOLEAN NOT NULL DEFAULT FALSE,
    persons        INTEGER NOT NULL DEFAULT 0,
    procurement    TEXT NOT NULL DEFAULT '',
    system_manager TEXT NOT NULL DEFAULT '',
    policy_version TEXT NOT NULL DEFAULT '',
    scheme         TEXT NOT NULL DEFAULT 'article',
    note           TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL CHECK (state IN ('draft', 'consulting', 'issued', 'concluded', 'ready', 'completed', 'closed')),
    state_since    TIMESTAMP NOT NULL,
    -- Kept for lists, computed at every change and good until facts_until: what comes
    -- next, whose turn that is and since when, the level, and the hash of what the
    -- facts would compile to.
    step           TEXT NOT NULL DEFAULT '',
    step_count     INTEGER NOT NULL DEFAULT 0,
    step_since     TIMESTAMP NOT NULL,
    waiting_for    TEXT NOT NULL DEFAULT '',
    level          INTEGER NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 4),
    facts_until    DATE,
    facts_hash     TEXT NOT NULL DEFAULT '',
    issued_hash    TEXT NOT NULL DEFAULT '',
    issued_number  INTEGER NOT NULL DEFAULT 0,
    issued_vendor  TEXT NOT NULL DEFAULT '',
    -- division and vendor as named when the contract was signed, as JSON; later changes
    -- in the registers leave a signed contract as it is
    signed_names   TEXT NOT NULL DEFAULT '',
    search_key     TEXT NOT NULL,
    sort_key       TEXT NOT NULL,
    version        INTEGER NOT NULL DEFAULT 1,
    created_at     TIMESTAMP NOT NULL,
    updated_at     TIMESTAMP NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX contracts_updated ON contracts (updated_at, id);
CREATE INDEX contracts_sort ON contracts (sort_key, id);
CREATE INDEX contracts_ends ON contracts (ends_on, id);
CREATE INDEX contracts_number ON contracts (number, id);
CREATE INDEX contracts_division ON contracts (division_id, updated_at, id);
CREATE INDEX contracts_vendor ON contracts (vendor_id);
CREATE INDEX contracts_level ON contracts (level, id);
CREATE INDEX contracts_edition ON contracts (edition_id);
CREATE INDEX contracts_counts ON contracts (state, level, waiting_for);
CREATE INDEX contracts_own_counts ON contracts (division_id, state, level, waiting_for);
CREATE INDEX contracts_since ON contracts (step_since, id);
CREATE INDEX contracts_issued ON contracts (division_id, state, facts_hash, issued_hash, facts_until) WHERE issued_number > 0;
CREATE INDEX contracts_waiting ON contracts (waiting_for, step_since, id);
CREATE INDEX contracts_until ON contracts (facts_until);

CREATE TABLE contract_systems (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    system_id   TEXT NOT NULL REFERENCES systems (id),
    position    INTEGER NOT NULL,
    PRIMARY KEY (contract_id, system_id)
);
CREATE INDEX contract_systems_system ON contract_systems (system_id);

CREATE TABLE contract_classes (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    class_id    TEXT NOT NULL,
    PRIMARY KEY (contract_id, class_id)
);

-- A vendor's place in a contract; tier 0 is the prime. What a vendor may see
-- follows from the rows here and from nothing else.
CREATE TABLE parties (
    id          TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    vendor_id   TEXT NOT NULL REFERENCES vendors (id),
    parent_id   TEXT REFERENCES parties (id),
    tier        INTEGER NOT NULL CHECK (tier >= 0),
    ended_at    TIMESTAMP,
    created_at  TIMESTAMP NOT NULL,
    CHECK ((tier = 0) = (parent_id IS NULL))
);
CREATE INDEX parties_contract ON parties (contract_id);
CREATE UNIQUE INDEX parties_prime ON parties (contract_id) WHERE tier = 0 AND ended_at IS NULL;
CREATE INDEX parties_vendor ON parties (vendor_id, contract_id);

CREATE TABLE contract_params (
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    obligation  TEXT NOT NULL,
    param       TEXT NOT NULL,
    value       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    set_by      TEXT NOT NULL,
    set_at      TIMESTAMP NOT NULL,
    PRIMARY KEY (contract_id, obligation, param)
);

CREATE TABLE waivers (
    id           TEXT PRIMARY KEY,
    contract_id  TEXT NOT NULL REFERENCES contracts (id),
    obligation   TEXT NOT NULL,
    param        TEXT NOT NULL DEFAULT '',
    value        TEXT NOT NULL DEFAULT 'null',
    reason       TEXT NOT NULL,
    ends_on      DATE NOT NULL,
    requested_id TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested_at TIMESTAMP NOT NULL,
    decision     TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    decided_by   TEXT NOT NULL DEFAULT '',
    decided_at   TIMESTAMP
);
CREATE INDEX waivers_contract ON waivers (contract_id);

CREATE TABLE level_decisions (
    id           TEXT PRIMARY KEY,
    contract_id  TEXT NOT NULL REFERENCES contracts (id),
    kind         TEXT NOT NULL CHECK (kind IN ('raise', 'lower')),
    from_level   INTEGER NOT NULL,
    to_level     INTEGER NOT NULL,
    reason       TEXT NOT NULL,
    -- what a lowering was decided about: classes and rules above it, by id; a new one
    -- among them ends it
    basis        TEXT NOT NULL DEFAULT '',
    requested_id TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested_at TIMESTAMP NOT NULL,
    decision     TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    decided_by   TEXT NOT NULL DEFAULT '',
    decided_at   TIMESTAMP,
    ended_at     TIMESTAMP
);
CREATE INDEX level_decisions_contract ON level_decisions (contract_id);
