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
    salt       BYTEA,
    value      TEXT,
    made_at    TIMESTAMP NOT NULL,
    erased_at  TIMESTAMP,
    UNIQUE (person_id, value)
);

-- When a person's data was erased; such an account never opens again.
ALTER TABLE users ADD COLUMN erased_at TIMESTAMP;

CREATE TABLE event_queue (
    event_id TEXT PRIMARY KEY
);
INSERT INTO event_queue (event_id) SELECT id FROM events;

CREATE TABLE log_leaves (
    position BIGINT PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    hash     BYTEA NOT NULL
);

-- Hashes above the leaves, numbered as they are made when leaves are added one by one.
CREATE TABLE log_nodes (
    number BIGINT PRIMARY KEY,
    hash   BYTEA NOT NULL
);

CREATE TABLE log_checkpoints (
    size    BIGINT PRIMARY KEY,
    root    BYTEA NOT NULL,
    note    TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX log_checkpoints_made ON log_checkpoints (made_at);

-- What witnesses and time-stamping authorities say of a checkpoint.
CREATE TABLE log_cosignatures (
    size    BIGINT NOT NULL REFERENCES log_checkpoints (size),
    witness TEXT NOT NULL,
    line    TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (size, witness)
);

CREATE TABLE log_stamps (
    size       BIGINT NOT NULL REFERENCES log_checkpoints (size),
    authority  TEXT NOT NULL,
    stamp      BYTEA NOT NULL,
    stamped_at TIMESTAMP NOT NULL,
    made_at    TIMESTAMP NOT NULL,
    PRIMARY KEY (size, authority)
);

-- A cut takes away contents past their time; the leaves' hashes stay.
CREATE TABLE log_cuts (
    id      TEXT PRIMARY KEY,
    leaves  BIGINT NOT NULL,
    digest  TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE log_cut_leaves (
    position BIGINT PRIMARY KEY,
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
    next       BIGINT NOT NULL,
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

-- A leaf writes no contract as an empty one, so empty is not another way to say none.
ALTER TABLE events ADD CONSTRAINT events_contract_named CHECK (contract_id <> '');

CREATE INDEX events_actor ON events (actor_id, id);

-- +goose StatementBegin
CREATE FUNCTION queue_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_queue (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER events_queue AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION queue_event();

-- +goose StatementBegin
CREATE FUNCTION inserts_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes inserts only', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER events_update BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER events_truncate BEFORE TRUNCATE ON events EXECUTE FUNCTION inserts_only();

-- Contents leave when a cut names them, they are covered by what was signed, and no
-- hold stands; what tells of the log itself and of editions stays for good.
-- An event is 330 days older than the newest checkpoint before it may leave: the
-- shortest period of any level is 12 months, so none that a cut rightly takes is younger,
-- and one that is named by hand is refused. Whoever writes a checkpoint of a wrong day into
-- the table gets past this; the check finds it where a copy of a checkpoint is kept
-- elsewhere, or by its signature where the key is out of that hand's reach.
-- +goose StatementBegin
CREATE FUNCTION leave_by_cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind LIKE 'log.%' OR OLD.kind = 'edition.published'
        OR EXISTS (SELECT 1 FROM contract_holds h WHERE h.contract_id = OLD.contract_id AND h.lifted_at IS NULL)
        OR OLD.at > (SELECT MAX(made_at) FROM log_checkpoints) - INTERVAL '330 days'
        OR NOT EXISTS (SELECT 1 FROM log_leaves l JOIN log_cut_leaves c ON c.position = l.position
            WHERE l.event_id = OLD.id AND l.position < (SELECT MAX(size) FROM log_checkpoints)) THEN
        RAISE EXCEPTION 'events leave by a cut only';
    END IF;
    RETURN OLD;
END $$;
-- +goose StatementEnd
CREATE TRIGGER events_delete BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION leave_by_cut();

-- +goose StatementBegin
CREATE FUNCTION erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL OR NEW.commitment <> OLD.commitment
        OR NEW.person_id <> OLD.person_id OR NEW.made_at <> OLD.made_at THEN
        RAISE EXCEPTION 'personal values are erased, not changed';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER personal_values_update BEFORE UPDATE ON personal_values FOR EACH ROW EXECUTE FUNCTION erase_only();
CREATE TRIGGER personal_values_delete BEFORE DELETE ON personal_values FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER personal_values_truncate BEFORE TRUNCATE ON personal_values EXECUTE FUNCTION inserts_only();

CREATE TRIGGER log_leaves_change BEFORE UPDATE OR DELETE ON log_leaves FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_leaves_truncate BEFORE TRUNCATE ON log_leaves EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_nodes_change BEFORE UPDATE OR DELETE ON log_nodes FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_nodes_truncate BEFORE TRUNCATE ON log_nodes EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_checkpoints_change BEFORE UPDATE OR DELETE ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_checkpoints_truncate BEFORE TRUNCATE ON log_checkpoints EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cosignatures_change BEFORE UPDATE OR DELETE ON log_cosignatures FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cosignatures_truncate BEFORE TRUNCATE ON log_cosignatures EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_stamps_change BEFORE UPDATE OR DELETE ON log_stamps FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_stamps_truncate BEFORE TRUNCATE ON log_stamps EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cuts_change BEFORE UPDATE OR DELETE ON log_cuts FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cuts_truncate BEFORE TRUNCATE ON log_cuts EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cut_leaves_change BEFORE UPDATE OR DELETE ON log_cut_leaves FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_cut_leaves_truncate BEFORE TRUNCATE ON log_cut_leaves EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_alarms_change BEFORE UPDATE OR DELETE ON log_alarms FOR EACH ROW EXECUTE FUNCTION inserts_only();
CREATE TRIGGER log_alarms_truncate BEFORE TRUNCATE ON log_alarms EXECUTE FUNCTION inserts_only();

-- The portal's own role may not delete events; it asks the owner for what a cut names.
-- +goose StatementBegin
CREATE FUNCTION cut_events(cut TEXT) RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE gone BIGINT;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM events WHERE kind = 'log.cut' AND subject = 'log' AND subject_id = cut) THEN
        RAISE EXCEPTION 'a cut is told by an event';
    END IF;
    DELETE FROM events WHERE id IN
        (SELECT l.event_id FROM log_leaves l JOIN log_cut_leaves c ON c.position = l.position WHERE c.cut_id = cut);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION cut_events(TEXT) SET search_path = %I, pg_temp', current_schema());
END $$;
-- +goose StatementEnd
REVOKE EXECUTE ON FUNCTION cut_events(TEXT) FROM PUBLIC;

-- Gives the portal's own role what it needs and no more: the log takes its inserts and
-- shows itself, and of personal values salt and value alone may be taken away. Tables
-- of later steps are granted when this is called again, not by themselves.
-- +goose StatementBegin
CREATE FUNCTION grant_portal(portal TEXT) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t TEXT;
BEGIN
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I', current_schema(), portal);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), portal);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), portal);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', current_schema(), portal);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON goose_db_version FROM %I', portal);
    FOREACH t IN ARRAY ARRAY['events', 'log_leaves', 'log_nodes', 'log_checkpoints', 'log_cosignatures', 'log_stamps', 'log_cuts', 'log_cut_leaves', 'log_alarms'] LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM %I', t, portal);
    END LOOP;
    EXECUTE format('REVOKE UPDATE ON event_queue FROM %I', portal);
    EXECUTE format('REVOKE UPDATE, DELETE ON personal_values FROM %I', portal);
    EXECUTE format('GRANT UPDATE (salt, value, erased_at) ON personal_values TO %I', portal);
    EXECUTE format('GRANT EXECUTE ON FUNCTION cut_events(TEXT) TO %I', portal);
END $$;
-- +goose StatementEnd
REVOKE EXECUTE ON FUNCTION grant_portal(TEXT) FROM PUBLIC;
