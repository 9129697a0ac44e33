package models

// CanTakeEvidence: whoever audits or reviews, and the division whose contract it is,
// may take its evidence away.
func CanTakeEvidence(a Actor, divisionID string) bool {
	return a.IsSystem() || a.Is(Reviewer, Auditor) || a.Is(Drafter, Manager) && a.DivisionID != "" && a.DivisionID == divisionID
}
