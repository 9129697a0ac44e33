package catalog

import "chigiri/models"

// The parameter that sets how long records of operations are kept.
const (
	RetentionObligation = "LOG-02"
	RetentionParam      = "retain_months"
)

// Retention is how long the edition keeps records of operations, by level. It is
// empty where the edition does not set it in months.
func (e *Edition) Retention() models.Retention {
	r := models.Retention{}
	o := e.Obligation(RetentionObligation)
	if o == nil {
		return r
	}
	p := o.param(RetentionParam)
	if p == nil || p.Type != TypeNumber {
		return r
	}
	for l, v := range p.ByLevel {
		if n, ok := number(v); ok {
			r[l], _ = n.(int)
		}
	}
	return r
}
