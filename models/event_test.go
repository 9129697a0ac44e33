package models_test

import (
	"slices"
	"testing"

	"chigiri/models"
)

func TestSpoken(t *testing.T) {
	// Proves that ids are found wherever an event keeps them, once each, and that words and
	// codes are none.
	const a, b = "01900000-0000-7000-8000-000000000000", "01900000-0000-7000-8000-00000000000f"
	events := []models.Event{
		{Before: map[string]any{"vendor_id": b, "title": "業務", "tier": 1.0}, After: map[string]any{"vendor_id": a, "note": "01900000-0000-7000-8000-00000000000F"}},
		{After: map[string]any{"systems": []any{a, "public"}, "deep": map[string]any{"id": b}, "x": "01900000x0000-7000-8000-000000000000", "y": nil}},
	}
	if got := models.Spoken(events); !slices.Equal(got, []string{a, b}) {
		t.Errorf("the events speak of %v", got)
	}
}
