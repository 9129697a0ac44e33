package store

import (
	"context"
	"encoding/hex"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/ledger"
)

// Log reads one page of the log as people read it: the lines with their places, the
// names of what they speak of, and for staff how the log as a whole stands. It makes
// the same few queries whatever the lines are.
func (s *Store) Log(ctx context.Context, actor models.Actor, q EventQuery) (l models.LogPage, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		rows, next, err := t.eventPage(q)
		if err != nil {
			return err
		}
		last, err := t.lastCheckpoint()
		if err != nil {
			return err
		}
		l = models.LogPage{Next: next}
		if last != nil {
			l.Signed = last.Size
		}
		if l.Events, err = t.logLines(rows, false); err != nil {
			return err
		}
		if actor.Internal() {
			if l.State, err = t.logState(last); err != nil {
				return err
			}
		}
		l.Names, err = t.eventNames(l.Events, q.Actor, q.SubjectID, q.ContractID)
		return err
	})
	return l, err
}

// logLines gives rows with their places, and with the canonical form if it is asked
// for and holds no more than the reader is told. A line that waits has the hash it will have.
func (t *tx) logLines(rows []eventRow, leaf bool) ([]models.LogLine, error) {
	events, whole, err := t.toldEvents(rows)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	var places []leafRow
	if len(ids) > 0 {
		if err := t.db.Where("event_id IN ?", ids).Find(&places).Error; err != nil {
			return nil, wrap(err, "log leaves")
		}
	}
	at := make(map[string]leafRow, len(places))
	for _, p := range places {
		at[p.EventID] = p
	}
	lines := make([]models.LogLine, len(rows))
	for i := range rows {
		l := rows[i].leaf()
		data := l.Append(nil)
		lines[i].Event, lines[i].Partial = events[i], !whole[i]
		if leaf && whole[i] {
			lines[i].Leaf = string(data)
		}
		if p, ok := at[rows[i].ID]; ok {
			lines[i].Position, lines[i].Hash = &p.Position, hex.EncodeToString(p.Hash)
			continue
		}
		h := ledger.LeafHash(data)
		lines[i].Hash = hex.EncodeToString(h[:])
	}
	return lines, nil
}

// logState is how the log stands; last is its newest checkpoint.
func (t *tx) logState(last *checkpointRow) (*models.LogState, error) {
	size, err := t.treeSize()
	if err != nil {
		return nil, err
	}
	s := models.LogState{}
	if err := t.db.Model(&queueRow{}).Count(&s.Waiting).Error; err != nil {
		return nil, wrap(err, "event queue")
	}
	s.Events = size + s.Waiting
	if last != nil {
		s.Checkpoint = &models.Checkpoint{Size: last.Size, At: last.MadeAt.Time, Note: last.Note}
	}
	var cursor []cursorRow
	if err := t.db.Where("name = 'check'").Find(&cursor).Error; err != nil {
		return nil, wrap(err, "cursor")
	}
	if len(cursor) > 0 {
		s.Checked = cursor[0].UpdatedAt.Time
	}
	return &s, nil
}

// LogEvent gives one event the actor may read, its place, its canonical form, and
// the newest checkpoint that covers it with what others said of that. Of an event
// whose contents were cut there are only place and hash, for those who answer for
// the log.
func (s *Store) LogEvent(ctx context.Context, actor models.Actor, id string) (e models.LoggedEvent, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if e, err = t.loggedEvent(id); err != nil {
			return err
		}
		if e.Names, err = t.eventNames([]models.LogLine{e.LogLine}); err != nil || e.Position == nil {
			return err
		}
		last, err := t.lastCheckpoint()
		if err != nil || last == nil || last.Size <= *e.Position {
			return err
		}
		e.Checkpoint, err = t.withOthers(last)
		return err
	})
	return e, err
}

// loggedEvent is one event with its place.
func (t *tx) loggedEvent(id string) (e models.LoggedEvent, err error) {
	db, err := t.visibleEvents(EventQuery{})
	if err != nil {
		return e, err
	}
	var row eventRow
	err = db.Where("events.id = ?", id).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return t.cutEvent(id)
	case notText(err):
		return e, models.NotFound("event")
	case err != nil:
		return e, wrap(err, "event")
	}
	lines, err := t.logLines([]eventRow{row}, true)
	if err != nil {
		return e, err
	}
	e.LogLine = lines[0]
	l := row.leaf()
	h := ledger.LeafHash(l.Append(nil))
	e.Altered = e.Hash != hex.EncodeToString(h[:])
	return e, nil
}

// cutEvent is what is left of an event whose contents were cut.
func (t *tx) cutEvent(id string) (e models.LoggedEvent, err error) {
	if !models.CanSeeCut(t.actor) {
		return e, models.NotFound("event")
	}
	var row struct {
		Position int64
		Hash     []byte
		CutID    string
		MadeAt   instant
	}
	db := t.db.Table("log_leaves l").Joins("JOIN log_cut_leaves c ON c.position = l.position").Joins("JOIN log_cuts k ON k.id = c.cut_id").
		Select("l.position, l.hash, c.cut_id, k.made_at").Where("l.event_id = ?", id)
	if err := t.first(db, &row, "event"); err != nil {
		return e, err
	}
	e.ID, e.Position, e.Hash = id, &row.Position, hex.EncodeToString(row.Hash)
	e.Cut = &models.EventCut{ID: row.CutID, At: row.MadeAt.Time}
	return e, nil
}

// withOthers is a checkpoint with its countersignatures and time-stamps.
func (t *tx) withOthers(r *checkpointRow) (*models.Checkpoint, error) {
	c := models.Checkpoint{Size: r.Size, At: r.MadeAt.Time, Note: r.Note}
	var lines []cosignatureRow
	if err := t.db.Where("size = ?", r.Size).Order("witness").Find(&lines).Error; err != nil {
		return nil, wrap(err, "countersignatures")
	}
	for _, l := range lines {
		c.Countersigned = append(c.Countersigned, models.Countersignature{Witness: l.Witness, Line: l.Line, At: l.MadeAt.Time})
	}
	var stamps []stampRow
	if err := t.db.Where("size = ?", r.Size).Order("authority").Find(&stamps).Error; err != nil {
		return nil, wrap(err, "stamps")
	}
	for _, s := range stamps {
		c.Stamps = append(c.Stamps, models.Stamp{Authority: s.Authority, At: s.StampedAt.Time})
	}
	return &c, nil
}
