package views

import (
	"fmt"
	"strings"

	"chigiri/views/qr"
)

// quiet is the width of the white margin a QR code has on each side, in modules
// (ISO/IEC 18004, 6.3.8).
const quiet = 4

// qrCode is a QR code as one path of an SVG, with one module as its unit.
type qrCode struct {
	Size int // of a side, with the margin
	Path string
}

// qrOf draws a text with error correction M, which a scratched screen survives; ok is
// false for a text of more than about 2,300 bytes, which no QR code holds.
func qrOf(text string) (c qrCode, ok bool) {
	dark, err := qr.Matrix(text)
	if err != nil {
		return c, false
	}
	n := len(dark)
	var path strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			from := x
			for x < n && dark[y][x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1H%dz", quiet+from, quiet+y, x-from, quiet+from)
			}
		}
	}
	return qrCode{Size: n + 2*quiet, Path: path.String()}, true
}

// viewBox is the SVG's window on the code.
func (c qrCode) viewBox() string { return fmt.Sprintf("0 0 %d %d", c.Size, c.Size) }

// ground is the white the code stands on.
func (c qrCode) ground() string { return fmt.Sprintf("M0 0h%dv%dH0z", c.Size, c.Size) }
