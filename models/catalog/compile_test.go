package catalog_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

func TestTheAuditCaseCompilesToTheTextInTestdata(t *testing.T) {
	// The whole appendix of the audit case, word for word.
	golden(t, "audit-case.golden.txt", render(compile(t, auditCase(t))))
}

// render writes an appendix as plain text, for the eye and for comparison.
func render(a models.Appendix) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s %s %s", a.Edition.Name.JA, a.Level.Level, a.LevelName.JA)
	for _, r := range a.Level.Reasons {
		line("  %s %s:%s %s / %s（%s）%s", r.Level, r.Kind, r.Ref, r.JA, r.EN, r.Source, r.From)
	}
	line("  %v %v", a.ClassNames, a.FlagNames)
	for _, g := range a.General {
		line("%s（%s / %s）\n  %s\n  %s", g.Number, g.Title.JA, g.Title.EN, g.Text.JA, g.Text.EN)
	}
	for _, p := range a.Parts {
		line("\n■ %s / %s", p.Title.JA, p.Title.EN)
		for _, x := range p.Articles {
			line("%s（%s / %s）%s %v %s–%s\n  %s\n  %s\n  %s", x.Number, x.Title.JA, x.Title.EN, x.Obligation, x.Bound,
				x.PrefectureOwner, x.VendorOwner, x.Text.JA, x.Text.EN, strings.Join(x.Sources, "；"))
		}
		for _, r := range p.References {
			line("→ %s %s（%s）", r.Number, r.Title.JA, r.Part)
		}
	}
	line("\n■ 水準表")
	for _, r := range a.LevelTable {
		line("%s %s %s / %s: %s | %s | %s | %s => %s / %s %s", r.Number, r.Obligation, r.Label.JA, r.Label.EN,
			r.ByLevel[1].JA, r.ByLevel[2].JA, r.ByLevel[3].JA, r.ByLevel[4].JA, r.Here.JA, r.Here.EN, r.Changed)
	}
	line("\n■ 役割分担")
	for _, r := range a.Roles {
		line("%s %s: %s / %s | %s / %s", r.Number, r.Title.JA, r.Prefecture.JA, r.Vendor.JA, r.Prefecture.EN, r.Vendor.EN)
	}
	line("\n■ 様式")
	for _, f := range a.Forms {
		line("%s %s / %s", f.ID, f.Name.JA, f.Name.EN)
		for i, n := range f.Articles {
			line("  %s %s / %s", n, f.Deadline[i].JA, f.Deadline[i].EN)
		}
	}
	line("\n■ 適用しないもの")
	for _, x := range a.Excluded {
		line("%s %s: %s / %s", x.Obligation, x.Title.JA, x.Reason.JA, x.Reason.EN)
	}
	return b.String()
}

func TestTheAuditCaseIsLevel4WithThreeParts(t *testing.T) {
	// My Number and child consultation give L4, three parts, every duty but those
	// of flags that do not stand, and numbers without a gap.
	a := compile(t, auditCase(t))
	if a.Level.Level != models.L4 || len(a.Parts) != 3 {
		t.Fatalf("level %s, %d parts", a.Level.Level, len(a.Parts))
	}
	want := 94 - 1 - 1 - 1 // password_by_logins, vendor_holds_data, uses_cloud do not stand
	if n := len(articles(a)); n != want {
		t.Errorf("%d articles, want %d", n, want)
	}
	n := len(a.General)
	for _, p := range a.Parts {
		for _, x := range p.Articles {
			n++
			if want := "第" + models.FullWidth(fmt.Sprint(n)) + "条"; x.Number != want {
				t.Errorf("%s is %s, want %s", x.Obligation, x.Number, want)
			}
		}
	}
	if len(a.Excluded) != 3 {
		t.Errorf("excluded: %+v", a.Excluded)
	}
	if len(a.Parts[0].References) == 0 || len(a.Parts[2].References) != 0 {
		t.Error("the general part refers to the special ones, not the other way round")
	}
}

