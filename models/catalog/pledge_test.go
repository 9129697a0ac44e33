package catalog_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

// contractOf is the audit case made over to other data, so that its level is another.
func contractOf(t testing.TB, class string) models.Appendix {
	t.Helper()
	f := auditCase(t)
	f.Title, f.Number = "見本業務", "令和８年度 見本第１号"
	f.Systems, f.Classes, f.Flags, f.Consultation = nil, []string{class}, nil, nil
	return compile(t, f)
}

func company(tier int) models.Signer {
	return models.Signer{Kind: models.PledgeCompany, Tier: tier, Employer: "株式会社なにわ情報サービス", Name: "𠮷野 博", Role: "代表取締役"}
}

func worker(handler bool) models.Signer {
	return models.Signer{Kind: models.PledgeWorker, Tier: 1, Employer: "合同会社淀川システム", Name: "髙橋 花子", Role: "保守担当", MyNumber: handler}
}

func pledge(t testing.TB, a models.Appendix, s models.Signer) models.PledgeText {
	t.Helper()
	p, err := catalog.PledgeText(edition(), a, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPledgesReadAsInTestdata(t *testing.T) {
	// The sealed Japanese text word for word, and the English beside it.
	l4, l3 := compile(t, auditCase(t)), contractOf(t, "casework")
	for name, p := range map[string]models.PledgeText{
		"pledge-l4-company.golden.txt":       pledge(t, l4, company(0)),
		"pledge-l4-subcontractor.golden.txt": pledge(t, l4, company(1)),
		"pledge-l4-worker.golden.txt":        pledge(t, l4, worker(false)),
		"pledge-l4-handler.golden.txt":       pledge(t, l4, worker(true)),
		"pledge-l3-company.golden.txt":       pledge(t, l3, company(0)),
		"pledge-l3-worker.golden.txt":        pledge(t, l3, worker(false)),
	} {
		golden(t, name, p.Sealed()+"\n"+english(p))
	}
}

// english is the reading copy of a pledge, for the eye.
func english(p models.PledgeText) string {
	var b strings.Builder
	clauses := func(title string, all []models.PledgeClause) {
		for _, c := range all {
			fmt.Fprintf(&b, "%s %s: %s\n", title, c.ID, c.Text.EN)
		}
	}
	fmt.Fprintf(&b, "%s\n%s\n%s\n%s\n", p.Title.EN, p.Addressee.EN, p.Signer.Party().EN, p.Preamble.EN)
	clauses("promise", p.Statements)
	for _, d := range p.Duties {
		fmt.Fprintf(&b, "%s %s (%s): %s\n", d.Number, d.Obligation, d.Title.EN, d.Plain.EN)
	}
	clauses("survives", p.Survives)
	clauses("penalty", p.Penalties)
	b.WriteString(p.PenaltyNote.EN + "\n")
	return b.String()
}

func TestAPledgeIsTheSameFromTheStoredAppendix(t *testing.T) {
	// An appendix read back from JSON, where numbers have another type, gives the same
	// wording and hash, and so do its topics and rules.
	a := compile(t, auditCase(t))
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var b models.Appendix
	if err := json.Unmarshal(data, &b); err != nil {
		t.Fatal(err)
	}
	for _, s := range []models.Signer{company(0), company(2), worker(false), worker(true)} {
		if x, y := pledge(t, a, s), pledge(t, b, s); !reflect.DeepEqual(x, y) {
			t.Errorf("%s: %s, then %s", s.Bound(), english(x), english(y))
		}
		if !reflect.DeepEqual(catalog.Topics(edition(), a, s.Bound()), catalog.Topics(edition(), b, s.Bound())) {
			t.Errorf("%s: topics differ", s.Bound())
		}
		if x, y := catalog.PledgeRule(edition(), a, s.Kind), catalog.PledgeRule(edition(), b, s.Kind); x != y {
			t.Errorf("%+v, then %+v", x, y)
		}
	}
	if x, y := catalog.BriefingRule(edition(), a), catalog.BriefingRule(edition(), b); x != y {
		t.Errorf("%+v, then %+v", x, y)
	}
	if x, y := catalog.SubcontractRule(edition(), a), catalog.SubcontractRule(edition(), b); !reflect.DeepEqual(x, y) {
		t.Errorf("%+v, then %+v", x, y)
	}
}

func TestHashIsOfTheSealedTextAlone(t *testing.T) {
	// Every name and version that is sealed changes the hash; the terms stay while the
	// same is promised, whoever promises it and under whichever version.
	a := compile(t, auditCase(t))
	base := pledge(t, a, worker(false))
	for name, change := range map[string]func(*models.Appendix, *models.Signer){
		"name":     func(_ *models.Appendix, s *models.Signer) { s.Name = "別人" },
		"employer": func(_ *models.Appendix, s *models.Signer) { s.Employer = "別の会社" },
		"tier":     func(_ *models.Appendix, s *models.Signer) { s.Tier = 2 },
		"version":  func(a *models.Appendix, _ *models.Signer) { a.Version = 2 },
		"number":   func(a *models.Appendix, _ *models.Signer) { a.Facts.Number += "の２" },
	} {
		b, s := a, worker(false)
		change(&b, &s)
		p := pledge(t, b, s)
		if p.Hash == base.Hash || p.Terms != base.Terms {
			t.Errorf("%s: hash changed %t, terms changed %t", name, p.Hash != base.Hash, p.Terms != base.Terms)
		}
	}
	if p := pledge(t, a, worker(true)); p.Terms == base.Terms {
		t.Error("a handler of My Number promises more, yet the terms are the same")
	}
	if hash, _ := base.Sums(); hash != base.Hash {
		t.Error("the hash is not that of the text")
	}
	other := base
	other.Preamble.EN = "another translation"
	if hash, terms := other.Sums(); hash != base.Hash || terms != base.Terms {
		t.Error("a translation is not sealed")
	}
}

func TestNoValueCanPassForALineOfTheForm(t *testing.T) {
	// A name with a line end in it does not begin a line of its own.
	s := worker(false)
	s.Name = "花子\n■罰則"
	if p := pledge(t, compile(t, auditCase(t)), s); strings.Count(p.Sealed(), "\n■罰則") != 1 {
		t.Error("a name wrote a heading")
	}
}

func TestPenaltiesAreThoseThatApply(t *testing.T) {
	// My Number offences, and with them the company's own fine, only where there is My
	// Number; those of the Act only from the day it applies to prefectures.
	ids := func(p models.PledgeText) string {
		var out []string
		for _, c := range p.Penalties {
			out = append(out, c.ID)
		}
		return strings.Join(out, " ")
	}
	at := func(class, day string) models.Appendix {
		f := auditCase(t)
		f.Systems, f.Classes, f.Flags = nil, []string{class}, nil
		f.Start, _ = models.ParseDate(day)
		return compile(t, f)
	}
	for _, c := range []struct{ class, day, want string }{
		{"mynumber", "2026-04-01", "mynumber_48 mynumber_49 mynumber_57 appi_176 appi_180"},
		{"health", "2026-04-01", "appi_176 appi_180"},
		{"casework", "2023-04-01", "appi_176 appi_180"},
		{"casework", "2023-03-31", "ordinance"},
		{"mynumber", "2017-01-06", "mynumber_48 mynumber_49 mynumber_57 ordinance"},
		{"corporate", "2026-04-01", ""},
		{"core_credential", "2026-04-01", ""},
	} {
		for _, s := range []models.Signer{company(0), company(1), worker(false), worker(true)} {
			p := pledge(t, at(c.class, c.day), s)
			if got := ids(p); got != c.want {
				t.Errorf("%s %s %s: %q, want %q", c.class, c.day, s.Bound(), got, c.want)
			}
			if (p.PenaltyNote.JA == "") != (c.want == "") {
				t.Errorf("%s: note %q", c.class, p.PenaltyNote.JA)
			}
			if text := p.Sealed(); strings.Contains(text, "１億円") != strings.Contains(c.want, "57") {
				t.Errorf("%s: the fine of the company itself: %s", c.class, text)
			}
			for _, x := range p.Penalties {
				if len(x.Sources) == 0 {
					t.Errorf("%s has no source", x.ID)
				}
			}
		}
	}
}

func TestHandlersPromiseWhatOthersDoNot(t *testing.T) {
	// Named or not named as handler, one of the two; neither where there is no My Number.
	has := func(p models.PledgeText, id string) bool {
		return slices.ContainsFunc(p.Statements, func(c models.PledgeClause) bool { return c.ID == id })
	}
	a := compile(t, auditCase(t))
	if p := pledge(t, a, worker(true)); !has(p, "mynumber_handler") || has(p, "mynumber_others") {
		t.Error("a handler")
	}
	if p := pledge(t, a, worker(false)); has(p, "mynumber_handler") || !has(p, "mynumber_others") {
		t.Error("not a handler")
	}
	if p := pledge(t, contractOf(t, "health"), worker(true)); has(p, "mynumber_handler") || has(p, "mynumber") || has(p, "mynumber_others") {
		t.Error("no My Number, yet the pledge speaks of it")
	}
}

func TestWaivedArticlesAreLeftOut(t *testing.T) {
	// Out of the duties and the topics; clauses that name a value of one as well, and a
	// pledge whose own article is waived is not asked for.
	f := auditCase(t)
	day, _ := models.ParseDate("2027-03-31")
	waive := func(id string) models.WaiverFacts {
		return models.WaiverFacts{Obligation: id, Reason: "理由", Approver: "情報部門の長", ApprovedOn: f.Start, EndsOn: day}
	}
	f.Waivers = []models.WaiverFacts{waive("MED-03"), waive("INC-01"), waive("WRK-03")}
	a := compile(t, f)
	p := pledge(t, a, worker(false))
	for _, d := range p.Duties {
		if d.Obligation == "MED-03" || d.Obligation == "INC-01" {
			t.Errorf("%s is a duty", d.Obligation)
		}
	}
	for _, c := range p.Statements {
		if c.ID == "incident" || strings.Contains(c.Text.JA+c.Text.EN, "{") {
			t.Errorf("%+v", c)
		}
	}
	for _, topic := range catalog.Topics(edition(), a, "worker") {
		for _, x := range topic.Articles {
			if x.Obligation == "MED-03" {
				t.Error("MED-03 is explained")
			}
		}
		for _, q := range topic.Quiz {
			if q.Obligation == "MED-03" {
				t.Error("MED-03 is asked")
			}
		}
	}
	if r := catalog.PledgeRule(edition(), a, models.PledgeCompany); r.Asked || r.AskedBy != "WRK-03" || r.Identity != "" {
		t.Errorf("%+v", r)
	}
	if _, err := catalog.PledgeText(edition(), a, company(0)); models.Invalid(err) == nil || models.Invalid(err).Problems[0].Key != "error.pledge.not_asked" {
		t.Errorf("%v", err)
	}
}

func TestPledgeTextRefusesWhatItCannotPrint(t *testing.T) {
	// Another edition's appendix, a signer without a name, a level without a pledge.
	a := compile(t, auditCase(t))
	other := a
	other.Edition.Version = "1999-01"
	if _, err := catalog.PledgeText(edition(), other, company(0)); err == nil || models.Invalid(err) != nil {
		t.Errorf("another edition: %v", err)
	}
	if got := catalog.Topics(edition(), other, "vendor"); len(got) != 0 {
		t.Errorf("another edition: %d topics", len(got))
	}
	for field, s := range map[string]models.Signer{
		"employer": {Kind: models.PledgeCompany}, "name": {Kind: models.PledgeWorker, Employer: "会社"}, "kind": {Kind: "x", Employer: "会社"},
	} {
		_, err := catalog.PledgeText(edition(), a, s)
		if inv := models.Invalid(err); inv == nil || inv.Problems[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := catalog.PledgeText(edition(), contractOf(t, "public"), company(0)); models.Invalid(err) == nil {
		t.Errorf("L1: %v", err)
	}
}

func TestAnotherBodySpeaksForItself(t *testing.T) {
	// A pledge to another prefecture names it, in its clauses, duties and addressee.
	f := auditCase(t)
	f.Body = models.Body{Name: "福岡県", NameEN: "Fukuoka Prefecture", Short: "県", ShortEN: "the body", Head: "福岡県知事", Honorific: "殿"}
	p := pledge(t, compile(t, f), worker(true))
	if text := p.Sealed(); strings.Contains(strings.NewReplacer("政府", "", "大阪府", "").Replace(text), "府") || !strings.Contains(text, "福岡県知事　殿") {
		t.Error(text)
	}
	if strings.Contains(english(p), "refecture’s") {
		t.Error(english(p))
	}
}
