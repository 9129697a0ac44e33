package catalog

import (
	"time"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// obligation checks one obligation and its parameters.
func (c *checker) obligation(path string, o *Obligation) {
	c.obligationID(path, o)
	c.words(path+".title", o.Title)
	c.words(path+".body", o.Body)
	c.wording(path+".title", o.Title, nil)
	ja, en := c.wording(path+".body", o.Body, o.Params)
	c.former(path, o.Former, o.Params)
	c.words(path+".plain", o.Plain)
	c.wording(path+".plain", o.Plain, o.Params)
	levels := c.levels(path+".levels", o.Levels)
	c.places(path, o)
	c.people(path, o)
	c.evidence(path, o)
	c.citations(path, o.Source)
	c.in(path+".briefing_topic", o.Topic, keys(c.e.Topics), "説明項目", "briefing topic")
	for i := range o.Params {
		name, p := o.Params[i].Key, &o.Params[i].Value
		at := yamlfile.Member(path+".params", name)
		if !has(ja, name) || !has(en, name) {
			c.add(at, "catalog.unused_param", say("「%s」が本文（%s）で使われていません", "“%s” is not used in the body (%s)", name, missingIn(has(ja, name), has(en, name))),
				say("本文に {%s} と書くか、この水準値を消してください", "write {%s} in the body, or delete the parameter", name))
		}
		c.param(at, name, p, o, levels)
	}
}

func missingIn(ja, en bool) string {
	switch {
	case !ja && !en:
		return "ja, en"
	case !ja:
		return "ja"
	}
	return "en"
}

func keys[T any](m yamlfile.Map[T]) []string {
	out := make([]string, len(m))
	for i, p := range m {
		out[i] = p.Key
	}
	return out
}

func (c *checker) obligationID(path string, o *Obligation) {
	seen := map[string]bool{}
	if o.ID != "" && c.byID[o.ID] != o {
		seen[o.ID] = true // another further on has the same id
	}
	c.id(path+".id", o.ID, formObligation, "ACC-02", seen)
}

// places checks parts: known, and at least one applies whenever the article does.
func (c *checker) places(path string, o *Obligation) {
	when, ok := c.condition(path+".applies_when", o.AppliesWhen)
	if len(o.Parts) == 0 {
		c.need(path + ".parts")
		return
	}
	for i, p := range o.Parts {
		ok = c.in(yamlfile.Item(path+".parts", i), p, keys(c.e.Parts), "部", "part") && ok
	}
	if !ok {
		return
	}
	for _, term := range when {
		if !c.hasPart(o.Parts, term) {
			c.add(path+".parts", "catalog.part", say("この条が適用されても、置かれる部が適用されない場合があります", "the article may apply where none of its parts does"),
				say("security を parts に加えるか、applies_when を部に合わせてください", "add security to parts, or make applies_when agree with the part"))
			return
		}
	}
}

func (c *checker) hasPart(parts, term []string) bool {
	on := map[string]bool{}
	for _, id := range c.e.stands(models.Facts{Flags: term}) {
		on[id] = true
	}
	for _, p := range c.e.Parts {
		cond, _ := parseCondition(p.Value.AppliesWhen, c.e.isFlag)
		if has(parts, p.Key) && cond.holds(on) {
			return true
		}
	}
	return false
}

func (c *checker) people(path string, o *Obligation) {
	if len(o.Bound) == 0 {
		c.need(path + ".bound")
	}
	for i, b := range o.Bound {
		c.in(yamlfile.Item(path+".bound", i), b, keys(c.e.Bound), "義務を負う者", "bound party")
	}
	c.in(path+".prefecture_owner", o.PrefectureOwner, keys(c.e.Owners.Prefecture), "府側の担当", "owner of the prefecture’s side")
	c.in(path+".vendor_owner", o.VendorOwner, keys(c.e.Owners.Vendor), "事業者側の担当", "owner of the vendor’s side")
}

// evidence checks that forms are declared and have a deadline each.
func (c *checker) evidence(path string, o *Obligation) {
	if len(o.Evidence) == 0 {
		c.need(path + ".evidence")
	}
	var asked []string
	for i, ev := range o.Evidence {
		at := yamlfile.Item(path+".evidence", i)
		c.words(at, ev.Text)
		if ev.Form == "" || !c.form(at+".form", ev.Form) {
			continue
		}
		asked = append(asked, ev.Form)
		if _, ok := o.Deadlines.Get(ev.Form); !ok {
			c.add(at+".form", "catalog.deadline", say("様式 %s の期限が deadlines にありません", "form %s has no deadline in deadlines", ev.Form), say("deadlines に期限を書き足してください", "write its deadline in deadlines"))
		}
	}
	for _, d := range o.Deadlines {
		at := yamlfile.Member(path+".deadlines", d.Key)
		if !has(asked, d.Key) {
			c.add(at, "catalog.deadline", say("様式 %s はこの条の証跡にありません", "form %s is not among this article’s evidence", d.Key), say("期限を消すか、evidence に様式を書いてください", "delete the deadline, or name the form in evidence"))
		}
		c.wording(at, d.Value, o.Params)
	}
}

// oldest is the day from which articles must have a source: no contract of an
// earlier day is still running.
var oldest = models.NewDate(2000, time.January, 1)

// citations checks sources, and that on no day what they bear is left without any.
func (c *checker) citations(path string, lines []string) {
	cited := c.sources(path+".source", lines)
	if len(lines) == 0 {
		c.need(path + ".source")
		return
	}
	if len(cited) < len(lines) {
		return
	}
	days := []models.Date{oldest}
	for _, s := range cited {
		days = append(days, s.source.ValidFrom)
		if !s.source.ValidTo.IsZero() {
			days = append(days, s.source.ValidTo.AddDays(1))
		}
	}
	for _, d := range days {
		if d.Before(oldest) || anyIn(cited, d) {
			continue
		}
		c.add(path+".source", "catalog.no_source", say("%s に締結した契約では、引くことのできる出典がありません", "for a contract concluded on %s no source is in force", d),
			say("その日に効力のある出典を書き足してください", "add a source in force on that day"))
		return
	}
}

func anyIn(cited []citation, d models.Date) bool {
	for _, s := range cited {
		if s.source.In(d) {
			return true
		}
	}
	return false
}