var numberless = regexp.MustCompile(`[{}]|\(s\)|%!|未定`)

func TestEveryArticleIsCompleteAtEveryLevel(t *testing.T) {
	// No parameter is left open, every article has sources and owners on both sides,
	// in every combination of level, flags and day.
	for _, class := range []string{"public", "internal_draft", "corporate", "basic_identity", "health", "mynumber", "core_credential"} {
		for _, day := range []string{"2017-01-06", "2023-03-31", "2023-04-01", "2026-04-01", "2027-07-01"} {
			f := auditCase(t)
			f.Classes, f.Systems = []string{class}, nil
			f.Start, _ = models.ParseDate(day)
			f.Flags = []string{"remote_maintenance", "uses_cloud", "vendor_holds_data"}
			a := compile(t, f)
			for _, x := range articles(a) {
				if m := numberless.FindString(x.Text.JA + x.Text.EN); m != "" {
					t.Errorf("%s %s: %q is left in %s %s", class, x.Obligation, m, x.Text.JA, x.Text.EN)
				}
				if len(x.Sources) == 0 {
					t.Errorf("%s %s %s: no source", class, day, x.Obligation)
				}
			}
			for _, r := range a.Roles {
				if r.Prefecture.JA == "" || r.Prefecture.EN == "" || r.Vendor.JA == "" || r.Vendor.EN == "" {
					t.Errorf("%s: an owner is blank", r.Obligation)
				}
			}
			if len(a.Roles) != len(articles(a)) {
				t.Errorf("%d rows of roles for %d articles", len(a.Roles), len(articles(a)))
			}
		}
	}
}

func TestSourcesFollowTheDayOfConclusion(t *testing.T) {
	// Until 2023-03-31 the prefecture's ordinance is cited, from 2023-04-01 the Act;
	// before the conclusion the day of the start counts.
	cases := []struct{ signed, start, want, not string }{
		{"2023-03-31", "2023-04-01", "保護条例", "個人情報保護法"},
		{"2023-04-01", "2023-04-01", "個人情報保護法", "保護条例"},
		{"", "2023-03-31", "保護条例", "個人情報保護法"},
		{"", "2026-04-01", "個人情報保護法", "保護条例"},
	}
	for _, c := range cases {
		f := auditCase(t)
		f.Start, _ = models.ParseDate(c.start)
		if c.signed != "" {
			f.Signed, _ = models.ParseDate(c.signed)
		}
		a := compile(t, f)
		var all strings.Builder
		for _, x := range articles(a) {
			all.WriteString(strings.Join(x.Sources, "\n") + x.Text.JA)
		}
		for _, g := range a.General {
			all.WriteString(g.Text.JA)
		}
		for _, r := range a.Level.Reasons {
			all.WriteString(r.Source)
		}
		if s := all.String(); !strings.Contains(s, c.want) || strings.Contains(s, c.not) {
			t.Errorf("signed %q start %s: %s cited %v, %s cited %v", c.signed, c.start,
				c.want, strings.Contains(s, c.want), c.not, strings.Contains(s, c.not))
		}
	}
}

func TestDocumentsPrintNoMarkOfUncheckedSources(t *testing.T) {
	// The mark is for those who keep the catalog; the document cites the article.
	for _, x := range articles(compile(t, auditCase(t))) {
		if s := strings.Join(x.Sources, ""); strings.Contains(s, catalog.Unchecked) {
			t.Errorf("%s: %s", x.Obligation, s)
		}
	}
}

func TestAnotherBodySpeaksOfItself(t *testing.T) {
	// A town's appendix says 町, keeps 政府, and says so in English too.
	f := auditCase(t)
	f.Body = models.Body{Name: "能勢町", Short: "町", ShortEN: "the town"}
	f.PolicyVersion = "能勢町の規程"
	a := compile(t, f)
	for _, x := range articles(a) {
		if strings.Contains(strings.ReplaceAll(x.Title.JA+x.Text.JA, "政府", ""), "府") {
			t.Errorf("%s: %s", x.Obligation, x.Text.JA)
		}
		if strings.Contains(strings.ToLower(x.Text.EN), "prefecture") {
			t.Errorf("%s: %s", x.Obligation, x.Text.EN)
		}
	}
	if x := articles(a)["CYB-03"]; !strings.Contains(x.Text.JA, "電子政府推奨暗号リスト") {
		t.Error("電子政府 was changed")
	}
	if x := articles(a)["ORG-03"]; !strings.Contains(x.Title.JA, "町の規程等") {
		t.Error(x.Title.JA)
	}
}

