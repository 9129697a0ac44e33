package models

import "time"

// ContractHold 記録の保全 keeps all that the log says of a contract for as long as it
// stands, whatever its period: a dispute, an audit or a court may need it.
type ContractHold struct {
	ID         string    `json:"id"`
	ContractID string    `json:"contract_id"`
	Reason     string    `json:"reason"`
	PlacedBy   string    `json:"placed_by"`
	PlacedAt   time.Time `json:"placed_at"`
	LiftedBy   string    `json:"lifted_by,omitempty"`
	LiftedAt   time.Time `json:"lifted_at,omitzero"`
	LiftReason string    `json:"lift_reason,omitempty"`
}

// Stands says whether the hold has not been lifted.
func (h ContractHold) Stands() bool { return h.LiftedAt.IsZero() }

// StandingHold is the hold that stands, nil when none does.
func StandingHold(all []ContractHold) *ContractHold {
	for i := range all {
		if all[i].Stands() {
			return &all[i]
		}
	}
	return nil
}

// CanHoldContract: what is kept beyond its time is the IT division's to say.
func CanHoldContract(a Actor) bool { return a.Is(Reviewer) }
