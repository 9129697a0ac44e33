package models

// LeadInput is what is entered about a firm's responsible person 責任者 who is invited.
type LeadInput struct {
	Name string `json:"name"`
	Mail string `json:"mail"` // empty for who has none
	Post string `json:"post"` // 職名
}

// Lead is the account of a firm's responsible person as the page of a party shows it.
type Lead struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Post       string     `json:"post,omitempty"`
	Invitation Invitation `json:"invitation"`
}

// LeadFacts is what the rule of inviting a lead looks at of the firm, beside the party.
// A lead answers for every place of its firm, so whoever engages the firm in one may not
// make a lead for the others.
type LeadFacts struct {
	Accepted  bool // one of its leads has a password
	Elsewhere bool // it works in a place the actor did not engage it for
}

// CheckInviteLead says whether an actor may invite a lead of a party's firm: the owner
// division, a lead of the firm itself, and, as long as the firm has nobody of its own and
// works for nobody else, the leads of the prime and of the party that engages it. above
// are the parties over it, the nearest first.
func CheckInviteLead(a Actor, c Contract, p Party, above Parties, f LeadFacts) error {
	house := CanCreateContract(a, c.DivisionID)
	own := a.Is(VendorLead) && a.VendorID != "" && a.VendorID == p.VendorID
	engages := len(above) > 0 && (above[0].LedBy(a) || above[len(above)-1].LedBy(a))
	switch {
	case !house && !own && !engages:
		return Denied("error.denied.lead")
	case p.State != PartyApproved:
		return Conflict("error.lead.party", p)
	case !house && !own && (f.Accepted || f.Elsewhere):
		return Denied("error.denied.lead.own")
	}
	return CheckDecide(c)
}
