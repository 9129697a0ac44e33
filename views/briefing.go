package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"chigiri/models"
)

// BriefingForm plans a meeting.
type BriefingForm struct {
	Method    string   `form:"method" json:"method"` // room or video
	HeldOn    string   `form:"held_on" json:"held_on"`
	ClosedDay bool     `form:"closed_day" json:"closed_day"` // held although the offices are closed
	Begins    string   `form:"begins" json:"begins"`
	Minutes   string   `form:"minutes" json:"minutes"`
	Place     string   `form:"place" json:"place"`
	Parties   []string `form:"parties" json:"parties"`
	Everybody []string `form:"everybody" json:"everybody"` // of the parties, those whose people are all asked
	Topics    []string `form:"topics" json:"topics"`
	Materials string   `form:"materials" json:"materials"`

	Afterwards string `form:"afterwards" json:"afterwards"` // why it is entered only when its day has passed
}

// NewBriefingForm is the form as it begins: everybody, and the topics that have to be
// told by a person.
func NewBriefingForm(v models.BriefingsView) BriefingForm {
	f := BriefingForm{Method: models.BriefRoom, Minutes: "60", Topics: v.Oral()}
	for _, p := range v.Parties {
		f.Parties = append(f.Parties, p.ID)
	}
	return f
}

