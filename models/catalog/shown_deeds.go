package catalog

import (
	"strings"

	"chigiri/models"
)

// PlainAt is an obligation in easy words with the values of a level, as a reader of
// the catalog sees it.
func (e *Edition) PlainAt(id string, l models.Level) models.Text {
	i, ok := e.index.byID[id]
	if !ok {
		return models.Text{}
	}
	return e.wordingAt(i, e.index.obligations[i].easy, l)
}

// Spoken is a text of a pledge as the edition's own body speaks.
func (e *Edition) Spoken(t models.Text) models.Text {
	return parseText(t).plain(wordsOf(models.Body{}))
}

// ClauseAt is a clause with the values of a level; what only a contract supplies
// prints as 〔未定〕.
func (e *Edition) ClauseAt(c *Clause, l models.Level) models.Text {
	value := func(pick func(models.Text) string) func(string) (string, bool) {
		return func(name string) (string, bool) {
			p, v := e.valueOf(ParamRef(name), l)
			if p == nil {
				return "", false
			}
			t := p.shown(e, v, wordsOf(models.Body{}))
			return pick(t), t.EN == "1"
		}
	}
	x, w := parseText(c.Text), wordsOf(models.Body{})
	return models.Text{
		JA: x.ja.fill(w, value(func(t models.Text) string { return t.JA })),
		EN: x.en.fill(w, value(func(t models.Text) string { return t.EN })),
	}
}

func (e *Edition) valueOf(r ParamRef, l models.Level) (*Param, any) {
	id, name := r.split()
	i, ok := e.index.byID[id]
	if !ok {
		return nil, nil
	}
	return e.Obligations[i].param(name), e.index.obligations[i].byLevel[name][l]
}

// RefAt is the value a reference names at a level, with its unit; ok is false where
// its obligation is not part of the level.
func (e *Edition) RefAt(r ParamRef, l models.Level) (models.Text, bool) {
	id, name := r.split()
	return e.ValueAt(id, name, l)
}

// Asks says whether an obligation is part of a level at all.
func (e *Edition) Asks(obligation string, l models.Level) bool {
	o := e.Obligation(obligation)
	return o != nil && o.Applies(l)
}

// Stands says whether a clause may stand at a level; flags may still leave it out.
func (c *Clause) Stands(l models.Level) bool { return has(c.Levels, l) }

// FlagsOf are the flags an applies_when names, each once; none for always.
func (e *Edition) FlagsOf(when string) []string {
	var out []string
	for _, word := range strings.Fields(when) {
		if e.isFlag(word) && !has(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// OralAt are the topics told by a person at a level.
func (e *Edition) OralAt(l models.Level) []string {
	_, v := e.valueOf(e.Briefing.Oral, l)
	list, _ := v.([]string)
	return list
}
