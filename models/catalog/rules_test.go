package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

func TestPledgeRulesByLevel(t *testing.T) {
	// Who pledges, how identity is shown, whether paper does, who confirms.
	type rule = models.PledgeRule
	c, w := models.PledgeCompany, models.PledgeWorker
	for _, x := range []struct {
		class string
		kind  models.PledgeKind
		want  rule
	}{
		{"public", c, rule{Kind: c, Form: "F-01A", Level: 1, AskedBy: "WRK-03"}},
		{"public", w, rule{Kind: w, Form: "F-01B", Level: 1, AskedBy: "WRK-02"}},
		{"internal_draft", w, rule{Kind: w, Form: "F-01B", Level: 2, AskedBy: "WRK-02"}},
		{"internal_draft", c, rule{Kind: c, Form: "F-01A", Level: 2, Asked: true, AskedBy: "WRK-03", WithinDays: 14, Identity: models.CheckPassword,
			Paper: true, Delegable: true, FiscalYear: true, OnNewEdition: true, ConfirmedBy: "division"}},
		{"casework", w, rule{Kind: w, Form: "F-01B", Level: 3, Asked: true, AskedBy: "WRK-02", Identity: models.CheckCode,
			Paper: true, FiscalYear: true, RenewMonths: 12, OnNewEdition: true, ConfirmedBy: "division"}},
		{"mynumber", w, rule{Kind: w, Form: "F-01B", Level: 4, Asked: true, AskedBy: "WRK-02", Identity: models.CheckCode,
			FiscalYear: true, RenewMonths: 12, OnNewEdition: true, ConfirmedBy: "it_division"}},
		{"mynumber", c, rule{Kind: c, Form: "F-01A", Level: 4, Asked: true, AskedBy: "WRK-03", WithinDays: 7, Identity: models.CheckCode,
			Paper: true, Delegable: true, FiscalYear: true, OnNewEdition: true, ConfirmedBy: "it_division"}},
	} {
		if got := catalog.PledgeRule(edition(), contractOf(t, x.class), x.kind); got != x.want {
			t.Errorf("%s %s:\n%+v, want\n%+v", x.class, x.kind, got, x.want)
		}
	}
}

func TestPledgesLapseWithTheFiscalYear(t *testing.T) {
	// On 31 March, or after the interval where that comes first.
	day := func(s string) models.Date { d, _ := models.ParseDate(s); return d }
	for _, c := range []struct {
		r          models.PledgeRule
		from, want string
	}{
		{models.PledgeRule{FiscalYear: true, RenewMonths: 12}, "2026-04-01", "2027-03-31"},
		{models.PledgeRule{FiscalYear: true, RenewMonths: 12}, "2026-10-15", "2027-03-31"},
		{models.PledgeRule{FiscalYear: true, RenewMonths: 12}, "2027-03-31", "2027-03-31"},
		{models.PledgeRule{FiscalYear: true, RenewMonths: 6}, "2026-04-01", "2026-09-30"},
		{models.PledgeRule{FiscalYear: true, RenewMonths: 6}, "2027-01-10", "2027-03-31"},
		{models.PledgeRule{RenewMonths: 12}, "2026-10-15", "2027-10-14"},
		{models.PledgeRule{}, "2026-10-15", ""},
	} {
		if got := c.r.LastDay(day(c.from)).String(); got != c.want {
			t.Errorf("%+v from %s: %s, want %s", c.r, c.from, got, c.want)
		}
	}
	if got := (models.BriefingRule{RepeatMonths: 12}).LastDay(day("2026-04-02")).String(); got != "2027-04-01" {
		t.Errorf("briefing: %s", got)
	}
}

func TestBriefingRulesByLevel(t *testing.T) {
	// The prime may brief in the prefecture's place from a tier on, at L4 never.
	for class, want := range map[string]models.BriefingRule{
		"public":         {Level: 1, Asked: true, AskedBy: "WRK-04", RepeatMonths: 24, PassMark: 50, Retries: 5, PrimeFrom: 1, OnNewEdition: true},
		"internal_draft": {Level: 2, Asked: true, AskedBy: "WRK-04", RepeatMonths: 12, PassMark: 50, Retries: 5, PrimeFrom: 1, OnNewEdition: true},
		"casework":       {Level: 3, Asked: true, AskedBy: "WRK-04", RepeatMonths: 12, PassMark: 80, Retries: 3, PrimeFrom: 2, OnNewEdition: true},
		"mynumber":       {Level: 4, Asked: true, AskedBy: "WRK-04", RepeatMonths: 12, PassMark: 100, Retries: 3, OnNewEdition: true},
	} {
		r := catalog.BriefingRule(edition(), contractOf(t, class))
		if r != want {
			t.Errorf("%s: %+v", class, r)
		}
		for tier, may := range []bool{false, want.PrimeFrom == 1, want.PrimeFrom > 0, want.PrimeFrom > 0} {
			if r.PrimeMayBrief(tier) != may {
				t.Errorf("%s, tier %d: %t", class, tier, !may)
			}
		}
	}
}