// MakeUpForm is the form of a meeting in which the absentees of another hear its topics,
// on the first of the days they were told.
func MakeUpForm(x models.BriefingsView, v models.BriefingView, today models.Date) BriefingForm {
	old := v.Briefing
	f := BriefingForm{Method: old.Method, Begins: old.Begins, Minutes: strconv.Itoa(old.Minutes), Place: old.Place, Topics: old.Topics, Materials: old.Materials}
	var first models.Date
	for _, a := range v.MakeUp {
		if x.Parties.Find(a.PartyID) != nil && !slices.Contains(f.Parties, a.PartyID) {
			f.Parties = append(f.Parties, a.PartyID)
		}
		if day := a.MakeUpOn; !day.Before(today) && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	if !first.IsZero() {
		f.HeldOn = first.String()
	}
	return f
}

// AgainForm is the form of a meeting in which topics are told again, for the parties of
// those whose tries are used up.
func AgainForm(v models.BriefingsView) BriefingForm {
	f := NewBriefingForm(v)
	f.Topics, f.Parties = again(v), nil
	for _, p := range v.People {
		if len(p.Again) > 0 && !slices.Contains(f.Parties, p.PartyID) {
			f.Parties = append(f.Parties, p.PartyID)
		}
	}
	return f
}

func again(v models.BriefingsView) []string {
	topics, _ := v.Again()
	return topics
}

// againLines say of each topic how many people have to be told it again.
func againLines(b Base, v models.BriefingsView) []string {
	topics, people := v.Again()
	lines := make([]string, len(topics))
	for i, id := range topics {
		title := id
		for _, t := range v.Topics {
			if t.ID == id {
				title += "　" + b.Text(t.Title)
			}
		}
		lines[i] = b.T("briefing.again.line", people[i], title)
	}
	return lines
}

// Input reads the form; what cannot be read is a problem of its field. What the words
// mean is the store's to check.
func (f BriefingForm) Input() (models.BriefingInput, error) {
	var p models.Problems
	in := models.BriefingInput{Method: f.Method, ClosedDay: f.ClosedDay, Begins: timeOfDay(f.Begins), Place: f.Place, Topics: compactTexts(f.Topics), Parties: compactTexts(f.Parties), Everybody: compactTexts(f.Everybody), Materials: f.Materials, Afterwards: f.Afterwards}
	in.HeldOn = readDay(&p, "held_on", f.HeldOn)
	in.Minutes = readUnit(&p, "minutes", f.Minutes, "分", "min")
	return in, p.Err()
}

// timeOfDay brings the ways people write a time of day to one: 午後1時半 stays as it is,
// and is refused by its field.
func timeOfDay(text string) string {
	plain := strings.TrimSuffix(strings.NewReplacer("時", ":", "分", "").Replace(halfWidth(text)), ":")
	if plain != "" && !strings.Contains(plain, ":") {
		plain += ":00"
	}
	if at, err := time.Parse("15:04", plain); err == nil {
		return at.Format("15:04")
	}
	return strings.TrimSpace(text)
}

// BriefingFileForm attaches a paper; the file itself comes beside it as multipart.
type BriefingFileForm struct {
	Title string `form:"title" json:"title"`
}

// CheckInForm is the code, or the whole link, that is shown in the room.
type CheckInForm struct {
	Code string `form:"code" json:"code"`
}

// Secret is the code itself.
func (f CheckInForm) Secret() string {
	code := strings.TrimRight(strings.TrimSpace(f.Code), "/")
	return code[strings.LastIndex(code, "/")+1:]
}

// BriefingScreen is what is shown on the wall of the room.
type BriefingScreen struct {
	models.CheckInCode
	Briefing models.Briefing `json:"briefing"`
	CheckIn  string          `json:"check_in"` // address; empty when the code is none or old
}

// BriefingDraft is what was typed into the forms of a meeting's page: cancel, files or
// check-in.
type BriefingDraft struct{ Sent }

func briefingClass(x models.Briefing) string {
	if !x.Stands() {
		return reqClass(recordState(x))
	}
	return map[models.BriefingState]string{models.BriefingPlanned: "due", models.BriefingHeld: "ok"}[x.State]
}

func briefingShape(x models.Briefing) string {
	if !x.Stands() {
		return reqShape(recordState(x))
	}
	return map[models.BriefingState]string{models.BriefingPlanned: "▲", models.BriefingHeld: "●", models.BriefingCancelled: "―"}[x.State]
}

// briefingState is the word for where a meeting stands.
func briefingState(b Base, x models.Briefing) string {
	switch {
	case x.Waits:
		return b.T("briefing.state.waits")
	case !x.Stands():
		return b.T("briefing.state.returned")
	}
	return b.T("briefing.state." + string(x.State))
}

// recordState is how far a record is that does not stand: it waits, or was sent back.
func recordState(x models.Briefing) models.ReqState {
	if x.Waits {
		return models.ReqDue
	}
	return models.ReqMissing
}

// heldCounts says whether a meeting was held and what was told there counts.
func heldCounts(x models.Briefing) bool { return x.State == models.BriefingHeld && x.Stands() }

// meetsAgain says whether somebody who holds a contract's meetings has to hold another one
// for a record that was sent back: none was planned since.
func meetsAgain(b Base, v models.BriefingsView, x models.Briefing) bool {
	return holdsHere(b, v, x) && !x.ReturnedAt.IsZero() && !slices.ContainsFunc(v.Meetings, func(m models.Briefing) bool {
		return m.State == models.BriefingPlanned || heldCounts(m) && m.ClosedAt.After(x.ReturnedAt) || m.Waits && m.ClosedAt.After(x.ReturnedAt)
	})
}

// videoLink is the address of a meeting by video, where its place is one that may be
// opened; empty for what is only to be read.
func videoLink(x models.Briefing) string {
	at, err := url.Parse(x.Place)
	if x.Method != models.BriefVideo || err != nil || at.Scheme != "https" || at.Host == "" || at.User != nil {
		return ""
	}
	return at.String()
}

// codeHint says where the code to check in is to be found.
func codeHint(x models.Briefing) string {
	if x.Method == models.BriefVideo {
		return "briefing.code.video"
	}
	return "briefing.code.hint"
}

// screenRead says to those who see the code what to do with it.
func screenRead(x models.Briefing) string {
	if x.Method == models.BriefVideo {
		return "briefing.screen.video"
	}
	return "briefing.screen.read"
}

func briefingPath(id string) string { return "/briefings/" + id }

func briefingsPath(contractID string) string { return "/contracts/" + contractID + "/briefings" }

// meetingName names a meeting by its day.
func meetingName(b Base, v models.BriefingView) string { return b.T("briefing.of", v.Briefing.HeldOn) }

// overdueBy says since when a meeting waits to be recorded.
func overdueBy(b Base, heldOn models.Date) string {
	return b.T("briefing.overdue", heldOn.DaysUntil(b.Today))
}

// whenHeld is the day of a meeting with its hour and length.
func whenHeld(b Base, x models.Briefing) string {
	text := b.Date(x.HeldOn)
	if x.Begins != "" {
		text += " " + b.T("briefing.from", x.Begins)
	}
	if x.Minutes > 0 {
		text += b.T("bracket", b.T("briefing.minutes.n", x.Minutes))
	}
	return text
}

// holdsHere says whether the reader is among those who hold a meeting of a contract.
func holdsHere(b Base, v models.BriefingsView, x models.Briefing) bool {
	side := models.SidePrefecture
	if b.Actor.External() {
		side = models.SidePrime
	}
	return v.Can["plan"] && x.Side == side
}

// briefingsTask is what comes next about the meetings of a contract:
//
//	hindered  nobody can plan one yet
//	overdue   a meeting's day has passed and its record is not written
//	close     a meeting's day has come and its record is not written
//	record    the record of one the contractor held waits for the reader's word
//	back      such a record was sent back to the reader
//	waits     it waits for the owner division's word
//	coming    one is planned
//	unrecorded one was planned whose day has passed, and whose record others have to write
//	plan      somebody has not heard what has to be told, and nothing is planned
//	again     somebody’s tries are used up: a topic has to be told again
//	study     all was told; questions are left, which people answer themselves
//	none      everybody has heard and answered everything
//	unasked   no briefing is asked for
//	early     the contract is not concluded; a briefing may be planned already
func briefingsTask(b Base, v models.BriefingsView) (deed string, about models.Briefing) {
	var coming, due, unrecorded, waiting, back models.Briefing
	for _, x := range v.Meetings { // the newest first
		if x.Waits {
			waiting = x // the oldest
		}
		if meetsAgain(b, v, x) && back.ID == "" {
			back = x // the newest
		}
		if x.State != models.BriefingPlanned {
			continue
		}
		switch {
		case !x.HeldOn.After(b.Today) && holdsHere(b, v, x):
			due = x // the oldest
		case x.Unrecorded(b.Today):
			unrecorded = x
		default:
			coming = x
		}
	}
	if due.Unrecorded(b.Today) {
		return "overdue", due
	} else if due.ID != "" {
		return "close", due
	} else if waiting.ID != "" && v.Can["record"] && waiting.BrieferID != b.Actor.UserID {
		return "record", waiting
	} else if back.ID != "" {
		return "back", back
	}
	told, answered := true, true
	for _, c := range v.Coverage {
		for _, l := range append([]models.CoveragePerson{{CoverageLine: c.Lead}}, c.Workers...) {
			told, answered = told && l.Heard == models.ReqMet, answered && l.Quizzed
		}
	}
	switch {
	case v.Hindered != "":
		return "hindered", coming
	case !v.Rule.Asked:
		return "unasked", coming
	case coming.ID != "":
		return "coming", coming
	case !v.Owed:
		return "early", coming
	case unrecorded.ID != "":
		return "unrecorded", unrecorded
	case !told && waiting.ID != "":
		return "waits", waiting
	case !told && v.Can["plan"]:
		return "plan", coming
	case again(v) != nil && v.Can["plan"]:
		return "again", coming
	case !told:
		return "await", coming
	case !answered:
		return "study", coming
	}
	return "none", coming
}

// partyOptions are the parties that may be asked to come.
func partyOptions(b Base, all models.Parties, chosen []string) []Option {
	list := make([]Option, len(all))
	for i, p := range all {
		list[i] = Option{Value: p.ID, Text: p.Vendor, Hint: tierWord(b, p.Tier), Chosen: slices.Contains(chosen, p.ID)}
	}
	return list
}

// askedOptions are the parties of which some have heard all that is chosen: whether those
// are asked too. Each says who is asked when they are not.
func askedOptions(b Base, v models.BriefingsView, f BriefingForm) []Option {
	var list []Option
	for _, p := range v.Parties {
		var owing []string
		all := 0
		for _, x := range v.People {
			if x.PartyID != p.ID {
				continue
			}
			if all++; x.Owes(f.Topics) {
				owing = append(owing, x.Name)
			}
		}
		if len(owing) < all {
			o := Option{Value: p.ID, Text: b.T("briefing.everybody.of", p.Vendor, all), Chosen: slices.Contains(f.Everybody, p.ID)}
			o.Hint = b.T("briefing.everybody.none")
			if len(owing) > 0 {
				o.Hint = b.T("briefing.everybody.owing", len(owing), joinNames(b, someNames(b, owing)))
			}
			list = append(list, o)
		}
	}
	return list
}

// someNames are the first of many names.
func someNames(b Base, names []string) []string {
	if len(names) <= maxNamed {
		return names
	}
	return append(slices.Clone(names[:maxNamed]), b.T("briefing.more", len(names)-maxNamed))
}

// maxNamed is how many people a line names.
const maxNamed = 5

// topicOptions are the topics, those that have to be told by a person first.
func topicOptions(b Base, topics []models.BriefingTopic, chosen []string) []Option {
	var oral, others []Option
	for _, t := range topics {
		o := Option{Value: t.ID, Text: t.ID + "　" + b.Text(t.Title), Chosen: slices.Contains(chosen, t.ID)}
		if t.How == models.BriefOral {
			o.Group = b.T("briefing.topics.oral")
			oral = append(oral, o)
			continue
		}
		o.Group, o.Hint = b.T("briefing.topics.others"), b.T("catalog.how."+string(t.How))
		others = append(others, o)
	}
	return append(oral, others...)
}

func methodOptions(b Base) []Option {
	return []Option{
		{Value: models.BriefRoom, Text: b.T("briefing.method.room")},
		{Value: models.BriefVideo, Text: b.T("briefing.method.video"), Hint: b.T("briefing.method.video.hint")},
	}
}

// arrived counts who is there of those who are expected.
func arrived(people []models.Attendee) int {
	n := 0
	for _, a := range people {
		if !a.AttendedAt.IsZero() {
			n++
		}
	}
	return n
}

// expected counts those who came and those who have something to hear.
func expected(people []models.Attendee) int {
	n := 0
	for _, a := range people {
		if !a.AttendedAt.IsZero() || !a.Told && !a.Away() {
			n++
		}
	}
	return n
}

// briefingTrail leads from a meeting back to its contract, for those who see one.
func briefingTrail(b Base, v models.BriefingView, more ...Crumb) []Crumb {
	if b.Is(models.VendorWorker) {
		return append([]Crumb{{b.T("nav.home"), "/"}}, more...)
	}
	own := "/contracts/" + v.Briefing.ContractID
	if v.Past != "" {
		return append([]Crumb{{b.T("nav.home"), "/"}, {v.Title, own + "/parties/" + v.Past}}, more...)
	}
	return append([]Crumb{{b.T("nav.contracts"), "/contracts"}, {v.Title, own}, {b.T("contract.tab.briefings"), own + "/briefings"}}, more...)
}

// handoutsOf are the kinds of hearers whose papers a reader may take: staff and whoever
// holds the meeting all that are asked to come, others their own.
func handoutsOf(b Base, v models.BriefingView) []string {
	if b.Is(models.VendorWorker) {
		return []string{models.BoundWorker}
	}
	var bounds []string
	for _, a := range v.Attendees {
		bound := models.BoundVendor
		if a.Tier > 0 {
			bound = models.BoundSub
		}
		if !slices.Contains(bounds, bound) {
			bounds = append(bounds, bound)
		}
	}
	return append(bounds, models.BoundWorker)
}

func attendeeNames(people []models.Attendee) []string {
	names := make([]string, len(people))
	for i, a := range people {
		names[i] = a.Name
	}
	return names
}

// unconfirmed counts those of a contract who are at a meeting by the briefer's word alone.
func unconfirmed(v models.BriefingsView) int {
	n := 0
	for _, c := range v.Coverage {
		n += c.Unconfirmed()
	}
	return n
}
