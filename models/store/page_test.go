package store

import (
	"slices"
	"testing"
	"time"

	"chigiri/models"
)

func TestCursor(t *testing.T) {
	// Proves that every kind of sort value comes back as it went in, and that values
	// of another kind or number are refused.
	at := time.Date(2026, 4, 1, 9, 0, 0, 123456000, models.Japan)
	by := []sortKey{{column: "a"}, {column: "b", kind: moment}, {column: "c", kind: number}, {column: "d", kind: day}}
	cursor := writeCursor([]any{"あ\"%", at, 42, models.NewDate(2026, 4, 1)})
	got, err := readCursor(cursor, by)
	if err != nil {
		t.Fatal(err)
	}
	want := []any{"あ\"%", instant{at.UTC()}, int64(42), models.NewDate(2026, 4, 1)}
	if !slices.Equal(got, want) {
		t.Errorf("cursor = %v, want %v", got, want)
	}
	for _, other := range [][]sortKey{by[:3], append(slices.Clone(by[1:]), by[0]), nil} {
		if _, err := readCursor(cursor, other); models.KindOf(err) != models.KindInvalid {
			t.Errorf("a cursor of another order was read: %v", err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add("WyJhIl0", "a")
	f.Add(writeCursor([]any{"a\x00"}), "")
	f.Fuzz(func(t *testing.T, cursor, value string) {
		// Proves that nothing made up panics or carries a NUL, and texts come back whole.
		by := []sortKey{{column: "a"}}
		if got, err := readCursor(cursor, by); err == nil && slices.Contains([]byte(got[0].(string)), 0) {
			t.Error("a NUL came through")
		}
		if got, err := readCursor(writeCursor([]any{value}), by); err == nil && len(got) != 1 {
			t.Errorf("cursor of %q = %v", value, got)
		}
	})
}
