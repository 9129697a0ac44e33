package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models/catalog"
	"chigiri/models/totp"
)

// person is somebody at a portal who is no example account: with cookies of their own,
// and with the secret of their one-time codes once they have one.
type person struct {
	t               *testing.T
	base            string
	http            *http.Client
	login, password string
	secret          string
	last            int64 // step of the code used last: each works once
}

func (r running) person(login, password string) *person {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &person{t: r.t, base: r.URL, http: &http.Client{Jar: jar}, login: login, password: password}
}

// as is an example account as a person with cookies.
func (r running) as(role string) *person {
	a := r.account(role)
	return r.person(a.Login, a.Password).enters()
}

func (p *person) enters() *person {
	p.t.Helper()
	p.posts(http.StatusNoContent, "/login", url.Values{"login": {p.login}, "password": {p.password}}, nil)
	return p
}

// posts sends a form as a program does and reads the answer into v.
func (p *person) posts(want int, path string, form url.Values, v any) {
	p.t.Helper()
	p.asks(want, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), v)
}

func (p *person) gets(path string, v any) {
	p.t.Helper()
	p.asks(http.StatusOK, http.MethodGet, path, "", http.NoBody, v)
}

func (p *person) asks(want int, method, path, kind string, body io.Reader, v any) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, p.base+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := p.http.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		p.t.Fatalf("%s %s: %v %d %.600s", method, path, err, res.StatusCode, b)
	}
	if v == nil {
		return
	}
	if raw, ok := v.(*[]byte); ok {
		*raw = b
	} else if err := json.Unmarshal(b, v); err != nil {
		p.t.Fatalf("%s: %v %.300s", path, err, b)
	}
}

// invites makes somebody's first password from the link they got.
func (r running) invites(link, login, password string) *person {
	p := r.person(login, password)
	p.posts(http.StatusNoContent, strings.TrimPrefix(link, r.URL), url.Values{"password": {password}, "again": {password}}, nil)
	return p.enters()
}

// code is a code nobody has seen; it waits for the next one when the last was used.
func (p *person) code() string {
	p.t.Helper()
	for step := totp.Step(time.Now()); ; {
		if step+1 > p.last { // one step ahead is taken too
			p.last = max(step, p.last+1)
			code, err := totp.At(p.secret, p.last)
			if err != nil {
				p.t.Fatal(err)
			}
			return code
		}
		time.Sleep(200 * time.Millisecond)
		step = totp.Step(time.Now())
	}
}

// enrols sets one-time codes up.
func (p *person) enrols() {
	p.t.Helper()
	var state struct{ Setup struct{ Secret string } }
	p.posts(http.StatusOK, "/account/code", url.Values{"password": {p.password}}, &state)
	p.secret = state.Setup.Secret
	p.posts(http.StatusNoContent, "/account/code/confirm", url.Values{"code": {p.code()}}, nil)
}

// signs signs the first pledge asked of somebody on a contract, for the company or as
// a worker.
func (p *person) signs(contract, kind string) {
	p.t.Helper()
	var list []struct{ ID, Kind, State string }
	p.gets("/pledges", &list)
	for _, l := range list {
		if l.State != "asked" || l.Kind != kind {
			continue
		}
		var v struct {
			Pledge struct {
				ContractID string `json:"contract_id"`
			}
			Text struct {
				Hash   string
				Signer struct{ Name string }
			}
		}
		if p.gets("/pledges/"+l.ID, &v); v.Pledge.ContractID != contract {
			continue
		}
		if p.secret == "" {
			p.enrols()
		}
		if kind == "company" { // whoever signs for it is the account's person
			var own struct{ User struct{ Name string } }
			p.gets("/account", &own)
			v.Text.Signer.Name = own.User.Name
		}
		p.posts(http.StatusOK, "/pledges/"+l.ID+"/sign", url.Values{
			"hash": {v.Text.Hash}, "name": {v.Text.Signer.Name}, "password": {p.password}, "code": {p.code()}, "read": {"true"},
		}, nil)
		return
	}
	p.t.Fatalf("%s is asked for no %s pledge in %+v", p.login, kind, list)
}

// rightAnswers are the right choices of all questions of the editions, by question.
func rightAnswers(t *testing.T) map[string]string {
	t.Helper()
	right := map[string]string{}
	for _, file := range assets.Editions() {
		e, err := catalog.Read(file.Name, file.Data)
		if err != nil {
			t.Fatal(err)
		}
		for _, topic := range e.Topics {
			for _, q := range topic.Value.Quiz {
				right[q.ID] = q.Answer
			}
		}
	}
	return right
}

// answers answers all questions of one's topics.
func (p *person) answers(party string, right map[string]string) {
	p.t.Helper()
	var study struct {
		Topics []struct {
			ID, Hash string
			Quiz     []struct{ ID string }
		}
	}
	p.gets("/topics/"+party, &study)
	for _, topic := range study.Topics {
		form := url.Values{"hash": {topic.Hash}}
		for i, q := range topic.Quiz {
			form.Set(field(i, "question"), q.ID)
			form.Set(field(i, "choice"), right[q.ID])
		}
		var mark struct{ Passed bool }
		if p.posts(http.StatusOK, "/topics/"+party+"/"+topic.ID+"/answers", form, &mark); !mark.Passed {
			p.t.Fatalf("%s did not pass %s", p.login, topic.ID)
		}
	}
}

func field(i int, name string) string { return "answers." + string(rune('0'+i)) + "." + name }

// verdict is what /verify says of a file to anybody.
func (r running) verdict(file []byte) string {
	r.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "pledge.pdf")
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	var answer []byte
	r.person("", "").asks(http.StatusOK, http.MethodPost, "/verify", w.FormDataContentType(), &body, &answer)
	return string(answer)
}
