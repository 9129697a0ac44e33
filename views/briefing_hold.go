package views

import (
	"slices"
	"strconv"

	"chigiri/models"
)

// HeldForm closes a meeting. Confirmed is sent by the page that shows once more what was
// told; Again by its way back.
type HeldForm struct {
	Begins   string       `form:"begins" json:"begins"` // when it really began; empty as planned
	Minutes  string       `form:"minutes" json:"minutes"`
	Came     []string     `form:"came" json:"came"`         // ids of attendees
	Received []string     `form:"received" json:"received"` // who took the rules for their party
	Absent   []AbsentForm `form:"absent" rows:"1000" json:"absent"`
	RestForm
	Note      string `form:"note" json:"note"`
	Confirmed bool   `form:"confirmed" json:"confirmed"`
	Again     bool   `form:"again" json:"-"`
}

// RestForm is what is told at once of all who did not come and of whom nothing else is
// told.
type RestForm struct {
	Reason    string `form:"rest_reason" json:"rest_reason"`
	MakeUpOn  string `form:"rest_make_up_on" json:"rest_make_up_on"`
	SelfStudy bool   `form:"rest_self_study" json:"rest_self_study"` // instead of a day
}

// AbsentForm is what is told of somebody who did not come.
type AbsentForm struct {
	ID        string `form:"id" json:"id"` // of the attendee
	Reason    string `form:"reason" json:"reason"`
	MakeUpOn  string `form:"make_up_on" json:"make_up_on"`
	SelfStudy bool   `form:"self_study" json:"self_study"` // instead of a day
}

// Input reads the form; a day that cannot be read is a problem of its row.
func (f HeldForm) Input() (models.HeldInput, error) {
	var p models.Problems
	in := models.HeldInput{Begins: timeOfDay(f.Begins), Note: f.Note, Came: compactTexts(f.Came), Received: compactTexts(f.Received)}
	in.Minutes = readUnit(&p, "minutes", f.Minutes, "分", "min")
	in.Rest = models.AbsentAttendee{Reason: f.Reason, MakeUpOn: readDay(&p, "rest_make_up_on", f.MakeUpOn), SelfStudy: f.SelfStudy}
	for i, a := range f.Absent {
		day := readDay(&p, absentField(i, "make_up_on"), a.MakeUpOn)
		in.Absent = append(in.Absent, models.AbsentAttendee{ID: a.ID, Reason: a.Reason, MakeUpOn: day, SelfStudy: a.SelfStudy})
	}
	return in, p.Err()
}

func absentField(i int, name string) string { return "absent." + strconv.Itoa(i) + "." + name }

// maxAbsent is how many people have a row of their own; of others it is told at once.
const maxAbsent = 1000

// Ordered has a row for everybody who may turn out absent, those not said to have come
// first, so that a problem stands at the row the page shows.
func (f HeldForm) Ordered(people []models.Attendee) HeldForm {
	var absent, others []AbsentForm
	for _, a := range people {
		switch {
		case !a.AttendedAt.IsZero() || a.Told || a.Away():
		case f.came(a):
			others = append(others, f.of(a.ID))
		default:
			absent = append(absent, f.of(a.ID))
		}
	}
	f.Absent = append(absent, others...)
	f.Absent = f.Absent[:min(len(f.Absent), maxAbsent)]
	return f
}

// rowOf is the row of an attendee; -1 for none.
func (f HeldForm) rowOf(id string) int {
	return slices.IndexFunc(f.Absent, func(a AbsentForm) bool { return a.ID == id })
}

// of is what the form holds for one attendee who did not come.
func (f HeldForm) of(id string) AbsentForm {
	for _, a := range f.Absent {
		if a.ID == id {
			return a
		}
	}
	return AbsentForm{ID: id}
}

// came says whether somebody came: by the own hand, or by the form.
func (f HeldForm) came(a models.Attendee) bool {
	return !a.AttendedAt.IsZero() || slices.Contains(f.Came, a.ID)
}

