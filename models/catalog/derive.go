package catalog

import (
	"cmp"
	"slices"

	"chigiri/models"
)

// Derive gives the level of a contract: the highest among the data classes of the
// contract and of its systems, not below the floor of any flag that stands, then
// raised or lowered as decided. Every reason is given, the strongest first. An
// unknown class or flag is a Problem on "classes" or "flags". A contract without
// any data class has no level and no reasons.
func Derive(e *Edition, f models.Facts) (models.LevelResult, error) {
	var bad faults
	e.checkNames(&bad, f)
	if len(bad) > 0 {
		return models.LevelResult{}, bad.err()
	}
	return e.derive(f), nil
}

func (e *Edition) derive(f models.Facts) models.LevelResult {
	r := models.LevelResult{Reasons: e.classReasons(f), Flags: e.stands(f)}
	for _, reason := range r.Reasons {
		r.Level = max(r.Level, reason.Level)
	}
	if r.Level == models.NoLevel {
		return r
	}
	floor := e.floor(&r)
	r.Level = max(r.Level, floor)
	r.Derived = r.Level
	decide(&r, f, floor)
	slices.SortStableFunc(r.Reasons, func(a, b models.LevelReason) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(e.weight(b), e.weight(a)))
	})
	return r
}

// day is the day whose sources count: of the conclusion, or before it of the start.
func day(f models.Facts) models.Date {
	if !f.Signed.IsZero() {
		return f.Signed
	}
	return f.Start
}

// weight orders reasons of one level: the class whose flag brings the most special
// law comes first, so that 個人番号 leads.
func (e *Edition) weight(r models.LevelReason) int {
	most := -1
	for i := range e.Classes {
		if r.Kind == "class" && e.Classes[i].ID == r.Ref {
			for k, f := range e.Flags {
				if has(e.Classes[i].Flags, f.ID) {
					most = k
				}
			}
		}
	}
	return most
}

// classReasons lists every class once for the contract, and for each system those
// that the contract does not name itself.
func (e *Edition) classReasons(f models.Facts) []models.LevelReason {
	var out []models.LevelReason
	add := func(ids []string, from string) {
		for _, c := range e.Classes {
			if has(ids, c.ID) && (from == "" || !has(f.Classes, c.ID)) {
				out = append(out, models.LevelReason{
					Level: c.Level, Kind: "class", Ref: c.ID, JA: c.Because.JA, EN: c.Because.EN,
					Source: join(e.cited(c.Source, f), "、", "、"), From: from,
				})
			}
		}
	}
	add(f.Classes, "")
	for _, s := range f.Systems {
		add(s.Classes, s.Name)
	}
	return out
}

// stands gives the flags that stand, implied ones included, in the edition's order.
func (e *Edition) stands(f models.Facts) []string {
	on := map[string]bool{}
	var raise func(id string)
	raise = func(id string) {
		flag := e.flag(id)
		if on[id] || flag == nil {
			return
		}
		on[id] = true
		for _, i := range flag.Implies {
			raise(i)
		}
	}
	for _, id := range f.Flags {
		raise(id)
	}
	for _, flag := range e.Flags {
		if flag.SetBy == SetByEdition && flag.Default {
			raise(flag.ID)
		}
	}
	for _, c := range e.Classes {
		if has(f.Classes, c.ID) || slices.ContainsFunc(f.Systems, func(s models.SystemFacts) bool { return has(s.Classes, c.ID) }) {
			for _, id := range c.Flags {
				raise(id)
			}
		}
	}
	out := []string{}
	for _, flag := range e.Flags {
		if on[flag.ID] {
			out = append(out, flag.ID)
		}
	}
	return out
}

// floor gives the least level the flags allow, and adds the reason where it lifts
// the level above what the classes say.
func (e *Edition) floor(r *models.LevelResult) models.Level {
	least, classes := models.NoLevel, r.Level
	for _, rule := range e.Floors {
		if !has(r.Flags, rule.If) {
			continue
		}
		least = max(least, rule.Min)
		if rule.Min > classes {
			flag := e.flag(rule.If)
			r.Reasons = append(r.Reasons, models.LevelReason{Level: rule.Min, Kind: "floor", Ref: rule.If, JA: flag.JA, EN: flag.EN})
		}
	}
	return least
}

// decide applies a raise or a lowering. A raise that the classes have overtaken
// and a lowering that lowers nothing have no effect; a lowering stops at the floor.
func decide(r *models.LevelResult, f models.Facts, floor models.Level) {
	switch {
	case f.Lower != nil && f.Lower.Level != models.NoLevel && f.Lower.Level < r.Derived:
		r.Level = max(f.Lower.Level, floor)
		ja, en := "決定により引き下げる：", "Lowered by decision: "
		switch {
		case r.Level == r.Derived:
			ja, en = "引下げの決定があるが、データの性質による下限のため引き下げない：", "Not lowered in spite of the decision, for the nature of the data sets this least level: "
		case r.Level > f.Lower.Level:
			ja, en = "決定により、データの性質による下限まで引き下げる：", "Lowered by decision to the least level the nature of the data allows: "
		}
		r.Reasons = append(r.Reasons, models.LevelReason{
			Level: r.Level, Kind: "lower", Ref: f.Lower.DecidedBy, JA: ja + f.Lower.Reason, EN: en + f.Lower.Reason,
		})
	case f.Raise != nil && f.Raise.Level > r.Derived:
		r.Level = f.Raise.Level
		r.Reasons = append(r.Reasons, models.LevelReason{
			Level: r.Level, Kind: "raise", Ref: f.Raise.DecidedBy,
			JA: "判断により引き上げる：" + f.Raise.Reason, EN: "Raised by decision: " + f.Raise.Reason,
		})
	}
}
