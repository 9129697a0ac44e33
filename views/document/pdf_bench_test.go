package document

import (
	"io"
	"testing"
)

// benchDocument is about 25 pages, as the appendix of the highest level is.
func benchDocument() Document { return sampleDocument(44) }

// BenchmarkPDF is the whole of WritePDF. Hold it against BenchmarkFloor: the
// promise is at most 1.2 times that.
func BenchmarkPDF(b *testing.B) {
	doc, fonts := benchDocument(), testFonts(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := WritePDF(io.Discard, doc, fonts); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFloor is what gofpdf alone takes: the same lines, already broken, drawn
// with the same fonts, already cut, and put out.
func BenchmarkFloor(b *testing.B) {
	doc, fonts := benchDocument(), testFonts(b)
	ts, err := layout(doc, fonts)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(ts.pages)), "pages")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := draw(ts, true); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLayout is our own part before drawing.
func BenchmarkLayout(b *testing.B) {
	doc, fonts := benchDocument(), testFonts(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := layout(doc, fonts); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadFonts is paid once, when the program starts.
func BenchmarkLoadFonts(b *testing.B) {
	for b.Loop() {
		if _, err := LoadFonts(); err != nil {
			b.Fatal(err)
		}
	}
}
