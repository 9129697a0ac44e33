//go:build load

package store_test

import (
	"testing"
	"time"

	"chigiri/handlers"
	"chigiri/views/document"
)

// TestLoadSigners lets 50 people at once sign 1,000 pledges under one contract, as they
// are really typeset, and fails when one is lost, doubled or not whole. It says how many
// are signed in a second.
func TestLoadSigners(t *testing.T) {
	const pledges, signers = 1000, 50
	fonts, err := document.LoadFonts()
	must(t, err)
	paper := handlers.RenderPledge(fonts, "https://portal.example")
	inOffice(t, func(t *testing.T, o *office) {
		began, spent := time.Now(), cpuTime(t)
		signAtOnce(t, o, pledges, signers, paper)
		took := time.Since(began)
		t.Logf("%s: %d pledges by %d at once in %s, %.1f a second, with accounts and checks %.0f CPU ms each", o.Engine(), pledges, signers,
			took.Round(time.Second), pledges/took.Seconds(), float64(cpuTime(t)-spent)/1e6/pledges)
	})
}
