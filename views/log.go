package views

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"chigiri/models"
	"chigiri/views/i18n"
)

// LogFilter is what the log is narrowed by, as the address says it, and the people a
// search found when it found several.
type LogFilter struct {
	Person, Actor, Subject, SubjectID, Contract, Kind, From, To, After string

	People []models.User
}

// narrowed says whether the filter leaves anything out.
func (f LogFilter) narrowed() bool {
	return f.Person+f.Actor+f.Subject+f.SubjectID+f.Contract+f.Kind+f.From+f.To != ""
}

// logChip is one filter in force: pressed, it goes away.
type logChip struct {
	Text  string
	Names []string // of the values it stands for in the address
}

// logChips are the filters in force, each to be taken away at one press.
func logChips(b Base, f LogFilter, l models.LogPage) []logChip {
	var all []logChip
	add := func(text string, names ...string) { all = append(all, logChip{text, names}) }
	if f.Actor != "" && f.Actor != b.Actor.UserID {
		add(b.T("log_page.chip.actor", actorName(b, f.Actor, l)), "actor", "person")
	}
	switch name := l.Names[f.SubjectID]; {
	case f.SubjectID != "" && name == "":
		add(b.T("log_page.chip.subject", thingWord(b, f.Subject)+"（"+b.T("log_page.one")+"）"), "subject", "subject_id")
	case f.SubjectID != "":
		add(b.T("log_page.chip.subject", name), "subject", "subject_id")
	case i18n.Has("thing." + f.Subject):
		add(b.T("log_page.chip.subject", thingWord(b, f.Subject)), "subject")
	}
	if f.Contract != "" {
		add(b.T("log_page.chip.contract", orWord(l.Names[f.Contract], b.T("log_page.one"))), "contract")
	}
	if i18n.Has("kind." + f.Kind) {
		add(b.T("log_page.chip.kind", b.T("kind."+f.Kind)), "kind")
	}
	if d, err := models.ParseDate(f.From); err == nil && !d.IsZero() {
		add(b.T("log_page.chip.from", d), "from")
	}
	if d, err := models.ParseDate(f.To); err == nil && !d.IsZero() {
		add(b.T("log_page.chip.to", d), "to")
	}
	return all
}

// without is the address of the log with some filters taken away.
func without(b Base, names []string) string {
	q := b.query()
	for _, name := range names[1:] {
		q.Del(name)
	}
	return "/log" + With(q, names[0], "")
}

func actorName(b Base, id string, l models.LogPage) string {
	if name := l.Names[id]; name != "" {
		return name
	}
	for _, e := range l.Events {
		if e.ActorID == id {
			return eventWho(b, e.Event)
		}
	}
	return b.T("log_page.one")
}

func orWord(name, word string) string {
	if name == "" {
		return word
	}
	return name
}

func thingWord(b Base, subject string) string {
	if key := "thing." + subject; i18n.Has(key) {
		return b.T(key)
	}
	return subject
}

// subjectOptions are the things the log can be narrowed to, as far as the reader has
// to do with them.
func subjectOptions(b Base) []Option {
	var all []Option
	for _, s := range models.EventSubjects() {
		if s == "log" && !b.Is(models.Auditor, models.Reviewer, models.Admin) ||
			s == "mail" && !b.Is(models.Auditor, models.Reviewer, models.Admin) ||
			b.Is(models.Admin) && !slices.Contains([]string{"division", "user", "mail", "log"}, s) ||
			b.Actor.External() && s != "contract" && s != "user" {
			continue
		}
		all = append(all, Option{Value: s, Text: thingWord(b, s)})
	}
	return all
}

