package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chigiri/models"
)

// This test passes one tablet from hand to hand at a meeting.

// slate is the size of the tablet, held upright, in CSS pixels.
const slate, slateHigh = 768, 1024

type tablet struct {
	*walk
	gone []string // names nobody may see any more
}

func (w *tablet) goes(path string) {
	w.v.t.Helper()
	w.v.do(chromedp.EmulateViewport(slate, slateHigh), chromedp.Navigate(w.base(path)), chromedp.WaitReady("#main"))
}

// looks judges the page as it stands, on a phone and on a desk too, and sees that nothing
// in it is of those who had the tablet before.
func (w *tablet) looks(name string) {
	w.v.t.Helper()
	for _, width := range []int64{hand, longDesk, slate} {
		w.v.do(chromedp.EmulateViewport(width, slateHigh))
		w.v.judge(name, width)
		w.v.picture(strings.Join([]string{"tablet", name, map[int64]string{hand: "375", longDesk: "1280", slate: "768"}[width]}, "-"))
	}
	w.forgets(name)
}

// forgets fails where a page shows something of those who had the tablet before.
func (w *tablet) forgets(name string) {
	w.v.t.Helper()
	page := eval[string](w.v, `document.documentElement.outerHTML + JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])`)
	for _, who := range w.gone {
		if strings.Contains(page, who) {
			w.v.t.Errorf("%s shows %s: %.300s", name, who, eval[string](w.v, `location.href + ' ' + document.body.innerText`))
		}
	}
}

// at fails unless the tablet stands on a page.
func (w *tablet) at(path string) {
	w.v.t.Helper()
	if at := eval[string](w.v, `location.pathname`); at != path {
		w.v.t.Fatalf("the tablet is at %s, not at %s: %.300s", at, path, eval[string](w.v, `document.body.innerText`))
	}
}

// backs presses Back as often as somebody curious would.
func (w *tablet) backs() {
	w.v.t.Helper()
	for range 8 {
		eval[any](w.v, `history.back()`)
		time.Sleep(500 * time.Millisecond)
		if strings.HasPrefix(eval[string](w.v, `location.href`), "about:") { // before the first page
			break
		}
		w.forgets("Back, to " + eval[string](w.v, `location.pathname`))
	}
	w.goes("/relay")
}

// comes is a worker at the tablet: chooses a password by the sheet and checks in.
func (w *tablet) comes(p *person, name string) {
	w.v.t.Helper()
	w.says(name)
	w.at("/welcome/sheet")
	w.looks("welcome")
	w.taps(`#main form button.first`)
	w.fills(map[string]string{"password": p.password, "again": p.password})
	w.taps(`#main form button.first`)
	w.at("/relay/next")
	w.says(name)
	w.looks("check-in")
	w.taps(`#main form[action="/relay/check-in"] button`)
}

// vows signs the pledge at the tablet, with codes of the worker's own phone.
func (w *tablet) vows(p *person, name string) {
	w.v.t.Helper()
	w.says("スマートフォンがない方は、ここで終えて") // at level 4 nobody signs on paper
	w.looks("pledge-step")
	w.taps(`#main a.btn.first`)
	w.says("スマートフォンがない方は、ここで終えて")
	w.looks("pledge")
	w.taps(`.stage .note a.btn.first`)
	w.fills(map[string]string{"password": p.password})
	w.taps(`#main form button.first`)
	p.secret = strings.ReplaceAll(eval[string](w.v, `document.getElementById('f-secret').value`), " ", "")
	w.fills(map[string]string{"code": p.code()})
	w.taps(`#main form button.first`)
	w.v.do(chromedp.Click(`#main [name=read]`))
	w.fills(map[string]string{"name": name, "password": p.password, "code": p.code()})
	w.taps(`#sign form button.first`)
	w.at("/relay/next")
	w.says("次の方に渡してください")
	w.says("誓約書の署名まで済んでいます")
}

// enlistTwo puts two workers on the prime's roster and gives their links.
func (w *tablet) enlistTwo(names ...string) (links []string) {
	w.v.t.Helper()
	form, day := url.Values{}, models.Wareki(models.Today(time.Now()))
	for i, name := range names {
		line := "lines." + string(rune('0'+i)) + "."
		form.Set(line+"name", name)
		form.Set(line+"duty", "夜間の監視")
		form.Set(line+"starts_on", day)
		form.Set(line+"ends_on", w.end())
	}
	var made struct{ Invitations []struct{ Link string } }
	w.as("vendor_lead").posts(http.StatusCreated, w.contract+"/parties/"+w.parties["top"]+"/roster", form, &made)
	for _, m := range made.Invitations {
		links = append(links, m.Link)
	}
	if len(links) != len(names) {
		w.t.Fatalf("%d links were made", len(links))
	}
	return links
}

