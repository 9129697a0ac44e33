package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"chigiri/models"
	"chigiri/models/ledger"
)

// Rows of cuts. They too take inserts and reads only.
type (
	cutRow struct {
		ID     string
		Leaves int64
		Digest string
		MadeAt instant
	}
	cutLeafRow struct {
		Position int64
		CutID    string
	}
	// cutLeaf is an event that a cut takes, with its place in the tree.
	cutLeaf struct {
		Event    eventRow `gorm:"embedded"`
		Position int64
		Hash     []byte
	}
)

func (cutRow) TableName() string     { return "log_cuts" }
func (cutLeafRow) TableName() string { return "log_cut_leaves" }

// cutBatch is how many events one transaction cuts.
const cutBatch = 1000

// CutLog takes away the contents of events past their time, and says how many it
// was. Their hashes stay, so that the tree still checks; an event in the log itself
// says which were taken. Any number of processes may call it; one at a time works.
// Whose time is past, see pastTime; while an alarm stands nothing is cut, for it may
// be what shows what happened. An event that is no longer what it was is not cut
// either: the error is a *ledger.Finding then. It is the clock's to call, once a day.
func (s *Store) CutLog(ctx context.Context) (cut int, err error) {
	for {
		n := 0
		err := s.write(ctx, models.System(), func(t *tx) (err error) {
			n, err = t.cutLog()
			return err
		})
		if err != nil {
			return cut, err
		}
		if cut += n; n < cutBatch {
			return cut, nil
		}
	}
}

// cutLog is one cut: what it takes, the event that says so, and the taking.
func (t *tx) cutLog() (int, error) {
	if err := t.lockLog(); err != nil {
		return 0, err
	}
	if standing, err := t.alarm(); err != nil || standing != nil {
		return 0, err
	}
	leaves, before, err := t.pastTime()
	if err != nil || len(leaves) == 0 {
		return 0, err
	}
	parts := byContract(leaves)
	for _, contract := range slices.Sorted(maps.Keys(parts)) {
		own := parts[contract]
		id, err := t.sealCut(contract, own, before)
		if err != nil {
			return 0, err
		}
		if err := t.takeAway(id, len(own)); err != nil {
			return 0, err
		}
	}
	t.s.at("cut.personal")
	return len(leaves), t.forget(leaves)
}

// byContract parts leaves, in order of position, by the contract they speak of; ""
// for those that speak of none. A cut is of one contract, for afterwards the leaf no
// longer says whose it was, and a contract's evidence has to tell of its own cuts.
func byContract(leaves []cutLeaf) map[string][]cutLeaf {
	slices.SortFunc(leaves, func(a, b cutLeaf) int { return int(a.Position - b.Position) })
	parts := map[string][]cutLeaf{}
	for _, l := range leaves {
		contract := value(l.Event.ContractID)
		parts[contract] = append(parts[contract], l)
	}
	return parts
}

// sealCut writes down what a cut takes, and the event that tells of it.
func (t *tx) sealCut(contract string, leaves []cutLeaf, before models.Date) (id string, err error) {
	digest := sha256.New()
	rows := make([]cutLeafRow, len(leaves))
	cut := cutRow{ID: t.id(), Leaves: int64(len(leaves)), MadeAt: instant{t.now}}
	for i, l := range leaves {
		h, err := l.unaltered()
		if err != nil {
			return "", err
		}
		digest.Write(ledger.CutLine(l.Position, h))
		rows[i] = cutLeafRow{Position: l.Position, CutID: cut.ID}
	}
	cut.Digest = hex.EncodeToString(digest.Sum(nil))
	t.s.at("cut.row")
	if err := t.db.Create(&cut).Error; err != nil {
		return "", wrap(err, "cut")
	}
	t.s.at("cut.leaves")
	if err := t.db.CreateInBatches(rows, 500).Error; err != nil {
		return "", wrap(err, "cut")
	}
	t.s.at("cut.event")
	return cut.ID, t.event(models.Event{
		Kind: models.EventLogCut, Subject: "log", SubjectID: cut.ID, ContractID: contract,
		After: map[string]any{
			"cut": cut.ID, "leaves": cut.Leaves, "digest": cut.Digest,
			"first": leaves[0].Position, "last": leaves[len(leaves)-1].Position, "before": before,
		},
	})
}

// unaltered gives the kept hash of an event that still gives it: a cut must not be a
// way to be rid of one that was altered.
func (l *cutLeaf) unaltered() (h ledger.Hash, err error) {
	copy(h[:], l.Hash)
	leaf := l.Event.leaf()
	if ledger.LeafHash(leaf.Append(nil)) != h {
		return h, &ledger.Finding{Code: ledger.Altered, From: l.Position, To: l.Position + 1, ID: l.Event.ID, Kind: l.Event.Kind}
	}
	return h, nil
}

// takeAway removes the contents a cut names. On PostgreSQL the portal's own role may
// not; it asks the owner of the table.
func (t *tx) takeAway(cut string, want int) error {
	t.s.at("cut.contents")
	var gone int64
	if t.s.engine == Postgres {
		if err := t.db.Raw("SELECT cut_events(?)", cut).Scan(&gone).Error; err != nil {
			return wrap(err, "cut")
		}
	} else {
		r := t.db.Exec(`DELETE FROM events WHERE id IN
			(SELECT l.event_id FROM log_leaves l JOIN log_cut_leaves c ON c.position = l.position WHERE c.cut_id = ?)`, cut)
		if r.Error != nil {
			return wrap(r.Error, "cut")
		}
		gone = r.RowsAffected
	}
	if gone != int64(want) {
		return fmt.Errorf("store: cut: %d events are gone instead of %d", gone, want)
	}
	return nil
}

// cutStray finds a cut that its event does not tell of, or tells otherwise: contents
// are gone that nobody says were cut.
func (s logSource) cutStray(ctx context.Context) (*ledger.Finding, error) {
	var cuts []struct {
		CutID        string
		First, Taken int64
	}
	err := s.t.db.WithContext(ctx).Raw(`SELECT c.cut_id, MIN(c.position) AS first, COUNT(*) AS taken FROM log_cut_leaves c
		JOIN log_leaves l ON l.position = c.position WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = l.event_id)
		GROUP BY c.cut_id ORDER BY 2`).Scan(&cuts).Error
	if err != nil || len(cuts) == 0 {
		return nil, wrap(err, "cuts")
	}
	var told []eventRow
	if err := s.t.db.WithContext(ctx).Where("subject = 'log' AND kind = ?", string(models.EventLogCut)).Order("id").Find(&told).Error; err != nil {
		return nil, wrap(err, "cuts")
	}
	leaves := map[string]int64{}
	for _, r := range told {
		e, err := r.event()
		if err != nil {
			return nil, err
		}
		n, _ := e.After["leaves"].(float64)
		leaves[r.SubjectID] = int64(n)
	}
	for _, c := range cuts {
		if leaves[c.CutID] != c.Taken {
			return &ledger.Finding{Code: ledger.Unsealed, From: c.First, To: c.First + 1, ID: c.CutID, Detail: "its event tells of another cut, or there is none"}, nil
		}
	}
	return nil, nil //nolint:nilnil // nothing found is an answer
}
