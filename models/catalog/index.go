package catalog

import (
	"strings"

	"chigiri/models"
)

// index is what Read works out of an edition once, so that Compile need not.
type index struct {
	obligations []compiled // in step with Edition.Obligations
	byID        map[string]int
	classes     map[string]int
	flags       map[string]int
	forms       map[string]int
	parts       []condition // in step with Edition.Parts
	sources     map[string]Source
	topics      []Option
	phrases     map[*Param]map[string]bilingual
	general     []compiledProvision
	clauses     map[*Clause]compiledClause
}

// compiled is an obligation with its wordings taken apart.
type compiled struct {
	when      condition
	title     bilingual
	body      bilingual
	easy      bilingual // Obligation.Plain
	former    []formerBody
	parts     []int // indexes of Edition.Parts
	levels    [models.L4 + 1]bool
	sources   []citation
	evidence  []models.Evidence
	deadlines []bilingual // in step with Obligation.Deadlines
	byLevel   map[string]map[models.Level]any
}

type compiledProvision struct {
	title, text bilingual
	former      []formerBody
}

type formerBody struct {
	until models.Date
	text  bilingual
}

// wording gives the words in force on a day.
func wording(now bilingual, former []formerBody, day models.Date) bilingual {
	if !day.IsZero() {
		for _, f := range former {
			if !f.until.Before(day) {
				return f.text
			}
		}
	}
	return now
}

// citation is a source with the place in it.
type citation struct {
	source    Source
	text      string   // title and article
	place     template // what follows the title
	unchecked bool     // not yet compared with the original （要確認）
}

// Unchecked is the mark of a source that was not compared with the original.
const Unchecked = "（要確認）"

// cite takes a line of source apart: a registered title, then the article. ok is
// false when no registered title begins it.
func cite(line string, sources []Source) (c citation, ok bool) {
	c.text, c.unchecked = strings.CutSuffix(line, Unchecked)
	c.text = strings.TrimSpace(c.text)
	for _, s := range sources {
		if rest, found := strings.CutPrefix(c.text, s.Title); found && len(s.Title) > len(c.source.Title) &&
			(rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "（")) {
			c.source, ok = s, true
		}
	}
	c.place = parseTemplate(strings.TrimPrefix(c.text, c.source.Title))
	return c, ok
}

// printed is the citation in the paper of a body. The rules of another body are
// named as an example of the body's own, which the edition does not know.
func (c citation) printed(body string, w words) string {
	text := c.text
	if len(c.place) > 1 || len(c.place) == 1 && c.place[0].kind != segFixed {
		text = c.source.Title + c.place.fill(w, noParams)
	}
	if c.source.Body == "" || body == "" || c.source.Body == body {
		return text
	}
	return body + "の相当する規程（例：" + text + "）"
}

// cited are lines of source as printed for a contract: those in force on its day,
// without the mark of the unchecked.
func (e *Edition) cited(lines []string, f models.Facts) []string {
	out := []string{}
	for _, line := range lines {
		if c, ok := cite(line, e.Sources); ok && c.source.In(day(f)) {
			out = append(out, c.printed(f.Body.Name, wordsOf(f.Body)))
		}
	}
	return out
}

func (x *index) phrase(p *Param, code string, w words) models.Text {
	return x.phrases[p][code].plain(w)
}

func indexBy[T any](list []T, id func(*T) string) map[string]int {
	out := make(map[string]int, len(list))
	for i := range list {
		out[id(&list[i])] = i
	}
	return out
}

