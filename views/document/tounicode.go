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

// finish makes of gofpdf's file what a reader needs: the map from each code to
// the characters typed, real names for the fonts, the language, an identity, and
// a new xref over it all.
func finish(raw []byte, ts *typeset, fonts []packedFont) ([]byte, error) {
	objects, err := pdfObjects(raw)
	if err != nil {
		return nil, err
	}
	changed, err := changes(objects, ts, fonts)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, len(raw)+len(raw)/8))
	out.WriteString("%PDF-1.5\n%\xE3\x81\xA1\xE3\x81\x8E\n") // bytes above 127 say the file is binary
	offsets := make([]int, len(objects)+1)
	packPages(objects, changed)
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
	writeXref(out, offsets)
	return out.Bytes(), nil
}

// packPages puts what changed in its place and packs the pages, which gofpdf left
// as they are: each by itself, so on as many cores as there are.
func packPages(objects []pdfObject, changed map[int]pdfObject) {
	var pages sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range objects {
		o := &objects[i]
		if c, ok := changed[o.number]; ok {
			*o = c
			continue
		}
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

// writeXref ends the file; gofpdf puts the catalog last and the info before it.
func writeXref(out *bytes.Buffer, offsets []int) {
	sum := sha256.Sum256(out.Bytes())
	id := hex.EncodeToString(sum[:16])
	start, n := out.Len(), len(offsets)
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", n)
	for _, at := range offsets[1:] {
		fmt.Fprintf(out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		n, n-1, n-2, id, id, start)
}

// changes gives the objects that change. gofpdf writes a font's objects one after
// the other: its map to Unicode, its system, descriptor, glyphs by code, file.
func changes(objects []pdfObject, ts *typeset, fonts []packedFont) (map[int]pdfObject, error) {
	changed := map[int]pdfObject{}
	for i, f := range ts.fonts {
		found := false
		old, tagged := []byte("/utf8"+pdfFamily(f.face)+"\n"), []byte("/"+subsetTag(f)+"+"+f.name+"\n")
		for _, o := range objects {
			if o.stream != nil || !bytes.Contains(o.dict, old) {
				continue
			}
			if n, ok := dictNumber(o.dict, "/ToUnicode "); ok {
				changed[n] = fonts[i].unicode.as(n)
				changed[n+3] = fonts[i].glyphs.as(n + 3)
				changed[n+4] = fonts[i].file.as(n + 4)
				changed[n+1] = pdfObject{number: n + 1, dict: []byte("<</Registry (Adobe)\n/Ordering (Identity)\n/Supplement 0>>\n")}
				found = true
			}
			o.dict = bytes.Replace(o.dict, old, tagged, 1)
			changed[o.number] = o
		}
		if !found {
			return nil, fmt.Errorf("font %s is not in the PDF", f.name)
		}
	}
	root := objects[len(objects)-1]
	language := "ja-JP"
	if ts.doc.Language == "en" {
		language = "en"
	}
	root.dict = bytes.Replace(root.dict, []byte("/Type /Catalog\n"),
		[]byte("/Type /Catalog\n/Lang ("+language+")\n/ViewerPreferences <</DisplayDocTitle true>>\n"), 1)
	changed[root.number] = root
	return changed, nil
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
	z := packers.Get().(*zlib.Writer)
	z.Reset(&out)
	_, _ = z.Write(data) // a Buffer takes everything
	_ = z.Close()
	packers.Put(z)
	return pdfObject{number, fmt.Appendf(nil, "<</Length %d /Filter /FlateDecode>>\n", out.Len()), out.Bytes()}
}
