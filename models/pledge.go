package models

import "time"

// PledgeState is where a pledge stands.
type PledgeState string

// The states of a pledge. A signed one holds while its days last: see InForce.
const (
	PledgeAsked  PledgeState = "asked"
	PledgeSigned PledgeState = "signed"
	PledgeEnded  PledgeState = "ended"
)

// PledgeMethod is how somebody signed.
type PledgeMethod string

// The methods: with the password alone or with a one-time code besides, or on paper.
const (
	SignedByPassword PledgeMethod = "password"
	SignedByCode     PledgeMethod = "password_and_code"
	SignedOnPaper    PledgeMethod = "paper"
)

// Pledge 誓約書 is a company's or a worker's promise for one contract, from being asked
// for to its end. What was signed stays as it is.
type Pledge struct {
	ID            string       `json:"id"`
	ContractID    string       `json:"contract_id"`
	PartyID       string       `json:"party_id"`
	WorkerID      string       `json:"worker_id,omitempty"`
	Kind          PledgeKind   `json:"kind"`
	State         PledgeState  `json:"state"`
	Renewal       bool         `json:"renewal"`
	AskedAt       time.Time    `json:"asked_at"`
	Question      string       `json:"question,omitempty"` // asked before signing
	Answer        string       `json:"answer,omitempty"`
	DeclinedAt    time.Time    `json:"declined_at,omitzero"`
	DeclineReason string       `json:"decline_reason,omitempty"`
	DelegateID    string       `json:"delegate_id,omitempty"` // who signs in the lead's place
	SignerName    string       `json:"signer,omitempty"`
	SignerPost    string       `json:"signer_post,omitempty"` // representative's title, or as a paper says
	Capacity      Capacity     `json:"capacity,omitempty"`    // in which they signed
	SignedAt      time.Time    `json:"signed_at,omitzero"`
	Method        PledgeMethod `json:"method,omitempty"`
	TextHash      string       `json:"text_hash,omitempty"`
	PDF           string       `json:"pdf,omitempty"`      // SHA-256 of the sealed file
	Identity      string       `json:"identity,omitempty"` // SHA-256 of its sealed bytes
	Code          string       `json:"code,omitempty"`     // for the page of verification
	StampedAt     time.Time    `json:"stamped_at,omitzero"`
	Scan          string       `json:"scan,omitempty"` // SHA-256 of the paper's scan
	KeeperID      string       `json:"-"`              // who brought that scan; empty where none was
	Shelf         string       `json:"shelf,omitempty"`
	HoldsFrom     Date         `json:"holds_from,omitzero"`
	LapsesOn      Date         `json:"lapses_on,omitzero"` // last day it holds; zero when time does not end it
	ConfirmedBy   string       `json:"confirmed_by,omitempty"`
	ConfirmedAt   time.Time    `json:"confirmed_at,omitzero"`
	EndedAt       time.Time    `json:"ended_at,omitzero"`
	EndReason     string       `json:"end_reason,omitempty"`    // replaced, left, role, edition, party, returned
	ReturnReason  string       `json:"return_reason,omitempty"` // why one on paper was sent back
	Version       int          `json:"version"`

	// In lists alone, where the contract itself may be out of sight.
	Title  string `json:"title,omitempty"`  // of the contract
	Party  string `json:"party,omitempty"`  // the vendor's name
	Worker string `json:"worker,omitempty"` // whose own it is
	Before string `json:"before,omitempty"` // why the paper that was brought before it was sent back
}

// InForce says whether a pledge holds on a day. One on paper holds once the owner
// division has confirmed that it is there.
func (p Pledge) InForce(day Date) bool {
	return p.State == PledgeSigned && (p.Method != SignedOnPaper || !p.ConfirmedAt.IsZero()) &&
		!day.Before(p.HoldsFrom) && (p.LapsesOn.IsZero() || !p.LapsesOn.Before(day))
}

// AsksReceipt says whether somebody of the prefecture's side has to confirm that a pledge
// was received: of a paper that is there, and of a company's (F-01A) once for its firm. A
// worker's that was signed here (F-01B) is received by that; nobody presses for it.
func (p Pledge) AsksReceipt() bool {
	return p.State == PledgeSigned && p.ConfirmedAt.IsZero() && (p.Method == SignedOnPaper || p.Kind == PledgeCompany)
}

// PledgeReturned is why a pledge ended that was sent back.
const PledgeReturned = "returned"

// Returnable says whether a pledge may be sent back: one on paper whose receipt nobody
// has confirmed.
func (p Pledge) Returnable() bool {
	return p.State == PledgeSigned && p.Method == SignedOnPaper && p.ConfirmedAt.IsZero()
}

// RenewFrom is how long before its last day a pledge is asked for again.
const RenewFrom = 30

// RemindDays are the days before a lapse on which somebody is reminded.
func RemindDays() []int { return []int{30, 7, 1} }

