package catalog

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"chigiri/models"
)

// maxNumber bounds what a contract may set a number to.
const maxNumber = 99_999

// value brings a parameter's value into its machine form: an int, a code, a
// []string of codes in the edition's order, or a text. Numbers may come as JSON
// or form text has them; lists also as text with commas. ok is false when it is
// none of the parameter's values.
func (p *Param) value(e *Edition, v any) (out any, ok bool) {
	switch p.Type {
	case TypeNumber:
		return number(v)
	case TypeChoice:
		s, isText := v.(string)
		return s, isText && slices.ContainsFunc(p.Choices, func(o Option) bool { return o.Code == s })
	case TypeList:
		return p.list(e, v)
	}
	s, isText := v.(string)
	return s, isText && s != ""
}

func number(v any) (any, bool) {
	n := 0
	switch v := v.(type) {
	case int:
		n = v
	case int64:
		if v > maxNumber {
			return nil, false
		}
		n = int(v)
	case float64:
		if v != math.Trunc(v) || v < 1 || v > maxNumber {
			return nil, false
		}
		n = int(v)
	case json.Number:
		return number(string(v))
	case string:
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil {
			return nil, false
		}
		n = i
	default:
		return nil, false
	}
	return n, n >= 1 && n <= maxNumber
}

func (p *Param) list(e *Edition, v any) (any, bool) {
	var got []string
	switch v := v.(type) {
	case []string:
		got = v
	case []any:
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			got = append(got, s)
		}
	case string:
		for _, s := range strings.Split(v, ",") {
			got = append(got, strings.TrimSpace(s))
		}
	default:
		return nil, false
	}
	var out []string
	for _, o := range p.options(e) {
		if has(got, o.Code) {
			out = append(out, o.Code)
		}
	}
	for _, g := range got {
		if !has(out, g) {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// options are what a choice or a list may hold, in the edition's order.
func (p *Param) options(e *Edition) []Option {
	if p.Type == TypeChoice {
		return p.Choices
	}
	if p.ItemsFrom == "" {
		return p.Items
	}
	if e.index.topics != nil {
		return e.index.topics
	}
	out := make([]Option, len(e.Topics))
	for i, t := range e.Topics {
		out[i] = Option{Code: t.Key, Text: t.Value.Text}
	}
	return out
}

// The outcome of comparing two values of a parameter.
type comparison int

const (
	same comparison = iota
	stricter
	looser
	incomparable
)

// compare says how strict b is against a, both in machine form.
func (p *Param) compare(a, b any) comparison {
	up := 0
	switch x := a.(type) {
	case int:
		up = b.(int) - x
	case string:
		if p.Type != TypeChoice {
			if x == b.(string) {
				return same
			}
			return incomparable
		}
		up = p.rank(b.(string)) - p.rank(x)
	case []string:
		up = superset(x, b.([]string))
		if up == 2 {
			return incomparable
		}
	}
	switch {
	case up == 0:
		return same
	case p.Stricter == NoWay:
		return incomparable
	case (up > 0) == (p.Stricter == Higher):
		return stricter
	}
	return looser
}

func (p *Param) rank(code string) int {
	return slices.IndexFunc(p.Choices, func(o Option) bool { return o.Code == code })
}

// superset is +1 when b holds all of a and more, -1 when less, 0 when the same
// and 2 when neither holds the other.
func superset(a, b []string) int {
	more, less := false, false
	for _, x := range b {
		more = more || !has(a, x)
	}
	for _, x := range a {
		less = less || !has(b, x)
	}
	switch {
	case more && less:
		return 2
	case more:
		return 1
	case less:
		return -1
	}
	return 0
}

// shown is a value as a body prints it: digits without unit, the phrase of a
// choice, the items of a list joined, or the contract's text.
func (p *Param) shown(e *Edition, v any, w words) models.Text {
	switch v := v.(type) {
	case int:
		s := strconv.Itoa(v)
		return models.Text{JA: s, EN: s}
	case string:
		if p.Type == TypeContract {
			return models.Text{JA: v, EN: v}
		}
		return e.index.phrase(p, v, w)
	case []string:
		ja, en := make([]string, len(v)), make([]string, len(v))
		for i, code := range v {
			t := e.index.phrase(p, code, w)
			if p.ItemsFrom != "" {
				t = models.Text{JA: "「" + t.JA + "」", EN: "“" + t.EN + "”"}
			}
			ja[i], en[i] = t.JA, t.EN
		}
		return models.Text{JA: join(ja, "、", "及び"), EN: join(en, ", ", " and ")}
	}
	return models.Text{JA: "〔未定〕", EN: "[to be settled]"}
}

// withUnit is a value as a table prints it. A list of briefing topics is given by
// their number, since the article names them.
func (p *Param) withUnit(e *Edition, v any, w words) models.Text {
	if n, ok := v.(int); ok {
		s := strconv.Itoa(n)
		return models.Text{JA: s + p.Unit.JA, EN: s + " " + unitFor(p.Unit.EN, n)}
	}
	if list, ok := v.([]string); ok && p.ItemsFrom != "" {
		s := strconv.Itoa(len(list))
		return models.Text{JA: s + "項目", EN: s + " " + unitFor("topic(s)", len(list))}
	}
	return p.shown(e, v, w)
}

// unitFor is an English unit for a number: "(s)" is dropped for 1.
func unitFor(unit string, n int) string {
	if n == 1 {
		return strings.ReplaceAll(unit, "(s)", "")
	}
	return strings.ReplaceAll(unit, "(s)", "s")
}

// join puts sep between items and last before the last one.
func join(items []string, sep, last string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:n-1], sep) + last + items[n-1]
}
