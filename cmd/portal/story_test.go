package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press sends keys to whatever has the focus.
func (v visitor) press(keys string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(keys))
}

// tabTo moves the focus forward by Tab until it lies on an element, and sees that
// the focus is visible on every stop.
func (v visitor) tabTo(selector string) {
	v.t.Helper()
	for range 120 {
		v.press(kb.Tab)
		if eval[bool](v, `document.activeElement !== document.body && getComputedStyle(document.activeElement).outlineStyle === 'none'`) {
			v.t.Fatalf("the focus cannot be seen on %s", eval[string](v, `document.activeElement.outerHTML.slice(0, 120)`))
		}
		if eval[bool](v, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	v.t.Fatalf("120 presses of Tab do not reach %s", selector)
}

// A person without a mouse signs in, finds My Number's contract, registers a new
// one, sees why it is L4, and gets its appendix, by keyboard alone.
func TestKeyboardAlone(t *testing.T) {
	r := startDemo(t)
	v := newVisitor(t, r)
	v.open("/login", longDesk)
	v.speak("ja")
	v.tabTo(`.people li:first-child button`)
	v.press(kb.Enter)
	v.do(chromedp.WaitReady(`.me form[action="/logout"]`))
	v.tabTo(`nav a[href="/contracts"]`)
	v.press(kb.Enter)
	v.do(chromedp.WaitReady(`a[href="/contracts/new"]`))
	v.tabTo(`a[href="/contracts/new"]`)
	v.press(kb.Enter)
	v.do(chromedp.WaitReady(`#f-title`))

	v.tabTo(`#f-title`)
	v.press(kb.Enter) // sent with nothing in it: refused, and the summary has the focus
	v.do(chromedp.WaitReady(`.errors`))
	if !eval[bool](v, `document.activeElement.matches('.errors')`) {
		t.Error("the summary of errors does not take the focus")
	}
	v.judge("the refused form", longDesk)

	v.tabTo(`#f-title`)
	v.press("里親支援システム保守業務")
	v.tabTo(`#f-number`)
	v.press("家支第３００１号")
	v.tabTo(`#f-kind`)
	v.press("保守")
	v.tabTo(`#f-starts_on`)
	v.press("R9.4.1")
	v.do(chromedp.WaitReady(`#f-starts_on-read:not(:empty)`))
	if read := eval[string](v, `document.getElementById('f-starts_on-read').textContent`); read != "令和９年４月１日（木）" {
		t.Errorf("R9.4.1 was understood as %q", read)
	}
	v.tabTo(`#f-ends_on`)
	v.press("令和10年3月31日")
	v.tabTo(`input[name=classes][value=mynumber]`)
	v.press(" ")
	if _, err := chromedp.Run(v.ctx, chromedp.Poll[bool](`document.body.innerText.includes('L4：個人番号を取り扱う')`)); err != nil {
		t.Fatalf("the level is not shown while data classes are ticked: %v", err)
	}
	v.tabTo(`main form button[type=submit].first`)
	v.press(kb.Enter)
	v.do(chromedp.WaitReady(`.tabs`))
	v.judge("the new contract", longDesk)
	if title := eval[string](v, `document.querySelector('h1').textContent`); title != "里親支援システム保守業務" {
		t.Errorf("the contract is called %q", title)
	}
	v.tabTo(`.tabs a[href$="/appendix"]`)
	v.press(kb.Enter)
	v.do(chromedp.WaitReady(`a[href*="appendix.pdf"]`))
}
