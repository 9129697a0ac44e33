package document

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

// print writes what stands where on the pages, in tenths of a point.
func (ts *typeset) print(out *bytes.Buffer) {
	texts := map[uint8][][2]rune{}
	for _, f := range ts.fonts {
		texts[f.face] = f.texts
	}
	for n, page := range ts.pages {
		fmt.Fprintf(out, "page %d\n", n+1)
		for _, op := range page {
			switch op.kind {
			case opText:
				fmt.Fprintf(out, "%6.1f %6.1f %4.1f %.2f ", op.x, op.y, op.size, op.track)
				for _, c := range op.text {
					for _, r := range texts[op.face][orderOf(int(c))] {
						if r != 0 {
							out.WriteRune(r)
						}
					}
				}
				out.WriteByte('\n')
			case opLine:
				fmt.Fprintf(out, "%6.1f %6.1f line to %.1f %.1f\n", op.x, op.y, op.w, op.h)
			default:
				fmt.Fprintf(out, "%6.1f %6.1f area %d of %.1f by %.1f\n", op.x, op.y, op.kind, op.w, op.h)
			}
		}
	}
}

// TestPDFGolden proves that pages are set as they were; run with UPDATE_GOLDEN=1
// after a change that is meant, and look at the pages.
func TestPDFGolden(t *testing.T) {
	ts, err := layout(sampleDocument(3), testFonts(t))
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	ts.print(&got)
	const file = "testdata/sample.pdf.txt"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range bytes.Split(got.Bytes(), []byte("\n")) {
		wants := bytes.Split(want, []byte("\n"))
		if i >= len(wants) || !bytes.Equal(line, wants[i]) {
			t.Fatalf("line %d of %s: got %s", i+1, file, line)
		}
	}
	if got.Len() != len(want) {
		t.Errorf("%d bytes, want %d", got.Len(), len(want))
	}
}

// orderOf is the i of a code that codeOf gave.
func orderOf(code int) int { return code - firstCode - (code-firstCode)/(codeRun+1) }
