package handlers

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store/storetest"
)

// signing is a house in which a worker has a pledge to sign, at level 4.
func signing(t *testing.T) (*house, work, *visitor, *storetest.Phone) {
	t.Helper()
	h := printing(t)
	w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, named(h.people.Worker))
	v := h.signIn(h.people.Worker)
	return h, w, v, h.phone(h.people.Worker)
}

// signForm is the page's form as a reader fills it in.
func signForm(page *answer, name, code string) url.Values {
	return url.Values{"hash": {page.value("hash")}, "read": {"true"}, "name": {name}, "password": {password}, "code": {code}}
}

// TestPledgeIsSigned proves the worker's way through the pages: asked for at home, read,
// refused in words where something is wrong, signed once however often it is pressed.
func TestPledgeIsSigned(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	v.get("/").is(200).says(".todo", "誓約").one("a[href=" + path + "]")
	page := v.get(path).is(200).says("[data-way] a", "読む").says(".promise", "秘密").says(".duties", "第")
	if len(page.all("#check .duties details")) == 0 {
		t.Error("no source is one press away")
	}
	empty := v.post(path+"/sign", url.Values{"hash": {page.value("hash")}}).is(422)
	for _, field := range []string{"read", "name", "password", "code"} {
		empty.one("#f-" + field + "-error")
	}
	form := signForm(page, h.people.Worker.Name, phone.Code())
	wrong := join(form, url.Values{"password": {"違う合言葉を入れました"}})
	refused := v.post(path+"/sign", wrong).is(422).says("#f-password-error", "パスワード")
	if refused.value("name") != h.people.Worker.Name || refused.value("password") != "" || refused.value("code") != "" {
		t.Error("what was typed is lost, or a secret is shown again")
	}
	refused.one("[name=read][checked]")
	v.post(path+"/sign", join(form, url.Values{"name": {"別人"}})).is(422).says("#f-name-error", h.people.Worker.Name)
	v.post(path+"/sign", form).is(303).leads(path)
	v.post(path+"/sign", form).is(303).leads(path)
	page = v.get(path).is(200).says(".st", "署名済").says("dd", "令和９年３月３１日").says(".said", "署名しました")
	page.one("a[href=/topics/" + w.party.ID + "]")
	if len(page.all("[name=password]")) > 0 {
		t.Error("a signed pledge asks to be signed")
	}
	file := v.get(path + "/pledge.pdf").is(200)
	if _, err := seal.Verify(file.Body.Bytes(), storetest.Seal(t).Roots(), seal.VerifyOptions{}); err != nil {
		t.Error(err)
	}
	v.get("/pledges").is(200).says(".todo .st", "署名済")
}

// TestPledgeChangedMeanwhile proves that a wording that changed is shown anew, with a word
// about it, and that nothing typed is lost but secrets and the tick.
func TestPledgeChangedMeanwhile(t *testing.T) {
	h, w, v, phone := signing(t)
	form := signForm(v.get("/pledges/"+w.own).is(200), h.people.Worker.Name, phone.Code())
	form.Set("hash", strings.Repeat("0", 64))
	page := v.post("/pledges/"+w.own+"/sign", form).is(409).says("#changed", "文面が変わりました").says(".errors", "文面が変わりました")
	if page.value("name") != h.people.Worker.Name || page.value("hash") == form.Get("hash") {
		t.Error("the name is lost or the old hash is sent again")
	}
	if len(page.all("[name=read][checked]")) > 0 {
		t.Error("the new wording counts as read")
	}
}

// TestPledgeWithoutCodes proves that who has no one-time codes is led to set them up and
// back.
func TestPledgeWithoutCodes(t *testing.T) {
	h := printing(t)
	w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, named(h.people.Worker))
	v, path := h.signIn(h.people.Worker), "/pledges/"+w.own
	at := "/account/code?next=" + path + "%23sign"
	v.get(path).one("a[href=" + at + "]")
	page := v.get(at).is(200)
	next := v.post("/account/code", url.Values{"password": {password}, "to": {page.value("to")}}).is(303).Header().Get("Location")
	page = v.get(next).is(200)
	if page.value("to") != path+"#sign" {
		t.Errorf("the setup leads to %q", page.value("to"))
	}
	v.get("/account/code?next=//evil.example").one("form input[name=to][value=/]")
}