func TestOutlineNumbersNameArticlesAlone(t *testing.T) {
	// The outline scheme numbers articles 第１, 第２ … through all parts.
	f := auditCase(t)
	f.Scheme = models.SchemeOutline
	a := compile(t, f)
	if a.General[0].Number != "第１" || a.Parts[0].Articles[0].Number != "第１５" {
		t.Errorf("%s %s", a.General[0].Number, a.Parts[0].Articles[0].Number)
	}
}

func TestStricterValuesBindAndLooserOnesAreRefused(t *testing.T) {
	// A stricter value is printed with the standard beside it; a looser one is
	// refused with both values and the way to a waiver.
	f := auditCase(t)
	f.Stricter = []models.ParamChange{
		{Obligation: "ACC-02", Param: "min_length", Value: float64(16), Reason: "遠隔"},
		{Obligation: "END-04", Param: "within_days", Value: "1"},
		{Obligation: "LOG-04", Param: "interval_days", Value: 1, Reason: "毎日"},
	}
	x := articles(compile(t, f))
	if p := x["ACC-02"].Params[0]; p.Shown.JA != "16" || p.Standard.JA != "14" || p.Changed != "stricter" || p.Value != 16 {
		t.Errorf("%+v", p)
	}
	if !strings.Contains(x["LOG-04"].Text.EN, "Every 1 day the") {
		t.Error(x["LOG-04"].Text.EN)
	}
	if x["END-04"].Params[0].Changed != "" {
		t.Error("the same value is no change")
	}
	for name, c := range map[string]struct {
		change models.ParamChange
		want   string
	}{
		"looser number":  {models.ParamChange{Obligation: "ACC-02", Param: "min_length", Value: 8}, "8文字 は、重要度Ⅳの水準 14文字 より厳しくありません"},
		"looser choice":  {models.ParamChange{Obligation: "MNT-03", Param: "remote", Value: "permit"}, "より厳しくありません"},
		"smaller list":   {models.ParamChange{Obligation: "LOG-01", Param: "scope", Value: []any{"auth"}}, "より厳しくありません"},
		"zero":           {models.ParamChange{Obligation: "ACC-06", Param: "attempts", Value: 0}, "使えません"},
		"unknown choice": {models.ParamChange{Obligation: "MNT-03", Param: "remote", Value: "never"}, "permit, permit_each_monitored"},
		"unknown param":  {models.ParamChange{Obligation: "ACC-02", Param: "min_lenght", Value: 20}, "「min_length」ではありませんか"},
		"unknown duty":   {models.ParamChange{Obligation: "ACC-20", Param: "x", Value: 20}, "「ACC-20」という遵守事項はありません"},
		"contract value": {models.ParamChange{Obligation: "ORG-03", Param: "policy_version", Value: "x"}, "契約の項目で定めてください"},
	} {
		t.Run(name, func(t *testing.T) {
			f := auditCase(t)
			f.Stricter = []models.ParamChange{c.change}
			_, err := catalog.Compile(edition(), f)
			inv := models.Invalid(err)
			if inv == nil || !strings.HasPrefix(inv.Problems[0].Field, "stricter[0].") {
				t.Fatalf("%v", err)
			}
			if s := fmt.Sprint(inv.Problems[0].Args[0]); !strings.Contains(s, c.want) {
				t.Error(s)
			}
		})
	}
}

