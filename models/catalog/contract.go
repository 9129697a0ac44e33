package catalog

import (
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// Lengths of texts in a contract file, in characters.
const (
	maxLine = 200
	maxText = 4000
)

// ReadContract reads the YAML of `portal appendix`: the facts of one contract, as
// assets/catalog/contract.example.yaml describes them. The error is
// yamlfile.Issues, each with line and advice, which is also a models.Error of
// KindInvalid.
func ReadContract(e *Edition, name string, data []byte) (models.Facts, error) {
	file, err := yamlfile.Parse(name, data)
	if err != nil {
		return models.Facts{}, err
	}
	f := models.Facts{Scheme: models.SchemeArticle}
	r := contractReader{e: e, f: &f}
	r.texts("", file.Root)
	if err := file.Decode(&f); err != nil {
		return models.Facts{}, together(placed(file, r.bad), yamlfile.IssuesOf(err))
	}
	r.choices()
	r.facts()
	if err := placed(file, r.bad).Err(); err != nil {
		return models.Facts{}, err
	}
	if _, bad := e.settle(f); len(bad) > 0 {
		return models.Facts{}, placed(file, bad)
	}
	return f, nil
}

// together are both lists of issues, of each place the first: a text that was
// refused need not be refused again as a value.
func together(texts, values yamlfile.Issues) yamlfile.Issues {
	for _, v := range values {
		if !slices.ContainsFunc(texts, func(i Issue) bool { return i.Line == v.Line && i.Col == v.Col }) {
			texts = append(texts, v)
		}
	}
	return texts
}

type contractReader struct {
	e   *Edition
	f   *models.Facts
	bad faults
}

// refuse adds what models found wrong with a text.
func (r *contractReader) refuse(path string, err error) {
	what, mend := textFault(err)
	r.bad.add(path, "contract.text", what, mend)
}

// texts cleans every text of the file where it stands, and refuses My Numbers,
// hidden characters and what is longer than a document holds.
func (r *contractReader) texts(path string, n *yamlfile.Node) {
	for _, k := range n.Keys {
		r.texts(yamlfile.Member(path, k.Name), k.Value)
	}
	for i, item := range n.Items {
		r.texts(yamlfile.Item(path, i), item)
	}
	if n.Kind != yamlfile.Scalar || path == "vendor.corporate_number" {
		return
	}
	read, limit := models.CleanLine, maxLine
	if last := lastKey(path); last == "reason" || last == "answer" {
		read, limit = models.CleanText, maxText
	}
	clean, err := read(path, n.Text, limit)
	if err != nil {
		r.refuse(path, err)
		return
	}
	n.Text = clean
}

func lastKey(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}

// choices checks the values that are one of a few.
func (r *contractReader) choices() {
	f := r.f
	pick(r, "kind", f.Kind, models.ContractKinds(), true)
	pick(r, "procurement", f.Procurement, models.Procurements(), false)
	pick(r, "scheme", f.Scheme, []models.Scheme{models.SchemeArticle, models.SchemeOutline}, true)
	for i, s := range f.Systems {
		pick(r, yamlfile.Member(yamlfile.Item("systems", i), "zone"), s.Zone, models.Zones(), false)
	}
}

func pick[T ~string](r *contractReader, path string, got T, known []T, needed bool) {
	if has(known, got) || got == "" && !needed {
		return
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	if got == "" {
		r.need(path)
		return
	}
	r.bad.add(path, "contract.choice", say("「%s」という値はありません", "there is no value “%s”", string(got)), suggestion(string(got), names))
}

func (r *contractReader) need(path string) {
	r.bad.add(path, "contract.required", say("「%s」が書かれていません", "“%s” is missing", path), say("見本に従って書いてください", "write it as the example shows"))
}

// facts checks what belongs together.
func (r *contractReader) facts() {
	f := r.f
	for _, need := range []struct{ path, value string }{
		{"number", f.Number}, {"title", f.Title}, {"division", f.Division}, {"body.name", f.Body.Name},
		{"start", f.Start.String()}, {"end", f.End.String()},
	} {
		if need.value == "" {
			r.need(need.path)
		}
	}
	if !f.Start.IsZero() && !f.End.IsZero() && f.End.Before(f.Start) {
		r.bad.add("end", "contract.period", say("終了の日（%s）が開始の日（%s）より前です", "the end (%s) lies before the start (%s)", f.End, f.Start),
			say("どちらかの日付を直してください", "mend one of the two dates"))
	}
	if f.Persons < 0 {
		r.bad.add("persons", "contract.persons", say("本人の数が負です", "the number of persons is negative"), say("0以上の整数を書いてください", "write 0 or more"))
	}
	if n := f.Vendor.CorporateNumber; n != "" {
		clean, err := models.ParseCorporateNumber(n)
		if err != nil {
			r.refuse("vendor.corporate_number", err)
		}
		f.Vendor.CorporateNumber = clean
	}
	r.decisions()
}

// field is a name with the value found under it.
type field struct{ name, value string }

// decisions checks that waivers and changes of level say why, who and when.
func (r *contractReader) decisions() {
	for i, s := range r.f.Stricter {
		r.whole(yamlfile.Item("stricter", i), []field{{"reason", s.Reason}})
	}
	for i, w := range r.f.Waivers {
		path := yamlfile.Item("waivers", i)
		r.whole(path, []field{{"reason", w.Reason}, {"approver", w.Approver}, {"approved_on", w.ApprovedOn.String()}, {"ends_on", w.EndsOn.String()}})
		switch {
		case w.EndsOn.IsZero():
		case w.EndsOn.Before(r.f.Start):
			r.bad.add(yamlfile.Member(path, "ends_on"), "contract.period", say("終期（%s）が契約の開始の日（%s）より前です", "it ends (%s) before the contract starts (%s)", w.EndsOn, r.f.Start),
				say("この適用除外を消すか、終期を直してください", "delete this waiver, or mend its end"))
		case w.EndsOn.Before(w.ApprovedOn):
			r.bad.add(yamlfile.Member(path, "ends_on"), "contract.period", say("終期が承認の日より前です", "it ends before it was approved"), say("日付を直してください", "mend the dates"))
		}
	}
	for i, c := range []*models.LevelChange{r.f.Raise, r.f.Lower} {
		if c != nil {
			r.whole([]string{"raise", "lower"}[i], []field{{"level", c.Level.String()}, {"reason", c.Reason}, {"decided_by", c.DecidedBy}, {"decided_on", c.DecidedOn.String()}})
		}
	}
	if c := r.f.Consultation; c != nil {
		r.whole("consultation", []field{{"number", c.Number}, {"date", c.Date.String()}, {"answerer", c.Answerer}})
	}
}

func (r *contractReader) whole(path string, fields []field) {
	for _, f := range fields {
		if f.value == "" {
			r.need(yamlfile.Member(path, f.name))
		}
	}
}
