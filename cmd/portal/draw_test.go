package main

import (
	"context"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// These tests write a name by hand on a pledge's page, with the mouse and with a finger,
// and look for it in the sealed PDF.

// paper is a box on the page that is written in.
type paper struct {
	w          *walk
	x, y, wide float64 // its corner on the screen and its width, in CSS pixels
}

// unfolds opens the place for the picture and gives the box.
func (w *walk) unfolds() paper {
	w.v.t.Helper()
	eval[any](w.v, `document.querySelector('#sign details.fold').open = true; document.querySelector('.draw canvas').scrollIntoView({block: 'center'}); 0`)
	at := eval[[]float64](w.v, `(({x, y, width}) => [x, y, width])(document.querySelector('.draw canvas').getBoundingClientRect())`)
	return paper{w, at[0], at[1], at[2]}
}

// strokes are lines in widths of the box: a cross, and an arc below it.
func strokes() [][][2]float64 {
	arc := [][2]float64{}
	for i := range 21 {
		a := math.Pi * float64(i) / 20
		arc = append(arc, [2]float64{0.5 - 0.25*math.Cos(a), 0.3 + 0.12*math.Sin(a)})
	}
	return [][][2]float64{{{0.3, 0.12}, {0.4, 0.12}, {0.7, 0.12}}, {{0.5, 0.05}, {0.5, 0.15}, {0.5, 0.28}}, arc}
}

// at is a place of the box on the screen.
func (p paper) at(place [2]float64) (x, y float64) {
	return p.x + place[0]*p.wide, p.y + place[1]*p.wide
}

// mouse draws a line with the mouse.
func (p paper) mouse(line [][2]float64) {
	p.w.v.t.Helper()
	kind := chromedp.MousePressed
	for _, place := range append(line, line[len(line)-1]) {
		x, y := p.at(place)
		p.w.v.do(chromedp.MouseEvent(kind, x, y, chromedp.ButtonType(input.MouseButtonLeft)))
		kind = chromedp.MouseMoved
	}
	x, y := p.at(line[len(line)-1])
	p.w.v.do(chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonType(input.MouseButtonLeft)))
}

// finger draws a line with a finger.
func (p paper) finger(line [][2]float64) {
	p.w.v.t.Helper()
	kind := input.DispatchTouchEventTypeTouchStart
	for _, place := range line {
		x, y := p.at(place)
		p.touch(kind, &input.TouchPoint{X: x, Y: y})
		kind = input.DispatchTouchEventTypeTouchMove
	}
	p.touch(input.DispatchTouchEventTypeTouchEnd)
}

func (p paper) touch(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
	p.w.v.t.Helper()
	p.w.v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: append([]*input.TouchPoint{}, points...)})
		return err
	}))
}

// inked counts the pixels of the box that are written on.
func (p paper) inked() int {
	p.w.v.t.Helper()
	return eval[int](p.w.v, `(c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((n, i) => i % 4 === 3 && n > 128).length)(document.querySelector('.draw canvas'))`)
}

func (p paper) status() string {
	p.w.v.t.Helper()
	return eval[string](p.w.v, `document.querySelector('.draw [role=status]').textContent`)
}

// setsCodesUp gives whoever holds the phone one-time codes and leads back to the pledge.
func (w *walk) setsCodesUp(role string) {
	w.v.t.Helper()
	a := w.account(role)
	w.worker = w.person(a.Login, a.Password)
	w.enters(role)
	w.goes("/pledges/" + w.pledge(role))
	w.taps(`.stage .note a.btn.first`)
	w.fills(map[string]string{"password": a.Password})
	w.taps(`#main form button.first`)
	w.worker.secret = strings.ReplaceAll(eval[string](w.v, `document.getElementById('f-secret').value`), " ", "")
	w.fills(map[string]string{"code": w.worker.code()})
	w.taps(`#main form button.first`)
}