func TestWaiversLoosenOrLeaveOutAndSaySo(t *testing.T) {
	// A waiver of a parameter prints the looser value; of an obligation keeps the
	// article and its number and says why it does not apply.
	day := func(s string) models.Date { d, _ := models.ParseDate(s); return d }
	f := auditCase(t)
	before := articles(compile(t, f))
	f.Waivers = []models.WaiverFacts{
		{Obligation: "LOG-04", Param: "interval_days", Value: 14, Reason: "交互に点検", Approver: "情報部門の長", ApprovedOn: day("2026-03-10"), EndsOn: day("2026-09-30")},
		{Obligation: "LOG-05", Reason: "府が同期する", Approver: "情報部門の長", ApprovedOn: day("2026-03-10"), EndsOn: day("2027-03-31")},
	}
	a := compile(t, f)
	x := articles(a)
	if p := x["LOG-04"].Params[0]; p.Changed != "waived" || p.Shown.JA != "14" || p.Standard.JA != "7" || p.Reason == "" {
		t.Errorf("%+v", p)
	}
	out := x["LOG-05"]
	for _, want := range []string{"令和９年３月３１日まで適用しない", "府が同期する", "情報部門の長"} {
		if !strings.Contains(out.Text.JA, want) {
			t.Errorf("no %q in %s", want, out.Text.JA)
		}
	}
	if out.Number != before["LOG-05"].Number || out.Waiver == nil {
		t.Error("the article lost its number or its waiver")
	}
	if a.Hash == compile(t, auditCase(t)).Hash {
		t.Error("a waiver must change the hash")
	}
}

func TestHashIsOfWhatBinds(t *testing.T) {
	// The order of lists, the answer of the IT division, the vendor and the day of
	// conclusion leave the hash; the facts that bind change it.
	base := compile(t, auditCase(t)).Hash
	vary := func(change func(*models.Facts)) string {
		f := auditCase(t)
		change(&f)
		return compile(t, f).Hash
	}
	for name, h := range map[string]string{
		"order":  vary(func(f *models.Facts) { f.Classes = []string{"mynumber", "child_consultation", "mynumber"} }),
		"answer": vary(func(f *models.Facts) { f.Consultation = nil }),
		"vendor": vary(func(f *models.Facts) { f.Vendor = models.VendorFacts{} }),
		"signed": vary(func(f *models.Facts) { f.Signed = f.Start }),
	} {
		if h != base {
			t.Errorf("%s changed the hash", name)
		}
	}
	for name, h := range map[string]string{
		"title": vary(func(f *models.Facts) { f.Title += "一部" }),
		"flag":  vary(func(f *models.Facts) { f.Flags = nil }),
		"rules": vary(func(f *models.Facts) { f.PolicyVersion = "別の版" }),
	} {
		if h == base {
			t.Errorf("%s left the hash", name)
		}
	}
}

func TestHashCanBeVerifiedFromTheJSON(t *testing.T) {
	// An appendix written as JSON and read back has its hash, changes included, and
	// is no change against itself.
	f := auditCase(t)
	f.Stricter = []models.ParamChange{
		{Obligation: "ACC-02", Param: "min_length", Value: 16, Reason: "<遠隔> & 直接"},
		{Obligation: "CYB-06", Param: "lead_days", Value: "15"},
	}
	f.Waivers = []models.WaiverFacts{{Obligation: "LOG-01", Param: "scope", Value: []any{"auth"}, Reason: "r"}}
	a := compile(t, f)
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var b models.Appendix
	if err := json.Unmarshal(data, &b); err != nil {
		t.Fatal(err)
	}
	b.Version, b.IssuedBy, b.IssuedAt = 3, "家庭支援課", time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	if got := catalog.Hash(b); got != a.Hash {
		t.Errorf("%s, want %s", got, a.Hash)
	}
	if c := catalog.Compare(a, b); len(c) != 0 {
		t.Errorf("%d changes", len(c))
	}
}

