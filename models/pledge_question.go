package models

import "time"

// PledgeQuestion is one thing that was asked before signing, and what was answered.
type PledgeQuestion struct {
	Question   string    `json:"question"`
	AskedAt    time.Time `json:"asked_at"`
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}
