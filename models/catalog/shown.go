package catalog

import (
	"strconv"

	"chigiri/models"
)

// Applies says whether an obligation is part of a level at all; flags may still
// leave it out of a contract.
func (o *Obligation) Applies(l models.Level) bool { return has(o.Levels, l) }

// Wording is the body of an obligation with the values of a level, as a reader of
// the catalog sees it; what only a contract supplies prints as 〔未定〕.
func (e *Edition) Wording(id string, l models.Level) models.Text {
	i, ok := e.index.byID[id]
	if !ok {
		return models.Text{}
	}
	return e.wordingAt(i, e.index.obligations[i].body, l)
}

// wordingAt fills a wording of an obligation with the values of a level.
func (e *Edition) wordingAt(i int, text bilingual, l models.Level) models.Text {
	o, x, w := &e.Obligations[i], &e.index.obligations[i], wordsOf(models.Body{})
	params := make([]models.ArticleParam, len(o.Params))
	for k := range o.Params {
		name, p := o.Params[k].Key, &o.Params[k].Value
		v := x.byLevel[name][l]
		params[k] = models.ArticleParam{ID: name, Value: v, Shown: p.shown(e, v, w)}
	}
	return fillIn(text, w, params)
}

// ValueAt is a parameter's value at a level, with its unit; ok is false where the
// obligation has none there.
func (e *Edition) ValueAt(id, param string, l models.Level) (shown models.Text, ok bool) {
	i, ok := e.index.byID[id]
	if !ok {
		return models.Text{}, false
	}
	p := e.Obligations[i].param(param)
	v, ok := e.index.obligations[i].byLevel[param][l]
	if p == nil || !ok {
		return models.Text{}, false
	}
	return p.withUnit(e, v, wordsOf(models.Body{})), true
}

// ShownValue is a value that was set for a parameter, with its unit, as a person or a
// log gives it; ok is false when the edition has no such parameter.
func (e *Edition) ShownValue(id, param string, v any) (shown models.Text, ok bool) {
	i, ok := e.index.byID[id]
	if !ok {
		return models.Text{}, false
	}
	p := e.Obligations[i].param(param)
	if p == nil {
		return models.Text{}, false
	}
	switch x := v.(type) {
	case float64: // as JSON has it
		v = int(x)
	case string: // as a form has it
		if n, err := strconv.Atoi(x); err == nil && p.Type != TypeContract {
			v = n
		}
	case []any:
		list := make([]string, len(x))
		for k := range x {
			list[k], _ = x[k].(string)
		}
		v = list
	}
	return p.withUnit(e, v, wordsOf(models.Body{})), true
}

// IsUnchecked says whether a line of source still carries the mark of one that
// was not compared with the original.
func IsUnchecked(line string) bool {
	c, _ := cite(line, nil)
	return c.unchecked
}
