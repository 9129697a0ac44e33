package catalog_test

import (
	"strings"
	"testing"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
)

func bundled() string {
	all := assets.Editions()
	return string(all[len(all)-1].Data)
}

func TestTheBundledEditionHasNothingToMend(t *testing.T) {
	// Only notes on sources not compared with the original remain.
	for _, f := range assets.Editions() {
		for _, i := range catalog.Check(f.Name, f.Data) {
			if !i.Note || i.Key != "catalog.unchecked" {
				t.Error(i.In("en"))
			}
		}
	}
}

func TestCheckFindsEachSeededDefect(t *testing.T) {
	// One change to the bundled edition, one complaint: its line, what is wrong and
	// how to mend it, in both languages. at is a text on the line complained about.
	cases := []struct{ name, old, new, at, ja, en string }{
		{"unknown placeholder", "日の{lead_days}開庁日前までに書面で", "日の{led_days}開庁日前までに書面で", "ja: '受託者は、府に届け出た責任者", "{led_days} は params にありません。「lead_days」ではありませんか", "did you mean “lead_days”?"},
		{"parameter unused in one language", "at least {lead_days} business day(s) beforehand, of any", "beforehand, of any", "lead_days:\n        label:\n          ja: 変更の", "「lead_days」が本文（en）で使われていません", "not used in the body (en)"},
		{"missing language", "    ja: 契約・体制・規程の交付\n", "", "B01:\n    en:", "日本語と英語の一方しか", "only one of Japanese and English"},
		{"loosening", "          L1: 8\n          L2: 10", "          L1: 11\n          L2: 10", "          L2: 10\n          L3: 12", "重要度 L2 で水準が緩くなっています", "the value loosens at level L2"},
		{"undeclared choice", "L2: notify", "L2: notfy", "L2: notfy", "「notfy」はこの水準値の値ではありません", "write of these: notify, permit, forbidden"},
		{"undeclared item", "L2: [transit, media]", "L2: [transit, medium]", "L2: [transit, medium]", "この水準値の値ではありません", "transit, media, terminal"},
		{"unknown flag", "applies_when: remote_maintenance", "applies_when: remote_maintenence", "remote_maintenence", "「remote_maintenence」は旗ではありません。「remote_maintenance」ではありませんか", "did you mean"},
		{"negation", "applies_when: uses_cloud", "applies_when: not uses_cloud", "not uses_cloud", "always、又は旗を and と or だけで", "joined by and and or only"},
		{"brackets", "applies_when: uses_cloud", "applies_when: (uses_cloud)", "(uses_cloud)", "旗ではありません", "joined by and and or only"},
		{"unknown form", "        form: F-11", "        form: F-21", "form: F-21", "「F-21」という様式は宣言されていません", "no declared form"},
		{"unknown topic", "briefing_topic: B13", "briefing_topic: B31", "briefing_topic: B31", "「B31」という説明項目", "no declared briefing topic"},
		{"unknown source", "      - CVSS（共通脆弱性評価システム）（深刻度の区分）", "      - CVSSS 深刻度の区分", "CVSSS 深刻度", "出典「CVSSS」は source_registry にありません", "begin with a title of source_registry"},
		{"unknown owner", "prefecture_owner: contract_officer", "prefecture_owner: contract_oficer", "contract_oficer", "「contract_officer」ではありませんか", "owner of the prefecture’s side"},
		{"blank owner", "    vendor_owner: subcontractor_lead", "    vendor_owner: ''", "vendor_owner: ''", "vendor_owner がありません", "is missing"},
		{"unknown part", "parts: [mynumber]", "parts: [my_number]", "my_number", "「my_number」という部", "did you mean “mynumber”?"},
		{"unknown bound party", "bound: [vendor, worker]", "bound: [vendor, wroker]", "wroker", "義務を負う者", "did you mean “worker”?"},
		{"form of an id", "  - id: LOG-03\n", "  - id: LOG3\n", "id: LOG3", "id「LOG3」の形が違います", "write it like ACC-02"},
		{"duplicate id", "  - id: LOG-03\n", "  - id: LOG-02\n", "", "「LOG-02」が二度宣言されています", "declared twice"},
		{"levels with a gap", "levels: [L1, L2, L3, L4]\n    applies_when: always\n    params:\n      lead_days", "levels: [L1, L2, L4]\n    applies_when: always\n    params:\n      lead_days", "levels: [L1, L2, L4]", "L4 までの続きになっていません", "all above it up to L4"},
		{"wrong answer", "        answer: b", "        answer: d", "answer: d", "正答「d」は選択肢にありません", "not among the choices"},
		{"quiz of no obligation", "obligation: ORG-02\n", "obligation: ORG-22\n", "ORG-22", "「ORG-22」という遵守事項は宣言されていません", "no declared obligation"},
		{"part that does not apply", "parts: [personal]\n    title:\n      ja: 個人情報の取得の制限", "parts: [mynumber]\n    title:\n      ja: 個人情報の取得の制限", "parts: [mynumber]\n    title:\n      ja: 個人情報の取得の制限", "置かれる部が適用されない場合", "where none of its parts does"},
		{"unit away from its number", "{min_length}文字以上", "{min_length}字以上", "ja: '受託者は、対象システム及び作業に使用する端末のパスワード", "{min_length} の直後に単位「文字」がありません", "the unit “文字” does not follow {min_length}"},
		{"unit without plural", "          en: character(s)\n", "          en: characters\n", "en: characters\n", "(s) がありません", "has no “(s)”"},
		{"topic without articles", "L1: [B01, B02, B09]", "L1: [B01, B02, B08, B09]", "L1: [B01, B02, B08, B09]", "L1 には説明項目 B08 の条がありません", "at L1 no article has the topic B08"},
		{"period reversed", "valid_to: '2023-03-31'\n    note: 令和5年4月1日に", "valid_to: '1990-03-31'\n    note: 令和5年4月1日に", "valid_to: '1990-03-31'", "期間の終わり（1990-03-31）が始まり", "swap the dates"},
		{"no source in force", "      - 大阪府個人情報保護条例 収集の制限（令和5年3月31日までに締結した契約）（要確認）\n", "", "    source:\n      - 個人情報保護法 第61条第2項", "2000-01-01 に締結した契約では、引くことのできる出典がありません", "no source is in force"},
		{"My Number", "漏らしてはならない。契約が終了し", "漏らしてはならない（" + validMyNumber() + "）。契約が終了し", validMyNumber(), "個人番号が含まれています", "it holds a My Number"},
		{"form without deadline", "      F-11:\n", "      F-12:\n", "", "様式 F-11 の期限が deadlines にありません", "has no deadline"},
		{"class below its floor", "    level: L4\n    flags: [has_personal_info, has_mynumber]", "    level: L3\n    flags: [has_personal_info, has_mynumber]", "    level: L3\n    flags: [has_personal_info, has_mynumber]", "旗「has_mynumber」の下限 L4 より低い", "make it L4 or higher"},
		{"body named outright", "知り得た秘密を他に漏らして", "知り得た大阪府の秘密を他に漏らして", "大阪府の秘密を他に", "「阪府」は委託する団体の呼び方に置き換えられません", "cannot be replaced"},
		{"adjective of the body", "in connection with the work. The same", "in connection with prefectural work. The same", "prefectural work", "英語の「prefectural」", "write “the prefecture”"},
		{"full-width digits", "秘密を他に漏らしては", "秘密を２回漏らしては", "秘密を２回", "全角の数字「２」", "in half width"},
		{"unknown key", "    briefing_topic: B14\n", "    briefing_topics: B14\n", "briefing_topics: B14", "「briefing_topic」ではありませんか", "did you mean “briefing_topic”?"},
		{"unknown class flag", "flags: [has_personal_info, has_mynumber]", "flags: [has_personal_info, uses_cloud]", "uses_cloud]", "データ区分が立てる旗ではありません", "not set by data classes"},
		{"consultation with a gap", "consultation:\n  levels: [L3, L4]", "consultation:\n  levels: [L3]", "levels: [L3]", "L4 までの続き", "up to L4"},
		{"no date", "effective_from: '2026-10-01'", "effective_from: '2026-02-30'", "effective_from: '2026-02-30'", "「2026-02-30」という日はありません", "ends on day 28"},
		{"no easy words", "    plain:\n      ja: '仕事で知った秘密は、誰にも漏らしません。契約が終わった後も、ずっと同じです。'\n      en: 'Tell nobody the secrets learned in the work. This never ends, even after the contract does.'\n", "", "", "plain がありません", "write this key"},
		{"easy words in one language", "      en: 'Tell nobody the secrets learned in the work. This never ends, even after the contract does.'\n", "", "    plain:\n      ja: '仕事で知った秘密は、誰にも", "日本語と英語の一方しか", "only one of Japanese and English"},
		{"placeholder of easy words", "前に変えた日から{max_age_days}日以内に", "前に変えた日から{max_agedays}日以内に", "ja: 'パスワードは、前に変えた日から", "「max_age_days」ではありませんか", "did you mean “max_age_days”?"},
		{"unit in easy words", "遅くとも{within_hours}時間以内です", "遅くとも{within_hours}以内です", "ja: '情報の漏えい、紛失、", "{within_hours} の直後に単位「時間」", "the unit “時間” does not follow"},
		{"topic that asks nobody", "        obligation: ORG-03\n", "        obligation: ORG-01\n", "", "L1 の従事者（個人）には、ORG-03 を確かめる問いがありません", "no question for Workers (individuals) to check ORG-03"},
		{"question of another topic", "        obligation: ORG-03\n", "        obligation: MED-03\n", "        obligation: MED-03\n", "MED-03 の説明項目は B06 です", "move the question to that topic"},
		{"no pledges", "\npledges:\n", "\npledge:\n", "", "「pledges」ではありませんか", "did you mean “pledges”?"},
		{"pledge of no obligation", "asked_by: WRK-03", "asked_by: WRK-33", "asked_by: WRK-33", "「WRK-33」という遵守事項", "did you mean “WRK-03”?"},
		{"pledge of no form", "    form: F-01A\n", "    form: F-01C\n", "    form: F-01C\n", "「F-01C」という様式", "no declared form"},
		{"clause names no value", "{INC-01.within_hours}時間以内に府に第一報", "{INC-01.within_hour}時間以内に府に第一報", "", "「INC-01.within_hours」ではありませんか", "did you mean “INC-01.within_hours”?"},
		{"clause of another article", "part: personal\n      - id: mynumber_use\n        ja: '", "part: personal\n      - id: mynumber_use\n        ja: '{MNT-03.remote}", "", "{MNT-03.remote} の条は、この文言が現れる契約の全てには", "does not apply to every contract"},
		{"clause twice", "      - id: rules\n", "      - id: keep\n", "      - id: keep\n        ja: '府の規程", "「keep」が二度宣言されています", "declared twice"},
		{"clause for nobody", "for: handler", "for: handlers", "for: handler", "「handlers」という誓約する者の区分", "did you mean “handler”?"},
		{"penalty without source", "        source:\n          - 番号法 第57条\n    ", "    ", "", "penalties[2].source がありません", "write this key"},
		{"identity loosens", "identity: {L2: password, L3: password_and_code, L4: password_and_code}", "identity: {L2: password, L3: password_and_code, L4: password}", "identity: {L2: password, L3", "重要度 L4 で水準が緩くなっています", "the value loosens at level L4"},
		{"identity of no kind", "identity: {L3: password_and_code,", "identity: {L3: passcode,", "identity: {L3: passcode,", "「passcode」という本人確認の方法", "no declared check of identity"},
		{"paper at a level without the pledge", "paper: {L3: true, L4: false}", "paper: {L2: true, L3: true, L4: false}", "paper: {L2: true, L3: true, L4: false}", "L2 は WRK-02 の重要度ではありません", "delete the value"},
		{"paper of no level", "paper: {L3: true, L4: false}", "paper: {L3: true}", "paper: {L3: true}", "L4 の値がありません", "write the value for L4"},
		{"worker who delegates", "    confirmed_by: {L3: division, L4: it_division}\n", "    confirmed_by: {L3: division, L4: it_division}\n    delegable: {L3: true, L4: true}\n", "", "委任することはできません", "nobody signs a worker’s pledge for them"},
		{"confirmed by nobody known", "confirmed_by: {L3: division, L4: it_division}", "confirmed_by: {L3: division, L4: it_divison}", "confirmed_by: {L3: division, L4: it_divison}", "「it_division」ではありませんか", "owner of the prefecture’s side"},
		{"oral that is no list", "oral: WRK-04.topics", "oral: WRK-04.repeat_months", "oral: WRK-04.repeat_months", "説明項目の並びではありません", "no list of briefing topics"},
		{"lead that is no number", "lead: SUB-01.lead_days", "lead: MED-02.approval", "lead: MED-02.approval", "MED-02.approval は数ではありません", "is no number"},
		{"pass mark beyond all", "L3: 80, L4: 100}", "L3: 80, L4: 101}", "pass_mark:", "101 は使えません", "from 1 to 100"},
		{"retries that loosen", "retries: {L1: 5, L2: 5, L3: 3, L4: 3}", "retries: {L1: 5, L2: 5, L3: 3, L4: 4}", "retries:", "緩くなっています", "loosens at level L4"},
		{"prime that briefs again", "prime_from: {L1: 1, L2: 1, L3: 2}", "prime_from: {L1: 1, L3: 2}", "prime_from:", "緩くなっています", "or delete it"},
		{"way of briefing", "others: {L1: written,", "others: {L1: oral,", "others:", "「oral」という説明の方法", "no declared way of briefing"},
		{"reviewer with a gap", "reviewer_levels: [L3, L4]", "reviewer_levels: [L3]", "reviewer_levels:", "L4 までの続き", "up to L4"},
		{"clause below its pledge", "        levels: [L3, L4]\n        applies_when: always\n      - id: secrecy\n        ja: '業務に関して知り得た秘密を、家族", "        levels: [L2, L3, L4]\n        applies_when: always\n      - id: secrecy\n        ja: '業務に関して知り得た秘密を、家族", "", "WRK-02 は L3 から", "begin at L3"},
		{"unknown contract value", "{policy_version}", "{policy_verzion}", "", "「policy_version」ではありませんか", "did you mean"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := bundled()
			if !strings.Contains(src, c.old) {
				t.Fatalf("the edition has no %q", c.old)
			}
			src = strings.Replace(src, c.old, c.new, 1)
			for _, i := range catalog.Check("e.yaml", []byte(src)) {
				if i.Note || !strings.Contains(i.In("ja"), c.ja) || !strings.Contains(i.In("en"), c.en) {
					continue
				}
				if want := lineOf(src, c.at); c.at != "" && i.Line != want {
					t.Errorf("line %d, want %d: %s", i.Line, want, i.In("en"))
				}
				if _, err := catalog.Read("e.yaml", []byte(src)); models.KindOf(err) != models.KindInvalid {
					t.Errorf("Read took it: %v", err)
				}
				return
			}
			for _, i := range catalog.Check("e.yaml", []byte(src)) {
				if !i.Note {
					t.Log(i.In("ja"), i.In("en"))
				}
			}
			t.Error("not found")
		})
	}
}