// TestPledgeSignedByAProgram proves that the same is done in JSON with the same names.
func TestPledgeSignedByAProgram(t *testing.T) {
	h, w, _, phone := signing(t)
	v, path := h.as(h.people.Worker), "/pledges/"+w.own
	var view models.PledgeView
	v.json(http.MethodGet, path, nil).is(200).into(&view)
	body := map[string]any{"hash": view.Text.Hash, "name": view.Expected, "password": password, "code": phone.Code()}
	var trouble Trouble
	v.json(http.MethodPost, path+"/sign", body).is(422).into(&trouble)
	if len(trouble.Errors) != 1 || trouble.Errors[0].Field != "read" {
		t.Errorf("refused for %+v", trouble.Errors)
	}
	body["read"] = true
	var signed models.Pledge
	v.json(http.MethodPost, path+"/sign", body).is(200).into(&signed)
	if signed.State != models.PledgeSigned || signed.Code == "" {
		t.Errorf("signed as %+v", signed)
	}
	h.as(h.people.SubLead).json(http.MethodGet, path, nil).is(404)
}

// TestPledgeTalk proves asking, answering, declining, and that a lead may let another
// sign where the edition allows it.
func TestPledgeTalk(t *testing.T) {
	h, w, v, _ := signing(t)
	path, staff := "/pledges/"+w.own, h.as(h.people.Drafter)
	v.post(path+"/question", url.Values{"question": {""}}).is(422).one("#question[open] #f-question-error")
	v.post(path+"/question", url.Values{"question": {"私物の電話は持ち込めますか。"}}).is(303).leads(path)
	staff.get("/").says(".fig", "確認を待つ誓約書")
	staff.get("/pledges").is(200).one("a[href=" + path + "]")
	staff.get(path).says(".next", "質問に答え").says("blockquote", "私物の電話")
	staff.post(path+"/answer", url.Values{"answer": {"第24条のとおり、持ち込めません。"}}).is(303)
	v.get(path).says("blockquote", "第24条のとおり")
	v.post(path+"/decline", url.Values{"reason": {"別の業務に移るため"}}).is(303)
	h.as(h.people.Lead).get(path).says(".st", "署名しないとの申出").says("blockquote", "別の業務に移るため")
	staff.get("/").says(".todo", "署名しないとの申出").says(".todo", "別の業務に移るため").one("nav a[href=/pledges]")
	v.post(path+"/again", url.Values{}).is(403)
	staff.get(path).says(".next", "署名しないとの申出").one("form[action=" + path + "/again]")
	staff.post(path+"/again", url.Values{}).is(303).leads(path)
	v.get(path).one("[name=password]") // and may be signed after all
}

// TestPledgePaper proves that a firm's pledge on paper is kept byte for byte, and holds
// once the IT division has confirmed it with its shelf.
func TestPledgePaper(t *testing.T) {
	h, w, _, _ := signing(t)
	v, path := h.as(h.people.Lead), "/pledges/"+w.company
	blank := v.get(path + "/blank.pdf").is(200)
	if !bytes.HasPrefix(blank.Body.Bytes(), []byte("%PDF-")) {
		t.Error("the pledge to print is no PDF")
	}
	v.multipart(path+"/paper", map[string]string{"name": "代表 一郎", "post": "大阪支店長", "signed_on": "R8.11.2"}, "scan", "写し.txt", []byte("写し")).is(422).one("#paper[open] #f-scan-error")
	bad := v.multipart(path+"/paper", map[string]string{"name": "代表 一郎", "post": "大阪支店長", "signed_on": "あした"}, "scan", "誓約書.pdf", blank.Body.Bytes()).is(422)
	bad.one("#f-signed_on-error")
	bad.says("#f-scan-error", "誓約書.pdf")
	v.multipart(path+"/paper", map[string]string{"name": "代表 一郎", "post": "大阪支店長", "signed_on": "R8.11.2"}, "scan", "誓約書.pdf", blank.Body.Bytes()).is(303)
	v.get(path).says(".st", "紙・確認待ち")
	if !bytes.Equal(v.get(path+"/scan").is(200).Body.Bytes(), blank.Body.Bytes()) {
		t.Error("the scan is not what was brought")
	}
	staff := h.as(h.people.Reviewer)
	staff.post(path+"/confirm", url.Values{"shelf": {""}}).is(422).one("#f-shelf-error")
	staff.post(path+"/confirm", url.Values{"shelf": {"棚１−３"}}).is(303)
	staff.get(path).says("dd", "棚１−３").says(".st", "署名済")
}

