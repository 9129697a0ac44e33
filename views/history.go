package views

import (
	"maps"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views/i18n"
)

// Names are the names of what events speak of by id or code (divisions, vendors,
// systems, contracts, data classes, flags), and the edition that names values.
type Names struct {
	ByID    map[string]string
	Edition *catalog.Edition // nil when there is none
}

// historyDay is what happened on one day in Japan.
type historyDay struct {
	Day    models.Date
	Events []models.Event
}

// historyDays groups events, in their order, by day.
func historyDays(events []models.Event) []historyDay {
	var days []historyDay
	for _, e := range events {
		day := models.Today(e.At)
		if len(days) == 0 || days[len(days)-1].Day != day {
			days = append(days, historyDay{Day: day})
		}
		last := &days[len(days)-1]
		last.Events = append(last.Events, e)
	}
	return days
}

// milestone is the state a contract came to by an event; "" when it came to none.
func milestone(e models.Event) models.ContractState {
	if e.Kind == models.EventContractCreated {
		return models.StateDraft
	}
	if strings.HasSuffix(string(e.Kind), ".moved") { // also what joined made of two lines
		to, _ := e.After["state"].(string)
		return models.ContractState(to)
	}
	return ""
}

// Lately are events with the names of what they speak of.
type Lately struct {
	Events []models.Event
	Names  Names
}

// eventText is an event as a sentence: who did what, and to whom as far as the reader may
// know the name.
func eventText(b Base, e models.Event, n Names) string {
	subject, other := eventSubject(e, n), eventOther(e, n)
	return b.T(eventKey(e, subject != "", other != ""), eventWho(b, e), subject, stateOf(b, e), decisionOf(b, e), successorOf(e, n), other)
}

// eventKey is the sentence of an event: with .of where it is known whom or what it is
// about, with .to where it is known besides who else has to do with it.
func eventKey(e models.Event, of, to bool) string {
	key := "event." + string(e.Kind)
	if e.Kind == models.EventContractMoved {
		if to, ok := e.After["state"].(string); ok && i18n.Has(key+"."+to) {
			key += "." + to
		}
	}
	if means, ok := e.After["means"].(string); ok && i18n.Has(key+"."+means) {
		key += "." + means
	}
	if turned := turnedOf(e); turned != "" {
		key += "." + turned
	}
	switch {
	case of && to && i18n.Has(key+".to"):
		return key + ".to"
	case of && i18n.Has(key+".of"):
		return key + ".of"
	}
	return key
}

// turnedOf tells apart what one kind of event says of two deeds: a signer who is named
// and one who is not any more, somebody found without approval and one who only stays.
func turnedOf(e models.Event) string {
	switch e.Kind {
	case models.EventPledgeDelegated:
		if id, ok := e.After["delegate_id"].(string); ok && id == "" {
			return "back"
		}
	case models.EventPartyReported:
		if _, hung := e.Before["parent_id"]; hung {
			return "stays"
		}
	}
	return ""
}

// eventOther names who else has to do with an event: the lead who was invited, who is to
// sign or was, whose people pass a device round.
func eventOther(e models.Event, n Names) string {
	for _, fields := range []map[string]any{e.After, e.Before} {
		for _, k := range []string{"user_id", "delegate_id", "party_id"} {
			if id, ok := fields[k].(string); ok && n.ByID[id] != "" {
				return n.ByID[id]
			}
		}
	}
	return ""
}

// joined makes one event of two that one deed left: what somebody did, and the move
// of the contract that came of it, where there is a sentence that says both.
func joined(events []models.Event) []models.Event {
	var all []models.Event
	for _, e := range events {
		if last := len(all) - 1; last >= 0 && e.Kind == models.EventContractMoved && i18n.Has(movedKey(all[last])) && together(all[last], e) {
			all[last] = withMove(all[last], e)
			continue
		}
		all = append(all, e)
	}
	return all
}

func movedKey(e models.Event) string { return "event." + string(e.Kind) + ".moved" }

// together says whether two lines of the log are of one transaction.
func together(a, e models.Event) bool {
	return a.ContractID == e.ContractID && a.ActorID == e.ActorID && a.At.Equal(e.At)
}

func withMove(e, move models.Event) models.Event {
	before, after := map[string]any{}, map[string]any{}
	maps.Copy(before, e.Before)
	maps.Copy(after, e.After)
	before["state"], after["state"] = move.Before["state"], move.After["state"]
	e.Kind, e.Before, e.After = e.Kind+".moved", before, after
	return e
}

// stateOf is the state an event brought a contract to, in words.
func stateOf(b Base, e models.Event) string {
	if s, ok := e.After["state"].(string); ok && i18n.Has("state."+s) {
		return b.T("state." + s)
	}
	return ""
}

// decisionOf is what an event decided, in words.
func decisionOf(b Base, e models.Event) string {
	if d, ok := e.After["decision"].(string); ok && i18n.Has("decision."+d) {
		return b.T("decision." + d)
	}
	return ""
}

// eventWho is who did it, in which role. A vendor is not told who of the house it was.
func eventWho(b Base, e models.Event) string {
	role := "role." + string(e.Role)
	switch {
	case e.Role == "system":
		return b.T("event.system")
	case e.ActorName == "" && i18n.Has(role):
		return b.T("event.body")
	case e.ActorName == "":
		return b.T("event.nobody")
	case i18n.Has(role):
		return b.T("event.who", e.ActorName, b.T(role))
	}
	return e.ActorName
}

// successorOf names the division another was merged into.
func successorOf(e models.Event, n Names) string {
	if into, ok := e.After["into"].(string); ok {
		return into
	}
	id, _ := e.After["successor"].(string)
	return n.ByID[id]
}

// eventLink is the page of what an event is about, with its name; nothing on that
// page itself.
func eventLink(b Base, e models.Event, n Names) (path, name string) {
	id := e.SubjectID
	switch {
	case e.Subject == "party" && n.ByID[id] != "":
		path = "/contracts/" + e.ContractID + "/parties/" + id
	case e.ContractID != "":
		path, id = "/contracts/"+e.ContractID, e.ContractID
	case e.Subject == "vendor" || e.Subject == "system" || e.Subject == "division":
		path = "/" + e.Subject + "s/" + id
	}
	if name = n.ByID[id]; name == "" || strings.HasPrefix(b.Path, path) {
		return "", ""
	}
	return path, name
}

// eventSubject names what an event is about: what belongs to a contract's parties by its
// name of today, other things as far as the event itself knows.
func eventSubject(e models.Event, n Names) string {
	switch e.Subject {
	case "topic":
		return n.ByID[models.TopicName(e.SubjectID)]
	case "party", "pledge", "briefing", "appendix":
		return n.ByID[e.SubjectID]
	case "mail": // to whom
		to, _ := e.After["to"].(string)
		return n.ByID[to]
	}
	for _, fields := range []map[string]any{e.After, e.Before} {
		for _, k := range []string{"title", "name", "login", "number"} {
			if s, ok := fields[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return n.ByID[e.SubjectID]
}
