package document

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"chigiri/views/document/sfnt"
	"unicode"

	"chigiri/models"
)

func writePDF(t testing.TB, doc Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, doc, testFonts(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// solid is s without blanks and line ends, which a page does not tell apart.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\f' {
			return -1
		}
		return r
	}, s)
}

// extracted is the text of a PDF page by page without header and footer.
func extracted(t *testing.T, pdf []byte, doc Document) string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(tool(t, pdf, "pdftotext", "-raw", "-enc", "UTF-8", "PDF", "-"), "\f"), "\f")
	var all strings.Builder
	for i, p := range pages {
		p = solid(p)
		head, foot := solid(doc.Running), solid(fmt.Sprintf("%d/%d%s", i+1, len(pages), doc.Edition))
		if !strings.HasPrefix(p, head) || !strings.HasSuffix(p, foot) {
			t.Fatalf("page %d has no header %q or footer %q:\n%s", i+1, head, foot, p)
		}
		all.WriteString(p[len(head) : len(p)-len(foot)])
	}
	return all.String()
}

// What is extracted from the PDF is what was put in, in order, whole.
func TestPDFHoldsTheText(t *testing.T) {
	doc := sampleDocument(20)
	for i, b := range doc.Blocks {
		if _, ok := b.(Contents); ok {
			doc.Blocks[i] = PageBreak{}
		}
	}
	same(t, doc)
}

// same holds that a PDF has the text of its document and nothing else but the
// heads of tables that go on.
func same(t *testing.T, doc Document) {
	t.Helper()
	g, w := []rune(extracted(t, writePDF(t, doc), doc)), []rune(solid(strings.Join(Strings(doc), "")))
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			g = withoutHead(g, i, doc)
		}
		if i >= len(g) || g[i] != w[i] {
			from := max(0, i-20)
			t.Fatalf("character %d differs:\n got %q\nwant %q", i, string(g[min(from, len(g)):min(i+20, len(g))]), string(w[from:min(i+20, len(w))]))
		}
	}
	if len(g) > len(w) {
		t.Fatalf("more than was put in: %q", string(g[len(w):]))
	}
}

// withoutHead takes out a table head that a page repeats around position i, the
// longest that fits: one head may be the beginning of another.
func withoutHead(g []rune, i int, doc Document) []rune {
	at, most := 0, 0
	for _, b := range doc.Blocks {
		table, ok := b.(Table)
		if !ok {
			continue
		}
		head := []rune(solid(strings.Join(columnTitles(table), "")))
		for from := max(0, i-len(head)); len(head) > 0 && from <= i && from+len(head) <= len(g); from++ {
			if string(g[from:from+len(head)]) == string(head) && from+len(head) > i && len(head) > most {
				at, most = from, len(head)
			}
		}
	}
	return append(append([]rune(nil), g[:at]...), g[at+most:]...)
}

// The same holds for random words at random widths.
func TestPDFHoldsRandomText(t *testing.T) {
	for seed := range int64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			doc := randomDocument(rand.New(rand.NewSource(seed)))
			same(t, doc)
		})
	}
}

