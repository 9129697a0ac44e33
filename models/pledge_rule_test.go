package models

import "testing"

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
