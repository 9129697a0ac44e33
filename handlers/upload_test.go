package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/views/i18n"
)

// bomb is a workbook whose one sheet unpacks to many blanks.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, size := range map[string]int{"[Content_Types].xml": 10, "xl/workbook.xml": 10, "xl/worksheets/sheet1.xml": 64 << 20} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Repeat([]byte(" "), size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHostileUploads proves that scans that act, that few can open or that are too large,
// and workbooks that are bombs are refused in words at their field, and that what was
// typed beside a scan is kept wherever the form could be read.
func TestHostileUploads(t *testing.T) {
	h, w, _, _ := signing(t)
	v, path := h.as(h.people.Lead), "/pledges/"+w.company
	typed := map[string]string{"name": "代表 一郎", "post": "大阪支店長", "signed_on": "R8.11.2"}
	pdf := func(act string) []byte {
		return []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/OpenAction<<" + act + ">>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
	}
	for name, c := range map[string]struct {
		file string
		data []byte
		key  string
	}{
		"script": {"写し.pdf", pdf("/S/JavaScript/JS(app.alert)"), "error.file.program"},
		"launch": {"写し.pdf", pdf("/S/Launch/F(cmd.exe)"), "error.file.program"},
		"inside": {"写し.pdf", pdf("/Type/EmbeddedFile "), "error.file.program"},
		"HEIC":   {"写し.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "error.scan.heic"},
		"text":   {"写し.txt", []byte("写し"), "error.scan.type"},
		"30 MB":  {"写し.png", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 30<<20)...), "error.file.large"},
	} {
		a := v.multipart(path+"/paper", typed, "scan", c.file, c.data).is(http.StatusUnprocessableEntity).says("#f-scan-error", i18n.T(i18n.JA, c.key))
		if attr(a.one("#paper input[name=name]"), "value") != typed["name"] {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
	for _, size := range []int{40 << 20, 120 << 20} { // more than a request may bring
		large := v.multipart(path+"/paper", typed, "scan", "写し.png", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, size)...))
		large.is(http.StatusUnprocessableEntity).says("#paper[open] #f-scan-error", "20 MBまで").says("#f-scan-error", "200 dpi")
		for name, text := range typed {
			if attr(large.one("#paper input[name="+name+"]"), "value") != text {
				t.Errorf("%d MB: %s is lost", size>>20, name)
			}
		}
	}
	v.header.Set("Accept-Language", "en")
	v.multipart(path+"/paper", typed, "scan", "copy.png", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 40<<20)...)).says("#f-scan-error", "at most 20 MB").says("#f-scan-error", "200 dpi")
	v.header.Del("Accept-Language")
	v.get(path).is(http.StatusOK).one("#paper")
	roster := "/contracts/" + w.contract + "/parties/" + w.party.ID + "/roster/upload"
	v.multipart(roster, nil, "file", "名簿.xlsx", bomb(t)).is(http.StatusUnprocessableEntity).says("#f-file-error", i18n.T(i18n.JA, "error.sheet.large", "24"))
	if n := len(h.roster(w.party).Workers); n != 1 {
		t.Errorf("%d are on the roster", n)
	}
}

// TestRareNameOnPaper proves that a name outside the basic plane and one with a selected
// form are signed as they stand on the roster and can be read from the paper.
func TestRareNameOnPaper(t *testing.T) {
	const name = "葛\U000E0100城 𠮷子"
	h := printing(t)
	ctx := context.Background()
	u, err := h.store.User(ctx, h.people.Admin, h.people.Worker.UserID)
	h.must(err)
	_, err = h.store.UpdateUser(ctx, h.people.Admin, u.ID, u.Version, models.UserInput{Login: u.Login, Name: name, Role: u.Role, VendorID: u.VendorID})
	h.must(err)
	w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, models.WorkerInput{UserID: h.people.Worker.UserID, Name: name})
	v, phone, path := h.signIn(h.people.Worker), h.phone(h.people.Worker), "/pledges/"+w.own
	v.post(path+"/sign", signForm(v.get(path).is(http.StatusOK), name, phone.Code())).is(http.StatusSeeOther)
	dir := t.TempDir()
	h.must(os.WriteFile(filepath.Join(dir, "pledge.pdf"), v.get(path+"/pledge.pdf").is(http.StatusOK).Body.Bytes(), 0o600))
	said := strings.ReplaceAll(tool(t, dir, "pdftotext", "pledge.pdf", "-"), " ", "")
	if !strings.Contains(said, "𠮷子") || !strings.Contains(strings.ReplaceAll(said, "\U000E0100", ""), "葛城") {
		t.Errorf("the paper does not name %s:\n%s", name, said)
	}
}
