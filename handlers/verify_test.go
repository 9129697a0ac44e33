package handlers

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"chigiri/views/i18n"
)

// withRevision is a PDF with another one behind it that replaces nothing: an object that
// nobody names, its table and its end, as an editor appends what was changed.
func withRevision(t *testing.T, pdf []byte) []byte {
	t.Helper()
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	trailer := bytes.LastIndex(pdf, []byte("trailer"))
	if at < 0 || trailer < 0 {
		t.Fatal("this PDF has no table of its own")
	}
	var before int
	if _, err := fmt.Sscanf(string(pdf[at:]), "startxref\n%d", &before); err != nil {
		t.Fatal(err)
	}
	dict := bytes.TrimSpace(pdf[trailer+len("trailer") : at])
	if i := bytes.Index(dict, []byte("/Prev")); i >= 0 { // its own way back is replaced
		end := i + len("/Prev ")
		for end < len(dict) && dict[end] >= '0' && dict[end] <= '9' {
			end++
		}
		dict = append(append([]byte{}, dict[:i]...), dict[end:]...)
	}
	out := append(append([]byte{}, pdf...), '\n')
	place := len(out)
	out = append(out, "900 0 obj\n<</Type/Page/MediaBox[0 0 595 842]>>\nendobj\n"...)
	table := len(out)
	end := bytes.LastIndex(dict, []byte(">>"))
	return fmt.Appendf(out, "xref\n900 1\n%010d 00000 n \ntrailer\n%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", place, dict[:end], before, table)
}

// TestVerifySaysWhatIsWrong proves what the page tells anybody who brings a file, in both
// languages: the genuine pledge, the same with a page or a revision more or one byte
// altered, somebody else's document, one that is encrypted, one of another kind, one that
// is far too large.
func TestVerifySaysWhatIsWrong(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	foreign := v.get(path + "/blank.pdf").is(http.StatusOK).Body.Bytes()
	v.post(path+"/sign", signForm(v.get(path).is(http.StatusOK), h.people.Worker.Name, phone.Code())).is(http.StatusSeeOther)
	genuine := v.get(path + "/pledge.pdf").is(http.StatusOK).Body.Bytes()
	altered := bytes.Clone(genuine)
	altered[bytes.Index(altered, []byte("stream"))+40] ^= 1
	for _, c := range []struct {
		name, fault string
		file        []byte
	}{
		{"the pledge", "", genuine},
		{"one byte altered", "altered", altered},
		{"with a revision", "appended", withRevision(t, genuine)},
		{"with bytes behind", "trailing", append(bytes.Clone(genuine), "%more"...)},
		{"another document", "unsigned", foreign},
		{"no PDF", "not_pdf", []byte("これはPDFではありません。")},
		{"far too large", "too_large", append([]byte("%PDF-1.7\n"), make([]byte, 41<<20)...)},
	} {
		t.Run(c.name, func(t *testing.T) { h.verifiedAs(t, c.file, c.fault) })
	}
}

// TestVerifyWhatQpdfMade proves the same of files that another program made of a genuine
// pledge: pages put together anew, and encrypted.
func TestVerifyWhatQpdfMade(t *testing.T) {
	h, w, v, phone := signing(t)
	path, dir := "/pledges/"+w.own, t.TempDir()
	v.post(path+"/sign", signForm(v.get(path).is(http.StatusOK), h.people.Worker.Name, phone.Code())).is(http.StatusSeeOther)
	h.must(os.WriteFile(filepath.Join(dir, "pledge.pdf"), v.get(path+"/pledge.pdf").is(http.StatusOK).Body.Bytes(), 0o600))
	tool(t, dir, "qpdf", "pledge.pdf", "--pages", ".", "1-z,1", "--", "page.pdf")
	for bits, name := range map[string]string{"256": "encrypted.pdf", "128": "old.pdf"} {
		tool(t, dir, "qpdf", "--allow-weak-crypto", "--encrypt", "open", "own", bits, "--", "pledge.pdf", name)
	}
	tool(t, dir, "qpdf", "--object-streams=generate", "--encrypt", "", "own", "256", "--", "pledge.pdf", "compressed.pdf")
	tool(t, dir, "qpdf", "--linearize", "encrypted.pdf", "--password=open", "linear.pdf")
	for name, fault := range map[string]string{
		"page.pdf": "any", "encrypted.pdf": "encrypted", "old.pdf": "encrypted", "compressed.pdf": "encrypted", "linear.pdf": "encrypted",
	} {
		t.Run(name, func(t *testing.T) {
			made, err := os.ReadFile(filepath.Join(dir, name))
			h.must(err)
			h.verifiedAs(t, made, fault)
		})
	}
}

// verifiedAs sees what the page says of a file in both languages: genuine without a
// fault, else not, and why; "any" is any reason.
func (h *house) verifiedAs(t *testing.T, file []byte, fault string) {
	t.Helper()
	for _, lang := range []string{i18n.JA, i18n.EN} {
		v := h.visitor()
		v.header.Set("Accept-Language", lang)
		a := v.multipart("/verify", nil, "file", "pledge.pdf", file)
		a.is(http.StatusOK)
		switch fault {
		case "":
			a.says("h2", i18n.T(lang, "verify.genuine"))
		case "encrypted": // of which nothing can be said
			a.says("h2", i18n.T(lang, "verify.locked")).says(".verdict p", i18n.T(lang, "error.seal.encrypted")).silent("h2", i18n.T(lang, "verify.not_genuine"))
		case "any":
			a.says("h2", i18n.T(lang, "verify.not_genuine"))
			t.Logf("%s: %s", lang, text(a.one(".verdict p")))
		default:
			a.says("h2", i18n.T(lang, "verify.not_genuine")).says(".verdict p", i18n.T(lang, "error.seal."+fault, "PDF"))
		}
	}
}
