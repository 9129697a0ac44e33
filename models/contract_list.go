package models

// ContractQuery narrows and orders the list of contracts. Everything in it can be
// an address, so that a list can be sent to a colleague.
type ContractQuery struct {
	Text     string        // words in title, number, vendor, system; all must be there
	State    ContractState // empty for any
	Level    Level
	Division string // id
	Vendor   string // id
	System   string // id
	Year     int    // fiscal year the period touches
	Mine     bool   // waiting for this actor
	Changed  bool   // appendix out of date
	Sort     string // updated (default), title, number, ends, level
	After    string // keyset cursor of the row before; opaque
	Limit    int    // 1 to 200, default 50
}

// ContractRow is a contract as a list shows it.
type ContractRow struct {
	ID         string        `json:"id"`
	Number     string        `json:"number"`
	Title      string        `json:"title"`
	State      ContractState `json:"state"`
	Level      Level         `json:"level"`
	Division   string        `json:"division"`
	Vendor     string        `json:"vendor"`
	StartsOn   Date          `json:"starts_on"`
	EndsOn     Date          `json:"ends_on"`
	Changed    bool          `json:"changed"`
	WaitingFor Role          `json:"waiting_for,omitempty"`
	Since      string        `json:"since"` // since when it waits there, RFC 3339
}

// ContractList is one page of a list.
type ContractList struct {
	Rows    []ContractRow         `json:"rows"`
	Next    string                `json:"next,omitempty"` // cursor of the next page
	Total   int                   `json:"total"`
	States  map[ContractState]int `json:"states"` // counts under the other filters, for the chips
	Levels  map[string]int        `json:"levels"`
	Mine    int                   `json:"mine"`    // of these, waiting for this actor
	Changed int                   `json:"changed"` // of these, with an appendix out of date
}

// ContractView is everything one page about a contract shows.
type ContractView struct {
	Contract      Contract        `json:"contract"`
	Division      string          `json:"division"`
	Vendor        *Vendor         `json:"vendor,omitempty"`
	Systems       []InfoSystem    `json:"systems"`
	Parties       []Party         `json:"parties"`
	LevelResult   LevelResult     `json:"level"`
	Edition       EditionRef      `json:"edition"`
	Newer         *EditionRef     `json:"newer_edition,omitempty"` // a later edition in force
	Articles      int             `json:"articles"`                // of the appendix as it would be compiled now
	Obligations   int             `json:"obligations"`             // of the edition
	Needs         []Problem       `json:"needs"`                   // what is still missing before issue
	Consultations []Consultation  `json:"consultations"`           // newest first
	Moved         bool            `json:"moved"`                   // the facts moved under the question that waits
	NeedsAnswer   bool            `json:"needs_consultation"`      // the edition asks for one at this level
	Stricter      []ParamChange   `json:"stricter"`
	Waivers       []Waiver        `json:"waivers"`
	Levels        []LevelDecision `json:"level_decisions"`
	Issued        []IssuedRow     `json:"issued"`          // newest first
	Holds         []ContractHold  `json:"holds,omitempty"` // newest first; for staff
	Standing      Standing        `json:"standing"`
	Next          NextStep        `json:"next"`
	Can           map[string]bool `json:"can"` // edit, consult, answer, issue, conclude, raise, lower, decide, waive …
}

// IssuedRow is one issued version of an appendix.
type IssuedRow struct {
	ID        string            `json:"id"`
	Version   int               `json:"version"`
	Hash      string            `json:"hash"`
	Level     Level             `json:"level"`
	IssuedAt  string            `json:"issued_at"`
	IssuedBy  string            `json:"issued_by"`
	Documents map[string]string `json:"documents"` // pdf, docx → SHA-256 of the stored bytes
}

// NextStep answers "what do I do next?" on a contract: a message key, whose turn
// it is, since when, and the deed that mends it when it is this actor's.
type NextStep struct {
	Key   string `json:"key"`
	Args  []any  `json:"args,omitempty"`
	Whose Role   `json:"whose,omitempty"`
	Since string `json:"since,omitempty"`
	Deed  string `json:"deed,omitempty"` // consult, answer, issue, conclude, edit …; empty when it is another's turn
}

