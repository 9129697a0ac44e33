package catalog

import (
	"strings"

	"chigiri/models"
)

// ParamRef names a parameter of an obligation, as SUB-01.lead_days, so that a number
// stands in one place only.
type ParamRef string

// split gives the obligation and the parameter.
func (r ParamRef) split() (obligation, param string) {
	obligation, param, _ = strings.Cut(string(r), ".")
	return obligation, param
}

// articleOf finds an article of an appendix by its obligation; nil when it is not
// part of it.
func articleOf(a *models.Appendix, obligation string) *models.Article {
	for i := range a.Parts {
		for k := range a.Parts[i].Articles {
			if a.Parts[i].Articles[k].Obligation == obligation {
				return &a.Parts[i].Articles[k]
			}
		}
	}
	return nil
}

// binding is the article of an obligation that is neither excluded nor waived.
func binding(a *models.Appendix, obligation string) *models.Article {
	if x := articleOf(a, obligation); x != nil && x.Waiver == nil {
		return x
	}
	return nil
}

// in gives the parameter as it binds under one appendix: what the contract made
// stricter or a waiver loosened. It is nil where the article does not bind.
func (r ParamRef) in(a *models.Appendix) *models.ArticleParam {
	obligation, param := r.split()
	x := binding(a, obligation)
	if x == nil {
		return nil
	}
	for i := range x.Params {
		if x.Params[i].ID == param {
			return &x.Params[i]
		}
	}
	return nil
}

// number is a parameter's number under one appendix, 0 where it does not bind. An
// appendix read back from JSON has its numbers as float64.
func (r ParamRef) number(a *models.Appendix) int {
	p := r.in(a)
	if p == nil {
		return 0
	}
	n, ok := number(p.Value)
	if !ok {
		return 0
	}
	return n.(int)
}

// codes is a parameter's list under one appendix.
func (r ParamRef) codes(a *models.Appendix) []string {
	obligation, param := r.split()
	x := articleOf(a, obligation) // what is told by a person stays so under a waiver
	if x == nil {
		return nil
	}
	for _, p := range x.Params {
		if p.ID != param {
			continue
		}
		switch list := p.Value.(type) {
		case []string:
			return list
		case []any:
			var out []string
			for _, v := range list {
				if s, ok := v.(string); ok {
					out = append(out, s)
				}
			}
			return out
		}
	}
	return nil
}
