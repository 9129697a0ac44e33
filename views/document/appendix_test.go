package document_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views/document"
)

var updateAppendix = flag.Bool("update-appendix", false, "write the golden file of the appendix anew")

// auditAppendix compiles the audit case: My Number, remote maintenance, L4.
func auditAppendix(t testing.TB, change func(*models.Facts)) models.Appendix {
	t.Helper()
	all := assets.Editions()
	e, err := catalog.Read(all[len(all)-1].Name, all[len(all)-1].Data)
	if err != nil {
		t.Fatal(err)
	}
	f, err := catalog.ReadContract(e, "contract.example.yaml", assets.ContractExample())
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&f)
	}
	a, err := catalog.Compile(e, f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// whole is all text of a document, line ends gone, for searching.
func whole(d document.Document) string {
	return strings.ReplaceAll(strings.Join(document.Strings(d), "\n"), "\n", "")
}

// holds fails when a text of the appendix is not printed.
func holds(t *testing.T, printed, what, text string) {
	t.Helper()
	if !strings.Contains(printed, strings.ReplaceAll(text, "\n", "")) {
		t.Errorf("%s is not printed: %s", what, text)
	}
}

// called is an article's number in a language.
func called(lang, number string) string {
	if lang == "ja" {
		return number
	}
	digits := strings.Trim(number, "第条")
	for i, wide := range []string{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"} {
		digits = strings.ReplaceAll(digits, wide, strconv.Itoa(i))
	}
	return "Article " + digits
}

func TestAppendixPrintsEverythingCompiled(t *testing.T) {
	// Nothing that was compiled is lost on the way to paper, in either language.
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			a := auditAppendix(t, nil)
			printed := whole(document.Appendix(a, lang))
			for _, p := range a.General {
				holds(t, printed, p.ID, said(lang, p.Text.In(lang)))
			}
			articles := 0
			for _, part := range a.Parts {
				holds(t, printed, part.ID, said(lang, part.Title.In(lang)))
				for _, r := range part.References {
					holds(t, printed, "reference to "+r.Obligation, called(lang, r.Number))
				}
				for _, art := range part.Articles {
					articles++
					holds(t, printed, art.Obligation+" number", called(lang, art.Number))
					holds(t, printed, art.Obligation+" title", said(lang, art.Title.In(lang)))
					holds(t, printed, art.Obligation+" text", said(lang, art.Text.In(lang)))
					for _, s := range art.Sources {
						holds(t, printed, art.Obligation+" source", said(lang, s))
					}
					for _, v := range art.Params {
						holds(t, printed, art.Obligation+" "+v.ID, said(lang, v.Shown.In(lang)))
					}
				}
			}
			if articles < 80 {
				t.Errorf("the audit case prints %d articles; at L4 it has more than 80", articles)
			}
			for _, r := range a.Level.Reasons {
				holds(t, printed, "reason", said(lang, models.Text{JA: r.JA, EN: r.EN}.In(lang)))
			}
			for _, fact := range []string{a.Facts.Title, a.Facts.Number, a.Hash, a.Facts.Division, a.Facts.Vendor.Name} {
				holds(t, printed, "fact", fact)
			}
		})
	}
}

// said is what the house says as a document has it.
func said(lang, text string) string {
	if lang == "en" {
		return text
	}
	return models.WideNumbers(text)
}

func TestAppendixTablesHaveNoBlankCell(t *testing.T) {
	// A blank in the division of roles is a duty without an owner.
	a := auditAppendix(t, nil)
	tables := 0
	for _, b := range document.Appendix(a, "ja").Blocks {
		table, ok := b.(document.Table)
		if !ok {
			continue
		}
		tables++
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%v has %d cells under %d heads", row, len(row), len(table.Columns))
			}
			for i, cell := range row {
				if cell == "" {
					t.Errorf("%s is blank in %v", table.Columns[i].Title, row)
				}
			}
		}
	}
	if tables != 4 {
		t.Errorf("%d tables, want levels in numbers and in words, roles and forms", tables)
	}
}