func lineOf(src, text string) int {
	return 1 + strings.Count(src[:max(0, strings.Index(src, text))], "\n")
}

// validMyNumber is made here so that no file of the house holds one.
func validMyNumber() string {
	for d := byte('0'); d <= '9'; d++ {
		if s := "12345678901" + string(d); models.GuardText("", s) != nil {
			return s
		}
	}
	panic("no check digit fits")
}

func TestMissingLevelValueIsNamed(t *testing.T) {
	// A level of the article without a value, and a value without its level.
	src := strings.Replace(bundled(), "          L2: 10\n          L3: 12\n", "          L3: 12\n", 1)
	found := false
	for _, i := range catalog.Check("e.yaml", []byte(src)) {
		found = found || strings.Contains(i.In("en"), "there is no value for L2")
	}
	if !found {
		t.Error("the missing value was not found")
	}
}

// small is the least edition that can be read, with one of each thing.
const small = `catalog: small
version: '1'
name: {ja: 版, en: edition}
effective_from: '2026-10-01'
consultation: {levels: [L4], basis: proposal, source: [法 第1条]}
owners:
  prefecture_owner: {division: {ja: 所管課, en: Division}}
  vendor_owner: {lead: {ja: 責任者, en: Lead}}
levels: {L1: {ja: 一, en: one}, L2: {ja: 二, en: two}, L3: {ja: 三, en: three}, L4: {ja: 四, en: four}}
flags:
  - {id: personal, ja: 個人情報, en: Personal, set_by: data_class}
  - {id: cloud, ja: クラウド, en: Cloud, set_by: contract, implies: [personal]}
floor_rules: [{if: personal, min_level: L3}]
parts: {security: {ja: 特記, en: Terms, applies_when: always}}
bound: {vendor: {ja: 受託者, en: Contractor}}
forms: [{id: F-01, ja: 様式, en: Form}]
source_registry: [{title: 法, en: Act, kind: law, status: read}]
general_provisions: [{id: G-01, title: {ja: 定義, en: Terms}, text: {ja: 府とは, en: the prefecture}}]
data_classes:
  - {id: plain, name: {ja: 情報, en: Data}, because: {ja: 情報, en: Data}, level: L1, flags: [], basis: seen, reason: {ja: 理由, en: Why}, source: [法]}
briefing_topics:
  B01:
    ja: 項目
    en: Topic
    quiz: [{id: q, obligation: ACC-01, question: {ja: 問, en: Q}, choices: [{id: a, ja: 一, en: one}, {id: b, ja: 二, en: two}], answer: a, explanation: {ja: 説明, en: E}}]
obligations:
  - id: ACC-01
    parts: [security]
    title: {ja: 題, en: Title}
    body: {ja: '府に{n}日、{c}、{l}、{t}', en: 'the prefecture {n} day(s), {c}, {l}, {t}'}
    plain: {ja: '{n}日までです。', en: 'By {n} day(s).'}
    levels: [L1, L2, L3, L4]
    applies_when: always or cloud and personal
    params:
      n: {label: {ja: 数, en: N}, type: number, unit: {ja: 日, en: day(s)}, stricter: lower, basis: seen, by_level: {L1: 9, L2: 7, L3: 7, L4: 1}}
      c: {label: {ja: 択, en: C}, type: choice, stricter: higher, basis: seen, choices: [{code: a, ja: 甲, en: A}, {code: b, ja: 乙, en: B}], by_level: {L1: a, L2: a, L3: b, L4: b}}
      l: {label: {ja: 列, en: L}, type: list, stricter: higher, basis: seen, items: [{code: a, ja: 甲, en: A}, {code: b, ja: 乙, en: B}], by_level: {L1: [a], L2: [a], L3: [a], L4: [a, b]}}
      t: {label: {ja: 項, en: T}, type: list, stricter: higher, basis: seen, items_from: briefing_topics, by_level: {L1: [B01], L2: [B01], L3: [B01], L4: [B01]}}
    bound: [vendor]
    prefecture_owner: division
    vendor_owner: lead
    evidence: [{ja: 証, en: E, form: F-01}]
    deadlines: {F-01: {ja: '{n}日前', en: '{n} day(s) before'}}
    source: [法 第1条]
    briefing_topic: B01
pledges:
  company:
    form: F-01
    asked_by: ACC-01
    title: {ja: 誓約書, en: Pledge}
    preamble: {ja: 府に誓約します。, en: I pledge to the prefecture.}
    statements: [{id: keep, ja: '{ACC-01.n}日', en: '{ACC-01.n} day(s)', levels: [L4], applies_when: cloud and personal}]
    survives: [{id: secrecy, ja: 続く, en: goes on, levels: [L1, L2, L3, L4], applies_when: always, source: [法]}]
    penalties: []
    penalty_note: {ja: 注, en: Note}
    identity: {L1: password, L2: password, L3: password, L4: password_and_code}
    paper: {L1: true, L2: true, L3: true, L4: false}
    confirmed_by: {L1: division, L2: division, L3: division, L4: division}
    basis: proposal
    source: [法]
    delegable: {L1: true, L2: true, L3: true, L4: false}
  worker:
    form: F-01
    asked_by: ACC-01
    title: {ja: 誓約書, en: Pledge}
    preamble: {ja: 府に誓約します。, en: I pledge to the prefecture.}
    statements: [{id: keep, ja: '{ACC-01.n}日', en: '{ACC-01.n} day(s)', levels: [L4], applies_when: cloud and personal}]
    survives: [{id: secrecy, ja: 続く, en: goes on, levels: [L1, L2, L3, L4], applies_when: always, source: [法]}]
    penalties: []
    penalty_note: {ja: 注, en: Note}
    identity: {L1: password, L2: password, L3: password, L4: password_and_code}
    paper: {L1: true, L2: true, L3: true, L4: false}
    confirmed_by: {L1: division, L2: division, L3: division, L4: division}
    basis: proposal
    source: [法]
briefing:
  asked_by: ACC-01
  oral: ACC-01.t
  repeat: ACC-01.n
  others: {L1: written, L2: self, L3: self, L4: self}
  pass_mark: {L1: 50, L2: 50, L3: 80, L4: 100}
  retries: {L1: 5, L2: 5, L3: 3, L4: 0}
  prime_from: {L1: 1}
  basis: proposal
  source: [法]
subcontracts: {asked_by: ACC-01, lead: ACC-01.n, tiers: ACC-01.n, consent: ACC-01, reviewer_levels: [L4], basis: proposal, source: [法]}
`

