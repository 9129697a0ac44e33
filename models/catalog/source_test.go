package catalog_test

import (
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

// cited is every line of source an appendix prints, reasons of the level included.
func cited(a models.Appendix) string {
	var all []string
	for _, x := range articles(a) {
		all = append(all, x.Sources...)
	}
	for _, r := range a.Level.Reasons {
		all = append(all, r.Source)
	}
	return strings.Join(all, "\n")
}

func TestNothingLaterThanTheContractIsCited(t *testing.T) {
	// A contract rests on what was published on its day: no guideline, notice, amendment or case of later years.
	cases := []struct {
		day      string
		not, yes []string
	}{
		{"2019-04-01", []string{"（令和4年）", "（令和元年）", "（令和6年勧告）", "（令和8年3月）", "生成AIサービス", "個人情報保護法"}, []string{"（令和8年3月改定前）", "保護条例"}},
		{"2026-03-26", []string{"（令和8年3月）", "令和8年6月26日", "令和8年4月1日施行の改正後"}, []string{"（令和8年3月改定前）", "個人情報保護法"}},
		{"2026-04-01", []string{"（令和8年3月改定前）", "令和8年6月26日"}, []string{"（令和8年3月）", "令和8年4月1日施行の改正後"}},
		{"2026-06-26", []string{"（令和8年3月改定前）"}, []string{"令和8年6月26日"}},
	}
	for _, c := range cases {
		t.Run(c.day, func(t *testing.T) {
			f := auditCase(t)
			f.Flags = []string{"remote_maintenance", "uses_cloud", "vendor_holds_data"}
			f.Start, _ = models.ParseDate(c.day)
			all := cited(compile(t, f))
			for _, later := range c.not {
				if strings.Contains(all, later) {
					t.Errorf("%s is cited", later)
				}
			}
			for _, known := range c.yes {
				if !strings.Contains(all, known) {
					t.Errorf("%s is not cited", known)
				}
			}
		})
	}
}

func TestEveryDataClassHasASourceOnEveryDay(t *testing.T) {
	// Why a contract has its level rests on a source whenever it was concluded.
	for _, class := range edition().Classes {
		for _, day := range []string{"2017-01-06", "2023-03-31", "2023-04-01", "2026-03-27", "2027-07-01"} {
			f := auditCase(t)
			f.Classes, f.Systems = []string{class.ID}, nil
			f.Start, _ = models.ParseDate(day)
			r, err := catalog.Derive(edition(), f)
			if err != nil || r.Reasons[0].Source == "" {
				t.Errorf("%s on %s: no source (%v)", class.ID, day, err)
			}
		}
	}
}

func TestRulesOfAnotherBodyAreExamples(t *testing.T) {
	// A town does not rest on the ordinance of a prefecture: its own rule is named, the other as an example.
	f := auditCase(t)
	f.Start, _ = models.ParseDate("2021-04-01")
	own := cited(compile(t, f))
	if !strings.Contains(own, "大阪府個人情報保護条例 第10条第1項") || strings.Contains(own, "相当する規程") {
		t.Error("the body's own rules are not cited plainly")
	}
	f.Body = models.Body{Name: "能勢町", Short: "町"}
	town := cited(compile(t, f))
	for _, want := range []string{"能勢町の相当する規程（例：大阪府個人情報保護条例 第10条第1項", "能勢町の相当する規程（例：大阪府 情報セキュリティに関する基本要綱 第43条", "番号法 第29条の2（町の研修義務）"} {
		if !strings.Contains(town, want) {
			t.Errorf("%s is not cited", want)
		}
	}
	for _, line := range strings.Split(town, "\n") {
		if strings.HasPrefix(line, "大阪府") {
			t.Errorf("the town rests on %s", line)
		}
	}
}

func TestALoweringSaysHowFarItWent(t *testing.T) {
	// A decision the floor holds back does not read as if the level were lower.
	for _, c := range []struct{ class, want string }{
		{"classified", "決定により引き下げる：公表した"},
		{"tax", "決定により、データの性質による下限まで引き下げる：公表した"},
		{"mynumber", "引下げの決定があるが、データの性質による下限のため引き下げない：公表した"},
	} {
		r, err := catalog.Derive(edition(), models.Facts{Classes: []string{c.class}, Lower: &models.LevelChange{Level: models.L1, Reason: "公表した"}})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, reason := range r.Reasons {
			found = found || reason.Kind == "lower" && reason.JA == c.want
		}
		if !found {
			t.Errorf("%s: %v", c.class, r.Reasons)
		}
	}
}
