package views

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/views/i18n"
)

// eventField is one changed field of an event: its name, before and after.
type eventField struct{ Name, Was, Is string }

// eventFields are what changed, in one order, without what only a program reads.
func eventFields(b Base, e models.Event, n Names) []eventField {
	all := allFields(b, e, n, func(k string) bool {
		_, wasNamed := e.Before[strings.TrimSuffix(k, "_id")] // the name says it better
		_, isNamed := e.After[strings.TrimSuffix(k, "_id")]
		return !hidden(e, k) && (!wasNamed && !isNamed || !strings.HasSuffix(k, "_id"))
	})
	all = slices.DeleteFunc(all, func(f eventField) bool { return machine.MatchString(f.Was) || machine.MatchString(f.Is) })
	return append(setValue(b, e, n), all...)
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
		f := eventField{Name: fieldWord(b, e, k), Was: eventValue(b, k, e.Before[k], n), Is: eventValue(b, k, e.After[k], n)}
		if f.Was != f.Is {
			all = append(all, f)
		}
	}
	return all
}

// hidden are the fields that the sentence or another field says better.
func hidden(e models.Event, k string) bool {
	switch k {
	case "obligation", "param", "value":
		return true
	case "manual":
		return true
	case "into", "successor", "name":
		return e.Kind == models.EventDivisionMerged
	}
	return strings.HasSuffix(k, "hash")
}

// valueOf is what an event of a value or a waiver speaks of, by name: ACC-03, the
// article's title and what the value means.
func valueOf(b Base, e models.Event, n Names) (obligation, param, name string) {
	fields := e.After
	if fields["obligation"] == nil {
		fields = e.Before
	}
	obligation, _ = fields["obligation"].(string)
	param, _ = fields["param"].(string)
	name = obligation
	if n.Edition == nil {
		return obligation, param, name
	}
	o := n.Edition.Obligation(obligation)
	if o == nil {
		return obligation, param, name
	}
	name += "　" + b.Text(o.Title)
	if p, ok := o.Params.Get(param); ok && b.Text(p.Label) != "" {
		name += b.T("event.of") + b.Text(p.Label)
	}
	return obligation, param, name
}

// setValue is a value before and after as people say it: ACC-03 …: 12 → 15.
func setValue(b Base, e models.Event, n Names) []eventField {
	obligation, param, name := valueOf(b, e, n)
	if obligation == "" {
		return nil
	}
	shown := func(fields map[string]any) string {
		v, there := fields["value"]
		if !there || v == nil {
			return ""
		}
		if n.Edition != nil {
			if t, ok := n.Edition.ShownValue(obligation, param, v); ok {
				return b.Text(t)
			}
		}
		return eventValue(b, "value", v, n)
	}
	f := eventField{Name: name, Was: shown(e.Before), Is: shown(e.After)}
	if f.Is == "" && e.Kind == models.EventParamRestored {
		f.Is = b.T("event.standard")
	}
	if f.Was == f.Is {
		f = eventField{Name: fieldWord(b, e, "obligation"), Is: name}
	}
	return []eventField{f}
}

// fieldWord names a field of an event as the form of its noun does; one without
// words stands as it is.
func fieldWord(b Base, e models.Event, k string) string {
	noun := e.Kind.Noun()
	keys := []string{"event.field." + noun + "." + k, "event.field." + k, "contract." + k}
	switch noun {
	case "contract", "vendor", "division", "user", "briefing":
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
	"role": "role.", "decision": "decision.", "zone": "zone.", "lang": "event.lang.", "means": "event.means.", "letter": "mail.kind.", "fault": "mail.fault.", "checks": "subcontract.check.", "side": "briefing.side.", "how": "topic.how.",
}

// codeWord is the word of a code, "" when it has none; parties have states of their own.
func codeWord(b Base, k, v string) string {
	prefixes := []string{coded[k]}
	switch k {
	case "state":
		prefixes = append(prefixes, "party.state.")
	case "kind":
		prefixes = append(prefixes, "verify.kind.pledge.")
	case "method":
		prefixes = append(prefixes, "pledge.identity.", "briefing.method.")
	}
	for _, prefix := range prefixes {
		if prefix != "" && i18n.Has(prefix+v) { // also where a data class has the code
			return b.T(prefix + v)
		}
	}
	return ""
}

// namedAs is where the name of a field's value stands.
func namedAs(k, v string) string {
	if k == "topic" || k == "topics" {
		return models.TopicName(v)
	}
	return v
}

func eventValue(b Base, k string, v any, n Names) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return b.T(yesNo(v))
	case string:
		if word := codeWord(b, k, v); word != "" {
			return word
		}
		if name, ok := n.ByID[namedAs(k, v)]; ok {
			return name
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
			all = append(all, fieldWord(b, models.Event{Kind: models.EventSystemUpdated}, k)+b.T("colon")+text)
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
