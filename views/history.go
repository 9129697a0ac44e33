package views

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/views/i18n"
)

// Names are the names of what events speak of by id: divisions, vendors, systems,
// data classes, flags.
type Names map[string]string

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

// eventField is one changed field of an event: its name, before and after.
type eventField struct{ Name, Was, Is string }

// eventText is an event as a sentence: who did what.
func eventText(b Base, e models.Event) string {
	key := "event." + string(e.Kind)
	if e.Kind == models.EventContractMoved {
		if to, ok := e.After["state"].(string); ok && i18n.Has(key+"."+to) {
			key += "." + to
		}
	}
	return b.T(key, eventWho(b, e), eventSubject(e), stateOf(b, e), decisionOf(b, e))
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

// eventSubject names what an event is about, as far as the event itself knows.
func eventSubject(e models.Event) string {
	for _, fields := range []map[string]any{e.After, e.Before} {
		for _, k := range []string{"title", "name", "login", "number"} {
			if s, ok := fields[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return ""
}

// eventFields are what changed, in one order, without what only a program reads.
func eventFields(b Base, e models.Event, n Names) []eventField {
	all := allFields(b, e, n, func(k string) bool {
		_, wasNamed := e.Before[strings.TrimSuffix(k, "_id")] // the name says it better
		_, isNamed := e.After[strings.TrimSuffix(k, "_id")]
		return !strings.HasSuffix(k, "hash") && (!wasNamed && !isNamed || !strings.HasSuffix(k, "_id"))
	})
	return slices.DeleteFunc(all, func(f eventField) bool { return machine.MatchString(f.Was) || machine.MatchString(f.Is) })
}

// machine is what a hash, a key or an id without a name looks like.
var machine = regexp.MustCompile(`^([0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|\S+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,})$`)

// allFields are the changed fields that are wanted.
func allFields(b Base, e models.Event, n Names, wanted func(k string) bool) []eventField {
	var names []string
	for _, fields := range []map[string]any{e.Before, e.After} {
		for k := range fields {
			if !slices.Contains(names, k) && wanted(k) {
				names = append(names, k)
			}
		}
	}
	slices.Sort(names)
	var all []eventField
	for _, k := range names {
		f := eventField{Name: fieldWord(b, e.Kind.Noun(), k), Was: eventValue(b, k, e.Before[k], n), Is: eventValue(b, k, e.After[k], n)}
		if f.Was != f.Is {
			all = append(all, f)
		}
	}
	return all
}

// fieldWord names a field of an event as the form of its noun does; one without
// words stands as it is.
func fieldWord(b Base, noun, k string) string {
	keys := []string{"event.field." + k, "contract." + k}
	switch noun {
	case "contract", "vendor", "division", "user":
		keys = append([]string{noun + "." + k}, keys...)
	case "system":
		keys = append([]string{"system." + k, "link." + k}, keys...)
	}
	for _, key := range keys {
		if i18n.Has(key) {
			return b.T(key)
		}
	}
	return k
}

// coded are the fields whose values are codes with words of their own.
var coded = map[string]string{
	"state": "state.", "kind": "contract.kind.", "procurement": "contract.procurement.", "scheme": "contract.scheme.",
	"role": "role.", "decision": "decision.", "zone": "zone.", "lang": "event.lang.",
}

func eventValue(b Base, k string, v any, n Names) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return b.T(yesNo(v))
	case string:
		if name, ok := n[v]; ok {
			return name
		}
		if prefix, ok := coded[k]; ok && i18n.Has(prefix+v) {
			return b.T(prefix + v)
		}
		if k == "kind" && i18n.Has("kind."+v) {
			return b.T("kind." + v)
		}
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return b.Instant(at)
		}
		if d, err := models.ParseDate(v); err == nil && !d.IsZero() && d.String() == v {
			return b.Date(d)
		}
		return v
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, eventValue(b, k, x, n))
		}
		return joinNames(b, all)
	case map[string]any:
		return eventGroup(b, v, n)
	}
	return plainValue(v)
}

func eventGroup(b Base, fields map[string]any, n Names) string {
	var names, all []string
	for k := range fields {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		if text := eventValue(b, k, fields[k], n); text != "" {
			all = append(all, fieldWord(b, "", k)+b.T("colon")+text)
		}
	}
	return joinNames(b, all)
}

// plainValue prints a number or code without the decimals JSON gives to numbers.
func plainValue(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strings.TrimSuffix(fmt.Sprintf("%.4f", v), ".0000")
	case json.Number:
		return v.String()
	}
	return fmt.Sprint(v)
}