func TestSubcontractRulesByLevel(t *testing.T) {
	// Numbers are those of the articles; the consent of 番号法 第10条 stands even where
	// its article was waived, and goes with My Number alone.
	for _, c := range []struct {
		class               string
		lead, tiers         int
		reviewer, myConsent bool
	}{
		{"public", 5, 0, false, false}, {"internal_draft", 10, 2, false, false}, {"casework", 10, 2, true, false},
		{"health", 20, 1, true, false}, {"mynumber", 20, 1, true, true},
	} {
		r := catalog.SubcontractRule(edition(), contractOf(t, c.class))
		if !r.Asked || r.LeadDays != c.lead || r.MaxTiers != c.tiers || r.Reviewer != c.reviewer || r.Consent != c.myConsent {
			t.Errorf("%s: %+v", c.class, r)
		}
		if r.Beyond(c.tiers) || r.Beyond(c.tiers+1) != (c.tiers > 0) || r.Consent != (len(r.ConsentSources) > 0) || len(r.Sources) == 0 {
			t.Errorf("%s: %+v", c.class, r)
		}
	}
	f := auditCase(t)
	f.Stricter = []models.ParamChange{{Obligation: "SUB-01", Param: "lead_days", Value: 30, Reason: "r"}}
	f.Waivers = []models.WaiverFacts{
		{Obligation: "MYN-02", Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End},
		{Obligation: "SUB-05", Param: "max_tiers", Value: 3, Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End},
	}
	if r := catalog.SubcontractRule(edition(), compile(t, f)); r.LeadDays != 30 || r.MaxTiers != 3 || !r.Consent {
		t.Errorf("%+v", r)
	}
	f.Waivers = []models.WaiverFacts{{Obligation: "SUB-01", Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End}}
	if r := catalog.SubcontractRule(edition(), compile(t, f)); r.Asked || r.LeadDays != 0 {
		t.Errorf("waived: %+v", r)
	}
}

func TestStructureFactsByClass(t *testing.T) {
	// Who answers for personal information is asked where the data holds any, by the article
	// in force, and not where that is waived.
	for class, asked := range map[string]bool{"public": false, "internal_draft": false, "casework": true, "health": true, "mynumber": true} {
		a := contractOf(t, class)
		f := catalog.StructureFacts(edition(), a, []string{class})
		if (f.Privacy != "") != asked {
			t.Errorf("%s: %+v", class, f)
		}
		if f := catalog.StructureFacts(edition(), a, []string{"public"}); f.Privacy != "" {
			t.Errorf("%s: %+v of a party that touches none", class, f)
		}
	}
	f := auditCase(t)
	f.Waivers = []models.WaiverFacts{{Obligation: "ORG-01", Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End}}
	if got := catalog.StructureFacts(edition(), compile(t, f), f.Classes); got.Privacy != "" {
		t.Errorf("waived: %+v", got)
	}
}

func TestSubcontractLimitsByLevel(t *testing.T) {
	// What the appendix in force says of work abroad, clouds and further tiers: forbidden
	// where it admits of no exception, to be approved elsewhere, and nothing at L1; by the
	// value that binds, also when it was read back from JSON.
	for class, want := range map[string]string{
		"public": " / / ", "internal_draft": "CLD-02 false/CLD-01 false/SUB-05 false", "casework": "CLD-02 false/CLD-01 false/SUB-05 false",
		"health": "CLD-02 true/CLD-01 false/SUB-05 true",
	} {
		a := contractOf(t, class)
		if got := limits(catalog.SubcontractRule(edition(), a)); got != want {
			t.Errorf("%s: %s, want %s", class, got, want)
		}
		text, err := json.Marshal(a)
		var back models.Appendix
		if err = errors.Join(err, json.Unmarshal(text, &back)); err != nil {
			t.Fatal(err)
		}
		if got := limits(catalog.SubcontractRule(edition(), back)); got != want {
			t.Errorf("%s read back: %s, want %s", class, got, want)
		}
	}
	f := auditCase(t)
	f.Flags = append(f.Flags, "uses_cloud")
	r := catalog.SubcontractRule(edition(), compile(t, f))
	if r.Cloud.Number == "" || r.Cloud.Says.JA == "" || !r.Abroad.Forbidden || r.Abroad.Number == "" {
		t.Errorf("%+v, %+v", r.Cloud, r.Abroad)
	}
	f.Waivers = []models.WaiverFacts{
		{Obligation: "CLD-02", Param: "overseas", Value: "approval", Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End},
		{Obligation: "CLD-01", Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End},
		{Obligation: "SUB-05", Param: "max_tiers", Value: 2, Reason: "r", Approver: "a", ApprovedOn: f.Start, EndsOn: f.End},
	}
	if got := limits(catalog.SubcontractRule(edition(), compile(t, f))); got != "CLD-02 false/ /SUB-05 false" {
		t.Errorf("waived: %s", got)
	}
}

// limits writes what limits a subcontractor of the first tier.
func limits(r models.SubcontractRule) string {
	var all []string
	for _, l := range []*models.Limit{r.Abroad, r.Cloud, r.Onward(1)} {
		if l == nil {
			all = append(all, " ")
		} else {
			all = append(all, fmt.Sprintf("%s %t", l.Obligation, l.Forbidden))
		}
	}
	return strings.Join(all, "/")
}