// TestNameWrittenByHand proves that a name drawn on a phone of 320 px is undone stroke by
// stroke, survives a wrong code and a line that breaks, and stands in the sealed PDF as it
// was drawn.
func TestNameWrittenByHand(t *testing.T) {
	r := startDemo(t)
	w := &walk{running: r, v: newVisitor(t, r)}
	w.setsCodesUp("vendor_worker")
	w.v.do(chromedp.EmulateViewport(narrow, 700, chromedp.EmulateScale(3), chromedp.EmulateTouch, chromedp.EmulateMobile))
	box := w.unfolds()
	if box.inked() != 0 || box.status() != "空です" || eval[string](w.v, `getComputedStyle(document.querySelector('.draw canvas')).touchAction`) != "none" {
		t.Errorf("before: %d pixels, %q", box.inked(), box.status())
	}
	tooLarge(w)
	rests(w)
	box = w.unfolds()
	for i, line := range strokes() {
		if i == 0 {
			box.mouse(line)
		} else {
			box.finger(line)
		}
	}
	if moved := eval[float64](w.v, `document.querySelector('.draw canvas').getBoundingClientRect().y`); moved != box.y {
		t.Errorf("the page moves under the finger, from %v to %v", box.y, moved)
	}
	all := box.inked()
	box.mouse([][2]float64{{0.1, 0.1}, {0.2, 0.4}, {0.9, 0.4}})
	if more := box.inked(); more <= all {
		t.Errorf("a stroke adds nothing: %d of %d pixels", more, all)
	}
	w.v.do(chromedp.Click(`[data-undo]`))
	if box.inked() != all || box.status() != "入っています" {
		t.Errorf("undone: %d of %d pixels, %q", box.inked(), all, box.status())
	}
	w.v.judge("drawn", narrow)
	w.v.picture("draw-320")
	name := eval[string](w.v, `fetch(location.pathname, {headers: {Accept: 'application/json'}}).then(r => r.json()).then(v => v.expected)`, chromedp.EvalAwaitPromise)
	w.v.do(chromedp.Click(`#main [name=read]`))
	w.fills(map[string]string{"name": name, "password": w.worker.password, "code": "000000"})
	w.taps(`#sign form button.first`)
	if eval[int](w.v, `document.querySelectorAll('#f-code-error').length`) != 1 {
		t.Fatalf("a wrong code is taken: %s", eval[string](w.v, `document.body.innerText.slice(0, 300)`))
	}
	if box = w.unfolds(); box.inked() < all/3 || box.status() != "入っています" {
		t.Errorf("after a wrong code %d of %d pixels are there", box.inked(), all)
	}
	w.v.picture("draw-kept")
	w.fills(map[string]string{"password": w.worker.password})
	breaks(w)
	if box.inked() < all/3 || eval[string](w.v, `document.querySelector('#sign [name=name]').value`) != name {
		t.Error("the line broke, and what was written is gone")
	}
	w.fills(map[string]string{"code": w.worker.code()})
	w.taps(`#sign form button.first`)
	w.says("署名しました")
	drawn(t, w.takes())
}

// tooLarge chooses a file that is too large: it is told at once, and the form stays.
func tooLarge(w *walk) {
	w.v.t.Helper()
	said := eval[string](w.v, `(input => {
		const chosen = new DataTransfer();
		chosen.items.add(new File([new Uint8Array(2 << 20)], '印.png', {type: 'image/png'}));
		input.files = chosen.files;
		input.dispatchEvent(new Event('change', {bubbles: true}));
		input.form.querySelector('button[type=submit]').click();
		const said = input.previousElementSibling.textContent + ' ' + (document.activeElement === input) + ' ' + !!input.form.dataset.sent;
		document.querySelector('[data-clear]').click();
		return said + ' ' + input.value + input.previousElementSibling.textContent;
	})(document.querySelector('#f-seal'))`)
	if !strings.Contains(said, "1MB") || !strings.HasSuffix(said, " true false ") {
		w.v.t.Errorf("of a file that is too large the page says %q", said)
	}
}

