package catalog

import (
	"chigiri/models"
)

// Compile makes the appendix of one contract: the obligations of its level and
// flags, each once and in the most specific part that applies, with every
// parameter filled in. It is pure: the same edition and facts give the same
// appendix and hash, in whatever order the facts' lists stand. What may still be
// open before issue (the version of the rules handed over) prints as 〔未定〕; see
// Missing. The error is a models.Error whose problems name the facts' fields.
func Compile(e *Edition, f models.Facts) (models.Appendix, error) {
	s, bad := e.settle(f)
	if len(bad) > 0 {
		return models.Appendix{}, bad.err()
	}
	c := compiler{e: e, s: s, numbers: map[string]string{}}
	c.choose()
	a := models.Appendix{
		Facts: s.facts, Edition: e.Ref(), Level: s.level, LevelName: e.levelName(s.level.Level),
		ClassNames: c.classNames(), FlagNames: c.flagNames(),
		General: c.general(), Parts: c.parts(), Excluded: c.excluded(),
	}
	c.articles = a.Parts
	a.LevelTable, a.Roles, a.Forms = c.levelTable(), c.roles(), c.forms()
	a.Hash = Hash(a)
	return a, nil
}

// needed are the facts that every appendix prints, by their names.
var needed = []struct {
	field string
	of    func(models.Facts) string
}{
	{"number", func(f models.Facts) string { return f.Number }},
	{"title", func(f models.Facts) string { return f.Title }},
	{"division", func(f models.Facts) string { return f.Division }},
	{"system_manager", func(f models.Facts) string { return f.SystemManager }},
	{"policy_version", func(f models.Facts) string { return f.PolicyVersion }},
	{"start", func(f models.Facts) string { return f.Start.String() }},
	{"end", func(f models.Facts) string { return f.End.String() }},
}

// Needs names the facts without which no appendix is issued, so that a form can say
// so before it is sent.
func Needs() []string {
	names := make([]string, len(needed))
	for i, need := range needed {
		names[i] = need.field
	}
	return names
}

// Missing lists what must still be entered before an appendix may be issued.
func Missing(e *Edition, f models.Facts) []models.Problem {
	var p models.Problems
	for _, need := range needed {
		p.Require(need.field, need.of(f))
	}
	_, bad := e.settle(f)
	return append(p, bad.problems()...)
}

// compiler holds one compilation.
type compiler struct {
	e        *Edition
	s        settled
	chosen   []int // indexes of obligations that apply, in the edition's order
	home     []int // for each of chosen, the part it is printed in
	topics   map[string]bool
	numbers  map[string]string
	count    int // articles numbered so far
	articles []models.Part
}

func (e *Edition) levelName(l models.Level) models.Text {
	info, _ := e.Levels.Get(l.String())
	return info.Text
}

// choose finds the obligations that apply and the most specific part of each.
func (c *compiler) choose() {
	applies := make([]bool, len(c.e.Parts))
	for i, when := range c.e.index.parts {
		applies[i] = when.holds(c.s.stands)
	}
	c.topics = map[string]bool{}
	for i := range c.e.index.obligations {
		o := &c.e.index.obligations[i]
		if !o.levels[c.s.level.Level] || !o.when.holds(c.s.stands) {
			continue
		}
		home := -1
		for _, part := range o.parts {
			if applies[part] {
				home = part
			}
		}
		c.chosen, c.home = append(c.chosen, i), append(c.home, home)
		c.topics[c.e.Obligations[i].Topic] = true
	}
}

// number gives the next number of the scheme. Articles are numbered through all
// parts, so that a number alone names an article: 第１８条 in the article scheme,
// 第１８ in the outline scheme.
func (c *compiler) number() string {
	c.count++
	n := "第" + fullWidth(c.count)
	if c.s.facts.Scheme == models.SchemeOutline {
		return n
	}
	return n + "条"
}

func (c *compiler) general() []models.Provision {
	out := make([]models.Provision, len(c.e.General))
	for i, g := range c.e.General {
		x := &c.e.index.general[i]
		out[i] = models.Provision{ID: g.ID, Number: c.number(), Title: x.title.plain(c.s.words),
			Text: wording(x.text, x.former, c.s.day).plain(c.s.words)}
	}
	return out
}

// parts prints every part that applies, general to specific, and refers from each
// to the articles it shares with a more specific one.
func (c *compiler) parts() []models.Part {
	out := []models.Part{}
	for i, p := range c.e.Parts {
		if !c.e.index.parts[i].holds(c.s.stands) {
			continue
		}
		part := models.Part{ID: p.Key, Title: p.Value.Text, Articles: []models.Article{}, References: []models.CrossReference{}}
		for k, o := range c.chosen {
			if c.home[k] == i {
				part.Articles = append(part.Articles, c.article(o))
			}
		}
		out = append(out, part)
	}
	for i := range out {
		c.refer(&out[i])
	}
	return out
}