// Home is what a person sees first: what waits for them, and what they follow.
type Home struct {
	Turn   []HomeItem     `json:"turn"`   // waiting for me
	Others []HomeItem     `json:"others"` // waiting for somebody else
	Counts map[string]int `json:"counts"`
	Recent []Event        `json:"recent"`
	// For the division's people: the topics that have to be told again.
	Again []HomeAgain `json:"again,omitempty"`
	// For the division's people: what parties filed and nobody confirmed yet.
	Filings []HomeFiling `json:"filings,omitempty"`
	// For whoever holds them: the meetings whose day has passed and that are not recorded.
	Unrecorded []Meeting `json:"unrecorded,omitempty"`
	// Records of briefings the contractor held: for the division's people those that wait
	// for their word, for the contractor's lead those that were sent back.
	Records []Meeting `json:"records,omitempty"`
	// For a vendor's people: the pledges they are asked for, and what the parties they
	// lead still owe.
	Pledges []Pledge    `json:"pledges,omitempty"`
	Parties []HomeParty `json:"parties,omitempty"`
	// Pledges that wait for a word of the reader: a question to answer, a paper to confirm,
	// one that somebody will not sign.
	Waits []Pledge `json:"waits,omitempty"`
	// For a vendor's people: the meetings they are asked to come to, and the topics of
	// the briefing they have left.
	Meetings []Meeting     `json:"meetings,omitempty"`
	Topics   []HomeTopics  `json:"topics,omitempty"`
	MakeUps  []HomeMakeUp  `json:"make_ups,omitempty"`
	Confirms []HomeConfirm `json:"confirms,omitempty"` // meetings they were ticked at
	// For a vendor's lead: the places of its firm that are over, the last first.
	Past []PastPlace `json:"past,omitempty"`
}

// First is what comes before everything else that waits for somebody, be it their own
// pledge: a firm that works without approval, to be applied for or to be stopped. Nil when
// there is none.
func (h Home) First() *HomeItem {
	for i, item := range h.Turn {
		if item.Step.Key == PartyStepOf(Party{State: PartyUnapproved}, Date{}).Key {
			return &h.Turn[i]
		}
	}
	return nil
}

// HomeFiling is what one party filed that waits to be confirmed.
type HomeFiling struct {
	ContractID string `json:"contract_id"`
	PartyID    string `json:"party_id"`
	Title      string `json:"title"` // of the contract
	Vendor     string `json:"vendor"`
	Structure  bool   `json:"structure"`
	Roster     int    `json:"roster"` // lines
}

// HomeParty is what one party still owes, as its lead sees it first.
type HomeParty struct {
	ContractID string `json:"contract_id"`
	PartyID    string `json:"party_id"`
	Title      string `json:"title"`  // of the contract
	Vendor     string `json:"vendor"` // of the party: a lead sees those below too
	Structure  bool   `json:"structure"`
	Roster     bool   `json:"roster"` // nobody is on it

	StructureReturned bool `json:"structure_returned,omitempty"` // which is why it is owed
	StructureLacks    bool `json:"structure_lacks,omitempty"`    // or this is: a privacy lead is asked for since
	RosterReturned    int  `json:"roster_returned,omitempty"`    // lines that were sent back
	Unsigned          int  `json:"unsigned"`                     // workers who have not signed
	Uninvited         int  `json:"uninvited"`                    // workers who cannot sign in yet
}

// Owes says whether anything is missing.
func (p HomeParty) Owes() bool {
	return p.Structure || p.Roster || p.RosterReturned > 0 || p.Unsigned > 0
}

// HomeItem is one thing to do or to follow: about a contract, or about one of its
// parties.
type HomeItem struct {
	ContractID string   `json:"contract_id"`
	PartyID    string   `json:"party_id,omitempty"`
	Title      string   `json:"title"`
	Level      Level    `json:"level"`
	Step       NextStep `json:"step"`
}