func TestRaisingNeverLoosensAndFlagsNeverRemove(t *testing.T) {
	// From level to level articles only join and values only tighten; a flag more
	// never takes an article away.
	flags := []string{"remote_maintenance", "uses_cloud", "vendor_holds_data"}
	for _, class := range []string{"public", "internal_draft", "basic_identity", "mynumber"} {
		for set := range 1 << len(flags) {
			f := auditCase(t)
			f.Systems, f.Classes, f.Flags = nil, []string{class}, nil
			for i, flag := range flags {
				if set&(1<<i) != 0 {
					f.Flags = append(f.Flags, flag)
				}
			}
			base := articles(compile(t, f))
			for _, flag := range flags {
				more := f
				more.Flags = append(append([]string{}, f.Flags...), flag)
				got := articles(compile(t, more))
				for id := range base {
					if _, ok := got[id]; !ok {
						t.Errorf("%s took %s away", flag, id)
					}
				}
			}
			for l := compile(t, f).Level.Level + 1; l <= models.L4; l++ {
				raised := f
				raised.Raise = &models.LevelChange{Level: l, Reason: "r"}
				checkTighter(t, base, articles(compile(t, raised)))
			}
		}
	}
}

func checkTighter(t *testing.T, low, high map[string]models.Article) {
	t.Helper()
	for id, a := range low {
		b, ok := high[id]
		if !ok {
			t.Errorf("raising took %s away", id)
			continue
		}
		o := edition().Obligation(id)
		for i, p := range a.Params {
			spec := o.Params[i].Value
			switch v := p.Value.(type) {
			case int:
				w := b.Params[i].Value.(int)
				if spec.Stricter == catalog.Higher && w < v || spec.Stricter == catalog.Lower && w > v {
					t.Errorf("%s.%s: %d became %d", id, p.ID, v, w)
				}
			case string:
				rank := func(code any) int {
					return slices.IndexFunc(spec.Choices, func(o catalog.Option) bool { return o.Code == code })
				}
				if rank(b.Params[i].Value) < rank(v) {
					t.Errorf("%s.%s: %s became %v", id, p.ID, v, b.Params[i].Value)
				}
			case []string:
				if len(b.Params[i].Value.([]string)) < len(v) {
					t.Errorf("%s.%s: list became shorter", id, p.ID)
				}
			}
		}
	}
}

func TestEditionHoldsWhatItPromises(t *testing.T) {
	// 94 obligations: 23, 68, 83, 94 by level; 20 data classes; 14 topics.
	e := edition()
	count := map[models.Level]int{}
	for _, o := range e.Obligations {
		for _, l := range o.Levels {
			count[l]++
		}
	}
	if fmt.Sprint(len(e.Obligations), count[1], count[2], count[3], count[4], len(e.Classes), len(e.Topics)) != "94 23 68 83 94 20 14" {
		t.Error(len(e.Obligations), count, len(e.Classes), len(e.Topics))
	}
	if e.RequiresConsultation(models.L2) || !e.RequiresConsultation(models.L3) || !e.RequiresConsultation(models.L4) {
		t.Error("consultation is for L3 and L4")
	}
}

func TestMissingNamesWhatIssueNeeds(t *testing.T) {
	// A draft compiles without the version of the rules, but may not be issued.
	f := auditCase(t)
	if p := catalog.Missing(edition(), f); len(p) != 0 {
		t.Fatalf("%v", p)
	}
	f.PolicyVersion, f.SystemManager = "", ""
	if x := articles(compile(t, f))["ORG-03"]; !strings.Contains(x.Text.JA, "〔未定〕") {
		t.Error(x.Text.JA)
	}
	p := catalog.Missing(edition(), f)
	if len(p) != 2 || p[0].Field != "system_manager" || p[1].Field != "policy_version" {
		t.Errorf("%v", p)
	}
}

func BenchmarkCompile(b *testing.B) {
	f := auditCase(b)
	for b.Loop() {
		if _, err := catalog.Compile(edition(), f); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	src := []byte(bundled())
	for b.Loop() {
		if _, err := catalog.Read("e.yaml", src); err != nil {
			b.Fatal(err)
		}
	}
}
