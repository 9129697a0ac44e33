package views

import (
	"strconv"
	"strings"

	"chigiri/models"
)

// readDay reads a typed date; what cannot be read is a problem of the field.
func readDay(p *models.Problems, field, text string) models.Date {
	d, err := models.ParseDate(text)
	if err != nil {
		p.Merge(field, err)
	}
	return d
}

// guardedDay is readDay where a My Number may have slipped in: what is said of it does
// not repeat it.
func guardedDay(p *models.Problems, field, text string) models.Date {
	if p.Merge(field, models.GuardText(field, text)) {
		return models.Date{}
	}
	return readDay(p, field, text)
}

// requireDay notes a date that was left empty.
func requireDay(p *models.Problems, field, text string) { p.Require(field, text) }

// checkLine notes what is wrong with a field of one line, so that everything is told at
// once; the store, which cleans it, looks again.
func checkLine(p *models.Problems, field, text string, most int) {
	_, err := models.CleanLine(field, text, most)
	p.Merge(field, err)
}

// checkNeeded is checkLine for a field that must not be empty.
func checkNeeded(p *models.Problems, field, text string, most int) {
	checkLine(p, field, text, most)
	p.Require(field, text)
}

// checkText is checkLine for a field of several lines.
func checkText(p *models.Problems, field, text string) {
	_, err := models.CleanText(field, text, models.MaxText)
	p.Merge(field, err)
}

// checkReason is checkText for why something is done, which must be said.
func checkReason(p *models.Problems, text string) {
	checkText(p, "reason", text)
	p.Require("reason", text)
}

// readCount reads a number of things as people type it: 42000, 42,000, ４２，０００,
// 約42,000人. Empty is zero.
func readCount(p *models.Problems, field, text string) int {
	plain := strings.TrimSuffix(strings.TrimPrefix(halfWidth(text), "約"), "人")
	if plain == "" {
		return 0
	}
	n, err := strconv.Atoi(plain)
	if err != nil {
		p.Add(field, "error.number.format", text)
	}
	return n
}

// readUnit reads a whole number as people type it with its unit before or behind:
// 4,800,000円, ￥4800000, ２５％. Empty is zero.
func readUnit(p *models.Problems, field, text string, units ...string) int {
	plain := halfWidth(text)
	for _, u := range units {
		plain = strings.TrimSuffix(strings.TrimPrefix(plain, u), u)
	}
	if plain == "" {
		return 0
	}
	n, err := strconv.Atoi(plain)
	if err != nil {
		p.Add(field, "error.number.format", text)
	}
	return n
}

// halfWidth brings digits, signs and letters to one width and drops spaces and the
// commas between thousands.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '　' || r == ',' || r == '，':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, text)
}

// alsoMissing adds the problems of a later check for fields that have none yet.
func alsoMissing(p *models.Problems, err error) {
	e := models.Invalid(err)
	if e == nil {
		return
	}
	for _, q := range e.Problems {
		if len(Problems(*p).At(q.Field)) == 0 {
			*p = append(*p, q)
		}
	}
}

// compactTexts drops the empty texts a form sends for lists with nothing chosen.
func compactTexts(all []string) []string {
	var kept []string
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// OnControls leads each problem to the control it is about: a problem deep in a
// list or a decision (classes[2], stricter[0].value) belongs to the one control
// that holds it.
func (p Problems) OnControls() Problems {
	all := make(Problems, len(p))
	for i, q := range p {
		if before, rest, deep := strings.Cut(q.Field, "["); deep {
			q.Field = before
			if _, last, named := strings.Cut(rest, "]."); named {
				q.Field = last
			}
		}
		all[i] = q
	}
	return all
}

// Renamed leads the problems of a field to a control of another name.
func (p Problems) Renamed(field, control string) Problems {
	all := make(Problems, len(p))
	for i, q := range p {
		if q.Field == field {
			q.Field = control
		}
		all[i] = q
	}
	return all
}
