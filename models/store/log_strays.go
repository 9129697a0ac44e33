package store

import (
	"context"
	"iter"
	"slices"

	"chigiri/models/ledger"
)

// Strays finds what only a database can see: events that neither wait nor have a
// place, places in the queue without an event, commitments whose value was deleted or
// taken away without the moment of an erasure, cuts that no event tells of.
func (s logSource) Strays(ctx context.Context) iter.Seq2[ledger.Finding, error] {
	asks := []struct {
		code  ledger.Code
		query string
	}{
		{ledger.Inserted, `SELECT e.id, e.kind FROM events e WHERE NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.event_id = e.id)
			AND NOT EXISTS (SELECT 1 FROM event_queue q WHERE q.event_id = e.id) ORDER BY e.id LIMIT 1`},
		{ledger.Removed, `SELECT q.event_id, '' FROM event_queue q WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = q.event_id)
			ORDER BY q.event_id LIMIT 1`},
		{ledger.PersonalGone, `SELECT e.id, e.kind FROM events e WHERE (e.actor_name LIKE 'personal:%' AND NOT EXISTS
			(SELECT 1 FROM personal_values p WHERE p.commitment = e.actor_name)) OR (e.address LIKE 'personal:%' AND NOT EXISTS
			(SELECT 1 FROM personal_values p WHERE p.commitment = e.address)) ORDER BY e.id LIMIT 1`},
		{ledger.PersonalGone, `SELECT COALESCE((SELECT MIN(e.id) FROM events e WHERE e.actor_name = p.commitment OR e.address = p.commitment), p.commitment) AS id, '' AS kind
			FROM personal_values p WHERE (p.value IS NULL OR p.salt IS NULL) AND p.erased_at IS NULL ORDER BY p.commitment LIMIT 1`},
	}
	return func(yield func(ledger.Finding, error) bool) {
		size, err := s.t.treeSize()
		for _, ask := range asks {
			var found []struct{ ID, Kind string }
			if err == nil {
				err = s.t.db.WithContext(ctx).Raw(ask.query).Scan(&found).Error
			}
			if err != nil {
				yield(ledger.Finding{}, wrap(err, "log"))
				return
			}
			for _, f := range found {
				if !yield(ledger.Finding{Code: ask.code, From: size, To: size, ID: f.ID, Kind: f.Kind}, nil) {
					return
				}
			}
		}
		for _, look := range []func(context.Context) (*ledger.Finding, error){s.fieldStray, s.cutStray} {
			f, err := look(ctx)
			if err != nil {
				yield(ledger.Finding{}, err)
				return
			}
			if f != nil && !yield(*f, nil) {
				return
			}
		}
	}
}

// fieldStray finds an event of which a person's value in before or after was deleted. An
// event that cannot be read was altered, which the check says by itself.
func (s logSource) fieldStray(ctx context.Context) (*ledger.Finding, error) {
	size, err := s.t.treeSize()
	if err != nil {
		return nil, err
	}
	for after := ""; ; {
		var rows []eventRow
		err := s.t.db.WithContext(ctx).Select("id", "kind", "subject", "subject_id", "before", "after").
			Where("id > ? AND subject IN ('user', 'vendor') AND (before LIKE '%personal:%' OR after LIKE '%personal:%')", after).
			Order("id").Limit(readAhead).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return nil, wrap(err, "personal values")
		}
		lost, err := s.lostField(ctx, rows)
		if err != nil {
			return nil, err
		}
		if lost != nil {
			return &ledger.Finding{Code: ledger.PersonalGone, From: size, To: size, ID: lost.ID, Kind: lost.Kind}, nil
		}
		after = rows[len(rows)-1].ID
	}
}

// lostField is the first of some events that speaks of a value which is not there.
func (s logSource) lostField(ctx context.Context, rows []eventRow) (*eventRow, error) {
	says := make([][]string, len(rows))
	var asked []string
	for i := range rows {
		spoken := spoken{}
		if spoken.addEvent(&rows[i]) != nil {
			continue
		}
		for _, values := range spoken {
			for c := range values {
				says[i] = append(says[i], c)
			}
		}
		asked = append(asked, says[i]...)
	}
	asked = distinct(asked)
	there := make(map[string]bool, len(asked))
	for part := range slices.Chunk(asked, batch) {
		var known []string
		if err := s.t.db.WithContext(ctx).Table("personal_values").Where("commitment IN ?", part).Pluck("commitment", &known).Error; err != nil {
			return nil, wrap(err, "personal values")
		}
		for _, c := range known {
			there[c] = true
		}
	}
	for i := range rows {
		if slices.ContainsFunc(says[i], func(c string) bool { return !there[c] }) {
			return &rows[i], nil
		}
	}
	return nil, nil //nolint:nilnil // nothing lost is an answer
}

// Personals reads what commitments stand for.
func (s logSource) Personals(ctx context.Context) iter.Seq2[ledger.Personal, error] {
	return func(yield func(ledger.Personal, error) bool) {
		after := ""
		for {
			var rows []personalRow
			err := s.t.db.WithContext(ctx).Where("commitment > ?", after).Order("commitment").Limit(readAhead).Find(&rows).Error
			if err != nil {
				yield(ledger.Personal{}, wrap(err, "personal values"))
				return
			}
			for _, r := range rows {
				if !yield(ledger.Personal{Commitment: r.Commitment, Salt: r.Salt, Value: value(r.Value)}, nil) {
					return
				}
				after = r.Commitment
			}
			if len(rows) < readAhead {
				return
			}
		}
	}
}
