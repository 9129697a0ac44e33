package handlers

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store/storetest"
)

// TestPledgesTaken proves that a lead and the division take the sealed pledges of a party
// whole, with their list for people and for spreadsheets, that the length is said before,
// and that nobody else does.
func TestPledgesTaken(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	v.post(path+"/sign", signForm(v.get(path), h.people.Worker.Name, phone.Code())).is(303)
	h.joins(h.people.Lead, w.party, models.WorkerInput{Name: "未署　名子"})
	party := "/contracts/" + w.contract + "/parties/" + w.party.ID
	for _, who := range []models.Actor{h.people.Lead, h.people.Drafter, h.people.Auditor} {
		a := h.as(who).get(party + "/pledges.zip").is(200)
		if n := a.Header().Get("Content-Length"); n != strconv.Itoa(a.Body.Len()) {
			t.Errorf("%s bytes are said, %d come", n, a.Body.Len())
		}
		files, names := unzipped(t, a.Body.Bytes())
		if len(names) != 3 || names[2] != "001_"+fileWord(h.people.Worker.Name)+".pdf" {
			t.Fatalf("the file holds %q", names)
		}
		if _, err := seal.Verify(files[names[2]], storetest.Seal(t).Roots(), seal.VerifyOptions{}); err != nil {
			t.Error(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(files[names[1]])).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][0] != names[2] || len(rows[1][9]) != 64 {
			t.Errorf("the list is %q: %v", rows, err)
		}
		if !bytes.HasPrefix(files[names[0]], []byte("%PDF-")) {
			t.Error("the list for people is no PDF")
		}
	}
	lead := h.as(h.people.Lead)
	roster := lead.get(party + "/roster")
	roster.one("a[data-making=making][href=" + party + "/pledges.zip]")
	roster.one("a[data-making=making][href=" + party + "/pledges.pdf]")
	roster.one("#making[role=status][hidden]")
	if a := lead.do(http.MethodHead, party+"/pledges.zip", nil, "", "*/*"); a.Code != 200 || a.Body.Len() != 0 {
		t.Errorf("a look gives %d and %d bytes", a.Code, a.Body.Len())
	}
	h.as(h.people.OtherLead).get(party + "/pledges.zip").is(404)
	v.get(party + "/pledges.zip").is(404)
}

// TestPledgesBound proves that a lead and the division take one PDF of all pledges of a
// party, that its length is said before, that the sealed file is in it byte for byte, and
// that nobody else gets it.
func TestPledgesBound(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	v.post(path+"/sign", signForm(v.get(path), h.people.Worker.Name, phone.Code())).is(303)
	sealed := v.get(path + "/pledge.pdf").is(200).Body.Bytes()
	bound := "/contracts/" + w.contract + "/parties/" + w.party.ID + "/pledges.pdf"
	for _, who := range []models.Actor{h.people.Lead, h.people.Drafter, h.people.Auditor} {
		a := h.as(who).get(bound).is(200)
		if n := a.Header().Get("Content-Length"); n != strconv.Itoa(a.Body.Len()) || a.Header().Get("Content-Type") != pdf {
			t.Errorf("%s bytes are said, %d come as %s", n, a.Body.Len(), a.Header().Get("Content-Type"))
		}
		if !bytes.HasPrefix(a.Body.Bytes(), []byte("%PDF-")) || !bytes.Contains(a.Body.Bytes(), append(sealed, "\nendstream"...)) {
			t.Error("the sealed file is not in it as it is")
		}
	}
	if a := h.as(h.people.Lead).do(http.MethodHead, bound, nil, "", "*/*"); a.Code != 200 || a.Body.Len() != 0 {
		t.Errorf("a look gives %d and %d bytes", a.Code, a.Body.Len())
	}
	h.as(h.people.OtherLead).get(bound).is(404)
	v.get(bound).is(404)
}

func unzipped(t *testing.T, b []byte) (map[string][]byte, []string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files, names := map[string][]byte{}, []string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return files, names
}

// TestPledgeZip proves that each file stands whole under a name every system takes, and
// that no cell of the list is a formula.
func TestPledgeZip(t *testing.T) {
	var b bytes.Buffer
	book := models.PledgeBook{}
	z := &pledgeZip{out: zip.NewWriter(&b), lang: "ja"}
	var sizes []int64
	for _, name := range []string{"=cmd/../|x", "山田　太郎"} {
		book.Signed = append(book.Signed, models.Pledge{SignerName: name, Kind: models.PledgeWorker, State: models.PledgeSigned, Method: models.SignedByCode, Code: "C"})
		sizes = append(sizes, int64(len(name)))
	}
	list := models.File{Name: "一覧.pdf", Bytes: []byte("%PDF-")}
	want := z.size(book, sizes, list)
	err := z.lists(book, list)
	for _, p := range book.Signed {
		if err == nil {
			err = z.add(p, models.File{Bytes: []byte(p.SignerName)})
		}
	}
	if err == nil {
		err = z.out.Close()
	}
	if err != nil || int64(b.Len()) != want {
		t.Fatalf("%d bytes where %d were said: %v", b.Len(), want, err)
	}
	files, names := unzipped(t, b.Bytes())
	if got := strings.Join(names, " "); got != "一覧.pdf 一覧.csv 001_=cmd_..__x.pdf 002_山田_太郎.pdf" {
		t.Errorf("the names are %s", got)
	}
	if string(files[names[3]]) != "山田　太郎" || !strings.Contains(string(files["一覧.csv"]), ",'=cmd/../|x,") {
		t.Errorf("the files are %q", files)
	}
}
