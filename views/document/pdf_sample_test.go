package document

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sampleDocument is a document of every kind of block, about pages long when
// articles is four times that.
func sampleDocument(articles int) Document {
	doc := Document{
		Title: "情報セキュリティ特記仕様書", Subject: "児童相談ＩＴナビシステム保守運用業務", Author: "大阪府",
		Number: "ＩＴ第１２３号", Running: "児童相談ＩＴナビシステム保守運用業務　特記仕様書",
		Edition: "令和８年度版　第２版　SHA-256 3f9a0c1d77e2b5a4", Language: "ja",
		Created: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC),
	}
	add := func(b ...Block) { doc.Blocks = append(doc.Blocks, b...) }
	add(Facts{Rows: [][2]string{
		{"業務名", "児童相談ＩＴナビシステム保守運用業務"},
		{"契約期間", "令和８年４月１日から令和９年３月３１日まで"},
		{"取り扱うデータ", "個人番号、要配慮個人情報（児童の心身の状況に関する記録を含む。）、住民基本台帳の写し、保護者の連絡先その他の個人情報"},
		{"責任者", "𠮷野　髙﨑（葛\U000E0100城支所）、𩸽田　辻\U000E0100"},
	}})
	add(Paragraph{Style: Notice, Text: "この契約は重要度Ｌ４です。個人番号を取り扱うためです。第３条第２項の適用除外は、令和８年９月３０日まで効力を有します。期限を過ぎたときは、標準の水準値に戻ります。"})
	add(Contents{Title: "目次"}, PageBreak{}, Heading{Level: 1, Text: "情報セキュリティ特記事項"})
	add(Paragraph{Style: Body, Text: "この特記事項は、受託者が本業務を行うに当たり遵守しなければならない情報セキュリティに関する事項を定めるものであり、契約書及び仕様書と一体のものとして効力を有する。"})
	for i := 1; i <= articles; i++ {
		if i%20 == 0 {
			add(Heading{Level: 1, Text: fmt.Sprintf("特定個人情報取扱特記事項（その%d）", i/20)})
		}
		if i%6 == 1 {
			add(Heading{Level: 2, Text: "アクセス制御及び認証"})
		}
		mark := []string{"", "", "changed", "", "added", "", "", "removed"}[i%8]
		add(Item{Number: fmt.Sprintf("第%d条", i), Title: "保守用アカウントの管理及びアクセス記録の保存", Mark: mark,
			Text: "乙（再委託先を含む。以下同じ。）は、個人情報の保護に関する法律（平成１５年法律第５７号。以下「法」という。）第６６条第２項において準用する同条第１項の規定により、保有個人情報の漏えい、滅失又は毀損の防止その他の「保有個人情報の安全管理」のために必要かつ適切な措置（アクセス・ログの保管は１年以上、ＩＤ棚卸は３か月に１回）を講じなければならない。パスワードは12文字以上とし、多要素認証（MFA）を用い、VPN接続はTLS 1.3以上とする。"})
		add(Item{Number: "２", Depth: 1, Text: "前項の措置の状況は、毎月末日から１４日以内に書面により報告し、甲の確認を受けるものとする。ただし、重大な事故が発生したときは、直ちに（遅くとも１時間以内に）報告しなければならない。"},
			Item{Number: "(1)", Depth: 2, Text: "利用者の区分及び権限の一覧"}, Item{Number: "(2)", Depth: 2, Text: "前回の棚卸以後に付与し、変更し、又は抹消した権限"},
			Item{Number: "(10)", Depth: 2, Text: "その他甲が必要と認める事項であって、あらかじめ書面により通知し、双方が協議の上で合意したもの（次項において「追加報告事項」という。）"},
			Item{Number: "ア", Depth: 3, Text: "追加報告事項の様式は、別に定める。"})
		add(Paragraph{Style: Source, Depth: 1, Text: "根拠：個人情報の保護に関する法律（平成15年法律第57号）第66条第2項；大阪府情報セキュリティポリシー 第5章 3.2；地方公共団体における情報セキュリティポリシーに関するガイドライン（令和6年10月版）"})
		if i%5 == 0 {
			add(Paragraph{Style: Note, Depth: 1, Text: "※１　標準の水準値は９０日です。この契約では、甲乙協議の上、６０日に改めました。"})
		}
	}
	t := Table{Caption: "別表第１　水準表（重要度Ｌ４）", Columns: []Column{{"番号", 1, Center}, {"項目", 3, Start}, {"水準", 2, Start}, {"値", 1, End}, {"備考", 3, Start}}}
	for i := 1; i <= articles; i++ {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i), "保守用アカウントのＩＤ棚卸の間隔", "３か月に１回以上", fmt.Sprintf("%d日", 30*i), "前回の棚卸の日から起算し、休日に当たるときは翌営業日とする。"})
	}
	add(PageBreak{}, Heading{Level: 1, Text: "別表"}, t)
	add(Paragraph{Style: Right, Text: "令和８年４月１日"},
		Seal{Lines: []string{"（甲）", "大阪府大阪市中央区大手前二丁目１番２２号", "大阪府"}, Name: "大阪府知事　𠮷村　洋文", Mark: true},
		Seal{Lines: []string{"（乙）", "東京都千代田区霞が関一丁目２番３号　第４ビルディング１２階", "株式会社ナビシステムズ"}, Name: "代表取締役　髙﨑　葛\U000E0100城", Mark: true})
	return doc
}

func testFonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := houseFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// tool runs a program on a PDF and gives what it prints. A missing program fails
// where the whole suite must run (CI, TEST_REQUIRE) and skips elsewhere.
func tool(t testing.TB, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed; set TEST_REQUIRE=1 to make this a failure", name)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "PDF", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}
