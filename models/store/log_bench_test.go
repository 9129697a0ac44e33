package store_test

import (
	"testing"
	"time"

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

// BenchmarkEvent shows what an event adds to its transaction, which is to be at most
// 0.3 ms: the same small transaction with its event and without by turns, so that other
// work on the machine touches both alike.
func BenchmarkEvent(b *testing.B) {
	eachEngine(b, func(b *testing.B, s *store.Store) {
		p := storetest.Seed(b, s)
		var with, without time.Duration
		for range b.N {
			for logged, spent := range map[bool]*time.Duration{false: &without, true: &with} {
				begin := time.Now()
				must(b, s.Touch(bg, p.Admin, p.IT.ID, logged))
				*spent += time.Since(begin)
			}
		}
		each := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(b.N) }
		b.ReportMetric(each(without), "µs/without")
		b.ReportMetric(each(with), "µs/with")
		b.ReportMetric(each(with-without), "µs/event")
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
