package store_test

import (
	"fmt"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// BenchmarkAddWorkers measures how long a list of 300 people takes, with their
// accounts, pledges and events.
func BenchmarkAddWorkers(b *testing.B) {
	for name, open := range map[string]func(testing.TB) (*store.Store, *storetest.Clock){"SQLite": storetest.Open, "PostgreSQL": storetest.OpenPostgres} {
		b.Run(name, func(b *testing.B) {
			s, clock := open(b)
			o := newOffice(b, s, clock)
			c := newCrew(o, o.high())
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				lines := c.lines(300, n)
				b.StartTimer()
				_, err := c.AddWorkers(bg, c.boss, c.prime.ID, lines)
				must(b, err)
			}
		})
	}
}

// lines are so many people, each with an address.
func (c *crew) lines(n, list int) []models.WorkerInput {
	lines, one := make([]models.WorkerInput, n), c.line("")
	for i := range lines {
		lines[i] = one
		lines[i].Name = fmt.Sprintf("従事 %d号", i+1)
		lines[i].Mail = fmt.Sprintf("w%d.%d@vendor.example", list, i+1)
	}
	return lines
}