// TestTablet lets a manager pass a tablet round on which two workers check in and sign,
// one after the other, and neither sees anything of who had it before.
func TestTablet(t *testing.T) {
	r := startDemo(t)
	w := &tablet{walk: &walk{running: r, v: newVisitor(t, r), contract: "/contracts/" + r.Contracts["navi"], parties: map[string]string{}}}
	w.parties["top"] = r.party(w.contract+"/parties", "みおつくし")
	one, two := "磯野　渚", "浜辺　凪"
	links := w.enlistTwo(one, two)
	r.meetToday()
	meeting := "/briefings/" + r.meeting("第３会議室")

	w.enters("manager")
	w.goes(meeting + "/screen")
	w.says("1分ごとに変わり")
	w.looks("screen")
	w.goes(meeting)
	w.looks("meeting")
	w.taps(`#relay form button`)
	w.at("/relay")
	w.gone = []string{"中西", "kanri"}
	w.says("第３会議室")
	w.says("0 / ")
	w.looks("start")
	w.backs()

	w.fills(map[string]string{"code": links[0] + "x"})
	w.taps(`form[action="/relay/sheet"] button`)
	w.says("コードが違うか、期限が切れています")
	w.fills(map[string]string{"code": links[0][strings.LastIndex(links[0], "/")+1:]}) // as it is typed
	w.taps(`form[action="/relay/sheet"] button`)
	first := w.person("", "なぎさの あさひと ゆうひの いろ")
	w.comes(first, one)
	w.skips()
	w.vows(first, one)
	w.taps(`#main form button.first`)
	w.at("/relay")
	w.gone = append(w.gone, one, "磯野")
	w.says("1 / ")
	w.looks("second")
	w.backs()

	w.goes(links[1]) // as the tablet's camera opens it
	second := w.person("", "かぜみどり しおかぜの わたる はま")
	w.comes(second, two)
	w.skips()
	w.vows(second, two)
	w.v.judge("done", slate) // at one width: the page is gone in half a minute
	for deadline := time.Now().Add(45 * time.Second); eval[string](w.v, `location.pathname`) != "/relay"; time.Sleep(time.Second) {
		if time.Now().After(deadline) {
			t.Fatal("the last page does not sign out by itself")
		}
	}
	w.gone = append(w.gone, two, "浜辺")
	w.says("2 / ")
	w.backs()
	w.proves(meeting, one, two)
}

// skips leaves questions for another day, where there are some.
func (w *tablet) skips() {
	w.v.t.Helper()
	if eval[bool](w.v, `!!document.querySelector('a[href="/relay/next?later=true"]')`) {
		w.looks("topics")
		w.taps(`a[href="/relay/next?later=true"]`)
	}
}

// proves reads in the record and in the log where both checked in and signed, and ends
// the relay on the meeting's page.
func (w *tablet) proves(meeting string, names ...string) {
	manager := w.as("manager")
	var v struct {
		Attendees []struct{ Name, Method string }
		Relays    []struct{ ID string }
	}
	manager.gets(meeting, &v)
	ways := map[string]string{}
	for _, a := range v.Attendees {
		ways[a.Name] = a.Method
	}
	for _, name := range names {
		if ways[name] != models.CheckedOnRelay {
			w.t.Errorf("%s came by %q", name, ways[name])
		}
	}
	var log struct {
		Events []struct{ After map[string]any }
	}
	w.as("auditor").gets("/log?kind=pledge.signed&limit=2", &log)
	for _, e := range log.Events {
		if e.After["device_of"] != strings.TrimPrefix(meeting, "/briefings/") {
			w.t.Errorf("the log of a signature has %v", e.After)
		}
	}
	if len(log.Events) != 2 || len(v.Relays) != 1 {
		w.t.Fatalf("%d signatures, %d relays", len(log.Events), len(v.Relays))
	}
	manager.posts(http.StatusNoContent, meeting+"/relay/"+v.Relays[0].ID+"/end", nil, nil)
	w.goes("/relay")
	w.at("/login")
	w.says("この端末を回すのは終わりました")
}
