package models

import "strings"

// Retention 保存期間 is for how many months the log keeps the contents of events, by
// level, as an edition sets it. An empty one is unknown, and lets nothing go.
type Retention map[Level]int

// Months is the period of a level. A level that the edition sets none for takes the
// shortest there is; without a level nobody can say, so the longest holds. It is 0
// when the period is unknown.
func (r Retention) Months(l Level) int {
	if l == NoLevel {
		return r.Longest()
	}
	if n := r[l]; n > 0 {
		return n
	}
	shortest := 0
	for _, n := range r {
		if n > 0 && (shortest == 0 || n < shortest) {
			shortest = n
		}
	}
	return shortest
}

// Longest is the longest period, 0 when none is known.
func (r Retention) Longest() int {
	longest := 0
	for _, n := range r {
		longest = max(longest, n)
	}
	return longest
}

// KeptSince is the first day whose events a period of months still holds: what
// happened before it is past its time. It is no date when the period is unknown.
// The day counts in Japan, and the month's last day stands for one it does not have,
// so that nothing goes a day too early.
func KeptSince(months int, today Date) Date {
	if months < 1 {
		return Date{}
	}
	return today.AddMonths(-months)
}

// KeptForGood says whether events of a kind are never cut: what tells of the log
// itself, without which it could not be checked, and of the editions that periods
// come from.
func KeptForGood(k EventKind) bool {
	return k == EventEditionPublished || strings.HasPrefix(string(k), "log.")
}
