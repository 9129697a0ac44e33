package views

import (
	"slices"
	"strings"

	"chigiri/models"
	"chigiri/models/catalog"
)

// ParameterForm sets one value stricter, or goes back to the edition's.
type ParameterForm struct {
	Obligation string   `form:"obligation" json:"obligation"`
	Param      string   `form:"param" json:"param"`
	Value      []string `form:"value" json:"value"`
	Reason     string   `form:"reason" json:"reason"`
}

// Change is what the form asks for.
func (f ParameterForm) Change() (models.ParamChange, error) {
	var p models.Problems
	p.Require("value", strings.Join(f.Value, ""))
	for _, v := range f.Value {
		checkText(&p, "value", v)
	}
	checkReason(&p, f.Reason)
	return models.ParamChange{Obligation: f.Obligation, Param: f.Param, Value: typedValue(f.Value), Reason: f.Reason}, p.Err()
}

// WaiverForm asks to leave an obligation out, or for a looser value. Whole says
// that the whole obligation is meant.
type WaiverForm struct {
	Obligation string   `form:"obligation" json:"obligation"`
	Param      string   `form:"param" json:"param"`
	Whole      bool     `form:"whole" json:"whole"`
	Value      []string `form:"value" json:"value"`
	Reason     string   `form:"reason" json:"reason"`
	EndsOn     string   `form:"ends_on" json:"ends_on"`
}

// Input reads the form.
func (f WaiverForm) Input(today models.Date) (models.WaiverInput, error) {
	var p models.Problems
	in := models.WaiverInput{Obligation: f.Obligation, Reason: f.Reason}
	if f.Param != "" && !f.Whole {
		in.Param, in.Value = f.Param, typedValue(f.Value)
		p.Require("value", strings.Join(f.Value, ""))
	}
	checkText(&p, "reason", f.Reason)
	in.EndsOn = readDay(&p, "ends_on", f.EndsOn)
	alsoMissing(&p, in.Validate(today))
	return in, p.Err()
}

// typedValue is one text, or a list when several were ticked. A value of digits is
// taken in any width.
func typedValue(values []string) any {
	values = compactTexts(values)
	if len(values) == 1 {
		if plain := halfWidth(values[0]); plain != "" && strings.Trim(plain, "0123456789") == "" {
			return plain
		}
		return values[0]
	}
	return values
}

// ParamRow is one value of a contract's appendix as its page shows it.
type ParamRow struct {
	Obligation, Number, Title string
	Param, Label              string
	Standard, Here            string
	Direction                 string // higher, lower or none
	Type                      string
	Unit                      string
	Options                   []Option // of a choice or a list
	Value                     string   // present value as a form field holds it
	Changed, Reason           string
}

// Key names the row in addresses.
func (r ParamRow) Key() string { return r.Obligation + "." + r.Param }

// Opened is the value or article whose forms are open on the page, with what was
// typed into them.
type Opened struct {
	Key      string // ACC-02.min_length, or ACC-02 for the whole article
	Sent            // stricter, waiver, restore or the id of the waiver decided on
	Stricter ParameterForm
	Waiver   WaiverForm
}

// ParamRows are all values of an appendix, in the order of its articles.
func ParamRows(b Base, a models.Appendix, e *catalog.Edition) []ParamRow {
	var rows []ParamRow
	for _, part := range a.Parts {
		for _, art := range part.Articles {
			o := e.Obligation(art.Obligation)
			for _, p := range art.Params {
				row := ParamRow{
					Obligation: art.Obligation, Number: b.Article(art.Number), Title: b.Text(art.Title), Param: p.ID, Label: p.ID,
					Standard: b.withUnit(p.Standard, p.Unit), Here: b.withUnit(p.Shown, p.Unit), Unit: b.Text(p.Unit),
					Changed: p.Changed, Reason: p.Reason,
				}
				if o != nil {
					row.describe(b, e, o, p)
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}

func (r *ParamRow) describe(b Base, e *catalog.Edition, o *catalog.Obligation, p models.ArticleParam) {
	def, ok := o.Params.Get(p.ID)
	if !ok {
		return
	}
	r.Type, r.Direction = def.Type, def.Stricter
	if label := b.Text(def.Label); label != "" {
		r.Label = label
	}
	now := valueTexts(p.Value)
	r.Value = strings.Join(now, ",")
	options := def.Choices
	if def.Type == catalog.TypeList {
		options = def.Items
		if def.ItemsFrom != "" {
			options = nil
			for _, t := range e.Topics {
				options = append(options, catalog.Option{Code: t.Key, Text: t.Value.Text})
			}
		}
	}
	for _, x := range options {
		r.Options = append(r.Options, Option{Value: x.Code, Text: b.Text(x.Text), Chosen: slices.Contains(now, x.Code)})
	}
}

// valueTexts are a parameter's value as texts: one, or one for each item of a list.
func valueTexts(v any) []string {
	switch v := v.(type) {
	case []string:
		return v
	case []any:
		var all []string
		for _, x := range v {
			all = append(all, valueTexts(x)...)
		}
		return all
	case nil:
		return nil
	}
	return []string{plainValue(v)}
}

// settable says whether a contract may set the value at all.
func (r ParamRow) settable() bool { return r.Type != "" && r.Type != catalog.TypeContract }

// openedRow finds the row whose forms are open.
func openedRow(rows []ParamRow, o Opened) *ParamRow {
	for i := range rows {
		if rows[i].Key() == o.Key {
			return &rows[i]
		}
	}
	return nil
}

// withTyped puts what was typed in place of the present value.
func (r ParamRow) withTyped(values []string) ParamRow {
	if values == nil {
		return r
	}
	r.Value = strings.Join(values, ",")
	r.Options = slices.Clone(r.Options)
	for i := range r.Options {
		r.Options[i].Chosen = slices.Contains(values, r.Options[i].Value)
	}
	return r
}

// waiverTitle names what a waiver is about.
func waiverTitle(b Base, a models.Appendix, w models.Waiver) string {
	name := w.Obligation
	for _, part := range a.Parts {
		for _, art := range part.Articles {
			if art.Obligation == w.Obligation {
				name = b.Article(art.Number) + "　" + b.Text(art.Title)
			}
		}
	}
	if w.Param == "" {
		return b.T("waiver.whole", name)
	}
	label := w.Param
	for _, l := range a.LevelTable {
		if l.Obligation == w.Obligation && l.Param == w.Param {
			label = b.Text(l.Label)
		}
	}
	return b.T("waiver.value", name, label, strings.Join(valueTexts(w.Value), "、"))
}

// articleByID finds an article of an appendix.
func articleByID(a models.Appendix, obligation string) *models.Article {
	for _, part := range a.Parts {
		for i := range part.Articles {
			if part.Articles[i].Obligation == obligation {
				return &part.Articles[i]
			}
		}
	}
	return nil
}
