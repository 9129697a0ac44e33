package ledger

import (
	"regexp"

	"chigiri/models"
)

// Paper is a document of a contract, besides its appendix, as an event tells of it: a
// sealed pledge or evidence sheet, the scan of a paper, the sealed record of a
// briefing, what was handed round there, what was attached to an application.
type Paper struct {
	Slot     string // its name in a bundle without the ending
	SHA256   string
	Identity string // of a sealed one, SHA-256 over all that is signed; empty when it is not told
	Sealed   bool   // it ends in .pdf and bears the portal's seal
	Stamped  bool   // the event put a time-stamp into what was sealed before
}

// name is what names the paper among those that events tell of: of a sealed one the
// whole, for others may be PDF or pictures, which no event tells.
func (p Paper) name() string {
	if p.Sealed {
		return p.Slot + ".pdf"
	}
	return p.Slot
}

// SumInName is how much of a SHA-256 tells files apart that are attached to one thing.
const SumInName = 32

// sumPattern is a SHA-256 as events write it.
var sumPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Papers are the documents an event of a kind tells of, by the subject it is about
// (pledge, briefing, party) and what it changed. An event that tells of none gives none.
func Papers(kind, subject, subjectID string, after map[string]any) []Paper {
	text := func(key string) string { s, _ := after[key].(string); return s }
	sealed := Paper{Slot: "documents/" + subject + "-" + subjectID, SHA256: text("pdf"), Identity: text("identity"), Sealed: true}
	var list []Paper
	switch models.EventKind(kind) {
	case models.EventPledgeSigned, models.EventBriefingHeld:
		list = []Paper{sealed}
	case models.EventPledgeStamped, models.EventBriefingStamped:
		sealed.Stamped = true
		list = []Paper{sealed}
	case models.EventPledgePaper:
		list = []Paper{sealed, {Slot: sealed.Slot + "-scan", SHA256: text("scan")}}
	case models.EventBriefingFile, models.EventPartyFileAdded:
		if sum := text("sha256"); sumPattern.MatchString(sum) {
			list = []Paper{{Slot: sealed.Slot + "-" + sum[:SumInName], SHA256: sum}}
		}
	}
	return told(list)
}

// told are those papers of which there is a hash.
func told(list []Paper) []Paper {
	var all []Paper
	for _, p := range list {
		if sumPattern.MatchString(p.SHA256) {
			all = append(all, p)
		}
	}
	return all
}

// PaperKinds are the kinds of events that tell of papers.
func PaperKinds() []string {
	return []string{
		string(models.EventPledgeSigned), string(models.EventPledgePaper), string(models.EventPledgeStamped),
		string(models.EventBriefingHeld), string(models.EventBriefingStamped), string(models.EventBriefingFile), string(models.EventPartyFileAdded),
	}
}