func TestTheLeastEditionReads(t *testing.T) {
	// One obligation with each type of parameter is an edition, except for a
	// condition that mixes always with flags.
	if _, err := catalog.Read("small.yaml", []byte(small)); err == nil || !strings.Contains(err.Error(), "“always” in applies_when is no flag") {
		t.Fatal(err)
	}
	if _, err := catalog.Read("small.yaml", []byte(strings.Replace(small, "always or cloud", "cloud", 1))); err != nil {
		t.Fatal(err)
	}
}

// deeds are compiled from whatever edition can be read.
func deeds(t *testing.T, e *catalog.Edition, a models.Appendix) {
	t.Helper()
	for _, bound := range []string{"vendor", "worker", "subcontractor"} {
		catalog.Topics(e, a, bound)
	}
	catalog.BriefingRule(e, a)
	catalog.SubcontractRule(e, a)
	for _, kind := range models.PledgeKinds() {
		if !catalog.PledgeRule(e, a, kind).Asked {
			continue
		}
		if _, err := catalog.PledgeText(e, a, models.Signer{Kind: kind, Employer: "会社", Name: "氏名"}); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(strings.Replace(small, "always or cloud", "cloud", 1)))
	f.Add([]byte("catalog: a\nversion: '1'\nobligations:\n  - id: ACC-01\n    body: {ja: '{x}', en: '{'}\n    params: {x: {type: list, items_from: briefing_topics, by_level: {L4: [a]}}}\n    levels: [L4]\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		// Whatever comes in, an edition or complaints; an edition read compiles.
		e, err := catalog.Read("e", in)
		if err != nil {
			if models.KindOf(err) != models.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		for _, c := range e.Classes {
			a, err := catalog.Compile(e, models.Facts{Classes: []string{c.ID}})
			if err != nil {
				t.Fatal(err)
			}
			deeds(t, e, a)
		}
	})
}
