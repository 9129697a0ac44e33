package views

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"chigiri/views/i18n"
	"chigiri/views/qr"
)

// drawn reads the modules back out of an SVG's path.
func drawn(t *testing.T, svg string) (size int, dark map[[2]int]bool) {
	t.Helper()
	if _, err := fmt.Sscanf(regexp.MustCompile(`viewBox="0 0 (\d+) \d+"`).FindString(svg), `viewBox="0 0 %d`, &size); err != nil {
		t.Fatalf("no window in %.300s", svg)
	}
	dark = map[[2]int]bool{}
	for _, run := range regexp.MustCompile(`M\d+ \d+h\d+v1H\d+z`).FindAllString(svg, -1) {
		var x, y, n, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1H%dz", &x, &y, &n, &back); err != nil || back != x || n < 1 {
			t.Fatalf("run %q: %v", run, err)
		}
		for i := range n {
			dark[[2]int{x + i, y}] = true
		}
	}
	return size, dark
}

func TestQR(t *testing.T) {
	// Proves that the picture holds each module of the code in its place with the quiet
	// margin around it, on white, with a name and with the text itself; whatever the
	// language of the text.
	for _, text := range []string{
		"A", "https://portal.example/welcome/abc?x=1&y=2", "otpauth://totp/Chigiri:a@b.jp?secret=GEZDGNBVGY3TQOJQ", "受付番号１２３", strings.Repeat("a", 2000),
	} {
		var out bytes.Buffer
		if err := QR(Base{Lang: i18n.JA}, text).Render(context.Background(), &out); err != nil {
			t.Fatal(err)
		}
		svg := out.String()
		size, dark := drawn(t, svg)
		code, err := qr.Matrix(text)
		if err != nil {
			t.Fatal(err)
		}
		n := len(code)
		if size != n+2*4 {
			t.Errorf("%.20s: %d modules and a window of %d", text, n, size)
		}
		for y := -4; y < n+4; y++ {
			for x := -4; x < n+4; x++ {
				inside := x >= 0 && y >= 0 && x < n && y < n
				if want := inside && code[y][x]; dark[[2]int{x + 4, y + 4}] != want {
					t.Fatalf("%.20s: module %d,%d is not %v", text, x, y, want)
				}
			}
		}
		if !strings.Contains(svg, `role="img" aria-label="QRコード`) || !strings.Contains(svg, strings.ReplaceAll(text, "&", "&amp;")) {
			t.Errorf("%.20s: nothing to read aloud in %.200s", text, svg)
		}
		if strings.Contains(svg, "style=") || strings.Contains(svg, "href") {
			t.Errorf("%.20s: the picture asks for more than the page's policy allows", text)
		}
	}
}

func TestQRTooLong(t *testing.T) {
	// Proves that a text no QR code holds is shown as text.
	text := strings.Repeat("長い", 1000)
	var out bytes.Buffer
	if err := QR(Base{Lang: i18n.EN}, text).Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "<svg") || !strings.Contains(out.String(), text) {
		t.Errorf("shown as %.200s", out.String())
	}
}
