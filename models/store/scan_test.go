package store_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"testing"

	"chigiri/models"
)

// objects is a PDF with a packed stream of objects.
func objects(dict string, body []byte) []byte {
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Type /ObjStm /N 1 /First 4 %s /Length %d >>\nstream\n%s\nendstream\nendobj\n", dict, len(body), body)
}

func deflate(b []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(b) //nolint:errcheck // into memory
	z.Close()  //nolint:errcheck // into memory
	return packed.Bytes()
}

func TestScansHideNoProgram(t *testing.T) {
	// Proves that a program in a PDF is found wherever it hides from a search for its
	// name, that what cannot be looked into is refused, and that plain scans are taken,
	// whatever stands in their pictures by chance.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		act := "5 0 obj << /S /JavaScript /JS (x) >> endobj\n"
		script := []byte("5 0 << /S /JavaScript /JS (x) >>")
		words := "<< /Type /Page /Contents (" + string(bytes.Repeat([]byte("plain "), 40)) + ") >>"
		for name, bad := range map[string][]byte{
			"between remarks":  []byte("%PDF-1.4\n% stream\n" + act + "% endstream\n"),
			"between texts":    []byte("%PDF-1.4\n4 0 obj << /A (>> stream) >> endobj\n" + act + "6 0 obj << /B (endstream) >> endobj\n"),
			"spelled":          []byte("%PDF-1.4\n% stream\n5 0 obj << /S /J#61vaScri#70t /JS (x) >> endobj\n% endstream\n"),
			"packed":           objects("/Filter /FlateDecode", deflate(script)),
			"packed in hex":    objects("/Filter /ASCIIHexDecode", []byte(hex.EncodeToString(script))),
			"packed twice":     objects("/Filter [/FlateDecode /FlateDecode]", deflate(deflate(script))),
			"behind a mass":    objects("/Filter /FlateDecode", deflate(append(bytes.Repeat([]byte(" "), 9<<20), script...))),
			"broken":           objects("/Filter /FlateDecode", deflate([]byte(words))[:30]),
			"enciphered":       []byte("%PDF-1.4\ntrailer << /Root 1 0 R /Encrypt 9 0 R >>\n"),
			"a file in a file": []byte("%PDF-1.4\n% stream\n5 0 obj << /Type /EmbeddedFile >> endobj\n% endstream\n"),
		} {
			in := paperInput(bad)
			_, err := o.KeepPaperPledge(bg, c.boss, id, in, pledgePaper)
			if wrong := models.Invalid(err); wrong == nil || wrong.Problems[0].Key != "error.file.program" {
				t.Errorf("%s: %v", name, err)
			}
		}
		noise := make([]byte, 64<<10)
		random := rand.New(rand.NewPCG(1, 2))
		for i := range noise {
			noise[i] = byte(random.Uint32())
		}
		noise = append(noise, "/JS /A#61 /XFA "...)
		good := objects("/Filter /FlateDecode", deflate([]byte(words)))
		good = fmt.Appendf(good, "7 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(noise), noise)
		_, err := o.KeepPaperPledge(bg, c.boss, id, paperInput(good), pledgePaper)
		must(t, err)
	})
}
