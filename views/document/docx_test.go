package document

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDOCXHoldsEverything proves that an editor shows every text that was put in,
// to the letter and in order, numbers included.
func TestDOCXHoldsEverything(t *testing.T) {
	check := func(name string, doc Document) {
		got, want := readDOCX(t, docxBytes(t, doc)), slices.DeleteFunc(Strings(doc), func(s string) bool { return s == "\t" })
		if !slices.Equal(got, want) {
			t.Fatalf("%s:\ngot  %q\nwant %q", name, got, want)
		}
	}
	check("sample", wordSample())
	for seed := range uint64(150) {
		check(fmt.Sprintf("seed %d", seed), anyDocument(seed))
	}
}

// TestDOCXPackage proves that every part is well formed, typed and reachable,
// and that every relationship and every id used leads somewhere.
func TestDOCXPackage(t *testing.T) {
	files := docxFiles(t, docxBytes(t, wordSample()))
	typed := map[string]bool{}
	for _, n := range files["[Content_Types].xml"].Nodes {
		if name := n.attr("PartName"); name != "" {
			typed[strings.TrimPrefix(name, "/")] = true
		}
	}
	reached := map[string]bool{}
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word"} {
		for _, n := range files[rels].Nodes {
			reached[path.Join(folder, n.attr("Target"))] = true
		}
	}
	for name := range files {
		if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && (!typed[name] || !reached[name]) {
			t.Errorf("%s: typed %v, reached %v", name, typed[name], reached[name])
		}
	}
	for name := range reached {
		if _, ok := files[name]; !ok || !typed[name] {
			t.Errorf("%s is named and missing", name)
		}
	}
	for _, f := range files["word/document.xml"].at("body", "sectPr").Nodes {
		if id := f.attr("id"); id != "" && !strings.Contains(relationTarget(files, id), strings.TrimSuffix(f.XMLName.Local, "Reference")) {
			t.Errorf("%s leads to %q", f.XMLName.Local, relationTarget(files, id))
		}
	}
}

func relationTarget(files map[string]node, id string) string {
	for _, n := range files["word/_rels/document.xml.rels"].Nodes {
		if n.attr("Id") == id {
			return n.attr("Target")
		}
	}
	return ""
}

// TestDOCXStyles proves that every style a document uses is defined, once.
func TestDOCXStyles(t *testing.T) {
	defined := map[string]int{}
	styles := docxFiles(t, docxBytes(t, wordSample()))["word/styles.xml"]
	for _, s := range styles.Nodes {
		defined[s.attr("styleId")]++
	}
	var used func(part string, n node)
	used = func(part string, n node) {
		switch n.XMLName.Local {
		case "pStyle", "rStyle", "tblStyle", "basedOn", "next":
			if defined[n.val()] != 1 {
				t.Errorf("%s uses style %q, defined %d times", part, n.val(), defined[n.val()])
			}
		}
		for _, c := range n.Nodes {
			used(part, c)
		}
	}
	for seed := range uint64(20) {
		for part, n := range docxFiles(t, docxBytes(t, anyDocument(seed))) {
			used(part, n)
		}
	}
}

// TestDOCXIsDeterministic proves that the same document gives the same bytes and
// that a document without a date can be written.
func TestDOCXIsDeterministic(t *testing.T) {
	if !bytes.Equal(docxBytes(t, wordSample()), docxBytes(t, wordSample())) {
		t.Error("two writings differ")
	}
	undated := wordSample()
	undated.Created = time.Time{}
	docxFiles(t, docxBytes(t, undated))
}

// TestDOCXTable proves that heads repeat, rows stay whole, widths fill the line
// and cells beyond the head are kept.
func TestDOCXTable(t *testing.T) {
	doc := Document{Blocks: []Block{Table{
		Columns: []Column{{Title: "甲", Width: 0.2}, {Title: "乙", Width: 0.5, Align: End}},
		Rows:    [][]string{{"１"}, {"２", "３", "４"}},
	}}}
	table := docxFiles(t, docxBytes(t, doc))["word/document.xml"].at("body", "tbl")
	sum := 0
	for _, c := range docxWidths(tableColumns(doc.Blocks[0].(Table))) {
		sum += c
	}
	if sum != docxTextWide || len(table.at("tblGrid").Nodes) != 3 {
		t.Errorf("widths add to %d of %d in %d columns", sum, docxTextWide, len(table.at("tblGrid").Nodes))
	}
	rows := 0
	for _, r := range table.Nodes {
		if r.XMLName.Local != "tr" {
			continue
		}
		head := r.at("trPr", "tblHeader").XMLName.Local != ""
		if whole := r.at("trPr", "cantSplit").XMLName.Local != ""; !whole || head != (rows == 0) || len(r.Nodes) != 4 {
			t.Errorf("row %d: whole %v, head %v, %d cells", rows, whole, head, len(r.Nodes)-1)
		}
		rows++
	}
	if rows != 3 {
		t.Errorf("%d rows", rows)
	}
}

// TestDOCXGolden proves that a small document is written as it was; run with
// UPDATE_GOLDEN=1 after a change that is meant, and look at it in an editor.
func TestDOCXGolden(t *testing.T) {
	doc := Document{Title: "誓約書", Number: "第１号", Language: "ja", Blocks: []Block{
		Item{Number: "第１条", Title: "目的", Text: "適正な管理を誓約する。"},
		Item{Number: "２", Text: "前項のほか、", Depth: 1, Mark: "changed"},
		PageBreak{},
		Table{Columns: []Column{{Title: "項目"}}, Rows: [][]string{{"髙﨑 <&>"}}},
		Seal{Name: "葛󠄀城", Mark: true},
	}}
	hangs := hangsOf(doc)
	plan := &docxPlan{}
	got := append(docxDocument(doc, plan, hangs), plan.numbering(hangs)...)
	got = bytes.ReplaceAll(got, []byte("<w:p>"), []byte("\n<w:p>"))
	const file = "testdata/pledge.docx.xml"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("differs from %s:\n%s", file, got)
	}
}

// A source stays on the page of what it speaks of, and a heading's note on the page of
// what it introduces, as in the PDF.
func TestDOCXKeepsSourceWithItem(t *testing.T) {
	doc := Document{Language: "ja", Blocks: []Block{
		Heading{Level: 2, Text: "見出し"}, Paragraph{Style: Note, Text: "注記"},
		Item{Number: "１", Text: "本文", Depth: 1}, Paragraph{Style: Source, Text: "根拠", Depth: 3},
		Item{Number: "２", Title: "題", Text: "次", Depth: 1}, Paragraph{Style: Source, Text: "又根拠", Depth: 3},
		Paragraph{Style: Note, Text: "終わり"},
	}}
	var kept []string
	for p := range strings.SplitSeq(string(docxDocument(doc, &docxPlan{}, docxHangs{})), "<w:p>") {
		for _, text := range []string{"注記", "本文", "題", "次", "又根拠", "根拠", "終わり"} {
			if strings.Contains(p, ">"+text+"<") && strings.Contains(p, "<w:keepNext/>") {
				kept = append(kept, text)
			}
		}
	}
	if got := strings.Join(kept, "、"); got != "注記、本文、題、次" {
		t.Errorf("kept with the next: %s", got)
	}
}
