package storetest

import (
	"sync"
	"time"
)

// Clock is the time of one test. Each reading is a millisecond after the one
// before, as no two moments are the same; it shows Japan time, so that a place
// which forgets to write UTC is seen.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock stands at the morning of 1 April 2026 (令和８年４月１日) in Japan.
func NewClock() *Clock {
	return &Clock{at: time.Date(2026, 4, 1, 9, 0, 0, 0, time.FixedZone("JST", 9*60*60))}
}

// Now is the present moment of the test.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Millisecond)
	return c.at
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Set moves the clock to an instant.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}
