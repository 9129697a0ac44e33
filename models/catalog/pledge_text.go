package catalog

import (
	"fmt"
	"slices"
	"strings"

	"chigiri/models"
)

// PledgeText is the whole wording of a pledge that one signer makes under one
// appendix, which must be of this edition. It prints what applies to the level, the
// flags and the parts of the contract and to this signer: articles that were waived
// are left out, and so is a clause none of whose sources was in force on the
// contract's day, or that names a value of an article that does not bind.
//
// It is pure: the same edition, appendix and signer give the same text and hash. The
// error is a models.Error where the signer is incomplete or this pledge is not asked
// for under this contract.
func PledgeText(e *Edition, a models.Appendix, s models.Signer) (models.PledgeText, error) {
	if err := e.owns(&a); err != nil {
		return models.PledgeText{}, err
	}
	if err := signable(e, a, s); err != nil {
		return models.PledgeText{}, err
	}
	p := e.Pledges.Of(s.Kind)
	c := newClauses(e, &a, s)
	f := a.Facts
	t := models.PledgeText{
		Signer: s, Form: p.Form, Title: c.words(p.Title), Addressee: addressee(f.Body),
		Contract: models.PledgeContract{Title: f.Title, Number: f.Number, Start: f.Start, End: f.End, Body: f.Body.Name},
		Level:    a.Level.Level, LevelName: a.LevelName.Wide(), Preamble: c.words(p.Preamble),
		Statements: c.list(p.Statements), Duties: c.duties(), Survives: c.list(p.Survives), Penalties: c.list(p.Penalties),
		Article: binding(&a, p.AskedBy).Number, Sources: c.grounds(c.e.citations(p.Source)), Edition: a.Edition, AppendixVersion: a.Version, AppendixHash: a.Hash,
	}
	if len(t.Penalties) > 0 {
		t.PenaltyNote = c.words(p.PenaltyNote)
	}
	t.Hash, t.Terms = t.Sums()
	return t, nil
}

// owns refuses an appendix of another edition: its obligations may mean other things.
func (e *Edition) owns(a *models.Appendix) error {
	if a.Edition.Catalog != e.Catalog || a.Edition.Version != e.Version {
		return fmt.Errorf("catalog: an appendix of %s@%s was held against %s", a.Edition.Catalog, a.Edition.Version, e.ID())
	}
	return nil
}

func signable(e *Edition, a models.Appendix, s models.Signer) error {
	var p models.Problems
	p.Require("employer", s.Employer)
	switch s.Kind {
	case models.PledgeWorker:
		p.Require("name", s.Name)
	case models.PledgeCompany:
	default:
		p.Add("kind", "error.choice", string(s.Kind))
	}
	if len(p) == 0 && !PledgeRule(e, a, s.Kind).Asked {
		p.Add("", "error.pledge.not_asked")
	}
	return p.Err()
}

func addressee(b models.Body) models.Text {
	t := models.Text{JA: b.Head, EN: b.NameEN}
	if t.JA == "" {
		t.JA = b.Name
	}
	if b.Honorific != "" {
		t.JA += "　" + b.Honorific
	}
	if t.EN == "" {
		t.EN = b.Name
	}
	return t
}

// clauses picks and fills in the clauses of one signer under one appendix.
type clauses struct {
	e      *Edition
	a      *models.Appendix
	signer models.Signer
	spoken words
	stands map[string]bool // flags
	parts  map[string]bool
}

func newClauses(e *Edition, a *models.Appendix, s models.Signer) *clauses {
	c := &clauses{e: e, a: a, signer: s, spoken: wordsOf(a.Facts.Body), stands: map[string]bool{}, parts: map[string]bool{}}
	for _, f := range a.Level.Flags {
		c.stands[f] = true
	}
	for _, p := range a.Parts {
		c.parts[p.ID] = true
	}
	return c
}

// words are the edition's own as they stand on paper.
func (c *clauses) words(t models.Text) models.Text { return parseText(t).plain(c.spoken).Wide() }