// hidden are the fields of a form that was filled in, for a page that only shows it;
// of people of whom nothing is told there are none.
func (f HeldForm) hidden() [][2]string {
	all := [][2]string{
		{"begins", f.Begins}, {"minutes", f.Minutes}, {"note", f.Note},
		{"rest_reason", f.Reason}, {"rest_make_up_on", f.MakeUpOn}, {"rest_self_study", strconv.FormatBool(f.SelfStudy)},
	}
	for _, id := range f.Came {
		all = append(all, [2]string{"came", id})
	}
	for _, id := range f.Received {
		all = append(all, [2]string{"received", id})
	}
	for i, a := range f.Absent {
		if a == (AbsentForm{ID: a.ID}) {
			continue
		}
		all = append(all, [2]string{absentField(i, "id"), a.ID}, [2]string{absentField(i, "reason"), a.Reason}, [2]string{absentField(i, "make_up_on"), a.MakeUpOn},
			[2]string{absentField(i, "self_study"), strconv.FormatBool(a.SelfStudy)})
	}
	return all
}

// unreceived are the parties for which nobody is said to have taken the rules.
func (f HeldForm) unreceived(people []models.Attendee) []string {
	var names []string
	took := map[string]bool{}
	for _, a := range people {
		took[a.PartyID] = took[a.PartyID] || slices.Contains(f.Received, a.ID)
	}
	for _, a := range people {
		if !took[a.PartyID] && !a.Away() && !slices.Contains(names, a.Party) {
			names = append(names, a.Party)
		}
	}
	return names
}

// present are those who are said to have come.
func (f HeldForm) present(v models.BriefingView) []models.Attendee {
	return slices.DeleteFunc(slices.Clone(v.Attendees), func(a models.Attendee) bool { return !f.came(a) })
}

// heldGroup are the people of one party, as the form that closes a meeting asks of them.
type heldGroup struct {
	party  string
	tier   int
	people []models.Attendee
	open   int // how many are not said to have come, and had something to hear
}

// heldGroups are the people of a meeting by their parties.
func heldGroups(v models.BriefingView, f HeldForm) []heldGroup {
	var groups []heldGroup
	at := map[string]int{}
	for _, a := range v.Attendees {
		i, known := at[a.PartyID]
		if !known {
			i = len(groups)
			at[a.PartyID], groups = i, append(groups, heldGroup{party: a.Party, tier: a.Tier})
		}
		if groups[i].people = append(groups[i].people, a); !f.came(a) && !a.Told && !a.Away() {
			groups[i].open++
		}
	}
	return groups
}

// bad says whether something is wrong with what was told of somebody in the group.
func (g heldGroup) bad(f HeldForm, p Problems) bool {
	return slices.ContainsFunc(g.people, func(a models.Attendee) bool {
		i := f.rowOf(a.ID)
		return i >= 0 && len(p.At(absentField(i, "reason")))+len(p.At(absentField(i, "make_up_on"))) > 0
	})
}

// count says how many of a group were asked, and on the day and after it how many came.
func (g heldGroup) count(b Base, v models.BriefingView) string {
	v.Attendees = g.people
	return peopleCount(b, v)
}

// maxUnfolded is how many people a page of a meeting shows without folding them.
const maxUnfolded = 30

// foldsPeople says whether the people of a meeting are too many to show at once.
func foldsPeople(v models.BriefingView) bool { return len(v.Attendees) > maxUnfolded }

// absentGroup are people who missed a meeting for one reason and make up for it alike.
type absentGroup struct {
	told  string
	names []string
}

// absentGroups are those who did not come, by what is told of them.
func absentGroups(b Base, absent []models.Attendee, in models.HeldInput) []absentGroup {
	var groups []absentGroup
	at := map[string]int{}
	for _, a := range absent {
		x, _ := in.OfAbsentee(a.ID)
		told := x.Reason + "　" + b.T("briefing.make_up", x.MakeUpOn)
		if x.SelfStudy {
			told = x.Reason + "　" + b.T("briefing.self_study")
		}
		i, known := at[told]
		if !known {
			i = len(groups)
			at[told], groups = i, append(groups, absentGroup{told: told})
		}
		groups[i].names = append(groups[i].names, a.Name)
	}
	return groups
}
