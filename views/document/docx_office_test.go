package document

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// officeTool gives the path of a program the proof needs. Where the machine says
// that everything must be proven (CI or TEST_REQUIRE), its absence is a failure.
func officeTool(t *testing.T, name string) string {
	t.Helper()
	file, err := exec.LookPath(name)
	if err == nil {
		return file
	}
	if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed; install it or set TEST_REQUIRE=1 to insist", name)
	return ""
}

// TestLibreOfficeShowsEverything proves that LibreOffice opens the file and
// shows all of its text, each number before its own text as it was given.
func TestLibreOfficeShowsEverything(t *testing.T) {
	soffice, pdftotext := officeTool(t, "soffice"), officeTool(t, "pdftotext")
	for _, language := range []string{"ja", "en"} {
		t.Run(language, func(t *testing.T) {
			doc := wordSample()
			doc.Language = language
			doc.Blocks = append(doc.Blocks, countedItems()...)
			checkOffice(t, soffice, pdftotext, doc)
		})
	}
}

func checkOffice(t *testing.T, soffice, pdftotext string, doc Document) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sample.docx")
	if err := os.WriteFile(file, docxBytes(t, doc), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	// In the order of drawing pdftotext puts a sign from a second font behind its
	// line, in the order of the page it mixes the cells of a row: either will do.
	pdf := filepath.Join(dir, "sample.pdf")
	shown := bare(run(t, pdftotext, "-raw", pdf, "-")) + bare(run(t, pdftotext, "-layout", pdf, "-"))
	for _, s := range append(Strings(doc), doc.Running, doc.Edition) {
		for _, line := range strings.Split(s, "\n") {
			if !strings.Contains(shown, bare(line)) {
				t.Errorf("not shown: %q", line)
			}
		}
	}
	for _, b := range doc.Blocks {
		if it, ok := b.(Item); ok {
			if whole := bare(it.Number + markWord(doc.Language, it.Mark) + it.Title + it.Text); !strings.Contains(shown, whole) {
				t.Errorf("not shown together: %q", whole)
			}
		}
	}
	if t.Failed() {
		t.Logf("shown: %s", shown)
	}
}

// countedItems has each way of counting far enough to see two digits.
func countedItems() []Block {
	blocks := []Block{PageBreak{}}
	for depth, printed := range []string{
		"第１条 第２条 第３条 第４条 第５条 第６条 第７条 第８条 第９条 第１０条 第１１条 第１２条",
		"１ ２ ３ ４ ５ ６ ７ ８ ９ 10 11", "(1) (2) (3)", "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ",
		"(ア) (イ) (ウ)", "a b c", "i ii iii iv v vi vii viii ix x", "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩", "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ ワ カ ヨ タ レ ソ ツ ネ ナ ラ ム",
	} {
		for _, n := range strings.Fields(printed) {
			blocks = append(blocks, Item{Number: n, Text: "の番号", Depth: depth})
		}
	}
	for _, n := range []string{"Article 1", "Article 2", "第１", "第２", "ａ", "(ａ)", "第２条の２"} {
		blocks = append(blocks, Item{Number: n, Text: "の番号"})
	}
	return blocks
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// TestLibreOfficeShowsDeeds proves the same of a pledge to be signed on paper and of
// the record of a briefing: small items, frames and blank places.
func TestLibreOfficeShowsDeeds(t *testing.T) {
	soffice, pdftotext := officeTool(t, "soffice"), officeTool(t, "pdftotext")
	m, people := recordCase()
	b := briefOf(t, "worker", atL3)
	for name, doc := range map[string]Document{
		"pledge": BlankPledge(pledgeOf(t, workerSigner, atL3), "ja"),
		"record": BriefingRecord(m, people, b.Topics, nil, b.Appendix, nil, "https://example.jp/verify/B7KQ", "ja"),
	} {
		t.Run(name, func(t *testing.T) { checkOffice(t, soffice, pdftotext, doc) })
	}
}
