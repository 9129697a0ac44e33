package models

import "time"

// Decision is an answer to a question put to the IT division.
type Decision string

// The answers; empty while it waits.
const (
	Agreed    Decision = "agreed"
	Returned  Decision = "returned" // to be mended
	Withdrawn Decision = "withdrawn"
)

// Consultation 協議 is a question of the owner division to the IT division about
// one state of an appendix, and its answer. The answer holds for exactly the
// facts it was given for: FactsHash is the contract's facts hash at that time.
type Consultation struct {
	ID         string    `json:"id"`
	ContractID string    `json:"contract_id"`
	Number     string    `json:"number"` // 協議第56号
	Question   string    `json:"question"`
	FactsHash  string    `json:"facts_hash"`
	AskedBy    string    `json:"asked_by"` // name
	AskedAt    time.Time `json:"asked_at"`
	Decision   Decision  `json:"decision"`
	Answer     string    `json:"answer"`
	AnsweredBy string    `json:"answered_by"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}

// Covers says whether the answer allows issuing an appendix with this hash.
func (c Consultation) Covers(hash string) bool {
	return c.Decision == Agreed && hash != "" && c.FactsHash == hash
}
