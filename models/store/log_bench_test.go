package store_test

import (
	"testing"

	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// eachEngine runs a benchmark on both.
func eachEngine(b *testing.B, bench func(b *testing.B, s *store.Store)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) {
		s, _ := storetest.Open(b)
		bench(b, s)
	})
	b.Run("postgres", func(b *testing.B) {
		s, _ := storetest.OpenPostgres(b)
		bench(b, s)
	})
}

// BenchmarkEvent shows what an event adds to its transaction: the difference of the
// two lines is to be at most 0.3 ms.
func BenchmarkEvent(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		p := storetest.Seed(b, s)
		for _, logged := range []bool{false, true} {
			b.Run(map[bool]string{false: "without", true: "with"}[logged], func(b *testing.B) {
				for range b.N {
					must(b, s.Touch(bg, p.Admin, p.IT.ID, logged))
				}
			})
		}
	})
}

// BenchmarkGrowLog shows what a place in the tree costs for each event, a thousand
// at a time.
func BenchmarkGrowLog(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		p := storetest.Seed(b, s)
		for range b.N {
			b.StopTimer()
			for range 1000 {
				must(b, s.Touch(bg, p.Admin, p.IT.ID, true))
			}
			b.StartTimer()
			_, err := s.GrowLog(bg)
			must(b, err)
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/event")
	})
}