// eventKindOptions are the kinds of events by group, as far as the reader can find
// them; a group stays in one piece.
func eventKindOptions(b Base) []Option {
	seen := map[models.Role][]string{
		models.Admin:        {"account", "user", "division", "mail", "log"},
		models.VendorLead:   {"account", "user", "appendix", "contract"},
		models.VendorWorker: {"account", "user"},
	}[b.Actor.Role]
	var nouns []string
	by := map[string][]Option{}
	for _, k := range models.EventKinds() {
		noun := k.Noun()
		if seen != nil && !slices.Contains(seen, noun) {
			continue
		}
		if by[noun] == nil {
			nouns = append(nouns, noun)
		}
		by[noun] = append(by[noun], Option{Value: string(k), Text: b.T("kind." + string(k)), Group: b.T("kind.group." + noun)})
	}
	var all []Option
	for _, noun := range nouns {
		all = append(all, by[noun]...)
	}
	return all
}

// eventThing is what an event is about: the kind of thing, its name as far as it is
// known, and its page where the reader may open it.
func eventThing(b Base, e models.Event, n map[string]string) (word, name, path string) {
	word = thingWord(b, e.Subject)
	if e.ContractID != "" {
		if title := n[e.ContractID]; title != "" {
			return b.T("thing.contract"), title, "/contracts/" + e.ContractID
		}
		return word, eventSubject(e, Names{ByID: n}), ""
	}
	name = n[e.SubjectID]
	switch open := name != ""; {
	case e.Subject == "edition":
		name = e.SubjectID
		if !b.Is(models.Admin, models.VendorWorker) {
			path = "/catalog/" + e.SubjectID
		}
	case e.Subject == "log":
		return word, "", ""
	case open && (e.Subject == "vendor" || e.Subject == "system" || e.Subject == "division" || e.Subject == "user" && b.Is(models.Admin)):
		path = "/" + e.Subject + "s/" + e.SubjectID
	case !open:
		name = eventSubject(e, Names{ByID: n})
	}
	return word, name, path
}

// clockTime is a moment in Japan for a narrow column, to the second.
func clockTime(b Base, t time.Time) string {
	return shortDate(b, models.Today(t)) + " " + t.In(japan).Format(time.TimeOnly)
}

// japan is the zone pages speak in; Japan has no summer time.
var japan = time.FixedZone("JST", 9*60*60)

// eventTitle is an event as a title: its sentence, without the full stop of Japanese.
func eventTitle(b Base, e models.LoggedEvent) string {
	if e.Cut != nil {
		return b.T("log_page.cut.title")
	}
	return eventText(b, e.Event, Names{ByID: e.Names})
}

// EventTitle is the title of an event's page.
func EventTitle(lang string, e models.LoggedEvent) string { return eventTitle(Base{Lang: lang}, e) }

// clipped is a value for a dense list; the event's own page shows the whole.
func clipped(s string) string {
	const most = 90
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// prettyLeaf is the canonical form laid out for reading.
func prettyLeaf(leaf string) string {
	var out bytes.Buffer
	if json.Indent(&out, []byte(leaf), "", "  ") != nil {
		return leaf
	}
	return out.String()
}

// ProofName is the name of an event's proof file.
func ProofName(position int64) string { return fmt.Sprintf("event-%d.tlog-proof", position) }

// LeafName is the name of an event's canonical form as a file.
func LeafName(e models.LoggedEvent) string {
	if e.Position == nil {
		return "event-" + e.ID + ".json"
	}
	return fmt.Sprintf("event-%d.json", *e.Position)
}

func placeText(n int64) string { return i18n.Number(int(n)) }

func positionText(p *int64) string { return strconv.FormatInt(*p, 10) }

// everyField are all changed fields of an event, what only programs read included.
func everyField(b Base, e models.Event, n Names) []eventField {
	return allFields(b, e, n, func(string) bool { return true })
}

// sameThing is the log of one thing alone; what belongs to a contract is told with
// the contract.
func sameThing(e models.Event) string {
	if e.ContractID != "" {
		return "/log" + With(nil, "contract", e.ContractID)
	}
	q := With(url.Values{"subject": {e.Subject}}, "subject_id", e.SubjectID)
	return "/log" + q
}

// withoutPerson is the page's address without the search for a person.
func withoutPerson(b Base) url.Values {
	q := b.query()
	q.Del("person")
	return q
}
