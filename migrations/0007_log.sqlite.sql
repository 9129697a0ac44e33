-- +goose Up
-- The log as a Merkle tree (RFC 6962). Events are written by the change's own
-- transaction and wait in event_queue; the clock gives them their place in the tree.
-- What is in the log is never changed: these tables take inserts and reads only, and
-- contents leave events by a cut alone (log_cuts).

-- Personal data in events stand there as salted commitments; here is what they say.
-- Erasing a person's data takes salt and value away, and the log still stands.
CREATE TABLE personal_values (
    commitment TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    salt       BLOB,
    value      TEXT,
    made_at    TIMESTAMP NOT NULL,
    erased_at  TIMESTAMP,
    UNIQUE (person_id, value)
);

-- When a person's data was erased; such an account never opens again.
ALTER TABLE users ADD COLUMN erased_at TIMESTAMP;

CREATE TABLE event_queue (
    event_id TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO event_queue (event_id) SELECT id FROM events;

-- Every change writes an event, so it may touch few pages: the table lies in the order
-- of its ids, and is no index of its own.
ALTER TABLE events RENAME TO events_before;
DROP INDEX events_contract;
DROP INDEX events_subject;
CREATE TABLE events (
    id          TEXT NOT NULL PRIMARY KEY,
    at          TIMESTAMP NOT NULL,
    actor_id    TEXT NOT NULL,
    actor_name  TEXT NOT NULL,
    role        TEXT NOT NULL,
    address     TEXT NOT NULL DEFAULT '',
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    subject_id  TEXT NOT NULL,
    contract_id TEXT CHECK (contract_id <> ''), -- the leaf writes none as empty, so empty is not another way
    before      TEXT NOT NULL DEFAULT '{}',
    after       TEXT NOT NULL DEFAULT '{}',
    reason      TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
INSERT INTO events SELECT id, at, actor_id, actor_name, role, address, kind, subject, subject_id, contract_id, before, after, reason FROM events_before;
DROP TABLE events_before;
CREATE INDEX events_contract ON events (contract_id, id) WHERE contract_id IS NOT NULL;
CREATE INDEX events_subject ON events (subject, subject_id, id);

CREATE TABLE log_leaves (
    position INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    hash     BLOB NOT NULL
);

-- Hashes above the leaves, numbered as they are made when leaves are added one by one.
CREATE TABLE log_nodes (
    number INTEGER PRIMARY KEY,
    hash   BLOB NOT NULL
);

CREATE TABLE log_checkpoints (
    size    INTEGER PRIMARY KEY,
    root    BLOB NOT NULL,
    note    TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX log_checkpoints_made ON log_checkpoints (made_at);

-- What witnesses and time-stamping authorities say of a checkpoint.
CREATE TABLE log_cosignatures (
    size    INTEGER NOT NULL REFERENCES log_checkpoints (size),
    witness TEXT NOT NULL,
    line    TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (size, witness)
);

CREATE TABLE log_stamps (
    size       INTEGER NOT NULL REFERENCES log_checkpoints (size),
    authority  TEXT NOT NULL,
    stamp      BLOB NOT NULL,
    stamped_at TIMESTAMP NOT NULL,
    made_at    TIMESTAMP NOT NULL,
    PRIMARY KEY (size, authority)
);

-- A cut takes away contents past their time; the leaves' hashes stay.
CREATE TABLE log_cuts (
    id      TEXT PRIMARY KEY,
    leaves  INTEGER NOT NULL,
    digest  TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE log_cut_leaves (
    position INTEGER PRIMARY KEY,
    cut_id   TEXT NOT NULL REFERENCES log_cuts (id)
);
CREATE INDEX log_cut_leaves_cut ON log_cut_leaves (cut_id, position);

CREATE TABLE log_alarms (
    id      TEXT PRIMARY KEY,
    at      TIMESTAMP NOT NULL,
    open    BOOLEAN NOT NULL,
    finding TEXT NOT NULL
);

-- How far those who read the log in order have come: the check, the stream.
CREATE TABLE log_cursors (
    name       TEXT PRIMARY KEY,
    next       INTEGER NOT NULL,
    trouble    TEXT NOT NULL DEFAULT '',
    holder     TEXT NOT NULL DEFAULT '', -- the process that reads on
    held_until TIMESTAMP,
    updated_at TIMESTAMP NOT NULL
);

-- While a hold stands nothing of its contract is cut.
CREATE TABLE contract_holds (
    id          TEXT PRIMARY KEY,
    contract_id TEXT NOT NULL REFERENCES contracts (id),
    reason      TEXT NOT NULL,
    placed_by   TEXT NOT NULL,
    placed_at   TIMESTAMP NOT NULL,
    lifted_by   TEXT,
    lifted_at   TIMESTAMP,
    lift_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX contract_holds_contract ON contract_holds (contract_id);

CREATE INDEX events_actor ON events (actor_id, id);

-- +goose StatementBegin
CREATE TRIGGER events_queue AFTER INSERT ON events BEGIN
    INSERT INTO event_queue (event_id) VALUES (NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events take inserts only'); END;
-- +goose StatementEnd
-- Contents leave when a cut names them, they are covered by what was signed, and no
-- hold stands; what tells of the log itself and of editions stays for good.
-- An event is 330 days older than the newest checkpoint before it may leave: the
-- shortest period of any level is 12 months, so none that a cut rightly takes is younger,
-- and one that is named by hand is refused. Whoever writes a checkpoint of a wrong day into
-- the table gets past this; the check finds it where a copy of a checkpoint is kept
-- elsewhere, or by its signature where the key is out of that hand's reach.
-- +goose StatementBegin
CREATE TRIGGER events_delete BEFORE DELETE ON events
WHEN OLD.kind LIKE 'log.%' OR OLD.kind = 'edition.published'
    OR EXISTS (SELECT 1 FROM contract_holds h WHERE h.contract_id = OLD.contract_id AND h.lifted_at IS NULL)
    OR COALESCE(datetime(OLD.at) > datetime((SELECT MAX(made_at) FROM log_checkpoints), '-330 days'), 1)
    OR NOT EXISTS (SELECT 1 FROM log_leaves l JOIN log_cut_leaves c ON c.position = l.position
        WHERE l.event_id = OLD.id AND l.position < (SELECT MAX(size) FROM log_checkpoints))
BEGIN SELECT RAISE(ABORT, 'events leave by a cut only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER personal_values_update BEFORE UPDATE ON personal_values
WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL
    OR NEW.commitment <> OLD.commitment OR NEW.person_id <> OLD.person_id OR NEW.made_at <> OLD.made_at
BEGIN SELECT RAISE(ABORT, 'personal values are erased, not changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER personal_values_delete BEFORE DELETE ON personal_values BEGIN SELECT RAISE(ABORT, 'personal values are erased, not deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_leaves_update BEFORE UPDATE ON log_leaves BEGIN SELECT RAISE(ABORT, 'log_leaves takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_leaves_delete BEFORE DELETE ON log_leaves BEGIN SELECT RAISE(ABORT, 'log_leaves takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_nodes_update BEFORE UPDATE ON log_nodes BEGIN SELECT RAISE(ABORT, 'log_nodes takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_nodes_delete BEFORE DELETE ON log_nodes BEGIN SELECT RAISE(ABORT, 'log_nodes takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_checkpoints_update BEFORE UPDATE ON log_checkpoints BEGIN SELECT RAISE(ABORT, 'log_checkpoints takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_checkpoints_delete BEFORE DELETE ON log_checkpoints BEGIN SELECT RAISE(ABORT, 'log_checkpoints takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cosignatures_update BEFORE UPDATE ON log_cosignatures BEGIN SELECT RAISE(ABORT, 'log_cosignatures takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cosignatures_delete BEFORE DELETE ON log_cosignatures BEGIN SELECT RAISE(ABORT, 'log_cosignatures takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_stamps_update BEFORE UPDATE ON log_stamps BEGIN SELECT RAISE(ABORT, 'log_stamps takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_stamps_delete BEFORE DELETE ON log_stamps BEGIN SELECT RAISE(ABORT, 'log_stamps takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cuts_update BEFORE UPDATE ON log_cuts BEGIN SELECT RAISE(ABORT, 'log_cuts takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cuts_delete BEFORE DELETE ON log_cuts BEGIN SELECT RAISE(ABORT, 'log_cuts takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cut_leaves_update BEFORE UPDATE ON log_cut_leaves BEGIN SELECT RAISE(ABORT, 'log_cut_leaves takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_cut_leaves_delete BEFORE DELETE ON log_cut_leaves BEGIN SELECT RAISE(ABORT, 'log_cut_leaves takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_alarms_update BEFORE UPDATE ON log_alarms BEGIN SELECT RAISE(ABORT, 'log_alarms takes inserts only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER log_alarms_delete BEFORE DELETE ON log_alarms BEGIN SELECT RAISE(ABORT, 'log_alarms takes inserts only'); END;
-- +goose StatementEnd
