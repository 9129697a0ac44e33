package catalog

import (
	"cmp"
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// checkNames complains about data classes and flags the edition does not have.
func (e *Edition) checkNames(bad *faults, f models.Facts) {
	e.checkClasses(bad, "classes", f.Classes)
	for i, s := range f.Systems {
		e.checkClasses(bad, yamlfile.Member(yamlfile.Item("systems", i), "classes"), s.Classes)
	}
	var ticked []string
	for _, flag := range e.ContractFlags() {
		ticked = append(ticked, flag.ID)
	}
	for i, id := range f.Flags {
		path := yamlfile.Item("flags", i)
		switch flag := e.flag(id); {
		case flag == nil:
			bad.add(path, "flag.unknown", say("「%s」という旗はありません", "there is no flag “%s”", id), suggestion(id, ticked))
		case flag.SetBy == SetByDataClass:
			bad.add(path, "flag.not_contract", say("「%s」は契約では選べません", "“%s” is not for a contract to choose", id),
				say("この旗を立てるデータ区分を選んでください", "choose the data class that sets it"))
		case flag.SetBy == SetByEdition:
			bad.add(path, "flag.not_contract", say("「%s」は契約では選べません", "“%s” is not for a contract to choose", id),
				say("この旗は版の方針で決まります。取り除いてください", "the edition decides it; remove it here"))
		}
	}
}

func (e *Edition) checkClasses(bad *faults, path string, ids []string) {
	for i, id := range ids {
		if !slices.ContainsFunc(e.Classes, func(c Class) bool { return c.ID == id }) {
			var known []string
			for _, c := range e.Classes {
				known = append(known, c.ID)
			}
			bad.add(yamlfile.Item(path, i), "class.unknown", say("「%s」というデータ区分はありません", "there is no data class “%s”", id), suggestion(id, known))
		}
	}
}

// settled are facts that were found good, with what they mean under the edition.
type settled struct {
	facts    models.Facts
	day      models.Date
	words    words
	level    models.LevelResult
	stands   map[string]bool
	stricter map[string]models.ParamChange // by obligation.param
	loosened map[string]models.WaiverFacts
	left     map[string]*models.WaiverFacts // whole obligations left out
}

// settle checks facts against the edition and brings them into one order, so that
// the same facts written in another order give the same appendix.
func (e *Edition) settle(f models.Facts) (settled, faults) {
	var bad faults
	e.checkNames(&bad, f)
	s := settled{day: day(f), words: wordsOf(f.Body), stands: map[string]bool{},
		stricter: map[string]models.ParamChange{}, loosened: map[string]models.WaiverFacts{}, left: map[string]*models.WaiverFacts{}}
	if len(bad) > 0 {
		return s, bad
	}
	s.level = e.derive(f)
	if s.level.Level == models.NoLevel {
		bad.add("classes", "level.none", say("データ区分が一つも選ばれていません", "no data class has been chosen"),
			say("契約又は対象システムで取り扱うデータ区分を選んでください", "choose the data classes the contract or its systems touch"))
		return s, bad
	}
	for _, id := range s.level.Flags {
		s.stands[id] = true
	}
	s.facts = f
	s.facts.Stricter, s.facts.Waivers = slices.Clone(f.Stricter), slices.Clone(f.Waivers)
	e.settleStricter(&bad, &s)
	e.settleWaivers(&bad, &s)
	if len(bad) > 0 {
		return s, bad
	}
	s.facts = e.ordered(s.facts)
	return s, nil
}

// ordered brings lists into the edition's order, each entry once. The changes
// were cloned before, so the caller's facts stay as they are.
func (e *Edition) ordered(f models.Facts) models.Facts {
	classes := func(ids []string) []string {
		out := []string{}
		for _, c := range e.Classes {
			if has(ids, c.ID) {
				out = append(out, c.ID)
			}
		}
		return out
	}
	f.Classes = classes(f.Classes)
	flags := []string{}
	for _, flag := range e.Flags {
		if has(f.Flags, flag.ID) {
			flags = append(flags, flag.ID)
		}
	}
	f.Flags = flags
	systems := make([]models.SystemFacts, len(f.Systems))
	for i, s := range f.Systems {
		s.Classes = classes(s.Classes)
		s.Links = append([]string{}, s.Links...)
		systems[i] = s
	}
	f.Systems = systems
	slices.SortStableFunc(f.Stricter, func(a, b models.ParamChange) int {
		return cmp.Or(cmp.Compare(e.index.byID[a.Obligation], e.index.byID[b.Obligation]), cmp.Compare(a.Param, b.Param))
	})
	slices.SortStableFunc(f.Waivers, func(a, b models.WaiverFacts) int {
		return cmp.Or(cmp.Compare(e.index.byID[a.Obligation], e.index.byID[b.Obligation]), cmp.Compare(a.Param, b.Param))
	})
	return f
}
