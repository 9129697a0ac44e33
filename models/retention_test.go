package models

import (
	"testing"
	"time"
)

func TestRetention(t *testing.T) {
	// Proves which period holds for which level, and that an unknown one is none.
	r := Retention{L2: 12, L3: 36, L4: 60}
	for l, want := range map[Level]int{NoLevel: 60, L1: 12, L2: 12, L3: 36, L4: 60} {
		if got := r.Months(l); got != want {
			t.Errorf("%q keeps %d months, want %d", l, got, want)
		}
	}
	if got := (Retention{}).Months(L4); got != 0 {
		t.Errorf("an unknown period is %d", got)
	}
}

func TestKeptSince(t *testing.T) {
	// Proves the first day that is still kept, at the ends of months too.
	day := func(y int, m time.Month, d int) Date { return NewDate(y, m, d) }
	for _, c := range []struct {
		today  Date
		months int
		want   Date
	}{
		{day(2027, 4, 1), 12, day(2026, 4, 1)},
		{day(2027, 3, 31), 1, day(2027, 2, 28)},
		{day(2028, 3, 31), 13, day(2027, 2, 28)},
		{day(2028, 2, 29), 12, day(2027, 2, 28)},
		{day(2027, 4, 1), 0, Date{}},
	} {
		if got := KeptSince(c.months, c.today); got != c.want {
			t.Errorf("%d months before %s is %s, want %s", c.months, c.today, got, c.want)
		}
	}
}

func TestKeptForGood(t *testing.T) {
	// Proves that the log's own events and published editions are never cut.
	for k, want := range map[EventKind]bool{
		EventLogKey: true, EventLogCut: true, EventLogExported: true, EventEditionPublished: true,
		EventSignedIn: false, EventContractUpdated: false, EventEditionMoved: false, EventPersonErased: false,
	} {
		if KeptForGood(k) != want {
			t.Errorf("%s: kept for good %v", k, !want)
		}
	}
}
