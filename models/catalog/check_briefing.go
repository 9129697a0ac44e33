package catalog

import (
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// hows are the ways to go through a topic that nobody tells, the stricter last.
var hows = []models.BriefingHow{models.BriefWritten, models.BriefSelf}

func (c *checker) briefing(path string, b *Briefing) {
	asked := c.askedBy(path+".asked_by", b.AskedBy)
	c.listRef(path+".oral", b.Oral)
	c.numberRef(path+".repeat", b.Repeat, false)
	byLevel(c, path+".others", b.Others, asked, func(x, y models.BriefingHow) bool { return slices.Index(hows, y) < slices.Index(hows, x) })
	for l, how := range b.Others {
		c.in(yamlfile.Member(path+".others", l.String()), string(how), texts(hows), "説明の方法", "way of briefing")
	}
	byLevel(c, path+".pass_mark", b.PassMark, asked, func(x, y int) bool { return y < x })
	for l, n := range b.PassMark {
		c.between(yamlfile.Member(path+".pass_mark", l.String()), n, 1, 100)
	}
	byLevel(c, path+".retries", b.Retries, asked, func(x, y int) bool { return y > x })
	for l, n := range b.Retries {
		c.between(yamlfile.Member(path+".retries", l.String()), n, 0, 99)
	}
	c.primeFrom(path+".prime_from", b.PrimeFrom)
	c.basis(path+".basis", b.Basis)
	c.citations(path, b.Source)
}

// primeFrom checks that the prime may brief ever fewer tiers as the level rises; a
// level left out means never, and so do those above it.
func (c *checker) primeFrom(path string, from map[models.Level]int) {
	before, never := 1, false
	for _, l := range models.Levels() {
		at := yamlfile.Member(path, l.String())
		n, there := from[l]
		if !there {
			never = true
			continue
		}
		c.between(at, n, 1, 99)
		if never || n < before {
			c.add(at, "catalog.loosens", say("重要度 %s で水準が緩くなっています", "the value loosens at level %s", l), say("下の重要度と同じか、より深い段階にするか、消してください", "write the tier of the level below or a deeper one, or delete it"))
		}
		before = n
	}
}

func (c *checker) subcontracts(path string, s *Subcontracts) {
	c.askedBy(path+".asked_by", s.AskedBy)
	c.askedBy(path+".consent", s.Consent)
	c.numberRef(path+".lead", s.Lead, false)
	c.numberRef(path+".tiers", s.Tiers, false)
	c.levels(path+".reviewer_levels", s.Reviewer)
	c.basis(path+".basis", s.Basis)
	c.citations(path, s.Source)
}

// askedBy finds the obligation that asks for a deed, or complains.
func (c *checker) askedBy(path, id string) *Obligation {
	var known []string
	for i := range c.e.Obligations {
		known = append(known, c.e.Obligations[i].ID)
	}
	c.in(path, id, known, "遵守事項", "obligation")
	return c.byID[id]
}

// form checks that a form is declared, and notes that something asks for it.
func (c *checker) form(path, id string) bool {
	var forms []string
	for _, f := range c.e.Forms {
		forms = append(forms, f.ID)
	}
	known := c.in(path, id, forms, "様式", "form")
	if known {
		c.used["form "+id] = true
	}
	return known
}

// ref finds the parameter a reference names, or complains.
func (c *checker) ref(path string, r ParamRef) (p Param, ok bool) {
	all := c.everyParam()
	if !c.in(path, string(r), keys(all), "水準値", "parameter") {
		return p, false
	}
	return all.Get(string(r))
}

func (c *checker) numberRef(path string, r ParamRef, optional bool) {
	if r == "" && optional {
		return
	}
	if p, ok := c.ref(path, r); ok && p.Type != TypeNumber {
		c.add(path, "catalog.ref", say("%s は数ではありません", "%s is no number", r), say("型が number の水準値を書いてください", "name a parameter of type number"))
	}
}

func (c *checker) listRef(path string, r ParamRef) {
	if p, ok := c.ref(path, r); ok && p.ItemsFrom != "briefing_topics" {
		c.add(path, "catalog.ref", say("%s は説明項目の並びではありません", "%s is no list of briefing topics", r), say("items_from: briefing_topics の水準値を書いてください", "name a parameter with items_from: briefing_topics"))
	}
}

func (c *checker) between(path string, n, least, most int) {
	if n < least || n > most {
		c.add(path, "catalog.value", say("%d は使えません", "%d cannot be used", n), say("%d から %d までの整数を書いてください", "write a whole number from %d to %d", least, most))
	}
}

// byLevel checks that a value stands for each level of the obligation that asks, for
// no other, and that it never loosens as the level rises.
func byLevel[T any](c *checker, path string, values map[models.Level]T, asked *Obligation, loosens func(before, after T) bool) {
	if asked == nil {
		return
	}
	for l := range values {
		if !has(asked.Levels, l) {
			c.add(yamlfile.Member(path, l.String()), "catalog.by_level", say("%s は %s の重要度ではありません", "%s is not a level of %s", l, asked.ID), say("この値を消してください", "delete the value"))
		}
	}
	var before *T
	for _, l := range asked.Levels {
		v, there := values[l]
		if !there {
			c.add(path, "catalog.by_level", say("%s の値がありません", "there is no value for %s", l), say("%s の値を書き足してください", "write the value for %s", l))
			continue
		}
		if before != nil && loosens != nil && loosens(*before, v) {
			c.add(yamlfile.Member(path, l.String()), "catalog.loosens", say("重要度 %s で水準が緩くなっています", "the value loosens at level %s", l), say("下の重要度と同じか、より厳しい値にしてください", "make it as strict as the level below, or stricter"))
		}
		before = &v
	}
}

// asked checks that whoever a topic binds is asked something on it, at every level:
// without a question nobody can show that it was understood.
func (c *checker) asked(topic string, t *Topic) {
	for _, bound := range bounds {
		for i := range c.e.Obligations {
			o := &c.e.Obligations[i]
			if o.Topic != topic || !has(o.Bound, bound) {
				continue
			}
			if l := c.unasked(t, o, bound); l != models.NoLevel {
				name, _ := c.e.Bound.Get(bound)
				c.add(yamlfile.Member("briefing_topics", topic)+".quiz", "catalog.quiz", say("%[1]s の%[2]sには、%[3]s を確かめる問いがありません", "at %[1]s there is no question for %[4]s to check %[3]s", l, name.JA, o.ID, name.EN),
					say("その者が義務を負う、この項目の条の問いを書き足してください", "add a question on an article of this topic that binds them"))
				break
			}
		}
	}
}

// unasked is the least level at which an obligation may apply to a party that is asked
// no question of its topic.
func (c *checker) unasked(t *Topic, o *Obligation, bound string) models.Level {
	for _, l := range o.Levels {
		found := false
		for _, q := range t.Quiz {
			on := c.byID[q.Obligation]
			found = found || on != nil && has(on.Bound, bound) && has(on.Levels, l) && (on.AppliesWhen == Always || on.AppliesWhen == o.AppliesWhen)
		}
		if !found {
			return l
		}
	}
	return models.NoLevel
}
