package main

import (
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// fontsAsked are the addresses of the fonts the page asked for, once all that
// are on their way have come.
const fontsAsked = `document.fonts.ready.then(() => JSON.stringify(performance.getEntriesByType('resource').map(e => e.name).filter(n => n.endsWith('.woff'))))`

// TestRareKanji proves that a browser asks for the rare kanji only where one stands on
// the page and its system has none, draws it by them, and may keep them for ever.
func TestRareKanji(t *testing.T) {
	r := startDemo(t)
	v := newVisitor(t, r)
	asked := func() string { return eval[string](v, fontsAsked, chromedp.EvalAwaitPromise) }
	v.open("/verify", hand)
	if got := asked(); got != "[]" {
		t.Errorf("a page without rare kanji asks for %s", got)
	}
	v.open("/login", hand) // where 𠮷野 is one of those who can be tried
	v.picture("rare-kanji")
	if own, err := exec.Command("fc-list", ":charset=20bb7").Output(); err != nil || len(own) > 0 {
		t.Logf("the system has 𠮷 of its own: %s %v", own, err)
	} else if got := asked(); strings.Count(got, ".woff") != 1 || !strings.Contains(got, "ChigiriRare20000.woff") {
		t.Errorf("a page with 𠮷 asks for %s", got)
	}
	eval[any](v, `document.querySelector('#main h1').append(Object.assign(document.createElement('b'), {id: 'rare', textContent: '\u{2A6B2}'})); document.getElementById('rare').style.fontFamily = '"Chigiri Rare"'; document.getElementById('rare').offsetWidth`)
	if got := asked(); !strings.Contains(got, "ChigiriRare2A000.woff") {
		t.Errorf("a further rare kanji asks for %s", got)
	}
	if bad := eval[string](v, `[...document.fonts].filter(f => f.status === 'error').map(f => f.family + f.unicodeRange).join()`); bad != "" {
		t.Errorf("the browser cannot read %s", bad)
	}
	fonts := strings.Split(strings.Trim(asked(), `[]"`), `","`)
	if i := slices.IndexFunc(fonts, func(f string) bool { return strings.Contains(f, "2A000") }); i >= 0 {
		res, err := http.Get(fonts[i]) //nolint:noctx // a test of one request
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if keep, kind := res.Header.Get("Cache-Control"), res.Header.Get("Content-Type"); !strings.Contains(keep, "immutable") || kind != "font/woff" {
			t.Errorf("a font comes as %s, to be kept %q", kind, keep)
		}
	}
}
