package store

import (
	"maps"
	"slices"

	"chigiri/models"
	"chigiri/models/ledger"
)

// spoken are commitments by the person whose values they stand for.
type spoken map[string]map[string]bool

func (s spoken) add(person, text string) {
	if !ledger.IsCommitment(text) {
		return
	}
	if s[person] == nil {
		s[person] = map[string]bool{}
	}
	s[person][text] = true
}

// addEvent takes in the values an event speaks of.
func (s spoken) addEvent(r *eventRow) error {
	actor := r.ActorID
	if actor == "" {
		actor = nobody
	}
	s.add(actor, r.ActorName)
	s.add(actor, r.Address)
	fields := models.PersonalFields(r.Subject)
	if len(fields) == 0 {
		return nil
	}
	e, err := r.event()
	if err != nil {
		return err
	}
	for _, name := range fields {
		for _, side := range []map[string]any{e.Before, e.After} {
			if text, ok := side[name].(string); ok {
				s.add(r.SubjectID, text)
			}
		}
	}
	return nil
}

// forget erases the personal values that only events spoke of which a cut has taken.
// Whoever comes by that value again gets a new commitment for it.
func (t *tx) forget(gone []cutLeaf) error {
	were := spoken{}
	for i := range gone {
		if err := were.addEvent(&gone[i].Event); err != nil {
			return err
		}
	}
	for _, person := range slices.Sorted(maps.Keys(were)) {
		still, err := t.spokenOf(person)
		if err != nil {
			return err
		}
		var last []string
		for _, c := range slices.Sorted(maps.Keys(were[person])) {
			if !still[person][c] {
				last = append(last, c)
			}
		}
		for part := range slices.Chunk(last, batch) {
			if _, err := t.eraseValues("commitment IN ?", part); err != nil {
				return err
			}
		}
	}
	return nil
}

// spokenOf gives the commitments of a person's values that are still spoken of.
func (t *tx) spokenOf(person string) (spoken, error) {
	actor := person
	if person == nobody {
		actor = ""
	}
	var rows []eventRow
	err := t.db.Distinct("actor_id", "actor_name", "address").Where("actor_id = ?", actor).Find(&rows).Error
	if err != nil {
		return nil, wrap(err, "personal values")
	}
	var about []eventRow
	err = t.db.Select("actor_id", "actor_name", "address", "subject", "subject_id", "before", "after").
		Where("subject IN ('user', 'vendor') AND subject_id = ? AND (before LIKE '%personal:%' OR after LIKE '%personal:%')", person).
		Find(&about).Error
	if err != nil {
		return nil, wrap(err, "personal values")
	}
	still := spoken{}
	for _, r := range append(rows, about...) {
		if err := still.addEvent(&r); err != nil {
			return nil, err
		}
	}
	return still, nil
}

// eraseValues takes salt and value from personal values, for good, and says from how
// many.
func (t *tx) eraseValues(condition string, args ...any) (int64, error) {
	t.s.said.clear()
	r := t.db.Table("personal_values").Where("salt IS NOT NULL").Where(condition, args...).
		Updates(map[string]any{"salt": nil, "value": nil, "erased_at": instant{t.now}})
	return r.RowsAffected, wrap(r.Error, "personal values")
}