// breaks presses while nothing can be reached: the page says that it looks, then that it
// is not signed, and the button can be pressed again.
func breaks(w *walk) {
	w.v.t.Helper()
	said := eval[string](w.v, `new Promise(done => {
		const form = document.querySelector('#sign form'), where = form.action, line = form.querySelector('[data-line]'), said = [];
		const button = form.querySelector('button[type=submit]');
		new MutationObserver(() => {
			if (line.hidden) return;
			said.push(line.textContent.includes('確かめています') ? 'looks' : line.textContent.includes('まだ署名されていません') ? 'unsigned' : line.textContent);
			if (said.at(-1) === 'looks') form.action = where;
			else setTimeout(() => done(said.join(' ') + ' ' + button.disabled), 50);
		}).observe(line, {childList: true});
		form.action = 'http://127.0.0.1:1/';
		button.click();
	})`, chromedp.EvalAwaitPromise)
	if said != "looks unsigned false" {
		w.v.t.Errorf("while the line is broken the page says %q", said)
	}
	w.v.picture("line-broken")
}

// rests sees that the button which was pressed says so and cannot be pressed again, until
// the page is back.
func rests(w *walk) {
	w.v.t.Helper()
	said := eval[string](w.v, `new Promise(done => {
		const button = document.querySelector('#sign form button[type=submit]'), was = button.textContent;
		button.form.addEventListener('submit', e => e.preventDefault(), {once: true});
		button.click();
		setTimeout(() => {
			const said = button.textContent + ' ' + button.disabled;
			dispatchEvent(new Event('pageshow'));
			done(said + ' ' + button.disabled + ' ' + (button.textContent === was));
		}, 50);
	})`, chromedp.EvalAwaitPromise)
	if said != "送信しています… true false true" {
		w.v.t.Errorf("the button that was pressed is %q", said)
	}
}

// drawn looks for the strokes in the one picture of a PDF.
func drawn(t *testing.T, paper []byte) {
	t.Helper()
	if _, err := exec.LookPath("pdfimages"); err != nil {
		if os.Getenv("CI") != "" || os.Getenv("TEST_REQUIRE") != "" {
			t.Fatal("pdfimages is missing: install the package poppler-utils")
		}
		t.Skip("pdfimages is missing: install the package poppler-utils")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pledge.pdf"), paper, 0o600); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("SCREENSHOTS"); keep != "" {
		_ = os.WriteFile(filepath.Join(keep, "draw.pdf"), paper, 0o600)
	}
	cmd := exec.Command("pdfimages", "-png", "pledge.pdf", "p")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	found, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	if err != nil || len(found) != 1 {
		t.Fatalf("pictures in the PDF: %v %v", found, err)
	}
	f, err := os.Open(found[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strokes() {
		for _, at := range line {
			if !dark(p, at) {
				t.Errorf("nothing is written at %v in a picture of %v", at, p.Bounds())
			}
		}
	}
	for _, at := range [][2]float64{{0.35, 0.07}, {0.65, 0.2}, {0.35, 0.2}} {
		if dark(p, at) {
			t.Errorf("something is written at %v", at)
		}
	}
}

// dark says whether a place of the box is written on in a picture of the strokes, which
// is cut to them: from 0.25 to 0.75 across and from 0.05 to 0.42 down, and a little air.
func dark(p image.Image, at [2]float64) bool {
	const air = 1.5 / 80
	left, top := 0.25-air, 0.05-air
	scale := float64(p.Bounds().Dx()) / (0.5 + 2*air)
	x, y := int((at[0]-left)*scale), int((at[1]-top)*scale)
	for dx := -2; dx <= 2; dx++ {
		for dy := -2; dy <= 2; dy++ {
			if r, _, _, _ := p.At(x+dx, y+dy).RGBA(); r < 0x6000 {
				return true
			}
		}
	}
	return false
}
