package catalog_test

import (
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

// edited is the bundled edition with some texts replaced.
func edited(t *testing.T, pairs ...string) *catalog.Edition {
	t.Helper()
	src := bundled()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(src, pairs[i]) {
			t.Fatalf("the edition has no %q", pairs[i])
		}
		src = strings.Replace(src, pairs[i], pairs[i+1], 1)
	}
	e, err := catalog.Read("edited.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func lines(changes []catalog.Change, lang string) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(c.Level.String() + "|" + c.In(lang) + "\n")
	}
	return b.String()
}

func TestDiffSaysPerLevelWhatBecameStricter(t *testing.T) {
	// Values, levels, words and classes that change are named with old and new.
	b := edited(t,
		"version: '2026-10'", "version: '2027-04'",
		"          L1: 8\n          L2: 10\n          L3: 12\n          L4: 14", "          L1: 8\n          L2: 12\n          L3: 12\n          L4: 14",
		"L4: prefecture_line_attended", "L4: permit_each_monitored",
		"知り得た秘密を他に漏らして", "知り得た秘密を第三者に漏らして",
		"because:\n      ja: 公開情報を取り扱う\n      en: Handles public information\n    example:\n      ja: 公表済みの統計、広報紙、公開中の施設の案内\n      en: Published statistics, public bulletins, guides to facilities already online\n    level: L1",
		"because:\n      ja: 公開情報を取り扱う\n      en: Handles public information\n    example:\n      ja: 公表済みの統計、広報紙、公開中の施設の案内\n      en: Published statistics, public bulletins, guides to facilities already online\n    level: L2",
		"levels: [L4]\n    applies_when: always", "levels: [L3, L4]\n    applies_when: always",
		"          L4: 8\n    bound: [vendor, worker]\n    prefecture_owner: system_manager\n    vendor_owner: lead\n    evidence:\n      - ja: 代替認証記録",
		"          L3: 24\n          L4: 8\n    bound: [vendor, worker]\n    prefecture_owner: system_manager\n    vendor_owner: lead\n    evidence:\n      - ja: 代替認証記録",
	)
	got := lines(catalog.Diff(edition(), b), "ja")
	for _, want := range []string{
		"L2|強化 ACC-02.min_length パスワードの最小文字数: 10文字 → 12文字\n",
		"L4|緩和 MNT-03.remote",
		"|変更 CNF-01 body 秘密の保持: 受託者は、業務に関して知り得た秘密を他に漏らして",
		"|変更 public level 公開情報: L1 → L2\n",
		"L3|追加 ACC-07 生体認証によることができない場合の代替\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n != 5 {
		t.Errorf("%d changes, want 5:\n%s", n, got)
	}
	if en := lines(catalog.Diff(edition(), b), "en"); !strings.Contains(en, "stricter ACC-02.min_length Least length of a password: 10 characters → 12 characters") {
		t.Error(en)
	}
	if d := catalog.Diff(b, b); len(d) != 0 {
		t.Errorf("an edition differs from itself: %v", d)
	}
}

func TestDiffNamesWhatIsSignedAndTold(t *testing.T) {
	// Easy words, clauses, and how pledges, briefings and subcontracts are made.
	b := edited(t,
		"パスワードは誰にも教えません。", "パスワードを教えません。",
		"家族、知人及び", "家族及び",
		"      - id: attendance\n", "      - id: watched\n",
		"          - 個人情報保護法 第180条\n", "          - 個人情報保護法 第180条（要確認）\n",
		"paper: {L3: true, L4: false}", "paper: {L3: false, L4: false}",
		"delegable: {L2: true, L3: true, L4: true}", "delegable: {L2: true, L3: true, L4: false}",
		"prime_from: {L1: 1, L2: 1, L3: 2}", "prime_from: {L1: 1, L2: 1}",
		"reviewer_levels: [L3, L4]", "reviewer_levels: [L4]",
		"tiers: SUB-05.max_tiers", "tiers: SUB-04.interval_months",
	)
	got := lines(catalog.Diff(edition(), b), "ja")
	for _, want := range []string{
		"変更 ACC-04 plain パスワードの秘匿: パスワードは誰にも", "変更 worker.statements.secrecy text : 業務に関して",
		"追加 worker.statements.watched", "削除 worker.statements.attendance",
		"変更 company.penalties.appi_180 source", "変更 worker paper 誓約書: L3 true L4 false → L3 false L4 false",
		"変更 company delegable 誓約書: L2 true L3 true L4 true → L2 true L3 true L4 false",
		"変更 briefing prime_from : L1 1 L2 1 L3 2 → L1 1 L2 1", "変更 subcontracts reviewer_levels : L3 L4 → L4",
		"変更 subcontracts tiers : SUB-05.max_tiers → SUB-04.interval_months",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n != 10 {
		t.Errorf("%d changes, want 10:\n%s", n, got)
	}
}

func TestCompareNamesAddedRemovedChangedAndMoved(t *testing.T) {
	// A flag adds an article, a stricter value changes one, and the numbers that
	// shift because of it are no change.
	f := auditCase(t)
	before := compile(t, f)
	f.Flags = []string{"uses_cloud"}
	f.Stricter = []models.ParamChange{{Obligation: "ACC-02", Param: "min_length", Value: 20, Reason: "r"}}
	got := map[string]string{}
	for _, c := range catalog.Compare(before, compile(t, f)) {
		got[c.Obligation] = c.Change + " " + strings.Join(c.Params, ",")
		if (c.Before == nil) != (c.Change == "added") || (c.After == nil) != (c.Change == "removed") {
			t.Errorf("%s %s: sides", c.Obligation, c.Change)
		}
	}
	want := map[string]string{"CLD-01": "added ", "MNT-03": "removed ", "ACC-02": "changed min_length"}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s: %q, want %q", k, got[k], v)
		}
	}
	f = auditCase(t)
	f.Systems, f.Classes = nil, []string{"child_consultation"}
	moved := 0
	for _, c := range catalog.Compare(before, compile(t, f)) {
		if c.Change == "moved" {
			moved++
		}
	}
	if moved == 0 {
		t.Error("without My Number, shared articles move to the personal part")
	}
	if c := catalog.Compare(before, before); len(c) != 0 {
		t.Errorf("%v", c)
	}
}

