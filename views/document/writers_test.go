package document

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// anyText holds what names and clauses hold and what breaks careless writers:
// supplementary characters, a variation sequence, markup, line ends, tabs,
// spaces at the ends, a word too long for any line.
var anyText = []string{
	"", "", "受託者は、個人情報を適正に取り扱わなければならない。", "𠮷野", "𩸽", "髙﨑", "葛󠄀城", "<&>\"'", "]]>", "&amp;amp;",
	"<script>alert(1)</script>", "第１行\n第２行", "左\t右", " 前後の空白 ", "　全角の空白　", "Supercalifragilistic" + strings.Repeat("expiali", 30),
	"１２か月", "ﾊﾝｶｸ", "①", "é", "👩‍👩‍👧", "100%1", "\u2028", "\ufeff", "CRLF\r\n次",
}

func anyOf(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// anyWords joins some of anyText.
func anyWords(r *rand.Rand) string {
	s := anyOf(r, anyText)
	for r.IntN(3) == 0 {
		s += anyOf(r, anyText)
	}
	return s
}

func anyCells(r *rand.Rand, most int) []string {
	cells := make([]string, r.IntN(most+1))
	for i := range cells {
		cells[i] = anyWords(r)
	}
	return cells
}

// anyDocument is a document of random blocks with random texts.
func anyDocument(seed uint64) Document {
	r := rand.New(rand.NewPCG(seed, 1))
	doc := Document{
		Title: anyWords(r), Number: anyWords(r), Running: anyWords(r), Edition: anyWords(r), Subject: anyWords(r), Author: anyWords(r),
		Language: anyOf(r, []string{"ja", "en"}), Created: time.Unix(int64(r.IntN(2_000_000_000)), 0).UTC(),
	}
	for range r.IntN(40) {
		doc.Blocks = append(doc.Blocks, anyBlock(r))
	}
	return doc
}

func anyBlock(r *rand.Rand) Block {
	switch r.IntN(12) {
	case 0:
		return Heading{Level: r.IntN(5), Text: anyWords(r)}
	case 1:
		return Paragraph{Style: Style(r.IntN(8)), Text: anyWords(r), Depth: r.IntN(4)}
	case 2:
		var f Facts
		for range r.IntN(4) {
			f.Rows = append(f.Rows, [2]string{anyWords(r), anyWords(r)})
		}
		return f
	case 3:
		t := Table{Caption: anyWords(r)}
		for _, title := range anyCells(r, 4) {
			t.Columns = append(t.Columns, Column{Title: title, Width: r.Float64(), Align: Align(r.IntN(3))})
		}
		for range r.IntN(4) {
			t.Rows = append(t.Rows, anyCells(r, 5))
		}
		return t
	case 4:
		return Seal{Lines: anyCells(r, 3), Name: anyWords(r), Mark: r.IntN(2) == 0}
	case 5:
		return Contents{Title: anyWords(r)}
	case 6:
		return PageBreak{}
	case 7:
		c := Code{Title: anyWords(r), QR: anyOf(r, []string{"", "https://example.jp/verify/7KQ4"})}
		for range r.IntN(4) {
			c.Rows = append(c.Rows, [2]string{anyWords(r), anyWords(r)})
		}
		return c
	}
	it := Item{Number: anyNumber(r), Title: anyWords(r), Text: anyWords(r), Depth: r.IntN(5), Mark: anyOf(r, []string{"", "", "added", "removed", "changed"}), Small: r.IntN(3) == 0}
	if it.Number == "" && it.Title == "" && it.Text == "" {
		it.Text = "本文"
	}
	return it
}

// anyNumber is often one of a scheme, so that runs, gaps and repeats come up.
func anyNumber(r *rand.Rand) string {
	return anyOf(r, []string{
		"第１条", "第２条", "第３条", "第４条の２", "第10条", "１", "２", "３", "(1)", "(2)", "(3)", "（１）", "（２）", "ア", "イ", "ウ", "(ア)", "(イ)",
		"ロ", "a", "b", "i", "ii", "①", "②", "Article 1", "Article 2", "1.", "2.", "", "別紙", "𠮷", "%1", "第%条", "０１", "<1>",
	})
}

// TestStrings proves that the text of a document comes in reading order.
func TestStrings(t *testing.T) {
	doc := Document{Number: "第１号", Title: "題", Language: "en", Edition: "版", Blocks: []Block{
		Contents{Title: "目次"}, Heading{Text: "章"}, Item{Number: "１", Title: "見出し", Text: "文\r\n次", Mark: "added"},
		Facts{Rows: [][2]string{{"名", "値"}}}, Table{Caption: "表", Columns: []Column{{Title: "列"}}, Rows: [][]string{{"甲", "", "乙"}}},
		PageBreak{}, Seal{Lines: []string{"住所"}, Name: "氏名", Mark: true},
	}}
	want := "第１号|題|目次|章|章|１|Added|見出し|文\n次|名|値|表|列|甲|乙|住所|氏名|印"
	if got := strings.Join(Strings(doc), "|"); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestWriteText proves how depth, numbers, rows and line ends look in plain text.
func TestWriteText(t *testing.T) {
	doc := Document{Title: "題", Edition: "版", Blocks: []Block{
		Item{Number: "(1)", Text: "一行\n二行", Depth: 2},
		Table{Columns: []Column{{Title: "項目"}, {Title: "値"}}, Rows: [][]string{{"保存", "12か月\n以上"}}},
		Seal{Name: "氏名", Mark: true},
	}}
	want := "題\n　　(1)　一行\n　　二行\n\n項目\t値\n保存\t12か月 以上\n\n氏名　印\n\n版\n"
	var b strings.Builder
	if err := WriteText(&b, doc); err != nil || b.String() != want {
		t.Errorf("got %q, %v\nwant %q", b.String(), err, want)
	}
}

// TestTextHoldsEverything proves that plain text loses no string, in order.
func TestTextHoldsEverything(t *testing.T) {
	for seed := range uint64(200) {
		doc := anyDocument(seed)
		var b strings.Builder
		if err := WriteText(&b, doc); err != nil {
			t.Fatal(err)
		}
		want, got := bare(strings.Join(Strings(doc), "")+doc.Edition), bare(b.String())
		if got != want {
			t.Fatalf("seed %d:\ngot  %q\nwant %q", seed, got, want)
		}
	}
}

// bare leaves out all white space.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// TestRefusesIllegalText proves that each writer refuses what XML cannot hold,
// says where it stands, and writes nothing.
func TestRefusesIllegalText(t *testing.T) {
	cases := map[string]struct {
		doc   Document
		field string
		args  [2]string
	}{
		"a control character in a cell": {Document{Blocks: []Block{PageBreak{}, Table{Rows: [][]string{{"", "保存期間\x08"}}}}}, "blocks[1].rows[0][1]", [2]string{"U+0008", "「保存期間␣」"}},
		"a byte that is no UTF-8":       {Document{Title: "題\xff"}, "title", [2]string{"0xFF", "「題␣」"}},
		"a noncharacter":                {Document{Blocks: []Block{Item{Text: "\uffff"}}}, "blocks[0].text", [2]string{"U+FFFF", "「\uffff」"}},
		"a NUL in the edition line":     {Document{Edition: "版\x00"}, "edition", [2]string{"U+0000", "「版␣」"}},
	}
	for name, c := range cases {
		for format, write := range writers {
			t.Run(name+" in "+format, func(t *testing.T) {
				var b strings.Builder
				inv := models.Invalid(write(&b, c.doc))
				if inv == nil || len(inv.Problems) != 1 || b.Len() != 0 {
					t.Fatalf("got %v and %d bytes", inv, b.Len())
				}
				p := inv.Problems[0]
				if p.Field != c.field || p.Args[0] != c.args[0] || p.Args[1] != c.args[1] {
					t.Errorf("got %+v", p)
				}
			})
		}
	}
}

// TestTakesUnusualText proves that what XML can hold is not refused.
func TestTakesUnusualText(t *testing.T) {
	for _, s := range []string{"\uFFFD", "\u0085", "\U0001FFFE", "\u200d", "\ue000"} {
		if err := checkText(Document{Title: s}); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
}