// PledgeSignature is what stands beside the text in the sealed document: who signed,
// how and when. It holds nothing personal beyond the paper.
type PledgeSignature struct {
	PledgeID string
	Code     string
	Name     string // as typed
	Capacity Capacity
	Post     string // representative's title, or as a paper says of another; may be empty
	At       time.Time
	Method   PledgeMethod
	Seal     []byte // PNG of a drawn name or a stamped seal; nil for none
	VerifyAt string // address of the page of verification
	Scan     string // SHA-256 of a paper's scan: the document is its evidence sheet
	SignedOn Date   // on the paper
	Keeper   string // who put the scan of a paper in
	Shelf    string // where the paper stands, as far as it is known then
}

// SignInput is what a signer sends.
type SignInput struct {
	Hash      string // of the text that was shown
	Name      string // typed
	Password  string
	Code      string // one-time code, where the level asks for it
	Seal      []byte // PNG; nil for none
	UserAgent string
}

// PledgeView is everything the page of one pledge shows.
type PledgeView struct {
	Pledge   Pledge           `json:"pledge"`
	Text     PledgeText       `json:"text"` // as signed, or as it would be signed now
	Rule     PledgeRule       `json:"rule"`
	Party    Party            `json:"party"`
	Worker   *Worker          `json:"worker,omitempty"`
	InForce  bool             `json:"in_force"`
	Stamp    *SealStamp       `json:"stamp,omitempty"`
	From     Date             `json:"from,omitzero"` // first day it would hold
	Until    Date             `json:"until,omitzero"`
	Expected string           `json:"expected,omitempty"`  // the name the signer types
	Capacity Capacity         `json:"capacity,omitempty"`  // in which the reader would sign
	Talk     []PledgeQuestion `json:"questions,omitempty"` // all that was asked, in order
	Renewal  string           `json:"renewal,omitempty"`   // the one that is asked for after it
	Topics   bool             `json:"topics"`              // the signer still has something to hear or to answer
	Before   *Pledge          `json:"before,omitempty"`    // the one on paper that was sent back, for which this one is asked
	Can      map[string]bool  `json:"can"`
}

// CanSignPledge: a worker's is the worker's own to sign, a company's the lead's of its
// party, or whoever the lead has named for it.
func CanSignPledge(a Actor, p Pledge, party Party, w *Worker) bool {
	if p.Kind == PledgeWorker {
		return w != nil && a.External() && a.UserID == w.UserID && a.VendorID == party.VendorID
	}
	if p.DelegateID != "" {
		return a.External() && a.UserID == p.DelegateID && a.VendorID == party.VendorID
	}
	return party.LedBy(a)
}

// CheckReceiver says whether it falls to an actor to see to the receipt of a pledge: to
// the owner division, or at the levels the edition says to the IT division.
func CheckReceiver(a Actor, rule PledgeRule, c Contract) error {
	if rule.ConfirmedBy != receiptIT {
		return CheckConfirm(a, c)
	}
	if !a.Is(Reviewer) && !a.IsSystem() {
		return Denied("error.denied.receipt")
	}
	return nil
}

// CheckReceipt says whether an actor may confirm that a pledge was received. What somebody
// brought on paper takes another pair of eyes: nobody confirms what they brought.
func CheckReceipt(a Actor, p Pledge, rule PledgeRule, c Contract) error {
	if err := CheckReceiver(a, rule, c); err != nil {
		return err
	}
	if p.KeeperID == "" || p.KeeperID != a.UserID {
		return nil
	}
	if rule.ConfirmedBy == receiptIT {
		return Denied("error.pledge.own.it_division")
	}
	return Denied("error.pledge.own.division")
}

// receiptIT is in a rule where the IT division confirms receipt.
const receiptIT = "it_division"

// Declined says whether whoever is to sign has said that they will not.
func (p Pledge) Declined() bool { return p.State == PledgeAsked && !p.DeclinedAt.IsZero() }

// CheckSign says whether a pledge may be signed now: a conflict when it may not.
func CheckSign(a Actor, p Pledge, party Party, w *Worker, rule PledgeRule, today Date) error {
	switch {
	case !CanSignPledge(a, p, party, w):
		return Denied("error.denied.pledge")
	case p.State == PledgeSigned:
		return Conflict("error.pledge.signed", p)
	case w != nil && !w.Working(today): // leaving ends the pledge too, and says more
		return Conflict("error.pledge.left", p)
	case p.State == PledgeEnded:
		return Conflict("error.pledge.ended", p)
	case party.State != PartyApproved:
		return Conflict("error.pledge.party", p)
	case !rule.Asked:
		return Conflict("error.pledge.not_asked", p)
	case p.DelegateID != "" && !rule.Delegable: // named under another edition
		return Conflict("error.pledge.delegate", p)
	}
	return nil
}
