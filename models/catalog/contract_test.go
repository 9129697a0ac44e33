package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/yamlfile"
)

func TestTheExampleContractReads(t *testing.T) {
	// The reference file is the audit case, and says what it means to say.
	f := auditCase(t)
	if f.Title != "児童相談ＩＴナビシステム保守運用業務" || f.Start.String() != "2026-04-01" || f.End.String() != "2027-03-31" ||
		f.Persons != 45000 || f.Vendor.Representative != "𠮷野 博" || f.Consultation.Number != "協議第５６号" || f.Scheme != models.SchemeArticle {
		t.Errorf("%+v", f)
	}
}

func TestTheExampleHoldsWithItsCommentedParts(t *testing.T) {
	// Every part that is commented out for the reader is right as well.
	src := string(assets.ContractExample())
	for _, part := range []string{"stricter", "waivers", "raise"} {
		at := strings.Index(src, "# "+part+":")
		end := strings.Index(src[at:], "\n\n")
		src = src[:at] + strings.ReplaceAll(src[at:at+end], "# ", "") + src[at+end:]
	}
	src = strings.ReplaceAll(src, "obligation: CYB-05        param", "obligation: CYB-05 # param")
	f, err := catalog.ReadContract(edition(), "c.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Stricter) != 1 || len(f.Waivers) != 2 || f.Raise == nil {
		t.Errorf("%+v", f)
	}
	compile(t, f)
}

func TestReadContractSaysWhatIsWrongAndWhere(t *testing.T) {
	// One mistake, one complaint with line and advice in both languages.
	cases := []struct{ name, old, new, at, ja, en string }{
		{"unknown key", "division:", "divison:", "divison:", "「division」ではありませんか", "did you mean “division”?"},
		{"unknown kind", "kind: upkeep", "kind: upkep", "kind: upkep", "「upkeep」ではありませんか", "did you mean “upkeep”?"},
		{"unknown zone", "zone: mynumber", "zone: my", "zone: my", "「my」という値はありません", "lgwan"},
		{"unknown class", "classes: [child_consultation, mynumber]\n    links", "classes: [child_consultation, mynumbers]\n    links", "classes: [child_consultation, mynumbers]", "「mynumber」ではありませんか", "did you mean “mynumber”?"},
		{"unknown flag", "flags: [remote_maintenance]", "flags: [remote_maintainance]", "flags: [", "「remote_maintenance」ではありませんか", "did you mean"},
		{"flag of data", "flags: [remote_maintenance]", "flags: [has_mynumber]", "flags: [", "契約では選べません", "not for a contract to choose"},
		{"check digit", "'3120001999991'", "'5120001999991'", "'5120001999991'", "5ではなく3のはず", "should be 3"},
		{"end before start", "end: 令和９年３月３１日", "end: 令和８年３月３１日", "end: ", "終了の日（2026-03-31）が開始の日（2026-04-01）より前", "lies before the start"},
		{"date of no era", "start: 令和８年４月１日", "start: 令和元年４月３０日", "start: ", "正しくは平成３１年４月３０日です", "it was 平成３１年４月３０日"},
		{"My Number", "title: 児童相談", "title: " + validMyNumber() + "児童相談", "title: ", "個人番号が含まれています", "holds a My Number"},
		{"too long", "title: 児童相談", "title: " + strings.Repeat("長", 300), "title: ", "200字以内", "within 200"},
		{"missing title", "title: 児童相談ＩＴナビシステム保守運用業務\n", "", "", "「title」が書かれていません", "“title” is missing"},
		{"looser value", "# stricter:\n#   - obligation: ACC-02\n#     param: min_length\n#     value: 16\n#     reason: 遠隔", "stricter:\n  - obligation: ACC-02\n    param: min_length\n    value: 10\n    reason: 遠隔", "    value: 10", "14文字より厳しい値にするか", "apply for a waiver"},
		{"waiver of the past", "consultation:", "waivers:\n  - {obligation: CYB-05, reason: 理由, approver: 情報部門の長, approved_on: 2026-03-01, ends_on: 2026-03-20}\nconsultation:", "  - {obligation", "終期（2026-03-20）が契約の開始の日（2026-04-01）より前", "before the contract starts"},
		{"negative persons", "persons: 45000", "persons: -1", "persons: -1", "本人の数が負です", "write 0 or more"},
		{"word for a number", "persons: 45000", "persons: 多数", "persons: 多数", "整数ではありません", "write digits only"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := string(assets.ContractExample())
			if !strings.Contains(src, c.old) {
				t.Fatalf("the example has no %q", c.old)
			}
			src = strings.Replace(src, c.old, c.new, 1)
			_, err := catalog.ReadContract(edition(), "c.yaml", []byte(src))
			var is yamlfile.Issues
			if !errors.As(err, &is) {
				t.Fatalf("%v", err)
			}
			if len(is) != 1 || !strings.Contains(is.In("ja"), c.ja) || !strings.Contains(is.In("en"), c.en) {
				t.Errorf("%s\n%s", is.In("ja"), is.In("en"))
			}
			if c.at != "" && is[0].Line != lineOf(src, "\n"+strings.TrimPrefix(c.at, "\n"))+1 && is[0].Line != lineOf(src, c.at) {
				t.Errorf("line %d: %s", is[0].Line, is[0].In("en"))
			}
		})
	}
}

func TestAContractWithoutDataIsRefused(t *testing.T) {
	// No data class, no level, no appendix.
	src := "number: 1\ntitle: t\nkind: other\ndivision: d\nbody: {name: 能勢町}\nstart: 2026-04-01\nend: 2027-03-31\n"
	_, err := catalog.ReadContract(edition(), "c.yaml", []byte(src))
	if err == nil || !strings.Contains(err.Error(), "no data class has been chosen") {
		t.Error(err)
	}
}

func FuzzReadContract(f *testing.F) {
	f.Add(assets.ContractExample())
	f.Add([]byte("classes: [public]\nstricter: [{obligation: ACC-02, param: min_length, value: [1, a]}]"))
	f.Add([]byte("systems: [{}]\nwaivers: [{obligation: x}]\nraise: {level: L4}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		// Whatever comes in, facts that compile or complaints.
		facts, err := catalog.ReadContract(edition(), "c", in)
		if err != nil {
			if models.KindOf(err) != models.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		a, err := catalog.Compile(edition(), facts)
		if err != nil {
			t.Fatal(err)
		}
		if b := compile(t, facts); a.Hash != b.Hash {
			t.Fatal("two hashes of the same facts")
		}
	})
}
