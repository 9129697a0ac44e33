package models

import "time"

// ContractKind is what sort of work is entrusted.
type ContractKind string

// The kinds of work.
const (
	KindDevelopment ContractKind = "development"
	KindMaintenance ContractKind = "maintenance"
	KindOperation   ContractKind = "operation"
	KindUpkeep      ContractKind = "upkeep" // maintenance and operation together 保守運用
	KindDataEntry   ContractKind = "data_entry"
	KindMailing     ContractKind = "mailing"
	KindSurvey      ContractKind = "survey"
	KindCloud       ContractKind = "cloud"
	KindOther       ContractKind = "other"
)

// ContractKinds are all kinds, in the order forms show them.
func ContractKinds() []ContractKind {
	return []ContractKind{KindUpkeep, KindMaintenance, KindOperation, KindDevelopment, KindDataEntry, KindMailing, KindSurvey, KindCloud, KindOther}
}

// Procurement is how the vendor is chosen (地方自治法 第234条第1項).
type Procurement string

// The methods of procurement.
const (
	OpenBid   Procurement = "open_bid"   // 一般競争入札
	NamedBid  Procurement = "named_bid"  // 指名競争入札
	Proposal  Procurement = "proposal"   // 公募型プロポーザル
	Negotiate Procurement = "negotiated" // 随意契約
)

// Procurements are all methods, in the order forms show them.
func Procurements() []Procurement { return []Procurement{OpenBid, NamedBid, Proposal, Negotiate} }

// ContractState is where a contract stands in its life.
type ContractState string

// The states, in order.
const (
	StateDraft      ContractState = "draft"
	StateConsulting ContractState = "consulting"
	StateIssued     ContractState = "issued"
	StateConcluded  ContractState = "concluded"
	StateReady      ContractState = "ready" // 着手可
	StateCompleted  ContractState = "completed"
	StateClosed     ContractState = "closed"
)

// ContractStates are all states, in order.
func ContractStates() []ContractState {
	return []ContractState{StateDraft, StateConsulting, StateIssued, StateConcluded, StateReady, StateCompleted, StateClosed}
}

// ContractInput is what a person enters about a contract; it is the form, and the
// body of a program's request.
type ContractInput struct {
	Number        string       `json:"number"`
	Title         string       `json:"title"`
	Kind          ContractKind `json:"kind"`
	StartsOn      Date         `json:"starts_on"`
	EndsOn        Date         `json:"ends_on"`
	DivisionID    string       `json:"division_id"`
	VendorID      string       `json:"vendor_id"` // empty before selection
	Systems       []string     `json:"systems"`   // system ids
	Classes       []string     `json:"classes"`   // data class ids
	Flags         []string     `json:"flags"`
	Overseas      bool         `json:"overseas"`
	Persons       int          `json:"persons"`
	Procurement   Procurement  `json:"procurement"`
	SystemManager string       `json:"system_manager"`
	PolicyVersion string       `json:"policy_version"`
	Scheme        Scheme       `json:"scheme"`
	Note          string       `json:"note"`
}

// Contract is an outsourcing contract 委託契約.
type Contract struct {
	ContractInput
	ID             string        `json:"id"`
	EditionID      string        `json:"edition_id"`
	State          ContractState `json:"state"`
	SignedOn       Date          `json:"signed_on"`
	CompletedOn    Date          `json:"completed_on"`
	Level          Level         `json:"level"` // derived, kept for lists; recomputed at every change
	Raise          *LevelChange  `json:"raise,omitempty"`
	Lower          *LevelChange  `json:"lower,omitempty"`
	FactsHash      string        `json:"facts_hash"`                // hash of the appendix the present facts would give; empty while it cannot be compiled
	IssuedHash     string        `json:"issued_hash,omitempty"`     // hash of the appendix last issued
	IssuedNumber   int           `json:"issued_number,omitempty"`   // its version, 0 when none
	AcceptedNumber int           `json:"accepted_number,omitempty"` // the version the contractor accepted last, 0 when none
	AcceptedAt     time.Time     `json:"accepted_at,omitzero"`
	StateSince     time.Time     `json:"state_since"`
	Version        int           `json:"version"` // optimistic lock
	CreatedAt      time.Time     `json:"created_at"`
	UpdatedAt      time.Time     `json:"updated_at"`
}

// FiscalYears are the fiscal years (April to March) the period touches.
func (c ContractInput) FiscalYears() []int { return FiscalYears(c.StartsOn, c.EndsOn) }

// Changed says whether facts moved since the last issue, so that the appendix in
// force no longer says what would be compiled today (要見直し).
func (c Contract) Changed() bool {
	return c.IssuedNumber > 0 && c.FactsHash != c.IssuedHash
}

// Accepted says whether the contractor accepted the version in force.
func (c Contract) Accepted() bool { return c.IssuedNumber > 0 && c.AcceptedNumber == c.IssuedNumber }
