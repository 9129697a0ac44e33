package models

import (
	"slices"
	"time"
)

// PartyState is where a party's place in a contract stands.
type PartyState string

// The states of a party. The prime is approved from the beginning.
const (
	PartyApplied    PartyState = "applied"    // asked for below the prime; the prime's turn to pass it on
	PartyForwarded  PartyState = "forwarded"  // the owner division's turn
	PartyEndorsed   PartyState = "endorsed"   // the IT division's turn
	PartyReturned   PartyState = "returned"   // back to whoever applied, to be mended
	PartyApproved   PartyState = "approved"   // may work once it stands
	PartyRefused    PartyState = "refused"    // for good
	PartyWithdrawn  PartyState = "withdrawn"  // taken back by whoever applied
	PartyUnapproved PartyState = "unapproved" // known to work without approval: a finding
	PartyEnded      PartyState = "ended"      // was approved, and is over
)

// PartyStates are all states, in the order pages list them.
func PartyStates() []PartyState {
	return []PartyState{
		PartyApplied, PartyForwarded, PartyEndorsed, PartyReturned, PartyApproved, PartyRefused, PartyWithdrawn, PartyUnapproved, PartyEnded,
	}
}

// Undecided says whether an application waits for somebody.
func (s PartyState) Undecided() bool {
	return slices.Contains([]PartyState{PartyApplied, PartyForwarded, PartyEndorsed, PartyReturned}, s)
}

// Late says whether an application waits past the first day it asks for. It can no longer
// be approved, for an approval comes before the work: it is sent back or refused, and
// another first day is asked for.
func (p Party) Late(today Date) bool {
	return p.State.Undecided() && !p.StartsOn.IsZero() && p.StartsOn.Before(today)
}

// Over says whether nothing comes after this state.
func (s PartyState) Over() bool {
	return slices.Contains([]PartyState{PartyRefused, PartyWithdrawn, PartyEnded}, s)
}

// Party 契約当事者 is a vendor's place in one contract: tier 0 the prime, tier n a
// subcontractor. Everything a vendor owes hangs on its party, and the same firm has
// a party for each place it has.
type Party struct {
	ID          string     `json:"id"`
	ContractID  string     `json:"contract_id"`
	VendorID    string     `json:"vendor_id"`
	Vendor      string     `json:"vendor"`
	ParentID    string     `json:"parent_id,omitempty"`
	Tier        int        `json:"tier"`
	State       PartyState `json:"state"`
	Since       time.Time  `json:"since"` // of the state
	ApprovedAt  time.Time  `json:"approved_at,omitzero"`
	WorksSince  Date       `json:"works_since,omitzero"`  // of one that works or worked without approval
	StartsOn    Date       `json:"starts_on,omitzero"`    // first day asked for, until it is decided
	ConsentedAt time.Time  `json:"consented_at,omitzero"` // 番号法 第10条
	ConsentedBy string     `json:"consented_by,omitempty"`
	EndReason   string     `json:"end_reason,omitempty"`
	Version     int        `json:"version"`
	Standing    *Standing  `json:"standing,omitempty"` // what it owes; where a page or the tree was asked for, and the reader may know
	Leadless    bool       `json:"leadless,omitempty"` // it is at work and its firm has no lead; where a page or the tree was asked for
	Invites     bool       `json:"invites,omitempty"`  // and the reader may invite one
}

// Bare says from when until when a party worked without approval: until it was approved
// or its place was over; no last day while it still does, and neither of one that never
// did.
func (p Party) Bare() (from, to Date) {
	switch {
	case p.WorksSince.IsZero():
	case !p.ApprovedAt.IsZero():
		to = Today(p.ApprovedAt)
	case p.State.Over():
		to = Today(p.Since)
	}
	return p.WorksSince, to
}

// Parties is the tree of a contract's parties, a parent before those below it.
type Parties []Party

// Find gives the party with an id, nil when there is none.
func (l Parties) Find(id string) *Party {
	if i := slices.IndexFunc(l, func(p Party) bool { return p.ID == id }); i >= 0 {
		return &l[i]
	}
	return nil
}

// Prime is the party of tier 0, nil before a vendor is chosen.
func (l Parties) Prime() *Party {
	if i := slices.IndexFunc(l, func(p Party) bool { return p.Tier == 0 && !p.State.Over() }); i >= 0 {
		return &l[i]
	}
	return nil
}

// Above are the parties over one, the nearest first and the prime last.
func (l Parties) Above(id string) Parties {
	var above Parties
	for p := l.Find(id); p != nil && p.ParentID != ""; {
		if p = l.Find(p.ParentID); p != nil {
			above = append(above, *p)
		}
	}
	return above
}