func TestAppendixSaysWhatIsNotStandard(t *testing.T) {
	// Stricter values and waivers are seen on paper with their reasons.
	a := auditAppendix(t, func(f *models.Facts) {
		f.Stricter = []models.ParamChange{{Obligation: "ACC-02", Param: "min_length", Value: 20, Reason: "外部から接続するため"}}
		f.Waivers = []models.WaiverFacts{
			{Obligation: "ACC-03", Param: "history", Value: 3, Reason: "製品の上限のため", Approver: "情報部門長", ApprovedOn: models.NewDate(2026, 4, 2), EndsOn: models.NewDate(2027, 3, 31)},
			{Obligation: "ACC-07", Reason: "生体認証を用いないため", Approver: "情報部門長", ApprovedOn: models.NewDate(2026, 4, 2), EndsOn: models.NewDate(2027, 3, 31)},
		}
	})
	doc := document.Appendix(a, "ja")
	printed := whole(doc)
	for _, want := range []string{
		"標準の「１４文字」より厳しい「２０文字」を定める。理由：外部から接続するため", "２０文字＊",
		"【適用除外】標準の「１２世代」に代えて「３世代」とする。理由：製品の上限のため　承認者：情報部門長　承認日：令和８年４月２日　期限：令和９年３月３１日", "３世代◇",
		"令和９年３月３１日まで適用しない（理由：生体認証を用いないため",
	} {
		holds(t, printed, "note", want)
	}
	notices := 0
	for _, b := range doc.Blocks {
		if p, ok := b.(document.Paragraph); ok && p.Style == document.Notice && p.Depth > 0 {
			notices++
		}
	}
	if notices != 2 {
		t.Errorf("%d boxed notices in the articles, want one for each waiver", notices)
	}
}

func TestAppendixMarksTheDraft(t *testing.T) {
	// A draft cannot be taken for the paper in force, and the paper in force not for a draft.
	a := auditAppendix(t, nil)
	draft := document.Appendix(a, "ja")
	if !strings.HasPrefix(draft.Running, "案") || !slices.ContainsFunc(document.Strings(draft), func(s string) bool { return strings.Contains(s, "案です") }) {
		t.Errorf("the draft is not marked: %q", draft.Running)
	}
	a.Version = 2
	issued := document.Appendix(a, "ja")
	if strings.Contains(issued.Running, "案") || strings.Contains(whole(issued), "案です") {
		t.Error("version 2 is marked as a draft")
	}
	if !strings.Contains(issued.Edition, "第２版") || !strings.Contains(issued.Edition, a.Hash[:16]) {
		t.Errorf("the footer does not name version and hash: %q", issued.Edition)
	}
	if en := document.Appendix(a, "en"); !strings.Contains(whole(en), "The Japanese text alone is authoritative") {
		t.Error("the reading copy does not say that it is one")
	}
}

func TestAppendixBeforeSelectionLeavesRoom(t *testing.T) {
	// Without a vendor the seal's place is blank to be filled in by hand.
	a := auditAppendix(t, func(f *models.Facts) { f.Vendor = models.VendorFacts{} })
	blocks := document.Appendix(a, "ja").Blocks
	seal, ok := blocks[len(blocks)-1].(document.Seal)
	if !ok || !slices.Contains(seal.Lines, "商号又は名称") || !seal.Mark {
		t.Errorf("the last block is %#v", blocks[len(blocks)-1])
	}
}

func TestAppendixShortensOnlyTheHeader(t *testing.T) {
	// A title longer than the header is cut there, whole characters only, and printed whole on the cover.
	long := strings.Repeat("葛󠄀城市の業務", 20)
	doc := document.Appendix(auditAppendix(t, func(f *models.Facts) { f.Title = long }), "ja")
	if want := "案　特記仕様書　" + strings.Repeat("葛󠄀城市の業務", 5) + "葛󠄀城市の業…"; doc.Running != want {
		t.Errorf("the header reads %q, want %q", doc.Running, want)
	}
	holds(t, whole(doc), "title", long)
}

func TestAppendixSaysWhoDecidedTheLevel(t *testing.T) {
	// A raise is no whim: reason, post and day stand beside the law of the other reasons.
	a := auditAppendix(t, func(f *models.Facts) {
		f.Systems, f.Classes = nil, []string{"basic_identity"}
		f.Raise = &models.LevelChange{Level: models.L4, Reason: "未公表の案件を含むため", DecidedBy: "総務課長", DecidedOn: models.NewDate(2026, 3, 1)}
	})
	holds(t, whole(document.Appendix(a, "ja")), "decision", "L4　判断により引き上げる：未公表の案件を含むため（決定：総務課長、令和８年３月１日）")
	holds(t, whole(document.Appendix(a, "en")), "decision", "(decided by 総務課長 on Sun 1 Mar 2026)")
}

func TestAppendixGolden(t *testing.T) {
	// The words of the audit case, as a person would read them through.
	got := strings.Join(document.Strings(document.Appendix(auditAppendix(t, nil), "ja")), "\n") + "\n"
	path := filepath.Join("testdata", "appendix-audit-case.txt")
	if *updateAppendix {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the appendix reads otherwise than %s; look at the difference and run with -update-appendix if it is meant", path)
	}
}
