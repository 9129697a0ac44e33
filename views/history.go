package views

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/views/i18n"
)

// Names are the names of what events speak of by id: divisions, vendors, systems,
// data classes, flags.
type Names map[string]string

// eventField is one changed field of an event: its name, before and after.
type eventField struct{ Name, Was, Is string }

// eventText is an event as a sentence: who did what.
func eventText(b Base, e models.Event) string {
	who := e.ActorName
	if key := "role." + string(e.Role); i18n.Has(key) && e.Role != "system" {
		who = b.T("event.who", e.ActorName, b.T(key))
	}
	if who == "" {
		who = b.T("event.nobody")
	}
	key := "event." + string(e.Kind)
	if e.Kind == models.EventContractMoved {
		if to, ok := e.After["state"].(string); ok && i18n.Has(key+"."+to) {
			key += "." + to
		}
	}
	return b.T(key, who, eventSubject(e), stateOf(b, e), decisionOf(b, e))
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

// eventFields are what changed, in one order.
func eventFields(b Base, e models.Event, n Names) []eventField {
	var names []string
	for _, fields := range []map[string]any{e.Before, e.After} {
		for k := range fields {
			_, named := fields[strings.TrimSuffix(k, "_id")] // the name says it better
			if !slices.Contains(names, k) && !strings.HasSuffix(k, "hash") && (!named || !strings.HasSuffix(k, "_id")) {
				names = append(names, k)
			}
		}
	}
	slices.Sort(names)
	var all []eventField
	for _, k := range names {
		f := eventField{Name: fieldWord(b, e.Subject, k), Was: eventValue(b, k, e.Before[k], n), Is: eventValue(b, k, e.After[k], n)}
		if f.Was != f.Is {
			all = append(all, f)
		}
	}
	return all
}

// fieldWord names a field of an event; one without words stands as it is. A
// contract's own fields are called as on its form.
func fieldWord(b Base, subject, k string) string {
	keys := []string{"event.field." + k, "contract." + k}
	if subject == "contract" {
		slices.Reverse(keys)
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
	"role": "role.", "decision": "decision.", "zone": "zone.",
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
