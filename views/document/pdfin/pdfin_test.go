package pdfin_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chigiri/views/document/pdfin"
)

// small is a PDF of one page as it is written by hand, changed if asked.
func small(replace ...string) []byte {
	return []byte(strings.NewReplacer(replace...).Replace("%PDF-1.4\n" +
		"1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>\nendobj\n" +
		"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 200 100]/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[9 0 R]/Rotate -90>>\nendobj\n" +
		"4 0 obj\n<</Length 6 0 R>>stream\nBT (a \\) 7 0 obj) Tj ET\nendstream\nendobj\n" +
		"5 0 obj\n<</Type/Font/Parent 2 0 R/Loop 5 0 R/Deed(\\(9 0 R)>>\nendobj\n6 0 obj 23 endobj\n" +
		"9 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>\nendobj\n" +
		"trailer\n<</Root 1 0 R/Size 10>>\n%%EOF\n"))
}

// drawer is a file that pages are copied to.
type drawer struct {
	next int
	text bytes.Buffer
}

func (d *drawer) Reserve() int { d.next++; return d.next }

func (d *drawer) Put(n int, dict, stream []byte) error {
	fmt.Fprintf(&d.text, "%d: %s %s\n", n, dict, stream)
	return nil
}

// taken copies all pages of a file.
func taken(b []byte) (string, []pdfin.Page, error) {
	f, err := pdfin.Open(b)
	if err != nil {
		return "", nil, err
	}
	var d drawer
	pages, err := f.Pages()
	for _, p := range pages {
		if err == nil {
			_, err = f.Form(p, &d)
		}
	}
	return d.text.String(), pages, err
}

func TestPageIsTakenWithoutItsDeeds(t *testing.T) {
	// Proves that a page comes with what it has from above, its contents as they are and its
	// fonts, once, but with nothing that leads to scripts or to other pages.
	text, pages, err := taken(small())
	if err != nil || len(pages) != 1 || pages[0].Turn != 270 || pages[0].Wide != 200 || pages[0].High != 100 {
		t.Fatalf("%+v %v", pages, err)
	}
	for _, want := range []string{"BT (a \\) 7 0 obj) Tj ET", "/Length 23", "/BBox [0.0000 0.0000 200.0000 100.0000]", "/Font <</F 2 0 R", "/Loop 2 0 R", "/Deed (\\(9 0 R)"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing of %s", want, text)
		}
	}
	for _, bad := range []string{"JavaScript", "Parent", "Catalog", "3: "} {
		if strings.Contains(text, bad) {
			t.Errorf("%q is in %s", bad, text)
		}
	}
}

func TestNewerObjectCounts(t *testing.T) {
	// Proves that of a number the last object in the file is taken, as an update writes it.
	text, _, err := taken(append(small(), "4 0 obj\n<</Length 3>>stream\nNEW\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n"...))
	if err != nil || !strings.Contains(text, "NEW") || strings.Contains(text, "BT") {
		t.Errorf("%s: %v", text, err)
	}
}

func TestUnreadable(t *testing.T) {
	// Proves that what cannot be read is refused as such, and a file that leads in circles
	// ends.
	for name, b := range map[string][]byte{
		"nothing": nil, "no PDF": []byte("hello"), "enciphered": small("/Root 1 0 R", "/Root 1 0 R/Encrypt 9 0 R"),
		"pages in a circle": small("Kids[3 0 R]", "Kids[2 0 R]"), "no size": small("/MediaBox[0 0 200 100]", ""), "no pages": small("/Kids[3 0 R]", "/Kids[]"),
		"contents of no kind": small("/Contents 4 0 R", "/Contents 5 0 R"), "deep": small("(\\(9 0 R)", strings.Repeat("[", 99)),
		"packed otherwise": small("/Contents 4 0 R", "/Contents[4 0 R]", "/Length 6 0 R", "/Filter/LZWDecode"),
	} {
		if text, _, err := taken(b); !errors.Is(err, pdfin.ErrUnreadable) {
			t.Errorf("%s: %v %s", name, err, text)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(small())
	f.Add(small("/Contents 4 0 R", "/Contents[4 0 R 4 0 R]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, _, err := taken(b); err != nil && !errors.Is(err, pdfin.ErrUnreadable) {
			t.Errorf("an error of its own: %v", err)
		}
	})
}
