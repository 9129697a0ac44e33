package models

import (
	"testing"
	"time"
)

func TestCanHoldContract(t *testing.T) {
	// Proves that nobody but the IT division places and lifts holds.
	for _, r := range Roles() {
		if got := CanHoldContract(Actor{UserID: "u", Role: r}); got != (r == Reviewer) {
			t.Errorf("%s: %v", r, got)
		}
	}
}

func TestStandingHold(t *testing.T) {
	// Proves that a hold stands until it is lifted.
	lifted, stands := ContractHold{ID: "1", LiftedAt: time.Unix(1, 0)}, ContractHold{ID: "2"}
	if h := StandingHold([]ContractHold{lifted}); h != nil {
		t.Errorf("%+v stands", h)
	}
	if h := StandingHold([]ContractHold{lifted, stands}); h == nil || h.ID != "2" {
		t.Errorf("%+v stands", h)
	}
}