// Below are the parties under one at any tier, in the order of the tree.
func (l Parties) Below(id string) Parties {
	var below Parties
	under := map[string]bool{id: true}
	for _, p := range l {
		if under[p.ParentID] {
			under[p.ID] = true
			below = append(below, p)
		}
	}
	return below
}

// Branch is the part of the tree a vendor knows of: its own places, those below
// them, and those above them up to the prime; never its neighbours. A place that is
// only asked for shows its vendor nothing.
func (l Parties) Branch(vendorID string) Parties {
	known := map[string]bool{}
	for _, p := range l {
		if p.VendorID != vendorID || p.State != PartyApproved {
			continue
		}
		known[p.ID] = true
		for _, q := range append(l.Above(p.ID), l.Below(p.ID)...) {
			known[q.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(l), func(p Party) bool { return !known[p.ID] })
}

// LedBy says whether an actor leads a party: it is the vendor's lead, and the party
// stands approved.
func (p Party) LedBy(a Actor) bool {
	return a.Is(VendorLead) && a.VendorID != "" && a.VendorID == p.VendorID && p.State == PartyApproved
}

// PastOf says whether a party is a past place of an actor's firm: it was approved, and is
// over. The duties of secrecy outlive it, and so the firm's lead goes on reading what the
// firm signed, filed and received there; nobody else's papers, and nothing that came after
// the end, which is Since.
func (p Party) PastOf(a Actor) bool {
	return a.Is(VendorLead) && a.VendorID != "" && a.VendorID == p.VendorID && p.State == PartyEnded && !p.ApprovedAt.IsZero()
}

// Trees puts the tree in the order it is drawn: each party followed by those below.
func (l Parties) Trees() Parties {
	var drawn Parties
	var draw func(parent string)
	draw = func(parent string) {
		for _, p := range l {
			if p.ParentID == parent {
				drawn = append(drawn, p)
				draw(p.ID)
			}
		}
	}
	draw("")
	for _, p := range l { // of a branch whose top is not shown
		if drawn.Find(p.ID) == nil && l.Find(p.ParentID) == nil {
			drawn = append(drawn, p)
			draw(p.ID)
		}
	}
	return drawn
}

// PartyView is everything the page of one party shows.
type PartyView struct {
	Party       Party           `json:"party"`
	ContractID  string          `json:"contract_id"`
	Number      string          `json:"number"`               // of the contract
	Title       string          `json:"title"`                // of the contract
	EditionID   string          `json:"edition_id,omitempty"` // names the data classes
	Above       Parties         `json:"above"`                // the nearest first
	Below       Parties         `json:"below"`
	Subcontract *Subcontract    `json:"subcontract,omitempty"`
	Steps       []PartyStep     `json:"steps,omitempty"`
	Files       []PartyFile     `json:"files,omitempty"`
	Can         map[string]bool `json:"can"`
	Rule        SubcontractRule `json:"rule"`              // for what is asked for below this party
	Earliest    Date            `json:"earliest,omitzero"` // first day of work when asked for today
	Start       Date            `json:"start,omitzero"`    // of the contract
	End         Date            `json:"end,omitzero"`
	Classes     []string        `json:"classes,omitempty"` // the contract touches
	MyNumber    bool            `json:"my_number"`

	Declined []Pledge `json:"declined,omitempty"` // that its people will not sign

	// How far the people of a party at work have come with their invitations.
	Leads   map[InvitationState]int `json:"leads,omitempty"`
	Workers map[InvitationState]int `json:"workers,omitempty"`
	People  []Lead                  `json:"lead_accounts,omitempty"` // the leads one by one

	Past *PastPapers `json:"past,omitempty"` // of a past place of the reader's firm; then there are no deeds
}

// PastPapers are what a firm keeps of a place that is over, besides its application, its
// structure and its roster, which have pages of their own.
type PastPapers struct {
	Appendix IssuedRow  `json:"appendix"` // the last that was issued while the firm had the place
	Pledges  []Pledge   `json:"pledges"`  // that were signed
	Meetings []Briefing `json:"meetings"` // that were held until the end
}

// PastPlace is a past place of a firm, in lists.
type PastPlace struct {
	ContractID string    `json:"contract_id"`
	PartyID    string    `json:"party_id"`
	Number     string    `json:"number"` // of the contract, as it was issued to the firm
	Title      string    `json:"title"`
	EndedAt    time.Time `json:"ended_at"`
}
