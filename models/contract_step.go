package models

// StepFacts is what the rule of the next step looks at beside the contract.
type StepFacts struct {
	Needs     []Problem // what the appendix still lacks
	Consult   bool      // the edition asks for the IT division's answer at this level
	Consulted bool      // an agreed answer covers the present facts
	Returned  bool      // the last answer sent the question back
	Moved     bool      // the facts moved under the question that waits
	Pending   int       // waivers and lower levels the IT division has not decided
	HasVendor bool
	NewVendor bool // the issued appendix does not name the vendor there is now
	Standing  Standing
	Today     Date
}

// Step answers "what comes next, and whose turn is it?" for a contract, the same
// for everybody who asks. An empty Whose means that there is nothing to do.
func Step(c Contract, f StepFacts) NextStep {
	switch c.State {
	case StateConsulting:
		if f.Moved {
			return step("consulting.moved", Reviewer, "answer")
		}
		return step("consulting", Reviewer, "answer")
	case StateCompleted:
		return step("completed", Drafter, "close")
	case StateClosed:
		return step("closed", "", "")
	}
	switch {
	case len(f.Needs) > 0:
		return step("incomplete", Drafter, "edit", len(f.Needs))
	case f.Pending > 0:
		return step("pending", Reviewer, "decide", f.Pending)
	case c.State == StateDraft || c.Changed():
		return stepToIssue(c, f)
	}
	return stepAfterIssue(c, f)
}

// stepToIssue: an appendix has to be issued, for the first time or anew.
func stepToIssue(c Contract, f StepFacts) NextStep {
	name := "draft"
	if c.IssuedNumber > 0 {
		name = "changed"
	}
	switch {
	case !f.Consult:
		return step(name+".issue", Drafter, "issue")
	case f.Consulted:
		return step(name+".answered", Drafter, "issue")
	case f.Returned:
		return step(name+".returned", Drafter, "consult")
	}
	return step(name+".consult", Drafter, "consult")
}

// stepAfterIssue: the appendix in force says what is true.
func stepAfterIssue(c Contract, f StepFacts) NextStep {
	switch {
	case c.State == StateIssued && !f.HasVendor:
		return step("issued.vendor", Drafter, "edit")
	case c.State == StateIssued && f.NewVendor:
		return step("issued.renew", Drafter, "issue")
	case c.State == StateIssued:
		return step("issued.conclude", Drafter, "conclude")
	case c.State == StateConcluded && c.EndsOn.Before(f.Today):
		return step("concluded.over", Drafter, "complete")
	case c.State == StateConcluded && f.Standing.Stands():
		return step("concluded.ready", Manager, "ready")
	case c.State == StateConcluded:
		return step("concluded.standing", f.Standing.Debtor(), "", f.Standing.Open())
	case c.EndsOn.Before(f.Today):
		return step("ready.over", Drafter, "complete")
	case !f.Standing.Stands():
		return step("ready.standing", f.Standing.Debtor(), "", f.Standing.Open())
	}
	return step("ready.running", "", "")
}

func step(name string, whose Role, deed string, args ...any) NextStep {
	return NextStep{Key: "step." + name, Args: args, Whose: whose, Deed: deed}
}

// StepKeys are all keys Step can give, for those who put them into words.
func StepKeys() []string {
	var keys []string
	for _, k := range []string{
		"incomplete", "pending", "consulting", "consulting.moved",
		"draft.consult", "draft.returned", "draft.answered", "draft.issue",
		"changed.consult", "changed.returned", "changed.answered", "changed.issue",
		"issued.vendor", "issued.renew", "issued.conclude", "concluded.standing", "concluded.ready",
		"concluded.over", "ready.running", "ready.standing", "ready.over", "completed", "closed",
		"vendor.accept", "vendor.conclude", "vendor.owed", "vendor.none", "vendor.over",
		"party.applied", "party.forwarded", "party.endorsed", "party.returned", "party.unapproved", "party.lead",
		"party.applied.late", "party.forwarded.late", "party.endorsed.late", "party.returned.late",
	} {
		keys = append(keys, "step."+k)
	}
	return keys
}

