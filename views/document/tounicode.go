package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// finish makes of gofpdf's file what a reader needs: the fonts with the map from each
// code to the characters typed, the language, an identity, and a new xref over it all.
func finish(raw []byte, ts *typeset, fonts []packedFont) ([]byte, error) {
	objects, err := pdfObjects(raw)
	if err != nil {
		return nil, err
	}
	catalog := objects[len(objects)-1].number // gofpdf puts the catalog last and the info before it
	if err := name(objects, ts); err != nil {
		return nil, err
	}
	packPages(objects)
	for i, f := range ts.fonts {
		objects = append(objects, f.objects(len(objects)+1, fonts[i])...)
	}
	size := 0
	for _, o := range objects {
		size += len(o.dict) + len(o.stream) + aroundObject
	}
	out := bytes.NewBuffer(make([]byte, 0, size+aroundObject*fontObjects))
	out.WriteString("%PDF-1.5\n%\xE3\x81\xA1\xE3\x81\x8E\n") // bytes above 127 say the file is binary
	offsets := make([]int, len(objects)+1)
	for _, o := range objects {
		offsets[o.number] = out.Len()
		fmt.Fprintf(out, "%d 0 obj\n", o.number)
		out.Write(o.dict)
		if o.stream != nil {
			out.WriteString("stream\n")
			out.Write(o.stream)
			out.WriteString("\nendstream\n")
		}
		out.WriteString("endobj\n")
	}
	writeXref(out, offsets, catalog)
	return out.Bytes(), nil
}

// aroundObject is more than an object's number, the words around it and its line of the
// xref take.
const aroundObject = 80

// name puts the names of the fonts, which come after all objects, into the resources
// of the pages, and the language into the catalog.
func name(objects []pdfObject, ts *typeset) error {
	const none = "/Font <<\n>>\n"
	names := "/Font <<\n"
	for i, f := range ts.fonts {
		names += fmt.Sprintf("/%s %d 0 R\n", pdfFamily(f.face), len(objects)+1+i*fontObjects)
	}
	found := false
	for i := range objects {
		if o := &objects[i]; o.stream == nil && bytes.Contains(o.dict, []byte(none)) {
			o.dict = bytes.Replace(o.dict, []byte(none), []byte(names+">>\n"), 1)
			found = true
		}
	}
	if !found {
		return fmt.Errorf("the PDF has no place for its fonts")
	}
	language := "ja-JP"
	if ts.doc.Language == "en" {
		language = "en"
	}
	root := &objects[len(objects)-1]
	root.dict = bytes.Replace(root.dict, []byte("/Type /Catalog\n"),
		[]byte("/Type /Catalog\n/Lang ("+language+")\n/ViewerPreferences <</DisplayDocTitle true>>\n"), 1)
	return nil
}

// packPages packs the pages, which gofpdf left as they are: each by itself, so on as
// many cores as there are.
func packPages(objects []pdfObject) {
	var pages sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range objects {
		o := &objects[i]
		if o.stream == nil || bytes.Contains(o.dict, []byte("/Filter")) {
			continue
		}
		turn <- struct{}{}
		pages.Go(func() {
			*o = packedObject(o.number, o.stream)
			<-turn
		})
	}
	pages.Wait()
}

// writeXref ends the file.
func writeXref(out *bytes.Buffer, offsets []int, catalog int) {
	sum := sha256.Sum256(out.Bytes())
	id := hex.EncodeToString(sum[:16])
	start, n := out.Len(), len(offsets)
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", n)
	for _, at := range offsets[1:] {
		fmt.Fprintf(out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		n, catalog, catalog-1, id, id, start)
}

// subsetTag is the six letters that tell cuts of one font apart (ISO 32000-1,
// 9.6.4), out of the characters it holds.
func subsetTag(f pdfFont) string {
	b := make([]byte, 0, 5*len(f.texts))
	for _, t := range f.texts {
		b = utf8.AppendRune(utf8.AppendRune(b, t[0]), t[1])
	}
	sum := sha256.Sum256(b)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// toUnicode is the CMap from codes to the text they stand for (ISO 32000-1,
// 9.10.3): UTF-16, surrogates and variation selectors included.
func toUnicode(texts [][2]rune) pdfObject {
	var m bytes.Buffer
	m.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // entries a block may have
	for from := 0; from < len(texts); from += most {
		block := texts[from:min(from+most, len(texts))]
		fmt.Fprintf(&m, "%d beginbfchar\n", len(block))
		for i, t := range block {
			m.Write(hexLine(codeOf(from+i), t))
		}
		m.WriteString("endbfchar\n")
	}
	m.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return packedObject(0, m.Bytes())
}

func hexLine(code int, text [2]rune) []byte {
	const digits = "0123456789ABCDEF"
	put := func(b []byte, v uint16) []byte {
		return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
	}
	b := append(put(append(make([]byte, 0, 32), '<'), uint16(code)), "> <"...)
	for _, r := range text {
		if r == 0 {
			continue
		}
		if a, c := utf16.EncodeRune(r); r > 0xFFFF {
			b = put(put(b, uint16(a)), uint16(c))
		} else {
			b = put(b, uint16(r))
		}
	}
	return append(b, ">\n"...)
}

// packers are kept: making one costs more than packing a page.
var packers = sync.Pool{New: func() any {
	z, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // the level is a valid one
	return z
}}

func packedObject(number int, data []byte) pdfObject {
	var out bytes.Buffer
	out.Grow(len(data)*3/4 + 64) // outlines pack to two thirds
	z := packers.Get().(*zlib.Writer)
	z.Reset(&out)
	_, _ = z.Write(data) // a Buffer takes everything
	_ = z.Close()
	packers.Put(z)
	return pdfObject{number, fmt.Appendf(nil, "<</Length %d /Filter /FlateDecode>>\n", out.Len()), out.Bytes()}
}
