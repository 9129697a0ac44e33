package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/catalog"
)

type paramRow struct {
	ContractID string
	Obligation string
	Param      string
	Value      string
	Reason     string
	SetBy      string
	SetAt      instant
}

func (paramRow) TableName() string { return "contract_params" }

func (r paramRow) change() models.ParamChange {
	return models.ParamChange{Obligation: r.Obligation, Param: r.Param, Value: readJSON(r.Value), Reason: r.Reason}
}

// readJSON gives a stored value; numbers are whole ones.
func readJSON(s string) any {
	var v any
	_ = json.Unmarshal([]byte(s), &v) // written by writeJSON
	if n, ok := v.(float64); ok {
		return int(n)
	}
	return v
}

func writeJSON(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), wrap(err, "value")
}

// SetStricter sets one parameter of one obligation stricter than the edition does,
// for one contract. It replaces an earlier stricter value; a looser one needs a
// waiver.
func (s *Store) SetStricter(ctx context.Context, actor models.Actor, id string, in models.ParamChange) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		in, err := cleanParam(in)
		if err != nil {
			return err
		}
		if err := d.checkStricter(in); err != nil {
			return err
		}
		return t.writeParam(d, in)
	})
	return err
}

func cleanParam(in models.ParamChange) (models.ParamChange, error) {
	var c cleaner
	c.needed("obligation", &in.Obligation, maxCode)
	c.needed("param", &in.Param, maxCode)
	c.needed("reason", &in.Reason, maxText)
	in.Value = c.value(in.Value)
	return in, c.problems.Err()
}

// value cleans the texts within a parameter's value.
func (c *cleaner) value(v any) any {
	switch v := v.(type) {
	case nil:
		c.problems.Add("value", "error.required")
	case string:
		c.needed("value", &v, maxText)
		return v
	case []string:
		list := slices.Clone(v)
		for i := range list {
			c.line("value", &list[i], maxCode)
		}
		return list
	}
	return v
}

// checkStricter lets the catalog judge the value, and refuses one that would
// change nothing.
func (d *dossier) checkStricter(in models.ParamChange) error {
	f := d.facts()
	f.Stricter = []models.ParamChange{in}
	a, err := catalog.Compile(d.edition, f)
	if err != nil {
		return fieldsOfChange(err)
	}
	article := articleOf(a, in.Obligation)
	if article == nil {
		return models.Invalidf("obligation", "error.appendix.not_applying", in.Obligation)
	}
	if article.Waiver != nil {
		return models.Invalidf("obligation", "error.appendix.waived", in.Obligation)
	}
	for _, p := range article.Params {
		if p.ID == in.Param && p.Changed == "stricter" {
			return nil
		}
	}
	return models.Invalidf("value", "error.appendix.same_value")
}

// fieldsOfChange puts the catalog's complaints at the fields of the form: a path
// such as stricter[0].value is the field value.
func fieldsOfChange(err error) error {
	wrong := models.Invalid(err)
	if wrong == nil {
		return err
	}
	var p models.Problems
	for _, q := range wrong.Problems {
		if i := strings.LastIndexByte(q.Field, '.'); i >= 0 {
			q.Field = q.Field[i+1:]
		} else if strings.Contains(q.Field, "[") {
			q.Field = "param"
		}
		p = append(p, q)
	}
	return p.Err()
}

func articleOf(a models.Appendix, obligation string) *models.Article {
	for _, part := range a.Parts {
		for i := range part.Articles {
			if part.Articles[i].Obligation == obligation {
				return &part.Articles[i]
			}
		}
	}
	return nil
}

func (t *tx) writeParam(d *dossier, in models.ParamChange) error {
	value, err := writeJSON(in.Value)
	if err != nil {
		return err
	}
	e := models.Event{
		Kind: models.EventParamStricter, Subject: "contract", SubjectID: d.row.ID, ContractID: d.row.ID, Reason: in.Reason,
		After: map[string]any{"obligation": in.Obligation, "param": in.Param, "value": in.Value},
	}
	if was := articleOf(d.compiled, in.Obligation); was != nil {
		for _, p := range was.Params {
			if p.ID == in.Param {
				e.Before = map[string]any{"obligation": in.Obligation, "param": in.Param, "value": p.Value}
			}
		}
	}
	for _, p := range d.params {
		if p.Obligation == in.Obligation && p.Param == in.Param {
			e.Before = map[string]any{"obligation": p.Obligation, "param": p.Param, "value": readJSON(p.Value), "reason": p.Reason}
		}
	}
	row := paramRow{ContractID: d.row.ID, Obligation: in.Obligation, Param: in.Param, Value: value, Reason: in.Reason, SetBy: t.actor.Name, SetAt: instant{t.now}}
	again := clause.OnConflict{
		Columns:   []clause.Column{{Name: "contract_id"}, {Name: "obligation"}, {Name: "param"}},
		DoUpdates: clause.AssignmentColumns([]string{"value", "reason", "set_by", "set_at"}),
	}
	if err := t.db.Clauses(again).Create(&row).Error; err != nil {
		return wrap(err, "stricter value")
	}
	return t.event(e)
}

// RemoveStricter goes back to the edition's value.
func (s *Store) RemoveStricter(ctx context.Context, actor models.Actor, id, obligation, param, reason string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.params, func(p paramRow) bool { return p.Obligation == obligation && p.Param == param })
		if i < 0 {
			return models.NotFound("param")
		}
		err = t.db.Where("contract_id = ? AND obligation = ? AND param = ?", id, obligation, param).Delete(&paramRow{}).Error
		if err != nil {
			return wrap(err, "stricter value")
		}
		return t.event(models.Event{
			Kind: models.EventParamRestored, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
			Before: map[string]any{"obligation": obligation, "param": param, "value": readJSON(d.params[i].Value)},
		})
	})
	return err
}
