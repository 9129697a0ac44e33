package models

// Decisions on an application beside Agreed and Returned.
const Refused Decision = "refused"

// CheckApply says whether an actor may ask for a subcontractor below a party: the
// party's own lead, while the contract is at work or about to be.
func CheckApply(a Actor, c Contract, above Party) error {
	switch {
	case !above.LedBy(a) && !a.IsSystem():
		return Denied("error.denied.subcontract")
	case c.IssuedNumber == 0:
		return Conflict("error.subcontract.not_issued", nil)
	}
	return CheckDecide(c)
}

// CheckPass says whether an actor may pass on, or send back, what was asked for
// below the prime: the prime's lead, in its turn.
func CheckPass(a Actor, p Party, prime *Party) error {
	switch {
	case prime == nil || !prime.LedBy(a):
		return Denied("error.denied.subcontract")
	case p.State != PartyApplied:
		return Conflict("error.subcontract.turn", p)
	}
	return nil
}

// CheckDecideParty says whether an actor may decide on an application now: the owner
// division when it was forwarded, the IT division when the division agreed.
func CheckDecideParty(a Actor, c Contract, p Party) error {
	owner, reviewer := CanCreateContract(a, c.DivisionID), a.Is(Reviewer) || a.IsSystem()
	switch {
	case !owner && !reviewer:
		return Denied("error.denied.subcontract")
	case p.State == PartyForwarded && owner, p.State == PartyEndorsed && reviewer:
		return nil
	case p.State == PartyForwarded || p.State == PartyEndorsed:
		return Denied("error.denied.subcontract.turn")
	}
	return Conflict("error.subcontract.turn", p)
}

// CheckWithdraw says whether an actor may take an application back: whoever leads
// the party above, until it is decided.
func CheckWithdraw(a Actor, p Party, above *Party) error {
	switch {
	case above == nil || !above.LedBy(a):
		return Denied("error.denied.subcontract")
	case !p.State.Undecided():
		return Conflict("error.subcontract.turn", p)
	}
	return nil
}

// CheckEndParty says whether an actor may end a subcontractor's place: the party
// above and the prime, who engaged it, and the owner division.
func CheckEndParty(a Actor, c Contract, p Party, above Parties) error {
	may := CanCreateContract(a, c.DivisionID)
	for _, q := range above {
		may = may || q.LedBy(a)
	}
	switch {
	case !may || p.Tier == 0:
		return Denied("error.denied.subcontract")
	case p.State != PartyApproved && p.State != PartyUnapproved:
		return Conflict("error.subcontract.turn", p)
	}
	return nil
}

// CheckReport says whether an actor may record that somebody works without approval:
// the owner division and the IT division.
func CheckReport(a Actor, c Contract) error {
	if !CanCreateContract(a, c.DivisionID) && !a.Is(Reviewer) {
		return Denied("error.denied.subcontract")
	}
	return CheckDecide(c)
}

// AfterForward is the state an agreed application comes to: where the edition asks
// for the IT division too, its turn comes after the owner division's.
func (r SubcontractRule) AfterForward(s PartyState) PartyState {
	if s == PartyForwarded && r.Reviewer {
		return PartyEndorsed
	}
	return PartyApproved
}

// FirstState is where an application begins: the prime's own goes to the owner
// division at once, others through the prime.
func FirstState(tier int) PartyState {
	if tier <= 1 {
		return PartyForwarded
	}
	return PartyApplied
}
