package document

import (
	"bytes"
	"strings"
	"testing"
)

// boxOf is a box a number of points high.
func boxOf(height float64) pdfBox { return pdfBox{height: height, head: -1} }

// shown lists the boxes of each page.
func shown(pages []pdfPage) string {
	var b strings.Builder
	for _, p := range pages {
		b.WriteByte('|')
		for _, x := range p {
			b.WriteByte('a' + byte(x.box))
		}
	}
	return b.String()
}

// Boxes that keep together move together, gaps vanish at the top of a page, and a
// table's head comes again.
func TestPaginate(t *testing.T) {
	keep := func(b pdfBox) pdfBox { b.keep = true; return b }
	gap := func(b pdfBox, g float64) pdfBox { b.gap = g; return b }
	fresh := func(b pdfBox) pdfBox { b.fresh = true; return b }
	row := func(h float64) pdfBox { return pdfBox{height: h, head: 0} }
	for _, c := range []struct {
		name  string
		boxes []pdfBox
		want  string
	}{
		{"fits", []pdfBox{boxOf(40), boxOf(60)}, "|ab"},
		{"turns", []pdfBox{boxOf(40), boxOf(61)}, "|a|b"},
		{"heading goes with its text", []pdfBox{boxOf(60), keep(boxOf(20)), boxOf(30)}, "|a|bc"},
		{"gap counts", []pdfBox{boxOf(50), gap(boxOf(50), 1)}, "|a|b"},
		{"gap vanishes at the top", []pdfBox{gap(boxOf(50), 9), boxOf(50)}, "|ab"},
		{"new page", []pdfBox{boxOf(10), fresh(boxOf(10))}, "|a|b"},
		{"no empty first page", []pdfBox{fresh(boxOf(10))}, "|a"},
		{"chain longer than a page", []pdfBox{boxOf(10), keep(boxOf(60)), keep(boxOf(60)), boxOf(60)}, "|a|b|c|d"},
		{"head comes again", []pdfBox{keep(boxOf(20)), row(50), row(50), row(40)}, "|ab|ac|ad"},
		{"box higher than a page", []pdfBox{boxOf(10), boxOf(150), boxOf(10)}, "|a|b|c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(paginate(c.boxes, 100)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// No paragraph leaves one line alone at either end of a page.
func TestNoLineStandsAlone(t *testing.T) {
	for n := 2; n < 8; n++ {
		for i := range n {
			alone := i == 0 || i == n-2
			if i < n-1 && (alone || n <= 3) != keepLine(i, n) {
				t.Errorf("line %d of %d: keep %v", i, n, keepLine(i, n))
			}
		}
	}
}

// Streams are walked by their Length, strings by their brackets, whatever they
// hold; a file whose Length is wrong is refused.
func TestPDFObjects(t *testing.T) {
	const file = "%PDF-1.3\n1 0 obj\n<</T (endobj\n\\) stream\n(x))>>\nendobj\n" +
		"2 0 obj\n<</Length 21>>\nstream\nendstream\nendobj\n9 0 \nendstream\nendobj\nxref\n"
	objects, err := pdfObjects([]byte(file))
	if err != nil || len(objects) != 2 {
		t.Fatalf("%d objects, %v", len(objects), err)
	}
	if !bytes.HasSuffix(objects[0].dict, []byte("(x))>>\n")) || len(objects[1].stream) != 21 {
		t.Errorf("%q %q", objects[0].dict, objects[1].stream)
	}
	if _, err := pdfObjects([]byte(strings.Replace(file, "21", "20", 1))); err == nil {
		t.Error("a wrong Length is taken")
	}
}
