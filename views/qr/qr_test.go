package qr

import (
	"image"
	"image/color"
	"strings"
	"testing"

	qr "github.com/piglig/go-qr"
)

// TestMatrix proves the shape that readers look for: square, of a size the standard
// knows, with the three marks in its corners, and other for another text.
func TestMatrix(t *testing.T) {
	for _, text := range []string{"1", "https://chigiri.pref.example.lg.jp/verify/7KQ4-M2XD-9F3A", "誓約書", strings.Repeat("a", 2331)} {
		m, err := Matrix(text)
		if err != nil {
			t.Fatalf("%.40q: %v", text, err)
		}
		n := len(m)
		if n < 21 || n > 177 || (n-17)%4 != 0 {
			t.Errorf("%.40q: %d squares a side", text, n)
		}
		for _, corner := range [][2]int{{0, 0}, {0, n - 7}, {n - 7, 0}} {
			for y := range 7 {
				for x := range 7 {
					ring := max(abs(x-3), abs(y-3))
					if m[corner[0]+y][corner[1]+x] != (ring != 2) {
						t.Fatalf("%.40q: the mark at %v is broken at %d, %d", text, corner, x, y)
					}
				}
			}
		}
		if n > 60 {
			continue // readers of photos are not for whole pages of text
		}
		if read, err := qr.Decode(photo(m)); err != nil || read != text {
			t.Errorf("%q is read as %q: %v", text, read, err)
		}
	}
}

// photo is what a camera sees: squares of four points, the quiet edge around them.
func photo(m [][]bool) image.Image {
	const point, edge = 4, 4
	side := (len(m) + 2*edge) * point
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			row, column := y/point-edge, x/point-edge
			if row < 0 || column < 0 || row >= len(m) || column >= len(m) || !m[row][column] {
				img.Set(x, y, color.White)
			}
		}
	}
	return img
}

// TestTooLong proves that a text too long is refused without being repeated.
func TestTooLong(t *testing.T) {
	if _, err := Matrix(strings.Repeat("a", 2332)); err == nil || strings.Contains(err.Error(), "aa") {
		t.Errorf("got %v", err)
	}
}

func abs(n int) int { return max(n, -n) }
