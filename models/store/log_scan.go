package store

import (
	"database/sql"
	"time"

	"chigiri/models/ledger"
)

// entryColumns are what a leaf is made of, in the order entryScan reads them. SQLite
// keeps instants as text, and its driver would try several forms on each of them.
func (t *tx) entryColumns() string {
	at := "e.at"
	if t.s.engine == SQLite {
		at = "CAST(e.at AS TEXT)"
	}
	return "e.id, " + at + ", e.actor_id, e.actor_name, e.role, e.address, e.kind, e.subject, e.subject_id, e.contract_id, e.before, e.after, e.reason"
}

// entryScan is one row of events, any of which may be missing.
type entryScan struct {
	id, actorID, actor, role, address, kind, subject, subjectID, contractID, before, after, reason sql.NullString
	at                                                                                             leafInstant
}

func (e *entryScan) into() []any {
	return []any{
		&e.id, &e.at, &e.actorID, &e.actor, &e.role, &e.address, &e.kind, &e.subject, &e.subjectID, &e.contractID,
		&e.before, &e.after, &e.reason,
	}
}

func (e *entryScan) leaf() ledger.Leaf {
	return ledger.Leaf{
		ID: e.id.String, At: string(e.at), ActorID: e.actorID.String, Actor: e.actor.String, Role: e.role.String,
		Address: e.address.String, Kind: e.kind.String, Subject: e.subject.String, SubjectID: e.subjectID.String,
		ContractID: leafContract(e.contractID.Valid, e.contractID.String), Before: []byte(e.before.String), After: []byte(e.after.String), Reason: e.reason.String,
	}
}

// leafInstant is an instant in a row as its leaf writes it. Text that is no instant
// stays what it is: then the leaf is another, and a check tells.
type leafInstant string

// rowInstants are how SQLite's rows hold an instant: as the portal writes it, and as
// one writes it by hand.
var rowInstants = []string{"2006-01-02 15:04:05.999999-07:00", time.DateTime}

// Scan reads what either driver gives.
func (l *leafInstant) Scan(v any) error {
	switch v := v.(type) {
	case time.Time:
		*l = leafInstant(ledger.FormatInstant(v))
	case string:
		*l = leafInstant(v)
		for _, form := range rowInstants {
			if at, err := time.Parse(form, v); err == nil {
				*l = leafInstant(ledger.FormatInstant(at))
				break
			}
		}
	}
	return nil
}
