-- +goose Up
CREATE TABLE systems (
    id          TEXT PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    name_kana   TEXT NOT NULL DEFAULT '',
    division_id TEXT NOT NULL REFERENCES divisions (id),
    started_on  DATE,
    zone        TEXT NOT NULL CHECK (zone IN ('mynumber', 'lgwan', 'internet', 'other')),
    description TEXT NOT NULL DEFAULT '',
    level       INTEGER NOT NULL DEFAULT 0,
    search_key  TEXT NOT NULL,
    sort_key    TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1,
    created_at  TIMESTAMP NOT NULL,
    updated_at  TIMESTAMP NOT NULL
);
CREATE INDEX systems_sort ON systems (sort_key, id);

CREATE TABLE system_classes (
    system_id TEXT NOT NULL REFERENCES systems (id),
    class_id  TEXT NOT NULL,
    PRIMARY KEY (system_id, class_id)
);

CREATE TABLE system_sites (
    system_id TEXT NOT NULL REFERENCES systems (id),
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (system_id, position)
);

CREATE TABLE system_items (
    id        TEXT PRIMARY KEY,
    system_id TEXT NOT NULL REFERENCES systems (id),
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    class_id  TEXT NOT NULL,
    reason    TEXT NOT NULL DEFAULT '',
    retention TEXT NOT NULL DEFAULT ''
);
CREATE INDEX system_items_system ON system_items (system_id, position);

-- A link that carries My Number needs its legal basis (番号法 第19条): the table
-- refuses it too, not only the form.
CREATE TABLE system_links (
    id          TEXT PRIMARY KEY,
    from_id     TEXT NOT NULL REFERENCES systems (id),
    to_id       TEXT NOT NULL REFERENCES systems (id),
    data        TEXT NOT NULL,
    mynumber    BOOLEAN NOT NULL,
    legal_basis TEXT NOT NULL DEFAULT '',
    created_at  TIMESTAMP NOT NULL,
    CHECK (from_id <> to_id),
    CHECK (NOT mynumber OR legal_basis <> '')
);
CREATE INDEX system_links_from ON system_links (from_id);
CREATE INDEX system_links_to ON system_links (to_id);

CREATE TABLE manuals (
    id        TEXT PRIMARY KEY,
    system_id TEXT NOT NULL REFERENCES systems (id),
    title     TEXT NOT NULL,
    version   TEXT NOT NULL,
    dated     DATE NOT NULL,
    division  TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256    TEXT NOT NULL REFERENCES files (sha256),
    added_at  TIMESTAMP NOT NULL
);
CREATE INDEX manuals_system ON manuals (system_id);
