package models

import "testing"

func TestWhoMayTakeEvidence(t *testing.T) {
	// Proves that evidence of a contract is for auditor and reviewer, for its division's
	// staff, and for nobody else.
	for _, role := range Roles() {
		for _, division := range []string{"", "own", "other"} {
			want := role == Reviewer || role == Auditor || division == "own" && (role == Drafter || role == Manager)
			if got := CanTakeEvidence(Actor{Role: role, DivisionID: division}, "own"); got != want {
				t.Errorf("%s of division %q: %v", role, division, got)
			}
		}
	}
	if CanTakeEvidence(Actor{Role: Drafter}, "") {
		t.Error("staff without a division took a contract without one")
	}
}
