package models

import (
	"strings"
	"testing"
)

func TestDelegateNeedsTheRule(t *testing.T) {
	// Proves that whoever was named to sign in the lead's place under one edition does
	// not sign under another that allows nobody to.
	lead := Actor{UserID: "lead", Role: VendorLead, VendorID: "v"}
	other := Actor{UserID: "other", Role: VendorWorker, VendorID: "v"}
	party := Party{VendorID: "v", State: PartyApproved}
	pledge := Pledge{Kind: PledgeCompany, State: PledgeAsked, DelegateID: "other"}
	for _, c := range []struct {
		who       Actor
		delegate  string
		delegable bool
		want      Kind
	}{
		{other, "other", true, ""}, {other, "other", false, KindConflict}, {lead, "other", true, KindDenied}, {lead, "", false, ""}, {other, "", true, KindDenied},
	} {
		pledge.DelegateID = c.delegate
		err := CheckSign(c.who, pledge, party, nil, PledgeRule{Asked: true, Delegable: c.delegable}, Date{})
		if (err == nil) != (c.want == "") || err != nil && KindOf(err) != c.want {
			t.Errorf("%s, named %q, allowed %v: %v", c.who.UserID, c.delegate, c.delegable, err)
		}
	}
}

func TestNobodyConfirmsWhatTheyBrought(t *testing.T) {
	// Proves who may confirm the receipt of a paper at either division's levels, and that
	// who brought it never may, whatever role they have by now.
	c := Contract{ContractInput: ContractInput{DivisionID: "d"}}
	paper := Pledge{State: PledgeSigned, Method: SignedOnPaper, KeeperID: "a"}
	drafter, reviewer := Actor{UserID: "a", Role: Drafter, DivisionID: "d"}, Actor{UserID: "a", Role: Reviewer}
	other := func(a Actor) Actor { a.UserID = "b"; return a }
	for _, x := range []struct {
		by   string
		who  Actor
		want string
	}{
		{"division", drafter, "error.pledge.own.division"},
		{"division", other(drafter), ""},
		{"division", reviewer, "error.denied.confirm"},
		{"it_division", reviewer, "error.pledge.own.it_division"},
		{"it_division", other(reviewer), ""},
		{"it_division", other(drafter), "error.denied.receipt"},
		{"it_division", System(), ""},
	} {
		err := CheckReceipt(x.who, paper, PledgeRule{ConfirmedBy: x.by}, c)
		if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("at %s %s %s: %v, want %q", x.by, x.who.Role, x.who.UserID, err, x.want)
		}
	}
}