// randomDocument has blocks of random kinds and depths out of words that are
// hard to set.
func randomDocument(r *rand.Rand) Document {
	words := strings.Split("𠮷野家|𩸽|髙﨑|葛\U000E0100城市|辻\U000E0100|個人情報の保護に関する法律|（平成１５年法律第５７号）|「適正」に|、|。|第１４条第２項|"+
		"privacy-office@pref.example.lg.jp|VPN|TLS 1.3|㈱|①|３．１４％|ー|々|・・・|…|―|—|～|槗本|吿|𫝆|™|№|1,000円|ｶﾅ|A/B|https://example.jp/a/b/c?d=e&f=g|ẞ|神\uFE00|ﾊﾟ|仮名|a\u00A0b|\u3000|\n|\r\n|\t", "|")
	text := func(n int) string {
		var b strings.Builder
		for range 1 + r.Intn(n) {
			b.WriteString(words[r.Intn(len(words))])
		}
		return b.String()
	}
	doc := Document{Title: text(4), Running: "題", Edition: "版", Language: []string{"ja", "en"}[r.Intn(2)]}
	for range 25 {
		switch r.Intn(9) {
		case 0:
			doc.Blocks = append(doc.Blocks, Heading{Level: 1 + r.Intn(3), Text: text(12)})
		case 1, 2:
			doc.Blocks = append(doc.Blocks, Paragraph{Style: Style(r.Intn(7)), Depth: r.Intn(20), Text: text(120)})
		case 3, 4:
			doc.Blocks = append(doc.Blocks, Item{Number: []string{"第１条", "２", "(10)", "ア"}[r.Intn(4)], Title: []string{"", text(5)}[r.Intn(2)], Depth: r.Intn(6), Text: text(150)})
		case 5:
			doc.Blocks = append(doc.Blocks, Facts{Rows: [][2]string{{text(3), text(40)}, {text(2), text(30)}}})
		case 6:
			t := Table{Caption: text(3)}
			for range 1 + r.Intn(5) {
				t.Columns = append(t.Columns, Column{Title: "欄" + text(1), Width: 0.5 + r.Float64(), Align: Align(r.Intn(3))})
			}
			for range r.Intn(6) {
				row := make([]string, len(t.Columns))
				for i := range row {
					row[i] = text(12)
				}
				t.Rows = append(t.Rows, row)
			}
			doc.Blocks = append(doc.Blocks, t)
		case 7:
			doc.Blocks = append(doc.Blocks, Item{Number: "第１条", Title: text(9), Depth: r.Intn(3), Text: text(60), Small: true},
				Paragraph{Style: Source, Depth: smallDepth, Text: text(30), Small: true})
		case 8:
			doc.Blocks = append(doc.Blocks, Code{Title: text(4), Rows: [][2]string{{text(2), text(9)}, {text(1), text(20)}}, QR: "https://example.jp/"[:r.Intn(19)]})
		}
	}
	return doc
}

// A character no font has, a control character and broken UTF-8 are refused by
// name and place, and nothing is written.
func TestPDFRefusesWhatItCannotPrint(t *testing.T) {
	for _, c := range []struct{ name, text, key, code string }{
		{"no glyph", "担当🍣さん", "error.glyph", "U+1F363"},
		{"no such form", "山\U000E01EF田", "error.glyph", "U+5C71 U+E01EF"},
		{"selector alone", "\U000E0100田", "error.glyph", "U+E0100"},
		{"control", "甲\x07乙", "error.document_character", "U+0007"},
		{"direction override", "甲\u202E乙", "error.document_character", "U+202E"},
		{"soft hyphen", "甲\u00AD乙", "error.document_character", "U+00AD"},
		{"byte order mark", "甲\uFEFF乙", "error.document_character", "U+FEFF"},
		{"line separator", "甲\u2028乙", "error.document_character", "U+2028"},
		{"emoji selector", "甲\uFE0F乙", "error.glyph", "U+7532 U+FE0F"},
		{"broken", "甲\xff乙", "error.document_character", "U+FFFD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			doc := Document{Title: "題", Blocks: []Block{Item{Number: "第５条", Text: c.text}}}
			err := WritePDF(&b, doc, testFonts(t))
			var e *models.Error
			if !errors.As(err, &e) || e.Kind != models.KindInvalid || len(e.Problems) != 1 {
				t.Fatalf("error %v", err)
			}
			p := e.Problems[0]
			code, place := p.Args[len(p.Args)-2], p.Args[len(p.Args)-1].(string)
			if p.Key != c.key || code != c.code || !strings.HasPrefix(place, "第５条「") {
				t.Errorf("problem %+v", p)
			}
			if b.Len() != 0 {
				t.Error("something was written")
			}
		})
	}
}

// The same document gives the same bytes, whatever was printed before and beside.
func TestPDFIsDeterministic(t *testing.T) {
	doc := sampleDocument(8)
	want := writePDF(t, doc)
	var wait sync.WaitGroup
	for i := range 6 {
		wait.Go(func() {
			other := Document{Title: strings.Repeat("™ˆ˚◊", i+1), Blocks: []Block{Paragraph{Text: "™あ"}}}
			var b bytes.Buffer
			if err := WritePDF(&b, other, testFonts(t)); err != nil {
				t.Error(err)
			}
			b.Reset()
			if err := WritePDF(&b, doc, testFonts(t)); err != nil {
				t.Error(err)
			} else if !bytes.Equal(b.Bytes(), want) {
				t.Error("the bytes differ")
			}
		})
	}
	wait.Wait()
}

