package store

import (
	"context"
	"strings"

	"chigiri/models"
	"chigiri/models/ledger"
)

// EventProof proves one event the actor may read with the newest checkpoint, and
// with every countersignature on it. What cannot be proven is a conflict: no
// checkpoint covers the event yet, its contents were cut, or they are not what was
// recorded. An event that holds more than the actor is told is proven to staff alone.
func (s *Store) EventProof(ctx context.Context, actor models.Actor, id string) (p ledger.Proof, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		e, err := t.loggedEvent(id)
		switch {
		case err != nil:
			return err
		case e.Cut != nil:
			return models.Conflict("error.log.cut", nil)
		case e.Partial:
			return models.Denied("error.denied.proof")
		}
		last, err := t.lastCheckpoint()
		if err != nil {
			return err
		}
		if e.Position == nil || last == nil || last.Size <= *e.Position {
			return models.Conflict("error.log.unsigned", nil)
		}
		p, err = t.prove(e, last)
		return err
	})
	return p, err
}

// prove makes a proof and checks it, so that none leaves the house that would fail.
func (t *tx) prove(e models.LoggedEvent, last *checkpointRow) (ledger.Proof, error) {
	p := ledger.Proof{Data: []byte(e.Leaf), Position: *e.Position}
	c, err := t.withOthers(last)
	if err != nil {
		return p, err
	}
	note := strings.Builder{}
	note.WriteString(c.Note)
	for _, s := range c.Countersigned {
		note.WriteString(strings.TrimSuffix(s.Line, "\n") + "\n")
	}
	p.Checkpoint = note.String()
	if p.Hashes, err = ledger.Prove(p.Position, last.Size, hashReader{t}); err != nil {
		return p, &models.Error{Kind: models.KindConflict, Key: "error.log.altered", Cause: err}
	}
	signed, err := ledger.ParseCheckpoint(last.Note)
	if err == nil {
		err = p.CheckIn(signed)
	}
	if err != nil {
		return p, &models.Error{Kind: models.KindConflict, Key: "error.log.altered", Cause: err}
	}
	return p, nil
}