// build works the index out of an edition that has been checked.
func (e *Edition) build() {
	x := &e.index
	x.byID = indexBy(e.Obligations, func(o *Obligation) string { return o.ID })
	x.classes = indexBy(e.Classes, func(c *Class) string { return c.ID })
	x.flags = indexBy(e.Flags, func(f *Flag) string { return f.ID })
	x.forms = indexBy(e.Forms, func(f *Form) string { return f.ID })
	x.sources = make(map[string]Source, len(e.Sources))
	for _, s := range e.Sources {
		x.sources[s.Title] = s
	}
	for _, t := range e.Topics {
		x.topics = append(x.topics, Option{Code: t.Key, Text: t.Value.Text})
	}
	x.phrases = map[*Param]map[string]bilingual{}
	for _, p := range e.Parts {
		c, _ := parseCondition(p.Value.AppliesWhen, e.isFlag)
		x.parts = append(x.parts, c)
	}
	for i := range e.General {
		g := &e.General[i]
		x.general = append(x.general, compiledProvision{parseText(g.Title), parseText(g.Text), formerBodies(g.Former)})
	}
	for i := range e.Obligations {
		x.obligations = append(x.obligations, e.compileObligation(&e.Obligations[i]))
	}
	x.clauses = map[*Clause]compiledClause{}
	for _, kind := range models.PledgeKinds() {
		e.compilePledge(e.Pledges.Of(kind))
	}
}

func formerBodies(list []Former) []formerBody {
	var out []formerBody
	for _, f := range list {
		out = append(out, formerBody{f.ValidTo, parseText(f.Text)})
	}
	return out
}

func (e *Edition) isFlag(id string) bool { return e.flag(id) != nil }

func (e *Edition) flag(id string) *Flag {
	for i := range e.Flags {
		if e.Flags[i].ID == id {
			return &e.Flags[i]
		}
	}
	return nil
}

func (e *Edition) compileObligation(o *Obligation) compiled {
	c := compiled{title: parseText(o.Title), body: parseText(o.Body), easy: parseText(o.Plain), former: formerBodies(o.Former), byLevel: map[string]map[models.Level]any{}}
	c.when, _ = parseCondition(o.AppliesWhen, e.isFlag)
	for _, l := range o.Levels {
		c.levels[l] = true
	}
	for i, p := range e.Parts {
		if has(o.Parts, p.Key) {
			c.parts = append(c.parts, i)
		}
	}
	c.sources = e.citations(o.Source)
	for _, ev := range o.Evidence {
		c.evidence = append(c.evidence, models.Evidence{Name: ev.Text, Form: ev.Form})
	}
	for _, d := range o.Deadlines {
		c.deadlines = append(c.deadlines, parseText(d.Value))
	}
	for i := range o.Params {
		e.compileParam(&c, o.Params[i].Key, &o.Params[i].Value)
	}
	return c
}

// citations takes lines of source apart.
func (e *Edition) citations(lines []string) []citation {
	var out []citation
	for _, s := range lines {
		if cited, ok := cite(s, e.Sources); ok {
			out = append(out, cited)
		}
	}
	return out
}

func (e *Edition) compileParam(c *compiled, name string, p *Param) {
	values := map[models.Level]any{}
	for l, v := range p.ByLevel {
		values[l], _ = p.value(e, v)
	}
	c.byLevel[name] = values
	phrases := map[string]bilingual{}
	for _, o := range p.options(e) {
		phrases[o.Code] = parseText(o.Text)
	}
	e.index.phrases[p] = phrases
}

// Obligation gives one by its id, or nil.
func (e *Edition) Obligation(id string) *Obligation {
	if i, ok := e.index.byID[id]; ok {
		return &e.Obligations[i]
	}
	return nil
}

// Class gives a data class by its id, or nil.
func (e *Edition) Class(id string) *Class {
	if i, ok := e.index.classes[id]; ok {
		return &e.Classes[i]
	}
	return nil
}

// ContractFlags are the flags a person ticks for a contract.
func (e *Edition) ContractFlags() []Flag {
	var out []Flag
	for _, f := range e.Flags {
		if f.SetBy == SetByContract {
			out = append(out, f)
		}
	}
	return out
}

// param gives a parameter of an obligation, or nil.
func (o *Obligation) param(name string) *Param {
	for i := range o.Params {
		if o.Params[i].Key == name {
			return &o.Params[i].Value
		}
	}
	return nil
}
