package models

// CanTakeEvidence: whoever audits or reviews, and the division whose contract it is,
// may take its evidence away.
func CanTakeEvidence(a Actor, divisionID string) bool {
	return a.IsSystem() || a.Is(Reviewer, Auditor) || a.Is(Drafter, Manager) && a.DivisionID != "" && a.DivisionID == divisionID
}

// PaperKind is what a document of a contract is, besides its appendix.
type PaperKind string

// The kinds of papers.
const (
	PaperCompanyPledge PaperKind = "company_pledge"
	PaperWorkerPledge  PaperKind = "worker_pledge"
	PaperSheet         PaperKind = "sheet"      // the evidence sheet of a pledge signed on paper
	PaperScan          PaperKind = "scan"       // of such a pledge
	PaperBriefing      PaperKind = "briefing"   // the record of one that was held
	PaperHandout       PaperKind = "handout"    // handed round in a briefing
	PaperAttachment    PaperKind = "attachment" // of an application for a subcontractor (F-03)
)

// PaperKinds are all of them.
func PaperKinds() []PaperKind {
	return []PaperKind{PaperCompanyPledge, PaperWorkerPledge, PaperSheet, PaperScan, PaperBriefing, PaperHandout, PaperAttachment}
}
