package store

import (
	"context"
	"time"

	"chigiri/models"
)

// exported is how many lines of an export are in memory at once.
const exported = 500

// ExportLog gives the lines of the log the actor may read, narrowed by q, the oldest
// first, some at a time, with their canonical forms and the names of what they speak
// of. Before the first of them there is an event that says who took what, in a
// transaction of its own; the export ends before that event, however long it takes.
// Each is called between transactions, so that a slow receiver holds none open.
func (s *Store) ExportLog(ctx context.Context, actor models.Actor, q EventQuery, format string, each func([]models.LogLine, map[string]string) error) error {
	end, err := s.exportBegins(ctx, actor, q, format)
	if err != nil {
		return err
	}
	for after := ""; ; {
		var lines []models.LogLine
		var names map[string]string
		err := s.read(ctx, actor, func(t *tx) error {
			db, err := t.visibleEvents(q)
			if err != nil {
				return err
			}
			var rows []eventRow
			err = db.Where("events.id > ? AND events.id < ?", after, end).Order("events.id").Limit(exported).Find(&rows).Error
			if err != nil {
				return wrap(err, "log")
			}
			if lines, err = t.logLines(rows, true); err != nil {
				return err
			}
			names, err = t.eventNames(lines)
			return err
		})
		if err != nil {
			return err
		}
		if len(lines) > 0 || after == "" {
			if err := each(lines, names); err != nil {
				return err
			}
		}
		if len(lines) < exported {
			return nil
		}
		after = lines[len(lines)-1].ID
	}
}

// exportBegins leaves the event of an export and gives an id that all lines before it
// are below.
func (s *Store) exportBegins(ctx context.Context, actor models.Actor, q EventQuery, format string) (id string, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanExportLog(actor) {
			return models.Denied("error.denied.export")
		}
		if err := q.check(); err != nil {
			return err
		}
		after := map[string]any{"format": format}
		if f := q.filters(); len(f) > 0 {
			after["filters"] = f
		}
		id = firstID(t.now.Add(time.Microsecond)) // the event's own begins here
		return t.event(models.Event{Kind: models.EventLogExported, Subject: "log", SubjectID: format, After: after})
	})
	return id, err
}

// filters are what a query narrows by, as the event of an export keeps them.
func (q EventQuery) filters() map[string]any {
	all := map[string]any{}
	for name, value := range map[string]string{
		"subject": q.Subject, "subject_id": q.SubjectID, "contract": q.ContractID, "actor": q.Actor, "kind": string(q.Kind),
	} {
		if value != "" {
			all[name] = value
		}
	}
	if !q.From.IsZero() {
		all["since"] = q.From
	}
	if !q.To.IsZero() {
		all["until"] = q.To
	}
	return all
}
