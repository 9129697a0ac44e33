package store

import (
	"maps"
	"slices"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
)

// letterLimits are how many letters may go to people who have not set a password yet,
// in a day: whoever invites chooses their addresses freely, and could flood strangers
// with our mail. A firm, or one person of the house, has so many for all addresses, which
// is a list of 500 people twice, and so many for one. They are counted in the database,
// as attempts to sign in are, so that they hold for any number of processes; the count
// and the letters stand or fall together.
var letterLimits = struct{ all, address int }{all: 1000, address: 10}

// admitLetters counts letters that are about to be left, or refuses them with
// KindTooMany and the seconds to wait. What the house itself sends is not counted.
func (t *tx) admitLetters(mails []mailRow) error {
	by := t.actor.VendorID
	if !t.actor.External() {
		by = t.actor.UserID
	}
	if len(mails) == 0 || t.actor.IsSystem() {
		return nil
	}
	counts := map[string]int{"": len(mails)}
	for _, m := range mails {
		counts[secret.Sum(strings.ToLower(m.ToAddress))]++
	}
	if err := t.db.Exec("DELETE FROM letter_counts WHERE caused_by = ? AND day < ?", by, t.today()).Error; err != nil {
		return wrap(err, "letters")
	}
	// In the order of the addresses: the sum comes first, and whoever counts for the same
	// firm waits for it.
	for part := range slices.Chunk(slices.Sorted(maps.Keys(counts)), batch) {
		if err := t.countLetters(by, part, counts); err != nil {
			return err
		}
	}
	return nil
}

// countLetters adds to the counts of some addresses, and refuses what is too many.
func (t *tx) countLetters(by string, addresses []string, counts map[string]int) error {
	const places = "(?, ?, ?, ?)"
	values := make([]any, 0, 4*len(addresses))
	for _, a := range addresses {
		values = append(values, by, a, t.today(), counts[a])
	}
	var now []struct {
		Address string
		N       int
	}
	err := t.db.Raw("INSERT INTO letter_counts (caused_by, address, day, n) VALUES "+places+strings.Repeat(", "+places, len(addresses)-1)+
		" ON CONFLICT (caused_by, address, day) DO UPDATE SET n = letter_counts.n + excluded.n RETURNING address, n", values...).Scan(&now).Error
	if err != nil {
		return wrap(err, "letters")
	}
	for _, c := range now {
		key, most := "error.letters.address", letterLimits.address
		if c.Address == "" {
			key, most = "error.letters.all", letterLimits.all
		}
		if c.N > most {
			wait := t.today().AddDays(1).Start().Sub(t.now)
			return &models.Error{Kind: models.KindTooMany, Key: key, Args: []any{int((wait + time.Second - 1) / time.Second), most}}
		}
	}
	return nil
}
