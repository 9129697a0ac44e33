package catalog

import (
	"fmt"
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// What a Change is about.
const (
	AboutObligation  = "obligation" // one that joins or leaves a level
	AboutParam       = "param"      // a value at a level
	AboutWording     = "wording"    // words or other terms of an obligation
	AboutClass       = "class"
	AboutFlag        = "flag"
	AboutGeneral     = "general"
	AboutSource      = "source"
	AboutForm        = "form"
	AboutTopic       = "topic"
	AboutPledge      = "pledge"      // wording of a pledge, and how it is made
	AboutBriefing    = "briefing"    // how briefings are held
	AboutSubcontract = "subcontract" // how subcontracts are approved
	AboutEdition     = "edition"     // floors, parts, owners, consultation
)

// Change is one difference between two editions.
type Change struct {
	Level  models.Level `json:"level,omitempty"` // 0 when it is the same at every level
	About  string       `json:"about"`
	Ref    string       `json:"ref"`    // ACC-02, ACC-02.min_length, mynumber
	Field  string       `json:"field"`  // body, title, level …; empty for the whole
	Change string       `json:"change"` // added, removed, changed, stricter, looser
	Title  models.Text  `json:"title"`
	Before models.Text  `json:"before"`
	After  models.Text  `json:"after"`
}

var changeWords = map[string][2]string{
	"added": {"追加", "added"}, "removed": {"削除", "removed"}, "changed": {"変更", "changed"},
	"stricter": {"強化", "stricter"}, "looser": {"緩和", "looser"},
}

// In is the change as one line: what, where, old → new.
func (c Change) In(lang string) string {
	words := changeWords[c.Change]
	ref := c.Ref
	if c.Field != "" {
		ref += " " + c.Field
	}
	word := words[0]
	if lang == "en" {
		word = words[1]
	}
	line := fmt.Sprintf("%s %s %s", word, ref, c.Title.In(lang))
	if before, after := c.Before.In(lang), c.After.In(lang); before != "" || after != "" {
		line += ": " + before + " → " + after
	}
	return strings.TrimSpace(line)
}

// Diff says what edition b changes against edition a: first what is the same at
// every level, then level by level which obligations join or leave and which
// values change, and whether they become stricter or looser.
func Diff(a, b *Edition) []Change {
	d := &differ{a: a, b: b}
	d.edition()
	d.lists()
	d.obligations()
	d.deeds()
	for _, l := range models.Levels() {
		d.level(l)
	}
	return d.out
}

type differ struct {
	a, b *Edition
	out  []Change
}

func (d *differ) add(c Change) { d.out = append(d.out, c) }

// set compares two lists of things with an id: what came, went or changed.
func set[T any](d *differ, about string, a, b []T, id func(T) string, title func(T) models.Text, changed func(x, y T)) {
	find := func(list []T, key string) int { return slices.IndexFunc(list, func(x T) bool { return id(x) == key }) }
	for _, y := range b {
		if i := find(a, id(y)); i < 0 {
			d.add(Change{About: about, Ref: id(y), Change: "added", Title: title(y)})
		} else if !equal(a[i], y) {
			changed(a[i], y)
		}
	}
	for _, x := range a {
		if find(b, id(x)) < 0 {
			d.add(Change{About: about, Ref: id(x), Change: "removed", Title: title(x)})
		}
	}
}

// field notes one changed field of something.
func (d *differ) field(about, ref, field string, title, before, after models.Text) {
	if before != after {
		d.add(Change{About: about, Ref: ref, Field: field, Change: "changed", Title: title, Before: before, After: after})
	}
}

func both(v any) models.Text {
	s := strings.Trim(fmt.Sprint(v), "[]")
	return models.Text{JA: s, EN: s}
}

func levelsText(ls []models.Level) models.Text {
	names := make([]string, len(ls))
	for i, l := range ls {
		names[i] = l.String()
	}
	return both(strings.Join(names, " "))
}

func (d *differ) edition() {
	e := func(field string, before, after models.Text) {
		d.field(AboutEdition, "edition", field, models.Text{}, before, after)
	}
	e("name", d.a.Name, d.b.Name)
	e("effective_from", both(d.a.EffectiveFrom), both(d.b.EffectiveFrom))
	e("consultation", levelsText(d.a.Consultation.Levels), levelsText(d.b.Consultation.Levels))
	e("floor_rules", both(d.a.Floors), both(d.b.Floors))
	for _, p := range d.b.Parts {
		if q, ok := d.a.Parts.Get(p.Key); ok {
			d.field(AboutEdition, p.Key, "title", p.Value.Text, q.Text, p.Value.Text)
			d.field(AboutEdition, p.Key, "applies_when", p.Value.Text, both(q.AppliesWhen), both(p.Value.AppliesWhen))
		}
	}
}

func (d *differ) lists() {
	set(d, AboutClass, d.a.Classes, d.b.Classes, func(c Class) string { return c.ID }, func(c Class) models.Text { return c.Name }, func(x, y Class) {
		d.field(AboutClass, y.ID, "name", y.Name, x.Name, y.Name)
		d.field(AboutClass, y.ID, "level", y.Name, both(x.Level), both(y.Level))
		d.field(AboutClass, y.ID, "flags", y.Name, both(x.Flags), both(y.Flags))
		d.field(AboutClass, y.ID, "reason", y.Name, x.Reason, y.Reason)
		d.field(AboutClass, y.ID, "source", y.Name, both(x.Source), both(y.Source))
	})
	set(d, AboutFlag, d.a.Flags, d.b.Flags, func(f Flag) string { return f.ID }, func(f Flag) models.Text { return f.Text }, func(x, y Flag) {
		d.field(AboutFlag, y.ID, "name", y.Text, x.Text, y.Text)
		d.field(AboutFlag, y.ID, "set_by", y.Text, both(x.SetBy), both(y.SetBy))
		d.field(AboutFlag, y.ID, "implies", y.Text, both(x.Implies), both(y.Implies))
		d.field(AboutFlag, y.ID, "default", y.Text, both(x.Default), both(y.Default))
	})
	set(d, AboutGeneral, d.a.General, d.b.General, func(g Provision) string { return g.ID }, func(g Provision) models.Text { return g.Title }, func(x, y Provision) {
		d.field(AboutGeneral, y.ID, "title", y.Title, x.Title, y.Title)
		d.field(AboutGeneral, y.ID, "text", y.Title, x.Text, y.Text)
	})
	set(d, AboutForm, d.a.Forms, d.b.Forms, func(f Form) string { return f.ID }, func(f Form) models.Text { return f.Text }, func(x, y Form) {
		d.field(AboutForm, y.ID, "name", y.Text, x.Text, y.Text)
	})
	title := func(s Source) models.Text { return models.Text{JA: s.Title, EN: s.EN} }
	set(d, AboutSource, d.a.Sources, d.b.Sources, func(s Source) string { return s.Title }, title, func(x, y Source) {
		d.field(AboutSource, y.Title, "status", title(y), both(x.Status), both(y.Status))
		d.field(AboutSource, y.Title, "valid_from", title(y), both(x.ValidFrom), both(y.ValidFrom))
		d.field(AboutSource, y.Title, "valid_to", title(y), both(x.ValidTo), both(y.ValidTo))
	})
	topic := func(p yamlfile.Pair[Topic]) models.Text { return p.Value.Text }
	set(d, AboutTopic, d.a.Topics, d.b.Topics, func(p yamlfile.Pair[Topic]) string { return p.Key }, topic, func(x, y yamlfile.Pair[Topic]) {
		d.field(AboutTopic, y.Key, "name", y.Value.Text, x.Value.Text, y.Value.Text)
		if !equal(x.Value.Quiz, y.Value.Quiz) {
			d.add(Change{About: AboutTopic, Ref: y.Key, Field: "quiz", Change: "changed", Title: y.Value.Text})
		}
	})
}

// obligations compares what an obligation says at every level alike.
func (d *differ) obligations() {
	for i := range d.b.Obligations {
		y := &d.b.Obligations[i]
		x := d.a.Obligation(y.ID)
		if x == nil {
			continue
		}
		f := func(field string, before, after models.Text) {
			d.field(AboutWording, y.ID, field, y.Title, before, after)
		}
		f("title", x.Title, y.Title)
		f("body", x.Body, y.Body)
		f("plain", x.Plain, y.Plain)
		f("parts", both(x.Parts), both(y.Parts))
		f("applies_when", both(x.AppliesWhen), both(y.AppliesWhen))
		f("bound", both(x.Bound), both(y.Bound))
		f("prefecture_owner", both(x.PrefectureOwner), both(y.PrefectureOwner))
		f("vendor_owner", both(x.VendorOwner), both(y.VendorOwner))
		f("evidence", both(x.Evidence), both(y.Evidence))
		f("deadlines", both(x.Deadlines), both(y.Deadlines))
		f("source", both(strings.Join(x.Source, "、")), both(strings.Join(y.Source, "、")))
		f("briefing_topic", both(x.Topic), both(y.Topic))
		f("former", both(x.Former), both(y.Former))
	}
}

// level compares what binds at one level.
func (d *differ) level(l models.Level) {
	for i := range d.b.Obligations {
		y := &d.b.Obligations[i]
		x := d.a.Obligation(y.ID)
		switch is, was := has(y.Levels, l), x != nil && has(x.Levels, l); {
		case is && !was:
			d.add(Change{Level: l, About: AboutObligation, Ref: y.ID, Change: "added", Title: y.Title})
		case was && !is:
			d.add(Change{Level: l, About: AboutObligation, Ref: y.ID, Change: "removed", Title: y.Title})
		case is && was:
			d.values(l, x, y)
		}
	}
	for i := range d.a.Obligations {
		if x := &d.a.Obligations[i]; d.b.Obligation(x.ID) == nil && has(x.Levels, l) {
			d.add(Change{Level: l, About: AboutObligation, Ref: x.ID, Change: "removed", Title: x.Title})
		}
	}
}

func (d *differ) values(l models.Level, x, y *Obligation) {
	w := wordsOf(models.Body{})
	for i := range y.Params {
		name, p := y.Params[i].Key, &y.Params[i].Value
		after, ok := d.b.standard(y, name, l)
		if !ok {
			continue
		}
		c := Change{Level: l, About: AboutParam, Ref: y.ID + "." + name, Title: p.Label, Change: "added", After: p.withUnit(d.b, after, w)}
		q := x.param(name)
		if q == nil {
			d.add(c)
			continue
		}
		before, _ := d.a.standard(x, name, l)
		c.Before = q.withUnit(d.a, before, w)
		if c.Change = direction(p, q, before, after); c.Change != "" || c.Before != c.After {
			if c.Change == "" {
				c.Change = "changed"
			}
			d.add(c)
		}
	}
	for i := range x.Params {
		if name := x.Params[i].Key; y.param(name) == nil {
			q := &x.Params[i].Value
			if before, ok := d.a.standard(x, name, l); ok {
				d.add(Change{Level: l, About: AboutParam, Ref: x.ID + "." + name, Title: q.Label, Change: "removed", Before: q.withUnit(d.a, before, w)})
			}
		}
	}
}

// direction says whether a value became stricter or looser, in the newer
// edition's order; "" when it stayed, "changed" when the two cannot be ordered.
func direction(p, q *Param, before, after any) string {
	if p.Type != q.Type || p.Unit != q.Unit {
		return "changed"
	}
	if code, ok := before.(string); ok && p.Type == TypeChoice && p.rank(code) < 0 {
		return "changed"
	}
	switch p.compare(before, after) {
	case stricter:
		return "stricter"
	case looser:
		return "looser"
	case incomparable:
		return "changed"
	}
	return ""
}
