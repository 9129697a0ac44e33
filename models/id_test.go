package models_test

import (
	"bytes"
	"crypto/rand"
	"regexp"
	"testing"
	"time"

	"chigiri/models"
)

func TestNewID(t *testing.T) {
	// Proves that ids are UUIDv7 and sort by the microsecond they were made in.
	shape := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	at := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	last := ""
	for i := range 5000 {
		id := models.NewID(at.Add(time.Duration(i)*time.Microsecond), rand.Reader)
		if !shape.MatchString(id) {
			t.Fatalf("not a UUIDv7: %s", id)
		}
		if id <= last {
			t.Fatalf("%s does not sort after %s", id, last)
		}
		last = id
	}
}

func TestNewIDKnown(t *testing.T) {
	// Proves the layout against the example of RFC 9562, appendix A.6.
	at := time.UnixMilli(0x017F22E279B0).UTC()
	got := models.NewID(at, bytes.NewReader([]byte{0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F}))
	if want := "017f22e2-79b0-7000-98c4-dc0c0c07398f"; got != want {
		t.Errorf("NewID = %s, want %s", got, want)
	}
}

func TestNewIDWithoutRandomness(t *testing.T) {
	// Proves that no id is made when randomness runs out.
	defer func() {
		if recover() == nil {
			t.Error("an id was made of nothing")
		}
	}()
	models.NewID(time.Unix(0, 0), bytes.NewReader(nil))
}
