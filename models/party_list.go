package models

// PartyShow is a part of the list of parties and their people: who lacks something.
type PartyShow string

// The parts, each a question of an audit: which firms work without approval, who works
// without a pledge that holds, who without a briefing that holds, whose pledge or
// briefing ran out.
const (
	ShowUnapproved PartyShow = "unapproved"
	ShowUnpledged  PartyShow = "unpledged"
	ShowUnbriefed  PartyShow = "unbriefed"
	ShowLapsed     PartyShow = "lapsed"

	// ShowEver are the firms that ever worked without approval, be it that they were
	// approved since or that their place or contract is over.
	ShowEver PartyShow = "ever_unapproved"
)

// PartyShows are all parts, in the order pages show them.
func PartyShows() []PartyShow {
	return []PartyShow{ShowUnapproved, ShowEver, ShowUnpledged, ShowUnbriefed, ShowLapsed}
}

// PartyQuery narrows the list of parties and their people.
type PartyQuery struct {
	Text     string    // words in the contract, the vendor, the worker's name; all must be there
	Show     PartyShow // empty for everybody
	Division string    // id
	On       Date      // who was at work on that day and stood how; zero for today with who is about to begin
	After    string    // keyset cursor of the row before; opaque
	Limit    int       // 1 to 200, default 50
}

// PartyLine is a party, or a worker on its roster, with what stands of theirs: of a party
// its company's pledge and what its lead has heard.
type PartyLine struct {
	ContractID  string     `json:"contract_id"`
	Number      string     `json:"number"` // of the contract
	Title       string     `json:"title"`  // of the contract
	Division    string     `json:"division"`
	PartyID     string     `json:"party_id"`
	Vendor      string     `json:"vendor"`
	Tier        int        `json:"tier"`
	State       PartyState `json:"state"`                 // of the party: approved, unapproved; any of one that ever worked without approval
	WorksSince  Date       `json:"works_since,omitzero"`  // of one that works or worked without approval
	BareUntil   Date       `json:"bare_until,omitzero"`   // and until when: its approval, or its end
	WorkerID    string     `json:"worker_id,omitempty"`   // empty for the party itself
	Worker      string     `json:"worker,omitempty"`      // name
	Duty        string     `json:"duty,omitempty"`        // of a worker
	Pledge      ReqState   `json:"pledge"`                // met, due (on paper, to be confirmed), lapsed, missing, not_asked
	PledgedOn   Date       `json:"pledged_on,omitzero"`   // of one that holds
	PledgeUntil Date       `json:"pledge_until,omitzero"` // its last day
	Heard       ReqState   `json:"heard"`                 // met, lapsed, missing, not_asked
	HeardOn     Date       `json:"heard_on,omitzero"`     // when the last topic was told
	HeardUntil  Date       `json:"heard_until,omitzero"`  // last day of what was heard
	Quiz        ReqState   `json:"quiz"`                  // met, missing, not_asked
}

// In says whether a line belongs to a part of the list; every line belongs to the whole.
func (l PartyLine) In(show PartyShow) bool {
	switch show {
	case ShowUnapproved:
		return l.State == PartyUnapproved
	case ShowEver:
		return !l.WorksSince.IsZero()
	case ShowUnpledged:
		return l.Pledge != ReqMet && l.Pledge != ReqNotAsked
	case ShowUnbriefed:
		return l.Heard != ReqMet && l.Heard != ReqNotAsked
	case ShowLapsed:
		return l.Pledge == ReqLapsed || l.Heard == ReqLapsed
	}
	return show == ""
}

// PartyList is one page of the list.
type PartyList struct {
	Rows   []PartyLine       `json:"rows"`
	Next   string            `json:"next,omitempty"` // cursor of the next page
	Total  int               `json:"total"`          // whatever part is shown
	Counts map[PartyShow]int `json:"counts"`
}

// CanListParties: staff with a duty in contracts; which contracts is in the query. The
// administrator sees nothing of any contract.
func CanListParties(a Actor) bool { return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor) }