func TestLevelsComeFromData(t *testing.T) {
	// The highest class decides, implied flags stand, raises and lowerings act
	// within the floors, and reasons lead with what forces the level.
	up := func(l models.Level) *models.LevelChange { return &models.LevelChange{Level: l, Reason: "理由"} }
	cases := []struct {
		name           string
		f              models.Facts
		derived, level models.Level
		first, flags   string
	}{
		{"nothing", models.Facts{}, 0, 0, "", "password_periodic"},
		{"public", models.Facts{Classes: []string{"public"}}, 1, 1, "class:public", "password_periodic"},
		{"the highest wins", models.Facts{Classes: []string{"public", "staff", "internal_draft"}}, 3, 3, "class:staff", "has_personal_info password_periodic"},
		{"a system counts", models.Facts{Classes: []string{"public"}, Systems: []models.SystemFacts{{Name: "宛名", Classes: []string{"mynumber"}}}}, 4, 4, "class:mynumber", "has_personal_info has_mynumber password_periodic"},
		{"My Number leads", models.Facts{Classes: []string{"classified", "health", "mynumber"}}, 4, 4, "class:mynumber", "has_personal_info has_sensitive has_mynumber password_periodic"},
		{"raised", models.Facts{Classes: []string{"public"}, Raise: up(3)}, 1, 3, "raise:", "password_periodic"},
		{"a raise below has no effect", models.Facts{Classes: []string{"staff"}, Raise: up(2)}, 3, 3, "class:staff", "has_personal_info password_periodic"},
		{"lowered", models.Facts{Classes: []string{"classified"}, Lower: up(2)}, 4, 2, "class:classified", "password_periodic"},
		{"a lowering stops at the floor", models.Facts{Classes: []string{"tax"}, Lower: up(1)}, 4, 3, "class:tax", "has_personal_info password_periodic"},
		{"My Number is never lowered", models.Facts{Classes: []string{"mynumber"}, Lower: up(1)}, 4, 4, "class:mynumber", "has_personal_info has_mynumber password_periodic"},
		{"contract flags", models.Facts{Classes: []string{"public"}, Flags: []string{"uses_cloud"}}, 1, 1, "class:public", "uses_cloud password_periodic"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, err := catalog.Derive(edition(), c.f)
			if err != nil {
				t.Fatal(err)
			}
			if r.Derived != c.derived || r.Level != c.level || strings.Join(r.Flags, " ") != c.flags {
				t.Errorf("%+v", r)
			}
			if c.first != "" && r.Reasons[0].Kind+":"+r.Reasons[0].Ref != c.first {
				t.Errorf("first reason %+v", r.Reasons[0])
			}
		})
	}
}

func TestUnknownNamesAreProblemsOfTheirFields(t *testing.T) {
	// What the edition does not know is refused with what was probably meant.
	for _, c := range []struct {
		f           models.Facts
		field, want string
	}{
		{models.Facts{Classes: []string{"mynumbr"}}, "classes[0]", "「mynumber」ではありませんか"},
		{models.Facts{Systems: []models.SystemFacts{{Classes: []string{"x"}}}}, "systems[0].classes[0]", "次のいずれかを書いてください"},
		{models.Facts{Classes: []string{"public"}, Flags: []string{"use_cloud"}}, "flags[0]", "「uses_cloud」ではありませんか"},
		{models.Facts{Classes: []string{"public"}, Flags: []string{"has_mynumber"}}, "flags[0]", "データ区分を選んでください"},
		{models.Facts{Classes: []string{"public"}, Flags: []string{"password_periodic"}}, "flags[0]", "版の方針で決まります"},
	} {
		_, err := catalog.Derive(edition(), c.f)
		inv := models.Invalid(err)
		if inv == nil || inv.Problems[0].Field != c.field || !strings.Contains(inv.Problems[0].Args[0].(string), c.want) {
			t.Errorf("%+v: %v", c.f, inv)
		}
	}
	if _, err := catalog.Compile(edition(), models.Facts{}); models.Invalid(err) == nil || models.Invalid(err).Problems[0].Field != "classes" {
		t.Errorf("no class: %v", err)
	}
}
