package views

import (
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/views/i18n"
)

func TestLinesSayWhomTheyAreAbout(t *testing.T) {
	// Proves that each kind of line about parties, people, pledges, meetings, topics and
	// acceptance says the name of what it is about where that is known, in both languages,
	// and reads well where it is not.
	subjects := map[string]string{
		"worker": "worker", "pledge": "pledge", "briefing": "briefing", "topic": "topic", "subcontract": "party", "structure": "party", "roster": "party",
	}
	kinds := map[models.EventKind]string{
		models.EventPartyAdded: "party", models.EventPartyReported: "party", models.EventPartyEnded: "party", models.EventPartyFileAdded: "party",
		models.EventPartyReminded: "party", models.EventLeadInvited: "party", models.EventAppendixAccepted: "appendix", models.EventUserInvited: "user",
	}
	for _, k := range models.EventKinds() {
		if subject := subjects[k.Noun()]; subject != "" {
			kinds[k] = subject
		}
	}
	const name = "契り商会"
	for kind, subject := range kinds {
		for _, lang := range []string{i18n.JA, i18n.EN} {
			b := Base{Lang: lang}
			e := models.Event{Kind: kind, Subject: subject, SubjectID: "x", ActorName: "山田", Role: models.Drafter}
			known := Names{ByID: map[string]string{"x": name, models.TopicName("x"): name}}
			if text := eventText(b, e, known); !strings.Contains(text, name) {
				t.Errorf("%s does not say whom it is about: %q", kind, text)
			}
			if text := eventText(b, e, Names{}); subject != "user" && (strings.Contains(text, "「」") || strings.Contains(text, "（）") || strings.Contains(text, "  ")) {
				t.Errorf("%s without a name: %q", kind, text)
			}
		}
	}
}

func TestLinesOfASignerAreToldApart(t *testing.T) {
	// Proves that naming who signs, naming another and taking it back are three sentences,
	// and that a file's title is not taken for the firm it belongs to.
	n := Names{ByID: map[string]string{"p": "契り商会", "u": "鈴木 一", "v": "田中 二"}}
	said := []string{}
	for _, e := range []models.Event{
		{After: map[string]any{"delegate_id": "u"}},
		{Before: map[string]any{"delegate_id": "u"}, After: map[string]any{"delegate_id": "v"}},
		{Before: map[string]any{"delegate_id": "v"}, After: map[string]any{"delegate_id": ""}},
		{After: map[string]any{"delegate_id": ""}},
	} {
		e.Kind, e.Subject, e.SubjectID = models.EventPledgeDelegated, "pledge", "p"
		said = append(said, eventText(Base{Lang: i18n.JA}, e, n))
	}
	for i, want := range []string{"鈴木 一に定め", "田中 二に定め", "田中 二とする指定を取り消し", "署名者の指定を取り消し"} {
		if !strings.Contains(said[i], want) || slices.Index(said, said[i]) != i {
			t.Errorf("%q, want %q", said[i], want)
		}
	}
	file := models.Event{Kind: models.EventPartyFileAdded, Subject: "party", SubjectID: "p", After: map[string]any{"title": "契約書案", "name": "a.pdf"}}
	if text := eventText(Base{Lang: i18n.JA}, file, n); !strings.Contains(text, "契り商会") {
		t.Errorf("%q", text)
	}
}
