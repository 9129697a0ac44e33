package store

import (
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/ledger"
)

// personalRow is a value of a person that events speak of by its commitment. The
// same value of the same person has one commitment, so an event by somebody who was
// here before writes nothing but itself.
type personalRow struct {
	Commitment string
	PersonID   string
	Salt       []byte
	Value      *string
	MadeAt     instant
	ErasedAt   instant
}

func (personalRow) TableName() string { return "personal_values" }

// nobody is the person of addresses from which nobody was known.
const nobody = "nobody"

// personalValue is one value of one person.
type personalValue struct{ person, value string }

// veil puts commitments in place of personal data: the actor's name and address, and
// the fields of the subjects that are a person's. The events it gives are copies; rows
// are theirs, in the same order.
func (t *tx) veil(rows []eventRow, events []models.Event) ([]models.Event, error) {
	veiled := make([]models.Event, len(events))
	var wanted []personalValue
	known := map[personalValue]bool{}
	ask := func(person, value string) string {
		if v := (personalValue{person, value}); value != "" && !known[v] {
			known[v] = true
			wanted = append(wanted, v)
		}
		return value
	}
	for i, e := range events {
		veiled[i] = e
		veiled[i].Before, veiled[i].After = maps.Clone(e.Before), maps.Clone(e.After)
		t.eachVeiled(&rows[i], &veiled[i], ask)
	}
	said := map[personalValue]string{}
	for part := range slices.Chunk(wanted, batch) {
		some, err := t.commit(part)
		if err != nil {
			return nil, err
		}
		maps.Copy(said, some)
	}
	for i := range veiled {
		t.eachVeiled(&rows[i], &veiled[i], func(person, value string) string { return said[personalValue{person, value}] })
	}
	return veiled, nil
}

// eachVeiled changes every personal value of an event and its row.
func (t *tx) eachVeiled(row *eventRow, e *models.Event, change func(person, value string) string) {
	actor := row.ActorID
	if actor == "" {
		actor = nobody
	}
	if !t.actor.IsSystem() {
		row.ActorName, row.Address = change(actor, row.ActorName), change(actor, row.Address)
	}
	for _, name := range models.PersonalFields(e.Subject) {
		for _, side := range []map[string]any{e.Before, e.After} {
			if text, ok := side[name].(string); ok {
				side[name] = change(e.SubjectID, text)
			}
		}
	}
}

// commit gives the commitments of values, made where there is none yet. Another
// process may make the same one meanwhile; the one that is there first stands.
func (t *tx) commit(values []personalValue) (map[personalValue]string, error) {
	said := map[personalValue]string{}
	for _, v := range values {
		if known, ok := t.s.said.get(v, t.now); ok {
			said[v] = known
		}
	}
	if len(said) == len(values) {
		return said, nil
	}
	if err := t.committed(values, said); err != nil {
		return nil, err
	}
	var rows []personalRow
	for _, v := range values {
		if said[v] != "" {
			continue
		}
		salt := make([]byte, ledger.SaltSize)
		if _, err := io.ReadFull(t.s.rand, salt); err != nil {
			return nil, wrap(err, "salt")
		}
		rows = append(rows, personalRow{Commitment: ledger.Commit(salt, v.value), PersonID: v.person, Salt: salt, Value: &v.value, MadeAt: instant{t.now}})
	}
	if len(rows) == 0 {
		return said, nil
	}
	if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
		return nil, wrap(err, "personal values")
	}
	return said, t.committed(values, said)
}

func (t *tx) committed(values []personalValue, said map[personalValue]string) error {
	byPerson := map[string][]string{}
	for _, v := range values {
		byPerson[v.person] = append(byPerson[v.person], v.value)
	}
	var any *gorm.DB
	for person, list := range byPerson {
		one := t.db.Where("person_id = ? AND value IN ?", person, list)
		if any == nil {
			any = one
		} else {
			any = any.Or(one)
		}
	}
	var rows []personalRow
	if err := t.db.Select("commitment", "person_id", "value", "made_at").Where(any).Find(&rows).Error; err != nil {
		return wrap(err, "personal values")
	}
	for _, r := range rows {
		v := personalValue{r.PersonID, *r.Value}
		said[v] = r.Commitment
		if r.MadeAt.Before(t.now) { // not of this transaction, which may still be taken back
			t.s.said.put(v, r.Commitment, t.now)
		}
	}
	return nil
}

// saidBefore remembers commitments that are in the database for good, so that an
// event by somebody who is at work needs no look-up. A commitment never changes; one
// whose value another process erases meanwhile stands for an erased value, as it
// should, for no longer than rememberedFor: then whoever comes by that value again
// gets a new one, and no process holds an erased value. So what one process remembers
// need not be told to another.
type saidBefore struct {
	mu    sync.Mutex
	since time.Time
	all   map[personalValue]string
}

// remembered and rememberedFor bound it; some megabytes.
const (
	remembered    = 20_000
	rememberedFor = time.Hour
)

func (s *saidBefore) get(v personalValue, now time.Time) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if age := now.Sub(s.since); age < 0 || age > rememberedFor {
		s.all = nil
	}
	known, ok := s.all[v]
	return known, ok
}

func (s *saidBefore) put(v personalValue, commitment string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil || len(s.all) >= remembered {
		s.all, s.since = map[personalValue]string{}, now
	}
	s.all[v] = commitment
}

// clear forgets all, when values were erased.
func (s *saidBefore) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = nil
}

// reveal puts values back in place of commitments, in one query; what was erased is
// told as models.Erased.
func (t *tx) reveal(events []models.Event) error {
	var asked []string
	look := func(text string) {
		if ledger.IsCommitment(text) && !slices.Contains(asked, text) {
			asked = append(asked, text)
		}
	}
	eachPersonal(events, func(text string) string { look(text); return text })
	values, err := t.revealed(asked)
	if err != nil {
		return err
	}
	eachPersonal(events, func(text string) string {
		if value, ok := values[text]; ok {
			return value
		}
		return text
	})
	return nil
}

// revealed gives what commitments stand for.
func (t *tx) revealed(asked []string) (map[string]string, error) {
	values := map[string]string{}
	if len(asked) == 0 {
		return values, nil
	}
	var rows []personalRow
	if err := t.db.Select("commitment", "value").Where("commitment IN ?", asked).Find(&rows).Error; err != nil {
		return nil, wrap(err, "personal values")
	}
	for _, r := range rows {
		values[r.Commitment] = models.Erased
		if r.Value != nil {
			values[r.Commitment] = *r.Value
		}
	}
	return values, nil
}

// eachPersonal changes every text of events that may be a commitment.
func eachPersonal(events []models.Event, change func(string) string) {
	for i := range events {
		e := &events[i]
		e.ActorName, e.Address = change(e.ActorName), change(e.Address)
		for _, name := range models.PersonalFields(e.Subject) {
			for _, side := range []map[string]any{e.Before, e.After} {
				if text, ok := side[name].(string); ok {
					side[name] = change(text)
				}
			}
		}
	}
}
