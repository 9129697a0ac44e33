package catalog

import (
	"reflect"
	"slices"

	"chigiri/models"
)

// CompareCover says what else than its articles a new appendix changes: the facts of
// the cover, why the level is what it is, and the general provisions, each with what
// stood there and what stands there. Two appendices of which it and Compare both say
// nothing bind to the same; where they do not, what differs is in the tables at the
// end or in other names, and is called "other".
func CompareCover(before, after models.Appendix) []models.FactChange {
	b, a := before.Facts, after.Facts
	c := coverCompare{out: []models.FactChange{}}
	c.note("title", b.Title, a.Title)
	c.note("number", b.Number, a.Number)
	c.note("kind", b.Kind, a.Kind)
	c.note("starts_on", b.Start, a.Start)
	c.note("ends_on", b.End, a.End)
	c.note("signed_on", b.Signed, a.Signed)
	c.note("division", b.Division, a.Division)
	c.note("vendor", b.Vendor, a.Vendor)
	c.note("procurement", b.Procurement, a.Procurement)
	c.note("system_manager", b.SystemManager, a.SystemManager)
	c.list("systems", namedSystems(b.Systems), namedSystems(a.Systems))
	c.list("classes", before.ClassNames, after.ClassNames)
	c.list("flags", before.FlagNames, after.FlagNames)
	c.note("persons", b.Persons, a.Persons)
	c.note("overseas", b.Overseas, a.Overseas)
	c.note("policy_version", b.PolicyVersion, a.PolicyVersion)
	c.note("scheme", b.Scheme, a.Scheme)
	c.note("level", before.Level.Level, after.Level.Level)
	c.parted("reasons", reasonLines(before), reasonLines(after))
	c.note("edition", before.Edition.Name, after.Edition.Name)
	c.parted("general", generalLines(before), generalLines(after))
	if len(c.out) == 0 && before.Hash != after.Hash && len(Compare(before, after)) == 0 {
		c.out = append(c.out, models.FactChange{Field: "other"})
	}
	return c.out
}

type coverCompare struct{ out []models.FactChange }

func (c *coverCompare) note(field string, before, after any) {
	if !reflect.DeepEqual(before, after) {
		c.out = append(c.out, models.FactChange{Field: field, Before: before, After: after})
	}
}

// list compares lists of which an empty one and none are the same.
func (c *coverCompare) list(field string, before, after any) {
	if reflect.ValueOf(before).Len()+reflect.ValueOf(after).Len() > 0 {
		c.note(field, before, after)
	}
}

// parted keeps of two lists what only one of them has.
func (c *coverCompare) parted(field string, before, after []models.Text) {
	only := func(here, there []models.Text) []models.Text {
		return slices.DeleteFunc(slices.Clone(here), func(t models.Text) bool { return slices.Contains(there, t) })
	}
	c.list(field, only(before, after), only(after, before))
}

// namedSystems are systems as the cover has them; what they hold shows in the classes.
func namedSystems(all []models.SystemFacts) []models.SystemFacts {
	named := make([]models.SystemFacts, len(all))
	for i, s := range all {
		named[i] = models.SystemFacts{Name: s.Name, Zone: s.Zone}
		if len(s.Links) > 0 {
			named[i].Links = s.Links
		}
	}
	return named
}

func reasonLines(a models.Appendix) []models.Text {
	lines := make([]models.Text, len(a.Level.Reasons))
	for i, r := range a.Level.Reasons {
		lines[i] = models.Text{JA: r.Level.String() + "　" + r.JA, EN: r.Level.String() + " " + r.EN}
		if r.From != "" {
			lines[i].JA += "（" + r.From + "）"
			lines[i].EN += " (" + r.From + ")"
		}
	}
	return lines
}

// generalLines are the general provisions without their numbers, which shift.
func generalLines(a models.Appendix) []models.Text {
	lines := make([]models.Text, len(a.General))
	for i, g := range a.General {
		lines[i] = models.Text{JA: g.Title.JA + "：" + g.Text.JA, EN: g.Title.EN + ": " + g.Text.EN}
	}
	return lines
}