// TestPledgeReturned proves that a paper is returned from its page, that whoever brought
// it reads why where the new one is brought, and still sees the scan.
func TestPledgeReturned(t *testing.T) {
	h, w, _, _ := signing(t)
	v, staff, path := h.as(h.people.Lead), h.as(h.people.Reviewer), "/pledges/"+w.company
	typed := map[string]string{"name": "代表 一郎", "signed_on": "R8.11.2"}
	v.multipart(path+"/paper", typed, "scan", "写し.pdf", storetest.PDF("junk")).is(303)
	staff.get(path).one("#return [name=reason]")
	staff.post(path+"/return", url.Values{"reason": {" "}}).is(422).one("#return[open] #f-reason-error")
	staff.post(path+"/return", url.Values{"reason": {"２頁目が読めない"}}).is(303).leads(path)
	staff.post(path+"/return", url.Values{"reason": {"もう一度"}}).is(409)
	v.get(path).says(".st", "差戻し").says("blockquote", "２頁目が読めない").says(".next", "差し戻されました")
	if !bytes.Contains(v.get(path+"/scan").is(200).Body.Bytes(), []byte("junk")) {
		t.Error("the scan that was returned is gone")
	}
	list := v.get("/pledges").says(".todo", "差戻し")
	next := attr(list.one(".todo li a"), "href")
	v.get(next).says("#returned", "２頁目が読めない").one("#paper [name=scan]")
	v.multipart(next+"/paper", typed, "scan", "写し.pdf", storetest.PDF("legible")).is(303)
	staff.post(next+"/confirm", url.Values{"shelf": {"棚１"}}).is(303)
}

// TestPledgeSeal proves that a picture of a seal is taken, and what is none is refused at
// its field.
func TestPledgeSeal(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	page := v.get(path).is(200)
	fields := map[string]string{"hash": page.value("hash"), "read": "true", "name": h.people.Worker.Name, "password": password, "code": phone.Code()}
	v.multipart(path+"/sign", fields, "seal", "印.png", []byte("これは画像ではない")).is(422).one("#f-seal-error")
	var b bytes.Buffer
	h.must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))))
	v.multipart(path+"/sign", fields, "seal", "印.png", b.Bytes()).is(303)
}

// TestPledgeWithoutSeal proves that the form is taken as browsers send it when no picture
// was chosen: with a file that has no name.
func TestPledgeWithoutSeal(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	fields := map[string]string{"hash": v.get(path).is(200).value("hash"), "read": "true", "name": h.people.Worker.Name, "password": password, "code": phone.Code()}
	v.multipart(path+"/sign", fields, "seal", "", nil).is(303)
}

// multipart sends a form with a file.
func (v *visitor) multipart(path string, fields map[string]string, field, name string, file []byte) *answer {
	v.h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, text := range fields {
		v.h.must(w.WriteField(k, text))
	}
	part, err := w.CreateFormFile(field, name)
	v.h.must(err)
	_, err = part.Write(file)
	v.h.must(err)
	v.h.must(w.Close())
	return v.do(http.MethodPost, path, &b, w.FormDataContentType(), "text/html")
}

// TestPledgeIsKeptOverASignIn proves that what was typed beside a pledge comes back after
// another sign-in, without the password.
func TestPledgeIsKeptOverASignIn(t *testing.T) {
	h, w, v, _ := signing(t)
	path := "/pledges/" + w.own
	h.clock.Advance(2 * time.Hour)
	to, err := url.Parse(v.post(path+"/question", url.Values{"question": {"いつまでですか。"}}).is(303).Header().Get("Location"))
	h.must(err)
	if next := to.Query().Get("next"); !strings.HasPrefix(next, path+"?restore=") || !strings.HasSuffix(next, "&form=question#question") {
		t.Errorf("leads back to %q", next)
	}
}