// The file is sound, its metadata and bookmarks hold characters beyond U+FFFF,
// and every font is embedded, cut and mapped.
func TestPDFIsSound(t *testing.T) {
	doc := sampleDocument(12)
	doc.Title = "𠮷野(仮)様\\特記仕様書"
	doc.Blocks = append(doc.Blocks, Heading{Level: 3, Text: "𩸽の章"})
	pdf := writePDF(t, doc)
	if out := tool(t, pdf, "qpdf", "--check", "PDF"); !strings.Contains(out, "No syntax or stream encoding errors") || strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	if out := tool(t, pdf, "pdfinfo", "-enc", "UTF-8", "PDF"); !strings.Contains(out, doc.Title) {
		t.Error(out)
	}
	out := tool(t, pdf, "qpdf", "--json", "--json-key=outlines", "PDF")
	for _, want := range []string{"𩸽の章", "第1条"} {
		if !strings.Contains(out, want) {
			t.Errorf("no bookmark %s in %s", want, out)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, pdf, "pdffonts", "PDF")), "\n")[2:] {
		if !strings.Contains(line, "yes yes yes") {
			t.Error(line)
		}
	}
}

// The contents show the page each heading stands on.
func TestPDFContentsShowPages(t *testing.T) {
	doc := sampleDocument(20)
	out := tool(t, writePDF(t, doc), "pdftotext", "-layout", "PDF", "-")
	pages := strings.Split(out, "\f")
	found := 0
	for i, page := range pages[1:] {
		if strings.Contains(page, "特定個人情報取扱特記事項（その1）") {
			found++
			want := fmt.Sprint(i + 2)
			for _, line := range strings.Split(pages[0], "\n") {
				if strings.Contains(line, "（その1）") && !strings.HasSuffix(strings.TrimSpace(line), want) {
					t.Errorf("%q, want page %s", line, want)
				}
			}
		}
	}
	if found != 1 {
		t.Errorf("the heading stands on %d pages", found)
	}
}

// Kana typed in two parts are joined; names in kanji stay as typed, normal form
// or not.
func TestPDFJoinsKanaOnly(t *testing.T) {
	doc := Document{Title: "題", Blocks: []Block{Paragraph{Style: Plain, Text: "か\u3099ハ\u309A ﾊﾞ 神\uFA19都\uFA26㈱①"}}}
	got := extracted(t, writePDF(t, doc), doc)
	if want := "題がパﾊﾞ神\uFA19都\uFA26㈱①"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// An installation's own character prints and extracts as typed.
func TestPDFUsesAddedFonts(t *testing.T) {
	face, err := houseFonts()
	if err != nil {
		t.Fatal(err)
	}
	doc := Document{Title: "題", Blocks: []Block{Paragraph{Style: Plain, Text: "外字\uE123です"}}}
	if len(face.Missing(doc)) != 1 {
		t.Fatal("the house has a private-use character of its own")
	}
	file, err := sfnt.CutCodes([]sfnt.Glyph{{Face: face.faces[mincho], ID: face.faces[mincho].Glyph('外')}}, func(int) int { return 0xE123 }, "Gaiji")
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := LoadFonts(FontFile{"gaiji.ttf", file})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WritePDF(&b, doc, fonts); err != nil {
		t.Fatal(err)
	}
	if got := extracted(t, b.Bytes(), doc); got != "題外字\uE123です" {
		t.Errorf("%q", got)
	}
}

// A font that cannot be used is named.
func TestLoadFontsRefuses(t *testing.T) {
	for name, data := range map[string]string{"empty": "", "collection": "ttcf00000000", "outlines": "OTTO00000000", "text": "not a font at all"} {
		t.Run(name, func(t *testing.T) {
			_, err := LoadFonts(FontFile{"mine.ttf", []byte(data)})
			if err == nil || !strings.Contains(err.Error(), "mine.ttf") {
				t.Errorf("error %v", err)
			}
		})
	}
}
