package views

import (
	"regexp"
	"testing"

	"chigiri/models"
)

// What an event of pledges, briefings and rosters tells is read in words, each by the
// name it has for that thing: the day on a paper is not the day of the contract.
func TestHistoryReadsFieldsOfPledgesAndBriefings(t *testing.T) {
	raw := regexp.MustCompile(`^[a-z_]+$`)
	for kind, after := range map[models.EventKind]map[string]any{
		models.EventPledgePaper:     {"kind": "company", "signed_on": "2026-10-28", "shelf": "棚１"},
		models.EventPledgeSigned:    {"kind": "worker", "method": "password_and_code", "lapses_on": "2027-03-31"},
		models.EventBriefingPlanned: {"method": "room", "side": "prefecture", "begins": "10:00", "minutes": 60, "place": "府庁", "topics": []any{"B01"}},
		models.EventBriefingHeld:    {"came": 3, "held_on": "2026-11-04"},
		models.EventWorkerJoined:    {"name": "東　あかり", "duty": "保守"},
	} {
		for _, f := range eventFields(Base{Lang: "ja"}, models.Event{Kind: kind, After: after}, Names{}) {
			if raw.MatchString(f.Name) || raw.MatchString(f.Is) {
				t.Errorf("%s says %q: %q", kind, f.Name, f.Is)
			}
			if kind == models.EventPledgePaper && f.Name == "契約締結日" {
				t.Error("the day on the paper is called the day of the contract")
			}
		}
	}
}
