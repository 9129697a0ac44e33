package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

// EventQuery narrows the log. Subject with SubjectID is one thing; Subject alone is
// all things of a kind, for "contract" whatever belongs to any contract.
type EventQuery struct {
	Subject    string // contract, vendor, system, division, user, …
	SubjectID  string
	ContractID string
	Actor      string           // id of who did it
	Kind       models.EventKind // empty for any
	From, To   models.Date      // days in Japan, both included; zero for no bound
	After      string           // cursor of the page before
	Limit      int              // 1 to 200, default 50
}

// Events reads the log backwards, newest first, and gives the cursor of the next
// page. An actor reads the lines about what the actor may see, and nobody but the
// IT division and the audit office reads it whole.
func (s *Store) Events(ctx context.Context, actor models.Actor, q EventQuery) (events []models.Event, next string, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		var rows []eventRow
		if rows, next, err = t.eventPage(q); err != nil {
			return err
		}
		events, err = t.events(rows)
		return err
	})
	return events, next, err
}

// eventPage reads one page of rows.
func (t *tx) eventPage(q EventQuery) ([]eventRow, string, error) {
	db, err := t.visibleEvents(q)
	if err != nil {
		return nil, "", err
	}
	p := page{after: q.After, limit: q.Limit, by: []sortKey{{column: "id", desc: true}}}
	var rows []eventRow
	if err := p.find(db, &rows); err != nil {
		return nil, "", err
	}
	rows, next := cut(p, rows, func(r eventRow) []any { return []any{r.ID} })
	return rows, next, nil
}

// check refuses what would only ever find nothing, so that a slip in an address is
// not an empty list.
func (q EventQuery) check() error {
	var p models.Problems
	if q.Kind != "" && !slices.Contains(models.EventKinds(), q.Kind) {
		p.Add("kind", "error.choice", string(q.Kind))
	}
	if q.Subject != "" && q.SubjectID == "" && !slices.Contains(models.EventSubjects(), q.Subject) {
		p.Add("subject", "error.choice", q.Subject)
	}
	if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
		p.Add("to", "error.log.to_before", q.From)
	}
	return p.Err()
}

// narrow applies a query to events the actor may read.
func (q EventQuery) narrow(db *gorm.DB) *gorm.DB {
	switch {
	case q.Subject == "contract" && q.SubjectID == "":
		db = db.Where("events.contract_id IS NOT NULL")
	case q.Subject != "":
		db = db.Where("events.subject = ?", q.Subject)
	}
	for _, is := range []struct{ column, value string }{
		{"subject_id", q.SubjectID}, {"contract_id", q.ContractID}, {"actor_id", q.Actor}, {"kind", string(q.Kind)},
	} {
		if is.value != "" {
			db = db.Where("events."+is.column+" = ?", is.value)
		}
	}
	if !q.From.IsZero() {
		begin := q.From.Start()
		db = db.Where("events.at >= ? AND events.id >= ?", instant{begin}, firstID(begin))
	}
	if !q.To.IsZero() {
		end := q.To.AddDays(1).Start()
		db = db.Where("events.at < ? AND events.id < ?", instant{end}, firstID(end.Add(time.Minute)))
	}
	return db
}

// firstID is below every id made at an instant or later. Ids follow the time of
// their events by a few microseconds, so that a span of days is a span of ids, and
// the database reads no others.
func firstID(at time.Time) string { return models.NewID(at, bytes.NewReader(make([]byte, 8))) }
