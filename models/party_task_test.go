package models

import (
	"testing"
	"time"
)

func TestPartyTask(t *testing.T) {
	// Proves whose turn is told to whom: the own before others', the longest waiting first,
	// and that a lead may apply below its own place when nothing waits.
	at := func(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }
	prime := Party{ID: "p", VendorID: "v", State: PartyApproved, Since: at(1)}
	sub := Party{ID: "s", VendorID: "w", ParentID: "p", Tier: 1, State: PartyApproved, Since: at(2)}
	asked := func(id, above string, tier int, s PartyState, day int) Party {
		return Party{ID: id, VendorID: "x", ParentID: above, Tier: tier, State: s, Since: at(day)}
	}
	open := Contract{ContractInput: ContractInput{DivisionID: "d"}, State: StateConcluded, IssuedNumber: 1}
	over := open
	over.State = StateClosed
	drafter, reviewer := Actor{Role: Drafter, DivisionID: "d"}, Actor{Role: Reviewer}
	lead, below := Actor{Role: VendorLead, VendorID: "v"}, Actor{Role: VendorLead, VendorID: "w"}
	for _, c := range []struct {
		name     string
		who      Actor
		contract Contract
		tree     Parties
		deed, id string
	}{
		{"nothing waits for the division", drafter, open, Parties{prime, sub}, "", ""},
		{"a lead may apply", lead, open, Parties{prime, sub}, "apply", "p"},
		{"a subcontractor below itself", below, open, Parties{prime, sub}, "apply", "s"},
		{"nobody when the contract is over", lead, over, Parties{prime, sub}, "", ""},
		{"the division decides", drafter, open, Parties{prime, asked("a", "p", 1, PartyForwarded, 5)}, "decide", "a"},
		{"the longest waiting first", drafter, open, Parties{prime, asked("a", "p", 1, PartyForwarded, 5), asked("b", "p", 1, PartyForwarded, 4)}, "decide", "b"},
		{"the own turn before an older one", reviewer, open, Parties{prime, asked("a", "p", 1, PartyForwarded, 3), asked("b", "p", 1, PartyEndorsed, 4)}, "decide", "b"},
		{"others wait for the IT division", drafter, open, Parties{prime, asked("a", "p", 1, PartyEndorsed, 5)}, "await", "a"},
		{"another division decides nothing", Actor{Role: Drafter, DivisionID: "e"}, open, Parties{prime, asked("a", "p", 1, PartyForwarded, 5)}, "await", "a"},
		{"the prime passes on", lead, open, Parties{prime, sub, asked("a", "s", 2, PartyApplied, 5)}, "pass", "a"},
		{"who asked waits for the prime", below, open, Parties{prime, sub, asked("a", "s", 2, PartyApplied, 5)}, "await", "a"},
		{"what came back is for who asked", below, open, Parties{prime, sub, asked("a", "s", 2, PartyReturned, 5)}, "mend", "a"},
		{"and not for the prime", lead, open, Parties{prime, sub, asked("a", "s", 2, PartyReturned, 5)}, "await", "a"},
		{"an unapproved firm is for who stands above it", lead, open, Parties{prime, asked("a", "p", 1, PartyUnapproved, 5)}, "cover", "a"},
		{"what is over waits for nobody", drafter, open, Parties{prime, asked("a", "p", 1, PartyRefused, 5)}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.tree.Task(c.who, c.contract)
			id := ""
			if got.Party != nil {
				id = got.Party.ID
			}
			if got.Deed != c.deed || id != c.id {
				t.Errorf("got %q about %q, want %q about %q", got.Deed, id, c.deed, c.id)
			}
		})
	}
}
