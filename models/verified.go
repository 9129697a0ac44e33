package models

import "time"

// What a sealed document is.
const (
	SealedCompanyPledge = "pledge.company"
	SealedWorkerPledge  = "pledge.worker"
	SealedBriefing      = "briefing"
)

// Where a sealed document stands today. The record of a meeting tells of what was, and
// stays so.
const (
	StandsInForce     = "in_force"
	StandsNotYet      = "not_yet"     // it holds from a day to come
	StandsUnconfirmed = "unconfirmed" // on paper, whose receipt is not confirmed
	StandsLapsed      = "lapsed"
	StandsEnded       = "ended"
	StandsHeld        = "held"
)

// The states of a document's time-stamp: to come, on the portal's copy though not on the
// one at hand, of an authority the portal does not know, or of one it trusts. Empty is
// none, where no authority is asked.
const (
	StampPending = "pending"
	StampEarlier = "earlier"
	StampUnknown = "unknown"
	StampGood    = "good"
)

// Verified is what the portal says to anybody of a document that is shown to it, or
// asked for by the code printed on it. It names a person only to who has the document,
// on which the name stands.
type Verified struct {
	Genuine     bool            `json:"genuine"`
	Fault       string          `json:"fault,omitempty"` // code of what is wrong with the seal
	Known       bool            `json:"known"`           // the portal sealed this very document
	Identity    string          `json:"identity,omitempty"`
	SealedAt    time.Time       `json:"sealed_at,omitzero"`
	SealedBy    string          `json:"sealed_by,omitempty"`       // the body, as the seal names it
	FormerUntil Date            `json:"former_key_until,omitzero"` // sealed with a key that is not today's: last day of its certificate
	Stamp       string          `json:"stamp,omitempty"`
	StampSince  time.Time       `json:"stamp_since,omitzero"` // of one that is to come: when the document was sealed
	StampedAt   time.Time       `json:"stamped_at,omitzero"`
	StampedBy   string          `json:"stamped_by,omitempty"` // the authority, as its certificate names it
	Kind        string          `json:"kind,omitempty"`
	Number      string          `json:"contract_number,omitempty"` // as printed, on the day of sealing
	Title       string          `json:"contract_title,omitempty"`
	Tier        int             `json:"tier"`
	On          Date            `json:"signed_on,omitzero"` // of the signature, or of the meeting
	Stands      string          `json:"stands,omitempty"`
	From        Date            `json:"holds_from,omitzero"`
	Until       Date            `json:"lapses_on,omitzero"`
	EndedOn     Date            `json:"ended_on,omitzero"`
	EndReason   string          `json:"end_reason,omitempty"`
	Replaced    bool            `json:"replaced,omitempty"` // it is over, and another of the same signer is in force
	Signer      *VerifiedSigner `json:"signer,omitempty"`   // when the file was shown
}

// VerifiedSigner is who signed, or who told those who came, as it stands on the paper.
type VerifiedSigner struct {
	Name     string       `json:"name"`
	Role     string       `json:"role,omitempty"`     // what the signer bears; a company's representative's when they signed
	Capacity Capacity     `json:"capacity,omitempty"` // in which they signed a pledge
	Employer string       `json:"employer,omitempty"`
	Method   PledgeMethod `json:"method,omitempty"`
	At       time.Time    `json:"at,omitzero"`
}

// Stands says where a signed pledge stands on a day.
func (p Pledge) Stands(day Date) string {
	switch {
	case p.State == PledgeEnded:
		return StandsEnded
	case p.InForce(day):
		return StandsInForce
	case p.Method == SignedOnPaper && p.ConfirmedAt.IsZero():
		return StandsUnconfirmed
	case day.Before(p.HoldsFrom):
		return StandsNotYet
	}
	return StandsLapsed
}