func (c *compiler) refer(part *models.Part) {
	for k, i := range c.chosen {
		o := &c.e.Obligations[i]
		home := c.e.Parts[c.home[k]].Key
		if home != part.ID && has(o.Parts, part.ID) {
			part.References = append(part.References, models.CrossReference{
				Obligation: o.ID, Number: c.numbers[o.ID], Title: c.e.index.obligations[i].title.plain(c.s.words), Part: home,
			})
		}
	}
}

func (c *compiler) article(i int) models.Article {
	o, x := &c.e.Obligations[i], &c.e.index.obligations[i]
	a := models.Article{
		Obligation: o.ID, Number: c.number(), Title: x.title.plain(c.s.words),
		Params: c.params(o, x), Bound: o.Bound, PrefectureOwner: o.PrefectureOwner, VendorOwner: o.VendorOwner,
		Evidence: x.evidence, Sources: c.sources(x), Topic: o.Topic,
	}
	c.numbers[o.ID] = a.Number
	a.Text = fillIn(wording(x.body, x.former, c.s.day), c.s.words, a.Params)
	if w := c.s.left[o.ID]; w != nil {
		a.Waiver = w
		a.Text = leftOut(*w, a.Text)
	}
	return a
}

// leftOut keeps the article and its number in place, says that it does not apply,
// why, by whose decision and until when, and what applies afterwards.
func leftOut(w models.WaiverFacts, text models.Text) models.Text {
	return models.Text{
		JA: "この条は、" + models.Wareki(w.EndsOn) + "まで適用しない（理由：" + w.Reason + "。承認：" + w.Approver + "、" + models.Wareki(w.ApprovedOn) + "）。その翌日以後は、次のとおりとする。\n" + text.JA,
		EN: "This article does not apply until " + w.EndsOn.String() + " (reason: " + w.Reason + "; approved by " + w.Approver + " on " + w.ApprovedOn.String() + "). From the following day it reads as follows.\n" + text.EN,
	}
}

func (c *compiler) sources(x *compiled) []string {
	out := make([]string, 0, len(x.sources))
	for _, s := range x.sources {
		if s.source.In(c.s.day) {
			out = append(out, s.printed(c.s.facts.Body.Name, c.s.words))
		}
	}
	return out
}

// params gives every parameter of an obligation with the value that binds here.
func (c *compiler) params(o *Obligation, x *compiled) []models.ArticleParam {
	out := make([]models.ArticleParam, len(o.Params))
	for i := range o.Params {
		name, p := o.Params[i].Key, &o.Params[i].Value
		a := models.ArticleParam{ID: name, Unit: p.Unit}
		if p.Type == TypeContract {
			a.Value, a.Unit = c.contractValue(name), models.Text{}
			a.Shown = p.shown(c.e, a.Value, c.s.words)
			out[i] = a
			continue
		}
		standard := c.trim(p, x.byLevel[name][c.s.level.Level])
		a.Value = standard
		key := o.ID + "." + name
		if s, ok := c.s.stricter[key]; ok {
			a.Value, a.Changed, a.Reason = s.Value, "stricter", s.Reason
		}
		if w, ok := c.s.loosened[key]; ok && p.compare(standard, w.Value) != same {
			a.Value, a.Changed, a.Reason = w.Value, "waived", w.Reason
		}
		a.Shown, a.Standard = p.shown(c.e, a.Value, c.s.words), p.shown(c.e, standard, c.s.words)
		if n, ok := a.Value.(int); ok {
			a.Unit.EN = unitFor(p.Unit.EN, n)
		}
		out[i] = a
	}
	return out
}

// trim leaves out briefing topics none of whose articles applies here.
func (c *compiler) trim(p *Param, v any) any {
	list, ok := v.([]string)
	if !ok || p.ItemsFrom == "" {
		return v
	}
	out := []string{}
	for _, topic := range list {
		if c.topics[topic] {
			out = append(out, topic)
		}
	}
	return out
}

// contractValue is what the contract supplies for a parameter; nil while open.
func (c *compiler) contractValue(name string) any {
	if name == "policy_version" && c.s.facts.PolicyVersion != "" {
		return c.s.facts.PolicyVersion
	}
	return nil
}

// isOne says whether a parameter prints as the number one. What is shown decides: an
// appendix read back from JSON has other types of values.
func isOne(p *models.ArticleParam) bool { return p.Shown.EN == "1" }

// fillIn puts parameters into a wording.
func fillIn(b bilingual, w words, params []models.ArticleParam) models.Text {
	find := func(name string) *models.ArticleParam {
		for i := range params {
			if params[i].ID == name {
				return &params[i]
			}
		}
		return nil
	}
	value := func(pick func(models.Text) string) func(string) (string, bool) {
		return func(name string) (string, bool) {
			p := find(name)
			if p == nil {
				return "", false
			}
			return pick(p.Shown), isOne(p)
		}
	}
	return models.Text{
		JA: b.ja.fill(w, value(func(t models.Text) string { return t.JA })),
		EN: b.en.fill(w, value(func(t models.Text) string { return t.EN })),
	}
}
