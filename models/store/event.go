package store

import (
	"encoding/json"
	"slices"
	"strings"

	"chigiri/models"
)

// eventRow is a row of events.
type eventRow struct {
	ID         string
	At         instant
	ActorID    string
	ActorName  string
	Role       string
	Address    string
	Kind       string
	Subject    string
	SubjectID  string
	ContractID *string
	Before     string
	After      string
	Reason     string
}

func (eventRow) TableName() string { return "events" }

// event writes a line of the log in this transaction: who, when and from where
// come from the transaction, the rest from e. Personal data stands in it as
// commitments; see veil.
func (t *tx) event(e models.Event) error { return t.logged([]models.Event{e}) }

// logged writes lines of the log, in their order, in as few statements as for one.
func (t *tx) logged(events []models.Event) error {
	rows := make([]eventRow, len(events))
	for i, e := range events {
		rows[i] = eventRow{
			ID: t.id(), At: instant{t.now},
			ActorID: t.actor.UserID, ActorName: t.actor.Name, Role: string(t.actor.Role), Address: t.actor.Address,
			Kind: string(e.Kind), Subject: e.Subject, SubjectID: e.SubjectID, ContractID: pointer(e.ContractID), Reason: e.Reason,
		}
	}
	veiled, err := t.veil(rows, events)
	if err != nil {
		return err
	}
	for i, e := range veiled {
		if rows[i].Before, err = marshalFields(e.Before); err != nil {
			return wrap(err, "event")
		}
		if rows[i].After, err = marshalFields(e.After); err != nil {
			return wrap(err, "event")
		}
	}
	for part := range slices.Chunk(rows, batch) {
		t.s.at("event")
		if err := t.insertEvents(part); err != nil {
			return wrap(err, "event")
		}
	}
	return nil
}

// insertEvents writes rows without looking at them by reflection: every change has one.
func (t *tx) insertEvents(rows []eventRow) error {
	const places = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	values := make([]any, 0, 13*len(rows))
	for i := range rows {
		r := &rows[i]
		values = append(values, r.ID, r.At, r.ActorID, r.ActorName, r.Role, r.Address, r.Kind, r.Subject, r.SubjectID, r.ContractID, r.Before, r.After, r.Reason)
	}
	return t.db.Exec(`INSERT INTO events
		(id, at, actor_id, actor_name, role, address, kind, subject, subject_id, contract_id, before, after, reason)
		VALUES `+places+strings.Repeat(", "+places, len(rows)-1), values...).Error
}

func marshalFields(m map[string]any) (string, error) {
	if len(m) == 0 {
		return "{}", nil
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// changes are the fields that differ, as an event keeps them: both maps hold only
// those. Values are compared as the JSON they are written as.
func changes(before, after map[string]any) (was, is map[string]any) {
	was, is = map[string]any{}, map[string]any{}
	for k, a := range after {
		b := before[k]
		x, errX := json.Marshal(b)
		y, errY := json.Marshal(a)
		if errX == nil && errY == nil && string(x) == string(y) {
			continue
		}
		was[k], is[k] = b, a
	}
	return was, is
}

// fieldsOf is a value's JSON form as a map: the fields an event may keep.
func fieldsOf(v any) map[string]any {
	m := map[string]any{}
	if b, err := json.Marshal(v); err == nil {
		_ = json.Unmarshal(b, &m)
	}
	return m
}

// events reads rows as what they say to the actor, personal data revealed as far as
// it is kept.
func (t *tx) events(rows []eventRow) ([]models.Event, error) {
	list, _, err := t.toldEvents(rows)
	return list, err
}

// toldEvents says besides which events are told as a whole; see asTold.
func (t *tx) toldEvents(rows []eventRow) (list []models.Event, whole []bool, err error) {
	list, whole = make([]models.Event, len(rows)), make([]bool, len(rows))
	for i, r := range rows {
		if list[i], err = r.event(); err != nil {
			return nil, nil, err
		}
		whole[i] = t.asTold(&list[i])
	}
	return list, whole, t.reveal(list)
}

func (r eventRow) event() (models.Event, error) {
	e := models.Event{
		ID: r.ID, At: r.At.Time, ActorID: r.ActorID, ActorName: r.ActorName, Role: models.Role(r.Role),
		Address: r.Address, Kind: models.EventKind(r.Kind), Subject: r.Subject, SubjectID: r.SubjectID, Reason: r.Reason,
	}
	if r.ContractID != nil {
		e.ContractID = *r.ContractID
	}
	if err := json.Unmarshal([]byte(r.Before), &e.Before); err != nil {
		return e, wrap(err, "event")
	}
	return e, wrap(json.Unmarshal([]byte(r.After), &e.After), "event")
}