// VendorStep is what comes next with a contract for a vendor's lead: the contractor
// accepts the appendix in force; then whatever of the standing this vendor owes.
func VendorStep(c Contract, contractor bool, owed Standing) NextStep {
	switch {
	case c.State == StateCompleted || c.State == StateClosed:
		return step("vendor.over", "", "")
	case contractor && !c.Accepted():
		return VendorAccepts()
	case c.State == StateIssued:
		return step("vendor.conclude", Drafter, "")
	case owed.Open() > 0:
		return step("vendor.owed", VendorLead, "", owed.Open())
	}
	return step("vendor.none", "", "")
}

// VendorAccepts asks the contractor to read and accept the appendix in force.
func VendorAccepts() NextStep { return step("vendor.accept", VendorLead, "appendix") }

// PartyStepOf is what the application for a party asks on a day: its firm is the argument.
// One that is late asks for something else.
func PartyStepOf(p Party, today Date) NextStep {
	name := "party." + string(p.State)
	if p.Late(today) {
		name += ".late"
	}
	return step(name, p.Whose(), "", p.Vendor)
}

// LeadStep is what a party at work without a lead asks of an actor who may invite one:
// its firm is the argument.
func LeadStep(p Party, a Actor) NextStep {
	whose := Drafter
	if a.External() {
		whose = VendorLead
	}
	return step("party.lead", whose, "", p.Vendor)
}

// Turns are the roles whose turn is this actor's to take: a manager may do all
// that the division's drafters may.
func (a Actor) Turns() []Role {
	if a.Is(Manager) {
		return []Role{Manager, Drafter}
	}
	return []Role{a.Role}
}

// Deeds says what an actor who sees the contract may do with it now, by the name of
// the deed: its rule is met and it is this actor's.
func Deeds(a Actor, c Contract, f MoveFacts) map[string]bool {
	owns := CanCreateContract(a, c.DivisionID)
	edits := CanEditContract(a, c)
	can := func(to ContractState) bool { return CheckMove(c, to, f) == nil }
	f.SignedOn, f.DoneOn = f.Today, f.Today // the day is entered with the deed
	if c.EndsOn.Before(f.Today) {
		f.SignedOn = c.EndsOn
	}
	return map[string]bool{
		"edit":         edits,
		"copy":         owns,
		"remove":       edits && c.IssuedNumber == 0,
		"raise":        edits && c.Level != NoLevel && c.Level < L4,
		"end_raise":    edits && c.Raise != nil,
		"lower":        edits && c.Level > L1,
		"stricter":     edits && c.Level != NoLevel,
		"waive":        edits && c.Level != NoLevel,
		"move_edition": edits,
		"decide":       CanDecideException(a) && f.Pending > 0,
		"consult":      edits && can(StateConsulting),
		"withdraw":     owns && c.State == StateConsulting,
		"answer":       CanAnswerConsultation(a, c),
		"issue":        edits && can(StateIssued),
		"conclude":     edits && can(StateConcluded),
		"ready":        CanStartWork(a, c) && can(StateReady),
		"complete":     owns && can(StateCompleted),
		"close":        owns && can(StateClosed),
	}
}

// For gives the step as one actor sees it: the deed is named only to whom it is
// theirs to do.
func (n NextStep) For(deeds map[string]bool) NextStep {
	if !deeds[n.Deed] {
		n.Deed = ""
	}
	return n
}

// KeptStep is a step as it was kept with the contract: its key, how many things it
// speaks of (0 when it names no number), whose it is and since when. The deed is on
// the contract's own page.
func KeptStep(key string, count int, whose Role, since string) NextStep {
	n := NextStep{Key: key, Whose: whose, Since: since}
	if count > 0 {
		n.Args = []any{count}
	}
	return n
}