func (c *clauses) list(all []Clause) []models.PledgeClause {
	out := []models.PledgeClause{}
	for i := range all {
		x := c.e.index.clauses[&all[i]]
		if !c.applies(&all[i], x) {
			continue
		}
		if len(x.sources) > 0 && !anyIn(x.sources, day(c.a.Facts)) {
			continue
		}
		out = append(out, models.PledgeClause{ID: all[i].ID, Text: c.filled(x.text).Wide(), Sources: c.grounds(x.sources)})
	}
	return out
}

func (c *clauses) applies(k *Clause, x compiledClause) bool {
	switch {
	case !has(k.Levels, c.a.Level.Level), !x.when.holds(c.stands):
		return false
	case k.Part != "" && !c.parts[k.Part]:
		return false
	case k.For == ForHandler && !c.signer.MyNumber, k.For == ForOthers && c.signer.MyNumber:
		return false
	}
	for _, name := range x.text.ja.names() {
		if ParamRef(name).in(c.a) == nil {
			return false
		}
	}
	return true
}

// grounds are the sources a signer is shown: texts that bind or guide, in force on the
// contract's day and read by whoever keeps the edition. Examples, cases, reports and what
// is only generally known stand in the catalog and in the appendix, with their marks; a
// paper that somebody signs does not call them its ground.
func (c *clauses) grounds(all []citation) []string {
	out := []string{}
	body := c.a.Facts.Body.Name
	for _, s := range all {
		own := s.source.Body == "" || body == "" || s.source.Body == body
		if !own || !s.ground() || !s.source.In(day(c.a.Facts)) {
			continue
		}
		text := withoutPlace(s.printed(body, c.spoken))
		if s.unchecked { // the law itself is certain, its article is not
			text = s.source.Title
		}
		out = append(out, models.WideNumbers(text))
	}
	return slices.DeleteFunc(slices.Clone(out), func(text string) bool { // a law alone says nothing beside an article of it
		return slices.ContainsFunc(out, func(other string) bool { return strings.HasPrefix(other, text+" ") })
	})
}

// ground says whether a citation is of a law, or of another text that was read.
func (c citation) ground() bool {
	switch c.source.Kind {
	case "law":
		return true
	case "rule", "guideline", "standard":
		return !c.unchecked && c.source.Status != "general"
	}
	return false
}

// withoutPlace is a citation without the remark on where the text was seen
// （監査報告書に掲載）.
func withoutPlace(text string) string {
	if at := strings.LastIndex(text, "（"); at > 0 && strings.HasSuffix(text, "に掲載）") {
		return text[:at]
	}
	return text
}

// filled puts the values of the appendix into a wording whose names are ParamRefs.
func (c *clauses) filled(b bilingual) models.Text {
	value := func(pick func(models.Text) string) func(string) (string, bool) {
		return func(name string) (string, bool) {
			p := ParamRef(name).in(c.a)
			if p == nil {
				return "", false
			}
			return pick(p.Shown), isOne(p)
		}
	}
	return models.Text{
		JA: b.ja.fill(c.spoken, value(func(t models.Text) string { return t.JA })),
		EN: b.en.fill(c.spoken, value(func(t models.Text) string { return t.EN })),
	}
}

// duties are the articles that bind the signer, in the order of the appendix.
func (c *clauses) duties() []models.PledgeDuty {
	out := []models.PledgeDuty{}
	for _, p := range c.a.Parts {
		for i := range p.Articles {
			x := &p.Articles[i]
			if x.Waiver == nil && has(x.Bound, c.signer.Bound()) {
				out = append(out, models.PledgeDuty{
					Obligation: x.Obligation, Number: x.Number, Title: x.Title.Wide(), Plain: c.e.plain(x, c.spoken).Wide(), Sources: c.grounds(c.e.sources(x)),
				})
			}
		}
	}
	return out
}

// sources are those of the obligation an article prints.
func (e *Edition) sources(x *models.Article) []citation {
	i, ok := e.index.byID[x.Obligation]
	if !ok {
		return nil
	}
	return e.index.obligations[i].sources
}

// plain is an article in easy words, with the values that bind under its contract.
func (e *Edition) plain(x *models.Article, w words) models.Text {
	i, ok := e.index.byID[x.Obligation]
	if !ok {
		return models.Text{}
	}
	return fillIn(e.index.obligations[i].easy, w, x.Params)
}
